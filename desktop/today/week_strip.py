"""The next six weeks on Today: one line a week, empty weeks too, and what is dated in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import layouts, paint
from desktop.kit.fonts import Role
from desktop.kit.plain import set_tip
from desktop.kit.theme import current


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One line: the week's Monday on its first line, and one dated thing (no `what`: an empty week)."""

    week: str
    icon: str = ""
    day: str = ""
    what: str = ""
    key: object = None
    live: bool = False

    def spoken(self) -> str:
        """The line in one sentence, for screen readers."""
        return ", ".join(part for part in (self.week, self.day, self.what) if part)


class _Line(QAbstractButton):
    opened = Signal(object)

    def __init__(self, line: WeekLine, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._line, self._first = line, first
        self.setAccessibleName(line.spoken())
        set_tip(self, line.what)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if line.live else Qt.FocusPolicy.NoFocus)
        self.setEnabled(line.live)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.px(200), max(theme.px(32), theme.metrics("medium").height() + theme.px(10)))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        painter = QPainter(self)
        if not self._first and self._line.week:
            painter.fillRect(QRect(0, 0, full.width(), 1), theme.colour("line"))
        if self._line.live and self.underMouse():
            paint.pill(painter, full.adjusted(0, 2, 0, -2), theme.colour("hover"), None, theme.sizes.radius)
        x = self._words(painter, 0, theme.px(60), self._line.week, "body", "text")
        if self._line.icon:
            box = QRect(x, 0, theme.sizes.icon, full.height())
            ink = theme.hex("warning")
            paint.icon(painter, paint.mirrored(direction, full, box), self._line.icon, ink, theme.sizes.icon)
            x += theme.sizes.icon + theme.px(6)
            x = self._words(painter, x, theme.px(52), self._line.day, "metas", "text2")
        what = self._line.what
        self._words(painter, x, full.width() - x, what or "—", "meta", "text" if what else "text2")
        if self.hasFocus():
            paint.focus_ring(painter, full)

    def _words(self, painter: QPainter, x: int, width: int, text: str, role: Role, ink: str) -> int:
        """Draw some words and say where the next begin."""
        theme, direction = current(), self.layoutDirection()
        box = paint.mirrored(direction, self.rect(), QRect(x, 0, width, self.height()))
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(ink))
        painter.drawText(box, paint.starting(direction), paint.fitted(role, text, width))
        return x + width

    def _open(self) -> None:
        self.opened.emit(self._line.key)


class WeekStrip(QWidget):
    """The lines of all weeks; `opened` carries the key of the thing that was clicked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = layouts.column(on=self, gap=0)
        self._lines: list[_Line] = []

    def set_lines(self, lines: Sequence[WeekLine]) -> None:
        """Show other weeks."""
        layouts.discard(self._column, self._lines)
        self._lines = [_Line(line, place == 0, self) for place, line in enumerate(lines)]
        for line in self._lines:
            line.opened.connect(self.opened)
            self._column.addWidget(line)
