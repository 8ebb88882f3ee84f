"""Reading commitments: the rows of a view, and one in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, case, func, select, true, union_all
from sqlalchemy.orm import Session, selectinload

from db.drafts import draft_of
from db.engine import parts
from db.errors import BugError
from db.lines import FAR, PROMISE, status_on
from db.queries import pending, urgency
from db.queries.awaited import awaits_visit, can_go_on
from db.queries.base import beside, find, head_of, holders_of, links, questions, written
from db.queries.cited import cited
from db.queries.listing import (
    AREA,
    COUNTRY,
    DAY,
    ID,
    LAST,
    LINE,
    SHELF,
    TITLE,
    URGENCY,
    Facet,
    Listing,
    Ordered,
    by,
    by_rank,
    own,
)
from db.queries.settings import our_side
from db.records.base import Link, NamedView, View, Written
from db.records.commitments import CommitmentCard, CommitmentDraft, CommitmentLine
from db.records.pending import Pending
from db.records.today import CAN_GO_ON
from db.rules import commitments as rules
from db.rules.silence import days_silent, quiet_since
from db.rules.steps import SIGNATURES
from db.rules.urgency import NOT_URGENT, Urgency, UrgencyFacts
from db.rules.urgency import urgency as weigh
from db.tables.actions import Action
from db.tables.agreements import Step
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.history import Change
from db.tables.parties import Party
from db.tables.people import Office
from db.tables.types import earliest
from db.tables.visits import Visit
from db.vocabulary import (
    CommitmentStatus,
    DateField,
    DueIn,
    Kind,
    PartyRole,
    Progress,
    Rank,
    StepState,
    Strength,
    VisitStatus,
)
from db.words import _

DEFAULT_VIEW = "open"
_OVERDUE, _DUE_SOON, _WAITING = map(
    tuple(CommitmentStatus).index, (CommitmentStatus.OVERDUE, CommitmentStatus.DUE_SOON, CommitmentStatus.WAITING)
)
_SHELVES = {DEFAULT_VIEW: PROMISE, "intentions": "intention", "closed": "closed"}
_LYING = ("can_go_on", "waiting", "silent")
_VERIFIED = timedelta(days=183)
SILENT, WAITING = timedelta(days=30), timedelta(days=21)
"""For so long nothing was done about what was promised without a date, and about what waits for the other side."""
_WEEK, _MONTH, _QUARTER = timedelta(days=7), timedelta(days=30), timedelta(days=91)


def rows(reader: Session, today: date, view: View) -> Select[int]:
    """The ids of a view, in its order: by status, then what is due first, undated last."""
    return LISTING.rows(reader, today, view).select()


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return LISTING.rows(reader, today, view).count(reader)


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[CommitmentLine, ...]:
    """Some rows of a view."""
    return lines(reader, today, LISTING.rows(reader, today, view).page(reader, start, size))


def views(reader: Session) -> tuple[NamedView, ...]:
    """The views that are always there; without a side of ours, "owes" names the country."""
    named = [(DEFAULT_VIEW, _("All open")), ("overdue", _("Overdue")), *_who_owes(reader)]
    named += [("undated", _("No date")), ("intentions", _("Intentions")), ("closed", _("Closed")), ("all", _("All"))]
    named += [("repeated", _("Promised before")), ("unverified", _("Not verified for six months"))]
    named += [("can_go_on", _(CAN_GO_ON)), ("waiting", _("Waiting for three weeks"))]
    named += [("silent", _("No date, no action for 30 days"))]
    return tuple(NamedView(view=View(name=name), label=label) for name, label in named)


def _who_owes(reader: Session) -> list[tuple[str, str]]:
    if our_side(reader) is not None:
        return [("we_owe", _("We owe")), ("they_owe", _("They owe"))]
    holders = select(CommitmentParty.holder_id).where(CommitmentParty.role == PartyRole.OWES)
    owes = Party.id.in_(holders) | Party.id.in_(select(Office.party).where(Office.id.in_(holders)))
    query = select(Party.id, Party.title).where(owes, ~Party.hidden)
    parties = reader.execute(query.order_by(Party.sorts_as, Party.id).limit(2))
    return [(f"owes:{party_id}", _("{party} owes").format(party=title)) for party_id, title in parties]


def _named(reader: Session, today: date, name: str, rank: ColumnElement[int]) -> ColumnElement[bool]:
    if name in _SHELVES:
        return SHELF.in_((_SHELVES[name],))
    if name == "overdue":
        return rank == _OVERDUE
    if name == "all":
        return true()
    promised = SHELF == PROMISE
    if name in _REPORTS:
        return promised & _of_own(_REPORTS[name](today))
    if name == "undated":
        return promised & (DAY == FAR) & _of_own(~_not_before_a_day(today))
    if name in _LYING:
        return _lies(name, today, rank)
    holders = holders_of(reader, our_side(reader) if "_" in name else int(name.removeprefix("owes:")))
    return promised & owed_by(holders, besides=name == "they_owe")


def _lies(name: str, today: date, rank: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether nothing moves: what can go on, what waits for the other side, what has no date."""
    if name == "can_go_on":
        return (SHELF == PROMISE) & rank.not_in((_OVERDUE, _DUE_SOON)) & _of_own(can_go_on(today))
    if name == "waiting":
        waits = ~awaits_visit(today) & ~can_go_on(today)
        return (rank == _WAITING) & _of_own(waits) & _quiet(today - WAITING)
    undated = (DAY == FAR) & _of_own(_promises_something() & ~_not_before_a_day(today))
    return (SHELF == PROMISE) & undated & _quiet(today - SILENT)


def _repeated(today: date) -> ColumnElement[bool]:
    return Commitment.__table__.c.repeats.is_not(None)


def _unverified(today: date) -> ColumnElement[bool]:
    return func.coalesce(Commitment.__table__.c.assessed_on, date.min) < today - _VERIFIED


def _promises_something() -> ColumnElement[bool]:
    return Commitment.__table__.c.strength.in_([each for each in Strength if rules.is_promise(each)])


def _not_before_a_day(today: date) -> ColumnElement[bool]:
    """Whether a promise is due from a day on that is still ahead: until then nobody need do anything."""
    return func.coalesce(earliest(Commitment, "due"), date.min) > today


def _of_own(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether this holds for the commitment of a line."""
    columns = Commitment.__table__.c
    return select(columns.id).where(columns.id == ID, condition).correlate(LINE).exists()


def _quiet(until: date) -> ColumnElement[bool]:
    """Whether nothing was logged about a commitment since a day; where nothing ever was, none since it was entered."""
    return (until >= LAST) | (LAST.is_(None) & _of_own(until >= _recorded_on()))


def promised_on(visited: ColumnElement[date] | None = None) -> ColumnElement[date | None]:
    """The day on which a commitment was made, of its row: that of the visit it comes from, of the last signature of
    the agreement, of the log entry; `visited` is that of the visit where it is read already."""
    origin, visit, step, action = Commitment.__table__.c.origin, Visit.__table__, Step.__table__, Action.__table__
    signed = (step.c.agreement_id == origin) & step.c.kind.in_(SIGNATURES) & (step.c.state == StepState.DONE)
    of_visit = select(visit.c.dates_latest).where(visit.c.id == origin).scalar_subquery()
    return func.coalesce(
        of_visit if visited is None else visited,
        select(func.max(step.c.done_on_latest)).where(signed).scalar_subquery(),
        select(action.c.done_on).where(action.c.id == origin).scalar_subquery(),
        type_=Date,
    )


def _recorded_on() -> ColumnElement[date]:
    """The day on which a commitment was written into the register, of its row."""
    record, change = Record.__table__, Change.__table__
    made = select(change.c.at).join(record, record.c.created == change.c.id)
    return func.date(made.where(record.c.id == Commitment.__table__.c.id).scalar_subquery(), type_=Date)


_REPORTS = {"repeated": _repeated, "unverified": _unverified}


def owed_by(holders: Sequence[int], *, besides: bool) -> ColumnElement[bool]:
    """Whether one of these owes a promise, or else somebody besides them. What both sides owe is owed by either, what
    an office owes by its party, and a promise of which nobody said who owes it by neither."""
    owing = CommitmentParty.role == PartyRole.OWES
    if not besides:
        return ID.in_(select(CommitmentParty.commitment_id).where(CommitmentParty.holder_id.in_(holders), owing))
    of_line = select(CommitmentParty.id).where(CommitmentParty.commitment_id == ID, owing)
    return of_line.where(CommitmentParty.holder_id.not_in(holders)).correlate(LINE).exists()


def _usual(rank: ColumnElement[int]) -> tuple[Ordered, ...]:
    return (rank, False), (DAY, False), (ID, False)


def _by_urgency(rank: ColumnElement[int], today: date) -> ColumnElement[int]:
    return urgency.sort_by(today, rank, promised_on)


def _owing(today: date) -> Select[Any, Any]:
    """Who owes, an office counted as its party, and what stands under a state or organisation as that too."""
    party, above = func.coalesce(Office.__table__.c.party, CommitmentParty.holder_id), Party.__table__
    offices = CommitmentParty.__table__.outerjoin(Office.__table__, Office.__table__.c.id == CommitmentParty.holder_id)
    owes = select(CommitmentParty.commitment_id, party.label("party")).where(CommitmentParty.role == PartyRole.OWES)
    over = owes.with_only_columns(CommitmentParty.commitment_id, above.c.under).where(above.c.under.is_not(None))
    both = union_all(owes.select_from(offices), over.select_from(offices.join(above, above.c.id == party))).subquery()
    return select(both.c.commitment_id, both.c.party)


def _held(today: date) -> Select[Any, Any]:
    """Who owes, an office for itself."""
    columns = CommitmentParty.__table__.c
    return select(columns.commitment_id, columns.holder_id).where(columns.role == PartyRole.OWES)


def _due(today: date) -> Select[Any, Any]:
    """How soon something is due."""
    near = [
        (DAY == FAR, DueIn.NO_DATE.value),
        (today > DAY, DueIn.LATE.value),
        (today + _WEEK >= DAY, DueIn.WEEK.value),
        (today + _MONTH >= DAY, DueIn.MONTH.value),
        (today + _QUARTER >= DAY, DueIn.QUARTER.value),
    ]
    return select(ID, case(*near, else_=DueIn.LATER.value))


LISTING = Listing(
    Commitment,
    _named,
    _usual,
    {"status": by_rank, "title": by(TITLE), "due": by(DAY), "last_action": by(LAST), URGENCY: _by_urgency},
    {
        "country": COUNTRY,
        "with": COUNTRY,
        "area": AREA,
        "owed_by": Facet(_owing, record=True),
        "held_by": Facet(_held, record=True),
        "voiced_by": Facet(own(Commitment, "voiced_by"), record=True),
        "progress": Facet(own(Commitment, "progress"), word=Progress),
        "due": Facet(_due, word=DueIn),
        "strength": Facet(own(Commitment, "strength"), word=Strength),
        "officer": Facet(own(Commitment, "officer")),
        "visit": Facet(own(Commitment, "origin"), record=True),
    },
)


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[CommitmentLine, ...]:
    """Commitments as rows, in the order of `ids`."""
    if not ids:
        return ()
    found = reader.scalars(
        select(Commitment).where(Commitment.id.in_(ids)).options(selectinload(Commitment.party_links))
    )
    rows_by_id = {row.id: row for row in found}
    standing = _standing(reader, ids, today)
    around = _around(reader, ids, rows_by_id.values(), today)
    return tuple(_line(rows_by_id[each], standing[each], around, today) for each in ids if each in rows_by_id)


class _Standing(NamedTuple):
    """Where a commitment stands on a day, and what else of it is worked out in SQL."""

    status: CommitmentStatus
    since: date | None
    awaits: bool
    visit_on: date | None
    visitor: Rank | None
    owing: int | None
    depends: VisitStatus | None
    """Where the visit stands that it depends on; nothing of one in the Trash."""


def _standing(reader: Session, ids: Sequence[int], today: date) -> dict[int, _Standing]:
    columns, visit, trash = Commitment.__table__.c, Visit.__table__, Record.__table__
    shown = (visit.c.id == trash.c.id) & ~trash.c.hidden
    depends = select(status_on(Visit, today)).join_from(visit, trash, shown).where(visit.c.id == columns.depends_on)
    query = select(
        columns.id,
        status_on(Commitment, today),
        promised_on(),
        awaits_visit(today),
        urgency.visit_on(today, *urgency.programmes()),
        urgency.visitor_rank(columns.origin),
        urgency.owing(),
        depends.scalar_subquery(),
    ).where(columns.id.in_(ids))
    return {
        number: _Standing(
            CommitmentStatus(status), since, awaits, visit_on, rank, owing, VisitStatus(stands) if stands else None
        )
        for number, status, since, awaits, visit_on, rank, owing, stands in reader.execute(query)
    }


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to rows and stands in other tables, read for all of them at once."""

    named: dict[int, Link]
    steps: dict[int, Pending]
    areas: dict[int, list[int]]
    countries: dict[int, list[int]]
    sources: dict[int, list[int]]
    written: dict[int, Written]


def _around(reader: Session, ids: Sequence[int], found: Collection[Commitment], today: date) -> _Around:
    of_areas, countries, sources = beside(reader, ids)
    others = chain(of_areas.values(), countries.values(), sources.values())
    return _Around(
        named=links(reader, chain(_referred(found), *others)),
        steps=_next_steps(reader, ids),
        areas=of_areas,
        countries=countries,
        sources=sources,
        written=written(reader, found),
    )


def _referred(rows_: Collection[Commitment]) -> list[int | None]:
    found: list[int | None] = []
    for row in rows_:
        found += [row.origin, row.depends_on]
        found += [link.holder_id for link in row.party_links]
    return found


def _line(row: Commitment, standing: _Standing, around: _Around, today: date) -> CommitmentLine:
    named, since, step = around.named, standing.since, around.steps.get(row.id)

    def holders(role: PartyRole) -> tuple[Link, ...]:
        return tuple(named[link.holder_id] for link in row.party_links if link.role is role)

    return CommitmentLine(
        id=row.id,
        title=row.title,
        status=standing.status,
        progress=row.progress,
        strength=row.strength,
        owes=holders(PartyRole.OWES),
        owed=holders(PartyRole.OWED),
        due=row.due,
        areas=tuple(named[each].title for each in around.areas.get(row.id, ())),
        countries=tuple(named[each] for each in around.countries.get(row.id, ())),
        origin=named.get(row.origin or 0),
        depends_on=named.get(row.depends_on or 0),
        visit_status=standing.depends,
        awaits=standing.awaits and not row.progress.closed,
        last_action=row.last_action,
        since=since,
        days_silent=days_silent(row.last_action, around.written[row.id].created_at.date(), today),
        urgency=_urgency(row, standing, around.written[row.id].created_at.date(), today),
        report_every=row.report_every,
        report_unit=row.report_unit,
        next_step=step.step if step is not None else "",
        next_due=step.due if step is not None else None,
        officer=row.officer,
        sources=tuple(named[each].title for each in around.sources.get(row.id, ())),
        written=around.written[row.id],
    )


def _urgency(row: Commitment, standing: _Standing, entered: date, today: date) -> Urgency:
    """The same as `urgency.sort_by` counts in SQL, with its parts."""
    status, since, owing = standing.status, standing.since, standing.owing or 0
    if not rules.owed(row.progress, row.strength):
        return NOT_URGENT
    due = row.due if status in rules.TIMED else None
    ours, theirs = bool(owing & urgency.OURS), bool(owing & urgency.THEIRS)
    facts = UrgencyFacts(
        opens=since or (due.earliest if due is not None else None),
        closes=due.latest if due is not None else None,
        rank=standing.visitor,
        strength=row.strength,
        quiet_since=quiet_since(row.last_action, entered),
        visit_on=standing.visit_on,
        turn=rules.turn(status, row.progress, ours=ours, theirs=theirs),
    )
    return weigh(facts, today)


def _next_steps(reader: Session, ids: Sequence[int]) -> dict[int, Pending]:
    """Of the next steps that are open on each record, the one that is due first."""
    found: dict[int, Pending] = {}
    for record, some in pending.of_records(reader, ids).items():
        for each in some:
            if each.field is DateField.NEXT_STEP:
                found.setdefault(record, each)
    return found


def owing(reader: Session, ids: Collection[int]) -> tuple[frozenset[int], ...]:
    """Who owes each of these commitments, in no order."""
    found: dict[int, set[int]] = {each: set() for each in ids}
    for some in parts(ids):
        query = select(CommitmentParty.commitment_id, CommitmentParty.holder_id).where(
            CommitmentParty.commitment_id.in_(some), CommitmentParty.role == PartyRole.OWES
        )
        for record, holder in reader.execute(query):
            found[record].add(holder)
    return tuple(map(frozenset, found.values()))


def card(reader: Session, today: date, record_id: int) -> CommitmentCard:
    """One commitment in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.COMMITMENT)
    draft = draft_of(row)
    if not isinstance(row, Commitment) or not isinstance(draft, CommitmentDraft):
        raise BugError("a commitment is not in its table")
    named = links(reader, [row.voiced_by, row.repeats])
    voice = named.get(row.voiced_by or 0)
    return CommitmentCard(
        head=head_of(reader, row),
        line=lines(reader, today, [record_id])[0],
        draft=draft,
        voiced_by=voice.title if voice else "",
        repeats=named.get(row.repeats or 0),
        citations=cited(reader, record_id),
        questions=questions(reader, record_id),
    )
