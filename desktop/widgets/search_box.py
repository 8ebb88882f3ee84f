"""The search in the header: type the beginnings of words, choose a record, open it or log an action on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.search import SearchModel
from desktop.theme.theme import current
from desktop.widgets.plain import ElidedLabel
from desktop.widgets.search_field import SearchField
from desktop.widgets.search_row import SearchDelegate

if TYPE_CHECKING:
    from db.records.base import Link

Finder = Callable[[str], Sequence["Link"]]

DEBOUNCE_MS = 80
SHOWN_ROWS = 14
_ONLY_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SearchResults(QFrame):
    """The list under the field; it never takes the focus."""

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("popover", True)
        self.setObjectName("search.results")
        self.model = SearchModel(self)
        self.view = QListView(self)
        self.view.setAccessibleName(self.tr("Search results"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setModel(self.model)
        self._window = window
        self._delegate = SearchDelegate(self.model, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._choose)
        self._foot = ElidedLabel("", "caption", "text2", parent=self)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.view)
        self._column.addWidget(self._foot)
        current().changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_found(self, words: str, found: Sequence[Link]) -> None:
        """Show what was found, the first record current."""
        self.model.set_found(found)
        self.view.setVisible(bool(found))
        self._foot.setText(
            self.tr("↑ ↓ move  ·  Enter open  ·  Ctrl+Enter log action  ·  Esc close")
            if found
            else self.tr("Nothing in the register contains “{words}”.").format(words=words)
        )
        self.step(1)

    def current(self) -> Link | None:
        """The record that Enter opens."""
        return self.model.link(self.view.currentIndex().row())

    def step(self, by: int) -> None:
        """Make the next record in a direction current."""
        row = self.model.beside(self.view.currentIndex().row(), by)
        self.view.selectionModel().setCurrentIndex(self.model.index(row), _ONLY_ROW)

    def place(self, field: QWidget) -> None:
        """Stand under the field, as high as the list needs."""
        theme, window = current(), self._window
        width = min(max(field.width(), theme.sizes.palette), window.width() - theme.px(16))
        centre = field.mapTo(window, QPoint(field.width() // 2, field.height() + theme.px(4)))
        x = min(max(theme.px(8), centre.x() - width // 2), window.width() - width - theme.px(8))
        rows = min(len(self.model.rows), SHOWN_ROWS)
        self.view.setFixedHeight(self._delegate.height() * rows)
        foot = self._foot.sizeHint().height()
        margins = self._column.contentsMargins()
        room = self.view.height() + self._column.spacing() if rows else 0
        self.setGeometry(x, centre.y(), width, room + foot + margins.top() + margins.bottom())
        self.show()
        self.raise_()

    def _choose(self, index: QModelIndex) -> None:
        link = self.model.link(index.row())
        if link is not None:
            self.chosen.emit(link)

    def _dress(self) -> None:
        theme = current()
        self._column.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._foot.setContentsMargins(theme.px(8), 0, theme.px(8), 0)


class SearchBox(SearchField):
    """The field; Enter opens, Ctrl+Enter logs on the record, Esc gives the focus back to where it was."""

    chosen = Signal(object)
    log_chosen = Signal(object)

    # Of the class: Qt tells a field that it lost the focus even while it is being taken apart.
    _results: SearchResults | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        super().__init__(self.tr("Search the register"), keys, parent)
        self.setObjectName("header.search")
        self._find: Finder | None = None
        self._came_from: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        self.textEdited.connect(self._timer.start)

    def set_finder(self, find: Finder | None) -> None:
        """Who searches; None while no register is open."""
        self._find = find

    def begin(self) -> None:
        """Take the focus and offer the newest records."""
        focus = QApplication.focusWidget()
        if focus is not self:
            self._came_from = focus
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._search()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        results, key = self._results, event.key()
        if key == Qt.Key.Key_Escape:
            self._end()
        elif results is None or not results.isVisible() or not (key in _ENTER or key in _STEPS):
            super().keyPressEvent(event)
        elif key in _ENTER:
            self._finish(log=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            results.step(_STEPS[Qt.Key(key)])

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._results is not None:
            self._results.hide()

    def _search(self) -> None:
        self._timer.stop()
        if self._find is None or not self.hasFocus():
            return
        if self._results is None:
            self._results = SearchResults(self.window())
            self._results.chosen.connect(self._choose)
        self._results.show_found(self.text(), self._find(self.text()))
        self._results.place(self)

    def _finish(self, log: bool) -> None:
        if self._timer.isActive():
            self._search()
        link = self._results.current() if self._results is not None else None
        if link is None:
            return
        self._end()
        (self.log_chosen if log else self.chosen).emit(link)

    def _choose(self, link: object) -> None:
        self._end()
        self.chosen.emit(link)

    def _end(self) -> None:
        self.clear()
        if self._results is not None:
            self._results.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()
        self._came_from = None
