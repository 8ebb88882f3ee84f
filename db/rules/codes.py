"""The codes of countries: how they are typed, and what is said of one that is none."""

from __future__ import annotations

import unicodedata

from db.words import _


def code_written(typed: str) -> str:
    """A code as it is kept: in capitals, where it is written in Latin letters."""
    return typed.upper() if typed.isascii() else typed


def code_refused(code: str, length: int) -> str:
    """What is wrong with a code of so many letters; "" where nothing is, or where it is empty."""
    if not code or (len(code) == length and code.isascii() and code.isalpha()):
        return ""
    foreign = next((letter for letter in code if letter.isalpha() and not letter.isascii()), "")
    if foreign and len(code) == length:
        # РК looks like PK and is another code: whoever reads it cannot see why it is refused.
        said = _("“{letter}” in it is {name}, not a Latin letter.")
        return said.format(letter=foreign, name=unicodedata.name(foreign, _("a letter of another alphabet")).lower())
    return _("Two Latin letters, for example PK.") if length == 2 else _("Three Latin letters, for example PAK.")
