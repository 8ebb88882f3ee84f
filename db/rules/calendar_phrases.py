"""Reading one date of the calendar: a day, weekday, month, quarter, season, half, year, or so many days from today."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from db.rules.edtf import SEASONS, bounds
from db.rules.languages import MONTHS, WEEKDAYS

UNITS = frozenset({"week", "month", "quarter", "half", "year"})

_FRIDAY = 4
_STEPS = {"past": -1, "this": 0, "next": 1}
_DAYS = {
    "today": (0,),
    "tomorrow": (1,),
    "yesterday": (-1,),
    "day after tomorrow": (2,),
    "day before yesterday": (-2,),
    "tomorrow or yesterday": (1, -1),
    "day after tomorrow or before yesterday": (2, -2),
}
_YEARS_TO_TRY = range(-1, 9)  # a winter may have begun last year; 29 February may be eight years away

Edtfs = tuple[str, ...]


def read(words: str, today: date) -> Edtfs:
    """The ISO 8601-2 texts of canonical words without "by", "end of" and the like, best first; empty if not a date.

    Raises ValueError or OverflowError for a day the calendar does not have."""
    words = _RELATIVE_YEAR.sub(lambda match: str(today.year + _STEPS[match[1]]), words)
    words = _YEAR_FIRST.sub(r"\2 \1", words)
    for pattern, reader in _READERS:
        match = pattern.fullmatch(words)
        if match:
            return reader(match, today)
    return ()


def _named_day(match: re.Match[str], today: date) -> Edtfs:
    return _days(*(today + timedelta(days=days) for days in _DAYS[match[0]]))


def _iso(match: re.Match[str], _today: date) -> Edtfs:
    return (match[0],)


def _dotted(match: re.Match[str], today: date) -> Edtfs:
    return _next_to_come(f"-{int(match[2]):02d}-{int(match[1]):02d}", match[3], today)


def _month_and_year(match: re.Match[str], _today: date) -> Edtfs:
    month = int(match[1])
    return (f"{match[2]}-{month:02d}",) if 1 <= month <= 12 else ()


def _either_order(match: re.Match[str], today: date) -> Edtfs:
    """Day first, then month first where that is another day: 03/04/2026 is two dates, 13/04/2026 one."""
    first, second = int(match[1]), int(match[2])
    orders = dict.fromkeys(((first, second), (second, first)))
    found = (_next_to_come(f"-{month:02d}-{day:02d}", match["year"], today) for day, month in orders)
    return tuple(edtf for each in found for edtf in each)


def _day_of_month(match: re.Match[str], today: date) -> Edtfs:
    return _next_to_come(f"-{_month_code(match['month'])}-{int(match['day']):02d}", match["year"], today)


def _month(match: re.Match[str], today: date) -> Edtfs:
    return _next_to_come(f"-{_month_code(match['month'])}", match["year"], today)


def _quarter(match: re.Match[str], today: date) -> Edtfs:
    return _next_to_come(f"-{32 + int(match['n'] or match['m'])}", match["year"], today)


def _half(match: re.Match[str], today: date) -> Edtfs:
    return _next_to_come(f"-{39 + int(match['n'] or match['m'])}", match["year"], today)


def _season(match: re.Match[str], today: date) -> Edtfs:
    code = next(code for code, name in SEASONS.items() if name == match["season"])
    return _next_to_come(f"-{code}", match["year"], today)


def _weekday(match: re.Match[str], today: date) -> Edtfs:
    """The weekday to come; "next" is the one of next week. The other of the two is the second reading."""
    day = WEEKDAYS.index(match[2])
    coming = today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
    if match[1] == "past":
        return _days(today - timedelta(days=(today.weekday() - day - 1) % 7 + 1))
    if match[1] == "next":
        return _days(_monday(today) + timedelta(days=7 + day), coming)
    return _days(coming, coming + timedelta(days=7))


def _week(match: re.Match[str], today: date) -> Edtfs:
    """The Friday of a week, then its Monday if that is still to come."""
    monday = _monday(today) + timedelta(days=7 * _STEPS[match[1]])
    friday = monday + timedelta(days=_FRIDAY)
    if match[1] == "this":
        return _days(max(today, friday))
    return _days(friday, monday)


def _unit(match: re.Match[str], today: date) -> Edtfs:
    """This, next or past month, quarter or half."""
    months, first_code = {"month": (1, 1), "quarter": (3, 33), "half": (6, 40)}[match[2]]
    count = (today.year * 12 + today.month - 1) // months + _STEPS[match[1]]
    year, part = divmod(count, 12 // months)
    return (f"{year:04d}-{first_code + part:02d}",)


def _offset(match: re.Match[str], today: date) -> Edtfs:
    """So many days, weeks, months, years or working days (Monday to Friday) from today or ago."""
    count = int(match[1]) * (-1 if match[3] else 1)
    unit = match[2].removesuffix("s")
    if unit == "workday":
        return _days(_workdays(today, count))
    if unit[0] in "dw":
        return _days(today + timedelta(days=count * (7 if unit[0] == "w" else 1)))
    year, month = divmod(today.year * 12 + today.month - 1 + count * (12 if unit[0] == "y" else 1), 12)
    return _days(date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])))


def _workdays(today: date, count: int) -> date:
    step = timedelta(days=1 if count >= 0 else -1)
    day = today
    for _ in range(abs(count)):
        day += step
        while day.weekday() > _FRIDAY:
            day += step
    return day


def _next_to_come(part: str, year: str | None, today: date) -> Edtfs:
    """The part of the given year; without a year the first that is not over today."""
    if year:
        return (f"{year}{part}",) if _last_day(f"{year}{part}") else ()
    tried = (f"{today.year + more:04d}{part}" for more in _YEARS_TO_TRY)
    return tuple(edtf for edtf in tried if (_last_day(edtf) or date.min) >= today)[:1]


def _last_day(edtf: str) -> date | None:
    """The last day of a period, None if the calendar does not have it."""
    try:
        return bounds(edtf)[1]
    except ValueError:
        return None


def _month_code(name: str) -> str:
    return f"{MONTHS.index(name) + 1:02d}"


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _days(*days: date) -> Edtfs:
    return tuple(day.isoformat() for day in dict.fromkeys(days))


_RELATIVE_YEAR = re.compile(r"\b(past|this|next) year\b")
_YEAR_FIRST = re.compile(
    rf"^(\d{{4}}) (q[1-4]|h[12]|[1-4] quarter|[12] half|{'|'.join((*MONTHS, *SEASONS.values()))})$", re.ASCII
)
_STEP = "(past|this|next)"
_NAME_OF_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_OF_YEAR = r"(?: (?P<year>\d{4}))?"

_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Edtfs]], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        ("|".join(_DAYS), _named_day),
        (r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", _iso),
        (r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?", _dotted),
        (r"(\d{1,2})[./](\d{4})", _month_and_year),
        (r"(\d{1,2})[/-](\d{1,2})[/-](?P<year>\d{4})", _either_order),
        (r"(\d{1,2})/(\d{1,2})(?P<year>)", _either_order),
        (rf"(?P<day>\d{{1,2}}) {_NAME_OF_MONTH}{_OF_YEAR}", _day_of_month),
        (rf"{_NAME_OF_MONTH} (?P<day>\d{{1,2}}){_OF_YEAR}", _day_of_month),
        (rf"{_NAME_OF_MONTH}{_OF_YEAR}", _month),
        (rf"(?:q(?P<n>[1-4])|(?P<m>[1-4]) quarter){_OF_YEAR}", _quarter),
        (rf"(?:h(?P<n>[12])|(?P<m>[12]) half){_OF_YEAR}", _half),
        (rf"(?P<season>{'|'.join(SEASONS.values())}){_OF_YEAR}", _season),
        (rf"(?:{_STEP} )?({'|'.join(WEEKDAYS)})", _weekday),
        (rf"{_STEP} week", _week),
        (rf"{_STEP} (month|quarter|half)", _unit),
        (r"\+?(\d{1,4}) ?(d|w|m|y|days?|weeks?|months?|years?|workdays?)( ago)?", _offset),
    )
)
