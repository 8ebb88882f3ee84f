"""Quoted words are found where they stand, and only where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.sources import CitedField, Copy, Edit, cited_field, differing
from db.vocabulary import Standing

TEXT = "Astana, 4 Feb. The sides met in Astana. Астана 🇰🇿 آستانہ · e\u0301lan"


@pytest.mark.parametrize(
    ("words", "start", "found"),
    [
        ("Astana", 0, (Standing.THERE, 0)),
        ("Astana", 32, (Standing.THERE, 32)),
        ("Astana", 30, (Standing.FOUND_AGAIN, 32)),
        ("Astana", 10, (Standing.FOUND_AGAIN, 0)),
        ("Astana", 100_000, (Standing.FOUND_AGAIN, 32)),
        ("Astana", None, (Standing.THERE, 0)),
        ("🇰🇿", 47, (Standing.THERE, 47)),
        ("🇰🇿", 51, (Standing.FOUND_AGAIN, 47)),
        ("آستانہ", 50, (Standing.THERE, 50)),
        ("e\u0301lan", 0, (Standing.FOUND_AGAIN, 59)),
        ("élan", 59, (Standing.MISSING, None)),
        ("astana", 0, (Standing.MISSING, None)),
    ],
)
def test_the_exact_words_decide(words: str, start: int | None, found: tuple[Standing, int | None]) -> None:
    assert Copy(TEXT).standing(words, start) == found


def test_a_text_that_is_not_kept_proves_nothing() -> None:
    assert Copy("").standing("Astana", 7) == (Standing.NO_TEXT, 7)


@given(st.text(min_size=1, max_size=60), st.integers(0, 80), st.data())
def test_what_is_found_is_what_was_quoted(text: str, near: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = Copy(text).nearest(words, near)
    assert found is not None and text[found : found + len(words)] == words
    assert abs(found - near) <= abs(start - near), "no other place is nearer"
    assert Copy(text).standing(words, start) == (Standing.THERE, start)


@given(st.text("ab🇰", max_size=20), st.text("ab🇰", max_size=20), st.text("ab🇰", max_size=8), st.text("ab🇰", max_size=8))
def test_words_move_with_what_stands_round_them(front: str, end: str, gone: str, new: str) -> None:
    """However often "xyz" would be found elsewhere: what is written in front of it only moves it."""
    before, after = f"xyz{front}{gone}xyz{end}xyz", f"xyz{front}{new}xyz{end}xyz"
    assert Edit(before, after).after("xyz", 3 + len(front + gone)) == 3 + len(front + new)
    assert Edit(before, after).after("xyz", 0) == 0
    assert Edit(before, after).after("xyz", len(before) - 3) == len(after) - 3


@pytest.mark.parametrize(
    ("before", "after", "start", "found"),
    [
        ("They met. They met.", "In Almaty they met. They met.", 10, 20),
        ("They met.", "They talked.", 0, None),
        ("", "On Monday They met.", 10, 10),
        ("", "They met.", 30, 0),
        ("They met.", "They met.", 5, 0),
        ("Nobody came.", "They met.", 4, 0),
    ],
)
def test_a_new_text(before: str, after: str, start: int, found: int | None) -> None:
    assert Edit(before, after).after("They met.", start) == found


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ([("kind", 1, "state visit"), ("kind", 2, "official visit")], {"kind"}),
        ([("kind", 1, "state visit"), ("kind", 2, "a State  visit, to Kazakhstan")], set()),
        ([("kind", 1, "state visit"), ("kind", 1, "official visit")], set()),
        ([("kind", 1, "state visit"), ("dates", 2, "4 February")], set()),
        ([("kind", 1, "state visit"), ("kind", 2, "")], set()),
        ([("kind", 1, "state"), ("kind", 2, "interstate")], {"kind"}),
        ([("kind", 1, "мемлекеттік сапар"), ("kind", 2, "МЕМЛЕКЕТТІК САПАР")], set()),
        ([("dates", 1, "4"), ("dates", 2, "5"), ("kind", 1, "a"), ("kind", 2, "b")], {"dates", "kind"}),
    ],
)
def test_two_sources_differ(said: list[tuple[str, int, str]], fields: set[str]) -> None:
    assert differing(said) == fields


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("title", CitedField("title")),
        ("steps.2.done_on", CitedField("steps", 2, "done_on")),
        ("steps.2", CitedField("steps", 2)),
        ("steps.last.done_on", CitedField("steps.last.done_on")),
        ("steps.².done_on", CitedField("steps.².done_on")),
        ("", CitedField("")),
    ],
)
def test_a_citation_names_a_field_or_that_of_a_row(written: str, means: CitedField) -> None:
    assert cited_field(written) == means
    assert str(means) == written
