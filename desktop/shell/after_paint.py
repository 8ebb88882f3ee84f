"""What can wait until the first page is on the screen: done step by step while the person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

BREATH_MS = 15
"""Between two steps, so that what was typed or clicked meanwhile is heard and shown."""
UNSEEN_MS = 2000
"""A window that opens as an icon is not painted; after this time the steps are taken all the same."""

_PAINTS = frozenset({QEvent.Type.Paint, QEvent.Type.UpdateRequest})
_HANDS = frozenset(
    {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
)


class AfterPaint(QObject):
    """Takes steps one at a time, the first of them after the next picture of the window.

    `needed` is called before the first key or button of the mouse that the window hears; it may also be a step. Until
    the picture is there, a key that `blind` names comes to nothing: nobody has seen what it would be done to.
    """

    def __init__(
        self,
        window: QWidget,
        needed: Callable[[], object],
        steps: Iterable[Callable[[], object]],
        blind: Callable[[QKeyEvent], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._needed, self._blind = needed, blind
        self._answers = self._seen = False
        self._steps = iter(steps)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take)
        self._timer.start(UNSEEN_MS)
        self._window: QObject = window
        window.installEventFilter(self)
        # Keys and buttons come to the system's window before any widget, so a shortcut finds who answers it.
        self._hands: QObject | None = window.windowHandle()
        if self._hands is not None:
            self._hands.installEventFilter(self)

    def stop(self) -> None:
        """Take no further step."""
        self._timer.stop()
        self._window.removeEventFilter(self)
        self._no_hands()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._hands and kind in _HANDS:
            self._hear()
            if not self._seen and isinstance(event, QKeyEvent) and self._blind(event):
                event.accept()  # or the actions that have this key would be asked next
                return True
        elif watched is self._window and kind in _PAINTS:
            self._window.removeEventFilter(self)
            # Queued: now the picture is only about to be drawn.
            QMetaObject.invokeMethod(self, "_begin", Qt.ConnectionType.QueuedConnection)
        return False

    def _hear(self) -> None:
        if not self._answers:
            self._answers = True
            self._needed()
        if self._seen:
            self._no_hands()

    @Slot()
    def _begin(self) -> None:
        self._seen = True
        self._timer.start(BREATH_MS)

    def _no_hands(self) -> None:
        if self._hands is not None:
            self._hands.removeEventFilter(self)
            self._hands = None

    def _take(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self.stop()
            return
        self._timer.start(BREATH_MS)
        step()
