"""The Record menu in short, at a row of a table and in the head of a pane: the very actions of the menu bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from desktop.actions import RECORD_SHORT
from desktop.pages.at_hand import AtHand
from desktop.pages.parts import Parts
from desktop.pages.record_deeds import IN_PLACE
from desktop.workspace import Workspace


class RecordMenu(QObject):
    """Opens where it is wanted, with what can be done with the record that has the focus."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._at_hand = parts, at_hand
        workspace.menu_wanted.connect(self._open)

    def _open(self, at: QPoint) -> None:
        if self._at_hand.record() is None:
            return
        pane = self._at_hand.pane()
        menu = QMenu(pane or self._parts.window)
        menu.setObjectName("menu.record")
        self._parts.actions.fill_menu(menu, tuple(name for name in RECORD_SHORT if self._applies(name)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _applies(self, name: str) -> bool:
        return name not in IN_PLACE or self._at_hand.changes() is not None
