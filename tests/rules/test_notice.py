"""Notice periods and terms of agreements."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.notice import (
    Length,
    duration_read,
    exact,
    has_no_safe_day,
    last_day,
    length,
    notice_read,
    term_ends,
    terms,
)
from db.rules.periods import Period
from db.vocabulary import Renewal

END = Period.on(date(2027, 8, 31))
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "long", "last"),
    [
        ("6 months", Length(months=6), date(2027, 2, 28)),
        ("six (6) months before the end of the term", Length(months=6), date(2027, 2, 28)),
        ("90 days", Length(days=90), date(2027, 6, 2)),
        ("at least three months' written notice", Length(months=3), date(2027, 5, 31)),
        ("one year", Length(months=12), date(2026, 8, 31)),
        ("2 weeks", Length(days=14), date(2027, 8, 17)),
        ("as the Parties agree", None, None),
        ("", None, None),
    ],
)
def test_the_last_day_for_notice(words: str, long: Length | None, last: date | None) -> None:
    """The last of a month stands for a day that the month has not."""
    assert (length(words), last_day(END, words)) == (long, last)


def test_without_a_certain_end_there_is_no_last_day() -> None:
    """Nothing is made up."""
    assert last_day(None, "6 months") is None
    assert last_day(Period.text("indefinitely"), "6 months") is None


@pytest.mark.parametrize(
    ("expires", "renewal", "duration", "ends"),
    [
        ("2027-08-31", Renewal.TACIT, "5 years", date(2027, 8, 31)),
        ("2015-08-31", Renewal.TACIT, "5 years", date(2030, 8, 31)),
        ("2024-02-29", Renewal.TACIT, "1 year", date(2027, 2, 28)),
        ("2015-08-31", Renewal.EXPRESS, "5 years", date(2015, 8, 31)),
        ("2015-08-31", Renewal.TACIT, "for successive periods", None),
    ],
)
def test_terms_follow_one_another_where_renewal_is_tacit(
    expires: str, renewal: Renewal, duration: str, ends: date | None
) -> None:
    """Otherwise the term has ended when it ended."""
    assert term_ends(Period.from_edtf(expires), renewal, duration, TODAY) == ends


Y = 12
TERMS = [
    ("3 years, then one year at a time", 3 * Y, Y),
    ("five years, thereafter automatically for successive periods of two years", 5 * Y, 2 * Y),
    ("5 years", 5 * Y, 5 * Y),
    ("5 years, renewed tacitly", 5 * Y, 5 * Y),
    ("5 years, then for the same period", 5 * Y, 5 * Y),
    ("4 years, renewed annually", 4 * Y, Y),
    ("three years, extended from year to year", 3 * Y, Y),
    ("an initial term of three years with automatic one-year extensions", 3 * Y, Y),
    ("five years and for further periods of one year", 5 * Y, Y),
    ("two years, then renewed for one-year periods until either Party gives six months' notice", 2 * Y, Y),
    ("1 year, followed by successive periods of six (6) months", Y, 6),
    ("5 years, then indefinitely", 5 * Y, None),
    ("5 years, renewed once for 2 years", 5 * Y, None),
    ("ten years and thereafter until terminated by six months' notice", 10 * Y, None),
    ("3 years, then 1-2 years", 3 * Y, None),
    ("automatically renewed every five years", None, 5 * Y),
    ("6-12 months", None, None),
    ("for successive periods", None, None),
    ("until terminated with 3 months notice", None, None),
    ("until 3 months after denunciation", None, None),
    ("indefinite; 3 months' notice", None, None),
    ("may not be extended beyond 5 years", None, None),
    ("at least 5 years", None, None),
    ("not renewable", None, None),
    ("5 years; not renewed automatically; extended by agreement for 5 years", 5 * Y, None),
    *(
        (words, 5 * Y, None)
        for words in (
            *("not renewable, 5 years", "non-renewable, five years", "nonrenewable; 5 years", "no renewal; 5 years"),
            *("may not be extended; 5 years", "5 years, not renewable", "5 years and may not be renewed"),
            *(
                "5 years without extension",
                "without the possibility of renewal, 5 years",
                "5 years, no automatic renewal",
            ),
            *("cannot be prolonged: 5 years", "not subject to tacit renewal, 5 years", "renewal not possible; 5 years"),
            *("never renewed, 5 years", "a 5-year non-renewable term", "renewal is excluded; 5 years"),
        )
    ),
]


@pytest.mark.parametrize(("words", "first", "following"), TERMS)
def test_a_first_term_and_those_that_follow(words: str, first: int | None, following: int | None) -> None:
    """What follows only once, or for no stated length, is not read."""
    found = terms(words)
    assert found.first == (Length(months=first) if first else None)
    assert found.following == (Length(months=following) if following else None)


def test_after_the_first_term_the_following_ones_are_counted() -> None:
    """Three years to 2020, then one at a time; a plain duration counts itself."""
    ended = Period.from_edtf("2020-08-31")
    words = "3 years, then one year at a time"
    assert term_ends(ended, Renewal.TACIT, words, TODAY) == date(2027, 8, 31)
    assert term_ends(ended, Renewal.TACIT, "36 months", TODAY) == date(2029, 8, 31)
    assert term_ends(ended, Renewal.TACIT, "1,095 days", TODAY) == date(2029, 8, 29)
    assert term_ends(ended, Renewal.TACIT, "6-12 months", TODAY) is None


@pytest.mark.parametrize(
    ("expires", "notice", "last", "certain"),
    [
        ("2027", "6 months", date(2026, 7, 1), False),
        ("2027-08", "90 days", date(2027, 5, 3), False),
        ("2027-33", "one month", date(2026, 12, 1), False),
        ("2027-06-01/2027-06-30", "2 weeks", date(2027, 5, 18), False),
        ("2027-08-31", "half a year", date(2027, 2, 28), True),
        ("../2027-08-31", "6 months", None, False),
        ("2027~", "6 months", None, False),
        ("../2027-12-31", "6 months", None, False),
        ("../2027-03", "3 months", None, False),
        ("2027-03-05?", "3 months", None, False),
        ("2027?", "3 months", None, False),
        ("2027-03-05~", "3 months", None, False),
        ("2027-03-01/..", "3 months", date(2026, 12, 1), False),
    ],
)
def test_from_an_imprecise_end_the_safe_day_is_counted(
    expires: str, notice: str, last: date | None, certain: bool
) -> None:
    """Counted from the first day on which the term may end; where there is none, nothing is made up."""
    ends = Period.from_edtf(expires)
    assert (last_day(ends, notice), exact(ends)) == (last, certain)


@pytest.mark.parametrize("said_on", [date(2026, 1, 15), date(2026, 11, 30), date(2027, 3, 30)])
@pytest.mark.parametrize(("edtf", "words"), [("../2027-03", "end of March 2027"), ("../2027-12-31", "by end of 2027")])
def test_the_day_of_typing_bounds_no_term(edtf: str, words: str, said_on: date) -> None:
    """A term of which only the latest end is known may end on any day before it, so no day is safe."""
    ends = Period.from_edtf(edtf, words, said_on)
    assert ends.earliest == said_on
    assert last_day(ends, "3 months") is None and has_no_safe_day(ends, "3 months")


@given(st.sampled_from(["2027", "2027-03", "2027-33", "../2027-03", "2027-03-05"]), st.dates(TODAY, date(2027, 3, 1)))
def test_the_safe_day_is_the_same_whenever_the_end_was_typed(edtf: str, said_on: date) -> None:
    ends = Period.from_edtf(edtf, "this year", said_on)
    assert last_day(ends, "3 months") == last_day(Period.from_edtf(edtf), "3 months")


def test_until_a_day_names_that_day() -> None:
    until = Period.from_edtf("../2027-08-31", "until 31 August 2027")
    assert (last_day(until, "6 months"), exact(until)) == (date(2027, 2, 28), True)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("3 years, then one year at a time", "3 years, then 1 year at a time"),
        ("thirty-six months", "3 years"),
        ("automatically renewed every five years", "5 years at a time"),
        ("5 years, then indefinitely", "5 years; how it goes on is not read"),
        ("not renewable, 5 years", "5 years, not renewed"),
        ("5 years, non-renewable", "5 years, not renewed"),
        ("until terminated with 3 months notice", "Not read as a length: kept as words."),
        ("may not be extended beyond 5 years", "Not all of it can be read as one length: not read, kept as words."),
        ("", ""),
    ],
)
def test_the_form_says_how_a_duration_is_read(words: str, read: str) -> None:
    assert duration_read(words) == read


def test_the_form_says_how_a_notice_is_read() -> None:
    """Or that it is not."""
    assert notice_read("forty-five (45) days") == "45 days"
    assert "not read" in notice_read("6-12 months")
    assert "not read" in notice_read("six (7) months")
    assert notice_read(" ") == ""


@given(st.text(max_size=80))
def test_any_words_can_be_read(words: str) -> None:
    """What names no length is no length, and never an error."""
    found = length(words)
    assert found is None or found.days >= 0
