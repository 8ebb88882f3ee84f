"""The follow-up log."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Date, ForeignKey, Index, String, Text, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement

from db.rules.pending import RECEIVED
from db.rules.periods import Period
from db.tables.base import Child, Record, ref
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import ActionKind, DateField, Direction, Ending, Kind, Progress, Result, VisitStage


class ActionLink(Child):
    """An action concerns a record; logging it moves that record's version."""

    __tablename__ = "action_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))

    __table_args__ = (Index("ix_action_link_record_id_action_id", "record_id", "action_id"),)

    def owners(self) -> tuple[int | None, ...]:
        return (self.action_id, self.record_id)


class Action(Record):
    """What was done; a correction is a new action that names the one it corrects."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    action_kind: Mapped[ActionKind] = mapped_column(WordType(ActionKind))
    direction: Mapped[Direction | None] = mapped_column(WordType(Direction))
    on: Mapped[date] = mapped_column("done_on", Date)
    by: Mapped[str] = mapped_column(String(1000), default="")
    with_whom: Mapped[str] = mapped_column(String(1000), default="")
    result: Mapped[Result | None] = mapped_column(WordType(Result))
    reply_by: Mapped[Period | None] = composite(period_of, *period_columns("reply_by"))
    next_step: Mapped[str] = mapped_column(String(1000), default="")
    next_due: Mapped[Period | None] = composite(period_of, *period_columns("next_due"))
    step_ended: Mapped[Ending | None] = mapped_column(WordType(Ending))
    """How the next step came to its end; while there is nothing here it is open. So with the reply below."""
    step_ended_on: Mapped[date | None] = mapped_column(Date)
    step_ended_by: Mapped[int | None] = ref("action.id")
    """The entry that ended it, if one did."""
    step_ended_why: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    reply_ended: Mapped[Ending | None] = mapped_column(WordType(Ending))
    reply_ended_on: Mapped[date | None] = mapped_column(Date)
    reply_ended_by: Mapped[int | None] = ref("action.id")
    reply_ended_why: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    proposed: Mapped[Period | None] = composite(period_of, *period_columns("proposed"))
    progress_after: Mapped[Progress | None] = mapped_column(WordType(Progress))
    stage_after: Mapped[VisitStage | None] = mapped_column(WordType(VisitStage))
    corrects: Mapped[int | None] = ref("action.id")
    our_reference: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    """The number of the note or letter in our registry, and below in theirs."""
    their_reference: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    record_links: Mapped[list[ActionLink]] = relationship(
        cascade="all, delete-orphan", order_by="ActionLink.id", foreign_keys="ActionLink.action_id"
    )

    __table_args__ = (
        Index("ix_action_done_on_id", "done_on", "id"),
        # Of all that was ever to be done, only what is still open is counted and read, day after day.
        Index("ix_action_next_due_latest_id", "next_due_latest", "id", sqlite_where=sql("step_ended IS NULL")),
        Index("ix_action_reply_by_latest_id", "reply_by_latest", "id", sqlite_where=sql("reply_ended IS NULL")),
    )
    __mapper_args__ = {"polymorphic_identity": Kind.ACTION, "inherit_condition": id == Record.id}

    def still_open(self, field: DateField) -> bool:
        """Whether its next step, or the reply it expects, is there and nobody closed it."""
        asks = self.reply_by is not None or self.result is Result.AWAITING_REPLY
        if field is DateField.NEXT_STEP:
            asks = bool(self.next_step) or self.next_due is not None
        return asks and getattr(self, f"{STEM[field]}_ended") is None

    def end(self, field: DateField, how: Ending | None, on: date | None, by: int | None = None, why: str = "") -> None:
        """Say how its next step or its reply came to an end; without `how` it is open again."""
        for part, value in {"": how, "_on": on, "_by": by, "_why": why}.items():
            setattr(self, f"{STEM[field]}_ended{part}", value)


STEM = {DateField.NEXT_STEP: "step", DateField.REPLY_BY: "reply"}
"""What the columns begin with that say how either came to its end."""
DUE = {DateField.NEXT_STEP: "next_due", DateField.REPLY_BY: "reply_by"}
"""When either is due."""


def is_open(field: DateField) -> ColumnElement[bool]:
    """Whether an entry has a next step, or expects a reply, that nobody closed; in a query of entries. One whose result
    is that a reply is awaited expects it, on whichever day."""
    columns = Action.__table__.c
    due = columns[f"{DUE[field]}_words"].is_not(None) | columns[f"{DUE[field]}_edtf"].is_not(None)
    undated = columns.next_step != "" if field is DateField.NEXT_STEP else _awaits()
    asks = due | undated
    return columns[f"{STEM[field]}_ended"].is_(None) & asks


def _awaits() -> ColumnElement[bool]:
    """Whether an entry says that a reply is awaited, on no day, and nothing came in since on what it is about."""
    columns, link = Action.__table__.c, ActionLink.__table__
    later, own, other, head = Action.__table__.alias(), link.alias(), link.alias(), Record.__table__.alias()
    joined = later.join(head, head.c.id == later.c.id).join(other, other.c.action_id == later.c.id)
    came = (
        select(later.c.id)
        .select_from(joined.join(own, own.c.record_id == other.c.record_id))
        .where(own.c.action_id == columns.id, later.c.id != columns.id, later.c.done_on >= columns.done_on)
        .where(~head.c.hidden, comes_in(later.c))
    )
    return (columns.result == Result.AWAITING_REPLY) & ~came.correlate(Action.__table__).exists()


def ended_by(field: DateField) -> Column[int | None]:
    """The column that names the entry which closed either."""
    return Action.__table__.c[f"{STEM[field]}_ended_by"]  # type: ignore[return-value]


def comes_in(columns: ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]) -> ColumnElement[bool]:
    """Whether something came in with an entry, of whose columns these are; the rule says the same of one entry."""
    kind, way = columns.action_kind, columns.direction
    received = way.is_(None) & kind.in_([*RECEIVED])
    return (kind != ActionKind.INTERNAL) & ((way == Direction.IN) | received)
