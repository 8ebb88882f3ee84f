"""Lengths of time in words: read whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.lengths import _AFTER, _BEFORE, Length, Why, length, read, said
from db.rules.notice import duration_read, notice_read


def months(many: int) -> Length:
    return Length(months=many)


def days(many: int) -> Length:
    return Length(days=many)


READ = [
    ("thirty-six months", months(36)),
    ("thirty six months", months(36)),
    ("twenty-five years", months(300)),
    ("forty-five (45) days", days(45)),
    ("45 (forty-five) days", days(45)),
    ("one hundred and sixty days", days(160)),
    ("one hundred twenty days", days(120)),
    ("a hundred days", days(100)),
    ("three hundred sixty-five (365) days", days(365)),
    ("one thousand and ninety-five days", days(1095)),
    ("1,095 days", days(1095)),
    ("1 095 days", days(1095)),
    ("half a year", months(6)),
    ("half-year", months(6)),
    ("half of a year", months(6)),
    ("one-half year", months(6)),
    ("½ year", months(6)),
    ("three quarters of a year", months(9)),
    ("a quarter of a year", months(3)),
    ("1.5 years", months(18)),
    (".5 years", months(6)),
    ("1.5 years", months(18)),
    (".5 years", months(6)),
    ("2½ years", months(30)),
    ("a year and a half", months(18)),
    ("one and a half years", months(18)),
    ("two years and a half", months(30)),
    ("18 months", months(18)),
    ("2 years 6 months", months(30)),
    ("two years and six months", months(30)),
    ("one (1) year and six (6) months", months(18)),
    ("1 year, 6 months", months(18)),
    ("three years, three months and ten days", Length(10, 39)),
    ("6 (six) months", months(6)),
    ("ten (10) years", months(120)),
    ("10 yrs", months(120)),
    ("three calendar months", months(3)),
    ("thirty (30) calendar days in writing", days(30)),
    ("two weeks", days(14)),
    ("a fortnight", days(14)),
    ("fifteen-day", days(15)),
    ("6 month(s)", months(6)),
    ("12 months (one year)", months(12)),
    ("SIX  MONTHS", months(6)),
    ("a period of five (5) years", months(60)),
    ("5 years from 1 January 2027", months(60)),
    ("Article 12: six months", months(6)),
    ("one of the Parties gives 90 days", days(90)),
    ("not less than six months", months(6)),
    ("an initial period of five years", months(60)),
    ("term - 5 years", months(60)),
    ("9999 years", months(119_988)),
    ("at least three months’ written notice", months(3)),
    ("six months' notice before the end of each five-year period", months(6)),
    ("five years unless denounced on six months' notice", months(60)),
    ("no later than 3 months before expiry", months(3)),
    ("3 months before expiry at the latest", months(3)),
    ("3 months minimum", months(3)),
    ("not fewer than ninety (90) days", days(90)),
    ("exactly 5 years", months(60)),
    ("5 years only", months(60)),
    ("in force for 5 years", months(60)),
    ("three months, through diplomatic channels", months(3)),
    ("6 months prior to the expiry of the current five-year term", months(6)),
]


@pytest.mark.parametrize(("words", "long"), READ)
def test_a_length_is_read_whole(words: str, long: Length) -> None:
    assert length(words) == long


NOT_READ = [
    ("6-12 months", Why.SEVERAL),
    ("6 – 12 months", Why.SEVERAL),
    ("six to twelve months", Why.SEVERAL),
    ("between 6 and 12 months", Why.SEVERAL),
    ("6/12 months", Why.PARTLY),
    ("5+5 years", Why.PARTLY),
    ("six twelve months", Why.PARTLY),
    ("thirty odd days", Why.PARTLY),
    ("10 working days", Why.PARTLY),
    ("half a month", Why.PARTLY),
    ("1.3 years", Why.PARTLY),
    ("1.095 days", Why.PARTLY),
    ("0 days", Why.PARTLY),
    ("six months to one year", Why.SEVERAL),
    ("three years or thirty-six months", Why.SEVERAL),
    ("5 years, 6 months' notice", Why.SEVERAL),
    ("six months (180 days)", Why.SEVERAL),
    ("six (7) months", Why.CONTRADICTION),
    ("forty five (54) days", Why.CONTRADICTION),
    ("about six months", Why.UNCERTAIN),
    ("up to five years", Why.UNCERTAIN),
    ("less than six months", Why.UNCERTAIN),
    ("half of 5 years", Why.UNCERTAIN),
    ("a third of the ten years", Why.UNCERTAIN),
    ("10% of 5 years", Why.PARTLY),
    ("not 5 years", Why.UNCERTAIN),
    ("every 5 years", Why.UNCERTAIN),
    ("each five-year period", Why.UNCERTAIN),
    ("the first 5 years", Why.UNCERTAIN),
    ("last six months", Why.UNCERTAIN),
    ("-3 years", Why.UNCERTAIN),
    ("– 3 years", Why.UNCERTAIN),
    ("minus three years", Why.UNCERTAIN),
    ("99999999999999999999 years", Why.PARTLY),
    ("10000 years", Why.PARTLY),
    ("4,000,000 days", Why.PARTLY),
    *(
        (words, Why.UNCERTAIN)
        for words in (
            *("under 3 months", "below 5 years", "over 5 years", "just over 5 years", "beyond 5 years", "upto 5 years"),
            *("<5 years", ">5 years", "≤ 5 years", "3 months?", "3 months (?)", "~6 months", "± 6 months"),
            *(
                "within 3 months before expiry",
                "in under 3 months",
                "not quite 5 years",
                "hardly 5 years",
                "close to 5 years",
            ),
            *("probably 5 years", "5 years, perhaps", "5 years (tbc)", "5 years, to be confirmed", "proposed: 5 years"),
            *(
                "5 years unless denounced (tbc)",
                "no 5 years",
                "no more than 5 years",
                "not over 5 years",
                "5 years max",
            ),
            *("5 years (max.)", "5 years at the most", "max. 5 years", "5 years, at most", "a maximum of 5 years"),
            *("5 years approximately", "5 years or so", "5 years, give or take", "5 years twice"),
            *("5 years, several times", "5 years or more", "6 months and some days", "5 years+", "xyz 5 years"),
            *("5 years xyz", "end of 5 years", "more than 5 years", "5 years примерно"),
        )
    ),
    ("5-ish years", Why.PARTLY),
    ("пять лет", Why.NONE_NAMED),
    ("5 лет", Why.PARTLY),
    ("umpteen months", Why.NONE_NAMED),
    ("several months", Why.NONE_NAMED),
    ("a few months", Why.NONE_NAMED),
    ("indefinitely", Why.NONE_NAMED),
    ("the end of the year", Why.NONE_NAMED),
    ("", Why.NONE_NAMED),
]


@pytest.mark.parametrize(("words", "why"), NOT_READ)
def test_what_is_not_read_whole_is_not_read(words: str, why: Why) -> None:
    """And it is said why."""
    assert read(words) == (None, why)


ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int, joint: str, dash: str) -> str:
    """A number as it is written in English."""
    if number >= 1000:
        rest = f"{joint}{in_words(number % 1000, joint, dash)}" if number % 1000 else ""
        return f"{in_words(number // 1000, joint, dash)} thousand{rest}"
    if number >= 100:
        rest = f"{joint}{in_words(number % 100, joint, dash)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"{dash}{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


NUMBERS = st.integers(1, 999_999)
WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)


@given(st.sampled_from(["5 years", "six months", "90 days"]), WORD, st.booleans())
def test_a_word_that_is_not_known_beside_a_length_is_never_passed_over(words: str, other: str, before: bool) -> None:
    """It may make another length of it."""
    found = length(f"{other} {words}" if before else f"{words} {other}")
    assert found is None or other in (_BEFORE if before else _AFTER)


@given(NUMBERS, st.sampled_from([" ", " and "]), st.sampled_from([" ", "-", "‑"]), st.booleans())
def test_a_number_in_words_is_read_back(number: int, joint: str, dash: str, twice: bool) -> None:
    """However it is written, and with its digits beside it."""
    words = in_words(number, joint, dash)
    assert length(f"{words} ({number:,}) days" if twice else f"{words} days") == days(number)


@given(NUMBERS, NUMBERS)
def test_words_and_digits_that_differ_are_not_read(one: int, other: int) -> None:
    assert length(f"{in_words(one, ' and ', '-')} ({other}) days") == (days(one) if one == other else None)


@given(st.integers(0, 200), st.integers(0, 11), st.integers(0, 60))
def test_what_is_said_is_read_again(years: int, rest: int, many: int) -> None:
    """What the form echoes is itself a length."""
    long = Length(many, 12 * years + rest)
    assert length(said(long)) == (long if many or long.months else None)


@pytest.mark.parametrize(
    "words",
    [
        *("3 года", "6 месяцев", "три (3) года", "за 6 месяцев", "5 лет, затем по 1 году", "полгода"),
        *("3 жыл", "алты ай", "6 ай бұрын", "üç yıl", "6 ay önceden", "۳ سال", "چھ ماہ", "6 months, затем 1 год"),
    ],
)
def test_other_languages_are_kept_as_words_and_never_half_read(words: str) -> None:
    """What cannot be read whole is refused with the usual words, whatever the language."""
    assert length(words) is None
    assert notice_read(words).endswith("kept as words.") and duration_read(words).endswith("kept as words.")
