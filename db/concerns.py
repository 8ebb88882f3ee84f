"""Which parties a record concerns: its own, those of what it hangs on, and those these stand under."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select, union_all
from sqlalchemy.orm import Session

from db.prepared import GIVEN, Prepared
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
    found = fresh = set(ids)
    for _ in range(3):  # a visit, its invitation, a promise made there, an action on that promise
        fresh = {following for _, following in _FOLLOWING(session, fresh)} - found
        found = found | fresh
    return found


def kept(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """The parties that are written of records."""
    return _of_each(session, ids, _KEPT)


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
    found = {each: set().union(*(own[reached] for reached in _reached(each, hangs_on))) for each in ids}
    above = _of_each(session, set().union(*found.values()), _UNDER)
    return {each: named.union(*(above[party] for party in named)) for each, named in found.items()}


def _reached(start: int, hangs_on: dict[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        further = hangs_on[waiting.pop()] - found
        found |= further
        waiting += further
    return found


def _of_each(session: Session, ids: Collection[int], named: Prepared) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {each: set() for each in ids}
    for record, other in named(session, ids):
        found[record].add(other)
    return found


def _pairs(*places: tuple[type[Base], str, str]) -> Prepared:
    """The records that name another, and the other: by table, the record's column and the other's."""
    columns = [(table.__table__.c[key], table.__table__.c[other]) for table, key, other in places]
    each = (select(key, other).where(key.in_(GIVEN), other.is_not(None)) for key, other in columns)
    return Prepared(union_all(*each))


_KEPT = _pairs((Concern, "record_id", "party_id"))

_OWN = _pairs(
    (Party, "id", "id"), (Office, "id", "party"), (Visit, "id", "from_party"), (Visit, "id", "to_party"),
    (AgreementParty, "agreement_id", "party_id"), (AnniversaryParty, "anniversary_id", "party_id"),
)  # fmt: skip
"""Where a record names a party itself."""

_UNDER = _pairs((Party, "id", "under"))
"""For which party another signs and owes."""

_HANGS_ON = _pairs(
    (CommitmentParty, "commitment_id", "holder_id"), (Commitment, "id", "origin"), (Commitment, "id", "depends_on"),
    (Invitation, "id", "visit"), (ActionLink, "action_id", "record_id"), (Question, "id", "about"),
    (Point, "id", "about"),
)  # fmt: skip
"""Where a record names another that it hangs on."""

_FOLLOWING = _pairs(
    (Invitation, "id", "visit"), (Invitation, "visit", "id"), (Commitment, "depends_on", "id"),
    (Commitment, "origin", "id"), (ActionLink, "record_id", "action_id"), (Agreement, "visit", "id"),
    (Concern, "party_id", "record_id"),
)  # fmt: skip
"""Whose parties or status follow from a record: the record, and what follows."""
