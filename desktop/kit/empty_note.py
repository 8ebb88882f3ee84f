"""What stands in place of a list that has nothing to show, and the button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import Theme

_CENTRE = Qt.AlignmentFlag.AlignCenter


class EmptyNote(QWidget):
    """A sentence in the middle, with one button under it."""

    pressed = Signal()

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._icon = PlainLabel(parent=self)
        self._words = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._words.setAlignment(_CENTRE)
        self._button = Button("", parent=self)
        self._button.clicked.connect(self.pressed)
        self.setFocusProxy(self._button)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._icon, alignment=_CENTRE)
        column.addWidget(self._words)
        column.addWidget(self._button, alignment=_CENTRE)
        column.addStretch(3)
        theme.changed.connect(self._dress)
        self._dress()

    def say(self, words: str, button: str) -> None:
        """Show another sentence and button; "" for no button."""
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(words)

    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    def _dress(self) -> None:
        px = self._theme.px
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "text3", px(28), self.devicePixelRatioF()))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(32), px(24), px(32), px(24))
            layout.setSpacing(px(12))
