"""Format 12: dates that reminders count from, personal reminders, cadences, the numbers of notes and letters."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ADDED = {
    "reminder": (
        sa.Column("offset_months", sa.Integer(), server_default="0", nullable=False),
        sa.Column("repeat_months", sa.Integer()),
        sa.Column("stop_before_close", sa.Integer()),
        sa.Column("known", sa.String(length=40)),
        sa.Column("on_answer", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("set_on", sa.Date()),
    ),
    "occurrence": (
        sa.Column("snoozed_until_time", sa.String(length=5), server_default="", nullable=False),
        sa.Column("answer_since", sa.Date()),
    ),
    "commitment": (sa.Column("report_every", sa.Integer()), sa.Column("report_unit", sa.String(length=40))),
    "agreement": (sa.Column("report_every", sa.Integer()), sa.Column("report_unit", sa.String(length=40))),
    "action": (
        sa.Column("our_reference", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("their_reference", sa.String(length=1000), server_default="", nullable=False),
    ),
}

_DATED = (("kind", True), ("field", True), ("opens", False), ("closes", False), ("known", True))
_LENGTHS = ("months", "days", "notice_months", "notice_days")


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "record_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=40) if words else sa.Date(), nullable=False) for name, words in _DATED),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _LENGTHS),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_record_date_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_date")),
    )
    op.create_index("ix_record_date_record_id", "record_date", ["record_id"])
    swept = ("field", "opens", "closes", "kind", "known", *_LENGTHS, "holds_from", "holds_until", "record_id")
    op.create_index("ix_record_date_field_opens", "record_date", [*swept])
    # What follows from the facts is computed anew at the next opening: a register without a day has no lines yet.
    op.execute("DELETE FROM status_day WHERE EXISTS (SELECT 1 FROM record)")
