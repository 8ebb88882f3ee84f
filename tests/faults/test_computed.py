"""What is merely computed, damaged by hand in every column that is: `check` finds it, `repair` computes it anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Table, select
from sqlalchemy.orm import Session

from db import derived
from db.facts import Around
from db.repair import repair
from db.store import Store, open_register
from db.tables.base import Base, Record, is_derived
from tests.faults.damage import NO_TEXT
from tests.store.house import TODAY, Clock, facts, found

COMPUTED = [
    each
    for table in Base.metadata.sorted_tables
    for each in table.columns
    if is_derived(each) and str(each) != "status_day.id"  # the number of its one row says nothing
]


def _others(column: Column[Any]) -> tuple[str, ...]:
    """What a column may become that is not what follows from the facts: one that can be read, and one that cannot."""
    if column.primary_key:
        return "-1", "99999"
    match column.type:
        case Boolean():
            return "7", f"1 - ifnull({column.name}, 0)", NO_TEXT
        case Integer():
            return "77", NO_TEXT
        case Date():
            return "'2051-02-03'", "'soon'", NO_TEXT
        case LargeBinary():
            return "x'0badf00d'", "'letters'"
    return "'another'", NO_TEXT, "x'ff00'"


CASES = [(str(column), value) for column in COMPUTED for value in _others(column)]


@pytest.mark.parametrize(("column", "value"), CASES, ids=lambda each: each)
@pytest.mark.sampled(10)
def test_it_is_found_and_computed_anew(house_path: Path, clock: Clock, column: str, value: str) -> None:
    table, name = column.split(".")
    with open_register(house_path, now=clock, by="A") as store:
        store.turn(TODAY)
        before = facts(store), found(store)
    with closing(sqlite3.connect(house_path)) as file, file:
        file.execute("PRAGMA ignore_check_constraints=ON")
        file.execute(f'UPDATE "{table}" SET "{name}" = {value} WHERE rowid = (SELECT max(rowid) FROM "{table}")')
    done = repair(house_path, house_path.parent / "kept", now=Clock()(), by="A", today=TODAY, wanted=True)
    assert not done.before.sound and done.after.sound, done
    with open_register(house_path, now=clock, by="A") as store:
        assert store.check().sound and (facts(store), found(store)) == before


def test_every_computed_column_of_a_record_is_compared(house: Store) -> None:
    """`check` compares what `derived.values` gives: a column that it does not give would be wrong for ever."""

    def columns(reader: Session) -> dict[str, set[str]]:
        records = {row.id: row for row in reader.scalars(select(Record))}
        around = Around.of(reader, records)
        return {str(row.kind): {*derived.values(row, around)} for row in records.values()}

    for kind, given in house.ask(columns).items():
        tables = {table.name for table in Record.__mapper__.polymorphic_map[kind].tables if isinstance(table, Table)}
        assert given == {each.name for each in COMPUTED if each.table.name in tables}, kind
