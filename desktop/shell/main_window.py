"""The window: on the screen at once, furnished right after; it asks nothing and decides nothing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from typing_extensions import override

from desktop.kit.palette import palette, worn
from desktop.kit.tokens import Sizes
from desktop.settings import Settings

if TYPE_CHECKING:
    from desktop.shell.frame import Frame
    from desktop.shell.parts import Parts

MENUS, STATUS = 27, 25
"""The heights of menu bar and status line at 100 %, for the picture before there are any."""


class MainWindow(QMainWindow):
    """The window. Its first picture is only the ground and the rules between its parts, which are loaded after it."""

    painted = Signal()
    """The window was drawn for the first time."""
    closing = Signal(object)
    """The window is about to close, by this QCloseEvent: give the register back, or ignore the event."""

    def __init__(self, app: QApplication, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setWindowTitle("Aide-Mémoire")
        self.setMinimumSize(760, 520)
        self._app, self._settings = app, settings
        self._drawn = self._furnished = False
        app.setStyle("Fusion")
        self._tokens = worn(app, settings.theme)
        app.setPalette(palette(self._tokens))
        if settings.geometry.isEmpty() or not self.restoreGeometry(settings.geometry):
            room = self.screen().availableGeometry()
            self.resize(min(1366, room.width()), min(768, room.height()))

    @cached_property
    def frame(self) -> Frame:
        """The window furnished, at the latest when somebody asks."""
        from desktop.kit.keyboard import Keyboard
        from desktop.kit.theme import Theme
        from desktop.shell.frame import Frame

        made = Frame(self, Theme(self._app, self._settings.theme, self._settings.text_scale), self._settings)
        Keyboard(self._app, made)
        self._furnished = True
        made.fit()
        return made

    @property
    def parts(self) -> Parts:
        """What the window consists of."""
        return self.frame.parts

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._furnished:
            self._paint_ground()
        if not self._drawn:
            self._drawn = True
            self.painted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self.frame.fit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.geometry = self.saveGeometry()
        self._settings.save()
        super().closeEvent(event)
        self.closing.emit(event)

    def _paint_ground(self) -> None:
        """The rules under menus, beside the sidebar, under the header and over the status line, where they will be."""
        scale, line = self._settings.text_scale, QColor(self._tokens.line)
        sizes, width, height = Sizes().scaled(scale), self.width(), self.height()
        top, bottom = round(MENUS * scale), height - round(STATUS * scale)
        painter = QPainter(self)
        painter.fillRect(0, top - 1, width, 1, line)
        painter.fillRect(sizes.sidebar, top, 1, bottom - top, line)
        painter.fillRect(sizes.sidebar, top + sizes.header, width - sizes.sidebar, 1, line)
        painter.fillRect(0, bottom, width, 1, line)
