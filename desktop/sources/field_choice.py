"""Choosing for which field of a record quoted words speak, or writing down another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QListView, QWidget
from typing_extensions import override

from db.words import _
from desktop.form.editors import Editor
from desktop.kit.choice import QuietBox

Names = Sequence[tuple[str, str]]
"""Fields by their names, with what they are called."""


class FieldChoice(Editor):
    """The fields of the record that stands in the form's field `record`, after `whole`, which stands for none. A field
    that no form asks for is written down; `named` says how what was written is kept."""

    def __init__(
        self, whole: str, offer: Callable[[int], Names], named: Callable[[str, Names], str], parent: QWidget
    ) -> None:
        self.box = QuietBox()
        super().__init__(self.box, parent)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        offered = QCompleter(self.box.model(), self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()  # the completer takes it
        popup.setAccessibleName(_("Fields"))
        popup.setProperty("popup", True)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offered.setPopup(popup)
        self.box.setCompleter(offered)
        self._offer, self._named = offer, named
        self._record: Editor | None = None
        self._names: list[tuple[str, str]] = [("", whole)]
        self.box.addItem(whole)
        self.box.currentTextChanged.connect(self.changed)

    @override
    def meet(self, others: Mapping[str, Editor]) -> None:
        self._record = others["record"]
        self._record.changed.connect(self.offer)

    def offer(self) -> None:
        """Offer the fields of the record that is chosen now; the field of that name stays chosen, or written down."""
        record, chosen, written = self._record.value() if self._record else None, self.value(), self.box.currentText()
        own = chosen not in [name for name, _ in self._names]
        self._names[1:] = self._offer(record) if isinstance(record, int) else ()
        self.box.clear()
        self.box.addItems([label for _, label in self._names])
        self.set_value(chosen)
        if own:
            self.box.setEditText(written)

    @override
    def value(self) -> object:
        return self._named(self.box.currentText(), self._names)

    @override
    def set_value(self, value: Any) -> None:
        names = [name for name, _ in self._names]
        self.box.setCurrentIndex(names.index(value) if value in names else 0)
