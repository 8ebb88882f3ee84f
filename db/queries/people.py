"""Reading people and offices."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from db.drafts import draft_of
from db.errors import BugError
from db.queries.base import by_title, find, head_of, links
from db.records.base import Link
from db.records.people import Held, OfficeCard, OfficeDraft, OfficeLine, PersonCard, PersonDraft, PersonLine
from db.rules.people import runs_on
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.people import Office, Person, Term
from db.vocabulary import CLOSED, Kind, PartyRole, Rank, Strength


def people(reader: Session) -> tuple[Link, ...]:
    """Everybody, by name."""
    return by_title(reader, select(Person.id).where(~Person.hidden))


def offices(reader: Session) -> tuple[Link, ...]:
    """Every office, by title."""
    return by_title(reader, select(Office.id).where(~Office.hidden))


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


def office_lines(reader: Session, today: date) -> tuple[OfficeLine, ...]:
    """Every office by country and rank, with whoever may hold it on `today`."""
    party, places = aliased(Record, flat=True), {each.value: place for place, each in enumerate(Rank)}
    query = select(Office).join(party, party.id == Office.party).where(~Office.hidden)
    rank = case(places, value=Office.rank)
    rows = reader.scalars(query.order_by(party.sorts_as, party.id, rank, Office.sorts_as, Office.id)).all()
    held = _held(reader, Term.office.in_([row.id for row in rows]))
    named = links(reader, [each for row in rows for each in (row.id, row.party)])
    owes = _owed_by(reader)
    return tuple(
        OfficeLine(
            link=named[row.id],
            rank=row.rank,
            party=named[row.party],
            holders=tuple(each for each in held if each.office.id == row.id and runs_on(each.period, today)),
            owes=owes.get(row.id, 0),
        )
        for row in rows
    )


def person_lines(reader: Session) -> tuple[PersonLine, ...]:
    """Everybody by name, with other names and every office they held."""
    query = select(Person).where(~Person.hidden).options(selectinload(Person.aliases))
    rows = reader.scalars(query.order_by(Person.sorts_as, Person.id)).all()
    held = _held(reader, Term.person_id.in_([row.id for row in rows]))
    named = links(reader, [row.id for row in rows])
    return tuple(
        PersonLine(
            link=named[row.id],
            names=tuple(alias.text for alias in row.aliases),
            terms=tuple(each for each in held if each.who.id == row.id),
        )
        for row in rows
    )


def obligations(reader: Session, office: int) -> tuple[Link, ...]:
    """The open promises that an office owes: they stay with it when it changes hands, and are to be reconfirmed."""
    ids = reader.scalars(_open().where(CommitmentParty.holder_id == office).order_by(Commitment.id)).all()
    return tuple(links(reader, ids).values())


def _open() -> Select[int]:
    """The open commitments with those who owe them; an intention is owed by nobody."""
    owed = (CommitmentParty.role == PartyRole.OWES) & (Commitment.strength != Strength.INTENTION)
    query = select(Commitment.id).join(CommitmentParty, CommitmentParty.commitment_id == Commitment.id)
    return query.where(~Commitment.hidden, Commitment.progress.not_in(CLOSED), owed)


def _owed_by(reader: Session) -> dict[int, int]:
    counted = _open().with_only_columns(CommitmentParty.holder_id, func.count()).group_by(CommitmentParty.holder_id)
    return {holder: count for holder, count in reader.execute(counted)}


def _held(reader: Session, which: ColumnElement[bool]) -> tuple[Held, ...]:
    terms = reader.scalars(select(Term).where(which).order_by(Term.id)).all()
    named = links(reader, [each for term in terms for each in (term.person_id, term.office)])
    return tuple(
        Held(who=named[term.person_id], office=named[term.office], period=term.period)
        for term in terms
        if term.person_id in named and term.office in named
    )
