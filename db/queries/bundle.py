"""Writing a register out as a bundle: a head, then each setting, each file and each record, one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Float,
    Integer,
    Row,
    Select,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from db import engine
from db.errors import KnownError
from db.records.bundle import FILE, RECORD, SETTING, Head, Last
from db.tables import bundle
from db.tables.base import Record
from db.tables.history import Change
from db.tables.settings import Setting
from db.tables.sources import Blob, Source
from db.unreadable import must_be_whole
from db.vocabulary import Kind
from db.words import _

_AT_ONCE, _LETTERS_AT_ONCE = 500, 1_000_000

Named = tuple[str, Any]
"""What a line of a bundle is, and its value; the content of a file is bytes."""


def head(reader: Session, title: str) -> Head:
    """What a bundle begins with: how much follows, and the last numbers that were given."""
    counts = (reader.scalar(select(func.count()).select_from(each)) or 0 for each in (Setting, Blob, Record))
    settings, files, records = counts
    last = [engine.last_number(reader.connection(), each.__tablename__) for each in (Record, Change)]
    # Taking it in is a change too, and stands for all of them there.
    numbers = Last(record=last[0], change=max(last[1], 1))
    return Head(title=title, settings=settings, files=files, records=records, last=numbers)


def everything(reader: Session) -> Iterator[Named]:
    """Settings, files and records, hidden ones too, each in the order in which they were added; a few are held at a
    time. The reader must stay as it is meanwhile.

    ValueDamaged where one cannot be read: what stands for a value in a list must not be taken for it elsewhere."""
    must_be_whole(reader)
    for row in reader.connection().execute(_plain(Setting.__table__.columns).order_by(Setting.id)):
        yield SETTING, {"name": row.name, "value": _json(row.value)}
    for sha256 in reader.scalars(select(Blob.sha256).order_by(Blob.sha256)).all():
        yield FILE, {"sha256": sha256, "content": reader.scalar(select(Blob.content).where(Blob.sha256 == sha256))}
    for part in _parts(reader):
        yield from ((RECORD, each) for each in _records(reader, part))


def _parts(reader: Session) -> Iterator[dict[int, Kind]]:
    """All records with their kinds, some at a time, and fewer where sources are long: only their texts may be."""
    last, long = 0, func.coalesce(func.length(Source.__table__.c.text), 0)
    rows = select(Record.id, Record.kind, long).outerjoin(Source.__table__, Source.__table__.c.id == Record.id)
    while found := reader.connection().execute(rows.where(Record.id > last).order_by(Record.id).limit(_AT_ONCE)).all():
        letters = 0
        part: dict[int, Kind] = {}
        for number, kind, more in found:
            letters += more
            if part and letters > _LETTERS_AT_ONCE:
                break
            part[number] = kind
        last = max(part)
        yield part


def _records(reader: Session, kinds: dict[int, Kind]) -> list[dict[str, Any]]:
    """Some records with the rows that hang on them, in the order of their numbers."""
    waiting: list[tuple[_Writer, Row[Any], dict[str, Any]]] = []
    made: dict[int, dict[str, Any]] = {number: {} for number in kinds}
    for kind in set(kinds.values()):
        ids = [number for number in kinds if kinds[number] is kind]
        for table, columns in bundle.own_columns(kind).items():
            write = _Writer.of(columns)
            for row in reader.connection().execute(_plain([table.c.id, *columns]).where(table.c.id.in_(ids))):
                waiting.append((write, row, made[row[0]]))
    for hanging in _hanging(frozenset(kinds.values())):
        write = _Writer.of(hanging.columns)
        rows = _plain([hanging.owner, *hanging.columns]).where(hanging.owner.in_(list(kinds)))
        for row in reader.connection().execute(rows.order_by(hanging.owner, hanging.table.c.id)):
            written: dict[str, Any] = {}
            made[row[0]].setdefault(bundle.ROWS, {}).setdefault(hanging.table.name, []).append(written)
            waiting.append((write, row, written))
    uids = _uids(reader, {row[n] for write, row, _ in waiting for n in write.references} - {None})
    for write, row, into in waiting:
        write(row, into, uids)
    return [_rows_last(each) for each in made.values()]


@cache
def _hanging(kinds: frozenset[Kind]) -> tuple[bundle.Hanging, ...]:
    found = {name: each for kind in kinds for name, each in bundle.hanging(kind).items()}
    return tuple(found.values())


def _rows_last(record: dict[str, Any]) -> dict[str, Any]:
    rows = record.pop(bundle.ROWS, None)
    return record if rows is None else {**record, bundle.ROWS: dict(sorted(rows.items()))}


def _uids(reader: Session, ids: set[int]) -> dict[int, str]:
    named = select(Record.id, Record.uid)
    return {
        number: uid
        for part in engine.parts(ids)
        for number, uid in reader.connection().execute(named.where(Record.id.in_(part)))
    }


class _Writer(NamedTuple):
    """How the row of a table is written: where its columns stand in it, under which names, and as what."""

    columns: tuple[tuple[int, str, Any, Callable[[Any], Any] | None], ...]
    references: tuple[int, ...]
    """Where it names records."""

    @classmethod
    def of(cls, columns: Sequence[Column[Any]]) -> _Writer:
        """For a row whose first column says where it belongs."""
        numbered = list(enumerate(columns, start=1))
        return cls(
            tuple((n, each.name, bundle.default(each), _FROM.get(type(each.type))) for n, each in numbered),
            tuple(n for n, each in numbered if each in bundle.references(each.table)),
        )

    def __call__(self, row: Row[Any], into: dict[str, Any], uids: dict[int, str]) -> None:
        """Write what differs from what stands there by itself."""
        for n, name, usual, read in self.columns:
            value = row[n]
            if value == usual:
                continue
            try:
                if value is not None and n in self.references:
                    into[name] = uids[value]
                else:
                    into[name] = read(value) if read is not None and value is not None else value
            except (KeyError, ValueError, TypeError):
                damaged = _("Record {number} cannot be exported: its field “{field}” is damaged.")
                helps = _("“aide-memoire repair” mends what the history proves; else restore a backup.")
                raise KnownError(damaged.format(number=row[0], field=name), _("Nothing was saved."), helps) from None


def _json(value: Any) -> Any:
    """JSON as the file keeps it: what is a number, or nothing, it takes out of its text."""
    return json.loads(value) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    date.fromisoformat(value)
    return value


def _number(value: Any) -> Any:
    if isinstance(value, int | float):
        return value
    raise ValueError(value)


_FROM: dict[type, Callable[[Any], Any]] = {Boolean: bool, JSON: _json, Date: _day, Integer: _number, Float: _number}
"""How a value is written: words stand as the file keeps them, and so do days and numbers, once they are some: nobody
could take in another one again."""


def _plain(columns: Iterable[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    """Columns as the file keeps them."""
    return select(*(type_coerce(each, NullType()).label(each.name) for each in columns))
