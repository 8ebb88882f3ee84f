"""Several small forms under one label, for instance the steps of an agreement: add, take away, move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.theme.theme import current
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.editors import Editor
from desktop.widgets.form import Form, Item, blank

C = TypeVar("C", bound=BaseModel)


class _Row(QFrame, Generic[C]):
    """One small form with its buttons; `origin` is the place it had in the draft that was shown."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, form: Form[C], noun: str, origin: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current()
        self.form = form
        self.origin = origin
        self.setProperty("card", True)
        self.up = IconButton("chevron-up", self.tr("Move {noun} up").format(noun=noun), self)
        self.down = IconButton("chevron-down", self.tr("Move {noun} down").format(noun=noun), self)
        self.away = IconButton("x", self.tr("Remove {noun}").format(noun=noun), self)
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
        self._rows: list[_Row[C]] = []
        self._prefix = noun
        self._made = 0
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current().px(8))
        self._add = Button(self.tr("Add {noun}").format(noun=noun), "plus", "quiet", self._inside)
        self._add.clicked.connect(self._append_blank)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self._add)

    @override
    def label_inside(self, name: str, label: str) -> None:
        self._prefix = name.removeprefix("field.")
        self._add.setObjectName(f"{name}.add")

    @property
    def origins(self) -> tuple[int | None, ...]:
        """The place each row had in the draft that was shown; None for a new one."""
        return tuple(row.origin for row in self._rows)

    @override
    def value(self) -> object:
        return tuple(row.form.checked()[0] or row.form.unchecked() for row in self._rows)

    @override
    def problem(self) -> str:
        wrong = [row for row in self._rows if row.form.made() is None]
        return self.tr("Look at what is marked above.") if wrong else ""

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
        return tuple((row.origin, row.form.base, row.form.typed()) for row in self._rows)

    @override
    def retype(self, typed: Any) -> None:
        self._drop_all()
        for origin, base, words in typed:
            self._append(base, origin).form.retype(words)

    def _append_blank(self) -> None:
        row = self._append(blank(self._shape, self._start), None)
        next(iter(row.form.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _append(self, draft: C, origin: int | None) -> _Row[C]:
        form = Form(self._shape, self._items(), f"{self._prefix}.{self._made}", self._columns)
        self._made += 1
        form.show_draft(draft)
        form.changed.connect(self.changed)
        row = _Row(form, self._noun, origin, self._inside)
        row.moved.connect(self._move)
        row.removed.connect(self._remove)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
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
            self._column.insertWidget(at, row)
            self._enable()
            self.changed.emit()

    def _remove(self) -> None:
        row = self._sending()
        self._rows.remove(row)
        self._drop(row)
        self._enable()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _sending(self) -> _Row[C]:
        sender = self.sender()
        return next(row for row in self._rows if row is sender)

    def _drop_all(self) -> None:
        for row in self._rows:
            self._drop(row)
        self._rows = []

    def _drop(self, row: _Row[C]) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _enable(self) -> None:
        for place, row in enumerate(self._rows):
            row.up.setEnabled(place > 0)
            row.down.setEnabled(place < len(self._rows) - 1)
