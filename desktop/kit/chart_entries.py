"""The things of a timeline, and the model that hands them to the keyboard and to screen readers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from db.words import _, ngettext
from desktop.kit import lanes
from desktop.kit.plain import tip_words
from desktop.kit.tokens import ToneName
from desktop.kit.words import joined

_SPOKEN = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value})
_TOOLTIP = Qt.ItemDataRole.ToolTipRole.value
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: `key` is handed back; `when` and `state` are said of it beside its title."""

    key: object
    lane: int
    title: str
    when: str
    state: str
    icon: str
    tone: ToneName
    first: date
    last: date
    window: bool = False
    """Whether it may happen on any of these days, and is hatched."""

    def spoken(self) -> str:
        """It in one sentence."""
        return ", ".join(filter(None, (self.title, self.when, self.state)))

    def shortly(self) -> str:
        """It as an entry of a menu."""
        return joined((self.title[:80], self.when))

    def said(self, place: int, where: lanes.Placed | lanes.More | None) -> str:
        """It in the line below; of one of those that are gathered, which of how many it is."""
        among = ""
        if isinstance(where, lanes.More):
            among = _("{n} of {many} gathered here").format(n=where.indexes.index(place) + 1, many=len(where.indexes))
        return joined((self.title, self.when, self.state, among))

    def mark(self) -> lanes.Mark:
        """It as the layout sees it."""
        return lanes.Mark(self.lane, self.first.toordinal(), self.last.toordinal())


class Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.marks: list[lanes.Mark] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Replace all of them."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.marks = [entry.mark() for entry in entries]
        self.endResetModel()

    def nearest_to(self, day: int) -> int:
        """The place of the first that does not begin before a day, or of the last; -1 where there is none."""
        return min(bisect_left([mark.first for mark in self.marks], day), len(self.marks) - 1)

    def across(self, here: int, step: int) -> int | None:
        """The place of what is nearest in time in the next lane that has anything; None where there is no such lane."""
        if not 0 <= here < len(self.marks):
            return None
        lane, last = self.marks[here].lane + step, max(mark.lane for mark in self.marks)
        while 0 <= lane <= last:
            places = [(mark.first, place) for place, mark in enumerate(self.marks) if mark.lane == lane]
            found = lanes.nearest(places, (self.marks[here].first, here))
            if found is not None:
                return found
            lane += step
        return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in _SPOKEN:
            return self.entries[index.row()].spoken()
        if role == _TOOLTIP:
            entry = self.entries[index.row()]
            return tip_words(f"{entry.title}\n{joined((entry.when, entry.state))}")
        return None


def left_out(shown: int, total: int, placed: lanes.Lanes) -> str:
    """What cannot be seen now, and how it is reached; "" where everything has a row of its own."""
    if total > shown:
        words = _("{shown:,} of {total:,} between these days are shown, nearest to today; zoom in for the others.")
        return words.format(shown=shown, total=total)
    gathered = sum(len(more.indexes) for more in placed.more)
    if not gathered:
        return ""
    words = ngettext(
        "{n:,} has no room of its own and stands under +n: choose it with ← →, or zoom in.",
        "{n:,} have no room of their own and stand under +n: choose them with ← →, or zoom in.",
        gathered,
    )
    return words.format(n=gathered)
