"""The past is near: without a year what happened is the nearest past one, what is to come the nearest ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.actions import day_refused
from db.rules.languages import MONTHS
from db.rules.periods import Period
from db.rules.phrases import lasting, read

TODAY = date(2026, 11, 23)  # a Monday
FEBRUARY = date(2027, 2, 1)


def best(text: str, today: date = TODAY, *, past: bool = False) -> str:
    """The first reading."""
    return read(text, today, past=past).readings[0].period.edtf


@pytest.mark.parametrize(
    ("text", "today", "happened", "to_come"),
    [
        ("3 Nov", TODAY, "2026-11-03", "2027-11-03"),
        ("23 Nov", TODAY, "2026-11-23", "2026-11-23"),
        ("24 Nov", TODAY, "2025-11-24", "2026-11-24"),
        ("29 Jan", FEBRUARY, "2027-01-29", "2028-01-29"),
        ("1 Feb", FEBRUARY, "2027-02-01", "2027-02-01"),
        ("31 Dec", FEBRUARY, "2026-12-31", "2027-12-31"),
        ("29 Feb", TODAY, "2024-02-29", "2028-02-29"),
        ("15.1.", TODAY, "2026-01-15", "2027-01-15"),
        ("3 ноября", TODAY, "2026-11-03", "2027-11-03"),
        ("Friday", TODAY, "2026-11-20", "2026-11-27"),
        ("Monday", TODAY, "2026-11-16", "2026-11-30"),
        ("last Friday", TODAY, "2026-11-20", "2026-11-20"),
        ("December", TODAY, "2025-12", "2026-12"),
        ("Nov", TODAY, "2026-11", "2026-11"),
        ("Q1", TODAY, "2026-33", "2027-33"),
        ("Q4", TODAY, "2026-36", "2026-36"),
        ("H1", TODAY, "2026-40", "2027-40"),
        ("spring", TODAY, "2026-21", "2027-21"),
        ("winter", FEBRUARY, "2026-24", "2026-24"),
        ("mid-March", TODAY, "2026-03-11~/2026-03-20~", "2027-03-11~/2027-03-20~"),
        ("week 48", TODAY, "2026-11-23/2026-11-29", "2026-11-23/2026-11-29"),
        ("week 50", TODAY, "2025-12-08/2025-12-14", "2026-12-07/2026-12-13"),
        # A range that includes today is now.
        ("20 Nov – 25 Nov", TODAY, "2026-11-20/2026-11-25", "2026-11-20/2026-11-25"),
        ("20-25 Nov", TODAY, "2026-11-20/2026-11-25", "2026-11-20/2026-11-25"),
        ("Oct-Dec", TODAY, "2026-10/2026-12", "2026-10/2026-12"),
        ("28 Dec - 3 Jan", date(2027, 1, 1), "2026-12-28/2027-01-03", "2026-12-28/2027-01-03"),
        ("28 Dec - 3 Jan", TODAY, "2025-12-28/2026-01-03", "2026-12-28/2027-01-03"),
        ("3 and 4 March", TODAY, "2026-03-03/2026-03-04", "2027-03-03/2027-03-04"),
        ("20 Nov - today", TODAY, "2026-11-20/2026-11-23", "2026-11-20/2026-11-23"),
        # "Since" looks back, wherever it is said.
        ("since March", TODAY, "2026-03/..", "2026-03/.."),
        ("since 1 December", TODAY, "2025-12-01/..", "2025-12-01/.."),
        ("from March", TODAY, "2026-03/..", "2027-03/.."),
        # With its year a date is that date.
        ("3 Nov 2027", TODAY, "2027-11-03", "2027-11-03"),
        ("tomorrow", TODAY, "2026-11-24", "2026-11-24"),
        ("کل", TODAY, "2026-11-22", "2026-11-24"),
    ],
)
def test_what_has_no_year_is_the_nearest(text: str, today: date, happened: str, to_come: str) -> None:
    assert (best(text, today, past=True), best(text, today)) == (happened, to_come)


def test_figures_of_a_day_are_asked_about_in_the_past_too() -> None:
    found = read("3/11", TODAY, past=True)
    assert found.ambiguous and [each.period.edtf for each in found.readings] == ["2026-11-03", "2026-03-11"]


def test_a_weekday_that_is_today_can_be_today() -> None:
    days = [each.period.edtf for each in read("Monday", TODAY, past=True).readings]
    assert days == ["2026-11-16", "2026-11-23"]


def test_what_happened_this_year_did_not_begin_today() -> None:
    assert read("this year", TODAY, past=True).readings[0].period.earliest == date(2026, 1, 1)
    assert best("last week", past=True) == "2026-11-16/2026-11-22", "No day of it was named."


def test_words_were_said_on_a_day_gone_by() -> None:
    this_year = read("this year, said on 3 Nov", TODAY).readings[0].period
    assert (this_year.earliest, this_year.latest) == (date(2026, 11, 3), date(2026, 12, 31))


def test_a_day_typed_earlier_is_still_that_day() -> None:
    assert lasting("3 Nov", TODAY, FEBRUARY, past=True) == "3 Nov 2026"
    assert lasting("3 Nov", TODAY, FEBRUARY) == "3 Nov 2027"


@pytest.mark.parametrize(
    ("on", "refused"), [(TODAY, ""), (date(2026, 11, 3), ""), (date(2026, 11, 24), "This day is still to come.")]
)
def test_nothing_is_logged_on_a_day_to_come(on: date, refused: str) -> None:
    assert day_refused(on, TODAY) == refused


todays = st.dates(date(1850, 1, 1), date(2150, 12, 31))
yearless = st.one_of(
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day.day} {MONTHS[day.month - 1]}"),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day.day}.{day.month}."),
    st.sampled_from([*MONTHS, "Q1", "Q2", "Q3", "Q4", "H1", "H2", "spring", "summer", "autumn", "winter"]),
    st.integers(1, 53).map("week {}".format),
)


@given(yearless, todays)
def test_the_nearest_is_told_by_today_alone(text: str, today: date) -> None:
    gone, ahead = (read(text, today, past=past).readings[0].period for past in (True, False))
    assert gone.earliest is not None and gone.earliest <= today
    assert ahead.latest is not None and ahead.latest >= today
    assert gone.edtf <= ahead.edtf
    under_way = gone.latest is not None and gone.latest >= today
    assert (gone.edtf == ahead.edtf) == under_way, "What is under way is now, whichever way one looks."


@given(todays, st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_a_range_that_includes_today_is_now(today: date, before: int, after: int, past: bool) -> None:
    first, last = today - timedelta(days=before), today + timedelta(days=after)
    text = f"{first.day} {MONTHS[first.month - 1]} - {last.day} {MONTHS[last.month - 1]}"
    if first != last:
        assert best(text, today, past=past) == Period.days(first, last).edtf


@pytest.mark.parametrize(
    ("text", "nearer", "other"),
    [
        ("3 Nov", "2026-11-03", "2027-11-03"),
        ("1 Dec", "2026-12-01", "2025-12-01"),
        ("29 May", "2026-05-29", "2027-05-29"),
        ("from 1 December", "2026-12-01/..", "2025-12-01/.."),
        ("Friday", "2026-11-20", "2026-11-27"),
        ("15 Jan", "2027-01-15", "2026-01-15"),
        ("November", "2026-11", ""),
        ("15 Jan 2027", "2027-01-15", ""),
        ("since 2026", "2026/..", ""),
    ],
)
def test_what_may_be_either_is_the_nearer(text: str, nearer: str, other: str) -> None:
    """A term of office began or is to begin; the other way is offered."""
    found = read(text, date(2026, 11, 23), past=None)
    assert not found.ambiguous
    assert [reading.period.edtf for reading in found.readings][:2] == [nearer, *([other] if other else [])]


def test_what_may_be_either_is_still_asked_about_or_not_read() -> None:
    assert read("03/04", date(2026, 11, 23), past=None).ambiguous
    assert not read("soon", date(2026, 11, 23), past=None).readings
