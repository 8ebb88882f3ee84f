"""Reminders: what fires now, this week, later, and what is put off."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries import reminders
from db.records.base import View
from db.records.reminders import GROUPS, LATER, NOW, SNOOZED, WEEK, ReminderLine
from db.vocabulary import Handled, Kind
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import does
from desktop.form.line_popover import LinePopover
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row
from desktop.kit.tokens import Ink
from desktop.page.list_page import ListPage
from desktop.page.panel import Group
from desktop.page.places import place_of
from desktop.today.closing import answer
from desktop.today.rows import reminder_row, short_date, waiting_row
from desktop.today.snoozing import SnoozeMenu
from desktop.workspace import Edit, Workspace

FIRST, MORE = 50, 200
"""So many rows of a group are shown, and so many more each time somebody asks for them."""
_LOOKS: dict[str, tuple[str, Ink]] = {
    NOW: ("bell", "warning"), WEEK: ("calendar-days", "text2"), LATER: ("calendar-clock", "text2"),
    SNOOZED: ("alarm-clock", "text2"),
}  # fmt: skip


class _Window(Group):
    """A group of which only the first rows are shown; the button under them shows more."""

    more_wanted = Signal(str)
    """The name of the group."""

    def __init__(self, group: str, parent: QWidget) -> None:
        super().__init__(f"reminders.{group}", _(GROUPS[group]), *_LOOKS[group], None, parent)
        self._name = group
        self._more = Button("", "chevron-down", "link", self)
        self._more.setObjectName(f"reminders.{group}.more")
        self._more.clicked.connect(self._want_more)
        self.body.addWidget(self._more)

    def show_window(self, rows: list[Row], total: int) -> None:
        """Show these of so many rows."""
        self.show_rows(rows, total)
        left = min(total - len(rows), MORE)
        self._more.setText(ngettext("Show {count} more", "Show {count} more", left).format(count=f"{left:,}"))
        self._more.setVisible(left > 0)

    def _want_more(self) -> None:
        self.more_wanted.emit(self._name)


class RemindersPage(ListPage):
    """The reminders in four groups. Keys: Enter opens the record, L logs, Z snoozes, K is done with the reminder, X
    asks why it is not needed, E edits one that was set by hand, R sets another."""

    name = "reminders"
    place = Place.REMINDERS

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._sizes = dict.fromkeys(GROUPS, FIRST)
        self._asked: ReminderLine | None = None
        """What a question is about that is open, and what had been seen when it was asked."""
        self._seen = 0
        self._menu = SnoozeMenu(workspace, "reminders.snooze", self)
        self._build()

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        self._sizes = dict.fromkeys(GROUPS, FIRST)
        super().arrive(view, record)

    @override
    def fill(self) -> None:
        day, at = self.workspace.today(), self.workspace.at()
        found = self.workspace.ask(partial(reminders.windows, today=day, sizes=self._sizes, at=at))
        waiting = self.workspace.ask(partial(reminders.set_by_hand, today=day))
        self._waiting.show_rows([waiting_row(each) for each in waiting], len(waiting))
        for name, group in self._by_name.items():
            total, lines = found[name]
            group.show_window([reminder_row(line, day) for line in lines], total)
        first = [lines[0] for name, (_total, lines) in found.items() if name != NOW and lines]
        coming = min(first, key=_when, default=None)
        text = _("No reminders now.")
        if coming is not None:
            words = _("No reminders now. The next one: {day}, {title}.")
            text = words.format(day=short_date(_when(coming)), title=coming.what or coming.record.title)
        self._none.setText(text)
        self._none.setVisible(not found[NOW][0])

    @override
    def choose(self, key: object) -> None:
        why = self.workspace.why_not()
        for action in self.keys.values():
            action.allow(not why, why)
        if not why and self._by_hand() is None:
            self.keys[A.reminder_edit].allow(False, _("It follows from a rule; Settings shows them all."))

    @override
    def open_record(self, key: object) -> None:
        """Show the record on its page; what stands alone, or has no page, in its form."""
        if isinstance(key, ReminderLine):
            place = place_of(self.workspace, key.record)
            (self.workspace.edit_wanted if isinstance(place, Edit) else self.workspace.go_wanted).emit(place)
        else:
            self._edit_it(_set_by_hand(key))

    @override
    def current_record(self) -> int | None:
        line = self._line()
        return None if line is None or line.record.kind is Kind.REMINDER else line.record.id

    @override
    def to_trash(self) -> int | None:
        return self._by_hand() or self.current_record()

    def _build(self) -> None:
        inside = QWidget(self.area)
        self._none = PlainLabel("", "body", "text2", wrap=True, parent=inside)
        self._by_name = {name: _Window(name, inside) for name in GROUPS}
        for group in self._by_name.values():
            group.list.set_row_actions(tuple(self.keys.values()))
            group.more_wanted.connect(self._show_more)
        self._waiting = Group("reminders.waiting", _("Set by hand, to come"), "bell", "text2", None, inside)
        self._waiting.list.set_row_actions((self.keys[A.reminder_edit],))
        heading = PlainLabel(_("Reminders"), "h1", parent=inside)
        self.furnish(inside, heading, self._none, *self._by_name.values(), self._waiting)

    def _show_more(self, group: str) -> None:
        self._sizes[group] += MORE
        self.fill()

    def _by_hand(self) -> int | None:
        """The reminder of the current row, where somebody set it by hand."""
        return _set_by_hand(self.current_key())

    def _edit_it(self, number: int | None) -> None:
        if number is not None:
            self.workspace.edit_wanted.emit(Edit(Kind.REMINDER, number))

    def _line(self) -> ReminderLine | None:
        key = self.current_key()
        return key if isinstance(key, ReminderLine) else None

    # ---------------------------------------------------------------------------------------------------------- doing
    @does(A.reminder_log)
    def _log(self) -> None:
        line = self._line()
        self.workspace.log_wanted.emit((line.pending if line is not None else None) or self.current_record())

    @does(A.reminder_edit)
    def _edit(self) -> None:
        self._edit_it(self._by_hand())

    @does(A.reminder_done)
    def _done(self) -> None:
        line = self._line()
        if line is not None:
            answer(self.workspace, line, Handled.DONE)

    @does(A.reminder_drop)
    def _drop(self) -> None:
        """Ask why it is not needed, which may stay unsaid."""
        self._asked, self._seen = self._line(), self.workspace.seen()
        if self._asked is not None:
            asking = LinePopover(_("Why is it not needed?"), _("Not needed"), self)
            asking.answered.connect(self._not_needed)
            asking.open_at(self.below_current())

    def _not_needed(self, why: str) -> None:
        if self._asked is not None:
            answer(self.workspace, self._asked, Handled.NOT_NEEDED, why=why, seen=self._seen)

    @does(A.reminder_snooze)
    def _offer_snooze(self) -> None:
        """The days a reminder can be put off to, under its row."""
        line = self._line()
        if line is not None:
            self._menu.offer(line, self.below_current())


def _when(line: ReminderLine) -> date:
    return line.until if line.group == SNOOZED and line.until is not None else line.fires_on


def _set_by_hand(key: object) -> int | None:
    """The reminder that a row's key names, where somebody set it by hand."""
    match key:
        case ReminderLine(what=what, about=about) if what:
            return about
        case (Kind.REMINDER, int(number)):
            return number
    return None
