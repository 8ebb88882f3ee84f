"""Which next steps and expected replies are open: all that nobody closed, on whichever records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, union_all
from sqlalchemy.orm import Session

from db.engine import parts
from db.records.base import Link
from db.records.pending import Pending
from db.tables.actions import DUE, Action, ActionLink, is_open
from db.tables.base import Record
from db.tables.parties import Party
from db.tables.types import latest
from db.vocabulary import DateField


def of_records(reader: Session, ids: Collection[int]) -> dict[int, tuple[Pending, ...]]:
    """What is open on each of these records, what is due first before the rest; nothing of those where nothing is."""
    found: dict[int, list[Pending]] = {}
    for part in parts(set(ids)):
        of_them = Action.id.in_(select(ActionLink.action_id).where(ActionLink.record_id.in_(part)))
        for each in _read(reader, [_open(field, of_them) for field in DUE]):
            for link in each.records:
                if link.id in part:
                    found.setdefault(link.id, []).append(each)
    return {record: tuple(sorted(some, key=_by_due)) for record, some in found.items()}


def of_record(reader: Session, record: int) -> tuple[Pending, ...]:
    """What is open on a record, what is due first before the rest."""
    return of_records(reader, (record,)).get(record, ())


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of the log waits on a day: how many each are, and the first of them."""

    steps: tuple[int, tuple[Pending, ...]]
    """The next steps that should have been done, oldest first."""
    replies: tuple[int, tuple[Pending, ...]]
    """The replies that should have come."""
    awaited: tuple[int, tuple[Pending, ...]]
    """Those that are awaited on no day, asked for longest ago first."""


def waiting(reader: Session, today: date, most: int) -> Waiting:
    """What is late before a day, and which replies are awaited on none."""
    late = [_open(field, latest(Action, due) < today).limit(most) for field, due in DUE.items()]
    asked = _open(DateField.REPLY_BY, latest(Action, DUE[DateField.REPLY_BY]).is_(None)).order_by(None)
    every = _read(reader, [*late, asked.order_by(Action.on, Action.id).limit(most)])
    dated = [each for each in every if each.due is not None and each.due.latest is not None]
    steps, replies = (tuple(each for each in dated if each.field is field) for field in DUE)
    undated = tuple(sorted((each for each in every if each not in dated), key=lambda each: (each.asked_on, each.entry)))

    def counted(some: tuple[Pending, ...], count: Callable[[], int]) -> tuple[int, tuple[Pending, ...]]:
        return (len(some) if len(some) < most else count()), some

    return Waiting(
        counted(steps, lambda: count_late(reader, today, DateField.NEXT_STEP)),
        counted(replies, lambda: count_late(reader, today, DateField.REPLY_BY)),
        counted(undated, lambda: count_undated(reader, DateField.REPLY_BY)),
    )


def count_late(reader: Session, today: date, field: DateField, since: date | None = None) -> int:
    """How many next steps, or how many replies, should have come before a day; of those due since another day."""
    return reader.scalar(select(func.count()).select_from(late_entries(today, field, since).subquery())) or 0


def count_undated(reader: Session, field: DateField) -> int:
    """How many next steps, or how many replies, are open and set for no day."""
    query = _open(field, latest(Action, DUE[field]).is_(None)).order_by(None)
    return reader.scalar(select(func.count()).select_from(query.subquery())) or 0


def late_entries(today: date, field: DateField, since: date | None = None) -> Select[int]:
    """The entries whose next step, or whose reply, should have come before a day; of those due since another day."""
    due = latest(Action, DUE[field])
    query = _open(field, due < today, *([due >= since] if since is not None else [])).order_by(None)
    return query.with_only_columns(Action.__table__.c.id, maintain_column_froms=True)


def due_between(
    reader: Session, first: date, last: date, narrowed: Callable[[Select[*tuple[Any, ...]]], Select[Any]]
) -> tuple[tuple[Pending, int, int], ...]:
    """What is due between two days, of it what is left when narrowed; each with its place in its week, and how many
    there are in that."""
    due = [_open(field, latest(Action, name).between(first, last)) for field, name in DUE.items()]
    rows = narrowed(_together(due)).subquery()
    return tuple((each, place, many) for each, (place, many) in _named(reader, rows, rows.c.place, rows.c.many))


def of_entries(reader: Session, entries: Collection[int]) -> dict[tuple[int, DateField], Pending]:
    """What is open of some entries of the log, by the entry and which of both it is."""
    found: dict[tuple[int, DateField], Pending] = {}
    for part in parts(set(entries)):
        some = _read(reader, [_open(field, Action.id.in_(part)) for field in DUE])
        found |= {(each.entry, each.field): each for each in some}
    return found


_RECORD, _LINK = Record.__table__.alias(), ActionLink.__table__.c
_SHOWN = select(_LINK.id).join(_RECORD, _RECORD.c.id == _LINK.record_id).where(~_RECORD.c.hidden)


def _open(field: DateField, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The entries outside the Trash, on a record outside the Trash, of which this is open: the entry, which of both it
    is, and its day."""
    entry, due = Action.__table__, latest(Action, DUE[field])
    shown = _SHOWN.where(_LINK.action_id == entry.c.id).correlate(entry).exists()
    query = select(Action).where(~Action.hidden, is_open(field), shown, *conditions).order_by(due, Action.id)
    columns = entry.c.id, literal(field.value).label("field"), due.label("day")
    return query.with_only_columns(*columns, maintain_column_froms=True)


def _together(queries: Sequence[Select[Any]]) -> Select[Any]:
    """The rows of some queries one after another, each in its order and with its limit."""
    return select(union_all(*(select(each.subquery()) for each in queries)).subquery())


def _read(reader: Session, queries: Sequence[Select[Any]]) -> tuple[Pending, ...]:
    return tuple(each for each, _more in _named(reader, _together(queries).subquery()))


def _named(reader: Session, found: Subquery, *more: ColumnElement[int]) -> Iterator[tuple[Pending, Sequence[int]]]:
    """Steps and replies that are open, the soonest first, with the records outside the Trash they are about, in the
    order in which those were named; and what `more` is asked of each."""
    about, party = Record.__table__.alias("about"), Party.__table__
    query = (
        select(Action, found.c.field, about.c.id, about.c.kind, about.c.title, party.c.code3, *more)
        .join(found, found.c.id == Action.id)
        .join(ActionLink, ActionLink.action_id == Action.id)
        .join(about, about.c.id == ActionLink.record_id)
        .outerjoin(party, party.c.id == about.c.id)
        .where(~about.c.hidden)
        .order_by(found.c.day, Action.id, ActionLink.id)
    )
    named: dict[tuple[str, int], tuple[Action, list[Link], Sequence[int]]] = {}
    for row, field, number, kind, title, code, *asked in reader.execute(query):
        named.setdefault((field, row.id), (row, [], asked))[1].append(
            Link(id=number, kind=kind, title=title, code=code or "")
        )
    for (which, _entry), (entry, records, answers) in named.items():
        yield _pending(entry, DateField(which), records), answers


def _pending(row: Action, field: DateField, about: Sequence[Link]) -> Pending:
    return Pending(
        entry=row.id,
        field=field,
        step=row.next_step if field is DateField.NEXT_STEP else "",
        text=row.title,
        due=getattr(row, DUE[field]),
        asked_on=row.on,
        records=tuple(about),
    )


def _by_due(each: Pending) -> tuple[date, int]:
    """What has no day comes last."""
    return (each.due.latest if each.due is not None and each.due.latest is not None else date.max), each.entry
