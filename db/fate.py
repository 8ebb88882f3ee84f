"""What goes with a record that is deleted for good, and what keeps it: as the tables say which record names which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from db import engine, versions
from db.tables.actions import Action, ActionLink
from db.tables.base import Base, Record
from db.tables.reminders import Occurrence, Reminder
from db.tables.search import Concern, SearchText
from db.tables.status import Line
from db.vocabulary import Kind

Owned = dict[int, set[int]]
"""Records that go, each with those of the Trash it goes with."""


def fate(session: Session, wanted: Collection[int]) -> tuple[Owned, dict[int, int]]:
    """Of records in the Trash: what goes for good, and which stay because of a record outside that names them or what
    belongs to them."""
    staying: dict[int, int] = {}
    while True:
        going = _with_what_belongs(session, {each for each in wanted if each not in staying})
        held = {root: by for row, by in _named_outside(session, going) for root in going[row]}
        if not held:
            return going, staying
        staying |= held


def _with_what_belongs(session: Session, roots: Collection[int]) -> Owned:
    """The records, with those that are nothing without them: what names them where something must be named, reminders,
    entries of the log that concern nothing else, and the versions these corrected."""
    going: Owned = {each: {each} for each in roots}
    fresh = set(going)
    while fresh:
        found: Owned = defaultdict(set)
        for part in engine.parts(fresh):
            for belongs, to in [pair for query in _belonging(part) for pair in session.execute(query)]:
                found[belongs] |= going[to]
            for entry in _entries_of(session, part, going):
                for on in session.scalars(select(ActionLink.record_id).where(ActionLink.action_id == entry)):
                    found[entry] |= going[on]
        fresh = {each for each in found if each not in going}
        for each, owners in found.items():
            going.setdefault(each, set()).update(owners)
    return going


def _belonging(part: list[int]) -> Iterator[Any]:
    """Pairs of a record and one of these to which it belongs."""
    for each in references():
        if each.names_self and (not each.column.nullable or each.column.table is Reminder.__table__):
            yield select(each.owner, each.column).where(each.column.in_(part))
    newer, older = Action.__table__.alias(), Action.__table__
    yield select(older.c.id, newer.c.id).where(newer.c.corrects == older.c.id, newer.c.id.in_(part))


def _entries_of(session: Session, part: list[int], going: Owned) -> list[int]:
    """The entries of the log on these records that concern nothing which stays."""
    on = select(ActionLink.action_id).where(ActionLink.record_id.in_(part))
    links: dict[int, set[int]] = defaultdict(set)
    for entry, record in session.execute(
        select(ActionLink.action_id, ActionLink.record_id).where(ActionLink.action_id.in_(on))
    ):
        links[entry].add(record)
    return [entry for entry, records in links.items() if records <= going.keys()]


def _named_outside(session: Session, going: Owned) -> Iterator[tuple[int, int]]:
    """Records that go, each with a record that stays and names it; an entry of the log only loses its link."""
    for each in references():
        if each.column is ActionLink.__table__.c.record_id or each.follows:
            continue
        for part in engine.parts(going):
            for named, by in session.execute(select(each.column, each.owner).where(each.column.in_(part))):
                if by not in going:
                    yield named, by


class Reference(NamedTuple):
    """A column that names a record: whose row it stands in, and by which column that says so."""

    column: Column[Any]
    owner: Column[Any]
    names_self: bool
    """Whether it stands in the row of a record, not in one that hangs on it."""
    follows: bool
    """Whether its rows are computed, or only say what was done about a reminder: they go with the record they name."""


_FOLLOWING: tuple[tuple[Any, str], ...] = (
    (Line.__table__, "record_id"), (SearchText.__table__, "record_id"), (Occurrence.__table__, "record_id"),
    (Concern.__table__, "record_id"), (Concern.__table__, "party_id"),
)  # fmt: skip


@cache
def references() -> tuple[Reference, ...]:
    """Every column that names a record, as the tables say, but for a record's own number."""
    records = {table for mapper in Record.__mapper__.self_and_descendants for table in mapper.tables}
    owners = {each.table: each.owner for kind in Kind for each in versions.hanging(kind)}
    follow = {table.c[name] for table, name in _FOLLOWING}
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            to_record = any(key.column.table in records for key in column.foreign_keys)
            if not to_record or (table in records and column.primary_key) or column.name == owners.get(table.name):
                continue
            owner = table.c.id if table in records else table.c[owners.get(table.name, column.name)]
            found.append(Reference(column, owner, table in records, column in follow))
    return tuple(found)
