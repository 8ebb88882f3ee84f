"""People, offices and terms."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from db.rules.people import TermFacts
from db.rules.periods import Period
from db.tables.base import Child, Record
from db.tables.parties import Alias
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import Capacity, Kind, Rank


class Office(Record):
    """An office of a party."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    party: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    rank: Mapped[Rank] = mapped_column(WordType(Rank))

    __mapper_args__ = {"polymorphic_identity": Kind.OFFICE, "inherit_condition": id == Record.id}


class Term(Child):
    """A person holds an office for a period, or acts in it."""

    __tablename__ = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    office: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    period: Mapped[Period | None] = composite(period_of, *period_columns("period"))
    capacity: Mapped[Capacity] = mapped_column(WordType(Capacity), default=Capacity.HOLDER)

    def owners(self) -> tuple[int | None, ...]:
        return (self.person_id,)


def term_facts(term: Term) -> TermFacts:
    """A term as the rules see it."""
    return TermFacts(term.person_id, term.office, term.period, term.capacity is Capacity.ACTING)


class Person(Record):
    """A person."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    aliases: Mapped[list[Alias]] = relationship(cascade="all, delete-orphan", order_by="Alias.id")
    terms: Mapped[list[Term]] = relationship(cascade="all, delete-orphan", order_by="Term.id")

    __mapper_args__ = {"polymorphic_identity": Kind.PERSON}
