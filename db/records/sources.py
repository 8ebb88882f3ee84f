"""Sources, the words quoted from them, questions they leave open, and files kept beside records."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from db.records.base import Cited, Draft, Head, Line, Link, Period, Ref, Shape, Text, Title
from db.rules.attachments import MOST_BYTES
from db.vocabulary import SourceKind


class SourceDraft(Draft):
    """A document facts come from; `text` is our own copy, kept to the letter."""

    title: Title
    kind: SourceKind = SourceKind.OTHER
    publisher: Line = ""
    published_on: Period | None = None
    address: Line = ""
    language: Line = ""
    text: str = Field(default="", max_length=5_000_000, description="kept exactly; offsets count its code points")
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$", description="of the text in UTF-8")


class SourceCard(Shape):
    """A source in full."""

    head: Head
    draft: SourceDraft
    quotations: tuple[Cited, ...]


class QuotationDraft(Draft):
    """The exact words of a source, with their place in Unicode code points."""

    source: Ref
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    words: str = Field(min_length=1, max_length=100_000)
    translation: Text = ""
    speaker: Ref | None = None

    @model_validator(mode="after")
    def _in_order(self) -> QuotationDraft:
        if self.start is not None and self.end is not None and self.end - self.start != len(self.words):
            raise ValueError("the words are not as long as their place in the source says")
        return self


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
    record: int
    media_type: str
    size: int
    sha256: str
    logged_on: date | None = None
    """The day of the entry of the log that it came with."""
