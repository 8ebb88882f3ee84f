"""Reading sources, quotations, questions and attached files."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, defer

from db.drafts import draft_of
from db.errors import BugError, NotFound
from db.queries.base import find, head_of, links, narrowed
from db.queries.cited import cited
from db.records.base import Link, View
from db.records.sources import (
    AttachmentLine,
    QuestionCard,
    QuestionDraft,
    QuotationLine,
    SourceCard,
    SourceDraft,
    SourceLine,
    Use,
)
from db.rules.sources import Copy
from db.tables.actions import Action, ActionLink
from db.tables.base import Citation, Record
from db.tables.sources import Attachment, Blob, Question, Quotation, Source
from db.vocabulary import Kind, Standing
from db.words import _

ASKED_ABOUT = (
    Kind.VISIT, Kind.INVITATION, Kind.AGREEMENT, Kind.COMMITMENT, Kind.PARTY, Kind.PERSON, Kind.OFFICE, Kind.SOURCE,
    Kind.AREA, Kind.ANNIVERSARY,
)  # fmt: skip
"""The kinds of record that a question can be about."""


def lines(reader: Session, find: str = "") -> tuple[SourceLine, ...]:
    """The sources by title, or those that contain some words, without their texts."""
    query = narrowed(select(Source).options(defer(Source.text)), View(find=find))
    rows = reader.scalars(query.order_by(Source.sorts_as, Source.id)).all()
    many = select(Quotation.source, func.count()).where(~Quotation.hidden).group_by(Quotation.source)
    quoted = dict(reader.execute(many).all())
    return tuple(_line(row, quoted.get(row.id, 0)) for row in rows)


def _line(row: Source, quotations: int) -> SourceLine:
    return SourceLine(
        id=row.id,
        title=row.title,
        kind=row.source_kind,
        publisher=row.publisher,
        published_on=row.published_on,
        language=row.language,
        quotations=quotations,
    )


def card(reader: Session, record_id: int) -> SourceCard:
    """One source in full with what is quoted from it; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.SOURCE)
    draft = draft_of(row)
    if not isinstance(row, Source) or not isinstance(draft, SourceDraft):
        raise BugError("a source is not in its table")
    return SourceCard(
        head=head_of(reader, row),
        draft=draft,
        quotations=_quotations(reader, row),
        uses=_uses(reader, Citation.source == row.id, Citation.quotation.is_(None)).get(None, ()),
        citations=cited(reader, row.id),
    )


def _quotations(reader: Session, source: Source) -> tuple[QuotationLine, ...]:
    """What is quoted from a source. There may be thousands: columns are read, and no rows are made of them."""
    columns = (
        Quotation.id,
        Quotation.words,
        Quotation.start,
        Quotation.translation,
        Quotation.notes,
        Quotation.speaker,
    )
    quoted = select(*columns, Quotation.speaker).where(Quotation.source == source.id, ~Quotation.hidden)
    rows = reader.execute(quoted).all()
    speakers = links(reader, [row.speaker for row in rows])
    uses = _uses(reader, Citation.quotation.in_(quoted.with_only_columns(Quotation.id)))
    copy = Copy(source.text)
    made = [_quotation(copy, row, speakers.get(row.speaker or 0), uses.get(row.id, ())) for row in rows]
    return tuple(sorted(made, key=lambda line: (line.start is None, line.start or 0, line.end or 0, line.id)))


def _quotation(copy: Copy, row: Any, speaker: Link | None, uses: tuple[Use, ...]) -> QuotationLine:
    stands, start = copy.standing(row.words, row.start)
    return QuotationLine(
        id=row.id,
        words=row.words,
        start=start,
        end=None if start is None else start + len(row.words),
        standing=stands,
        translation=row.translation,
        notes=row.notes,
        speaker=speaker,
        uses=uses,
    )


def _uses(reader: Session, *where: ColumnElement[bool]) -> dict[int | None, tuple[Use, ...]]:
    """What citations speak for, by their quotations; records in the Trash are left out."""
    columns = (
        Citation.id, Citation.quotation, Citation.record_id, Citation.field, Citation.how, Citation.why, Citation.says,
        Citation.page,
    )  # fmt: skip
    query = select(*columns).join(Record, Record.id == Citation.record_id).where(*where, ~Record.hidden)
    rows = reader.execute(query.order_by(Citation.record_id, Citation.id)).all()
    named = links(reader, [row.record_id for row in rows])
    found: dict[int | None, list[Use]] = {}
    for row in rows:
        use = Use(
            citation=row.id,
            record=named[row.record_id],
            field=row.field,
            how=row.how,
            why=row.why,
            says=row.says,
            page=row.page,
        )
        found.setdefault(row.quotation, []).append(use)
    return {quotation: tuple(each) for quotation, each in found.items()}


def place(reader: Session, record_id: int) -> tuple[int, int | None]:
    """The source that is, or holds, a record, and its quotation if it is one; NotFound where it is neither."""
    row = find(reader, record_id)
    if isinstance(row, Quotation):
        return row.source, row.id
    return find(reader, record_id, Kind.SOURCE).id, None


def misplaced(reader: Session) -> dict[Standing, tuple[int, ...]]:
    """The quotations whose words do not stand where they say in our copy of the source: found elsewhere, or nowhere."""
    found: dict[Standing, tuple[int, ...]] = {Standing.FOUND_AGAIN: (), Standing.MISSING: ()}
    for row in reader.scalars(select(Source).where(Source.text != "").execution_options(yield_per=20)):
        copy = Copy(row.text)
        for each in reader.scalars(select(Quotation).where(Quotation.source == row.id).order_by(Quotation.id)):
            stands, _ = copy.standing(each.words, each.start)
            if stands in found:
                found[stands] += (each.id,)
    return found


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
        raise NotFound(_("No file {sha256} is kept in this register.").format(sha256=sha256[:12]))
    return found
