"""What the program prints of dates, read back in whatever language it prints them: its own sentences, turned round."""

from __future__ import annotations

import re
from functools import lru_cache

from db.rules.edtf import CALENDAR
from db.rules.languages import MONTHS
from db.rules.letters import letters
from db.words import _, pgettext

_PLACE = re.compile(r"\{(\w+)\}")

# How each sentence reads in the English words that the reader of dates knows, in the order of `_sentences`.
_ENGLISH = (
    "by {date}", "by {date}", "from {date}", "after {date}", "{day}",
    "c {date}", "{date}?", "end {date}", "early {date}", "mid {date}", "late {date}",
    "{first} - {last} {month} {year}", "{first} - {last}",
    "{day} {month} {year}", "q{number} {year}", "h{number} {year}",
    "spring {year}", "summer {year}", "autumn {year}", "winter {year}/{next}",
    "{month} {year}", "{day} {month}",
)  # fmt: skip


def _sentences() -> tuple[str, ...]:
    """What `periods` and `edtf` say, the sentences that hold others before those that are held."""
    return (
        _("by {date}"), _("until {date}"), _("from {date}"), _("after {date}"), _("{weekday} {day}"),
        _("c. {date}"), _("{date}?"), _("end of {date}"), _("early {date}"), _("mid-{date}"), _("late {date}"),
        _("{first}–{last} {month} {year}"), _("{first} – {last}"),
        _("{day} {month} {year}"), _("Q{number} {year}"), _("H{number} {year}"),
        _("spring {year}"), _("summer {year}"), _("autumn {year}"), _("winter {year}/{next}"),
        _("{month} {year}"), _("{day} {month}"),
    )  # fmt: skip


def read_back(words: str) -> str:
    """A printed date, in one form of each letter, in the English words that the reader knows; "" where it is none, or
    where English is printed, which is read as it is typed."""
    months = tuple(pgettext("short month", name) for name in CALENDAR["short month"])
    if months == CALENDAR["short month"] and _("by {date}") == "by {date}":
        return ""
    days = tuple(pgettext("short weekday", name) for name in CALENDAR["short weekday"])
    return _Printed.of(_sentences(), months, days, (_("today"), _("tomorrow"))).english(words)


class _Printed:
    """The sentences and names of one language as patterns."""

    def __init__(
        self, sentences: tuple[str, ...], months: tuple[str, ...], days: tuple[str, ...], near: tuple[str, ...]
    ) -> None:
        self._names = dict(zip(map(letters, months), MONTHS, strict=True))
        self._names |= dict(zip(map(letters, near), ("today", "tomorrow"), strict=True))
        known = {"month": _one_of(months), "weekday": _one_of(days), "year": r"\d{4}", "next": r"\d\d", "number": r"\d"}
        read = zip(sentences, _ENGLISH, strict=True)
        self._patterns = tuple((_pattern(said, known), english) for said, english in read)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(*said: tuple[str, ...]) -> _Printed:
        """The patterns of a language, made once."""
        return _Printed(*said)

    def english(self, words: str) -> str:
        """The words in English; "" where no sentence fits them."""
        if words.isdecimal():
            return words
        if words in self._names:
            return self._names[words]
        found = (self._fitted(pattern.fullmatch(words), english) for pattern, english in self._patterns)
        return next(filter(None, found), "")

    def _fitted(self, match: re.Match[str] | None, english: str) -> str:
        if match is None:
            return ""
        parts = {place: self.english(part) for place, part in match.groupdict().items() if f"{{{place}}}" in english}
        return english.format(**parts) if all(parts.values()) else ""


def _one_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(letters(name)) for name in names)


def _pattern(said: str, known: dict[str, str]) -> re.Pattern[str]:
    """A sentence with a group for each of its places; letters are exchanged around them as in what is typed.

    Beside a month the other places are days, elsewhere they are dates in their turn."""
    places = _PLACE.findall(said)
    other = r"\d{1,2}" if "month" in places else ".+"
    groups = [f"(?P<{place}>{known.get(place, other)})" for place in places]
    parts = map(re.escape, letters(_PLACE.sub("\ue000", said)).split("\ue000"))
    return re.compile("".join(part + group for part, group in zip(parts, [*groups, ""], strict=True)))
