"""A typed date in the English words the reader of dates knows, whatever language and figures it was typed in."""

from __future__ import annotations

import re
import unicodedata

from db.rules.languages import LANGUAGES

NO_DATE = "none"
"""The one word for every way of saying that there is no date."""

# Letters with the same meaning: Arabic forms on Urdu keyboards, digits, dashes, quotes; marks of direction vanish.
_LETTERS = str.maketrans(
    {
        **{chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)},
        **dict.fromkeys("‐‑‒–—―−ـ", "-"),
        **dict.fromkeys(map(chr, range(0x064B, 0x0653)), ""),  # vowel signs
        **dict.fromkeys(
            "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""
        ),
        **{"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "’": "'", ",": " ", "،": " ", "۔": " "},
        **{"؟": "?"},
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"(?<=[^\W\d_])\.|\.(?=\s|$)")


def letters(text: str) -> str:
    """The text in lower case, with one form of each letter, European digits and single spaces."""
    words = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return " ".join(_STOP.sub(" ", words).split())


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


def bare(text: str) -> str:
    """A date as the program shows it, without how far off it is: "by end of 2026", not "by end of 2026, in 38 days"."""
    text = text.strip().partition(" · ")[0]
    text = text[: len(text) - len(_tail(text))]
    return " ".join(text.split())


def _tail(text: str) -> str:
    """How far off it is, where that ends the text; looked for near the end, since a whole page may have been pasted."""
    found = _HOW_FAR.search(text[-40:])
    return found[0] if found else ""


def canonical(text: str) -> str:
    """The text in the English words the reader knows."""
    words = letters(text)
    if words in _NO_DATES:
        return NO_DATE
    for pattern, reading in _PHRASES:
        words = pattern.sub(reading, words)
    words = _WORD.sub(lambda word: _WORDS.get(word[0], word[0]), words)
    return " ".join(words.split())
