"""One page of the calendar as a grid: days, months, quarters or years, to walk through and choose from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from db.rules.calendar_pages import COLUMNS, edtf, step, turn, whole
from db.rules.edtf import Precision
from desktop.form.dates.date_page import DAY, DatePage
from desktop.kit import paint
from desktop.kit.keyboard import ENTER
from desktop.kit.theme import current

_WIDTH, _HEIGHT = 280, 216
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ENTER = (*ENTER, Qt.Key.Key_Space)
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class _CellDelegate(QStyledItemDelegate):
    """A cell: where one is, is filled; today has an outline, what else would be taken is tinted."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        grid = option.widget
        if not isinstance(grid, DateGrid):
            return
        theme, gap = current(), current().px(2)
        shape: QRect = option.rect.adjusted(gap, gap, -gap, -gap)
        day: date = index.data(DAY)
        here = grid.currentIndex() == index
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, theme.colour("sel" if chosen else "raised"))
        if here or (option.state & QStyle.StateFlag.State_MouseOver and not chosen):
            paint.pill(painter, shape, theme.colour("accent" if here else "hover"), None, theme.sizes.radius)
        if grid.is_today(day):
            paint.outline(painter, shape, theme.colour("accent_fg" if here else "accent"), theme.sizes.radius, 1.5)
        ink = "accent_fg" if here else "text" if grid.is_inside(day) else "text3"
        painter.setFont(theme.font("strong" if here or grid.is_today(day) else "body"))
        painter.setPen(theme.colour(ink))
        painter.drawText(option.rect, paint.CENTRE, str(index.data()))
        painter.restore()


class _Weekdays(QHeaderView):
    """The names of the days over their columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(current().metrics("caption").height() + current().px(8))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, name = current(), self.model().headerData(logicalIndex, self.orientation())
        painter.save()
        painter.fillRect(rect, theme.colour("raised"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(rect, paint.CENTRE, paint.fitted("caption", str(name), rect.width()))
        painter.restore()


class DateGrid(QTableView):
    """Arrows walk, PgUp and PgDn turn the page, Enter or a click takes; Shift or dragging takes several days."""

    moved = Signal()
    taken = Signal()

    def __init__(self, today: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = self._here = self._start = self._shown = today
        self._page = DatePage(today, self)
        self.setModel(self._page)
        self.setAccessibleName(name)
        self.setItemDelegate(_CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(_Weekdays(self))
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.setFixedSize(current().px(_WIDTH), current().px(_HEIGHT))

    @property
    def scale(self) -> Precision:
        """What one cell stands for."""
        return self._page.scale

    @property
    def here(self) -> date:
        """The day one has walked to, or any of its cell."""
        return self._here

    def chosen(self) -> str:
        """What would be taken, as ISO 8601-2 text: a cell, or several days."""
        first, last = sorted((self._start, self._here))
        if self.scale is Precision.DAY and first != last:
            return f"{first}/{last}"
        return edtf(self.scale, self._here)

    def is_today(self, day: date) -> bool:
        """Whether today is in the cell of a day."""
        return edtf(self.scale, day) == edtf(self.scale, self._today)

    def is_inside(self, day: date) -> bool:
        """Whether a cell belongs to the page, and does not only fill it."""
        if self.scale is Precision.YEAR:
            return day.year // 10 == self._shown.year // 10
        return whole(self.scale, day) == whole(self.scale, self._shown)

    def show_scale(self, scale: Precision) -> None:
        """Show days, months, quarters or years, at the same place."""
        self._start = self._here
        self.horizontalHeader().setVisible(scale is Precision.DAY)
        self._show_page(scale)
        self._mark()

    def go(self, day: date, *, extend: bool = False) -> None:
        """Walk to a day, turning the page where it is on another; `extend`: all from where one began is taken."""
        self._point_at(day, extend)
        if not self.is_inside(day):
            self._show_page(self.scale)
        self._mark()

    def turn(self, pages: int, *, extend: bool = False) -> None:
        """Turn so many pages."""
        self.go(turn(self.scale, self._here, pages), extend=extend)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, extend = Qt.Key(event.key()), bool(event.modifiers() & _SHIFT)
        ahead = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: -ahead,
            Qt.Key.Key_Right: ahead,
            Qt.Key.Key_Up: -COLUMNS[self.scale],
            Qt.Key.Key_Down: COLUMNS[self.scale],
        }
        if key in steps:
            self.go(step(self.scale, self._here, steps[key]), extend=extend)
        elif key in _PAGES:
            self.turn(_PAGES[key], extend=extend)
        elif key in _ENTER:
            self.taken.emit()
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._point(event, extend=bool(event.modifiers() & _SHIFT))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event, extend=True)
        else:
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._under(event).isValid():
            self.taken.emit()

    def _point(self, event: QMouseEvent, *, extend: bool) -> None:
        """The page stays, so that the day does not run away from under the mouse."""
        index = self._under(event)
        if event.buttons() & Qt.MouseButton.LeftButton and index.isValid() and index.flags():
            self._point_at(index.data(DAY), extend)
            self._mark()

    def _point_at(self, day: date, extend: bool) -> None:
        self._here = day
        if not (extend and self.scale is Precision.DAY):
            self._start = day

    def _show_page(self, scale: Precision) -> None:
        self._shown = self._here
        self._page.show_page(scale, self._here, self.locale())

    def _under(self, event: QMouseEvent) -> QModelIndex:
        return self.indexAt(event.position().toPoint())

    def _mark(self) -> None:
        """Show where one is and what would be taken."""
        self.setCurrentIndex(self._page.place(self._here))
        first, last = sorted((self._start, self._here))
        chosen = self.selectionModel()
        chosen.clearSelection()
        if first != last and self.scale is Precision.DAY:
            for day in self._page.cells:
                if first <= day <= last:
                    chosen.select(self._page.place(day), QItemSelectionModel.SelectionFlag.Select)
        self.viewport().update()
        self.moved.emit()
