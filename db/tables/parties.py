"""Parties, areas and anniversaries."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from db.rules.periods import Period
from db.tables.base import Child, Record, ref
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import Kind, PartyKind


class Alias(Child):
    """Another name of a party or person, in another language or script."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    language: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(String(1000))

    def owners(self) -> tuple[int | None, ...]:
        return (self.record_id,)


class Party(Record):
    """A state or an international organisation, or a region, agency or company of one."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    party_kind: Mapped[PartyKind] = mapped_column(WordType(PartyKind))
    code: Mapped[str] = mapped_column(String(2), index=True, default="")
    code3: Mapped[str] = mapped_column(String(3), default="")
    long_name: Mapped[str] = mapped_column(String(1000), default="")
    followed: Mapped[bool] = mapped_column(default=True)
    under: Mapped[int | None] = ref("party.id")
    """The state or organisation for which a region, agency or company signs and owes."""
    established: Mapped[Period | None] = composite(period_of, *period_columns("established"))
    """When relations with it were established."""
    aliases: Mapped[list[Alias]] = relationship(cascade="all, delete-orphan", order_by="Alias.id", viewonly=False)

    __mapper_args__ = {"polymorphic_identity": Kind.PARTY, "inherit_condition": id == Record.id}


class Area(Record):
    """An area of co-operation."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    retired: Mapped[bool] = mapped_column(default=False)

    __mapper_args__ = {"polymorphic_identity": Kind.AREA}


class AnniversaryParty(Child):
    """A party an anniversary concerns."""

    __tablename__ = "anniversary_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    anniversary_id: Mapped[int] = mapped_column(ForeignKey("anniversary.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)

    def owners(self) -> tuple[int | None, ...]:
        return (self.anniversary_id,)


class Anniversary(Record):
    """A day or year that returns."""

    __tablename__ = "anniversary"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    first: Mapped[Period | None] = composite(period_of, *period_columns("first"))
    party_links: Mapped[list[AnniversaryParty]] = relationship(
        cascade="all, delete-orphan", order_by="AnniversaryParty.id"
    )

    __mapper_args__ = {"polymorphic_identity": Kind.ANNIVERSARY}
