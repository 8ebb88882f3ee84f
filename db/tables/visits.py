"""Visits with their programme and delegations, and invitations."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from db.rules.periods import Period
from db.tables.base import Child, Record, ref
from db.tables.status import Spans
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import InvitationMeans, Kind, Reply, TalkFormat, VisitKind, VisitStage


class Talk(Child):
    """An item on a visit's programme."""

    __tablename__ = "talk"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    format: Mapped[TalkFormat] = mapped_column(WordType(TalkFormat))
    day: Mapped[Period | None] = composite(period_of, *period_columns("day"))
    time: Mapped[str] = mapped_column(String(1000), default="")
    place: Mapped[str] = mapped_column(String(1000), default="")
    topics: Mapped[str] = mapped_column(Text, default="")
    participants: Mapped[str] = mapped_column(Text, default="")

    def owners(self) -> tuple[int | None, ...]:
        return (self.visit_id,)


class Delegate(Child):
    """A member of a delegation."""

    __tablename__ = "delegate"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    party: Mapped[int | None] = ref("party.id")
    name: Mapped[str] = mapped_column(String(1000))
    function: Mapped[str] = mapped_column(String(1000), default="")
    leads: Mapped[bool] = mapped_column(default=False)

    def owners(self) -> tuple[int | None, ...]:
        return (self.visit_id,)


class Visit(Spans, Record):
    """A visit; it needs no date."""

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    visit_kind: Mapped[VisitKind] = mapped_column(WordType(VisitKind))
    stage: Mapped[VisitStage] = mapped_column(WordType(VisitStage))
    visitor: Mapped[int | None] = ref("person.id")
    office: Mapped[int | None] = ref("office.id")
    host: Mapped[int | None] = ref("person.id")
    from_party: Mapped[int | None] = ref("party.id")
    to_party: Mapped[int | None] = ref("party.id")
    dates: Mapped[Period | None] = composite(period_of, *period_columns("dates"))
    places: Mapped[str] = mapped_column(String(1000), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    return_of: Mapped[int | None] = ref("visit.id")
    talks: Mapped[list[Talk]] = relationship(cascade="all, delete-orphan", order_by="Talk.id")
    delegates: Mapped[list[Delegate]] = relationship(cascade="all, delete-orphan", order_by="Delegate.id")

    __table_args__ = (Index("ix_visit_dates_earliest_id", "dates_earliest", "id"),)
    __mapper_args__ = {"polymorphic_identity": Kind.VISIT, "inherit_condition": id == Record.id}


class InvitationRepeat(Child):
    """A day on which an invitation was given again."""

    __tablename__ = "invitation_repeat"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    period: Mapped[Period | None] = composite(period_of, *period_columns("period"))

    def owners(self) -> tuple[int | None, ...]:
        return (self.invitation_id,)


class Invitation(Record):
    """An invitation to a visit; its visit is among the records it moves."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    visit: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    by_person: Mapped[int | None] = ref("person.id")
    by_party: Mapped[int | None] = ref("party.id")
    to_person: Mapped[int | None] = ref("person.id")
    to_party: Mapped[int | None] = ref("party.id")
    given_on: Mapped[Period | None] = composite(period_of, *period_columns("given_on"))
    means: Mapped[InvitationMeans] = mapped_column(WordType(InvitationMeans))
    window: Mapped[Period | None] = composite(period_of, *period_columns("window"))
    reply: Mapped[Reply] = mapped_column(WordType(Reply))
    replied_on: Mapped[Period | None] = composite(period_of, *period_columns("replied_on"))
    renews: Mapped[bool] = mapped_column(default=False)
    repeat_links: Mapped[list[InvitationRepeat]] = relationship(
        cascade="all, delete-orphan", order_by="InvitationRepeat.id"
    )

    __mapper_args__ = {"polymorphic_identity": Kind.INVITATION, "inherit_condition": id == Record.id}

    def moves(self) -> tuple[int | None, ...]:
        return (self.visit,)
