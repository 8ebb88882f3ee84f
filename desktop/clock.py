"""The only place that reads the clock."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day where the computer stands."""
    return datetime.now().astimezone().date()


def here() -> datetime:
    """This moment, as the clock shows it where the computer stands."""
    return datetime.now().astimezone()


def follow_zone() -> None:
    """Read again which time is kept where the computer stands: whoever travels changes that while a program runs."""
    if hasattr(time, "tzset"):
        time.tzset()
