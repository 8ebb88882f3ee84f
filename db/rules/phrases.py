"""Reading a typed date such as "next Friday", "Q1 2027" or "by end of year": best first, never a silent guess.

A day without a year is the nearest one: where the field is about what happened the nearest past one, otherwise the
nearest ahead, and where it may be either the nearer of the two. A weekday that contradicts its date, and figures that
are two dates, are asked about. Words are read whole or not at all: what is not read can be kept as the words of the
source. "By mid-2027" is about the middle of 2027, "by early 2027" about the end of March. Years run from 1000 to
2200."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from db.rules.calendar_pages import outside
from db.rules.calendar_phrases import Said
from db.rules.edtf import bounds, day_name, short_weekday
from db.rules.periods import Period, Precision, distance, happening
from db.rules.phrase_meanings import is_backwards, meaning, sole
from db.rules.phrase_words import NO_DATE, bare, canonical
from db.rules.source_words import parts
from db.words import N_, _

HINT = N_(
    "Not a date yet. Try 15 Jan, next Friday, Q1 2027, by end of year. Enter keeps it as the words of the source."
)
"""Said in a field, where Enter can do so."""

IN_QUOTES = N_(
    "Not a date yet. Try 15 Jan, next Friday, Q1 2027, by end of year. "
    "Words of a source that are no date go in quotation marks."
)
"""Said where there is no Enter to press."""

_LONGEST = 100  # characters; nobody types a longer date, and a pasted page must not be searched for one
_DAY = timedelta(days=1)

_NUMBER = re.compile(r"(?=\d)")
_YEAR_TOO_FAR = re.compile(r"\b(?:0\d{3}|(?:2[3-9]|22(?!00)|[3-9]\d)\d\d|\d{5,})\b")
_LENGTH_TOO_FAR = re.compile(r"\b\d{3,}(?= (?:days?|weeks?|months?|quarters?|years?)\b)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a typed date, and the echo beside the field: "Fri 4 Dec 2026 · in 11 days"."""

    period: Period
    echo: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed date can mean, best first. `cleared`: there is no date. `ambiguous`: a person must choose.
    `backwards`: it ends before it starts. Neither readings nor cleared: not understood. `reason`: why a person must
    choose, or why the calendar has no such day; "" where the readings, or the lack of them, say it all."""

    readings: tuple[Reading, ...]
    cleared: bool = False
    ambiguous: bool = False
    backwards: bool = False
    reason: str = field(default="", compare=False)


_PLACE_IN_TIME = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
    r" of (?:the |a |each |every )?(?:week|month|quarter|half|year|decade)s?\b"
    r"|\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r" (?:days?|weeks?|months?|years?)\b(?! of \d{4}\b)"
)
"""A place in a time that is not named: "the 15th of the month" is no fifteen months, "the 2nd week" no two weeks."""


def read(text: str, today: date, *, past: bool | None = False, happens: bool = False) -> Understood:
    """What `text` means when said on `today`, of what happened (`past`), of what is to come, or of what may be either
    (None): then the nearer is meant, and the other offered. Never raises: what is not a date is not understood.

    In quotation marks after a date stand the words of a source, which are kept in place of what was typed; they stand
    alone where they are no date. What was said on another day is read as on that day. `happens`: it is
    of what takes its time, such as a visit: "this week" is its days, and how far off it is, is counted to its start.
    """
    if past is None:
        gone = read(text, today, past=True, happens=happens)
        return _nearer(gone, read(text, today, happens=happens), today)
    apart = parts(text)
    said = bare(apart.date)
    said_on = _day_of(apart.said_on, today) if apart.said_on else today
    if len(said) > _LONGEST or said_on is None or _PLACE_IN_TIME.search(said.casefold()):
        return Understood(())
    words = canonical(said)
    if words == NO_DATE:
        return _only_words(apart.words)
    # Typed today, the words of a source were not said today; and what happened did not happen from now on.
    anchor = None if past or (apart.words and not apart.said_on) else said_on
    now = Said(said_on, past, happens)
    found = meaning(words, now)
    periods = [Period.from_edtf(edtf, apart.words or said, anchor) for edtf in found.edtfs]
    readings = tuple(Reading(period, echo(period, today, happens=happens)) for period in periods)
    backwards = not readings and is_backwards(words, now)
    why = found.reason or ("" if readings or found.asked or backwards else _too_far(words, said, now))
    return Understood(readings, ambiguous=found.asked, backwards=backwards, reason=why)


def _too_far(words: str, said: str, now: Said) -> str:
    """That words would be a date if their year, or their number of days or years, were not so far away; "" where they
    are none anyway."""
    nearer = (_YEAR_TOO_FAR.sub("2000", words), _LENGTH_TOO_FAR.sub("2", words))
    return outside(said) if any(each != words and meaning(each, now).edtfs for each in nearer) else ""


def _nearer(gone: Understood, ahead: Understood, today: date) -> Understood:
    """What was read both of what happened and of what is to come: the nearer first; of two as near, what happened."""
    if not gone.readings or not ahead.readings:
        return gone if gone.readings else ahead
    first, then = sorted((gone, ahead), key=lambda each: _days_off(each.readings[0].period, today))
    known = {each.period.edtf for each in first.readings}
    others = tuple(each for each in then.readings if each.period.edtf not in known)
    return first if first.ambiguous else replace(first, readings=(*first.readings, *others))


def _days_off(period: Period, today: date) -> int:
    """How far the nearest end of a period is from a day; 0 where it lies in it."""
    days = [(each - today).days for each in (period.earliest, period.latest) if each is not None]
    return 0 if len(days) == 2 and days[0] <= 0 <= days[1] else min(map(abs, days), default=0)


def as_words(text: str) -> str:
    """What is typed to keep a text that is no date as the words of the source; "" if it cannot be kept so."""
    typed = quoted(text.strip())
    return typed if text.strip() and parts(typed).words else ""


def _day_of(words: str, today: date) -> date | None:
    """The one day, gone by, that words mean; None where they mean none, or a person would have to choose."""
    found = sole(canonical(bare(words)), Said(today, past=True))
    first, last = bounds(found.edtfs[0]) if found and not found.asked else (None, None)
    return first if first == last else None


def _only_words(words: str) -> Understood:
    """Words of a source that are no date, such as “in the near future”; without any there is no date."""
    if not words:
        return Understood((), cleared=True)
    period = Period.text(words)
    return Understood((Reading(period, _("{words} · no date").format(words=quoted(words))),))


def quoted(words: str) -> str:
    """Words of a source as they are typed where a date is asked for."""
    return f"“{words}”"


def echo(period: Period, today: date, *, happens: bool = False) -> str:
    """A period with the weekdays of its days and how far off it is: "Fri 4 Dec 2026 · in 11 days". That is its end,
    unless it is of what `happens`."""
    far = happening(period, today) if happens else distance(period.latest, today)
    return " · ".join(part for part in (_with_weekdays(period), far) if part)


def lasting(text: str, said_on: date, today: date, *, past: bool | None = False) -> str:
    """A date typed on one day, in words that mean the same `today`: on another day "tomorrow" becomes "24 Nov 2026".
    What is no date, or could be two, stays as it is."""
    if said_on == today:
        return text
    found = read(text, said_on, past=past)
    return found.readings[0].period.display() if found.readings and not found.ambiguous else text


def _with_weekdays(period: Period) -> str:
    """ "4 Dec 2026" with its weekday, "3–4 Feb 2026" with those of both ends; a month or a year has none."""
    shown = period.display()
    first, dash, last = shown.partition("–")
    if dash:
        both = period.precision is Precision.DAYS and period.earliest and period.latest
        return f"{_named(first.strip(), period.earliest)} – {_named(last.strip(), period.latest)}" if both else shown
    for day in (period.latest, period.earliest and period.earliest - _DAY):
        if day and day_name(day) in shown:
            return _named(shown, day)
    return shown


def _named(shown: str, day: date | None) -> str:
    """The weekday of `day` before its number, the first in `shown`."""
    return _NUMBER.sub(f"{short_weekday(day)} ", shown, count=1) if day else shown
