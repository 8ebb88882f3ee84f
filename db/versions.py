"""Records and the whole register as they once stood: the journal's rows played back from now, or on from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from db import history, unreadable
from db.history import Image
from db.tables.base import Record
from db.tables.history import ChangeRecord, ChangeRow
from db.vocabulary import Kind

Images = dict[tuple[str, int], Image]
"""Rows as the journal keeps them, by the name of their table and their number."""
_MOVED = frozenset({"version"})


def onward(images: Images, row: ChangeRow) -> None:
    """Let what the journal says of one row happen."""
    _put(images, row, row.before, row.after)


def back(images: Images, row: ChangeRow) -> None:
    """Let it not have happened."""
    _put(images, row, row.after, row.before)


def _put(images: Images, row: ChangeRow, was: Image | None, becomes: Image | None) -> None:
    key = (row.table, row.row_id)
    if becomes is None:
        images.pop(key, None)
    elif was is None:
        images[key] = becomes
    elif key in images:  # of a row that stays, only what differs is kept
        images[key] = {**images[key], **becomes}


def register_at(session: Session, change: int) -> Images:
    """Every row that the journal keeps as it stood after a change, from the journal alone."""
    images: Images = {}
    rows = select(ChangeRow).where(ChangeRow.change_id <= change).order_by(ChangeRow.id)
    for row in session.scalars(rows.execution_options(yield_per=500)):
        onward(images, row)
    return images


class Walk:
    """A record and the rows that hang on it, led back from how they stand now to earlier changes."""

    def __init__(self, session: Session, record: Record, after: int) -> None:
        """`after`: the change that the walk goes back to at most."""
        self._id, self._kind = record.id, record.kind
        rows_of_it = [row for each in hanging(record.kind) for row in getattr(record, each.attribute)]
        found = history.images(session, (record, *rows_of_it))
        self._images = {(table.name, number): image for (table, number), image in found.items()}
        self._rows = list(session.scalars(_written(record, after).order_by(ChangeRow.id)))
        unreadable.must_be_sealed(session, self._rows)
        self._stood: Record | None = None
        self._unmade = True

    def changes(self) -> tuple[int, ...]:
        """The changes it can still go back over, the newest first, but for those that moved only the record's version:
        a log entry or another record wrote something then."""
        wrote = (row.change_id for row in self._rows if {**(row.before or {}), **(row.after or {})}.keys() - _MOVED)
        return tuple(sorted(set(wrote), reverse=True))

    def back_to(self, change: int) -> Record | None:
        """The record as it stood after a change, belonging to no session; None before it was added."""
        while self._rows and self._rows[-1].change_id > change:
            back(self._images, self._rows.pop())
            self._unmade = True
        if self._unmade:
            self._stood, self._unmade = self._make(), False
        return self._stood

    def _make(self) -> Record | None:
        mapper = _mapper(self._kind)
        own = [self._images.get((table.name, self._id)) for table in mapper.tables]
        if None in own:
            return None
        made: Record = _row(mapper, {name: value for image in own if image for name, value in image.items()})
        for each in hanging(self._kind):
            rows = sorted((number, image) for (table, number), image in self._images.items() if table == each.table)
            setattr(made, each.attribute, [_row(each.mapper, image) for _, image in rows])
        return made


def stood(session: Session, record: Record, change: int) -> Record | None:
    """A record as it stood after a change, belonging to no session; None before it was added."""
    return Walk(session, record, change).back_to(change)


def gone(session: Session, ids: Iterable[int]) -> Mapping[int, tuple[Kind, str]]:
    """The kinds and titles of records that were there once and are no more, because their adding was undone."""
    wanted = set(ids) - set(session.scalars(select(Record.id).where(Record.id.in_(ids))))
    touching = select(ChangeRecord.change_id).where(ChangeRecord.record_id.in_(wanted))
    rows = select(ChangeRow.row_id, ChangeRow.before).where(
        ChangeRow.change_id.in_(touching), ChangeRow.table == "record", ChangeRow.row_id.in_(wanted)
    )
    taken_away = ChangeRow.after.is_(None) & ChangeRow.before.is_not(None)
    found = session.execute(rows.where(taken_away).order_by(ChangeRow.id)) if wanted else ()
    return {number: (Kind(image["kind"]), image["title"]) for number, image in found}


@dataclass(frozen=True, slots=True)
class Hanging:
    """Rows that hang on a record: the attribute they stand in, what they are, and the column that names the record."""

    attribute: str
    mapper: Mapper[Any]
    owner: str

    @property
    def table(self) -> str:
        """The name of their table."""
        return str(self.mapper.local_table)


@cache
def hanging(kind: Kind) -> tuple[Hanging, ...]:
    """What hangs on the records of a kind."""
    found = [each for each in _mapper(kind).relationships if each.cascade.delete_orphan]
    return tuple(Hanging(each.key, each.mapper, next(iter(each.remote_side)).name) for each in found)


def _mapper(kind: Kind) -> Mapper[Any]:
    return Record.__mapper__.polymorphic_map[kind]


def _written(record: Record, after: int) -> Select[ChangeRow]:
    """What the journal says of a record and the rows that hang on it, since a change."""
    since = select(ChangeRecord.change_id).where(ChangeRecord.record_id == record.id, ChangeRecord.change_id > after)
    own = [table.name for table in _mapper(record.kind).tables]
    itself = and_(ChangeRow.table.in_(own), ChangeRow.row_id == record.id)
    hangs = [and_(ChangeRow.table == each.table, _owner(each.owner, record.id)) for each in hanging(record.kind)]
    return select(ChangeRow).where(ChangeRow.change_id.in_(since), or_(itself, *hangs))


def _owner(column: str, record_id: int) -> ColumnElement[bool]:
    """Whether a row hangs on the record, as far as it says: of a row that stays, the owner is not written again."""
    said = [func.json_extract(image, f"$.{column}") for image in (ChangeRow.after, ChangeRow.before)]
    return func.coalesce(*said, record_id) == record_id


def _row(mapper: Mapper[Any], image: Image) -> Any:
    """A mapped object with the values of an image; a column that came later has its default."""
    made = mapper.class_()
    for each in mapper.column_attrs:
        column = each.columns[0]
        if isinstance(column, Column) and "derived" not in column.info:
            setattr(made, each.key, _value(column, image))
    return made


def _value(column: Column[Any], image: Image) -> Any:
    if column.name in image:
        return history.decode(column.type, image[column.name])
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
