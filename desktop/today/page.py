"""Today: what is late, what waits, what comes, and the last things done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries.base import Reader
from db.queries.today import sheet
from db.records.pending import Pending
from db.records.today import Today
from db.vocabulary import Kind, Progress
from desktop.actions import A, Place
from desktop.doing import does
from desktop.kit.row_list import RowList
from desktop.page.list_page import ListPage, link_of
from desktop.today.board import CLOSED_HERE, TodayBoard
from desktop.today.first_side import FirstSide
from desktop.workspace import Go, Workspace


class TodayPage(ListPage):
    """One glance at what needs somebody; every row leads to its record. Keys: Enter opens, L logs, K is done."""

    name = "today"
    place = Place.TODAY

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._log, self._done = self.keys[A.today_log], self.keys[A.today_done]
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
        self.workspace.guard(*self._board.writers())

    @override
    def arrange(self, effective: float) -> None:
        self._board.arrange(effective)

    @override
    def choose(self, key: object) -> None:
        link = link_of(key)
        why = self.workspace.why_not()
        self._log.allow(not why, why)
        can = isinstance(key, Pending) or (link is not None and link[0] is Kind.COMMITMENT)
        self._done.allow(can and not why, why)

    @override
    def row_of(self, record: int) -> tuple[RowList, object] | None:
        return self._board.row_of(record)

    def _connect(self) -> None:
        page = self._board
        for name, group in page.groups.items():
            group.list.set_row_actions((self._log, self._done) if name in CLOSED_HERE else (self._log,))
            self.lead(group.list)
        page.list_made.connect(self.lead)
        page.wanted.connect(self.workspace.go_wanted)
        page.opened.connect(self.open_record)
        page.deed.connect(self.workspace.deed_wanted)
        page.log.connect(self._log_on)
        page.recent.opened.connect(self._open_action)
        page.recent.link_clicked.connect(self._open_log)

    def _read(self, reader: Reader) -> Today:
        return sheet(reader, self.workspace.today())

    def _open_action(self, key: object) -> None:
        self.open_record((Kind.ACTION, key))

    def _open_log(self) -> None:
        self.workspace.go_wanted.emit(Go("actions"))

    @does(A.today_log)
    def _log_current(self) -> None:
        key = self.current_key()
        self.workspace.log_wanted.emit(key if isinstance(key, Pending) else self.current_record())

    def _log_on(self, key: object) -> None:
        link = link_of(key)
        self.workspace.log_wanted.emit(link[1] if link is not None else None)

    @does(A.today_done)
    def _mark_done(self) -> None:
        key, link = self.current_key(), self.current_link()
        if isinstance(key, Pending):
            from desktop.today.closing import close

            close(self.workspace, key)
            return
        if link is None or link[0] is not Kind.COMMITMENT:
            return
        from db.commands.commitments import Assess

        workspace = self.workspace
        done = Assess((link[1],), Progress.DONE, workspace.today(), workspace.officer, seen=workspace.seen())
        workspace.attempt(done)
