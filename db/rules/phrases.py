"""Reading a typed date such as "next Friday", "Q1 2027" or "by end of year": best first, never a silent guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules import calendar_phrases
from db.rules.edtf import APPROXIMATE, OPEN, UNCERTAIN, bounds, day_name, precision, short_weekday, third
from db.rules.languages import WEEKDAYS
from db.rules.periods import Period, Precision, distance
from db.rules.phrase_words import NO_DATE, bare, canonical
from db.rules.source_words import parts
from db.words import N_, _

HINT = N_(
    "Not a date yet. Try 15 Jan, next Friday, Q1 2027, by end of year. "
    "Words of a source that are no date go in quotation marks."
)

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_LONGEST = 100  # characters; nobody types a longer date, and a pasted page must not be searched for one
_DAY = timedelta(days=1)

_EITHER_ORDER = re.compile(r"\b\d{1,2}(?:/\d{1,2}(?:/\d{4})?|-\d{1,2}-\d{4})\b", re.ASCII)
_NUMBER = re.compile(r"(?=\d)")
_DAY_ALONE = re.compile(rf"(?:(?:{'|'.join(WEEKDAYS)}) )?(\d{{1,2}})", re.ASCII)
_DAY_OF_MONTH = re.compile(rf"(?:(?:{'|'.join(WEEKDAYS)}) )?(\d{{1,2}}) (.+)", re.ASCII)
_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)

Edtfs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a typed date, and the echo beside the field: "Fri 4 Dec 2026 · in 11 days"."""

    period: Period
    echo: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed date can mean, best first. `cleared`: there is no date. `ambiguous`: a person must choose.
    `backwards`: it ends before it starts. Neither readings nor cleared: not understood."""

    readings: tuple[Reading, ...]
    cleared: bool = False
    ambiguous: bool = False
    backwards: bool = False


def read(text: str, today: date) -> Understood:
    """What `text` means when said on `today`. Never raises: what is not a date is not understood.

    In quotation marks after a date stand the words of a source, which are kept in place of what was typed; they stand
    alone where they are no date. What was said on another day is read as on that day.
    """
    apart = parts(text)
    said = bare(apart.date)
    said_on = _day_of(apart.said_on, today) if apart.said_on else today
    if len(said) > _LONGEST or said_on is None:
        return Understood(())
    words = canonical(said)
    if words == NO_DATE:
        return _only_words(apart.words)
    # Typed today, the words of a source were not said today.
    anchor = None if apart.words and not apart.said_on else said_on
    periods = [Period.from_edtf(edtf, apart.words or said, anchor) for edtf in _meanings(words, said_on)]
    readings = tuple(Reading(period, echo(period, today)) for period in periods)
    ambiguous = len(readings) > 1 and _EITHER_ORDER.search(words) is not None
    return Understood(readings, ambiguous=ambiguous, backwards=not readings and _is_backwards(words, said_on))


def _day_of(words: str, today: date) -> date | None:
    """The one day that words mean; None where they mean none, or a person would have to choose."""
    first, last = bounds(_sole(canonical(bare(words)), today))
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


def echo(period: Period, today: date) -> str:
    """A period with the weekdays of its days and how far off it is: "Fri 4 Dec 2026 · in 11 days"."""
    shown = _with_weekdays(period)
    return " · ".join(part for part in (shown, distance(period.latest, today)) if part)


def lasting(text: str, said_on: date, today: date) -> str:
    """A date typed on one day, in words that mean the same `today`: on another day "tomorrow" becomes "24 Nov 2026".
    What is no date, or could be two, stays as it is."""
    if said_on == today:
        return text
    found = read(text, said_on)
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


def _in_range(edtf: str) -> bool:
    return all(day is None or _FIRST_YEAR <= day.year <= _LAST_YEAR for day in bounds(edtf))


def _meanings(words: str, today: date) -> Edtfs:
    """The ISO 8601-2 texts of canonical words, best first; empty if they are not a date."""
    try:
        return tuple(edtf for edtf in dict.fromkeys(_phrase(words, today)) if _in_range(edtf))
    except (ValueError, OverflowError):  # a day the calendar does not have
        return ()


def _phrase(words: str, today: date) -> Edtfs:
    """A date with the words around it: by …, before …, after …, about …, from … to …, end of …"""
    if words.endswith(UNCERTAIN):
        return _each(lambda edtf: _with_mark(edtf, UNCERTAIN), words[:-1].rstrip(), today)
    first, _, rest = words.partition(" ")
    if rest and first in _AROUND:
        return _AROUND[first](rest, today)
    left, dash, right = words.partition(" - ")
    if dash:
        return tuple(_ranges(left, right, today))[:1]
    if rest and first in _PART_OF:
        return _PART_OF[first](rest, today)
    return calendar_phrases.read(words, today)


def _each(change: Callable[[str], str], words: str, today: date) -> Edtfs:
    return tuple(change(edtf) for edtf in _phrase(words, today))


def _by(edtf: str) -> str:
    """At the latest when the period ends. A year is written out, so that every "by end of 2026" is stored alike."""
    end = edtf.rpartition("/")[2]
    if precision(end) is Precision.YEAR:
        return f"{OPEN}/{end[:4]}-12-31{end[4:]}"
    return f"{OPEN}/{end}"


def _before(words: str, today: date) -> Edtfs:
    """Before a day is first read as by that day; before a month or year, as by the day before it begins."""
    found = _phrase(words, today)
    earlier = tuple(f"{OPEN}/{first - _DAY}" for first in (bounds(edtf)[0] for edtf in found) if first)
    days = tuple(_by(edtf) for edtf in found if precision(edtf) in (Precision.DAY, Precision.BEFORE))
    return (*days, *earlier)


def _after(edtf: str) -> str:
    last = bounds(edtf)[1]
    if last is None:
        raise ValueError(_("Nothing comes after a period without an end."))
    return f"{last + _DAY}{_mark(edtf)}/{OPEN}"


def _from(edtf: str) -> str:
    return f"{edtf.partition('/')[0]}/{OPEN}"


def _mark(edtf: str) -> str:
    return edtf[-1] if edtf[-1] in (APPROXIMATE, UNCERTAIN) else ""


def _with_mark(edtf: str, mark: str) -> str:
    """Both ends marked as approximate or uncertain, unless they are already."""
    return "/".join(end if end == OPEN or _mark(end) else end + mark for end in edtf.split("/"))


def _weekday(words: str, today: date) -> Edtfs:
    """A weekday before a date adds nothing; the echo shows the right one."""
    return _phrase(words, today) if any(letter.isdigit() for letter in words) else ()


def _end_of(words: str, today: date) -> Edtfs:
    return _each(_by, f"this {words}" if words in calendar_phrases.UNITS else words, today)


def _third_of(part: str) -> Callable[[str, date], Edtfs]:
    def read_third(words: str, today: date) -> Edtfs:
        whole = f"this {words}" if words in calendar_phrases.UNITS else words
        return _each(lambda edtf: third(edtf, part), whole, today)

    return read_third


def _ranges(left: str, right: str, today: date) -> Iterator[str]:
    """From one date to another. A start without a year takes that of the end, or the year before it."""
    if " - " in right:  # three dates are no range, and trying each part against each would take for ever
        return
    for words in _starts(left, right, today):
        start = _sole(words, today)
        first = bounds(start)[0] if start else None
        if first is None:
            continue
        ends = [end for end in (_sole(right, today), _sole(right, first)) if end and _last(end) >= first]
        if not _YEAR.search(right):  # the year after is meant only across the turn of the year
            ends = [end for end in ends if end[5:7] != start[5:7] or end[:4] == start[:4]]
        if ends:
            end = min(ends, key=_last)
            yield start if start == end else f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"


def _starts(left: str, right: str, today: date) -> Iterator[str]:
    """The start as it was typed, first of all with a year that the end names. The year before is meant only across
    the turn of the year: "16–14 Dec 2026" is not a visit of a year."""
    year = _YEAR.search(right)
    left = _with_month(left, right)
    if year and not _YEAR.search(left):
        yield f"{left} {year[0]}"
        before, end = _sole(f"{left} {int(year[0]) - 1}", today), _sole(right, today)
        if before[5:7] != end[5:7]:
            yield f"{left} {int(year[0]) - 1}"
    yield left


def _with_month(left: str, right: str) -> str:
    """A start that is a day alone, in the month of the end: "Tue 3 – Wed 4 Feb 2026"."""
    day, whole = _DAY_ALONE.fullmatch(left), _DAY_OF_MONTH.fullmatch(right)
    return f"{day[1]} {whole[2]}" if day and whole else left


def _is_backwards(words: str, today: date) -> bool:
    """Whether two dates stand there, the later one first."""
    left, _, right = words.removeprefix("from ").partition(" - ")
    if not right or " - " in right:
        return False
    start, end = _sole(next(_starts(left, right, today)), today), _sole(right, today)
    first = bounds(start)[0] if start else None
    return bool(first and end and _last(end) < first)


def _last(edtf: str) -> date:
    return bounds(edtf)[1] or date.max


def _sole(words: str, today: date) -> str:
    """The best reading of one end of a range; "" if there is none or a person would have to choose."""
    found = _meanings(words, today)
    if not found or OPEN in found[0] or (len(found) > 1 and _EITHER_ORDER.search(words)):
        return ""
    return found[0]


_AROUND: dict[str, Callable[[str, date], Edtfs]] = {
    "by": lambda words, today: _each(_by, words, today),
    "within": lambda words, today: _each(_by, words, today),
    "before": _before,
    "after": lambda words, today: _each(_after, words, today),
    "from": lambda words, today: _each(_from, words, today),
    "c": lambda words, today: _each(lambda edtf: _with_mark(edtf, APPROXIMATE), words, today),
    "maybe": lambda words, today: _each(lambda edtf: _with_mark(edtf, UNCERTAIN), words, today),
    "on": _phrase,
    "in": _phrase,
    **dict.fromkeys(WEEKDAYS, _weekday),
}

# These belong to one end of a range: "end of January to mid-March".
_PART_OF: dict[str, Callable[[str, date], Edtfs]] = {
    "end": _end_of,
    **{part: _third_of(part) for part in ("early", "mid", "late")},
}
