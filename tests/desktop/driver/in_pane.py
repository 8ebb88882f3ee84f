"""Somebody in the pane of a record: how they get there, the keys they press, the menus and questions they answer."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from db.queries import commitments
from db.records.base import View
from db.records.commitments import CommitmentCard
from desktop.commitments.page import CommitmentsPage
from desktop.workspace import Go
from tests.desktop.driver.frame import TODAY, Frame
from tests.desktop.driver.in_table import popup

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
W = TypeVar("W", bound=QWidget)


def pane_on(frame: Frame, record: int) -> CommitmentsPage:
    """The commitments page with the focus in the pane of a record."""
    frame.workspace.go_wanted.emit(Go("commitments", View(name="open"), record))
    page = frame.window.parts.stack.page()
    assert isinstance(page, CommitmentsPage)
    key(Key.Key_Return)
    assert page.pane.isAncestorOf(focused()) and page.pane.record == record
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(pressed: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), pressed, modifiers)
    QApplication.processEvents()


def turn_to(window: QWidget) -> None:
    """Give a window the keyboard."""
    window.activateWindow()
    QApplication.processEvents()


def part(within: QWidget, kind: type[W], name: str) -> W:
    QApplication.processEvents()  # a pane is read once its table is painted
    (found,) = [each for each in within.findChildren(kind, name) if each.isVisible()]
    return found


def take(words: str) -> None:
    """Go down the menu that is open to an entry, and press Enter."""
    menu = popup(QMenu)
    chosen = next(each for each in menu.actions() if each.text() == words)
    while menu.activeAction() is not chosen:
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    QApplication.processEvents()


def stored(frame: Frame, record: int) -> CommitmentCard:
    return frame.workspace.ask(lambda reader: commitments.card(reader, TODAY, record))
