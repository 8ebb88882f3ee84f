"""What is open on a record, each with a tick: which of it the entry that is being written closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from db.records.pending import Pending
from desktop.form.editors import Editor
from desktop.kit import layouts
from desktop.kit.words import one_line


class Ticks(Editor):
    """The entries whose step or reply is ticked. A tick stays while something else is offered."""

    def __init__(self, parent: QWidget) -> None:
        self._inside = QWidget()
        super().__init__(self._inside, parent)
        self._column = layouts.column(on=self._inside, gap=2)
        self._boxes: dict[int, QCheckBox] = {}
        self._ticked: set[int] = set()
        self._name = ""

    def offer(self, open_: Sequence[Pending]) -> None:
        """Show these, each with its day."""
        layouts.discard(self._column, [*self._boxes.values()])
        self._boxes = {each.entry: QCheckBox(one_line(each.said()), self._inside) for each in open_}
        for entry, box in self._boxes.items():
            box.setObjectName(f"{self._name}.{entry}")
            box.setAccessibleName(f"{self.accessibleName()}: {box.text()}")
            box.setChecked(entry in self._ticked)
            box.toggled.connect(self._note)
            self._column.addWidget(box)
        for first in [*self._boxes.values()][:1]:
            self._inside.setFocusProxy(first)
            self.setFocusProxy(first)

    @override
    def value(self) -> object:
        return tuple(entry for entry in self._boxes if entry in self._ticked)

    @override
    def set_value(self, value: Any) -> None:
        self._ticked = {*(value or ())}
        for entry, box in self._boxes.items():
            box.setChecked(entry in self._ticked)
        self.changed.emit()

    @override
    def label_inside(self, name: str, label: str) -> None:
        self._name = name
        self.setAccessibleName(label)

    def _note(self) -> None:
        known = {*self._boxes}
        self._ticked = (self._ticked - known) | {entry for entry, box in self._boxes.items() if box.isChecked()}
        self.changed.emit()
