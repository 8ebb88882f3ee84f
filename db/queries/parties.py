"""Reading parties: those that are followed, one in full, visits paid and received, what everybody knows of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import engine, known
from db.choices import choice
from db.drafts import draft_of
from db.engine import parts
from db.errors import BugError, NotFound
from db.known import Known
from db.lines import PROMISE
from db.queries.base import areas as areas_each
from db.queries.base import by_title, find, head_of, links
from db.queries.reciprocity import flows
from db.queries.settings import our_side
from db.records.base import Link
from db.records.parties import (
    AnniversaryCard,
    AnniversaryDraft,
    AreaCard,
    AreaDraft,
    AreaLine,
    PartyCard,
    PartyDraft,
    PartyLine,
    Reciprocity,
)
from db.rules.anniversaries import next_round
from db.rules.reciprocity import ledger, owed_returns
from db.rules.text import fold
from db.tables.base import Record, RecordArea
from db.tables.parties import Alias, Anniversary, AnniversaryParty, Area, Party
from db.tables.search import Concern
from db.tables.settings import COUNTRIES
from db.tables.status import Line
from db.vocabulary import Kind, VisitKind
from db.words import _

MOST_ORDERED = 500
"""So many parties are put into an order by hand; it is more than there are states."""


def lines(reader: Session) -> tuple[PartyLine, ...]:
    """Every party with the number of open promises that concern it, the busiest first."""
    counted = (
        select(Concern.party_id, func.count().label("many"))
        .join(Line, Line.record_id == Concern.record_id)
        .where(Line.kind == Kind.COMMITMENT, Line.shelf == PROMISE)
        .group_by(Concern.party_id)
        .subquery()
    )
    open_count = func.coalesce(counted.c.many, 0)
    query = (
        select(Party.id, Party.title, Party.code, Party.code3, Party.party_kind, Party.followed, open_count)
        .outerjoin(counted, counted.c.party_id == Party.id)
        .where(~Party.hidden)
        .order_by(open_count.desc(), Party.sorts_as, Party.id)
    )
    return tuple(
        PartyLine(id=i, title=title, code=code, code3=code3, kind=kind, followed=followed, open_count=many)
        for i, title, code, code3, kind, followed, many in reader.execute(query)
    )


def followed(reader: Session) -> tuple[PartyLine, ...]:
    """The parties somebody follows, but for our own side: in the order that was chosen, then the busiest first."""
    chosen = choice(reader, COUNTRIES)
    uids = {uid: place for place, uid in enumerate(chosen)} if isinstance(chosen, list) else {}
    places = {
        number: uids[uid]
        for number, uid in reader.execute(select(Party.id, Party.uid).where(Party.uid.in_(list(uids)[:MOST_ORDERED])))
    }
    ours = our_side(reader)
    found = [line for line in lines(reader) if line.followed and line.id != ours]
    return tuple(sorted(found, key=lambda line: places.get(line.id, len(places))))


def by_code(reader: Session, code: str) -> int:
    """The party of an ISO code or name; NotFound names what was asked for."""
    asked = code.strip()
    query = select(Party.id).where(
        ~Party.hidden,
        (Party.code == asked.upper()) | (Party.code3 == asked.upper()) | (func.lower(Party.title) == asked.lower()),
    )
    found = reader.scalar(query.limit(1)) if asked else None
    if found is None:
        named = ", ".join(f"{line.code} {line.title}" for line in lines(reader)[:6] if line.code)
        raise NotFound(
            _("No country “{asked}” in this register.").format(asked=asked),
            "",
            _("It has: {known}.").format(known=named) if named else "",
        )
    return found


def card(reader: Session, record_id: int) -> PartyCard:
    """One party in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.PARTY)
    draft = draft_of(row)
    if not isinstance(draft, PartyDraft):
        raise BugError("a party is not in its table")
    return PartyCard(head=head_of(reader, row), draft=draft)


def reciprocity(reader: Session, today: date, a: int, b: int, kind: VisitKind | None = None) -> Reciprocity:
    """Visits paid each way between two parties and who owes a return, of one kind or of all."""
    both = flows(reader, today)
    sides = ledger(a, b, both, frozenset({kind}) if kind else None)
    invited = next((e.invited_visit for e in owed_returns(both) if {e.visitor_party, e.host_party} == {a, b}), None)
    named = links(reader, [a, b])
    return Reciprocity(
        party_a=a,
        party_b=b,
        name_a=named[a].title,
        name_b=named[b].title,
        kind=kind,
        paid_by_a=sides.paid_by_a,
        paid_by_b=sides.paid_by_b,
        owes=sides.owes,
        owes_name=named[sides.owes].title if sides.owes else "",
        owed_name=named[sides.to].title if sides.to else "",
        invited_visit=invited,
    )


def partners(reader: Session, today: date, party: int) -> tuple[int, ...]:
    """The parties that have exchanged visits with one, or been invited."""
    found = [
        each.to_party if each.from_party == party else each.from_party
        for each in flows(reader, today)
        if party in (each.from_party, each.to_party)
    ]
    return tuple(dict.fromkeys(found))


def anniversaries(reader: Session, today: date, party: int | None = None) -> tuple[AnniversaryCard, ...]:
    """Anniversaries with the round that comes next; of one party where it is given."""
    query = select(Anniversary).where(~Anniversary.hidden).order_by(Anniversary.sorts_as, Anniversary.id)
    if party is not None:
        of_party = select(AnniversaryParty.anniversary_id).where(AnniversaryParty.party_id == party)
        query = query.where(Anniversary.id.in_(of_party))
    return tuple(_anniversary(reader, row, today) for row in reader.scalars(query))


def anniversary(reader: Session, today: date, record_id: int) -> AnniversaryCard:
    """One anniversary in full; NotFound where there is none of that number."""
    return _anniversary(reader, find(reader, record_id, Kind.ANNIVERSARY), today)


def _anniversary(reader: Session, row: Record, today: date) -> AnniversaryCard:
    draft = draft_of(row)
    if not isinstance(draft, AnniversaryDraft):
        raise BugError("an anniversary is not in its table")
    coming = next_round(draft.first, today)
    return AnniversaryCard(
        head=head_of(reader, row),
        draft=draft,
        next_ordinal=coming[0] if coming else None,
        next_year=coming[1] if coming else None,
    )


def areas(reader: Session) -> tuple[Link, ...]:
    """The areas of co-operation in use, by name."""
    return by_title(reader, select(Area.id).where(~Area.hidden, ~Area.retired))


def areas_of(reader: Session, ids: Collection[int]) -> tuple[frozenset[int], ...]:
    """The areas that each of these records concerns, in no order."""
    found: dict[int, Collection[int]] = dict.fromkeys(ids, ())
    for some in parts(ids):
        found.update(areas_each(reader, some))
    return tuple(map(frozenset, found.values()))


def area_lines(reader: Session) -> tuple[AreaLine, ...]:
    """Every area, those that are retired too, by name, with how many records concern it."""
    counted = (
        select(RecordArea.area_id, func.count())
        .join(Record, Record.id == RecordArea.record_id)
        .where(~Record.hidden)
        .group_by(RecordArea.area_id)
    )
    uses = {area: count for area, count in reader.execute(counted)}
    rows = reader.scalars(select(Area).where(~Area.hidden).order_by(Area.retired, Area.sorts_as, Area.id))
    return tuple(AreaLine(id=row.id, title=row.title, retired=row.retired, count=uses.get(row.id, 0)) for row in rows)


def area(reader: Session, record_id: int) -> AreaCard:
    """One area of co-operation in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.AREA)
    draft = draft_of(row)
    if not isinstance(draft, AreaDraft):
        raise BugError("an area is not in its table")
    return AreaCard(head=head_of(reader, row), draft=draft)


# ------------------------------------------------------------------------------------------- what everybody knows
MOST = 6
"""So many countries are on offer beside the records that fit."""
_LOOKED_AT = 200
"""So many parties are looked at whose names begin as those of a country do."""


class Offered(NamedTuple):
    """A country that fits what is typed, and the party that it is already; None where it can be added."""

    known: Known
    there: Link | None
    hidden: bool = False
    """Whether that party lies in the Trash."""


def offered(reader: Session, typed: str, most: int = MOST) -> tuple[Offered, ...]:
    """The countries that fit what is typed, each with the party it is in this register: by its code, or by any name."""
    return present(reader, known.find(typed, most))


def present(reader: Session, countries: Sequence[Known]) -> tuple[Offered, ...]:
    """Of each of these countries, the party that it is; one outside the Trash before one in it."""
    if not countries:
        return ()
    parties = _parties(reader, countries)
    found = [min(_same(each, parties), key=_place, default=None) for each in countries]
    named = links(reader, [each.id for each in found if each is not None])
    return tuple(
        Offered(country, named[each.id], each.hidden) if each is not None else Offered(country, None)
        for country, each in zip(countries, found, strict=True)
    )


def called(reader: Session, name: str, besides: int | None = None) -> Link | None:
    """Another party outside the Trash that has this name, in whatever language; None where there is none."""
    asked = fold(name.strip())
    found = _named(reader, {name}) if asked else []
    same = (each for each in found if each.id != besides and not each.hidden and asked in each.names)
    first = min(same, key=_place, default=None)
    return links(reader, [first.id])[first.id] if first is not None else None


class _Party(NamedTuple):
    id: int
    hidden: bool
    codes: frozenset[str]
    names: frozenset[str]


def _place(party: _Party) -> tuple[bool, int]:
    return party.hidden, party.id


def _same(country: Known, parties: Iterable[_Party]) -> Iterator[_Party]:
    """The parties that have its code, or a name of it and no other code."""
    codes, names = {country.code, country.code3} - {""}, {fold(name) for name in country.every_name()}
    for each in parties:
        if each.codes & codes or (not each.codes and each.names & names):
            yield each


def _parties(reader: Session, countries: Sequence[Known]) -> list[_Party]:
    """The parties that may be one of these, read together."""
    codes = {code for each in countries for code in (each.code, each.code3)} - {""}
    words = {name for each in countries for names in each.names.values() for name in names[:2] if name}
    return _named(reader, words, codes)


def _named(reader: Session, words: Collection[str], codes: Collection[str] = ()) -> list[_Party]:
    """The parties of these codes, and those of which a name begins as one of these."""
    columns = (Party.id, Party.hidden, Party.code, Party.code3, Party.title, Party.long_name)
    by_code = select(*columns).where(Party.code.in_(codes) | Party.code3.in_(codes))
    by_name = select(*columns).where(Party.id.in_(engine.found_by(*sorted(words)))).limit(_LOOKED_AT)
    rows = {row.id: row for query in (by_code, by_name) for row in reader.execute(query)}
    others: dict[int, list[str]] = {each: [] for each in rows}
    for record, text in reader.execute(select(Alias.record_id, Alias.text).where(Alias.record_id.in_([*rows]))):
        others[record].append(text)
    return [
        _Party(
            row.id,
            row.hidden,
            frozenset({row.code, row.code3} - {""}),
            frozenset(map(fold, filter(None, (row.title, row.long_name, *others[row.id])))),
        )
        for row in rows.values()
    ]
