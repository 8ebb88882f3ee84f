"""The reminders page: groups, snoozing, being done, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop.today.reminders import RemindersPage
from desktop.today.snooze import SnoozeUntil
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.test_today import words


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="reminders") as found:
        yield found


@pytest.fixture
def page(frame: Frame) -> RemindersPage:
    found = frame.window.findChild(RemindersPage)
    assert found is not None
    return found


def rows(page: RemindersPage, group: str) -> list[str]:
    return [line for each in page.lists() if each.objectName() == f"reminders.{group}.list" for line in words(each)]


def bell(frame: Frame) -> str:
    frame.desk.count()
    return frame.window.parts.header.bell.accessibleName()


def test_groups_say_when_what_and_why(page: RemindersPage) -> None:
    now = rows(page, "now")
    assert any("Window closes in 38 days" in line for line in now)
    assert not any("No action" in line for line in now), "What was entered today is not untouched for long."
    assert rows(page, "week") and rows(page, "later") and not rows(page, "snoozed")


def test_done_takes_one_away_and_undo_brings_it_back(frame: Frame, page: RemindersPage) -> None:
    before, said = rows(page, "now"), bell(frame)
    QTest.keyClick(page.lists()[0], Qt.Key.Key_K)
    assert len(rows(page, "now")) == len(before) - 1
    assert bell(frame) != said
    frame.workspace.undo()
    assert rows(page, "now") == before and bell(frame) == said


def test_snooze_puts_it_off_until_a_day(frame: Frame, page: RemindersPage) -> None:
    QTest.keyClick(page.lists()[0], Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "reminders.snooze")
    assert menu is not None and menu.isVisible()
    menu.actions()[1].trigger()
    menu.close()
    (line,) = rows(page, "snoozed")
    assert "30 Nov 2026" in line and "in 7 days" in line


def test_snooze_until_reads_words(page: RemindersPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.lists()[0], Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "reminders.snooze")
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    dialog = page.findChild(SnoozeUntil)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "field.snooze.until")
    assert line is not None
    QTest.keyClicks(line, "yesterday")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible() and not rows(page, "snoozed")
    line.clear()
    QTest.keyClicks(line, "4 Dec 2026")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "4 Dec 2026" in rows(page, "snoozed")[0]


def test_not_needed_from_the_keyboard(page: RemindersPage) -> None:
    before = len(rows(page, "now"))
    QTest.keyClick(page.lists()[0], Qt.Key.Key_X)
    assert len(rows(page, "now")) == before - 1
