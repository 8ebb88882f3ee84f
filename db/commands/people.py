"""What a user can do with people and offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Rewrite, fill, fill_children
from db.records.people import OfficeDraft, PersonDraft
from db.tables.parties import Alias
from db.tables.people import Term
from db.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class AddPerson(Add[PersonDraft]):
    """Add a person and the offices they hold."""

    kind = Kind.PERSON

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED | {"aliases", "terms"})
        fill_children(row.aliases, self.draft.aliases, Alias)
        fill_children(row.terms, self.draft.terms, Term)


@dataclass(frozen=True, slots=True)
class ChangePerson(Rewrite[PersonDraft]):
    """Change a person."""

    adds = AddPerson


@dataclass(frozen=True, slots=True)
class AddOffice(Add[OfficeDraft]):
    """Add an office."""

    kind = Kind.OFFICE

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED)


@dataclass(frozen=True, slots=True)
class ChangeOffice(Rewrite[OfficeDraft]):
    """Change an office."""

    adds = AddOffice
