"""The state of relations: what a register holds of a country, an organisation or a pair, as one page shows it."""

from __future__ import annotations

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link, Period, Shape, View
from db.records.commitments import CommitmentLine
from db.records.people import Held
from db.records.visits import VisitLine
from db.vocabulary import PartyKind, Rank, SourceKind

WITH = "with"
"""The facet of what concerns a further party beside the one a table is narrowed to."""


class Subject(Shape):
    """What a page is about: a party, or a party and another one; and which party is ours."""

    party: int
    other: int | None = None
    pair: bool = False
    """Whether only what concerns both of them is meant; our side is concerned by all there is."""
    ours: int | None = None

    def view(self, name: str = "all") -> View:
        """The rows of a table that are meant."""
        view = View.about(self.party, name)
        return view.narrowed_to(WITH, (str(self.other),)) if self.pair else view


class Jubilee(Shape):
    """What began once between the parties, and which round of it comes next."""

    link: Link
    first: Period | None
    ordinal: int | None
    year: int | None


class OfficeHeld(Shape):
    """An office of either side, and whoever is in it."""

    office: Link
    rank: Rank
    holders: tuple[Held, ...]


class RelationsHead(Shape):
    """Who it is about, since when there are relations, and who is in office."""

    party: Link
    kind: PartyKind
    long_name: str
    under: Link | None
    """The state or organisation that a region, agency or company stands under."""
    other: Link | None
    subject: Subject
    others: tuple[Link, ...]
    """The parties with which it has records in common, those with the most first."""
    since: Period | None
    """When diplomatic relations were established, where the register says so."""
    jubilees: tuple[Jubilee, ...]
    offices: tuple[OfficeHeld, ...]
    all_offices: int


class PromiseColumn(Shape):
    """Open promises that one side owes, or both, or of which nobody said who owes them: some of `total`."""

    owes: tuple[Link, ...]
    """Both parties where both owe; nobody where nobody is named."""
    rest: bool
    """Whether others than the parties of the page owe them, or nobody is named."""
    rows: tuple[CommitmentLine, ...]
    total: int


class CitedSource(Shape):
    """A source, and how many of the records that a page is about cite it."""

    link: Link
    kind: SourceKind
    published_on: Period | None
    records: int


class Relations(Shape):
    """Everything of the page but its timeline: true totals, and the first rows of each list."""

    head: RelationsHead
    next_visit: VisitLine | None
    last_there: VisitLine | None
    """The last visit of the other side, or of anybody, to the party."""
    last_here: VisitLine | None
    """The last visit from the party."""
    undated_visits: int
    visits: int
    leading: AgreementLine | None
    """The most recent agreement that is signed and not in force."""
    agreements: tuple[AgreementLine, ...]
    all_agreements: int
    promises: tuple[PromiseColumn, ...]
    all_promises: int
    actions: tuple[ActionLine, ...]
    all_actions: int
    sources: tuple[CitedSource, ...]
    all_sources: int
