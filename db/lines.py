"""The lines that status tables are read from, and the day their statuses hold for."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, null, select, update
from sqlalchemy.orm import Session

from db.rules.text import for_search
from db.tables.actions import Action
from db.tables.agreements import Agreement
from db.tables.base import Record
from db.tables.commitments import Commitment
from db.tables.status import TURNS, Line, Spans, StatusDay
from db.tables.visits import Visit
from db.vocabulary import (
    CLOSED,
    AgreementStatus,
    CommitmentStatus,
    Kind,
    Result,
    Strength,
    VisitStage,
    VisitStatus,
    Word,
)

FAR, NEVER = date.max, date.min
"""Stand where no day is known, so that what has none comes after the dated, and what is still to come before them."""

NEWEST_FIRST = frozenset({Kind.VISIT})
"""The kinds whose lines stand the newest first."""

PROMISE = "promise"
"""The shelf of what is still owed."""

_PAST = frozenset({VisitStage.COMPLETED, VisitStage.CANCELLED})

TITLE_KEPT = 80

_DAY = "day"
"""Under this a session keeps it, which reads one state of the register."""

STATUSES: dict[type[Any], tuple[Word, ...]] = {
    Visit: tuple(VisitStatus),
    Agreement: tuple(AgreementStatus),
    Commitment: tuple(CommitmentStatus),
}
"""The statuses of each kind that has them, in the order of their ranks."""


def day(reader: Session) -> date:
    """The day for which ranks hold; the first day there is where none was set. A page asks for it twenty times."""
    if _DAY not in reader.info:
        reader.info[_DAY] = reader.scalar(select(StatusDay.day)) or date.min
    found: date = reader.info[_DAY]
    return found


def written(reader: Session) -> bool:
    """Whether the lines of this register were ever written; after an upgrade they are not."""
    return reader.scalar(select(StatusDay.id)) is not None


def undated(stage: VisitStage | None = None) -> date:
    """What stands in a line where no day is known. Visits are listed the newest first: one that took place on no known
    day is nobody's last and ends the list, one that is still to come leads it."""
    return NEVER if stage in _PAST else FAR


def values(record: Record, today: date, when: date | None) -> dict[str, object] | None:
    """What the line of a record holds on a day, `when` being the day it is due or was; None where it has none."""
    if record.hidden or not isinstance(record, Visit | Agreement | Commitment | Action):
        return None
    rank, turns_on = _rank(record, today) if isinstance(record, Spans) else (0, None)
    found: dict[str, object] = {"kind": record.kind, "rank": rank, "turns_on": turns_on, "last": record.last_action}
    found |= {
        "day": when or undated(record.stage if isinstance(record, Visit) else None),
        "shelf": _shelf(record),
        "sorts_as": record.sorts_as,
    }
    return found | {"title": for_search(record.title)[:TITLE_KEPT]}


def keep(session: Session, kept: Line | None, record: Record, today: date, when: date | None) -> None:
    """Write the line of a record anew for the status day, in place of the one that is kept, or take that away."""
    found = values(record, today, when)
    if found is not None and kept is not None:
        for name, value in found.items():
            setattr(kept, name, value)
    elif found is not None:
        session.add(Line(record_id=record.id, **found))
    elif kept is not None:
        session.delete(kept)


def turn(session: Session, today: date) -> None:
    """Let the ranks hold for another day; forwards, only what changes its status until then is written."""
    before = day(session)
    if before == today and written(session):
        return
    for table in STATUSES:
        at = Line.kind == kind_of(table)
        due = at & (Line.turns_on <= today) if before < today else at
        own = table.__table__.c.id == Line.record_id
        session.execute(
            update(Line)
            .where(due)
            .values(
                rank=select(rank_on(table, today)).where(own).scalar_subquery(),
                turns_on=select(_next_turn(table, today)).where(own).scalar_subquery(),
            )
            .execution_options(synchronize_session=False)
        )
    session.merge(StatusDay(id=1, day=today))
    session.info[_DAY] = today


def status_on(table: type[Spans], today: date) -> ColumnElement[str]:
    """The status of a row on `today`; the rules say the same of its facts, and a test holds the two together."""
    columns = table.__table__.c  # type: ignore[attr-defined]
    turns = [(columns[f"from_{n}"] <= today, columns[f"status_{n}"]) for n in range(TURNS, 0, -1)]
    return case(*turns, else_=columns.status_0)


def rank_on(table: type[Any], today: date) -> ColumnElement[int]:
    """The place of that status among the statuses of its kind."""
    status = status_on(table, today)
    return case({each.value: place for place, each in enumerate(STATUSES[table])}, value=status)


def _next_turn(table: type[Any], today: date) -> ColumnElement[date | None]:
    columns = table.__table__.c
    return case(*((columns[f"from_{n}"] > today, columns[f"from_{n}"]) for n in range(1, TURNS + 1)), else_=null())


def ranked(reader: Session, table: type[Any], today: date) -> tuple[Select[int], ColumnElement[int]]:
    """The lines of a kind, and their rank on `today`: kept beside them on the status day, else worked out for each."""
    lines = select(Line.record_id).where(Line.kind == kind_of(table))
    if table not in STATUSES or day(reader) == today:
        return lines, Line.__table__.c.rank
    facts = table.__table__
    return lines.join(facts, facts.c.id == Line.record_id), rank_on(table, today)


def kind_of(table: type[Any]) -> Kind:
    """The kind of the records of a table."""
    return Kind(table.__mapper_args__["polymorphic_identity"])


def _rank(row: Spans, today: date) -> tuple[int, date | None]:
    status, turns_on = row.status_0, None
    for n in range(1, TURNS + 1):
        first = getattr(row, f"from_{n}")
        if first is not None and first <= today:
            status = getattr(row, f"status_{n}")
        elif first is not None:
            turns_on = first
            break
    return [each.value for each in STATUSES[type(row)]].index(status or ""), turns_on


def _shelf(record: Visit | Agreement | Commitment | Action) -> str:
    match record:
        case Commitment():
            if record.progress in CLOSED:
                return "closed"
            return "intention" if record.strength is Strength.INTENTION else PROMISE
        case Agreement():
            return "confirm" if record.unconfirmed else "settled"
        case Action():
            return "awaiting" if record.result is Result.AWAITING_REPLY else "logged"
    return "visit"
