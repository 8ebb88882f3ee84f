"""Reminders, and what was done about their occurrences."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Child, Record, ref
from db.tables.types import WordType
from db.vocabulary import DateField, Edge, Handled, Kind


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
    why: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[int | None] = ref("action.id")

    __table_args__ = (UniqueConstraint("rule", "record_id", "computed_from", "n"),)

    def owners(self) -> tuple[int | None, ...]:
        return (self.record_id,)
