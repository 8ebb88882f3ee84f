"""A typed date in the English words the reader of dates knows, whatever language and figures it was typed in."""

from __future__ import annotations

import re
from collections.abc import Callable

from db.rules import lengths
from db.rules.languages import LANGUAGES, MONTHS
from db.rules.letters import letters
from db.rules.periods import says_how_far
from db.rules.printed import read_back

NO_DATE = "none"
"""The one word for every way of saying that there is no date."""

_WORD = re.compile(r"[^\W\d_]+")
_NO_DATES = frozenset({"", "-", *(letters(said) for language in LANGUAGES for said in language.no_date)})
_WORDS = {letters(said): means for language in LANGUAGES for said, means in language.words.items()}

_MONTHS_WRITTEN = (*MONTHS, *(said for said, means in _WORDS.items() if means in MONTHS))

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_IN_ROMAN = f"({'|'.join(_ROMAN)})"


def _month_in_roman(match: re.Match[str]) -> str:
    return f"{match[1]} {MONTHS[_ROMAN.index(match[2])]} "


def _range_in_figures(match: re.Match[str]) -> str:
    """28.12.-3.1.2027: where only the end names its year, the start may lie in the year before."""
    months = [int(match[place]) for place in (2, 4)]
    if not all(1 <= month <= len(MONTHS) for month in months):
        return match[0]
    start, end = (f"{match[day]} {MONTHS[month - 1]}" for day, month in zip((1, 3), months, strict=True))
    return f"{start} - {end} {match[5]}"


def _winter(match: re.Match[str]) -> str:
    """A winter is named after the year it begins in: that of 2026/27 is the winter of 2026."""
    return f"winter {match[1]}" if (int(match[1]) + 1) % 100 == int(match[2][-2:]) else match[0]


def _length_in_figures(match: re.Match[str]) -> str:
    """A length of time in days or in months; a number in words, a half or a decimal is read whole or not at all."""
    found = lengths.alone(match[2])
    if found is None or (found.days and found.months):
        return match[0]
    return f"{match[1]}{found.days} days" if found.days else f"{match[1]}{found.months} months"


_Reading = str | Callable[[re.Match[str]], str]

# How figures and dashes are written: in every language alike.
_FIGURES: tuple[tuple[str, _Reading], ...] = (
    # Months in Roman figures: 4.II.2026, 4/II/2026, 4-II-2026, 4 II.
    (rf"\b(\d{{1,2}})[ ./-]{_IN_ROMAN}(?:[ ./-](?=\d{{4}}\b)|(?=[ .-]|$))", _month_in_roman),
    # Weeks: 2026-W48, W48/2026.
    (r"\b(\d{4})[ -]?w(\d{1,2})\b(?!-)", r"week \2 \1"),
    (r"\bw(\d{1,2})[/-](\d{4})\b", r"week \1 \2"),
    # Quarters and halves in figures: 2027-Q1, Q1/2027.
    (r"\b(\d{4}) ?[-/] ?(q[1-4]|h[12])\b(?! \d)", r"\2 \1"),
    (r"\b(q[1-4]|h[12])[-/](\d{4})\b", r"\1 \2"),
    # Ranges in figures: 3-4.02.2026, 5.-7.6.2027, 28.12.-3.1.2027, 28.02.2026-03.03.2026.
    (r"(?<=\d\.\d{4})-(?=\d{1,2}\.)", " - "),
    (r"(?<![\d.-])(\d{1,2})\.? ?- ?(\d{1,2})\.(\d{1,2})\.(\d{4})\b", r"\1.\3.\4 - \2.\3.\4"),
    (r"(?<![\d.-])(\d{1,2})\.(\d{1,2})\.? ?- ?(\d{1,2})\.(\d{1,2})\.(\d{4})\b", _range_in_figures),
    # Ranges and dashes: 3-4 Feb, Feb 3-4, 4-Feb-2026, mid-December, Jan-Mar.
    (r"\b(\d{1,2})[./](?=[^\W\d_]{3})", r"\1 "),
    (r"(?<=[^\W\d_]{3})/(?=\d{4}\b)", " "),
    (r"\b(\d{1,2})-([^\W\d_]{3,})(?:-(\d{4}))?\b", r"\1 \2 \3"),
    (r"(?<![\d-])(\d{1,2}) ?- ?(\d{1,2}) ([^\W\d_]+)", r"\1 - \2 \3"),
    (r"\b([^\W\d_]+) (\d{1,2}) ?- ?(\d{1,2})\b(?!\s*[^\W\d_])", r"\1 \2 - \1 \3"),
    (r"\b([^\W\d_]{3,}) (\d{1,2}) and (\d{1,2})\b(?!\s*[^\W\d_])", r"\1 \2 and \1 \3"),
    # A month and its year: Mar-2027.
    (rf"\b({'|'.join(_MONTHS_WRITTEN)})-(?=\d{{4}}\b)", r"\1 "),
    (r"(?<=[^\W\d_]) ?-(?=\w)|(?<=\w)-(?=[^\W\d_])", " - "),
    (r"\b(\d{4})-(\d{4})\b", r"\1 - \2"),
    (r"\b(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\b", r"\1 - \2"),
)
_PHRASES: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for table in (*(language.phrases for language in LANGUAGES), _FIGURES)
    for pattern, reading in table
)

# What is said in the words of the reader in more than one way, whatever language it was said in.
_LENGTH = r"\d{1,4} (?:day|week|month|year|workday)s?"
_WAYS_TO_SAY: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(pattern, re.ASCII), reading)
    for pattern, reading in (
        (r"\b(\d+) \(\1\)", r"\1"),  # thirty (30) days
        (r"[()]", " "),
        (r"\bwinter (\d{4})(?:/| ?- ?)(\d{4}|\d\d)\b", _winter),
        (r"\bi(?= (?:quarter|half)\b)", "1"),
        (r"\bii(?= (?:quarter|half)\b)", "2"),
        (r"\biii(?= quarter\b)", "3"),
        (r"\biv(?= quarter\b)", "4"),
        (r"\bquarter ([1-4])\b", r"\1 quarter"),
        (r"\bhalf ([12])\b", r"\1 half"),
        # "Within the next six months", "the next six months"; but "in the next month" is the one after this.
        (rf"^(?:(?:in|within|by|over) )?next ({_LENGTH})$", r"within \1"),
        (r"^within (week|month|year)$", r"within 1 \1"),
        (r"^(?:within|over) next (week|month|year)$", r"within 1 \1"),
        (r"^(?:within|over) next quarter$", "within 3 months"),
        (r"^(?:within|over) next half$", "within 6 months"),
        (rf"^(?:(?:in|within|over) )?past ({_LENGTH})$", r"\1 ago - today"),
        (r"^(.+) (?:or|and) later$", r"onwards \1"),
        (r"^(.+) or earlier$", r"by \1"),
    )
)

# Before words are exchanged one by one: within one hundred and sixty days, 1.5 years ago, half a year after 4 Feb 2026.
_SO_LONG = re.compile(
    r"^((?:(?:in|within|over|by) )?(?:the )?(?:(?:next|coming|following) )?)"
    r"(.+?)(?=(?: time)?$| (?:of|from|after|before|ago)\b)"
)

# What the program itself writes after a date: how far off it is.
_HOW_FAR = re.compile(r"(?<=[\w?.])(?:,| ·) (?:today|tomorrow|in \d+ \w+|\d+ \w+ (?:ago|late))$", re.ASCII)

_LONGEST_TAIL = 60


def bare(text: str) -> str:
    """A date as the program shows it, without how far off it is: "by end of 2026", not "by end of 2026, in 38 days"."""
    text = " ".join(text.split())
    return text[: len(text) - len(_tail(text))]


def _tail(text: str) -> str:
    """How far off it is, where that ends the text; looked for near the end, since a whole page may have been pasted."""
    end = text[-_LONGEST_TAIL:]
    found = _HOW_FAR.search(end)
    if found:
        return found[0]
    for between in (", ", " · "):
        _before, apart, far = end.rpartition(between)
        if apart and says_how_far(far):
            return f"{apart}{far}"
    return ""


def canonical(text: str) -> str:
    """The text in the English words the reader knows."""
    words = letters(text)
    if words in _NO_DATES:
        return NO_DATE
    words = _SO_LONG.sub(_length_in_figures, read_back(words) or words)
    for pattern, reading in _PHRASES:
        words = pattern.sub(reading, words)
    words = " ".join(_WORD.sub(lambda word: _WORDS.get(word[0], word[0]), words).split())
    for pattern, way in _WAYS_TO_SAY:
        words = " ".join(pattern.sub(way, words).split())
    return words
