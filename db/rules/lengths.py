"""A length of time as agreements word it: "six (6) months", "a year and a half", "2 years 6 months", "1,095 days"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from db.rules import number_words
from db.rules.languages.table import MONTHS
from db.words import N_, _, ngettext

__all__ = ["Length", "Reading", "Why", "alone", "length", "read", "said"]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in calendar days, or in months, or in both."""

    days: int = 0
    months: int = 0


class Why(StrEnum):
    """Why words were not read as one length."""

    READ = ""
    NONE_NAMED = N_("Not read as a length: kept as words.")
    SEVERAL = N_("More than one length is named: not read, kept as words.")
    CONTRADICTION = N_("The number in words and the one in digits differ: not read, kept as words.")
    UNCERTAIN = N_("Not an exact length: not read, kept as words.")
    PARTLY = N_("Not all of it can be read as one length: not read, kept as words.")


class Reading(NamedTuple):
    """What words were read as, or why they were not."""

    length: Length | None
    why: Why = Why.READ


_UNITS = {
    "day": (1, 0), "week": (7, 0), "fortnight": (14, 0), "month": (0, 1), "quarter": (0, 3), "year": (0, 12),
    "decade": (0, 120), "wk": (7, 0), "mo": (0, 1), "mth": (0, 1), "yr": (0, 12), "d": (1, 0),
}  # fmt: skip
"""Days and months of each unit, by its singular."""
_ORDER = ("d", "day", "wk", "week", "fortnight", "mo", "mth", "month", "quarter", "yr", "year", "decade")
_BETWEEN = frozenset({"-", "calendar", "full", "whole", "complete", "consecutive", "clear", "further", "additional"})
_BESIDE = frozenset({
    "for", "with", "by", "on", "upon", "in", "after", "at", "is", "are", "be", "term", "terms", "period", "periods",
    "duration", "validity", "valid", "force", "notice", "notification", "written", "advance", "minimum", "min", "only",
    "renewal", "renewals", "renewed", "renewable", "renews", "extension", "extensions", "extended", "extendable",
    "extends", "prolonged", "prolongation", "automatic", "automatically", "tacit", "tacitly", "successive",
})  # fmt: skip
"""The words that may stand on either side of a length and leave it as it is."""
_BEFORE = _BESIDE | _BETWEEN | {
    "lasting", "lasts", "runs", "running", "remain", "remains", "effect", "total", "initial", "fixed", "standard",
    "exactly", "precisely", "least", "give", "gives", "given", "giving", "notify", "notifies", "notified", "require",
    "requires", "required", "terminate", "terminates", "terminated", "expire", "expires", "ends", "denounced", "then",
    "thereafter", "afterwards",
}  # fmt: skip
_AFTER = _BESIDE | {
    "from", "of", "before", "prior", "ahead", "following", "starting", "beginning", "commencing", "counting", "counted",
    "calculated", "since", "as", "until", "till", "through", "via", "without", "long", "shall", "then",
    "thereafter", "afterwards", "after", "agreement", "treaty", "programme", "initially", "earlier",
}  # fmt: skip
"""What may stand right before and right after it: of any other word nobody knows what it makes of the length."""
_ARTICLES = frozenset({"of", "a", "an", "the", "these", "those"})
_MARKS = frozenset(',;:.()[]-"“”„«»')
_DOUBT = re.compile(
    r"[?~≈≅≃<>≤≥±]|\b(?:tb[acd]|to be (?:confirmed|agreed|decided|determined|negotiated|verified|checked|fixed|set)"
    r"|unconfirmed|uncertain|unclear|unsure|not (?:sure|certain|clear|confirmed)|perhaps|maybe|prob|probably|possibly"
    r"|presumably|supposedly|reportedly|allegedly|likely|estimated|proposed|requested|draft|approx|approximately|roughly"
    r"|circa|or so|give or take|more or less|thereabouts|some|several|a (?:bit|few|little|couple)|twice|thrice|times)\b"
)
"""What makes all that stands beside it uncertain, or another length, wherever it stands."""
_LESS_THAN_NOTHING = re.compile(r"^\s*-|[\s(]-(?=\d)")
_LONGEST = {"days": date.max.toordinal(), "months": 12 * date.max.year}
"""A length beyond all the days of the calendar is none."""
_ONLY_A_BOUND = re.compile(
    r"\b(?:up ?to|at (?:the )?(?:very )?(?:most|maximum)|(?:not|no) (?:more|longer) than|not (?:to )?exceed(?:ing)?"
    r"|or (?:less|fewer|under|below)|maximum|max|maximal(?:ly)?|tops|ceiling"
    r"|(?<!not )(?<!no )(?:less|fewer|shorter|more|longer) than)\b"
)
_AT_LEAST = re.compile(r"(?:not|no) (?:less|fewer|shorter|later) than")
_REFERENCE = frozenset({
    "art", "article", "articles", "para", "paragraph", "paragraphs", "section", "clause", "annex", "protocol", "no",
    "number", "§", "chapter", "item", "point", "rule",
})  # fmt: skip
_COUNTED = frozenset({
    "of", "another", "party", "parties", "side", "sides", "contracting", "government", "governments", "state",
    "states", "country", "countries", "time", "signatory", "signatories", "other",
})  # fmt: skip
_MONTH_NAMES = frozenset(month.casefold() for month in MONTHS) | {month[:3].casefold() for month in MONTHS}
_AFTER_CONDITION = re.compile(r"\b(?:unless|provided|except|if|in case|in the event|subject to|save)\b.*", re.DOTALL)
_OF_THE_TERM = re.compile(
    r"\b(?:end|expiry|expiration|lapse|completion|close) of (?:the|each|any|every|an?|that|such|its|this) "
    r"(?:[\w()-]+ ){0,6}?(?:period|term)s?\b"
)
"""The end of what a notice is given before: the length of that term is not the notice's own."""
_TOKEN = re.compile(rf"{number_words.DIGITS}|[^\W\d_]+|[^\w\s]")
_NOTED = frozenset({"notice", "prior", "written", "before", "advance"})
_CLOSING = {"(": ")", "[": "]"}


def length(words: str) -> Length | None:
    """The one length that words such as "six months", "forty-five (45) days" or "a year and a half" name; None where
    they name none, or more than one, or anything in them that may belong to it was not read."""
    return read(words).length


def read(words: str) -> Reading:
    """The one length that words name, or why none was read.

    - A word or number partly read is not read: "umpteen months", "thirty odd days", "6-12 months", "1.3 years".
    - Parts that go down in size are one length ("2 years and 6 months"); any other two are two, and not read.
    - The same length once more in brackets is one ("12 months (one year)"); another one contradicts.
    - Beside it may stand only words that are known to leave it as it is ("a term of", "prior to"): any other may make
      another length of it ("half of", "not", "every", "under", "not quite", "5 years max", a minus), so it is not read.
    - What is only a bound ("up to five years", "within six months"), is in doubt ("6 months?", "tbc") or counts working
      days is no such length; "at least" and "no later than" are told of the length itself.
    - What stands after a condition ("unless …", "subject to …") is not the length.
    - Nothing is rounded: half a year is six months, half a month is not read.
    """
    whole = plain(words)
    text = _OF_THE_TERM.sub("its end", _AFTER_CONDITION.sub("", whole))
    found, why = _lengths(_TOKEN.findall(text))
    if why:
        return Reading(None, why)
    if not found:
        return Reading(None, Why.NONE_NAMED)
    uncertain = _ONLY_A_BOUND.search(text) or _LESS_THAN_NOTHING.search(text) or _DOUBT.search(whole)
    return Reading(None, Why.UNCERTAIN) if uncertain else Reading(found[0])


def alone(words: str) -> Length | None:
    """The length that words are and nothing beside it: "one hundred and sixty days", "1.5 years"; else None."""
    tokens = _TOKEN.findall(plain(words))
    whole = _whole(tokens, 0) if tokens else None
    return whole.length if whole is not None and not whole.why and whole.end == len(tokens) else None


def _lengths(tokens: Sequence[str]) -> tuple[list[Length], Why]:
    """The lengths that tokens name, as far as the first that cannot be read, and why they are not one exact length."""
    found: list[Length] = []
    at, exact = 0, True
    while at < len(tokens):
        part = _whole(tokens, at)
        if part is None:
            if _is_number(tokens, at):
                return found, Why.SEVERAL if _or_another(tokens, at) else Why.PARTLY
            at += 1
        elif part.length is None or part.why:
            return found, part.why or Why.UNCERTAIN
        else:
            found.append(part.length)
            exact = exact and _as_it_is(tokens, at, part.end)
            at = part.end
    if len(found) > 1:
        return found, Why.SEVERAL
    return found, Why.READ if exact else Why.UNCERTAIN


def said(length: Length) -> str:
    """A length in words: "2 years 6 months", "45 days"."""
    years, months = divmod(length.months, 12)
    parts = [
        ngettext("{n} year", "{n} years", years).format(n=years) if years else "",
        ngettext("{n} month", "{n} months", months).format(n=months) if months else "",
        ngettext("{n} day", "{n} days", length.days).format(n=length.days) if length.days else "",
    ]
    return " ".join(filter(None, parts))


def explained(why: Why) -> str:
    """Why something was not read, in the language of the person."""
    return _(why.value) if why else ""


def plain(words: str) -> str:
    """Words in small letters, without what only looks different: "½", ".5", "month(s)", "months’", long dashes."""
    text = re.sub("[¼½¾]", lambda sign: f" {unicodedata.normalize('NFKC', sign[0])} ", words)
    text = unicodedata.normalize("NFKC", text).replace("⁄", "/").casefold()
    text = re.sub(r"(?<![\w.,])\.(?=\d)", "0.", text)
    text = re.sub(r"(?<=\w)\(s\)", "s", text)
    text = re.sub(r"(?<=[^\W\d])['’`´]s?(?!\w)", "", text)
    return re.sub("[‐‑‒–—―−]", "-", text)


class _Part(NamedTuple):
    length: Length | None
    end: int
    why: Why = Why.READ


def _whole(tokens: Sequence[str], at: int) -> _Part | None:
    """The length that starts at a token with all its smaller parts; None where none starts there."""
    first = _one(tokens, at)
    if first is None or first.length is None:
        return first
    days, months, smallest, end = first.length.days, first.length.months, _unit_before(tokens, first.end), first.end
    while True:
        start, loose = _next_part(tokens, end)
        following = _one(tokens, start)
        unit = _unit_before(tokens, following.end) if following else ""
        if following is None or not following.length or _ORDER.index(unit) >= _ORDER.index(smallest):
            break
        if loose and not _NOTED.isdisjoint(tokens[following.end : following.end + 2]):
            break
        days, months = days + following.length.days, months + following.length.months
        smallest, end = unit, following.end
    return _said_again(tokens, _Part(Length(days, months), end))


def _next_part(tokens: Sequence[str], at: int) -> tuple[int, bool]:
    """Where a smaller part of a length would start, and whether a comma alone joins it."""
    comma = tokens[at : at + 1] == [","]
    start = at + comma
    if start < len(tokens) and tokens[start] in ("and", "&", "+", "plus"):
        return start + 1, False
    return start, comma


def _said_again(tokens: Sequence[str], part: _Part) -> _Part:
    """The same length once more in brackets, in other words."""
    if part.end >= len(tokens) or tokens[part.end] not in _CLOSING:
        return part
    again = _one(tokens, part.end + 1)
    if again is None or again.length is None or tokens[again.end : again.end + 1] != [_CLOSING[tokens[part.end]]]:
        return part
    return _Part(part.length, again.end + 1, Why.READ if again.length == part.length else Why.SEVERAL)


def _one(tokens: Sequence[str], at: int) -> _Part | None:
    """A number and its unit: "six months", "half a year", "a year and a half"."""
    part_of = number_words.fraction(tokens, at)
    found = _of_a_unit(tokens, part_of) if part_of else None
    found = found or number_words.number(tokens, at) or _article(tokens, at)
    if found is None:
        return None
    at_unit = found.end
    while at_unit < len(tokens) and tokens[at_unit] in _BETWEEN:
        at_unit += 1
    unit = _unit(tokens, at_unit)
    if not unit:
        return None
    if found.value is None:
        read_at_all = not tokens[at][0].isdigit() or number_words.digits(tokens[at]) is not None
        return _Part(None, at_unit + 1, Why.CONTRADICTION if read_at_all else Why.PARTLY)
    value, end = found.value, at_unit + 1
    half = number_words.fraction(tokens, end + 1) if tokens[end : end + 1] == ["and"] else None
    if half is not None and half.value is not None and not _unit(tokens, _past_of(tokens, half.end)):
        value, end = value + half.value, half.end
    return _measured(value, unit, end)


def _of_a_unit(tokens: Sequence[str], part: number_words.Number) -> number_words.Number | None:
    """A part of one unit: "half a year", "three quarters of a year"; a quarter alone is a unit itself."""
    end = _past_of(tokens, part.end)
    if end == part.end and tokens[part.end - 1] != "half":
        return None
    return number_words.Number(part.value, end) if _unit(tokens, end) else None


def _past_of(tokens: Sequence[str], at: int) -> int:
    """The place after "of a", "a" or a dash."""
    at += tokens[at : at + 1] == ["of"]
    at += tokens[at : at + 1] == ["-"]
    return at + (at < len(tokens) and tokens[at] in ("a", "an", "one", "the"))


def _article(tokens: Sequence[str], at: int) -> number_words.Number | None:
    """ "A year" is one year."""
    return number_words.Number(Fraction(1), at + 1) if tokens[at : at + 1] in (["a"], ["an"]) else None


def _unit(tokens: Sequence[str], at: int) -> str:
    word = tokens[at] if at < len(tokens) else ""
    if word in _UNITS:
        return word
    return word[:-1] if word[-1:] == "s" and word[:-1] in _UNITS else ""


def _unit_before(tokens: Sequence[str], end: int) -> str:
    """The unit of the length that ends there; after it may stand "and a half"."""
    return next((unit for at in range(end - 1, -1, -1) if (unit := _unit(tokens, at))), "day")


def _measured(value: Fraction, unit: str, end: int) -> _Part:
    days, months = (value * each for each in _UNITS[unit])
    too_long = days > _LONGEST["days"] or months > _LONGEST["months"]
    if not value or too_long or days.denominator != 1 or months.denominator != 1:
        return _Part(None, end, Why.PARTLY)
    return _Part(Length(int(days), int(months)), end)


def _is_number(tokens: Sequence[str], at: int) -> bool:
    """Whether a token says a number that may belong to the length; an article's number, a date or a count of parties
    does not."""
    token, before, after = tokens[at], tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    if not token[0].isdigit() and token not in number_words.WORDS:
        return False
    before = tokens[at - 2] if before == "." and at > 1 else before
    if before in _REFERENCE or after in _COUNTED:
        return False
    dated = {before, after, *tokens[at + 2 : at + 3]} & _MONTH_NAMES
    return not (dated or re.fullmatch(r"(?:1[89]|2[01])\d\d", token))


def _or_another(tokens: Sequence[str], at: int) -> bool:
    """Whether one of two lengths stands there that share their unit: "6-12 months", "six to nine months"."""
    first = number_words.number(tokens, at)
    if first is None or tokens[first.end : first.end + 1] not in (["-"], ["to"], ["or"], ["and"]):
        return False
    return _one(tokens, first.end + 1) is not None


def _as_it_is(tokens: Sequence[str], at: int, end: int) -> bool:
    """Whether what stands right before and right after a length is known to leave it as it is."""
    before = at - 1
    while before >= 0 and tokens[before] in _ARTICLES:
        before -= 1
    if before >= 0 and tokens[before] == "than":
        known = _AT_LEAST.fullmatch(" ".join(tokens[max(0, before - 2) : before + 1])) is not None
    else:
        known = before < 0 or tokens[before] in _BEFORE or tokens[before] in _MARKS
    return known and (end == len(tokens) or tokens[end] in _AFTER or tokens[end] in _MARKS)
