"""The follow-up log of one record, newest first, as nodes on a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.kit import layouts, paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName
from desktop.kit.words import joined

_NODE, _GAP = 26, 10


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the log; `outcome` is what changed with it, `next_step` what follows and when."""

    key: object
    icon: str
    kind: str
    date: str
    officer: str
    text: str
    next_step: str = ""
    tone: ToneName = "neutral"
    outcome: str = ""

    def spoken(self) -> str:
        """The entry in one sentence, for screen readers."""
        parts = (self.kind, self.date, self.officer, self.text, self.outcome, self.next_step)
        return ", ".join(part for part in parts if part)


class _EntryRow(QWidget):
    opened = Signal(object)

    def __init__(self, entry: LogEntry, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry, self._first, self._last = entry, first, last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(entry.spoken())
        about = PlainLabel(joined((entry.date, entry.officer)), "meta", "text2", parent=self)
        head = layouts.row(PlainLabel(entry.kind, "metas", parent=self), about, 1, gap=8)
        words = PlainLabel(entry.text, "body", wrap=True, parent=self)
        whole = layouts.column(head, words, on=self, margins=(_NODE + _GAP, 4, 4, 8), gap=1)
        if entry.outcome:
            whole.addWidget(PlainLabel(entry.outcome, "meta", entry.tone, wrap=True, parent=self))
        if entry.next_step:
            whole.addWidget(PlainLabel(entry.next_step, "meta", "text2", wrap=True, parent=self))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers():
            self.opened.emit(self._entry.key)
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._entry.key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        size, top = theme.px(_NODE), theme.px(4)
        painter = QPainter(self)
        node = paint.mirrored(direction, full, QRect(0, top, size, size))
        if not self._first:
            painter.fillRect(node.center().x(), 0, 1, top, theme.colour("line2"))
        if not self._last:
            painter.fillRect(node.center().x(), node.bottom(), 1, full.height() - node.bottom(), theme.colour("line2"))
        tone = theme.tokens.tone(self._entry.tone)
        paint.pill(painter, node, theme.colour("surface"), theme.colour("line2"), size / 2)
        paint.icon(painter, node, self._entry.icon, tone.fg, theme.px(14))
        if self.hasFocus():
            paint.focus_ring(painter, full)


class LogTimeline(QWidget):
    """The log of a record; Enter or a double click on an entry asks for it to be opened."""

    activated = Signal(object)

    def __init__(self, entries: Sequence[LogEntry] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = layouts.column(on=self, gap=0)
        self._rows: list[_EntryRow] = []
        self.set_entries(entries)

    def set_entries(self, entries: Sequence[LogEntry]) -> None:
        """Show another log, newest first."""
        layouts.discard(self._column, self._rows)
        last = len(entries) - 1
        self._rows = [_EntryRow(entry, index == 0, index == last, self) for index, entry in enumerate(entries)]
        for row in self._rows:
            row.opened.connect(self.activated)
            self._column.addWidget(row)
