"""Format 10: renewals of unknown length are asked about, and dates are searched: both are computed anew."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What follows from the facts is computed anew at the next opening: a register without a day has no lines yet.
    op.execute("DELETE FROM status_day WHERE EXISTS (SELECT 1 FROM record)")
