"""What needs somebody today, in groups, with the weeks ahead and the last of the log."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link, Period, Shape
from db.records.commitments import CommitmentLine
from db.records.pending import Pending
from db.records.visits import VisitLine
from db.rules.periods import Precision, Qualifier
from db.words import N_, NN_, _, ngettext

ATTENTION = {
    "overdue": NN_("{n} overdue", "{n} overdue"),
    "late_steps": NN_("{n} next step late", "{n} next steps late"),
    "undated": NN_("{n} visit without a date", "{n} visits without a date"),
    "past": NN_("{n} past its dates", "{n} past their dates"),
    "to_confirm": NN_("{n} to confirm", "{n} to confirm"),
    "late_replies": NN_("{n} reply overdue", "{n} replies overdue"),
}
"""What needs attention, in the order in which it is named: fields of `Attention`, and how so many of them are said."""
UNTOUCHED = N_("Promised without a date, nothing done lately")
"""What the silent promises stand under, on the page and on the command line."""


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

    @property
    def total(self) -> int:
        """The number beside Today."""
        return sum(getattr(self, each) for each in ATTENTION)

    def said(self) -> str:
        """The number and what it counts: "2 need attention: 1 overdue, 1 to confirm"; "" for nothing."""
        counted = [(getattr(self, each), said) for each, said in ATTENTION.items()]
        parts = ", ".join(ngettext(*said, many).format(n=many) for many, said in counted if many)
        total = ngettext("{n} needs attention: {parts}", "{n} need attention: {parts}", self.total)
        return total.format(n=self.total, parts=parts) if parts else ""


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
    """Next steps, or replies, that should have come: how many there are, and the first of them, oldest first."""

    total: int = 0
    rows: tuple[Pending, ...] = ()


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
    whole: bool = True
    """Whether all that is dated in the coming weeks was read; there may be more in this one otherwise."""

    def more(self) -> str:
        """How many things there are besides those named: "and 2 more"; "" for none."""
        left = self.total - len(self.things)
        if not left:
            return "" if self.whole else _("and perhaps more")
        said = ngettext("and {n} more", "and {n} more", left)
        if not self.whole:
            said = ngettext("and at least {n} more", "and at least {n} more", left)
        return said.format(n=left)


class Today(Shape):
    """The page Today on one day."""

    day: date
    overdue: Commitments
    late_steps: Steps
    late_replies: Steps
    invitations: Visits
    """Those asked for that have no date, and those put off without one."""
    to_say: Visits
    """Those whose dates have passed, and nobody has said whether they took place."""
    due_soon: Commitments
    to_confirm: Agreements
    waiting: Commitments
    silent: Commitments
    returns_owed: tuple[ReturnOwed, ...]
    """Those owed longest; there are `returns` of them."""
    returns: int
    weeks: tuple[Week, ...]
    recent: tuple[ActionLine, ...]
    next_dated: Ahead | None

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
        )

    @property
    def needs(self) -> int:
        """How many things need somebody: the number beside Today."""
        return self.attention.total


def _last_day(each: CommitmentLine | Pending) -> date:
    return each.due.latest if each.due is not None and each.due.latest is not None else date.max
