"""The program beside the clock: while its window is hidden, and where a message can be shown nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from db.words import _
from desktop.assets import resource
from desktop.kit.plain import set_tip


def icon() -> QIcon:
    """The picture of the program."""
    return QIcon(str(resource("icons", "aide-memoire.svg")))


def has_tray() -> bool:
    """Whether this desktop shows icons of programs."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Its icon, with a menu."""

    open_wanted = Signal()
    quit_wanted = Signal()
    clicked = Signal()
    """The message that was shown last was clicked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        self._stays = False

    def show(self) -> None:
        """Stand beside the clock."""
        self._stays = True
        self._made().show()

    def hide(self) -> None:
        """Stand there no more."""
        self._stays = False
        if self._icon is not None:
            self._icon.hide()

    def message(self, summary: str, body: str) -> bool:
        """Show a message beside the icon, which stays until somebody works in the window; False where there is none."""
        if not has_tray() or not QSystemTrayIcon.supportsMessages():
            return False
        shown = self._made()
        shown.show()
        shown.showMessage(summary, body, icon())
        return True

    def _made(self) -> QSystemTrayIcon:
        if self._icon is None:
            self._icon = QSystemTrayIcon(icon(), self)
            set_tip(self._icon, "Aide-Mémoire")
            menu = QMenu(self._window)
            menu.setObjectName("tray.menu")
            menu.addAction(_("Open"), self.open_wanted.emit)
            menu.addAction(_("Quit"), self.quit_wanted.emit)
            self._icon.setContextMenu(menu)
            self._icon.activated.connect(self._press)
            self._icon.messageClicked.connect(self.clicked)
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.focusWindowChanged.connect(self._leave)
        return self._icon

    def _press(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()

    def _leave(self, focused: object) -> None:
        """Somebody works in the window again: the icon was there for a message only."""
        if focused is not None and not self._stays and self._icon is not None:
            self._icon.hide()
