"""A country by its three-letter code; never a flag."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.fonts import Role
from desktop.kit.plain import set_tip
from desktop.kit.theme import current

_SIDE, _HEIGHT, _LARGE = 6, 18, 40


def code_size(code: str) -> QSize:
    """The room a badge needs."""
    theme = current()
    metrics = theme.metrics("over")
    return QSize(metrics.horizontalAdvance(code) + 2 * theme.px(_SIDE), max(theme.px(_HEIGHT), metrics.height() + 2))


def paint_code(painter: QPainter, rect: QRect, code: str, ours: bool = False, role: Role = "over") -> None:
    """A badge filling `rect` (see code_size); our own side is tinted."""
    theme = current()
    ground, line = ("accent_tint", "accent") if ours else ("surface", "line2")
    paint.pill(painter, rect, theme.colour(ground), theme.colour(line), theme.sizes.radius_badge)
    painter.setPen(theme.colour("accent" if ours else "text2"))
    painter.setFont(theme.font(role))
    painter.drawText(rect, paint.CENTRE, code)


class CodeBadge(QWidget):
    """A code badge in a form or heading; `name` is the country in full, for screen readers and as tooltip."""

    def __init__(
        self, code: str, name: str, ours: bool = False, parent: QWidget | None = None, large: bool = False
    ) -> None:
        super().__init__(parent)
        self._large = large
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_code(code, name, ours)

    def set_code(self, code: str, name: str, ours: bool = False) -> None:
        """Show another country."""
        self._code, self._ours = code, ours
        self.setAccessibleName(name)
        set_tip(self, name)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if not self._large:
            return code_size(self._code)
        theme = current()
        side = max(theme.px(_LARGE), theme.metrics("h2").height() + theme.px(12))
        return QSize(max(side, theme.metrics("h2").horizontalAdvance(self._code) + theme.px(16)), side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_code(painter, self.rect(), self._code, self._ours, "h2" if self._large else "over")
