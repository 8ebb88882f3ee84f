"""How texts are compared when somebody searches: one form of every letter, figure and apostrophe, no sign at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.text import begins, fold, folded_letters, for_search, pairs, parts_of_words, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تجـــارت", "تجارت"),  # tatweel
        ("تجارتي", "تجارتی"),
        ("كراچي", "کراچی"),
        ("۲۰۲۷", "2027"),
        ("٢٠٢٧", "2027"),
        ("２０２７", "2027"),
        ("๒๕๗๐", "2570"),
        ("२०२७", "2027"),
        ("Oʻzbekiston", "O'zbekiston"),
        ("O’zbekiston", "Ozbekiston"),
        ("O‘zbekiston", "O`zbekiston"),
        ("O´zbekiston", "O＇zbekiston"),
        ("Gʻarbiy", "garbiy"),
        ("Qurʼon", "Qur'on"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("Iğdır", "igdir"),
        ("São Tomé", "sao tome"),
        ("Łódź", "lodz"),
        ("ℌungary", "hungary"),
        ("ﬁnance", "finance"),
        ("Қазақ\u200dстан", "казакстан"),
        ("مُذاکرات", "مذاکرات"),
    ],
)  # fmt: skip
def test_both_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    "nothing",
    ['"', "＂", "“”", "\u200b", "\u200f", "\u0301", "\u064b", "'", "’", "—", "%", "_", "*", "🚂", "\ud800", "\0", "   ",
     "ـ", "ـــ", "()", "\u2066\u2069", "\ufe0f"],
)  # fmt: skip
def test_signs_and_marks_alone_are_an_empty_search(nothing: str) -> None:
    assert terms(nothing) == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Al-Farabi_University: 50%", ("al", "farabi", "university", "50")),
        ("No. ۲", ("no", "2")),
        ("d’Ivoire", ("divoire",)),
        ("中国 合作", ("中国", "合作")),
        ("2027年访问Pakistan团", ("2027", "年访问", "pakistan", "团")),
        ("ประเทศไทย", ("ประเทศไทย",)),
        ("rock 'n' roll", ("rock", "n", "roll")),
    ],
)
def test_what_is_looked_for_is_letters_and_figures(words: str, expected: tuple[str, ...]) -> None:
    assert terms(words) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Côte d’Ivoire", "d ivoire"),
        ("O'Brien and Oʻzbek", "o brien o zbek"),
        ("l´Europe, dell'Unione", "l europe dell unione"),
        ("‘quoted’ 'words'", ""),
        ("nothing", ""),
    ],
)
def test_the_parts_of_a_word_with_an_apostrophe_are_kept_too(text: str, parts: str) -> None:
    assert parts_of_words(text) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国合作", ("中国", "国合", "合作", "作")),
        ("中 国", ("中", "国")),
        ("中国。合作", ("中国", "国", "合作", "作")),
        ("Pakistan", ()),
    ],
)
def test_runs_are_kept_as_pairs(text: str, expected: tuple[str, ...]) -> None:
    assert pairs(for_search(text)) == expected


@given(text=st.text(max_size=60))
def test_any_text_is_folded_once_and_for_all(text: str) -> None:
    """Nothing raises, what is folded stays as it is, and each term is found in the text it is a term of."""
    asked = terms(text)
    assert all(each.isalnum() for each in asked)
    assert terms(" ".join(asked)) == asked
    assert "".join(folded_letters(text)).isascii() or pairs(for_search(text)) is not None
    assert len(folded_letters(text)) == len(text)
    assert all(begins(each) for each in asked)
