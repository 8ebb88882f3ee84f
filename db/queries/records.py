"""Reading a record of whatever kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.drafts import draft_of
from db.queries import actions, agreements, briefings, commitments, people, points, sources, visits
from db.queries.base import by_title, find, head_of, links, narrowed
from db.queries.cited import cited, still_said
from db.records.base import Cited, Draft, Head, Link, Shape, View
from db.records.visits import VisitCard
from db.tables.base import Record
from db.tables.briefings import Briefing
from db.tables.sources import Attachment
from db.vocabulary import How, Kind


class PlainCard(Shape):
    """A record whose kind has no card of its own: what was written of it and what sources say."""

    head: Head
    draft: Draft | BaseModel
    citations: tuple[Cited, ...] = ()


def of_kind(reader: Session, kind: Kind, view: View) -> tuple[Link, ...]:
    """The records of a kind by title, narrowed as a view narrows."""
    return by_title(reader, narrowed(select(Record.id).where(Record.kind == kind), view))


def card(reader: Session, today: date, record_id: int) -> BaseModel:
    """One record in full, as it is shown; NotFound where there is none of that number."""
    row = find(reader, record_id)
    read = _CARDS.get(row.kind)
    return _as_shown(read(reader, today, record_id) if read is not None else _plain(reader, row))


def _as_shown(card: BaseModel) -> BaseModel:
    """A card whose draft is not silent either on what is recorded; what is stored of it stays as it is."""
    draft = getattr(card, "draft", None)
    if not isinstance(draft, Draft):
        return card
    citations: tuple[Cited, ...] | None = getattr(card, "citations", None)
    kept = still_said(draft, draft.citations)
    if citations is not None:
        silent = {each.field for each in citations if each.how is How.UNKNOWN}
        kept = [each for each in kept if each.how is not How.UNKNOWN or each.field in silent]
    update: dict[str, object] = {"draft": draft.model_copy(update={"citations": tuple(kept)})}
    if isinstance(card, VisitCard):
        update["invitations"] = tuple(map(_as_shown, card.invitations))
    return card.model_copy(update=update)


def _plain(reader: Session, row: Record) -> PlainCard:
    head = head_of(reader, row)
    match row:
        case Briefing():
            return PlainCard(head=head, draft=briefings.line(reader, row.id))
        case Attachment():
            return PlainCard(head=head, draft=sources.attachment(row))
    return PlainCard(head=head, draft=draft_of(row), citations=cited(reader, row.id))


def _of_no_day(read: Callable[[Session, int], BaseModel]) -> Callable[[Session, date, int], BaseModel]:
    """A card that says the same on every day."""

    def card_on(reader: Session, today: date, record_id: int) -> BaseModel:
        return read(reader, record_id)

    return card_on


_CARDS: dict[Kind, Callable[[Session, date, int], BaseModel]] = {
    Kind.VISIT: visits.card,
    Kind.INVITATION: _of_no_day(visits.invitation),
    Kind.AGREEMENT: agreements.card,
    Kind.COMMITMENT: commitments.card,
    Kind.ACTION: _of_no_day(actions.card),
    Kind.PERSON: people.person,
    Kind.OFFICE: people.office,
    Kind.SOURCE: _of_no_day(sources.card),
    Kind.POINT: _of_no_day(points.card),
}


def written(reader: Session, record_id: int) -> tuple[Kind, Draft]:
    """What was written of a record of any kind that has a form; NotFound where there is none of that number."""
    row = find(reader, record_id)
    return row.kind, draft_of(row)


def shown(reader: Session, ids: Iterable[int]) -> tuple[Link, ...]:
    """Records as others name them, by title, without those in the Trash."""
    return by_title(reader, select(Record.id).where(Record.id.in_(set(ids)), ~Record.hidden))


def link(reader: Session, record_id: int) -> Link:
    """A record as others name it; NotFound where there is none of that number."""
    found = links(reader, [record_id])
    if record_id not in found:
        find(reader, record_id)
    return found[record_id]
