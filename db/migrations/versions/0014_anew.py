"""Format 14: since when dates are to be spoken of, and in which year an anniversary returns, is computed anew."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What follows from the facts is computed at the next opening: a register without a day has no lines yet.
    op.execute("DELETE FROM status_day WHERE EXISTS (SELECT 1 FROM record)")
