"""The days a reminder can be put off to, in a menu under its row."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.records.reminders import ReminderLine
from db.rules.edtf import day_with_weekday
from db.vocabulary import Handled
from db.words import _
from desktop.today.closing import answer
from desktop.today.snooze import SnoozeUntil
from desktop.workspace import Workspace


class SnoozeMenu(QMenu):
    """Puts off the reminder that it was opened for."""

    def __init__(self, workspace: Workspace, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._workspace = workspace
        self._line: ReminderLine | None = None
        self.triggered.connect(self._choose)

    def offer(self, line: ReminderLine, at: QPoint) -> None:
        """Ask until when; at a place of the screen."""
        self._line = line
        self.clear()
        today = self._workspace.today()
        days = (
            (_("Tomorrow"), today + timedelta(days=1)),
            (_("Monday"), today + timedelta(days=7 - today.weekday())),
            (_("In a week"), today + timedelta(weeks=1)),
        )
        for text, day in days:
            self.addAction(f"{text}\t{day_with_weekday(day)}").setData(day.toordinal())
        self.addSeparator()
        self.addAction(_("Until…"))
        self.popup(at)

    def _choose(self, action: QAction) -> None:
        day = action.data()
        if isinstance(day, int):
            self._put_off(date.fromordinal(day))
            return
        dialog = SnoozeUntil(self._workspace.today(), self.parentWidget())
        dialog.chosen.connect(self._put_off)
        dialog.open()

    def _put_off(self, until: date) -> None:
        if self._line is not None:
            answer(self._workspace, self._line, Handled.SNOOZED, until)
