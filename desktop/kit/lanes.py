"""Where things stand on a timeline: rows of a lane, what is gathered under "+n", and the ticks of its scale.

Days are counted as `date.toordinal` does, lengths are pixels from the first day on; what is seen of it is a window that
moves over them, so that nothing changes its row while somebody moves along. Nothing here knows Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LEAST_LABEL = 36
"""A title has at least so much room, or is not written at all."""
_YEAR = 365.2425
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing: the lane it stands in, its first and its last day."""

    lane: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in pixels: of a day, of a node, of the air beside things, of "+n"; and how many rows a lane may have."""

    day: float
    node: float = 18
    gap: float = 4
    more: float = 34
    rows: int = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing in its row; `label` is the room for its title, 0 for none, which begins at `text`."""

    index: int
    lane: int
    row: int
    left: float
    right: float
    text: float
    label: float

    @property
    def end(self) -> float:
        """Where it ends with its title."""
        return max(self.right, self.text + self.label)


@dataclass(frozen=True, slots=True)
class More:
    """Things for which no row is left, gathered in one place of the row below the others."""

    lane: int
    row: int
    left: float
    right: float
    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """Everything placed: each thing either has a row of its own or is one of those gathered, and never both."""

    placed: tuple[Placed, ...]
    more: tuple[More, ...]
    rows: tuple[int, ...]
    """How many rows each lane has, one for what is gathered among them; every lane has one."""


def place(marks: Sequence[Mark], lanes: int, base: int, measures: Measures, label: Callable[[int], float]) -> Lanes:
    """Place things, given with the earliest first, over days that begin at `base`; `label` is the width of a title.

    A thing takes the first row in which it covers neither another one nor its title, else one in which it covers only a
    title, which is then written shorter or not at all; where there is none it is gathered."""
    placed: list[Placed] = []
    more: list[More] = []
    rows: list[int] = []
    by_lane: list[list[int]] = [[] for _ in range(lanes)]
    for index, mark in enumerate(marks):
        by_lane[mark.lane].append(index)
    for lane, indexes in enumerate(by_lane):
        found, left_over = _rows_of(marks, indexes, base, measures, label)
        gathered = _gathered(left_over, lane, measures)
        placed += _written(found, lane, measures)
        more += gathered
        rows.append(max(1, max((row for row, *_rest in found), default=-1) + 1 + bool(gathered)))
    return Lanes(tuple(placed), tuple(more), tuple(rows))


_Body = tuple[int, int, float, float, float]
"""Row, index, left, right and the width of the title."""


def body(mark: Mark, base: int, measures: Measures) -> tuple[float, float]:
    """From where to where something reaches: at least a node around the middle of its days."""
    left, right = (mark.first - base) * measures.day, (mark.last + 1 - base) * measures.day
    if right - left >= measures.node:
        return left, right
    middle = (left + right) / 2
    return middle - measures.node / 2, middle + measures.node / 2


def fits_inside(width: float, wanted: float, measures: Measures) -> bool:
    """Whether a bar is so long that its title stands in its middle."""
    return wanted + 2 * measures.node + 4 * measures.gap <= width


def _rows_of(
    marks: Sequence[Mark], indexes: Iterable[int], base: int, measures: Measures, label: Callable[[int], float]
) -> tuple[list[_Body], list[tuple[int, float, float]]]:
    bodies: list[_Body] = []
    left_over: list[tuple[int, float, float]] = []
    ends = [float("-inf")] * measures.rows
    with_titles = list(ends)
    in_order = sorted((*body(marks[index], base, measures), index) for index in indexes)
    for left, right, index in in_order:
        free = next((row for row, end in enumerate(with_titles) if end + measures.gap <= left), None)
        if free is None:
            free = next((row for row, end in enumerate(ends) if end + measures.gap <= left), None)
        if free is None:
            left_over.append((index, left, right))
            continue
        wanted = label(index)
        bodies.append((free, index, left, right, wanted))
        beside = wanted and not fits_inside(right - left, wanted, measures)
        ends[free], with_titles[free] = right, right + (measures.gap + wanted if beside else 0)
    return bodies, left_over


def _written(bodies: Sequence[_Body], lane: int, measures: Measures) -> Iterator[Placed]:
    """Give each title the room there is before the next thing of its row, or none where that is too little."""
    following: dict[int, float] = {}
    for row, index, left, right, wanted in reversed(bodies):
        text = right + measures.gap
        if fits_inside(right - left, wanted, measures):
            yield Placed(index, lane, row, left, right, (left + right - wanted) / 2, wanted)
            following[row] = left
            continue
        room = min(wanted, following.get(row, float("inf")) - measures.gap - text)
        yield Placed(index, lane, row, left, right, text, room if room >= min(wanted, LEAST_LABEL) else 0)
        following[row] = left


def _gathered(left_over: Sequence[tuple[int, float, float]], lane: int, measures: Measures) -> list[More]:
    found: list[More] = []
    some: list[int] = []
    at = 0.0
    for index, left, right in left_over:
        middle = (left + right) / 2
        if some and middle > at + measures.more + measures.gap + measures.more / 2:
            found.append(More(lane, measures.rows, at, at + measures.more, tuple(some)))
            some = []
        if not some:
            at = middle - measures.more / 2
        some.append(index)
    if some:
        found.append(More(lane, measures.rows, at, at + measures.more, tuple(some)))
    return found


# ------------------------------------------------------------------------------------------------------------ the scale
@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the lanes: where a week, a month or some years begin. Where a year begins it is a strong one."""

    day: int
    unit: str
    """`"week"`, `"month"` or `"year"`: what its label names."""
    strong: bool


def ticks(first: int, last: int, day: float, label: float) -> list[Tick]:
    """The ticks between two days that leave each label its room, of the shortest unit that does."""
    if day * 7 >= label:
        monday = first - (first - 1) % 7
        return [Tick(each, "week", _year_turns(each)) for each in range(monday, last + 1, 7)]
    months = next((step for step in (1, 3, 6) if step * _YEAR / 12 * day >= label), 0)
    start = date.fromordinal(max(1, first))
    if months:
        place = start.year * 12 + (start.month - 1) // months * months
        return _months(place, months, last)
    years = next((step for step in _STEPS if step * _YEAR * day >= label), _STEPS[-1])
    return _months(start.year // years * years * 12, 12 * years, last)


def _months(place: int, step: int, last: int) -> list[Tick]:
    found = []
    while place < 12 * (date.max.year + 1):
        if place >= 12:  # there is no year 0
            day = date(place // 12, place % 12 + 1, 1).toordinal()
            if day > last:
                break
            found.append(Tick(day, "year" if step % 12 == 0 else "month", place % 12 == 0 and step < 12))
        place += step
    return found


def _year_turns(monday: int) -> bool:
    return date.fromordinal(max(1, monday)).isocalendar().week == 1


def nearest(places: Sequence[tuple[int, int]], current: tuple[int, int]) -> int | None:
    """Of things in a lane, given as day and index with the earliest first, the one nearest to the day of another."""
    if not places:
        return None
    at = bisect_left(places, current)
    near = places[max(0, at - 1) : at + 1]
    return min(near, key=lambda each: (abs(each[0] - current[0]), each))[1]
