"""How long a notice takes, as agreements word it, and the last day on which it can be given."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules.periods import Period
from db.vocabulary import Renewal

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12,
    "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_LENGTH = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})\b(?:\s*\(\d+\))?[\s-]*(day|week|month|year)s?\b", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in calendar days, or in months."""

    days: int = 0
    months: int = 0


def length(words: str) -> Length | None:
    """The length that words such as "six months", "90 days" or "1 year" name; None where they name none."""
    found = _LENGTH.search(words)
    if found is None:
        return None
    many = _NUMBERS.get(found[1].lower()) or int(found[1])
    match found[2].lower():
        case "day":
            return Length(days=many)
        case "week":
            return Length(days=7 * many)
        case "month":
            return Length(months=many)
    return Length(months=12 * many)


def last_day(expires: Period | None, notice: str) -> date | None:
    """The last day on which notice can be given so that it takes effect when the term ends; None where that is not
    known: the term has no certain last day, or the words name no length."""
    end, long = expires.latest if expires is not None else None, length(notice)
    if end is None or long is None or end == date.max:
        return None
    return back(end, long.months) - timedelta(days=long.days)


def back(day: date, months: int) -> date:
    """The same day so many months earlier (negative: later), or the last of that month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def term_ends(expires: Period | None, renewal: Renewal, duration: str, today: date) -> date | None:
    """The end of the term that runs on `today`: with tacit renewal terms follow one another, as long as the duration
    names; None where no end is known."""
    end = expires.latest if expires is not None else None
    if end is None or end >= today or renewal is not Renewal.TACIT:
        return end
    long = length(duration)
    if long is None or not (long.days or long.months):
        return None
    first, terms = end, 0
    while end < today:
        terms += 1
        end = back(first, -long.months * terms) + timedelta(days=long.days * terms)
    return end
