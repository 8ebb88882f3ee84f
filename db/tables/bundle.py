"""What of the tables a bundle carries: every column of every table but those named here, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, String, Table, Text
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from db.records.bundle import DRAFTS
from db.records.reminders import FACTS, HandledDraft, refused
from db.records.sources import SOURCE_LIMIT
from db.rules.text import TEXT_LIMIT, TITLE_LIMIT, clean, on_one_line
from db.tables.base import Base, Child, Record, is_derived, named_kinds
from db.tables.reminders import Occurrence, Reminder
from db.tables.settings import Setting
from db.tables.sources import Blob, Source
from db.tables.types import WordType, period_of
from db.vocabulary import Kind, Word
from db.words import _

_HISTORY = "the history stays with the register it was made in"
_ORDER = "the order in which they stand says all that it would"

LEFT_OUT = {
    "change": _HISTORY,
    "change_row": _HISTORY,
    "change_record": _HISTORY,
    "record.created": _HISTORY,
    "record.version": _HISTORY,
    "setting.id": _ORDER,
}
"""Tables and columns that are not carried, and why. Nor are those that say themselves that they are derived, the
numbers of rows that hang on a record, since they stand in their order, and in them the record they hang on."""

_REMINDERS = cast("Table", Reminder.__table__)
RECORDS, SETTINGS, FILES = (cast("Table", each.__table__) for each in (Record, Setting, Blob))
_OUR_COPY = Source.__table__.c.text
ROWS = "rows"
"""Under this name a record has the rows that hang on it, by their table."""

Row = dict[str, Any]
Columns = tuple[Column[Any], ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A table whose rows hang on records, which the column `owner` names."""

    table: Table
    owner: Column[Any]
    columns: Columns


def kinds() -> tuple[Kind, ...]:
    """The kinds of record: all are carried."""
    return tuple(Record.__mapper__.polymorphic_map)


@cache
def own_columns(kind: Kind) -> dict[Table, Columns]:
    """What is carried of a record itself, by its tables; the one that all records share comes first."""
    tables = (cast("Table", table) for table in _mapper(kind).tables)
    return {table: carried(table) if table is RECORDS else _but(table, "id") for table in tables}


@cache
def hanging(kind: Kind) -> dict[str, Hanging]:
    """The tables whose rows hang on a record of that kind: those that only such records have, and those of all."""
    children = [each for each in Base.registry.mappers if issubclass(each.class_, Child)]
    of_some = {row for other in kinds() for row in _held(other)}
    found = [_hanging(each) for each in children if each in _held(kind) or each not in of_some]
    return {each.table.name: each for each in sorted(found, key=lambda each: each.table.name)}


@cache
def carried(table: Table) -> Columns:
    """The columns of a table that are carried."""
    return tuple(each for each in table.columns if not is_derived(each) and str(each) not in LEFT_OUT)


@cache
def references(table: Table) -> Columns:
    """The columns of a table, besides its number and the record its rows hang on, that name records."""
    found = (each for each in table.columns if named_kinds(each) and each.name != "id")
    return tuple(each for each in found if each is not _owners().get(table))


def limit(column: Column[Any]) -> int:
    """How many letters a text may have: as many as a form takes."""
    if column is _OUR_COPY:
        return SOURCE_LIMIT
    return TEXT_LIMIT if isinstance(column.type, Text) else TITLE_LIMIT


def is_needed(column: Column[Any]) -> bool:
    """Whether a column may not be empty: a text that may be has the empty one as its default, here as in the forms."""
    return column.default is None and not column.nullable


@cache
def bounds(column: Column[Any]) -> tuple[float | None, float | None]:
    """The least and the most that a number may be: as in the forms that write it."""
    drafts = {cast("Table", _mapper(kind).local_table): shape for kind, shape in DRAFTS.items()} | {
        cast("Table", Occurrence.__table__): HandledDraft
    }
    shape = drafts.get(column.table)
    if shape is None or column.name not in shape.model_fields:
        return None, None
    info = shape.model_fields[column.name].metadata
    least, most = (
        [getattr(each, name) for each in info if getattr(each, name, None) is not None] for name in ("ge", "le")
    )
    return next(iter(least), None), next(iter(most), None)


def names_file(column: Column[Any]) -> bool:
    """Whether a column names a file by its sha256."""
    return any(key.column.table is FILES for key in column.foreign_keys)


def default(column: Column[Any]) -> Any:
    """What a column holds where a bundle says nothing of it, as the file keeps it."""
    found = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    return found.value if isinstance(found, Word) else found


def read(columns: Columns, given: Mapping[str, Any]) -> Row:
    """The row that a bundle gives for some columns, records in it by their uids; a ValueError says what is wrong."""
    row: Row = {}
    for each in columns:
        value = given.get(each.name, default(each))
        try:
            row[each.name] = _read(each, value)
        except ValueError as error:
            raise ValueError(f"{each.name}: {error}") from None
    if columns[:1] and columns[0].table is _REMINDERS:
        _must_fire(row)
    for name in _periods(columns):
        parts = [row[f"{name}_{part}"] for part in ("words", "edtf", "anchor", "earliest", "latest")]
        if period_of(*parts) is None and any(parts):
            raise ValueError(_("{field}: days without a date").format(field=name))
    return row


def _must_fire(row: Row) -> None:
    """Refuse a reminder that no form takes, as that does."""
    given = {name: row[_column_of(name)] for name in FACTS} | {"record": None if row["record"] is None else 1}
    found = refused(given)
    if found is not None:
        name, why = found
        raise ValueError(_("{field}: {why}").format(field=_column_of(name), why=why.removesuffix(".")))


def _column_of(name: str) -> str:
    """The column in which a field of a reminder stands."""
    return Reminder.__mapper__.columns["on_kind" if name == "kind" else name].name


def must_know(given: Iterable[str], *known: Iterable[str]) -> None:
    """Raise a ValueError for a field that nobody knows."""
    unknown = sorted(set(given).difference(*known))
    if unknown:
        raise ValueError(_("nobody knows the field “{field}”").format(field=unknown[0][:80]))


# ----------------------------------------------------------------------------------------------------- each column
def _read(column: Column[Any], value: Any) -> Any:
    if value is not None:
        return _reader(column)(value)
    if not column.nullable:
        raise ValueError(_("this is needed"))
    return None


@cache
def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if column is RECORDS.c.uid or (named_kinds(column) and column.name != "id"):
        return _uid
    if isinstance(column.type, WordType):
        return partial(_word, column.type.words)
    if isinstance(column.type, String):
        return partial(_text_of, column)
    read = next(reader for sort, reader in _READERS.items() if isinstance(column.type, sort))
    return partial(_within, bounds(column), read) if bounds(column) != (None, None) else read


_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _uid(value: Any) -> str:
    if not isinstance(value, str) or not _UID.fullmatch(value):
        raise ValueError(_("{value} is no name of a record").format(value=_quoted(value)))
    return value


def _word(words: type[Word], value: Any) -> Word:
    if not isinstance(value, str) or value not in words._value2member_map_:
        choices = ", ".join(each.value for each in words)
        raise ValueError(_("{value} is none of {choices}").format(value=_quoted(value), choices=choices))
    return words(value)


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(_("{value} is no day").format(value=_quoted(value)))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(_("{value} is no day").format(value=_quoted(value))) from None


def _text(most: int, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(_("{value} is no text").format(value=_quoted(value)))
    if len(value) > most:
        said = _("it has {count:,} letters, and at most {most:,} are allowed")
        raise ValueError(said.format(count=len(value), most=most))
    return clean(value)


def _text_of(column: Column[Any], value: Any) -> str:
    text = _text(limit(column), value)
    if is_needed(column) and not text:
        raise ValueError(_("this is needed"))
    return text if isinstance(column.type, Text) else on_one_line(text)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("{value} is neither true nor false").format(value=_quoted(value)))
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(_("{value} is no whole number").format(value=_quoted(value)))
    return value


def _within(limits: tuple[float | None, float | None], read_number: Callable[[Any], float], value: Any) -> float:
    """A number that lies between its limits."""
    number, (least, most) = read_number(value), limits
    if least is not None and number < least:
        raise ValueError(_("{value} is less than {least}").format(value=_quoted(value), least=least))
    if most is not None and number > most:
        raise ValueError(_("{value} is more than {most}").format(value=_quoted(value), most=most))
    return number


def _share(value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError(_("{value} is no number").format(value=_quoted(value)))
    return float(value)


DEEPEST = 50
"""So deep may what is kept as JSON be nested: a sheet is a dozen deep, and nobody may fall over another program's."""


def _anything(value: Any, depth: int = 0) -> Any:
    """JSON as it is, its texts as they may be kept."""
    if depth > DEEPEST:
        raise ValueError(_("it is nested too deeply"))
    if isinstance(value, dict):
        return {_text(TITLE_LIMIT, name): _anything(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_anything(each, depth + 1) for each in value]
    return _text(SOURCE_LIMIT, value) if isinstance(value, str) else value


_READERS: dict[type, Callable[[Any], Any]] = {
    Date: _day, Boolean: _flag, Integer: _number, Float: _share, JSON: _anything,
}  # fmt: skip


def _quoted(value: Any) -> str:
    return repr(value)[:80]


# --------------------------------------------------------------------------------------------------------- mappers
def _mapper(kind: Kind) -> Mapper[Any]:
    return Record.__mapper__.polymorphic_map[kind]


def _held(kind: Kind) -> set[Mapper[Any]]:
    """What hangs on records of a kind by a relationship of their own."""
    return {each.mapper for each in _mapper(kind).relationships if each.cascade.delete_orphan}


@cache
def _owners() -> dict[Table, Column[Any]]:
    """The column by which a row hangs on a record: of those that name one, the first."""
    mapped = (each.local_table for each in Base.registry.mappers if issubclass(each.class_, Child))
    children = (table for table in mapped if isinstance(table, Table))
    return {table: next(each for each in table.columns if each.foreign_keys) for table in children}


def _hanging(mapper: Mapper[Any]) -> Hanging:
    table = cast("Table", mapper.local_table)
    owner = _owners()[table]
    return Hanging(table, owner, _but(table, "id", owner.name))


def _but(table: Table, *names: str) -> Columns:
    return tuple(each for each in carried(table) if each.name not in names)


@cache
def _periods(columns: Columns) -> tuple[str, ...]:
    """The periods among some columns: each has five."""
    return tuple(each.name.removesuffix("_edtf") for each in columns if each.name.endswith("_edtf"))
