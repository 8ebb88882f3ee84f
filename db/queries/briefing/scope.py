"""What belongs on a sheet: the records it is about, how each field is known, and what must be left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.errors import KnownError
from db.queries import actions, agreements, commitments, people, visits
from db.queries.base import find
from db.queries.briefing.words import Known
from db.queries.cited import overtaken
from db.queries.listing import ID
from db.records.base import View
from db.records.briefings import BriefingDraft
from db.tables.agreements import Agreement, AgreementParty
from db.tables.base import Citation, Record
from db.tables.commitments import Commitment
from db.tables.parties import Anniversary, AnniversaryParty
from db.tables.search import Concern
from db.tables.sources import Quotation
from db.tables.visits import Invitation, Visit
from db.vocabulary import BriefingKind, How, Kind, Marking
from db.words import N_, _

ACTIONS_SHOWN = 5
_CHOOSE = N_("Choose a country, a visit or an agreement.")
_RANKS = {marking: rank for rank, marking in enumerate(Marking)}
# A record's own field that the sheet says of a visit or agreement although it stands on a row below it.
_SAME = {"signed_on": "signed", "status": "stage", "status_today": "stage", "known_day": "dates"}


@dataclass(frozen=True)
class Scope:
    """The numbers of the records a sheet speaks of, in the order in which it does."""

    title: str
    subject: int
    parties: frozenset[int]
    visits: tuple[int, ...]
    agreements: tuple[int, ...]
    commitments: tuple[int, ...]
    actions: tuple[int, ...]
    quotations: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    anniversaries: tuple[int, ...] = ()
    withheld: int = 0
    marking: Marking = Marking.NONE

    @property
    def facts(self) -> tuple[int, ...]:
        """The records whose citations and quotations the sheet rests on."""
        return (*self.visits, *self.agreements, *self.commitments)


def of(reader: Session, draft: BriefingDraft) -> Scope:
    """What the wanted sheet is about; NotFound where that is no record, KnownError for a kind that has no sheet yet."""
    if draft.about is None:
        raise KnownError(_("Nothing was chosen for the sheet."), "", _(_CHOOSE))
    match draft.kind:
        case BriefingKind.COUNTRY:
            scope = _country(reader, draft.about, draft.as_of)
        case BriefingKind.VISIT:
            scope = _visit(reader, draft.about, draft.as_of)
        case BriefingKind.AGREEMENT:
            scope = _agreement(reader, draft.about, draft.as_of)
        case _:
            raise KnownError(_("There is no sheet “{kind}” yet.").format(kind=draft.kind.label), "", _(_CHOOSE))
    return _allowed(
        reader, _with_background(reader, _allowed(reader, scope, draft.ceiling), draft.as_of), draft.ceiling
    )


def _country(reader: Session, party: int, day: date) -> Scope:
    view = View.about(party)
    return Scope(
        title=find(reader, party, Kind.PARTY).title,
        subject=party,
        parties=frozenset({party}),
        visits=tuple(reader.scalars(visits.rows(reader, day, view))),
        agreements=tuple(reader.scalars(agreements.rows(reader, day, view))),
        commitments=tuple(reader.scalars(commitments.rows(reader, day, view))),
        actions=tuple(reader.scalars(actions.rows(reader, day, view).limit(ACTIONS_SHOWN))),
    )


def _visit(reader: Session, visit_id: int, day: date) -> Scope:
    """The visit, the one it returns and the one that returns it, and what was promised there; then all that stands
    between its sides, for it is their relations that are spoken of."""
    find(reader, visit_id, Kind.VISIT)
    visit = reader.get_one(Visit, visit_id)
    around = (Visit.id == visit.return_of) | (Visit.return_of == visit_id)
    promised = Commitment.origin.in_([visit_id, visit.return_of]) | (Commitment.depends_on == visit_id)
    signed = select(Agreement.id).where(Agreement.visit.in_([visit_id, visit.return_of]), ~Agreement.hidden)
    own = Scope(
        title=visit.title,
        subject=visit_id,
        parties=frozenset(each for each in (visit.from_party, visit.to_party) if each is not None),
        visits=(visit_id, *reader.scalars(select(Visit.id).where(around, ~Visit.hidden).order_by(Visit.id))),
        agreements=tuple(reader.scalars(signed.order_by(Agreement.sorts_as, Agreement.id))),
        commitments=tuple(
            reader.scalars(select(Commitment.id).where(promised, ~Commitment.hidden).order_by(Commitment.id))
        ),
        actions=_logged(reader, visit_id),
    )
    return _between_its_sides(reader, own, day)


def _agreement(reader: Session, agreement_id: int, day: date) -> Scope:
    """The agreement, the visit at which it was signed, and what was promised in it; then all that stands between its
    parties."""
    agreement = reader.get_one(Agreement, find(reader, agreement_id, Kind.AGREEMENT).id)
    parties = select(AgreementParty.party_id).where(AgreementParty.agreement_id == agreement_id)
    promised = select(Commitment.id).where(Commitment.origin == agreement_id, ~Commitment.hidden)
    own = Scope(
        title=agreement.title,
        subject=agreement_id,
        parties=frozenset(reader.scalars(parties)),
        visits=(agreement.visit,) if agreement.visit else (),
        agreements=(agreement_id,),
        commitments=tuple(reader.scalars(promised.order_by(Commitment.id))),
        actions=_logged(reader, agreement_id),
    )
    return _between_its_sides(reader, own, day)


def _logged(reader: Session, record: int) -> tuple[int, ...]:
    return tuple(reader.scalars(actions.rows(reader, date.min, View(), record).limit(ACTIONS_SHOWN)))


def _between_its_sides(reader: Session, own: Scope, day: date) -> Scope:
    """The scope of one record and, after what is its own, whatever concerns all of its sides: what the sheet of a
    country says of these relations, the sheet of a visit or an agreement says too. Of one whose sides are not recorded
    there is nothing to add."""
    if not own.parties:
        return own
    first, *others = sorted(own.parties)
    view = View.about(first)

    def joined(ids: Sequence[int], rows: Select[int], most: int | None = None) -> tuple[int, ...]:
        for other in others:
            rows = rows.where(ID.in_(select(Concern.record_id).where(Concern.party_id == other)))
        return _distinct([*ids, *reader.scalars(rows.limit(most))])[:most]

    return replace(
        own,
        visits=joined(own.visits, visits.rows(reader, day, view)),
        agreements=joined(own.agreements, agreements.rows(reader, day, view)),
        commitments=joined(own.commitments, commitments.rows(reader, day, view)),
        actions=joined(own.actions, actions.rows(reader, day, view), ACTIONS_SHOWN),
    )


def _with_background(reader: Session, scope: Scope, day: date) -> Scope:
    """The scope with what its records cite, whom they name, and the anniversaries all its parties share."""
    cited = select(Citation).where(Citation.record_id.in_(scope.facts)).order_by(Citation.id)
    citations = reader.scalars(cited).all()
    quoted = _distinct(each.quotation for each in citations)
    quotations = reader.scalars(select(Quotation).where(Quotation.id.in_(quoted), ~Quotation.hidden)).all()
    shared = (
        select(AnniversaryParty.anniversary_id)
        .join(Anniversary, Anniversary.id == AnniversaryParty.anniversary_id)
        .where(AnniversaryParty.party_id.in_(scope.parties), ~Anniversary.hidden)
        .group_by(AnniversaryParty.anniversary_id)
        .having(func.count() == len(scope.parties))
    )
    return replace(
        scope,
        quotations=tuple(sorted(each.id for each in quotations)),
        sources=_distinct([*(each.source for each in citations), *(each.source for each in quotations)]),
        people=_people(reader, scope, day),
        anniversaries=tuple(reader.scalars(shared)),
    )


def _people(reader: Session, scope: Scope, day: date) -> tuple[int, ...]:
    """Visitors and hosts, those of the visit that the sheet is about first, and those who invited or were invited; then
    who holds their offices on the day of the sheet and who is next, though they stand in none of the visits."""
    ids: list[int | None] = []
    for visit in reader.scalars(
        select(Visit).where(Visit.id.in_(scope.visits)).order_by(Visit.id != scope.subject, Visit.id)
    ):
        ids += [visit.visitor, visit.host]
    for asked in reader.scalars(select(Invitation).where(Invitation.visit.in_(scope.visits), ~Invitation.hidden)):
        ids += [asked.by_person, asked.to_person]
    named = _distinct(ids)
    return (*named, *people.successors(reader, named, day))


def _distinct(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each for each in ids if each is not None))


def _allowed(reader: Session, scope: Scope, ceiling: Marking) -> Scope:
    """The scope without what is marked above the ceiling, and the highest marking of what remains."""
    kept: dict[str, Any] = {
        field.name: getattr(scope, field.name) for field in fields(scope) if field.type == "tuple[int, ...]"
    }
    markings = _markings(reader, [each for ids in kept.values() for each in ids])
    above = {each for each, marking in markings.items() if is_above(marking, ceiling)}
    below: dict[str, Any] = {name: tuple(each for each in ids if each not in above) for name, ids in kept.items()}
    return replace(
        replace(scope, **below),
        withheld=scope.withheld + len(above),
        marking=highest(marking for each, marking in markings.items() if each not in above),
    )


def _markings(reader: Session, ids: Sequence[int]) -> dict[int, Marking]:
    """The marking of each record; a visit has at least that of its invitations, for its row speaks of them."""
    found = dict(reader.execute(select(Record.id, Record.marking).where(Record.id.in_(ids))).all())
    asked = select(Invitation.visit, Invitation.marking).where(Invitation.visit.in_(ids), ~Invitation.hidden)
    for visit, marking in reader.execute(asked):
        found[visit] = highest((found[visit], marking))
    return found


def is_above(marking: Marking, ceiling: Marking) -> bool:
    """Whether what is so marked may not stand on a sheet up to `ceiling`."""
    return _RANKS[marking] > _RANKS[ceiling]


def highest(markings: Iterable[Marking]) -> Marking:
    """The highest of some markings; none where there are none."""
    return max(markings, key=_RANKS.__getitem__, default=Marking.NONE)


def known(reader: Session, scope: Scope) -> Known:
    """How the fields of all records in the scope are known; an inferred part makes the whole field inferred.

    What was recorded otherwise since its source was cited is known from whoever recorded it, and from no source. What
    is said of the day and window of an invitation that stands counts for its visit.
    """
    visit_of = visits.standing_invitations(reader, scope.visits)
    ids = [*scope.facts, *visit_of]
    over = [citation for found in overtaken(reader, ids).values() for citation in found]
    query = select(Citation.record_id, Citation.field, Citation.how)
    rows = reader.execute(query.where(Citation.record_id.in_(ids), Citation.id.not_in(over)))
    hows: dict[tuple[int, str], How] = {}
    for record, field, how in rows:
        key = (visit_of.get(record, record), _SAME.get(field, field))
        if hows.get(key) is not How.INFERRED:
            hows[key] = how
    return Known(hows)
