"""Buttons: the primary one, plain ones, links, filters and icon-only ones."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget
from typing_extensions import override

from desktop.kit.fonts import Role
from desktop.kit.keyboard import ENTER, is_letter
from desktop.kit.plain import set_tip
from desktop.kit.theme import current, repolish, set_role, set_size
from desktop.kit.tokens import Ink

IN_A_RECORD = "inARecord"
"""The property of what shows one record in full: there is no doubt which one a letter is about."""
ICON_BUTTON = 28
"""The side of a button that is only an icon."""

Variant = Literal["primary", "secondary", "quiet", "link", "filter"]

_AIR = 4  # Qt itself leaves 4 px between icon and words
_INKS: dict[Variant, Ink] = {
    "primary": "accent_fg",
    "secondary": "text2",
    "quiet": "text2",
    "link": "accent",
    "filter": "text2",
}
_ROLES: dict[Variant, Role] = {
    "primary": "strong",
    "secondary": "body",
    "quiet": "body",
    "link": "meta",
    "filter": "body",
}


class Button(QPushButton):
    """A button with words and perhaps an icon; its accessible name is its words."""

    def __init__(
        self, text: str, icon: str = "", variant: Variant = "secondary", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._variant: Variant = variant
        self.setProperty("variant", variant)
        self.setAutoDefault(False)
        set_role(self, _ROLES[variant])
        self.restyle()

    @override
    def event(self, event: QEvent) -> bool:
        return _heard(self, event) or super().event(event)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.restyle()

    def set_active(self, active: bool) -> None:
        """Tint a filter button while it narrows the list."""
        self.setProperty("active", active)
        repolish(self)

    def restyle(self) -> None:
        """Draw the icon in the theme's colours."""
        if self._icon:
            theme = current()
            self.setIcon(theme.icon(self._icon, _INKS[self._variant], pad=_AIR))
            self.setIconSize(QSize(theme.px(16 + _AIR), theme.sizes.icon))


class IconButton(QToolButton):
    """A button that is only an icon; its name is read aloud and shown as tooltip."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._ink: Ink = "text2"
        self.set_name(name)
        set_size(self, ICON_BUTTON, ICON_BUTTON)
        self.restyle()

    @override
    def event(self, event: QEvent) -> bool:
        return _heard(self, event) or super().event(event)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.restyle()

    def set_ink(self, ink: Ink) -> None:
        """Draw the icon in another colour."""
        self._ink = ink
        self.restyle()

    def set_name(self, name: str, shortcut: str = "") -> None:
        """What the button does, and the key that does the same."""
        self.setAccessibleName(name)
        set_tip(self, f"{name} ({shortcut})" if shortcut else name)

    def restyle(self) -> None:
        """Draw the icon in the theme's colours."""
        self.setIcon(current().icon(self._icon, self._ink))


def _heard(button: QAbstractButton, event: QEvent) -> bool:
    """Enter presses the button that has the focus; Del means nothing there, and letters only in a record in full."""
    if not isinstance(event, QKeyEvent):
        return False
    if event.type() == QEvent.Type.ShortcutOverride:
        letter = is_letter(event) and not _is_in_a_record(button)
        own = letter or (event.key() == Qt.Key.Key_Delete and not event.modifiers())
        event.setAccepted(own)
        return own
    alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and not event.isAutoRepeat()
    if event.type() == QEvent.Type.KeyPress and event.key() in ENTER and alone and button.isEnabled():
        button.click()
        return True
    return False


def _is_in_a_record(button: QWidget) -> bool:
    here: QWidget | None = button
    while here is not None and not here.property(IN_A_RECORD):
        here = here.parentWidget()
    return here is not None


class _Wish(QObject):
    wanted = Signal(object)

    def __init__(self, widget: QWidget, clicked: SignalInstance, wish: object) -> None:
        super().__init__(widget)
        self._wish = wish
        clicked.connect(self._want)

    def _want(self) -> None:
        self.wanted.emit(self._wish)


def wish_of(button: QAbstractButton, wish: object) -> SignalInstance:
    """The signal that hands over a wish, for instance a record, whenever a button is clicked."""
    return wish_at(button, button.clicked, wish)


def wish_at(widget: QWidget, clicked: SignalInstance, wish: object) -> SignalInstance:
    """The same for what has a signal of its own for being clicked."""
    return _Wish(widget, clicked, wish).wanted
