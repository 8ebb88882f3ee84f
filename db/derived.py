"""What follows from the facts alone, kept beside them: status over time, last action, words for search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import Session, object_session, selectinload

from db import concerns, engine, lines, unreadable
from db.collation import sort_key
from db.errors import BugError
from db.prepared import GIVEN, Prepared
from db.rules import agreements as agreement_rules
from db.rules import commitments as commitment_rules
from db.rules import spans, terms
from db.rules import visits as visit_rules
from db.rules.periods import Period
from db.rules.steps import SIGNATURES
from db.rules.text import for_search, pairs, parts_of_words
from db.tables.actions import Action, ActionLink
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.people import Office, Term
from db.tables.points import Point
from db.tables.search import SearchText
from db.tables.sources import Question
from db.tables.status import TURNS, Line
from db.tables.visits import Invitation, Visit
from db.vocabulary import CommitmentStatus, Kind, Word

_DAY = timedelta(days=1)


def refresh(session: Session, ids: Iterable[int]) -> set[int]:
    """Compute anew what follows from the facts of these records and of those that depend on them; return all of them.

    Only where the parties of a record changed does anything that hangs on it change too, and only what names a person
    or an office is found by another name: the log of a visit may be long, and one more entry must not cost more for it.
    Of what cannot be read nothing follows: such a record keeps what was computed before.
    """
    session.flush()
    first = set(ids)
    done, spared = set[int](), unreadable.of(session).marked
    waiting, today = first | _TOLD_BY.numbers(session, first), lines.day(session)
    while waiting:
        done |= waiting
        every = (_refresh_part(session, part, today) for part in engine.parts(waiting - spared))
        moved = set[int]().union(*every)
        waiting = (concerns.dependents(session, moved) | _NAMED_BY.numbers(session, moved)) - done
    session.flush()
    return done


def _refresh_part(session: Session, ids: list[int], today: date) -> set[int]:
    """Compute some records anew and let go of them: a whole register would not fit into the session. Whoever waits for
    one hears how many were done, and may end it."""
    moved = _refresh_all(session, ids, today)
    session.flush()
    if (heard := session.info.get("heard")) is not None:
        heard(len(ids))
    return moved


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
    thrown_away: set[int]
    """The visits among them that lie in the Trash: nothing waits for these."""

    @classmethod
    def of(cls, session: Session, ids: Collection[int]) -> Around:
        """What is around these records."""
        found = cls({}, {}, concerns.parties(session, ids), {}, set())
        for part in engine.parts(ids):
            found.last_action.update((record, day) for record, day in session.execute(_last_actions(part)))
            for record, name in _NAMES(session, part):
                found.names.setdefault(record, set()).add(name)
            awaited = select(Commitment.depends_on).where(Commitment.id.in_(part))
            of_them = Visit.id.in_(part) | Visit.id.in_(awaited)
            found.visits.update(visits_facts(session, of_them))
            found.thrown_away.update(session.scalars(select(Visit.id).where(of_them, Visit.hidden)))
        return found

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


_NAMED = (Kind.PERSON, Kind.OFFICE)
_VISIT, _INVITATION = Visit.__table__.c, Invitation.__table__.c
_NAMING = (
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
        .where(record.in_(GIVEN), other.kind.in_(_NAMED))
        for record, name in _NAMING
    )
    return Prepared(union_all(*named))


def _told_by() -> Prepared:
    action, promise, invited = ActionLink.__table__.c, Commitment.__table__.c, _INVITATION
    visits = select(invited.visit).where(invited.id.in_(GIVEN))
    about = select(action.record_id).where(action.action_id.in_(GIVEN))
    waits = select(promise.id).where(promise.depends_on.in_(GIVEN) | promise.depends_on.in_(visits))
    return Prepared(union_all(about, waits, visits))


def _named_by() -> Prepared:
    held, office = CommitmentParty.__table__.c, Office.__table__.c
    by_office = select(held.commitment_id).join(Office.__table__, office.id == held.holder_id)
    about = (select(table.c.id).where(table.c.about.in_(GIVEN)) for table in (Question.__table__, Point.__table__))
    naming = (select(record).where(name.in_(GIVEN)) for record, name in _NAMING)
    return Prepared(union_all(by_office.where(held.holder_id.in_(GIVEN)), *about, *naming))


_NAMES = _naming()
_TOLD_BY = _told_by()
"""The records whose last action or status these decide."""
_NAMED_BY = _named_by()
"""The records whose parties follow from the office that holds them, and those that are found by the names of these."""


def _refresh_all(session: Session, ids: list[int], today: date) -> set[int]:
    """Compute records anew, and name those whose parties changed, and the people and offices with another name."""
    records = load(session, ids)
    words = {each.record_id: each for each in session.scalars(select(SearchText).where(SearchText.record_id.in_(ids)))}
    held = {each.record_id: each for each in session.scalars(select(Line).where(Line.record_id.in_(ids)))}
    around, before = Around.of(session, ids), concerns.kept(session, ids)
    moved = set()
    for each in ids:
        record = records.get(each)
        if record is None:
            _keep_search_text(session, each, words.get(each), None)
            concerns.keep(session, each, before[each], set())
            if each in held:
                session.delete(held[each])
            continue
        for name, value in values(record, around).items():
            setattr(record, name, value)
        lines.keep(session, held.get(each), record, today, shown_day(record, around))
        kept, found = words.get(each), search_words(record, around)
        if kept is not None and kept.title != found[0] and record.kind in _NAMED:
            moved.add(each)
        _keep_search_text(session, each, kept, found)
        if around.parties[each] != before[each]:
            concerns.keep(session, each, before[each], around.parties[each])
            moved.add(each)
    return moved


def load(session: Session, ids: list[int]) -> dict[int, Record]:
    """Records of any kind with all their columns and the rows of them that are searched, by their numbers."""
    from db.records import search

    kinds: dict[type[Record], list[int]] = {}
    for record_id, kind in session.execute(select(Record.id, Record.kind).where(Record.id.in_(ids))):
        kinds.setdefault(Record.__mapper__.polymorphic_map[kind].class_, []).append(record_id)
    found: dict[int, Record] = {}
    for table, of_kind in kinds.items():
        hanging = [selectinload(getattr(table, name)) for name in search.rows_of(lines.kind_of(table))]
        rows = session.scalars(select(table).where(table.__table__.c.id.in_(of_kind)).options(*hanging)).all()
        found |= {each.id: each for each in rows}
    return found


def values(record: Record, around: Around) -> dict[str, object]:
    """What the derived columns of a record must hold, by their names."""
    found: dict[str, object] = {"last_action": around.last_action.get(record.id), "sorts_as": sort_key(record.title)}
    match record:
        case Visit():
            found |= _span_columns(visit_spans(around.visits[record.id]))
        case Agreement():
            found |= _span_columns(agreement_spans(record))
            found["unconfirmed"] = agreement_rules.unconfirmed(agreement_facts(record))
            found |= term_columns(agreement_facts(record))
        case Commitment():
            found |= _span_columns(commitment_spans(record, around.awaited(record)))
    return found


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
            signed = [step.done_on.latest for step in record.steps if step.kind in SIGNATURES and step.done_on]
            return max((each for each in signed if each), default=None)
    return None


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
    )


def term_columns(facts: agreement_rules.AgreementFacts) -> dict[str, object]:
    """What the end of the term that runs on any day is worked out from, by the names of its columns."""
    term = terms.term(facts)
    return {
        "term_ends": term.ends.latest if term.ends is not None else None,
        "term_stops": term.stops.latest if term.stops is not None else None,
        "renews_months": (term.each.months or None) if term.each is not None else None,
        "renews_days": (term.each.days or None) if term.each is not None else None,
    }


def visit_spans(facts: visit_rules.VisitFacts) -> tuple[tuple[date, Word], ...]:
    """The status of a visit over time."""
    return spans.unfold(partial(visit_rules.status, facts), _visit_turns(facts))


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


def _span_columns(found: tuple[tuple[date, Word], ...]) -> dict[str, object]:
    kept = found[-(TURNS + 1) :]
    columns: dict[str, object] = {"status_0": kept[0][1].value}
    for n in range(1, TURNS + 1):
        first, status = kept[n] if n < len(kept) else (None, None)
        columns |= {f"from_{n}": first, f"status_{n}": status.value if status else None}
    return columns


def _keep_search_text(session: Session, record_id: int, kept: SearchText | None, words: engine.Words | None) -> None:
    before = (kept.title, kept.body, kept.runs) if kept is not None else None
    if before == words:
        return
    engine.index_words(session.connection(), record_id, before, words)
    if words is None:
        session.delete(kept)
    elif kept is None:
        session.add(SearchText(record_id=record_id, title=words[0], body=words[1], runs=words[2]))
    else:
        kept.title, kept.body, kept.runs = words


def search_words(record: Record, around: Around) -> engine.Words:
    """What a record is found by: its folded title, all else that is written of it with the people and offices it
    names, and the pairs of letters of what is written in scripts that part no words."""
    from db.records import search

    times = {search.dated(each) for each in _shown_of_invitations(record, around)}
    named = sorted(around.names.get(record.id, set()) | times)
    said = [each for each in (*search.words(record.kind, record), *named) if each]
    parts = parts_of_words("\n".join([record.title, *said]))
    title, body = for_search(record.title), for_search("\n".join([*said, parts] if parts else said))
    return title, body, " ".join(pairs(f"{title}\n{body}"))


def _shown_of_invitations(record: Record, around: Around) -> Iterator[Period | None]:
    """The times for which a visit was invited, which its row shows."""
    if isinstance(record, Visit):
        yield from (each.window for each in around.visits[record.id].invitations)


def _session(row: object) -> Session:
    session = object_session(row)
    if session is None:
        raise BugError("a row without its session")
    return session
