"""Whatever lies at the path: the right sentence, and the file is byte for byte what it was."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import errors
from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.store import create_register, open_register
from tests.faults.processes import result_of
from tests.store.house import Clock

PAGE = 4096


def _put(at: int, content: bytes) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[at : at + len(content)] = content
        path.write_bytes(whole)

    return harm


def _firefox(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as places:
        places.execute("PRAGMA journal_mode=WAL")
        places.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")


def _made_by_another(statement: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path)) as file, file:
            file.execute(statement)

    return harm


_TRIGGER = "CREATE TRIGGER sneaky AFTER UPDATE ON record BEGIN UPDATE visit SET purpose = 'none'; END"
_VIEW = "CREATE VIEW sneaky AS SELECT * FROM record"


def _cut(by: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, path.stat().st_size - by)


def _halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE)


def _damage_pages(path: Path, behind: float = 0.5) -> None:
    """Overwrite a part of the file behind a share of it: pages of tables and indexes."""
    _put(int(path.stat().st_size * behind) // PAGE * PAGE, b"\xff" * PAGE * 3)(path)


FAULTS: dict[str, tuple[Callable[[Path], object], type[errors.RegisterError]]] = {
    "empty": (lambda path: os.truncate(path, 0), errors.RegisterEmpty),
    "text": (lambda path: path.write_text("Dear colleague,\n" * 50), errors.NotARegister),
    "short": (lambda path: path.write_bytes(b"SQLite format 3\0"), errors.NotARegister),
    "document": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), errors.NotARegister),
    "header overwritten": (_put(0, b"\0" * 16), errors.NotARegister),
    "foreign": (_firefox, errors.RegisterForeign),
    "newer": (_put(60, (99).to_bytes(4, "big")), errors.RegisterNewer),
    "newer SQLite": (_put(18, b"\3\3"), errors.RegisterNewer),
    "truncated": (_halve, errors.RegisterDamaged),
    **{f"cut off by {by}": (_cut(by), errors.RegisterDamaged) for by in (1, 512, PAGE - 1, PAGE, PAGE + 1)},
    "foreign trigger": (_made_by_another(_TRIGGER), errors.RegisterAltered),
    "foreign view": (_made_by_another(_VIEW), errors.RegisterAltered),
    "damaged pages": (_damage_pages, errors.RegisterDamaged),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.sampled(5)
def test_refused_and_untouched(house_path: Path, clock: Clock, fault: str) -> None:
    """Nothing is created beside it either."""
    harm, wanted = FAULTS[fault]
    harm(house_path)
    before = house_path.read_bytes()
    beside = os.listdir(house_path.parent)
    with pytest.raises(wanted) as refused:
        open_register(house_path, now=clock, by="A")
    assert str(house_path) in refused.value.sentence
    assert refused.value.remedy
    assert house_path.read_bytes() == before
    assert os.listdir(house_path.parent) == beside


@pytest.mark.parametrize("place", ["folder", "pipe"])
def test_not_a_file(tmp_path: Path, clock: Clock, place: str) -> None:
    """A folder, or a pipe that would wait for ever."""
    path = tmp_path / "x.aide"
    path.mkdir() if place == "folder" else os.mkfifo(path)
    with pytest.raises(errors.RegisterIsFolder):
        open_register(path, now=clock, by="A")


def test_a_path_below_a_file(house_path: Path, clock: Clock) -> None:
    """There is no such folder."""
    with pytest.raises(errors.RegisterFolderMissing):
        open_register(house_path / "x.aide", now=clock, by="A")


def test_damage_found_later_ends_writing(house_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file still accepts writes, so it must not get any; what can be read is read."""
    before = house_path.read_bytes()
    _damage_pages(house_path, behind=0.6)  # what is read at each start lies before
    harmed = house_path.read_bytes()
    monkeypatch.setattr("db.store._QUICK_TO_CHECK", 0)  # as for a register too large to check at each start
    with open_register(house_path, now=clock, by="A") as store:
        with pytest.raises(errors.RegisterDamaged), store.read() as reader:
            reader.connection().exec_driver_sql("PRAGMA integrity_check").all()
            for table in ("change_row", "record", "visit", "commitment", "search_text", "agreement", "change"):
                reader.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
        with pytest.raises(errors.RegisterDamaged):
            store.run(AddArea(AreaDraft(title="X")))
    assert house_path.read_bytes() == harmed != before


@pytest.mark.parametrize("leftover", ["-wal", "-journal"])
def test_a_leftover_of_another_copy(house_path: Path, clock: Clock, leftover: str) -> None:
    """A backup put in place of the register while a journal of the later file lies there: SQLite would mix them."""
    backup = house_path.read_bytes()
    sidecar = house_path.with_name(house_path.name + leftover)
    with closing(sqlite3.connect(house_path, isolation_level=None)) as later:
        if leftover == "-wal":
            later.execute("PRAGMA journal_mode=WAL")
        for _ in range(5):
            later.execute("UPDATE record SET notes = notes || 'later'")
        later.execute("BEGIN IMMEDIATE")
        later.execute("PRAGMA cache_size=1")
        later.execute("UPDATE record SET notes = hex(randomblob(5000))")
        kept = sidecar.read_bytes()
    house_path.write_bytes(backup)
    sidecar.write_bytes(kept)
    with pytest.raises(errors.RegisterLeftover, match=f"follow-up.aide{leftover}"):
        open_register(house_path, now=clock, by="A")
    assert house_path.read_bytes() == backup
    assert sidecar.read_bytes() == kept
    sidecar.unlink()
    with open_register(house_path, now=clock, by="A") as store:
        assert store.check().sound


OBSTACLES: dict[str, Callable[[Path], object]] = {
    "a folder": lambda at: at.mkdir(),
    "a pipe": os.mkfifo,
    "a link that leads nowhere": lambda at: at.symlink_to("nowhere"),
    "a link to a file": lambda at: at.symlink_to(at.with_name("follow-up.aide")),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no pipes of that kind here")
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_no_file_where_the_journal_is_kept(house_path: Path, clock: Clock, obstacle: str, end: str) -> None:
    """It is named, nobody waits for it, and it works again when that is gone."""
    before, beside = house_path.read_bytes(), house_path.with_name(house_path.name + end)
    OBSTACLES[obstacle](beside)
    for writing in (True, False):
        with pytest.raises(errors.JournalObstructed, match=f"follow-up.aide{end} beside"):
            open_register(house_path, now=clock, by="A", writing=writing)
    assert house_path.read_bytes() == before and os.path.lexists(beside)
    beside.rmdir() if beside.is_dir() and not beside.is_symlink() else beside.unlink()
    with open_register(house_path, now=clock, by="A") as store:
        assert store.check().sound


@pytest.fixture
def shared(house_path: Path) -> Iterator[Path]:
    """The register in a folder that a stranger may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        path = folder / "shared.aide"
        path.write_bytes(house_path.read_bytes())
        path.chmod(0o666)
        yield path
        folder.chmod(0o777)


def _read_and_write(path: Path, writing: bool) -> object:
    with open_register(path, now=Clock(), by="A. Serik", writing=writing) as store:
        return store.run(AddArea(AreaDraft(title="X"))).label if writing else store.names()[0]


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_read_only(shared: Path, file: int, folder: int) -> None:
    """Reading and printing work; writing says why not, at the start and not after an hour of typing."""
    shared.chmod(file)
    shared.parent.chmod(folder)
    before = shared.read_bytes()
    assert result_of(lambda: _read_and_write(shared, True), as_nobody=True) == "RegisterReadOnly"
    assert result_of(lambda: _read_and_write(shared, False), as_nobody=True).startswith("Added briefing point")
    assert shared.read_bytes() == before
    assert os.listdir(shared.parent) == [shared.name]


def test_it_can_be_written_otherwise(shared: Path) -> None:
    """Reason: the tests beside this one prove nothing if a stranger could never write."""
    assert result_of(lambda: _read_and_write(shared, True), as_nobody=True) == "Added area “X”"


@pytest.mark.parametrize(("file", "folder"), [(0o000, 0o777), (0o666, 0o000)])
def test_no_access(shared: Path, file: int, folder: int) -> None:
    """It is not called missing or damaged."""
    shared.chmod(file)
    shared.parent.chmod(folder)
    assert result_of(lambda: _read_and_write(shared, False), as_nobody=True) == "NoAccess"


def test_a_folder_that_takes_no_new_file(shared: Path) -> None:
    """A new register there is refused, and so is a backup."""
    shared.parent.chmod(0o555)
    made = shared.parent / "new.aide"
    assert result_of(lambda: create_register(made, now=Clock(), by="N"), as_nobody=True) == "RegisterReadOnly"

    def back_up() -> None:
        with open_register(shared, now=Clock(), by="N", writing=False) as store:
            store.backup(shared.parent)

    assert result_of(back_up, as_nobody=True) == "BackupFailed"
    assert os.listdir(shared.parent) == [shared.name]
