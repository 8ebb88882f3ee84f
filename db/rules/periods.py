"""Imprecise dates, such as "this year", "Q1 2027" or "by end of 2026": shown, compared, and counted against today."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from db.rules.edtf import (
    APPROXIMATE,
    UNCERTAIN,
    Point,
    Precision,
    Qualifier,
    bounds,
    day_name,
    day_of_year,
    ends,
    short_month,
    third_name,
)
from db.rules.edtf import precision as precision_of
from db.rules.edtf import qualifier as qualifier_of
from db.rules.languages import MONTHS, WEEKDAYS, saying
from db.rules.letters import letters
from db.vocabulary import Word
from db.words import _, ngettext

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
    "following",
    "happening",
    "has_known_days",
    "last",
    "relative",
    "sort_key",
    "state",
]

T = TypeVar("T")

# Words that tie a year or month to the day they were said: "this year" said in February does not mean January.
_FROM_NOW_ON = saying("this")

_MARKS = {Qualifier.NONE: "", Qualifier.APPROXIMATE: APPROXIMATE, Qualifier.UNCERTAIN: UNCERTAIN}

_OF_KNOWN_DAYS = frozenset({Precision.DAY, Precision.DAYS})

_MONTHS_FROM, _YEARS_FROM = 3, 24
"""From so many complete months on a distance is told in months, and in years."""

_AFTER = saying("after")
_OF_THE_CALENDAR = frozenset().union(*map(saying, (*MONTHS, *WEEKDAYS, "week", "month", "quarter", "half", "year")))
_OF_A_DAY = re.compile(r"\b[0-3]?\d\b", re.ASCII)


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
            raise ValueError(_("A period needs a date or the words of the source."))
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(_("The end is before the start."))
        opening = earliest if self.earliest == earliest else self.anchor
        if self.latest != latest or self.earliest != opening:
            raise ValueError(_("The first and last day do not fit “{date}”.").format(date=self.edtf))

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
            return _("by {date}").format(date=_marked(_deadline(end), end.mark))
        if end is None:
            return _opening(start, self.as_written)
        return third_name(start, end) or _marked(_between(start, end), _MARKS[self.qualifier])

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
            return first if first == last else _("{first} – {last}").format(first=first, last=last)
        if first:
            return _("from {date}").format(date=first)
        return _("until {date}").format(date=last) if last else ""


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


def last(things: Iterable[T], when: Callable[[T], Period | None], today: date) -> T | None:
    """Which of some things that were held was the last one by `today`: that which began last. What is undated or begins
    later is not it; where nothing else is there, there is no last one."""
    dated = [each for each in things if not sort_key(when(each))[0] and sort_key(when(each))[1] <= today]
    return max(dated, key=_keyed(when), default=None)


def following(things: Iterable[T], when: Callable[[T], Period | None], today: date) -> T | None:
    """Which of some things that are to be held comes next: that which begins first. What is undated, or whose days have
    passed, is not it; what may have begun, such as "2026" in 2026, is only certain to come by its last day."""

    def nearest(thing: T) -> tuple[date, date]:
        _undated, first, latest = sort_key(when(thing))
        return (first if first >= today else latest), latest

    ahead = [each for each in things if state(when(each), today).phase not in (Phase.UNDATED, Phase.PAST)]
    return min(ahead, key=nearest, default=None)


def _keyed(when: Callable[[T], Period | None]) -> Callable[[T], tuple[bool, date, date]]:
    def key(thing: T) -> tuple[bool, date, date]:
        return sort_key(when(thing))

    return key


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
    if period is None or period.latest is None or period.latest >= today:
        return "" if period is None else distance(period.latest, today)
    return _late(*_count(period.latest, today))


def distance(day: date | None, today: date) -> str:
    """How far `day` is from `today`: "in 3 days", "3 days ago". From three complete months on in months, from two
    complete years on in years, and both only as far as they are complete: 11 months ago is said until the day on which
    it is 12, and 34 years ago until it is 35. "" without a day."""
    if day is None:
        return ""
    days = (day - today).days
    if days in (0, 1):
        return _("tomorrow") if days else _("today")
    return _ahead(*_count(today, day)) if days > 0 else _ago(*_count(day, today))


def days_left(period: Period | None, today: date) -> str:
    """How long a window still stands open: "38 days left", "last day today", "ended 3 days ago"; "" without an end."""
    now = state(period, today)
    if period is not None and now.phase is Phase.PAST:
        return _("ended {distance}").format(distance=distance(period.latest, today))
    if now.days_left is None:
        return ""
    if now.days_left == 0:
        return _("last day today")
    return ngettext("{count} day left", "{count} days left", now.days_left).format(count=now.days_left)


def happening(period: Period | None, today: date) -> str:
    """How far off something is that happens, such as a visit or a term of office, as against a deadline, which is
    counted to its end (`relative`).

    - Before its first day: how far off that is, whatever comes after it.
    - On its days: "today", or "under way, until 24 Nov" of several.
    - After its last day: how long ago that was.

    Of what is not known to the day only what is so of each of its days is said, in months or years: "Mar 2027" is not
    tomorrow on 28 Feb, 1992 is neither 33 nor 34 years ago, and "2026" does not say when in 2026. "By 4 Dec" is as far
    off as its day, and "from 4 Dec" as the first it can be.
    """
    if period is None or period.undated:
        return ""
    earliest, latest = period.earliest, period.latest
    start, end = ends(period.edtf)
    if start is None or end is None:
        first = earliest if start is not None and start.precision is Precision.DAY and not start.mark else None
        ahead = first is not None and first > today
        return distance(latest if start is None else first if ahead else None, today)
    if not has_known_days(period):
        return _of_every_day(period, today)
    assert earliest is not None and latest is not None  # it has both ends
    if latest < today:
        return distance(latest, today)
    if earliest > today:
        return distance(earliest, today)
    if earliest == latest:
        return distance(latest, today)
    until = day_of_year(latest) if latest.year == today.year else day_name(latest)
    return _("under way, until {date}").format(date=until)


def has_known_days(period: Period) -> bool:
    """Whether it is known to the day and beyond doubt: only then can it be today, tomorrow or under way."""
    return period.precision in _OF_KNOWN_DAYS and period.qualifier is Qualifier.NONE


def _of_every_day(period: Period, today: date) -> str:
    """How far off all the days are that a period can mean, where that is the same of each of them and not so near that
    it is told in days."""
    if period.earliest is None or period.latest is None or period.earliest <= today <= period.latest:
        return ""
    first, last = (_count(*sorted((day, today))) for day in (period.earliest, period.latest))
    return distance(period.latest, today) if first == last and last[1] != "days" else ""


def says_how_far(words: str) -> bool:
    """Whether these are the program's own words for how far off a date is, in the language of the person."""
    number = re.search(r"\d{1,6}", words, re.ASCII)
    if number is None:
        return words in (_("today"), _("tomorrow"))
    units = ("days", "months", "years")
    return any(say(int(number[0]), unit) == words for say in (_ahead, _ago, _late) for unit in units)


def _count(first: date, last: date) -> tuple[int, str]:
    """How long it is from one day to another: so many days, complete months or complete years. A month is complete on
    the same day of another, or on the last of one that has no such day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    months -= last.day < min(first.day, calendar.monthrange(last.year, last.month)[1])
    if months < _MONTHS_FROM:
        return (last - first).days, "days"
    return (months // 12, "years") if months >= _YEARS_FROM else (months, "months")


def _ahead(count: int, unit: str) -> str:
    if unit == "days":
        return ngettext("in {count} day", "in {count} days", count).format(count=count)
    if unit == "months":
        return ngettext("in {count} month", "in {count} months", count).format(count=count)
    return ngettext("in {count} year", "in {count} years", count).format(count=count)


def _ago(count: int, unit: str) -> str:
    if unit == "days":
        return ngettext("{count} day ago", "{count} days ago", count).format(count=count)
    if unit == "months":
        return ngettext("{count} month ago", "{count} months ago", count).format(count=count)
    return ngettext("{count} year ago", "{count} years ago", count).format(count=count)


def _late(count: int, unit: str) -> str:
    if unit == "days":
        return ngettext("{count} day late", "{count} days late", count).format(count=count)
    if unit == "months":
        return ngettext("{count} month late", "{count} months late", count).format(count=count)
    return ngettext("{count} year late", "{count} years late", count).format(count=count)


def _says_from_now_on(words: str) -> bool:
    return not _FROM_NOW_ON.isdisjoint(re.findall(r"\w+", words.casefold()))


def _says_after(words: str, before: date) -> bool:
    """Whether words are a date with "after" before it, "after 4 Feb 2026" where that is the day `before` it begins;
    not an event, such as "after the war"."""
    first, _space, rest = letters(words).partition(" ")
    dated = any(map(str.isdigit, rest)) or not _OF_THE_CALENDAR.isdisjoint(rest.split())
    days = {int(number) for number in _OF_A_DAY.findall(rest)}
    return first in _AFTER and dated and (not days or before.day in days)


def _marked(name: str, mark: str) -> str:
    """The name with the source's doubt: "c. 31 Mar 2027", "Q1 2027?"."""
    if mark == APPROXIMATE:
        return _("c. {date}").format(date=name)
    return _("{date}?").format(date=name) if mark == UNCERTAIN else name


def _deadline(end: Point) -> str:
    if end.precision is not Precision.DAY:
        return _("end of {date}").format(date=end.name)
    is_last = (end.latest.month, end.latest.day) == (12, 31)
    return _("end of {date}").format(date=end.year) if is_last else end.name


def _opening(start: Point, words: str) -> str:
    """What has no end is shown from the day it begins; only where its words say "after", with the day before."""
    before = start.earliest - timedelta(days=1) if start.precision is Precision.DAY else None
    if before is None or not _says_after(words, before):
        return _("from {date}").format(date=_marked(start.name, start.mark))
    name = str(before.year) if (before.month, before.day) == (12, 31) else day_name(before)
    return _("after {date}").format(date=_marked(name, start.mark))


def _between(start: Point, end: Point) -> str:
    """Both ends, saying the month and year once where they are the same: "3–4 Feb 2026", "28 Feb – 3 Mar 2026"."""
    if start.span == end.span:
        return start.name
    first = start.name
    if start.precision is end.precision and start.year == end.year:
        if start.precision is Precision.DAY and start.earliest.month == end.latest.month:
            return _("{first}–{last} {month} {year}").format(
                first=start.earliest.day, last=end.latest.day, month=short_month(end.latest), year=end.year
            )
        if start.precision is Precision.DAY:
            first = day_of_year(start.earliest)
        elif start.precision is Precision.MONTH:
            first = short_month(start.earliest)
    return _("{first} – {last}").format(first=first, last=end.name)
