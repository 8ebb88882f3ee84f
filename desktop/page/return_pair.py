"""A visit and the visit that returns it, as two boxes with the link between them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.base import Link
from db.records.visits import VisitLine
from db.vocabulary import Kind, VisitStatus
from db.words import _
from desktop.kit import layouts, paint
from desktop.kit.chip import Chip
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.theme import current
from desktop.status import visit_look
from desktop.table.cell import Cell

_OPENING_KEYS = (*ENTER, Qt.Key.Key_Space)
_DASHES = Qt.PenStyle.DashLine
_LINK = 26


class VisitBox(QWidget):
    """One visit of a pair; its border is dashed until it took place. Click or Enter opens it."""

    opened = Signal(object)

    def __init__(self, visit: VisitLine, dates: Cell, parent: QWidget) -> None:
        super().__init__(parent)
        self._visit = visit
        when = dates.under or dates.text if visit.dates is None else dates.text
        look = visit_look(visit.status)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join((visit.title, when, visit.status.label)))
        set_tip(self, visit.title)
        title = PlainLabel(visit.title, "medium", wrap=True, parent=self)
        day = PlainLabel(when, "meta", "text2", True, self)
        chip = Chip(visit.status.label, look.tone, look.icon, self)
        layouts.column(title, 1, day, chip, on=self, margins=(10, 8, 10, 10), gap=4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING_KEYS and not event.modifiers():
            self._open()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, dashed = current(), self._visit.status is not VisitStatus.TOOK_PLACE
        painter = QPainter(self)
        painter.setRenderHint(paint.ANTIALIAS, True)
        look = visit_look(self._visit.status)
        ink = theme.tokens.tone(look.tone).fg if dashed else "line2"
        pen = QPen(theme.colour(ink), 1.0)
        if dashed:
            pen.setStyle(_DASHES)
        painter.setPen(pen)
        radius = theme.sizes.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _open(self) -> None:
        self.opened.emit(Link(id=self._visit.id, kind=Kind.VISIT, title=self._visit.title))


class ReturnPair(QWidget):
    """The visit at the start, its return at the end."""

    opened = Signal(object)

    def __init__(self, first: tuple[VisitLine, Cell], second: tuple[VisitLine, Cell], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(
            _("“{title}” is returned by “{other}”").format(title=first[0].title, other=second[0].title)
        )
        row = layouts.row(on=self, gap=_LINK)
        for visit, dates in (first, second):
            box = VisitBox(visit, dates, self)
            box.opened.connect(self.opened)
            row.addWidget(box, 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign of a return between the boxes."""
        theme = current()
        size = theme.px(_LINK)
        box = QRect((self.width() - size) // 2, (self.height() - size) // 2, size, size)
        paint.icon(QPainter(self), box, "repeat-2", "text2", theme.sizes.icon)
