"""A line for a length of time in words, which says under it how they are read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.form.editors import Line
from desktop.form.spoken import say_of_itself
from desktop.kit.plain import PlainLabel


class LengthLine(Line):
    """One line such as "six (6) months"; `reading` says how its words are read, or why they are not."""

    def __init__(self, reading: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._reading = reading
        self.echo = PlainLabel("", "meta", "text2", wrap=True, parent=self)
        column = self.layout()
        assert column is not None  # every editor has one
        column.addWidget(self.echo)
        self.line.textChanged.connect(self._say)
        self._say("")

    @override
    def label_inside(self, name: str, label: str) -> None:
        super().label_inside(name, label)
        self.echo.setObjectName(f"{name}.echo")

    def _say(self, words: str) -> None:
        said = self._reading(words)
        self.echo.setText(said)
        self.echo.setVisible(bool(said))
        say_of_itself(self.line, said)
