"""What a rule of reminders would remind of in the year to come, before it is stored."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Select, bindparam, func, select, true
from sqlalchemy.orm import Session

from db import reminder_rules, working_days
from db.dates import COLUMNS
from db.queries import pending
from db.queries.awaited import awaits_visit
from db.queries.base import links
from db.records.base import Link
from db.records.pending import Pending
from db.records.reminders import LATER, Forecast, ReminderDraft, ReminderLine
from db.records.today import Ahead
from db.rules import reminders as rules
from db.rules.lengths import Length
from db.rules.notice import later
from db.rules.periods import Period
from db.rules.remind_when import Times, begins_after
from db.rules.reminder_words import reason
from db.rules.working_days import WorkingDays
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.reminders import Occurrence, RecordDate, Reminder
from db.vocabulary import CLOSED, DateField, Handled, Kind
from db.words import _

SHOWN, _MOST_AGAIN = 10, 500
"""So many are named, the first ones."""
_DAY, _A_YEAR = timedelta(days=1), Length(months=12)
_DATES = RecordDate.__table__.c
_FACTS = COLUMNS[1:]
_HOLDS = (_DATES.holds_from, _DATES.holds_until)
_SPANS = func.json_each(bindparam("spans")).table_valued("value").alias("span")
_AT = [func.json_extract(_SPANS.c.value, f"$[{n}]") for n in range(2)]


@dataclass(frozen=True, slots=True, order=True)
class _Coming:
    """The next time one date, of as many records as have it, is reminded of; the rest of its times follow."""

    fires_on: date
    place: int
    at: int


def forecast(reader: Session, draft: ReminderDraft, today: date) -> Forecast:
    """How often a rule would remind within a year from a day, by the dates there are now, and the first of it."""
    rule, work = reminder_rules.facts(0, draft), working_days.of(reader)
    last = (later(today, _A_YEAR, 1) or date.max) - _DAY
    groups = [*_groups(reader, rule, today, last, work)]
    total = sum(len(group.numbers) * group.many for group in groups)
    waiting = _waiting(reader, rule, today) if rule.date_field is DateField.DUE else 0
    return Forecast(total=total, waiting=waiting, first=_lines(reader, rule, _first(rule, groups, work)))


def _waiting(reader: Session, rule: rules.RuleFacts, today: date) -> int:
    """How many promises have a due date and wait for a visit: nobody is reminded of them before that is over."""
    columns, record = Commitment.__table__.c, Record.__table__
    query = select(func.count()).select_from(Commitment.__table__.join(record, record.c.id == columns.id))
    waits = (columns.due_latest.is_not(None), columns.progress.not_in([*CLOSED]), awaits_visit(today))
    own = columns.id == rule.record if rule.record is not None else true()
    return reader.scalar(query.where(~record.c.hidden, own, *waits)) or 0


@dataclass(frozen=True, slots=True)
class _Group:
    """A date that so many records have, as it stands then, and which of its times fall into the year."""

    kept: rules.Dated
    dated: rules.Dated
    numbers: Sequence[int]
    many: int


def _groups(reader: Session, rule: rules.RuleFacts, today: date, last: date, work: WorkingDays) -> Iterator[_Group]:
    wanted = _DATES.field == rule.date_field
    if rule.record is not None:
        wanted &= _DATES.record_id == rule.record
    query = select(*_FACTS, *_HOLDS, func.count()).where(wanted).group_by(*_FACTS, *_HOLDS)
    reach = last + timedelta(days=max(0, -rule.offset_days - 31 * rule.offset_months)) + rules.SLACK
    for *facts, since, until, many in reader.execute(query):
        kept = rules.Dated(rule.record or 0, *facts)
        for dated in kept.ahead(today, reach):
            numbers = rules.numbers(rule, dated, max(today, since), min(last, until), work)
            if numbers:
                yield _Group(kept, dated, numbers, many)


def _first(rule: rules.RuleFacts, groups: Sequence[_Group], work: WorkingDays) -> Iterator[tuple[_Group, date]]:
    """The first times of all, each with its day, until as many records are named as are shown."""
    coming: list[_Coming] = []

    def put(place: int, at: int) -> None:
        found = rules.nth(rule, groups[place].dated, groups[place].numbers[at], work)
        if found is not None:
            heapq.heappush(coming, _Coming(found.fires_on, place, at))

    for place in range(len(groups)):
        put(place, 0)
    named = 0
    while coming and named < SHOWN:
        each = heapq.heappop(coming)
        yield groups[each.place], each.fires_on
        named += groups[each.place].many
        if each.at + 1 < len(groups[each.place].numbers):
            put(each.place, each.at + 1)


def _lines(reader: Session, rule: rules.RuleFacts, first: Iterator[tuple[_Group, date]]) -> tuple[ReminderLine, ...]:
    found = [*first]
    ids = _records(reader, rule.date_field, {group.kept for group, _day in found})
    one_by_one = [(group, day, record) for group, day in found for record in ids[group.kept]][:SHOWN]
    steps = pending.of_entries(
        reader, {record for group, _day, record in one_by_one if group.dated.kind is Kind.ACTION}
    )
    named = links(reader, [record for _group, _day, record in one_by_one])
    return tuple(
        _line(
            rule,
            replace(group.dated, record_id=record),
            day,
            named,
            steps,
            group.dated.opens.year - group.kept.opens.year,
        )
        for group, day, record in one_by_one
    )


def _line(
    rule: rules.RuleFacts,
    dated: rules.Dated,
    fires_on: date,
    named: Mapping[int, Link],
    steps: Mapping[tuple[int, DateField], Pending],
    years: int,
) -> ReminderLine:
    step = steps.get((dated.record_id, dated.date_field))
    return ReminderLine(
        rule=rule.rule_id,
        record=step.record if step is not None else named[dated.record_id],
        about=dated.record_id,
        pending=step,
        computed_from=rules.counted_from(rule, dated) or fires_on,
        n=1,
        fires_on=fires_on,
        reason=reason(rule, dated, fires_on, fires_on, years=years),
        by_rule=rule.label,
        handled=None,
        until=None,
        group=LATER,
    )


def _records(reader: Session, field: DateField, wanted: set[rules.Dated]) -> dict[rules.Dated, list[int]]:
    """The records that have these dates, read together."""
    spans = sorted({(each.opens.isoformat(), each.closes.isoformat()) for each in wanted})
    same = (_DATES.field == field) & (_DATES.opens == _AT[0]) & (_DATES.closes == _AT[1])
    query = select(*COLUMNS).select_from(_SPANS.join(RecordDate.__table__, same)).order_by(_DATES.record_id)
    found: dict[rules.Dated, list[int]] = {each: [] for each in wanted}
    for record, *facts in reader.execute(query, {"spans": json.dumps(spans)}):
        for own in (rules.Dated(0, *facts), rules.Dated(record, *facts)):
            if own in found and record not in found[own]:
                found[own].append(record)
    return found


# ---------------------------------------------------------------------------------------------------- set by hand
_OWN, _REMINDER = Reminder.__table__.c, Kind.REMINDER.value
_SPOKEN_OF = _OWN.id.in_(select(_DATES.record_id).where(_DATES.field == DateField.ON))
_WAS_ANSWERED = _OWN.id.in_(select(Occurrence.record_id))
_COMES_AGAIN = _OWN.repeat_days.is_not(None) | _OWN.repeat_months.is_not(None)


def set_between(
    reader: Session, first: date, last: date, narrowed: Callable[[Select[*tuple[Any, ...]]], Select[Any]]
) -> list[tuple[Ahead, int, int]]:
    """The reminders that somebody set for a day between two: of many what is left when narrowed, with its place in its
    week and how many there are in that. What comes again stands there once, what is put off on its new day."""
    once = select(_OWN.id.label("id"), _OWN.fires_on.label("day")).where(
        _SPOKEN_OF, ~_COMES_AGAIN, ~_WAS_ANSWERED, _OWN.fires_on.between(first, last)
    )
    few = narrowed(once).subquery()
    own, told, head = Reminder.__table__, Occurrence.__table__, Record.__table__
    others = _SPOKEN_OF & (_COMES_AGAIN | _WAS_ANSWERED) & (_OWN.fires_on <= last)
    query = (
        select(
            _OWN.id, head.c.title, _OWN.record, _OWN.set_on, _OWN.fires_on, _OWN.repeat_days, _OWN.repeat_months,
            _OWN.ends_on,
            few.c.place, few.c.many, told.c.computed_from, told.c.n, told.c.handled, told.c.snoozed_until,
        )
        .select_from(
            own.join(head, head.c.id == _OWN.id)
            .outerjoin(few, few.c.id == _OWN.id)
            .outerjoin(told, (told.c.record_id == _OWN.id) & (told.c.handled != Handled.SHOWN))
        )
        .where(few.c.id.is_not(None) | others)
        .order_by(_OWN.id)
        .limit(_MOST_AGAIN)
    )  # fmt: skip
    found = []
    each_alone = groupby(reader.execute(query), lambda row: row[:10])
    for (number, title, about, set_on, on, days, months, until, place, many), rows in each_alone:
        done = [(n, how, until) for *_head, at, n, how, until in rows if at == on]
        times = Times(on, days, months, until, after=begins_after(on, set_on, months))
        day = _next_day(times, done, first)
        if day is not None and day <= last:
            what = _("Reminder: {what}").format(what=title)
            coming = Ahead(when=Period.on(day), on=day, what=what, record=about or number, kind=_REMINDER)
            found.append((coming, place or 1, many or 1))
    return found


def _next_day(times: Times, done: Sequence[tuple[int, Handled, date | None]], first: date) -> date | None:
    """The first day from one on on which a reminder is there; None where it was dealt with."""
    put_off = [until for _n, how, until in done if how is Handled.SNOOZED]
    until = max((day for day in put_off if day is not None), default=date.min)
    if None in put_off or until >= first:
        return until if until >= first else None
    dealt_with = {n for n, how, _until in done if how in rules.ANSWERED}
    return next((day for n, day in times.numbered() if n not in dealt_with and day >= first), None)
