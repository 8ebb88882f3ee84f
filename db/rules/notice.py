"""How long a term and its notice last, as agreements word it, and the last day on which notice can be given."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from db.rules.beginnings import limited
from db.rules.lengths import Length, Reading, Why, explained, length, plain, read, said
from db.rules.periods import Period, Precision, Qualifier, bounds
from db.vocabulary import Renewal
from db.words import _

__all__ = [
    "Length",
    "Terms",
    "after",
    "back",
    "counted_back",
    "duration_read",
    "exact",
    "has_no_safe_day",
    "last_day",
    "length",
    "notice_read",
    "term_ends",
    "terms",
]

_THEN = re.compile(
    r"\b(?:then|thereafter|afterwards?|after which|followed by|automatic(?:ally)?|tacit(?:ly)?|renew\w*|extend\w*"
    r"|(?:for|with|by) (?:further|additional)|extension|prolong\w*|subsequent(?:ly)?|successive(?:ly)?)\b"
)
_NOT_RENEWED = re.compile(
    r"\b(?:(?:can|could|may|shall|will|is|are|must|be)? ?(?:not|never)|cannot|non|no|without)"
    r"(?:[ -](?:be|an?|any|the|subject to|to|automatic(?:ally)?|tacit(?:ly)?|further|possible|possibility of))*"
    r"[ -](?:renew\w*|extend\w*|extension|extensions|prolong\w*)\b|\bnon(?:renew|exten|prolong)\w*"
    r"|\b(?:renewal|extension|prolongation)s? (?:is |are |being )?(?:not \w+|excluded|ruled out|prohibited)\b"
)
"""That no term follows: what it denies is the renewal, never the length beside it."""
_AT_A_TIME = (
    (re.compile(r"\b(?:half-yearly|half yearly|semi-?annual(?:ly)?|every half-?year)\b"), Length(months=6)),
    (re.compile(r"\b(?:annual(?:ly)?|yearly|year (?:by|to|after) year|(?:each|every|per) year)\b"), Length(months=12)),
    (re.compile(r"\b(?:quarterly|(?:each|every) quarter)\b"), Length(months=3)),
    (re.compile(r"\b(?:monthly|month (?:by|to|after) month|(?:each|every|per) month)\b"), Length(months=1)),
    (re.compile(r"\bbiennial(?:ly)?\b"), Length(months=24)),
)
_ENDING = r"(?:notice|notif\w*|terminat\w*|denounc\w*|denunciation|withdr\w*|cancel\w*|abrogat\w*)"
_OF_THE_NOTICE = re.compile(rf"\b(?:with|on|by|upon|until)\b[^,;]*\b{_ENDING}\b.*", re.DOTALL)
_A_NOTICE = re.compile(r"\bnotice\b")
_NOT_ALWAYS = re.compile(r"\b(?:indefinite\w*|unlimited|open-ended|once|twice|only|single|another|more|final)\b")
_ENDLESS = re.compile(r"\b(?:indefinite\w*|unlimited|open-ended|perpetual\w*|permanent\w*|without (?:limit|end)\w*)\b")
_EACH = re.compile(r"\b(?:every|each|per|next)\b")
_UNTIL_DENOUNCED = re.compile(rf"\buntil\b[^,;]*\b{_ENDING}\b")
_UNTIL_ENDED = re.compile(r"\buntil\b")
_NO_SHORTER = re.compile(r"\b(?:at (?:the )?(?:very )?least|minimum|min|(?:not|no) (?:less|fewer|shorter) than)\b")
_DANGLING = re.compile(r"\b(?:and|but|it|which|that)\W*$|^\W*(?:and|but)\b")
_SAME = re.compile(r"\b(?:same|equal|like|identical|similar|equivalent)\b")
_PERIODS = re.compile(r"\b(?:periods?|terms?)\b")
_UNTIL = re.compile(r"^(?:until|till|through|valid until|in force until|до)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Terms:
    """How long the first term lasts and how long each that follows it by tacit renewal; None where not read. `endless`
    where the words say that what follows has no end of its own: "then indefinitely", "thereafter until denounced";
    `once` where they say that nothing follows: "5 years, not renewable"."""

    first: Length | None
    following: Length | None
    why: Why = Why.READ
    endless: bool = False
    once: bool = False


def terms(duration: str) -> Terms:
    """The terms that the words of a duration name.

    - "3 years, then one year at a time" is a first term and following ones; so is "five years, thereafter
      automatically for successive periods of two years", and "4 years, renewed annually".
    - A plain "5 years", and "5 years, renewed tacitly", name one length for all of them.
    - What follows only once, or without end ("then indefinitely"), or for periods of no stated length, is not read.
    - After "not renewable" and the like nothing follows, whichever of the two is said first.
    - How long before the end notice is given ("until terminated with 3 months' notice") is no term.
    - Nor is a length beside which a date or a limit stands: "five years, but not beyond 2027".
    """
    text = plain(duration)
    if limited(text):
        none_named = read(text).why is Why.NONE_NAMED
        return Terms(None, None, Why.NONE_NAMED if none_named else Why.PARTLY, _has_no_end(text))
    denied = _NOT_RENEWED.search(text) is not None
    text = _NOT_RENEWED.sub("", text)
    marker = _THEN.search(text)
    if marker is None:
        whole = _of_a_term(text)
        return Terms(whole.length, None if denied else whole.length, whole.why, _has_no_end(text), denied)
    head = _of_a_term(text[: marker.start()])
    if denied:
        return Terms(head.length, None, head.why)
    following, why = _following(text[marker.start() :], head.length)
    if head.why not in (Why.READ, Why.NONE_NAMED):
        return Terms(None, following, head.why)
    return Terms(head.length, following, why, following is None and _has_no_end(text))


def _of_a_term(text: str) -> Reading:
    """The one length of a term: not that of a notice, which a duration may name as well, nor the least it lasts."""
    own = _DANGLING.sub("", _OF_THE_NOTICE.sub("", text))
    found = read(own)
    if found.length and _A_NOTICE.search(own):
        return Reading(None, Why.PARTLY)
    return Reading(None, Why.UNCERTAIN) if found.length and _NO_SHORTER.search(own) else found


def _has_no_end(text: str) -> bool:
    return _ENDLESS.search(text) is not None or _UNTIL_DENOUNCED.search(text) is not None


def _following(tail: str, first: Length | None) -> tuple[Length | None, Why]:
    """The length of the terms that words after "then" or "renewed" name; the first one's where they name none."""
    own = _OF_THE_NOTICE.sub("", tail)
    named = read(_EACH.sub("", own))
    if _NOT_ALWAYS.search(own) is not None:
        return None, Why.UNCERTAIN
    if named.why is not Why.NONE_NAMED:
        return named.length, named.why
    each = next((each for words, each in _AT_A_TIME if words.search(own)), None)
    if each is not None:
        return each, Why.READ
    of_another_length = _PERIODS.search(own) is not None and _SAME.search(own) is None
    if of_another_length or _UNTIL_ENDED.search(tail) is not None or first is None:
        return None, Why.NONE_NAMED
    return first, Why.READ


def duration_read(words: str) -> str:
    """How the words of a duration are read: "3 years, then 1 year at a time"; or why they are not. "" for none."""
    if not words.strip():
        return ""
    found = terms(words)
    first, following = (said(each) if each else "" for each in (found.first, found.following))
    if first and following:
        if first == following:
            return first
        return _("{first}, then {following} at a time").format(first=first, following=following)
    if first and found.once:
        return _("{first}, not renewed").format(first=first)
    if first:
        return _("{first}; how it goes on is not read").format(first=first)
    return _("{following} at a time").format(following=following) if following else explained(found.why)


def notice_read(words: str) -> str:
    """How the words of a notice period are read: "45 days"; or why they are not. "" for none."""
    found = read(words)
    return "" if not words.strip() else said(found.length) if found.length else explained(found.why)


def exact(expires: Period) -> bool:
    """Whether the last day is one certain day: "until 31 Dec 2026" names it, "2027" and "by end of 2026" do not."""
    if expires.qualifier is not Qualifier.NONE or expires.latest is None:
        return False
    if expires.precision is Precision.BEFORE:
        return _UNTIL.match(expires.as_written.strip()) is not None
    return expires.earliest == expires.latest


def last_day(expires: Period | None, notice: str, *, counted: bool = False) -> date | None:
    """The last day on which notice can be given so that it takes effect when the term ends; None where that is not
    known: the term has no certain last day, or the words name no length.

    From an imprecise last day it is the *safe* one, counted from the first day on which the term may end: some time in
    2027 with a notice of six months is 1 Jul 2026. `exact` says which of the two it is. "By end of 2027" names no such
    first day, whenever it was typed: the term may end on any day before. Nor does a doubtful last day ("2027?")."""
    long = length(notice)
    if expires is None or long is None:
        return None
    end = expires.latest if exact(expires) else _first_day(expires)
    if end is None or end == date.max or (expires.qualifier is not Qualifier.NONE and not counted):
        return None
    return counted_back(end, long)


def has_no_safe_day(expires: Period | None, notice: str) -> bool:
    """Whether it is known how long before the end of a term notice is given, and not how early that term may end."""
    if expires is None or expires.latest is None or length(notice) is None or exact(expires):
        return False
    return _first_day(expires) is None or expires.qualifier is Qualifier.UNCERTAIN


def _first_day(expires: Period) -> date | None:
    """The first day that the words of the end themselves name, not the day on which they were said."""
    return bounds(expires.edtf)[0]


def counted_back(end: date, long: Length) -> date | None:
    """The day a length before another; None where that is before there were days."""
    try:
        return back(end, long.months) - timedelta(days=long.days)
    except (OverflowError, ValueError):
        return None


def back(day: date, months: int) -> date:
    """The same day so many months earlier (negative: later), or the last of that month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def term_ends(expires: Period | None, renewal: Renewal, duration: str, today: date) -> date | None:
    """The end of the term that runs on `today`: with tacit renewal terms follow one another, each as long as the
    duration names for those that follow; None where no end is known."""
    end = expires.latest if expires is not None else None
    if end is None or end >= today or renewal is not Renewal.TACIT:
        return end
    following = terms(duration).following
    many = renewals(end, following, today)
    return None if many is None or following is None else later(end, following, many)


def renewals(end: date, each: Length | None, today: date) -> int | None:
    """How many terms of a length have begun by `today` after the one that ended on `end`; None where that is not
    known. A term in months and days together is not counted on."""
    if each is None or bool(each.months) is bool(each.days):
        return None
    if end >= today:
        return 0
    if each.days:
        return -((end - today).days // each.days)
    months = (today.year - end.year) * 12 + today.month - end.month
    many = -(-months // each.months)
    try:
        return many if back(end, -each.months * many) >= today else many + 1
    except ValueError:
        return None


def after(first: date, long: Length) -> date | None:
    """The last day of a length that begins with a day: a year from 1 Mar 2023 ends on 29 Feb 2024, a month from 31 Jan
    on the last of February, which stands for the day that month has not; None where that is after the last day."""
    try:
        begun = back(first, -long.months)
        return begun + timedelta(days=long.days - (begun.day == first.day))
    except (OverflowError, ValueError):
        return None


def later(day: date, each: Length, many: int) -> date | None:
    """The day so many lengths later; None where that is after the last day there is."""
    try:
        return back(day, -each.months * many) + timedelta(days=each.days * many)
    except (OverflowError, ValueError):
        return None
