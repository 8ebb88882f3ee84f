"""Which reminders fire, why, and what was done about them.

The dates they are counted from lie in one table (`db.dates`), where many records have the same: they are counted
together, and only the rows that are shown are read. What somebody did something about is looked at one by one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, case, func, literal, or_, select
from sqlalchemy.orm import Session

from db import reminder_facts, reminder_rules, working_days
from db.dates import COLUMNS
from db.engine import parts
from db.queries import pending
from db.queries.base import links
from db.records.base import Link
from db.records.reminders import GROUPS, LATER, NOW, SNOOZED, WEEK, ReminderLine, SetByHand
from db.reminder_answers import Answers, answers
from db.rules import reminders as rules
from db.rules.remind_when import Times, begins_after
from db.rules.reminder_words import reason
from db.rules.reminders import MIDNIGHT
from db.rules.reminders_answered import quiet as quiet_by
from db.rules.working_days import WorkingDays
from db.tables.reminders import Occurrence, RecordDate, Reminder
from db.vocabulary import DateField, Edge, Handled, Kind, Known
from db.words import _

AHEAD = timedelta(days=31)
_LONG, _LONG_AGO = 36500, date(1900, 1, 1)

_DATES = RecordDate.__table__.c
_FACTS = (*COLUMNS[1:], _DATES.holds_from)
"""All of a date but whose it is, and since when it is to be spoken of."""
_TODAY = bindparam("today", type_=Date)
_HOLDS = ((_DATES.holds_from <= _TODAY) | (_DATES.field == DateField.ANNIVERSARY)) & (_DATES.holds_until >= _TODAY)
"""An anniversary returned before somebody wrote it down, and is one on any day."""
_IDS = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_ASKED = func.json_each(bindparam("asked")).table_valued("key", "value")
_REACH, _SETTLED = (func.json_extract(_ASKED.c.value, f"$[{n}]") for n in range(2))
_OF_FIELD = _ASKED.join(RecordDate.__table__, _DATES.field == _ASKED.c.key)
_COMES_ONCE = (_DATES.months == 0) & (_DATES.days == 0) & (_DATES.notice_months == 0) & (_DATES.notice_days == 0)
_IS_SETTLED = _COMES_ONCE & (_DATES.opens < _SETTLED) & (_DATES.closes < _SETTLED)
_COUNTED = (
    select(*_FACTS, func.count())
    .select_from(_OF_FIELD)
    .where(_DATES.opens <= _REACH, _HOLDS, ~_IS_SETTLED)
    .group_by(*_FACTS)
)
"""How many records have each of the dates that a rule may speak of; of every field from its number of days on."""
_LONG_PAST = (
    select(_DATES.kind, _DATES.field, _DATES.known, func.count())
    .select_from(_OF_FIELD)
    .where(_HOLDS, _IS_SETTLED)
    .group_by(_DATES.kind, _DATES.field, _DATES.known)
)
"""How many have one that lies so far back that nothing more will be said of it: what was said last still stands."""
_ONE_BY_ONE = select(_DATES.record_id, *_FACTS).where(_DATES.record_id.in_(_IDS), _HOLDS)
_SPAN = func.json_each(bindparam("spans")).table_valued("value").alias("span")
_FIELD, _OPENS, _CLOSES = (func.json_extract(_SPAN.c.value, f"$[{n}]") for n in range(3))
_OF_SPAN = _SPAN.join(
    RecordDate.__table__, (_DATES.field == _FIELD) & (_DATES.opens == _OPENS) & (_DATES.closes == _CLOSES)
)
_WHOSE = case((_DATES.record_id.in_(_IDS), _DATES.record_id), else_=0)
"""The record of a date that is looked at one by one; 0 for the others together."""


@dataclass(frozen=True, slots=True)
class Firing:
    """The reminders of one sort that fire: how many there are, and the first of them, oldest first."""

    total: int = 0
    rows: tuple[ReminderLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Sorting:
    """How what fires is told apart: in which group it stands ("" for none), of which dates it is asked whether their
    record is listed elsewhere, and where that is."""

    group_of: Callable[[rules.Dated, date], str]
    is_doubtful: Callable[[rules.Dated, date], bool]
    listed: Sequence[ColumnElement[bool]]
    """Conditions on the record of a date (`db.tables.reminders.RecordDate`); one of them is enough."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What is said of a date that one record has, or many: the occurrence, where it stands, and why it is quiet."""

    dated: rules.Dated
    occurrence: rules.Occurrence
    group: str
    many: int
    kept: rules.Dated
    """The date as it is kept, by which its records are found."""
    answer: rules.Key | None = None


def counts(reader: Session, today: date, at: str = MIDNIGHT) -> dict[str, int]:
    """How many reminders stand in each group."""
    found = dict.fromkeys(GROUPS, 0)
    for each in _Board(reader, today, at).spoken():
        found[each.group] += each.many
    return found


def due_now(reader: Session, today: date, at: str = MIDNIGHT) -> int:
    """How many reminders wait for somebody: the number on the bell."""
    return _Board(reader, today, at, ahead=timedelta()).count_now()


def lines(reader: Session, today: date, at: str = MIDNIGHT) -> tuple[ReminderLine, ...]:
    """Every reminder: those that fire now, those of the next month, and those put off, in the order of the groups."""
    board = _Board(reader, today, at)
    return tuple(line for group in GROUPS for line in board.window(group, 0, None))


def window(
    reader: Session, today: date, group: str, start: int, size: int | None, at: str = MIDNIGHT
) -> tuple[ReminderLine, ...]:
    """Some reminders of a group, oldest first; all of them where no size is named."""
    return _Board(reader, today, at).window(group, start, size)


def firing(reader: Session, today: date, sorting: Sorting, most: int, at: str = MIDNIGHT) -> dict[str, Firing]:
    """What fires, by its group, at most so many rows of each; and all that is put off."""
    return _Board(reader, today, at, ahead=timedelta()).sorted(sorting, most)


def speaking_of(reader: Session, today: date, about: int, at: str = MIDNIGHT) -> tuple[ReminderLine, ...]:
    """What fires of one record, of one entry of the log, or of a reminder that was set by hand; of its dates those
    that are due before those since which nothing was done."""
    return _Board(reader, today, at, ahead=timedelta()).of_record(about)


def windows(
    reader: Session, today: date, sizes: Mapping[str, int], at: str = MIDNIGHT
) -> dict[str, tuple[int, tuple[ReminderLine, ...]]]:
    """Of each group how many reminders stand in it, and the first of them, so many as are asked for."""
    board = _Board(reader, today, at)
    said: dict[str, list[_Spoken]] = {group: [] for group in sizes}
    for each in board.spoken():
        if each.group in said:
            said[each.group].append(each)
    return {group: (sum(each.many for each in some), board.some(some, 0, sizes[group])) for group, some in said.items()}


def set_by_hand(reader: Session, today: date) -> tuple[SetByHand, ...]:
    """The reminders that wait for a day after the next month, or for an answer, in the order in which they were set."""
    waits = Reminder.on_answer & Reminder.id.not_in(select(_DATES.record_id).where(_DATES.field == DateField.ON))
    begins = (Reminder.on == today) & (Reminder.set_on == today) & Reminder.repeat_months.is_not(None)
    later = (Reminder.on > today + AHEAD) | waits | begins
    query = select(Reminder).where(~Reminder.hidden, later).order_by(Reminder.id)
    rows = reader.scalars(query).all()
    named = links(reader, {row.record for row in rows if row.record is not None})
    return tuple(_by_hand(row, named) for row in rows)


def awaits_answer(reader: Session, today: date, line: ReminderLine) -> bool:
    """Whether somebody is to answer on what a reminder is about: a reply is expected there, or an invitation stands
    for which no date is known."""
    number = line.record.id
    if any(each.field is DateField.REPLY_BY for each in pending.of_record(reader, number)):
        return True
    invited = select(_DATES.id).where(_DATES.record_id == number, _DATES.field == DateField.WINDOW)
    held = _DATES.holds_from <= today, _DATES.holds_until >= today
    return reader.scalar(invited.where(*held).limit(1)) is not None


def set_on(reader: Session, record: int) -> tuple[SetByHand, ...]:
    """The reminders that somebody set on a record, but for those that were dealt with and do not come again."""
    over = select(Occurrence.record_id).where(Occurrence.handled.in_([*rules.ANSWERED]))
    again = func.coalesce(Reminder.repeat_days, Reminder.repeat_months).is_not(None)
    mine = Reminder.record == record, Reminder.on.is_not(None) | Reminder.on_answer, again | Reminder.id.not_in(over)
    rows = reader.scalars(select(Reminder).where(~Reminder.hidden, *mine).order_by(Reminder.id)).all()
    named = links(reader, {record})
    return tuple(_by_hand(row, named) for row in rows)


def _by_hand(row: Reminder, named: Mapping[int, Link]) -> SetByHand:
    after = begins_after(row.on, row.set_on, row.repeat_months)
    times = Times(row.on, row.repeat_days, row.repeat_months, row.until, row.on_answer, after)
    return SetByHand(id=row.id, title=row.title, record=named.get(row.record or 0), when=times)


class _Board:
    """What the rules say on one day. It lives for one question."""

    def __init__(self, reader: Session, today: date, at: str, *, ahead: timedelta = AHEAD) -> None:
        self._reader, self._today, self._ahead = reader, today, ahead
        self._sunday = today + timedelta(days=6 - today.weekday())
        self._rules = reminder_rules.active(reader)
        self._work: WorkingDays = working_days.of(reader)
        self._answers: Answers = answers(reader, today, at)
        self._by_field: dict[DateField, list[rules.RuleFacts]] = defaultdict(list)
        for rule in self._rules.values():
            self._by_field[rule.date_field].append(rule)
        self._alone = {*self._answers.of, *(rule.record for rule in self._rules.values() if rule.record is not None)}

    def spoken(self, *, settled: bool = False) -> Iterator[_Spoken]:
        """Everything that is said, in no order; without what is settled where that was counted before."""
        alone = [*self._one_by_one()]
        counted = Counter(replace(each, record_id=0) for each in alone)
        for *facts, many in self._reader.execute(_COUNTED, self._asked(settled=settled)):
            kept = rules.Dated(0, *facts)
            yield from self._said(kept, many - counted[kept])
        for each in alone:
            yield from self._said(each, 1)

    def count_now(self) -> int:
        """How many reminders fire, each date that lies far back counted without being looked at."""
        found = Counter[tuple[Kind, DateField, Known]]()
        for kind, field, known, many in self._reader.execute(_LONG_PAST, self._asked(settled=True)):
            found[kind, field, known] = many
        for each in self._one_by_one():
            if self._is_settled(each):
                found[each.kind, each.date_field, each.known] -= 1
        said = sum(many for of, many in found.items() if self._was_said(*of))
        return said + sum(each.many for each in self.spoken(settled=True) if each.group == NOW)

    def window(self, group: str, start: int, size: int | None) -> tuple[ReminderLine, ...]:
        """Some reminders of a group, oldest first."""
        return self.some([each for each in self.spoken() if each.group == group], start, size)

    def some(self, spoken: Sequence[_Spoken], start: int, size: int | None) -> tuple[ReminderLine, ...]:
        """Some of what is said, oldest first."""
        found = sorted(spoken, key=self._order)
        if size is None:
            return self._lines([*self._named(found, self._records(found))])
        skipped = 0
        while found and skipped + found[0].many <= start:
            skipped += found.pop(0).many
        start -= skipped
        wanted = _until(found, start + size)
        return self._lines([*self._named(wanted, self._records(wanted))][start : start + size])

    def sorted(self, sorting: Sorting, most: int) -> dict[str, Firing]:
        """What fires, by its group, at most so many rows of each; and all that is put off."""
        spoken = [(self._sort(each, sorting), each) for each in sorted(self.spoken(), key=self._order)]
        told = [(name, each) for name, each in spoken if name]
        doubtful = [each for name, each in told if name != SNOOZED and sorting.is_doubtful(each.dated, self._today)]
        listed, asked = or_(*sorting.listed), {each.kept for each in doubtful}
        elsewhere = self._counted_elsewhere(doubtful, listed)
        found: dict[str, list[_Spoken]] = defaultdict(list)
        for name, each in told:
            left = each.many - (elsewhere[each.kept] if name != SNOOZED else 0)
            if left > 0:
                found[name].append(replace(each, many=left))
        totals = {name: sum(each.many for each in some) for name, some in found.items()}
        sizes = {name: total if name == SNOOZED else most for name, total in totals.items()}
        wanted = {name: _until(some, sizes[name]) for name, some in found.items()}
        ids = self._records([each for some in wanted.values() for each in some], asked, listed)
        named = [(name, each) for name, some in wanted.items() for each in [*self._named(some, ids)][: sizes[name]]]
        rows: dict[str, list[ReminderLine]] = defaultdict(list)
        for (name, _each), line in zip(named, self._lines([each for _name, each in named]), strict=True):
            rows[name].append(line)
        return {name: Firing(total, tuple(rows[name])) for name, total in totals.items()}

    def _sort(self, each: _Spoken, sorting: Sorting) -> str:
        """In which group it stands; "" for none."""
        if each.group == NOW:
            return sorting.group_of(each.dated, self._today)
        return SNOOZED if each.group == SNOOZED else ""

    def of_record(self, about: int) -> tuple[ReminderLine, ...]:
        """What fires of one record."""
        rows = self._reader.execute(_ONE_BY_ONE, {"today": self._today, "ids": json.dumps([about])})
        found = [each for row in rows.all() for each in self._said(rules.Dated(*row), 1) if each.group == NOW]
        fields = [*DateField]
        return self._lines(sorted(found, key=lambda each: fields.index(each.dated.date_field)))

    def _order(self, each: _Spoken) -> tuple[date, str, date, int]:
        when = each.occurrence.fires_on
        answer = self._answers.by_key.get(each.answer) if each.answer is not None else None
        if each.group == SNOOZED and answer is not None and answer.until is not None:
            when = answer.until
        return when, each.dated.date_field.value, each.kept.opens, each.dated.record_id

    def _asked(self, *, settled: bool = False) -> dict[str, Any]:
        """Of each field, until which day a date must begin for a rule to speak of it, and before which day it must end
        for none to say anything more."""
        asked = {}
        for field, some in self._by_field.items():
            first = min(rule.offset_days + (31 if rule.offset_months < 0 else 28) * rule.offset_months for rule in some)
            reach = self._today + self._ahead + rules.SLACK - timedelta(days=max(first, -_LONG))
            if field is DateField.NOTICE_BY:  # it lies as long before the end of the term as each agreement says
                reach = date.max
            before = self._settled_before(field) if settled else date.min
            asked[field.value] = reach.isoformat(), before.isoformat()
        return {"today": self._today, "asked": json.dumps(asked)}

    def _settled_before(self, field: DateField) -> date:
        some = self._by_field[field]
        simple = all(rule.ends_by_itself and rule.edge is not Edge.SHARE for rule in some)
        if field in rules.MOVING or not simple:
            return date.min
        last = max(0, *(rule.offset_days + 31 * rule.offset_months for rule in some))
        return self._today - rules.SLACK - timedelta(days=min(last, _LONG))

    def _is_settled(self, dated: rules.Dated) -> bool:
        once = not (dated.months or dated.days or dated.notice_months or dated.notice_days)
        return once and dated.closes < self._settled_before(dated.date_field)

    def _was_said(self, kind: Kind, field: DateField, known: Known) -> bool:
        """Whether a rule has spoken of what lies far back."""
        dated = rules.Dated(0, kind, field, _LONG_AGO, _LONG_AGO, known)
        return rules.speaking(self._by_field[field], dated, self._today, self._work).now is not None

    def _one_by_one(self) -> Iterator[rules.Dated]:
        for part in parts(self._alone):
            for row in self._reader.execute(_ONE_BY_ONE, {"today": self._today, "ids": json.dumps([*part])}):
                yield rules.Dated(*row)

    def _said(self, kept: rules.Dated, many: int) -> Iterator[_Spoken]:
        """What is said of a date: now, or that it is put off; and what comes next."""
        if not many:
            return
        some = self._by_field[kept.date_field]
        every = [(each, rules.speaking(some, each, self._today, self._work)) for each in kept.rounds(self._today)]
        fired = [(dated, said.now) for dated, said in every if said.now is not None]
        if fired:
            dated, now = max(fired, key=lambda pair: pair[1].fires_on)
            of_it = self._answers.of.get(kept.record_id, {})
            quiet = quiet_by(now, some, dated, of_it, self._today) if of_it else None
            if quiet is None:
                yield _Spoken(dated, now, NOW, many, kept)
            elif of_it[quiet].handled is Handled.SNOOZED:
                yield _Spoken(dated, now, SNOOZED, many, kept, quiet)
        ahead = [(dated, said.coming) for dated, said in every if said.coming is not None]
        if ahead:
            dated, coming = min(ahead, key=lambda pair: pair[1].fires_on)
            if coming.fires_on <= self._today + self._ahead:
                yield _Spoken(dated, coming, WEEK if coming.fires_on <= self._sunday else LATER, many, kept)

    @staticmethod
    def _named(found: Sequence[_Spoken], ids: Mapping[rules.Dated, Sequence[int]]) -> Iterator[_Spoken]:
        """Each with the record it is about: what is said of many at once is said of each."""
        for each in found:
            if each.kept.record_id:
                yield each
                continue
            for record in ids[each.kept]:
                occurrence = replace(each.occurrence, record_id=record)
                yield replace(each, occurrence=occurrence, dated=replace(each.dated, record_id=record))

    def _records(
        self,
        found: Iterable[_Spoken],
        doubtful: Collection[rules.Dated] = (),
        listed: ColumnElement[bool] | None = None,
    ) -> dict[rules.Dated, list[int]]:
        """The records that have the dates of which many are spoken of together, and are not looked at one by one; of
        doubtful dates without those that are listed elsewhere."""
        together = [each.kept for each in found if not each.kept.record_id]
        ids: dict[rules.Dated, list[int]] = defaultdict(list)
        is_listed = case((listed, 1), else_=0) if listed is not None and doubtful else literal(0)
        query = (
            select(is_listed, _DATES.record_id, *_FACTS).select_from(_OF_SPAN).where(_HOLDS).order_by(_DATES.record_id)
        )
        for elsewhere, record, *facts in self._reader.execute(query, self._spans(together)) if together else ():
            kept = rules.Dated(0, *facts)
            if record not in self._alone and not (elsewhere and kept in doubtful):
                ids[kept].append(record)
        return ids

    def _counted_elsewhere(self, doubtful: Sequence[_Spoken], listed: ColumnElement[bool]) -> Counter[rules.Dated]:
        """How many of the records that have these dates are listed elsewhere."""
        query = select(_WHOSE, *_FACTS, func.count()).select_from(_OF_SPAN).where(_HOLDS, listed)
        asked = self._spans(each.kept for each in doubtful) | {"ids": json.dumps([*self._alone])}
        rows = self._reader.execute(query.group_by(_WHOSE, *_FACTS), asked) if doubtful else ()
        return Counter({rules.Dated(*dated): many for *dated, many in rows})

    def _spans(self, dates: Iterable[rules.Dated]) -> dict[str, Any]:
        """By what the records of dates are looked up, each combination once."""
        spans = {(each.date_field, each.opens.isoformat(), each.closes.isoformat()) for each in dates}
        return {"today": self._today, "spans": json.dumps(sorted(spans))}

    def _lines(self, found: Sequence[_Spoken]) -> tuple[ReminderLine, ...]:
        if not found:
            return ()
        numbers = {each.occurrence.record_id for each in found}
        by_hand = {each.occurrence.record_id for each in found if each.dated.kind is Kind.REMINDER}
        own = reminder_facts.set_by_hand(self._reader, by_hand)
        around = reminder_facts.Beside(
            steps=pending.of_entries(
                self._reader, {each.occurrence.record_id for each in found if each.dated.kind is Kind.ACTION}
            ),
            own=own,
            named=links(self._reader, [*numbers, *(each.record for each in own.values())]),
            entered=reminder_facts.entered(self._reader, numbers),
        )
        return tuple(self._line(each, around) for each in found)

    def _line(self, each: _Spoken, around: reminder_facts.Beside) -> ReminderLine:
        about, dated = each.occurrence.record_id, each.dated
        step, by_hand = around.steps.get((about, dated.date_field)), around.own.get(about)
        record = by_hand.record if by_hand is not None and by_hand.record else about
        key = each.answer or each.occurrence.key
        answer = self._answers.by_key.get(key)
        until, time = self._answers.times.get(key, (answer.until if answer else None, ""))
        rule, entered = self._rules[each.occurrence.rule_id], around.entered[about]
        return ReminderLine(
            rule=key[0],
            record=step.record if step is not None else around.named[record],
            what=around.named[about].title if by_hand is not None else "",
            about=about,
            pending=step,
            computed_from=key[2],
            n=key[3],
            fires_on=each.occurrence.fires_on,
            reason=(by_hand.answered if by_hand is not None else "")
            or reason(
                rule, dated, self._today, each.occurrence.fires_on,
                years=dated.opens.year - each.kept.opens.year, entered=entered.untouched,
            ),
            by_rule=_(rule.label) if by_hand is None else "",
            entered=entered.day if each.occurrence.fires_on < entered.day <= self._today else None,
            handled=answer.handled if answer else None,
            until=until,
            until_time=time,
            until_answer=key in self._answers.awaited,
            group=each.group,
        )  # fmt: skip


def _until(found: Sequence[_Spoken], many: int) -> list[_Spoken]:
    """The first of these that together speak of so many records."""
    wanted = list[_Spoken]()
    for each in found:
        if many <= 0:
            break
        wanted.append(each)
        many -= each.many
    return wanted
