"""Agreements, their parties and steps."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from db.rules.periods import Period
from db.tables.base import DERIVED, Child, Record, ref
from db.tables.status import Spans
from db.tables.types import WordType, period_columns, period_of
from db.vocabulary import AgreementKind, Cadence, EntryMode, Kind, LegalCharacter, Renewal, StepKind, StepState


class AgreementTitle(Child):
    """The title of an agreement in another language."""

    __tablename__ = "agreement_title"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    language: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(String(1000))

    def owners(self) -> tuple[int | None, ...]:
        return (self.agreement_id,)


class AgreementParty(Child):
    """A party to an agreement."""

    __tablename__ = "agreement_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)

    def owners(self) -> tuple[int | None, ...]:
        return (self.agreement_id,)


class Step(Child):
    """A step in the life of an agreement, by one party or for all."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(WordType(StepKind))
    state: Mapped[StepState] = mapped_column(WordType(StepState))
    party: Mapped[int | None] = ref("party.id")
    done_on: Mapped[Period | None] = composite(period_of, *period_columns("done_on"))
    effective_on: Mapped[Period | None] = composite(period_of, *period_columns("effective_on"))
    place: Mapped[str] = mapped_column(String(1000), default="")
    by: Mapped[str] = mapped_column(String(1000), default="")
    procedure: Mapped[str] = mapped_column(String(1000), default="")
    reference: Mapped[str] = mapped_column(String(1000), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    def owners(self) -> tuple[int | None, ...]:
        return (self.agreement_id,)


class Agreement(Spans, Record):
    """An agreement; identity is not the title."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True)
    short_title: Mapped[str] = mapped_column(String(1000), default="")
    agreement_kind: Mapped[AgreementKind] = mapped_column(WordType(AgreementKind))
    legal_character: Mapped[LegalCharacter] = mapped_column(WordType(LegalCharacter))
    no_ratification_foreseen: Mapped[bool] = mapped_column(default=False)
    visit: Mapped[int | None] = ref("visit.id")
    entry_mode: Mapped[EntryMode] = mapped_column(WordType(EntryMode))
    entry_terms: Mapped[str] = mapped_column(Text, default="")
    ratifications_needed: Mapped[int | None] = mapped_column()
    duration: Mapped[str] = mapped_column(String(1000), default="")
    renewal: Mapped[Renewal] = mapped_column(WordType(Renewal))
    notice_period: Mapped[str] = mapped_column(String(1000), default="")
    expires: Mapped[Period | None] = composite(period_of, *period_columns("expires"))
    next_review: Mapped[Period | None] = composite(period_of, *period_columns("next_review"))
    report_every: Mapped[int | None] = mapped_column()
    report_unit: Mapped[Cadence | None] = mapped_column(WordType(Cadence))
    """A report is expected on it every so many weeks or months."""
    amends: Mapped[int | None] = ref("agreement.id")
    supersedes: Mapped[int | None] = ref("agreement.id")
    unconfirmed: Mapped[bool | None] = mapped_column(info=DERIVED)
    term_ends: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    """The last day of the term that was recorded last."""
    term_stops: Mapped[date | None] = mapped_column(Date, info=DERIVED)
    """The day after which no term follows, since notice was given."""
    renews_months: Mapped[int | None] = mapped_column(info=DERIVED)
    """How long each term is that follows by itself, in months or else in days; none follows where both are empty."""
    renews_days: Mapped[int | None] = mapped_column(info=DERIVED)
    titles: Mapped[list[AgreementTitle]] = relationship(cascade="all, delete-orphan", order_by="AgreementTitle.id")
    party_links: Mapped[list[AgreementParty]] = relationship(cascade="all, delete-orphan", order_by="AgreementParty.id")
    steps: Mapped[list[Step]] = relationship(cascade="all, delete-orphan", order_by="Step.id")

    __table_args__ = (
        Index(
            "ix_agreement_term_ends_renews_months_renews_days_term_stops_id",
            *("term_ends", "renews_months", "renews_days", "term_stops", "id"),
        ),
    )
    __mapper_args__ = {"polymorphic_identity": Kind.AGREEMENT, "inherit_condition": id == Record.id}
