"""Reminders, and what was done about their occurrences."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import DERIVED, Base, Child, Record, ref
from db.tables.types import WordType
from db.vocabulary import DateField, Edge, Handled, Kind, Known


class Reminder(Record):
    """A rule over many records, or a personal reminder on one."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    record: Mapped[int | None] = ref("record.id")
    on_kind: Mapped[Kind | None] = mapped_column(WordType(Kind))
    date_field: Mapped[DateField] = mapped_column(WordType(DateField))
    edge: Mapped[Edge] = mapped_column(WordType(Edge))
    offset_days: Mapped[int] = mapped_column(default=0)
    share: Mapped[float | None] = mapped_column()
    repeat_days: Mapped[int | None] = mapped_column()
    until: Mapped[date | None] = mapped_column("ends_on", Date)
    on: Mapped[date | None] = mapped_column("fires_on", Date)
    offset_months: Mapped[int] = mapped_column(default=0, server_default="0")
    repeat_months: Mapped[int | None] = mapped_column()
    stop_before_close: Mapped[int | None] = mapped_column()
    known: Mapped[Known | None] = mapped_column(WordType(Known))
    on_answer: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it is set for the day on which something comes in on its record, and not for a day of its own."""
    set_on: Mapped[date | None] = mapped_column(Date)
    """The day on which it was set: what came in before answers nothing."""

    __mapper_args__ = {"polymorphic_identity": Kind.REMINDER, "inherit_condition": id == Record.id}


class Occurrence(Child):
    """What was done about one occurrence; moving a date gives a new key, so it re-arms."""

    __tablename__ = "occurrence"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[int] = mapped_column()
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    computed_from: Mapped[date] = mapped_column(Date)
    n: Mapped[int] = mapped_column()
    handled: Mapped[Handled] = mapped_column(WordType(Handled))
    until: Mapped[date | None] = mapped_column("snoozed_until", Date)
    until_time: Mapped[str] = mapped_column("snoozed_until_time", String(5), default="", server_default="")
    """At what time of that day it is there again, as "15:00"; "" for its beginning."""
    answer_since: Mapped[date | None] = mapped_column(Date)
    """Put off until something comes in on the record, on this day or later."""
    why: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[int | None] = ref("action.id")

    __table_args__ = (UniqueConstraint("rule", "record_id", "computed_from", "n"),)

    def owners(self) -> tuple[int | None, ...]:
        return (self.record_id,)


class RecordDate(Base):
    """A date of an open record from which reminders may be counted, while it holds: on which days, and until when it is
    to be spoken of. What follows from the day alone is worked out by the rules. Derived."""

    __tablename__ = "record_date"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    kind: Mapped[Kind] = mapped_column(WordType(Kind))
    field: Mapped[DateField] = mapped_column(WordType(DateField))
    opens: Mapped[date] = mapped_column(Date)
    closes: Mapped[date] = mapped_column(Date)
    known: Mapped[Known] = mapped_column(WordType(Known))
    months: Mapped[int] = mapped_column(default=0)
    days: Mapped[int] = mapped_column(default=0)
    notice_months: Mapped[int] = mapped_column(default=0)
    notice_days: Mapped[int] = mapped_column(default=0)
    holds_from: Mapped[date] = mapped_column(Date)
    holds_until: Mapped[date] = mapped_column(Date)

    # What is due is counted in one sweep over one part of an index that holds all that is asked for.
    __table_args__ = (
        Index(
            "ix_record_date_field_opens",
            *("field", "opens", "closes", "kind", "known", "months", "days", "notice_months", "notice_days"),
            *("holds_from", "holds_until", "record_id"),
        ),
        {"info": DERIVED},
    )
