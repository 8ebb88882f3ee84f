"""Enter in a form: here alone it is decided whether it stores what was typed, or only chose something in a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.kit.keyboard import ENTER

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_HELD = _CTRL | Qt.KeyboardModifier.AltModifier


class Enter(QObject):
    """Hears Enter on `surface` and in all that is in it: Ctrl+Enter stores, with Shift and goes on; where it is `plain`
    Enter alone stores too. An action that has one of these keys in a menu does not take it here."""

    submitted = Signal(bool)
    """Whether another one is to follow."""

    def __init__(self, surface: QWidget, plain: bool) -> None:
        super().__init__(surface)
        self._surface, self._plain = surface, plain
        self._chose = False
        surface.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() not in ENTER:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.modifiers() & _HELD:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if (event.modifiers() & _CTRL or (self._plain and not event.modifiers() & _HELD)) and not self._chose:
            self.submitted.emit(bool(event.modifiers() & _CTRL and event.modifiers() & _SHIFT))
        return True  # nor does it press a button somewhere else

    def _look(self, left: QWidget | None, entered: QWidget | None) -> None:
        """A list closes when Enter goes down, and the same Enter then arrives where it was opened from."""
        if left is None or entered is None or entered.window() is not self._surface.window():
            return
        if left.window() is not self._surface.window() and left.window().windowType() == Qt.WindowType.Popup:
            self._chose = True
            QTimer.singleShot(0, self._forget)

    def _forget(self) -> None:
        self._chose = False
