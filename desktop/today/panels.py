"""The panels that only Today has: the invitations, the weeks ahead, and the last of the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db.records.actions import ActionLine
from db.records.base import View
from db.records.today import Ahead, ReturnOwed, Visits, Week
from db.records.visits import VisitLine
from db.rules.edtf import day_of_year, short_weekday
from db.rules.periods import Phase, days_left, state
from db.rules.visit_deeds import next_deeds
from db.vocabulary import Kind
from db.words import _
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.buttons import Button
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import RowList
from desktop.kit.timeline import LogEntry, LogTimeline
from desktop.page.panel import ROWS_INSET, Panel
from desktop.status import ACTION_ICONS
from desktop.today.invitation_row import InvitationRow, Invited
from desktop.today.rows import last_action, return_words, short_date, visit_row
from desktop.today.week_strip import WeekLine, WeekStrip
from desktop.workspace import Go


class Invitations(Panel):
    """Visits asked for without a date, each with its window."""

    deed = Signal(object)
    log = Signal(object)
    wanted = Signal(object)
    made = Signal(object)
    """A row list was made: whoever leads the keyboard wires it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Visits without a date"), "mail-open", "warning", inset=ROWS_INSET, parent=parent)
        self.setObjectName("today.invitations")
        self._rows: list[InvitationRow] = []
        self.link_clicked.connect(self._want)
        self.hide()

    def lists(self) -> list[RowList]:
        """The row lists in order, for the arrow keys."""
        return [row.list for row in self._rows if row.isVisibleTo(self)]

    def writers(self) -> list[QWidget]:
        """The buttons that write into the register."""
        return [button for row in self._rows for button in row.writers()]

    def show_visits(self, visits: Visits, owed: Sequence[ReturnOwed], today: date, ours: int | None) -> None:
        """Show these; rows are kept, so that the focus stays where it is."""
        while len(self._rows) < len(visits.rows):
            self._rows.append(self._make())
        for row, line in zip(self._rows, visits.rows, strict=False):
            row.show_invited(invited_of(line, owed, today, ours))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(visits.rows))
        self.set_count(visits.total)
        more = visits.total > len(visits.rows)
        self.set_link(_("Show all {n}").format(n=visits.total) if more else "")
        self.setVisible(bool(visits.rows))

    def _make(self) -> InvitationRow:
        row = InvitationRow(_("Invitation without a date"), self)
        row.deed.connect(self.deed)
        row.log.connect(self.log)
        self.body.addWidget(row)
        self.made.emit(row.list)
        return row

    def _want(self) -> None:
        self.wanted.emit(Go("visits", View(name="undated")))


class Recent(Panel):
    """The last three entries of the log, or how to write the first."""

    opened = Signal(object)

    def __init__(self, log: QAction, parent: QWidget) -> None:
        super().__init__(_("Recent log"), parent=parent)
        self.setObjectName("today.recent")
        self._log = LogTimeline(parent=self)
        self._log.activated.connect(self.opened)
        none = _("No actions logged yet. Press Ctrl+L anywhere to write down what was done.")
        self._none = PlainLabel(none, "body", "text2", wrap=True, parent=self)
        self._first = Button(_("Log the first action"), "notebook-pen", parent=self)
        self._first.setObjectName("today.log_first")
        self._first.clicked.connect(log.trigger)
        for widget in (self._log, self._none, self._first):
            self.body.addWidget(widget)

    def show_actions(self, actions: Sequence[ActionLine]) -> None:
        """Show these, newest first."""
        self._log.set_entries(
            [
                LogEntry(line.id, ACTION_ICONS[line.kind], line.kind.label, short_date(line.on), line.by, line.text)
                for line in actions
            ]
        )
        self._log.setVisible(bool(actions))
        self._none.setVisible(not actions)
        self._first.setVisible(not actions)
        self.set_link(_("All") if actions else "")


class NextWeeks(Panel):
    """The next six weeks."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Next six weeks"), parent=parent)
        self.setObjectName("today.weeks")
        self._strip = WeekStrip(self)
        self._strip.opened.connect(self.opened)
        self.body.addWidget(self._strip)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show these."""
        self._strip.set_lines([line for week in weeks for line in _lines(week)])


def invited_of(line: VisitLine, owed: Sequence[ReturnOwed], today: date, ours: int | None) -> Invited:
    """What an invitation's row shows of a visit."""
    window, given = line.window, line.invited_on
    now = state(window, today)
    invited = _("Invited {day}").format(day=given.display()) if given else ""
    first = window.earliest if window is not None else None
    begins_later = first is not None and (given is None or first not in (given.earliest, given.latest))
    end = short_date(window.latest) if window and window.latest else ""
    due = next((each for each in owed if each.invited is not None and each.invited.id == line.id), None)
    said = last_action(line.last_action)
    return Invited(
        row=visit_row(line, today),
        start=short_date(first) if first is not None and begins_later else invited,
        end=end,
        share=1.0 if now.phase is Phase.PAST else now.share_used,
        window=words.joined((invited, end, days_left(window, today))),
        last_action=said[:1].upper() + said[1:],
        owed=_owed_words(due, ours) if due is not None else "",
        visit=line.id,
        deed=next_deeds(line.status)[0],
    )


def _owed_words(owed: ReturnOwed, ours: int | None) -> str:
    counts = {"paid": owed.paid, "returned": owed.returned}
    if owed.owes.id == ours:
        paid = _("they paid {paid}, we paid {returned}").format(**counts)
    elif owed.owed.id == ours:
        paid = _("we paid {paid}, they paid {returned}").format(**counts)
    else:
        names = {"owed": owed.owed.title, "owes": owed.owes.title}
        paid = _("{owed} paid {paid}, {owes} paid {returned}").format(**names, **counts)
    return words.joined((return_words(owed, ours), paid))


def _lines(week: Week) -> list[WeekLine]:
    monday = day_of_year(week.monday)
    if not week.things:
        return [WeekLine(monday)]
    lines = [week_line(thing, monday if place == 0 else "") for place, thing in enumerate(week.things)]
    if week.more():
        lines.append(WeekLine("", what=week.more()))
    return lines


def week_line(thing: Ahead, monday: str) -> WeekLine:
    """A thing under its day; what is only about a day, or of a month, is told with that and stands under no day."""
    kind = Kind(thing.kind)
    day, what = _("{weekday} {day}").format(weekday=short_weekday(thing.on), day=thing.on.day), thing.what
    if not thing.on_its_day():
        day, what = "", _("{what} ({when})").format(what=what, when=thing.when.display())
    return WeekLine(
        monday,
        KINDS[kind].icon,
        day,
        what,
        (kind, thing.record),
        live=True,
    )
