"""Notice periods and terms of agreements."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.notice import Length, last_day, length, term_ends
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


@given(st.text(max_size=80))
def test_any_words_can_be_read(words: str) -> None:
    """What names no length is no length, and never an error."""
    found = length(words)
    assert found is None or found.days >= 0
