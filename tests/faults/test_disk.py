"""The disk is full or does not answer: said by its cause, nothing stored, and the next save works."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from db.backup_errors import BackupFailed
from db.commands.base import Hide
from db.commands.parties import AddArea
from db.errors import CannotOpen, DiskFull, DriveFailed
from db.records.parties import AreaDraft
from db.store import Store, create_register, open_register
from tests.faults.processes import result_of
from tests.store.house import Clock, Ids, facts, found

LARGE = AddArea(AreaDraft(title="Energy", notes="x" * 90_000))


def _limit(store: Store, pages: int) -> None:
    with store._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def _pages(store: Store) -> int:
    with store.read() as reader:
        return int(reader.connection().exec_driver_sql("PRAGMA page_count").scalar_one())


def test_full_on_save(house: Store) -> None:
    """The text is refused as a whole, and stored once there is room."""
    before = facts(house), found(house), house.names()
    _limit(house, _pages(house))
    for _ in range(2):
        with pytest.raises(DiskFull):
            house.run(LARGE)
    assert (facts(house), found(house), house.names()) == before
    _limit(house, 1_000_000)
    house.run(LARGE)
    assert house.check().sound


def test_full_on_hiding_and_undo(house: Store, ids: Ids) -> None:
    """What seems to free space needs some too; it is refused as a whole or done."""
    house.run(LARGE)
    _limit(house, _pages(house))
    acts: list[Callable[[], object]] = [house.undo, house.redo] * 20
    acts += [partial(house.run, Hide((ids["area"],)))] * 200
    for act in acts:
        before = facts(house), house.names()
        try:
            act()
        except DiskFull:
            assert (facts(house), house.names()) == before
            break
    else:
        pytest.fail("the disk was never full")
    _limit(house, 1_000_000)
    house.undo()
    assert house.check().sound


def test_a_limit_on_file_size(house: Store) -> None:
    """A quota looks like a drive that does not answer; nothing is lost."""

    def save() -> tuple[str, bool]:
        with open_register(copy, now=Clock(), by="A") as store:
            before = facts(store)
            resource.setrlimit(resource.RLIMIT_FSIZE, (copy.stat().st_size, resource.RLIM_INFINITY))
            with pytest.raises(DriveFailed) as refused:
                store.run(LARGE)
            assert facts(store) == before
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            store.run(LARGE)
            return type(refused.value).__name__, store.check().sound

    copy = house.backup(house.path.parent)
    assert result_of(save) == ("DriveFailed", True)


def test_no_room_for_a_backup(house_path: Path) -> None:
    """Earlier backups stay, and no half copy."""

    def back_up() -> str:
        with open_register(house_path, now=Clock(), by="A") as store:
            store.backup(folder)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
            with pytest.raises(BackupFailed) as refused:
                store.backup(folder)
            return refused.value.happened

    folder = house_path.parent / "backups"
    folder.mkdir()
    assert result_of(back_up).endswith("the drive does not answer.")
    assert len(os.listdir(folder)) == 1


def test_no_room_for_a_new_register(tmp_path: Path) -> None:
    """Nothing is left at the path or beside it."""

    def make() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
        create_register(tmp_path / "new.aide", now=Clock(), by="A")

    assert result_of(make) == "DriveFailed"
    assert os.listdir(tmp_path) == []


def test_too_many_open_files(house_path: Path) -> None:
    """The cause is named, not “no access”."""

    def exhaust() -> str:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        taken = []
        with pytest.raises(CannotOpen) as refused, open_register(house_path, now=Clock(), by="A") as store:
            with pytest.raises(OSError):
                while True:
                    taken.append(os.open(os.devnull, os.O_RDONLY))
            store.run(LARGE)
        return refused.value.happened

    assert "too many files are open" in result_of(exhaust)
