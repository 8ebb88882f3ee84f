"""The small questions: until when a reminder is put off and which side is ours; and a register that is only read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.queries.settings import our_side
from db.rules.remind_when import Until
from db.vocabulary import Kind
from desktop.settings import Settings
from desktop.today.our_side import OurSideMenu
from desktop.today.snooze import SnoozeUntil
from desktop.workspace import Edit
from tests.desktop.driver.forms import Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import TODAY


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def test_nothing_can_be_written_into_a_register_that_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    with at_the_desk(tmp_path, writing=False) as reader:
        workspace = reader.workspace
        for signal, wish in ((workspace.edit_wanted, Edit(Kind.VISIT)), (workspace.log_wanted, None)):
            with qtbot.waitSignal(workspace.refused) as refused:
                signal.emit(wish)
            assert refused.args == ["This register is read-only here. Nothing can be written into it."]
            assert not reader.has_form()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("", "Say until when: tomorrow, 4 Dec, 15:00, Friday 15:00."),
        ("31 feb", "No February has 31 days."),
        ("soon", "Not understood. Try tomorrow, 4 Dec, next Friday, 15:00, or Friday 15:00."),
        ("yesterday", "Choose a day to come."),
        ("today", "Choose a day to come."),
    ],
)
@pytest.mark.sampled(2)
def test_a_reminder_is_put_off_to_a_day_to_come(officer: Officer, words: str, refusal: str, qtbot: QtBot) -> None:
    dialog = SnoozeUntil(TODAY, "08:00", officer.window)
    dialog.open()
    application().processEvents()
    officer.types("field.snooze.until", words)
    with qtbot.assertNotEmitted(dialog.chosen):
        officer.presses(Key.Key_Return)
    assert refusal in officer.beside("field.snooze.until") and officer.reads("field.snooze.until") == words
    officer.types("field.snooze.until", "next Friday")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        officer.presses(Key.Key_Return)
    assert chosen.args == [Until(date(2026, 12, 4))] and not officer.has_form()


def test_our_side_is_chosen_in_the_menu_and_taken_back(officer: Officer, tmp_path: Path) -> None:
    menu, settings = QMenu(officer.window), Settings(tmp_path / "window.ini")
    OurSideMenu(officer.workspace, menu, settings, officer.window)

    def chosen(steps: int) -> list[str]:
        menu.popup(QPoint())
        ticked = [each.text() for each in menu.actions() if each.isChecked()]
        for _ in range(steps):
            QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)
        return ticked

    assert chosen(2) == ["Neither"]
    assert officer.workspace.ask(our_side) == officer.the(Kind.PARTY, "Pakistan")
    officer.workspace.undo()
    assert officer.workspace.ask(our_side) is None
    officer.workspace.redo()
    assert chosen(3) == ["Pakistan"]
    assert officer.workspace.ask(our_side) is None
    assert settings.side_was_asked(officer.workspace.path), "Who answered Neither is not asked again."
