"""What stands in place of a list that has nothing to show, and the button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.plain import Icon, PlainLabel

_CENTRE = Qt.AlignmentFlag.AlignCenter


class EmptyNote(QWidget):
    """A sentence in the middle, with one button under it."""

    pressed = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._words.setAlignment(_CENTRE)
        self._button = Button("", parent=self)
        self._button.clicked.connect(self.pressed)
        self.setFocusProxy(self._button)
        picture, button = (Icon(icon, "text3", 28, self), _CENTRE), (self._button, _CENTRE)
        layouts.column(2, picture, self._words, button, 3, on=self, margins=(32, 24, 32, 24), gap=12)

    def say(self, words: str, button: str) -> None:
        """Show another sentence and button; "" for no button."""
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(words)

    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()
