"""Choosing another register: one that is there, a new one, or one made of a file with everything of one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import KnownError
from db.words import _
from desktop.first_run import make
from desktop.shell.importing import Importing
from desktop.shell.register import register_chooser


class AnotherRegister(QObject):
    """Another register in place of the one that is open, or of none: one that is there, a new one, or one made of a
    file with everything of one."""

    chosen = Signal(object, str)
    """Where it lies, and what is said once it is open."""
    refused = Signal(str)
    given_up = Signal()
    """Nobody chose one."""

    def __init__(self, near: Path, window: QWidget) -> None:
        """`near` is the folder in which it is looked for."""
        super().__init__(window)
        self._near, self._window = near, window

    def ask(self, new: bool | Path) -> None:
        """Ask for a file that is there, or for the place of a new one; one that is named already is taken, or said to
        be gone."""
        if isinstance(new, Path):
            if new.exists():
                self._choose(str(new))
            else:
                said = _("{file} does not lie there any more. Nothing was opened. Look for it with Open register….")
                self.refused.emit(said.format(file=new))
            return
        dialog = register_chooser(self._window, new=new)
        dialog.setDirectory(str(self._near))
        dialog.fileSelected.connect(self._make if new else self._choose)
        dialog.rejected.connect(self.given_up)
        dialog.open()

    def import_file(self) -> None:
        """Ask for a file with everything of a register, and where the new one goes."""
        importing = Importing(self._near, self._window)
        importing.made.connect(self._choose)
        importing.begin()

    def _choose(self, path: str, sentence: str = "") -> None:
        self.chosen.emit(Path(path), sentence)

    def _make(self, path: str) -> None:
        try:
            make(Path(path), starter=False)
        except FileExistsError:
            self.refused.emit(_("There is a file of that name already. It was left as it is. Choose another name."))
        except KnownError as error:
            self.refused.emit(error.sentence)
        else:
            self._choose(path)
