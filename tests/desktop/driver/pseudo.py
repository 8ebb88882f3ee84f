"""A language of the tests: every sentence longer, in brackets, its vowels marked; and what is found outside of them."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

import pytest
from typing_extensions import override

from db import words

OPEN, CLOSE = "⟦", "⟧"
_LONGER = " ~~"
# What stays as it is: places, patterns of files, mnemonics, percent signs with their letter, marks of the command line.
_KEPT = re.compile(r"\{[^{}]*\}|\*\.\w+|&\w|%\w|\[/?[^\]]*\]")
_MARKED = str.maketrans("aeiouAEIOU", "àéîöûÀÉÎÖÛ")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’\-+][A-Za-z\u00c0-\u024f]+)*")


class Pseudo(NullTranslations):
    """Says every sentence in brackets, a third longer, and in letters nobody types."""

    @override
    def gettext(self, message: str) -> str:
        return bracketed(message)

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracketed(msgid1 if n == 1 else msgid2)

    @override
    def pgettext(self, context: str, message: str) -> str:
        return bracketed(message)


def bracketed(message: str) -> str:
    """The sentence as the language of the tests says it."""
    body = message.rstrip("\n")
    said, at = "", 0
    for kept in _KEPT.finditer(body):
        said += body[at : kept.start()].translate(_MARKED) + kept[0]
        at = kept.end()
    said += body[at:].translate(_MARKED)
    return f"{OPEN}{said}{_LONGER}{CLOSE}{message[len(body) :]}"


@contextmanager
def spoken() -> Iterator[None]:
    """Speak it for a while, the library of the command line too."""
    before = words._chosen[0]
    words.use(Pseudo())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gettext, "dgettext", lambda domain, message: bracketed(message))
        try:
            yield
        finally:
            words.use(before)


def outside(text: str) -> str:
    """What of a text stands in no brackets; what was cut off behind an opening one stood inside."""
    depth, left = 0, []
    for char in text:
        if char == OPEN:
            depth += 1
            left.append(" ")
        elif char == CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            left.append(char)
    return "".join(left)


def english(text: str, allowed: re.Pattern[str]) -> list[str]:
    """The runs of Latin letters that stand in no brackets, without what is allowed to."""
    return _LATIN.findall(allowed.sub(" ", outside(text)))
