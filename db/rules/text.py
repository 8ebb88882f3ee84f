"""What may stand in a text, and how texts are compared when somebody searches."""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 100_000
TITLE_LIMIT = 1_000

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line besides the line feed (Unicode Standard 5.8, and the separators of records that old files hold)."""
_APART = re.compile(r" *[\t\n]\s*")
"""What stands between words that were pasted from lines or cells of their own."""
_OVERRIDES = re.compile("[\u202a-\u202e]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_OPENERS = "\u2066\u2067\u2068"
_CLOSER = "\u2069"
_VARIANTS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ہ", "ه": "ہ", "ۀ": "ہ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ؤ": "و", "ё": "е", "ұ": "у", "ү": "у", "қ": "к", "і": "и", "ғ": "г", "ң": "н", "ө": "о", "һ": "х", "ә": "а",
        "ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """Text as it may be kept: no controls, no direction overrides, balanced isolates, no lone surrogates.

    Line breaks and tabs stay; so do the joiners and marks that Urdu, Persian and Kazakh need. Whatever ends a line
    where a text was copied from, a vertical tab of a word processor or a form feed of a PDF, is a line feed, so that
    the words on both sides of it stay apart. Source: Unicode Technical Standard 39 and CVE-2021-42574.
    """
    text = _LINE_ENDS.sub("\n", text)
    kept = _LONE_SURROGATES.sub("\ufffd", _CONTROLS.sub("", _OVERRIDES.sub("", text)))
    return "\n".join(map(_balanced, kept.split("\n")))


def on_one_line(text: str) -> str:
    """A text as a title or another line of a form holds it: line ends and tabs, with the air around them, are one
    space; a tab has no width on paper."""
    return _APART.sub(" ", clean(text).strip())


def _balanced(line: str) -> str:
    if not any(mark in line for mark in _OPENERS + _CLOSER):
        return line
    depth, kept = 0, []
    for char in line:
        if char in _OPENERS:
            depth += 1
        elif char == _CLOSER:
            if not depth:
                continue
            depth -= 1
        kept.append(char)
    return "".join(kept) + _CLOSER * depth


def names_in(line: str) -> tuple[str, ...]:
    """The names of a line such as "Ministry of Transport; Ministry of Energy", each once."""
    return tuple(dict.fromkeys(name for part in line.split(";") if (name := part.strip())))


def fold(text: str) -> str:
    """The form in which texts are compared: no case, no accents, one form of each Urdu, Arabic and Kazakh letter."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    mapped = unicodedata.normalize("NFKC", lowered).translate(_VARIANTS)
    return unicodedata.normalize("NFKD", mapped).translate(_BARE)


class _Bare(dict[int, "int | str | None"]):
    """What each character becomes once accents stand apart: nothing for a mark; each is looked up once."""

    def __missing__(self, code: int) -> int | str | None:
        mark = unicodedata.category(chr(code)) in ("Mn", "Cf")
        self[code] = None if mark else _VARIANTS.get(code, code)
        return self[code]


_BARE = _Bare()
