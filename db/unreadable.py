"""Values that cannot be read: where they stand, what stands for them while all else is read, and that they are spared.

A bad sector, a lost byte or another program can spoil one value and leave the file whole; so is a reference spoilt that
names no record, or one of a kind that it may not name. Whoever reads then looks once for all such values; from then on
the tables that have one are read with a stand-in for it, and the records they belong to say in their titles that they
cannot be read. Nothing is written over what stands in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapper, Session

from db import engine, errors
from db.engine import Stored
from db.records.base import field_name
from db.rules.periods import Period
from db.tables.base import Base, Child, Record, named_kinds
from db.tables.history import ChangeRow
from db.tables.sources import Blob
from db.tables.types import WordType
from db.vocabulary import Kind, Word
from db.words import N_, _

MOST = 500
"""So many values at most get a stand-in; where there are more, the file as such is damaged."""

LONG_AGO = "1000-01-01"
"""Stands for a day that must be there: nobody takes it for a day of the register."""

_TYPES: tuple[tuple[type[Any], tuple[type, ...], Stored], ...] = (
    (JSON, (str, int, float), "{}"),
    (Boolean, (int,), 0),
    (Integer, (int,), 0),
    (Float, (int, float), 0),
    (Date, (str,), LONG_AGO),
    (DateTime, (str,), f"{LONG_AGO} 00:00:00.000000"),
    (LargeBinary, (bytes,), b""),
    (String, (str,), N_("unreadable")),
)
"""As what a type is stored, and what stands for a value of it where there must be one, the narrower type first. SQLite
keeps a number that is JSON as a number."""

_RECORD: Table = Base.metadata.tables[Record.__tablename__]
_PLACED = frozenset({"change_id", "table_name", "row_id"})
"""What says of which row and change the journal speaks."""


class Value(NamedTuple):
    """One value in the file, by the table, the number of the row in it and the column."""

    table: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The values of a register that cannot be read, and the records they belong to; none until somebody met one."""

    path: Path
    values: tuple[Value, ...] = ()
    records: Mapping[Value, frozenset[int]] = field(default_factory=dict)

    @property
    def marked(self) -> frozenset[int]:
        """The records that say they cannot be read."""
        return frozenset().union(*self.records.values())

    @property
    def covered(self) -> frozenset[str]:
        """The tables that are read with a stand-in."""
        marked = [each.table.name for each in _told_in()] if self.marked else []
        return frozenset([*(each.table for each in self.values if each.table != Blob.__tablename__), *marked])

    def refusal(self, among: Collection[int] = ()) -> errors.ValueDamaged:
        """Why something is refused, naming these records, or the first there are."""
        named = sorted(among or self.marked)
        if named:
            return errors.ValueDamaged(self.path, _("record {number}").format(number=named[0]))
        return errors.ValueDamaged(self.path, where(self.values[0]) if self.values else "")


def where(value: Value) -> str:
    """Where a value stands, in words."""
    return _("row {row} of {table}").format(row=value.row, table=value.table)


def of(session: Session) -> Unreadable:
    """What was found unreadable in the register of this session."""
    found = session.info.get("unreadable")
    return found if isinstance(found, Unreadable) else Unreadable(Path())


def must_be_readable(session: Session, record_ids: Iterable[int]) -> None:
    """Refuse with ValueDamaged what would take a stand-in for what a record says."""
    found = of(session)
    if bad := found.marked & set(record_ids):
        raise found.refusal(bad)


def must_be_whole(session: Session) -> None:
    """Refuse with ValueDamaged what takes everything in the register as it is."""
    found = of(session)
    if found.values:
        raise found.refusal()


def must_be_sealed(session: Session, rows: Iterable[ChangeRow]) -> None:
    """Refuse with ValueDamaged to play back rows of the journal whose images cannot be read."""
    found, wanted = of(session), {row.id for row in rows}
    for each in found.values:
        if each.table == ChangeRow.__tablename__ and (each.row in wanted or each.column in _PLACED):
            raise errors.ValueDamaged(found.path, where(each))


def must_be_spared(session: Session, change: int, touched: Iterable[int]) -> None:
    """Refuse with ValueDamaged a change that wrote a row with such a value, or touched the record it belongs to."""
    found = of(session)
    if not found.values:
        return
    must_be_readable(session, touched)
    written = {(each.table, each.row_id) for each in session.scalars(_rows_of(change))}
    for each in found.values:
        if (each.table, each.row) in written:
            raise errors.ValueDamaged(found.path, where(each))


def _rows_of(change: int) -> Any:
    return select(ChangeRow).where(ChangeRow.change_id == change)


# --------------------------------------------------------------------------------------------------------- looking
def look(connection: Connection, path: Path) -> Unreadable:
    """Look at every value of every table as it is stored, and say which its type cannot read, or leads nowhere."""
    named = _Named(connection)
    records = {
        value: owners(table, number, dict(zip(table.columns.keys(), row, strict=True)), bad)
        for table in Base.metadata.sorted_tables
        for number, row, bad in _spoilt(connection, table, named)
        for value in (Value(table.name, number, name) for name in sorted(bad))
    }
    return Unreadable(path, tuple(records), records)


def has_odd_flags(connection: Connection) -> bool:
    """Whether something that is true or false is neither: any number reads as true, and no rule falls over it."""
    tables = [(each, _flags(each)) for each in Base.metadata.sorted_tables]
    odd = (select(select(table).where(odd).exists()) for table, odd in tables if odd is not None)
    return any(connection.scalar(query) for query in odd)


def _flags(table: Table) -> ColumnElement[bool] | None:
    flags = [type_coerce(each, Integer).not_in((0, 1)) for each in table.columns if isinstance(each.type, Boolean)]
    return or_(*flags) if flags else None


class _Named:
    """The rows that references may name, asked for once for each sort of reference."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Select[Any], frozenset[int]] = {}

    def by(self, column: Column[Any]) -> frozenset[int]:
        """The rows that a column may name."""
        query = _rows_for(column)
        if query not in self._rows:
            self._rows[query] = frozenset(self._connection.scalars(query))
        return self._rows[query]


@cache
def _rows_for(column: Column[Any]) -> Select[Any]:
    """The numbers of the rows that a column may name: of records those that are whole, head and rest."""
    kinds = named_kinds(column)
    if len(kinds) == 1:
        return _whole(*kinds)
    (key,) = column.foreign_keys
    return select(key.column)


@cache
def _whole(kind: Kind) -> Select[Any]:
    own = cast("Table", Record.__mapper__.polymorphic_map[kind].local_table)
    return select(own.c.id).join(_RECORD, _RECORD.c.id == own.c.id).where(_RECORD.c.kind == kind)


def _is_reference(column: Column[Any]) -> bool:
    """Whether a column names a row by its number; files are named by their sums, and looked at by `check`."""
    return bool(column.foreign_keys) and isinstance(column.type, Integer)


def _spoilt(connection: Connection, table: Table, named: _Named) -> Iterator[tuple[int, list[Stored], frozenset[str]]]:
    """The rows of a table in which something cannot be read, with the names of those columns."""
    judges = [_judge(column, named) for column in table.columns]
    periods = [[table.columns.keys().index(name) for name in names] for names in _periods(table).values()]
    names = table.columns.keys()
    for number, row in engine.stored(connection, table.name, _columns(table)):
        bad = {name for name, judge, value in zip(names, judges, row, strict=True) if not judge(value)}
        for places in periods:
            of_it = {names[place] for place in places}
            if bad & of_it or not _is_period([row[place] for place in places]):
                bad |= of_it
        if bad:
            yield number, row, frozenset(bad)


def _columns(table: Table) -> dict[str, bool]:
    return {column.name: isinstance(column.type, LargeBinary) for column in table.columns}


def _judge(column: Column[Any], named: _Named) -> Callable[[Stored], bool]:
    """Whether a value as it is stored can be read as what the column holds."""
    kind, (_type, types, _instead) = column.type, _type_of(column)
    rows = named.by(column) if _is_reference(column) else None
    read = kind.dialect_impl(sqlite.dialect()).result_processor(sqlite.dialect(), None)

    def judge(value: Stored) -> bool:
        if value is None or not isinstance(value, types):
            return value is None and bool(column.nullable)
        if rows is not None:
            return value in rows
        if isinstance(kind, Boolean):  # any other number reads as true, and is neither to who filters
            return value in (0, 1)
        try:
            if isinstance(value, str) and not value.isascii():
                value.encode()
            if read is not None:
                read(value)
        except (ValueError, TypeError, LookupError):
            return False
        return True

    return judge


def _type_of(column: Column[Any]) -> tuple[type[Any], tuple[type, ...], Stored]:
    plain = getattr(column.type, "impl_instance", column.type)
    return next(each for each in _TYPES if isinstance(plain, each[0]))


def _is_period(parts: list[Stored]) -> bool:
    """Whether five columns make a period; the days were judged before."""
    words, edtf, *days = (None if part is None else str(part) for part in parts)
    if words is None and edtf is None:
        return True
    try:
        Period(words or "", edtf or "", *(None if day is None else date.fromisoformat(day) for day in days))
    except ValueError:
        return False
    return True


@cache
def _periods(table: Table) -> Mapping[str, tuple[str, ...]]:
    """The columns of each period in a table, which can only be read together, by the name of their field."""
    return {
        period.key: tuple(each.columns[0].name for each in period.props)
        for mapper in Base.registry.mappers
        if mapper.local_table is table
        for period in mapper.composites
        if period.parent is mapper
    }


@cache
def _mapper(table: Table) -> Mapper[Any]:
    return next(each for each in Base.registry.mappers if each.local_table is table)


def owners(table: Table, number: int, row: Mapping[str, Any], bad: Collection[str]) -> frozenset[int]:
    """The records that a row belongs to, as far as it says."""
    mapper = _mapper(table)
    if issubclass(mapper.class_, Record):
        return frozenset({number})
    known = {name: value for name, value in row.items() if name not in bad}
    if not issubclass(mapper.class_, Child):
        owner = known.get("record_id") if "record_id" in table.columns and table.c.record_id.foreign_keys else None
        return frozenset({owner} if isinstance(owner, int) else ())
    made = mapper.class_(**{mapper.get_property_by_column(table.c[name]).key: value for name, value in known.items()
                            if not _is_part(table, name)})  # fmt: skip
    return frozenset(each for each in made.owners() if each is not None)


def _is_part(table: Table, column: str) -> bool:
    return any(column in names for names in _periods(table).values())


# ---------------------------------------------------------------------------------------------------------- covering
@cache
def _told_in() -> tuple[Column[Any], ...]:
    """The texts by which records are told in lists: their titles, and what a record without one of its own must say."""
    own = [each.local_table for each in Record.__mapper__.self_and_descendants if each.local_table is not _RECORD]
    columns = [column for table in own if isinstance(table, Table) for column in table.columns]
    return _RECORD.c.title, *filter(_must_say, columns)


def marked_in(table: str) -> frozenset[str]:
    """The columns of a table in which a record that cannot be read says so."""
    marked = {column.name for column in (*_told_in(), _RECORD.c.notes) if column.table.name == table}
    return frozenset(marked)


def _must_say(column: Column[Any]) -> bool:
    plain = isinstance(column.type, String) and not column.foreign_keys
    return plain and not column.nullable and column.default is None


def _stand_ins(connection: Connection, found: Unreadable) -> dict[str, dict[str, dict[int, Stored]]]:
    """What is read instead, by table, column and row."""
    instead: dict[str, dict[str, dict[int, Stored]]] = {}
    for each in found.values:
        column = Base.metadata.tables[each.table].columns[each.column]
        instead.setdefault(each.table, {}).setdefault(each.column, {})[each.row] = _stand_in(connection, column, each)
    marks = {record: _("Unreadable (record {number})").format(number=record) for record in found.marked}
    for column in _told_in() if marks else ():
        instead.setdefault(column.table.name, {})[column.name] = _marked(connection, column, found, marks, ": ")
    if marks:
        named = {record: _named(found, record) for record in marks}
        instead[_RECORD.name][_RECORD.c.notes.name] = _marked(connection, _RECORD.c.notes, found, named, "\n\n")
    return {table: {name: rows for name, rows in columns.items() if rows} for table, columns in instead.items()}


def _marked(
    connection: Connection, column: Column[Any], found: Unreadable, marks: Mapping[int, str], between: str
) -> dict[int, Stored]:
    """The texts of the marked records in a column, each after its mark; where that text is lost, the mark alone."""
    table = column.table
    lost = {each.row for each in found.values if (each.table, each.column) == (table.name, column.name)}
    kept = connection.execute(select(table.c.id, column).where(table.c.id.in_(found.marked - lost)))
    said = {number: f"{marks[number]}{between}{text}".removesuffix(between) for number, text in kept}
    return {**said, **{number: marks[number] for number in lost}}


def _named(found: Unreadable, record: int) -> str:
    """Which fields of a record cannot be read."""
    fields = dict.fromkeys(field_of(each) for each, records in found.records.items() if record in records)
    return _("Cannot be read: {fields}. What stands in their place was never recorded.").format(
        fields=", ".join(map(field_name, fields))
    )


def field_of(value: Value) -> str:
    """The field that a value is, or is a part of."""
    table = Base.metadata.tables[value.table]
    periods = (name for name, columns in _periods(table).items() if value.column in columns)
    return next(periods, None) or str(_mapper(table).get_property_by_column(table.c[value.column]).key)


def _stand_in(connection: Connection, column: Column[Any], value: Value) -> Stored:
    """What stands for one value, as it would be stored: nothing, where there may be nothing."""
    if column.nullable:
        return None
    if column is _RECORD.c.kind:
        return _kind(connection, value.row)
    if _is_reference(column):
        rows = _rows_for(column).subquery()
        return value.row if len(named_kinds(column)) > 1 else connection.scalar(select(func.min(rows.c.id)))
    if isinstance(column.type, WordType):
        words: type[Word] = column.type.words
        return str(getattr(column.default, "arg", next(iter(words))))
    instead = _type_of(column)[-1]
    return _(instead) if isinstance(column.type, String) and isinstance(instead, str) else instead


def _kind(connection: Connection, record: int) -> str | None:
    """The kind of a record that has lost the word for it: that of the table which has the rest of it."""
    for kind, mapper in Record.__mapper__.polymorphic_map.items():
        own = mapper.local_table
        if connection.scalar(select(own.c.id).where(own.c.id == record)) is not None:
            return str(Kind(kind).value)
    return None


def _without(found: Unreadable) -> dict[str, set[int]]:
    """The rows that are left out, for what they hang on, or their own key, cannot be read."""
    left: dict[str, set[int]] = {}
    for each in found.values:
        table = Base.metadata.tables[each.table]
        column = table.columns[each.column]
        hangs = bool(column.foreign_keys) and not column.nullable and not issubclass(_mapper(table).class_, Record)
        if hangs or column.primary_key:
            left.setdefault(each.table, set()).add(each.row)
    return left


def cover(connection: Connection, found: Unreadable) -> None:
    """Let what cannot be read be read with a stand-in."""
    instead, without = _stand_ins(connection, found), _without(found)
    for table in found.covered:
        columns = Base.metadata.tables[table].columns.keys()
        engine.cover(connection, table, columns, instead.get(table, {}), without.get(table, set()))


def uncover(connection: Connection, found: Unreadable) -> None:
    """Let everything be read as it stands in the file again."""
    for table in found.covered:
        engine.uncover(connection, table)
