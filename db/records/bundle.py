"""The bundle: a register, or a part of it, as one JSON file in which records name each other by uid."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.base import Draft, Line, Shape
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.records.people import OfficeDraft, PersonDraft
from db.records.points import PointDraft
from db.records.reminders import ReminderDraft
from db.records.sources import QuestionDraft, QuotationDraft, SourceDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.vocabulary import Kind
from db.words import _

DRAFTS: dict[Kind, type[Draft]] = {
    Kind.PARTY: PartyDraft,
    Kind.AREA: AreaDraft,
    Kind.OFFICE: OfficeDraft,
    Kind.PERSON: PersonDraft,
    Kind.SOURCE: SourceDraft,
    Kind.QUOTATION: QuotationDraft,
    Kind.VISIT: VisitDraft,
    Kind.INVITATION: InvitationDraft,
    Kind.AGREEMENT: AgreementDraft,
    Kind.COMMITMENT: CommitmentDraft,
    Kind.ACTION: ActionDraft,
    Kind.ANNIVERSARY: AnniversaryDraft,
    Kind.QUESTION: QuestionDraft,
    Kind.REMINDER: ReminderDraft,
    Kind.POINT: PointDraft,
}
"""The kinds a bundle carries, in the order in which they can be written. Sheets and attached files are not carried."""


def _carried(kind: Kind) -> Kind:
    if kind not in DRAFTS:
        raise ValueError(_("a bundle carries no {kind}").format(kind=kind.word))
    return kind


class Entry(Shape):
    """One record: its lasting name, its kind and what was written of it."""

    uid: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    kind: Annotated[Kind, AfterValidator(_carried)]
    hidden: bool = False
    draft: dict[str, Any]


class Bundle(Shape):
    """A whole file."""

    format: Literal["aide-memoire bundle"] = "aide-memoire bundle"
    version: Literal[1] = 1
    title: Line = ""
    our_side: str | None = None
    records: tuple[Entry, ...] = ()

    @model_validator(mode="after")
    def _names_its_own(self) -> Bundle:
        parties = {entry.uid for entry in self.records if entry.kind is Kind.PARTY}
        if self.our_side is not None and self.our_side not in parties:
            raise ValueError(_("our side is no party of this file"))
        return self
