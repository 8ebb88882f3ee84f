"""Reading the Trash: what was taken out of every list, by whom and when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from db import engine
from db.errors import InTrash
from db.queries.base import find, total
from db.records.base import View
from db.records.trash import TrashLine
from db.rules.text import fold
from db.tables.actions import Action
from db.tables.base import Record
from db.tables.history import Change, ChangeRecord, ChangeRow
from db.vocabulary import Kind


def rows(view: View) -> Select[int]:
    """The ids of what is in the Trash, what was put there last first; narrowed by the words to find."""
    newer = aliased(Action, flat=True)
    corrected = exists().where(newer.corrects == Record.id)
    query = select(Record.id).where(Record.kind.in_([*Kind]), Record.hidden, ~corrected)
    if view.find.strip():
        query = query.where(Record.id.in_(engine.found_by(fold(view.find))))
    return query.order_by(Record.version.desc(), Record.id.desc())


def count(reader: Session, today: date, view: View) -> int:
    """How many records there are in it."""
    return total(reader, rows(view))


def window(
    reader: Session, today: date, view: View, start: int, size: int, total: int | None = None
) -> tuple[TrashLine, ...]:
    """Some of its rows."""
    ids = reader.scalars(rows(view).offset(start).limit(size)).all()
    columns = (Record.id, Record.kind, Record.title, Change.at, Change.by)
    query = select(*columns).join(Change, Change.id == _put_there()).where(Record.id.in_(ids))
    found = {row.id: row for row in reader.execute(query)}
    return tuple(TrashLine(**found[each]._mapping) for each in ids)


def must_be_out(reader: Session, record_id: int) -> None:
    """Raise InTrash for a record that lies there."""
    record = find(reader, record_id)
    if record.hidden:
        raise InTrash(record.title)


def _put_there() -> ScalarSelect[int]:
    """The last change that put a record there."""
    return (
        select(ChangeRecord.change_id)
        .join(ChangeRow, ChangeRow.change_id == ChangeRecord.change_id)
        .where(
            ChangeRecord.record_id == Record.id,
            ChangeRow.table == "record",
            ChangeRow.row_id == Record.id,
            func.json_extract(ChangeRow.after, "$.hidden"),
        )
        .order_by(ChangeRecord.change_id.desc())
        .limit(1)
        .correlate(Record)
        .scalar_subquery()
    )
