"""What a repair puts aside is damaged: it is called that, offered last, and restored where nothing else is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.rules import backups as rules
from db.rules.backups import Backup, Before, Loss, Since
from desktop import backups
from desktop.kit.theme import Theme
from desktop.shell.restore import RestoreDialog, said_of_restored, unopened
from tests.desktop.driver.frame import application
from tests.desktop.test_cli import flat, refused, run
from tests.registers import TODAY, make_starter

STATUSES = "UPDATE commitment SET status_0 = 'fulfilled'"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The starter register."""
    return make_starter(tmp_path / "follow-up.aide")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that dialogs can lie over."""
    Theme(application(), "light")
    made = QWidget()
    qtbot.addWidget(made)
    return made


def repaired(register: Path) -> Backup:
    """Damage the register and repair it; what the repair put aside."""
    with closing(sqlite3.connect(register)) as plain:
        plain.executescript(STATUSES)
    assert run(register, "repair", "--yes").exit_code == 0
    (found,) = [each for each in backups.every(register) if each.before is Before.REPAIR]
    return found


def test_it_is_called_by_its_name_and_offered_last(register: Path) -> None:
    """Reason: “before a restore” was said of it, on top of the list, and where a backup is named to be restored."""
    assert run(register, "backup").exit_code == 0
    (whole,) = backups.every(register)
    aside = repaired(register)
    lines = run(register, "restore", "--list").stdout.splitlines()
    assert [each.strip() for each in lines if each.startswith("  ")] == [whole.path.name, aside.path.name]
    assert "before a repair, not whole" in lines[-2]
    assert "before a restore" not in "".join(lines)


def test_it_is_refused_where_something_whole_is_there(register: Path) -> None:
    """By its name and by its path, shown and done alike; what is whole is named."""
    assert run(register, "backup").exit_code == 0
    (whole,) = backups.every(register)
    aside = repaired(register)
    before = register.read_bytes()
    for chosen in (aside.path.name, str(aside.path)):
        for words in ((), ("--yes",)):
            said = run(register, "restore", chosen, *words)
            refused(said, "kept before a repair and is not whole", f"restore {whole.path.name}")
    assert register.read_bytes() == before


@pytest.mark.parametrize("other", [None, "damaged"])
def test_where_nothing_else_is_there_it_is_said_what_it_is(register: Path, other: str | None) -> None:
    """Nothing that is whole: shown and done alike; afterwards the register is as it was before the repair, and `check`
    says so."""
    if other:
        assert run(register, "backup").exit_code == 0
        backups.every(register)[0].path.write_bytes(b"Dear colleague" * 1000)
    aside = repaired(register)
    refused(run(register, "restore", aside.path.name), "It was kept before a repair", "is damaged in it", "Add --yes")
    done = run(register, "restore", aside.path.name, "--yes")
    assert done.exit_code == 0
    assert "is damaged in it" in flat(done)
    assert run(register, "check").exit_code == 3


def test_the_window_chooses_what_is_whole_and_says_what_is_not(register: Path, window: QWidget, qtbot: QtBot) -> None:
    """The newest whole one is current when the list opens; of the other it is said on it, before and after."""
    assert run(register, "backup").exit_code == 0
    aside = repaired(register)
    dialog = unopened(register, TODAY, window)
    dialog.open()
    current = dialog.list.current_key()
    assert isinstance(current, Backup) and current.is_whole
    assert "damaged" not in dialog._lost.text()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.current_key() == aside
    qtbot.waitUntil(lambda: dialog._lost.text().startswith(backups.warned(aside)))


@pytest.mark.parametrize(
    ("before", "title", "said"),
    [
        (Before.RESTORE, "Undo the restore", "The restore was undone"),
        (Before.REPAIR, "Undo the repair", "The repair was undone"),
    ],
)
def test_what_is_undone_is_called_what_it_was(window: QWidget, before: Before, title: str, said: str) -> None:
    """Reason: “The restore was undone” over a register that is not whole, where a repair was undone."""
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    kept = Backup(Path(rules.name(Path("a.aide"), at, 1, "", before)), at, 1, "", before)
    nothing = Loss(Since(0, ()), Since(0, ()))
    dialog = RestoreDialog([], lambda _chosen: nothing, TODAY, window, undoes=before)
    assert dialog.windowTitle() == title
    told = said_of_restored(kept, None, Path("r.aide"), TODAY)
    assert told.startswith(said)
    assert ("not whole" in told) is (before is Before.REPAIR)
    assert bool(backups.warned(kept)) is (before is Before.REPAIR)
