"""Reading what stands on a timeline: visits, agreements and commitments by their dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Date, Float, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from db.engine import parts
from db.facts import visits_facts
from db.lines import FAR, NEVER, status_on
from db.queries import relations
from db.queries.listing import LINE
from db.records.relations import Subject
from db.records.timeline import Timeline, TimelineItem
from db.rules import visits as visit_rules
from db.rules.periods import Period
from db.rules.steps import SIGNATURES
from db.tables.agreements import Agreement, Step
from db.tables.base import Record, RecordArea
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.people import Term
from db.tables.visits import Invitation, Visit
from db.vocabulary import AgreementStatus, CommitmentStatus, Kind, StepState, VisitStatus

MOST = 2_000
"""At most so many are read at once, those nearest to the day; a shorter time shows the others."""
LANES = (Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT)

_VISIT, _PROMISE, _ASKED = Visit.__table__.c, Commitment.__table__.c, Invitation.__table__.c
_WITHOUT_DATE = [place for place, each in enumerate(VisitStatus) if each in visit_rules.WAITING]
_UNTIL = "../%"
"""How the text of a deadline begins: it stands on its last day, not on all days until then."""

Which = Callable[[ColumnElement[int]], ColumnElement[bool]]
"""Whether a record, by its number, is one of those that are meant."""


def of_relations(
    reader: Session, today: date, subject: Subject, first: date = NEVER, last: date = FAR, most: int = MOST
) -> Timeline:
    """What concerns a party, or a pair, between two days."""
    return timeline(reader, today, partial(relations.concerned, subject), first, last, most)


def of_area(
    reader: Session, today: date, area: int, first: date = NEVER, last: date = FAR, most: int = MOST
) -> Timeline:
    """What belongs to an area of co-operation between two days."""
    named = select(RecordArea.record_id).where(RecordArea.area_id == area)

    def which(record: ColumnElement[int]) -> ColumnElement[bool]:
        return record.in_(named)

    return timeline(reader, today, which, first, last, most)


def of_person(
    reader: Session, today: date, person: int, first: date = NEVER, last: date = FAR, most: int = MOST
) -> Timeline:
    """The visits a person made or received, and what is owed by the offices that the person held or holds."""
    offices = select(Term.office).where(Term.person_id == person)
    visited = select(_VISIT.id).where((_VISIT.visitor == person) | (_VISIT.host == person))
    voiced = select(_PROMISE.id).where(_PROMISE.voiced_by == person)
    owed = select(CommitmentParty.commitment_id).where(CommitmentParty.holder_id.in_(offices))

    def which(record: ColumnElement[int]) -> ColumnElement[bool]:
        return record.in_(visited) | record.in_(voiced) | record.in_(owed)

    return timeline(reader, today, which, first, last, most)


def timeline(reader: Session, today: date, which: Which, first: date, last: date, most: int) -> Timeline:
    """Some records by their dates; the number of statements is the same for any number of them."""
    dated = _dated(which).subquery()
    kind, begins, ends = dated.c.kind, dated.c.begins, dated.c.ends
    extent = reader.execute(
        select(kind, func.count(), func.min(begins, type_=Date), func.max(ends, type_=Date)).group_by(kind)
    ).all()
    far = func.abs(func.julianday(ends, type_=Float) - func.julianday(today, type_=Float))
    asked = select(dated.c.id, kind, begins, ends, func.count().over())
    rows = reader.execute(asked.where(begins <= last, ends >= first).order_by(far, dated.c.id).limit(most)).all()
    every: dict[Kind, int] = dict(
        reader.execute(
            select(LINE.c.kind, func.count())
            .where(LINE.c.kind.in_(LANES), which(LINE.c.record_id))
            .group_by(LINE.c.kind)
        ).all()
    )
    with_date = {Kind(name): many for name, many, _first, _last in extent}
    return Timeline(
        items=_items(reader, today, rows),
        total=rows[0][-1] if rows else 0,
        first=min((row[2] for row in extent), default=None),
        last=max((row[3] for row in extent), default=None),
        dated=sum(with_date.values()),
        undated=tuple((each, every.get(each, 0) - with_date.get(each, 0)) for each in LANES),
    )


def _dated(which: Which) -> CompoundSelect[Any]:
    """Each record that has a date, with its first and its last day; a visit that waits for its dates with the time for
    which it was asked."""
    line, step, asked = LINE.c, Step.__table__.c, _ASKED
    known = line.day.not_in((FAR, NEVER)) & which(line.record_id)
    visit = (
        select(line.record_id.label("id"), literal(Kind.VISIT.value).label("kind"))
        .add_columns(
            func.coalesce(_VISIT.dates_earliest, _VISIT.dates_latest, type_=Date).label("begins"),
            func.coalesce(_VISIT.dates_latest, _VISIT.dates_earliest, type_=Date).label("ends"),
        )
        .join_from(LINE, Visit.__table__, _VISIT.id == line.record_id)
        .where(line.kind == Kind.VISIT, known)
    )
    opens, closes = func.min(asked.window_earliest, type_=Date), func.max(asked.window_latest, type_=Date)
    hidden = Record.__table__
    window = (
        select(line.record_id, literal(Kind.VISIT.value), func.coalesce(opens, closes), func.coalesce(closes, opens))
        .join_from(LINE, Invitation.__table__, asked.visit == line.record_id)
        .join(hidden, hidden.c.id == asked.id)
        .where(line.kind == Kind.VISIT, line.day.in_((FAR, NEVER)), line.rank.in_(_WITHOUT_DATE))
        .where(which(line.record_id), ~hidden.c.hidden)
        .where(asked.window_earliest.is_not(None) | asked.window_latest.is_not(None))
        .group_by(line.record_id)
    )
    signed = (
        select(
            line.record_id,
            literal(Kind.AGREEMENT.value),
            func.min(func.coalesce(step.done_on_earliest, line.day)),
            line.day,
        )
        .join_from(LINE, Step.__table__, step.agreement_id == line.record_id)
        .where(line.kind == Kind.AGREEMENT, known, step.done_on_latest == line.day)
        .where(step.kind.in_([*SIGNATURES]))
        .group_by(line.record_id)
    )
    from_ = case((_PROMISE.due_edtf.like(_UNTIL), _PROMISE.due_latest), else_=_PROMISE.due_earliest)
    due = (
        select(line.record_id, literal(Kind.COMMITMENT.value))
        .add_columns(
            func.coalesce(from_, _PROMISE.due_latest), func.coalesce(_PROMISE.due_latest, _PROMISE.due_earliest)
        )
        .join_from(LINE, Commitment.__table__, _PROMISE.id == line.record_id)
        .where(line.kind == Kind.COMMITMENT, which(line.record_id))
        .where(_PROMISE.due_latest.is_not(None) | _PROMISE.due_earliest.is_not(None))
    )
    return union_all(visit, window, signed, due)


def _items(reader: Session, today: date, rows: Sequence[Any]) -> tuple[TimelineItem, ...]:
    """The records of these rows, the earliest first."""
    by_kind: dict[Kind, dict[int, tuple[date, date]]] = {each: {} for each in LANES}
    for number, kind, begins, ends, _many in rows:
        by_kind[Kind(kind)][number] = (begins, ends)
    found = [
        *_visit_items(reader, today, by_kind[Kind.VISIT]),
        *_agreement_items(reader, today, by_kind[Kind.AGREEMENT]),
        *_promise_items(reader, today, by_kind[Kind.COMMITMENT]),
    ]
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.id)))


def _visit_items(reader: Session, today: date, days: dict[int, tuple[date, date]]) -> list[TimelineItem]:
    found = []
    for some in parts(days):
        titles = dict(reader.execute(select(Visit.id, Visit.title).where(Visit.id.in_(some))).all())
        for number, facts in visits_facts(reader, Visit.id.in_(some)).items():
            agreed = visit_rules.agreed(facts)
            shown = agreed or visit_rules.window(facts)
            first, last = _bounds(shown) if shown is not None else (None, None)
            begins, ends = days[number]
            found.append(
                TimelineItem(
                    id=number,
                    kind=Kind.VISIT,
                    title=titles[number],
                    first=first or begins,
                    last=last or ends,
                    shown=shown or Period.days(begins, ends),
                    window=agreed is None,
                    status=visit_rules.status(facts, today),
                )
            )
    return found


def _bounds(period: Period) -> tuple[date | None, date | None]:
    return period.earliest or period.latest, period.latest or period.earliest


def _agreement_items(reader: Session, today: date, days: dict[int, tuple[date, date]]) -> list[TimelineItem]:
    found = []
    for some in parts(days):
        query = select(Agreement.id, Agreement.title, Agreement.short_title, status_on(Agreement, today))
        query = query.where(Agreement.id.in_(some))
        signed: dict[int, Period] = {}
        of_them = (Step.agreement_id.in_(some), Step.kind.in_([*SIGNATURES]), Step.state == StepState.DONE)
        for agreement, period in reader.execute(select(Step.agreement_id, Step.done_on).where(*of_them)):
            if period is not None and period.latest == days[agreement][1]:
                signed[agreement] = period
        for number, title, brief, status in reader.execute(query):
            first, last = days[number]
            found.append(
                TimelineItem(
                    id=number, kind=Kind.AGREEMENT, title=brief or title, first=first, last=last,
                    shown=signed.get(number) or Period.on(last), window=False, status=AgreementStatus(status),
                )
            )  # fmt: skip
    return found


def _promise_items(reader: Session, today: date, days: dict[int, tuple[date, date]]) -> list[TimelineItem]:
    found = []
    for some in parts(days):
        query = select(Commitment.id, Commitment.title, status_on(Commitment, today), Commitment.due).where(
            Commitment.id.in_(some)
        )
        for number, title, status, due in reader.execute(query):
            first, last = days[number]
            found.append(
                TimelineItem(
                    id=number, kind=Kind.COMMITMENT, title=title, first=first, last=last,
                    shown=due or Period.on(last), window=False, status=CommitmentStatus(status),
                )
            )  # fmt: skip
    return found
