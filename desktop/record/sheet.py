"""What scrolls in a record's pane: the body, as wide as there is room and as high as it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from desktop.record.body import DetailBody

_ALT = Qt.KeyboardModifier.AltModifier


class Sheet(QScrollArea):
    """A body as wide as there is room and as high as it needs; it has the focus, so that arrow keys scroll it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body: DetailBody | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._mark)

    def show_body(self, body: DetailBody) -> None:
        """Take another body; the old one may be the sender of the very signal that brought us here."""
        old = self.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        body.focused = self.hasFocus()
        self.body = body
        self.setWidget(body)
        # A scroll area paints its contents in the window's colour; the pane's own ground is to be seen.
        body.setAutoFillBackground(False)
        body.show()
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Qt's own resizing would widen the body to its longest word and keep it as high as its narrowest shape."""
        if self.body is not None:
            width = self.viewport().width()
            self.body.resize(width, max(self.viewport().height(), self.body.heightForWidth(width)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alone the arrows scroll; with Alt they are the pane's."""
        if event.modifiers() & _ALT:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def _mark(self) -> None:
        if self.body is not None:
            self.body.focused = self.hasFocus()
            self.body.update()
