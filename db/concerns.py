"""Which parties a record concerns: its own, and those of what it hangs on."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Select, delete, or_, select, union_all
from sqlalchemy.orm import Session

from db.engine import parts
from db.tables.actions import ActionLink
from db.tables.agreements import Agreement, AgreementParty
from db.tables.base import Base
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.parties import AnniversaryParty, Party
from db.tables.people import Office
from db.tables.points import Point
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


def kept(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """The parties that are written of records."""
    found: dict[int, set[int]] = {each: set() for each in ids}
    for part in parts(ids):
        pairs = select(Concern.record_id, Concern.party_id).where(Concern.record_id.in_(part))
        for record, party in session.execute(pairs):
            found[record].add(party)
    return found


def keep(session: Session, record_id: int, before: set[int], wanted: set[int]) -> None:
    """Write the parties a record concerns."""
    if before - wanted:
        gone = Concern.party_id.in_(before - wanted)
        session.execute(delete(Concern).where(Concern.record_id == record_id, gone))
    session.add_all(Concern(record_id=record_id, party_id=party) for party in sorted(wanted - before))


def parties(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """The parties that records concern, computed from the facts: their own, and those of what they hang on.

    All are asked for together, in as many steps as things hang on each other, however many records there are.
    """
    own: dict[int, set[int]] = {}
    hangs_on: dict[int, set[int]] = {}
    waiting = set(ids)
    while waiting:
        own |= _of_each(session, waiting, _OWN)
        hangs_on |= _of_each(session, waiting, _HANGS_ON)
        waiting = set().union(*(hangs_on[each] for each in waiting)) - hangs_on.keys()
    return {each: set().union(*(own[reached] for reached in _reached(each, hangs_on))) for each in ids}


def _reached(start: int, hangs_on: dict[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        further = hangs_on[waiting.pop()] - found
        found |= further
        waiting += further
    return found


_OWN = (
    (Party, "id", "id"), (Office, "id", "party"), (Visit, "id", "from_party"), (Visit, "id", "to_party"),
    (AgreementParty, "agreement_id", "party_id"), (AnniversaryParty, "anniversary_id", "party_id"),
)  # fmt: skip
"""Where a record names a party itself: table, the record's column and the party's."""

_HANGS_ON = (
    (CommitmentParty, "commitment_id", "holder_id"), (Commitment, "id", "origin"), (Commitment, "id", "depends_on"),
    (Invitation, "id", "visit"), (ActionLink, "action_id", "record_id"), (Question, "id", "about"),
    (Point, "id", "about"),
)  # fmt: skip
"""Where a record names another that it hangs on."""


def _of_each(
    session: Session, ids: Collection[int], places: Iterable[tuple[type[Base], str, str]]
) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {each: set() for each in ids}
    for part in parts(ids):
        pairs = []
        for table, key, other in places:
            columns = table.__table__.c
            pairs.append(
                select(columns[key], columns[other]).where(columns[key].in_(part), columns[other].is_not(None))
            )
        for record, named in session.execute(union_all(*pairs)):
            found[record].add(named)
    return found
