"""Choosing which side is ours: the menu, and the question at the first run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from db.queries.base import Reader
from db.queries.parties import lines
from db.queries.settings import our_side
from db.records.parties import PartyLine
from db.words import _
from desktop.settings import Settings
from desktop.workspace import Workspace

MOST = 12
"""At most this many parties are offered, the busiest first."""


class OurSideMenu(QObject):
    """File › Our side: the parties of the register, and Neither."""

    def __init__(self, workspace: Workspace, menu: QMenu, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._settings = settings
        self._menu = menu
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._choose)
        self._menu.clear()

    def _fill(self) -> None:
        ours, known = self._workspace.ask(_read)
        self._menu.clear()
        group = QActionGroup(self._menu)
        for line in known[:MOST]:
            self._add(group, line.title, line.id, ours == line.id)
        self._menu.addSeparator()
        self._add(group, _("Neither"), None, ours is None)

    def _add(self, group: QActionGroup, text: str, party: int | None, chosen: bool) -> None:
        action = QAction(text.replace("&", "&&"), self._menu)
        action.setObjectName(f"act.our_side.{party or 'neither'}")
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(party)
        group.addAction(action)
        self._menu.addAction(action)

    def _choose(self, action: QAction) -> None:
        choose(self._workspace, self._settings, action.data())


def choose(workspace: Workspace, settings: Settings, party: int | None) -> None:
    """Make a party our side, or neither; the answer Neither is remembered so that nobody asks again."""
    from db.commands.settings import ChooseOurSide

    if party is None:
        settings.remember_neither(workspace.path)
        if workspace.ask(our_side) is None:
            return
    workspace.attempt(ChooseOurSide(party))


def _read(reader: Reader) -> tuple[int | None, Sequence[PartyLine]]:
    return our_side(reader), lines(reader)
