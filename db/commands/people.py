"""What a user can do with people and offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, fill_children, find_all, find_at, short
from db.errors import FieldError
from db.records.people import OfficeDraft, PersonDraft
from db.rules.people import TermFacts, begun, hand_over
from db.rules.periods import Period
from db.tables.commitments import Commitment
from db.tables.parties import Alias
from db.tables.people import Person, Term, term_facts
from db.vocabulary import Capacity, Kind
from db.words import told


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
    again by `review`. Obligations stay with the office. Whoever holds the office already goes on in one term. Who is in
    office on which day, and who is designate, follows from the terms: db/rules/people.py."""

    office: int
    to: int
    since: Period
    reconfirm: tuple[int, ...] = ()
    review: Period | None = None
    capacity: Capacity = Capacity.HOLDER
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        office = find_at(session, self.office, self.seen, Kind.OFFICE)
        person = cast(Person, find_at(session, self.to, self.seen, Kind.PERSON))
        terms = session.scalars(select(Term).where(Term.office == office.id).order_by(Term.id)).all()
        holders = {row.id: row for row in find_all(session, Person, [each.person_id for each in terms], self.seen)}
        rows = [each for each in terms if not holders[each.person_id].hidden]
        try:
            new = TermFacts(person.id, office.id, begun(self.since), self.capacity is Capacity.ACTING)
            changed, added = hand_over([term_facts(row) for row in rows], new)
        except ValueError as error:
            raise FieldError("since", str(error)) from None
        for place, period in changed.items():
            rows[place].period = period
        if added is not None:
            person.terms.append(Term(office=office.id, period=added, capacity=self.capacity))
        for commitment in find_all(session, Commitment, self.reconfirm, self.seen):
            commitment.next_review = self.review
        names = {"office": short(office.title), "person": short(person.title)}
        if added is None:
            return Done(told("“{office}” stays with {person}", **names), office.id)
        said = told("“{office}” goes to {person} from {since}", since=self.since.display(), **names)
        return Done(said, office.id)
