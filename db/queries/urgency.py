"""Urgency in SQL: the facts it is counted from that stand in other rows, and the sum by which promises are ordered.

The sum is that of the rule (`db.rules.urgency`), from the same table of weights; a test holds the two together. It is
worked out for each open promise of a view when somebody sorts by it, for it moves every day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, case, cast, func, or_, select

from db.lines import PROMISE, STATUSES, status_on
from db.rules.commitments import TIMED
from db.rules.urgency import WEIGHTS
from db.rules.visits import AGREED
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.history import Change
from db.tables.parties import Party
from db.tables.people import Office
from db.tables.settings import OUR_SIDE, Setting
from db.tables.status import Line
from db.tables.visits import Visit
from db.vocabulary import CommitmentStatus, PartyRole, Progress, Rank, Turn

OURS, THEIRS = 1, 2
"""Who owes, as a sum: our side, somebody else, or both."""

_PROMISE, _VISIT = Commitment.__table__.c, Visit.__table__.c


def sort_by(
    today: date, rank: ColumnElement[int], since: Callable[[ColumnElement[date]], ColumnElement[date | None]]
) -> ColumnElement[int]:
    """What a line is sorted by so that the most urgent comes first; `since` is the day on which it was promised, by
    that of the visit from which it comes."""
    line, record, came, office = Line.__table__, Record.__table__, Visit.__table__.alias(), Office.__table__
    made = Change.__table__
    promised = since(came.c.dates_latest)
    quiet = _days(func.coalesce(record.c.last_action, func.date(made.c.at)), today)
    parts = (
        _window(today, rank, promised),
        _worth(_PROMISE.strength, WEIGHTS.strength),
        _worth(office.c.rank, WEIGHTS.rank),
        func.coalesce(_share(WEIGHTS.silence, quiet, WEIGHTS.silence_days), 0),
        case((visit_on(today, *programmes()).is_not(None), WEIGHTS.programme), else_=0),
        _worth(_turn(rank), WEIGHTS.turn),
    )
    rows = (
        Commitment.__table__.join(record, record.c.id == _PROMISE.id)
        .join(made, made.c.id == record.c.created)
        .outerjoin(came, came.c.id == _PROMISE.origin)
        .outerjoin(office, office.c.id == came.c.office)
    )
    total = select(-sum(parts[1:], parts[0])).select_from(rows).where(_PROMISE.id == line.c.record_id)
    return case((line.c.shelf == PROMISE, total.correlate(line).scalar_subquery()), else_=0)


def programmes() -> tuple[ColumnElement[bool], ...]:
    """Of a promise, the visits on whose programme it stands: the one it waits for, the one from which it comes, and the
    return of that."""
    visit, promise = _VISIT, _PROMISE
    return visit.id == promise.depends_on, visit.id == promise.origin, visit.return_of == promise.origin


def visit_on(today: date, *which: ColumnElement[bool]) -> ColumnElement[date | None]:
    """The first day of the next of these visits, if its dates are agreed, not over and near enough to count."""
    begins = func.coalesce(_VISIT.dates_earliest, _VISIT.dates_latest)
    near = _days(today, begins) <= WEIGHTS.programme_days
    agreed = status_on(Visit, today).in_([each.value for each in AGREED])
    kept = select(Line.record_id).where(Line.record_id == _VISIT.id).exists()  # what is in the Trash has no line
    found = select(func.min(begins, type_=Date)).where(or_(*which), _VISIT.dates_latest >= today, near, agreed, kept)
    return found.scalar_subquery()


def visitor_rank(visit: ColumnElement[int | None]) -> ColumnElement[Rank | None]:
    """The rank of the office in which somebody came on a visit."""
    office = Office.__table__.c
    return select(office.rank).where(office.id == _VISIT.office, _VISIT.id == visit).scalar_subquery()


def owing() -> ColumnElement[int | None]:
    """Whether we owe a promise, others do, or both; an office counts as its party, and what stands under a party as
    that. None where nobody is named, or no side is ours."""
    link, office, above, setting = CommitmentParty.__table__, Office.__table__, Party.__table__, Setting.__table__.c
    ours = (
        select(func.json_extract(setting.value, "$", type_=Integer)).where(setting.name == OUR_SIDE).scalar_subquery()
    )
    party = func.coalesce(office.c.party, link.c.holder_id)
    is_ours = (party == ours) | (func.coalesce(above.c.under, party) == ours)
    us, them = func.max(is_ours, type_=Integer), func.max(~is_ours, type_=Integer)
    of_office = link.outerjoin(office, office.c.id == link.c.holder_id).outerjoin(above, above.c.id == party)
    found = select(us * OURS + them * THEIRS).select_from(of_office)
    owes = (link.c.commitment_id == _PROMISE.id) & (link.c.role == PartyRole.OWES)
    return found.where(owes).correlate(Commitment.__table__).scalar_subquery()


def _ranks(statuses: Collection[CommitmentStatus]) -> list[int]:
    return [place for place, each in enumerate(STATUSES[Commitment]) if each in statuses]


def _days(first: Any, last: Any) -> ColumnElement[int]:
    return cast(func.julianday(last) - func.julianday(first), Integer)


def _share(points: int, done: ColumnElement[int], whole: Any) -> ColumnElement[int]:
    part = func.min(whole, func.max(0, done), type_=Integer)
    share: ColumnElement[int] = (2 * points * part + whole) // (2 * whole)
    return share


def _worth(word: ColumnElement[Any], points: Mapping[Any, int]) -> ColumnElement[int]:
    return case({each.value: many for each, many in points.items()}, value=word, else_=0)


def _window(today: date, rank: ColumnElement[int], since: ColumnElement[date | None]) -> ColumnElement[int]:
    closes, opens = _PROMISE.due_latest, func.coalesce(since, _PROMISE.due_earliest, type_=Date)
    whole = _days(opens, closes) + 1
    share = case((opens <= closes, _share(WEIGHTS.window, _days(opens, today), whole)), else_=0)
    late = (closes < today, WEIGHTS.window)
    timeless = rank.not_in(_ranks(TIMED)) | closes.is_(None)
    return case((timeless, 0), late, else_=share)


def _turn(rank: ColumnElement[int]) -> ColumnElement[str]:
    """Whose turn it is, as `db.rules.commitments.turn` says it."""
    theirs = _PROMISE.progress == Progress.WAITING
    nobody = rank.in_(_ranks([CommitmentStatus.WAITING])) & ~theirs
    sides = {OURS: Turn.US.value, THEIRS: Turn.THEM.value, OURS + THEIRS: Turn.BOTH.value}
    return case(
        (nobody, Turn.NOBODY.value),
        (theirs, Turn.THEM.value),
        else_=case(sides, value=owing(), else_=Turn.NOT_STATED.value),
    )
