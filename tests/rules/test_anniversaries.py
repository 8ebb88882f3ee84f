"""Anniversaries: which round comes next, seen on any day, and which a sheet of that year prints."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.anniversaries import next_round, round_in
from db.rules.periods import Period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("edtf", "today", "coming"),
    [
        ("1992", date(2027, 1, 2), (35, 2027)),
        ("1992/..", date(2027, 1, 2), (35, 2027)),
        ("1992~", date(2027, 1, 2), (35, 2027)),
        ("1992", TODAY, (35, 2027)),
        ("1992-02-24", TODAY, (35, 2027)),
        ("1992-02-24", date(2027, 2, 24), (35, 2027)),
        ("1992-02-24", date(2027, 2, 25), (36, 2028)),
        ("1992-12-16", TODAY, (34, 2026)),
        ("1992-02", date(2027, 1, 2), (35, 2027)),
        ("1992-12", TODAY, (34, 2026)),
        ("2026", TODAY, (1, 2027)),
        ("2026-12-16", TODAY, (1, 2027)),
        ("../1992", TODAY, None),
        ("", TODAY, None),
    ],
)
def test_the_round_that_comes_next(edtf: str, today: date, coming: tuple[int, int] | None) -> None:
    assert next_round(Period.from_edtf(edtf, "when it began"), today) == coming


def test_nobody_knows_the_next_round_of_what_has_no_date() -> None:
    assert next_round(None, TODAY) is None and round_in(None, 2026) is None


@pytest.mark.parametrize(
    ("edtf", "year", "which"),
    [
        ("1992", 2027, 35),
        ("1992-02-24", 2026, 34),
        ("1992-12-31", 2026, 34),
        ("2026", 2026, None),
        ("2027", 2026, None),
    ],
)
def test_the_round_of_a_calendar_year(edtf: str, year: int, which: int | None) -> None:
    assert round_in(Period.from_edtf(edtf), year) == which


@given(st.dates(date(1600, 1, 1), date(2100, 12, 31)), st.sampled_from([4, 7, 10]), st.dates(date(1600, 1, 1)))
def test_the_next_round_is_this_years_or_the_next(day: date, exact: int, today: date) -> None:
    first = Period.from_edtf(day.isoformat()[:exact])
    coming = next_round(first, today)
    assert coming is not None
    count, year = coming
    assert count >= 1 and year - count == day.year
    assert year in (today.year, today.year + 1) or day.year >= today.year
    if year == today.year:
        assert round_in(first, year) == count
