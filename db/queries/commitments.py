"""Reading commitments: the rows of a view, and one in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import Session, selectinload

from db.errors import BugError
from db.queries.base import cited, find, head_of, links, narrowed, page, questions, status_on, total
from db.queries.drafts import draft_of
from db.queries.settings import our_side
from db.records.base import Link, View, ViewCount
from db.records.commitments import CommitmentCard, CommitmentDraft, CommitmentLine
from db.rules import commitments as rules
from db.tables.actions import Action, ActionLink
from db.tables.agreements import Step
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.parties import Party
from db.tables.types import latest
from db.tables.visits import Visit
from db.vocabulary import CLOSED, CommitmentStatus, Kind, PartyRole, Strength

DEFAULT_VIEW = "open"
_LATE = CommitmentStatus.OVERDUE.value
_RANK = tuple(status.value for status in CommitmentStatus)


def rows(reader: Session, today: date, view: View) -> Select[tuple[int]]:
    """The ids of a view, in its order: by status, then what is due first, undated last."""
    status = status_on(Commitment, today)
    query = narrowed(select(Commitment.id), view).where(_named(reader, view.name, status))
    order: dict[str, list[Any]] = {
        "title": [Commitment.title],
        "due": [latest(Commitment, "due").is_(None), latest(Commitment, "due")],
        "last_action": [Commitment.last_action],
        "status": [_rank(status)],
    }
    usual: list[Any] = [_rank(status), latest(Commitment, "due").is_(None), latest(Commitment, "due"), Commitment.id]
    chosen = order.get(view.sort, [])
    if view.descending and chosen:
        chosen = [*chosen[:-1], chosen[-1].desc()]
    return query.order_by(*chosen, *usual)


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return total(reader, rows(reader, today, view))


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[CommitmentLine, ...]:
    """Some rows of a view."""
    return lines(reader, today, page(reader, rows(reader, today, view), start, size))


def views(reader: Session, today: date) -> tuple[ViewCount, ...]:
    """The named views of the table with their counts; without a side of ours, "owes" names the country."""
    named = [(DEFAULT_VIEW, "All open"), ("overdue", "Overdue"), *_who_owes(reader)]
    named += [("undated", "No date"), ("intentions", "Intentions"), ("closed", "Closed"), ("all", "All")]
    return tuple(
        ViewCount(name=name, label=label, count=count(reader, today, View(name=name))) for name, label in named
    )


def _who_owes(reader: Session) -> list[tuple[str, str]]:
    if our_side(reader) is not None:
        return [("we_owe", "We owe"), ("they_owe", "They owe")]
    owing = select(CommitmentParty.holder_id).where(CommitmentParty.role == PartyRole.OWES)
    parties = reader.execute(
        select(Party.id, Party.title).where(Party.id.in_(owing), ~Party.hidden).order_by(Party.title).limit(2)
    )
    return [(f"owes:{party_id}", f"{title} owes") for party_id, title in parties]


def _named(reader: Session, name: str, status: ColumnElement[str]) -> ColumnElement[bool]:
    is_open = Commitment.progress.not_in(CLOSED)
    promised = is_open & (Commitment.strength != Strength.INTENTION)
    match name.partition(":"):
        case ["overdue", _, _]:
            return status == _LATE
        case ["we_owe" | "they_owe", _, _]:
            ours = select(CommitmentParty.commitment_id).where(
                CommitmentParty.holder_id == our_side(reader), CommitmentParty.role == PartyRole.OWES
            )
            return promised & (Commitment.id.in_(ours) if name == "we_owe" else Commitment.id.not_in(ours))
        case ["owes", _, party]:
            owing = select(CommitmentParty.commitment_id).where(
                CommitmentParty.holder_id == int(party), CommitmentParty.role == PartyRole.OWES
            )
            return promised & Commitment.id.in_(owing)
        case ["undated", _, _]:
            return promised & latest(Commitment, "due").is_(None)
        case ["intentions", _, _]:
            return is_open & (Commitment.strength == Strength.INTENTION)
        case ["closed", _, _]:
            return Commitment.progress.in_(CLOSED)
        case ["all", _, _]:
            return Commitment.id.is_not(None)
    return promised


def _rank(status: ColumnElement[str]) -> ColumnElement[int]:
    return case(*((status == name, n) for n, name in enumerate(_RANK)), else_=len(_RANK))


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[CommitmentLine, ...]:
    """Commitments as rows, in the order of `ids`."""
    found = reader.scalars(
        select(Commitment)
        .where(Commitment.id.in_(ids))
        .options(selectinload(Commitment.party_links), selectinload(Commitment.area_links))
    )
    rows_by_id = {row.id: row for row in found}
    status = select(Commitment.id, status_on(Commitment, today)).where(Commitment.id.in_(ids))
    statuses = dict(reader.execute(status).all())
    named = links(reader, _referred(rows_by_id.values()))
    said = _promised_on(reader, [row.origin for row in rows_by_id.values()])
    steps = _next_steps(reader, ids)
    return tuple(
        _line(rows_by_id[each], CommitmentStatus(statuses[each]), named, said, steps.get(each), today)
        for each in ids
        if each in rows_by_id
    )


def _referred(rows_: Any) -> list[int | None]:
    found: list[int | None] = []
    for row in rows_:
        found += [row.origin, row.depends_on]
        found += [link.holder_id for link in row.party_links]
        found += [link.area_id for link in row.area_links]
    return found


def _line(
    row: Commitment,
    status: CommitmentStatus,
    named: dict[int, Link],
    said: dict[int, date],
    step: Action | None,
    today: date,
) -> CommitmentLine:
    since = said.get(row.origin or 0)

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
        areas=tuple(named[link.area_id].title for link in row.area_links),
        origin=named.get(row.origin or 0),
        depends_on=named.get(row.depends_on or 0),
        last_action=row.last_action,
        since=since,
        days_silent=rules.days_silent(row.last_action, since, today),
        next_step=step.next_step if step else "",
        next_due=step.next_due if step else None,
        officer=row.officer,
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


def _next_steps(reader: Session, ids: Sequence[int]) -> dict[int, Action]:
    """The newest action on each record, where it names a next step: a later action replaces an earlier one's step."""
    query = (
        select(ActionLink.record_id, Action)
        .join(Action, Action.id == ActionLink.action_id)
        .where(ActionLink.record_id.in_(ids), ~Action.hidden)
        .order_by(Action.on, Action.id)
    )
    newest = dict(reader.execute(query).all()) if ids else {}
    return {each: action for each, action in newest.items() if action.next_step or action.next_due}


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
