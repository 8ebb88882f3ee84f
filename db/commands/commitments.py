"""What a user can do with commitments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, fill, find, short
from db.errors import BugError
from db.records.commitments import CommitmentDraft
from db.tables.commitments import Commitment, CommitmentParty
from db.vocabulary import Kind, PartyRole, Progress


@dataclass(frozen=True, slots=True)
class AddCommitment(Add[CommitmentDraft]):
    """Add a commitment."""

    kind = Kind.COMMITMENT

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"owes", "owed"})
        wanted = [(holder, PartyRole.OWES) for holder in dict.fromkeys(self.draft.owes)]
        wanted += [(holder, PartyRole.OWED) for holder in dict.fromkeys(self.draft.owed)]
        for link in [link for link in row.party_links if (link.holder_id, link.role) not in wanted]:
            row.party_links.remove(link)
        present = {(link.holder_id, link.role) for link in row.party_links}
        for holder, role in wanted:
            if (holder, role) not in present:
                row.party_links.append(CommitmentParty(holder_id=holder, role=role))


@dataclass(frozen=True, slots=True)
class ChangeCommitment(Rewrite[CommitmentDraft]):
    """Change a commitment."""

    adds = AddCommitment


@dataclass(frozen=True, slots=True)
class Assess:
    """Say how far a commitment has come, and why."""

    id: int
    progress: Progress
    on: date
    by: str = ""
    why: str = ""

    def apply(self, session: Session) -> Done:
        row = find(session, self.id, Kind.COMMITMENT)
        if not isinstance(row, Commitment):
            raise BugError("a commitment is not in its table")
        row.progress = self.progress
        row.assessed_on, row.assessed_by, row.assessment = self.on, self.by, self.why
        return Done(f"Marked {self.progress.word}: “{short(row.title)}”", row.id)
