"""Which next steps and expected replies are open: all that nobody closed, on whichever records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from db.engine import parts
from db.prepared import GIVEN, Prepared
from db.queries.base import links
from db.records.base import Period
from db.records.pending import Pending
from db.tables.actions import DUE, Action, ActionLink, is_open
from db.tables.base import Record
from db.tables.types import latest
from db.vocabulary import DateField


def of_records(reader: Session, ids: Collection[int]) -> dict[int, tuple[Pending, ...]]:
    """What is open on each of these records, what is due first before the rest; nothing of those where nothing is."""
    found: dict[int, list[Pending]] = {}
    for part in parts(set(ids)):
        of_them = Action.id.in_(select(ActionLink.action_id).where(ActionLink.record_id.in_(part)))
        for each in (one for field in DUE for one in _read(reader, field, _open(field, of_them))):
            for link in each.records:
                if link.id in part:
                    found.setdefault(link.id, []).append(each)
    return {record: tuple(sorted(some, key=_by_due)) for record, some in found.items()}


def of_record(reader: Session, record: int) -> tuple[Pending, ...]:
    """What is open on a record, what is due first before the rest."""
    return of_records(reader, (record,)).get(record, ())


def late(reader: Session, today: date, field: DateField, most: int) -> tuple[int, tuple[Pending, ...]]:
    """How many next steps, or how many replies, should have come before a day, and the first of them, oldest first."""
    query = _open(field, latest(Action, DUE[field]) < today)
    found = _read(reader, field, query.limit(most))
    return len(found) if len(found) < most else count_late(reader, today, field), found


def count_late(reader: Session, today: date, field: DateField) -> int:
    """How many next steps, or how many replies, should have come before a day."""
    return reader.scalar(select(func.count()).select_from(late_entries(today, field).subquery())) or 0


def late_entries(today: date, field: DateField) -> Select[int]:
    """The entries whose next step, or whose reply, should have come before a day."""
    query = _open(field, latest(Action, DUE[field]) < today).order_by(None)
    return query.with_only_columns(Action.__table__.c.id, maintain_column_froms=True)


def due_between(reader: Session, first: date, last: date, most: int) -> tuple[Pending, ...]:
    """What is due between two days, the soonest first; at most so many steps and so many replies."""
    found = [
        each
        for field, due in DUE.items()
        for each in _read(reader, field, _open(field, latest(Action, due).between(first, last)).limit(most))
    ]
    return tuple(sorted(found, key=_by_due))


def dated(reader: Session) -> Iterator[tuple[int, DateField, Period]]:
    """Every entry whose step or reply is open and has a day."""
    for field, due in DUE.items():
        query = _open(field, latest(Action, due).is_not(None))
        for entry, period in reader.execute(query.with_only_columns(Action.id, getattr(Action, due))):
            yield entry, field, period


def of_entries(reader: Session, entries: Collection[int]) -> dict[tuple[int, DateField], Pending]:
    """What is open of some entries of the log, by the entry and which of both it is."""
    found: dict[tuple[int, DateField], Pending] = {}
    for field in DUE:
        for part in parts(set(entries)):
            found |= {(each.entry, field): each for each in _read(reader, field, _open(field, Action.id.in_(part)))}
    return found


_RECORD, _LINK = Record.__table__.alias(), ActionLink.__table__.c
_SHOWN = select(_LINK.id).join(_RECORD, _RECORD.c.id == _LINK.record_id).where(~_RECORD.c.hidden)
_ABOUT = Prepared(
    _SHOWN.with_only_columns(_LINK.action_id, _LINK.record_id).where(_LINK.action_id.in_(GIVEN)).order_by(_LINK.id)
)
"""The records outside the Trash that entries are about, in the order in which they were named."""


def _open(field: DateField, *conditions: ColumnElement[bool]) -> Select[Action]:
    """The entries outside the Trash, on a record outside the Trash, of which this is open."""
    entry, due = Action.__table__, latest(Action, DUE[field])
    shown = _SHOWN.where(_LINK.action_id == entry.c.id).correlate(entry).exists()
    return select(Action).where(~Action.hidden, is_open(field), shown, *conditions).order_by(due, Action.id)


def _read(reader: Session, field: DateField, query: Select[Action]) -> tuple[Pending, ...]:
    rows = reader.scalars(query).all()
    about = _about(reader, [row.id for row in rows])
    named = links(reader, [record for some in about.values() for record in some])
    return tuple(
        Pending(
            entry=row.id,
            field=field,
            step=row.next_step if field is DateField.NEXT_STEP else "",
            text=row.title,
            due=getattr(row, DUE[field]),
            asked_on=row.on,
            records=tuple(named[each] for each in about[row.id]),
        )
        for row in rows
    )


def _about(reader: Session, entries: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry, record in _ABOUT(reader, entries):
        found.setdefault(entry, []).append(record)
    return found


def _by_due(each: Pending) -> tuple[date, int]:
    """What has no day comes last."""
    return (each.due.latest if each.due is not None and each.due.latest is not None else date.max), each.entry
