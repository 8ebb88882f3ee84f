"""The whole program on a register file, started and ended as a user does, with the keys a user presses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from platformdirs import user_config_path
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.settings import APP
from tests.registers import TODAY, make_starter

W = TypeVar("W", bound=QWidget)

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


class User:
    """Somebody at the keyboard of the running program."""

    def __init__(self, qtbot: QtBot, register: Path) -> None:
        self._qtbot = qtbot
        self.register = register
        self._program: Program | None = None

    @property
    def program(self) -> Program:
        """The program that is open."""
        assert self._program is not None, "open the program first"
        return self._program

    def opens_the_program(self) -> None:
        """Start it and wait for the first page and for what keys and menus do."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._program = Program(app, self.register, TODAY)
        self._program.crash.remove()
        self._program.window.resize(1366, 768)
        self._program.window.show()
        self._program.window.activateWindow()
        self._qtbot.waitUntil(lambda: self.program.is_ready, timeout=10_000)

    def closes_the_program(self) -> None:
        """Close the window; the register is given back."""
        self.program.window.close()
        self.program.close_register()
        self.program.window.deleteLater()
        self.program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._program = None

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or QApplication.activeModalWidget() or self.program.window
        QTest.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def types(self, text: str) -> None:
        """Type text where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        QTest.keyClicks(target, text)
        QApplication.processEvents()

    def goes_to(self, name: str, of: type[W]) -> W:
        """Put the focus into a field that is on the screen."""
        widget = self.sees(name, of)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        return widget

    def sees(self, name: str, of: type[W]) -> W:
        """What is on the screen under this name."""
        found = [each for each in self._everywhere(name, of) if each.isVisible()]
        assert found, f"{name} is not on the screen"
        return found[0]

    def waits_for(self, name: str) -> None:
        """Wait until something of this name is on the screen."""

        def shown() -> bool:
            return any(each.isVisible() for each in self._everywhere(name, QWidget))

        self._qtbot.waitUntil(shown, timeout=10_000)

    def reads(self, table: str, column: int = 1) -> list[str]:
        """The words of a column of a table on the screen."""
        model = self.sees(table, QTableView).model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def _everywhere(self, name: str, of: type[W]) -> list[W]:
        top = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        found = [each for window in top for each in window.findChildren(of, name)]
        return found + [each for each in top if isinstance(each, of) and each.objectName() == name]


@pytest.fixture
def user(qtbot: QtBot, tmp_path: Path) -> Iterator[User]:
    """A user with a fresh starter register."""
    (user_config_path(APP) / "window.ini").unlink(missing_ok=True)
    somebody = User(qtbot, make_starter(tmp_path / "follow-up.aide"))
    yield somebody
    if somebody._program is not None:
        somebody.closes_the_program()
