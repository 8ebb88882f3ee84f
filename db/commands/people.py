"""What a user can do with people and offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, fill, fill_children, find, find_all, short
from db.errors import FieldError
from db.records.people import OfficeDraft, PersonDraft
from db.rules.people import begun, ended, runs_on
from db.rules.periods import Period
from db.tables.commitments import Commitment
from db.tables.parties import Alias
from db.tables.people import Person, Term
from db.vocabulary import Kind
from db.words import _


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


@dataclass(frozen=True, slots=True)
class HandOver:
    """An office changes hands: terms that still run end, the new one begins, and what the office owes is looked at
    again by `review`. Obligations stay with the office."""

    office: int
    to: int
    since: Period
    reconfirm: tuple[int, ...] = ()
    review: Period | None = None

    def apply(self, session: Session) -> Done:
        office, person = find(session, self.office, Kind.OFFICE), cast(Person, find(session, self.to, Kind.PERSON))
        try:
            term = begun(self.since)
            for each in session.scalars(select(Term).where(Term.office == office.id, Term.person_id != person.id)):
                if term.earliest is not None and runs_on(each.period, term.earliest):
                    each.period = ended(each.period, term)
        except ValueError as error:
            raise FieldError("since", str(error)) from None
        person.terms.append(Term(office=office.id, period=term))
        for commitment in find_all(session, Commitment, self.reconfirm):
            commitment.next_review = self.review
        return Done(
            _("“{office}” passed to {person}").format(office=short(office.title), person=short(person.title)), office.id
        )
