"""The field for finding things, with a magnifying glass and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.kit import paint
from desktop.kit.keyboard import ENTER
from desktop.kit.plain import Icon, PlainLabel
from desktop.kit.theme import current

_EDGE, _GAP = 10, 8
_OPENING_KEYS = (*ENTER, Qt.Key.Key_Space)


class SearchField(QLineEdit):
    """A line to search in; read-only it only looks like one and emits `pressed` (the header's way to the palette)."""

    pressed = Signal()

    def __init__(self, placeholder: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._icon = Icon("search", parent=self)
        self._hint = PlainLabel(shortcut, "caption", "text2", parent=self)
        self._hint.setLayoutDirection(paint.LTR)
        for child in (self._icon, self._hint):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setVisible(bool(shortcut))
        self.textChanged.connect(self._hide_hint)
        self.restyle()

    def take_focus(self) -> None:
        """Have the focus, ready to write over what stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.isReadOnly() and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        else:
            super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and event.key() in _OPENING_KEYS:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _hide_hint(self, text: str) -> None:
        self._hint.setVisible(bool(self._hint.text()) and not text)

    def _place(self) -> None:
        theme, full, direction = current(), self.rect(), self.layoutDirection()
        size, edge, hint = theme.sizes.icon, theme.px(_EDGE), self._hint.sizeHint()
        icon = QRect(edge, (full.height() - size) // 2, size, size)
        words = QRect(full.width() - edge - hint.width(), 0, hint.width(), full.height())
        self._icon.setGeometry(paint.mirrored(direction, full, icon))
        self._hint.setGeometry(paint.mirrored(direction, full, words))

    def restyle(self) -> None:
        """Leave room for the icon and the key."""
        theme = current()
        lead = theme.px(_EDGE + _GAP - 8) + theme.sizes.icon
        tail = self._hint.sizeHint().width() + theme.px(4) if self._hint.text() else 0
        before, after = (tail, lead) if self.layoutDirection() == paint.RTL else (lead, tail)
        self.setTextMargins(before, 0, after, 0)
        self._place()
