"""The short message after a change, with Undo, at the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from typing_extensions import override

from db.words import _
from desktop.kit import layouts
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current

STAYS_MS = 8000
_AGAIN_MS = 2000
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show})
_FREE = "keepFree"
_NARROWEST = 360


def keep_free(widget: QWidget) -> None:
    """Let no message lie on this widget: somebody may be about to use it."""
    widget.setProperty(_FREE, True)


class Snackbar(QFrame):
    """A bar at the bottom of `host`, in the middle of what may be covered there; it stays 8 s, longer while the pointer
    or the focus is on it."""

    triggered = Signal()
    expired = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("snackbar")
        self.setProperty("popover", True)
        self._icon = Icon(parent=self)
        self._text = PlainLabel("", "medium", wrap=True, parent=self)
        self._button = Button("", variant="link", parent=self)
        self._close = IconButton("x", _("Close this message"), self)
        layouts.row(self._icon, self._text, self._button, self._close, on=self, margins=(12, 6, 6, 6), gap=8)
        self._then: Callable[[], object] = self.triggered.emit
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._button.clicked.connect(self._trigger)
        self._close.clicked.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def show_message(
        self,
        text: str,
        action: str | None = None,
        stays_ms: int = STAYS_MS,
        *,
        refused: bool = False,
        reminds: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show `text`, in place of an earlier message; `action` is the button's word, "" for none, and else Undo.

        A long text takes several lines; what was `refused`, or `reminds`, is not marked as done. The button does what
        comes `then`, or emits `triggered`."""
        self._then = then or self.triggered.emit
        done = ("bell", "accent") if reminds else ("circle-check", "success")
        self._icon.show_icon(*(("octagon-alert", "critical") if refused else done))
        self._text.setText(text)
        offered = _("Undo") if action is None else action
        self._button.setText(offered)
        self._button.setVisible(bool(offered))
        self.setAccessibleName(text)
        self._lie()  # before it is seen, or where it lay first would be painted too
        self.show()
        self._lie()
        self.raise_()
        self._timer.start(stays_ms)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.make_room()
        return False

    def _trigger(self) -> None:
        self.dismiss()
        self._then()

    def _time_is_up(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(_AGAIN_MS)
            return
        self.dismiss()
        self.expired.emit()

    def make_room(self) -> None:
        """Lie where nothing is covered that must stay free, as the window is now."""
        if self.isVisible():
            self._lie()

    def _lie(self) -> None:
        theme = current()
        left, right, bottom = self._room()
        margin, beside = theme.px(16), theme.px(180)
        natural = theme.metrics("medium").horizontalAdvance(self._text.text()) + theme.px(4)
        self._text.setFixedWidth(max(1, min(natural, theme.px(620), right - left - 2 * margin - beside)))
        self.adjustSize()
        if self.width() > right - left - 2 * margin:
            self.resize(right - left - 2 * margin, self.height())
        self.move(QPoint((left + right - self.width()) // 2, bottom - self.height() - margin))

    def _room(self) -> tuple[int, int, int]:
        """The widest stretch of the bottom that may be covered, from left to right, and where it ends below; where none
        is wide enough it is all the width above what must stay free."""
        width, height = self._host.width(), self._host.height()
        free = [each for each in self._host.findChildren(QWidget) if each.property(_FREE) and each.isVisible()]
        for each in free:
            each.installEventFilter(self)  # it may grow while the message is there
        places = sorted((each.mapTo(self._host, QPoint()).x(), each.width()) for each in free)
        stretches, reached = [], 0
        for x, wide in (*places, (width, 0)):
            stretches.append((reached, x))
            reached = max(reached, x + wide)
        left, right = max(stretches, key=lambda each: each[1] - each[0])
        if right - left >= current().px(_NARROWEST):
            return left, right, height
        tops = (each.mapTo(self._host, QPoint()).y() for each in free)
        return 0, width, min((top for top in tops if top > height // 4), default=height)  # the others are columns
