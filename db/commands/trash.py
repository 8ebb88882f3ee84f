"""Emptying the Trash: what lies there goes for good, from its rows, from the journal and from the words for search.

What the journal says of it keeps its digests, so that the chain holds (db/chain.py), and nothing that can be read. What
is still in backups, in exports, on printed sheets and in their kept copies is out of reach here, and is said to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, or_, select
from sqlalchemy.orm import Session

from db import chain, derived, engine, versions
from db.commands.base import Done, current_change, short, touched
from db.errors import KnownError
from db.fate import Owned, fate, references
from db.tables.actions import ActionLink
from db.tables.base import Base, Record
from db.tables.briefings import Briefing
from db.tables.history import ChangeRecord, ChangeRow
from db.tables.reminders import Occurrence
from db.tables.search import SearchText
from db.tables.settings import LETTERHEAD, Setting
from db.tables.sources import Attachment, Blob
from db.vocabulary import Kind
from db.words import Sentence, _, told_of


@dataclass(frozen=True, slots=True)
class EmptyTrash:
    """Delete records that lie in the Trash for good, with what belongs to them. What something outside still names
    stays there; where nothing can go that is a KnownError. It cannot be undone."""

    ids: tuple[int, ...]

    def apply(self, session: Session) -> Done:
        wanted = _lying_there(session, self.ids)
        going, named = fate(session, wanted)
        if not going:
            raise KnownError(*_why_nothing(session, named))
        _delete(session, going)
        current_change(session).settled = True
        gone = len(wanted & going.keys())
        return Done(_said(gone, len(going) - gone, len(named)))


def _said(gone: int, besides: int, kept: int) -> Sentence:
    values = {"besides": str(besides), "kept": str(kept)}
    if besides and kept:
        return told_of(
            "Deleted {count} record for good, with {besides} that belonged to it; {kept} stays, for others name it",
            "Deleted {count} records for good, with {besides} that belonged to them; {kept} stay, for others name them",
            gone,
            **values,
        )
    if besides:
        return told_of(
            "Deleted {count} record for good, with {besides} that belonged to it",
            "Deleted {count} records for good, with {besides} that belonged to them",
            gone,
            **values,
        )
    if kept:
        return told_of(
            "Deleted {count} record for good; {kept} stays in the Trash, for other records name it",
            "Deleted {count} records for good; {kept} stay in the Trash, for other records name them",
            gone,
            **values,
        )
    return told_of("Deleted {count} record for good", "Deleted {count} records for good", gone)


def _why_nothing(session: Session, named: Mapping[int, int]) -> tuple[str, str, str]:
    if not named:
        return _("The Trash is empty."), _("Nothing was changed."), ""
    kept, by = next(iter(named.items()))
    titles = dict(session.execute(select(Record.id, Record.title).where(Record.id.in_((kept, by)))).all())
    said = _("“{title}” cannot be deleted: “{other}” names it.")
    return (
        said.format(title=short(titles[kept]), other=short(titles.get(by, ""))),
        _("Nothing was changed."),
        _("Change that record first, or put it into the Trash too."),
    )


def _lying_there(session: Session, ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in engine.parts(set(ids)):
        found |= set(session.scalars(select(Record.id).where(Record.id.in_(part), Record.hidden)))
    return found


# ------------------------------------------------------------------------------------------------------------ deleting
def _delete(session: Session, going: Owned) -> None:
    rows, losing = _rows_of(session, going), _losing_a_link(session, going)
    touched(session).update((number, kind) for kind, numbers in _by_kind(session, going).items() for number in numbers)
    for part in engine.parts(going):
        for kept in session.scalars(select(SearchText).where(SearchText.record_id.in_(part))):
            engine.index_words(session.connection(), kept.record_id, (kept.title, kept.body, kept.runs), None)
    for each in set(session) - {current_change(session)}:  # rows go that the session knows
        session.expunge(each)
    _forget(session, going, rows)
    for table in (each.column.table for each in references() if each.follows):
        for part in engine.parts(going):
            session.execute(delete(table).where(or_(*_naming(table, part))))
    for name, numbers in rows.items():
        table = Base.metadata.tables[name]
        for part in engine.parts(numbers):
            session.execute(delete(table).where(table.c.id.in_(part)))
    letterhead = select(Setting.value["picture"].as_string()).where(Setting.name == LETTERHEAD)
    used = select(Attachment.sha256).union(select(Briefing.sha256), letterhead.where(Setting.value.is_not(None)))
    session.execute(delete(Blob).where(Blob.sha256.not_in(used)).execution_options(synchronize_session=False))
    derived.refresh(session, losing)
    engine.optimize_index(session.connection())


def _losing_a_link(session: Session, going: Owned) -> list[int]:
    """The entries of the log that stay and concerned something that goes."""
    found: set[int] = set()
    for part in engine.parts(going):
        found |= set(session.scalars(select(ActionLink.action_id).where(ActionLink.record_id.in_(part))))
    return sorted(found - going.keys())


def _naming(table: Table, part: list[int]) -> list[ColumnElement[bool]]:
    return [each.column.in_(part) for each in references() if each.column.table is table]


def _rows_of(session: Session, going: Owned) -> dict[str, set[int]]:
    """The rows that go, by their tables: of the records, of what hangs on them, and the links of log entries to them;
    also those that are no more but stand in the journal."""
    rows: dict[str, set[int]] = defaultdict(set)
    for kind, numbers in _by_kind(session, going).items():
        for table in Record.__mapper__.polymorphic_map[kind].tables:
            rows[str(table)] |= numbers
    naming = _hanging_tables()
    for part in engine.parts(going):
        for name, column in naming:
            table = Base.metadata.tables[name]
            rows[name] |= set(session.scalars(select(table.c.id).where(table.c[column].in_(part))))
        for row in session.scalars(_journal_of(part)):
            image = row.after or row.before or {}
            if any(row.table == name and image.get(column) in going for name, column in naming):
                rows[row.table].add(row.row_id)
    return rows


@cache
def _hanging_tables() -> tuple[tuple[str, str], ...]:
    """The tables whose rows go with a record, each with the column that names it."""
    hanging = {(each.table, each.owner) for kind in Kind for each in versions.hanging(kind)}
    return (*sorted(hanging), (Occurrence.__tablename__, "record_id"), (ActionLink.__tablename__, "record_id"))


def _by_kind(session: Session, going: Owned) -> dict[Kind, set[int]]:
    kinds: dict[Kind, set[int]] = defaultdict(set)
    for part in engine.parts(going):
        for number, kind in session.execute(select(Record.id, Record.kind).where(Record.id.in_(part))):
            kinds[kind].add(number)
    return kinds


def _journal_of(part: list[int]) -> Any:
    touching = select(ChangeRecord.change_id).where(ChangeRecord.record_id.in_(part))
    return select(ChangeRow).where(ChangeRow.change_id.in_(touching)).execution_options(yield_per=500)


def _forget(session: Session, going: Owned, rows: Mapping[str, set[int]]) -> None:
    """Take what can be read of these rows out of the journal, and leave the digests that the chain is made of."""
    changes: set[int] = set()
    for part in engine.parts(going):
        found = [
            row
            for row in session.execute(chain.rows_touching(part)).all()
            if row.digest is None and row.row_id in rows.get(row.table, ())
        ]
        chain.forget_images(session, found)
        changes |= {row.change_id for row in found}
    for part in engine.parts(changes):
        chain.forget_words(session, part)
