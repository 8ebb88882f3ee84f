"""What the menus do with the records at hand: log, open, edit, change in place, duplicate, Trash."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow

from db.commands.base import Hide
from db.errors import KnownError
from db.queries.trash import must_be_out
from db.words import _
from desktop.actions import A
from desktop.doing import does
from desktop.kinds import KINDS
from desktop.page.places import apart
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.workspace import Edit, Workspace, reminder_on


class RecordDeeds(QObject):
    """Hears the actions of the Record menu, wherever they were chosen: menu bar, row, pane, palette or key."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._actions, self._at_hand = workspace, parts.actions, at_hand
        parts.actions.bind(self)
        parts.stack.moved.connect(self.allow)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)

    @does(A.log)
    def _log(self) -> None:
        pane, table, here = self._at_hand.pane(), self._at_hand.table(), self._at_hand.record()
        if pane is not None:
            pane.begin_log()
        elif table is not None and here is not None:
            table.begin_log()
        else:
            self._workspace.log_wanted.emit(here)

    @does(A.log_other)
    def _log_other(self) -> None:
        self._workspace.log_wanted.emit(None)

    @does(A.remind)
    def _remind(self) -> None:
        self._workspace.edit_wanted.emit(reminder_on(self._at_hand.record()))

    @does(A.own_window)
    def _open_apart(self) -> None:
        link = self._at_hand.link()
        place = apart(self._workspace, link) if link is not None else None
        if place is not None:
            self._workspace.go_wanted.emit(place)

    @does(A.edit)
    def _edit(self) -> None:
        link = self._at_hand.link()
        if link is not None:
            self._workspace.edit_wanted.emit(Edit(link.kind, link.id))

    @does(A.history)
    def _show_history(self) -> None:
        link = self._at_hand.link()
        if link is not None:
            self._workspace.history_wanted.emit(link.id)

    @does(A.duplicate)
    def _duplicate(self) -> None:
        link = self._at_hand.link()
        if link is None:
            return
        if KINDS[link.kind].duplicated:
            self._workspace.edit_wanted.emit(Edit(link.kind, like=link.id))
        else:
            self._workspace.said.emit(_("Only visits, agreements and commitments can be duplicated."), False)

    @does(A.trash)
    def _trash(self) -> None:
        chosen = self._at_hand.records()
        if not chosen:
            self._at_hand.link()  # says that there is none
            return
        try:
            for each in chosen:
                self._workspace.ask(partial(must_be_out, record_id=each))
            self._workspace.run(Hide(chosen, self._workspace.seen()))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)

    @does(*A.in_place)
    def _change(self, field: str) -> None:
        """Change a field of the records where they stand."""
        changes = self._at_hand.changes()
        if changes is not None:
            changes.begin(field)

    def _follow(self, window: QWindow | None) -> None:
        """The keyboard went into another window: a page and its pane are of one kind."""
        if window is not None:
            self.allow()

    def allow(self) -> None:
        """Only commitments are changed in place; elsewhere the actions say what they need."""
        here = self._at_hand.changes() is not None and self._workspace.writing
        for row in A.in_place:
            self._actions[row].allow(here, "" if here else _("Select a commitment first."))
