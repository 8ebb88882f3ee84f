"""The status table on the screen: one line a record, keys for all that is done to it, the place kept over changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.kit.keyboard import ENTER
from desktop.kit.theme import current, set_role
from desktop.table.held import WINDOW
from desktop.table.layout import Layout
from desktop.table.record_table import RecordTable
from desktop.table.row_delegate import RowDelegate, row_height
from desktop.workspace import Workspace

_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_ADDED = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_WINDOWS_SEARCHED = 4
MOST_SELECTED = 1_000
"""At most this many records are handled at once; more are chosen by a filter, not by hand."""
_ALONE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_HOME, _END = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd
_SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_FOLDING = (*ENTER, Qt.Key.Key_Space, *_SIDES)
_STRETCH, _FIXED = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Fixed
_LEAST_TITLE, _TITLE = 160, 240
"""Titles with less room than the first get the second, and the table runs sideways."""
_RISING, _FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class RecordHeader(QHeaderView):
    """The names of the columns; a click on one sorts by it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        set_role(self, "metas")
        set_role(self.viewport(), "metas")  # it would keep the letters it was first shown with
        self.restyle()

    def restyle(self) -> None:
        """Be as high as the names of the columns need."""
        theme = current()
        self.setMinimumSectionSize(theme.px(60))
        self.setFixedHeight(max(theme.px(32), theme.metrics("metas").height() + theme.px(14)))


class RecordColumns(QTableView):
    """A table whose columns and density somebody chose; moving or widening a column is told."""

    laid_out = Signal(object)
    """A Layout, after somebody moved or widened a column."""

    def __init__(self, model: RecordTable[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = model
        self._layout = Layout()
        self._wide, self._placing = True, False
        self._delegate = RowDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        model.modelReset.connect(self._span_headings)
        self._set_up()
        self._set_up_header()
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
        self.restyle()

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
        return QSize(current().px(360), 4 * row_height(self._layout.density))

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
        rows, header = self.verticalHeader(), RecordHeader(self)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self._sort_by)
        header.sectionMoved.connect(self._note_order)
        header.sectionResized.connect(self._note_width)
        for number, column in enumerate(self._table.columns):
            mode = _STRETCH if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)

    def restyle(self) -> None:
        """Give rows and columns their sizes."""
        self._delegate.forget()
        high = row_height(self._layout.density)
        self._placing = True
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalScrollBar().setSingleStep(high // 2)
        for number, column in enumerate(self._table.columns):
            if not column.stretch:
                self.setColumnWidth(number, current().px(self._layout.widths.get(column.key, column.width)))
        self._placing = False
        self._give_room()
        self.viewport().update()

    def _give_room(self) -> None:
        """Let the titles take what the other columns leave; where that is too little, the table runs sideways."""
        header, columns = self.horizontalHeader(), self._table.columns
        taken = sum(header.sectionSize(number) for number, column in enumerate(columns) if not column.stretch)
        tight = self.viewport().width() - taken < current().px(_LEAST_TITLE)
        for number, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(number, _FIXED if tight else _STRETCH)
            if column.stretch and tight:
                header.resizeSection(number, current().px(_TITLE))

    def _note_order(self) -> None:
        if not self._placing:
            header, columns = self.horizontalHeader(), self._table.columns
            order = tuple(columns[header.logicalIndex(place)].key for place in range(len(columns)))
            self._layout = replace(self._layout, order=order)
            self.laid_out.emit(self._layout)

    def _note_width(self, number: int, before: int, now: int) -> None:
        column = self._table.columns[number] if number < len(self._table.columns) else None
        if not self._placing and now and column is not None and not column.stretch:
            self._layout = self._layout.with_width(column.key, round(now / current().scale))
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


class RecordView(RecordColumns):
    """A table of records. Its keys only say what is wanted; the page does it, and what letters do there."""

    current_changed = Signal(object)
    """The id of the current record, or None in an empty table."""
    opened = Signal()
    menu_pressed = Signal(QPoint)
    """What can be done with the selected records is to be offered at this place of the screen."""
    chip_pressed = Signal(str)
    """The status of the current record was clicked once it was current."""

    def __init__(self, workspace: Workspace, model: RecordTable[Any], parent: QWidget) -> None:
        super().__init__(model, parent)
        self._workspace = workspace
        self._kept: tuple[int | None, int] = (None, 0)
        self._in_sight: tuple[int | None, int, int] = (None, 0, 0)
        self._shown = model.view
        self._hovered = -1
        self._chosen: tuple[int, ...] = ()
        self._left: list[tuple[int, tuple[int, ...]]] = []
        """Current records that left the view, the last one last, each with what was selected with it."""
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self.selectionModel().currentRowChanged.connect(self._follow)
        self.doubleClicked.connect(self._open)

    def current_id(self) -> int | None:
        """The record of the current row."""
        record = self._table.record(self.currentIndex().row())
        return record.id if record else None

    def show_record(self, record_id: int) -> bool:
        """Make the row of a record current, wherever in the view it is; False when it is not there."""
        row = self._table.find(record_id, self.currentIndex().row(), self._table.rowCount() // WINDOW + 1)
        if row is not None:
            self.show_row(row)
        return row is not None

    def show_row(self, row: int) -> None:
        """Make a row current, or the nearest there is."""
        row = max(0, min(row, self._table.rowCount() - 1))
        index = self._table.index(row, max(0, self.currentIndex().column()))
        # selectRow() selects nothing in right-to-left windows.
        self.selectionModel().setCurrentIndex(index, _ROWS)
        self.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the record before (-1) or after (+1) the current one."""
        self.show_row(self.currentIndex().row() + by)

    def selected_ids(self) -> tuple[int, ...]:
        """The selected records in their order, the current one where none is; at most MOST_SELECTED."""
        found = [self._table.record(row) for row in self._chosen_rows()]
        ids = tuple(each.id for each in found if each is not None)
        here = self.current_id()
        return ids or (() if here is None else (here,))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), event.modifiers() in _ALONE
        if plain and self.fold(self.currentIndex().row(), key):
            return
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_F10:
            self._offer_menu()
        elif not plain or key not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.opened.emit()

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last record, not along the cells of one."""
        if action not in (_HOME, _END):
            return super().moveCursor(action, modifiers)
        row = 0 if action == _HOME else self._table.rowCount() - 1
        return self._table.index(row, max(0, self.currentIndex().column()))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; finding has its own field."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the status of the row that is current already asks for another one."""
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self.fold(at.row()):
            return
        again = at.isValid() and at.row() == self.currentIndex().row() and not event.modifiers()
        super().mousePressEvent(event)
        if again and self._table.columns[at.column()].key == "status" and event.button() == Qt.MouseButton.LeftButton:
            self.chip_pressed.emit("status")

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, over a record, or the menu key; the press before has made that record current."""
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self._offer_menu()
        elif self._table.record(self.rowAt(event.pos().y())) is not None:
            self.menu_pressed.emit(event.globalPos())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._table.rowCount():
            self.show_row(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        current = (self.currentIndex().row(), self.currentIndex().column())
        today, direction = self._workspace.today(), self.layoutDirection()
        selected = self._selected_rows() if self.selectionModel().hasSelection() else frozenset()
        self._delegate.point(today, direction, current, selected, self._hovered, self.hasFocus())
        super().paintEvent(event)

    def _offer_menu(self) -> None:
        self.menu_pressed.emit(self.cell_rect("title").bottomLeft())

    def _spans(self) -> list[tuple[int, int]]:
        """The selected rows as first and last of each run."""
        selection = self.selectionModel().selection()
        return [(selection.at(n).top(), selection.at(n).bottom()) for n in range(selection.count())]

    def _chosen_rows(self) -> list[int]:
        """The selected rows in their order, at most MOST_SELECTED."""
        spans = self._spans()
        return sorted({row for top, end in spans for row in range(top, min(end, top + MOST_SELECTED) + 1)})[
            :MOST_SELECTED
        ]

    def _selected_rows(self) -> frozenset[int]:
        """The selected rows that can be seen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = self._table.rowCount() - 1 if last < 0 else last
        return frozenset(row for top, bottom in self._spans() for row in range(max(top, first), min(bottom, last) + 1))

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit()

    def _follow(self, now: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        self.current_changed.emit(self.current_id())

    def _remember(self) -> None:
        """Only what is at hand is remembered: what would be read now is of the register after the change."""
        row = self.currentIndex().row()
        self._kept = (self._table.id_at(row), row)
        chosen = [self._table.id_at(each) for each in self._chosen_rows()]
        self._chosen = tuple(each for each in chosen if each is not None) if len(chosen) > 1 else ()
        seen = 0 <= self.rowViewportPosition(row) < self.viewport().height()
        row = row if seen and self._kept[0] is not None else self.rowAt(0)
        self._in_sight = (self._table.id_at(row), row, self.rowViewportPosition(row))

    def _recall(self) -> None:
        """After a change the same record is current; where it is gone, its neighbour, or the first of another view."""
        record_id, row = self._kept
        same, self._shown = self._shown == self._table.view, self._table.view
        if not same:
            self._left.clear()
        elif self._comes_back():
            return
        if not self._table.rowCount():
            self._leave(record_id)
            self.current_changed.emit(None)
            return
        found = self._table.find(record_id, row, _WINDOWS_SEARCHED) if record_id is not None else None
        self.show_row((row if same else 0) if found is None else found)
        if same:
            self._recall_place()
            if found is None:
                self._leave(record_id)

    def _leave(self, record_id: int | None) -> None:
        if record_id is not None:
            self._left.append((record_id, self._chosen))

    def _comes_back(self) -> bool:
        """Whether the current record that left last is in the view again, as after an undo: it is current again."""
        if not self._left:
            return False
        record_id, chosen = self._left[-1]
        at = self._table.find(record_id, self._kept[1], _WINDOWS_SEARCHED)
        if at is None:
            return False
        self._left.pop()
        self.show_row(at)
        self._select(chosen)
        return True

    def _select(self, records: tuple[int, ...]) -> None:
        for each in records:
            at = self._table.row_of(each)
            if at is not None:
                self.selectionModel().select(self._table.index(at, 0), _ADDED)

    def _recall_place(self) -> None:
        """What was selected is so again, and what was in sight stands where the eye left it."""
        self._select(self._chosen)
        record_id, row, y = self._in_sight
        at = self._table.find(record_id, row, _WINDOWS_SEARCHED) if record_id is not None else None
        if at is not None:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(at) - y)
