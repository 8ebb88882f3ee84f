"""What the journal keeps of a change can be told again in another language."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from typing_extensions import override

from db import words
from db.queries import history
from db.store import Store
from db.tables.history import Change
from db.words import Sentence, told, told_again, told_of, told_word
from tests.store.house import Ids
from tests.store.makers import MAKERS, command


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


@pytest.fixture
def loud() -> Iterator[None]:
    """Speak in that language, and in English again afterwards."""
    words.use(Loud())
    yield
    words.use(NullTranslations())


def test_a_sentence_is_told_again(loud: None) -> None:
    """With what stands in it, sentences too; titles stay as they are."""
    words.use(NullTranslations())
    said = told("{what}: “{title}”", what=told_of("{count} day", "{count} days", 2), title="Visit {x}")
    kind = told("Added {kind}", kind=told_word("Kind", "visit"))
    assert (said, kind) == ("2 days: “Visit {x}”", "Added visit")
    words.use(Loud())
    assert told_again(said.parts) == "!!2 days: “Visit {x}”"
    assert told_again(kind.parts) == "!Added !visit"


@pytest.mark.parametrize("kind", MAKERS, ids=lambda each: each.__name__)
def test_every_command_says_what_it_did_so(house: Store, ids: Ids, kind: type) -> None:
    """The label is what its parts say in the language of the day, and another in another language."""
    done = house.run(command(house, ids, kind))
    with house.read() as reader:
        change = reader.get_one(Change, done.id)
        assert change.said is not None
        assert change.label == done.label == told_again(change.said)
        words.use(Loud())
        try:
            assert told_again(change.said).startswith("!")
            if done.record is not None:
                assert history.changes_of(reader, done.record)[0].label.startswith("!")
        finally:
            words.use(NullTranslations())


def test_a_sentence_is_a_text() -> None:
    """It stands wherever a text does."""
    said = told("Dates agreed")
    assert isinstance(said, Sentence)
    assert isinstance(said, str)
    assert f"{said}." == "Dates agreed."
