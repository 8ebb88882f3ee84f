"""The Record menu in short, at a row of a table and in the head of a pane: the very actions of the menu bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from desktop.actions import A, Action
from desktop.record.window import RecordWindow
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.shell.record_deeds import RecordDeeds
from desktop.workspace import Workspace


class RecordMenu(QObject):
    """Opens where it is wanted; what is chosen then acts on what is shown there, whatever has the focus."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, deeds: RecordDeeds) -> None:
        super().__init__(deeds)
        self._actions, self._at_hand, self._deeds = parts.actions, at_hand, deeds
        self._open_ones = 0
        workspace.menu_wanted.connect(self._open)

    def _open(self, asker: QWidget, at: QPoint) -> None:
        self._at_hand.asker = asker
        self._deeds.allow()
        menu = QMenu(asker)
        menu.setObjectName("menu.record")
        self._actions.fill_short(menu, self._applies)
        self._open_ones += 1
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget)  # it hides before, and goes after, what was chosen is done
        menu.popup(at)

    def _forget(self) -> None:
        """A menu is gone; another one may have taken its place before, or all the window may be going."""
        self._open_ones -= 1
        if not self._open_ones and isValid(self._actions):
            self._at_hand.asker = None
            self._deeds.allow()

    def _applies(self, row: Action) -> bool:
        pane = self._at_hand.pane()
        if row is A.own_window:
            return pane is None or not isinstance(pane.window(), RecordWindow)
        return row.kind in (None, self._at_hand.kind())
