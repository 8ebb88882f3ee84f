"""The follow-up log."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from db.rules.periods import Period
from db.tables.base import Child, Record, ref
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import ActionKind, Direction, Kind, Progress, Result, VisitStage


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
    proposed: Mapped[Period | None] = composite(period_of, *period_columns("proposed"))
    progress_after: Mapped[Progress | None] = mapped_column(WordType(Progress))
    stage_after: Mapped[VisitStage | None] = mapped_column(WordType(VisitStage))
    corrects: Mapped[int | None] = ref("action.id")
    record_links: Mapped[list[ActionLink]] = relationship(
        cascade="all, delete-orphan", order_by="ActionLink.id", foreign_keys="ActionLink.action_id"
    )

    __table_args__ = (Index("ix_action_done_on_id", "done_on", "id"),)
    __mapper_args__ = {"polymorphic_identity": Kind.ACTION, "inherit_condition": id == Record.id}
