"""Tells of reminders that fire: in the window while somebody works in it, else on the desktop, else in the tray."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from db.chain import beginning
from db.commands.base import Command
from db.commands.reminders import Handle
from db.errors import KnownError
from db.queries.notifications import to_tell
from db.records.notifications import ToTell
from db.records.reminders import HandledDraft
from db.rules.notifications import GAP
from db.vocabulary import Handled
from db.words import N_, _
from desktop import clock
from desktop.kit.snackbar import Snackbar
from desktop.notifying.choices import chosen
from desktop.notifying.message import Message, message
from desktop.notifying.told import Claim, ToldFile
from desktop.shell.notices import Notice, Notices
from desktop.shell.tray import Tray
from desktop.today.closing import ending
from desktop.workspace import Go, Workspace

OPEN, LOG, SNOOZE, DONE = "default", "log", "snooze", "done"
_ACTIONS = {OPEN: N_("Show"), LOG: N_("Log"), SNOOZE: N_("Snooze until tomorrow"), DONE: N_("Done")}
"""What can be done from a notification, by the key of its button. Of several reminders together, to see them."""

_QUARTER = 15  # minutes


class Notifier(QObject):
    """Looks from time to time which reminders fire that nobody was told of. They are read again only where the register
    changed, and each quarter of an hour, for some are put off to a time; `db.rules.notifications` decides."""

    pressed = Signal(object, str, str)
    """The `ToTell` that somebody answered on the desktop, or None for several; how, and a token for the desktop."""

    def __init__(self, snackbar: Snackbar, tray: Tray, parent: QObject) -> None:
        super().__init__(parent)
        self._snackbar, self._tray = snackbar, tray
        self._notices = Notices()
        self._notices.failed.connect(self._go_on)
        self._notices.pressed.connect(self._hear)
        self._tray.clicked.connect(self._show)
        self._workspace: Workspace | None = None
        self._file: ToldFile | None = None
        self._firing: tuple[ToTell, ...] | None = None
        self._read: tuple[date, int, int] | None = None
        self._told: frozenset[str] = frozenset()
        self._unreached: datetime | None = None

    def follow(self, workspace: Workspace) -> None:
        """Tell of the reminders of this register from now on."""
        self._workspace, self._firing = workspace, None
        self._file = ToldFile(workspace.ask(beginning))
        self._told = frozenset()
        workspace.changed.connect(self._read_again)

    def look(self) -> None:
        """Tell of what is to be told now."""
        workspace, active = self._workspace, QApplication.activeWindow() is not None
        if workspace is None or self._file is None or not workspace.is_open:
            return
        if active and self._snackbar.isVisible():  # what stands there is answered first
            return
        if not active and not self._may_reach():
            return
        try:
            firing = self.firing()
            if all(each.key in self._told for each in firing):
                return
            claim = self._file.claim(firing, clock.here(), chosen(), active=active)
        except KnownError:  # whoever reads next is told; and what cannot be remembered would be told at every start
            return
        self._told = frozenset(claim.told.keys)
        if claim.what and active:
            self._say(claim.what)
        elif claim.what:
            self._send(claim)

    def firing(self) -> tuple[ToTell, ...]:
        """The reminders that fire now."""
        workspace, now = self._workspace, clock.here()
        if workspace is None or not workspace.is_open:
            return ()
        read = workspace.today(), now.hour, now.minute // _QUARTER
        if self._firing is None or self._read != read:
            self._read = read
            self._firing = workspace.ask(partial(to_tell, today=workspace.today(), at=f"{now:%H:%M}"))
        return self._firing

    def tell(self, summary: str, body: str) -> None:
        """Say something on the desktop that has no answer."""
        self._notices.show(Notice(Message(summary, body), {}))

    def close(self) -> None:
        """Tell nothing any more."""
        self._workspace = None
        self._notices.close()

    def _read_again(self) -> None:
        self._firing = None

    def _may_reach(self) -> bool:
        """Whether to try the desktop: where nothing shows notifications, not every few seconds."""
        return self._unreached is None or not timedelta(0) <= clock.now() - self._unreached < GAP

    def _say(self, what: Sequence[ToTell]) -> None:
        self._snackbar.show_message(message(what).line, _("Show"), reminds=True, then=self._show_page)

    def _show_page(self) -> None:
        if self._workspace is not None:
            self._workspace.go_wanted.emit(Go("reminders"))

    def _send(self, claim: Claim) -> None:
        keys = _ACTIONS if len(claim.what) == 1 else (OPEN,)
        self._notices.show(Notice(message(claim.what), {key: _(_ACTIONS[key]) for key in keys}, claim))

    def _go_on(self, notice: Notice) -> None:
        """The desktop shows nothing: the tray may, and else the window says it once somebody works in it."""
        if self._tray.message(*notice.message) or not isinstance(notice.about, Claim):
            return
        self._unreached = clock.now()
        self._told -= {each.key for each in notice.about.what}
        notice.about.file.give_back(notice.about)

    def _hear(self, notice: Notice, action: str, token: str) -> None:
        """Somebody pressed something. Of a register that is open no more only the window can be shown."""
        claim = notice.about
        is_ours = isinstance(claim, Claim) and self._file is not None and claim.file.path == self._file.path
        what = claim.what if is_ours and isinstance(claim, Claim) else ()
        self.pressed.emit(what[0] if len(what) == 1 else None, action, token)

    def _show(self) -> None:
        self.pressed.emit(None, OPEN, "")


def answered(reminder: ToTell, how: str, workspace: Workspace) -> Command:
    """What is written where somebody snoozes a reminder, or is done with it; one of a next step or a reply is done by
    closing that."""
    line, today, seen = reminder.line, workspace.today(), workspace.seen()
    if how == DONE and line.pending is not None:
        return ending(line.pending, today, seen=seen)
    handled, until = (Handled.SNOOZED, today + timedelta(days=1)) if how == SNOOZE else (Handled.DONE, None)
    draft = HandledDraft(
        rule=line.rule, record=line.about, computed_from=line.computed_from, n=line.n, handled=handled, until=until
    )
    return Handle(draft, seen)
