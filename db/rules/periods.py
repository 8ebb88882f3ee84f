"""Imprecise dates, such as "this year", "Q1 2027" or "by end of 2026": shown, compared, and counted against today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules.edtf import APPROXIMATE, UNCERTAIN, Point, Precision, Qualifier, bounds, day_name, ends, third_name
from db.rules.edtf import precision as precision_of
from db.rules.edtf import qualifier as qualifier_of
from db.rules.languages import saying
from db.vocabulary import Word

__all__ = [
    "Order",
    "Period",
    "PeriodState",
    "Phase",
    "Precision",
    "Qualifier",
    "bounds",
    "compare",
    "distance",
    "relative",
    "sort_key",
    "state",
]

# Words that tie a year or month to the day they were said: "this year" said in February does not mean January.
_FROM_NOW_ON = saying("this")

_MARKS = {Qualifier.NONE: "", Qualifier.APPROXIMATE: APPROXIMATE, Qualifier.UNCERTAIN: UNCERTAIN}

_DAYS_PER_MONTH = 30.44
_DAYS_PER_YEAR = 365.25


class Phase(Word):
    """Where a period stands against today."""

    AHEAD = "ahead"
    OPEN = "open"
    PAST = "past"
    UNDATED = "undated"


class Order(Word):
    """Which of two periods comes first, as far as it can be told."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Period:
    """A date as precise as the source: its words, the ISO 8601-2 text and the days it can mean."""

    as_written: str = ""
    edtf: str = ""
    anchor: date | None = None
    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        """ValueError with a plain sentence if the parts do not fit together."""
        earliest, latest = bounds(self.edtf)
        if not self.edtf and not self.as_written.strip():
            raise ValueError("A period needs a date or the words of the source.")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("The end is before the start.")
        opening = earliest if self.earliest == earliest else self.anchor
        if self.latest != latest or self.earliest != opening:
            raise ValueError(f"The first and last day do not fit “{self.edtf}”.")

    def __composite_values__(self) -> tuple[str, str, date | None, date | None, date | None]:
        """Its parts in the order in which a database keeps them."""
        return self.as_written, self.edtf, self.anchor, self.earliest, self.latest

    @staticmethod
    def from_edtf(edtf: str, as_written: str = "", anchor: date | None = None) -> Period:
        """The period of an ISO 8601-2 text ("" for words only). A deadline, and words such as "this year", start on
        the `anchor`, the day they were said. ValueError if the text is not a date."""
        earliest, latest = bounds(edtf)
        runs_from_anchor = earliest is None or _says_from_now_on(as_written)
        if anchor and latest and runs_from_anchor and (earliest or date.min) < anchor <= latest:
            earliest = anchor
        return Period(as_written, edtf, anchor, earliest, latest)

    @staticmethod
    def on(day: date, as_written: str = "") -> Period:
        """One day."""
        return Period.from_edtf(day.isoformat(), as_written)

    @staticmethod
    def days(first: date, last: date, as_written: str = "") -> Period:
        """From the first to the last day, both counted. ValueError if the end is before the start."""
        if first == last:
            return Period.on(first, as_written)
        return Period.from_edtf(f"{first}/{last}", as_written)

    @staticmethod
    def by(last: date) -> Period:
        """A deadline: this day at the latest."""
        return Period.from_edtf(f"../{last}")

    @staticmethod
    def text(words: str) -> Period:
        """Only words, such as "in the near future". ValueError if there are none."""
        return Period(as_written=words)

    @property
    def precision(self) -> Precision:
        """How exactly it is known."""
        return precision_of(self.edtf)

    @property
    def qualifier(self) -> Qualifier:
        """How sure the source is."""
        return qualifier_of(self.edtf)

    @property
    def undated(self) -> bool:
        """Whether it has no days at all, only words; such a period is never overdue."""
        return self.earliest is None and self.latest is None

    def display(self) -> str:
        """The period by its precision, never a made-up day: "Q1 2027", "by end of 2026"; only words as written."""
        if not self.edtf:
            return self.as_written
        start, end = ends(self.edtf)
        if start is None or (end is not None and self.earliest != start.earliest):
            assert end is not None  # ends() never leaves both open
            return _marked("by ", _deadline(end), end.mark)
        if end is None:
            return _opening(start)
        return third_name(start, end) or _marked("", _between(start, end), _MARKS[self.qualifier])

    def window(self) -> str:
        """The days it can mean and the words of the source, for a tooltip: "4 Feb 2026 – 31 Dec 2026 (“this year”)"."""
        words = f"“{self.as_written}”" if self.as_written else ""
        days = self._days()
        if not days:
            return words
        return f"{days} ({words})" if words and self.as_written != self.display() else days

    def _days(self) -> str:
        first = day_name(self.earliest) if self.earliest else ""
        last = day_name(self.latest) if self.latest else ""
        if first and last:
            return first if first == last else f"{first} – {last}"
        return f"from {first}" if first else last and f"until {last}"


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A period against today, in days. `days_left` and `days_late` count to and from its last day, `days_ahead` to its
    first; `share_used` is the share of its days already gone, 0 to 1. None where the period has no such day."""

    phase: Phase
    days_left: int | None = None
    days_late: int | None = None
    days_ahead: int | None = None
    share_used: float | None = None


def compare(a: Period, b: Period) -> Order:
    """Whether `a` is certainly before or certainly after `b`; unknown where they may overlap or have no days."""
    if a.latest and b.earliest and a.latest < b.earliest:
        return Order.BEFORE
    if a.earliest and b.latest and a.earliest > b.latest:
        return Order.AFTER
    return Order.UNKNOWN


def sort_key(period: Period | None) -> tuple[bool, date, date]:
    """Sorts by first, then last day. The first part says undated: keep it ascending so that these stay last in both
    directions. A deadline without an opening stands at its day."""
    if period is None or period.undated:
        return True, date.max, date.max
    latest = period.latest or date.max
    return False, period.earliest or latest, latest


def state(period: Period | None, today: date) -> PeriodState:
    """Where a period stands on `today`. Without days it is undated and never late."""
    if period is None or period.undated:
        return PeriodState(Phase.UNDATED)
    earliest, latest = period.earliest, period.latest
    if latest and today > latest:
        return PeriodState(Phase.PAST, days_late=(today - latest).days, share_used=1.0 if earliest else None)
    left = (latest - today).days if latest else None
    if earliest and today < earliest:
        ahead = (earliest - today).days
        return PeriodState(Phase.AHEAD, days_left=left, days_ahead=ahead, share_used=0.0 if latest else None)
    share = (today - earliest).days / ((latest - earliest).days + 1) if earliest and latest else None
    return PeriodState(Phase.OPEN, days_left=left, share_used=share)


def relative(period: Period | None, today: date) -> str:
    """How far off the end of a period is: "in 38 days", "today", "3 days late", "in 4 months"; "" without an end."""
    return "" if period is None else distance(period.latest, today, past="late")


def distance(day: date | None, today: date, past: str = "ago") -> str:
    """How far `day` is from `today`; `past` follows a day gone by: "3 days ago". From 90 days on in months, from two
    years on in years. "" without a day."""
    if day is None:
        return ""
    days = (day - today).days
    if days in (0, 1):
        return "tomorrow" if days else "today"
    return f"in {_count(days)}" if days > 0 else f"{_count(-days)} {past}"


def _count(days: int) -> str:
    if days < 90:
        return "1 day" if days == 1 else f"{days} days"
    months = round(days / _DAYS_PER_MONTH)
    return f"{months} months" if months < 24 else f"{round(days / _DAYS_PER_YEAR)} years"


def _says_from_now_on(words: str) -> bool:
    return not _FROM_NOW_ON.isdisjoint(re.findall(r"\w+", words.casefold()))


def _marked(before: str, name: str, mark: str) -> str:
    """The name with the source's doubt: "by c. 31 Mar 2027", "Q1 2027?"."""
    return f"{before}{'c. ' if mark == APPROXIMATE else ''}{name}{mark if mark == UNCERTAIN else ''}"


def _deadline(end: Point) -> str:
    if end.precision is not Precision.DAY:
        return f"end of {end.name}"
    return f"end of {end.year}" if (end.latest.month, end.latest.day) == (12, 31) else end.name


def _opening(start: Point) -> str:
    if start.precision is not Precision.DAY:
        return _marked("from ", start.name, start.mark)
    if (start.earliest.month, start.earliest.day) == (1, 1):
        return _marked("after ", str(start.year - 1), start.mark)
    return _marked("after ", day_name(start.earliest - timedelta(days=1)), start.mark)


def _between(start: Point, end: Point) -> str:
    """Both ends, saying the month and year once where they are the same: "3–4 Feb 2026", "28 Feb – 3 Mar 2026"."""
    if start.name == end.name:
        return start.name
    first = start.name
    if start.precision is end.precision and start.precision in (Precision.DAY, Precision.MONTH):
        if start.precision is Precision.DAY and f"{start.earliest:%Y%m}" == f"{end.latest:%Y%m}":
            return f"{start.earliest.day}–{end.name}"
        if start.year == end.year:
            first = first.removesuffix(f" {start.year}")
    return f"{first} – {end.name}"
