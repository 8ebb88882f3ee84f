"""What other programs do to the file while it is open: refused at the next save, and their file is left alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db import engine as sqlite
from db import errors
from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.store import Store, open_register
from db.tables.base import Record
from tests.faults.processes import process, result_of
from tests.store.house import Clock, facts

SAVE = AddArea(AreaDraft(title="Energy"))

Fault = Callable[[Path, Path], object]
"""What happens to the register, with another register at hand."""

FAULTS: dict[str, tuple[Fault, type[errors.RegisterError]]] = {
    "moved": (lambda path, _: path.rename(path.with_name("elsewhere.aide")), errors.RegisterMoved),
    "deleted": (lambda path, _: path.unlink(), errors.RegisterMoved),
    "folder gone": (lambda path, _: path.parent.rename(path.parent.with_name("gone")), errors.RegisterMoved),
    "replaced": (lambda path, other: os.replace(other, path), errors.RegisterReplaced),
    "overwritten": (lambda path, other: shutil.copyfile(other, path), errors.RegisterReplaced),
    "truncated": (lambda path, _: os.truncate(path, 8192), errors.RegisterReplaced),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.sampled(2)
def test_refused_at_the_next_save(furnished: tuple[Path, object], tmp_path: Path, clock: Clock, fault: str) -> None:
    """Saving, undo and rebuild are refused alike, again and again, and what now lies at the path stays as it is."""
    folder = tmp_path / "desk"
    folder.mkdir()
    path, other = folder / "follow-up.aide", tmp_path / "other.aide"
    shutil.copy(furnished[0], path)
    shutil.copy(furnished[0], other)
    with open_register(other, now=clock, by="A") as opened:
        opened.run(AddArea(AreaDraft(title="Of the other copy")))
    harm, wanted = FAULTS[fault]
    with open_register(path, now=clock, by="A") as store:
        store.run(AddArea(AreaDraft(title="Before")))
        harm(path, other)
        now = result_of(path.read_bytes)
        for act in (lambda: store.run(SAVE), store.undo, store.rebuild, lambda: store.run(SAVE)):
            with pytest.raises(wanted):
                act()
        assert result_of(path.read_bytes) == now
    if fault == "replaced":
        with open_register(path, now=clock, by="A") as again:
            assert again.names()[0] == "Added area “Of the other copy”"
            assert again.check().sound


def _away_and_back(path: Path) -> None:
    path.rename(path.with_name("away"))
    path.with_name("away").rename(path)


def _another_drive(path: Path) -> None:
    """The folder comes back with other numbers of files, as a stick that was pulled out does; its lock too."""
    for each in [path, path.with_name(path.name + ".lock")]:
        shutil.copy2(each, each.with_name("copy"))
        os.replace(each.with_name("copy"), each)


def _touched(path: Path) -> None:
    os.utime(path)


@pytest.mark.parametrize("away", [_away_and_back, _another_drive, _touched])
@pytest.mark.parametrize("saves", [0, 2])
@pytest.mark.sampled(2)
def test_the_same_register_is_known_again(house: Store, away: Callable[[Path], None], saves: int) -> None:
    """When its drive is back, or it was put back, saving goes on without a new start, and others are kept out."""
    for n in range(saves):
        house.run(AddArea(AreaDraft(title=f"Before {n}")))
    result_of(lambda: away(house.path))
    done = house.run(SAVE)
    house.undo(done.id)
    assert house.check().sound
    with pytest.raises(errors.RegisterInUse):
        open_register(house.path, now=Clock(), by="B")


def test_a_twin_that_grew_apart_is_not_the_same(house: Store, tmp_path: Path) -> None:
    """Size and counter of two copies may be equal though each was saved once; what was done tells them apart."""
    twin = tmp_path / "twin.aide"
    result_of(lambda: shutil.copy(house.path, twin))
    with open_register(twin, now=Clock(), by="B") as other:
        other.run(AddArea(AreaDraft(title="Enorgy")))
    house.run(SAVE)
    assert twin.stat().st_size == house.path.stat().st_size
    os.replace(twin, house.path)
    with pytest.raises(errors.RegisterReplaced):
        house.run(SAVE)


def test_a_value_written_by_another_program_is_noticed(house: Store) -> None:
    """Though nothing stands in the journal."""
    with closing(sqlite3.connect(house.path)) as other:
        other.execute("UPDATE record SET notes = 'x' WHERE id = 1")
        other.commit()
    with pytest.raises(errors.RegisterReplaced):
        house.run(SAVE)


def test_a_drive_that_gives_nothing_is_not_called_damage(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite takes a read that fails for damage; when the drive is back, the next save works without a new start."""
    with monkeypatch.context() as away:
        away.setattr("db.soundness.quick_check", lambda *_, **__: "unable to get the page. error code=266")
        away.setattr("db.plain_file.can_be_read", lambda _: False)
        house._looked = False
        for _ in range(2):
            with pytest.raises(errors.DriveFailed):
                house.run(SAVE)
    house.run(SAVE)
    assert house.check().sound


def _in_write_ahead(path: Path, then: Callable[[sqlite3.Connection], object] = lambda _: None) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE record SET notes = 'of the other program' WHERE id = 1")
    then(connection)
    os._exit(0)  # as a program that crashed: its log stays


@pytest.mark.parametrize("writing", [True, False])
def test_a_file_in_write_ahead_mode_comes_back(house_path: Path, clock: Clock, writing: bool) -> None:
    """With all that the other program saved, whether it ended well or not; and its log is gone."""
    with process(lambda: _in_write_ahead(house_path)) as child:
        os.waitpid(child, 0)
    assert house_path.with_name(house_path.name + "-wal").stat().st_size > 0
    with open_register(house_path, now=clock, by="A", writing=writing) as store:
        with store.read() as reader:
            assert reader.get_one(Record, 1).notes == "of the other program"
        if writing:
            store.run(SAVE)
    assert house_path.read_bytes()[18:20] == b"\1\1"
    assert not house_path.with_name(house_path.name + "-wal").exists()


def test_a_program_that_still_writes_ahead_is_waited_for(
    house_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said that another program has it; nothing is taken from it."""
    monkeypatch.setattr("db.engine._PRAGMAS", tuple(each for each in sqlite._PRAGMAS if "timeout" not in each))
    with closing(sqlite3.connect(house_path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.RegisterBusy):
            open_register(house_path, now=clock, by="A")
        other.execute("UPDATE record SET notes = 'still mine' WHERE id = 1")
        other.execute("COMMIT")
    with open_register(house_path, now=clock, by="A") as store, store.read() as reader:
        assert reader.get_one(Record, 1).notes == "still mine"


def test_replaced_in_the_middle_of_a_save(house: Store, tmp_path: Path) -> None:
    """The check before the save has passed already; the save must still not be called done."""
    other = tmp_path / "other.aide"
    assert result_of(lambda: shutil.copy(house.path, other)) == other

    class Slow:
        def apply(self, session: object) -> object:
            done = SAVE.apply(session)  # type: ignore[arg-type]  # a session it is
            os.replace(other, house.path)
            return done

    with pytest.raises((errors.RegisterMoved, errors.RegisterReplaced)):
        house.run(Slow())  # type: ignore[arg-type]  # it does say what it did
    with pytest.raises(errors.RegisterReplaced):
        house.run(SAVE)


def test_another_program_is_writing(house: Store) -> None:
    """It is said after a wait, nothing is stored, and the next save works."""
    with house._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    before = facts(house)
    with closing(sqlite3.connect(house.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.RegisterBusy):
            house.run(SAVE)
        other.execute("ROLLBACK")
    assert facts(house) == before
    house.run(SAVE)
