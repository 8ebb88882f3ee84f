"""What a backup lacks and what only it has, counted from where both parted, whatever moments and words say."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.backup import NAMED
from db.backup_errors import BackupOfAnother
from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.restore import lost, restore
from db.rules.backups import Loss, name
from db.store import open_register
from tests.campaigns import examples
from tests.registers import make_empty
from tests.store.older import make_older

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _go_on(register: Path, changes: int) -> None:
    """Some changes, all of one moment and with the same words: only their seals differ from others."""
    with open_register(register, now=lambda: NOON, by="A") as store:
        for number in range(changes):
            store.run(AddArea(AreaDraft(title=f"Area {number}")))


def _apart(folder: Path, common: int, here: int, there: int) -> tuple[Path, Path]:
    """A register and a copy of it that went on by themselves."""
    register, copy = make_empty(folder / "follow-up.aide"), folder / "copy.aide"
    _go_on(register, common)
    shutil.copy(register, copy)
    _go_on(register, here)
    _go_on(copy, there)
    return register, copy


def _lost(register: Path, chosen: Path) -> Loss:
    found = lost(register, chosen)
    assert found is not None
    return found


@examples(5)
@given(st.integers(0, 6), st.integers(0, 5), st.integers(0, 5))
@example(0, 2, 2)
@example(1, 2, 2)
@example(3, 0, 4)
@example(3, 4, 0)
@example(0, 0, 3)
def test_both_sides_are_counted_from_where_they_parted(common: int, here: int, there: int) -> None:
    """The newest of each side are named; two that have no change in common are two registers."""
    with TemporaryDirectory() as folder:
        register, copy = _apart(Path(folder), common, here, there)
        found = _lost(register, copy.rename(register.with_name(name(register, NOON, common + there))))
    assert (found.here.changes, found.there.changes) == (here, there)
    assert found.related is (common > 0 or here == there == 0)
    assert found.is_of_another is (common == 0 and here > 0 and there > 0)
    for side, many in ((found.here, here), (found.there, there)):
        wanted = [f"Added area “Area {number}”" for number in reversed(range(many))]
        assert [label for _, label in side.newest] == wanted[:NAMED]


def test_an_older_format_is_compared_by_its_moments(tmp_path: Path) -> None:
    """It has no seals yet."""
    register = make_empty(tmp_path / "follow-up.aide")
    _go_on(register, 3)
    older = tmp_path / "older.aide"
    shutil.copy(register, older)
    make_older(older, 8)
    _go_on(register, 2)
    found = _lost(register, older)
    assert (found.here.changes, found.there.changes, found.related) == (2, 0, True)


@pytest.mark.parametrize("common", [0, 1])
def test_another_register_takes_no_registers_place(tmp_path: Path, common: int) -> None:
    """Reason: a path mistyped in a folder of backups put the register of another desk in place of this one. What lies
    here under the name of a backup of this register is restored: another may have been put in place of the register."""
    register, other = _apart(tmp_path, common, 2, 2)
    before = register.read_bytes()
    if not common:
        with pytest.raises(BackupOfAnother):
            restore(register, other, tmp_path / "kept", now=NOON, by="A")
        assert register.read_bytes() == before
        assert not (tmp_path / "kept").exists()
    named = other.rename(tmp_path / "follow-up_2026-11-23T120000Z_c000002.aide") if not common else other
    kept = restore(register, named, tmp_path / "kept", now=NOON, by="A")
    assert kept is not None
    assert register.read_bytes() == named.read_bytes()
    restore(register, kept, tmp_path / "kept", now=NOON, by="A")
    assert _lost(register, named) == _lost(register, named)
    assert _lost(register, named).here.changes == 2


def test_what_was_deleted_for_good_is_called_that(tmp_path: Path) -> None:
    """Its words are nowhere any more."""
    register, copy = _apart(tmp_path, 1, 1, 0)
    with closing(sqlite3.connect(register)) as plain, plain:
        plain.execute("UPDATE change SET label = '', said = NULL, salt = NULL, digest = x'00' WHERE id = 2")
    assert _lost(register, copy).label == "Concerned what was deleted for good"
