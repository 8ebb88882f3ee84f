"""How firm a promise sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.strength import loose, proposed
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
    ("The sides decided to open a trade house in Almaty", Strength.UNDERTAKING, "decided to"),
    ("They agreed that the next round will be held in Astana", Strength.UNDERTAKING, "agreed that"),
    ("They agreed that trade be doubled by 2030", Strength.UNDERTAKING, "agreed that"),
    ("The sides agreed on the opening of a bank", Strength.UNDERTAKING, "agreed on"),
    ("The leaders resolved to double trade", Strength.UNDERTAKING, "resolved to"),
    ("They agreed in principle to share the cost", Strength.UNDERTAKING, "agreed in principle to"),
    ("They agreed to assess the needs of both ports", Strength.UNDERTAKING, "agreed to"),
    ("It was agreed to hold talks in May", Strength.UNDERTAKING, "It was agreed"),
    ("Kazakhstan plans to open a consulate that will employ ten people", Strength.PLANNED, "plans to"),
    ("The forum is to be held in May", Strength.PLANNED, "is to be held"),
    ("The meeting is scheduled for May", Strength.PLANNED, "is scheduled"),
    ("The Prime Minister directed the Ministry to prepare a list", Strength.UNDERTAKING, "directed"),
    ("The President instructed the Government to submit a plan", Strength.UNDERTAKING, "instructed"),
    ("The Ministry was instructed to prepare a list", Strength.UNDERTAKING, "was instructed to"),
    ("The visit will be held in May", Strength.UNDERTAKING, "will be"),
    ("The sides will strengthen the border posts", Strength.UNDERTAKING, "will strengthen"),
    ("This will help trade, and the sides decided to open a bank", Strength.UNDERTAKING, "decided to"),
    ("Президенты поручили правительствам подготовить план", Strength.UNDERTAKING, "поручили"),
    ("Президент поручил министру подготовить план", Strength.UNDERTAKING, "поручил"),
    ("Стороны условились провести заседание", Strength.UNDERTAKING, "условились"),
    ("Министр условился о встрече", Strength.UNDERTAKING, "условился"),
    ("Планируется визит в мае", Strength.PLANNED, "Планируется"),
    ("They reaffirmed their resolve to fight crime", Strength.INTENTION, "their resolve to"),
    ("A decision was taken to open a bank", Strength.UNDERTAKING, "decision was taken to"),
    ("The sides reached agreement on a new route", Strength.UNDERTAKING, "reached agreement on"),
    ("An understanding was reached to meet twice a year", Strength.UNDERTAKING, "understanding was reached to"),
    ("They tasked the ministers with a plan", Strength.UNDERTAKING, "tasked the ministers"),
    ("They mandated the commission to prepare it", Strength.UNDERTAKING, "mandated the commission"),
    ("The forum is due to open in May", Strength.PLANNED, "is due to"),
    ("Стороны приняли решение создать фонд", Strength.UNDERTAKING, "приняли решение"),
    ("Президент дал поручение подготовить план", Strength.UNDERTAKING, "дал поручение"),
    ("Стороны намерены довести товарооборот до 1 млрд", Strength.INTENTION, "намерены"),
    ("The Bank would consider, where possible, a loan", Strength.INTENTION, "would consider"),
    ("Norland will consider opening a consulate", Strength.INTENTION, "will consider"),
    ("The Ministry would favourably consider the request", Strength.INTENTION, "would favourably consider"),
    ("They may also explore a free trade area", Strength.INTENTION, "may also explore"),
    ("The sides agreed to consider a visa waiver", Strength.INTENTION, "agreed to consider"),
    ("Suvaria is considering new flights", Strength.INTENTION, "is considering"),
    ("Consider opening a second crossing", Strength.INTENTION, "Consider opening"),
    ("To study the feasibility of a pipeline", Strength.INTENTION, "To study"),
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


LOOSE = {
    "The sides agreed on the need to open a bank": "agreed on",
    "The sides agreed to the possibility of a loan": "agreed to",
    "They agreed that the bank may open in May": "agreed that",
    "They agreed that flights could resume": "agreed that",
    "The sides welcomed the opening of the bank": "welcomed",
    "The sides welcomed that the bank will open in May": "will open",
    "They noted that the bank will open in May": "will open",
    "They noted that trade doubled": "noted",
    "They noted that trade grew and that the bank will open": "will open",
    "It was noted that the project will be completed": "will be",
    "Стороны отметили, что банк будет открыт": "будет открыт",
    "Kazakhstan may open a consulate": "may open",
    "They may agree to supply gas": "agree to",
    "Kazakhstan could supply gas": "could supply",
    "Pakistan did not agree to supply wheat": "agree to",
    "Pakistan didn’t agree to supply wheat": "agree to",
    "Pakistan cannot agree to supply wheat": "agree to",
    "Pakistan will not agree to supply wheat": "will not",
    "Pakistan refused to agree to a date": "agree to",
    "Neither side agreed to supply wheat": "agreed to",
    "None of the sides agreed to it": "agreed to",
    "They have yet to agree on a date": "agree on",
    "They agreed to disagree on tariffs": "agreed to",
    "They agreed to differ": "agreed to",
    "They agreed to note the report": "agreed to",
    "The project will help regional trade": "will help",
}
"""Words that bind nobody, and what is named of them."""


@pytest.mark.parametrize(("words", "verb"), LOOSE.items())
def test_what_binds_nobody_is_named(words: str, verb: str) -> None:
    assert loose(words) == verb


@pytest.mark.parametrize(
    "words", ["", "Trade house in Almaty", "May visit", "Note on trade", *(each[0] for each in SAID)]
)
def test_what_is_firm_or_says_nothing_is_not_loose(words: str) -> None:
    assert loose(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "They agreed to disagree on tariffs and agreed to open a bank",
        "They welcomed the progress and agreed to open a bank",
        "Noting the need for trade, the sides will open a bank",
        "They noted the delay; Pakistan will send the list",
        "It was not easy, but they agreed to open a bank",
        "They will not levy new duties",
    ],
)
def test_a_promise_beside_loose_words_is_one(words: str) -> None:
    found = proposed(words)
    assert found is not None and found.strength is Strength.UNDERTAKING


@pytest.mark.parametrize(
    "words",
    [
        "The sides agreed to the importance of dialogue",
        "They agreed on the importance of connectivity",
        "They agreed on the need for closer ties",
        "They agreed that cooperation is important",
        "They agreed that terrorism poses a threat",
        "They agreed that the talks were useful",
        "They agreed that the project will help trade",
        "The project will help regional trade",
        "The agreement will contribute to stability",
        "This will strengthen trust",
        "The visit will be an important milestone",
        "They have not decided to withdraw",
        "Kazakhstan has no plans to join",
        "The dispute was resolved on 3 March",
        "They reached agreement on the importance of trade",
        "The note was directed to the Ministry",
        "No agreement was reached on the border",
        "Стороны согласились с оценкой",
        "Direct flights and efforts directed at peace",
        "Стороны договорились о важности диалога",
        "Это будет способствовать росту",
        "Стороны не условились о сроках",
        "условия договора",
        *LOOSE,
    ],
)
def test_values_effects_and_denials_bind_nobody(words: str) -> None:
    """What is valued, what follows by itself and what was not agreed is no promise."""
    assert proposed(words) is None


@given(st.text(max_size=200))
def test_any_text_can_be_read(words: str) -> None:
    """Whatever is typed, the verb that is named stands in it."""
    found = proposed(words)
    assert found is None or all(part in words for part in found.verb.split())
