"""File › Open recent: the registers that were opened last on this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.words import _
from desktop.settings import Settings


class RecentMenu(QObject):
    """The registers of the settings, but for the one that is open; a file that is gone is said to be."""

    chosen = Signal(object)
    """Where the register lies that was chosen."""

    def __init__(self, menu: QMenu, settings: Settings, window: QWidget) -> None:
        """`window` has the path of the register that it shows."""
        super().__init__(window)
        self._menu, self._settings, self._window = menu, settings, window
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._choose)

    def _fill(self) -> None:
        self._menu.clear()
        for each in self._settings.recent:
            if each != self._window.windowFilePath():
                self._menu.addAction(self._entry(Path(each)))
        if self._menu.isEmpty():
            self._menu.addAction(_("No other register was opened yet")).setEnabled(False)

    def _entry(self, path: Path) -> QAction:
        there = path.exists()
        words = _("{name} · {folder}") if there else _("{name} · {folder} · not there any more")
        text = words.format(name=path.stem, folder=_short(path.parent))
        action = QAction(text.replace("&", "&&"), self._menu)
        action.setEnabled(there)
        action.setData(str(path))
        return action

    def _choose(self, action: QAction) -> None:
        if action.data():
            self.chosen.emit(Path(action.data()))


def _short(folder: Path) -> str:
    """A folder by its path, from one's home on where it lies there."""
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
