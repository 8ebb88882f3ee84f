"""States and international organisations, areas of co-operation, anniversaries of relations."""

from __future__ import annotations

from pydantic import Field

from db.records.base import Draft, Head, Line, NameIn, Period, Ref, Shape, Title
from db.vocabulary import PartyKind, VisitKind


class PartyDraft(Draft):
    """A State or organisation as an officer writes it."""

    title: Title
    kind: PartyKind = PartyKind.STATE
    code: Line = Field(default="", pattern=r"^([A-Z]{2})?$", description="ISO 3166-1 alpha-2")
    code3: Line = Field(default="", pattern=r"^([A-Z]{3})?$", description="ISO 3166-1 alpha-3")
    long_name: Line = ""
    aliases: tuple[NameIn, ...] = ()
    followed: bool = True


class PartyCard(Shape):
    """A party in full."""

    head: Head
    draft: PartyDraft


class AreaLine(Shape):
    """An area as a row: how many records concern it, and whether it is still offered."""

    id: int
    title: str
    retired: bool
    count: int


class PartyLine(Shape):
    """A party in the sidebar and in lists of choices."""

    id: int
    title: str
    code: str
    code3: str
    followed: bool
    open_count: int = 0


class AreaDraft(Draft):
    """An area of co-operation."""

    title: Title
    retired: bool = False


class AreaCard(Shape):
    """An area in full."""

    head: Head
    draft: AreaDraft


class AnniversaryDraft(Draft):
    """A day or year that returns, e.g. the establishment of diplomatic relations."""

    title: Title
    parties: tuple[Ref, ...] = ()
    first: Period | None = None


class AnniversaryCard(Shape):
    """An anniversary in full, with the round that comes next."""

    head: Head
    draft: AnniversaryDraft
    next_ordinal: int | None
    next_year: int | None


class Reciprocity(Shape):
    """Visits paid and received between two parties, and who owes a return."""

    party_a: int
    party_b: int
    name_a: str
    name_b: str
    kind: VisitKind | None
    paid_by_a: tuple[int, ...]
    paid_by_b: tuple[int, ...]
    owes: int | None
    owes_name: str
    owed_name: str
    invited_visit: int | None
