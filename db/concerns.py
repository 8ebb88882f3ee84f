"""Which parties a record concerns: its own, and those of what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from db.tables.actions import Action, ActionLink
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.parties import Anniversary, Party
from db.tables.people import Office
from db.tables.search import Concern
from db.tables.sources import Question
from db.tables.visits import Invitation, Visit


def dependents(session: Session, ids: set[int]) -> set[int]:
    """The records whose parties or status follow from these: invitations, what was promised there, and the log."""
    found = set(ids)
    for _ in range(3):  # a visit, its invitation, a promise made there, an action on that promise
        found |= set(session.scalars(_hanging_on(found)))
    return found


def _hanging_on(ids: Iterable[int]) -> Select[tuple[int]]:
    kept = list(ids)
    invited = select(Invitation.visit.label("id")).where(Invitation.id.in_(kept))
    promised = select(Commitment.id).where(or_(Commitment.depends_on.in_(kept), Commitment.origin.in_(kept)))
    return select(invited.union(promised, select(Invitation.id).where(Invitation.visit.in_(kept)),
                                select(ActionLink.action_id).where(ActionLink.record_id.in_(kept)),
                                select(Agreement.id).where(Agreement.visit.in_(kept))).subquery().c.id)  # fmt: skip


def keep(session: Session, record: Record) -> None:
    """Write the parties a record concerns."""
    wanted = parties(session, record)
    kept = set(session.scalars(select(Concern.party_id).where(Concern.record_id == record.id)))
    if kept - wanted:
        session.execute(delete(Concern).where(Concern.record_id == record.id, Concern.party_id.in_(kept - wanted)))
    session.add_all(Concern(record_id=record.id, party_id=party) for party in sorted(wanted - kept))


def forget(session: Session, record_id: int) -> None:
    """Drop what is kept of a record that is gone."""
    session.execute(delete(Concern).where(Concern.record_id == record_id))


def parties(session: Session, record: Record) -> set[int]:
    """The parties a record concerns, computed from the facts."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [record.id]
    while waiting:
        each = session.get(Record, waiting.pop())
        if each is not None and each.id not in seen:
            seen.add(each.id)
            found |= _own(each)
            waiting += _hangs_on(each)
    return found


def _own(record: Record) -> set[int]:
    match record:
        case Party():
            return {record.id}
        case Office():
            return {record.party}
        case Visit():
            return {each for each in (record.from_party, record.to_party) if each is not None}
        case Agreement() | Anniversary():
            return {link.party_id for link in record.party_links}
    return set()


def _hangs_on(record: Record) -> list[int]:
    match record:
        case Commitment():
            holders = [link.holder_id for link in record.party_links]
            return [*holders, *(each for each in (record.origin, record.depends_on) if each is not None)]
        case Invitation():
            return [record.visit]
        case Action():
            return [link.record_id for link in record.record_links]
        case Question():
            return [] if record.about is None else [record.about]
    return []
