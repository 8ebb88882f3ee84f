"""Several lines of plain text, given back letter for letter."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.kit.theme import current

_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class LongText(QPlainTextEdit):
    """A text field of a few lines that grows with its text; Tab leaves it."""

    def __init__(self, lines: int = 3, most: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fewest, self._most = lines, most
        self._shown_lines = lines
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)

    def text(self) -> str:
        """What stands in the field. `toPlainText` would turn the no-break spaces of names and numbers into others."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    @override
    def sizeHint(self) -> QSize:
        air = 2 * int(self.document().documentMargin()) + current().px(10)
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._shown_lines + air)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = round(self.document().size().height())  # the layout of plain text counts lines, not pixels
        self.setVerticalScrollBarPolicy(_AS_NEEDED if lines > self._most else _NEVER)
        wanted = min(self._most, max(self._fewest, lines))
        if lines <= self._most:
            self.verticalScrollBar().setValue(0)  # all of it has room
        if wanted != self._shown_lines:
            self._shown_lines = wanted
            self.updateGeometry()
