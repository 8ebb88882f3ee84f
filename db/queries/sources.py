"""Reading sources, quotations, questions and attached files."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.drafts import draft_of
from db.errors import BugError, NotFound
from db.queries.base import find, head_of, links, quotations_of
from db.records.base import Link
from db.records.sources import AttachmentLine, QuestionCard, QuestionDraft, SourceCard, SourceDraft
from db.tables.actions import Action, ActionLink
from db.tables.sources import Attachment, Blob, Question, Source
from db.vocabulary import Kind


def sources(reader: Session) -> tuple[Link, ...]:
    """Every source, in the order of entry."""
    ids = reader.scalars(select(Source.id).where(~Source.hidden).order_by(Source.id)).all()
    return tuple(links(reader, ids).values())


def card(reader: Session, record_id: int) -> SourceCard:
    """One source in full with what is quoted from it; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.SOURCE)
    draft = draft_of(row)
    if not isinstance(row, Source) or not isinstance(draft, SourceDraft):
        raise BugError("a source is not in its table")
    return SourceCard(head=head_of(reader, row), draft=draft, quotations=quotations_of(reader, row))


def question(reader: Session, record_id: int) -> QuestionCard:
    """One open question in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.QUESTION)
    draft = draft_of(row)
    if not isinstance(row, Question) or not isinstance(draft, QuestionDraft):
        raise BugError("a question is not in its table")
    return QuestionCard(head=head_of(reader, row), draft=draft, about=links(reader, [row.about]).get(row.about or 0))


def attachments(reader: Session, record_id: int) -> tuple[AttachmentLine, ...]:
    """The files kept beside a record and beside the entries of its log, in the order in which they came."""
    logged = select(ActionLink.action_id).where(ActionLink.record_id == record_id)
    beside = or_(Attachment.record == record_id, Attachment.record.in_(logged))
    rows = reader.scalars(select(Attachment).where(beside, ~Attachment.hidden).order_by(Attachment.id)).all()
    days = select(Action.id, Action.on).where(Action.id.in_([row.record for row in rows]), Action.id != record_id)
    on = {action: day for action, day in reader.execute(days)}
    return tuple(attachment(row).model_copy(update={"logged_on": on.get(row.record)}) for row in rows)


def attachment(row: Attachment) -> AttachmentLine:
    """A kept file as a row, without its content."""
    return AttachmentLine(
        id=row.id, title=row.title, record=row.record, media_type=row.media_type, size=row.size, sha256=row.sha256
    )


def content(reader: Session, sha256: str) -> bytes:
    """The bytes kept under a sha256; NotFound where there are none."""
    found = reader.scalar(select(Blob.content).where(Blob.sha256 == sha256))
    if found is None:
        raise NotFound(f"No file {sha256[:12]} is kept in this register.")
    return found
