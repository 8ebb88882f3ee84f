"""How much of an invitation's window has gone by, with today marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.plain import set_tip
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName

_BAR, _MARK, _GAP, _OVER = 8, 3, 3, 3


class WindowBar(QWidget):
    """A bar from the first to the last day of a window; `name` says the same in one sentence."""

    def __init__(
        self, start: str = "", end: str = "", share: float = 0.0, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tone: ToneName = "warning"
        self.set_window(start, end, share, name)

    def set_window(self, start: str, end: str, share: float, name: str) -> None:
        """Labels of both ends and the share of the window used, 0–1 (1: it is over)."""
        self._start, self._end = start, end
        self._share = min(1.0, max(0.0, share))
        self._tone = "critical" if share >= 1 else "warning"
        self.setAccessibleName(name)
        set_tip(self, name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current()
        height = theme.px(_BAR) + 2 * theme.px(_OVER) + theme.px(_GAP) + theme.metrics("caption").height()
        return QSize(theme.px(240), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, direction, full = current(), self.layoutDirection(), self.rect()
        tone = theme.tokens.tone(self._tone)
        height, over, mark = theme.px(_BAR), theme.px(_OVER), theme.px(_MARK)
        used = round(full.width() * self._share)
        painter = QPainter(self)
        painter.setLayoutDirection(paint.AUTO)
        bar = QRect(0, over, full.width(), height)
        paint.pill(painter, bar, theme.colour("sunken"), theme.colour("line2") if self._plain() else None, height / 4)
        filled = paint.mirrored(direction, full, QRect(0, over, used, height))
        if used:
            paint.pill(painter, filled, theme.colour(tone.ln), None, height / 4)
        at = min(max(0, used - mark // 2), full.width() - mark)
        here = paint.mirrored(direction, full, QRect(at, 0, mark, height + 2 * over))
        paint.pill(painter, here, theme.colour(tone.fg), None, 1)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text2"))
        words = full.adjusted(0, height + 2 * over, 0, 0)
        painter.drawText(words, paint.starting(direction), self._start)
        painter.drawText(words, paint.ending(direction), self._end)

    def _plain(self) -> bool:
        return current().tokens.name.startswith("hc")
