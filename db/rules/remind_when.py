"""When to be reminded, in words: "in 10 working days", "when they answer", "every 1st of the month until June".

Words are read whole or not at all; a day is read as everywhere (`phrases`). What comes again begins after today, unless
its first day is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from db.rules import lengths, phrases
from db.rules.edtf import short_weekday
from db.rules.languages import WEEKDAYS
from db.rules.lengths import Length
from db.rules.notice import back, later
from db.rules.periods import Period, Precision
from db.rules.text import on_one_line
from db.rules.working_days import WorkingDays
from db.words import N_, _, ngettext

HINT = N_(
    "Not understood. Try 4 Dec, in 3 days, in 10 working days, when they answer, every Monday, every 1st of the month, "
    "every 2 weeks until June."
)
UNTIL_HINT = N_("Not understood. Try tomorrow, 4 Dec, next Friday, 15:00, or Friday 15:00.")
LONGEST = 200
_MOST_WORKING_DAYS, _MOST_DAYS, _MOST_MONTHS = 2600, 3650, 120
_TOLD = 3
"""So many days of what comes again are told beforehand."""
_DAY = timedelta(days=1)
_A_WEEK, _A_YEAR = 7, 12

_AT_A_TIME = re.compile(
    r"(?:at |(?:on )?(?P<day>.+?)(?:,| at|, at)? )?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?: today)?"
)
_ANSWER = re.compile(
    r"(?:when|once|as soon as) (?:they|he|she|it|the other side|an? (?:answer|reply)|(?:the|their) (?:answer|reply)) "
    r"(?:is |has |have |was )?(?:answer|repl(?:y|ie)|respond|come|came|arrive|write back)(?:s|ed|d)?(?: in)?"
)
_WORKING = re.compile(
    r"(?:in |after )?(?P<many>[^,;]+?) (?:working|business|work) ?days?(?: (?:of|in) (?P<of>(?!every |each )[^,;]+?))?"
    r"(?: (?P<side>from|after|before) (?P<day>.+))?"
)
_LAST_OF_MONTH = re.compile(
    r"(?:on |by )?(?:the )?last (?P<work>(?:working|business) )?day of (?:(?P<this>the|this)|(?P<next>next)) month"
)
_WITHIN_EACH = re.compile(
    r"(?:first|second|third|fourth|last) (?:(?:working|business) )?\w+(?: of (?:the|each|every) month)?"
)
_BEFORE_NO_DAY = re.compile(
    r"(?P<long>.+ )?(?P<side>before|after) (?:the|our|their|his|her|my|this|that) (?P<what>\D+)"
)
_NEXT_WORKING = re.compile(r"(?:the |on the )?next (?:working|business) ?day(?: (?:of|in) (?P<of>.+))?")
_ADVERBS = {
    "daily": "every day", "weekly": "every week", "fortnightly": "every fortnight", "monthly": "every month",
    "quarterly": "every quarter", "yearly": "every year", "annually": "every year",
}  # fmt: skip
_ADVERB = re.compile(rf"({'|'.join(_ADVERBS)})(?= |$)")
_OF_EACH_MONTH = re.compile(r"^(?:on )?(?:the )?(\w+) (?:day )?of (?:every|each|the) month(?= |$)")
_EVERY = re.compile(
    r"(?:on )?(?:every|each) (?P<each>.+?)(?: (?P<how>from|starting|beginning|after)(?: on)? (?P<first>.+?))?"
    r"(?: (?:until|till|up to) (?P<last>.+))?"
)
_DAY_OF_MONTH = re.compile(r"(?:the )?(?:(\d{1,2})(?:st|nd|rd|th)|(first))(?: day)?(?: of (?:the|each|every) month)?")
_DAY_OF_YEAR = re.compile(r"(?:the )?[1-9]\d?(?:st|nd|rd|th)?(?: of)? [^\W\d]+|[^\W\d]+ [1-9]\d?")


@dataclass(frozen=True, slots=True)
class Times:
    """When a reminder fires: on a day, and from it on every so many months and days at the latest on `until`; or when
    something comes in on its record. What is counted from a day and begins `after` it does not fire on that day."""

    on: date | None = None
    repeat_days: int | None = None
    repeat_months: int | None = None
    until: date | None = None
    on_answer: bool = False
    after: bool = False

    def days(self) -> Iterator[date]:
        """The days on which it fires, in their order; none of those for an answer."""
        return (day for _n, day in self.numbered())

    def numbered(self) -> Iterator[tuple[int, date]]:
        """These days, each with the number under which what was done about it is kept: that of the day from which it is
        counted is 1, whether it fires on that or not."""
        each, day, n = Length(days=self.repeat_days or 0, months=self.repeat_months or 0), self.on, 0
        while day is not None and self.on is not None and (self.until is None or day <= self.until):
            if n or not self.after:
                yield n + 1, day
            if each == Length():
                return
            n += 1
            day = later(self.on, each, n)

    def set_on(self, today: date) -> date | None:
        """The day that is kept as the one on which it was set `today`: of what comes again after months none but the
        day after which it begins."""
        if self.repeat_months:
            return self.on if self.after else None
        return today


def begins_after(on: date | None, set_on: date | None, months: int | None) -> bool:
    """Whether what is kept of a reminder says that it comes again from its day on and not on that day itself."""
    return months is not None and on is not None and on == set_on


@dataclass(frozen=True, slots=True)
class Understood:
    """How words were read, or why they were not, with what to type instead."""

    times: Times | None
    refused: str = ""
    counted: str = ""
    """Whose working days were counted, in words."""


@dataclass(frozen=True, slots=True)
class Until:
    """Until when something is put off: a day, a time of it as "15:00", or an answer; or why words do not say when."""

    day: date | None = None
    time: str = ""
    answer: bool = False
    refused: str = ""


class _Refusal(ValueError):
    """Why words are not read."""


Work = Callable[[str], WorkingDays | None]
"""The working days of a country by its name or code, ours for ""; None for one of which nothing is known."""


def read(text: str, today: date, work: Work) -> Understood:
    """When words mean somebody to be reminded who says them `today`."""
    words = on_one_line(text).casefold().strip(" .")
    if not words or len(words) > LONGEST:
        return Understood(None, _(HINT))
    try:
        if _ANSWER.fullmatch(words):
            return Understood(Times(on_answer=True))
        counted = _last_of_month(words, today, work) or _working(words, today, work)
        if counted is not None:
            return counted
        return Understood(_again(words, today) or Times(on=_day(words, today, ahead=True)))
    except _Refusal as refusal:
        return Understood(None, str(refusal))
    except (OverflowError, ValueError):  # no calendar reaches so far
        return Understood(None, _(HINT))


def until(text: str, today: date, at: str) -> Until:
    """Until when somebody puts something off who says so `today`, when it is `at`: "Friday", "15:00", "4 Dec 9:30"."""
    words = on_one_line(text).casefold().strip(" .")
    match = _AT_A_TIME.fullmatch(words)
    try:
        if _ANSWER.fullmatch(words) or not words or len(words) > LONGEST:
            return Until(answer=True) if words and len(words) <= LONGEST else Until(refused=_(UNTIL_HINT))
        time = f"{int(match['hour']):02d}:{match['minute']}" if match else ""
        named = (match["day"] or "today") if match else words
        day = today if time and named == "today" else _day(named, today)
    except _Refusal as refusal:
        return Until(refused=str(refusal).replace(_(HINT), _(UNTIL_HINT)))
    if day > today or (time and day == today and time > at):
        return Until(day, time)
    return Until(refused=_("This time has passed. Choose one to come.") if time else _("Choose a day to come."))


def _last_of_month(words: str, today: date, work: Work) -> Understood | None:
    """The last day of this month or the next one, or the last of ours on which anybody works; of this month's, once it
    has passed, the next one's."""
    match = _LAST_OF_MONTH.fullmatch(words)
    days = work("") if match is not None and match["work"] else None
    if match is None:
        return None
    for months in range(1 if match["next"] else 0, 3):
        on = back(today.replace(day=1), -months - 1) - _DAY
        on = days.before(on) if days is not None else on
        if on >= today:
            return Understood(Times(on=on))
    raise _Refusal(_(HINT))


def _working(words: str, today: date, work: Work) -> Understood | None:
    found, following = _WORKING.fullmatch(words), _NEXT_WORKING.fullmatch(words)
    match = following or found
    if match is None or words.startswith(("every ", "each ")):
        return None
    many = Length(days=1) if following else lengths.alone(f"{match['many']} days")
    if many is None or many.months or not 0 < many.days <= _MOST_WORKING_DAYS:
        raise _Refusal(_(HINT))
    of = match["of"] or ""
    days = work(of)
    if days is None:
        said = _("No public holidays are known of “{country}”. Try a code of two letters, such as PK.")
        raise _Refusal(said.format(country=of))
    named = match.groupdict().get("day") or "today"
    start = today if named in ("today", "now") else _day(named, today)
    on = days.later(start, -many.days if match.groupdict().get("side") == "before" else many.days)
    if on < today:
        raise _Refusal(_passed(on))
    return Understood(Times(on=on), counted=of)


def _again(words: str, today: date) -> Times | None:
    """What comes again; None where it does not say so."""
    words = _ADVERB.sub(lambda match: _ADVERBS[match[1]], words)
    match = _EVERY.fullmatch(_OF_EACH_MONTH.sub(r"every \1 of the month", words, count=1))
    if match is None:
        return None
    first = _day(match["first"], today) if match["first"] else None
    on, each = _each(match["each"], today, first)
    after = match["how"] == "after"
    if after and not (each.months and on == first):
        raise _Refusal(_(HINT))  # only of months it matters from which day they are counted
    if _is_cut(today, on, each, first):
        on, after = today, True
    if each.days > _MOST_DAYS or each.months > _MOST_MONTHS:
        raise _Refusal(_("It comes again within ten years, or not at all."))
    until = _last(match["last"], today) if match["last"] else None
    if until is not None and until < on:
        raise _Refusal(_("The end lies before the beginning: it would never fire."))
    return Times(on, each.days or None, each.months or None, until, after=after)


def _is_cut(today: date, on: date, each: Length, first: date | None) -> bool:
    """Whether what comes so often, counted from today, first falls into a month that has not so many days: of the 30th
    on the last of February, and then on the 30th again."""
    return first is None and bool(each.months) and on.day < today.day and on == later(today, each, 1)


def _each(words: str, today: date, first: date | None) -> tuple[date, Length]:
    """The first day of what comes again, and after how long it does."""
    start = first or today + _DAY
    other = words.startswith("other ")
    name = words.removeprefix("other ")
    weekday = next((place for place, day in enumerate(WEEKDAYS) if name in (day, day[:3])), None)
    if weekday is not None:
        return start + timedelta(days=(weekday - start.weekday()) % _A_WEEK), Length(days=14 if other else _A_WEEK)
    if _WITHIN_EACH.fullmatch(words) and not _DAY_OF_MONTH.fullmatch(words):
        said = _("“every {words}” cannot be asked for. Try every 28th of the month, every 4 weeks, or only {once}.")
        raise _Refusal(said.format(words=words, once=_("the last working day of the month")))
    if name == "weekday" or "working" in name:
        raise _Refusal(_("Every working day cannot be asked for. Try every day, or every Monday."))
    of_month = _DAY_OF_MONTH.fullmatch(words)
    if of_month is not None:
        return _of_month(int(of_month[1] or 1), start), Length(months=1)
    each = lengths.alone(words) or lengths.alone(f"{2 if other else 1} {name}")
    on = (first or later(today, each, 1)) if each is not None else None
    if each is not None and on is not None:
        return on, each
    if _DAY_OF_YEAR.fullmatch(words):
        return _day(words, start, ahead=True), Length(months=_A_YEAR)
    raise _Refusal(_(HINT))


def _of_month(number: int, start: date) -> date:
    """The next day of that number, in a month that has it."""
    if not 1 <= number <= 31:
        raise _Refusal(_("No month has a day {number}.").format(number=number))
    months = (back(start.replace(day=1), -n) for n in range(3))
    fitting = (each + timedelta(days=number - 1) for each in months)
    return next(day for day in fitting if day >= start and day.day == number)


def _day(words: str, today: date, *, ahead: bool = False) -> date:
    """The one day that words mean; one to come where it must lie `ahead`."""
    period = _period(words, today)
    day = period.latest if ahead and period.precision is Precision.BEFORE else period.earliest
    if day is not None and ahead and day == period.latest and day < today:
        raise _Refusal(_passed(day))
    if day is not None and ahead and period.precision is Precision.BEFORE:
        return day
    if day is None or day != period.latest:
        if period.latest is None or period.latest < today:
            raise _Refusal(_("“{words}” is not one day. Try 4 Dec or next Friday.").format(words=words))
        said = _("“{words}” is not one day. Its last one is {day}: type that, or another.")
        raise _Refusal(said.format(words=words, day=Period.on(period.latest).display()))
    if ahead and day < today:
        raise _Refusal(_passed(day))
    return day


def _last(words: str, today: date) -> date:
    last = _period(words, today).latest
    if last is None:
        raise _Refusal(_("“{words}” has no last day. Try until June or until 4 Dec.").format(words=words))
    return last


def _period(words: str, today: date) -> Period:
    found = phrases.read(words, today)
    if found.ambiguous:
        first, second = (each.echo for each in found.readings[:2])
        said = _("“{words}” can be {first} or {second}. Write it as 2026-04-03.")
        raise _Refusal(said.format(words=words, first=first, second=second))
    if not found.readings:
        raise _Refusal(found.reason or _no_day(words))
    return found.readings[0].period


def _no_day(words: str) -> str:
    """Why words are no day, and what to type."""
    at_a_time, before = _AT_A_TIME.fullmatch(words), _BEFORE_NO_DAY.fullmatch(words)
    if at_a_time is not None:
        said = _("A reminder is set for a day, not for a time of it. Try {day}.")
        return said.format(day=at_a_time["day"] or _("today"))
    if before is not None:
        said = _("Which day “{what}” means is not known here. Name it: {long}{side} 14 Dec.")
        return said.format(what=before["what"], long=before["long"] or "", side=before["side"])
    return _(HINT)


def _passed(day: date) -> str:
    return _("{day} has passed. Choose a day to come.").format(day=phrases.echo(Period.on(day), day).split(" · ")[0])


def echo(found: Understood, today: date) -> str:
    """How words were read, with the first days of what comes again: "Tue 1 Dec 2026 · in 8 days, then Fri 1 Jan"."""
    times = found.times
    if times is None or times.on_answer:
        return _("when something comes in on the record") if times is not None else ""
    first, *others = islice(times.days(), _TOLD)
    said = phrases.echo(Period.on(first), today)
    if others:
        then = ", ".join(f"{short_weekday(day)} {Period.on(day).display()}" for day in others)
        said = _("{first}, then {others}").format(first=said, others=then)
    if len(others) == _TOLD - 1:
        last = Period.on(times.until).display() if times.until is not None else ""
        said = (_("{days} … until {last}") if last else _("{days} …")).format(days=said, last=last)
    return said


def said(times: Times) -> str:
    """When a reminder fires, in words that are read as the same again."""
    if times.on_answer:
        return _("when they answer")
    on = Period.on(times.on).display() if times.on is not None else ""
    if not (times.repeat_days or times.repeat_months):
        return on
    every = again(times.repeat_days or 0, times.repeat_months or 0)
    said = _("{every} after {first}") if times.after else _("{every} from {first}")
    said = said.format(every=every, first=on)
    if times.until is None:
        return said
    return _("{said} until {last}").format(said=said, last=Period.on(times.until).display())


def again(days: int, months: int) -> str:
    """How often something comes again: "every 2 weeks"."""
    if days and months:
        return _("every {length}").format(length=lengths.said(Length(days=days, months=months)))
    if days % _A_WEEK == 0 and days:
        weeks = days // _A_WEEK
        return ngettext("every week", "every {n} weeks", weeks).format(n=weeks)
    if days:
        return ngettext("every day", "every {n} days", days).format(n=days)
    if months % _A_YEAR == 0:
        years = months // _A_YEAR
        return ngettext("every year", "every {n} years", years).format(n=years)
    return ngettext("every month", "every {n} months", months).format(n=months)
