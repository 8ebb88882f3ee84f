"""Reading people and offices."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import BugError
from db.queries.base import find, head_of, links
from db.queries.drafts import draft_of
from db.records.base import Link
from db.records.people import OfficeCard, OfficeDraft, PersonCard, PersonDraft
from db.tables.people import Office, Person, Term
from db.vocabulary import Kind


def people(reader: Session) -> tuple[Link, ...]:
    """Everybody, by name."""
    ids = reader.scalars(select(Person.id).where(~Person.hidden)).all()
    return tuple(sorted(links(reader, ids).values(), key=lambda each: each.title.casefold()))


def offices(reader: Session) -> tuple[Link, ...]:
    """Every office, by title."""
    ids = reader.scalars(select(Office.id).where(~Office.hidden)).all()
    return tuple(sorted(links(reader, ids).values(), key=lambda each: each.title.casefold()))


def person(reader: Session, record_id: int) -> PersonCard:
    """One person in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.PERSON)
    draft = draft_of(row)
    if not isinstance(draft, PersonDraft):
        raise BugError("a person is not in its table")
    named = links(reader, [term.office for term in draft.terms])
    return PersonCard(head=head_of(reader, row), draft=draft, offices=tuple(named.values()))


def office(reader: Session, record_id: int) -> OfficeCard:
    """One office in full, with those who hold or held it; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.OFFICE)
    draft = draft_of(row)
    if not isinstance(draft, OfficeDraft):
        raise BugError("an office is not in its table")
    holders = reader.scalars(select(Term.person_id).where(Term.office == record_id).order_by(Term.id)).all()
    named = links(reader, [draft.party, *holders])
    return OfficeCard(
        head=head_of(reader, row),
        draft=draft,
        party=named[draft.party],
        holders=tuple(named[each] for each in dict.fromkeys(holders)),
    )
