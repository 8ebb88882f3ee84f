"""Reading one date of the calendar: a day, week, month, quarter, season, half, year, decade, or so many days from now.

What has no year is the nearest: of what happened the nearest that has begun, of what is to come the nearest that is
not over. What is under way on the day it is said is therefore now, whichever of the two it is said of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.rules.edtf import SEASONS, bounds, century, decade, month, month_name
from db.rules.languages import MONTHS, WEEKDAYS
from db.words import _, ngettext

UNITS = frozenset({"week", "month", "quarter", "half", "year"})

_FRIDAY = 4
_WEEK = timedelta(days=7)
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
_NEARBY = range(-9, 10)  # years; a winter may have begun last year, and 29 February may be eight years away
_CENTURIES = (1900, 2000, 2100)

Edtfs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """When something is said, and whether of what happened (`past`) or of what is to come; and whether of what takes
    its time (`happens`), as a visit does, or of a day on which something is due."""

    today: date
    past: bool = False
    happens: bool = False

    def of_the_past(self) -> Said:
        """The same day, speaking of what happened."""
        return replace(self, past=True)

    def nearest(self, found: Iterable[str]) -> str:
        """The nearest of several periods, given oldest first, that has begun or is not over; "" if there is none."""
        if self.past:
            return next((edtf for edtf in reversed(tuple(found)) if _first(edtf) <= self.today), "")
        return next((edtf for edtf in found if _last(edtf) >= self.today), "")


class NoSuchDay(ValueError):
    """Says in words why the calendar does not have a day that was named with its year."""


def read(words: str, said: Said) -> tuple[Edtfs, bool]:
    """The ISO 8601-2 texts of canonical words without "by", "end of" and the like, best first, and whether a person
    must choose between them; empty if not a date.

    Raises ValueError or OverflowError for a day the calendar does not have."""
    words = _RELATIVE_YEAR.sub(lambda match: str(said.today.year + _STEPS[match[1]]), words)
    words = _YEAR_FIRST.sub(r"\2 \1", words)
    for pattern, reader in _READERS:
        match = pattern.fullmatch(words)
        if match:
            found = reader(match, said)
            return found, len(found) > 1 and reader in _ASKED
    return (), False


def day_later(day: date, words: str, *, back: bool = False) -> date | None:
    """The day so many days, weeks, months, years or working days after another, or before it; None for other words."""
    match = _LENGTH.fullmatch(words)
    if match is None:
        return None
    count = int(match[1]) * (-1 if back else 1)
    unit = match[2].removesuffix("s")
    if unit == "workday":
        return _workdays(day, count)
    if unit[0] in "dw":
        return day + timedelta(days=count * (7 if unit[0] == "w" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit[0] == "y" else 1), 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: date) -> str:
    """The week of a day, Monday to Sunday."""
    monday = _monday(day)
    return f"{monday}/{monday + _WEEK - timedelta(days=1)}"


def _named_day(match: re.Match[str], said: Said) -> Edtfs:
    offsets = sorted(_DAYS[match[0]]) if said.past else _DAYS[match[0]]
    return _days(*(said.today + timedelta(days=days) for days in offsets))


def _year_first(match: re.Match[str], said: Said) -> Edtfs:
    year, month, day = match.groups()
    if month is None:
        return (year,)
    part = f"-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    return _returning(part, year, said) if int(month) <= 12 else ()


def _dotted(match: re.Match[str], said: Said) -> Edtfs:
    return _returning(f"-{int(match[2]):02d}-{int(match[1]):02d}", _full_year(match[3], said), said)


def _month_and_year(match: re.Match[str], _said: Said) -> Edtfs:
    month = int(match[1])
    return (f"{match[2]}-{month:02d}",) if 1 <= month <= 12 else ()


def _either_order(match: re.Match[str], said: Said) -> Edtfs:
    """Day first, then month first where that is another day: 03/04/2026 is two dates, 13/04/2026 one. With two figures
    the year may stand first as well: 13/04/26 is 13 April 2026 or 26 April 2013."""
    first, second, year = int(match[1]), int(match[2]), match["year"]
    full = _full_year(year, said)
    found = _in_orders(((first, second), (second, first)), full, said)
    if len(found) == 1 and year and len(year) == len(match[1]) == 2:
        found += _known(f"-{second:02d}-{int(year):02d}", _full_year(match[1], said), said)
    return tuple(dict.fromkeys(found))


def _in_orders(orders: Iterable[tuple[int, int]], year: str | None, said: Said) -> Edtfs:
    """The days that these pairs of day and month are; NoSuchDay if there are none and the first would be one."""
    parts = [f"-{month:02d}-{day:02d}" for day, month in dict.fromkeys(orders)]
    found = [edtf for part in parts for edtf in _known(part, year, said)]
    if not found and year:
        _must_exist(parts[0], year)
    return tuple(found)


def _day_of_month(match: re.Match[str], said: Said) -> Edtfs:
    return _returning(f"-{_month_code(match['month'])}-{int(match['day']):02d}", match["year"], said)


def _month(match: re.Match[str], said: Said) -> Edtfs:
    return _stepped(f"-{_month_code(match['month'])}", match, said)


def _quarter(match: re.Match[str], said: Said) -> Edtfs:
    return _returning(f"-{32 + int(match['n'] or match['m'])}", match["year"], said)


def _half(match: re.Match[str], said: Said) -> Edtfs:
    return _returning(f"-{39 + int(match['n'] or match['m'])}", match["year"], said)


def _season(match: re.Match[str], said: Said) -> Edtfs:
    code = next(code for code, name in SEASONS.items() if name == match["season"])
    return _stepped(f"-{code}", match, said)


def _half_of_month(match: re.Match[str], said: Said) -> Edtfs:
    """The days to the fifteenth, or those after it."""
    (month,) = _returning(f"-{_month_code(match['month'])}", match["year"], said) or ("",)
    if not month:
        return ()
    return (f"{month}-01/{month}-15",) if match["n"] == "1" else (f"{month}-16/{_last(month)}",)


def _decade(match: re.Match[str], _said: Said) -> Edtfs:
    """Ten years; the 1700s are ten years to some and a hundred to others."""
    year = int(match[1])
    return (decade(year), century(year)) if year % 100 == 0 else (decade(year),)


def _weekday(match: re.Match[str], said: Said) -> Edtfs:
    """The weekday to come, or the one gone by; "this" and "next" are those of this and of next week. The other of the
    two is the second reading; on a day of that name today may be meant as well."""
    today, day = said.today, WEEKDAYS.index(match[2])
    coming = today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
    gone = today - timedelta(days=(today.weekday() - day - 1) % 7 + 1)
    if match[1] == "past":
        return _days(gone)
    if match[1] == "next":
        return _days(_monday(today) + timedelta(days=7 + day), coming)
    if said.past and match[1]:
        return _days(_monday(today) + timedelta(days=day), gone)
    if said.past:
        return _days(gone, *([today] if gone + _WEEK == today else []))
    if match[1] == "this" and coming - _WEEK == today:
        return _days(today, coming)
    today_too = [today] if coming - _WEEK == today and not match[1] else []
    return _days(coming, *today_too, coming + _WEEK)


def _day_of_week(match: re.Match[str], said: Said) -> Edtfs:
    """The Wednesday of last, this or next week."""
    step, day = match[1] or match[4], match[2] or match[3]
    return _days(_monday(said.today) + _STEPS[step] * _WEEK + timedelta(days=WEEKDAYS.index(day)))


def _week(match: re.Match[str], said: Said) -> Edtfs:
    """A week that is over, or in which something happens, is its days. What is due in this or the next is so on its
    Friday, then on its Monday if that is still to come."""
    monday = _monday(said.today) + _WEEK * _STEPS[match[1]]
    friday = monday + timedelta(days=_FRIDAY)
    if said.happens or match[1] == "past" or (said.past and match[1] == "this"):
        return (week_of(monday),)
    if match[1] == "this":
        return _days(max(said.today, friday))
    return _days(friday, monday)


def _numbered_week(match: re.Match[str], said: Said) -> Edtfs:
    """The week of a number (ISO 8601: the first of a year has its first Thursday)."""
    number, year = int(match["n"]), match["year"]
    if year:
        return (_in_week(int(year), number),)
    nearby = (said.today.year + more for more in _NEARBY)
    found = said.nearest(_in_week(each, number) for each in nearby if number <= _weeks_in(each))
    return (found,) if found else ()


def _in_week(year: int, number: int) -> str:
    count = _weeks_in(year)
    if number > count:
        said = ngettext("{year} has only {count} week.", "{year} has only {count} weeks.", count)
        raise NoSuchDay(said.format(year=year, count=count))
    return week_of(date.fromisocalendar(year, number, 1))


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _unit(match: re.Match[str], said: Said) -> Edtfs:
    """This, next or past month, quarter or half."""
    months, first_code = {"month": (1, 1), "quarter": (3, 33), "half": (6, 40)}[match[2]]
    count = (said.today.year * 12 + said.today.month - 1) // months + _STEPS[match[1]]
    year, part = divmod(count, 12 // months)
    return (f"{year:04d}-{first_code + part:02d}",)


def _offset(match: re.Match[str], said: Said) -> Edtfs:
    """So many days, weeks, months, years or working days (Monday to Friday) from today or ago."""
    day = day_later(said.today, match[1], back=bool(match[2]))
    return _days(day) if day else ()


def _workdays(today: date, count: int) -> date:
    step = timedelta(days=1 if count >= 0 else -1)
    day = today
    for _each in range(abs(count)):
        day += step
        while day.weekday() > _FRIDAY:
            day += step
    return day


def _returning(part: str, year: str | None, said: Said) -> Edtfs:
    """The part of the given year, which NoSuchDay says it does not have; without a year the nearest."""
    if year:
        _must_exist(part, year)
    return _known(part, year, said)


def _known(part: str, year: str | None, said: Said) -> Edtfs:
    if year:
        return (f"{year}{part}",) if _exists(f"{year}{part}") else ()
    nearby = _nearby(part, said)
    if not nearby:
        _must_be_possible(part)
    found = said.nearest(nearby)
    return (found,) if found else ()


def _nearby(part: str, said: Said) -> list[str]:
    tried = (f"{said.today.year + more:04d}{part}" for more in _NEARBY)
    return [edtf for edtf in tried if _exists(edtf)]


def _stepped(part: str, match: re.Match[str], said: Said) -> Edtfs:
    """A month or season of a year or the nearest; "this" is the one under way or else that of the year under way,
    "next" the next to begin and "past" the last that is over."""
    if not match["step"]:
        return _returning(part, match["year"], said)
    if match["year"]:
        return ()
    today, nearby = said.today, _nearby(part, said)
    if match["step"] == "past":
        return tuple(edtf for edtf in nearby if _last(edtf) < today)[-1:]
    if match["step"] == "next":
        ahead = [edtf for edtf in nearby if _first(edtf) > today]
        return tuple(ahead[: 2 if int(ahead[0][:4]) == today.year else 1])
    under_way = (edtf for edtf in nearby if _first(edtf) <= today <= _last(edtf))
    return (next(under_way, f"{today.year:04d}{part}"),)


def _full_year(year: str | None, said: Said) -> str | None:
    """A year of two figures as the nearest with these last ones."""
    if not year or len(year) != 2:
        return year
    return str(min((each + int(year) for each in _CENTURIES), key=lambda each: abs(each - said.today.year)))


def _must_exist(part: str, year: str) -> None:
    """NoSuchDay in words if a month of the calendar does not have that many days in that year."""
    if not _is_last_days(part) or _exists(f"{year}{part}"):
        return
    if part == "-02-29":
        raise NoSuchDay(_("{year} is not a leap year: its February has 28 days.").format(year=int(year)))
    first = date(int(year), int(part[1:3]), 1)
    count = calendar.monthrange(first.year, first.month)[1]
    said = ngettext("{month} has only {count} day.", "{month} has only {count} days.", count)
    raise NoSuchDay(said.format(month=month_name(first), count=count))


def _must_be_possible(part: str) -> None:
    """NoSuchDay in words if a month has that many days in no year."""
    if _is_last_days(part):
        name = month(date(2000, int(part[1:3]), 1))
        raise NoSuchDay(_("No {month} has {count} days.").format(month=name, count=int(part[4:])))


def _is_last_days(part: str) -> bool:
    """Whether it is a month with one of the numbers that not every month has."""
    _dash, month_of_year, *day = part.split("-")
    return bool(day) and 1 <= int(month_of_year) <= 12 and 28 < int(day[0]) < 32


def _exists(edtf: str) -> bool:
    try:
        return bounds(edtf)[1] is not None
    except ValueError:
        return False


def _first(edtf: str) -> date:
    return bounds(edtf)[0] or date.min


def _last(edtf: str) -> date:
    return bounds(edtf)[1] or date.max


def _month_code(name: str) -> str:
    return f"{MONTHS.index(name) + 1:02d}"


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _days(*days: date) -> Edtfs:
    return tuple(day.isoformat() for day in dict.fromkeys(days))


_MONTH_NAMES, _SEASON_NAMES, _WEEKDAY_NAMES = "|".join(MONTHS), "|".join(SEASONS.values()), "|".join(WEEKDAYS)
_RELATIVE_YEAR = re.compile(r"\b(past|this|next) year\b")
_YEAR_FIRST = re.compile(
    r"^(\d{4}) (q[1-4]|h[12]|[1-4] quarter|[12] half|week \d{1,2}|"
    rf"(?:\d{{1,2}} |[12] half )?(?:{_MONTH_NAMES})(?: \d{{1,2}})?|{_SEASON_NAMES})$",
    re.ASCII,
)
_STEP = "(past|this|next)"
_STEPS_BEFORE = "(?:(?P<step>past|this|next) )?"
_NAME_OF_MONTH = f"(?P<month>{_MONTH_NAMES})"
_OF_YEAR = r"(?: (?P<year>\d{4}))?"
_COUNTED = r"\d{1,4} ?(?:d|w|m|y|days?|weeks?|months?|years?|workdays?)"
_LENGTH = re.compile(rf"(?={_COUNTED}$)(\d{{1,4}}) ?([a-z]+)", re.ASCII)

_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Said], Edtfs]], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        ("|".join(_DAYS), _named_day),
        (r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", _year_first),
        (r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))", _year_first),
        (r"(\d{4})[./](\d{1,2})()", _year_first),
        (r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d\d))?", _dotted),
        (r"(\d{1,2})[./](\d{4})", _month_and_year),
        (r"(\d{1,2})[/-](\d{1,2})[/-](?P<year>\d{4}|\d\d)", _either_order),
        (r"(\d{1,2})/(\d{1,2})(?P<year>)", _either_order),
        (rf"(?P<day>\d{{1,2}}) {_NAME_OF_MONTH}{_OF_YEAR}", _day_of_month),
        (rf"{_NAME_OF_MONTH} (?P<day>\d{{1,2}}){_OF_YEAR}", _day_of_month),
        (rf"{_STEPS_BEFORE}{_NAME_OF_MONTH}{_OF_YEAR}", _month),
        (rf"(?P<n>[12]) half {_NAME_OF_MONTH}{_OF_YEAR}", _half_of_month),
        (rf"(?:q(?P<n>[1-4])|(?P<m>[1-4]) quarter){_OF_YEAR}", _quarter),
        (rf"(?:h(?P<n>[12])|(?P<m>[12]) half){_OF_YEAR}", _half),
        (rf"{_STEPS_BEFORE}(?P<season>{_SEASON_NAMES}){_OF_YEAR}", _season),
        (r"(\d{3}0)s", _decade),
        (rf"(?:{_STEP} )?({_WEEKDAY_NAMES})", _weekday),
        (rf"{_STEP} week ({_WEEKDAY_NAMES})|({_WEEKDAY_NAMES}) {_STEP} week", _day_of_week),
        (rf"{_STEP} week", _week),
        (rf"(?:week|w) ?(?P<n>0?[1-9]|[1-4]\d|5[0-3]){_OF_YEAR}", _numbered_week),
        (r"(?P<n>0?[1-9]|[1-4]\d|5[0-3]) week (?P<year>\d{4})", _numbered_week),
        (rf"{_STEP} (month|quarter|half)", _unit),
        (rf"\+?({_COUNTED})( ago)?", _offset),
    )
)
_ASKED = frozenset({_either_order, _decade})
