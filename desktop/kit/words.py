"""How words stand on a line: parts that say something, names in a list, quotations, what nobody stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.words import _


def not_stated() -> str:
    """What stands wherever the sources are silent."""
    return _("not stated")


def joined(parts: Iterable[str]) -> str:
    """The parts that say anything, on one line."""
    return " · ".join(part for part in parts if part)


def one_line(text: str) -> str:
    """A text with its line breaks and runs of spaces made single spaces."""
    return " ".join(text.split())


MOST_COUNTED = 9_999
"""Larger numbers have no room beside a name."""


def counted(many: int) -> str:
    """A number as it stands on the bell and beside the pages: "9,999+" for more."""
    return f"{many:n}" if many <= MOST_COUNTED else _("{most:n}+").format(most=MOST_COUNTED)


def quoted(words: str) -> str:
    """Words of a source inside a line of ours."""
    return _("“{words}”").format(words=words)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "Kazakhstan, Pakistan and Türkiye"."""
    if len(names) < 2:
        return "".join(names)
    return _("{join} and {names}").format(join=", ".join(names[:-1]), names=names[-1])
