"""The dates of open records that reminders are counted from, kept beside the facts so that SQL counts what is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.facts import Around, agreement_facts, agreement_spans, signed, visit_spans, waits_for_nothing
from db.records.reminders import refused_of
from db.rules import agreements as agreement_rules
from db.rules import cadence, notice, terms
from db.rules import visits as visit_rules
from db.rules.edtf import OPEN
from db.rules.periods import Period
from db.rules.reminders import Dated
from db.tables.actions import DUE, Action
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.parties import Anniversary
from db.tables.reminders import RecordDate, Reminder
from db.tables.visits import Visit
from db.vocabulary import CLOSED, AgreementStatus, Cadence, DateField, Kind, Strength, VisitStatus

S = TypeVar("S")
_DAY = timedelta(days=1)
_YEAR = 12
_UNDATED = frozenset(visit_rules.WAITING)
_DATED = frozenset({VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY, VisitStatus.POSTPONED})
_NOT_IN_FORCE = frozenset(
    {
        AgreementStatus.SIGNED,
        AgreementStatus.PARTLY_CONSENTED,
        AgreementStatus.ALL_CONSENTED,
        AgreementStatus.PROVISIONAL,
    }
)
_OVER = frozenset({AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED})
_NOBODY_ASKS = frozenset({Strength.INTENTION, Strength.PLANNED, Strength.INVITATION})
"""Of these nothing need be done: nobody is reminded that nothing was."""


@dataclass(frozen=True, slots=True)
class Held:
    """A date of a record, and from when until when it is to be spoken of."""

    dated: Dated
    since: date = date.min
    until: date = date.max

    def row(self) -> RecordDate:
        """As it is kept."""
        d = self.dated
        return RecordDate(
            record_id=d.record_id, kind=d.kind, field=d.date_field, opens=d.opens, closes=d.closes, known=d.known,
            months=d.months, days=d.days, notice_months=d.notice_months, notice_days=d.notice_days,
            holds_from=self.since, holds_until=self.until,
        )  # fmt: skip


COLUMNS = tuple(
    RecordDate.__table__.c[each] for each in (
        "record_id", "kind", "field", "opens", "closes", "known", "months", "days", "notice_months", "notice_days",
    )
)  # fmt: skip
"""The columns of a date, in the order in which `Dated` takes them."""


def kept(session: Session, ids: Collection[int]) -> dict[int, set[Held]]:
    """The dates that are kept of records."""
    found: dict[int, set[Held]] = {each: set() for each in ids}
    query = select(RecordDate.holds_from, RecordDate.holds_until, *COLUMNS).where(RecordDate.record_id.in_(ids))
    for since, until, *columns in session.execute(query):
        found[columns[0]].add(Held(Dated(*columns), since, until))
    return found


def keep(session: Session, record_id: int, before: set[Held], wanted: set[Held]) -> None:
    """Write the dates of a record anew where they are others."""
    if before == wanted:
        return
    if before:
        session.execute(delete(RecordDate).where(RecordDate.record_id == record_id))
    session.add_all(each.row() for each in wanted)


def of(record: Record, around: Around) -> set[Held]:
    """The dates of a record that reminders are counted from; none of what lies in the Trash or is closed."""
    if record.hidden:
        return set()
    match record:
        case Commitment():
            return set(_of_commitment(record, around))
        case Visit():
            return set(_of_visit(record, around))
        case Agreement():
            return set(_of_agreement(record, around))
        case Action():
            return set(_of_action(record, around))
        case Anniversary():
            return set(_of_anniversary(record, around))
        case Reminder():
            return set(_of_reminder(record, around))
        case _:
            return set()


def _of_commitment(row: Commitment, around: Around) -> Iterator[Held]:
    if row.progress in CLOSED or row.strength is Strength.INTENTION:
        return
    due = Dated.of(row.id, Kind.COMMITMENT, DateField.DUE, row.due)
    if due is not None and due.closes != date.max:
        back = around.waited_until(row)
        for since, until in while_in(waits_for_nothing(row, around.awaited(row)), (True,)):
            if until >= back:
                yield Held(due, max(since, back), until)
    yield from _reviews(row.id, Kind.COMMITMENT, row.next_review)
    if row.strength not in _NOBODY_ASKS and not row.report_every:
        yield from _silence(row, Kind.COMMITMENT, around, [(date.min, date.max)])
    yield from _reports(row, Kind.COMMITMENT, row.report_every, row.report_unit, around)


def _of_visit(row: Visit, around: Around) -> Iterator[Held]:
    facts, spans = around.visits[row.id], visit_spans(around.visits[row.id])
    undated, dates = list(while_in(spans, _UNDATED)), visit_rules.agreed(facts)
    window = Dated.of(row.id, Kind.INVITATION, DateField.WINDOW, visit_rules.window(facts) or _since_given(facts))
    if dates is not None and dates.latest is not None:
        yield from _while(Dated.of(row.id, Kind.VISIT, DateField.DATES, dates), while_in(spans, _DATED))
        return
    yield from _while(window, undated)
    # What has the time of an invitation is spoken of by it.
    silent = [*while_in(spans, frozenset({VisitStatus.POSTPONED})), *(undated if window is None else ())]
    yield from _silence(row, Kind.VISIT, around, silent)


def _since_given(facts: visit_rules.VisitFacts) -> Period | None:
    """An invitation for no stated time is open from the day on which it was given."""
    given = [each.given_on.earliest for each in visit_rules.standing(facts) if each.given_on is not None]
    first = min((each for each in given if each is not None), default=None)
    return Period.from_edtf(f"{first}/..") if first is not None else None


def _of_agreement(row: Agreement, around: Around) -> Iterator[Held]:
    facts, spans = agreement_facts(row), agreement_spans(row)
    waits = list(while_in(spans, _NOT_IN_FORCE))
    day = signed(row)
    if day is not None:
        yield from _while(Dated(row.id, Kind.AGREEMENT, DateField.SIGNED, day, day), waits)
    yield from _silence(row, Kind.AGREEMENT, around, waits if not row.report_every else ())
    stands = [(since, until) for since, until in while_in(spans, frozenset(AgreementStatus) - _OVER)]
    for each in _reviews(row.id, Kind.AGREEMENT, row.next_review):
        yield from _while(each.dated, stands)
    for dated in _ends(row, facts):
        yield from _while(dated, stands)
    for each in _reports(row, Kind.AGREEMENT, row.report_every, row.report_unit, around):
        yield from _while(each.dated, stands)


def _ends(row: Agreement, facts: agreement_rules.AgreementFacts) -> Iterator[Dated]:
    """The end of the term, and the last day for notice, each as it comes again where terms follow by themselves."""
    term = terms.term(facts)
    if term.stops is not None:
        last = Dated.of(row.id, Kind.AGREEMENT, DateField.TERM_ENDS, terms.last(term))
        yield from (each for each in (last,) if each is not None)
        return
    each, goes_on = term.each, term.tacit and not term.unmeasured
    step = {"months": each.months, "days": each.days} if goes_on and each is not None else {}
    ends = Dated.of(row.id, Kind.AGREEMENT, DateField.TERM_ENDS, term.ends, **step)
    if ends is None or ends.closes == date.max:
        return
    yield ends
    long = notice.length(row.notice_period)
    if long is not None and notice.last_day(term.ends, row.notice_period, counted=term.counted is not None) is not None:
        of_notice = {"notice_months": long.months, "notice_days": long.days}
        found = Dated.of(row.id, Kind.AGREEMENT, DateField.NOTICE_BY, term.ends, **step, **of_notice)
        yield from (each for each in (found,) if each is not None)


def _of_action(row: Action, around: Around) -> Iterator[Held]:
    """The days of a next step and of an expected reply that are open, on something outside the Trash."""
    for field, due in DUE.items():
        dated = Dated.of(row.id, Kind.ACTION, field, getattr(row, due))
        if dated is not None and dated.closes != date.max and row.still_open(field) and row.id in around.shown:
            yield Held(dated)


def _of_anniversary(row: Anniversary, around: Around) -> Iterator[Held]:
    """The day, month or year that returns. It did so before it was entered, and nobody is told of that."""
    began = row.first.edtf.partition("/")[0] if row.first is not None else ""  # of what went on it is the beginning
    if began and began != OPEN:
        found = Dated.of(row.id, Kind.ANNIVERSARY, DateField.ANNIVERSARY, Period.from_edtf(began), months=_YEAR)
        since = around.recorded.get(row.id, date.min)
        yield from (Held(each, since) for each in (found,) if each is not None)


def _of_reminder(row: Reminder, around: Around) -> Iterator[Held]:
    """A reminder that was set by hand for a day of its own, or for when something comes in."""
    on = row.on or (around.answered.get(row.id) if row.on_answer else None)
    if on is None or (row.record is not None and row.id not in around.shown) or refused_of(row) is not None:
        return
    repeats = row.repeat_months or row.repeat_days
    last = (row.until or date.max) if repeats else on
    months, days = row.repeat_months or 0, row.repeat_days or 0
    after = on + _DAY if months and row.set_on == on and on < date.max else date.min
    yield Held(Dated(row.id, Kind.REMINDER, DateField.ON, on, last, months=months, days=days), after)


def _reviews(record: int, kind: Kind, when: Period | None) -> Iterator[Held]:
    found = Dated.of(record, kind, DateField.NEXT_REVIEW, when)
    if found is not None and found.closes != date.max:
        yield Held(found)


def _silence(
    row: Commitment | Visit | Agreement, kind: Kind, around: Around, when: Iterable[tuple[date, date]]
) -> Iterator[Held]:
    """The day since which nothing was done about what is open: that of the last entry of the log, or the one on which
    it was written into the register. Where a report is expected every so often, that asks for what is missing."""
    touched = around.touched(row.id)
    if touched is not None:
        yield from _while(Dated(row.id, kind, DateField.LAST_ACTION, touched, touched), when)


def _reports(
    row: Commitment | Agreement, kind: Kind, every: int | None, unit: Cadence | None, around: Around
) -> Iterator[Held]:
    """The days on which a report is expected on something, counted from the last one."""
    touched = around.touched(row.id)
    if not every or unit is None or touched is None:
        return
    months, days = (every, 0) if unit is Cadence.MONTHS else (0, 7 * every)
    first = cadence.first_report(touched, every, unit)
    if first is not None:
        yield Held(Dated(row.id, kind, DateField.REPORT, first, date.max, months=months, days=days))


def _while(dated: Dated | None, when: Iterable[tuple[date, date]]) -> Iterator[Held]:
    if dated is not None:
        yield from (Held(dated, since, until) for since, until in when)


def while_in(spans: tuple[tuple[date, S], ...], statuses: Collection[S]) -> Iterator[tuple[date, date]]:
    """From when until when a status over time is one of these."""
    since: date | None = None
    for first, status in spans:
        if status in statuses:
            since = first if since is None else since
        elif since is not None:
            yield since, first - _DAY
            since = None
    if since is not None:
        yield since, date.max
