"""The things of a calendar in words: titles, what each date is, how it is known, where its record stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import parts
from db.facts import visits_facts
from db.lines import status_on
from db.records.calendar import CalendarItem
from db.rules import visits as visit_rules
from db.rules.periods import Period
from db.tables.actions import Action, ActionLink
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.reminders import Reminder
from db.tables.visits import Visit
from db.vocabulary import AgreementStatus, CommitmentStatus, DateField, Kind, VisitStatus
from db.words import N_, _, ngettext

_SAID = {
    DateField.DUE: N_("Due"),
    DateField.WINDOW: N_("Invited"),
    DateField.DATES: N_("Visit"),
    DateField.NOTICE_BY: N_("Last day for notice"),
    DateField.TERM_ENDS: N_("Term ends"),
    DateField.NEXT_STEP: N_("Next step"),
    DateField.REPLY_BY: N_("Reply expected"),
    DateField.ON: N_("Reminder"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A date as it was found: `firm` where it takes all of its days."""

    record: int
    kind: Kind
    field: DateField
    first: date
    last: date
    firm: bool
    n: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a record at one of its dates."""

    title: str
    when: Period | None = None
    about: str = ""
    status: VisitStatus | AgreementStatus | CommitmentStatus | None = None


def items(reader: Session, today: date, placed: Sequence[Placed]) -> tuple[CalendarItem, ...]:
    """These dates in words and in their order; a few statements for all of them."""
    told: dict[tuple[Kind, int, DateField], _Told] = {}
    by_kind: dict[Kind, set[int]] = {}
    for each in placed:
        by_kind.setdefault(each.kind, set()).add(each.record)
    read = {
        Kind.VISIT: _visits, Kind.COMMITMENT: _promises, Kind.AGREEMENT: _agreements, Kind.ACTION: _entries,
        Kind.REMINDER: _reminders, Kind.ANNIVERSARY: _anniversaries,
    }  # fmt: skip
    for kind, numbers in by_kind.items():
        for some in parts(numbers):
            told |= {(kind, record, field): one for record, field, one in read[kind](reader, today, some)}
    return tuple(_item(each, told.get((each.kind, each.record, each.field), _Told(""))) for each in placed)


def _item(each: Placed, told: _Told) -> CalendarItem:
    exactly = told.when
    when = exactly.display() if exactly is not None and not exactly.undated else ""
    return CalendarItem(
        record=each.record, kind=each.kind, field=each.field, n=each.n, title=told.title, said=said(each.field, each.n),
        about=told.about, when=when or Period.days(each.first, each.last).display(), first=each.first, last=each.last,
        strip=each.first < each.last and not each.firm, status=told.status,
    )  # fmt: skip


def said(field: DateField, n: int = 0) -> str:
    """What a date is, before the title of its record."""
    if field is DateField.ANNIVERSARY:
        return ngettext("{n} year", "{n} years", n).format(n=n)
    return _(_SAID[field])


Found = Iterable[tuple[int, DateField, _Told]]


def _visits(reader: Session, today: date, some: list[int]) -> Found:
    titles = {visit: title for visit, title in reader.execute(select(Visit.id, Visit.title).where(Visit.id.in_(some)))}
    for number, facts in visits_facts(reader, Visit.id.in_(some)).items():
        told = partial(_Told, titles[number], status=visit_rules.status(facts, today))
        yield number, DateField.DATES, told(when=visit_rules.agreed(facts))
        yield number, DateField.WINDOW, told(when=visit_rules.window(facts))


def _promises(reader: Session, today: date, some: list[int]) -> Found:
    columns = (Commitment.id, Commitment.title, Commitment.due, status_on(Commitment, today))
    for number, title, due, status in reader.execute(select(*columns).where(Commitment.id.in_(some))):
        yield number, DateField.DUE, _Told(title, due, status=CommitmentStatus(status))


def _agreements(reader: Session, today: date, some: list[int]) -> Found:
    columns = (Agreement.id, Agreement.title, status_on(Agreement, today))
    for number, title, status in reader.execute(select(*columns).where(Agreement.id.in_(some))):
        for field in (DateField.TERM_ENDS, DateField.NOTICE_BY):
            yield number, field, _Told(title, status=AgreementStatus(status))


def _entries(reader: Session, today: date, some: list[int]) -> Found:
    """Of several records that an entry is about, the one changed last names it, as in the calendar for others."""
    about = Record.__table__.alias("about")
    linked = (
        select(ActionLink.action_id, about.c.title)
        .join(about, about.c.id == ActionLink.record_id)
        .where(ActionLink.action_id.in_(some), ~about.c.hidden)
        .order_by(about.c.version, about.c.id.desc())
    )
    named = {entry: name for entry, name in reader.execute(linked)}
    columns = (Action.id, Action.title, Action.next_step, Action.next_due, Action.reply_by)
    for number, title, step, due, reply in reader.execute(select(*columns).where(Action.id.in_(some))):
        beside = named.get(number, title)
        yield number, DateField.NEXT_STEP, _Told(step or beside, due, beside if step else "")
        yield number, DateField.REPLY_BY, _Told(beside, reply)


def _reminders(reader: Session, today: date, some: list[int]) -> Found:
    about = Record.__table__.alias("about")
    query = (
        select(Reminder.id, Reminder.title, about.c.title)
        .outerjoin(about, about.c.id == Reminder.record)
        .where(Reminder.id.in_(some))
    )
    for number, title, beside in reader.execute(query):
        yield number, DateField.ON, _Told(title or beside or "", about=beside or "" if title != beside else "")


def _anniversaries(reader: Session, today: date, some: list[int]) -> Found:
    for number, title in reader.execute(select(Record.id, Record.title).where(Record.id.in_(some))):
        yield number, DateField.ANNIVERSARY, _Told(title)
