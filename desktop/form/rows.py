"""Several small forms under one label, for instance the steps of an agreement: add, take away, move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from db.words import _
from desktop.form.citations import Note
from desktop.form.editors import Editor
from desktop.form.form import Form, Item, blank
from desktop.kit.buttons import Button, IconButton
from desktop.kit.theme import current

C = TypeVar("C", bound=BaseModel)


class Row(QFrame, Generic[C]):
    """One small form; `origin` is the place it had in the draft that was shown."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, form: Form[C], origin: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = form
        self.origin = origin

    def place(self, first: bool, last: bool) -> None:
        """Know whether it can be moved up or down."""

    @property
    def blank(self) -> bool:
        """Whether nobody wrote anything into it yet."""
        return False


class _CardRow(Row[C]):
    """A form on a card, with its buttons beside it."""

    def __init__(self, form: Form[C], noun: str, origin: int | None, parent: QWidget) -> None:
        super().__init__(form, origin, parent)
        theme = current()
        self.setProperty("card", True)
        self.up = IconButton("chevron-up", _("Move {noun} up").format(noun=noun), self)
        self.down = IconButton("chevron-down", _("Move {noun} down").format(noun=noun), self)
        self.away = IconButton("x", _("Remove {noun}").format(noun=noun), self)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.away.clicked.connect(self.removed)
        tools = QVBoxLayout()
        tools.setSpacing(0)
        for button in (self.away, self.up, self.down):
            tools.addWidget(button)
        tools.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(12), theme.px(8), theme.px(4), theme.px(8))
        line.setSpacing(theme.px(4))
        line.addWidget(form, 1)
        line.addLayout(tools)

    @override
    def place(self, first: bool, last: bool) -> None:
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)


class Rows(Editor, Generic[C]):
    """A list of drafts, each in a small form. `noun` is what one of them is called inside a sentence; a new one begins
    with the values of `start`."""

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
        self._prefix = noun
        self._made = 0
        self._above = 0  # what stands over the rows
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().px(8))
        self._add = Button(_("Add {noun}").format(noun=noun), "plus", "quiet", self._inside)
        self._add.clicked.connect(self._append_blank)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self._add)

    def _wrap(self, draft: C, origin: int | None) -> Row[C]:
        """Make a row that shows a draft."""
        form = Form(self._shape, self._items(), self._next_prefix(), self._columns)
        form.show_draft(draft)
        return _CardRow(form, self._noun, origin, self._inside)

    def _next_prefix(self) -> str:
        self._made += 1
        return f"{self._prefix}.{self._made - 1}"

    @property
    def filled(self) -> list[Row[C]]:
        """The rows that count."""
        return [row for row in self._rows if not row.blank]

    @override
    def label_inside(self, name: str, label: str) -> None:
        self._prefix = name.removeprefix("field.")
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
        self._drop_all()
        for origin, draft in enumerate(value or ()):
            self._append(draft, origin)

    @override
    def typed(self) -> object:
        return self.rows_typed()

    def rows_typed(self) -> tuple[tuple[int | None, C | None, dict[str, object]], ...]:
        """What stands in the rows, as typed, with the draft each was shown."""
        return tuple((row.origin, row.form.base, row.form.typed()) for row in self.filled)

    @override
    def retype(self, typed: Any) -> None:
        self._drop_all()
        for origin, base, words in typed:
            self._append(base, origin).form.retype(words)

    def _append_blank(self) -> None:
        row = self._append(blank(self._shape, self._start), None)
        next(iter(row.form.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _append(self, draft: C, origin: int | None, at: int | None = None) -> Row[C]:
        row = self._wrap(draft, origin)
        row.form.changed.connect(self.changed)
        row.moved.connect(self._move)
        row.removed.connect(self._remove)
        place = len(self._rows) if at is None else at
        self._column.insertWidget(self._above + place, row)
        self._rows.insert(place, row)
        row.show()
        self._enable()
        return row

    def _move(self, by: int) -> None:
        row = self._sending()
        at = self._rows.index(row) + by
        if 0 <= at < len(self._rows):
            self._rows.remove(row)
            self._rows.insert(at, row)
            self._column.removeWidget(row)
            self._column.insertWidget(self._above + at, row)
            self._enable()
            self.changed.emit()

    def _remove(self) -> None:
        row = self._sending()
        self._rows.remove(row)
        self._drop(row)
        self._enable()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _sending(self) -> Row[C]:
        sender = self.sender()
        return next(row for row in self._rows if row is sender)

    def _drop_all(self) -> None:
        for row in self._rows:
            self._drop(row)
        self._rows = []

    def _drop(self, row: Row[C]) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _enable(self) -> None:
        for place, row in enumerate(self._rows):
            row.place(place == 0, place == len(self._rows) - 1)
