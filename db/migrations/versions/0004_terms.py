"""Format 4: the last day of an agreement's term, how it goes on, and its statuses computed anew with it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "ix_agreement_term_ends_renews_months_renews_days_term_stops_id"


def upgrade() -> None:
    op.add_column("agreement", sa.Column("term_ends", sa.Date(), nullable=True))
    op.add_column("agreement", sa.Column("term_stops", sa.Date(), nullable=True))
    op.add_column("agreement", sa.Column("renews_months", sa.Integer(), nullable=True))
    op.add_column("agreement", sa.Column("renews_days", sa.Integer(), nullable=True))
    op.drop_index("ix_agreement_expires_latest_id", "agreement")
    op.create_index(INDEX, "agreement", ["term_ends", "renews_months", "renews_days", "term_stops", "id"], unique=False)
    # What follows from the facts is computed anew at the next opening: a register without a day has no lines yet.
    op.execute("DELETE FROM status_day WHERE EXISTS (SELECT 1 FROM record)")
