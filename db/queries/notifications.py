"""Which reminders somebody may be told of, and what of them may be said where others look on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import engine
from db.queries import reminders
from db.records.notifications import ToTell
from db.records.reminders import NOW, ReminderLine
from db.rules.notifications import key_of
from db.tables.base import Record
from db.tables.visits import Invitation
from db.vocabulary import Marking
from db.words import _


def to_tell(reader: Session, today: date, at: str) -> tuple[ToTell, ...]:
    """The reminders that fire at a time of the day, such as "15:00", the oldest first."""
    firing = reminders.window(reader, today, NOW, 0, None, at)
    marked = _marked(reader, (each for line in firing for each in (line.record.id, line.about, line.rule)))
    return tuple(_told(line, not marked.isdisjoint((line.record.id, line.about, line.rule))) for line in firing)


def _told(line: ReminderLine, marked: bool) -> ToTell:
    what = line.what or (line.pending.what if line.pending is not None else "")
    why = _("{why}: {what}").format(why=line.reason, what=what) if what else line.reason
    put_off = (line.until or "", line.until_time, line.until_answer)
    return ToTell(
        key=key_of((line.rule, line.about, line.computed_from, line.n), put_off),
        fires_on=line.fires_on,
        title=f"{line.record.kind.label} {line.record.id}" if marked else line.record.title,
        why=_("A reminder is due.") if marked else why,
        line=line,
    )


def _marked(reader: Session, ids: Iterable[int]) -> set[int]:
    """Which of these records have a marking: records, entries of the log, reminders that somebody wrote. A visit has
    that of its invitation."""
    found: set[int] = set()
    for part in engine.parts(set(ids)):
        for number, marking in ((Record.id, Record.marking), (Invitation.visit, Invitation.marking)):
            found.update(reader.scalars(select(number).where(number.in_(part), marking != Marking.NONE)))
    return found
