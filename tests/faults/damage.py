"""Values spoilt one by one, in every table and column that is mapped, and all that is read of a register."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, Date, DateTime, Integer, LargeBinary, String, Table

from db.queries import (
    actions,
    agreements,
    briefing,
    briefings,
    commitments,
    parties,
    people,
    points,
    records,
    reminders,
    search,
    sources,
    trash,
    visits,
)
from db.queries import history as past
from db.queries import today as needs
from db.queries.base import Reader
from db.records.base import View
from db.tables.base import Base, named_kinds
from db.tables.types import Moment, WordType
from db.vocabulary import Kind
from tests.store.house import TODAY, paper

NO_TEXT, NO_WORDS = "CAST(x'41ff42' AS TEXT)", "x'ff00'"
"""A byte that is no letter, and bytes where letters belong."""

MANY = "'many'"
"""A word where a number belongs."""


class Damage(NamedTuple):
    """One value that is spoilt, as SQL writes it, in the first row of a table that has one."""

    table: str
    column: str
    value: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}={self.value}"


NOWHERE = ("-1", "0", "9223372036854775807")
"""Numbers that no row has."""


def _spoilt(column: Column[Any]) -> tuple[str, ...]:
    """What the column may become and can then not be read."""
    if column.foreign_keys and isinstance(column.type, Integer):
        return NO_TEXT, NO_WORDS, MANY, *NOWHERE, *_of_another_kind(column)
    match column.type:
        case WordType():
            return NO_TEXT, NO_WORDS, "'no such word'"
        case Date() | DateTime() | Moment():
            return NO_TEXT, NO_WORDS, "'2026-13-45'", "'soon'"
        case JSON():
            return NO_TEXT, NO_WORDS, "'{\"half'"
        case LargeBinary():
            return ("'letters'",)
        case String():
            return (NO_TEXT, NO_WORDS, *(("'99-99'",) if column.name.endswith("_edtf") else ()))
    return NO_TEXT, NO_WORDS, MANY


def _of_another_kind(column: Column[Any]) -> tuple[str, ...]:
    """A record that is there, and is none of those that a column may name."""
    kinds = ", ".join(f"'{kind.value}'" for kind in named_kinds(column))
    return (f"(SELECT min(id) FROM record WHERE kind NOT IN ({kinds}))",) if len(named_kinds(column)) == 1 else ()


def leads_nowhere(case: Damage) -> bool:
    """Whether a reference became one that names no row it may name."""
    return case.value in NOWHERE or case.value.startswith("(SELECT")


def _is_number_of_row(table: Table, column: Column[Any]) -> bool:
    """Whether SQLite itself keeps the column a number."""
    return [*table.primary_key.columns] == [column] and isinstance(column.type, Integer)


CASES = tuple(
    Damage(table.name, column.name, value)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if not _is_number_of_row(table, column) and column.name != "content"  # kept files are compared by their sums
    for value in _spoilt(column)
)


def damage(register: Path, case: Damage) -> int | None:
    """Spoil a value in the file and say in which row; None where the table has none."""
    with closing(sqlite3.connect(register)) as file, file:
        file.execute("PRAGMA ignore_check_constraints=ON")
        (row,) = file.execute(f'SELECT min(rowid) FROM "{case.table}"').fetchone()
        file.execute(f'UPDATE "{case.table}" SET "{case.column}" = {case.value} WHERE rowid = ?', (row,))
        return int(row) if row is not None else None


def stands(register: Path, case: Damage, row: int) -> tuple[str, str]:
    """How the value stands in the file: what SQLite keeps it as, and its bytes."""
    with closing(sqlite3.connect(f"file:{register}?mode=ro", uri=True)) as file:
        query = f'SELECT typeof("{case.column}"), hex("{case.column}") FROM "{case.table}" WHERE rowid = ?'
        found: tuple[str, str] = file.execute(query, (row,)).fetchone()
        return found


def reads(ids: Mapping[str, int]) -> Mapping[str, Callable[[Reader], Any]]:
    """Everything that pages, lists, panes, sheets and the command line read, by name."""
    found: dict[str, Callable[[Reader], Any]] = {
        "today": partial(needs.sheet, today=TODAY),
        "reminders": partial(reminders.lines, today=TODAY),
        "search": partial(search.everywhere, today=TODAY, words="a"),
        "people": partial(people.person_lines, today=TODAY),
        "offices": partial(people.office_lines, today=TODAY),
        "parties": parties.lines,
        "areas": parties.area_lines,
        "anniversaries": partial(parties.anniversaries, today=TODAY),
        "sources": sources.lines,
        "sheets": lambda reader: briefings.window(reader, TODAY, View(), 0, 9),
        "points": partial(points.lines, view=View()),
        "sheet": lambda reader: briefing.sheet(reader, paper(ids["visit"]), TODAY, 2),
        "trash": partial(trash.lines, today=TODAY, ids=[*ids.values()]),
    }
    for kind in Kind:
        found[f"the {kind}s"] = partial(records.of_kind, kind=kind, view=View())
    for table in (visits, agreements, commitments, actions):
        found[f"table of {table.__name__}"] = partial(_table, table)
    for name, number in ids.items():
        found[f"card of {name}"] = partial(records.card, today=TODAY, record_id=number)
        found[f"history of {name}"] = partial(past.changes_of, record_id=number)
        found[f"log of {name}"] = partial(actions.of_record, record_id=number)
    return found


def _table(table: Any, reader: Reader) -> list[Any]:
    """All that a status table shows, whatever is chosen."""
    views = [each.view for each in table.views(reader)]
    return [(view.name, table.window(reader, TODAY, view, 0, table.count(reader, TODAY, view))) for view in views]
