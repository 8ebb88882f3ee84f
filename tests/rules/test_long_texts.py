"""Texts that are longer than any form takes, and words that no line takes, on their way to screen and paper."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from db.rules.text import TITLE_LIMIT, breakable, shortened
from tests.campaigns import cases

LETTERS = st.text(alphabet="aZ9é-/ \n؀قاریخ็กขคहि́漢字👩‍🚀", max_size=40)
TIMES = st.integers(0, 60)
LONG = st.builds(lambda start, word, times, end: start + word * times + end, LETTERS, LETTERS, TIMES, LETTERS)


@given(LONG, st.integers(60, 400))
@cases()
def test_it_is_the_beginning_and_says_how_long_it_was(text: str, most: int) -> None:
    said = shortened(text, most)
    assert len(said) <= most
    if len(text) <= most:
        assert said == text
    else:
        beginning, _, rest = said.rpartition("…")
        assert text.startswith(beginning) and rest == f" (shortened: {len(text):,} characters)"


@given(LONG)
@cases()
def test_a_word_without_an_end_may_be_broken_and_keeps_its_letters(text: str) -> None:
    """Nothing else changes: shorter words, and scripts that part no words, are broken by whoever sets them."""
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text or "… (shortened: " in broken.replace("\u200b", "")
    assert broken == text or max(map(len, text.split())) >= 120
    assert all(len(word) < 120 for word in re.findall(r"[a-zA-Z9é/-]+", broken))
    for after in re.findall("\u200b(.)", broken):
        assert not unicodedata.combining(after)


def test_of_a_word_longer_than_any_title_the_beginning_is_set() -> None:
    for many in (TITLE_LIMIT, TITLE_LIMIT + 1, 99_999):
        said = breakable(f"before {'x' * many} after").replace("\u200b", "")
        word = "x" * many if many == TITLE_LIMIT else shortened("x" * many, TITLE_LIMIT)
        assert said == f"before {word} after" and len(word) == TITLE_LIMIT
