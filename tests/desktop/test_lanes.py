"""Where things stand on a timeline: every one is placed or gathered, nothing covers anything, the scale is whole."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.kit.lanes import Lanes, Mark, Measures, body, nearest, place, ticks
from desktop.kit.time_scale import TimeScale

BASE = date(1900, 1, 1).toordinal()
DAYS = st.integers(BASE, BASE + 50_000)
MARKS = st.lists(
    st.builds(lambda lane, first, length: Mark(lane, first, first + length), st.integers(0, 2), DAYS,
              st.integers(0, 900)),
    max_size=120,
)  # fmt: skip
SCALES = st.floats(0.002, 80)


def laid_out(marks: list[Mark], day: float, label: float = 90) -> tuple[list[Mark], Measures, Lanes]:
    """Marks in their order, placed."""
    marks = sorted(marks, key=lambda mark: (mark.first, mark.last))
    measures = Measures(day)
    return marks, measures, place(marks, 3, BASE, measures, lambda _index: label)


@given(MARKS, SCALES)
def test_every_thing_is_placed_or_gathered_once(marks: list[Mark], day: float) -> None:
    marks, _measures, found = laid_out(marks, day)
    seen = Counter(each.index for each in found.placed)
    seen.update(index for more in found.more for index in more.indexes)
    assert seen == Counter(range(len(marks)))
    assert all(marks[each.index].lane == each.lane for each in found.placed)
    assert all(marks[index].lane == more.lane for more in found.more for index in more.indexes)


@given(MARKS, SCALES)
def test_nothing_covers_anything_else(marks: list[Mark], day: float) -> None:
    _marks, measures, found = laid_out(marks, day)
    for lane in range(3):
        for row in range(measures.rows):
            there = sorted(
                (each for each in found.placed if (each.lane, each.row) == (lane, row)), key=lambda e: e.left
            )
            for one, other in pairwise(there):
                assert one.right <= other.left
                assert one.end <= other.left + 0.01
        chips = sorted((more for more in found.more if more.lane == lane), key=lambda more: more.left)
        assert all(one.right <= other.left for one, other in pairwise(chips))
        assert all(more.row == measures.rows for more in chips)


@given(MARKS, SCALES)
def test_a_lane_has_the_rows_that_are_used_and_one_for_what_is_gathered(marks: list[Mark], day: float) -> None:
    _marks, measures, found = laid_out(marks, day)
    for lane, rows in enumerate(found.rows):
        used = {each.row for each in found.placed if each.lane == lane}
        gathered = any(more.lane == lane for more in found.more)
        assert rows == max(1, len(used) + gathered)
        assert not gathered or used == set(range(measures.rows))


@given(MARKS, SCALES)
def test_things_stand_over_their_days(marks: list[Mark], day: float) -> None:
    marks, measures, found = laid_out(marks, day)
    for each in found.placed:
        mark = marks[each.index]
        assert each.left <= (mark.first - BASE) * day + 0.01
        assert each.right >= (mark.last + 1 - BASE) * day - 0.01
        assert each.right - each.left >= measures.node - 0.01


def test_a_title_is_written_in_a_long_bar_beside_a_short_one_or_not_at_all() -> None:
    long, short, close = Mark(0, BASE, BASE + 400), Mark(1, BASE + 1, BASE + 1), Mark(1, BASE + 60, BASE + 60)
    _marks, _measures, found = laid_out([long, short, close], 1.0, label=90)
    inside, first, last = sorted(found.placed, key=lambda each: each.index)
    assert inside.left < inside.text and inside.text + inside.label < inside.right
    assert first.text >= first.right and first.label == 90  # in a row of its own for its title
    assert last.row == 1 and last.label == 90


def test_three_rows_are_filled_before_anything_is_gathered() -> None:
    _marks, _measures, found = laid_out([Mark(0, BASE, BASE)] * 10, 1.0)
    assert sorted(each.row for each in found.placed) == [0, 1, 2]
    (more,) = found.more
    assert len(more.indexes) == 7 and found.rows == (4, 1, 1)


def test_nothing_at_all_still_has_its_lanes() -> None:
    assert laid_out([], 1.0)[2] == Lanes((), (), (1, 1, 1))


@given(DAYS, st.integers(1, 60_000), SCALES)
def test_ticks_leave_their_labels_room(first: int, span: int, day: float) -> None:
    found = ticks(first, first + span, day, 74)
    for one, other in pairwise(found):
        assert (other.day - one.day) * day >= 74 * 0.9  # months and years are not all equally long
    assert all(tick.day <= first + span for tick in found)


@pytest.mark.parametrize(
    ("day", "unit", "step"),
    [(40, "week", 7), (4, "month", 31), (1, "month", 92), (0.3, "year", 366), (0.03, "year", 3_653)],
)
def test_the_scale_goes_from_weeks_to_decades(day: float, unit: str, step: int) -> None:
    found = ticks(BASE, BASE + 20_000, day, 74)
    assert {tick.unit for tick in found} <= {unit, "year"}
    assert max(other.day - one.day for one, other in pairwise(found)) == step


def test_the_last_and_the_first_day_there_are_have_ticks() -> None:
    assert ticks(1, 400, 0.5, 74)
    last = date.max.toordinal()
    assert all(tick.day <= last for tick in ticks(last - 4_000, last, 0.5, 74))


@given(DAYS, st.integers(0, 40_000), st.lists(st.sampled_from([0.2, 0.7, 1.5, 4.0]), max_size=12))
def test_zooming_leaves_a_day_where_it_is(first: int, span: int, factors: list[float]) -> None:
    scale = TimeScale(room=900)
    scale.reach(first, first + span)
    scale.fit(18, 150)
    for factor in factors:
        before = (scale.offset + 300) / scale.day
        scale.zoom(factor, 300)
        assert abs((scale.offset + 300) / scale.day - before) < 0.01
    assert scale.day * 1.0001 >= 900 / (400 * 366) and scale.day <= 900 / 14 + 0.001


@given(DAYS, st.integers(0, 40_000))
def test_everything_fits(first: int, span: int) -> None:
    scale = TimeScale(room=900)
    scale.reach(first, first + span)
    scale.fit(18, 150)
    assert scale.x(first) >= 0 and scale.x(first + span + 1) <= 900
    assert scale.seen()[0].toordinal() <= first


@given(DAYS, st.integers(0, 40_000), DAYS)
def test_what_is_not_seen_is_brought_into_sight(first: int, span: int, day: int) -> None:
    scale = TimeScale(room=900, day=3.0)
    scale.reach(first, first + span)
    left, right = body(Mark(0, day, day), scale.base, Measures(scale.day))
    scale.bring(left, right, 24)
    assert left >= scale.offset - 0.01 and right <= scale.offset + 900.01
    assert not scale.bring(left, right, 24)


def test_more_days_do_not_move_what_is_seen() -> None:
    scale = TimeScale(room=900)
    scale.reach(BASE + 1_000, BASE + 2_000)
    scale.zoom(3, 10)
    seen = scale.seen()
    scale.reach(BASE, BASE + 9_000)
    assert scale.seen() == seen


def test_the_nearest_thing_of_another_lane() -> None:
    places = [(10, 0), (20, 3), (40, 5)]
    assert nearest(places, (22, 9)) == 3
    assert nearest(places, (5, 9)) == 0
    assert nearest(places, (90, 9)) == 5
    assert nearest([], (90, 9)) is None
