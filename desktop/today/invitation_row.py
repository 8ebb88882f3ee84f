"""An invitation without a date on Today: how much of its window is gone, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.vocabulary import VisitDeed
from db.words import _
from desktop.actions import VISIT_DEEDS
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.window_bar import WindowBar
from desktop.page.visit_steps import below
from desktop.workspace import Do


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation's row shows; `share` is the part of the window that is gone, None where it has no ends."""

    row: Row
    start: str
    end: str
    share: float | None
    window: str
    last_action: str
    owed: str
    visit: int
    deed: VisitDeed
    """What is done next about it."""


class InvitationRow(QWidget):
    """The row, the window bar under it, two buttons and the last action."""

    deed = Signal(object)
    """A `Do`."""
    log = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: object = None
        self._next: tuple[VisitDeed, int] | None = None
        self.list = RowList(name, self)
        self._bar = WindowBar(parent=self)
        self._owed = PlainLabel("", "meta", "waiting", wrap=True, parent=self)
        self._move = Button("", parent=self)
        self._move.setObjectName("today.next")
        self._log = Button(_("Log action"), "notebook-pen", parent=self)
        self._log.setObjectName("today.log")
        self._last = PlainLabel("", "meta", "text2", parent=self)
        self._move.clicked.connect(self._emit_deed)
        self._log.clicked.connect(self._emit_log)
        tools = layouts.row(self._move, self._log, 1, self._last, gap=8)
        below = layouts.column(self._bar, self._owed, tools, margins=(38, 0, 10, 0), gap=6)
        layouts.column(self.list, below, on=self, margins=(0, 0, 0, 4), gap=4)

    def writers(self) -> tuple[QWidget, ...]:
        """The buttons that write into the register."""
        return self._move, self._log

    def show_invited(self, invited: Invited) -> None:
        """Show another invitation."""
        self._key = invited.row.key
        self.list.set_rows([invited.row])
        self._bar.setVisible(invited.share is not None)
        self._bar.set_window(invited.start, invited.end, invited.share or 0.0, invited.window)
        self._owed.setText(invited.owed)
        self._owed.setVisible(bool(invited.owed))
        self._last.setText(invited.last_action)
        title = invited.row.title
        self._next = (invited.deed, invited.visit)
        self._move.setText(_(VISIT_DEEDS[invited.deed].text))
        self._move.set_icon(VISIT_DEEDS[invited.deed].icon)
        self._move.setAccessibleName(f"{self._move.text()} {title}")
        self._log.setAccessibleName(f"{self._log.text()}: {title}")

    def _emit_deed(self) -> None:
        if self._next is not None:
            self.deed.emit(Do(*self._next, below(self._move)))

    def _emit_log(self) -> None:
        self.log.emit(self._key)
