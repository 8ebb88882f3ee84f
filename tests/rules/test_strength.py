"""How firm a promise sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.strength import proposed
from db.vocabulary import Strength

SAID = [
    ("Kazakhstan will continue implementing transport projects", Strength.UNDERTAKING, "will continue implementing"),
    ("The sides agreed to open a trade house by June", Strength.UNDERTAKING, "agreed to"),
    ("Pakistan undertakes to send the list of projects", Strength.UNDERTAKING, "undertakes"),
    ("The party shall notify the other within 30 days", Strength.UNDERTAKING, "shall notify"),
    ("He pledged $50 million for the fund", Strength.UNDERTAKING, "pledged"),
    ("They will not levy new duties", Strength.UNDERTAKING, "will not"),
    ("The Minister announced that flights will resume in May", Strength.ANNOUNCEMENT, "announced"),
    ("The sides aim to bring trade to $1 billion", Strength.TARGET, "aim to"),
    ("Raise bilateral trade to $1 billion within a year", Strength.TARGET, "Raise bilateral trade to $1"),
    ("The President invited the Prime Minister to pay a state visit", Strength.INVITATION, "invited"),
    ("We sincerely wish to work with your government", Strength.INTENTION, "sincerely wish to"),
    ("He emphasized the need to achieve tangible progress", Strength.INTENTION, "emphasized the need"),
    ("They possess potential to expand trade", Strength.INTENTION, "possess potential"),
    ("He expressed confidence that ties will grow", Strength.INTENTION, "expressed confidence"),
    ("a shared commitment to deepening the partnership", Strength.INTENTION, "shared commitment to"),
    ("reaffirming interest in deepening the partnership", Strength.INTENTION, "reaffirming interest in"),
    ("The sides hope that the agreement will enter into force", Strength.INTENTION, "hope that"),
    ("Казахстан продолжит строительство терминала", Strength.UNDERTAKING, "продолжит"),
    ("Президент выразил уверенность в развитии связей", Strength.INTENTION, "выразил уверенность"),
    ("Стороны намерены довести товарооборот до 1 млрд", Strength.INTENTION, "намерены"),
]


@pytest.mark.parametrize(("words", "strength", "verb"), SAID)
def test_the_verb_says_how_firm_it_is(words: str, strength: Strength, verb: str) -> None:
    """A hope for what "will" happen is a hope; the words that decided are named."""
    found = proposed(words)
    assert found is not None
    assert (found.strength, found.verb) == (strength, verb)


@pytest.mark.parametrize("words", ["", "Review progress on the agreements", "Trade house in Almaty", "ٹرانسپورٹ"])
def test_where_no_verb_says_anything_nothing_is_proposed(words: str) -> None:
    """Nothing is guessed."""
    assert proposed(words) is None


@given(st.text(max_size=200))
def test_any_text_can_be_read(words: str) -> None:
    """Whatever is typed, the verb that is named stands in it."""
    found = proposed(words)
    assert found is None or all(part in words for part in found.verb.split())
