"""What stands in a calendar: one date of one record, as other programs show it and as a page of days does."""

from __future__ import annotations

from datetime import date, datetime

from db.records.base import Shape
from db.vocabulary import AgreementStatus, CommitmentStatus, DateField, Kind, VisitStatus
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


class CalendarWish(Shape):
    """Which days of a calendar are asked for: dates of which kinds, all where none is named, and of which country."""

    first: date
    last: date
    kinds: tuple[Kind, ...] = ()
    country: int | None = None

    def wants(self, kind: Kind) -> bool:
        """Whether records of a kind are asked for."""
        return not self.kinds or kind in self.kinds


class CalendarItem(Shape):
    """One date of one record on its days: the same as its event, from its first possible day to its last."""

    record: int
    kind: Kind
    field: DateField
    n: int
    """Which time it is of what comes again; of an anniversary the years that are over."""
    title: str
    said: str
    """What the date is: "Due"."""
    about: str
    """The record that a step or a reminder is about."""
    when: str
    first: date
    last: date
    strip: bool
    """Whether it may be on any of its days, and is not known to take them all."""
    status: VisitStatus | AgreementStatus | CommitmentStatus | None = None

    @property
    def id(self) -> int:
        """The record, as the rows of every list name it."""
        return self.record

    @property
    def key(self) -> tuple[Kind, int, DateField, int]:
        """What tells it from every other."""
        return self.kind, self.record, self.field, self.n

    @property
    def is_long(self) -> bool:
        """Whether it stands over several days."""
        return self.first < self.last


class Holiday(Shape):
    """A day off in a country, by its name in the language of that country."""

    day: date
    name: str
    country: str
    expected: bool = False
    """Whether it follows the moon and may be announced for another day."""


class DaysOff(Shape):
    """On which days nobody works."""

    holidays: tuple[Holiday, ...] = ()
    weekend: frozenset[int] = frozenset({5, 6})
    """The days of a week on which we do not work; Monday is 0."""


class CalendarDays(Shape):
    """A month, or a year, of a calendar: what stands over several days, the first things of each day, and how many each
    day has."""

    long: tuple[CalendarItem, ...]
    all_long: int
    short: tuple[CalendarItem, ...]
    counts: tuple[tuple[date, int], ...]
    """How many stand on one day alone."""


class Undated(Shape):
    """An open record without a date, and what is known instead."""

    id: int
    kind: Kind
    title: str
    note: str
    status: VisitStatus | AgreementStatus | CommitmentStatus


class AllUndated(Shape):
    """The first of what has no date, and how many there are."""

    lines: tuple[Undated, ...]
    total: int
