"""The short message after a change, with Undo, at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from desktop.theme.theme import current
from desktop.widgets import paint
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.plain import PlainLabel

STAYS_MS = 8000
_AGAIN_MS = 2000
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Show})


class Snackbar(QFrame):
    """A bar over the bottom centre of `host`; it stays 8 s, longer while the pointer or the focus is on it."""

    triggered = Signal()
    expired = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("snackbar")
        self.setProperty("popover", True)
        self.anchor_bottom = 0
        self._icon = PlainLabel(parent=self)
        self._text = PlainLabel("", "medium", wrap=True, parent=self)
        self._refused = False
        self._button = Button("", variant="link", parent=self)
        self._close = IconButton("x", self.tr("Close this message"), self)
        self._row = QHBoxLayout(self)
        for widget in (self._icon, self._text, self._button, self._close):
            self._row.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._button.clicked.connect(self._trigger)
        self._close.clicked.connect(self.dismiss)
        current().changed.connect(self._dress)
        self._dress()
        host.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, action: str = "Undo", stays_ms: int = STAYS_MS, *, refused: bool = False) -> None:
        """Show `text`, in place of an earlier message; `action` is the button's word, "" for none.

        A long text takes several lines; what was `refused` is not marked as done."""
        self._refused = refused
        self._dress()
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start(stays_ms)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self.isVisible():
            self._place()
        return False

    def _trigger(self) -> None:
        self.dismiss()
        self.triggered.emit()

    def _time_is_up(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(_AGAIN_MS)
            return
        self.dismiss()
        self.expired.emit()

    def _place(self) -> None:
        host, theme = self._host, current()
        margin, beside = theme.px(16), theme.px(180)
        natural = theme.metrics("medium").horizontalAdvance(self._text.text()) + theme.px(4)
        self._text.setFixedWidth(max(1, min(natural, theme.px(620), host.width() - 2 * margin - beside)))
        self.adjustSize()
        if self.width() > host.width() - 2 * margin:
            self.resize(host.width() - 2 * margin, self.height())
        y = host.height() - self.height() - margin - self.anchor_bottom
        self.move(QPoint((host.width() - self.width()) // 2, y))

    def _dress(self) -> None:
        theme = current()
        icon, ink = ("octagon-alert", "critical") if self._refused else ("circle-check", "success")
        self._icon.setPixmap(theme.pixmap(icon, ink, theme.sizes.icon, self.devicePixelRatioF()))
        edge = theme.px(6)
        self._row.setContentsMargins(paint.lead_margins(self.layoutDirection(), 2 * edge, edge, edge, edge))
        self._row.setSpacing(theme.px(8))
