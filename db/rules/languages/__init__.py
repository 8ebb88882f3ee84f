"""The languages dates can be typed in. One more language is one more table beside these, named in `LANGUAGES`."""

from __future__ import annotations

from db.rules.languages.english import ENGLISH
from db.rules.languages.kazakh import KAZAKH
from db.rules.languages.russian import RUSSIAN
from db.rules.languages.table import MONTHS, WEEKDAYS, Language
from db.rules.languages.turkish import TURKISH
from db.rules.languages.urdu import URDU

__all__ = ["LANGUAGES", "MONTHS", "WEEKDAYS", "Language", "saying"]

LANGUAGES = (URDU, RUSSIAN, KAZAKH, TURKISH, ENGLISH)
"""In the order in which their phrases are tried; English last, since the others are put into it."""


def saying(word: str) -> frozenset[str]:
    """Every word, in whatever language, that means a word the reader of dates knows, or begins with it: Kazakh has one
    word for "this year"."""
    said = (said for each in LANGUAGES for said, means in each.words.items() if means.partition(" ")[0] == word)
    return frozenset({word, *said})
