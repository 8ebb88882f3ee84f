"""What was done about reminders, as far as it says anything on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Date, exists, func, select
from sqlalchemy.orm import Session

from db.engine import parts
from db.rules.reminders import Key
from db.rules.reminders_answered import Answer
from db.tables.actions import Action, ActionLink, comes_in
from db.tables.reminders import Occurrence, RecordDate, Reminder
from db.vocabulary import Handled

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was done about the reminders of what is open: by record, then by the key of the occurrence."""

    of: dict[int, dict[Key, Answer]] = field(default_factory=lambda: defaultdict(dict))
    by_key: dict[Key, Answer] = field(default_factory=dict)
    times: dict[Key, tuple[date, str]] = field(default_factory=dict)
    """Until what time of which day they are put off."""
    awaited: set[Key] = field(default_factory=set)
    """Those that are put off until something comes in."""


def answers(reader: Session, today: date, at: str) -> Answers:
    """What was done, as it stands at a time of a day ("15:00"): a snooze that is over is none."""
    open_still = exists().where(RecordDate.__table__.c.record_id == Occurrence.record_id)
    query = select(Occurrence).where(Occurrence.handled != Handled.SHOWN, open_still)
    rows = reader.scalars(query).all()
    came = _came_in(reader, {row.record_id for row in rows if row.answer_since is not None})
    found = Answers()
    for row in rows:
        key: Key = (row.rule, row.record_id, row.computed_from, row.n)
        until = row.until
        if row.handled is Handled.SNOOZED and row.answer_since is not None:
            last = came.get(row.record_id)
            if last is not None and last >= row.answer_since:
                continue
            found.awaited.add(key)
        if until is not None and row.until_time:
            found.times[key] = until, row.until_time
            if until == today and at < row.until_time:
                until += _DAY
        answer = Answer(row.handled, until)
        found.of[row.record_id][key] = found.by_key[key] = answer
    return found


def times(reader: Session, today: date) -> tuple[str, ...]:
    """The times of a day at which something that was put off is there again, the first one first."""
    query = select(Occurrence.until_time).where(
        Occurrence.handled == Handled.SNOOZED, Occurrence.until == today, Occurrence.until_time != ""
    )
    return tuple(sorted(set(reader.scalars(query))))


def _came_in(reader: Session, ids: Collection[int]) -> dict[int, date]:
    """The last day on which something came in on records; for an entry of the log on what it is about, for a reminder
    on its record."""
    found: dict[int, date] = {}
    for part in parts(ids):
        own = select(ActionLink.action_id, ActionLink.record_id).where(ActionLink.action_id.in_(part))
        set_for = select(Reminder.id, Reminder.record).where(Reminder.id.in_(part), Reminder.record.is_not(None))
        about: dict[int, set[int]] = {each: {each} for each in part}
        for number, record in (*reader.execute(own), *reader.execute(set_for)):
            about[number].add(record or number)
        wanted = set[int]().union(*about.values())
        came = (
            select(ActionLink.record_id, func.max(Action.on, type_=Date))
            .join(Action, Action.id == ActionLink.action_id)
            .where(ActionLink.record_id.in_(wanted), ~Action.hidden, comes_in(Action.__table__.c))
            .group_by(ActionLink.record_id)
        )
        last = {record: day for record, day in reader.execute(came)}
        for number, records in about.items():
            days = [last[each] for each in records if each in last]
            if days:
                found[number] = max(days)
    return found
