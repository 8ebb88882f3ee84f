"""Words and icons on the screen: always plain text, in a role and an ink of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as Words
from PySide6.QtWidgets import QLabel, QSizePolicy, QSystemTrayIcon, QWidget
from typing_extensions import override

from db.rules.text import TITLE_LIMIT, shortened
from desktop.kit import paint
from desktop.kit.fonts import Role
from desktop.kit.paint import starting
from desktop.kit.theme import current, repolish, set_role
from desktop.kit.tokens import Ink

TIP = "tip"
"""The property with the words of a tip as they were given."""


def tip_words(text: str) -> str:
    """The text of a tip that shows these words as they are: Qt has no plain tips, and takes what looks like markup for
    markup, pictures from files included."""
    text = shortened(text, TITLE_LIMIT)
    return Words.convertFromPlainText(text) if Words.mightBeRichText(text) else text


def set_tip(of: QWidget | QAction | QSystemTrayIcon, text: str) -> None:
    """Say these words when somebody hovers; the only way to set a tip."""
    of.setProperty(TIP, text)
    of.setToolTip(tip_words(text))


def tip_of(of: QWidget | QAction) -> str:
    """The words of its tip, as they were given."""
    return of.property(TIP) or ""


class PlainLabel(QLabel):
    """A label that never reads its text as markup."""

    def __init__(
        self, text: str = "", role: Role = "body", ink: Ink = "text", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._leading = True
        self.setText(text)
        self.setProperty("ink", ink)
        set_role(self, role)
        self.restyle()

    @override
    def setText(self, text: str) -> None:
        """Show another text; none is laid out that is longer than any form takes."""
        super().setText(shortened(text))

    def set_ink(self, ink: Ink) -> None:
        """Show the text in another colour."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            repolish(self)

    @override
    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Align as the caller says, instead of with the page."""
        self._leading = False
        super().setAlignment(alignment)

    def restyle(self) -> None:
        """Begin where the page does: Qt would align by the words, Latin ones to the left of an Urdu page."""
        if self._leading:
            super().setAlignment(starting(self.layoutDirection()))


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis when there is no room; the whole text is then its tooltip."""

    def __init__(self, text: str = "", role: Role = "body", ink: Ink = "text", parent: QWidget | None = None) -> None:
        super().__init__(text, role, ink, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        """Wide enough for an ellipsis, so that a layout may shrink it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("…"), metrics.height())

    @override
    def setText(self, text: str) -> None:
        """Show another text; line breaks become spaces."""
        super().setText(shortened(" ".join(text.split()), TITLE_LIMIT))
        self._explain()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), starting(self.layoutDirection()), shown)

    def _explain(self) -> None:
        set_tip(self, self.text() if self.fontMetrics().horizontalAdvance(self.text()) > self.width() else "")


class Icon(QWidget):
    """An icon beside words; `size` is at 100 %."""

    def __init__(self, name: str = "", ink: Ink = "text2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._ink, self._size = name, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, ink: Ink) -> None:
        """Show another icon; "" for none."""
        self._name, self._ink = name, ink
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return current().icon_size(self._size).grownBy(self.contentsMargins())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            paint.icon(QPainter(self), self.contentsRect(), self._name, self._ink, current().px(self._size))
