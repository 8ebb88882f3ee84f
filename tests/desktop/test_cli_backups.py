"""Backups from the command line: made where it is said, listed, and put back only once it is told what is lost."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db import backup, backup_folder, chain
from db.lock import Lock
from db.rules import backups as rules
from desktop import backups, first_run
from desktop.backups import Memory
from desktop.cli import program
from tests.desktop.test_cli import flat, refused, run
from tests.registers import make_starter, now, opened


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The starter register."""
    return make_starter(tmp_path / "follow-up.aide")


@pytest.fixture
def kept(register: Path) -> str:
    """The name of a backup from before an action was logged."""
    assert run(register, "backup").exit_code == 0
    (made,) = backups.every(register)
    assert run(register, "log", "60", "--text", "Called").exit_code == 0
    return made.path.name


def changes(register: Path) -> int:
    """How many changes the register has."""
    return backup.stands(register).change


def test_a_backup_says_where_it_is(register: Path, tmp_path: Path) -> None:
    """In the folder of the backups, or in another one that is there."""
    said = run(register, "backup")
    assert said.exit_code == 0 and re.search(r"Wrote .*follow-up backups/follow-up_\S+\.aide: 78 records", flat(said))
    other = tmp_path / "stick"
    refused(run(register, "backup", "--to", str(other)), "there is no such folder")
    other.mkdir()
    assert run(register, "backup", "--to", str(other)).exit_code == 0
    assert len(list(other.iterdir())) == 1


def test_a_second_place_that_is_away_is_said(register: Path, tmp_path: Path) -> None:
    """The backup is made all the same."""
    backups.remember(register, Memory(place=str(tmp_path / "stick")))
    said = run(register, "backup")
    assert said.exit_code == 0 and "is away" in said.stderr
    (tmp_path / "stick").mkdir()
    assert run(register, "backup").stderr == ""
    assert len(list((tmp_path / "stick").rglob("*.aide"))) == 1


def test_a_backup_of_what_is_open_in_the_window(register: Path) -> None:
    """It only reads; a restore is refused."""
    held = Lock.take(register, by="A. Serik", now=now())
    said = run(register, "backup")
    (made,) = backups.every(register)
    assert said.exit_code == 0
    refused(run(register, "restore", made.path.name, "--yes"), "already open", "A. Serik")
    held.release()


def test_nothing_is_restored_before_it_is_told_what_is_lost(register: Path, kept: str) -> None:
    """Without --yes nothing is touched; with it, what was there is kept and named."""
    before = register.read_bytes()
    refused(run(register, "restore", kept), "1 change came after it", "Logged on", "Nothing was changed", "--yes")
    assert register.read_bytes() == before and len(backups.every(register)) == 1
    listed = run(register, "restore", "--list")
    assert listed.exit_code == 0 and kept in listed.stdout and "78 records" in listed.stdout
    assert run(register, "restore").exit_code == 3
    done = run(register, "restore", kept, "--yes")
    assert done.exit_code == 0 and f"Restored {kept}" in flat(done)
    assert changes(register) == 1
    undo = re.search(r"aide-memoire (--register .* restore \S+_before-restore\.aide --yes)", flat(done))
    assert undo is not None
    assert CliRunner().invoke(program, shlex.split(undo[1])).exit_code == 0  # as it is printed
    assert changes(register) == 2


@pytest.mark.parametrize("there", [None, b"", b"Dear colleague"])
def test_what_cannot_be_opened_is_restored(register: Path, kept: str, there: bytes | None) -> None:
    """By the path of a file as well; where there is none nothing can be lost."""
    (made,) = backups.every(register)
    register.unlink()
    if there is not None:
        register.write_bytes(there)
    refused(run(register, "restore", str(made.path)), "Nothing was changed")
    assert run(register, "restore", str(made.path), "--yes").exit_code == 0
    assert changes(register) == 1


def test_what_is_no_backup_is_refused(register: Path, tmp_path: Path) -> None:
    """A name that is not there, a letter, the register itself: a sentence, and nothing is touched."""
    before = register.read_bytes()
    (tmp_path / "letter.aide").write_bytes(b"Dear colleague" * 100)
    (tmp_path / "folder").mkdir()
    for name, part in (
        ("no.aide", "not found"),
        ("letter.aide", "Not an"),
        ("follow-up.aide", "itself"),
        ("folder", ""),
    ):
        refused(run(register, "restore", str(tmp_path / name), "--yes"), part)
    assert register.read_bytes() == before
    assert "There is no backup" in flat(run(register, "restore", "--list"))


def test_no_starter_takes_the_place_of_a_register_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reason: an officer would go on writing into the starter, and find out months later."""
    usual = tmp_path / "data" / "follow-up.aide"
    monkeypatch.setattr(first_run, "own_place", lambda: usual)
    cli = CliRunner(env={"COLUMNS": "0"})
    assert cli.invoke(program, ["backup"]).exit_code == 0
    (made,) = backups.every(usual)
    assert made.path.parent == tmp_path / "data" / "backups" / "follow-up"
    usual.unlink()
    refused(cli.invoke(program, ["list", "visit"]), "File not found")
    assert cli.invoke(program, ["restore", made.path.name, "--yes"]).exit_code == 0
    assert changes(usual) == 1


def test_what_is_thinned_out_is_named(register: Path, tmp_path: Path) -> None:
    """In the folder of the backups and at the second place; what stays is not."""
    backups.remember(register, Memory(place=str(tmp_path)))
    place = backup_folder.within(tmp_path, register)
    assert run(register, "backup").exit_code == 0
    (made,) = first_run.own_backups(register).iterdir()
    moments = [datetime(2026, 10, 5, 9, minute, tzinfo=UTC) for minute in range(20)]
    for folder in (made.parent, place):
        for number, at in enumerate(moments):
            shutil.copyfile(made, folder / rules.name(register, at, number + 1, "ab" * 6))
    before = {*made.parent.iterdir(), *place.iterdir()}
    said = run(register, "backup")
    gone = before - {*made.parent.iterdir(), *place.iterdir()}
    assert gone and {each.parent for each in gone} == {made.parent, place}
    assert f"Thinned out {len(gone)} older ones: " in flat(said)
    stays = {each.path for each in backups.every(register)}
    assert all(str(each) in flat(said) for each in gone) and not any(f"{each}," in flat(said) for each in stays)
    assert "Thinned out" not in run(register, "backup").output


LEFT: dict[str, tuple[str, tuple[str, ...]]] = {
    "a backup": ("{register.parent}/follow-up backups/{register.name}.99-abcdef.tmp", ("backup",)),
    "a repair": ("{register}.99.new", ("repair",)),
    "a restore": ("{register}.99.new", ("restore", "{kept}", "--yes")),
    "an entry of the log": ("{register}.99.new", ("log", "60", "--text", "Called")),
    "an export": ("{register.parent}/.all.jsonl.0123456789ab.tmp", ("export", "{register.parent}/all.jsonl")),
    "a sheet": (
        "{register.parent}/.pk.pdf.0123456789ab.tmp",
        ("brief", "country", "PK", "-o", "{register.parent}/pk.pdf"),
    ),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_a_command_left_that_was_killed_goes_with_the_next(register: Path, kept: str, what: str) -> None:
    """Once it is an hour old: until then it may be another's who is at work. What only looks alike stays."""
    left, words = LEFT[what]
    file = Path(left.format(register=register))
    alike = file.with_name(f"mine-{file.name}")
    for each in (file, alike):
        each.write_bytes(b"half")
    command = [word.format(register=register, kept=kept) for word in words]
    run(register, *command, *(["--force"] if what in ("an export", "a sheet") else []))
    assert file.exists()
    for each in (file, alike):
        os.utime(each, (0, 0))
    assert run(register, *command, *(["--force"] if what in ("an export", "a sheet") else [])).exit_code == 0
    assert not file.exists() and alike.exists()


def test_folders_of_a_command_that_was_killed_go_with_the_next(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check works in one."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    for words in (("check",), ("repair",), ("today",)):
        (place / "aide-memoire-999999999-left").mkdir()
        assert run(register, *words).exit_code == 0 and not [*place.iterdir()], words


def test_a_check_is_remembered_of_the_register_it_was(register: Path) -> None:
    """By its last change, whose seal no other register has."""
    assert run(register, "check").exit_code == 0
    known = backups.memory(register).checked
    assert known is not None and not known.wrong and known.records == 78
    states = {(known.change, known.head): True, (known.change, ""): False, (known.change + 1, known.head): False}
    with opened(register, writing=False) as store:
        for (change, head), ours in states.items():
            assert store.ask(partial(chain.holds, change=change, head=head)) is ours
    with closing(sqlite3.connect(register)) as file, file:
        file.execute("UPDATE record SET title = 'x' WHERE id = 60")
    assert run(register, "check").exit_code == 3
    known = backups.memory(register).checked
    assert known is not None and "not whole" in known.wrong
