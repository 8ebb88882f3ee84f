"""What a user can do with agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Rewrite, fill, fill_children, fill_links
from db.records.agreements import AgreementDraft
from db.tables.agreements import AgreementParty, AgreementTitle, Step
from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class AddAgreement(Add[AgreementDraft]):
    """Add an agreement with its steps."""

    kind = Kind.AGREEMENT

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"titles", "parties", "steps"}, named={"kind": "agreement_kind"})
        fill_children(row.titles, self.draft.titles, AgreementTitle)
        fill_links(row.party_links, self.draft.parties, "party_id", AgreementParty)
        fill_children(row.steps, self.draft.steps, Step)


@dataclass(frozen=True, slots=True)
class ChangeAgreement(Rewrite[AgreementDraft]):
    """Change an agreement."""

    adds = AddAgreement
