"""Backups in the window: made when somebody asks, told of in the status line, and missed on top of the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import KnownError
from db.rules.backups import offered
from db.words import _
from desktop import backups, clock
from desktop.actions import A
from desktop.backups import Looked
from desktop.doing import does
from desktop.keeper import Keeper, keeper_of
from desktop.kit.banner import Banner
from desktop.kit.theme import current
from desktop.shell.parts import Parts
from desktop.shell.restore import RestoreDialog, rows_of
from desktop.workspace import Go, Workspace


class BackupNote(Banner):
    """Says that no backup could be made, or that the second place is away; it goes when that is over."""

    def __init__(self, keeper: Keeper, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("", closable=True, parent=parent)
        self.setObjectName("backups.note")
        self.setContentsMargins(0, current().px(12), 0, current().px(8))
        self._keeper, self._workspace = keeper, workspace
        self._closed = ""
        self._said = ""
        self.pressed.connect(self._answer)
        self.closed.connect(self._forget)
        self.hide()

    def follow(self) -> None:
        """Say what is wrong now; what somebody closed is not said again."""
        self._said = self._failure() or self._keeper.found.missing
        if self._keeper.failed:
            self.set_message(self._said, "warning", (_("Try again"), _("Settings…")))
        else:
            self.set_message(self._said, "info", (_("Settings…"),))
        self.setVisible(bool(self._said) and self._said != self._closed)

    def _failure(self) -> str:
        if not self._keeper.failed:
            return ""
        last = self._keeper.newest
        if last is None:
            return _("There is no backup of this register. {why}").format(why=self._keeper.failed)
        when = backups.moment(last.taken, clock.today())
        return _("No backup since {when}. {why}").format(when=when, why=self._keeper.failed)

    def _answer(self, button: object) -> None:
        if button == 0 and self._keeper.failed:
            self._keeper.back_up_now()
        else:
            self._workspace.go_wanted.emit(Go("settings"))

    def _forget(self) -> None:
        self._closed = self._said


class Backups(QObject):
    """What the window does and says about the backups of the open register."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._parts = workspace, parts
        self._keeper = keeper_of(workspace)
        self._note = BackupNote(self._keeper, workspace, parts.messages.parentWidget())
        parts.messages.addWidget(self._note)
        parts.actions.bind(self)
        workspace.restore_asked.connect(self.restore)
        self._keeper.changed.connect(self.follow)
        self._keeper.looked.connect(self._say)

    def close(self) -> None:
        """Say nothing any more."""
        self._note.hide()
        self._note.deleteLater()

    @does(A.back_up)
    def back_up(self) -> None:
        """Make a backup now, and say so when it is there."""
        self._keeper.back_up_now()

    @does(A.restore)
    def restore(self) -> None:
        """Ask which backup is to take the place of the register."""
        found, today = self._keeper.found, clock.today()
        every = offered(found.backups or backups.every(self._keeper.register))
        try:
            since: dict[Path, int] | None = self._workspace.since(every)
        except KnownError:  # a register that cannot be read is what backups are for
            since = None
        rows = rows_of(every, found.records, since, today)
        dialog = RestoreDialog(rows, self._workspace.loss, today, self._parts.window)
        dialog.wanted.connect(self._workspace.restore_wanted)
        dialog.open()

    def follow(self) -> None:
        """Say how things stand now, or on a new day."""
        last = self._keeper.newest
        if last is not None:
            said = _("Last backup: {when}").format(when=backups.moment(last.taken, clock.today()))
            place = str(last.path.parent)
        else:
            said, place = _("No backup yet"), ""
        self._parts.status.show_backup(said, place, late=self._keeper.is_late)
        self._note.follow()

    def _say(self, looked: Looked | None) -> None:
        last = self._keeper.newest
        if looked is not None:
            self._workspace.said.emit(looked.wrong or _("The register is whole."), False)
        elif last is not None:
            second = "" if self._keeper.found.missing else self._keeper.memory.place
            said = _("Backed up to {place}, and to {second}") if second else _("Backed up to {place}")
            self._workspace.said.emit(said.format(place=Path(last.path).parent, second=second), False)
