"""Reading people and offices; who holds which is db/rules/people.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import Session, aliased, selectinload

from db.collation import sort_key
from db.drafts import draft_of
from db.errors import BugError
from db.queries.base import by_title, find, head_of, links
from db.queries.cited import cited
from db.records.base import Link
from db.records.people import Held, OfficeCard, OfficeDraft, OfficeLine, PersonCard, PersonDraft, PersonLine
from db.rules import people as rules
from db.rules.people import InOffice, TermFacts
from db.tables.base import Record
from db.tables.commitments import Commitment, CommitmentParty
from db.tables.people import Office, Person, Term, term_facts
from db.vocabulary import CLOSED, Kind, PartyRole, Rank, Strength

_RANKS = tuple(Rank)
_TENURES = tuple(rules.Tenure)


@dataclass(frozen=True, slots=True)
class Offices:
    """Some offices with all their terms; what lies in the Trash holds nothing and is held by nobody."""

    terms: tuple[TermFacts, ...]
    named: dict[int, Link]
    party: dict[int, int]
    rank: dict[int, Rank]

    def by_person(self, day: date) -> dict[int, list[InOffice]]:
        """The offices of each person as they stand on a day: those held, the highest first; those ahead, the next
        first; those held before, the last first."""
        found: dict[int, list[InOffice]] = {}
        for each in sorted(rules.in_office(self.terms, day), key=self._place):
            found.setdefault(each.who, []).append(each)
        return found

    def by_office(self, day: date) -> dict[int, list[InOffice]]:
        """Everybody in each office as it stands on a day, its holder first."""
        found: dict[int, list[InOffice]] = {}
        for each in rules.in_office(self.terms, day):
            found.setdefault(each.office, []).append(each)
        return found

    def said(self, found: Iterable[InOffice], day: date) -> str:
        """Offices in one line, as somebody reads of them on a day."""
        return "; ".join(rules.said(self.named[each.office].title, each, day) for each in found)

    def held(self, found: Iterable[InOffice]) -> tuple[Held, ...]:
        """The same as records, with their terms."""
        return tuple(
            Held(
                who=self.named[each.who],
                office=self.named[each.office],
                party=self.named[self.party[each.office]],
                period=each.period,
                tenure=each.tenure,
                text=rules.said(self.named[each.office].title, each),
                name=rules.said(self.named[each.who].title, each),
            )
            for each in found
        )

    def _place(self, term: InOffice) -> tuple[int, int, bytes]:
        place, first = _RANKS.index(self.rank[term.office]), term.period.earliest if term.period else None
        if term.tenure is rules.Tenure.DESIGNATE and first is not None:
            place = first.toordinal()
        elif term.tenure is rules.Tenure.FORMER:
            last = term.period.latest if term.period else None
            place = -(last or date.min).toordinal()
        return _TENURES.index(term.tenure), place, sort_key(self.named[term.office].title)


def people(reader: Session) -> tuple[Link, ...]:
    """Everybody, by name."""
    return by_title(reader, select(Person.id).where(~Person.hidden))


def offices(reader: Session) -> tuple[Link, ...]:
    """Every office, by title."""
    return by_title(reader, select(Office.id).where(~Office.hidden))


def person(reader: Session, today: date, record_id: int) -> PersonCard:
    """One person in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.PERSON)
    draft = draft_of(row)
    if not isinstance(draft, PersonDraft):
        raise BugError("a person is not in its table")
    terms = offices_of(reader, [record_id])
    return PersonCard(
        head=head_of(reader, row),
        draft=draft,
        offices=terms.held(terms.by_person(today).get(record_id, ())),
        citations=cited(reader, record_id),
    )


def office(reader: Session, today: date, record_id: int) -> OfficeCard:
    """One office in full, with those who hold or held it; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.OFFICE)
    draft = draft_of(row)
    if not isinstance(draft, OfficeDraft):
        raise BugError("an office is not in its table")
    terms = _offices(reader, Term.office == record_id)
    return OfficeCard(
        head=head_of(reader, row),
        draft=draft,
        party=links(reader, [draft.party])[draft.party],
        holders=terms.held(terms.by_office(today).get(record_id, ())),
        citations=cited(reader, record_id),
    )


def office_lines(reader: Session, today: date) -> tuple[OfficeLine, ...]:
    """Every office by country and rank, with whoever holds it on `today` and is next."""
    party, places = aliased(Record, flat=True), {each.value: place for place, each in enumerate(Rank)}
    query = select(Office).join(party, party.id == Office.party).where(~Office.hidden)
    rank = case(places, value=Office.rank)
    rows = reader.scalars(query.order_by(party.sorts_as, party.id, rank, Office.sorts_as, Office.id)).all()
    terms = _offices(reader, true())
    in_office = terms.by_office(today)
    named = links(reader, [each for row in rows for each in (row.id, row.party)])
    owes = _owed_by(reader)
    return tuple(
        OfficeLine(
            link=named[row.id],
            rank=row.rank,
            party=named[row.party],
            holders=terms.held(each for each in in_office.get(row.id, ()) if each.tenure in rules.PERHAPS),
            next=terms.held(rules.next_in(in_office.get(row.id, ()))),
            owes=owes.get(row.id, 0),
        )
        for row in rows
    )


def person_lines(reader: Session, today: date) -> tuple[PersonLine, ...]:
    """Everybody by name, with other names and every office: held on `today`, then ahead, then held before."""
    query = select(Person).where(~Person.hidden).options(selectinload(Person.aliases))
    rows = reader.scalars(query.order_by(Person.sorts_as, Person.id)).all()
    terms = _offices(reader, true())
    in_office = terms.by_person(today)
    named = links(reader, [row.id for row in rows])
    return tuple(
        PersonLine(
            link=named[row.id],
            names=tuple(alias.text for alias in row.aliases),
            terms=terms.held(in_office.get(row.id, ())),
        )
        for row in rows
    )


def about(reader: Session, today: date, kind: Kind, ids: Sequence[int]) -> dict[int, str]:
    """What stands beside the name of people and offices: the office somebody is in, will be in or was last, and the
    country of an office; nothing beside other kinds."""
    if kind is Kind.PERSON:
        terms = offices_of(reader, ids)
        in_office = terms.by_person(today)
        return {each: terms.said(rules.printed(in_office[each]), today) for each in ids if each in in_office}
    if kind is not Kind.OFFICE:
        return {}
    pairs = dict(reader.execute(select(Office.id, Office.party).where(Office.id.in_(ids))).all())
    named = links(reader, pairs.values())
    return {number: named[party].title for number, party in pairs.items() if party in named}


def successors(reader: Session, persons: Sequence[int], day: date) -> tuple[int, ...]:
    """Who is in the offices in which these people are or were last on a day, and who is next in them: the others."""
    terms = offices_of(reader, persons)
    by_person, by_office = terms.by_person(day), terms.by_office(day)
    named = dict.fromkeys(each.office for who in persons for each in rules.printed(by_person.get(who, ())))
    found: dict[int, None] = {}
    for office in named:
        there = by_office[office]
        in_it = (each for each in there if each.tenure in rules.PERHAPS)
        found |= dict.fromkeys(each.who for each in (*in_it, *rules.next_in(there)))
    return tuple(each for each in found if each not in persons)


def offices_of(reader: Session, persons: Collection[int], also: Collection[int] = ()) -> Offices:
    """Every office that one of these people holds, held or is to hold, and others that are named with them."""
    theirs = select(Term.office).where(Term.person_id.in_(persons))
    return _offices(reader, Term.office.in_(theirs) | Term.office.in_(also), also)


def _offices(reader: Session, which: ColumnElement[bool], also: Collection[int] = ()) -> Offices:
    hidden = select(Record.id).where(Record.kind.in_([Kind.PERSON, Kind.OFFICE]), Record.hidden)
    query = select(Term).where(which, Term.person_id.not_in(hidden), Term.office.not_in(hidden))
    terms = tuple(term_facts(row) for row in reader.scalars(query))
    columns = Office.__table__.c
    ids = {*also, *(each.office for each in terms)}
    rows = reader.execute(select(columns.id, columns.party, columns.rank).where(columns.id.in_(ids))).all()
    parties = {number: party for number, party, _ in rows}
    named = links(reader, {*ids, *parties.values(), *(each.who for each in terms)})
    return Offices(terms, named, parties, {number: rank for number, _, rank in rows})


def holders_in(reader: Session, today: date, offices: Collection[int]) -> dict[int, tuple[Held, ...]]:
    """Who is in each of these offices on `today`, or perhaps is."""
    terms = _offices(reader, Term.office.in_(offices))
    by_office = terms.by_office(today)
    return {each: terms.held(t for t in by_office.get(each, ()) if t.tenure in rules.PERHAPS) for each in offices}


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
