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
from desktop.form.row import CardRow, Row, Waiting
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.theme import current

C = TypeVar("C", bound=BaseModel)
_FORMED_AT_ONCE = 20
"""So many rows have a form at once; of a longer list the others get theirs when they come into sight."""
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
        self._reader: Form[C] | None = None
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
        """Make a row for a draft."""
        return CardRow(partial(self._form_of, self._next_prefix()), draft, origin, self._inside, self._noun)

    def _form_of(self, prefix: str, draft: C, parent: QWidget) -> Form[C]:
        """Make a form that shows a draft."""
        form = Form(self._shape, self._items(), prefix, self._columns, parent)
        form.show_draft(draft)
        return form

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
        return tuple(row.draft() for row in self.filled)

    @override
    def set_notes(self, notes: Mapping[str, Note]) -> None:
        for row in self._rows:
            start = f"{row.origin}."
            row.set_notes({key.removeprefix(start): each for key, each in notes.items() if key.startswith(start)})

    @override
    def problem(self) -> str:
        wrong = [row for row in self.filled if not row.is_right()]
        return _("Look at what is marked above.") if wrong else ""

    @override
    def enter(self) -> None:
        wrong = [row for row in self._rows if row.refused()]
        if wrong:
            wrong[0].form.editors[wrong[0].refused()[0]].enter()
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
        return tuple((row.origin, row.base, row.typed()) for row in self.filled)

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
        row = self._row_of(watched)
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or row is None:
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
        row = self._row_of(QApplication.focusWidget())
        return self._rows.index(row) if row is not None else 0

    def _row_of(self, inside: QObject | None) -> Row[C] | None:
        """The row in which something stands."""
        if not isinstance(inside, QWidget):
            return None
        return next((each for each in self._rows if each.isAncestorOf(inside)), None)

    def _show(self, rows: Iterable[tuple[int | None, C | None, dict[str, object]]]) -> None:
        with self._together():
            for row in self._rows:
                self._drop(row)
            self._rows = []
            for origin, draft, words in rows:
                if draft is None:
                    raise ValueError("a row without the draft it was shown")
                self._append(draft, origin, typed=words)
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
            self._order_all()
        self._complete()

    def _complete(self) -> None:
        """Add the row that is always there to write into, where there is one."""

    def _append(
        self,
        draft: C,
        origin: int | None,
        at: int | None = None,
        typed: Mapping[str, object] | None = None,
        pasted: Mapping[str, str] | None = None,
    ) -> Row[C]:
        """Add a row for a draft, over which something was `typed` or `pasted`. Of many, those below have no form yet,
        which is what takes long: one form reads them all."""
        row = self._wrap(draft, origin)
        row.formed.connect(self._welcome)
        row.seen.connect(self._form_around, Qt.ConnectionType.QueuedConnection)
        if self._many and len(self._rows) >= _FORMED_AT_ONCE:
            if self._reader is None:
                self._reader = self._form_of(f"{self._prefix}.reader", draft, self._inside)
                self._reader.hide()
            row.wait(_read(self._reader, draft, typed or {}, pasted or {}), self._reader.sizeHint().height())
        else:
            _fill(row.form, typed or {}, pasted or {})
        place = len(self._rows) if at is None else at
        self._column.insertWidget(self._above + place, row)
        self._rows.insert(place, row)
        row.show()
        if not self._many:
            self._enable()
            if self.isVisible():
                self._order(row)
        return row

    def _welcome(self, row: Row[C]) -> None:
        """A row has its form now."""
        for editor in row.form.editors.values():
            (editor.focusProxy() or editor).installEventFilter(self)
        row.form.changed.connect(self.changed)
        row.moved.connect(self._move)
        row.removed.connect(self._remove)
        if row in self._rows and self.isVisible() and not self._many:
            self._order(row)

    def _form_around(self, row: Row[C]) -> None:
        """Make the form of a row that came into sight, and of those beside it, where Tab goes next."""
        if row in self._rows:
            place = self._rows.index(row)
            for each in self._rows[max(0, place - 1) : place + 2]:
                each.ensure_form()

    def _fill_from(self, row: Row[C], lines: Sequence[Mapping[str, str]]) -> None:
        """Write the first line into this row if it is empty, and the others into new rows after it."""
        before, place = self.rows_typed(), self._rows.index(row)
        last = row
        with self._together():
            for words in lines:
                if last is row and row.blank:
                    _fill(row.form, {}, words)
                else:
                    place += 1
                    last = self._append(blank(self._shape, self._start), None, place, pasted=words)
        if lines:
            self._did(before, last)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_all()  # only now all of them are in one window

    def _order_all(self) -> None:
        before = self._before_the_rows()
        for row in self._rows:
            before = _follow(before, row) if row.has_form else before

    def _order(self, row: Row[C]) -> None:
        """Tab goes from row to row as the eye does, then to the button below."""
        above = reversed(self._rows[: self._rows.index(row)])
        nearest = next((each for each in above if each.has_form), None)
        _follow(_stops(nearest)[-1] if nearest is not None else self._before_the_rows(), row)

    def _before_the_rows(self) -> QWidget | None:
        """Where Tab comes from."""
        before = self._add.previousInFocusChain()
        while before is not None and before is not self._add:
            if _stops_at(before, self.window()) and not self._inside.isAncestorOf(before):
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


def _follow(before: QWidget | None, row: Row[Any]) -> QWidget | None:
    """Let Tab come to a row from what stands before it; answers where it stops last. Qt looks through all of the window
    for each pair it is told, so it is told only of those that do not follow each other yet."""
    for stop in _stops(row):
        if before is not None and before.nextInFocusChain() is not stop:
            QWidget.setTabOrder(before, stop)
        before = stop
    return before


def _stops(row: Row[Any]) -> list[QWidget]:
    """Where Tab stops in a row: in its form, then at its buttons."""
    stops = [each for each in row.findChildren(QWidget) if _stops_at(each, row.window())]
    return sorted(stops, key=lambda each: not row.form.isAncestorOf(each))


def _stops_at(widget: QWidget, window: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return tabbed and widget.window() is window


def _fill(form: Form[Any], typed: Mapping[str, object], pasted: Mapping[str, str]) -> None:
    form.retype(typed)
    for name, text in pasted.items():
        form.editors[name].take(text)


def _read(reader: Form[C], draft: C, typed: Mapping[str, object], pasted: Mapping[str, str]) -> Waiting:
    """What a row with this draft would hold, over which something was typed or pasted."""
    reader.show_draft(draft)
    _fill(reader, typed, pasted)
    made, _refusals = reader.checked()
    return Waiting(reader.typed(), reader.changes(), made or reader.unchecked(), made is not None)


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
