"""In which row of a week each thing of the calendar is laid; no window is needed for it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from db.records.calendar import CalendarItem
from db.vocabulary import DateField, Kind
from desktop.calendar.week import lanes


def test_lanes_never_share_a_row_on_a_day() -> None:
    monday = date(2026, 11, 23)
    one = CalendarItem(
        record=1, kind=Kind.VISIT, field=DateField.DATES, n=0, title="Visit", said="Visit", about="", when="",
        first=monday, last=monday, strip=False,
    )  # fmt: skip
    items = [
        one.model_copy(update={"first": monday + timedelta(days=a), "last": monday + timedelta(days=b)})
        for a in range(-2, 6)
        for b in range(a + 1, 9)
    ]
    placed = lanes(items, monday)
    taken = Counter((each.row, place) for each in placed for place in each.places())
    assert taken and max(taken.values()) == 1
