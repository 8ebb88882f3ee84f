"""Reminders: rules, personal ones, what fires now and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from db.records.base import Draft, Link, Ref, Shape, Title
from db.records.pending import Pending
from db.records.refusals import sentence
from db.rules.remind_when import Times, begins_after
from db.rules.reminders import KINDS
from db.vocabulary import DateField, Edge, Handled, Kind, Known
from db.words import N_, _

_LAST_YEAR = 2999
"""Nobody sets a reminder for later."""
NOW, WEEK, LATER, SNOOZED = "now", "week", "later", "snoozed"
GROUPS = {NOW: N_("Now"), WEEK: N_("This week"), LATER: N_("Later"), SNOOZED: N_("Snoozed")}
"""What reminders stand under, in their order."""


class ReminderDraft(Draft):
    """A rule over many records, or a personal reminder: on a day of its own, or for when something comes in on its
    record. What can never fire is refused."""

    title: Title
    record: Ref | None = None
    kind: Kind | None = None
    date_field: DateField = DateField.DUE
    known: Known | None = None
    share: float | None = Field(default=None, ge=0, le=1)
    edge: Edge = Edge.CLOSE
    offset_days: int = Field(default=0, ge=-3650, le=3650)
    offset_months: int = Field(default=0, ge=-120, le=120)
    repeat_days: int | None = Field(default=None, ge=1, le=3650)
    repeat_months: int | None = Field(default=None, ge=1, le=120)
    stop_before_close: int | None = Field(default=None, ge=0, le=3650)
    set_on: date | None = None
    on: date | None = None
    until: date | None = None
    on_answer: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it is set for a day of its own or for an answer, and no rule."""
        return self.on is not None or self.on_answer

    @property
    def times(self) -> Times:
        """When one that is set by hand fires."""
        return Times(self.on, self.repeat_days, self.repeat_months, self.until, self.on_answer, self.begins_after)

    @property
    def begins_after(self) -> bool:
        """Whether it is counted in months from the day on which it was set, and not due on that day."""
        return begins_after(self.on, self.set_on, self.repeat_months)

    @field_validator("date_field")
    @classmethod
    def _of_its_kind(cls, field: DateField, info: ValidationInfo) -> DateField:
        kind = info.data.get("kind")
        if kind is not None and kind not in KINDS[field]:
            raise ValueError(_("No {kind} has such a date.").format(kind=kind.word))
        return field

    @field_validator("edge")
    @classmethod
    def _with_its_share(cls, edge: Edge, info: ValidationInfo) -> Edge:
        if edge is Edge.SHARE and info.data.get("share") is None:
            raise ValueError(_("Say of which share of the time, from 0 to 100 %."))
        if edge is Edge.SHARE and info.data.get("known") is Known.DAY:
            raise ValueError(_("A single day has no shares: this could never fire."))
        return edge

    @field_validator("stop_before_close")
    @classmethod
    def _after_its_beginning(cls, days: int | None, info: ValidationInfo) -> int | None:
        begins = info.data.get("offset_days", 0) + 28 * info.data.get("offset_months", 0)
        if days is not None and info.data.get("edge") is Edge.CLOSE and begins > -days:
            raise ValueError(_("It would end before it begins, and never fire."))
        return days

    @field_validator("on")
    @classmethod
    def _in_a_lifetime(cls, on: date | None) -> date | None:
        if on is not None and on.year > _LAST_YEAR:
            raise ValueError(_("No reminder waits longer than the year {year}.").format(year=_LAST_YEAR))
        return on

    @field_validator("until")
    @classmethod
    def _not_before_it_starts(cls, until: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("on") or info.data.get("set_on")
        if until is not None and first is not None and until < first:
            raise ValueError(_("The end lies before the beginning: it would never fire."))
        return until

    @field_validator("on_answer")
    @classmethod
    def _of_a_record(cls, on_answer: bool, info: ValidationInfo) -> bool:
        if on_answer and (info.data.get("record") is None or info.data.get("set_on") is None):
            raise ValueError(_("An answer comes in on a record: say on which."))
        return on_answer


FACTS = tuple(name for name in ReminderDraft.model_fields if name not in Draft.model_fields and name != "title")
"""What of a reminder says when it fires."""


def refused(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first field of a stored reminder that no form takes, by its name, and why; None where it can fire."""
    try:
        ReminderDraft.model_validate({"title": "?"} | {name: row[name] for name in FACTS})
    except ValidationError as error:
        first = error.errors()[0]
        return str(first["loc"][0]), sentence(first)
    return None


def refused_of(reminder: object) -> tuple[str, str] | None:
    """The same of a reminder as it is held; its kind of record stands there under another name."""
    return refused({name: getattr(reminder, "on_kind" if name == "kind" else name) for name in FACTS})


class HandledDraft(Shape):
    """What was done about one occurrence of a reminder; the first four fields are its key.

    It is put off until a day, or a time of it; or until something comes in on its record, from a day on."""

    rule: int
    record: int
    computed_from: date
    n: int = Field(ge=0, le=1_000_000)
    handled: Handled
    until: date | None = None
    until_time: str = Field(default="", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    answer_since: date | None = None
    why: str = ""
    action: int | None = None


class ReminderLine(Shape):
    """An occurrence as a row of the reminders page."""

    rule: int
    record: Link
    """What it reminds of: where it is opened and logged."""
    what: str = ""
    """What somebody set it for, in their words; "" for a rule's."""
    about: int
    """What the key of the occurrence names: the record, the entry of the log whose step or reply is open, or the
    reminder that was set by hand."""
    pending: Pending | None = None
    computed_from: date
    n: int
    fires_on: date
    reason: str
    by_rule: str = ""
    """The rule that reminds; "" of what somebody set by hand."""
    entered: date | None = None
    """The day on which the record was written into the register, where that is why it reminds only since then."""
    handled: Handled | None
    until: date | None
    until_time: str = ""
    until_answer: bool = False
    group: str = Field(description="now, week, later or snoozed")


class SetByHand(Shape):
    """A reminder that was set by hand and is not among those of the next month: for a later day, or for an answer."""

    id: int
    title: str
    record: Link | None
    when: Times


class RuleLine(Shape):
    """A rule as a row of the page of rules."""

    id: int
    """Negative where every register has it; else the number of its record."""
    label: str
    on: bool
    draft: ReminderDraft | None = None
    """What an officer wrote; None of a rule that every register has."""


class Forecast(Shape):
    """What a rule would remind of in a year."""

    total: int
    first: tuple[ReminderLine, ...]
    waiting: int = 0
    """How many promises it says nothing of while they wait for a visit."""
