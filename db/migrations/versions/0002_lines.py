"""Format 2: a narrow line for each row of a status table, with the indexes its views are read by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = (
    ("kind", "shelf", "rank", "day", "record_id"),
    ("kind", "rank", "day", "record_id"),
    ("kind", "shelf", "day", "record_id"),
    ("kind", "day", "record_id"),
    ("kind", "shelf", "title", "record_id"),
    ("kind", "title", "record_id"),
    ("kind", "shelf", "last", "record_id"),
    ("kind", "last", "record_id"),
    ("turns_on",),
)


def upgrade() -> None:
    op.create_table(
        "line",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("shelf", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("turns_on", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_line_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_line")),
    )
    for columns in INDEXES:
        op.create_index(f"ix_line_{'_'.join(columns)}", "line", list(columns), unique=False)
    op.create_table(
        "status_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_day")),
    )
    op.create_index("ix_agreement_expires_latest_id", "agreement", ["expires_latest", "id"], unique=False)
    # A register with records gets its day when their lines were written, so that a stop between is noticed.
    op.execute("INSERT INTO status_day SELECT 1, '0001-01-01' WHERE NOT EXISTS (SELECT 1 FROM record)")
