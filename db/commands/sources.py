"""What a user can do with sources, quotations, questions and attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, fill, find, short
from db.errors import FieldError
from db.records.sources import AttachmentDraft, FileDraft, QuestionDraft, QuotationDraft, SourceDraft
from db.tables.sources import Blob, Source
from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class AddSource(Add[SourceDraft]):
    """Add a source; the sha256 of our copy is computed, never believed."""

    kind = Kind.SOURCE

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED, named={"kind": "source_kind"})
        if self.draft.text:
            row.sha256 = hashlib.sha256(self.draft.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChangeSource(Rewrite[SourceDraft]):
    """Change what is known of a source."""

    adds = AddSource


@dataclass(frozen=True, slots=True)
class AddQuotation(Add[QuotationDraft]):
    """Keep the exact words of a source."""

    kind = Kind.QUOTATION

    def write(self, session: Session, row: Any) -> None:
        source = find(session, self.draft.source, Kind.SOURCE)
        text = source.text if isinstance(source, Source) else ""
        place = slice(self.draft.start, self.draft.end)
        if text and self.draft.start is not None and text[place] != self.draft.words:
            raise FieldError("words", "These words do not stand at that place of the source.")
        fill(row, self.draft, leave=SHARED)
        row.title = short(self.draft.words)


@dataclass(frozen=True, slots=True)
class ChangeQuotation(Rewrite[QuotationDraft]):
    """Change a quotation's place, translation or speaker."""

    adds = AddQuotation


@dataclass(frozen=True, slots=True)
class AddQuestion(Add[QuestionDraft]):
    """Write down what has to be asked for."""

    kind = Kind.QUESTION

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED)


@dataclass(frozen=True, slots=True)
class ChangeQuestion(Rewrite[QuestionDraft]):
    """Answer or change a question."""

    adds = AddQuestion


@dataclass(frozen=True, slots=True)
class AddAttachment(Add[AttachmentDraft]):
    """Keep a file inside the register."""

    kind = Kind.ATTACHMENT

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"content"})
        row.size = len(self.draft.content)
        row.sha256 = keep_blob(session, self.draft.content)


@dataclass(frozen=True, slots=True)
class Attach:
    """Keep files beside a record."""

    record: int
    files: tuple[FileDraft, ...]

    def apply(self, session: Session) -> Done:
        record = find(session, self.record)
        attach(session, self.record, self.files)
        what = f"“{short(self.files[0].title)}”" if len(self.files) == 1 else f"{len(self.files)} files"
        return Done(f"Attached {what} to “{short(record.title)}”", record.id)


def attach(session: Session, record: int, files: Iterable[FileDraft]) -> None:
    """Add files to a record that is there already."""
    for file in files:
        held = AddAttachment(AttachmentDraft.model_construct(**dict(file), record=record))
        held.put(session, held.make())


def keep_blob(session: Session, content: bytes) -> str:
    """Keep bytes once, and give their sha256."""
    sha256 = hashlib.sha256(content).hexdigest()
    if session.get(Blob, sha256) is None:
        session.add(Blob(sha256=sha256, content=content))
        session.flush()
    return sha256
