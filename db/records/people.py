"""People, the offices they hold, and for how long."""

from __future__ import annotations

from db.records.base import Cited, Draft, Head, Link, NameIn, Period, Ref, Shape, Title
from db.rules.people import Tenure
from db.vocabulary import Capacity, Rank


class TermDraft(Shape):
    """A person holds an office for a period, or acts in it."""

    office: Ref
    period: Period | None = None
    capacity: Capacity = Capacity.HOLDER


class PersonDraft(Draft):
    """A person as an officer writes it."""

    title: Title
    aliases: tuple[NameIn, ...] = ()
    terms: tuple[TermDraft, ...] = ()


class Held(Shape):
    """A person in an office as it stands on a day. `text` says so of the office, e.g. "former Deputy Minister (2019 –
    2024)", `name` of the person, e.g. "A. Person (designate, from 15 Jan 2027)"."""

    who: Link
    office: Link
    party: Link
    period: Period | None
    tenure: Tenure
    text: str
    name: str


class PersonCard(Shape):
    """A person in full, with the offices held on a day, those held before and those ahead."""

    head: Head
    draft: PersonDraft
    offices: tuple[Held, ...]
    citations: tuple[Cited, ...]


class OfficeDraft(Draft):
    """An office: obligations belong to it, not to the person."""

    title: Title
    party: Ref
    rank: Rank = Rank.NOT_STATED


class OfficeCard(Shape):
    """An office in full, with whoever holds it on a day, is to hold it and held it."""

    head: Head
    draft: OfficeDraft
    party: Link
    holders: tuple[Held, ...]
    citations: tuple[Cited, ...]


class OfficeLine(Shape):
    """An office as a row: who holds it on a day or acts in it, as far as is known, who is next, and how many open
    promises it owes."""

    link: Link
    rank: Rank
    party: Link
    holders: tuple[Held, ...]
    next: tuple[Held, ...]
    owes: int


class PersonLine(Shape):
    """A person as a row, with other names and the offices held on a day, before and after it."""

    link: Link
    names: tuple[str, ...]
    terms: tuple[Held, ...]
