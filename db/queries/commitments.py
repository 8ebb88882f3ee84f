"""Reading commitments: the rows of a view, and one in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import Session, selectinload

from db.drafts import draft_of
from db.errors import BugError
from db.lines import FAR, status_on
from db.queries.base import areas, cited, concerned, find, head_of, links, questions, told_by, written
from db.queries.listing import (
    AREA,
    COUNTRY,
    DAY,
    ID,
    LAST,
    LINE,
    SHELF,
    TITLE,
    Facet,
    Listing,
    Ordered,
    by,
    by_rank,
    own,
)
from db.queries.settings import our_side
from db.records.base import Link, NamedView, Period, View, Written
from db.records.commitments import CommitmentCard, CommitmentDraft, CommitmentLine
from db.rules import commitments as rules
from db.tables.actions import Action, ActionLink
from db.tables.agreements import Step
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.parties import Party
from db.tables.people import Office
from db.tables.types import latest
from db.tables.visits import Visit
from db.vocabulary import CommitmentStatus, DueIn, Kind, PartyRole, Strength
from db.words import _

DEFAULT_VIEW = "open"
_OVERDUE = tuple(CommitmentStatus).index(CommitmentStatus.OVERDUE)
_SHELVES = {DEFAULT_VIEW: "promise", "intentions": "intention", "closed": "closed"}
_VERIFIED = timedelta(days=183)
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
    return tuple(NamedView(view=View(name=name), label=label) for name, label in named)


def _who_owes(reader: Session) -> list[tuple[str, str]]:
    if our_side(reader) is not None:
        return [("we_owe", _("We owe")), ("they_owe", _("They owe"))]
    owing = select(CommitmentParty.holder_id).where(CommitmentParty.role == PartyRole.OWES)
    query = select(Party.id, Party.title).where(Party.id.in_(owing), ~Party.hidden)
    parties = reader.execute(query.order_by(Party.sorts_as, Party.id).limit(2))
    return [(f"owes:{party_id}", _("{party} owes").format(party=title)) for party_id, title in parties]


def _named(reader: Session, today: date, name: str, rank: ColumnElement[int]) -> ColumnElement[bool]:
    if name in _SHELVES:
        return SHELF.in_((_SHELVES[name],))
    if name == "overdue":
        return rank == _OVERDUE
    if name == "all":
        return true()
    promised = SHELF == "promise"
    if name in _REPORTS:
        columns = Commitment.__table__.c
        return promised & select(columns.id).where(columns.id == ID, _REPORTS[name](today)).correlate(LINE).exists()
    if name == "undated":
        return promised & (DAY == FAR)
    if name == "they_owe":
        return promised & ID.not_in(_owed_by(our_side(reader)))
    return promised & ID.in_(_owed_by(our_side(reader) if name == "we_owe" else int(name.removeprefix("owes:"))))


def _repeated(today: date) -> ColumnElement[bool]:
    return Commitment.__table__.c.repeats.is_not(None)


def _unverified(today: date) -> ColumnElement[bool]:
    return func.coalesce(Commitment.__table__.c.assessed_on, date.min) < today - _VERIFIED


_REPORTS = {"repeated": _repeated, "unverified": _unverified}


def _owed_by(party: int | None) -> Select[int]:
    return select(CommitmentParty.commitment_id).where(
        CommitmentParty.holder_id == party, CommitmentParty.role == PartyRole.OWES
    )


def _usual(rank: ColumnElement[int]) -> tuple[Ordered, ...]:
    return (rank, False), (DAY, False), (ID, False)


def _owing(today: date) -> Select[Any, Any]:
    """Who owes, an office counted as its party."""
    party = func.coalesce(Office.__table__.c.party, CommitmentParty.holder_id)
    offices = CommitmentParty.__table__.outerjoin(Office.__table__, Office.__table__.c.id == CommitmentParty.holder_id)
    return (
        select(CommitmentParty.commitment_id, party).select_from(offices).where(CommitmentParty.role == PartyRole.OWES)
    )


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
    {"status": by_rank, "title": by(TITLE), "due": by(DAY), "last_action": by(LAST)},
    {
        "country": COUNTRY,
        "area": AREA,
        "owed_by": Facet(_owing, record=True),
        "due": Facet(_due, word=DueIn),
        "strength": Facet(own(Commitment, "strength"), word=Strength),
        "officer": Facet(own(Commitment, "officer")),
        "visit": Facet(own(Commitment, "origin"), record=True),
    },
)


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[CommitmentLine, ...]:
    """Commitments as rows, in the order of `ids`."""
    found = reader.scalars(
        select(Commitment).where(Commitment.id.in_(ids)).options(selectinload(Commitment.party_links))
    )
    rows_by_id = {row.id: row for row in found}
    status = select(Commitment.__table__.c.id, status_on(Commitment, today)).where(Commitment.__table__.c.id.in_(ids))
    statuses = {number: word for number, word in reader.execute(status)}
    around = _around(reader, ids, rows_by_id.values())
    return tuple(
        _line(rows_by_id[each], CommitmentStatus(statuses[each]), around, today) for each in ids if each in rows_by_id
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to rows and stands in other tables, read for all of them at once."""

    named: dict[int, Link]
    said: dict[int, date]
    steps: dict[int, tuple[str, Period | None]]
    areas: dict[int, list[int]]
    countries: dict[int, list[int]]
    sources: dict[int, list[int]]
    written: dict[int, Written]


def _around(reader: Session, ids: Sequence[int], found: Collection[Commitment]) -> _Around:
    of_areas, countries, sources = areas(reader, ids), concerned(reader, ids), told_by(reader, ids)
    beside = chain(of_areas.values(), countries.values(), sources.values())
    return _Around(
        named=links(reader, chain(_referred(found), *beside)),
        said=_promised_on(reader, [row.origin for row in found]),
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


def _line(row: Commitment, status: CommitmentStatus, around: _Around, today: date) -> CommitmentLine:
    named, since = around.named, around.said.get(row.origin or 0)
    next_step, next_due = around.steps.get(row.id, ("", None))

    def holders(role: PartyRole) -> tuple[Link, ...]:
        return tuple(named[link.holder_id] for link in row.party_links if link.role is role)

    return CommitmentLine(
        id=row.id,
        title=row.title,
        status=status,
        progress=row.progress,
        strength=row.strength,
        owes=holders(PartyRole.OWES),
        owed=holders(PartyRole.OWED),
        due=row.due,
        areas=tuple(named[each].title for each in around.areas.get(row.id, ())),
        countries=tuple(named[each] for each in around.countries.get(row.id, ())),
        origin=named.get(row.origin or 0),
        depends_on=named.get(row.depends_on or 0),
        last_action=row.last_action,
        since=since,
        days_silent=rules.days_silent(row.last_action, since, today),
        next_step=next_step,
        next_due=next_due,
        officer=row.officer,
        sources=tuple(named[each].title for each in around.sources.get(row.id, ())),
        written=around.written[row.id],
    )


def _promised_on(reader: Session, origins: Sequence[int | None]) -> dict[int, date]:
    """The day on which something was promised: of the visit, of the signature, of the action it comes from."""
    wanted = {each for each in origins if each is not None}
    visits = select(Visit.id, latest(Visit, "dates")).where(Visit.id.in_(wanted), latest(Visit, "dates").is_not(None))
    signed = select(Step.agreement_id, latest(Step, "done_on")).where(
        Step.agreement_id.in_(wanted), latest(Step, "done_on").is_not(None)
    )
    logged = select(Action.id, Action.on).where(Action.id.in_(wanted))
    found: dict[int, date] = {}
    for query in (logged, signed, visits) if wanted else ():
        found.update((record_id, day) for record_id, day in reader.execute(query))
    return found


def _next_steps(reader: Session, ids: Sequence[int]) -> dict[int, tuple[str, Period | None]]:
    """The step that the newest action on each record names, if any: a later action replaces an earlier one's step."""
    query = (
        select(ActionLink.record_id, Action.next_step, Action.next_due)
        .join(Action, Action.id == ActionLink.action_id)
        .where(ActionLink.record_id.in_(ids), ~Action.hidden)
        .order_by(Action.on, Action.id)
    )
    return {record: (step, due) for record, step, due in reader.execute(query)} if ids else {}


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
