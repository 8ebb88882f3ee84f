"""The only place that reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This day where the computer stands."""
    return datetime.now().astimezone().date()


def until_midnight() -> timedelta:
    """How long it is until the next day begins where this computer stands, in time that really passes."""
    here = now().astimezone()
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo)
    return midnight.astimezone(UTC) - here.astimezone(UTC)
