"""A status table's outer form: its header, the columns that are shown, how wide and how high everything is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.kit.theme import Theme
from desktop.table.layout import Layout
from desktop.table.record_table import RecordTable
from desktop.table.row_delegate import RowDelegate, row_height

_SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_FOLDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, *_SIDES)
_STRETCH, _FIXED = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Fixed
_LEAST_TITLE, _TITLE = 160, 240
"""Titles with less room than the first get the second, and the table runs sideways."""
_RISING, _FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class RecordHeader(QHeaderView):
    """The names of the columns; a click on one sorts by it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        theme.changed.connect(self._dress)
        self._dress()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Qt gives a header the style's font when it is first shown."""
        super().showEvent(event)
        self._dress()

    def _dress(self) -> None:
        theme = self._theme
        self.setFont(theme.font("metas"))
        self.setMinimumSectionSize(theme.px(60))
        self.setFixedHeight(max(theme.px(32), theme.metrics("metas").height() + theme.px(14)))


class RecordColumns(QTableView):
    """A table whose columns and density somebody chose; moving or widening a column is told."""

    laid_out = Signal(object)
    """A Layout, after somebody moved or widened a column."""

    def __init__(self, theme: Theme, model: RecordTable[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = model
        self._layout = Layout()
        self._wide, self._placing = True, False
        self._delegate = RowDelegate(theme, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        model.modelReset.connect(self._span_headings)
        self._set_up()
        self._set_up_header()
        theme.changed.connect(self._dress)
        self.lay_out(self._layout)

    def fit(self, wide: bool) -> None:
        """Show the columns there is room for."""
        self._wide = wide
        self.lay_out(self._layout)

    def lay_out(self, layout: Layout) -> None:
        """Take columns and density as somebody chose them."""
        self._layout, self._placing = layout, True
        header, columns = self.horizontalHeader(), self._table.columns
        keys = [column.key for column in columns]
        for place, key in enumerate(layout.in_order(keys)):
            header.moveSection(header.visualIndex(keys.index(key)), place)
        for number, column in enumerate(columns):
            self.setColumnHidden(number, not layout.shows(column, self._wide))
        self._table.put_away = frozenset(column.key for column in columns if not layout.shows(column))
        self._delegate.set_density(layout.density)
        self._placing = False
        self._dress()

    def layout_now(self) -> Layout:
        """How the table looks."""
        return self._layout

    def fold(self, row: int, key: Qt.Key = Qt.Key.Key_Space) -> bool:
        """Show or hide the records under the heading in a row; False where no heading stands there."""
        heading = self._table.heading(row)
        if heading is None or key not in _FOLDING:
            return False
        if key not in _SIDES or heading.open is (key == Qt.Key.Key_Left):
            self._table.toggle(row)
            self.setCurrentIndex(self._table.index(row, 0))
        return True

    def _span_headings(self) -> None:
        """Let headings take their whole row."""
        self.clearSpans()
        for row in self._table.headings():
            self.setSpan(row, 0, 1, len(self._table.columns))

    def shown_columns(self) -> list[str]:
        """The keys of the columns that are shown now."""
        return [column.key for number, column in enumerate(self._table.columns) if not self.isColumnHidden(number)]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(360), 4 * row_height(self._theme, self._layout.density))

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _set_up_header(self) -> None:
        rows, header = self.verticalHeader(), RecordHeader(self._theme, self)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self._sort_by)
        header.sectionMoved.connect(self._note_order)
        header.sectionResized.connect(self._note_width)
        for number, column in enumerate(self._table.columns):
            mode = _STRETCH if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)

    def _dress(self) -> None:
        high = row_height(self._theme, self._layout.density)
        self._placing = True
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalScrollBar().setSingleStep(high // 2)
        for number, column in enumerate(self._table.columns):
            if not column.stretch:
                self.setColumnWidth(number, self._theme.px(self._layout.widths.get(column.key, column.width)))
        self._placing = False
        self._give_room()
        self.viewport().update()

    def _give_room(self) -> None:
        """Let the titles take what the other columns leave; where that is too little, the table runs sideways."""
        header, columns = self.horizontalHeader(), self._table.columns
        taken = sum(header.sectionSize(number) for number, column in enumerate(columns) if not column.stretch)
        tight = self.viewport().width() - taken < self._theme.px(_LEAST_TITLE)
        for number, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(number, _FIXED if tight else _STRETCH)
            if column.stretch and tight:
                header.resizeSection(number, self._theme.px(_TITLE))

    def _note_order(self) -> None:
        if not self._placing:
            header, columns = self.horizontalHeader(), self._table.columns
            order = tuple(columns[header.logicalIndex(place)].key for place in range(len(columns)))
            self._layout = replace(self._layout, order=order)
            self.laid_out.emit(self._layout)

    def _note_width(self, number: int, before: int, now: int) -> None:
        column = self._table.columns[number] if number < len(self._table.columns) else None
        if not self._placing and now and column is not None and not column.stretch:
            self._layout = self._layout.with_width(column.key, round(now / self._theme.scale))
            self._give_room()
            self.laid_out.emit(self._layout)

    def _sort_by(self, number: int) -> None:
        """First click rising, second falling, third the view's own order."""
        header, name = self.horizontalHeader(), self._table.columns[number].sort
        if not name:
            return
        view = self._table.view
        if view.sort != name:
            header.setSortIndicatorShown(True)
            header.setSortIndicator(number, _RISING)
            self._table.sort(number, _RISING)
        elif not view.descending:
            header.setSortIndicator(number, _FALLING)
            self._table.sort(number, _FALLING)
        else:
            header.setSortIndicatorShown(False)
            self._table.sort(-1)

    def cell_rect(self, key: str) -> QRect:
        """Where the cell of a column stands in the current row, in the window's coordinates."""
        keys = [column.key for column in self._table.columns]
        column = keys.index(key) if key in keys and not self.isColumnHidden(keys.index(key)) else 0
        index = self._table.index(max(0, self.currentIndex().row()), column)
        self.scrollTo(index)
        rect = self.visualRect(index)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())
