"""What is open of a register that lies at its place no more: it is asked about, and kept, before it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import KnownError
from db.words import _

if TYPE_CHECKING:
    from desktop.workspace import Workspace


class LastCopy(QObject):
    """A file that was deleted or replaced is still read as long as it is open, and by nobody else: to close it is to
    delete it. `workspace` says what is open."""

    copy_wanted = Signal()
    """All of it is to be saved at a place that somebody chooses."""
    leave_wanted = Signal()
    """The window is to close now; what can be kept is kept."""

    def __init__(self, workspace: Callable[[], Workspace | None], window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self.is_saved = False
        """Whether all of it was saved elsewhere just now."""

    def astray(self) -> KnownError | None:
        """Why what is open, and can be read, lies at its place no more; None while it does."""
        workspace = self._workspace()
        if workspace is None or self.is_saved:
            return None
        why = workspace.astray()
        return why if why is not None and workspace.reads() else None

    def keep(self) -> Path | KnownError | None:
        """Keep it as a backup where it is in none yet: where that is, or why it failed; None where there is no need."""
        workspace = self._workspace()
        if workspace is None or self.astray() is None:
            return None
        from desktop import backups

        try:
            return backups.rescue(workspace)
        except KnownError as error:
            return error

    def ask(self, happened: str, without: str = "keep") -> None:
        """Ask what becomes of it; `without` is the way to close that saves it at no place somebody chooses."""
        from desktop.shell.register import CannotOpen

        if any(each.isVisible() for each in self._window.findChildren(CannotOpen)):
            return
        title = _("This register lies at no place any more")
        rest = _("What is open here is whole: everything that was saved is in it. Save a copy, and go on there.")
        dialog = CannotOpen(title, happened, rest, ("cancel", without, "copy"), self._window)
        dialog.chosen.connect(self._go)
        dialog.open()

    def _go(self, way: str) -> None:
        failed = self.keep() if way == "keep" else None
        if isinstance(failed, KnownError):
            self.ask(failed.happened, "lose")
        elif way == "copy":
            self.copy_wanted.emit()
        elif way != "cancel":
            self.leave_wanted.emit()
