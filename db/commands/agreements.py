"""What a user can do with agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, fill_children, fill_links, find_at, short
from db.errors import Conflict, Moved
from db.records.agreements import AgreementDraft, StepDraft
from db.rules.sources import cited_field
from db.tables.agreements import Agreement, AgreementParty, AgreementTitle, Step
from db.vocabulary import EntryMode, Kind, LegalCharacter, StepKind, StepState
from db.words import Sentence, told


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


@dataclass(frozen=True, slots=True)
class SetStep:
    """Write one step of an agreement: in the place of the one recorded at `at`, or as the latest."""

    id: int
    seen: Seen
    step: StepDraft
    at: int | None = None

    def apply(self, session: Session) -> Done:
        row = _agreement(session, self.id, self.seen)
        if self.at is None:
            written = Step()
            row.steps.append(written)
        else:
            written = _step(row, self.at)
        fill(written, self.step)
        session.flush()
        return Done(told("{step}: “{title}”", step=_said(self.step), title=short(row.title)), row.id)


@dataclass(frozen=True, slots=True)
class ClearStep:
    """Take a step away: whether it was done is not stated."""

    id: int
    seen: Seen
    at: int

    def apply(self, session: Session) -> Done:
        row = _agreement(session, self.id, self.seen)
        gone = _step(row, self.at)
        row.steps.remove(gone)
        for citation in list(row.citations):
            about = cited_field(citation.field)
            if about.name != "steps" or about.row is None:
                continue
            if about.row == self.at:
                row.citations.remove(citation)
            elif about.row > self.at:
                citation.field = str(about._replace(row=about.row - 1))
        session.flush()
        return Done(told("{step} is not stated: “{title}”", step=gone.kind.told, title=short(row.title)), row.id)


@dataclass(frozen=True, slots=True)
class ConfirmStatus:
    """Say what no source does: whether it binds, how it enters into force, whether ratification is foreseen."""

    id: int
    seen: Seen
    legal_character: LegalCharacter
    entry_mode: EntryMode
    no_ratification_foreseen: bool

    def apply(self, session: Session) -> Done:
        row = _agreement(session, self.id, self.seen)
        row.legal_character, row.entry_mode = self.legal_character, self.entry_mode
        row.no_ratification_foreseen = self.no_ratification_foreseen
        return Done(told("Confirmed: “{title}”", title=short(row.title)), row.id)


def _agreement(session: Session, record_id: int, seen: Seen) -> Agreement:
    return cast(Agreement, find_at(session, record_id, seen, Kind.AGREEMENT))


def _step(row: Agreement, at: int) -> Step:
    """The step at a place; Conflict where there is none any more."""
    if not 0 <= at < len(row.steps):
        raise Conflict(Moved(short(row.title)))
    return row.steps[at]


def _said(step: StepDraft) -> Sentence:
    if step.state is StepState.DONE:
        when = step.effective_on if step.kind is StepKind.EXTENDED else step.done_on or step.effective_on
        return told("{step} {date}", step=step.kind.told, date=when.display()) if when else step.kind.told
    return told("{step} {state}", step=step.kind.told, state=step.state.told_inside)
