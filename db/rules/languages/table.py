"""What a language must say so that dates can be typed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The words that the reader of dates itself knows, besides those in its patterns.
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Language:
    """How one language says dates. Everything is put into the English words that the reader of dates knows.

    `no_date`: how it is said that there is none, a whole text each. `words`: one word for one or several; "" where it
    adds nothing. `phrases`: groups of words as regular expressions, with what each stands for; they are tried in their
    order before words are exchanged one by one. The text is in lower case, with European digits, single spaces and
    one form of each letter (ی for ي, ہ for ه, i for ı, s for ş, е for ё) by then, so patterns are written that way."""

    no_date: frozenset[str]
    words: Mapping[str, str]
    phrases: tuple[tuple[str, str], ...] = field(default=())


def forms(means: str, stem: str, endings: str) -> dict[str, str]:
    """The forms of a word that is inflected; "-" among the endings is the stem alone."""
    return {stem + ending.strip("-"): means for ending in endings.split()}
