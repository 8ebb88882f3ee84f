"""What a user can do with sources, quotations, questions and attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, Seen, called, fill, find, find_at, must_stand, short
from db.errors import BugError, FieldError, NotFound
from db.records.base import CitationDraft
from db.records.sources import AttachmentDraft, FileDraft, QuestionDraft, QuotationDraft, SourceDraft
from db.rules.sources import Copy, Edit
from db.tables.base import Citation
from db.tables.sources import Blob, Quotation, Source
from db.vocabulary import How, Kind
from db.words import NN_, Sentence, _, told, told_of

_MOVED = NN_("{count} quotation moved", "{count} quotations moved")
_LOST = NN_("{count} quotation not in it", "{count} quotations not in it")


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
    """Change what is known of a source; quotations follow their words into a new text, and a damaged place is mended.

    One whose words are not in the text keeps its old place, at which other words stand: that says that they are gone.
    """

    adds = AddSource

    def apply(self, session: Session) -> Done:
        row = find(session, self.id, Kind.SOURCE)
        before = row.text if isinstance(row, Source) else ""
        done = Rewrite.apply(self, session)
        if not self.draft.text:
            return done
        moved, lost, edit = 0, 0, Edit(before, self.draft.text)
        for each in _quotations_of(session, self.id):
            start = edit.after(each.words, each.start)
            lost += start is None
            moved += start not in (None, each.start)
            _put_at(each, start)
        return Done(_with_quotations(done.label, moved, lost), done.record)


def _quotations_of(session: Session, source: int) -> Sequence[Quotation]:
    return session.scalars(select(Quotation).where(Quotation.source == source)).all()


def _with_quotations(change: Sentence, moved: int, lost: int) -> Sentence:
    found = [told_of(*words, many) for many, words in ((moved, _MOVED), (lost, _LOST)) if many]
    if not found:
        return change
    what = found[0] if len(found) == 1 else told("{first}, {then}", first=found[0], then=found[1])
    return told("{change}: {what}", change=change, what=what)


def _put_at(row: Quotation, start: int | None) -> None:
    if start is not None and (row.start, row.end) != (start, start + len(row.words)):
        row.start, row.end = start, start + len(row.words)


@dataclass(frozen=True, slots=True)
class AddQuotation(Add[QuotationDraft]):
    """Keep the exact words of a source; they must stand in our copy of it, if there is one."""

    kind = Kind.QUOTATION

    def apply(self, session: Session) -> Done:
        source = find(session, self.draft.source, Kind.SOURCE)
        if isinstance(source, Source) and source.text and self.draft.words not in source.text:
            raise FieldError("words", _("These words do not stand in the source."))
        return Add.apply(self, session)

    def write(self, session: Session, row: Any) -> None:
        source = find(session, self.draft.source, Kind.SOURCE)
        fill(row, self.draft, leave=SHARED)
        row.title = short(self.draft.words)
        _put_at(row, Copy(source.text).standing(row.words, row.start)[1] if isinstance(source, Source) else None)


@dataclass(frozen=True, slots=True)
class ChangeQuotation(Rewrite[QuotationDraft]):
    """Change a quotation's place, translation or speaker."""

    adds = AddQuotation


@dataclass(frozen=True, slots=True)
class Quote:
    """Quote words of a source, and say for which field of which record they speak; words quoted before are not
    quoted twice."""

    quotation: QuotationDraft
    record: int | None
    citation: CitationDraft
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        number = _quoted(session, self.quotation, self.seen)
        words = short(self.quotation.words)
        if self.record is None:
            return Done(told("Quoted “{words}”", words=words), number)
        record = _attach(session, self.record, self.citation, number)
        return Done(told("Quoted “{words}” for {record}", words=words, record=record), self.record)


@dataclass(frozen=True, slots=True)
class AddFromQuote:
    """Add a record that quoted words speak for."""

    add: Add[Any]
    quotation: QuotationDraft
    citation: CitationDraft
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        done = self.add.apply(session)
        if done.record is None:
            raise BugError("what is added has a number")
        _attach(session, done.record, self.citation, _quoted(session, self.quotation, self.seen))
        return Done(told("{change} with what was quoted for it", change=done.label), done.record)


@dataclass(frozen=True, slots=True)
class Cite:
    """Say for which field of a record a quotation speaks, or a source as a whole or on a page."""

    record: int
    citation: CitationDraft

    def apply(self, session: Session) -> Done:
        if self.citation.quotation is None and self.citation.source is None:
            raise FieldError("source", _("Choose a source or a quotation."))
        return Done(
            told("Cited a source for {record}", record=_attach(session, self.record, self.citation)), self.record
        )


@dataclass(frozen=True, slots=True)
class Uncite:
    """Take a citation away from a record; the quotation stays with its source."""

    citation: int
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        citation = session.get(Citation, self.citation)
        if citation is None:
            raise NotFound(_("This citation is not there any more."), _("Nothing was changed."))
        record = find_at(session, citation.record_id, self.seen)
        record.citations.remove(citation)
        return Done(
            told("Took a citation away from {kind} “{title}”", kind=called(record), title=short(record.title)),
            record.id,
        )


def _quoted(session: Session, draft: QuotationDraft, seen: Seen) -> int:
    """The number of the quotation of these words at this place: the one that is kept, or a new one.

    What is known of the words now and was not known before is added to the one that is kept.
    """
    source = find(session, draft.source, Kind.SOURCE)
    copy = Copy(source.text if isinstance(source, Source) else "")
    same = select(Quotation).where(Quotation.source == draft.source, Quotation.words == draft.words, ~Quotation.hidden)
    there = (each for each in session.scalars(same) if copy.standing(each.words, each.start)[1] == draft.start)
    kept = next(there, None)
    if kept is None:
        added = AddQuotation(draft).apply(session).record
        if added is None:
            raise BugError("a quotation has a number")
        return added
    known = {name: each for name in ("translation", "notes", "speaker") if (each := getattr(draft, name))}
    if any(getattr(kept, name) != each for name, each in known.items()):
        must_stand(session, (kept,), seen)
    for name, each in known.items():
        setattr(kept, name, each)
    return kept.id


def _attach(session: Session, record_id: int, draft: CitationDraft, quotation: int | None = None) -> str:
    """Hang a citation on a record, and name the record."""
    record = find(session, record_id)
    if draft.how is How.INFERRED and not draft.why:
        raise FieldError("why", _("Say what it is concluded from."))
    citation = Citation()
    fill(citation, draft)
    if quotation is not None:
        citation.quotation, citation.source = quotation, None
    if any(_same(citation, each) for each in record.citations):
        raise FieldError("field", _("This is cited there already."))
    record.citations.append(citation)
    return told("{kind} “{title}”", kind=called(record), title=short(record.title))


def _same(one: Citation, other: Citation) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in CitationDraft.model_fields)


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
        first, many = short(self.files[0].title) if self.files else "", len(self.files)
        one, more = "Attached “{file}” to “{title}”", "Attached {count} files to “{title}”"
        return Done(told_of(one, more, many, file=first, title=short(record.title)), record.id)


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
