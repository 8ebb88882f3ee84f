"""A register whose place takes no writing is saved elsewhere: from its open connection, or else from a backup."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from db import backup_errors, backup_folder, errors, soundness
from db.commands.parties import AddArea
from db.elsewhere import Saved, save_elsewhere
from db.records.parties import AreaDraft
from db.rules.backups import Backup
from db.store import Store, open_register
from tests.faults.processes import result_of
from tests.store.house import Clock, facts

SAVE = AddArea(AreaDraft(title="Energy", notes="x" * 90_000))


def _other(path: Path) -> Path:
    """Another register, which grew apart from the one at `path`."""
    other = path.with_name("other.aide")
    result_of(lambda: shutil.copy(path, other))
    with open_register(other, now=Clock(), by="B") as opened:
        opened.run(AddArea(AreaDraft(title="Of the other copy")))
    return other


def _fill_disk(store: Store) -> None:
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def _twin(store: Store) -> None:
    """Another register in its place, of the same size and with as many saves."""
    twin = store.path.with_name("twin.aide")
    result_of(lambda: shutil.copy(store.path, twin))
    with open_register(twin, now=Clock(), by="B") as opened:
        opened.run(AddArea(AreaDraft(title="Saved lost")))
    store.run(AddArea(AreaDraft(title="Saved more")))
    assert twin.stat().st_size == store.path.stat().st_size
    os.replace(twin, store.path)


REFUSALS: dict[str, tuple[Callable[[Store], object], type[errors.KnownError]]] = {
    "deleted": (lambda store: store.path.unlink(), errors.RegisterMoved),
    "moved": (lambda store: store.path.rename(store.path.with_name("away.aide")), errors.RegisterMoved),
    "replaced": (lambda store: os.replace(_other(store.path), store.path), errors.RegisterReplaced),
    "replaced by a twin": (_twin, errors.RegisterReplaced),
    "disk full": (_fill_disk, errors.DiskFull),
}
"""What happens to an open register so that its next save is refused, while its connection still reads."""


def none_kept() -> list[Backup]:
    pytest.fail("no backup was to be asked for")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the copy goes; nothing else is in its folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder / "copy.aide"


def must_be_refused(store: Store, why: type[errors.KnownError]) -> None:
    """The next save, and a copy is said to help."""
    with pytest.raises(why) as refused:
        store.run(SAVE)
    assert refused.value.helped_by_copy


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.sampled(2)
def test_all_of_it_through_the_connection(house: Store, place: Path, refusal: str) -> None:
    """Everything that was acknowledged is in it; it is written to again; what lies at the old place stays as it is."""
    house.run(AddArea(AreaDraft(title="Saved last")))
    harm, why = REFUSALS[refusal]
    harm(house)
    before, names = facts(house), house.names()
    must_be_refused(house, why)
    there = {each: result_of(each.read_bytes) for each in house.path.parent.iterdir() if each.suffix == ".aide"}
    assert save_elsewhere(house, place, none_kept) == Saved(None, 0)
    assert {each: result_of(each.read_bytes) for each in there} == there
    assert os.listdir(place.parent) == [place.name]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    with open_register(place, now=Clock(), by=house.by, author=house.author) as copy:
        assert (facts(copy), copy.names()) == (before, names) and names[0].startswith("Added area “Saved ")
        copy.run(SAVE)
        assert copy.check().sound


def test_of_a_register_that_is_only_read(house_path: Path, place: Path) -> None:
    """As it stands, with what its writer saved since it was opened."""
    with open_register(house_path, now=Clock(), by="A", writing=False) as reading:
        must_be_refused(reading, errors.RegisterReadOnly)
        with open_register(house_path, now=Clock(), by="B") as writing:
            writing.run(AddArea(AreaDraft(title="Meanwhile")))
        before = facts(reading)
        assert save_elsewhere(reading, place, none_kept) == Saved(None, 0)
    with open_register(place, now=Clock(), by="A") as copy:
        assert facts(copy) == before
        copy.run(SAVE)


def _cannot_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The drive is gone for good: what SQLite had open is closed, and nothing is at the path."""
    store.path.rename(store.path.with_name("unplugged"))
    store._engine.dispose()


def _written_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another register was written into the same file, as `cp` does: the connection reads that one."""
    other = _other(store.path)
    result_of(lambda: shutil.copyfile(other, store.path))


def _reads_half(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some pages come no more."""
    whole = soundness.quick_check

    def looked(connection: Connection, **of: bool) -> str:
        ours = connection.engine is store._engine
        return "unable to get the page. error code=266" if ours else whole(connection, **of)

    monkeypatch.setattr(soundness, "quick_check", looked)


Gone = Callable[[Store, pytest.MonkeyPatch], None]
GONE: dict[str, Gone] = {"unplugged": _cannot_be_read, "written over": _written_over, "half": _reads_half}


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("since", [0, 3])
@pytest.mark.sampled(2)
def test_from_the_newest_backup_where_it_reads_no_more(
    house: Store, place: Path, gone: str, since: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said which, and how many changes came after it; one that is damaged is passed over."""
    folder = backup_folder.make(house.path.parent / "backups")
    house.backup(folder)
    house.run(AddArea(AreaDraft(title="In the newest backup")))
    kept, wanted = house.backup(folder), facts(house)
    for n in range(since):
        house.run(AddArea(AreaDraft(title=f"After it {n}")))
    damaged = house.backup(folder)
    if damaged != kept:
        os.truncate(damaged, 8192)
    with monkeypatch.context() as patched:
        GONE[gone](house, patched)
        saved = save_elsewhere(house, place, lambda: backup_folder.listed(house.path, (folder,)))
    assert saved.backup is not None and saved.missing == since
    assert since == 0 or saved.backup.path == kept
    assert os.listdir(place.parent) == [place.name] and stat.S_IMODE(place.stat().st_mode) == 0o600
    with open_register(place, now=Clock(), by="A") as copy:
        assert facts(copy) == wanted
        copy.run(SAVE)


def test_a_state_that_was_left_by_a_restore_comes_last(
    house: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its backup is newer than that which was restored, but what was restored is what somebody works on."""
    folder = backup_folder.make(house.path.parent / "backups")
    restored = house.backup(folder)
    left = restored.with_name(restored.name.replace("09", "19", 1).replace(".aide", "_before-restore.aide"))
    shutil.copy(restored, left)
    _cannot_be_read(house, monkeypatch)
    saved = save_elsewhere(house, place, lambda: backup_folder.listed(house.path, (folder,)))
    assert saved.backup is not None and saved.backup.path == restored


def test_without_connection_and_backup_it_is_said(house: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _cannot_be_read(house, monkeypatch)
    with pytest.raises(backup_errors.NothingToCopy):
        save_elsewhere(house, place, list)
    assert os.listdir(place.parent) == []


def _folder(place: Path, house: Store) -> Path:
    place.mkdir()
    return place


def _file(place: Path, house: Store) -> Path:
    place.write_text("a letter")
    return place


def _register(place: Path, house: Store) -> Path:
    result_of(lambda: shutil.copy(house.path, place))
    return place


def _itself(place: Path, house: Store) -> Path:
    return house.path


def _its_lock(place: Path, house: Store) -> Path:
    return house.path.with_name(house.path.name + ".lock")


def _link_to_it(place: Path, house: Store) -> Path:
    place.symlink_to(house.path)
    return place


def _link_to_nothing(place: Path, house: Store) -> Path:
    place.symlink_to(place.with_name("nothing.aide"))
    return place


def _beside_a_journal(place: Path, house: Store) -> Path:
    place.with_name(place.name + "-journal").write_bytes(b"of a register that was here")
    return place


def _pipe(place: Path, house: Store) -> Path:
    os.mkfifo(place)
    return place


def _no_folder(place: Path, house: Store) -> Path:
    return place.parent / "none" / "copy.aide"


TAKEN: tuple[Callable[[Path, Store], Path], ...] = (
    _folder, _file, _register, _itself, _its_lock, _link_to_it, _link_to_nothing, _beside_a_journal, _pipe, _no_folder,
)  # fmt: skip


@pytest.mark.parametrize("taken", TAKEN)
@pytest.mark.sampled(3)
def test_a_place_that_is_not_free_is_refused(house: Store, place: Path, taken: Callable[[Path, Store], Path]) -> None:
    """Whatever is there stays, and nothing comes beside it."""
    chosen = taken(place, house)
    there = sorted(place.parent.rglob("*")), result_of(house.path.read_bytes)
    with pytest.raises(errors.KnownError):
        save_elsewhere(house, chosen, none_kept)
    assert (sorted(place.parent.rglob("*")), result_of(house.path.read_bytes)) == there
    house.run(SAVE)


def _no_room(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


STEPS = {True: ("touch", "sync", "sync_folder"), False: ("copyfile", "sync", "sync_folder")}
"""Where the room may end, with a connection that reads and without."""


@pytest.mark.parametrize(("reads", "step"), [(reads, step) for reads, steps in STEPS.items() for step in steps])
@pytest.mark.sampled(2)
def test_a_full_disk_there_is_said_of_the_place(
    house: Store, place: Path, monkeypatch: pytest.MonkeyPatch, reads: bool, step: str
) -> None:
    """No half copy stays, and another try works when there is room."""
    folder = backup_folder.make(house.path.parent / "backups")
    house.backup(folder)
    if not reads:
        _cannot_be_read(house, monkeypatch)
    at = {"touch": "pathlib.Path.touch", "copyfile": "db.backup_folder.shutil.copyfile"}.get(step, f"db.backup.{step}")

    def save() -> Saved:
        return save_elsewhere(house, place, lambda: backup_folder.listed(house.path, (folder,)))

    with monkeypatch.context() as full:
        full.setattr(at, _no_room)
        with pytest.raises(backup_errors.CopyFailed, match="the disk is full"):
            save()
    assert not [each.name for each in place.parent.iterdir()]
    assert (save().backup is None) is reads


def test_a_limit_on_file_size_there(house_path: Path, place: Path) -> None:
    """SQLite itself fails in the middle of the copy; the register goes on."""

    def save() -> list[str]:
        with open_register(house_path, now=Clock(), by="A") as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
            with pytest.raises(backup_errors.CopyFailed):
                save_elsewhere(store, place, none_kept)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            store.run(SAVE)
            return os.listdir(place.parent)

    assert result_of(save) == []
