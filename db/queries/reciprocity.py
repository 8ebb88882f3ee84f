"""Reading who visited whom, and who owes a return."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, null, select
from sqlalchemy.orm import Session

from db.lines import status_on
from db.queries.urgency import visitor_rank
from db.rules.reciprocity import OwedReturn, VisitFlow, owed_returns
from db.tables.types import latest
from db.tables.visits import Visit
from db.vocabulary import VisitStatus


def flows(reader: Session, today: date, between: tuple[int, int] | None = None) -> list[VisitFlow]:
    """Every visit between two parties, or between these two, as the rules of reciprocity see it; what is asked of two
    alone says in what rank somebody came too."""
    columns = Visit.__table__.c
    query = select(
        Visit.id, Visit.from_party, Visit.to_party, Visit.visit_kind, status_on(Visit, today), Visit.return_of,
        latest(Visit, "dates"), visitor_rank(columns.id) if between is not None else null(),
    ).where(~Visit.hidden, Visit.from_party.is_not(None), Visit.to_party.is_not(None))  # fmt: skip
    if between is not None:
        one, other = between
        there, back = (
            (columns.from_party == one, columns.to_party == other),
            (columns.from_party == other, columns.to_party == one),
        )
        query = query.where(and_(*there) | and_(*back))
    return [
        VisitFlow(visit_id, from_party, to_party, kind, VisitStatus(status), return_of, when, rank)
        for visit_id, from_party, to_party, kind, status, return_of, when, rank in reader.execute(query)
        if from_party is not None and to_party is not None
    ]


def returns_owed(reader: Session, today: date) -> tuple[OwedReturn, ...]:
    """The visits that have not been returned, and by whom they should be."""
    return owed_returns(flows(reader, today))
