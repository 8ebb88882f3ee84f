"""What is said of a reminder outside the window: on the desktop, where others may look on."""

from __future__ import annotations

from datetime import date

from db.records.base import Shape
from db.records.reminders import ReminderLine


class ToTell(Shape):
    """A reminder that fires. Of a record that has a marking only its kind and number are said."""

    key: str
    """What is remembered once it was told; see `db.rules.notifications`."""
    fires_on: date
    title: str
    why: str
    line: ReminderLine
