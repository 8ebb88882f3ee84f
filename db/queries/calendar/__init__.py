"""What of a register stands in a calendar: deadlines, times of invitations, visits, ends of terms, steps, reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from db import engine, reminder_rules, unreadable, working_days
from db.dates import COLUMNS
from db.facts import agreement_facts, visits_facts
from db.queries import pending
from db.queries.agreements import last_day_for_notice
from db.records.base import Period
from db.records.calendar import Event, LeftOut
from db.reminder_answers import answers
from db.rules import agreements as agreement_rules
from db.rules import notice, terms
from db.rules import reminders as rules
from db.rules import visits as visit_rules
from db.rules.periods import Qualifier
from db.rules.remind_when import Times, begins_after
from db.rules.reminders_answered import rings
from db.tables.actions import DUE, Action, ActionLink, is_open
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.history import Change
from db.tables.reminders import RecordDate, Reminder
from db.tables.search import Concern
from db.tables.visits import Invitation, Visit
from db.vocabulary import CLOSED, AgreementStatus, DateField, Handled, Kind, Marking, Strength, VisitStage
from db.words import N_, _

_AT_ONCE = 1000
_ENDED = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)
_SAID = {
    "due": N_("Due"),
    "window": N_("Invitation ends"),
    "dates": N_("Visit"),
    "notice": N_("Last day for notice"),
    "term": N_("Term ends"),
    "next_step": N_("Next step"),
    "reply_by": N_("Reply expected"),
    "reminder": N_("Reminder"),
}
"""The dates of records, as they stand before its title."""

_FIELDS = {each.value: each for each in DateField} | {"term": DateField.TERM_ENDS, "notice": DateField.NOTICE_BY}
_ABOUT = Record.__table__.alias("about")


@dataclass(frozen=True, slots=True)
class _Head:
    """A record as its events name it, and the one that the rules know its dates by."""

    id: int
    uid: str
    kind: Kind
    title: str
    marking: Marking
    version: int
    at: datetime

    def event(self, which: str, first: date, last: date, when: str = "", **more: Any) -> Event:
        """One of its dates. Of what has a marking only the number is told."""
        marked = self.marking is not Marking.NONE
        said = _("{what} ({when}): {title}") if when else _("{what}: {title}")
        what, title = _(_SAID[which.partition(".")[0]]), f"{self.kind.label} {self.id}" if marked else self.title
        return Event(
            uid=f"{self.uid}-{which}", version=self.version, changed_at=self.at, first=first, last=last,
            summary=said.format(what=what, when=when, title=title), kind=self.kind, record=self.id, when=when,
            marked=marked, **more,
        )  # fmt: skip


class _Alarms:
    """The days on which the bell speaks of a date, from today on."""

    def __init__(self, reader: Session, today: date) -> None:
        self._reader, self._today, self._work = reader, today, working_days.of(reader)
        self._rules: dict[DateField, list[rules.RuleFacts]] = defaultdict(list)
        for rule in reminder_rules.active(reader).values():
            self._rules[rule.date_field].append(rule)
        self.answers = answers(reader, today, rules.MIDNIGHT)
        self._alone = {*self.answers.of, *(rule.record for some in self._rules.values() for rule in some)}
        self._held: dict[DateField, dict[int, list[tuple[rules.Dated, date, date]]]] = {}
        self._known: dict[tuple[rules.Dated, tuple[date, date]], tuple[date, ...]] = {}

    def of(self, head: _Head, which: str, first: date) -> dict[str, Any]:
        """So many days after the first day of an event, or before it, the bell speaks of the date it stands for."""
        field = _FIELDS[which.partition(".")[0]]
        rung = [
            day
            for dated, since, until in self._dates(field).get(head.id, ())
            for day in self._rings(dated.on(self._today), since, until)
        ]
        times = {day: at for key, (day, at) in self.answers.times.items() if key[1] == head.id}
        alarms = sorted({(day - first).days for day in rung})
        at = sorted(((day - first).days, times[day]) for day in {*rung} & {*times})
        return {"alarms": tuple(alarms), "at": tuple(at)}

    def is_on(self, field: DateField) -> bool:
        """Whether any rule speaks of such dates."""
        return bool(self._rules[field])

    def _rings(self, dated: rules.Dated, since: date, until: date) -> tuple[date, ...]:
        some, days = self._rules[dated.date_field], (max(since, self._today), until)
        known = dated if dated.record_id in self._alone else replace(dated, record_id=0), days
        if known not in self._known:
            of_it = self.answers.of.get(dated.record_id, {})
            anew = frozenset({since} if since > self._today else ())  # until then it waited for something
            self._known[known] = rings(some, dated, of_it, days, self._work, anew)
        return self._known[known]

    def _dates(self, field: DateField) -> dict[int, list[tuple[rules.Dated, date, date]]]:
        """The dates of a sort that are kept, by their record, with the days between which they are spoken of."""
        if field not in self._held:
            found = self._held[field] = defaultdict(list)
            kept = select(*COLUMNS, RecordDate.holds_from, RecordDate.holds_until).where(RecordDate.field == field)
            for *columns, since, until in self._reader.execute(kept.execution_options(yield_per=_AT_ONCE)):
                found[columns[0]].append((rules.Dated(*columns), since, until))
        return self._held[field]


def _at_end(head: _Head, which: str, period: Period | None, alarms: _Alarms) -> Iterator[Event]:
    """What is over with a period stands at its last day, and says so where that is not the one day it names."""
    if period is not None and period.latest is not None:
        when = "" if notice.exact(period) else period.display()
        yield head.event(which, period.latest, period.latest, when, **alarms.of(head, which, period.latest))


def _heads(reader: Session, table: type[Any], query: Select[Any], *more: Any) -> Iterator[tuple[_Head, Any]]:
    """The records of a query and one more of their values, some at a time."""
    columns = (table.id, table.uid, table.kind, table.title, table.marking, table.version, Change.at)
    query = query.with_only_columns(*columns, *more).join(Change, Change.id == table.version).order_by(table.id)
    for row in reader.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield _Head(*row[: len(columns)]), row[-1]


def _deadlines(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    open_still = Commitment.progress.not_in([*CLOSED]), Commitment.strength != Strength.INTENTION
    query = select(Commitment).where(~Commitment.hidden, *open_still)
    for head, due in _heads(reader, Commitment, query, Commitment.due):
        yield from _at_end(head, "due", due, alarms)


def _visits(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    """The days of visits that were or will be held; of one that has none, the time for which it was invited."""
    asked = select(Invitation.visit, Invitation.marking).where(~Invitation.hidden, Invitation.marking != Marking.NONE)
    marked = {visit: marking for visit, marking in reader.execute(asked)}
    query = select(Visit).where(~Visit.hidden, Visit.stage != VisitStage.CANCELLED)
    heads = {head.id: head for head, _at in _heads(reader, Visit, query)}
    for part in engine.parts(heads):
        found = visits_facts(reader, Visit.id.in_(part))
        for each in part:
            head, facts = heads[each], found[each]
            yield from _of_visit(replace(head, marking=marked.get(each, head.marking)), facts, alarms)


def _of_visit(head: _Head, facts: visit_rules.VisitFacts, alarms: _Alarms) -> Iterator[Event]:
    dates = visit_rules.agreed(facts)
    if dates is not None and dates.latest is not None:
        known = dates.precision in visit_rules.EXACT and dates.qualifier is Qualifier.NONE
        first = dates.earliest if known and dates.earliest is not None else dates.latest
        when = "" if known else dates.display()
        yield head.event("dates", first, dates.latest, when, **alarms.of(head, "dates", first))
    elif facts.stage is not VisitStage.COMPLETED:
        yield from _at_end(head, "window", visit_rules.window(facts), alarms)


def _steps(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    """Every next step and expected reply that is open, once for each entry."""
    to_do, awaited = is_open(DateField.NEXT_STEP), is_open(DateField.REPLY_BY)
    version = func.max(Action.version, _ABOUT.c.version)
    query = (
        select(
            Action.id, Action.uid, Action.kind, _ABOUT.c.title, Action.marking, version, Change.at, _ABOUT.c.id,
            _ABOUT.c.marking, Action.title, Action.next_step, Action.next_due, Action.reply_by, to_do, awaited,
        )
        .join(ActionLink, ActionLink.action_id == Action.id)
        .join(_ABOUT, _ABOUT.c.id == ActionLink.record_id)
        .join(Change, Change.id == version)
        .where(~_ABOUT.c.hidden, ~Action.hidden, to_do | awaited)
        .order_by(Action.id, version.desc(), _ABOUT.c.id)
        .execution_options(yield_per=_AT_ONCE)
    )  # fmt: skip
    for _action, rows in groupby(reader.execute(query), key=lambda row: row[0]):
        linked = list(rows)
        *known, text, step, due, reply, is_to_do, is_awaited = linked[0]
        head = _Head(*known[:7])
        marking = next((each[8] for each in linked if each[8] is not Marking.NONE), head.marking)
        head = replace(head, marking=marking if head.marking is Marking.NONE else head.marking)
        if is_to_do:
            yield from _at_end(replace(head, title=_step_of(step, head.title)), "next_step", due, alarms)
        if is_awaited:
            yield from _at_end(replace(head, title=_step_of(text, head.title)), "reply_by", reply, alarms)


def _step_of(step: str, title: str) -> str:
    return _("{step} ({title})").format(step=step, title=title) if step else title


def _terms(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    """The end of the term of each agreement that stands, and the last day for notice."""
    ends = Agreement.term_ends.is_not(None) | Agreement.term_stops.is_not(None)
    query = select(Agreement).where(~Agreement.hidden, ends)
    heads = {head.id: head for head, _at in _heads(reader, Agreement, query)}
    around = (selectinload(Agreement.party_links), selectinload(Agreement.steps))
    for part in engine.parts(heads):
        rows = select(Agreement).where(Agreement.id.in_(part)).options(*around).order_by(Agreement.id)
        for row in reader.scalars(rows).all():
            yield from _of_agreement(heads[row.id], row, alarms, today)


def _of_agreement(head: _Head, row: Agreement, alarms: _Alarms, today: date) -> Iterator[Event]:
    """A term that follows by itself is another one than that before it, though nobody wrote anything."""
    facts = agreement_facts(row)
    if agreement_rules.standing(facts, (), today).status in _ENDED:
        return
    term = terms.term(facts)
    running, ends = terms.running(term, today), term.ends.latest if term.ends is not None else None
    many = notice.renewals(ends, term.each, today) if ends is not None and term.tacit else None
    which = f".{many}" if many else ""
    yield from _at_end(head, f"term{which}", running, alarms)
    day = last_day_for_notice(row, term, running)
    if day is not None and running is not None:
        told = alarms.of(head, f"notice{which}", day)
        yield head.event(f"notice{which}", day, day, safe=not notice.exact(running), **told)


def _reminders(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    """The personal reminders that have a day, until they are dealt with; what is put off stands on the day on which it
    is there again."""
    version = func.max(Reminder.version, func.coalesce(_ABOUT.c.version, 0))
    query = (
        select(
            Reminder.id, Reminder.uid, Reminder.kind, Reminder.title, Reminder.marking, version, Change.at,
            _ABOUT.c.marking, Reminder.set_on, Reminder.on, Reminder.repeat_days, Reminder.repeat_months,
            Reminder.until,
        )
        .outerjoin(_ABOUT, _ABOUT.c.id == Reminder.record)
        .join(Change, Change.id == version)
        .where(~Reminder.hidden, Reminder.on.is_not(None), func.coalesce(_ABOUT.c.hidden, False).is_(False))
        .order_by(Reminder.id)
    )  # fmt: skip
    for *known, about, set_on, day, every, months, until in reader.execute(query):
        head = _Head(*known)
        marking = about if head.marking is Marking.NONE and about is not None else head.marking
        times = Times(day, every, months, until, after=begins_after(day, set_on, months))
        yield from _set_by_hand(replace(head, marking=marking), times, alarms, today)


def set_by_hand(reader: Session, today: date) -> Iterator[Event]:
    """The days of the personal reminders, as they are in every calendar."""
    bad = unreadable.of(reader).marked
    return (each for each in _reminders(reader, _Alarms(reader, today), today) if each.record not in bad)


def _set_by_hand(head: _Head, times: Times, alarms: _Alarms, today: date) -> Iterator[Event]:
    """A reminder on its days, but for those on which it was dealt with; and on the day until which it is put off."""
    done = {key: each for key, each in alarms.answers.of.get(head.id, {}).items() if key[2] == times.on}
    put_off = next((key for key, each in done.items() if each.handled is Handled.SNOOZED), None)
    until = done[put_off].until if put_off is not None else None
    if times.on is None or (put_off is not None and until is None):
        return
    at = alarms.answers.times.get(put_off, (until, ""))[1] if put_off is not None else ""
    told: dict[str, Any] = {"alarms": (0,), "at": ((0, at),) if at else ()} if alarms.is_on(DateField.ON) else {}
    dealt_with = [key[3] for key in done]
    if not (times.repeat_days or times.repeat_months):
        if until is not None:
            yield head.event("reminder", until, until, **told if until >= today else {})
        elif not dealt_with:
            yield head.event("reminder", times.on, times.on, **told if times.on >= today else {})
        return
    gone = {n for n in dealt_with if put_off is None or n != put_off[3]}
    last = max(gone, default=0)
    of_interest = takewhile(lambda each: each[0] <= last or (until is not None and each[1] < until), times.numbered())
    but = tuple(
        day
        for n, day in of_interest
        if n in gone or (put_off is not None and until is not None and n >= put_off[3] and day < until)
    )
    but = (times.on, *but) if times.after else but  # what is counted from a day need not be on it
    rest: dict[str, Any] = {"every": times.repeat_days, "months": times.repeat_months, "until": times.until}
    yield head.event("reminder", times.on, times.on, but=but, **rest, **told | {"at": ()})
    if until is not None and until not in takewhile(until.__ge__, times.days()):
        yield head.event("reminder.again", until, until, **told if until >= today else {})


Part = Callable[[Session, _Alarms, date], Iterator[Event]]
PARTS: tuple[Part, ...] = (_deadlines, _visits, _steps, _terms, _reminders)
"""The sorts of dates. Whoever may keep nobody from saving reads one after the other."""
_OF_KIND = dict(zip((Kind.COMMITMENT, Kind.VISIT, Kind.ACTION, Kind.AGREEMENT, Kind.REMINDER), PARTS, strict=True))


def parts_of(kinds: Collection[Kind]) -> tuple[Part, ...]:
    """The sorts of dates that records of these kinds have; all where none is named."""
    return tuple(part for kind, part in _OF_KIND.items() if kind in kinds) if kinds else PARTS


def of_country(reader: Session, party: int, found: Iterable[Event]) -> Iterator[Event]:
    """Those of some dates whose record concerns a party; a reminder concerns whom that concerns which it is about."""
    of_them = set(reader.scalars(select(Concern.record_id).where(Concern.party_id == party)))
    about = select(Reminder.id, Reminder.record).where(Reminder.record.is_not(None))
    of_them |= {reminder for reminder, record in reader.execute(about) if record in of_them}
    return (each for each in found if each.record in of_them)


def events(reader: Session, today: date, parts: tuple[Part, ...] = PARTS) -> Iterator[Event]:
    """Every date that is in a calendar, a few records at a time, in an order that stays. The day decides nothing but
    which term of an agreement runs and which reminders are still to come. What cannot be read is left out."""
    alarms, bad = _Alarms(reader, today), unreadable.of(reader).marked
    for part in parts:
        yield from (each for each in part(reader, alarms, today) if each.record not in bad)


def left_out(reader: Session, today: date) -> LeftOut:
    """What is open and in no calendar, since it has no day or cannot be read."""
    undated = 0
    for field in DUE:
        undated += pending.count_undated(reader, field)
    answer = select(func.count()).select_from(Reminder).where(~Reminder.hidden, Reminder.on_answer)
    answered = select(RecordDate.record_id).where(RecordDate.field == DateField.ON)
    undated += reader.scalar(answer.where(Reminder.id.not_in(answered))) or 0
    put_off = answers(reader, today, rules.MIDNIGHT).awaited
    undated += len({record for _rule, record, _from, _n in put_off})
    return LeftOut(undated=undated, unreadable=len(unreadable.of(reader).marked))
