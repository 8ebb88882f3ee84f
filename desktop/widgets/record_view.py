"""The status table on the screen: one line a record, keys for all that is done to it, the place kept over changes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.models.record_table import WINDOW, RecordTable
from desktop.theme.theme import Theme
from desktop.widgets.row_delegate import RowDelegate, row_height
from desktop.workspace import Workspace

_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_WINDOWS_SEARCHED = 4
_KEYS = {
    Qt.Key.Key_Return: "opened",
    Qt.Key.Key_Enter: "opened",
    Qt.Key.Key_E: "edit_pressed",
    Qt.Key.Key_F2: "edit_pressed",
    Qt.Key.Key_L: "log_pressed",
    Qt.Key.Key_Delete: "hide_pressed",
    Qt.Key.Key_N: "add_pressed",
}
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_HOME, _END = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd
_RISING, _FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class RecordHeader(QHeaderView):
    """The names of the columns; a click on one sorts by it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
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


class RecordView(QTableView):
    """A table of records. Its keys only say what is wanted; the page does it."""

    current_changed = Signal(object)
    """The id of the current record, or None in an empty table."""
    opened = Signal()
    edit_pressed = Signal()
    log_pressed = Signal()
    hide_pressed = Signal()
    add_pressed = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, model: RecordTable[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._table = model
        self._kept: tuple[int | None, int] = (None, 0)
        self._shown = model.view
        self._hovered = -1
        self._delegate = RowDelegate(theme, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self.selectionModel().currentRowChanged.connect(self._follow)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._dress)
        self._dress()

    def current_id(self) -> int | None:
        """The record of the current row."""
        record = self._table.record(self.currentIndex().row())
        return record.id if record else None

    def show_record(self, record_id: int) -> bool:
        """Make the row of a record current, wherever in the view it is; False when it is not there."""
        row = self._find(record_id, self.currentIndex().row(), self._table.rowCount() // WINDOW + 1)
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

    def fit(self, wide: bool) -> None:
        """Show the columns there is room for."""
        for number, column in enumerate(self._table.columns):
            self.setColumnHidden(number, column.wide_only and not wide)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (_NO_KEYS, _KEYPAD)
        adding = event.key() == Qt.Key.Key_N and event.modifiers() == _CONTROL
        wish = _KEYS.get(Qt.Key(event.key())) if plain or adding else None
        if wish is None:
            super().keyPressEvent(event)
        elif adding or not event.isAutoRepeat():
            getattr(self, wish).emit()

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
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(360), 4 * row_height(self._theme))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        current = (self.currentIndex().row(), self.currentIndex().column())
        today, direction = self._workspace.today(), self.layoutDirection()
        self._delegate.point(today, direction, current, self._hovered, self.hasFocus())
        super().paintEvent(event)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _set_up_header(self) -> None:
        rows, header = self.verticalHeader(), RecordHeader(self._theme, self)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self._sort_by)
        for number, column in enumerate(self._table.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self._theme))
        self.verticalScrollBar().setSingleStep(row_height(self._theme) // 2)
        for number, column in enumerate(self._table.columns):
            if not column.stretch:
                self.setColumnWidth(number, self._theme.px(column.width))
        self.viewport().update()

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
        self._kept = (self.current_id(), self.currentIndex().row())

    def _recall(self) -> None:
        """After a change the same record is current; where it is gone, its neighbour, or the first of another view."""
        record_id, row = self._kept
        same, self._shown = self._shown == self._table.view, self._table.view
        if not self._table.rowCount():
            self.current_changed.emit(None)
            return
        found = self._find(record_id, row, _WINDOWS_SEARCHED) if record_id is not None else None
        self.show_row((row if same else 0) if found is None else found)

    def _find(self, record_id: int, near: int, windows: int) -> int | None:
        for start in _nearest(near, self._table.rowCount(), windows):
            self._table.record(start)
            row = self._table.row_of(record_id)
            if row is not None:
                return row
        return None


def _nearest(row: int, rows: int, windows: int) -> list[int]:
    """The first rows of the windows about a row, the nearest first."""
    middle, last = max(0, row) // WINDOW, (rows - 1) // WINDOW
    every = sorted(range(last + 1), key=lambda number: abs(number - middle))
    return [number * WINDOW for number in every[:windows]]
