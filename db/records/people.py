"""People, the offices they hold, and for how long."""

from __future__ import annotations

from db.records.base import Draft, Head, Link, NameIn, Period, Ref, Shape, Title
from db.vocabulary import Rank


class TermDraft(Shape):
    """A person holds an office for a period."""

    office: Ref
    period: Period | None = None


class PersonDraft(Draft):
    """A person as an officer writes it."""

    title: Title
    aliases: tuple[NameIn, ...] = ()
    terms: tuple[TermDraft, ...] = ()


class PersonCard(Shape):
    """A person in full."""

    head: Head
    draft: PersonDraft
    offices: tuple[Link, ...]


class OfficeDraft(Draft):
    """An office: obligations belong to it, not to the person."""

    title: Title
    party: Ref
    rank: Rank = Rank.NOT_STATED


class OfficeCard(Shape):
    """An office in full."""

    head: Head
    draft: OfficeDraft
    party: Link
    holders: tuple[Link, ...]


class Held(Shape):
    """A person in an office for a term."""

    who: Link
    office: Link
    period: Period | None


class OfficeLine(Shape):
    """An office as a row: who holds it on a day, as far as is known, and how many open promises it owes."""

    link: Link
    rank: Rank
    party: Link
    holders: tuple[Held, ...]
    owes: int


class PersonLine(Shape):
    """A person as a row, with other names and the offices held."""

    link: Link
    names: tuple[str, ...]
    terms: tuple[Held, ...]
