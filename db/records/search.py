"""What search looks through, all that is written of a record but for what is named here; and what it found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.base import CitationDraft, Link, NameIn, Shape
from db.records.bundle import DRAFTS
from db.records.commitments import CommitmentLine
from db.records.sources import SourceDraft
from db.records.visits import VisitLine
from db.vocabulary import Kind

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
    for name, inner in rows.items():
        for each in getattr(row, name):
            yield from _words(inner, each)


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
    return texts, {name: each for name, each in shapes.items() if any(fields(each))}


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
