"""What `restore` refuses, by its cause and with nothing changed; and what it says of a register that is not there."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from desktop import backups
from tests.desktop.test_cli import flat, refused, run
from tests.registers import make_empty, make_starter, opened


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The starter register in a folder whose name has a space, with a backup and something after it."""
    (tmp_path / "my desk").mkdir()
    made = make_starter(tmp_path / "my desk" / "follow-up.aide")
    assert run(made, "backup").exit_code == 0
    assert run(made, "log", "60", "--text", "Called").exit_code == 0
    return made


def _backup(register: Path) -> Path:
    (found,) = backups.every(register)
    return found.path


def _missing(at: Path, _register: Path) -> None:
    assert not at.exists()


def _letter(at: Path, _register: Path) -> None:
    at.write_text("# Dear colleague\n" * 500, encoding="utf-8")


def _empty(at: Path, _register: Path) -> None:
    at.touch()


def _folder(at: Path, _register: Path) -> None:
    at.mkdir()


def _foreign(at: Path, _register: Path) -> None:
    with closing(sqlite3.connect(at)) as other:
        other.execute("CREATE TABLE moz_places (url TEXT)")


def _half(at: Path, register: Path) -> None:
    whole = register.read_bytes()
    at.write_bytes(whole[: len(whole) // 2])


def _pages(at: Path, register: Path) -> None:
    torn = bytearray(register.read_bytes())
    torn[40960:122880] = random.Random(1).randbytes(81920)
    at.write_bytes(torn)


def _newer(at: Path, register: Path) -> None:
    shutil.copy(register, at)
    with closing(sqlite3.connect(at)) as plain:
        plain.execute("PRAGMA user_version=99")


def _without_a_table(at: Path, register: Path) -> None:
    shutil.copy(register, at)
    with closing(sqlite3.connect(at)) as plain:
        plain.execute("DROP TABLE change_record")


def _another(at: Path, _register: Path) -> None:
    make_empty(at)
    with opened(at) as store:
        store.run(AddArea(AreaDraft(title="Another desk")))


WRONG: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "not there": (_missing, "Backup not found"),
    "a text": (_letter, "Not an Aide-Mémoire file"),
    "empty": (_empty, "is empty (0 bytes)"),
    "a folder": (_folder, "is not a file"),
    "of another program": (_foreign, "belongs to another program"),
    "half of it": (_half, "damaged"),
    "damaged in the middle": (_pages, "damaged"),
    "of a newer program": (_newer, "a newer version"),
    "without a table": (_without_a_table, "damaged"),
    "another register": (_another, "This is another register"),
}
NAMES = {
    "by a path": "copy.aide",
    "as a backup": "follow-up_2026-11-23T080000Z_c000001.aide",
    "kept unread": "follow-up_2026-11-23T080000Z_before-restore.aide",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", WRONG)
@pytest.mark.sampled(5)
def test_what_cannot_be_restored_is_refused_by_its_cause(register: Path, what: str, name: str) -> None:
    """With --yes as well: whole and of this register it must be before anything is touched. Nobody says of a whole
    register that it cannot be read. What has the name of a backup may be all there is of this desk, and is only told
    apart."""
    make, cause = WRONG[what]
    chosen = _backup(register).with_name(NAMES[name])
    make(chosen, register)
    before, there = register.read_bytes(), sorted(register.parent.rglob("*"))
    told = run(register, "restore", str(chosen))
    if what == "another register" and name != "by a path":
        refused(told, "a backup of another register", "Only the backup has 1 change", "Another desk", "--yes")
        return
    refused(told, cause)
    assert "Add --yes" not in told.stderr
    done = run(register, "restore", str(chosen), "--yes")
    refused(done, cause)
    assert "as it is now" not in told.stderr + done.stderr
    assert "Restored" not in done.output
    assert (register.read_bytes(), sorted(register.parent.rglob("*"))) == (before, there)


GONE = {
    "not there": (None, "There is no register at"),
    "empty": (b"", "is an empty file now"),
    "a text": (b"Dear colleague" * 100, "cannot be read as it is now"),
}


@pytest.mark.parametrize("state", GONE)
def test_nothing_is_promised_of_a_register_that_is_not_there(register: Path, state: str) -> None:
    """What is nothing is not kept, and what cannot be read takes no register's place again."""
    content, said = GONE[state]
    kept = _backup(register)
    register.unlink()
    if content is not None:
        register.write_bytes(content)
    refused(run(register, "list", "visit"), "There is a backup of", f"restore {kept.name}")
    told = run(register, "restore", kept.name)
    refused(told, said, "Nothing was changed.")
    assert "before restore" not in told.stderr
    done = run(register, "restore", kept.name, "--yes")
    assert done.exit_code == 0
    assert "To undo it" not in done.stdout
    assert ("is kept as it was" in flat(done)) is (state == "a text")
    assert "cannot be read as it is now" not in flat(done)


def test_who_has_no_backup_is_not_sent_to_one(tmp_path: Path) -> None:
    """Reason: "restore a backup" was said where there was none."""
    alone = make_starter(tmp_path / "alone.aide")
    alone.write_bytes(b"x" * 100 + alone.read_bytes()[100:])
    for words in (["check"], ["list", "visit"], ["repair"], ["backup"]):
        said = run(alone, *words)
        refused(said, "There is no backup of it.")
        assert "estore" not in said.stderr


def test_what_came_after_is_named_one_by_one(register: Path) -> None:
    """The newest three, and how many more; nothing is said twice."""
    kept = _backup(register).name
    for number in range(4):
        assert run(register, "log", "60", "--text", f"Call {number}").exit_code == 0
    said = " ".join(run(register, "restore", kept).stderr.split())
    assert "5 changes came after it: " in said
    assert said.count("Logged on") == 3
    assert "; 2 more. Nothing was changed." in said
    assert run(register, "backup").exit_code == 0
    newest = backups.every(register)[0].path.name
    said = " ".join(run(register, "restore", newest).stderr.split())
    assert said.startswith("Nothing came after it. Nothing was changed. Add --yes")


@pytest.mark.parametrize("page", [10, 40, 60, 80, 120, 150])
@pytest.mark.sampled(2)
def test_a_damaged_register_is_called_by_its_own_name(register: Path, page: int) -> None:
    """Reason: `repair` named a file that nobody ever saw."""
    with register.open("r+b") as file:
        file.seek(page * 4096)
        file.write(random.Random(page).randbytes(4096))
    for words in (["check"], ["repair"], ["repair", "--yes"], ["backup"]):
        said = run(register, *words)
        assert ".new" not in said.output
        assert "Traceback" not in said.output
        if said.exit_code:
            refused_for = " ".join(said.output.split())
            assert "Choose another place for backups" not in refused_for


@pytest.mark.parametrize(
    ("here", "there", "by_name", "said"),
    [
        (1, 1, False, "This is another register"),
        (0, 1, False, "This is another register"),  # nothing was done here yet: "Nothing came after it" was all
        (1, 0, False, "This is another register"),
        (0, 0, False, ""),
        (1, 1, True, "a backup of another register"),
        (0, 1, True, "nothing tells whether it is a backup of this register"),
        (1, 0, True, "nothing tells whether it is a backup of this register"),
        (0, 0, True, ""),
    ],
)
def test_what_is_shown_is_what_is_done(tmp_path: Path, here: int, there: int, by_name: bool, said: str) -> None:
    """Reason: another register was offered with “Add --yes”, and then refused. What has the name of a backup may be all
    there is of this desk, and is told apart alone."""
    register, chosen = (
        tmp_path / "a.aide",
        tmp_path / (f"a_2026-11-23T080000Z_c{there:06}.aide" if by_name else "b.aide"),
    )
    for path, many in ((register, here), (chosen, there)):
        make_empty(path)
        with opened(path) as store:
            for number in range(many):
                store.run(AddArea(AreaDraft(title=f"Area {number} of {path.name}")))
    shown = run(register, "restore", str(chosen))
    refused(shown, said)
    assert ("This is another register" in shown.stderr) is ("another register" in said and not by_name)
    assert ("Add --yes" in shown.stderr) is ("This is another register" not in shown.stderr)
    done = run(register, "restore", str(chosen), "--yes")
    assert (done.exit_code == 0) is ("Add --yes" in shown.stderr), done.output
    assert said in flat(done) + " ".join(done.stderr.split())
