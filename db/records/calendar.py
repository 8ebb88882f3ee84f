"""What stands in a calendar: one date of one record, with the days on which it reminds of itself."""

from __future__ import annotations

from datetime import date, datetime

from db.records.base import Shape
from db.vocabulary import Kind


class Event(Shape):
    """A date as other programs show it. It follows from the register alone: the same register gives the same event."""

    uid: str
    """That of its record, and which of its dates it is."""
    version: int
    """The number of the change that last wrote what it tells of; it only grows."""
    changed_at: datetime
    first: date
    last: date
    summary: str
    kind: Kind
    record: int
    when: str = ""
    """How the date is known where that is not to the day; it stands at the last one it can be."""
    safe: bool = False
    """Whether notice given by this day is in time wherever the term ends."""
    marked: bool = False
    """Whether its record has a marking: of its words none is told."""
    every: int | None = None
    """After how many days it comes again."""
    months: int | None = None
    """After how many months: where one has no such day, on its last."""
    until: date | None = None
    alarms: tuple[int, ...] = ()
    """So many days after its first day (negative: before) it reminds of itself."""
