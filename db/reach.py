"""How far a change reaches: the records of which a status table may say something else after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from db.tables.actions import Action, ActionLink
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.history import ChangeRow
from db.tables.parties import Party
from db.tables.people import Office
from db.tables.settings import Setting
from db.tables.sources import Quotation
from db.tables.visits import Invitation, Visit
from db.vocabulary import Kind

MOST = 500
"""A change that reaches more records is said to reach all: a table that is read again is read sooner."""

_NAMED_ANYWHERE = frozenset({Kind.PARTY, Kind.PERSON, Kind.OFFICE, Kind.AREA, Kind.SOURCE, Kind.QUOTATION})
_NAME = frozenset({"title", "code3", "source"})
"""What a row says of another record it names; of a quotation, the source it is from."""

_NAMES = frozenset(each.__tablename__ for each in (Record, Party, Quotation))
_POINTERS = {Commitment.__tablename__: "origin", Action.__tablename__: "corrects"}
"""What the row of another record says of these: a visit counts its promises, an entry of the log is superseded."""

_RETURNS = {Visit.__tablename__: "return_of"}
"""On the programme of a return visit stands what was promised at the visit it returns."""

_INVITES = {Invitation.__tablename__: "visit"}
"""An answer decides whether the dates of a visit are agreed."""

_RANKS = frozenset({Office.__tablename__})
"""Their rank weighs in the urgency of a visit and of what was promised at it."""

_READ = frozenset({
    *_NAMES, *_POINTERS, *_RANKS,
    *(table.__tablename__ for table in (Visit, Invitation, Agreement, Setting)),
})  # fmt: skip

JournalRow = tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]
"""A table, the number of a row, and what the row was before and after."""


def reached(session: Session, change: int, touched: Mapping[int, Kind], computed: set[int]) -> dict[int, Kind] | None:
    """The records a change touched, those computed anew after it, and those that tell of one of them, each with its
    kind; None where it may be any, as when a party has another name."""
    if len(computed) > MOST:
        return None
    rows = _journal(session, change)
    renamed = {row_id for table, row_id, before, after in rows if table in _NAMES and _differs(before, after)}
    if any(table == Setting.__tablename__ for table, *_ in rows):
        return None
    if any(touched.get(each) in _NAMED_ANYWHERE for each in renamed):
        return None
    if any(table in _RANKS and "rank" in (before or {}) for table, _, before, _ in rows):
        return None
    written = {row_id for _, row_id, *_ in rows}
    # The steps of an agreement are rows of their own.
    written |= {each for each, kind in touched.items() if kind is Kind.AGREEMENT}
    near = or_(
        Record.id.in_(computed | _pointed_at(rows, _POINTERS)),
        Record.id.in_(_telling(written, renamed)),
        Record.id.in_(_on_programme(written | _pointed_at(rows, _INVITES), _pointed_at(rows, _RETURNS))),
    )
    found = session.execute(select(Record.id, Record.kind).where(near).limit(MOST + 1)).all()
    return {**touched, **{record_id: kind for record_id, kind in found}} if len(found) <= MOST else None


def _journal(session: Session, change: int) -> list[JournalRow]:
    kept = select(ChangeRow.table, ChangeRow.row_id, ChangeRow.before, ChangeRow.after)
    wanted = kept.where(ChangeRow.change_id == change, ChangeRow.table.in_(_READ))
    return [(table, row_id, before, after) for table, row_id, before, after in session.execute(wanted)]


def _differs(before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """Whether a record that was there and stays goes by another name; one that comes or goes is named by none but those
    that are written with it."""
    return before is not None and after is not None and not _NAME.isdisjoint(before)


def _pointed_at(rows: Iterable[JournalRow], pointers: Mapping[str, str]) -> set[int]:
    """Whom rows told of before, and whom they tell of since."""
    images = [(table, image) for table, _, *both in rows if table in pointers for image in both if image]
    named = {image.get(pointers[table]) for table, image in images}
    return {each for each in named if each is not None}


def _telling(written: set[int], renamed: set[int]) -> Select[int]:
    """Promises that say since when they wait and for what, the visits that count them, and whoever names a renamed
    record."""
    promise, visit, agreement, log = (each.__table__.c for each in (Commitment, Visit, Agreement, ActionLink))
    found = union(
        select(promise.id.label("id")).where(or_(promise.origin.in_(written), promise.depends_on.in_(written))),
        select(visit.id).where(visit.id.in_(select(promise.origin).where(promise.id.in_(written)))),
        select(visit.id).where(visit.return_of.in_(renamed)),
        select(agreement.id).where(agreement.visit.in_(renamed)),
        select(log.action_id).where(log.record_id.in_(renamed)),
    )
    return select(found.subquery().c.id)


def _on_programme(written: set[int], returned: set[int]) -> Select[int]:
    """Promises and agreements that stand on the programme of a visit that was written, or to which was invited: when
    it begins weighs in their urgency."""
    promise, visit, agreement, invitation = (each.__table__.c for each in (Commitment, Visit, Agreement, Invitation))
    invited = select(invitation.visit).where(invitation.id.in_(written))
    moved = visit.id.in_(written) | visit.id.in_(invited)
    home = select(visit.id).where(moved).union_all(select(visit.return_of).where(moved))
    at = promise.origin.in_(home) | promise.origin.in_(returned) | promise.depends_on.in_(select(visit.id).where(moved))
    found = union(select(promise.id.label("id")).where(at), select(agreement.id).where(agreement.visit.in_(home)))
    return select(found.subquery().c.id)
