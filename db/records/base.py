"""What every record shares: its head, references, texts, citations, and the view of a table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    SerializationInfo,
    StringConstraints,
    ValidationInfo,
)

from db.rules.periods import Period
from db.rules.text import TEXT_LIMIT, TITLE_LIMIT, clean
from db.vocabulary import How, Kind, Marking


class Shape(BaseModel):
    """A frozen value that crosses the border between `db` and `desktop`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _cleaned(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


def _id_of(value: Any, info: ValidationInfo) -> Any:
    """A reference read from a bundle names its record by uid; the context says which number that uid got here."""
    if not info.context or "ids" not in info.context:
        return value
    if not isinstance(value, str) or value not in info.context["ids"]:
        raise ValueError(f"no record {value!r:.80} in this file")
    return info.context["ids"][value]


def _uid_of(value: int, info: SerializationInfo) -> int | str:
    if info.context and "uids" in info.context:
        return str(info.context["uids"][value])
    return value


Ref = Annotated[int, BeforeValidator(_id_of), PlainSerializer(_uid_of)]
Text = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=TEXT_LIMIT)]
Line = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=TITLE_LIMIT)]
Title = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=TITLE_LIMIT)]


class NameIn(Shape):
    """A name or title in another language or script."""

    language: Line = ""
    text: Title


class CitationDraft(Shape):
    """What a source says of one field of a record, or that it does not say."""

    field: Line = ""
    how: How
    why: Text = ""
    says: Line = ""
    source: Ref | None = None
    quotation: Ref | None = None
    page: Line = ""


class Draft(Shape):
    """What is written of any record."""

    notes: Text = ""
    marking: Marking = Marking.NONE
    areas: tuple[Ref, ...] = ()
    citations: tuple[CitationDraft, ...] = ()


class Link(Shape):
    """A record as another record names it."""

    id: int
    kind: Kind
    title: str
    code: str = ""


class Cited(Shape):
    """A citation as a reader sees it: the exact words, who said them, and where."""

    field: str
    how: How
    why: str
    says: str
    page: str
    words: str
    translation: str
    start: int | None
    end: int | None
    speaker: str
    source: Link | None


class Head(Shape):
    """What is known about a record as a record."""

    id: int
    uid: str
    kind: Kind
    title: str
    version: int
    hidden: bool
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    last_action: date | None


class Touched(Shape):
    """One record that a change wrote."""

    id: int
    kind: Kind


class Change(Shape):
    """One thing that was done: what the snackbar says and what undo takes back."""

    id: int
    label: str
    at: datetime
    by: str
    record: int | None
    touched: tuple[Touched, ...]
    undoes: int | None = None

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of record it touched."""
        return frozenset(each.kind for each in self.touched)


class View(Shape):
    """What a status table shows: a named view, narrowed by a country and by words, in an order."""

    name: str = "all"
    country: int | None = None
    find: str = ""
    sort: str = ""
    descending: bool = False


class ViewCount(Shape):
    """A named view of a table and how many rows it has."""

    name: str
    label: str
    count: int


__all__ = [
    "Change", "CitationDraft", "Cited", "Draft", "Head", "Line", "Link", "NameIn", "Period", "Ref", "Shape",
    "Text", "Title", "Touched", "View", "ViewCount",
]  # fmt: skip
