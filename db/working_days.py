"""On which days a ministry works: the weekend and holidays of its country, with what a person added or struck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.choices import choice
from db.collation import sort_key
from db.records.working_days import DayOff, Marked
from db.rules.text import fold
from db.rules.working_days import WEEKDAYS, WorkingDays
from db.tables.parties import Party
from db.tables.settings import DAYS_OFF, OUR_SIDE, WORKING_COUNTRY

if TYPE_CHECKING:
    from holidays import HolidayBase

NOWHERE = "-"
"""Chosen as the country whose days count: none; Monday to Friday are worked."""
_ENGLISH, _ESTIMATED = "en_US", "(estimated)"
_SHORT = 2
"""So many letters has the code of a country; the calendars know it by three letters too."""


def country(reader: Session) -> str:
    """The code of the country whose days count (ISO 3166-1 alpha-2): the chosen one, else that of our side; "" for
    none."""
    chosen = choice(reader, WORKING_COUNTRY)
    if isinstance(chosen, str):
        return "" if chosen == NOWHERE else chosen
    side = choice(reader, OUR_SIDE)
    return reader.scalar(select(Party.code).where(Party.id == side)) or "" if isinstance(side, int) else ""


def of(reader: Session, code: str | None = None) -> WorkingDays:
    """The working days of a country, ours where none is named; of one nobody knows Monday to Friday."""
    wanted = country(reader) if code is None else code
    return _days(wanted, marked(reader, wanted)) if wanted else WEEKDAYS


def marked(reader: Session, code: str) -> Marked:
    """The days that a person added to those off in a country, and struck from them."""
    kept = choice(reader, f"{DAYS_OFF}{code}")
    return Marked.model_validate(kept) if kept else Marked()


def year(reader: Session, code: str, which: int) -> tuple[DayOff, ...]:
    """The days off of a country in a year, in their order, by their names in its language."""
    own, days = marked(reader, code), list[DayOff]()
    if code in supported():
        import holidays

        # Told no language it would follow the computer's.
        own_language = holidays.country_holidays(code).default_language
        local = holidays.country_holidays(code, years=which, language=own_language)
        english = _ENGLISH if _ENGLISH in local.supported_languages else None
        named = holidays.country_holidays(code, years=which, language=english)
        days = [
            DayOff(day=day, name=name, expected=_ESTIMATED in named.get(day, ""), struck=day in own.struck)
            for day, name in local.items()
            if day not in own.added
        ]
    days += [DayOff(day=day, name=name, own=True) for day, name in own.added.items() if day.year == which]
    return tuple(sorted(days, key=lambda each: each.day))


def supported() -> frozenset[str]:
    """The codes of the countries whose public holidays are known."""
    import holidays  # half a thousand calendars: only who asks for one waits for it

    return frozenset(holidays.list_supported_countries())


def countries() -> dict[str, str]:
    """What the countries of which public holidays are known are called, by their codes, in the order of their names."""
    import icu  # its data name every country

    english = icu.Locale("en")
    named = {code: icu.Locale("", code).getDisplayCountry(english) for code in supported() if len(code) == _SHORT}
    return dict(sorted(named.items(), key=lambda each: sort_key(each[1])))


def named(reader: Session, words: str) -> WorkingDays | None:
    """The working days of a country by its name or its code of two or three letters, ours where no words are; None for
    one of which nothing is known."""
    if not words.strip():
        return of(reader)
    wanted = fold(words.strip())
    names = countries()
    code = next((code for code, name in names.items() if wanted in (fold(code), fold(name))), "")
    code = code or next((code for code in supported() if fold(code) == wanted), "")
    return of(reader, code) if code else None


@dataclass(frozen=True, slots=True)
class _Off:
    """The days off in a country; a year is worked out when it is first asked for."""

    public: HolidayBase | None
    own: Marked

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day in self.own.added or (self.public is not None and day in self.public))


@lru_cache(maxsize=16)
def _days(code: str, own: Marked) -> WorkingDays:
    import holidays

    public = holidays.country_holidays(code) if code in supported() else None
    weekend = frozenset(public.weekend) if public is not None else WEEKDAYS.weekend
    return WorkingDays(weekend, _Off(public, own), frozenset(own.struck))
