"""What tells why reminders are there: when a record was entered, and what those set by hand are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import parts
from db.records.base import Link
from db.records.pending import Pending
from db.rules.periods import Period
from db.rules.text import on_one_line
from db.tables.actions import Action, ActionLink, comes_in
from db.tables.base import Record
from db.tables.history import Change
from db.tables.reminders import Reminder
from db.vocabulary import DateField
from db.words import _


@dataclass(frozen=True, slots=True)
class Entered:
    """The day, in UTC, on which something was written into the register, and whether nothing was logged about it."""

    day: date
    untouched: bool


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a reminder that was set by hand is about; of one for an answer, what was answered: "they answered on 30 Nov
    2026: …"."""

    record: int | None
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to rows of reminders and stands in other tables, read for all of them at once."""

    steps: Mapping[tuple[int, DateField], Pending]
    own: Mapping[int, ByHand]
    named: Mapping[int, Link]
    entered: Mapping[int, Entered]


def entered(reader: Session, ids: Collection[int]) -> dict[int, Entered]:
    """When these records were written into the register."""
    found: dict[int, Entered] = {}
    for part in parts(ids):
        query = select(Record.id, Record.last_action, Change.at).join(Change, Change.id == Record.created)
        for number, last, at in reader.execute(query.where(Record.id.in_(part))):
            found[number] = Entered(at.date(), last is None)
    return found


def set_by_hand(reader: Session, ids: Collection[int]) -> dict[int, ByHand]:
    """What these reminders are about, and what answered those that were set for an answer."""
    found: dict[int, ByHand] = {}
    for part in parts(ids):
        query = select(Reminder.id, Reminder.record, Reminder.on_answer).where(Reminder.id.in_(part))
        rows = reader.execute(query).all()
        said = _answers(reader, [number for number, _record, waits in rows if waits])
        found |= {number: ByHand(record, said.get(number, "")) for number, record, _waits in rows}
    return found


def _answers(reader: Session, ids: Collection[int]) -> dict[int, str]:
    """The first entry of something that came in since each of these reminders was set, in words."""
    reminder, link, came, record = (each.__table__ for each in (Reminder, ActionLink, Action, Record))
    query = (
        select(reminder.c.id, came.c.done_on, came.c.text)
        .join(link, link.c.record_id == reminder.c.record)
        .join(came, came.c.id == link.c.action_id)
        .join(record, record.c.id == came.c.id)
        .where(reminder.c.id.in_(ids), came.c.done_on >= reminder.c.set_on, ~record.c.hidden, comes_in(came.c))
        .order_by(came.c.done_on.desc(), came.c.id.desc())
    )
    said = _("they answered on {day}: {what}")
    rows = reader.execute(query) if ids else ()
    return {number: said.format(day=Period.on(day).display(), what=on_one_line(text)) for number, day, text in rows}
