"""The marking that rows carry along when they leave the register: the highest of the records they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.records.base import Link
from db.tables.base import Record
from db.tables.visits import Invitation
from db.vocabulary import Marking

_RANKS = {marking: rank for rank, marking in enumerate(Marking)}
_AT_ONCE = 1000


def highest(reader: Session, lines: Iterable[BaseModel]) -> Marking:
    """The highest marking of the records of some rows, of those the rows name, and of invitations to a visit."""
    ids = iter({each for line in lines for each in _spoken_of(line)})
    found = {Marking.NONE}
    while some := list(islice(ids, _AT_ONCE)):
        found.update(reader.scalars(select(Record.marking).where(Record.id.in_(some)).distinct()))
        asked = select(Invitation.marking).where(Invitation.visit.in_(some), ~Invitation.hidden).distinct()
        found.update(reader.scalars(asked))
    return max(found, key=_RANKS.__getitem__)


def _spoken_of(line: BaseModel) -> Iterable[int]:
    """The numbers of the record of a row and of all that the row names."""
    for name, value in line:
        if name == "id":
            yield value
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Link):
                yield each.id
