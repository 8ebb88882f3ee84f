"""The only place that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day where the computer stands."""
    return datetime.now().astimezone().date()
