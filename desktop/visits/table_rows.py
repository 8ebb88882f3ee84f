"""Drafts as the lines of a table: the last line is empty and takes what is typed; a pasted list fills several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from typing_extensions import override

from db.words import _
from desktop.form.form import Form, Item, blank
from desktop.form.row import LineRow, Row
from desktop.form.rows import Rows
from desktop.kit.plain import PlainLabel, set_tip
from desktop.kit.theme import current

C = TypeVar("C", bound=BaseModel)

Split = Callable[[str, int], Sequence[Mapping[str, str]]]
"""The lines of a pasted text, each by field; the number is the column in which it was pasted."""


class TableRows(Rows[C]):
    """A table of drafts. Alt+↑ and Alt+↓ move a line, Alt+Del removes it; Ctrl+V of several lines fills several."""

    def __init__(
        self,
        shape: type[C],
        items: Callable[[], Sequence[Item]],
        noun: str,
        parent: QWidget,
        stretches: Sequence[int],
        split: Split,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self._stretches, self._split = stretches, split
        super().__init__(shape, items, noun, parent, len(stretches), start)
        theme = current()
        self._column.setSpacing(theme.px(6))
        self._add.setText(_("Paste a list"))
        self._add.set_icon("clipboard-copy")
        set_tip(self._add, _("Each line of the copied text becomes a line here (Ctrl+V)"))
        self._column.insertLayout(0, self._head())
        self._above = 1

    @override
    def label_inside(self, name: str, label: str) -> None:
        super().label_inside(name, label)
        self._add.setObjectName(f"{name}.paste")
        self._add.setAccessibleName(f"{self._add.text()}: {label}")

    @override
    def enter(self) -> None:
        if any(row.refused() for row in self.filled):
            super().enter()
        else:
            self._rows[-1].first_cell().enter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list may be pasted into a cell."""
        if super().eventFilter(watched, event):
            return True
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        found = self._cell(watched)
        return found is not None and self._paste(*found)

    @override
    def _append_blank(self) -> None:
        """The button: what was copied, at the end."""
        self._fill_from(self._rows[-1], self._split(QApplication.clipboard().text(), 0))

    @override
    def _wrap(self, draft: C, origin: int | None) -> Row[C]:
        return LineRow(partial(self._form_of, self._next_prefix()), draft, origin, self._inside, self._noun)

    @override
    def _form_of(self, prefix: str, draft: C, parent: QWidget) -> Form[C]:
        form = Form(self._shape, self._items(), prefix, 1, parent, self._stretches)
        form.show_draft(draft)
        return form

    @override
    def _welcome(self, row: Row[C]) -> None:
        super()._welcome(row)
        row.form.changed.connect(self._complete)

    @override
    def _move(self, row: Row[C], by: int) -> None:
        """The empty line stays the last."""
        at, last = self._rows.index(row), len(self._rows) - 1
        if at < last and at + by < last:
            super()._move(row, by)

    @override
    def _enable(self) -> None:
        for place, row in enumerate(self._rows):
            row.place(place == 0, place >= len(self._rows) - 2)

    @override
    def _after_removal(self, place: int) -> None:
        self._complete()
        self._rows[min(place, len(self._rows) - 1)].first_cell().enter()

    @override
    def _complete(self) -> None:
        """The last line is always empty."""
        if not self._many and (not self._rows or not self._rows[-1].blank):
            self._append(blank(self._shape, self._start), None)

    def _paste(self, row: Row[C], column: int) -> bool:
        """A list that was copied fills lines; a word or a sentence is pasted into the cell as anywhere."""
        text = QApplication.clipboard().text().strip("\n")
        if "\n" not in text and "\t" not in text:
            return False
        self._fill_from(row, self._split(text, column))
        return True

    def _cell(self, widget: QWidget) -> tuple[Row[C], int] | None:
        row = self._row_of(widget)
        editors = row.form.editors.values() if row is not None else ()
        columns = (column for column, editor in enumerate(editors) if widget is (editor.focusProxy() or editor))
        column = next(columns, None)
        return None if row is None or column is None else (row, column)

    def _head(self) -> QHBoxLayout:
        """The names of the columns, as wide as the cells below them."""
        theme = current()
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        for item, parts in zip(self._items(), self._stretches, strict=True):
            label = PlainLabel(item.label, "metas", "text2", parent=self._inside)
            if parts:
                label.setSizePolicy(label.sizePolicy().Policy.Ignored, label.sizePolicy().verticalPolicy())
            else:
                label.setFixedWidth(theme.sizes.icon_button)
            head.addWidget(label, parts)
        head.addSpacing(theme.sizes.icon_button + theme.px(4))  # the menu of a line
        return head
