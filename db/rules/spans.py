"""How a computed status unfolds over time: which status holds from which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

S = TypeVar("S")


def unfold(status: Callable[[date], S], turning_days: Iterable[date | None]) -> tuple[tuple[date, S], ...]:
    """The spans of `status` over all days, given every day on which it may change: (first day, status), oldest first.

    The first span starts at `date.min`. Equal neighbours are merged, so a list of candidate days may be generous.
    """
    spans = [(date.min, status(date.min))]
    for day in sorted({day for day in turning_days if day is not None}):
        now = status(day)
        if now != spans[-1][1]:
            spans.append((day, now))
    return tuple(spans)


def on(spans: tuple[tuple[date, S], ...], today: date) -> S:
    """The status that holds on `today`."""
    return next(status for first, status in reversed(spans) if first <= today)
