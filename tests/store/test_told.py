"""What the journal keeps of a change can be told again in another language; for every command see test_commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from typing_extensions import override

from db import words
from db.words import Sentence, told, told_again, told_of, told_word


class Loud(NullTranslations):
    """A language in which every message is shouted and the rest is left as it is."""

    @override
    def gettext(self, message: str) -> str:
        return f"!{message}"

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"!{msgid1 if n == 1 else msgid2}"

    @override
    def pgettext(self, context: str, message: str) -> str:
        return f"!{message}"


@contextmanager
def spoken(translations: NullTranslations) -> Iterator[None]:
    """Speak in another language, and in English again afterwards."""
    words.use(translations)
    try:
        yield
    finally:
        words.use(NullTranslations())


def test_a_sentence_is_told_again() -> None:
    """With what stands in it, sentences too; titles stay as they are."""
    said = told("{what}: “{title}”", what=told_of("{count} day", "{count} days", 2), title="Visit {x}")
    kind = told("Added {kind}", kind=told_word("Kind", "visit"))
    assert (said, kind) == ("2 days: “Visit {x}”", "Added visit")
    with spoken(Loud()):
        assert told_again(said.parts) == "!!2 days: “Visit {x}”"
        assert told_again(kind.parts) == "!Added !visit"


def test_a_sentence_is_a_text() -> None:
    """It stands wherever a text does."""
    said = told("Dates agreed")
    assert isinstance(said, Sentence)
    assert isinstance(said, str)
    assert f"{said}." == "Dates agreed."
