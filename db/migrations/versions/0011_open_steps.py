"""Format 11: next steps and expected replies are open until somebody closes them.

Until then the newest entry on a record was all that counted: its step and its reply stay open, and those of every entry
before it were replaced. That is a change of its own at the end of the journal, settled and sealed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from db import chain

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LABEL = "Steps and replies that later entries had replaced are closed"
_DUE = {"step": "next_due", "reply": "reply_by"}
_ASKED = {
    "step": "(next_step <> '' OR next_due_words IS NOT NULL OR next_due_edtf IS NOT NULL)",
    "reply": "(reply_by_words IS NOT NULL OR reply_by_edtf IS NOT NULL)",
}

_NEWEST = """
CREATE TEMP TABLE newest AS
SELECT action_id, record_id FROM (
    SELECT l.action_id, l.record_id,
        row_number() OVER (PARTITION BY l.record_id ORDER BY a.done_on DESC, a.id DESC) AS place
    FROM action_link l JOIN action a ON a.id = l.action_id JOIN record r ON r.id = a.id WHERE NOT r.hidden
) WHERE place = 1
"""
"""The entry that counts on each record: by its day, then by its place in the log."""

_HANDLED = """
SELECT o.id, o.rule, o.record_id, o.computed_from, o.n, newest.action_id AS entry
FROM occurrence o JOIN newest ON newest.record_id = o.record_id JOIN action a ON a.id = newest.action_id
WHERE o.computed_from = a.{due}_latest
    AND (o.rule = {rule} OR o.rule IN (SELECT id FROM reminder WHERE date_field = '{field}'))
"""
"""What was done about reminders of what stays open: it is kept with the entry from now on."""
_REMINDED = (("next_due", -8, "next_step"), ("reply_by", -9, "reply_by"))

Row = tuple[str, int, dict[str, Any], dict[str, Any]]
"""A table, the number of a row, and what of it was otherwise before and is so now."""


def upgrade() -> None:
    for stem, due in _DUE.items():
        named = f"{stem}_ended_by INTEGER CONSTRAINT fk_action_{stem}_ended_by REFERENCES action (id)"
        op.add_column("action", sa.Column(f"{stem}_ended", sa.String(length=40)))
        op.add_column("action", sa.Column(f"{stem}_ended_on", sa.Date()))
        op.execute(f"ALTER TABLE action ADD COLUMN {named}")
        # With a default in the file: what the journal brings back from before did not say it.
        why = sa.Column(f"{stem}_ended_why", sa.String(length=1000), server_default="", nullable=False)
        op.add_column("action", why)
        op.create_index(f"ix_action_{stem}_ended_by", "action", [f"{stem}_ended_by"])
        still = sa.text(f"{stem}_ended IS NULL")
        op.create_index(f"ix_action_{due}_latest_id", "action", [f"{due}_latest", "id"], sqlite_where=still)
    op.execute(_NEWEST)
    rows = [*_replaced(op.get_bind()), *_handled(op.get_bind())]
    if rows:
        with Session(op.get_bind()) as session:
            chain.seal(session, _write(op.get_bind(), rows))
    op.execute("DROP TABLE newest")


def _replaced(connection: sa.Connection) -> Iterable[Row]:
    for stem, asked in _ASKED.items():
        left = f"SELECT id FROM action WHERE {asked} AND id NOT IN (SELECT action_id FROM newest) ORDER BY id"
        for number in connection.execute(sa.text(left)).scalars():
            yield "action", number, {f"{stem}_ended": None}, {f"{stem}_ended": "earlier"}


def _handled(connection: sa.Connection) -> Iterable[Row]:
    """Where one entry is the newest on several records, what was done about it on the first of them counts."""
    kept = set()
    for due, rule, field in _REMINDED:
        found = sa.text(f"{_HANDLED.format(due=due, rule=rule, field=field)} ORDER BY o.id")
        for row in connection.execute(found).all():
            key = (row.rule, row.entry, row.computed_from, row.n)
            if key not in kept:
                kept.add(key)
                yield "occurrence", row.id, {"record_id": row.record_id}, {"record_id": row.entry}


def _write(connection: sa.Connection, rows: Iterable[Row]) -> int:
    """Write the rows as one change of the journal, by whom and when the last one was made; nobody takes it back."""
    at, by = connection.execute(sa.text("SELECT at, by FROM change ORDER BY id DESC LIMIT 1")).one()
    change = connection.execute(
        sa.text("INSERT INTO change (at, by, label, is_undo, settled, salt) VALUES (:at, :by, :label, 0, 1, :salt)"),
        {"at": at, "by": by, "label": LABEL, "salt": chain.new_salt()},
    ).lastrowid
    touched = set()
    for table, number, before, after in rows:
        (column, value), *_ = after.items()
        of_it = {"number": number, "value": value}
        connection.execute(sa.text(f"UPDATE {table} SET {column} = :value WHERE id = :number"), of_it)
        told = {"before": json.dumps(before), "after": json.dumps(after), "salt": chain.new_salt()}
        connection.execute(
            sa.text(
                'INSERT INTO change_row (change_id, table_name, row_id, "before", "after", salt)'
                " VALUES (:change, :table, :number, :before, :after, :salt)"
            ),
            {"change": change, "table": table, "number": number, **told},
        )
        touched.add(number if table == "action" else value)
    for number in sorted(touched):
        of_it = {"change": change, "number": number}
        connection.execute(sa.text("UPDATE record SET version = :change WHERE id = :number"), of_it)
        noted = "INSERT INTO change_record (change_id, record_id, kind) VALUES (:change, :number, 'action')"
        connection.execute(sa.text(noted), of_it)
    return int(change)
