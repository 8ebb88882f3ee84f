"""Sources, the words quoted from them, questions they leave open, and files kept beside records."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from db.records.base import Cited, Draft, Head, Line, Link, Period, Ref, Shape, Text, Title
from db.rules.attachments import MOST_BYTES
from db.rules.text import TEXT_LIMIT, clean
from db.vocabulary import How, SourceKind, Standing

SOURCE_LIMIT = 5_000_000
"""The most characters our copy of a source may have."""


def _kept(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


class SourceDraft(Draft):
    """A document facts come from. `text` is our own copy: cleaned once of what must not stand in a text (controls,
    direction overrides, lone surrogates; every line ends with a line feed), then kept to the letter, for `sha256` is
    of it and the places of quotations count its code points."""

    title: Title
    kind: SourceKind = SourceKind.OTHER
    publisher: Line = ""
    published_on: Period | None = None
    address: Line = ""
    language: Line = ""
    text: Annotated[str, BeforeValidator(_kept), Field(max_length=SOURCE_LIMIT)] = ""
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$", description="of the text in UTF-8")


class Document(Shape):
    """What was read from a file: the draft of a source, and what to look at before it is believed."""

    draft: SourceDraft
    note: str = ""


class SourceLine(Shape):
    """A source as a row of a list; its text is read apart."""

    id: int
    title: str
    kind: SourceKind
    publisher: str
    published_on: Period | None
    language: str
    quotations: int


class Use(Shape):
    """What a quotation speaks for: the field of a record, or all of it."""

    citation: int
    record: Link
    field: str
    how: How
    why: str
    says: str
    page: str


class QuotationLine(Shape):
    """Quoted words, where they stand in our copy now, and what they speak for; no place where they do not."""

    id: int
    words: str
    start: int | None
    end: int | None
    standing: Standing
    translation: str
    notes: str
    speaker: Link | None
    uses: tuple[Use, ...]


class SourceCard(Shape):
    """A source in full, with what is quoted from it, in the order of its text, and what rests on it as a whole."""

    head: Head
    draft: SourceDraft
    quotations: tuple[QuotationLine, ...]
    uses: tuple[Use, ...]
    citations: tuple[Cited, ...]


class QuotationDraft(Draft):
    """The exact words of a source, with their place in Unicode code points; the words count, the place follows them."""

    source: Ref
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    words: Annotated[str, BeforeValidator(_kept), Field(min_length=1, max_length=TEXT_LIMIT)]
    translation: Text = ""
    speaker: Ref | None = None


class QuestionDraft(Draft):
    """What a source leaves open and somebody has to ask for."""

    title: Title
    about: Ref | None = None
    answer: Text = ""


class QuestionCard(Shape):
    """A question in full."""

    head: Head
    draft: QuestionDraft
    about: Link | None


class FileDraft(Shape):
    """A file that is to be kept: the name it had, what it is, and its bytes."""

    title: Title
    media_type: Line = ""
    content: bytes = Field(min_length=1, max_length=MOST_BYTES)


class AttachmentDraft(Draft):
    """A file kept inside the register by its sha256."""

    title: Title
    record: Ref
    media_type: Line = ""
    content: bytes = Field(max_length=MOST_BYTES)


class AttachmentLine(Shape):
    """A kept file as a row; its content is read apart."""

    id: int
    title: str
    record: Ref
    media_type: str
    size: int
    sha256: str
    logged_on: date | None = None
    """The day of the entry of the log that it came with."""
