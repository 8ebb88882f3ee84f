"""What a register holds of a person or of an area of co-operation, as one page shows it."""

from __future__ import annotations

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Shape, View
from db.records.commitments import CommitmentLine
from db.records.parties import AreaCard
from db.records.people import PersonCard
from db.records.visits import VisitLine


class Promises(Shape):
    """Some of the promises of a view, and how many it has."""

    view: View
    rows: tuple[CommitmentLine, ...]
    total: int


class Visits(Shape):
    """Some of the visits of a view, and how many it has."""

    view: View
    rows: tuple[VisitLine, ...]
    total: int


class Agreements(Shape):
    """Some of the agreements of a view, and how many it has."""

    view: View
    rows: tuple[AgreementLine, ...]
    total: int


class OfficeOwes(Shape):
    """What an office that somebody holds or held owes: it stays with the office."""

    title: str
    promises: Promises


class PersonSheet(Shape):
    """A person: the offices held, the visits made and received, what was promised."""

    card: PersonCard
    visits: Visits
    voiced: Promises
    """What the person promised in words."""
    owed: tuple[OfficeOwes, ...]
    """What the offices owe that the person is in now."""


class AreaSheet(Shape):
    """An area: what was promised in it by how far it is, and its visits, agreements and last actions."""

    card: AreaCard
    implemented: Promises
    in_progress: Promises
    not_begun: Promises
    given_up: Promises
    """Not kept, dropped, or superseded by another promise."""
    intentions: int
    agreements: Agreements
    visits: Visits
    actions: tuple[ActionLine, ...]

    @property
    def promised(self) -> int:
        """How many promises there are; intentions are none."""
        return self.implemented.total + self.in_progress.total + self.not_begun.total + self.given_up.total
