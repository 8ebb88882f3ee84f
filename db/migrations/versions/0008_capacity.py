"""Format 8: whoever holds an office may be acting in it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With a default in the file: what the journal brings back from before did not say it.
    op.add_column("term", sa.Column("capacity", sa.String(length=40), server_default="holder", nullable=False))
