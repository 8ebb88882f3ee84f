"""The pages of a calendar to choose from: days of a month, months or quarters of a year, years of a decade."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from db.rules.edtf import Precision
from db.words import _

FIRST, LAST = date(1000, 1, 1), date(2200, 12, 31)


def outside(text: str) -> str:
    """That a day is well said and lies where no calendar here reaches."""
    said = _("“{text}” is outside the years {first} to {last}.")
    return said.format(text=text, first=FIRST.year, last=LAST.year)


"""What a calendar shows; nobody plans further, no treaty in a register is older, and typed dates end there too."""

SCALES = (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR)
"""What one cell of a page can stand for."""

COLUMNS = {Precision.DAY: 7, Precision.MONTH: 3, Precision.QUARTER: 2, Precision.YEAR: 3}
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
_PAGE_MONTHS = {Precision.DAY: 1, Precision.MONTH: 12, Precision.QUARTER: 12, Precision.YEAR: 120}
_WEEKS = 6  # of a page of days, so that it never changes its height


def cells(scale: Precision, day: date, week_start: int = 0) -> tuple[date, ...]:
    """The first days of the cells of the page that shows `day`, row by row; the outer ones may lie beyond the
    calendar. Weeks begin on `week_start`, 0 is Monday."""
    if scale is Precision.DAY:
        first = day.replace(day=1)
        start = first.toordinal() - (first.weekday() - week_start) % 7
        return tuple(map(date.fromordinal, range(start, start + 7 * _WEEKS)))
    if scale is Precision.YEAR:
        before = day.year - day.year % 10 - 1
        return tuple(date(before + n, 1, 1) for n in range(12))
    return tuple(date(day.year, month, 1) for month in range(1, 13, _MONTHS[scale]))


def edtf(scale: Precision, day: date) -> str:
    """The cell that contains `day`, as exact as the scale."""
    if scale is Precision.QUARTER:
        return f"{day.year:04d}-{33 + (day.month - 1) // 3}"
    return day.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[scale]]


def whole(scale: Precision, day: date) -> str:
    """All that the page of `day` shows as one period: the month of its days, the year of its months; "" for years."""
    if scale is Precision.YEAR:
        return ""
    return edtf(Precision.MONTH if scale is Precision.DAY else Precision.YEAR, day)


def step(scale: Precision, day: date, count: int) -> date:
    """So many cells further, or back; never out of the calendar."""
    if scale is Precision.DAY:
        return _within(day + timedelta(days=count))
    return _later(day, count * _MONTHS[scale])


def turn(scale: Precision, day: date, pages: int) -> date:
    """The same place so many pages further, or back; never out of the calendar."""
    return _later(day, pages * _PAGE_MONTHS[scale])


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST.year <= year <= LAST.year:
        return FIRST if months < 0 else LAST
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _within(day: date) -> date:
    return min(max(day, FIRST), LAST)
