"""An open register: made whole or not at all, one thread, nothing left open after an error, verified backups."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from db import engine
from db.backup import finish
from db.backup_errors import BackupFailed
from db.commands.parties import AddArea
from db.errors import (
    BugError,
    CannotOpen,
    KnownError,
    NotFound,
    RegisterFolderMissing,
    RegisterLeftover,
    RegisterMissing,
    RegisterReadOnly,
)
from db.records.parties import AreaDraft
from db.store import Store, create_register, open_register
from db.tables.base import Record
from tests.store.house import Clock, Ids, facts, found

AREA = AddArea(AreaDraft(title="Energy"))


class Refused:
    """A command the database itself refuses: an area that points to no record."""

    def apply(self, session: object) -> None:
        session.execute(text("INSERT INTO alias (record_id, language, text) VALUES (NULL, '', '')"))  # type: ignore[attr-defined]  # a session it is


def _is_idle(store: Store) -> bool:
    with store._engine.connect() as connection:
        return not engine._driver(connection).in_transaction


def test_a_new_register_is_empty_sound_and_private(tmp_path: Path, clock: Clock) -> None:
    """Nobody else on the computer reads it."""
    path = tmp_path / "new.aide"
    create_register(path, now=clock, by="A")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name != "posix"
    assert os.listdir(tmp_path) == [path.name]
    with open_register(path, now=clock, by="A") as store:
        assert store.check().sound
        assert store.names() == ("", "")


def test_a_new_register_takes_nobodys_place(house_path: Path, clock: Clock) -> None:
    """The file that was there stays as it is."""
    before = house_path.read_bytes()
    with pytest.raises(FileExistsError):
        create_register(house_path, now=clock, by="A")
    assert house_path.read_bytes() == before
    assert os.listdir(house_path.parent) == [house_path.name]


@pytest.mark.parametrize("end", [".lock", "-journal", "-wal", "-shm"])
def test_no_register_is_called_like_a_file_of_another(house_path: Path, clock: Clock, end: str) -> None:
    """Reason: the other would take it for its own, and delete it with all that was written there."""
    for place in (house_path.with_name(house_path.name + end), house_path.with_name("not there.aide" + end)):
        with pytest.raises(KnownError, match="a file of its own"):
            create_register(place, now=clock, by="A")
        assert not place.exists()


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_what_lies_beside_the_name_of_a_new_register_is_not_taken_for_its_own(
    tmp_path: Path, clock: Clock, end: str
) -> None:
    left = tmp_path / f"new.aide{end}"
    left.write_bytes(b"of another copy")
    with pytest.raises(RegisterLeftover):
        create_register(tmp_path / "new.aide", now=clock, by="A")
    assert left.read_bytes() == b"of another copy" and not (tmp_path / "new.aide").exists()


def test_a_drive_without_hard_links(
    tmp_path: Path, house_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A USB stick has none; the register is made there too, and still in nobody's place."""

    def link(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    create_register(tmp_path / "stick.aide", now=clock, by="A")
    open_register(tmp_path / "stick.aide", now=clock, by="A").close()
    with pytest.raises(FileExistsError):
        create_register(house_path, now=clock, by="A")


def test_first_command_refused_leaves_nothing(tmp_path: Path, clock: Clock) -> None:
    """Complete or not at all."""
    with pytest.raises(DBAPIError):
        create_register(tmp_path / "new.aide", now=clock, by="A", first=Refused())  # type: ignore[arg-type]
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_is_not_made(tmp_path: Path, clock: Clock) -> None:
    """A mistyped folder is said, not created."""
    path = tmp_path / "no" / "new.aide"
    for act in (create_register, open_register):
        with pytest.raises(RegisterFolderMissing):
            act(path, now=clock, by="A")
    with pytest.raises(RegisterMissing):
        open_register(tmp_path / "no.aide", now=clock, by="A")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["x" * 176, "x" * 245, "Я" * 88], ids=len)
def test_a_name_leaves_room_for_those_of_its_backups(tmp_path: Path, clock: Clock, name: str) -> None:
    """Reason: a register with a longer one was made, written into, and never backed up."""
    with pytest.raises(CannotOpen, match="names of its backups"):
        create_register(tmp_path / f"{name}.aide", now=clock, by="A")
    fits = tmp_path / f"{'x' * 175}.aide"
    create_register(fits, now=clock, by="A")
    with open_register(fits, now=clock, by="A") as store:
        assert finish(store.copy(tmp_path)).exists()


@pytest.mark.parametrize(
    "name", ["a?b", "50%20off", "a#b&mode=ro", "Пакистан — визит", "دورۂ پاکستان", 'it\'s "quoted"', " blank ", "x;y"]
)
def test_odd_names(tmp_path: Path, clock: Clock, name: str) -> None:
    """The file that is opened is the one that was named."""
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.aide"
    create_register(path, now=clock, by="A", first=AREA)
    with open_register(path, now=clock, by="A") as store:
        store.run(AREA)
        store.undo()
        assert store.backup(folder).parent == folder
    assert sorted(os.listdir(tmp_path)) == [name]
    assert len(os.listdir(folder)) == 2


def test_a_path_that_is_too_long(tmp_path: Path, clock: Clock) -> None:
    """The cause is named."""
    with pytest.raises(CannotOpen, match="too long"):
        open_register(tmp_path / ("x" * 5000), now=clock, by="A")
    with pytest.raises(CannotOpen, match="too long"):
        create_register(tmp_path / ("x" * 5000), now=clock, by="A")


def test_another_thread_is_refused(house: Store) -> None:
    """A bug is said at once; the register is not disturbed by it."""
    refused: list[BaseException] = []

    def use() -> None:
        for act in (house.names, house.undo, lambda: house.run(AREA), lambda: house.backup(house.path.parent)):
            try:
                act()
            except BugError as error:
                refused.append(error)

    before = facts(house)
    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(refused) == 4
    assert facts(house) == before
    house.run(AREA)


def test_a_closed_register_is_refused(house_path: Path, clock: Clock) -> None:
    """It would open the file again behind the lock's back."""
    store = open_register(house_path, now=clock, by="A")
    store.close()
    with pytest.raises(BugError):
        store.run(AREA)


def test_nothing_stays_open_after_an_error(house: Store, ids: Ids) -> None:
    """Whatever a command or read raises, the next save works."""
    before = facts(house)
    with pytest.raises(DBAPIError):
        house.run(Refused())  # type: ignore[arg-type]
    assert _is_idle(house)
    with pytest.raises(NotFound), house.read():
        raise NotFound("no")
    assert _is_idle(house)
    with pytest.raises(ZeroDivisionError), house.read() as reader:
        reader.get(Record, 1)
        raise ZeroDivisionError
    assert _is_idle(house)
    assert facts(house) == before
    house.run(AREA)
    assert _is_idle(house)


def test_a_large_change_that_is_rolled_back_is_still_ours(house: Store) -> None:
    """SQLite writes what does not fit its cache early, and back again: not another program's doing."""

    class Large:
        def apply(self, session: object) -> None:
            session.execute(text("PRAGMA cache_size=1"))  # type: ignore[attr-defined]  # a session it is
            session.execute(update(Record).values(notes="x" * 100_000))  # type: ignore[attr-defined]
            raise KnownError("No.")

    before = facts(house)
    with pytest.raises(KnownError, match="No"):
        house.run(Large())  # type: ignore[arg-type]
    assert facts(house) == before
    house.run(AREA)


def test_reading_only(house_path: Path, clock: Clock, house: Store) -> None:
    """A second window reads beside the writer and writes nothing."""
    with open_register(house_path, now=clock, by="A. Serik", writing=False) as reader:
        house.run(AREA)
        assert reader.names() == house.names()
        with pytest.raises(RegisterReadOnly):
            reader.run(AREA)


def test_backup_is_equal_named_and_opens(house: Store, tmp_path: Path, clock: Clock) -> None:
    """Time and last change are in the name; earlier backups stay; the copy is a register."""
    folder = tmp_path / "backups"
    folder.mkdir()
    first = house.backup(folder)
    done = house.run(AREA)
    second, head = house.backup(folder), house.check().head
    assert second.name == f"follow-up_{clock.moment:%Y-%m-%dT%H%M%SZ}_c{done.id:06}_{head[:12]}.aide"
    assert sorted(os.listdir(folder)) == sorted((first.name, second.name))
    with open_register(second, now=clock, by="A. Serik") as copy:
        assert (facts(copy), found(copy), copy.names()) == (facts(house), found(house), house.names())
        assert copy.check().sound
    assert stat.S_IMODE(second.stat().st_mode) == 0o600 or os.name != "posix"


def test_a_backup_that_fails_leaves_the_earlier_ones(
    house: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing folder, or a copy that is not equal, is said; no half copy stays."""
    with pytest.raises(BackupFailed, match="no such folder"):
        house.backup(tmp_path / "no")
    folder = tmp_path / "backups"
    folder.mkdir()
    kept = house.backup(folder)
    monkeypatch.setattr("db.soundness.quick_check", lambda *_, **__: "row 1 missing")
    with pytest.raises(BackupFailed, match="not equal"):
        house.backup(folder)
    assert os.listdir(folder) == [kept.name]
