"""Today: what is late, what waits, what comes, and the last things done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries.base import Reader
from db.queries.reminders import speaking_of
from db.queries.today import sheet, since
from db.records.base import View
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.records.today import Today
from db.vocabulary import Handled, Kind, Progress, VisitDeed
from db.words import _
from desktop.actions import VISIT_DEEDS, A, Place
from desktop.doing import does
from desktop.kit.plain import set_tip
from desktop.kit.row_list import RowList
from desktop.kit.theme import current
from desktop.page.list_page import ListPage, link_of
from desktop.today.board import TodayBoard
from desktop.today.first_side import FirstSide
from desktop.workspace import Do, Go, Workspace

if TYPE_CHECKING:
    from desktop.today.snoozing import SnoozeMenu

_HELD = (VisitDeed.TOOK_PLACE, VisitDeed.POSTPONE, VisitDeed.CANCEL)
"""What is said of a visit whose dates have passed."""


_SOMEBODY = (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate)
"""What happens to a page when somebody is there."""


class TodayPage(ListPage):
    """One glance at what needs somebody; every row leads to its record. Keys: Enter opens, L logs, Z snoozes what is
    said of it, K is done."""

    name = "today"
    place = Place.TODAY

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._log, self._done = self.keys[A.today_log], self.keys[A.today_done]
        self._snooze = self.keys[A.today_snooze]
        self._menu: SnoozeMenu | None = None
        self._looked: date | None = None
        self._held = self._made()
        log_first = QAction(self)
        self._side = FirstSide(workspace, self.area)
        self._board = TodayBoard(self._side, log_first, self.area)
        self.area.setWidget(self._board)
        log_first.triggered.connect(self._log_current)
        self._connect()
        self.restyle()

    @override
    def lists(self) -> Sequence[RowList]:
        return self._board.lists()

    @override
    def fill(self) -> None:
        self._side.refresh()
        self._board.show_sheet(self.workspace.ask(self._read))
        self._look()
        self.workspace.guard(*self._board.writers())

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        super().arrive(view, record)
        self._keep_look()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _SOMEBODY and self.isVisible():
            self._keep_look()
        return super().event(event)

    @override
    def arrange(self, effective: float) -> None:
        self._board.arrange(effective)

    @override
    def choose(self, key: object) -> None:
        link = link_of(key)
        why = self.workspace.why_not()
        self._log.allow(not why, why)
        self._snooze.allow(not why, why)
        can = isinstance(key, Pending | ReminderLine) or (link is not None and link[0] is Kind.COMMITMENT)
        self._done.allow(can and not why, why)

    @override
    def row_of(self, record: int) -> tuple[RowList, object] | None:
        return self._board.row_of(record)

    def _connect(self) -> None:
        page = self._board
        for name, group in page.groups.items():
            group.list.set_row_actions(self._offered(name))
            self.lead(group.list)
        page.list_made.connect(self.lead)
        page.wanted.connect(self.workspace.go_wanted)
        page.opened.connect(self.open_record)
        page.deed.connect(self.workspace.deed_wanted)
        page.log.connect(self._log_on)
        page.recent.opened.connect(self._open_action)
        page.recent.link_clicked.connect(self._open_log)

    def _offered(self, group: str) -> Sequence[QAction]:
        """What stands on the rows of a group."""
        if group == "held":
            return self._held.actions()
        if group in ("confirm", "returns"):
            return self._log, self._snooze
        return self._log, self._snooze, self._done

    def _made(self) -> QActionGroup:
        """What is said of a visit whose dates have passed, as buttons on its row."""
        made = QActionGroup(self)
        for deed in _HELD:
            row = VISIT_DEEDS[deed]
            action = made.addAction(current().icon(row.icon), _(row.text))
            action.setData(deed.value)
            action.setEnabled(self.workspace.writing)
            set_tip(action, _(row.tip))
        made.triggered.connect(self._do)
        return made

    def _do(self, action: QAction) -> None:
        record = self.current_record()
        if record is not None:
            self.workspace.deed_wanted.emit(Do(VisitDeed(action.data()), record, self.below_current()))

    def _look(self) -> None:
        """Say what happened since somebody looked at the register last, if that was before the last working day; all
        day long, once it was said."""
        day, settings = self.workspace.today(), self.workspace.settings
        if settings is None or self._looked == day:
            return
        self._looked, before = day, settings.looked_on(self.workspace.path)
        found = self.workspace.ask(partial(since, day=before, today=day)) if before is not None else None
        self._board.show_since(found.said() if found is not None else "")

    def _keep_look(self) -> None:
        """Remember that somebody looks at it: a page that stands open on the screen through an absence, and is read
        again at each midnight, was looked at by nobody."""
        settings = self.workspace.settings
        if settings is not None and self._looked == self.workspace.today():
            settings.keep_looked_on(self.workspace.path, self._looked)

    def _read(self, reader: Reader) -> Today:
        return sheet(reader, self.workspace.today(), self.workspace.at())

    def _open_action(self, key: object) -> None:
        self.open_record((Kind.ACTION, key))

    def _open_log(self) -> None:
        self.workspace.go_wanted.emit(Go("actions"))

    @does(A.today_log)
    def _log_current(self) -> None:
        key = self.current_key()
        step = key.pending if isinstance(key, ReminderLine) else key
        self.workspace.log_wanted.emit(step if isinstance(step, Pending) else self.current_record())

    @does(A.today_snooze)
    def _offer_snooze(self) -> None:
        """Put off what is said of the row; of one that nothing is said of now, say so."""
        line = self._speaking()
        if line is not None:
            from desktop.today.snoozing import SnoozeMenu

            self._menu = self._menu or SnoozeMenu(self.workspace, "today.snooze_menu", self)
            self._menu.offer(line, self.below_current())
        elif self.current_key() is not None:
            self.workspace.said.emit(_("No reminder speaks of it now: there is nothing to put off."), False)

    def _speaking(self) -> ReminderLine | None:
        key = self.current_key()
        if key is None or isinstance(key, ReminderLine):
            return key
        about = key.entry if isinstance(key, Pending) else self.current_record()
        day, at = self.workspace.today(), self.workspace.at()
        found = self.workspace.ask(partial(speaking_of, today=day, about=about or 0, at=at))
        wanted = (line for line in found if not isinstance(key, Pending) or line.pending == key)
        return next(wanted, None)

    def _log_on(self, key: object) -> None:
        link = link_of(key)
        self.workspace.log_wanted.emit(link[1] if link is not None else None)

    @does(A.today_done)
    def _mark_done(self) -> None:
        key, link = self.current_key(), self.current_link()
        if isinstance(key, Pending | ReminderLine):
            from desktop.today.closing import answer, close

            if isinstance(key, Pending):
                close(self.workspace, key)
            else:
                answer(self.workspace, key, Handled.DONE)
            return
        if link is None or link[0] is not Kind.COMMITMENT:
            return
        from db.commands.commitments import Assess

        workspace = self.workspace
        done = Assess((link[1],), Progress.DONE, workspace.today(), workspace.officer, seen=workspace.seen())
        workspace.attempt(done)
