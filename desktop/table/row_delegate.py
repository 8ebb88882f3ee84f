"""How a row of a status table looks: chips, codes with an arrow, a title over its details, a date over how far off."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.chip import chip_size, paint_chip
from desktop.kit.code_badge import code_size, paint_code
from desktop.kit.fonts import Role
from desktop.kit.theme import current
from desktop.kit.tokens import ToneName
from desktop.table.cell import Cell
from desktop.table.columns import ARROW
from desktop.table.layout import Density
from desktop.table.record_table import RecordTable

SIDE = 12
_GAP, _BAR, _ARROW = 6, 3, 14
_STRONG_INKS = frozenset({"critical", "warning"})
_LTR, _AUTO = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.LayoutDirectionAuto

_Index = QModelIndex | QPersistentModelIndex


_COMPACT, _RELAXED = 28, 58


def row_height(density: Density = "standard") -> int:
    """The height of a row: of one line, of two, or of two and a title that may wrap; more for larger letters."""
    theme = current()
    upper, lower, air = theme.metrics("medium").height(), theme.metrics("meta").height(), theme.px(12)
    if density == "compact":
        return max(theme.px(_COMPACT), upper + air - theme.px(4))
    if density == "relaxed":
        return max(theme.px(_RELAXED), 2 * upper + lower + theme.px(8))
    return max(theme.sizes.row, upper + lower + air)


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of every status table; the view says before each painting where current row and pointer are."""

    def __init__(self, model: RecordTable[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._today = date.min
        self._direction = _LTR
        self._current = (-1, -1)
        self._selected: frozenset[int] = frozenset()
        self._density: Density = "standard"
        self._hovered = -1
        self._ringed = False
        self._fitted: dict[tuple[Role, str, int], str] = {}

    def set_density(self, density: Density) -> None:
        """One line a row, two, or two with a title that may wrap."""
        self._density = density
        self.forget()

    def point(
        self,
        today: date,
        direction: Qt.LayoutDirection,
        current: tuple[int, int],
        selected: frozenset[int],
        hovered: int,
        ringed: bool,
    ) -> None:
        """Say what the next painting shows: current row and column, selection, the row under the pointer, focus."""
        self._today, self._direction = today, direction
        self._current, self._selected, self._hovered, self._ringed = current, selected, hovered, ringed

    def forget(self) -> None:
        """Shorten words anew: letters or widths are others."""
        self._fitted.clear()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = current().px(self._model.columns[index.column()].width)
        return QSize(width, row_height(self._density))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        full: QRect = option.rect
        row, number = index.row(), index.column()
        record = self._model.record(row)
        if record is None:
            self._heading(painter, full, row, number)
            return
        column = self._model.columns[number]
        self._ground(painter, full, row, number)
        side = current().px(SIDE)
        inner = full.adjusted(side, 0, -side // 2, -1)
        if self._direction != _LTR:
            inner = full.adjusted(side // 2, 0, -side, -1)
        cell = column.cell(record, self._today)
        if cell.codes:
            self._codes(painter, inner, cell.codes)
        elif cell.icon and cell.tone:
            self._chip(painter, inner, cell)
        else:
            self._words(painter, inner, cell, column.stretch)
        if self._ringed and (row, number) == self._current:
            paint.focus_ring(painter, full.adjusted(1, 1, -1, -2))

    def _heading(self, painter: QPainter, full: QRect, row: int, number: int) -> None:
        """What stands over a group; its cell spans the row."""
        heading, theme = self._model.heading(row), current()
        if heading is None or number:
            return
        painter.fillRect(full, theme.colour("sel" if row == self._current[0] else "ground"))
        painter.fillRect(full.x(), full.bottom(), full.width(), 1, theme.colour("line"))
        edge, size = theme.px(SIDE), theme.sizes.icon
        arrow = "chevron-down" if heading.open else "chevron-right"
        box = paint.mirrored(self._direction, full, QRect(full.x() + edge, full.y(), size, full.height()))
        paint.icon(painter, box, arrow, "text2", size)
        words = full.adjusted(edge + size + theme.px(_GAP), 0, -edge, 0)
        words = paint.mirrored(self._direction, full, words)
        self._line(painter, words, f"{heading.label}   {heading.count:n}", "strong", "text")
        if self._ringed and (row, number) == self._current:
            paint.focus_ring(painter, full.adjusted(1, 1, -1, -2))

    def _ground(self, painter: QPainter, full: QRect, row: int, column: int) -> None:
        theme, lit = current(), row == self._current[0] or row in self._selected
        if lit or row == self._hovered:
            painter.fillRect(full, theme.colour("sel" if lit else "hover"))
        painter.fillRect(full.x(), full.bottom(), full.width(), 1, theme.colour("line"))
        if row == self._current[0] and column == 0:
            bar = QRect(full.x(), full.y(), theme.px(_BAR), full.height() - 1)
            painter.fillRect(paint.mirrored(self._direction, full, bar), theme.colour("accent"))

    def _chip(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        size = chip_size(cell.text)
        box = QRect(inner.x(), inner.y(), min(size.width(), inner.width()), size.height())
        box.moveTop(inner.y() + (inner.height() - size.height()) // 2)
        box = paint.mirrored(self._direction, inner, box)
        # Status tables are written in the application's direction, which a viewport's painter does not know.
        painter.setLayoutDirection(self._direction)
        paint_chip(painter, box, cell.text, cast(ToneName, cell.tone), cell.icon)

    def _codes(self, painter: QPainter, inner: QRect, codes: tuple[tuple[str, bool], ...]) -> None:
        theme, x, gap = current(), inner.x(), current().px(_GAP)
        for code in codes:
            arrow = code == ARROW
            size = QSize(theme.px(_ARROW), inner.height()) if arrow else code_size(code[0])
            box = QRect(x, inner.y() + (inner.height() - size.height()) // 2, size.width(), size.height())
            box = paint.mirrored(self._direction, inner, box)
            if arrow:
                paint.icon(painter, box, "arrow-right", "text2", theme.px(_ARROW))
            else:
                paint_code(painter, box, code[0], code[1])
            x += size.width() + gap

    def _words(self, painter: QPainter, inner: QRect, cell: Cell, title: bool) -> None:
        theme = current()
        if cell.icon:
            size = theme.sizes.icon
            box = QRect(inner.x(), inner.y(), size, inner.height())
            paint.icon(painter, paint.mirrored(self._direction, inner, box), cell.icon, "text2", size)
            lead = size + theme.px(_GAP + 2)
            inner = inner.adjusted(lead, 0, 0, 0) if self._direction == _LTR else inner.adjusted(0, 0, -lead, 0)
        strong = title or cell.tone in _STRONG_INKS
        role: Role = "medium" if strong else "body"
        ink = cell.tone or "text"
        upper = theme.metrics(role).height()
        if not cell.under or self._density == "compact":
            self._line(painter, inner, cell.text, role, ink)
            return
        lower = theme.metrics("meta").height()
        if title and self._density == "relaxed" and theme.metrics(role).horizontalAdvance(cell.text) > inner.width():
            self._wrapped(painter, inner, cell, role)
            return
        top = inner.y() + (inner.height() - upper - lower) // 2
        first = QRect(inner.x(), top, inner.width(), upper)
        self._line(painter, first, cell.text, role, ink)
        second = QRect(inner.x(), top + upper, inner.width(), lower)
        self._line(painter, second, cell.under, "meta", cell.tone if cell.tone in _STRONG_INKS else "text2")

    def _wrapped(self, painter: QPainter, inner: QRect, cell: Cell, role: Role) -> None:
        """A long title on two lines, the second elided, over its details."""
        theme = current()
        upper, lower = theme.metrics(role).height(), theme.metrics("meta").height()
        first, rest = paint.broken(role, cell.text, inner.width())
        top = inner.y() + (inner.height() - 2 * upper - lower) // 2
        self._line(painter, QRect(inner.x(), top, inner.width(), upper), first, role, cell.tone or "text")
        self._line(painter, QRect(inner.x(), top + upper, inner.width(), upper), rest, role, cell.tone or "text")
        self._line(painter, QRect(inner.x(), top + 2 * upper, inner.width(), lower), cell.under, "meta", "text2")

    def _line(self, painter: QPainter, box: QRect, text: str, role: Role, ink: str) -> None:
        key = (role, text, box.width())
        shown = self._fitted.get(key)
        if shown is None:
            shown = self._fitted[key] = paint.fitted(role, text, box.width())
        # A Latin date in a right-to-left table still reads from the left: its own letters say which way it runs.
        painter.setLayoutDirection(_AUTO)
        painter.setFont(current().font(role))
        painter.setPen(current().colour(ink))
        painter.drawText(box, paint.starting(self._direction), shown)
