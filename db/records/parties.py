"""States and international organisations, areas of co-operation, anniversaries of relations."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from db.records.base import Draft, Head, Line, NameIn, Period, Ref, Shape, Title
from db.rules.codes import code_refused, code_written
from db.vocabulary import PartyKind, VisitKind
from db.words import _

_LENGTHS = {"code": 2, "code3": 3}


class PartyDraft(Draft):
    """A state, an organisation, or what stands under one, as an officer writes it."""

    title: Title
    kind: PartyKind = PartyKind.STATE
    under: Ref | None = None
    code: Line = Field(default="", description="ISO 3166-1 alpha-2")
    code3: Line = Field(default="", description="ISO 3166-1 alpha-3")
    long_name: Line = ""
    established: Period | None = None
    """When relations with it were established."""
    aliases: tuple[NameIn, ...] = ()
    followed: bool = True

    @field_validator("code", "code3")
    @classmethod
    def _is_code(cls, value: str, info: ValidationInfo) -> str:
        written = code_written(value)
        if refused := code_refused(written, _LENGTHS[str(info.field_name)]):
            raise ValueError(refused)
        return written

    @field_validator("under")
    @classmethod
    def _stands_under(cls, value: int | None, info: ValidationInfo) -> int | None:
        kind = info.data.get("kind")
        if value is not None and kind is not None and kind.by_itself:
            raise ValueError(_("A state or organisation stands under no other: choose region, agency or company."))
        return value


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
    kind: PartyKind
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
