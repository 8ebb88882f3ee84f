"""Numbers as texts write them: "thirty-six", "one hundred and sixty", "1,095", "forty-five (45)", "two and a half"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNIT = {word: at for at, word in enumerate(_ONES, 1)}
_TEEN = {word: at for at, word in enumerate(_TEENS, 10)} | {"dozen": 12}
_TEN = {word: 10 * at for at, word in enumerate(_TENS, 2)} | {"fourty": 40, "ninty": 90}
_ARTICLES = frozenset({"a", "an"})
WORDS = frozenset({*_UNIT, *_TEEN, *_TEN, "zero", "hundred", "thousand", "half", "halves"})
"""Every word that says a number; one of them that is not read whole spoils what it stands in."""

DIGITS = r"\d{1,3}(?:[,'’ ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?(?:/\d+)?"
"""A number in digits, with its thousands or its decimals: "1,095", "1 095", "1.5", "1,5", "1/2"."""

_THOUSANDS = re.compile(r"\d{1,3}([,'’ ]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
_PARTS = frozenset({Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)})
_OPENING = {"(": ")", "[": "]"}


class Number(NamedTuple):
    """A number that was read, and the place of the token after it; `value` is None where it contradicts itself."""

    value: Fraction | None
    end: int


def digits(token: str) -> Fraction | None:
    """The number that digits say; None where they may mean two: "1.095" is a thousand to some and one to others."""
    if _THOUSANDS.fullmatch(token):
        return Fraction(re.sub(r"\D", "", token))
    decimal = _DECIMAL.fullmatch(token)
    if decimal is not None:
        return Fraction(f"{int(decimal[1])}.{decimal[2]}")
    if "/" in token:
        above, _, below = token.partition("/")
        part = Fraction(int(above), int(below)) if above.isdigit() and below.isdigit() and int(below) else None
        return part if part in _PARTS and f"{part.numerator}/{part.denominator}" == token else None
    return Fraction(int(token)) if token.isdigit() else None


def number(tokens: Sequence[str], at: int) -> Number | None:
    """The number that starts at a token, as much of it as there is; None where none starts there.

    Words and digits that say the same number are one ("six (6)", "45 (forty-five)"); where they differ it is none.
    A half or a quarter may follow ("two and a half", "2 1/2")."""
    first = _words(tokens, at) or _digits(tokens, at)
    if first is None:
        return None
    again = _in_brackets(tokens, first.end)
    if again is not None:
        same = again.value is not None and again.value == first.value
        return Number(first.value if same else None, again.end)
    return _and_a_part(tokens, first)


def _digits(tokens: Sequence[str], at: int) -> Number | None:
    if at < len(tokens) and tokens[at][0].isdigit():
        return Number(digits(tokens[at]), at + 1)
    return None


def _in_brackets(tokens: Sequence[str], at: int) -> Number | None:
    """The same number once more, in brackets."""
    if at < len(tokens) and tokens[at] in _OPENING:
        found = _words(tokens, at + 1) or _digits(tokens, at + 1)
        if found is not None and found.end < len(tokens) and tokens[found.end] == _OPENING[tokens[at]]:
            return Number(found.value, found.end + 1)
    return None


def _and_a_part(tokens: Sequence[str], whole: Number) -> Number:
    value, end = whole
    if value is None or value.denominator != 1:
        return whole
    part = fraction(tokens, end + 1) if tokens[end : end + 1] == ["and"] else None
    if part is None and end < len(tokens) and "/" in tokens[end]:
        part = _digits(tokens, end)
    if part is None or part.value is None:
        return whole
    return Number(value + part.value, part.end)


def fraction(tokens: Sequence[str], at: int) -> Number | None:
    """A half or a quarter in words: "half", "a half", "one-half", "a quarter", "three quarters"."""
    start = at + 1 if at < len(tokens) and tokens[at] in {*_ARTICLES, "one"} else at
    start += start > at and tokens[start : start + 1] == ["-"]
    if tokens[start : start + 1] == ["half"]:
        return Number(Fraction(1, 2), start + 1)
    if tokens[start : start + 1] == ["quarter"] and (start > at or tokens[start + 1 : start + 2] == ["of"]):
        return Number(Fraction(1, 4), start + 1)
    return Number(Fraction(3, 4), at + 2) if tokens[at : at + 2] == ["three", "quarters"] else None


def _words(tokens: Sequence[str], at: int) -> Number | None:
    """A number in words, up to the thousands."""
    found = _hundreds(tokens, at)
    if found is None or tokens[found.end : found.end + 1] != ["thousand"]:
        return None if found is not None and tokens[at] in _ARTICLES and found.end == at + 1 else found
    assert found.value is not None  # words alone do not contradict one another
    return _more(tokens, found.value * 1000, found.end + 1, _hundreds(tokens, _joined(tokens, found.end + 1)))


def _hundreds(tokens: Sequence[str], at: int) -> Number | None:
    """Up to 999, or to "nineteen hundred"."""
    found = _tens(tokens, at)
    if found is None and at + 1 < len(tokens) and tokens[at] in _ARTICLES and tokens[at + 1] in ("hundred", "thousand"):
        found = Number(Fraction(1), at + 1)
    if found is None or tokens[found.end : found.end + 1] != ["hundred"]:
        return found
    assert found.value is not None
    return _more(tokens, found.value * 100, found.end + 1, _tens(tokens, _joined(tokens, found.end + 1)))


def _more(tokens: Sequence[str], value: Fraction, end: int, rest: Number | None) -> Number:
    """A round number, and what was read after it."""
    if rest is None or rest.value is None or tokens[rest.end : rest.end + 1] == ["hundred"]:
        return Number(value, end)
    return Number(value + rest.value, rest.end)


def _joined(tokens: Sequence[str], at: int) -> int:
    """The place after an "and" between hundreds and the rest."""
    return at + 1 if tokens[at : at + 1] == ["and"] else at


def _tens(tokens: Sequence[str], at: int) -> Number | None:
    """Up to 99."""
    word = tokens[at] if at < len(tokens) else ""
    if word in _TEN:
        then = at + 2 if tokens[at + 1 : at + 2] == ["-"] else at + 1
        unit = _UNIT.get(tokens[then]) if then < len(tokens) else None
        return Number(Fraction(_TEN[word] + unit), then + 1) if unit else Number(Fraction(_TEN[word]), at + 1)
    value = _UNIT.get(word) or _TEEN.get(word)
    return Number(Fraction(value), at + 1) if value else None
