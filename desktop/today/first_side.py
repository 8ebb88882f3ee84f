"""The question of the first run: which side is yours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from db.queries.base import Reader
from db.queries.parties import lines
from db.queries.settings import our_side
from db.records.parties import PartyLine
from db.words import _
from desktop.kit.banner import Banner
from desktop.settings import Settings
from desktop.today.our_side import choose
from desktop.workspace import Workspace

MOST = 3


class FirstSide(Banner):
    """A bar with the busiest parties and Neither; it goes away with the answer."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("today.first_side")
        self._workspace = workspace
        self._settings = Settings()
        self._parties: Sequence[PartyLine] = ()
        self.pressed.connect(self._choose)
        self.hide()

    def refresh(self) -> None:
        """Ask, unless it was answered."""
        asked = self._settings.side_was_asked(self._workspace.path)
        parties = self._workspace.ask(_read) if self._workspace.writing and not asked else ()
        open_question = bool(parties)
        if open_question and tuple(parties) != tuple(self._parties):
            self._parties = tuple(parties)
            words = _("Which side is yours? This decides who “we” is. Change it later in File, Our side.")
            self.set_message(words, "info", [*(each.title for each in parties), _("Neither")])
        self.setVisible(open_question)

    def _choose(self, place: int) -> None:
        party = self._parties[place].id if place < len(self._parties) else None
        choose(self._workspace, self._settings, party)
        self.refresh()


def _read(reader: Reader) -> Sequence[PartyLine]:
    """The busiest parties, where none of them is ours yet."""
    return lines(reader)[:MOST] if our_side(reader) is None else ()
