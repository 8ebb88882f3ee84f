"""The facts around records as the rules see them, read for many records at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Select, func, null, select, union_all
from sqlalchemy.orm import Session, object_session

from db import concerns, engine
from db.errors import BugError
from db.prepared import GIVEN, Prepared
from db.rules import agreements as agreement_rules
from db.rules import commitments as commitment_rules
from db.rules import silence, spans
from db.rules import visits as visit_rules
from db.rules.periods import Period
from db.rules.steps import SIGNATURES
from db.tables.actions import Action, ActionLink, comes_in
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.history import Change
from db.tables.people import Term
from db.tables.reminders import Reminder
from db.tables.visits import Invitation, Visit
from db.vocabulary import CommitmentStatus, Kind, VisitStage, Word

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Around:
    """What follows from other rows than a record's own, by record; read for many records at once, because one by one
    a change of a hundred records would ask the database a thousand times more."""

    last_action: dict[int, date]
    names: dict[int, set[str]]
    """The people and offices it names."""
    parties: dict[int, set[int]]
    visits: dict[int, visit_rules.VisitFacts]
    """Those of the records that are visits, and the visits that promises among them wait for."""
    over_since: dict[int, date]
    """Of these visits that took place or were cancelled, the last day of an entry of the log that says so."""
    thrown_away: set[int]
    """The visits among them that lie in the Trash: nothing waits for these."""
    recorded: dict[int, date]
    """The day, in UTC, on which each was written into the register."""
    answered: dict[int, date]
    """Of reminders that are set for an answer, the day on which one came."""
    shown: set[int]
    """The entries of the log, and the reminders, that are about a record outside the Trash."""

    @classmethod
    def of(cls, session: Session, ids: Collection[int]) -> Around:
        """What is around these records."""
        found = cls({}, {}, concerns.parties(session, ids), {}, {}, set(), {}, {}, set())
        for part in engine.parts(ids):
            found.last_action.update((record, day) for record, day in session.execute(_last_actions(part)))
            for record, name in _NAMES(session, part):
                found.names.setdefault(record, set()).add(name)
            for record, recorded, answered in _BESIDE(session, part):
                if recorded is not None:
                    found.recorded[record] = date.fromisoformat(recorded[:10])
                elif answered is not None:
                    found.answered[record] = date.fromisoformat(answered)
                else:
                    found.shown.add(record)
            awaited = select(Commitment.depends_on).where(Commitment.id.in_(part))
            of_them = Visit.id.in_(part) | Visit.id.in_(awaited)
            found.visits.update(visits_facts(session, of_them))
            found.over_since.update(
                (visit, day)
                for visit, day in session.execute(_said_over(select(Visit.id).where(Visit.id.in_(awaited))))
            )
            found.thrown_away.update(session.scalars(select(Visit.id).where(of_them, Visit.hidden)))
        return found

    def touched(self, record: int) -> date | None:
        """Since when nothing was done about a record."""
        return silence.quiet_since(self.last_action.get(record), self.recorded.get(record))

    def waited_until(self, commitment: Commitment) -> date:
        """The day on which a promise came back from the visit it waited for, where an officer said what became of that;
        the first day there is where it waits still, never did, or that follows from the calendar alone."""
        facts = self.awaited(commitment)
        if facts is None or facts.stage not in (VisitStage.COMPLETED, VisitStage.CANCELLED):
            return date.min
        ended = facts.dates.latest if facts.dates is not None else None
        after = ended + _DAY if ended is not None and ended < date.max else date.min
        said = self.over_since.get(commitment.depends_on or 0)
        return said or (after if facts.stage is VisitStage.COMPLETED else date.min)

    def awaited(self, commitment: Commitment) -> visit_rules.VisitFacts | None:
        """The visit a promise waits for; None where it waits for none."""
        visit = commitment.depends_on
        return self.visits.get(visit) if visit is not None and visit not in self.thrown_away else None


def visits_facts(session: Session, which: ColumnElement[bool]) -> dict[int, visit_rules.VisitFacts]:
    """Some visits and their invitations as the rules see them."""
    rows = session.execute(select(Visit.id, Visit.stage, Visit.dates).where(which)).all()
    asked: dict[int, list[visit_rules.InvitationFacts]] = {visit: [] for visit, _, _ in rows}
    query = select(Invitation).where(Invitation.visit.in_([*asked]), ~Invitation.hidden).order_by(Invitation.id)
    for each in session.scalars(query) if rows else ():
        asked[each.visit].append(invitation_facts(each))
    return {visit: visit_rules.VisitFacts(stage, dates, tuple(asked[visit])) for visit, stage, dates in rows}


def _last_actions(ids: list[int]) -> Select[int, date]:
    """The day of the last action that concerns each record."""
    return (
        select(ActionLink.record_id, func.max(Action.on))
        .join(Action, Action.id == ActionLink.action_id)
        .where(ActionLink.record_id.in_(ids), ~Action.hidden)
        .group_by(ActionLink.record_id)
    )


def _said_over(visits: Select[int]) -> Select[int, date]:
    """The last day on which it was logged of each of these visits that it took place or was cancelled."""
    return (
        select(ActionLink.record_id, func.max(Action.on))
        .join(Action, Action.id == ActionLink.action_id)
        .where(ActionLink.record_id.in_(visits), Action.stage_after.in_([VisitStage.COMPLETED, VisitStage.CANCELLED]))
        .where(~Action.hidden)
        .group_by(ActionLink.record_id)
    )


def _beside() -> Prepared:
    """When each was written into the register; the first day on which something came in on the record of a reminder
    since it was set for that; the entries of the log and the reminders that are about something outside the Trash."""
    record, change, link = Record.__table__, Change.__table__, ActionLink.__table__
    reminder, came, said = Reminder.__table__, Action.__table__, Record.__table__.alias()
    recorded = select(record.c.id, change.c.at, null()).join(change, change.c.id == record.c.created)
    answered = (
        select(reminder.c.id, null(), func.min(came.c.done_on))
        .join(link, link.c.record_id == reminder.c.record)
        .join(came, came.c.id == link.c.action_id)
        .join(said, said.c.id == came.c.id)
        .where(reminder.c.id.in_(GIVEN), reminder.c.on_answer, ~said.c.hidden)
        .where(came.c.done_on >= reminder.c.set_on, comes_in(came.c))
        .group_by(reminder.c.id)
    )
    shown = select(link.c.action_id, null(), null()).join(record, record.c.id == link.c.record_id)
    about = shown.where(link.c.action_id.in_(GIVEN), ~record.c.hidden).distinct()
    on = select(reminder.c.id, null(), null()).join(record, record.c.id == reminder.c.record)
    set_for = on.where(reminder.c.id.in_(GIVEN), ~record.c.hidden)
    return Prepared(union_all(recorded.where(record.c.id.in_(GIVEN)), answered, about, set_for))


NAMED = (Kind.PERSON, Kind.OFFICE)
_VISIT, _INVITATION = Visit.__table__.c, Invitation.__table__.c
NAMING = (
    (_VISIT.id, _VISIT.visitor), (_VISIT.id, _VISIT.office), (_VISIT.id, _VISIT.host),
    (_INVITATION.id, _INVITATION.by_person), (_INVITATION.id, _INVITATION.to_person),
    (CommitmentParty.commitment_id, CommitmentParty.holder_id), (Term.person_id, Term.office),
)  # fmt: skip
"""Where a record names a person or an office that takes part in it: it is found by their names too. Not by those of who
said a thing, nor of countries: every table is narrowed to one by a filter, and half of the register may name it."""


def _naming() -> Prepared:
    other = Record.__table__.c
    named = (
        select(record, other.title)
        .join(Record.__table__, other.id == name)
        .where(record.in_(GIVEN), other.kind.in_(NAMED))
        for record, name in NAMING
    )
    return Prepared(union_all(*named))


_NAMES = _naming()
_BESIDE = _beside()


def shown_day(record: Record, around: Around) -> date | None:
    """The day by which a record stands in its table; None where none is known."""
    match record:
        case Commitment():
            return record.due.latest if record.due else None
        case Visit():
            shown = visit_rules.agreed(around.visits[record.id])
            return (shown.earliest or shown.latest) if shown else None
        case Action():
            return record.on
        case Agreement():
            return signed(record)
    return None


def signed(agreement: Agreement) -> date | None:
    """The day on which an agreement was signed by the last to do so; None where no day is recorded."""
    days = [step.done_on.latest for step in agreement.steps if step.kind in SIGNATURES and step.done_on]
    return max((each for each in days if each), default=None)


def visit_facts(visit: Visit) -> visit_rules.VisitFacts:
    """A visit and its invitations as the rules see them."""
    return visits_facts(_session(visit), Visit.id == visit.id)[visit.id]


def invitation_facts(row: Invitation) -> visit_rules.InvitationFacts:
    """An invitation as the rules see it."""
    return visit_rules.InvitationFacts(row.given_on, row.window, row.reply, row.renews)


def agreement_facts(agreement: Agreement) -> agreement_rules.AgreementFacts:
    """An agreement and its steps as the rules see them."""
    return agreement_rules.AgreementFacts(
        parties=tuple(link.party_id for link in agreement.party_links),
        steps=tuple(
            agreement_rules.StepFacts(step.kind, step.party, step.state, step.done_on, step.effective_on)
            for step in agreement.steps
        ),
        legal_character=agreement.legal_character,
        entry_mode=agreement.entry_mode,
        no_ratification_foreseen=agreement.no_ratification_foreseen,
        expires=agreement.expires,
        renewal=agreement.renewal,
        duration=agreement.duration,
        notice_period=agreement.notice_period,
    )


def visit_spans(facts: visit_rules.VisitFacts) -> tuple[tuple[date, Word], ...]:
    """The status of a visit over time."""
    return spans.unfold(partial(visit_rules.status, facts), _visit_turns(facts))


def waits_for_nothing(commitment: Commitment, visit: visit_rules.VisitFacts | None) -> tuple[tuple[date, bool], ...]:
    """Whether a promise waits for no visit, over time."""
    if visit is None:
        return ((date.min, True),)
    return spans.unfold(lambda day: not visit_rules.awaited(visit, day), _visit_turns(visit))


def _visit_turns(facts: visit_rules.VisitFacts) -> Iterator[date | None]:
    """The days on which the status of a visit may change."""
    yield from _turns(facts.dates)
    for each in facts.invitations:
        yield from (*_turns(each.window), *_turns(each.given_on))


def agreement_spans(agreement: Agreement) -> tuple[tuple[date, Word], ...]:
    """The status of an agreement over time."""
    return tuple((day or date.min, status) for day, status in agreement_rules.timeline(agreement_facts(agreement)))


def commitment_spans(commitment: Commitment, visit: visit_rules.VisitFacts | None) -> tuple[tuple[date, Word], ...]:
    """The status of a commitment over time; it comes back on the day on which it no longer waits for its visit."""
    facts = commitment_rules.CommitmentFacts(commitment.strength, commitment.progress, commitment.due)

    def status(day: date) -> CommitmentStatus:
        waits = visit is not None and visit_rules.awaited(visit, day)
        return commitment_rules.status(replace(facts, waits_for_visit=waits), day)

    latest = facts.due.latest if facts.due else None
    soon = (commitment_rules.SOON_DAYS, commitment_rules.SOON_DAYS_PRECISE)
    days = [latest - timedelta(days=n) for n in soon if latest and latest.toordinal() > n]
    return spans.unfold(status, [*days, *_turns(facts.due), *(_visit_turns(visit) if visit is not None else ())])


def _turns(period: Period | None) -> Iterator[date | None]:
    """The days on which anything can change because of a period."""
    if period is not None:
        yield period.earliest
        yield period.latest
        yield period.latest + _DAY if period.latest and period.latest < date.max else None


def _session(row: object) -> Session:
    session = object_session(row)
    if session is None:
        raise BugError("a row without its session")
    return session
