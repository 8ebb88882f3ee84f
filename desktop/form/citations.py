"""Sources and their quotations in words, and the places of a text as Qt counts them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from db.records.base import Cited, Overtaken
from db.records.sources import SourceLine
from db.rules.sources import differing
from db.rules.text import fold
from db.vocabulary import How
from db.words import _, ngettext
from desktop.kit import words

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_LONGEST, _LONGEST_NAME = 160, 36


class Letters:
    """The places of a text, which our records count in code points and Qt in UTF-16 units: an emoji is one of the
    first and two of the second."""

    def __init__(self, text: str) -> None:
        self._beyond = [found.start() for found in _BEYOND.finditer(text)]
        self._units = [place + number for number, place in enumerate(self._beyond)]

    def to_qt(self, place: int) -> int:
        """A place of our records as Qt counts."""
        return place + bisect_left(self._beyond, place)

    def from_qt(self, place: int) -> int:
        """A place of Qt's as our records count; inside a letter of two units it is the place before the letter."""
        return place - bisect_left(self._units, place)


@dataclass(frozen=True, slots=True)
class Note:
    """What sources say of a field, in a line each, and whether they differ."""

    said: str
    differs: bool = False


def notes(citations: Iterable[Cited]) -> dict[str, Note]:
    """What sources say, by field; what they say of a record as a whole is under ""."""
    lines: dict[str, list[str]] = {}
    every = tuple(citations)
    for each in every:
        lines.setdefault(each.field, []).append(said(each))
    at_odds = differing_fields(every)
    for field in at_odds:
        lines[field].insert(0, _("Sources differ."))
    return {field: Note("\n".join(dict.fromkeys(each)), field in at_odds) for field, each in lines.items()}


def differing_fields(citations: Iterable[Cited]) -> frozenset[str]:
    """The fields of which two sources say different things; one that is silent contradicts nobody."""
    return differing(
        (each.field, each.source.id if each.source else 0, each.says or each.words)
        for each in citations
        if each.how is not How.UNKNOWN
    )


def differ(citations: Iterable[Cited], field: str) -> str:
    """That sources differ on a field, with what each of them says; "" where they agree."""
    every = tuple(citations)
    if field not in differing_fields(every):
        return ""
    by_value: dict[str, tuple[str, dict[str, None]]] = {}
    for each in every:
        value = words.one_line(each.says or each.words)
        if each.field == field and each.how is not How.UNKNOWN and value:
            by_value.setdefault(fold(value), (_short(value), {}))[1][_named(each)] = None
    sentence = _("Two sources differ: {values}")
    if len(set().union(*(names for _, names in by_value.values()))) > 2:
        sentence = _("Sources differ: {values}")
    return sentence.format(
        values=" · ".join(f"{words.quoted(shown)} ({', '.join(names)})" for shown, names in by_value.values())
    )


def said(cited: Cited) -> str:
    """One citation in a line: how the fact is known, the words or the reason, and the source."""
    value = words.quoted(_short(cited.says or cited.words)) if cited.says or cited.words else ""
    patterns = {
        How.STATED: (_("Stated: {what}"), value),
        How.INFERRED: (
            _("Inferred: {what}"),
            words.joined((_short(cited.why), value)),
        ),
        How.UNKNOWN: (_("Not stated: {what}"), _short(cited.why)),
    }
    pattern, first = patterns[cited.how]
    page = _("p. {page}").format(page=cited.page) if cited.page else ""
    return pattern.format(what=words.joined((first, _named(cited), page, since(cited))))


def since(cited: Cited) -> str:
    """What was recorded otherwise since the source was cited; "" while the fact stands as it did."""
    over = cited.overtaken
    if over is None:
        return ""
    return Overtaken(then=_short(over.then), now=_short(over.now)).told(cited.how)


def about(line: SourceLine) -> str:
    """A source in a line under its title: who published it and when."""
    when = line.published_on.display() if line.published_on else ""
    return words.joined((line.publisher or line.kind.label, when))


def quotations(many: int) -> str:
    """How many quotations there are."""
    return ngettext("{count} quote", "{count} quotes", many).format(count=f"{many:n}")


def _named(cited: Cited) -> str:
    if cited.source is None:
        return _("no source")
    return _short(cited.source.title, _LONGEST_NAME)


def _short(text: str, longest: int = _LONGEST) -> str:
    line = words.one_line(text)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
