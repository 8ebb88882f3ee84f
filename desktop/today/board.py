"""What stands on Today and where: the panels in one column or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QWidget

from db.records.base import View
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.records.today import AHEAD, CAN_GO_ON, UNTOUCHED, Today
from db.vocabulary import CommitmentStatus, Kind
from db.words import NN_, _, ngettext
from desktop.kinds import KINDS
from desktop.kit import layouts, words
from desktop.kit.plain import PlainLabel
from desktop.kit.row_list import Row, RowList
from desktop.kit.theme import Margins, current, set_air
from desktop.page.list_page import PAGE_AIR, link_of
from desktop.page.panel import Group
from desktop.today import rows
from desktop.today.panels import Invitations, NextWeeks, Recent
from desktop.today.summary import LINK_INSET, Part, Summary
from desktop.workspace import Go

TWO_COLUMNS_FROM, WIDE_FROM = 1200, 1600
SIDE, SIDE_WIDE = 340, 440
SHOWN_DUE = 3
_GAP = 12
_DUE_SOON = View(name="open", sort="due").narrowed_to("status", (CommitmentStatus.DUE_SOON.value,))
_OVERDUE = Go("commitments", View(name="overdue"))
_LATE_STEPS, _LATE_REPLIES = View(name="late_steps"), View(name="late_replies")
_NEEDS = {
    "overdue": _OVERDUE,
    "late_steps": Go("actions", _LATE_STEPS),
    "undated": Go("visits", View(name="undated")),
    "past": Go("visits", View(name="to_confirm")),
    "to_confirm": Go("agreements", View(name="to_confirm")),
    "late_replies": Go("actions", _LATE_REPLIES),
    "can_go_on": Go("commitments", View(name="can_go_on")),
}
"""What needs somebody, by the fields of `Attention`: the list in which so many stand."""
_BESIDES = {
    "due_soon": (NN_("{n} due soon", "{n} due soon"), Go("commitments", _DUE_SOON)),
    "silent": (
        NN_("{n} without a date or action", "{n} without a date or action"),
        Go("commitments", View(name="silent")),
    ),
}
"""What the sentence on top names besides, by the fields of `Today`."""
_REMINDERS = Go("reminders")
_WAITING, _AWAITED = Go("commitments", View(name="waiting")), Go("actions", View(name="awaiting"))
_BEFORE = ("overdue", "coming", "held")
"""The groups over the invitations; the others follow them."""


class TodayBoard(QWidget):
    """Date, summary, panels; it shows what it is given and says what was clicked."""

    opened = Signal(object)
    """The (kind, id) of a record."""
    wanted = Signal(object)
    """A Go."""
    deed = Signal(object)
    """A Do."""
    log = Signal(object)
    list_made = Signal(object)
    """A RowList, for whoever leads the keyboard."""

    def __init__(self, question: QWidget, log_first: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self._rows: dict[int, tuple[RowList, object]] = {}
        self._put_off: dict[int, ReminderLine] = {}
        self._date = PlainLabel("", "h1", parent=self)
        self._summary = Summary(self)
        self.groups = self._make_groups()
        self._invitations = Invitations(self)
        self._since = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._since.setObjectName("today.since")
        self._since.hide()
        self._calm = PlainLabel("", "body", "text2", wrap=True, parent=self)
        self._weeks, self.recent = NextWeeks(self), Recent(log_first, self)
        self._lay_out(question)
        for group in self.groups.values():
            group.wanted.connect(self.wanted)
        self._invitations.wanted.connect(self.wanted)
        self._summary.wanted.connect(self.wanted)
        self._invitations.deed.connect(self.deed)
        self._invitations.log.connect(self.log)
        self._invitations.made.connect(self.list_made)
        self._weeks.opened.connect(self.opened)

    def lists(self) -> list[RowList]:
        """The lists with rows, from top to bottom."""
        shown = {name: group.list for name, group in self.groups.items() if group.isVisibleTo(self)}
        invited = self._invitations.lists() if self._invitations.isVisibleTo(self) else []
        before = [each for name, each in shown.items() if name in _BEFORE]
        return [*before, *invited, *(each for name, each in shown.items() if name not in _BEFORE)]

    def writers(self) -> list[QWidget]:
        """The buttons that write into the register."""
        return self._invitations.writers()

    def row_of(self, record: int) -> tuple[RowList, object] | None:
        """The list that shows a record, and its key in it."""
        return self._rows.get(record)

    def show_since(self, text: str) -> None:
        """Say what happened in an absence; "" for nothing."""
        self._since.setText(text)
        self._since.setVisible(bool(text))

    def show_sheet(self, sheet: Today) -> None:
        """Show a day."""
        day, ours = sheet.day, sheet.ours
        self._date.setText(rows.long_date(day))
        self._summary.set_parts(self._parts(sheet))
        self._rows = {}
        self._put_off = {line.about: line for line in sheet.put_off.rows}
        asked = {line.id for line in sheet.invitations.rows}
        self._show_late(sheet)
        self._show_due(sheet)
        can_go_on = sheet.can_go_on
        self._show("can_go_on", [rows.commitment_row(line, day, ours) for line in can_go_on.rows], can_go_on.total)
        self._show_waiting(sheet)
        self._invitations.show_visits(sheet.invitations, sheet.returns_owed, day, ours)
        for line, each in zip(sheet.invitations.rows, self._invitations.lists(), strict=False):
            self._rows[line.id] = (each, (Kind.VISIT, line.id))
        self._show("held", [rows.passed_row(each, day, ours) for each in sheet.to_say.rows], sheet.to_say.total)
        self._show("confirm", [rows.agreement_row(each, day) for each in sheet.to_confirm.rows], sheet.to_confirm.total)
        self._speak("coming", [rows.coming_row(each, day, ours) for each in sheet.coming.rows], sheet.coming.total)
        agreed = sheet.agreements
        self._speak("agreements", [rows.agreement_reminder_row(each, day) for each in agreed.rows], agreed.total)
        years = sheet.anniversaries
        self._speak("anniversaries", [rows.jubilee_row(each, day) for each in years.rows], years.total)
        others = sheet.reminders
        self._speak("reminders", [rows.reminder_row(each, day) for each in others.rows], others.total)
        self._show("silent", [rows.silent_row(each, day, ours) for each in sheet.silent.rows], sheet.silent.total)
        owed = [each for each in sheet.returns_owed if each.invited is None or each.invited.id not in asked]
        said = len(sheet.returns_owed) - len(owed)  # beside the invitation that is to return it
        self._show("returns", [rows.return_row(each, day, ours) for each in owed], sheet.returns - said, said)
        self._weeks.show_weeks(sheet.weeks)
        self.recent.show_actions(sheet.recent)
        self._show_calm(sheet)

    def _show_late(self, sheet: Today) -> None:
        """Promises and next steps that are late, in one list; its link leads to those that are not all here."""
        day, ours, late = sheet.day, sheet.ours, sheet.late()
        steps = [each for each in late if isinstance(each, Pending)]
        left = sheet.overdue.total > len(late) - len(steps)
        only, behind = (sheet.overdue.total, _OVERDUE) if left else (sheet.late_steps.total, Go("actions", _LATE_STEPS))
        self.groups["overdue"].lead_to(behind)
        total = sheet.overdue.total + sheet.late_steps.total
        found = [
            rows.pending_row(each, day) if isinstance(each, Pending) else rows.commitment_row(each, day, ours)
            for each in late
        ]
        self._show("overdue", found, total, only - total)
        replies = sheet.late_replies
        self._show("replies", [rows.pending_row(each, day) for each in replies.rows], replies.total)

    def _show_due(self, sheet: Today) -> None:
        """Steps whose day has come over promises that are due soon; its link leads to those that are not all here."""
        day, ours, steps, promised = sheet.day, sheet.ours, sheet.steps, sheet.due_soon
        found = [rows.step_row(line, day) for line in steps.rows]
        found += [rows.commitment_row(line, day, ours) for line in promised.rows[:SHOWN_DUE]]
        left = promised.total > SHOWN_DUE
        self.groups["due"].lead_to(Go("commitments", _DUE_SOON) if left else _REMINDERS)
        total = promised.total + steps.total
        self._show("due", found, total, -steps.total, "" if left else _("All reminders"))

    def _show_waiting(self, sheet: Today) -> None:
        """Promises that wait over replies that are awaited; its link leads to those that are not all here."""
        day, promised, replies = sheet.day, sheet.waiting, sheet.awaited
        found = [rows.commitment_row(line, day, sheet.ours) for line in promised.rows]
        found += [rows.awaited_row(each, day) for each in replies.rows]
        left = promised.total > len(promised.rows)
        self.groups["waiting"].lead_to(_WAITING if left else _AWAITED)
        total = promised.total + replies.total
        self._show("waiting", found, total, -replies.total, "" if left else _("All awaited replies"))

    def _speak(self, name: str, found: Sequence[Row], total: int) -> None:
        """Show some of what reminders speak of; all that they do is on their page."""
        self._show(name, found, total, link=_("All reminders"))

    def arrange(self, effective: float) -> None:
        """One column or two, by the effective width of the window."""
        theme = current()
        two = effective >= TWO_COLUMNS_FROM
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom)
        self._columns.setStretchFactor(self._main, 1 if two else 0)
        if two:
            self._right.setFixedWidth(theme.px(SIDE_WIDE if effective >= WIDE_FROM else SIDE))
        else:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
        set_air(self._columns, (LINK_INSET, 8, 0, 0), (16 if two else _GAP,))

    def _show(self, name: str, found: Sequence[Row], total: int, elsewhere: int = 0, link: str = "") -> None:
        shown = [rows.put_off(row, snoozed) if (snoozed := self._snoozed(row.key)) else row for row in found]
        self.groups[name].show_rows(shown, total, elsewhere, link)
        for row in shown:
            link_ = link_of(row.key)
            if link_ is not None:
                self._rows[link_[1]] = (self.groups[name].list, row.key)

    def _snoozed(self, key: object) -> ReminderLine | None:
        """What of a row somebody has put off."""
        match key:
            case Pending():
                return self._put_off.get(key.entry)
            case (Kind(), int(record)):
                return self._put_off.get(record)
        return None

    def _show_calm(self, sheet: Today) -> None:
        calm = sheet.is_calm
        text = _("Nothing needs you today.")
        if calm and sheet.next_dated is not None:
            coming = sheet.next_dated
            text = _("Nothing needs you today. Next: {what}, {when}.").format(
                what=words.one_line(coming.what), when=coming.when.display()
            )
        self._calm.setText(text)
        self._calm.setVisible(calm)

    def _parts(self, sheet: Today) -> list[Part]:
        """What needs somebody and what there is besides, in a sentence whose parts lead to their lists."""
        needs = sheet.attention
        parts = [Part(text, _NEEDS[name]) for name, text in needs.parts().items()]
        counted = ((getattr(sheet, name).total, *said) for name, said in _BESIDES.items())
        others = [Part(ngettext(*text, many).format(n=f"{many:,}"), go) for many, text, go in counted if many]
        led = ((parts, needs.number()), (others, _("Besides:") if parts else ""))
        return [replace(each, lead="" if n else lead) for some, lead in led for n, each in enumerate(some)]

    def _lay_out(self, question: QWidget) -> None:
        before = [self.groups[name] for name in _BEFORE]
        after = [group for name, group in self.groups.items() if name not in _BEFORE]
        self._main = layouts.column(self._calm, *before, self._invitations, *after, 1, gap=_GAP)
        self._right = QWidget(self)
        layouts.column(self._weeks, self.recent, 1, on=self._right, gap=_GAP)
        self._columns = layouts.row((self._main, 1), self._right)
        inset: Margins = (LINK_INSET, 0, 0, 0)
        date, asking = layouts.column(self._date, margins=inset), layouts.column(question, margins=inset)
        since = layouts.column(self._since, margins=(LINK_INSET, 0, 0, 6))
        side = PAGE_AIR[0]
        layouts.column(
            date,
            self._summary,
            since,
            asking,
            (self._columns, 1),
            on=self,
            margins=(side - LINK_INSET, *PAGE_AIR[1:]),
            gap=2,
        )

    def _make_groups(self) -> dict[str, Group]:
        """The groups in their order; the invitations stand between them."""
        still, freed = (Go("commitments", View(name=name)) for name in ("silent", "can_go_on"))
        confirm, owed = Go("agreements", View(name="to_confirm")), Go("visits", View(name="owed"))
        held, visit = Go("visits", View(name="to_confirm")), KINDS[Kind.VISIT].icon
        star, agreement = KINDS[Kind.ANNIVERSARY].icon, KINDS[Kind.AGREEMENT].icon
        made = (
            Group("today.overdue", _("Overdue"), "octagon-alert", "critical", _OVERDUE, self),
            Group("today.coming", _(AHEAD), visit, "text2", _REMINDERS, self),
            Group("today.held", _("Did it take place?"), "circle-question-mark", "warning", held, self),
            Group("today.confirm", _("Agreements to confirm"), "circle-question-mark", "warning", confirm, self),
            Group("today.agreements", _("Agreements"), agreement, "warning", _REMINDERS, self),
            Group("today.replies", _("Replies overdue"), "mail", "warning", Go("actions", _LATE_REPLIES), self),
            Group("today.can_go_on", _(CAN_GO_ON), "hourglass", "warning", freed, self),
            Group("today.waiting", _("Waiting for the other side"), "hourglass", "waiting", _WAITING, self),
            Group("today.due", _("Due soon"), "clock-alert", "warning", Go("commitments", _DUE_SOON), self),
            Group("today.anniversaries", _("Anniversaries"), star, "text2", _REMINDERS, self),
            Group("today.silent", _(UNTOUCHED), "history", "text2", still, self),
            Group("today.returns", _("Return visits owed"), "repeat-2", "waiting", owed, self),
            Group("today.reminders", _("Reminders"), "bell", "text2", _REMINDERS, self),
        )
        return {group.objectName().removeprefix("today."): group for group in made}
