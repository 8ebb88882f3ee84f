"""The countries and organisations everybody knows, for whoever adds one: found by any of their names or codes.

The file is written by `packaging/countries.py` and says itself where each column is from. It is read when somebody
first asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from db.records.base import NameIn
from db.records.parties import PartyDraft
from db.rules.text import fold
from db.vocabulary import PartyKind

FILE = Path(__file__).resolve().parents[1] / "resources" / "countries" / "known.json"
LONGEST = 100
"""So many letters of what is typed are looked at: no name is longer."""


class Known(NamedTuple):
    """A country or organisation; what no source says is empty. Of a language it has the usual name, then the official
    one, "" where that is the same, and others."""

    code: str
    code3: str
    kind: PartyKind
    capital: str
    demonym: str
    names: dict[str, tuple[str, ...]]

    @property
    def title(self) -> str:
        """Its usual name."""
        return self.names["en"][0]

    @property
    def official(self) -> str:
        """Its official name, where that is another."""
        return self.names["en"][1] if len(self.names["en"]) > 1 else ""

    @property
    def key(self) -> str:
        """What tells it from all others: its code, of an organisation that has none its name."""
        return self.code or self.code3 or self.title

    def every_name(self) -> Iterator[str]:
        """Its names in all languages, each once."""
        yield from dict.fromkeys(name for names in self.names.values() for name in names if name)

    def draft(self) -> PartyDraft:
        """What is written of it when somebody adds it: its capital stands for it too, as in "Astana replied"."""
        others = {
            name: NameIn(language=language, text=name)
            for language, names in self.names.items()
            for name in names
            if name and name not in (self.title, self.official)
        }
        if self.capital and self.capital != self.title:
            others.setdefault(self.capital, NameIn(language="en", text=self.capital))
        return PartyDraft(
            title=self.title,
            kind=self.kind,
            code=self.code,
            code3=self.code3,
            long_name=self.official,
            aliases=tuple(others.values()),
        )


def find(typed: str, most: int = 12) -> tuple[Known, ...]:
    """The countries that fit what is typed, the likeliest first: by their code, the beginning of a name or of a
    demonym, the initials of a name ("UAE"), the beginning of a further word. Case and accents do not matter."""
    asked = " ".join(_words(typed[:LONGEST]).split())
    if not asked:
        return ()
    found = ((_fit(asked, entry), each) for entry, each in zip(_index(), everything(), strict=True))
    fitting = [(fit, each) for fit, each in found if fit is not None]
    # A code is meant whatever else it begins; territories come after states that fit less well.
    fitting.sort(key=lambda one: (one[0] != _CODE, one[1].kind is PartyKind.REGION, one[0]))
    return tuple(each for _fit, each in fitting[:most])


def named(typed: str) -> Known | None:
    """The one country of exactly that code or name; None where there is none, or are several."""
    asked = " ".join(_words(typed[:LONGEST]).split())
    found = [n for n, (codes, names, _, _) in enumerate(_index()) if asked and (asked in codes or asked in names)]
    return everything()[found[0]] if len(found) == 1 else None


@cache
def everything() -> tuple[Known, ...]:
    """Every country and organisation, in the order of the file."""
    data = json.loads(FILE.read_bytes())
    columns = list(data["sources"])
    languages = columns[columns.index("demonym") + 1 :]
    return tuple(
        Known(code, code3, PartyKind(kind), capital, demonym, dict(zip(languages, map(tuple, names), strict=True)))
        for code, code3, kind, capital, demonym, *names in data["rows"]
    )


_Entry = tuple[frozenset[str], tuple[str, ...], tuple[str, ...], frozenset[str]]
"""The codes of a country, its names, its demonyms and the initials of its names, all folded."""
_CODE, _USUAL, _NAME, _DEMONYM, _INITIALS, _WORD = range(6)
_APART = "\n"


def _fit(asked: str, entry: _Entry) -> int | None:
    """How well a country fits; None where it does not."""
    codes, names, demonyms, initials = entry
    if asked in codes:
        return _CODE
    if names[0].startswith(asked):
        return _USUAL
    if any(name.startswith(asked) for name in names):
        return _NAME
    if any(name.startswith(asked) for name in demonyms):
        return _DEMONYM
    if asked in initials:
        return _INITIALS
    return _WORD if any(f" {asked}" in name for name in names) else None


@cache
def _index() -> tuple[_Entry, ...]:
    """What each is found by. All is folded in one piece: one by one that takes several times as long."""
    words = [(_codes(each), [*each.every_name()], each.demonym.split(", ")) for each in everything()]
    parts = [part for codes, names, demonyms in words for part in (codes, names, demonyms, [*map(_initials, names)])]
    folded = iter(_words(_APART.join(word for part in parts for word in part)).split(_APART))
    each_part = [tuple(islice(folded, len(part))) for part in parts]
    grouped = zip(*(each_part[n::4] for n in range(4)), strict=True)
    return tuple(
        (frozenset(codes), names, demonyms, frozenset(initials)) for codes, names, demonyms, initials in grouped
    )


_SIGNS = re.compile(r"[^\w\n]+")


def _words(text: str) -> str:
    """A text as it is compared: words alone, folded."""
    return _SIGNS.sub(" ", fold(text))


def _codes(known: Known) -> list[str]:
    return [known.code, known.code3]


_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]")


def _initials(name: str) -> str:
    """The first letters of the words of a name that are written large, where there are several: "UAE"."""
    found = [letter for letter in _INITIAL.findall(name) if letter.isupper()]
    return "".join(found) if len(found) > 1 else ""
