"""What of a register stands in a calendar: deadlines, times of invitations, visits, ends of terms, steps, reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from db import engine, reminder_rules, working_days
from db.facts import agreement_facts, visits_facts
from db.queries.agreements import last_day_for_notice
from db.records.base import Period
from db.records.calendar import Event
from db.rules import agreements as agreement_rules
from db.rules import notice, terms
from db.rules import reminders as rules
from db.rules import visits as visit_rules
from db.rules.periods import Qualifier
from db.tables.actions import Action, ActionLink, is_open
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.history import Change
from db.tables.reminders import Occurrence, Reminder
from db.tables.visits import Invitation, Visit
from db.unreadable import must_be_whole
from db.vocabulary import CLOSED, AgreementStatus, DateField, Kind, Marking, Strength, VisitStage
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
    about: int = 0

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
    """The days on which the rules remind of a date."""

    def __init__(self, reader: Session) -> None:
        self._of: dict[DateField, list[rules.RuleFacts]] = defaultdict(list)
        self._work = working_days.of(reader)
        for rule in reminder_rules.active(reader).values():
            self._of[rule.date_field].append(rule)

    def of(self, head: _Head, which: str, period: Period, first: date) -> tuple[int, ...]:
        """So many days after the first day of an event, or before it, the rules remind of the date it stands for."""
        field, record = _FIELDS[which.partition(".")[0]], head.about or head.id
        dated = rules.Dated.of(record, Kind.INVITATION if field is DateField.WINDOW else head.kind, field, period)
        every = (rules.days(rule, dated, self._work) for rule in self._of[field]) if dated is not None else ()
        return tuple(sorted({(day - first).days for day in chain(*every)}))


def _at_end(head: _Head, which: str, period: Period | None, alarms: _Alarms | None = None) -> Iterator[Event]:
    """What is over with a period stands at its last day, and says so where that is not the one day it names."""
    if period is not None and period.latest is not None:
        told = alarms.of(head, which, period, period.latest) if alarms is not None else ()
        when = "" if notice.exact(period) else period.display()
        yield head.event(which, period.latest, period.latest, when, alarms=told)


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
        told = alarms.of(head, "dates", dates, first)
        yield head.event("dates", first, dates.latest, "" if known else dates.display(), alarms=told)
    elif facts.stage is not VisitStage.COMPLETED:
        yield from _at_end(head, "window", visit_rules.window(facts), alarms)


def _steps(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    """Every next step and expected reply that is open, once for each entry."""
    to_do, awaited = is_open(DateField.NEXT_STEP), is_open(DateField.REPLY_BY)
    version = func.max(Action.version, _ABOUT.c.version)
    query = (
        select(
            Action.id, Action.uid, Action.kind, _ABOUT.c.title, Action.marking, version, Change.at, _ABOUT.c.id,
            _ABOUT.c.marking, Action.next_step, Action.next_due, Action.reply_by, to_do, awaited,
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
        *known, step, due, reply, is_to_do, is_awaited = linked[0]
        head = _Head(*known[:8])
        marking = next((each[8] for each in linked if each[8] is not Marking.NONE), head.marking)
        head = replace(head, marking=marking if head.marking is Marking.NONE else head.marking)
        if is_to_do:
            yield from _at_end(replace(head, title=_step_of(step, head.title)), "next_step", due, alarms)
        if is_awaited:
            yield from _at_end(head, "reply_by", reply, alarms)


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
        told = alarms.of(head, f"notice{which}", Period.on(day), day)
        yield head.event(f"notice{which}", day, day, safe=not notice.exact(running), alarms=told)


def _reminders(reader: Session, alarms: _Alarms, today: date) -> Iterator[Event]:
    """The personal reminders that have a day, until they are dealt with."""
    done = select(Occurrence.record_id).where(Occurrence.handled.in_([*rules.ANSWERED]))
    version = func.max(Reminder.version, func.coalesce(_ABOUT.c.version, 0))
    query = (
        select(
            Reminder.id, Reminder.uid, Reminder.kind, Reminder.title, Reminder.marking, version, Change.at,
            _ABOUT.c.marking, Reminder.on, Reminder.repeat_days, Reminder.repeat_months, Reminder.until,
        )
        .outerjoin(_ABOUT, _ABOUT.c.id == Reminder.record)
        .join(Change, Change.id == version)
        .where(~Reminder.hidden, Reminder.on.is_not(None), func.coalesce(_ABOUT.c.hidden, False).is_(False))
        .where(func.coalesce(Reminder.repeat_days, Reminder.repeat_months).is_not(None) | Reminder.id.not_in(done))
        .order_by(Reminder.id)
    )  # fmt: skip
    for *known, about, day, every, months, until in reader.execute(query):
        head = _Head(*known)
        marking = about if head.marking is Marking.NONE and about is not None else head.marking
        yield replace(head, marking=marking).event(
            "reminder", day, day, every=every, months=months, until=until, alarms=(0,)
        )


Part = Callable[[Session, _Alarms, date], Iterator[Event]]
PARTS: tuple[Part, ...] = (_deadlines, _visits, _steps, _terms, _reminders)
"""The sorts of dates. Whoever may keep nobody from saving reads one after the other."""


def events(reader: Session, today: date, parts: tuple[Part, ...] = PARTS) -> Iterator[Event]:
    """Every date that is in a calendar, a few records at a time, in an order that stays. The day decides nothing but
    which term of an agreement runs. ValueDamaged where a value cannot be read."""
    must_be_whole(reader)
    alarms = _Alarms(reader)
    for part in parts:
        yield from part(reader, alarms, today)
