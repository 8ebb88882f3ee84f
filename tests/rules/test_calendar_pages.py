"""The pages of the calendar one chooses dates from: every day is on its page, and no step leads out of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar_pages import COLUMNS, FIRST, LAST, SCALES, cells, edtf, step, turn, whole
from db.rules.edtf import Precision, bounds, precision

DAY, MONTH, QUARTER, YEAR = SCALES

days = st.dates(FIRST, LAST)
scales = st.sampled_from(SCALES)


def test_a_page_of_days_begins_with_the_week_of_the_first() -> None:
    page = cells(DAY, date(2026, 12, 4))
    assert (page[0], page[-1], len(page)) == (date(2026, 11, 30), date(2027, 1, 10), 42)
    assert cells(DAY, date(2026, 12, 4), week_start=6)[0] == date(2026, 11, 29)
    assert cells(DAY, date(2026, 12, 4), week_start=5)[0] == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("scale", "first", "last", "cell", "page"),
    [
        (DAY, "2026-11-30", "2027-01-10", "2026-12-04", "2026-12"),
        (MONTH, "2026-01", "2026-12", "2026-12", "2026"),
        (QUARTER, "2026-33", "2026-36", "2026-36", "2026"),
        (YEAR, "2019", "2030", "2026", ""),
    ],
)
def test_each_page_has_its_cells(scale: Precision, first: str, last: str, cell: str, page: str) -> None:
    day = date(2026, 12, 4)
    found = cells(scale, day)
    assert (edtf(scale, found[0]), edtf(scale, found[-1])) == (first, last)
    assert (edtf(scale, day), whole(scale, day)) == (cell, page)


def test_a_page_is_turned_to_the_same_day_or_the_last_there_is() -> None:
    assert turn(DAY, date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert turn(DAY, date(2026, 1, 31), -1) == date(2025, 12, 31)
    assert turn(MONTH, date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert (turn(QUARTER, date(2026, 5, 1), -1), turn(YEAR, date(2026, 5, 1), 1)) == (
        date(2025, 5, 1),
        date(2036, 5, 1),
    )
    assert (step(MONTH, date(2026, 12, 1), 1), step(QUARTER, date(2026, 2, 1), -1)) == (
        date(2027, 1, 1),
        date(2025, 11, 1),
    )


@given(scales, days, st.integers(0, 6))
def test_every_day_is_on_its_page_in_a_cell_as_exact_as_the_scale(scale: Precision, day: date, start: int) -> None:
    page = cells(scale, day, start)
    cell = edtf(scale, day)
    assert [edtf(scale, each) for each in page].count(cell) == 1
    assert len(page) % COLUMNS[scale] == 0
    assert page == tuple(sorted(set(page)))
    first, last = bounds(cell)
    assert first is not None and last is not None and first <= day <= last
    assert precision(cell) is scale
    assert scale is not DAY or page[0].weekday() == start


@given(scales, days, st.integers(-5000, 5000))
def test_no_step_leads_out_of_the_calendar(scale: Precision, day: date, count: int) -> None:
    for there in (step(scale, day, count), turn(scale, day, count)):
        assert FIRST <= there <= LAST
    assert step(scale, day, 0) == turn(scale, day, 0) == day
