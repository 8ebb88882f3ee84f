"""Until when a reminder can be put off, in a menu under its row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.queries.reminders import awaits_answer
from db.records.reminders import ReminderLine
from db.rules.remind_when import Until
from db.vocabulary import Handled
from db.words import _
from desktop.today.closing import answer
from desktop.today.snooze import SnoozeUntil, offered
from desktop.workspace import Workspace


class SnoozeMenu(QMenu):
    """Puts off the reminder that it was opened for."""

    def __init__(self, workspace: Workspace, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._workspace = workspace
        self._line: ReminderLine | None = None
        self._seen = 0
        self.triggered.connect(self._choose)

    def offer(self, line: ReminderLine, at: QPoint) -> None:
        """Ask until when; at a place of the screen."""
        self._line, self._seen = line, self._workspace.seen()
        self.clear()
        comes = self._workspace.ask(partial(awaits_answer, today=self._workspace.today(), line=line))
        for text, when, until in offered(self._workspace.today(), self._workspace.at(), answer=comes):
            self.addAction(f"{text}\t{when}" if when else text).setData(until)
        self.addSeparator()
        self.addAction(_("Until…"))
        self.popup(at)

    def _choose(self, action: QAction) -> None:
        until = action.data()
        if isinstance(until, Until):
            self._put_off(until)
            return
        dialog = SnoozeUntil(self._workspace.today(), self._workspace.at(), self.parentWidget())
        dialog.chosen.connect(self._put_off)
        dialog.open()

    def _put_off(self, until: Until) -> None:
        if self._line is not None:
            answer(self._workspace, self._line, Handled.SNOOZED, until, seen=self._seen)
