"""What a user can do with parties, areas and anniversaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Rewrite, fill, fill_children, fill_links
from db.records.parties import AnniversaryDraft, AreaDraft, PartyDraft
from db.tables.parties import Alias, AnniversaryParty
from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class AddParty(Add[PartyDraft]):
    """Add a State or organisation."""

    kind = Kind.PARTY

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"aliases"}, named={"kind": "party_kind"})
        fill_children(row.aliases, self.draft.aliases, Alias)


@dataclass(frozen=True, slots=True)
class ChangeParty(Rewrite[PartyDraft]):
    """Change a State or organisation."""

    adds = AddParty


@dataclass(frozen=True, slots=True)
class AddArea(Add[AreaDraft]):
    """Add an area of co-operation."""

    kind = Kind.AREA

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED)


@dataclass(frozen=True, slots=True)
class ChangeArea(Rewrite[AreaDraft]):
    """Rename or retire an area."""

    adds = AddArea


@dataclass(frozen=True, slots=True)
class AddAnniversary(Add[AnniversaryDraft]):
    """Add an anniversary."""

    kind = Kind.ANNIVERSARY

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"parties"})
        fill_links(row.party_links, self.draft.parties, "party_id", AnniversaryParty)


@dataclass(frozen=True, slots=True)
class ChangeAnniversary(Rewrite[AnniversaryDraft]):
    """Change an anniversary."""

    adds = AddAnniversary
