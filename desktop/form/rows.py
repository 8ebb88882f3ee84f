"""Several small forms under one label, for instance the steps of an agreement: add, take away, move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from db.words import _
from desktop.form.citations import Note
from desktop.form.editors import Editor
from desktop.form.form import Form, Item, blank
from desktop.form.row import CardRow, Row
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.theme import current

C = TypeVar("C", bound=BaseModel)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
RowsTyped = tuple[tuple[int | None, Any, dict[str, object]], ...]
"""What stands in rows, as typed: the place each had, the draft it was shown, and its fields."""


class Rows(Editor, Generic[C]):
    """A list of drafts, each in a small form. `noun` is what one of them is called inside a sentence; a new one begins
    with the values of `start`. Ctrl+Z right after rows were added, pasted, moved or removed takes that back."""

    def __init__(
        self,
        shape: type[C],
        items: Callable[[], Sequence[Item]],
        noun: str,
        parent: QWidget,
        columns: int = 3,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self._inside = QWidget()
        super().__init__(self._inside, parent)
        self._shape, self._items, self._noun, self._columns = shape, items, noun, columns
        self._start = start or {}
        self._rows: list[Row[C]] = []
        self._past: list[tuple[RowsTyped, RowsTyped]] = []
        self._future: list[tuple[RowsTyped, RowsTyped]] = []
        self._prefix = noun
        self._made = 0
        self._many = False
        """Whether several rows are being made: what concerns all of them is done once, at the end."""
        self._above = 0  # what stands over the rows
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().px(8))
        self._add = Button(_("Add {noun}").format(noun=noun), "plus", "quiet", self._inside)
        self._add.clicked.connect(self._append_blank)
        self._add.installEventFilter(self)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self._add)

    def _wrap(self, draft: C, origin: int | None) -> Row[C]:
        """Make a row that shows a draft."""
        form = Form(self._shape, self._items(), self._next_prefix(), self._columns)
        form.show_draft(draft)
        return CardRow(form, self._noun, origin, self._inside)

    def _next_prefix(self) -> str:
        self._made += 1
        return f"{self._prefix}.{self._made - 1}"

    @property
    def filled(self) -> list[Row[C]]:
        """The rows that count."""
        return [row for row in self._rows if not row.blank]

    @override
    def label_inside(self, name: str, label: str) -> None:
        self._prefix = name
        self._add.setObjectName(f"{name}.add")

    @property
    @override
    def origins(self) -> tuple[int | None, ...]:
        return tuple(row.origin for row in self.filled)

    @override
    def value(self) -> object:
        return self.drafts()

    def drafts(self) -> tuple[C, ...]:
        """What stands in the rows."""
        return tuple(row.form.checked()[0] or row.form.unchecked() for row in self.filled)

    @override
    def set_notes(self, notes: Mapping[str, Note]) -> None:
        for row in self._rows:
            start = f"{row.origin}."
            row.form.set_notes({key.removeprefix(start): each for key, each in notes.items() if key.startswith(start)})

    @override
    def problem(self) -> str:
        wrong = [row for row in self.filled if row.form.made() is None]
        return _("Look at what is marked above.") if wrong else ""

    @override
    def enter(self) -> None:
        wrong = [row.form for row in self._rows if row.form.refused()]
        if wrong:
            wrong[0].editors[wrong[0].refused()[0]].enter()
        else:
            super().enter()

    @override
    def set_value(self, value: Any) -> None:
        self._show([(origin, draft, {}) for origin, draft in enumerate(value or ())])

    @override
    def typed(self) -> object:
        return self.rows_typed()

    def rows_typed(self) -> RowsTyped:
        """What stands in the rows, as typed, with the draft each was shown."""
        return tuple((row.origin, row.form.base, row.form.typed()) for row in self.filled)

    @override
    def retype(self, typed: Any) -> None:
        self._show(typed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z and Ctrl+Y in a cell: what was typed into it comes first, then what was done to the rows. Alt+↑ and
        Alt+↓ move a row, Alt+Del removes it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.matches(QKeySequence.StandardKey.Undo) and not _undoes(watched):
            return self._step(self._past, self._future, back=True)
        if event.matches(QKeySequence.StandardKey.Redo):
            return self._step(self._future, self._past, back=False)
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or not isinstance(watched, QWidget):
            return False
        row = next((each for each in self._rows if each.isAncestorOf(watched)), None)
        if row is None:
            return False
        if event.key() in _MOVES:
            row.moved.emit(row, _MOVES[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            row.remove()
        else:
            return False
        return True

    def _append_blank(self) -> None:
        before = self.rows_typed()
        row = self._append(blank(self._shape, self._start), None)
        self._did(before, row)

    def _did(self, before: RowsTyped, at: Row[C]) -> None:
        """Something was done to the rows, and the keyboard goes on there."""
        at.first_cell().enter()
        see(at)
        self._remember(before)

    def _remember(self, before: RowsTyped) -> None:
        """Something was done to the rows: it can be taken back."""
        self._past.append((before, self.rows_typed()))
        self._future.clear()
        self.changed.emit()

    def _step(self, steps: list[Any], others: list[Any], back: bool) -> bool:
        """Take back, or do again, the last that was done to the rows, unless something was typed into them since."""
        if not steps or steps[-1][back] != self.rows_typed():
            return False
        step = steps.pop()
        past, future = [*self._past], [*self._future]
        place = min(self._place_of_focus(), max(0, len(step[not back]) - 1))
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)  # or it would jump to another field with its row
        self.retype(step[not back])
        self._past[:], self._future[:] = past, future
        others.append(step)
        if self._rows:
            self._rows[place].first_cell().enter()
        self.changed.emit()
        return True

    def _place_of_focus(self) -> int:
        """In which row the keyboard is, 0 where it is in none."""
        focused = QApplication.focusWidget()
        return next((at for at, row in enumerate(self._rows) if focused and row.isAncestorOf(focused)), 0)

    def _show(self, rows: Iterable[tuple[int | None, C | None, dict[str, object]]]) -> None:
        with self._together():
            for row in self._rows:
                self._drop(row)
            self._rows = []
            for origin, draft, words in rows:
                if draft is None:
                    raise ValueError("a row without the draft it was shown")
                self._append(draft, origin).form.retype(words)
        self._past.clear()
        self._future.clear()

    @contextmanager
    def _together(self) -> Iterator[None]:
        """Make several rows: whoever listens hears of all of them at once, or a long list would be read again and again
        while it comes."""
        self._many, heard = True, self.blockSignals(True)
        self._inside.setUpdatesEnabled(False)
        try:
            yield
        finally:
            self._many = False
            self._inside.setUpdatesEnabled(True)
            self.blockSignals(heard)
        self._enable()
        if self.isVisible():
            self._order_what_follows()

    def _append(self, draft: C, origin: int | None, at: int | None = None) -> Row[C]:
        row = self._wrap(draft, origin)
        for editor in row.form.editors.values():
            (editor.focusProxy() or editor).installEventFilter(self)
        row.form.changed.connect(self.changed)
        row.moved.connect(self._move)
        row.removed.connect(self._remove)
        place = len(self._rows) if at is None else at
        self._column.insertWidget(self._above + place, row)
        self._rows.insert(place, row)
        row.show()
        if not self._many:
            self._enable()
            if self.isVisible():
                self._order(row)
        return row

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for row in self._rows:  # only now all of them are in one window
            self._order(row)

    def _order_what_follows(self) -> None:
        """Many rows that were made at once stand behind everything in the order of Tab, in their own: it is less work
        to put what follows them behind them."""
        made = [stop for row in self._rows for stop in _stops(row)]
        inside, window, follows = set(made), self.window(), []
        here: QWidget | None = self._add
        while here is not None and here is not window:
            if here not in inside and _stops_at(here, window):
                follows.append(here)
            here = here.nextInFocusChain()
        before = made[-1] if made else None
        for stop in follows:
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop

    def _order(self, row: Row[C]) -> None:
        """Tab goes from row to row as the eye does, then to the button below."""
        place = self._rows.index(row)
        before = _stops(self._rows[place - 1])[-1] if place else self._before_the_rows()
        for stop in _stops(row):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop

    def _before_the_rows(self) -> QWidget | None:
        """Where Tab comes from."""
        before = self._add.previousInFocusChain()
        while before is not None and before is not self._add:
            if _stops_at(before, self.window()) and not any(row.isAncestorOf(before) for row in self._rows):
                return before
            before = before.previousInFocusChain()
        return None

    def _move(self, row: Row[C], by: int) -> None:
        at = self._rows.index(row) + by
        if 0 <= at < len(self._rows):
            before = self.rows_typed()
            self._rows.remove(row)
            self._rows.insert(at, row)
            self._column.removeWidget(row)
            self._column.insertWidget(self._above + at, row)
            self._enable()
            self._remember(before)

    def _remove(self, row: Row[C]) -> None:
        before, place = self.rows_typed(), self._rows.index(row)
        self._rows.remove(row)
        self._after_removal(place)
        self._drop(row)  # once the keyboard is elsewhere, or it would jump to another field and the form with it
        self._enable()
        self._remember(before)

    def _after_removal(self, place: int) -> None:
        """Go on where a row was."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, row: Row[C]) -> None:
        layouts.discard(self._column, (row,))

    def _enable(self) -> None:
        for place, row in enumerate(self._rows):
            row.place(place == 0, place == len(self._rows) - 1)


def _stops(row: Row[Any]) -> list[QWidget]:
    """Where Tab stops in a row: in its form, then at its buttons."""
    stops = [each for each in row.findChildren(QWidget) if _stops_at(each, row.window())]
    return sorted(stops, key=lambda each: not row.form.isAncestorOf(each))


def _stops_at(widget: QWidget, window: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return tabbed and widget.window() is window


def _undoes(editor: QObject) -> bool:
    """Whether something typed into a cell can be taken back there."""
    if isinstance(editor, QPlainTextEdit):
        return editor.document().isUndoAvailable()
    return isinstance(editor, QLineEdit) and editor.isUndoAvailable()


def see(widget: QWidget) -> None:
    """Scroll what it stands in as far as needed to see it, once everything has its place."""
    QTimer.singleShot(0, widget, partial(_show_whole, widget))


def _show_whole(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 0, current().px(20))
