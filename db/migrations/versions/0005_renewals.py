"""Format 5: whether an invitation renews earlier ones; visits, and what waits for them, computed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitation", sa.Column("renews", sa.Boolean(), nullable=False, server_default=sa.false()))
    # What follows from the facts is computed anew at the next opening: a register without a day has no lines yet.
    op.execute("DELETE FROM status_day WHERE EXISTS (SELECT 1 FROM record)")
