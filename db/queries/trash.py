"""Reading the Trash: what was taken out of every list, by whom and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, exists, func, select
from sqlalchemy.orm import Session, aliased

from db import engine
from db.errors import InTrash
from db.fate import fate
from db.queries.base import find, links
from db.queries.listing import Rows
from db.records.base import FacetValue, View
from db.records.trash import Farewell, TrashLine
from db.tables.actions import Action
from db.tables.base import Record
from db.tables.history import Change, ChangeRecord, ChangeRow
from db.tables.reminders import Reminder
from db.unreadable import must_be_readable
from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class TrashListing:
    """The Trash as a table; records of every kind lie there."""

    kind: Kind | None = None
    relative: frozenset[str] = frozenset()

    def rows(self, reader: Session, today: date, view: View) -> Rows:
        """What is in it, what was put there last first; narrowed by the words to find."""
        newer = aliased(Action, flat=True)
        corrected = exists().where(newer.corrects == Record.id)
        query = select(Record.id).where(Record.kind.in_([*Kind]), Record.hidden, ~corrected)
        if view.asked:
            query = query.where(Record.id.in_(engine.found_by(view.find)))
        return Rows(query, ((Record.__table__.c.version, True), (Record.__table__.c.id, True)))

    def groups(self, reader: Session, today: date, view: View) -> tuple[FacetValue, ...]:
        """It is not grouped."""
        return ()


LISTING = TrashListing()


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[TrashLine, ...]:
    """Records in the Trash as rows, in the order of `ids`."""
    rule = select(Reminder.id).where(Reminder.id == Record.id, Reminder.on.is_(None), ~Reminder.on_answer).exists()
    columns = (Record.id, Record.kind, Record.title, Change.at, Change.by, rule.label("is_rule"))
    query = select(*columns).join(Change, Change.id == _put_there()).where(Record.id.in_(ids))
    found = {row.id: row for row in reader.execute(query)}
    return tuple(TrashLine(**found[each]._mapping) for each in ids if each in found)


def farewell(reader: Session, ids: Sequence[int]) -> Farewell:
    """What deleting records of the Trash for good would take away, and what would stay because something names it."""
    going, staying = fate(reader, ids)
    titles = links(reader, {*staying, *staying.values()})
    return Farewell(
        records=len(set(ids) & going.keys()),
        besides=_counted(reader, going.keys() - set(ids)),
        staying=tuple((titles[each].title, titles[by].title) for each, by in staying.items()),
    )


def _counted(reader: Session, ids: Set[int]) -> tuple[tuple[Kind, int], ...]:
    many: Counter[Kind] = Counter()
    for part in engine.parts(ids):
        many.update(reader.scalars(select(Record.kind).where(Record.id.in_(part))))
    return tuple((kind, many[kind]) for kind in Kind if many[kind])


def all_ids(reader: Session) -> tuple[int, ...]:
    """Everything that lies there."""
    rows = LISTING.rows(reader, date.min, View())
    return tuple(reader.scalars(rows.ids))


def must_be_out(reader: Session, record_id: int) -> None:
    """Raise InTrash for a record that lies there, ValueDamaged for one that cannot be read: neither is worked on."""
    record = find(reader, record_id)
    must_be_readable(reader, [record_id])
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
