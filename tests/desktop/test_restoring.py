"""One field, or the whole record as it stood on a day, is put back with keys, and what cannot be says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.commands.base import Hide, SetAreas
from db.commands.parties import AddArea
from db.records.commitments import CommitmentDraft
from db.records.parties import AreaDraft
from db.vocabulary import Progress
from tests.desktop.driver.forms import Officer, at_the_desk, words_on
from tests.desktop.driver.in_history import (
    DOWN,
    SPACE,
    Days,
    button,
    changes,
    opens,
    press,
    rows,
    shown,
    stored,
    ten_days,
    types_day,
)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path, days: Days) -> Iterator[Officer]:
    with at_the_desk(tmp_path, now=days) as somebody:
        yield somebody


@pytest.fixture
def record(officer: Officer, days: Days) -> int:
    return ten_days(officer, days)


def test_one_field_is_put_back_and_undone_again(officer: Officer, record: int) -> None:
    dialog, before = opens(officer, record), stored(officer, record)
    QTest.keyClick(changes(dialog), DOWN)
    QTest.keyClick(changes(dialog), DOWN)
    assert button(dialog, "history.restore.officer").accessibleName() == "Put back Officer: A. First"
    press(dialog, "history.restore.officer")
    assert stored(officer, record) == before.model_copy(update={"officer": "A. First"})
    assert rows(dialog)[0] == "Put back officer: “Send the timetable”" and changes(dialog).currentIndex().row() == 0
    undo = next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "Undo" and each.isVisible())
    QTest.keyClick(undo, SPACE)
    assert stored(officer, record) == before and rows(dialog)[0].startswith("Undone: Put back officer")


def test_a_whole_version_is_put_back_from_a_day(officer: Officer, record: int) -> None:
    dialog = opens(officer, record)
    types_day(dialog, "11 Nov 2026")
    press(dialog, "history.restore")
    assert stored(officer, record) == CommitmentDraft(title="Send the timetable", officer="A. First")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert officer.workspace.names()[0] == "Put back an earlier version: “Send the timetable”"
    officer.workspace.undo()
    assert stored(officer, record).progress is Progress.WAITING


def test_what_cannot_be_put_back_says_why(officer: Officer, record: int) -> None:
    area = officer.workspace.run(AddArea(AreaDraft(title="Energy"))).record
    assert area is not None
    officer.workspace.run(SetAreas((record,), (area,)))
    officer.workspace.run(SetAreas((record,), ()))
    officer.workspace.run(Hide((area,)))
    before, dialog = stored(officer, record), opens(officer, record)
    assert not button(dialog, "history.restore").isEnabled()
    assert button(dialog, "history.restore").toolTip() == "The record stands like this now."
    press(dialog, "history.restore.areas")
    assert any("The area “Energy” that is named there is in the Trash." in words for words in words_on(dialog))
    assert stored(officer, record) == before


def test_nothing_is_put_back_in_the_trash_or_where_nothing_can_be_written(officer: Officer, record: int) -> None:
    officer.workspace.run(Hide((record,)))
    dialog = opens(officer, record)
    assert rows(dialog)[0] == "Moved commitment “Send the timetable” to Trash"
    assert {"In the Trash", "yes"} <= set(shown(dialog))
    QTest.keyClick(changes(dialog), DOWN)
    assert not [
        each for each in dialog.findChildren(QAbstractButton) if each.objectName().startswith("history.restore.")
    ]
    assert not button(dialog, "history.restore").isEnabled()
    assert button(dialog, "history.restore").toolTip() == "Restore it from the Trash first."
