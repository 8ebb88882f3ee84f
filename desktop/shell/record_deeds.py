"""What the menus do with the records at hand: log, open, edit, change in place, duplicate, Trash."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from db.commands.base import Hide
from db.errors import KnownError
from db.queries.trash import must_be_out
from db.vocabulary import Kind
from db.words import _
from desktop.page.places import apart
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.workspace import Edit, Workspace

IN_PLACE = tuple(f"record.{field}" for field in ("status", "due", "owes", "area", "officer", "kept"))
"""The actions that change a field where it is shown."""

_DUPLICATED = frozenset({Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT})


class RecordDeeds(QObject):
    """Hears the actions of the Record menu, wherever they were chosen: menu bar, row, pane, palette or key."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._actions, self._at_hand = workspace, parts.actions, at_hand
        deeds = {
            "record.log": self._log,
            "record.log_other": self._log_other,
            "record.window": self._open_apart,
            "record.edit": self._edit,
            "record.history": self._show_history,
            "record.trash": self._trash,
            "edit.duplicate": self._duplicate,
        }
        deeds |= dict.fromkeys(IN_PLACE, self._change)
        for name, deed in deeds.items():
            self._actions[name].triggered.connect(deed)
        parts.stack.moved.connect(self.allow)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _log(self) -> None:
        pane, table, here = self._at_hand.pane(), self._at_hand.table(), self._at_hand.record()
        if pane is not None:
            pane.begin_log()
        elif table is not None and here is not None:
            table.begin_log()
        else:
            self._workspace.log_wanted.emit(here)

    def _log_other(self) -> None:
        self._workspace.log_wanted.emit(None)

    def _open_apart(self) -> None:
        link = self._at_hand.link()
        place = apart(self._workspace, link) if link is not None else None
        if place is not None:
            self._workspace.go_wanted.emit(place)

    def _edit(self) -> None:
        link = self._at_hand.link()
        if link is not None:
            self._workspace.edit_wanted.emit(Edit(link.kind, link.id))

    def _show_history(self) -> None:
        link = self._at_hand.link()
        if link is not None:
            self._workspace.history_wanted.emit(link.id)

    def _duplicate(self) -> None:
        link = self._at_hand.link()
        if link is None:
            return
        if link.kind in _DUPLICATED:
            self._workspace.edit_wanted.emit(Edit(link.kind, like=link.id))
        else:
            self._workspace.said.emit(_("Only visits, agreements and commitments can be duplicated."), False)

    def _trash(self) -> None:
        chosen = self._at_hand.records()
        if not chosen:
            self._at_hand.link()  # says that there is none
            return
        try:
            for each in chosen:
                self._workspace.ask(partial(must_be_out, record_id=each))
            self._workspace.run(Hide(chosen))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)

    def _change(self) -> None:
        """Change a field of the records where they stand."""
        changes = self._at_hand.changes()
        if changes is not None:
            changes.begin(self.sender().objectName().removeprefix("act.record."))

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went elsewhere, perhaps into another window."""
        if new is not None:
            self.allow()

    def allow(self) -> None:
        """Only commitments are changed in place; elsewhere the actions say what they need."""
        here = self._at_hand.changes() is not None and self._workspace.writing
        for name in IN_PLACE:
            action = self._actions[name]
            action.setEnabled(here)
            action.setToolTip(action.statusTip() if here else _("Select a commitment first."))
