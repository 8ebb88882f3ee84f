"""Which days of a timeline are seen, and how large: fitting, zooming and moving. Nothing here knows Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WEEKS_SHOWN = 2
"""At least so many weeks fill the width: nobody needs to see less."""
LEAST_FITTED = 90
"""At least so many days are shown of everything there is."""
_LONGEST = 400 * 366
"""At least so many days fit into the width, whatever there is."""


@dataclass
class TimeScale:
    """Pixels are counted from the first day there is, `base`; what is seen begins at `offset` and is `room` wide."""

    base: int = 1
    day: float = 1.0
    """The pixels of a day."""
    offset: float = 0.0
    room: float = 1.0
    extent: tuple[int, int] = (1, 1)
    """The first and the last day there are."""
    untouched: bool = True
    """Whether everything is shown, and will be when there is other room."""

    def x(self, day: float) -> float:
        """Where a day begins, from where the days that are seen begin."""
        return (day - self.base) * self.day - self.offset

    def seen(self) -> tuple[date, date]:
        """The first and the last day that are seen."""
        first = self.base + self.offset / self.day
        return day_of(int(first)), day_of(int(first + self.room / self.day))

    def reach(self, first: int, last: int) -> None:
        """There are other days now; what is seen stays seen."""
        seen = self.base + self.offset / self.day
        self.extent, self.base = (first, last), first
        self.offset = (seen - first) * self.day

    def fit(self, air: float, titles: float) -> None:
        """Show everything, with some air around it and room for titles after the last."""
        self.untouched = True
        first, last = self.extent
        days = last - first + 1
        self._set((self.room - 2 * air - titles) / max(days, LEAST_FITTED))
        left_over = self.room - air - titles - days * self.day
        self.offset = (first - self.base) * self.day - max(air, left_over / 2)

    def zoom(self, factor: float, at: float) -> None:
        """Show less (above 1) or more days; the day at a place stays there."""
        day = (self.offset + at) / self.day
        self.untouched = False
        self._set(self.day * factor)
        self.offset = day * self.day - at

    def show(self, first: int, last: int) -> None:
        """Let these days fill the width, with some air around them."""
        self.untouched = False
        days = max(7, last - first + 1)
        self._set(self.room / (days * 1.2))
        self.offset = (first - self.base) * self.day - (self.room - days * self.day) / 2

    def move(self, pixels: float) -> None:
        """Move on by so much."""
        self.untouched = False
        self.offset += pixels

    def bring(self, left: float, right: float, edge: float) -> bool:
        """Let what reaches from one pixel to another be seen; False where it is seen already."""
        from_here, to = left - self.offset, right - self.offset
        if to - from_here > self.room - 2 * edge:
            moves = from_here - edge if from_here > self.room - edge or to < edge else 0.0
        else:
            moves = from_here - edge if from_here < edge else max(0.0, to - self.room + edge)
        if moves:
            self.move(moves)
        return bool(moves)

    def can_part(self, first: int, last: int) -> bool:
        """Whether to zoom in on these days would show them further apart."""
        return last - first >= 7 and self.day * 2 < self._most()

    def _most(self) -> float:
        return self.room / (7 * WEEKS_SHOWN)

    def _set(self, day: float) -> None:
        least = self.room / max(_LONGEST, 2 * (self.extent[1] - self.extent[0]))
        self.day = max(least, min(self._most(), day))


def day_of(number: int) -> date:
    """The day of an ordinal, or the first or last there is."""
    return date.fromordinal(min(max(1, number), date.max.toordinal()))
