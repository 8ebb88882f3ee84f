"""Format 9: who did a change beside the name, what was done in a form that can be told again, and the journal's chain.

What the journal holds is sealed here once. A later format never rewrites it: what it adds to a register is a change of
its own at the end, sealed by `db.chain.seal`.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from db import chain

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("change", sa.Column("author", sa.String(length=36), server_default="", nullable=False))
    op.add_column("change", sa.Column("said", sa.JSON(none_as_null=True)))
    for table in ("change", "change_row"):
        op.add_column(table, sa.Column("salt", sa.LargeBinary()))
        op.add_column(table, sa.Column("digest", sa.LargeBinary()))
        op.execute(f"UPDATE {table} SET salt = randomblob({chain.SALT})")
    op.add_column("change", sa.Column("seal", sa.LargeBinary()))
    _never_give_a_number_twice()
    with Session(op.get_bind()) as session:
        chain.seal_all(session)


def _never_give_a_number_twice() -> None:
    """Records that are no more had numbers too: those the journal knows."""
    with op.batch_alter_table("record", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'record'")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq)"
        " SELECT 'record', max(coalesce((SELECT max(record_id) FROM change_record), 0),"
        " coalesce((SELECT max(id) FROM record), 0))"
    )
