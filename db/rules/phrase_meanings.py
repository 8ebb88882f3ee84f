"""What the words of a typed date mean: a date of the calendar with what is said around it, a range, a weekday."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.rules import calendar_phrases
from db.rules.calendar_pages import FIRST, LAST
from db.rules.calendar_phrases import NoSuchDay, Said
from db.rules.edtf import (
    APPROXIMATE,
    OPEN,
    UNCERTAIN,
    Precision,
    bounds,
    day_name,
    precision,
    third,
    turn_of_third,
    weekday,
)
from db.rules.languages import WEEKDAYS
from db.words import _

_DAY = timedelta(days=1)
_DAYS_IN_WEEK = 7

_NAME_OF_DAY = f"(?:{'|'.join(WEEKDAYS)})"
_DAY_ALONE = re.compile(rf"({_NAME_OF_DAY} )?(\d{{1,2}})", re.ASCII)
_DAY_OF_MONTH = re.compile(rf"(?:{_NAME_OF_DAY} )?(\d{{1,2}}) (.+)", re.ASCII)
_DAYS_LISTED = re.compile(r"((?:\d{1,2} )+)and (\d{1,2})( .+)", re.ASCII)
_WEEKDAY_LAST = re.compile(rf"(.*\d.*) ({_NAME_OF_DAY})", re.ASCII)
_STEP_OF_DATE = re.compile(rf"(?:this|next|past) ({_NAME_OF_DAY} .*\d.*)", re.ASCII)
_SO_LONG_AFTER = re.compile(r"(within )?(\d{1,4} [a-z]+) (?:(from|after|before) )?(.+)", re.ASCII)
_FROM_TODAY = re.compile(r"\b(?:today|tomorrow|yesterday|ago|this|next|past|(?:work)?days|weeks|months|years)\b")
_PARTS = frozenset({"early", "mid", "late"})
_PART_ALONE = re.compile(rf"(?P<part>{'|'.join(sorted(_PARTS))})|(?:{'|'.join(sorted(_PARTS))}) (?P<whole>.+)")
_WEEK_ALONE = re.compile(r"week \d{1,2}", re.ASCII)
_WEEKS_END = re.compile(r"(?:week )?\d{1,2}(?: \d{4})?", re.ASCII)
_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The ISO 8601-2 texts that words can mean, best first; true if there are any. `asked`: a person must choose.
    `reason`: in words why, or why there are none."""

    edtfs: tuple[str, ...] = ()
    asked: bool = False
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.edtfs)

    def each(self, change: Callable[[str], str]) -> Meaning:
        """The same with every text changed."""
        return replace(self, edtfs=tuple(change(edtf) for edtf in self.edtfs))


_NONE = Meaning()


def _in_range(edtf: str) -> bool:
    return all(day is None or FIRST <= day <= LAST for day in bounds(edtf))


def meaning(words: str, said: Said) -> Meaning:
    """What canonical words mean, as said then; nothing if they are not a date. Never raises."""
    try:
        found = _phrase(words, said)
        edtfs = tuple(edtf for edtf in dict.fromkeys(found.edtfs) if _in_range(edtf))
        return replace(found, edtfs=edtfs, asked=found.asked and len(edtfs) > 1)
    except NoSuchDay as why:
        return Meaning(reason=str(why))
    except (ValueError, OverflowError):  # a day the calendar does not have
        return _NONE


def _phrase(words: str, said: Said) -> Meaning:
    """A date with the words around it: by …, before …, after …, about …, from … to …, end of …"""
    if words.endswith(UNCERTAIN):
        return _marked(_phrase(words[:-1].rstrip(), said), UNCERTAIN)
    first, _space, rest = words.partition(" ")
    if first == "weekof" and " - " in rest and first not in rest:
        return _week_of(rest, said)
    counted = _so_long_after(words, said)
    if counted is not None:
        return counted
    if rest and first in _AROUND:
        return _AROUND[first](rest, said)
    for between, joins in ((" - ", _range), (" and ", _one_after_the_other)):
        left, apart, right = words.partition(between)
        if apart:
            return joins(left, right, said)
    return _whole(words, first, rest, said)


def _whole(words: str, first: str, rest: str, said: Said) -> Meaning:
    """One date: a part of a month or year, a day with its weekday before or after it, the week of a day."""
    edtfs, asked = calendar_phrases.read(words, said)
    if edtfs or not rest:
        return Meaning(edtfs, asked)
    if first in _PART_OF:
        return _PART_OF[first](rest, said)
    if first in WEEKDAYS:
        return _on_weekday(first, rest, said)
    stepped, last = _STEP_OF_DATE.fullmatch(words), _WEEKDAY_LAST.fullmatch(words)
    if stepped:
        return _phrase(stepped[1], said)
    return _on_weekday(last[2], last[1], said) if last else _NONE


def _by(edtf: str) -> str:
    """At the latest when the period ends. A year is written out, so that every "by end of 2026" is stored alike."""
    end = turn_of_third(edtf)
    if precision(end) is Precision.YEAR:
        return f"{OPEN}/{end[:4]}-12-31{end[4:]}"
    return f"{OPEN}/{end}"


def _before(words: str, said: Said) -> Meaning:
    """Before a day is first read as by that day; before a month or year, as by the day before it begins."""
    found = _phrase(words, said)
    earlier = tuple(f"{OPEN}/{first - _DAY}" for first in _firsts(found) if first)
    return replace(found, edtfs=(*(_by(edtf) for edtf in found.edtfs if _is_point(edtf)), *earlier))


def _up_to(words: str, said: Said) -> Meaning:
    """Up to a day is by that day. Up to March may be before it begins, or to its end; languages differ less than
    people do, so both can be chosen."""
    found = _phrase(words, said)
    if all(map(_is_point, found.edtfs)):
        return found.each(_by)
    return replace(found, edtfs=(*_before(words, said).edtfs, *found.each(_by).edtfs))


def _is_point(edtf: str) -> bool:
    """Whether it is as good as one day when something is due: a day, a deadline, or "mid-2027"."""
    return precision(edtf) in (Precision.DAY, Precision.BEFORE) or turn_of_third(edtf) != edtf.rpartition("/")[2]


def _firsts(found: Meaning) -> tuple[date | None, ...]:
    return tuple(None if turn_of_third(edtf) != edtf.rpartition("/")[2] else bounds(edtf)[0] for edtf in found.edtfs)


def _after(edtf: str) -> str:
    due = turn_of_third(edtf)
    last = None if due == OPEN else bounds(due)[1]
    if last is None:
        raise ValueError(_("Nothing comes after a period without an end."))
    return f"{last + _DAY}{_mark(due)}/{OPEN}"


def _from_then(words: str, said: Said) -> Meaning:
    """From a date on; where the word is followed by two dates, from the one to the other: "from 1-5 March"."""
    return _phrase(words, said) if " - " in words else _onwards(words, said)


def _onwards(words: str, said: Said) -> Meaning:
    """Not before a date. Of several dates nobody knows which of them it begins with."""
    return _NONE if " - " in words or " and " in words else _phrase(words, said).each(_from)


def _from(edtf: str) -> str:
    return f"{turn_of_third(edtf, begins=True)}/{OPEN}"


def _mark(edtf: str) -> str:
    return edtf[-1] if edtf[-1] in (APPROXIMATE, UNCERTAIN) else ""


def _marked(found: Meaning, mark: str) -> Meaning:
    """All ends marked as approximate or uncertain. What is both is not read: one of the two would be lost."""
    if any(_mark(end) not in ("", mark) for edtf in found.edtfs for end in edtf.split("/")):
        return _NONE
    return found.each(lambda edtf: _with_mark(edtf, mark))


def _with_mark(edtf: str, mark: str) -> str:
    return "/".join(end if end == OPEN or _mark(end) else end + mark for end in edtf.split("/"))


def _so_long_after(words: str, said: Said) -> Meaning | None:
    """Three months after a day or before it; "within three months of" it is by then. None for other words."""
    match = _SO_LONG_AFTER.fullmatch(words)
    if match is None or calendar_phrases.day_later(said.today, match[2]) is None or not (match[1] or match[3]):
        return None
    found, back = _phrase(match[4], said), match[3] == "before"
    days = [bounds(edtf)[0] for edtf in found.edtfs if precision(edtf) is Precision.DAY]
    later = [calendar_phrases.day_later(day, match[2], back=back) for day in days if day]
    if len(later) != len(found.edtfs) or (back and match[1]):
        return _NONE
    marked = zip(later, map(_mark, found.edtfs), strict=True)
    moved = replace(found, edtfs=tuple(f"{day}{mark}" for day, mark in marked))
    return moved.each(_by) if match[1] else moved


def _on_weekday(name: str, rest: str, said: Said) -> Meaning:
    """A day with its weekday. Of several readings it chooses; where it fits none, a person must say which was meant:
    the date, or the nearest day of that name. Before what is no day or week it means nothing."""
    found, place = _phrase(rest, said), WEEKDAYS.index(name)
    firsts = [bounds(edtf)[0] for edtf in found.edtfs]
    if found and all(precision(edtf) is Precision.DAY for edtf in found.edtfs):
        fits = tuple(edtf for edtf, day in zip(found.edtfs, firsts, strict=True) if day and day.weekday() == place)
        return Meaning(fits, found.asked and len(fits) > 1) if fits else _contradicted(found, place)
    weeks = [day for edtf, day in zip(found.edtfs, firsts, strict=True) if day and _is_week(edtf)]
    days = tuple(str(monday + timedelta(days=place)) for monday in weeks)
    return replace(found, edtfs=days)


def _contradicted(found: Meaning, place: int) -> Meaning:
    day = bounds(found.edtfs[0])[0] or date.min
    nearest = day + timedelta(days=(place - day.weekday() + 3) % _DAYS_IN_WEEK - 3)
    reason = _("{day} is a {weekday}.").format(day=day_name(day), weekday=weekday(day))
    return Meaning((*found.edtfs, f"{nearest}{_mark(found.edtfs[0])}"), asked=True, reason=reason)


def _is_week(edtf: str) -> bool:
    first, last = bounds(edtf)
    return bool(first and last and first.weekday() == 0 and (last - first).days == _DAYS_IN_WEEK - 1)


def _end_of(words: str, said: Said) -> Meaning:
    return _phrase(f"this {words}" if words in calendar_phrases.UNITS else words, said).each(_by)


def _third_of(part: str) -> Callable[[str, Said], Meaning]:
    def read_third(words: str, said: Said) -> Meaning:
        whole = f"this {words}" if words in calendar_phrases.UNITS else words
        return _phrase(whole, said).each(lambda edtf: third(edtf, part))

    return read_third


def _week_of(words: str, said: Said) -> Meaning:
    """The week of a day, "week of 23 November"; of several days that lie in one week these, "week of 1–5 March"."""
    found = _phrase(words, said)
    if " - " in words:
        return found if all(map(_in_one_week, found.edtfs)) else _NONE
    days = [bounds(edtf)[0] for edtf in found.edtfs if precision(edtf) is Precision.DAY]
    return replace(found, edtfs=tuple(calendar_phrases.week_of(day) for day in days if day))


def _in_one_week(edtf: str) -> bool:
    first, last = bounds(edtf)
    return first is not None and last is not None and calendar_phrases.week_of(first) == calendar_phrases.week_of(last)


def _one_after_the_other(left: str, right: str, said: Said) -> Meaning:
    """ "3 and 4 March", "March and April 2027": only what follows on each other is one period."""
    listed = _DAYS_LISTED.fullmatch(f"{left} and {right}")
    if listed:
        days = [*map(int, listed[1].split()), int(listed[2])]
        if days != list(range(days[0], days[-1] + 1)):
            return _NONE
        return _range(str(days[0]), f"{days[-1]}{listed[3]}", said)
    if " and " in right or calendar_phrases.day_later(said.today, right) is not None:
        return _NONE
    found = _range(left, right, said)
    start, apart, end = found.edtfs[0].partition("/") if found else ("", "", "")
    return found if apart and bounds(start)[1] == (bounds(end)[0] or date.min) - _DAY else _NONE


def _range(left: str, right: str, said: Said) -> Meaning:
    """From one date to another. A start without a year takes that of the end, or the year before it; where neither
    has one, it is the nearest."""
    if " - " in right:  # three dates are no range, and trying each part against each would take for ever
        return _NONE
    left, right = _with_whole(_with_month(left, right), right)
    if _is_half_said(left, right):
        return _NONE
    if not _YEAR.search(left) and not _YEAR.search(right):
        nearby = {each.edtfs[0]: each for each in _in_each_year(left, right, said)}
        found = said.nearest(nearby)
        if found:
            return nearby[found]
    for start in _starts(left, right, said):
        if start.reason and not start:
            return start
        found_ends = [each for each in _ends(start, right, said) if each]
        if found_ends:
            return min(found_ends, key=lambda each: _last(each.edtfs[0]))
    return Meaning(reason=sole(left, said).reason or sole(right, said).reason)


def _in_each_year(left: str, right: str, said: Said) -> Iterator[Meaning]:
    """Two dates without a year in each of the years around, across the turn of the year where need be."""
    for year in range(said.today.year - 9, said.today.year + 10):
        start, end = sole(f"{left} {year}", said), sole(f"{right} {year}", said)
        if start and end and _is_before(end, start) and start.edtfs[0][5:7] != end.edtfs[0][5:7]:
            end = sole(f"{right} {year + 1}", said)
        joined = _joined(start, end)
        if joined:
            yield joined


def _starts(left: str, right: str, said: Said) -> Iterator[Meaning]:
    """The start as it was typed, first of all with a year that the end names. The year before is meant only across
    the turn of the year: "16–14 Dec 2026" is not a visit of a year."""
    year = _YEAR.search(right)
    if year and not _YEAR.search(left):
        yield sole(f"{left} {year[0]}", said)
        before, end = sole(f"{left} {int(year[0]) - 1}", said), sole(right, said)
        if before and end and before.edtfs[0][5:7] != end.edtfs[0][5:7]:
            yield before
    yield sole(left, said)
    yield sole(left, said.of_the_past())


def _ends(start: Meaning, right: str, said: Said) -> Iterator[Meaning]:
    """Ranges from a start to the end as it was typed, or to the first such day after the start. The year after is
    meant only across the turn of the year."""
    first = bounds(start.edtfs[0])[0] if start else None
    if first is None:
        return
    for now in (said,) if _FROM_TODAY.search(right) else (said, Said(first)):
        end = sole(right, now)
        same = end and end.edtfs[0][5:7] == start.edtfs[0][5:7] and end.edtfs[0][:4] != start.edtfs[0][:4]
        if end and (_YEAR.search(right) or not same):
            yield _joined(start, end)


def _joined(start: Meaning, end: Meaning) -> Meaning:
    """One period from the start to the end; nothing if it would end before it starts."""
    if not start or not end or _is_before(end, start):
        return _NONE
    count = max(len(start.edtfs), len(end.edtfs)) if start.asked or end.asked else 1
    chosen = ((each.edtfs[min(n, len(each.edtfs) - 1)] for each in (start, end)) for n in range(min(count, 2)))
    edtfs = tuple(a if a == b else f"{a.partition('/')[0]}/{b.rpartition('/')[2]}" for a, b in chosen)
    return Meaning(edtfs, start.asked or end.asked, start.reason or end.reason)


def _with_month(left: str, right: str) -> str:
    """A start that is a day alone, in the month of the end: "Tue 3 – Wed 4 Feb 2026"."""
    day, whole = _DAY_ALONE.fullmatch(left), _DAY_OF_MONTH.fullmatch(right)
    return f"{day[1] or ''}{day[2]} {whole[2]}" if day and whole else left


def _with_whole(left: str, right: str) -> tuple[str, str]:
    """Both ends with the month or year of which they are a part: "mid to late March", "early March to its middle"."""
    parts = _PART_ALONE.fullmatch(left), _PART_ALONE.fullmatch(right)
    wholes = [part["whole"] for part in parts if part is not None and part["whole"]]
    if None in parts or len(wholes) != 1:
        return left, right
    return (left, f"{right} {wholes[0]}") if right in _PARTS else (f"{left} {wholes[0]}", right)


def _is_half_said(left: str, right: str) -> bool:
    """Whether one end is of another sort than the other and says too little for itself: "March - 2027", "Mon - 5 May",
    "week 1 - 5 March", which may be the week of these days, or "mid" without a month or year."""
    year_alone = bool(_YEAR.fullmatch(right)) and not _YEAR.search(left) and not _FROM_TODAY.search(left)
    day_alone = left in WEEKDAYS and any(map(str.isdigit, right))
    week_alone = bool(_WEEK_ALONE.fullmatch(left)) and not _WEEKS_END.fullmatch(right)
    return left in _PARTS or right in _PARTS or year_alone or day_alone or week_alone


def is_backwards(words: str, said: Said) -> bool:
    """Whether two dates stand there, the later one first."""
    left, _dash, right = words.removeprefix("from ").partition(" - ")
    if not right or " - " in right:
        return False
    start, end = next(_starts(_with_month(left, right), right, said)), sole(right, said)
    return bool(start and end and _is_before(end, start))


def _is_before(end: Meaning, start: Meaning) -> bool:
    return _last(end.edtfs[0]) < (bounds(start.edtfs[0])[0] or date.min)


def _last(edtf: str) -> date:
    return bounds(edtf)[1] or date.max


def sole(words: str, said: Said) -> Meaning:
    """What one end of a range means; nothing if it is open, or figures that could be two days."""
    found = meaning(words, said)
    if not found or OPEN in found.edtfs[0] or (found.asked and not found.reason):
        return Meaning(reason=found.reason)
    return found if found.asked else replace(found, edtfs=found.edtfs[:1])


_AROUND: dict[str, Callable[[str, Said], Meaning]] = {
    "by": lambda words, said: _phrase(words, said).each(_by),
    "within": lambda words, said: _phrase(words, said).each(_by),
    "over": _phrase,
    "upto": _up_to,
    "before": _before,
    "after": lambda words, said: _phrase(words, said).each(_after),
    "from": _from_then,
    "onwards": _onwards,
    "since": lambda words, said: _onwards(words, said.of_the_past()),
    "c": lambda words, said: _marked(_phrase(words, said), APPROXIMATE),
    "maybe": lambda words, said: _marked(_phrase(words, said), UNCERTAIN),
    "on": _phrase,
    "in": _phrase,
}

# These belong to one end of a range: "end of January to mid-March".
_PART_OF: dict[str, Callable[[str, Said], Meaning]] = {
    "end": _end_of,
    "weekof": _week_of,
    **{part: _third_of(part) for part in ("early", "mid", "late")},
}
