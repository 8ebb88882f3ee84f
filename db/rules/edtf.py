"""Dates as precise as the source: ISO 8601-2 text such as 2026, 2027-33 (first quarter) or ../2026-12-31."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from db.vocabulary import Word
from db.words import N_, _, pgettext


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

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CALENDAR = {
    "month": _MONTHS,
    "short month": tuple(name[:3] for name in _MONTHS),
    "weekday": _WEEKDAYS,
    "short weekday": tuple(name[:3] for name in _WEEKDAYS),
}
"""What days and months are called, by the context under which translators find the names."""

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASONS_OF = {
    21: N_("spring {year}"),
    22: N_("summer {year}"),
    23: N_("autumn {year}"),
    24: N_("winter {year}/{next}"),
}

# Code after the year -> (precision, name, first month, number of months). Seasons are those of the northern half of the
# world and take whole months; a winter belongs to the year it begins in.
_PARTS: dict[int, tuple[Precision, str, int, int]] = {
    **{n: (Precision.MONTH, "", n, 1) for n in range(1, 13)},
    **{code: (Precision.QUARTER, name, 3 * (code - 20), 3) for code, name in _SEASONS_OF.items()},
    **{32 + n: (Precision.QUARTER, N_("Q{number} {year}"), 3 * n - 2, 3) for n in range(1, 5)},
    **{39 + n: (Precision.HALF, N_("H{number} {year}"), 6 * n - 5, 6) for n in range(1, 3)},
}

# "Mid-December" is the middle ten days, "early 2027" its first four months, "the early 1990s" four years; an interval
# with both ends about.
_DAYS_OF_THIRD = {"early": (1, 10), "mid": (11, 20), "late": (21, 0)}
_MONTHS_OF_THIRD = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_YEARS_OF_THIRD = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}

# What is to be done by then, or begins then: "by mid-2027" is about its middle, not about the end of August.
_TURNS_OF_MONTH = {"mid": ("15", "15")}
_TURNS_OF_YEAR = {"early": ("03", "01"), "mid": ("06", "07")}

_THIRDS = {"early": N_("early {date}"), "mid": N_("mid-{date}"), "late": N_("late {date}")}

_DECADE = re.compile(r"(\d{3})0/\1[9]", re.ASCII)
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a period: a day, month, season, quarter, half or year, with the days it spans."""

    earliest: date
    latest: date
    precision: Precision
    mark: str
    sentence: str = ""
    """How a part of a year is said, with a place for the year, and for the next one where it lies in both."""

    @property
    def name(self) -> str:
        """The day, month, season, quarter, half or year as the program prints it: "4 Feb 2026", "Q1 2027"."""
        if self.sentence:
            number = self.latest.month // (6 if self.precision is Precision.HALF else 3)
            return _(self.sentence).format(number=number, year=self.year, next=f"{(self.year + 1) % 100:02d}")
        if self.precision is Precision.YEAR:
            return str(self.year)
        return day_name(self.earliest) if self.precision is Precision.DAY else month_name(self.earliest)

    @property
    def span(self) -> tuple[date, date, Precision]:
        """What it means, however sure the source is."""
        return self.earliest, self.latest, self.precision

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
        raise ValueError(_("“{edtf}” has neither a start nor an end.").format(edtf=edtf))
    if start and end and start.earliest > end.latest:
        raise ValueError(_("The end is before the start."))
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
    if start.span == end.span:
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


def decade(year: int) -> str:
    """The ten years that begin with a year: 1990/1999."""
    return f"{year:04d}/{year + 9:04d}"


def century(year: int) -> str:
    """The hundred years that begin with a year: 1700/1799."""
    return f"{year:04d}/{year + 99:04d}"


def third(edtf: str, part: str) -> str:
    """The `part` ("early", "mid" or "late") of a month, a year or a decade. ValueError for anything else."""
    if _DECADE.fullmatch(edtf):
        begins = int(edtf[:4])
        first, last = _YEARS_OF_THIRD[part]
        return f"{begins + first:04d}~/{begins + last:04d}~"
    point = _point(edtf)
    if point.precision is Precision.YEAR:
        first, last = _MONTHS_OF_THIRD[part]
        return f"{point.year:04d}-{first:02d}~/{point.year:04d}-{last:02d}~"
    if point.precision is not Precision.MONTH:
        raise ValueError(_("Only a month or a year is early, mid or late."))
    first, last = _DAYS_OF_THIRD[part]
    return f"{point.earliest.replace(day=first)}~/{point.latest.replace(day=last or point.latest.day)}~"


def third_name(start: Point, end: Point) -> str:
    """The words for an interval that `third` made, such as "mid-Dec 2026" or "early 2027"; "" for other intervals."""
    whole, part = _third_of(start, end)
    return _(_THIRDS[part]).format(date=_point(whole).name) if part else ""


def turn_of_third(edtf: str, *, begins: bool = False) -> str:
    """About when what is said of the early, middle or late part of a month or a year is due, or, where it `begins`,
    from when it runs: of mid-2027 about the end of June and about July. Of anything else its own end or start."""
    start, end = ends(edtf)
    whole, part = _third_of(start, end) if start and end else ("", "")
    turns = (_TURNS_OF_MONTH if len(whole) > len("2027") else _TURNS_OF_YEAR).get(part)
    if turns is None:
        return edtf.partition("/")[0] if begins else edtf.rpartition("/")[2]
    return f"{whole}-{turns[begins]}{APPROXIMATE}"


def _third_of(start: Point, end: Point) -> tuple[str, str]:
    """The month or year of which an interval is the early, middle or late part, and which; "" for other intervals."""
    whole = f"{start.year:04d}" if start.precision is Precision.MONTH else start.earliest.isoformat()[:7]
    for part in _DAYS_OF_THIRD:
        if (start, end) == ends(third(whole, part)):
            return whole, part
    return "", ""


def day_name(day: date) -> str:
    """A day as the program prints it: "4 Feb 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=short_month(day), year=day.year)


def moment(at: datetime) -> str:
    """A moment where this computer stands: "23 Nov 2026, 09:41"."""
    here = at.astimezone()
    return _("{day}, {time}").format(day=day_name(here.date()), time=f"{here:%H:%M}")


def day_of_year(day: date) -> str:
    """A day whose year is known: "4 Feb"."""
    return _("{day} {month}").format(day=day.day, month=short_month(day))


def month_name(day: date) -> str:
    """The month of a day: "Feb 2026"."""
    return _("{month} {year}").format(month=short_month(day), year=day.year)


def short_month(day: date) -> str:
    """The month of a day without its year: "Feb"."""
    return _named("short month", day.month - 1)


def short_weekday(day: date) -> str:
    """The weekday of a day: "Wed"."""
    return _named("short weekday", day.weekday())


def weekday(day: date) -> str:
    """The weekday of a day in full: "Wednesday"."""
    return _named("weekday", day.weekday())


def month(day: date) -> str:
    """The month of a day in full, as a heading: "February"."""
    return _named("month", day.month - 1)


def _named(context: str, place: int) -> str:
    return pgettext(context, CALENDAR[context][place])


def full_day(day: date) -> str:
    """A day in full, as a heading: "Wednesday, 4 February 2026"."""
    return _("{weekday}, {day} {month} {year}").format(
        weekday=weekday(day), day=day.day, month=month(day), year=day.year
    )


def day_with_weekday(day: date) -> str:
    """A day with its weekday: "Wed 4 Feb 2026"."""
    return _("{weekday} {day}").format(weekday=short_weekday(day), day=day_name(day))


@lru_cache(maxsize=4096)
def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    try:
        if match:
            return _spanned(int(match[1]), match[2], match[3], match[4])
    except (ValueError, KeyError):
        pass
    raise ValueError(_("“{text}” is not a date.").format(text=text))


def _spanned(year: int, part: str | None, day: str | None, mark: str) -> Point:
    """The point of these numbers; ValueError or KeyError if the calendar has no such day, month or part."""
    if part is None:
        return Point(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, mark)
    if day is not None:
        exact = date(year, int(part), int(day))
        return Point(exact, exact, Precision.DAY, mark)
    known, sentence, first, count = _PARTS[int(part)]
    more, last = divmod(first - 1 + count - 1, 12)
    length = calendar.monthrange(year + more, last + 1)[1]
    return Point(date(year, first, 1), date(year + more, last + 1, length), known, mark, sentence)
