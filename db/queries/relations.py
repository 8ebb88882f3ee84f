"""Reading the state of relations: a country, an organisation or a pair, with all that concerns it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from db.queries import actions, agreements, commitments, visits
from db.queries.base import find, holders_of, links
from db.queries.listing import DAY, ID, LINE, RECORD, UNDATED, Listing
from db.queries.people import holders_in
from db.queries.reciprocity import flows
from db.queries.settings import our_side
from db.records.agreements import AgreementLine
from db.records.base import Link
from db.records.reciprocity import LedgerSheet
from db.records.relations import (
    CitedSource,
    Jubilee,
    OfficeHeld,
    PromiseColumn,
    Relations,
    RelationsHead,
    Subject,
)
from db.rules import anniversaries
from db.rules.periods import Period
from db.rules.reciprocity import OPEN, VisitFlow, balance, exchanged, ledger, visits_of
from db.rules.text import fold
from db.tables.base import Citation
from db.tables.parties import Anniversary, AnniversaryParty, Party
from db.tables.people import Office
from db.tables.search import Concern
from db.tables.sources import Quotation, Source
from db.tables.types import latest
from db.tables.visits import Visit
from db.vocabulary import AgreementStatus, Kind, Rank, VisitKind, VisitStatus

SHOWN = 5
"""So many rows of each list stand on a page; the rest is behind its link."""
PAIRS_SHOWN = 3
OFFICES_SHOWN = 6
_OTHERS = 20
_COUNTERPARTS = (Rank.HEAD_OF_STATE, Rank.HEAD_OF_GOVERNMENT, Rank.FOREIGN_MINISTER, Rank.AMBASSADOR)
_NOT_IN_FORCE = (
    AgreementStatus.SIGNED,
    AgreementStatus.PARTLY_CONSENTED,
    AgreementStatus.ALL_CONSENTED,
    AgreementStatus.PROVISIONAL,
)
_RANKS = tuple(Rank)


def concerned(subject: Subject, record: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a record concerns what a page is about."""
    parties = (subject.party, subject.other) if subject.pair and subject.other is not None else (subject.party,)
    return and_(*(record.in_(select(Concern.record_id).where(Concern.party_id == each)) for each in parties))


def subject_of(reader: Session, party: int, other: int | None = None) -> Subject:
    """What the page of a party is about: it and our side; with no side of ours it and `other`, or the party with which
    it has the most in common."""
    return _subject(reader, party, other)[0]


def _subject(reader: Session, party: int, other: int | None) -> tuple[Subject, tuple[int, ...]]:
    ours = our_side(reader)
    shared, mine = Concern.__table__.alias(), Concern.__table__.alias()
    many = func.count()
    query = (
        select(shared.c.party_id, many)
        .join(mine, mine.c.record_id == shared.c.record_id)
        .join(LINE, LINE.c.record_id == shared.c.record_id)
        .where(mine.c.party_id == party, shared.c.party_id != party)
        .group_by(shared.c.party_id)
        .order_by(many.desc(), shared.c.party_id)
        .limit(_OTHERS)
    )
    others = tuple(number for number, _many in reader.execute(query))
    if ours is not None and ours != party and other in (None, ours):
        return Subject(party=party, other=ours, ours=ours), others
    chosen = other if other not in (None, party) else None
    if chosen is None and ours is None:
        chosen = next(iter(others), None)
    return Subject(party=party, other=chosen, pair=chosen is not None, ours=ours), others


def head(reader: Session, today: date, party: int, other: int | None = None) -> RelationsHead:
    """Who a page is about; NotFound where there is no such party."""
    row = find(reader, party, Kind.PARTY)
    assert isinstance(row, Party)
    subject, others = _subject(reader, party, other)
    named = links(reader, [party, subject.other, row.under, *others])
    jubilees, since = _jubilees(reader, today, subject, row.established)
    offices = _offices(reader, today, subject, named.get(subject.other or 0))
    return RelationsHead(
        party=named[party],
        kind=row.party_kind,
        long_name=row.long_name,
        under=named.get(row.under or 0),
        other=named.get(subject.other or 0),
        subject=subject,
        others=tuple(named[each] for each in others if each in named),
        since=since,
        jubilees=jubilees,
        offices=offices[:OFFICES_SHOWN],
        all_offices=len(offices),
    )


def _jubilees(
    reader: Session, today: date, subject: Subject, established: Period | None
) -> tuple[tuple[Jubilee, ...], Period | None]:
    """What began once between the parties, the earliest first, and since when they have relations."""
    query = select(Anniversary.id, Anniversary.title, Anniversary.first).where(~Anniversary.hidden)
    for party in filter(None, (subject.party, subject.other)):
        named = select(AnniversaryParty.anniversary_id).where(AnniversaryParty.party_id == party)
        query = query.where(Anniversary.id.in_(named))
    rows = reader.execute(query.order_by(latest(Anniversary, "first"), Anniversary.id)).all()
    found = []
    for number, title, first in rows:
        coming = anniversaries.next_round(first, today)
        link = Link(id=number, kind=Kind.ANNIVERSARY, title=title)
        ordinal, year = coming if coming is not None else (None, None)
        found.append(Jubilee(link=link, first=first, ordinal=ordinal, year=year))
    begun = [(title, first) for _number, title, first in rows]
    return tuple(found), relations_since(subject, established, begun)


def relations_since(
    subject: Subject, established: Period | None, begun: Sequence[tuple[str, Period | None]]
) -> Period | None:
    """Since when there are diplomatic relations: when those with the party were established, which is said of our side
    or of none, else the earliest beginning between the two that is said to be that of relations."""
    if established is not None and subject.other == subject.ours:
        return established
    named = (first for title, first in begun if first is not None and anniversaries.of_relations(title))
    return next(named, established if subject.ours is None else None)


def _offices(reader: Session, today: date, subject: Subject, other: Link | None) -> tuple[OfficeHeld, ...]:
    """The counterparts of the party, the highest first, of a pair those of both, and the ambassadors whom one sent to
    the other: those whose title names it, for no field says where an ambassador is accredited."""
    columns = Office.__table__.c
    query = select(columns.id, RECORD.c.title, columns.party, columns.rank).join(RECORD, RECORD.c.id == columns.id)
    sides = [subject.party, *([subject.other] if subject.pair and subject.other is not None else [])]
    counterparts = columns.party.in_(sides) & columns.rank.in_(_COUNTERPARTS)
    sent = (columns.party == subject.other) & (columns.rank == Rank.AMBASSADOR)
    rows = reader.execute(
        query.where(~RECORD.c.hidden, counterparts | sent).order_by(RECORD.c.sorts_as, columns.id)
    ).all()
    other_name = fold(other.title) if other is not None else ""
    to_whom = {subject.party: other_name, subject.other: fold(links(reader, [subject.party])[subject.party].title)}
    kept = [row for row in rows if row.rank is not Rank.AMBASSADOR or to_whom[row.party] in fold(row.title)]
    kept.sort(key=lambda row: (row.party != subject.party, _RANKS.index(row.rank)))
    held = holders_in(reader, today, [row.id for row in kept])
    return tuple(
        OfficeHeld(
            office=Link(id=row.id, kind=Kind.OFFICE, title=row.title), rank=row.rank, holders=held.get(row.id, ())
        )
        for row in kept
    )


def sheet(reader: Session, today: date, party: int, other: int | None = None) -> Relations:
    """The page of a party but for its timeline and its ledger; a constant number of statements, whatever there is."""
    top = head(reader, today, party, other)
    subject = top.subject
    next_visit, last_there, last_here = _visits(reader, today, subject)
    listed = visits.lines(reader, today, [each for each in (next_visit, last_there, last_here) if each is not None])
    by_id = {line.id: line for line in listed}
    leading, others, all_agreements = _agreements(reader, today, subject)
    entries = actions.LISTING.rows(reader, today, subject.view())
    cited, all_cited = _sources(reader, subject)
    columns = _promises(reader, today, subject, top.party, top.other)
    return Relations(
        head=top,
        next_visit=by_id.get(next_visit or 0),
        last_there=by_id.get(last_there or 0),
        last_here=by_id.get(last_here or 0),
        undated_visits=visits.LISTING.rows(reader, today, subject.view("undated")).count(reader),
        visits=visits.LISTING.rows(reader, today, subject.view()).count(reader),
        leading=leading,
        agreements=others,
        all_agreements=all_agreements,
        promises=columns,
        all_promises=sum(each.total for each in columns),
        actions=actions.lines(reader, today, entries.page(reader, 0, SHOWN)),
        all_actions=entries.count(reader),
        sources=cited,
        all_sources=all_cited,
    )


def _visits(reader: Session, today: date, subject: Subject) -> tuple[int | None, int | None, int | None]:
    """The next visit that is agreed, the last one to the party and the last one from it."""
    columns, listing = Visit.__table__.c, visits.LISTING
    ahead = listing.rows(reader, today, subject.view("scheduled")).ids.order_by(DAY, ID).limit(1)
    held = listing.rows(reader, today, subject.view("took_place"))
    there, here = columns.to_party == subject.party, columns.from_party == subject.party
    if subject.other is not None:
        there, here = there & (columns.from_party == subject.other), here & (columns.to_party == subject.other)
    last = [
        held.where(ID.in_(select(columns.id).where(way))).ids.order_by(DAY.desc(), ID.desc()).limit(1)
        for way in (there, here)
    ]
    return reader.scalar(ahead), reader.scalar(last[0]), reader.scalar(last[1])


def _agreements(
    reader: Session, today: date, subject: Subject
) -> tuple[AgreementLine | None, tuple[AgreementLine, ...], int]:
    """The newest agreement that is signed and not in force, the others by what is to be done first, and how many."""
    listing: Listing = agreements.LISTING
    every = listing.rows(reader, today, subject.view())
    statuses = tuple(each.value for each in _NOT_IN_FORCE)
    waiting = listing.rows(reader, today, subject.view().narrowed_to("status", statuses))
    first: int | None = reader.scalar(waiting.ids.order_by(UNDATED, DAY.desc(), ID.desc()).limit(1))
    ids = every.page(reader, 0, SHOWN + 1)
    rest = [each for each in ids if each != first][:SHOWN]
    found = {line.id: line for line in agreements.lines(reader, today, [*([first] if first else []), *rest])}
    return found.get(first or 0), tuple(found[each] for each in rest if each in found), every.count(reader)


def _promises(
    reader: Session, today: date, subject: Subject, party: Link, other: Link | None
) -> tuple[PromiseColumn, ...]:
    """What is promised and open, by who owes it: the other side, the party, both, and the rest."""
    mine = holders_of(reader, subject.party)
    theirs = holders_of(reader, subject.other) if subject.other is not None else []
    by_party = commitments.owed_by(mine, besides=False)
    by_other = commitments.owed_by(theirs or mine, besides=not theirs)
    open_ones = commitments.LISTING.rows(reader, today, subject.view(commitments.DEFAULT_VIEW))
    asked = (
        ((other,) if other is not None else (), other is None, by_other & ~by_party),
        ((party,), False, by_party & ~by_other),
        ((*((other,) if other is not None else ()), party), False, by_party & by_other),
        ((), True, ~by_party & ~by_other),
    )
    pages = [(owes, rest, open_ones.where(condition)) for owes, rest, condition in asked]
    ids = [rows.page(reader, 0, SHOWN) for _owes, _rest, rows in pages]
    lines = {line.id: line for line in commitments.lines(reader, today, [each for some in ids for each in some])}
    return tuple(
        PromiseColumn(
            owes=owes,
            rest=rest,
            rows=tuple(lines[each] for each in some if each in lines),
            total=rows.count(reader),
        )
        for (owes, rest, rows), some in zip(pages, ids, strict=True)
    )


def _sources(reader: Session, subject: Subject) -> tuple[tuple[CitedSource, ...], int]:
    """The sources that its records cite, those of the most records first, and how many there are."""
    cited, quoted, source = Citation.__table__, Quotation.__table__, Source.__table__
    number = func.coalesce(quoted.c.source, cited.c.source)
    many = func.count(cited.c.record_id.distinct())
    grouped = (
        select(number.label("source"), many.label("many"))
        .select_from(cited.outerjoin(quoted, quoted.c.id == cited.c.quotation))
        .where(concerned(subject, cited.c.record_id), number.is_not(None))
        .group_by(number)
        .subquery()
    )
    shown: Select[Any] = (
        select(Source.id, Source.title, Source.source_kind, Source.published_on, grouped.c.many, func.count().over())
        .join(grouped, grouped.c.source == source.c.id)
        .where(~Source.hidden)
        .order_by(grouped.c.many.desc(), Source.sorts_as, Source.id)
        .limit(SHOWN)
    )
    rows = reader.execute(shown).all()
    found = tuple(
        CitedSource(
            link=Link(id=number, kind=Kind.SOURCE, title=title), kind=kind, published_on=published, records=records
        )
        for number, title, kind, published, records, _all in rows
    )
    return found, rows[0][-1] if rows else 0


def ledger_sheet(
    reader: Session,
    today: date,
    subject: Subject,
    kind: VisitKind | None = None,
    ranks: tuple[Rank | None, ...] | None = None,
) -> LedgerSheet | None:
    """The balance of visits between a party and the other one, of a kind and of some ranks; None without another."""
    if subject.other is None:
        return None
    between = flows(reader, today, (subject.other, subject.party))
    chosen = [flow for flow in between if _counts(flow, kind, ranks)]
    kinds, of_ranks = frozenset({kind}) if kind else None, frozenset(ranks) if ranks is not None else None
    found = ledger(subject.other, subject.party, between, kinds, of_ranks)
    occurring = tuple(each for each in VisitKind if any(flow.kind is each for flow in between))
    of_one_kind = occurring[0] if kind is None and len(occurring) == 1 else kind
    named = links(reader, [subject.other, subject.party])
    names = named[subject.other].title, named[subject.party].title
    pairs = exchanged(subject.other, chosen)
    shown = [*(each for pair in pairs[:PAIRS_SHOWN] for each in pair), found.agreed]
    rows = visits.lines(reader, today, [*dict.fromkeys(each for each in shown if each is not None)])
    by_id = {line.id: line for line in rows}
    dates = by_id[found.agreed].dates if found.agreed in by_id else None
    return LedgerSheet(
        said=balance(visits_of(of_one_kind, ranks), found, names, subject.ours, dates),
        outstanding=found.owes is not None and found.agreed is None,
        paid_there=found.paid_by_a,
        paid_here=found.paid_by_b,
        kinds=occurring,
        ranks=tuple(each for each in (*Rank, None) if any(flow.rank is each for flow in between)),
        lines=tuple((by_id.get(one or 0), by_id.get(other or 0)) for one, other in pairs[:PAIRS_SHOWN]),
        total=len(pairs),
    )


def _counts(flow: VisitFlow, kind: VisitKind | None, ranks: tuple[Rank | None, ...] | None) -> bool:
    shown = flow.status is VisitStatus.TOOK_PLACE or flow.status in OPEN or flow.status is VisitStatus.LAPSED
    return shown and (kind is None or flow.kind is kind) and (ranks is None or flow.rank in ranks)
