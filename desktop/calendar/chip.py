"""One thing in a calendar: a chip on its day, a bar over the days it takes, a strip over those on which it may be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from db.records.calendar import CalendarItem
from db.words import _
from desktop.calendar.looks import look_of, shortly, spoken
from desktop.kit import paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import set_tip
from desktop.kit.theme import current

_SIDE, _ICON = 5, 13
_HATCH = Qt.BrushStyle.BDiagPattern


def chip_height() -> int:
    """How high a chip is, with letters of any size."""
    return current().metrics("caption").height() + current().px(5)


class ItemChip(QAbstractButton):
    """Opens its record. `open_ends` say whether it goes on before its first day here, and after its last."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.item: CalendarItem | None = None
        self._before = self._after = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._open)

    def show_item(self, item: CalendarItem, *, before: bool = False, after: bool = False) -> None:
        """Stand for another thing."""
        self._before, self._after = before, after
        if item != self.item:
            self.item = item
            self.setText(shortly(item))
            self.setAccessibleName(spoken(item))
            set_tip(self, spoken(item))
        self.update()

    def _open(self) -> None:
        if self.item is not None:
            self.opened.emit(self.item)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._open()
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.item is None:
            return
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        look = look_of(self.item)
        tone = theme.tokens.tone(look.tone)
        painter = QPainter(self)
        painter.setLayoutDirection(paint.AUTO)
        radius = theme.sizes.radius_badge
        # What goes on beyond this week runs out of its box, so that it has no end there.
        beyond = QRect(full.adjusted(-2 * radius if self._before else 0, 0, 2 * radius if self._after else 0, 0))
        paint.pill(
            painter, paint.mirrored(direction, full, beyond), theme.colour(tone.bg), theme.colour(tone.ln), radius
        )
        if self.item.strip:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(full.adjusted(1, 1, -1, -1), QBrush(theme.colour(tone.ln), _HATCH))
        self._paint_words(painter, look.icon, tone.fg)
        if self.hasFocus():
            paint.focus_ring(painter, full, radius)
        elif self.underMouse():
            painter.setPen(QPen(theme.colour(tone.fg), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(full.adjusted(0, 0, -1, -1), radius, radius)

    def _paint_words(self, painter: QPainter, icon: str, ink: str) -> None:
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        side, size = theme.px(_SIDE), theme.px(_ICON)
        lead = side + size + theme.px(4)
        words = paint.fitted("caption", self.text(), max(0, full.width() - lead - side))
        if self.item is not None and self.item.strip:  # words lie on plain ground, not on lines
            width = lead + theme.metrics("caption").horizontalAdvance(words) + side
            ground = QRect(1, 1, min(width, full.width() - 2), full.height() - 2)
            tint = theme.colour(theme.tokens.tone(look_of(self.item).tone).bg)
            painter.fillRect(paint.mirrored(direction, full, ground), tint)
        box = QRect(side, 0, size, full.height())
        paint.icon(painter, paint.mirrored(direction, full, box), icon, ink, size)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour(ink))
        at = paint.mirrored(direction, full, full.adjusted(lead, 0, -side, 0))
        painter.drawText(at, paint.starting(direction), words)


class MoreLink(QAbstractButton):
    """How many things have no room; a press leads to all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.many = 0
        self.hide()

    def show_many(self, many: int, said: str) -> None:
        """Stand for so many, none of which hides it; `said` names them in full."""
        self.many = many
        self.setVisible(many > 0)
        self.setText(_("+{n:,}").format(n=many))
        self.setAccessibleName(said)
        set_tip(self, said)

    @override
    def sizeHint(self) -> QSize:
        return QSize(current().metrics("over").horizontalAdvance(self.text()) + current().px(20), chip_height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setFont(theme.font("over"))
        painter.setPen(theme.colour("accent_hover" if self.underMouse() else "accent"))
        painter.drawText(self.rect(), paint.CENTRE, self.text())
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.sizes.radius_badge)


class Chips:
    """The chips of a widget, made as they are needed and used again."""

    def __init__(self, parent: QWidget, opened: SignalInstance) -> None:
        self._parent, self._opened = parent, opened
        self._made: list[ItemChip] = []
        self._used = 0

    def begin(self) -> None:
        """Place all of them anew."""
        self._used = 0

    def take(self) -> ItemChip:
        """One that is free."""
        if self._used == len(self._made):
            chip = ItemChip(self._parent)
            chip.opened.connect(self._opened)
            self._made.append(chip)
        self._used += 1
        chip = self._made[self._used - 1]
        chip.show()
        return chip

    def end(self) -> None:
        """Those that were not taken are not shown."""
        for each in self._made[self._used :]:
            each.hide()

    def shown(self) -> Sequence[ItemChip]:
        """Those that stand for something, in their order."""
        return self._made[: self._used]
