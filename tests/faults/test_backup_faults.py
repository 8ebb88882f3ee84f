"""Backups and restores when the computer is switched off, the disk is full, or somebody moved the folder."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from db import backup, backup_folder
from db.backup_errors import BackupFailed, RestoreFailed
from db.backup_folder import listed
from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.restore import restore
from db.rules import backups
from db.rules.backups import FEWEST, Backup
from db.store import open_register
from tests.campaigns import kills
from tests.faults.processes import kill, process, result_of
from tests.store.house import Clock, Ids, Rows, facts

KILLS = kills(4)
SEED = 20261123
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def states(furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Rows, Rows]:
    """A register, a backup from before its last change, and the facts of both."""
    place = tmp_path_factory.mktemp("states")
    register = Path(shutil.copy(furnished[0], place / "follow-up.aide"))
    with open_register(register, now=Clock(), by="A") as store:
        old, chosen = facts(store), store.backup(place)
        store.run(AddArea(AreaDraft(title="Water")))
        new = facts(store)
    return register, chosen, new, old


def content(path: Path) -> Rows:
    """All facts of a register that opens and is sound."""
    with open_register(path, now=Clock(), by="B") as store:
        assert store.check().sound
        return facts(store)


def back_up_for_ever(register: Path, folder: Path) -> None:
    """Make and thin out one backup after the other, a day apart, as the program does at its starts."""
    now = NOW
    with open_register(register, now=lambda: now, by="A") as store:
        for number in range(1_000_000):
            now = NOW + timedelta(days=number)
            store.run(AddArea(AreaDraft(title=f"Area {now:%Y-%m-%d} {os.getpid()}")))
            made = store.backup(folder)
            backup_folder.rotate(register, folder, now, made)


def whole(register: Path, folder: Path) -> list[Backup]:
    """The backups of a folder, each verified and what its name says."""
    found = listed(register, (folder,))
    for each in found:
        stood = backup.verify(each.path)
        assert each.holds(stood.change, stood.head)
    return found


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.sampled(2)
def test_killed_while_backing_up(states: tuple[Path, Path, Rows, Rows], tmp_path: Path, number: int) -> None:
    """There is never a half backup, never fewer than before, and the next start finds nothing left."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    folder = backup_folder.make(tmp_path / "backups")
    with open_register(register, now=Clock(), by="A") as store:
        first = backups.read(store.backup(folder), register)
    assert first is not None
    for minute in range(20):  # to be thinned out by the first that is made
        old = NOW - timedelta(days=90, minutes=minute)
        shutil.copy(first.path, folder / backups.name(register, old, first.change, first.head))
    chance = random.Random(SEED + number)
    for _ in range(2):
        before = set(os.listdir(folder))
        with process(partial(back_up_for_ever, register, folder)) as child:
            while set(os.listdir(folder)) == before:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.15))
            kill(child)
        backup_folder.tidy(register, folder)
        found = whole(register, folder)
        assert len(found) >= FEWEST
        assert {path.name for path in folder.iterdir()} == {each.path.name for each in found}
    assert content(register)["area"]


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.sampled(2)
def test_killed_while_restoring(states: tuple[Path, Path, Rows, Rows], tmp_path: Path, number: int) -> None:
    """The register is the one or the other, whole; where it is the other, the first is kept; trying again succeeds."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    folder = backup_folder.make(tmp_path / "backups")
    chosen = Path(shutil.copy(states[1], folder))
    work = partial(restore, register, chosen, folder, now=NOW, by="A")
    with process(work) as child:
        time.sleep(0.03 * (number + random.Random(SEED + number).random()) / KILLS)
        kill(child)
    _must_be_one_of_them(states, register, folder)
    work()
    assert content(register) == states[3]


def _must_be_one_of_them(states: tuple[Path, Path, Rows, Rows], register: Path, folder: Path) -> bool:
    """Whether a restore that was killed had come to its end."""
    found = content(register)
    assert found in states[2:]
    before = [each for each in whole(register, folder) if each.before]
    if found == states[3]:
        assert [content(each.path) for each in before] == [states[2]]
    return found == states[3]


@pytest.mark.parametrize("step", ["copy_file", "verify", "save", "remove", "replace", "sync_folder"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.sampled(2)
def test_killed_at_each_step_of_a_restore(
    states: tuple[Path, Path, Rows, Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    """Reason: a random kill seldom comes between two steps that follow each other at once."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    folder = backup_folder.make(tmp_path / "backups")
    chosen = Path(shutil.copy(states[1], folder))
    work = partial(restore, register, chosen, folder, now=NOW, by="A")
    where: object = {"copy_file": backup_folder, "replace": os}.get(step, backup)
    with monkeypatch.context() as patch:
        patch.setattr(where, step, _deadly(getattr(where, step), after))
        with process(work) as child:
            assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    _must_be_one_of_them(states, register, folder)
    work()
    assert content(register) == states[3]


def _deadly(step: Callable[..., object], after: bool) -> Callable[..., object]:
    def work(*given: object, **named: object) -> None:
        if after:
            step(*given, **named)
        kill(os.getpid())

    return work


def limited(size: int, work: Callable[[], object]) -> Callable[[], object]:
    """`work` where no file can become larger than so many bytes, as on a full disk."""

    def do() -> object:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        return work()

    return do


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.999])
@pytest.mark.sampled(2)
def test_no_room_for_a_restore(states: tuple[Path, Path, Rows, Rows], tmp_path: Path, part: float) -> None:
    """The register is as it was, byte for byte, and nothing half is left; it succeeds once there is room."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    folder = backup_folder.make(tmp_path / "backups")
    there = register.read_bytes()
    work = partial(restore, register, states[1], folder, now=NOW, by="A")
    assert result_of(limited(int(states[1].stat().st_size * part), work)) in ("RestoreFailed", "DriveFailed")
    assert register.read_bytes() == there
    assert [path.name for path in folder.iterdir()] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "follow-up.aide"]
    work()
    assert content(register) == states[3]


@pytest.mark.parametrize("part", [0, 0.5, 0.999])
def test_no_room_at_the_second_place(states: tuple[Path, Path, Rows, Rows], tmp_path: Path, part: float) -> None:
    """What is there already stays; nothing half is left."""
    there = backup_folder.make(tmp_path / "stick")
    kept = backup_folder.copy_to(states[1], states[0], there)
    again = Path(shutil.copy(states[1], tmp_path / backups.name(states[0], NOW, 99, "0" * 12)))
    work = partial(backup_folder.copy_to, again, states[0], there)
    assert result_of(limited(int(states[1].stat().st_size * part), work)) == "BackupFailed"
    assert [path.name for path in there.iterdir()] == [kept.name]


def _file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder")


def _dangling(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "nowhere")


def _read_only(folder: Path) -> None:
    folder.chmod(0o555)


@pytest.mark.parametrize("harm", [_file, _dangling, _read_only])
def test_a_folder_that_takes_no_backup(
    states: tuple[Path, Path, Rows, Rows], tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    """Neither a backup nor a restore goes on without one, and both say so; the register is as it was."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    folder = backup_folder.make(tmp_path / "backups")
    chosen = Path(shutil.copy(states[1], tmp_path / states[1].name))
    for path in (tmp_path, register, chosen):
        path.chmod(0o777)
    there = register.read_bytes()
    harm(folder)

    def refused() -> list[str]:
        found = []
        for work in (partial(restore, register, chosen, folder, now=NOW, by="A"), back_up):
            with pytest.raises((BackupFailed, RestoreFailed)) as error:
                work()
            found.append(error.value.happened)
        return found

    def back_up() -> None:
        with open_register(register, now=Clock(), by="A") as store:
            store.backup(backup_folder.make(folder))

    assert len(result_of(refused, as_nobody=True)) == 2
    assert register.read_bytes() == there


def test_a_folder_that_is_gone_is_made_again(states: tuple[Path, Path, Rows, Rows], tmp_path: Path) -> None:
    """A folder that is a link to another place is good; a link with the name of a backup is none."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    other, folder = backup_folder.make(tmp_path / "other"), tmp_path / "backups"
    folder.symlink_to(other)
    chosen = Path(shutil.copy(states[1], tmp_path / states[1].name))
    restore(register, chosen, folder, now=NOW, by="A")
    assert len(whole(register, other)) == 1
    (folder / backups.name(register, NOW, 7, "0" * 12)).symlink_to(chosen)
    assert len(whole(register, folder)) == 1
    shutil.rmtree(other)
    folder.unlink()
    restore(register, chosen, folder, now=NOW, by="A")
    assert len(whole(register, folder)) == 1


def test_a_clock_that_jumps(states: tuple[Path, Path, Rows, Rows], tmp_path: Path) -> None:
    """Reason: a battery that is empty sets the clock back by years, and the newest backups must not look the oldest."""
    register = Path(shutil.copy(states[0], tmp_path / "follow-up.aide"))
    folder = backup_folder.make(tmp_path / "backups")
    chance = random.Random(SEED)
    now, made = NOW, []
    with open_register(register, now=lambda: now, by="A") as store:
        for number in range(12):
            now = NOW + timedelta(days=chance.choice((number, -400 + number / 10, 4000)))
            store.run(AddArea(AreaDraft(title=f"Area {number}")))
            made.append(store.backup(folder))
            backup_folder.rotate(register, folder, now, made[-1])
            assert {path for path in made[-3:]} <= {each.path for each in listed(register, (folder,))}
    assert whole(register, folder)
