"""Format 13: when relations with a party were established, under which party it stands; short titles of agreements."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for part, kind in (
        ("words", sa.Text()),
        ("edtf", sa.String(length=100)),
        ("anchor", sa.Date()),
        ("earliest", sa.Date()),
        ("latest", sa.Date()),
    ):
        op.add_column("party", sa.Column(f"established_{part}", kind))
    # Written out in one piece, as SQLite takes it: a reference to a table that is not made anew.
    op.execute("ALTER TABLE party ADD COLUMN under INTEGER CONSTRAINT fk_party_under_party REFERENCES party (id)")
    op.create_index("ix_party_under", "party", ["under"])
    op.add_column("agreement", sa.Column("short_title", sa.String(length=1000), server_default="", nullable=False))
