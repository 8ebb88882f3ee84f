"""What search looks through, all words and dates of a record but for what is named here; and what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import CitationDraft, Link, NameIn, Shape
from db.records.bundle import DRAFTS
from db.records.commitments import CommitmentLine
from db.records.sources import SourceDraft
from db.records.visits import VisitLine
from db.rules.languages.table import MONTHS
from db.rules.periods import Period
from db.vocabulary import Kind
from db.words import in_english

LINK = "aide:"
"""Stands before the number of a record where that is copied as a link, which the search finds again."""

_MONTHS = {name[:3].capitalize(): name for name in MONTHS}
_SHORT_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_ISO = re.compile(
    r"(?:\.\.|\d{4}(?:-(?:0\d|1[012])(?:-\d\d)?)?[~?]?)(?:/(?:\.\.|\d{4}(?:-(?:0\d|1[012])(?:-\d\d)?)?[~?]?))?"
)

NOT_SEARCHED: dict[tuple[type[Shape], str], str] = {
    (CitationDraft, "field"): "a field by its technical name, which nobody reads",
    (CitationDraft, "why"): "how a field was read from a source; the words themselves are found as quotations",
    (CitationDraft, "says"): "the same value in the words of another source, whose quotation is found",
    (CitationDraft, "page"): "a number like thousands of others, beside the source it is a page of",
    (NameIn, "language"): "the code of a language, the same for every name in it",
    (SourceDraft, "sha256"): "computed from the text",
}
"""The texts that no record is found by, each with the reason. A sheet and a kept file are found by their titles: what a
sheet says is written in the records it was made of, and of a file there are only its bytes and what they are."""


def words(kind: Kind, row: Any) -> Iterator[str]:
    """What is written of a record, and in the rows of it, beside its title."""
    shape = DRAFTS.get(kind)
    if shape is not None:
        yield from _words(shape, row)


def _words(shape: type[Shape], row: Any) -> Iterator[str]:
    texts, rows = fields(shape)
    yield from (getattr(row, name) for name in texts)
    yield from (dated(getattr(row, name)) for name in dates(shape))
    for name, inner in rows.items():
        for each in getattr(row, name):
            yield from _words(inner, each)


def dated(value: Period | date | None) -> str:
    """What a date is found by: as it is shown in English, months in full, in the words of the source, and as ISO 8601
    writes it. What else is shown of dates, how far off they are, is another thing every day and is not found."""
    period = Period.on(value) if isinstance(value, date) else value
    if period is None:
        return ""
    with in_english():
        shown = _SHORT_MONTH.sub(lambda month: _MONTHS[month[0]], period.display())
    iso = period.edtf if _ISO.fullmatch(period.edtf) else ""
    return " ".join(filter(None, (shown, iso, period.as_written)))


def rows_of(kind: Kind) -> tuple[str, ...]:
    """The fields of a record that hold rows whose words are searched."""
    shape = DRAFTS.get(kind)
    return tuple(fields(shape)[1]) if shape is not None else ()


@cache
def fields(shape: type[Shape]) -> tuple[tuple[str, ...], dict[str, type[Shape]]]:
    """The searched texts of what is written, by their types, and the rows in it that have some, each with what one of
    them is. A title is left out: it is kept apart, since it counts for more.
    """
    every = get_type_hints(shape, include_extras=True)
    hints = {name: _plain(every[name]) for name in shape.model_fields if name != "title"}
    texts = tuple(name for name, hint in hints.items() if hint is str and (shape, name) not in NOT_SEARCHED)
    rows = {name: get_args(hint)[0] for name, hint in hints.items() if get_origin(hint) is tuple}
    shapes = {name: each for name, each in rows.items() if isinstance(each, type) and issubclass(each, Shape)}
    return texts, {name: each for name, each in shapes.items() if any(fields(each)) or dates(each)}


@cache
def dates(shape: type[Shape]) -> tuple[str, ...]:
    """The fields that hold a date, by their types."""
    hints = get_type_hints(shape)
    one = {name: {hint, *get_args(hint)} for name, hint in hints.items() if get_origin(hint) is not tuple}
    return tuple(name for name in shape.model_fields if {Period, date} & one.get(name, set()))


def _plain(hint: Any) -> Any:
    """A type without what is said about it: str of Title, Line and Text."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


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
