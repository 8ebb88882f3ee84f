"""Finding any record by the beginnings of its words."""

from __future__ import annotations

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from db import engine
from db.queries.base import links
from db.records.base import Link
from db.rules.text import fold
from db.tables.base import Record
from db.tables.search import SearchText
from db.vocabulary import Kind

FOLLOWED = (Kind.VISIT, Kind.INVITATION, Kind.AGREEMENT, Kind.COMMITMENT)
"""The kinds an action can be logged on."""

_ORDER = (Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT, Kind.INVITATION, Kind.ACTION, Kind.QUOTATION, Kind.PARTY)


def find(reader: Session, words: str, limit: int = 30, kinds: tuple[Kind, ...] = tuple(Kind)) -> tuple[Link, ...]:
    """The records whose words begin with each of these, titles first; the newest ones where nothing is asked."""
    folded = fold(words).strip()
    order = case(*((Record.kind == kind, n) for n, kind in enumerate(_ORDER)), else_=len(_ORDER))
    query = select(Record.id).where(~Record.hidden, Record.kind.in_(kinds)).limit(limit)
    if any(char.isalnum() for char in folded):
        in_title = SearchText.title.contains(folded.split()[0], autoescape=True)
        query = query.join(SearchText, SearchText.record_id == Record.id).where(Record.id.in_(engine.found_by(folded)))
        query = query.order_by(in_title.desc(), order, Record.version.desc())
    elif folded:
        return ()
    else:
        query = query.order_by(Record.version.desc(), order)
    ids = reader.scalars(query).all()
    named = links(reader, ids)
    return tuple(named[each] for each in ids)
