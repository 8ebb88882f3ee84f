"""Keys by where they lie on the keyboard: under Cyrillic, Arabic or Greek letters they do what they do elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

_ROWS = ((10, "1234567890-="), (24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
_LIES = {first + place: Qt.Key(ord(sign)) for first, signs in _ROWS for place, sign in enumerate(signs)}
"""What an English keyboard has where a key lies, by its number under X11 and Wayland."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The two keys that a person calls Enter."""
_FIRST_LETTER = 24
_LAST_LATIN_1 = 0xFF
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_WINDOW, _HERE = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut


class Keyboard(QObject):
    """Looks at the keys of every window of the program before the window does.

    Qt finds the Latin letter of a key only where a second, Latin layout is loaded, and never a digit under "&"."""

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._numbered = app.platformName() in ("xcb", "wayland")
        self._latin: set[int] = set()
        """The layouts, by number, that wrote a Latin letter last."""
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or not isinstance(event, QKeyEvent):
            return False
        popup, claims = QApplication.activePopupWidget(), event.type() == QEvent.Type.ShortcutOverride
        target = (popup.focusWidget() or popup) if popup else QApplication.focusWidget() or QApplication.activeWindow()
        letter, key = is_letter(event), self._meant(event)
        typed = letter and _takes_letters(target)
        if typed or target is None:
            key = None
        # A pop-up keeps letters from what lies under it; what lies elsewhere on this layout is decided as it comes.
        claimed = claims and (typed or (letter and popup is not None) or key is not None)
        if claimed:
            event.accept()
        elif key is not None and target is not None:
            _press(target, QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers(), event.text(), event.isAutoRepeat()))
        return claimed or key is not None

    def _meant(self, event: QKeyEvent) -> Qt.Key | None:
        """The key that lies there on an English keyboard, where this layout has no Latin letter for it."""
        key, sign = _LIES.get(event.nativeScanCode()), event.nativeVirtualKey()
        if key is None or not sign or not self._numbered or event.modifiers() & ~(_CTRL | _SHIFT):
            return None
        if event.nativeScanCode() < _FIRST_LETTER:
            return key if event.modifiers() == _CTRL and sign != key.value else None
        layout = event.nativeModifiers() >> 13 & 3
        if sign > _LAST_LATIN_1:
            self._latin.discard(layout)
        elif chr(sign).isalpha():
            self._latin.add(layout)
        return None if layout in self._latin else key


def _press(target: QWidget, event: QKeyEvent) -> None:
    """Give a key to what is typed into, else to the nearest action that has it, else to what has the focus."""
    claim = QKeyEvent(QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
    claim.ignore()
    QApplication.sendEvent(target, claim)
    action = None if claim.isAccepted() else _action(target, QKeySequence(event.keyCombination()))
    if action is None:
        QApplication.sendEvent(target, event)
    elif not event.isAutoRepeat() or action.autoRepeat():
        action.trigger()


def _action(target: QWidget, keys: QKeySequence) -> QAction | None:
    """The action of these keys that is nearest around a widget."""
    here: QWidget | None = target
    while here is not None:
        context = (_HERE, _WINDOW) if here.isWindow() else (_HERE,)
        for action in here.actions():
            if action.isEnabled() and action.shortcutContext() in context and keys in action.shortcuts():
                return action
        here = None if here.isWindow() else here.parentWidget()
    return None


def is_letter(event: QKeyEvent) -> bool:
    """Whether a key writes something, with no other key held than Shift."""
    return not event.modifiers() & ~_SHIFT and bool(event.text()) and event.text().isprintable()


def _takes_letters(widget: QWidget | None) -> bool:
    """Whether letters are typed there, or chosen by."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox | QAbstractSpinBox)
