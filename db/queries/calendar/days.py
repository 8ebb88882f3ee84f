"""The days of a calendar as a page shows them: what is on them, by SQL, and how many there are.

What stands in it is what `db.queries.calendar` hands to other programs, with anniversaries; a test holds the two
together. There, what is known by its month stands at its last day; here it has its first possible day too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    case,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from db import engine, unreadable
from db.dates import COLUMNS
from db.facts import visits_facts
from db.lines import FAR, NEVER, PROMISE
from db.queries.calendar import set_by_hand
from db.queries.calendar.items import Placed, items
from db.queries.listing import LINE
from db.records.calendar import CalendarDays, CalendarItem, CalendarWish
from db.rules import anniversaries, notice
from db.rules import reminders as rules
from db.rules import visits as visit_rules
from db.rules.lengths import Length
from db.rules.periods import Period
from db.tables.actions import DUE, Action, ActionLink, is_open
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.parties import Anniversary
from db.tables.reminders import RecordDate, Reminder
from db.tables.search import Concern
from db.tables.visits import Invitation, Visit
from db.vocabulary import DateField, Kind, VisitStage

KINDS = (Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT, Kind.ACTION, Kind.REMINDER, Kind.ANNIVERSARY)
"""What has dates in a calendar."""
MOST_LONG = 500
"""At most so many of what stands over several days are read at once, those that begin first."""
PER_DAY = 12
"""So many things of each day are read for a month; a whole day is a list of its own."""

_RECORD, _VISIT, _PROMISE = Record.__table__.c, Visit.__table__.c, Commitment.__table__.c
_DATES = RecordDate.__table__.c
_ABOUT = Record.__table__.alias("about")
_UNTIL = "../%"
"""How the text of a deadline begins: it stands on its last day, not on all days until then."""
_A_DAY = "-".join(("[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2))
_DAYS = f"{_A_DAY}/{_A_DAY}"
"""Days that are all known: a visit takes every one of them."""
_AGAIN_AT_MOST = 400
"""What comes again stands so often in what is asked for at most: on each day of a year."""

Worked = tuple[int, str, str, str, str, int]
"""What only the rules can say: record, kind, field, first and last day, and which time it is."""


def days(reader: Session, today: date, wish: CalendarWish, per_day: int = PER_DAY) -> CalendarDays:
    """A month, or a year, of a calendar; as many statements for any number of records."""
    placed = _placed(reader, today, wish)
    is_long = placed.c.begins < placed.c.ends
    counted = select(placed.c.begins, func.count()).where(~is_long).group_by(placed.c.begins)
    counts = tuple((day, many) for day, many in reader.execute(counted.order_by(placed.c.begins)))
    long = select(*placed.c, func.count().over()).where(is_long)
    rows = reader.execute(long.order_by(placed.c.begins, placed.c.ends.desc(), *_order(placed)).limit(MOST_LONG)).all()
    place = func.row_number().over(partition_by=placed.c.begins, order_by=_order(placed)).label("place")
    numbered = select(*placed.c, place).where(~is_long).subquery()
    first = select(*[numbered.c[each.name] for each in placed.c]).where(numbered.c.place <= per_day)
    short = reader.execute(first.order_by(numbered.c.begins, numbered.c.place)).all() if per_day else []
    return CalendarDays(
        long=items(reader, today, [_of(row) for row in rows]),
        all_long=rows[0][-1] if rows else 0,
        short=items(reader, today, [_of(row) for row in short]),
        counts=counts,
    )


def heads(reader: Session, today: date, wish: CalendarWish) -> tuple[tuple[date | None, int], ...]:
    """How many things an agenda has at each day, those that may be on several days (None) before them."""
    day = _agenda(placed := _placed(reader, today, wish), wish)
    query = select(day, func.count()).select_from(placed).group_by(day).order_by(day)
    return tuple((None if each == NEVER else each, many) for each, many in reader.execute(query))


def window(reader: Session, today: date, wish: CalendarWish, start: int, size: int) -> tuple[CalendarItem, ...]:
    """Some things of an agenda, in the order of its heads."""
    placed = _placed(reader, today, wish)
    query = select(*placed.c).order_by(_agenda(placed, wish), placed.c.begins, placed.c.ends, *_order(placed))
    return items(reader, today, [_of(row) for row in reader.execute(query.offset(start).limit(size))])


def _agenda(placed: Subquery, wish: CalendarWish) -> ColumnElement[date]:
    """The day at which a thing stands in an agenda: its first one that is asked for; of a strip none."""
    strip = (placed.c.begins < placed.c.ends) & (placed.c.firm == 0)
    return case((strip, literal(NEVER)), else_=func.max(placed.c.begins, literal(wish.first), type_=Date))


def _order(placed: Subquery) -> tuple[ColumnElement[Any], ...]:
    return placed.c.kind, placed.c.record, placed.c.field, placed.c.n


def _of(row: Any) -> Placed:
    record, kind, field, begins, ends, firm, n = row[:7]
    return Placed(record, Kind(kind), DateField(field), begins, ends, bool(firm), n)


# ---------------------------------------------------------------------------------------------------- what stands where
def _placed(reader: Session, today: date, wish: CalendarWish) -> Subquery:
    """Every date between two days, once: what SQL sees by itself, and what the rules worked out."""
    every = [*_dated(wish), _worked_out(json.dumps([*_worked(reader, today, wish)]))]
    found = union_all(*every).subquery()
    inside = select(*found.c).where(found.c.begins <= wish.last, found.c.ends >= wish.first)
    if bad := unreadable.of(reader).marked:
        inside = inside.where(found.c.record.not_in(bad))
    if wish.country is not None:
        of_country = select(Concern.record_id).where(Concern.party_id == wish.country)
        about = select(Reminder.id).where(Reminder.record.in_(of_country))
        inside = inside.where(found.c.record.in_(of_country) | found.c.record.in_(about))
    return inside.subquery()


def _row(
    record: ColumnElement[int],
    kind: Kind,
    field: DateField,
    begins: Any,
    ends: Any,
    firm: Any = None,
) -> Select[Any]:
    return select(
        record.label("record"), literal(kind.value).label("kind"), literal(field.value).label("field"),
        type_coerce(begins, Date).label("begins"), type_coerce(ends, Date).label("ends"),
        (literal(0) if firm is None else firm).label("firm"), literal(0).label("n"),
    )  # fmt: skip


def _worked_out(found: str) -> Select[Any]:
    value = func.json_each(found).table_valued("value").c.value
    record, kind, field, begins, ends, n = (func.json_extract(value, f"$[{place}]") for place in range(6))
    return select(
        type_coerce(record, Integer).label("record"), kind.label("kind"), field.label("field"),
        type_coerce(begins, Date).label("begins"), type_coerce(ends, Date).label("ends"), literal(0).label("firm"),
        type_coerce(n, Integer).label("n"),
    )  # fmt: skip


def _dated(wish: CalendarWish) -> Iterator[Select[Any]]:
    """Deadlines, dates of visits, steps and replies."""
    known = LINE.c.day.not_in((FAR, NEVER))
    if wish.wants(Kind.COMMITMENT):
        begins = _begins(_PROMISE.due_edtf, _PROMISE.due_earliest, _PROMISE.due_latest)
        yield (
            _row(_PROMISE.id, Kind.COMMITMENT, DateField.DUE, begins, _PROMISE.due_latest)
            .join_from(LINE, Commitment.__table__, _PROMISE.id == LINE.c.record_id)
            .where(LINE.c.kind == Kind.COMMITMENT, LINE.c.shelf == PROMISE, LINE.c.day >= wish.first, known)
        )
    if wish.wants(Kind.VISIT):
        firm = case((_VISIT.dates_edtf.op("GLOB")(_DAYS), 1), else_=0)
        begins = func.coalesce(_VISIT.dates_earliest, _VISIT.dates_latest)
        yield (
            _row(_VISIT.id, Kind.VISIT, DateField.DATES, begins, _VISIT.dates_latest, firm)
            .join_from(LINE, Visit.__table__, _VISIT.id == LINE.c.record_id)
            .where(LINE.c.kind == Kind.VISIT, known, _VISIT.stage != VisitStage.CANCELLED)
            .where(_VISIT.dates_latest.is_not(None))
        )
    if wish.wants(Kind.ACTION):
        yield from (_entries(field) for field in DUE)


def _begins(edtf: Any, earliest: Any, latest: Any) -> ColumnElement[date]:
    return case((edtf.like(_UNTIL), latest), else_=func.coalesce(earliest, latest))


def _entries(field: DateField) -> Select[Any]:
    """The next steps, or the replies, that are open; each once, about whichever of its records is not in the Trash."""
    columns, own = Action.__table__.c, Record.__table__.alias("own")
    edtf, earliest, latest = (columns[f"{DUE[field]}_{part}"] for part in ("edtf", "earliest", "latest"))
    shown = (
        select(ActionLink.id)
        .join(_ABOUT, _ABOUT.c.id == ActionLink.record_id)
        .where(ActionLink.action_id == columns.id, ~_ABOUT.c.hidden)
        .exists()
    )
    return (
        _row(columns.id, Kind.ACTION, field, _begins(edtf, earliest, latest), latest)
        .join_from(Action.__table__, own, own.c.id == columns.id)
        .where(is_open(field), latest.is_not(None), ~own.c.hidden, shown)
    )


# ---------------------------------------------------------------------------------------------- what the rules work out
def _worked(reader: Session, today: date, wish: CalendarWish) -> Iterator[Worked]:
    if wish.wants(Kind.VISIT):
        yield from _windows(reader, wish)
    if wish.wants(Kind.AGREEMENT):
        yield from _terms(reader, today)
    if wish.wants(Kind.REMINDER):
        yield from _set_by_hand(reader, today, wish)
    if wish.wants(Kind.ANNIVERSARY):
        yield from _returning(reader, wish)


def _said(record: int, kind: Kind, field: DateField, first: date, last: date, n: int = 0) -> Worked:
    return record, kind.value, field.value, first.isoformat(), last.isoformat(), n


def _windows(reader: Session, wish: CalendarWish) -> Iterator[Worked]:
    """The times for which somebody was invited whose visit has no dates."""
    asked = Invitation.__table__.c
    query = (
        select(LINE.c.record_id)
        .join_from(LINE, Invitation.__table__, asked.visit == LINE.c.record_id)
        .join(Visit.__table__, _VISIT.id == LINE.c.record_id)
        .where(LINE.c.kind == Kind.VISIT, _VISIT.stage.not_in((VisitStage.CANCELLED, VisitStage.COMPLETED)))
        .where(asked.window_latest >= wish.first, func.coalesce(asked.window_earliest, NEVER) <= wish.last)
        .where(LINE.c.day.in_((FAR, NEVER)) | _VISIT.dates_latest.is_(None))
    )
    for some in engine.parts(set(reader.scalars(query))):
        for number, facts in visits_facts(reader, Visit.id.in_(some)).items():
            dates, window = visit_rules.agreed(facts), visit_rules.window(facts)
            if (dates is None or dates.latest is None) and window is not None and window.latest is not None:
                yield _said(number, Kind.VISIT, DateField.WINDOW, _opens(window), window.latest)


def _opens(period: Period) -> date:
    """Its first possible day; what is to be done by a day stands on that."""
    assert period.latest is not None, "what has no last day stands nowhere"
    until = period.edtf.startswith(_UNTIL.rstrip("%"))
    return period.latest if until or period.earliest is None else period.earliest


def _terms(reader: Session, today: date) -> Iterator[Worked]:
    """The end of the term that runs, and the last day for notice."""
    ends = (DateField.TERM_ENDS, DateField.NOTICE_BY)
    holds = (_DATES.holds_from <= today) & (_DATES.holds_until >= today)
    for columns in reader.execute(select(*COLUMNS).where(_DATES.field.in_(ends), holds)):
        found = rules.Dated(*columns).on(today)
        if date.max not in (found.opens, found.closes):
            yield _said(found.record_id, Kind.AGREEMENT, found.date_field, found.opens, found.closes)


def _set_by_hand(reader: Session, today: date, wish: CalendarWish) -> Iterator[Worked]:
    """Personal reminders on each of their days; one that was put off stands on the day on which it is there again."""
    for event in set_by_hand(reader, today):
        each = Length(months=event.months or 0, days=event.every or 0)
        if not (event.months or event.every):
            n = -1 if event.uid.endswith(".again") else 0
            yield _said(event.record, Kind.REMINDER, DateField.ON, event.first, event.last, n)
            continue
        last = min(event.until or date.max, wish.last)
        many = notice.renewals(event.first, each, wish.first) or 0 if event.first < wish.first else 0
        for n in range(many, many + _AGAIN_AT_MOST):
            day = notice.later(event.first, each, n)
            if day is None or day > last:
                break
            if day >= wish.first and day not in event.but:
                yield _said(event.record, Kind.REMINDER, DateField.ON, day, day, n)


def _returning(reader: Session, wish: CalendarWish) -> Iterator[Worked]:
    """Anniversaries as exactly as it is known when it began: what began in some year stands over the whole year."""
    query = select(Anniversary.id, Anniversary.first).where(~Anniversary.hidden)
    for record, first in reader.execute(query):
        for year in range(wish.first.year, min(wish.last.year, wish.first.year + _AGAIN_AT_MOST) + 1):
            n = anniversaries.round_in(first, year)
            began = first.earliest if first is not None else None
            if n is None or began is None:
                continue
            day = notice.later(began, Length(months=12), n)
            when = anniversaries.returns(first, day) if day is not None else None
            if when is not None and when.earliest is not None and when.latest is not None:
                yield _said(record, Kind.ANNIVERSARY, DateField.ANNIVERSARY, when.earliest, when.latest, n)
