"""What a search found: a few records of each kind, as their tables show them."""

from __future__ import annotations

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import Link, Shape
from db.records.commitments import CommitmentLine
from db.records.visits import VisitLine
from db.vocabulary import Kind


class Quoted(Shape):
    """A quotation that was found: its exact words, and the source they stand in."""

    id: int
    words: str
    source: Link | None


class Named(Shape):
    """A country, person, office or area that was found.

    `about` is the office of a person or the country of an office; `records` counts what concerns an area."""

    link: Link
    about: str = ""
    records: int = 0


Hit = VisitLine | AgreementLine | CommitmentLine | ActionLine | Quoted | Named
"""One record that was found."""


class Group(Shape):
    """The likeliest records of one kind; offices stand among people, an invitation is its visit."""

    kind: Kind
    hits: tuple[Hit, ...]


class Found(Shape):
    """All that was found, by kind; the kind of the best hit comes first."""

    groups: tuple[Group, ...] = ()
