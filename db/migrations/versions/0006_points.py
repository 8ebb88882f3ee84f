"""Format 6: what is to be said of a subject belongs to it; what its newest kept sheet said is carried over to it."""

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LABEL = "Carried over what kept sheets said of their subjects"
TITLE_SHOWN = 80

Said = tuple[str, str]
"""A kind of point, and its words."""


def upgrade() -> None:
    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("point_kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.String(length=40), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["about"], ["record.id"], name=op.f("fk_point_about")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
    )
    op.create_index("ix_point_about_place_id", "point", ["about", "place", "id"], unique=False)
    points = list(_points(op.get_bind()))
    if points:
        _write(op.get_bind(), points)
        # What follows from the facts is computed anew at the next opening: a register without a day has no lines yet.
        op.execute("DELETE FROM status_day")


def _points(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """What the newest sheet of each subject said that was typed for it: words that had stood on the sheet of another
    subject before were left over from there. Every kept sheet stays as it is, with all of its words."""
    rows = connection.execute(
        sa.text(
            "SELECT b.about, b.data, r.marking FROM briefing b JOIN record r ON r.id = b.id JOIN record s"
            " ON s.id = b.about WHERE NOT r.hidden AND s.kind IN ('party', 'visit', 'agreement') ORDER BY b.number"
        )
    )
    typed_for: dict[Said, int] = {}
    newest: dict[int, tuple[list[Said], str]] = {}
    for about, data, marking in rows:
        said = list(dict.fromkeys(_said(json.loads(data))))
        for each in said:
            typed_for.setdefault(each, about)
        newest[about] = said, marking
    for about, (said, marking) in newest.items():
        places: dict[str, int] = {}
        for kind, text in said:
            if typed_for[kind, text] == about:
                places[kind] = places.get(kind, 0) + 1
                yield {"about": about, "point_kind": kind, "text": text, "marking": marking, "place": places[kind]}


def _said(sheet: dict[str, Any]) -> Iterator[Said]:
    for kind, found in (
        ("objective", sheet.get("objectives", ())),
        ("to_make", sheet.get("points_to_make", ())),
        ("if_raised", [each.get("text", {}) for each in sheet.get("if_raised", ())]),
        ("background", sheet.get("background", {}).get("not_to_be_disclosed", ())),
        ("note", [{"text": sheet.get("note", "")}]),
    ):
        for each in found:
            if each.get("text", "").strip():
                yield kind, each["text"]


def _write(connection: sa.Connection, points: list[dict[str, Any]]) -> None:
    """Add them as one change of the journal, by whom and when the last one was made; nobody takes it back by accident,
    for it is settled."""
    at, by = connection.execute(sa.text("SELECT at, by FROM change ORDER BY id DESC LIMIT 1")).one()
    change = connection.execute(
        sa.text(
            "INSERT INTO change (at, by, label, record_id, undoes, is_undo, settled)"
            " VALUES (:at, :by, :label, NULL, NULL, 0, 1)"
        ),
        {"at": at, "by": by, "label": LABEL},
    ).lastrowid
    first = connection.execute(sa.text("SELECT coalesce(max(id), 0) + 1 FROM record")).scalar_one()
    for number, point in enumerate(points, start=first):
        line = point["text"].strip().splitlines()[0]
        record = {
            "id": number, "uid": _uid(at), "kind": "point", "notes": "", "marking": point["marking"], "hidden": False,
            "title": line if len(line) <= TITLE_SHOWN else line[: TITLE_SHOWN - 1].rstrip() + "…",
        }  # fmt: skip
        own = {name: value for name, value in point.items() if name != "marking"}
        own |= {"id": number, "likelihood": None, "free": False}
        _insert(connection, "record", {**record, "created": change, "version": change})
        _insert(connection, "point", own)
        for table, row in (("record", record), ("point", own)):
            journal = {"change_id": change, "table_name": table, "row_id": number, "after": json.dumps(row)}
            _insert(connection, "change_row", journal)
        _insert(connection, "change_record", {"change_id": change, "record_id": number, "kind": "point"})


def _insert(connection: sa.Connection, table: str, row: dict[str, Any]) -> None:
    columns, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
    connection.execute(sa.text(f'INSERT INTO "{table}" ({columns}) VALUES ({values})'), row)


def _uid(at: str) -> str:
    """A UUID of version 7, as every record has."""
    value = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=value & ~(0x3 << 62) | 0x2 << 62))
