"""What needs somebody today, in groups, with the weeks ahead and the last of the log."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link, Period, Shape
from db.records.commitments import CommitmentLine
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.records.visits import VisitLine
from db.rules.edtf import day_name, weekday
from db.rules.periods import Precision, Qualifier
from db.vocabulary import VisitStatus
from db.words import N_, NN_, _, ngettext

ATTENTION = {
    "overdue": NN_("{n} overdue", "{n} overdue"),
    "late_steps": NN_("{n} next step late", "{n} next steps late"),
    "undated": NN_("{n} visit without a date", "{n} visits without a date"),
    "past": NN_("{n} past its dates", "{n} past their dates"),
    "to_confirm": NN_("{n} to confirm", "{n} to confirm"),
    "late_replies": NN_("{n} reply overdue", "{n} replies overdue"),
    "can_go_on": NN_("{n} can go on", "{n} can go on"),
}
"""What needs somebody, in the order in which it is named: fields of `Attention`, and how so many of them are said.

The rule of the number beside Today, of the sentence on top of it and of `today`: what the page lists as late, asked or
free to go on needs somebody and is counted. What only comes, lies with the other side or was left alone is listed and
not counted; nor is what a reminder speaks of, which the bell counts.
"""
UNTOUCHED = N_("Promised without a date, nothing done lately")
"""What the silent promises stand under, on the page and on the command line."""
CAN_GO_ON, AHEAD = N_("Waiting that can go on"), N_("Visits ahead and under way")
"""What stand under these: promises that waited for what is over, and visits of which a reminder speaks."""


_HAPPENED = {
    "overdue": NN_("{n} became overdue", "{n} became overdue"),
    "late_steps": NN_("{n} next step became late", "{n} next steps became late"),
    "replies": NN_("{n} reply came", "{n} replies came"),
    "late_replies": NN_("{n} reply became overdue", "{n} replies became overdue"),
    "past": NN_("{n} visit passed its dates", "{n} visits passed their dates"),
}
"""What may have happened in an absence: fields of `Since`, and how so many of them are said."""
_A_WEEK, _ROUND = 7, 5

SHOWN = 8
"""So many things of a group are shown."""


class Attention(Shape):
    """What the number beside Today counts, each part of it a list of its own."""

    overdue: int
    late_steps: int
    """Next steps whose day has passed."""
    undated: int
    """Visits asked for that have no date."""
    past: int
    """Visits whose dates have passed without a word."""
    to_confirm: int
    late_replies: int
    """Replies that should have come."""
    can_go_on: int
    """Promises that waited for a visit which is over."""

    @property
    def total(self) -> int:
        """The number beside Today."""
        return sum(getattr(self, each) for each in ATTENTION)

    def parts(self) -> dict[str, str]:
        """What there is of it by its fields, in words: "1 overdue"."""
        counted = {name: (getattr(self, name), said) for name, said in ATTENTION.items()}
        return {name: ngettext(*said, many).format(n=f"{many:,}") for name, (many, said) in counted.items() if many}

    def number(self) -> str:
        """The number in words, before what it counts: "2 need attention:"; "" for nothing."""
        said = ngettext("{n} needs attention:", "{n} need attention:", self.total)
        return said.format(n=f"{self.total:,}") if self.total else ""

    def said(self) -> str:
        """The number and what it counts: "2 need attention: 1 overdue, 1 to confirm"; "" for nothing."""
        return " ".join(filter(None, (self.number(), ", ".join(self.parts().values()))))


class Commitments(Shape):
    """A group of commitments: how many there are, and the first of them."""

    total: int = 0
    rows: tuple[CommitmentLine, ...] = ()


class Visits(Shape):
    """A group of visits: how many there are, and the first of them."""

    total: int = 0
    rows: tuple[VisitLine, ...] = ()


class Agreements(Shape):
    """Agreements whose standing somebody has to confirm: how many there are, and the first of them."""

    total: int = 0
    rows: tuple[AgreementLine, ...] = ()


class Steps(Shape):
    """Next steps, or replies, that are late or awaited: how many there are, and the first of them, oldest first."""

    total: int = 0
    rows: tuple[Pending, ...] = ()


class Reminders(Shape):
    """Reminders that fire: how many there are, and the first of them, oldest first."""

    total: int = 0
    rows: tuple[ReminderLine, ...] = ()


class VisitReminder(Shape):
    """A visit that is to come, or is under way, and why it is spoken of."""

    visit: VisitLine
    reminder: ReminderLine

    def why(self) -> str:
        """The reason, and of one to come that nothing is planned: "begins in 7 days, nothing on the programme yet"."""
        if self.visit.programme or self.visit.status is VisitStatus.UNDER_WAY:
            return self.reminder.reason
        return _("{reason}, nothing on the programme yet").format(reason=self.reminder.reason)


class VisitReminders(Shape):
    """Visits to come and under way that are spoken of: how many there are, and the first of them."""

    total: int = 0
    rows: tuple[VisitReminder, ...] = ()


class AgreementReminder(Shape):
    """An agreement of which a term ends, or which is not in force yet, and why it is spoken of."""

    agreement: AgreementLine
    reminder: ReminderLine


class AgreementReminders(Shape):
    """Agreements that are spoken of and not to be confirmed: how many there are, and the first of them."""

    total: int = 0
    rows: tuple[AgreementReminder, ...] = ()


class Jubilee(Shape):
    """An anniversary that is near: when it is, as exactly as that is known, and how many years it will be."""

    reminder: ReminderLine
    when: Period
    years: int

    @property
    def day(self) -> date | None:
        """The day of it, where that is known."""
        return self.when.latest if self.when.precision is Precision.DAY else None

    @property
    def is_round(self) -> bool:
        """Whether it is celebrated more than others are."""
        return self.years > 0 and self.years % _ROUND == 0

    def said(self) -> str:
        """What it will be: "34th → 35th, a round one"."""
        said = _("{before} → {years} years") if not self.is_round else _("{before} → {years} years, a round one")
        return said.format(before=self.years - 1, years=self.years)


class Jubilees(Shape):
    """Anniversaries that are near: how many there are, and the first of them."""

    total: int = 0
    rows: tuple[Jubilee, ...] = ()


class Since(Shape):
    """What happened in an absence: from the day on which the register was last looked at until a day."""

    day: date
    today: date
    overdue: int
    late_steps: int
    replies: int
    """Entries of something that came in."""
    late_replies: int = 0
    past: int = 0
    """Visits whose dates passed without a word."""

    def said(self) -> str:
        """What happened, in one sentence: "Since Friday: 3 became overdue, 1 reply came."; "" for nothing."""
        counted = [(getattr(self, name), words) for name, words in _HAPPENED.items()]
        happened = ", ".join(ngettext(*words, many).format(n=f"{many:,}") for many, words in counted if many)
        near = (self.today - self.day).days < _A_WEEK
        when = weekday(self.day) if near else day_name(self.day)
        return _("Since {day}: {what}.").format(day=when, what=happened) if happened else ""


class ReturnOwed(Shape):
    """A visit that has not been returned."""

    owes: Link
    owed: Link
    for_visit: Link
    since: date | None
    invited: Link | None
    paid: int = Field(description="visits of returnable kinds that the creditor paid")
    returned: int = Field(description="visits of returnable kinds that the debtor paid")


class Ahead(Shape):
    """Something dated in the coming weeks."""

    when: Period
    on: date
    """The day it stands under: the last one it may be due, the first one on which it is held."""
    what: str
    record: int
    kind: str
    closes: bool = False
    """Whether it is the end of a time, `when`, not something that is within it."""

    def on_its_day(self) -> bool:
        """Whether it is on the very day under which it stands; about a day, or within a month, is not on one."""
        named = self.closes or self.when.precision in (Precision.DAY, Precision.DAYS, Precision.BEFORE)
        return named and self.when.qualifier is Qualifier.NONE


class Week(Shape):
    """One of the next six weeks."""

    monday: date
    things: tuple[Ahead, ...]
    total: int

    def more(self) -> str:
        """How many things there are besides those named: "and 2 more"; "" for none."""
        left = self.total - len(self.things)
        return ngettext("and {n} more", "and {n} more", left).format(n=f"{left:,}") if left else ""


_GROUPS = (
    "overdue", "late_steps", "coming", "to_say", "invitations", "to_confirm", "agreements", "late_replies",
    "can_go_on", "waiting", "due_soon", "steps", "anniversaries", "silent", "reminders",
)  # fmt: skip
"""What stands on the page for somebody to do, by the fields of `Today`."""


class Today(Shape):
    """The page Today on one day."""

    day: date
    ours: int | None
    """Our side, of which the page speaks as "we"."""
    overdue: Commitments
    late_steps: Steps
    late_replies: Steps
    coming: VisitReminders
    """Visits to come, and those under way, of which a reminder speaks."""
    invitations: Visits
    """Those asked for that have no date, and those put off without one."""
    to_say: Visits
    """Those whose dates have passed, and nobody has said whether they took place."""
    due_soon: Commitments
    steps: Reminders
    """Next steps and replies whose day has come and not passed."""
    to_confirm: Agreements
    agreements: AgreementReminders
    can_go_on: Commitments
    """Those that waited for a visit which is over."""
    waiting: Commitments
    awaited: Steps
    """Replies that are awaited on no day: like a return visit that is owed, they wait for the other side."""
    anniversaries: Jubilees
    silent: Commitments
    returns_owed: tuple[ReturnOwed, ...]
    """Those owed longest; there are `returns` of them."""
    returns: int
    weeks: tuple[Week, ...]
    recent: tuple[ActionLine, ...]
    next_dated: Ahead | None
    reminders: Reminders
    """All that fires and stands in no other group."""
    put_off: Reminders
    """What somebody snoozed, all of it: what it speaks of stays on the page for as long as it is true."""

    @property
    def is_calm(self) -> bool:
        """Whether nothing stands on the page that waits for somebody; a reply without a day, or a return visit that is
        owed, waits for them."""
        groups = (getattr(self, name) for name in _GROUPS)
        return not any(group.total for group in groups)

    def late(self) -> tuple[CommitmentLine | Pending, ...]:
        """Overdue promises and next steps together, the oldest first."""
        every: list[CommitmentLine | Pending] = [*self.overdue.rows, *self.late_steps.rows]
        return tuple(sorted(every, key=_last_day)[:SHOWN])

    @property
    def attention(self) -> Attention:
        """What needs somebody, by the groups that are shown."""
        return Attention(
            overdue=self.overdue.total,
            late_steps=self.late_steps.total,
            undated=self.invitations.total,
            past=self.to_say.total,
            to_confirm=self.to_confirm.total,
            late_replies=self.late_replies.total,
            can_go_on=self.can_go_on.total,
        )

    @property
    def needs(self) -> int:
        """How many things need somebody: the number beside Today."""
        return self.attention.total


def _last_day(each: CommitmentLine | Pending) -> date:
    return each.due.latest if each.due is not None and each.due.latest is not None else date.max
