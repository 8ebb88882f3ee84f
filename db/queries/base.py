"""What every read shares: the rows of a view, heads, links between records, and where records were told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from db import engine
from db.errors import NotFound
from db.prepared import GIVEN, Prepared
from db.records.base import COUNTRY, Head, Link, View, Written, no_such
from db.tables.actions import ActionLink
from db.tables.agreements import Agreement
from db.tables.base import Citation, Record, RecordArea
from db.tables.commitments import Commitment
from db.tables.history import Change
from db.tables.parties import Party
from db.tables.people import Office, Term
from db.tables.search import Concern
from db.tables.sources import Question, Quotation
from db.tables.visits import Visit
from db.vocabulary import Kind
from db.words import _

Reader = Session
"""What a query reads from; screens name the type and never touch what is inside."""


def narrowed(query: Select[Any], view: View) -> Select[Any]:
    """A query of records outside status tables, with only what the view leaves of them."""
    query = query.where(~Record.hidden)
    if countries := [int(each) for each in view.chosen(COUNTRY)]:
        query = query.where(Record.id.in_(select(Concern.record_id).where(Concern.party_id.in_(countries))))
    if view.asked:
        query = query.where(finds(Record.__table__.c.id, view))
    return query


_PROMISE, _VISIT, _AGREEMENT = Commitment.__table__.c, Visit.__table__.c, Agreement.__table__.c
_AREA, _ENTRY, _TERM = RecordArea.__table__.c, ActionLink.__table__.c, Term.__table__.c
_BESIDE: tuple[tuple[ColumnElement[Any], ColumnElement[Any]], ...] = (
    (_PROMISE.id, _PROMISE.origin), (_PROMISE.id, _PROMISE.depends_on), (_VISIT.id, _VISIT.return_of),
    (_AGREEMENT.id, _AGREEMENT.visit), (_AREA.record_id, _AREA.area_id), (_ENTRY.action_id, _ENTRY.record_id),
    (_TERM.office, _TERM.person_id),
)  # fmt: skip
"""A record, and another whose title stands in its row. They are looked up when somebody asks: what is kept for the
search tells of a record only what is its own, or a visit with another name would change half of the register."""


def finds(record: ColumnElement[int], view: View) -> ColumnElement[bool]:
    """Whether each of the words that a view asks for begins a word of a record, or of a title beside it."""
    return and_(*(_has(record, term) for term in view.asked))


def _has(record: ColumnElement[int], term: str) -> ColumnElement[bool]:
    named = engine.titled(term)
    return or_(
        record.in_(engine.found_by(term)), *(record.in_(select(row).where(by.in_(named))) for row, by in _BESIDE)
    )


def total(reader: Session, query: Select[Any]) -> int:
    """How many rows a query has."""
    return reader.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def page(reader: Session, query: Select[Any], start: int, size: int) -> list[int]:
    """The ids of some rows of a query, in its order."""
    return list(reader.scalars(query.offset(start).limit(size)))


_LINKS = Prepared(
    select(Record.id, Record.kind, Record.title, Party.code3)
    .select_from(Record.__table__.outerjoin(Party.__table__, Party.__table__.c.id == Record.__table__.c.id))
    .where(Record.id.in_(GIVEN))
)
_OF_AREAS = (
    select(RecordArea.record_id, RecordArea.area_id).where(RecordArea.record_id.in_(GIVEN)).order_by(RecordArea.id)
)
_AREAS = Prepared(_OF_AREAS)
_SOURCE = func.coalesce(Quotation.__table__.c.source, Citation.source).label("source")
_AROUND = (
    _OF_AREAS,
    select(Concern.record_id, Concern.party_id)
    .where(Concern.record_id.in_(GIVEN))
    .join(Record, Record.id == Concern.party_id)
    .order_by(Record.sorts_as, Record.id),
    select(Citation.record_id, _SOURCE)
    .outerjoin(Quotation.__table__, Quotation.__table__.c.id == Citation.quotation)
    .where(Citation.record_id.in_(GIVEN), _SOURCE.is_not(None))
    .order_by(Citation.id),
)
"""The areas of records, the parties they concern by their titles, and their sources, the one cited first before the
others."""
# SQLite keeps to the order of a part only where that has a limit; -1 is none.
_TOGETHER = Prepared(
    union_all(*(select(literal(n).label("which"), each.limit(-1).subquery()) for n, each in enumerate(_AROUND)))
)


def weekly(rows: Select[*tuple[Any, ...]], monday: date, most: int) -> Select[Any]:
    """The first rows of each week, and with each how many its week has (`many`). The rows have an `id` and a `day`."""
    found = rows.subquery()
    week = cast((func.julianday(found.c.day) - func.julianday(monday)) / 7, Integer)
    place = func.row_number().over(partition_by=week, order_by=(found.c.day, found.c.id))
    placed = select(*found.c, place.label("place"), func.count().over(partition_by=week).label("many")).subquery()
    return select(placed).where(placed.c.place <= most).order_by(placed.c.day, placed.c.id)


def links(reader: Session, ids: Iterable[int | None]) -> dict[int, Link]:
    """Records as other records name them, by id."""
    rows = _LINKS(reader, {each for each in ids if each is not None})
    return {row[0]: Link(id=row[0], kind=Kind(row[1]), title=row[2], code=row[3] or "") for row in rows}


def by_title(reader: Session, query: Select[Any]) -> tuple[Link, ...]:
    """The records of a query of numbers as other records name them, in the order of their titles."""
    ids = reader.scalars(query.order_by(Record.sorts_as, Record.id)).all()
    named = links(reader, ids)
    return tuple(named[each] for each in ids)


def uids(reader: Session, ids: Iterable[int]) -> dict[int, str]:
    """What tells records from all others that may have their numbers one day, by id."""
    rows = reader.execute(select(Record.id, Record.uid).where(Record.id.in_(set(ids))))
    return {row[0]: row[1] for row in rows}


def head_of(reader: Session, row: Record) -> Head:
    """What is known about a record as a record, with who made it and who changed it last."""
    made, changed = reader.get_one(Change, row.created), reader.get_one(Change, row.version)
    return Head(
        id=row.id,
        uid=row.uid,
        kind=row.kind,
        title=row.title,
        version=row.version,
        hidden=row.hidden,
        created_at=made.at,
        created_by=made.by,
        changed_at=changed.at,
        changed_by=changed.by,
        last_action=row.last_action,
    )


def written(reader: Session, rows: Iterable[Record]) -> dict[int, Written]:
    """When and by whom each of these records was made and last changed."""
    found = tuple(rows)
    numbers = {number for row in found for number in (row.created, row.version)}
    changes = select(Change.id, Change.at, Change.by).where(Change.id.in_(numbers))
    done = {number: (at, by) for number, at, by in reader.execute(changes)} if numbers else {}
    moments = {row.id: (*done[row.created], *done[row.version]) for row in found}
    return {
        each: Written(created_at=made, created_by=maker, changed_at=changed, changed_by=changer)
        for each, (made, maker, changed, changer) in moments.items()
    }


def areas(reader: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """The areas of co-operation of each of these records, in the order in which they were entered."""
    return _listed((0, *pair) for pair in _AREAS(reader, ids))[0]


def beside(reader: Session, ids: Sequence[int]) -> list[dict[int, list[int]]]:
    """The areas of these records, the parties they concern by their titles, and their sources, the one cited first
    before the others: read together."""
    return _listed(_TOGETHER(reader, ids))


def find(reader: Session, record_id: int, kind: Kind | None = None) -> Record:
    """The row of a record; NotFound names the number that is unknown."""
    row = reader.get(Record, record_id)
    if row is None or (kind is not None and row.kind is not kind):
        raise NotFound(no_such(record_id, kind), "", _("`aide-memoire list` shows the numbers."))
    return row


def questions(reader: Session, record_id: int) -> tuple[str, ...]:
    """What still has to be asked for about a record."""
    query = select(Question.title).where(Question.about == record_id, Question.answer == "", ~Question.hidden)
    return tuple(reader.scalars(query.order_by(Question.id)))


def _listed(rows: Iterable[tuple[int, int, int]]) -> list[dict[int, list[int]]]:
    """The second of each pair once, by the first; of each part of the answer."""
    found: list[dict[int, list[int]]] = [{} for _ in _AROUND]
    for which, first, second in rows:
        known = found[which].setdefault(first, [])
        if second not in known:
            known.append(second)
    return found


def holders_of(reader: Session, party: int | None) -> list[int]:
    """A party, what stands under it, and the offices of all of them."""
    under = [party, *reader.scalars(select(Party.id).where(Party.under == party))] if party is not None else []
    return [*under, *reader.scalars(select(Office.id).where(Office.party.in_(under)))]
