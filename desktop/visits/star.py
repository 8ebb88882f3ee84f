"""Yes or no in little room: a star that is lit."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.form.editors import Editor
from desktop.kit.buttons import IconButton


class Star(Editor):
    """Yes or no as a star that is lit."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self.button = IconButton("star", name)
        super().__init__(self.button, parent)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._light)
        self.button.toggled.connect(self.changed)

    @override
    def value(self) -> object:
        return self.button.isChecked()

    @override
    def set_value(self, value: Any) -> None:
        self.button.setChecked(bool(value))

    @override
    def take(self, text: str) -> None:
        self.button.setChecked(bool(text))

    @override
    def label_inside(self, name: str, label: str) -> None:
        self.button.setObjectName(name)

    def _light(self, lit: bool) -> None:
        self.button.set_ink("accent" if lit else "text2")
