"""Dates as precise as the source: ISO 8601-2 text such as 2026, 2027-33 (first quarter) or ../2026-12-31."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from db.vocabulary import Word


class Precision(Word):
    """How exactly a period is known."""

    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    BEFORE = "before"
    AFTER = "after"
    TEXT = "text"


class Qualifier(Word):
    """How sure the source is of a period."""

    NONE = "none"
    APPROXIMATE = "approximate"
    UNCERTAIN = "uncertain"


APPROXIMATE = "~"
UNCERTAIN = "?"
OPEN = ".."

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

# Code after the year -> (precision, name, first month, number of months). Seasons are those of the northern half of the
# world and take whole months; a winter belongs to the year it begins in.
_PARTS: dict[int, tuple[Precision, str, int, int]] = {
    **{n: (Precision.MONTH, name, n, 1) for n, name in enumerate(MONTH_NAMES, start=1)},
    **{code: (Precision.QUARTER, name, 3 * (code - 20), 3) for code, name in SEASONS.items()},
    **{32 + n: (Precision.QUARTER, f"Q{n}", 3 * n - 2, 3) for n in range(1, 5)},
    **{39 + n: (Precision.HALF, f"H{n}", 6 * n - 5, 6) for n in range(1, 3)},
}

# "Mid-December" is the middle ten days, "early 2027" its first four months; an interval with both ends about.
_DAYS_OF_THIRD = {"early": (1, 10), "mid": (11, 20), "late": (21, 0)}
_MONTHS_OF_THIRD = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a period: a day, month, season, quarter, half or year, with the days it spans."""

    earliest: date
    latest: date
    precision: Precision
    name: str
    mark: str

    @property
    def year(self) -> int:
        """The year it is named after."""
        return self.earliest.year


def ends(edtf: str) -> tuple[Point | None, Point | None]:
    """Both ends of a period; the same point twice when it is not an interval, None where it is open. ValueError if
    the text is not a date."""
    first, slash, last = edtf.partition("/")
    start = None if slash and first == OPEN else _point(first)
    if not slash:
        return start, start
    end = None if last == OPEN else _point(last)
    if start is None and end is None:
        raise ValueError(f"“{edtf}” has neither a start nor an end.")
    if start and end and start.earliest > end.latest:
        raise ValueError("The end is before the start.")
    return start, end


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day a period can mean, None where open or "" is given. ValueError if it is not a date."""
    if not edtf:
        return None, None
    start, end = ends(edtf)
    return (start.earliest if start else None), (end.latest if end else None)


def precision(edtf: str) -> Precision:
    """How exactly the text is known; "" is text only."""
    if not edtf:
        return Precision.TEXT
    start, end = ends(edtf)
    if start is None or end is None:
        return Precision.AFTER if start else Precision.BEFORE
    if start.name == end.name:
        return start.precision
    finest, coarsest = sorted((start.precision, end.precision), key=list(Precision).index)
    if third_name(start, end):
        return Precision.MONTH if finest is Precision.DAY else Precision.YEAR
    return Precision.DAYS if coarsest is Precision.DAY else coarsest


def qualifier(edtf: str) -> Qualifier:
    """Whether the text is marked as approximate or uncertain."""
    if APPROXIMATE in edtf:
        return Qualifier.APPROXIMATE
    return Qualifier.UNCERTAIN if UNCERTAIN in edtf else Qualifier.NONE


def third(edtf: str, part: str) -> str:
    """The `part` ("early", "mid" or "late") of a month or a year. ValueError for anything else."""
    point = _point(edtf)
    if point.precision is Precision.YEAR:
        first, last = _MONTHS_OF_THIRD[part]
        return f"{point.year:04d}-{first:02d}~/{point.year:04d}-{last:02d}~"
    if point.precision is not Precision.MONTH:
        raise ValueError("Only a month or a year is early, mid or late.")
    first, last = _DAYS_OF_THIRD[part]
    return f"{point.earliest.replace(day=first)}~/{point.latest.replace(day=last or point.latest.day)}~"


def third_name(start: Point, end: Point) -> str:
    """The words for an interval that `third` made, such as "mid-Dec 2026" or "early 2027"; "" for other intervals."""
    whole = f"{start.year:04d}" if start.precision is Precision.MONTH else start.earliest.isoformat()[:7]
    for part in _DAYS_OF_THIRD:
        edtf = third(whole, part)
        if (start, end) == ends(edtf):
            name = _point(whole).name
            return f"mid-{name}" if part == "mid" else f"{part} {name}"
    return ""


def day_name(day: date) -> str:
    """A day as the program prints it: "4 Feb 2026"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    try:
        if match:
            return _spanned(int(match[1]), match[2], match[3], match[4])
    except (ValueError, KeyError):
        pass
    raise ValueError(f"“{text}” is not a date.")


def _spanned(year: int, part: str | None, day: str | None, mark: str) -> Point:
    """The point of these numbers; ValueError or KeyError if the calendar has no such day, month or part."""
    if part is None:
        return Point(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, str(year), mark)
    if day is not None:
        exact = date(year, int(part), int(day))
        return Point(exact, exact, Precision.DAY, day_name(exact), mark)
    known, name, first, count = _PARTS[int(part)]
    more, last = divmod(first - 1 + count - 1, 12)
    length = calendar.monthrange(year + more, last + 1)[1]
    return Point(date(year, first, 1), date(year + more, last + 1, length), known, f"{name} {year}", mark)
