"""Ctrl+Z takes back what its author did, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.commands.parties import AddArea, ChangeArea
from db.errors import CannotUndo
from db.records.parties import AreaDraft
from db.store import Store, open_register
from db.tables.base import Record
from tests.registers import make_empty
from tests.store.house import Clock


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A register that goes from one desk to another."""
    return make_empty(tmp_path / "shared.aide")


def _desk(path: Path, by: str, author: str) -> Store:
    return open_register(path, now=Clock(), by=by, author=author)


def _add(store: Store, title: str) -> int:
    record = store.run(AddArea(AreaDraft(title=title))).record
    assert record is not None
    return record


def _rename(store: Store, record: int, title: str) -> None:
    with store.read() as reader:
        version = reader.get_one(Record, record).version
    store.run(ChangeArea(record, version, AreaDraft(title=title)))


def _titles(store: Store) -> set[str]:
    with store.read() as reader:
        return {each.title for each in reader.query(Record)}


def test_what_another_did_since_is_passed_over_and_named(shared: Path) -> None:
    """My entry goes, theirs stays, and I am told whose."""
    with _desk(shared, "A. Serik", "a") as mine:
        _add(mine, "Energy")
    with _desk(shared, "B. Khan", "b") as theirs:
        _add(theirs, "Customs")
    with _desk(shared, "A. Serik", "a") as mine:
        assert mine.names() == ("Added area “Energy”", "")
        undone = mine.undo()
        assert undone.passed_over == ("B. Khan",)
        assert _titles(mine) == {"Customs"}
        assert mine.names() == ("", "Added area “Energy”")
        with pytest.raises(CannotUndo, match="nothing to undo"):
            mine.undo()
        assert mine.redo().passed_over == ()
        assert _titles(mine) == {"Energy", "Customs"}


def test_two_of_the_same_name_are_two(shared: Path) -> None:
    """Ids are compared, not names; and a name that changes stays the same author."""
    with _desk(shared, "A. Serik", "a") as mine:
        _add(mine, "Energy")
    with _desk(shared, "A. Serik", "b") as theirs:
        assert theirs.names() == ("", "")
    with _desk(shared, "Aigul Serik", "a") as mine:
        assert mine.names() == ("Added area “Energy”", "")


def test_what_another_built_upon_is_refused_with_their_name(shared: Path) -> None:
    """Nothing of theirs is lost, and nothing is stored."""
    with _desk(shared, "A. Serik", "a") as mine:
        record = _add(mine, "Energy")
        _rename(mine, record, "Energy and water")
    with _desk(shared, "B. Khan", "b") as theirs:
        _rename(theirs, record, "Power")
    with _desk(shared, "A. Serik", "a") as mine:
        with pytest.raises(CannotUndo, match=r"B\. Khan changed the same record later"):
            mine.undo()
        assert _titles(mine) == {"Power"}
        assert mine.check().sound


def test_redo_is_not_lost_by_what_another_did(shared: Path) -> None:
    """What I took back can be done again although somebody wrote in between; not after I wrote myself."""
    with _desk(shared, "A. Serik", "a") as mine:
        _add(mine, "Energy")
        mine.undo()
    with _desk(shared, "B. Khan", "b") as theirs:
        _add(theirs, "Customs")
        assert theirs.names() == ("Added area “Customs”", "")
    with _desk(shared, "A. Serik", "a") as mine:
        assert mine.names() == ("", "Added area “Energy”")
        _add(mine, "Water")
        assert mine.names() == ("Added area “Water”", "")
