"""Choosing for which field of a record quoted words speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from desktop.widgets.editors import Editor


class _Box(QComboBox):
    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a closed list must not change it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FieldChoice(Editor):
    """The fields of the record that stands in the form's field `record`, after `whole`, which stands for none."""

    def __init__(self, whole: str, offer: Callable[[int], Sequence[tuple[str, str]]], parent: QWidget) -> None:
        self.box = _Box()
        super().__init__(self.box, parent)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._whole, self._offer = whole, offer
        self._record: Editor | None = None
        self._names: list[str] = [""]
        self.box.addItem(whole)
        self.box.currentIndexChanged.connect(self.changed)

    @override
    def meet(self, others: Mapping[str, Editor]) -> None:
        self._record = others["record"]
        self._record.changed.connect(self.offer)

    def offer(self) -> None:
        """Offer the fields of the record that is chosen now; the field of that name stays chosen."""
        record, chosen = self._record.value() if self._record else None, self.value()
        fields = self._offer(record) if isinstance(record, int) else ()
        self._names = ["", *(name for name, _ in fields)]
        self.box.clear()
        self.box.addItems([self._whole, *(label for _, label in fields)])
        self.set_value(chosen)

    @override
    def value(self) -> object:
        return self._names[max(0, self.box.currentIndex())]

    @override
    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._names.index(value) if value in self._names else 0)
