"""Reminders: what fires now, this week and later, and what was put off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from db.commands.reminders import Handle
from db.queries.base import Reader
from db.queries.reminders import lines
from db.records.reminders import HandledDraft, ReminderLine
from db.rules.edtf import day_with_weekday
from db.vocabulary import Handled
from db.words import _
from desktop.actions import A, Place
from desktop.doing import does
from desktop.kit.plain import PlainLabel
from desktop.page.list_page import ListPage
from desktop.page.panel import Group
from desktop.today.closing import close
from desktop.today.rows import reminder_row, short_date
from desktop.today.snooze import SnoozeUntil
from desktop.workspace import Workspace


class RemindersPage(ListPage):
    """The reminders in four groups. Keys: Enter opens the record, L logs, Z snoozes, K is done with the reminder."""

    name = "reminders"
    place = Place.REMINDERS

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._menu = QMenu(self)
        self._menu.setObjectName("reminders.snooze")
        self._menu.triggered.connect(self._snooze)
        self._build()

    @override
    def fill(self) -> None:
        day = self.workspace.today()
        found = self.workspace.ask(self._read)
        for name, group in self._by_name.items():
            shown = [reminder_row(line, day) for line in found if line.group == name]
            group.show_rows(shown, len(shown))
        coming = min((line for line in found if line.group != "now"), key=_when, default=None)
        text = _("No reminders now.")
        if coming is not None:
            words = _("No reminders now. The next one: {day}, {title}.")
            text = words.format(day=short_date(_when(coming)), title=coming.record.title)
        self._none.setText(text)
        self._none.setVisible(not any(line.group == "now" for line in found))

    @override
    def choose(self, key: object) -> None:
        why = self.workspace.why_not()
        for action in self.keys.values():
            action.allow(not why, why)

    def _build(self) -> None:
        inside = QWidget(self.area)
        self._none = PlainLabel("", "body", "text2", wrap=True, parent=inside)
        made = (
            Group("reminders.now", _("Now"), "bell", "warning", None, inside),
            Group("reminders.week", _("This week"), "calendar-days", "text2", None, inside),
            Group("reminders.later", _("Later"), "calendar-clock", "text2", None, inside),
            Group("reminders.snoozed", _("Snoozed"), "alarm-clock", "text2", None, inside),
        )
        self._by_name = {group.objectName().rpartition(".")[2]: group for group in made}
        for group in made:
            group.list.set_row_actions(tuple(self.keys.values()))
        self.furnish(inside, PlainLabel(_("Reminders"), "h1", parent=inside), self._none, *made)

    def _read(self, reader: Reader) -> Sequence[ReminderLine]:
        return lines(reader, self.workspace.today())

    def _line(self) -> ReminderLine | None:
        key = self.current_key()
        return key if isinstance(key, ReminderLine) else None

    # ---------------------------------------------------------------------------------------------------------- doing
    @does(A.reminder_log)
    def _log(self) -> None:
        line = self._line()
        self.workspace.log_wanted.emit((line.pending if line is not None else None) or self.current_record())

    @does(A.reminder_done)
    def _done(self) -> None:
        self._handle(Handled.DONE)

    @does(A.reminder_drop)
    def _drop(self) -> None:
        self._handle(Handled.NOT_NEEDED)

    @does(A.reminder_snooze)
    def _offer_snooze(self) -> None:
        """The days a reminder can be put off to, under its row."""
        if self._line() is None or self._list is None:
            return
        self._menu.clear()
        today = self.workspace.today()
        days = (
            (_("Tomorrow"), today + timedelta(days=1)),
            (_("Monday"), today + timedelta(days=7 - today.weekday())),
            (_("In a week"), today + timedelta(weeks=1)),
        )
        for text, day in days:
            action = self._menu.addAction(f"{text}\t{day_with_weekday(day)}")
            action.setData(day.toordinal())
        self._menu.addSeparator()
        self._menu.addAction(_("Until…"))
        self._menu.popup(self.below_current())

    def _snooze(self, action: QAction) -> None:
        day = action.data()
        if isinstance(day, int):
            self._handle(Handled.SNOOZED, date.fromordinal(day))
            return
        dialog = SnoozeUntil(self.workspace.today(), self)
        dialog.chosen.connect(self._snooze_until)
        dialog.open()

    def _snooze_until(self, day: date) -> None:
        self._handle(Handled.SNOOZED, day)

    def _handle(self, how: Handled, until: date | None = None) -> None:
        """Say what was done about the reminder; one of a next step or a reply is dealt with by closing that."""
        line = self._line()
        if line is None:
            return
        if line.pending is not None and how is not Handled.SNOOZED:
            close(self.workspace, line.pending, needed=how is Handled.DONE)
            return
        draft = HandledDraft(
            rule=line.rule, record=line.about, computed_from=line.computed_from, n=line.n, handled=how, until=until
        )
        self.workspace.attempt(Handle(draft, self.workspace.seen()))


def _when(line: ReminderLine) -> date:
    return line.until if line.group == "snoozed" and line.until is not None else line.fires_on
