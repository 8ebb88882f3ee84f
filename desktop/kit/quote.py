"""What was said, word for word, with its source below."""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.words import _
from desktop.kit import layouts, paint
from desktop.kit.buttons import Button
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current


class QuoteBox(QWidget):
    """A quotation that can be read, selected and copied but not changed; it keeps its own direction of writing."""

    source_clicked = Signal()

    def __init__(self, text: str, source: str = "", copyable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", "quote", wrap=True, parent=self)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._icon = Icon("link", size=14, parent=self)
        self._source = Button("", variant="link", parent=self)
        self._source.clicked.connect(self.source_clicked)
        self._copy = Button(_("Copy"), variant="link", parent=self)
        self._copy.setAccessibleName(_("Copy the quotation"))
        self._copy.setVisible(copyable)
        self._copy.clicked.connect(self._copy_text)
        foot = layouts.row(self._icon, self._source, 1, self._copy, gap=2)
        layouts.column(self._words, foot, on=self, margins=(14, 2, 0, 0), gap=4)
        self.set_quote(text, source)

    def set_quote(self, text: str, source: str = "") -> None:
        """Show another quotation."""
        self._words.setText(text)
        self._words.setAccessibleName(text)
        rtl = runs_right_to_left(text)
        self._words.setLayoutDirection(paint.RTL if rtl else paint.LTR)
        self._words.setAlignment(paint.TRAILING if rtl else paint.LEADING)
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self._icon.setVisible(bool(source))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        bar = paint.mirrored(self.layoutDirection(), self.rect(), QRect(0, 0, theme.px(3), self.height()))
        QPainter(self).fillRect(bar, theme.colour("line2"))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._words.text())


def runs_right_to_left(text: str) -> bool:
    """Whether a text begins with a letter of a script that is written from right to left."""
    strong = (bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
