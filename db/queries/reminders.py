"""Which reminders fire, why, and what was done about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.lines import status_on
from db.queries import pending, visits
from db.queries.base import links
from db.queries.commitments import awaits_visit
from db.records.base import Link, Period
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.rules import reminders as rules
from db.tables.agreements import Agreement, Step
from db.tables.commitments import Commitment
from db.tables.reminders import Occurrence, Reminder
from db.tables.types import latest
from db.tables.visits import Invitation, Visit
from db.vocabulary import CLOSED, AgreementStatus, DateField, Handled, Kind, Strength, VisitStatus

AHEAD = timedelta(days=31)
LIMIT = 500
"""At most this many records are looked at for each rule; a person cannot handle more."""

_UNDATED = (VisitStatus.INVITED_NO_DATE.value, VisitStatus.ACCEPTED_NO_DATE.value)
_NOT_IN_FORCE = (
    AgreementStatus.SIGNED.value,
    AgreementStatus.PARTLY_CONSENTED.value,
    AgreementStatus.ALL_CONSENTED.value,
    AgreementStatus.PROVISIONAL.value,
)
_QUIET = (Strength.INTENTION, Strength.PLANNED, Strength.INVITATION)


def lines(reader: Session, today: date) -> tuple[ReminderLine, ...]:
    """Reminders that fire now, then those put off, then those of the next month."""
    every = {rule.rule_id: rule for rule in (*rules.DEFAULT_RULES, *own_rules(reader))}
    found = list(_newest(_occurrences(reader, every.values(), today), every, today))
    handled = _handled(reader, {each.record_id for each in found})
    now = rules.due(found, {key: (row.handled, row.until) for key, row in handled.items()}, today)
    fired = {each.key for each in now}
    shown = [each for each in found if each.key in fired or _is_later(each, handled, today)]
    named = links(reader, [each.record_id for each in shown])
    steps = pending.of_entries(reader, {each.record_id for each in shown})
    made = [
        _line(each, every[each.rule_id], handled.get(each.key), named, steps, each.key in fired, today)
        for each in shown
    ]
    order = ("now", "snoozed", "week", "later")
    return tuple(sorted(made, key=lambda line: (order.index(line.group), line.fires_on, line.record.id, line.rule)))


def due_now(reader: Session, today: date) -> int:
    """How many reminders wait for somebody: the number on the bell."""
    return sum(line.group == "now" for line in lines(reader, today))


def _is_later(each: rules.Occurrence, handled: dict[rules.Key, Occurrence], today: date) -> bool:
    answer = handled.get(each.key)
    if answer is not None:
        return answer.handled is Handled.SNOOZED and answer.until is not None and answer.until > today
    return today < each.fires_on <= today + AHEAD


def _line(
    each: rules.Occurrence,
    rule: rules.RuleFacts,
    answer: Occurrence | None,
    named: dict[int, Link],
    steps: dict[tuple[int, DateField], Pending],
    fires: bool,
    today: date,
) -> ReminderLine:
    snoozed = not fires and answer is not None
    week = each.fires_on <= today + timedelta(days=7)
    step = steps.get((each.record_id, rule.date_field))
    return ReminderLine(
        rule=each.rule_id,
        record=step.record if step is not None else named[each.record_id],
        about=each.record_id,
        pending=step,
        computed_from=each.computed_from,
        n=each.n,
        fires_on=each.fires_on,
        reason=rules.reason(rule, each, today),
        handled=answer.handled if answer else None,
        until=answer.until if answer else None,
        group="now" if fires else "snoozed" if snoozed else "week" if week else "later",
    )


def own_rules(reader: Session) -> Iterator[rules.RuleFacts]:
    """The rules and personal reminders that were written here."""
    for row in reader.scalars(select(Reminder).where(~Reminder.hidden)):
        kinds = frozenset({row.on_kind}) if row.on_kind else frozenset(Kind)
        yield rules.RuleFacts(
            row.id, kinds, row.date_field, row.edge, row.offset_days, row.share, row.repeat_days, row.until,
            label=row.title,
        )  # fmt: skip


def _occurrences(reader: Session, every: Iterable[rules.RuleFacts], today: date) -> Iterator[rules.Occurrence]:
    dated = [*_dated(reader, today)]
    personal = {row.id: row for row in reader.scalars(select(Reminder).where(~Reminder.hidden)) if row.record}
    for rule in every:
        own = personal.get(rule.rule_id)
        if own is not None and own.on is not None and own.record is not None:
            kind = links(reader, [own.record])[own.record].kind
            on = rules.Dated(own.record, kind, rule.date_field, Period.on(own.on))
            yield from _now_and_later(rule, on, today)
            continue
        for each in dated:
            if (
                each.kind in rule.kinds
                and each.date_field is rule.date_field
                and (own is None or own.record == each.record_id)
            ):
                yield from _now_and_later(rule, each, today)


def _newest(
    found: Iterable[rules.Occurrence], every: dict[int, rules.RuleFacts], today: date
) -> Iterator[rules.Occurrence]:
    """Of several rules that fired for the same thing, such as monthly and then weekly, only the newest speaks."""
    kept = list(found)
    newest: dict[tuple[int, DateField], date] = {}
    for each in kept:
        if each.fires_on <= today:
            about = (each.record_id, every[each.rule_id].date_field)
            newest[about] = max(newest.get(about, each.fires_on), each.fires_on)
    for each in kept:
        about = (each.record_id, every[each.rule_id].date_field)
        if each.fires_on > today or each.fires_on == newest[about]:
            yield each


def _now_and_later(rule: rules.RuleFacts, dated: rules.Dated, today: date) -> Iterator[rules.Occurrence]:
    """The last one that has fired and the one after it, each once."""
    now = rules.occurrences(rule, dated, today)
    yield from dict.fromkeys((*now, *rules.occurrences(rule, dated, today + AHEAD)))


def _handled(reader: Session, records: set[int]) -> dict[rules.Key, Occurrence]:
    rows = reader.scalars(select(Occurrence).where(Occurrence.record_id.in_(records))) if records else ()
    return {(row.rule, row.record_id, row.computed_from, row.n): row for row in rows}


def _dated(reader: Session, today: date) -> Iterator[rules.Dated]:
    """Every date of an open record that a rule may count from."""
    yield from _due_commitments(reader, today)
    yield from _silent_commitments(reader)
    yield from _open_invitations(reader, today)
    yield from _signed_agreements(reader, today)
    yield from _next_steps(reader)


def _due_commitments(reader: Session, today: date) -> Iterator[rules.Dated]:
    soon = latest(Commitment, "due")
    query = open_commitments().where(soon.is_not(None), soon <= today + timedelta(days=62)).order_by(soon.desc())
    for row in reader.scalars(query.where(~awaits_visit(today)).limit(LIMIT)):
        yield rules.Dated(row.id, Kind.COMMITMENT, DateField.DUE, row.due)
    reviews = latest(Commitment, "next_review")
    for row in reader.scalars(open_commitments().where(reviews.is_not(None)).order_by(reviews).limit(LIMIT)):
        yield rules.Dated(row.id, Kind.COMMITMENT, DateField.NEXT_REVIEW, row.next_review)


def _silent_commitments(reader: Session) -> Iterator[rules.Dated]:
    """Promises nobody has touched, counted from the last action or from the day they were promised."""
    promised = func.coalesce(Commitment.last_action, latest(Visit, "dates"))
    query = (
        select(Commitment.id, promised)
        .outerjoin(Visit.__table__, Visit.__table__.c.id == Commitment.origin)
        .where(
            ~Commitment.hidden,
            Commitment.progress.not_in([*CLOSED]),
            Commitment.strength.not_in(_QUIET),
            promised.is_not(None),
        )
        .order_by(promised.desc())
        .limit(LIMIT)
    )
    for record_id, day in reader.execute(query):
        yield rules.Dated(record_id, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(day))


def open_commitments() -> Select[Commitment]:
    """The promises that are still to be kept."""
    return select(Commitment).where(
        ~Commitment.hidden, Commitment.progress.not_in([*CLOSED]), Commitment.strength != Strength.INTENTION
    )


def _open_invitations(reader: Session, today: date) -> Iterator[rules.Dated]:
    """The time of the invitation that stands to each visit without a date; of one that was replaced nobody is
    reminded."""
    undated = (
        select(Invitation.visit)
        .join(Visit.__table__, Visit.__table__.c.id == Invitation.visit)
        .where(~Invitation.hidden, status_on(Visit, today).in_(_UNDATED))
        .group_by(Invitation.visit)
        .order_by(func.max(Invitation.id).desc())
    )
    for line in visits.lines(reader, today, reader.scalars(undated.limit(LIMIT)).all()):
        yield rules.Dated(line.id, Kind.INVITATION, DateField.WINDOW, line.window)


def _signed_agreements(reader: Session, today: date) -> Iterator[rules.Dated]:
    signed = select(Step.agreement_id, func.max(latest(Step, "done_on"))).group_by(Step.agreement_id)
    query = signed.join(Agreement, Agreement.id == Step.agreement_id).where(
        ~Agreement.hidden, status_on(Agreement, today).in_(_NOT_IN_FORCE), latest(Step, "done_on").is_not(None)
    )
    for record_id, day in reader.execute(query.limit(LIMIT)):
        yield rules.Dated(record_id, Kind.AGREEMENT, DateField.SIGNED, Period.on(day))


def _next_steps(reader: Session) -> Iterator[rules.Dated]:
    """Every next step and every expected reply that is open. They stand under the entry that names them: several may be
    open on one record."""
    for entry, field, period in pending.dated(reader):
        yield rules.Dated(entry, Kind.ACTION, field, period)
