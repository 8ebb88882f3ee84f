"""What needs somebody today, in groups, with the weeks ahead and the last of the log."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link, Period, Shape
from db.records.commitments import CommitmentLine
from db.records.visits import VisitLine
from db.words import N_

UNTOUCHED = N_("Promised without a date, nothing done lately")
"""What the silent promises stand under, on the page and on the command line."""


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


class Week(Shape):
    """One of the next six weeks."""

    monday: date
    things: tuple[Ahead, ...]
    total: int


class Today(Shape):
    """The page Today on one day."""

    day: date
    overdue: Commitments
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

    @property
    def needs(self) -> int:
        """How many things need somebody: the number beside Today."""
        return self.overdue.total + self.invitations.total + self.to_say.total + self.to_confirm.total
