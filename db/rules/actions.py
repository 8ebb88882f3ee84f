"""Entries of the log: what an entry cannot say."""

from __future__ import annotations

from datetime import date

from db.words import _


def day_refused(on: date, today: date) -> str:
    """Why nothing can be logged on a day, since nothing was done yet on a day to come; "" if it can."""
    return _("This day is still to come.") if on > today else ""
