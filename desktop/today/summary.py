"""One sentence on top of a page, each part of which leads to its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.kit import layouts
from desktop.kit.buttons import Button, wish_of
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import current

LINK_INSET = 5


@dataclass(frozen=True, slots=True)
class Part:
    """Some words and where they lead; `lead` is said before them, and of those that follow."""

    text: str
    key: object
    lead: str = ""


class Summary(QWidget):
    """The parts as links with dots between them; `wanted` carries the key of the one that was clicked.

    A link keeps room for its focus ring: its words begin LINK_INSET pixels (at 100 %) after the edge.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = layouts.row(on=self, margins=(0, 0, 0, 2), gap=0)
        self._parts: tuple[Part, ...] = ()
        self._buttons: list[Button] = []

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Say something else; the same parts stay as they are, with the focus."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        for part in parts:
            if part.lead:
                self._row.addSpacing(current().px(LINK_INSET if not self._buttons else 3 * LINK_INSET))
                self._row.addWidget(PlainLabel(part.lead, "body", "text2", parent=self))
            elif self._buttons:
                self._row.addWidget(PlainLabel("·", "body", "text2", parent=self))
            button = Button(part.text, variant="link", parent=self)
            wish_of(button, part.key).connect(self.wanted)
            self._buttons.append(button)
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setVisible(bool(parts))
