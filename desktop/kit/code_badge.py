"""A country by its three-letter code; never a flag."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.fonts import Role
from desktop.kit.theme import Theme, current

_SIDE, _HEIGHT, _LARGE = 6, 18, 40


def code_size(theme: Theme, code: str, large: bool = False) -> QSize:
    """The room a badge needs."""
    if large:
        metrics = theme.metrics("h3")
        return QSize(max(theme.px(_LARGE), metrics.horizontalAdvance(code) + theme.px(16)), theme.px(_LARGE))
    metrics = theme.metrics("over")
    return QSize(metrics.horizontalAdvance(code) + 2 * theme.px(_SIDE), max(theme.px(_HEIGHT), metrics.height() + 2))


def paint_code(
    painter: QPainter, rect: QRect, theme: Theme, code: str, ours: bool = False, large: bool = False
) -> None:
    """A badge filling `rect` (see code_size); our own side is tinted."""
    role: Role = "h3" if large else "over"
    radius = theme.sizes.radius_card if large else theme.sizes.radius_badge
    ground = "accent_tint" if ours else "sunken" if large else "surface"
    paint.pill(painter, rect, theme.colour(ground), theme.colour("accent" if ours else "line2"), radius)
    painter.setPen(theme.colour("accent" if ours else "text2"))
    painter.setFont(theme.font(role))
    painter.drawText(rect, paint.CENTRE, code)


class CodeBadge(QWidget):
    """A code badge in a form or heading; `name` is the country in full, for screen readers and as tooltip."""

    def __init__(
        self, code: str, name: str, ours: bool = False, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._large = large
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)
        self.set_code(code, name, ours)

    def set_code(self, code: str, name: str, ours: bool = False) -> None:
        """Show another country."""
        self._code, self._ours = code, ours
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return code_size(current(), self._code, self._large)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_code(painter, self.rect(), current(), self._code, self._ours, self._large)
