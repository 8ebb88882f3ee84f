"""Enter with Ctrl or Alt belongs to whoever types before it belongs to the menus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.kit.keyboard import ENTER

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class OwnEnter(QObject):
    """Claims these keys for a widget and all in it: the action that has them in a menu does not take them there."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        owner.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        claimed = event.key() in ENTER and bool(event.modifiers() & _HELD)
        if claimed:
            event.accept()
        return claimed
