"""A typed date in the English words the reader of dates knows, whatever language and figures it was typed in."""

from __future__ import annotations

import re

from db.rules.languages import LANGUAGES
from db.rules.letters import letters
from db.rules.periods import says_how_far
from db.rules.printed import read_back

NO_DATE = "none"
"""The one word for every way of saying that there is no date."""

_WORD = re.compile(r"[^\W\d_]+")
_NO_DATES = frozenset({"", "-", *(letters(said) for language in LANGUAGES for said in language.no_date)})
_WORDS = {letters(said): means for language in LANGUAGES for said, means in language.words.items()}

# How figures and dashes are written: in every language alike.
_FIGURES = (
    # Quarters and halves in figures: 2027-Q1, Q1/2027.
    (r"\b(\d{4}) ?[-/] ?(q[1-4]|h[12])\b(?! \d)", r"\2 \1"),
    (r"\b(q[1-4]|h[12])[-/](\d{4})\b", r"\1 \2"),
    # Ranges and dashes: 3-4 Feb, Feb 3-4, 4-Feb-2026, mid-December, Jan-Mar.
    (r"\b(\d{1,2})-([^\W\d_]{3,})(?:-(\d{4}))?\b", r"\1 \2 \3"),
    (r"(?<![\d-])(\d{1,2}) ?- ?(\d{1,2}) ([^\W\d_]+)", r"\1 - \2 \3"),
    (r"\b([^\W\d_]+) (\d{1,2}) ?- ?(\d{1,2})\b(?!\s*[^\W\d_])", r"\1 \2 - \1 \3"),
    (r"(?<=[^\W\d_])-(?=\w)|(?<=\w)-(?=[^\W\d_])", " - "),
    (r"\b(\d{4})-(\d{4})\b", r"\1 - \2"),
    (r"\b(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\b", r"\1 - \2"),
)
_PHRASES = tuple(
    (re.compile(pattern), reading)
    for table in (*(language.phrases for language in LANGUAGES), _FIGURES)
    for pattern, reading in table
)

# What the program itself writes after a date: how far off it is.
_HOW_FAR = re.compile(r"(?<=[\w?]), (?:today|tomorrow|in \d+ \w+|\d+ \w+ (?:ago|late))$", re.ASCII)

_LONGEST_TAIL = 60


def bare(text: str) -> str:
    """A date as the program shows it, without how far off it is: "by end of 2026", not "by end of 2026, in 38 days"."""
    text = text.strip().partition(" · ")[0]
    text = text[: len(text) - len(_tail(text))]
    return " ".join(text.split())


def _tail(text: str) -> str:
    """How far off it is, where that ends the text; looked for near the end, since a whole page may have been pasted."""
    end = text[-_LONGEST_TAIL:]
    found = _HOW_FAR.search(end)
    if found:
        return found[0]
    _before, comma, far = end.rpartition(", ")
    return f"{comma}{far}" if comma and says_how_far(far) else ""


def canonical(text: str) -> str:
    """The text in the English words the reader knows."""
    words = letters(text)
    if words in _NO_DATES:
        return NO_DATE
    words = read_back(words) or words
    for pattern, reading in _PHRASES:
        words = pattern.sub(reading, words)
    words = _WORD.sub(lambda word: _WORDS.get(word[0], word[0]), words)
    return " ".join(words.split())
