"""A status as icon and word on a tinted ground, as a widget and for table cells."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import set_tip
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName

_SIDE, _GAP, _ICON = 7, 5, 14
_ARROW, _LOWEST = 12, 24
_ASKING_KEYS = (*ENTER, Qt.Key.Key_Down)


def chip_size(text: str, icon: bool = True) -> QSize:
    """The room a chip needs."""
    theme = current()
    metrics = theme.metrics("meta")
    lead = theme.px(_ICON) + theme.px(_GAP) if icon else theme.px(2)
    width = theme.px(_SIDE) + lead + metrics.horizontalAdvance(text) + theme.px(_SIDE + 2)
    return QSize(width, max(theme.sizes.chip, metrics.height() + 2))


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: ToneName, icon: str) -> None:
    """A chip filling `rect` (see chip_size), in the painter's direction of writing."""
    theme = current()
    colours = theme.tokens.tone(tone)
    direction = painter.layoutDirection()
    paint.pill(painter, rect, theme.colour(colours.bg), theme.colour(colours.ln), rect.height() / 2 - 0.5)
    side, size = theme.px(_SIDE), theme.px(_ICON)
    lead = side + theme.px(2)
    if icon:
        box = QRect(rect.x() + side, rect.y(), size, rect.height())
        paint.icon(painter, paint.mirrored(direction, rect, box), icon, colours.fg, size)
        lead = side + size + theme.px(_GAP)
    words = paint.mirrored(direction, rect, rect.adjusted(lead, 0, -side, 0))
    painter.setPen(theme.colour(colours.fg))
    painter.setFont(theme.font("meta"))
    painter.drawText(words, paint.starting(direction), paint.fitted("meta", text, words.width()))


class Chip(QWidget):
    """A status chip in a form or pane."""

    def __init__(self, text: str, tone: ToneName, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(text, tone, icon)

    def set_status(self, text: str, tone: ToneName, icon: str) -> None:
        """Show another status."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._text, bool(self._icon))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._text, self._tone, self._icon)


class ChipButton(QAbstractButton):
    """A status chip with an arrow: a click, Space, Enter or Down asks for another status."""

    def __init__(self, does: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: ToneName = "neutral"
        self._picture = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(does)
        set_tip(self, f"{does} ({key})")

    def set_status(self, text: str, tone: ToneName, icon: str) -> None:
        """Show another status."""
        self._tone, self._picture = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme, size = current(), chip_size(self.text())
        return QSize(size.width() + theme.px(_ARROW), max(size.height(), theme.px(_LOWEST)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ASKING_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, full, size = current(), self.rect(), current().px(_ARROW)
        painter = QPainter(self)
        paint_chip(painter, full, self.text(), self._tone, self._picture)
        arrow = QRect(full.right() - theme.px(_SIDE) - size + 1, full.y(), size, full.height())
        ink = theme.tokens.tone(self._tone).fg
        paint.icon(painter, paint.mirrored(self.layoutDirection(), full, arrow), "chevron-down", ink, size)
        if self.hasFocus():
            paint.focus_ring(painter, full, full.height() / 2 - 1)
