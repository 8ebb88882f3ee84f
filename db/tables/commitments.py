"""Commitments and the parties and offices that owe or are owed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from db.rules.periods import Period
from db.tables.base import Child, Record, ref
from db.tables.status import Spans
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import Cadence, Kind, Nature, PartyRole, Progress, Strength


class CommitmentParty(Child):
    """A party or office that owes, or is owed."""

    __tablename__ = "commitment_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    role: Mapped[PartyRole] = mapped_column(WordType(PartyRole))

    __table_args__ = (Index("ix_commitment_party_holder_id_role_commitment_id", "holder_id", "role", "commitment_id"),)

    def owners(self) -> tuple[int | None, ...]:
        return (self.commitment_id,)


class Commitment(Spans, Record):
    """What was promised."""

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    strength: Mapped[Strength] = mapped_column(WordType(Strength))
    nature: Mapped[Nature] = mapped_column(WordType(Nature))
    voiced_by: Mapped[int | None] = ref("person.id")
    due: Mapped[Period | None] = composite(period_of, *period_columns("due"))
    condition: Mapped[str] = mapped_column(Text, default="")
    depends_on: Mapped[int | None] = ref("visit.id")
    origin: Mapped[int | None] = ref("record.id")
    repeats: Mapped[int | None] = ref("commitment.id")
    lead_unit: Mapped[str] = mapped_column(String(1000), default="")
    executors: Mapped[str] = mapped_column(String(1000), default="")
    officer: Mapped[str] = mapped_column(String(1000), default="")
    proof: Mapped[str] = mapped_column(Text, default="")
    progress: Mapped[Progress] = mapped_column(WordType(Progress))
    assessment: Mapped[str] = mapped_column(Text, default="")
    assessed_by: Mapped[str] = mapped_column(String(1000), default="")
    assessed_on: Mapped[date | None] = mapped_column(Date)
    next_review: Mapped[Period | None] = composite(period_of, *period_columns("next_review"))
    report_every: Mapped[int | None] = mapped_column()
    report_unit: Mapped[Cadence | None] = mapped_column(WordType(Cadence))
    """A report is expected on it every so many weeks or months."""
    party_links: Mapped[list[CommitmentParty]] = relationship(
        cascade="all, delete-orphan", order_by="CommitmentParty.id"
    )

    __table_args__ = (Index("ix_commitment_due_latest_id", "due_latest", "id"),)
    __mapper_args__ = {"polymorphic_identity": Kind.COMMITMENT, "inherit_condition": id == Record.id}
