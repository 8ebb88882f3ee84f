"""What other programs do to the file while it is open: refused at the next save, and their file is left alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db import errors
from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.store import Store, open_register
from tests.faults.processes import result_of
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
