"""What every record shares: its head, references, texts, citations, and the view of a table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    SerializationInfo,
    StringConstraints,
    ValidationInfo,
)

from db.rules import cadence
from db.rules.periods import Period
from db.rules.text import TEXT_LIMIT, TITLE_LIMIT, clean, on_one_line, terms
from db.vocabulary import Cadence, How, Kind, Marking
from db.words import _, pgettext


class Shape(BaseModel):
    """A frozen value that crosses the border between `db` and `desktop`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _cleaned(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


def _on_one_line(value: Any) -> Any:
    return on_one_line(value) if isinstance(value, str) else value


def _id_of(value: Any, info: ValidationInfo) -> Any:
    """A reference read from a bundle names its record by uid; the context says which number that uid got here."""
    if not info.context or "ids" not in info.context:
        return value
    if not isinstance(value, str) or value not in info.context["ids"]:
        raise ValueError(_("no record {name:.80} in this file").format(name=repr(value)))
    return info.context["ids"][value]


def _uid_of(value: int, info: SerializationInfo) -> int | str:
    if info.context and "uids" in info.context:
        return str(info.context["uids"][value])
    return value


Ref = Annotated[int, BeforeValidator(_id_of), PlainSerializer(_uid_of)]
Text = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=TEXT_LIMIT)]
Line = Annotated[str, BeforeValidator(_on_one_line), StringConstraints(max_length=TITLE_LIMIT)]
Title = Annotated[str, BeforeValidator(_on_one_line), StringConstraints(min_length=1, max_length=TITLE_LIMIT)]


def said_together(unit: Cadence | None, info: ValidationInfo) -> Cadence | None:
    """Refuse the unit of a cadence without its number, and the number without its unit."""
    refused = cadence.together(info.data["report_every"], unit) if "report_every" in info.data else ""
    if refused:
        raise ValueError(refused)
    return unit


def field_name(name: str) -> str:
    """What a field is called inside a sentence: "done on"."""
    return pgettext("field", name.replace("_", " "))


def cited_name(field: str) -> str:
    """What a citation speaks for, a field or a field of the n-th row: "steps.0.done_on" is "Steps 1, done on"."""
    parts = [str(int(part) + 1) if part.isdigit() else field_name(part) for part in field.split(".")]
    first, *rest = parts
    return ", ".join([" ".join([first.capitalize(), *rest[:1]]), *rest[1:]])


def no_such(record_id: int, kind: Kind | None) -> str:
    """That a number is unknown, or is that of a record of another kind."""
    if kind is None:
        return _("There is no record {number}.").format(number=record_id)
    return _("There is no {kind} {number}.").format(kind=kind.word, number=record_id)


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


class Overtaken(Shape):
    """What was recorded when a source was cited and what is recorded now that says otherwise, in words; "" where
    nothing was or is."""

    then: str
    now: str

    def told(self, how: How) -> str:
        """The mark beside the words of the source, or beside what was concluded from them."""
        if not self.then:
            said = _("recorded since as {now}")
        elif how is How.INFERRED:
            said = _("{then} was inferred; recorded since as {now}")
        else:
            said = _("the source said {then}; recorded since as {now}")
        return said.format(then=self.then, now=self.now or _("not stated"))


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
    quotation: int | None = None
    overtaken: Overtaken | None = None
    """None while the fact stands as it did when the source was cited for it."""


class Written(Shape):
    """When and by whom a record was made, and when and by whom it was last changed."""

    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str


class Head(Written):
    """What is known about a record as a record."""

    id: int
    uid: str
    kind: Kind
    title: str
    version: int
    hidden: bool
    last_action: date | None


class Touched(Shape):
    """One record that a change wrote or reached."""

    id: int
    kind: Kind


class Author(NamedTuple):
    """Who writes: a name for people, and an id that stays when the name changes; "" where none was given."""

    name: str
    id: str = ""


class Change(Shape):
    """One thing that was done: what the snackbar says and what undo takes back."""

    id: int
    label: str
    at: datetime
    by: str
    record: int | None
    touched: tuple[Touched, ...]
    reached: tuple[Touched, ...] | None = None
    """The records of which a table may say something else now, the touched ones among them; None where any may be."""
    undoes: int | None = None
    passed_over: tuple[str, ...] = ()
    """Of an undo: the names of others whose later changes stay as they are."""
    note: str = ""
    """What deserves a look after it, said once with the label and not kept."""

    def reaches(self, kind: Kind) -> bool:
        """Whether a table of records of that kind may say something else now."""
        return self.reached is None or any(each.kind is kind for each in self.reached)

    def among(self, kind: Kind) -> frozenset[int]:
        """The records of that kind that it is known to reach."""
        return frozenset(each.id for each in self.reached or () if each.kind is kind)


class Filter(Shape):
    """One way a table is narrowed: only records that have one of these values of a facet."""

    facet: str
    values: tuple[str, ...]


class FacetValue(Shape):
    """A value that a table can be narrowed to, and how many rows that would leave."""

    value: str
    label: str
    count: int


COUNTRY = "country"


class View(Shape):
    """What a status table shows: a named view, narrowed by facets and by words, in an order."""

    name: str = "all"
    filters: tuple[Filter, ...] = ()
    find: str = ""
    sort: str = ""
    descending: bool = False
    group: str = ""
    """The facet its rows stand under; "" under none."""

    @classmethod
    def about(cls, country: int | None, name: str = "all", find: str = "") -> View:
        """A named view of what concerns a country."""
        return cls(name=name, find=find).narrowed_to(COUNTRY, () if country is None else (str(country),))

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values of a facet it is narrowed to; none where it is not."""
        return next((each.values for each in self.filters if each.facet == facet), ())

    def narrowed_to(self, facet: str, values: tuple[str, ...]) -> View:
        """The same narrowed to other values of a facet; with none, not narrowed by it."""
        others = tuple(each for each in self.filters if each.facet != facet)
        chosen = (Filter(facet=facet, values=values),) if values else ()
        return self.model_copy(update={"filters": others + chosen})

    @property
    def country(self) -> int | None:
        """The one country it is narrowed to."""
        chosen = self.chosen(COUNTRY)
        return int(chosen[0]) if len(chosen) == 1 else None

    @property
    def asked(self) -> tuple[str, ...]:
        """The words that are looked for; none where signs alone were typed."""
        return terms(self.find)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered out of the named view."""
        return bool(self.filters or self.asked)


class NamedView(Shape):
    """A view with the name it has on its tab; `own` is the key of one a user saved, "" of one that is always there."""

    view: View
    label: str
    own: str = ""
    pinned: bool = False

    @property
    def key(self) -> str:
        """What tells it from the other tabs of its table."""
        return self.own or self.view.name


__all__ = [
    "Author", "Change", "CitationDraft", "Cited", "Draft", "FacetValue", "Filter", "Head", "Line", "Link", "NameIn",
    "NamedView", "Period", "Ref", "Shape", "Text", "Title", "Touched", "View", "Written",
]  # fmt: skip
