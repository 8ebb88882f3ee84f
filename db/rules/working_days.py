"""Working days: those that are neither in the weekend nor off, and counting by them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_NEVER = 60
"""After so many days off in a row nobody looks for a working day any more."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """On which days a ministry works: the days of its weekend (Monday is 0), the days that are `off` besides, and those
    that are worked all the same.

    Where no day is a working day, every day stands for itself.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    off: Container[date] = frozenset()
    worked: Container[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.worked or (day.weekday() not in self.weekend and day not in self.off)

    def before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        return self._next(day, -_DAY)

    def after(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        return self._next(day, _DAY)

    def later(self, day: date, many: int) -> date:
        """So many working days after a day, or before it where there are fewer than none: ten working days from a
        Friday are the Friday two weeks later. A day off is counted from as the working day before it, or after."""
        step = _DAY if many >= 0 else -_DAY
        for _one in range(abs(many)):
            day = self._next(day + step, step)
        return day

    def _next(self, day: date, step: timedelta) -> date:
        try:
            for n in range(_NEVER):
                if day + n * step in self:
                    return day + n * step
        except OverflowError:
            pass
        return day


WEEKDAYS = WorkingDays()
"""Monday to Friday: where nobody said which country's days count."""
