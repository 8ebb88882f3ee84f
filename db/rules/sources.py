"""Where quoted words stand in the text of a source, and on what sources say different things."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from db.rules.periods import Period
from db.rules.text import fold
from db.vocabulary import Standing

Said = tuple[str, int, str]
"""What is said: of which field, by which source, in which words."""

OUR_OWN = frozenset({"marking", "notes", "text", "retired", "followed"})
"""The fields that are our own and nobody else's to say; a person who thinks otherwise can cite them by name."""

_WORD = re.compile(r"\w+")


class CitedField(NamedTuple):
    """What a citation speaks for: a field, or a field of one of its rows, e.g. "done_on" of row 2 of "steps"."""

    name: str
    row: int | None = None
    inner: str = ""

    def __str__(self) -> str:
        return self.name if self.row is None else f"{self.name}.{self.row}.{self.inner}".rstrip(".")


def cited_field(field: str) -> CitedField:
    """What the field of a citation names: "title" a field, "steps.2.done_on" a field of a row."""
    name, _, rest = field.partition(".")
    row, _, inner = rest.partition(".")
    return CitedField(name, int(row), inner) if row.isdecimal() else CitedField(field)


def recorded(value: object, blank: object) -> bool:
    """Whether somebody has recorded a fact, so that the silence of a source on it is no longer worth a word.

    Not recorded is what is empty, what stands in a field before anybody has said anything (`blank`: "not stated", "no
    reply recorded", "not started"), and words in place of a date: "during the visit" leaves the day unsaid.
    """
    if isinstance(value, Period):
        return not value.undated
    return value not in (None, "", (), blank)


class Copy:
    """Our copy of a source, in which thousands of quotations may be looked for: what is the same for all is done once.

    A copy kept by an earlier version may end its lines with U+2028 or U+2029, where words end them with a line feed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _lines(self) -> str:
        return self.text.replace("\u2028", "\n").replace("\u2029", "\n")

    def nearest(self, words: str, near: int) -> int | None:
        """Where these very words begin in it, as near to a place as they do; None where they do not stand in it."""
        text = self._lines if "\n" in words else self.text
        if text.startswith(words, near):
            return near
        before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
        found = [place for place in (before, after) if place >= 0]
        return min(found, key=lambda place: abs(place - near), default=None)

    def standing(self, words: str, start: int | None) -> tuple[Standing, int | None]:
        """Whether the words of a quotation stand where it says, and where they stand now.

        A place is only as good as the words found there: where others stand, the words are looked for nearby, and what
        is not in the text at all has no place, whatever was written down.
        """
        if not self.text:
            return Standing.NO_TEXT, start
        found = self.nearest(words, start or 0)
        if found is None:
            return Standing.MISSING, None
        return (Standing.THERE if start in (None, found) else Standing.FOUND_AGAIN), found


class Edit:
    """Another text in the place of our copy of a source, and where its quotations stand after that."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = Copy(before), Copy(after)

    def after(self, words: str, start: int | None) -> int | None:
        """Where the words of a quotation stand now; None where they do not.

        What was written in front of a passage moves it; of several places with the same words the moved one is meant.
        """
        at = self._before.nearest(words, start or 0) if self._before.text else start
        return self._after.nearest(words, (start or 0) if at is None else self._moved(at))

    def _moved(self, at: int) -> int:
        """Where a place of the old text is in the new one, where only one stretch of it was changed."""
        before, after = self._before.text, self._after.text
        return at + len(after) - len(before) if before and at >= self._rest else at

    @cached_property
    def _rest(self) -> int:
        """Where in the old text the rest begins that is as it was."""
        before, after = self._before.text, self._after.text
        first = _same(before, after)
        rest = min(len(before), len(after)) - first
        return len(before) - _same(before[len(before) - rest :][::-1], after[len(after) - rest :][::-1])


def _same(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def differing(said: Iterable[Said]) -> frozenset[str]:
    """The fields of which two sources say different things.

    Words that are part of the other's words agree with them: "state visit" and "a state visit to Kazakhstan".
    """
    by_field: dict[str, list[tuple[int, str]]] = {}
    for field, source, words in said:
        if value := " ".join(_WORD.findall(fold(words))):
            by_field.setdefault(field, []).append((source, value))
    return frozenset(field for field, each in by_field.items() if any(_differ(*pair) for pair in combinations(each, 2)))


def _differ(one: tuple[int, str], other: tuple[int, str]) -> bool:
    first, second = f" {one[1]} ", f" {other[1]} "
    return one[0] != other[0] and first not in second and second not in first
