"""Opening the right form when a page, a key or the search wishes for one."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.theme.theme import Theme
from desktop.workspace import Edit, Workspace


class Opening(QObject):
    """Hears the workspace's wishes for forms; every form is a window over `window` and never blocks the program."""

    def __init__(self, workspace: Workspace, theme: Theme, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._window = window
        workspace.log_wanted.connect(self._log)
        workspace.edit_wanted.connect(self._edit)

    def _log(self, record: int | None) -> None:
        if self._may_write():
            # Loaded by name when somebody asks: the window is ready sooner.
            form = import_module("desktop.dialogs.log_action")
            form.LogActionDialog(self._workspace, self._theme, record, self._window).open()

    def _edit(self, edit: Edit) -> None:
        if self._may_write():
            form = import_module("desktop.dialogs.record")
            form.open_dialog(self._workspace, self._theme, edit, self._window).open()

    def _may_write(self) -> bool:
        if not self._workspace.writing:
            self._workspace.refused.emit(self.tr("This register is read-only here. Nothing can be written into it."))
        return self._workspace.writing
