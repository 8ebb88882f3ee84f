"""One value that cannot be read, of every kind, in every table and column: it is named, and all else works."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from db import unreadable
from db.commands.base import Hide
from db.commands.parties import AddArea
from db.errors import KnownError, ValueDamaged
from db.queries.history import changes_of
from db.queries.parties import area_lines
from db.queries.records import link
from db.records.parties import AreaDraft
from db.store import Store, open_register
from db.tables.base import Record
from desktop.cli import program
from tests import campaigns
from tests.faults.damage import CASES, MANY, NO_TEXT, NO_WORDS, Damage, damage, leads_nowhere, reads, stands
from tests.registers import make_starter
from tests.store.house import Clock, Ids

CHOSEN = CASES if "faults" in campaigns.asked else sorted(random.Random(12).sample(CASES, 14))
RECORDS = {str(mapper.local_table): mapper for mapper in Record.__mapper__.self_and_descendants}


def run(register: Path, *words: str) -> Result:
    said = CliRunner(env={"COLUMNS": "0"}).invoke(program, ["--register", str(register), "--on", "2026-11-23", *words])
    assert said.exception is None or isinstance(said.exception, SystemExit), (words, repr(said.exception))
    assert said.exit_code in (0, 3) and "Traceback" not in said.output, said.output
    return said


def opened(register: Path) -> Store:
    return open_register(register, now=Clock(), by="A. Serik")


def found(reader: Session) -> unreadable.Unreadable:
    return unreadable.of(reader)


@pytest.mark.parametrize("case", CHOSEN, ids=str)
@pytest.mark.sampled(2)
def test_all_is_read_but_the_value_and_nothing_is_written_over_it(
    case: Damage, furnished: tuple[Path, Ids], tmp_path: Path
) -> None:
    register, ids = Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide")), furnished[1]
    row = damage(register, case)
    if row is None:
        pytest.skip(f"the house has no row of {case.table}")
    before = stands(register, case, row)
    with opened(register) as store:
        for name, read in reads(ids).items():
            try:
                assert store.ask(read) is not None, name
            except ValueDamaged as error:  # how a record once stood is never told from what stands for an image
                assert name.startswith("history") and case.table == "change_row", (name, error)
        with closing(sqlite3.connect(register, timeout=0)) as other:  # half read, it would keep others from saving
            other.executescript("BEGIN EXCLUSIVE; ROLLBACK")
        met = store.ask(found)
        # A text in place of a number filters rows, or reads as a flag or as no reference, and so does a reference that
        # leads nowhere: `check` alone meets it then.
        silent = case.value in (MANY, NO_TEXT, NO_WORDS) or leads_nowhere(case)
        assert met.values or case.table not in RECORDS or silent
        if case.table in RECORDS and met.values:
            assert store.ask(lambda reader: link(reader, row)).title.startswith(f"Unreadable (record {row})")
            with pytest.raises(KnownError):
                store.run(Hide((row,)))
        added = store.run(AddArea(AreaDraft(title="Energy"))).record
        assert added is not None and store.ask(lambda reader: link(reader, added)).title == "Energy"
        assert stands(register, case, row) == before
    with opened(register) as store:
        report = store.check()
        assert unreadable.Value(case.table, row, case.column) in report.unreadable.values
        assert met.values == () or met.values == report.unreadable.values
        if case.table in RECORDS:
            assert {*report.unreadable.records.values()} == {frozenset({row})}, report.unreadable.values


REFERENCES = [case for case in CASES if leads_nowhere(case)]


@pytest.mark.parametrize("case", REFERENCES, ids=str)
@pytest.mark.sampled(4)
def test_a_reference_that_leads_nowhere_is_named_and_all_else_is_read(
    case: Damage, furnished: tuple[Path, Ids], tmp_path: Path
) -> None:
    register, ids = Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide")), furnished[1]
    row = damage(register, case)
    if row is None:
        pytest.skip(f"the house has no row of {case.table}")
    with opened(register) as store:
        for read in reads(ids).values():
            assert store.ask(read) is not None
    with opened(register) as store:
        assert unreadable.Value(case.table, row, case.column) in store.check().unreadable.values


@pytest.mark.parametrize("case", CHOSEN[::5], ids=str)
@pytest.mark.sampled(1)
def test_the_command_line_ends_in_words(case: Damage, furnished: tuple[Path, Ids], tmp_path: Path) -> None:
    register = Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide"))
    row = damage(register, case)
    said = run(register, "check")
    assert row is None or f"“{case.column}” in row {row} of {case.table} cannot be read" in said.output
    for kind in ("visit", "commitment", "action", "person", "quote"):
        assert run(register, "list", kind, "--json").exit_code == 0
    for words in (("today",), ("remind",), ("show", str(row or 1)), ("log", "10", "--text", "Called"), ("undo",)):
        run(register, *words)


@pytest.mark.parametrize("column", ["before", "after", "change_id", "row_id"])
@pytest.mark.sampled(2)
def test_what_stands_for_an_image_of_the_journal_is_never_played_back(house_path: Path, ids: Ids, column: str) -> None:
    damage(house_path, Damage("change_row", column, NO_TEXT))
    damage(house_path, Damage("area", "retired", NO_TEXT))
    with opened(house_path) as store:
        assert store.ask(area_lines)  # meets the other value: now both are known
        with pytest.raises(ValueDamaged, match="row 1 of change_row"):
            store.ask(partial(changes_of, record_id=ids["kz"]))
        with pytest.raises(KnownError):
            store.undo(1)


def test_in_a_register_that_is_whole_every_value_can_be_read(house: Store, tmp_path: Path) -> None:
    with opened(make_starter(tmp_path / "starter.aide")) as starter:
        for store in (house, starter):
            assert store.ask(lambda reader: unreadable.look(reader.connection(), tmp_path)).values == ()


def test_a_damaged_field_is_not_said_to_be_unstated_and_the_calendar_leaves_its_record_out(tmp_path: Path) -> None:
    """Its record said "not stated", and nothing at all came into the calendar."""
    register = make_starter(tmp_path / "follow-up.aide")
    assert "Wrote 4 dates" in run(register, "calendar", str(tmp_path / "whole.ics")).output
    with closing(sqlite3.connect(register)) as plain:
        (number,) = plain.execute("SELECT id FROM commitment WHERE due_edtf IS NOT NULL LIMIT 1").fetchone()
        plain.execute("UPDATE commitment SET due_latest = 'soon' WHERE id = ?", (number,))
        plain.commit()
    shown = run(register, "show", str(number))
    assert shown.exit_code == 0 and "Due                     damaged, cannot be read" in shown.output
    wrote = run(register, "calendar", str(tmp_path / "rest.ics"))
    assert wrote.exit_code == 0 and "1 record cannot be read and is left out" in wrote.output
    refused = run(register, "export", str(tmp_path / "all.jsonl"))
    assert refused.exit_code == 3 and not (tmp_path / "all.jsonl").exists()
    assert f"Record {number} cannot be exported" in refused.output and "aide-memoire repair" in refused.output
