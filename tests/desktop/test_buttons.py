"""A button with the focus: Enter presses it, and letters mean nothing there whatever they do around it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.workspace import Go
from tests.desktop.driver.frame import opened


def test_enter_presses_it_and_letters_do_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path) as frame:
        frame.workspace.go_wanted.emit(Go("people"))
        QApplication.processEvents()
        (add,) = frame.window.findChildren(QAbstractButton, "people.add_office")
        add.setFocus(Qt.FocusReason.TabFocusReason)
        for letter in ("e", "h", "n"):
            QTest.keyClicks(add, letter)
        QApplication.processEvents()
        assert QApplication.activeModalWidget() is None, "nobody edits what nobody chose"
        QTest.keyClick(add, Qt.Key.Key_Return)
        QApplication.processEvents()
        form = QApplication.activeModalWidget()
        assert form is not None and form.objectName() == "dialog.office"
        form.close()


def test_del_on_a_button_takes_no_record_away(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="commitments") as frame:
        deleted: list[object] = []
        frame.workspace.changed.connect(deleted.append)
        button = next(
            each for each in frame.window.findChildren(QAbstractButton) if each.objectName().startswith("filter.")
        )
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Delete)
        assert deleted == []


def test_a_key_that_is_held_does_it_once(qtbot: QtBot, tmp_path: Path) -> None:
    """Del held for a second took record after record away."""
    with opened(tmp_path, page="commitments") as frame:
        assert not any(each.autoRepeat() for each in frame.window.parts.actions.all())
