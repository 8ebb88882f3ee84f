"""Reminders: rules, personal ones, what fires now and what was done about it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.base import Draft, Link, Ref, Shape, Title
from db.records.pending import Pending
from db.vocabulary import DateField, Edge, Handled, Kind


class ReminderDraft(Draft):
    """A rule over many records, or a personal reminder on one record (`record` given, usually with a day)."""

    title: Title
    record: Ref | None = None
    kind: Kind | None = None
    date_field: DateField = DateField.DUE
    edge: Edge = Edge.CLOSE
    offset_days: int = Field(default=0, ge=-3650, le=3650)
    share: float | None = Field(default=None, ge=0, le=1)
    repeat_days: int | None = Field(default=None, ge=1, le=3650)
    until: date | None = None
    on: date | None = None


class HandledDraft(Shape):
    """What was done about one occurrence of a reminder; the first four fields are its key."""

    rule: int
    record: int
    computed_from: date
    n: int
    handled: Handled
    until: date | None = None
    why: str = ""
    action: int | None = None


class ReminderLine(Shape):
    """An occurrence as a row of the reminders page."""

    rule: int
    record: Link
    """What it reminds of: where it is opened and logged."""
    about: int
    """What the key of the occurrence names: the record, or the entry of the log whose step or reply is open."""
    pending: Pending | None = None
    computed_from: date
    n: int
    fires_on: date
    reason: str
    handled: Handled | None
    until: date | None
    group: str = Field(description="now, week, later or snoozed")
