"""A backup put in place of the register, whatever that is by now; what is lost is told before, and it can be undone."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import backup, backup_folder
from db.backup_errors import BackupDamaged, BackupFailed, RestoreFailed
from db.backup_folder import listed
from db.commands.parties import AddArea
from db.drill import drill
from db.errors import (
    KnownError,
    NotARegister,
    RegisterFolderMissing,
    RegisterInUse,
    RegisterIsFolder,
    RegisterLeftover,
    RegisterMissing,
)
from db.records.parties import AreaDraft
from db.restore import lost, restore
from db.rules import backups
from db.rules.backups import Backup, Before
from db.store import Store, open_register
from tests.registers import make_empty, now, opened
from tests.store.house import Clock, facts


@pytest.fixture
def folder(house_path: Path) -> Path:
    """Where the backups of the house lie."""
    return backup_folder.make(backup_folder.beside(house_path))


@pytest.fixture
def kept(house_path: Path, folder: Path, clock: Clock) -> Path:
    """A backup of the house, before two more areas were added to it."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        made = store.backup(folder)
        for title in ("Water", "Power"):
            store.run(AddArea(AreaDraft(title=title)))
    return made


def content(path: Path) -> dict[str, list[dict[str, object]]]:
    """All facts of a register that opens and is sound."""
    with open_register(path, now=Clock(), by="A. Serik") as store:
        assert store.check().sound
        return facts(store)


def put_back(register: Path, chosen: Path, folder: Path, clock: Clock) -> Path | None:
    """Restore as the program does."""
    return restore(register, chosen, folder, now=clock(), by="A. Serik")


def test_a_restore_and_its_undoing(house_path: Path, folder: Path, kept: Path, clock: Clock) -> None:
    """What is lost is told by the changes; the present is kept, checked, and comes back whole."""
    before, wanted = content(house_path), content(kept)
    told = lost(house_path, kept)
    assert told is not None and (told.changes, told.label) == (2, "Added area “Power”")
    undone = put_back(house_path, kept, folder, clock)
    assert undone is not None and content(house_path) == wanted != before
    found = backups.undoing(listed(house_path, (folder,)), clock())
    assert found is not None and found.path == undone and found.is_checked
    assert stat.S_IMODE(house_path.stat().st_mode) == 0o600 or os.name != "posix"
    ahead = lost(house_path, undone)
    assert ahead is not None and ahead.changes == 0
    again = put_back(house_path, undone, folder, clock)
    assert content(house_path) == before
    assert again is not None and content(again) == wanted
    assert sorted(path.name for path in house_path.parent.iterdir()) == [folder.name, house_path.name]


def test_what_is_lost_is_counted_from_where_both_parted(
    house_path: Path, folder: Path, kept: Path, clock: Clock
) -> None:
    """Reason: after a restore the numbers of changes are given again, and mean something else."""
    other = put_back(house_path, kept, folder, clock)
    assert other is not None
    with open_register(house_path, now=clock, by="A. Serik") as store:
        for number in range(3):
            store.run(AddArea(AreaDraft(title=f"Other {number}")))
        with store.read() as reader:
            here = reader.connection()
            stood, found = backup.standing(here), listed(house_path, (folder,))
            assert [backup.loss(here, each).changes for each in (other, kept)] == [3, 3]
            assert backup.since(here, found) == {kept: 3}
        assert backups.is_due(found, stood.change, stood.head)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _letter(path: Path) -> None:
    path.write_bytes(b"Dear colleague, " * 1000)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _pages(path: Path) -> None:
    torn = bytearray(path.read_bytes())
    torn[8192:-8192] = random.Random(1).randbytes(len(torn) - 16384)
    path.write_bytes(torn)


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places (url TEXT)")


def _no_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("DROP TABLE change_record")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA user_version=99")


@pytest.mark.parametrize("harm", [Path.unlink, _empty, _letter, _half, _pages, _foreign, _no_table, _newer])
def test_whatever_became_of_the_register(
    house_path: Path, folder: Path, kept: Path, clock: Clock, harm: Callable[[Path], None]
) -> None:
    """It is not opened: what was there is kept byte for byte, and the backup is the register. What cannot be read takes
    its place no more."""
    wanted = content(kept)
    harm(house_path)
    there = house_path.read_bytes() if house_path.exists() else b""
    undone = put_back(house_path, kept, folder, clock)
    assert content(house_path) == wanted
    assert (undone is None) is (there == b"")
    if undone is not None:
        assert (undone.read_bytes() == there) or harm is _no_table  # a copy that SQLite made
        restored = house_path.read_bytes()
        with pytest.raises(KnownError):
            put_back(house_path, undone, folder, clock)
        assert house_path.read_bytes() == restored


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("whose", ["of another copy", "no journal at all"])
def test_what_lies_beside_the_register_goes(
    house_path: Path, folder: Path, kept: Path, clock: Clock, end: str, whose: str, tmp_path: Path
) -> None:
    """Reason: SQLite mixed a stale journal into a restored file; 1,800 changes were back, 30 rows gone, and all ok."""
    wanted, there = content(kept), house_path.read_bytes()
    beside = house_path.with_name(house_path.name + end)
    beside.write_bytes(_journal(house_path, tmp_path / "torn.aide") if whose == "of another copy" else b"x" * 5000)
    stale = beside.read_bytes()
    undone = put_back(house_path, kept, folder, clock)
    assert not beside.exists()
    assert content(house_path) == wanted
    assert undone is not None
    told = backups.read(undone, house_path)
    if told is not None and not told.is_checked:
        assert undone.with_name(undone.name + end).read_bytes() == stale
        assert undone.read_bytes() == there
        with pytest.raises(RegisterLeftover):
            put_back(house_path, undone, folder, clock)
        assert content(house_path) == wanted


def _journal(register: Path, copy: Path) -> bytes:
    """A hot journal of another copy of the register, many changes ahead."""
    shutil.copy(register, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as plain:
        for _ in range(5):
            plain.execute("UPDATE record SET title = title || '!'")
        plain.execute("PRAGMA cache_size=1")
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("UPDATE record SET title = title || '?'")
        plain.execute("UPDATE change SET label = label || '?'")
        return copy.with_name(copy.name + "-journal").read_bytes()


def test_our_own_journal_is_rolled_back_before_the_register_is_kept(
    house_path: Path, folder: Path, kept: Path, clock: Clock, tmp_path: Path
) -> None:
    """Reason: after a kill the file alone is torn; only with its journal is it what was stored."""
    before = content(house_path)
    torn = tmp_path / "torn.aide"
    journal = torn.with_name("torn.aide-journal")
    shutil.copy(house_path, torn)
    with closing(sqlite3.connect(torn, isolation_level=None)) as plain:
        plain.execute("PRAGMA cache_size=1")
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("UPDATE change SET label = label || '?'")
        shutil.copy(torn, house_path)
        shutil.copy(journal, house_path.with_name(house_path.name + "-journal"))
    undone = put_back(house_path, kept, folder, clock)
    assert undone is not None and content(undone) == before


def test_nobody_else_may_have_it_open(house_path: Path, folder: Path, kept: Path, clock: Clock) -> None:
    """Nothing is written then, and no backup is made."""
    with open_register(house_path, now=clock, by="A. Serik"):
        with pytest.raises(RegisterInUse):
            put_back(house_path, kept, folder, clock)
        assert [each.path for each in listed(house_path, (folder,))] == [kept]


def test_what_is_not_whole_is_not_restored(house_path: Path, folder: Path, kept: Path, clock: Clock) -> None:
    """The register is as it was, byte for byte; nothing lies beside it, and no lock is held."""
    there = house_path.read_bytes()

    def refused(chosen: Path, error: type[KnownError], register: Path = house_path) -> None:
        with pytest.raises(error):
            put_back(register, chosen, folder, clock)
        assert house_path.read_bytes() == there
        assert sorted(path.name for path in house_path.parent.iterdir()) == [folder.name, house_path.name]

    refused(house_path, RestoreFailed)
    refused(folder / "no.aide", RegisterMissing)
    refused(kept, RegisterIsFolder, house_path.parent)
    refused(kept, RegisterFolderMissing, house_path.parent / "no" / "follow-up.aide")
    told = backups.read(kept, house_path)
    assert told is not None
    renamed = kept.with_name(backups.name(house_path, told.taken, told.change, "f" * 12))
    shutil.copy(kept, renamed)
    refused(renamed, BackupDamaged)
    for harm, error in ((_letter, NotARegister), (_pages, KnownError), (_half, KnownError)):
        shutil.copy(kept, renamed)
        harm(renamed)
        refused(renamed, error)


def test_a_link_to_the_register_stays_one(house_path: Path, folder: Path, kept: Path, clock: Clock) -> None:
    """The file it leads to is replaced."""
    wanted, link = content(kept), house_path.parent / "link.aide"
    link.symlink_to(house_path)
    put_back(link, kept, folder, clock)
    assert link.is_symlink() and content(house_path) == wanted


# ------------------------------------------------------------------------------------------------------- the folder
def test_backups_are_thinned_out_by_their_names(house_path: Path, folder: Path, kept: Path) -> None:
    """What is of another register, or no backup, stays; so does what was just made, whatever its date."""
    names = [
        backups.name(house_path, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n), n, "0" * 12) for n in range(900)
    ]
    others = ["other_2026-01-01T000000Z_c000001.aide", "follow-up.aide.bak", "letter.txt"]
    for name in (*names, *others):
        (folder / name).write_bytes(b"")
    every = listed(house_path, (folder,))
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    backup_folder.rotate(house_path, folder, now, folder / names[0])
    assert set(listed(house_path, (folder,))) - backups.kept(every, now) == {
        each for each in every if each.path.name == names[0]
    }
    assert backups.kept(every, now) <= set(listed(house_path, (folder,)))
    assert all((folder / name).exists() for name in others) and kept.exists()


def test_pinning_is_a_name(house_path: Path, folder: Path, kept: Path) -> None:
    """It is the same backup, restorable as before."""
    (found,) = listed(house_path, (folder,))
    pinned = backup_folder.pin(found, True)
    assert listed(house_path, (folder,)) == [pinned] and pinned.path.stem.endswith("_pinned")
    assert backup_folder.pin(pinned, False) == replace(pinned, path=kept, pinned=False) == found
    with pytest.raises(BackupFailed):
        backup_folder.pin(replace(found, path=folder / "gone" / kept.name), True)


def test_a_second_place(house_path: Path, folder: Path, kept: Path, clock: Clock, tmp_path: Path) -> None:
    """Registers of one name have a folder each there; the copy is equal and listed once."""
    stick = tmp_path / "stick"
    stick.mkdir()
    there = backup_folder.within(stick, house_path)
    assert there != backup_folder.within(stick, tmp_path / "elsewhere" / house_path.name)
    copy = backup_folder.copy_to(kept, house_path, there)
    assert copy.read_bytes() == kept.read_bytes() and stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert backup_folder.copy_to(kept, house_path, there) == copy
    assert [each.path for each in listed(house_path, (folder, there))] == [kept]
    shutil.rmtree(folder)
    assert [each.path for each in listed(house_path, (folder, there))] == [copy]


def test_what_a_backup_tells(house_path: Path, kept: Path, clock: Clock) -> None:
    """How far it is, without the register; an older format too."""
    with open_register(kept, now=clock, by="A. Serik") as store, store.read() as reader:
        wanted = backup.standing(reader.connection())
    assert backup.stands(kept) == backup.verify(kept) == wanted
    assert wanted.records > 10 and wanted.head.startswith(kept.stem.rpartition("_")[2])


# -------------------------------------------------------------------------------------------------------- the drill
def test_a_drill_restores_unseen_and_compares(house_path: Path, kept: Path, clock: Clock) -> None:
    """Neither the register nor the backup is touched."""
    there = house_path.read_bytes(), kept.read_bytes()
    done = drill(kept, house_path, now=clock, by="")
    assert (done.backup, done.wrong, done.records) == (kept.name, "", backup.stands(kept).records)
    assert (house_path.read_bytes(), kept.read_bytes()) == there


@pytest.mark.parametrize(
    "harm",
    [
        _letter,
        _half,
        _pages,
        Path.unlink,
        "UPDATE change SET label = 'Nothing' WHERE id = 3",
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change)",
        "UPDATE record SET created = 9999",
    ],
)
def test_a_drill_says_what_is_wrong(
    house_path: Path, kept: Path, clock: Clock, harm: Callable[[Path], None] | str
) -> None:
    """Never a traceback."""
    if isinstance(harm, str):
        with closing(sqlite3.connect(kept)) as plain, plain:
            plain.execute(harm)
    else:
        harm(kept)
    assert drill(kept, house_path, now=clock, by="").wrong


def test_every_backup_is_told_how_much_came_after_it(tmp_path: Path) -> None:
    """Two of one change, one kept at a restore among them, and none of a state that was left."""
    path, folder = make_empty(tmp_path / "a.aide"), tmp_path / "kept"
    folder.mkdir()
    found: dict[str, Backup] = {}

    def keep(store: Store, named: str, *, before: Before | None = None) -> None:
        made = backup.save(store._engine, path, folder, now() + timedelta(seconds=len(found)), before=before)
        told = backups.read(made, path)
        assert told is not None
        found[named] = told

    with opened(path) as store:
        store.run(AddArea(AreaDraft(title="Water")))
        keep(store, "first")
        keep(store, "first again")
        keep(store, "first, before a restore", before=Before.RESTORE)
        store.run(AddArea(AreaDraft(title="Power")))
        keep(store, "left")
    restore(path, found["first"].path, folder, now=now(), by="A")
    with opened(path) as store:
        store.run(AddArea(AreaDraft(title="Trade")))
        keep(store, "now")
        with store.read() as reader:
            since = backup.since(reader.connection(), found.values())
    names = {told.path: named for named, told in found.items()}
    wanted = {"first": 1, "first again": 1, "first, before a restore": 1, "now": 0}
    assert {names[each]: many for each, many in since.items()} == wanted
