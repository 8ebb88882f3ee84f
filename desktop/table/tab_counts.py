"""How many rows each view of a table has, read one after the other once the rows are on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from db.queries.base import Reader
from db.queries.listing import Listing
from db.records.base import NamedView, View
from desktop.workspace import Workspace

FIRST_MS, PAUSE_MS = 120, 10
"""How long the rows have to be painted before the first count, and between two."""


class TabCounts(QObject):
    """The counts by the keys of the views; `counted` when all of them are known."""

    counted = Signal()

    def __init__(self, workspace: Workspace, listing: Listing, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._listing = workspace, listing
        self._known: dict[str, int] = {}
        self._waiting: list[NamedView] = []
        self._asked = View()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def count(self, views: Sequence[NamedView]) -> None:
        """Count these views anew."""
        self._waiting = list(views)
        self._timer.start(FIRST_MS)

    def of(self, key: str) -> int | None:
        """How many rows a view had when it was last counted."""
        return self._known.get(key)

    def whole(self, named: NamedView) -> int:
        """How many rows a view has, counted now where it was not yet."""
        if named.key not in self._known:
            self._known[named.key] = self.now(named.view)
        return self._known[named.key]

    def now(self, view: View) -> int:
        """How many rows a view has."""
        self._asked = view
        return self._workspace.ask(self._read)

    def _read(self, reader: Reader) -> int:
        return self._listing.rows(reader, self._workspace.today(), self._asked).count(reader)

    def _next(self) -> None:
        self._timer.setInterval(PAUSE_MS)
        if not self._workspace.is_open:
            self._waiting = []
        elif self._waiting:
            named = self._waiting.pop(0)
            self._known[named.key] = self.now(named.view)
        if not self._waiting:
            self._timer.stop()
            if self._workspace.is_open:
                self.counted.emit()
