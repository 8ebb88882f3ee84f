"""Opening the right form when a page, a key or the search wishes for one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.errors import InTrash, NotFound, ValueDamaged
from db.queries.trash import must_be_out
from db.records.pending import Pending
from desktop.shell import rooms
from desktop.workspace import Add, Do, Edit, Workspace


class Opening(QObject):
    """Hears the workspace's wishes for forms; every form is a window over `window` and never blocks the program."""

    added = Signal(object)
    """The `Change` by which a form stored a new record."""

    def __init__(self, workspace: Workspace, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._window = window
        workspace.log_wanted.connect(self._log)
        workspace.edit_wanted.connect(self._edit)
        workspace.add_wanted.connect(self._add)
        workspace.history_wanted.connect(self._show_history)
        workspace.deed_wanted.connect(self._do)

    def _log(self, about: int | Pending | None) -> None:
        if self._may_write(about.record.id if isinstance(about, Pending) else about):
            form = rooms.log(self._workspace, about, self._window)
            form.saved.connect(self.added)
            form.open()

    def _edit(self, edit: Edit) -> None:
        if self._may_write(edit.record or edit.like):
            form = rooms.form(self._workspace, edit, self._window)
            if edit.record is None:
                form.saved.connect(self.added)
            form.open()

    def _add(self, wish: Add) -> None:
        if self._may_write(None):
            rooms.add(self._workspace, wish)

    def _show_history(self, record: int) -> None:
        rooms.history(self._workspace, record, self._window).open()

    def _do(self, wish: Do) -> None:
        if self._may_write(wish.visit):
            rooms.begin_visit_deed(self._workspace, wish, self._window)

    def _may_write(self, record: int | None) -> bool:
        if not self._workspace.writing:
            self._workspace.refused.emit(self._workspace.why_not())
            return False
        try:
            if record is not None:
                self._workspace.ask(partial(must_be_out, record_id=record))
        except (InTrash, ValueDamaged) as error:
            self._workspace.refused.emit(error.sentence)
            return False
        except NotFound:  # the form says so, and keeps what was typed about it
            return True
        return True
