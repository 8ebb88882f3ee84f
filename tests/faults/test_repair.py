"""Repair mends what follows from something else, on a copy; what it cannot know it leaves and says so."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db.commands.parties import AddArea
from db.errors import RegisterAltered
from db.records.parties import AreaDraft
from db.repair import Repair, repair
from db.store import open_register
from desktop.cli import program
from tests.faults.processes import process
from tests.store.house import TODAY, Clock, facts

# What is done to the closed file, and whether it can be mended whole.
DAMAGE = {
    "statuses": ("UPDATE commitment SET status_0 = 'fulfilled'", True),
    "lines": ("DELETE FROM line", True),
    "parties": ("DELETE FROM concern", True),
    "orders": ("UPDATE record SET sorts_as = x'00'", True),
    "words for search": ("UPDATE search_text SET body = 'x'", True),
    "the index for search": ("INSERT INTO search(search) VALUES ('delete-all')", True),
    "an index": ("DROP INDEX ix_record_kind_hidden_sorts_as_id", True),
    "the day, far ahead": ("UPDATE status_day SET day = '2199-01-01'", True),
    "a title in bytes": ("UPDATE record SET title = x'ff' WHERE kind = 'area'", True),
    "a day that is none": ("UPDATE visit SET dates_latest = '2026-02-31' WHERE dates_latest IS NOT NULL", True),
    "a word that is none": ("UPDATE commitment SET progress = 'nonsense'", True),
    "a readable fact": ("UPDATE visit SET stage = 'cancelled'", True),
    "the chain": ("UPDATE change SET label = 'x' WHERE id = 2", False),
    "kept bytes": ("UPDATE blob SET content = x'00'", False),
    "a reference": ("PRAGMA foreign_keys = OFF; UPDATE invitation SET visit = 9999", True),
}


def _damage(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def _repair(path: Path, *, wanted: bool) -> Repair:
    return repair(path, path.parent / "backups", now=Clock()(), by="A", today=TODAY, wanted=wanted)


@pytest.mark.parametrize("fault", DAMAGE)
@pytest.mark.sampled(3)
def test_what_follows_is_mended(house_path: Path, clock: Clock, fault: str) -> None:
    """Shown first, with the file as it was; then in its place, with what was there kept; facts are as they were."""
    script, whole = DAMAGE[fault]
    with open_register(house_path, now=clock, by="A", writing=False) as store:
        before = facts(store)
    _damage(house_path, script)
    damaged = house_path.read_bytes()
    shown = _repair(house_path, wanted=False)
    assert house_path.read_bytes() == damaged
    assert shown.kept is None
    assert not shown.before.sound
    assert shown.after.sound is whole
    done = _repair(house_path, wanted=True)
    if whole and shown.helps:
        assert done.kept is not None
        assert done.kept.exists()
        with open_register(house_path, now=clock, by="A") as store:
            assert store.check().sound
            assert facts(store) == before
            store.run(AddArea(AreaDraft(title="Energy")))
    assert not [name for name in os.listdir(house_path.parent) if name.endswith((".new", ".lock"))]


def test_a_damaged_index_page(house_path: Path, clock: Clock) -> None:
    """SQLite finds it by its integrity check alone; the rows are whole."""
    with closing(sqlite3.connect(house_path)) as connection:
        page, size = (
            connection.execute(query).fetchone()[0]
            for query in (
                "SELECT rootpage FROM sqlite_master WHERE name = 'ix_record_kind_hidden_sorts_as_id'",
                "PRAGMA page_size",
            )
        )
    with house_path.open("r+b") as file:
        file.seek((page - 1) * size + size // 2)
        file.write(b"\0" * (size // 2))
    done = _repair(house_path, wanted=True)
    assert not done.before.sound
    assert done.after.sound
    with open_register(house_path, now=clock, by="A") as store:
        assert store.check().sound


def test_what_is_whole_is_left(house_path: Path) -> None:
    """Nothing is put in its place."""
    before = house_path.read_bytes(), house_path.stat().st_ino
    assert _repair(house_path, wanted=True).kept is None
    assert (house_path.read_bytes(), house_path.stat().st_ino) == before


@pytest.mark.parametrize("made", ["TRIGGER evil AFTER INSERT ON record BEGIN SELECT 1; END", "VIEW evil AS SELECT 1"])
def test_what_another_program_put_in_is_not_called_whole(house_path: Path, clock: Clock, made: str) -> None:
    with sqlite3.connect(house_path) as plain:
        plain.execute(f"CREATE {made}")
    plain.close()
    before = house_path.read_bytes()
    for wanted in (False, True):
        with pytest.raises(RegisterAltered):
            repair(house_path, house_path.parent / "kept", now=clock(), by="A", today=clock().date(), wanted=wanted)
    assert house_path.read_bytes() == before


def test_by_the_command_line(house_path: Path) -> None:
    """It says what it would do, does it when it is told to, and says what was kept."""

    def run(*words: str) -> tuple[int, str]:
        said = CliRunner(env={"COLUMNS": "300"}).invoke(program, ["--register", str(house_path), "repair", *words])
        return said.exit_code, said.output

    assert run() == (0, "The register is whole. There is nothing to repair.\n")
    _damage(house_path, "DELETE FROM line; UPDATE record SET title = x'ff' WHERE kind = 'area'")
    code, said = run()
    assert code == 3
    assert "Nothing was changed. Add --yes" in said
    code, said = run("--yes")
    assert code == 0
    assert "Written again as the journal has it:" in said
    assert re.search(r"title “\N{REPLACEMENT CHARACTER}” becomes “\w+”\.", said)
    assert "Repaired. What was there before is kept as" in said
    assert run() == (0, "The register is whole. There is nothing to repair.\n")


STEPS = ("db.repair._mend", "db.restore._keep", "db.restore.os.replace", "db.backup.sync_folder")


@pytest.mark.parametrize("moment", range(len(STEPS)))
@pytest.mark.sampled(2)
def test_killed_in_the_middle(house_path: Path, clock: Clock, moment: int) -> None:
    """The damaged file or the mended one, never less; the next repair finishes."""
    _damage(house_path, "DELETE FROM line")

    def work() -> None:
        pytest.MonkeyPatch().setattr(STEPS[moment], lambda *_, **__: os._exit(9))
        _repair(house_path, wanted=True)

    with process(work) as child:
        os.waitpid(child, 0)
    with open_register(house_path, now=clock, by="A", writing=False) as store:
        store.names()
    _repair(house_path, wanted=True)
    with open_register(house_path, now=clock, by="A") as store:
        assert store.check().sound
