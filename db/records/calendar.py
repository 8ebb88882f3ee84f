"""What stands in a calendar: one date of one record, with the days on which it reminds of itself."""

from __future__ import annotations

from datetime import date, datetime

from db.records.base import Shape
from db.vocabulary import Kind
from db.words import ngettext


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
    but: tuple[date, ...] = ()
    """The days on which it does not come again."""
    alarms: tuple[int, ...] = ()
    """So many days after its first day (negative: before) it reminds of itself."""
    at: tuple[tuple[int, str], ...] = ()
    """At what time it does on some of these days, as "15:00"."""


class LeftOut(Shape):
    """What is open and not in the calendar."""

    undated: int = 0
    """Next steps, replies and reminders that are set for no day."""
    unreadable: int = 0
    """Records of which a value cannot be read."""

    def said(self) -> str:
        """How much that is; "" for nothing."""
        undated = ngettext("{n} without a day is not in it.", "{n} without a day are not in it.", self.undated)
        bad = ngettext(
            "{n} record cannot be read and is left out; “aide-memoire check” names it.",
            "{n} records cannot be read and are left out; “aide-memoire check” names them.",
            self.unreadable,
        )
        parts = ((self.undated, undated), (self.unreadable, bad))
        return " ".join(words.format(n=many) for many, words in parts if many)
