"""The journal: who did what when, every row before and after, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Table,
    and_,
    distinct,
    event,
    exists,
    func,
    insert,
    inspect,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import InstanceState, Session, aliased, object_mapper
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE
from sqlalchemy.sql.type_api import TypeEngine

from db import chain, derived, reach, unreadable
from db.errors import BugError, CannotUndo
from db.records import base as records
from db.records.base import Author
from db.tables.base import Base, Child, Record
from db.tables.briefings import Briefing
from db.tables.history import FORGOTTEN, Change, ChangeRecord, ChangeRow
from db.tables.settings import Setting
from db.tables.types import Moment, WordType
from db.vocabulary import Kind, Word
from db.words import Sentence, _, both, told_again

JOURNALED = (Record, Child, Setting)
_MOVING = {"version", "created"}
_PART = 500

Image = dict[str, Any]
"""The values of one row that the journal keeps, by their columns."""

Rows = dict[tuple[Table, int], Image]
"""Rows by their table and number."""


class Journal:
    """Listens to one session while one change is made: moves versions and writes every row before and after."""

    def __init__(self, session: Session, at: datetime, author: Author, *, settled: bool = False) -> None:
        self.session = session
        self.change = _change(at, author, settled=settled)
        session.info["change"], session.info["journal"] = self.change, self
        session.add(self.change)
        session.flush()
        self.touched: dict[int, Kind] = {}
        session.info["touched"] = self.touched
        self._before: Rows = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def finish(self, label: Sentence, record_id: int | None) -> records.Change:
        """Name the change, compute what follows from it, and stop listening."""
        self.session.flush()
        event.remove(self.session, "before_flush", self._before_flush)
        event.remove(self.session, "after_flush", self._after_flush)
        self.change.label, self.change.said = str(label), dict(label.parts)
        self.change.record_id = record_id
        _note_touched(self.session, self.change.id, self.touched)
        self.session.flush()
        chain.seal(self.session, self.change.id)
        return _shape(self.session, self.change, self.touched)

    def add(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Write many new rows past the session, which would hold every one; whoever gives them says all their columns
        and, of a record, its `kind`."""
        if table is Record.__table__:
            self.touched.update((row["id"], row["kind"]) for row in rows)
            moved = {"created": self.change.id, "version": self.change.id}
            rows = [{**row, **moved} for row in rows]
        connection = self.session.connection()
        connection.execute(insert(table), rows)
        kept, own = [each.name for each in _kept_columns(table)], self.change.id
        written = [
            {"change_id": own, "table_name": table.name, "row_id": row["id"], "before": None, "salt": chain.new_salt(),
             "after": {name: encode(row[name]) for name in kept}}
            for row in rows
        ]  # fmt: skip
        connection.execute(insert(ChangeRow), written)

    def _before_flush(self, session: Session, *_: object) -> None:
        gone = _gone(session)
        for each in (*session.new, *session.dirty, *gone):
            if isinstance(each, Record | Child) and (each in gone or _is_modified(each)):
                for record in self._moved_by(each):
                    self._move(record)
        self._before = images(session, (*gone, *session.dirty))

    def _moved_by(self, each: object) -> Iterator[Record]:
        if isinstance(each, Record):
            yield each
        ids = each.owners() if isinstance(each, Child) else each.moves() if isinstance(each, Record) else ()
        for record_id in ids:
            record = self.session.get(Record, record_id) if record_id is not None else None
            if record is not None:
                yield record

    def _move(self, record: Record) -> None:
        if inspect(record).pending:
            record.created = self.change.id
        if record.version != self.change.id:
            record.version = self.change.id

    def _after_flush(self, session: Session, *_: object) -> None:
        for each in (*session.new, *session.dirty):
            if isinstance(each, Record) and each.version == self.change.id:
                self.touched[each.id] = each.kind
        after = images(session, (*session.dirty, *session.new))
        rows = [_row(key, self._before.get(key), after.get(key)) for key in {**self._before, **after}]
        own = self.change.id
        written = [row | {"change_id": own, "salt": chain.new_salt()} for row in rows if row["before"] != row["after"]]
        if written:
            session.connection().execute(insert(ChangeRow), written)


def _is_modified(row: Record | Child) -> bool:
    """Whether something of a row is to be written. `Session.is_modified` would make periods of the columns that change
    alone, which fit together only with those that stay."""
    state: InstanceState[Any] = instance_state(row)
    if not state.persistent:
        return True
    mapped = (*state.mapper.column_attrs, *state.mapper.relationships)
    return any(state.get_history(each.key, PASSIVE_NO_INITIALIZE).has_changes() for each in mapped)


def _gone(session: Session) -> list[object]:
    """What the next flush deletes; a child taken out of its list is deleted without standing in `session.deleted`."""
    found = dict.fromkeys(session.deleted)
    for each in session.dirty:
        state = inspect(each)
        for link in state.mapper.relationships:
            if link.cascade.delete_orphan:
                found |= dict.fromkeys(state.attrs[link.key].history.deleted)
    return list(found)


def images(session: Session, objects: Iterable[Any]) -> Rows:
    """The rows of mapped objects as they are in the file, in that order; an attribute may never have been loaded."""
    wanted: dict[Table, list[int]] = {}
    for each in objects:
        mapper = object_mapper(each)
        if issubclass(mapper.class_, JOURNALED):
            for table in mapper.tables:
                wanted.setdefault(cast("Table", table), []).append(each.id)
    found: Rows = {}
    for table, ids in wanted.items():
        for start in range(0, len(ids), _PART):
            rows = select(*_kept_columns(table)).where(table.c.id.in_(ids[start : start + _PART]))
            for row in session.connection().execute(rows).mappings():
                found[table, row["id"]] = {name: encode(value) for name, value in row.items()}
    return found


def _change(at: datetime, author: Author, *, settled: bool = False) -> Change:
    return Change(at=at, by=author.name, author=author.id, label="", settled=settled, salt=chain.new_salt())


def _row(key: tuple[Table, int], before: Image | None, after: Image | None) -> dict[str, Any]:
    """A row of the journal; of a row that stays, only the columns that differ."""
    if before is not None and after is not None:
        differing = [name for name in after if before[name] != after[name]]
        before, after = ({name: image[name] for name in differing} for image in (before, after))
    return {"table_name": key[0].name, "row_id": key[1], "before": before, "after": after}


def _kept_columns(table: Table) -> list[Column[Any]]:
    moving = _MOVING if table.name == "record" else set()
    return [c for c in table.columns if "derived" not in c.info and c.name not in moving]


def encode(value: Any) -> Any:
    """A column's value as the journal's JSON keeps it."""
    if isinstance(value, Word):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode(kind: TypeEngine[Any], value: Any) -> Any:
    """The journal's JSON as a value the column takes."""
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(kind, WordType):
        return kind.words(value)
    return value


def _note_touched(session: Session, change_id: int, touched: dict[int, Kind]) -> None:
    rows = [{"change_id": change_id, "record_id": record_id, "kind": kind} for record_id, kind in touched.items()]
    if rows:
        session.execute(insert(ChangeRecord), rows)


def told(change: Change) -> str:
    """What was done, in the language that is spoken now."""
    if change.digest is not None:
        return _(FORGOTTEN)
    return told_again(change.said) if change.said is not None else change.label


def touched_by(session: Session, change_id: int) -> dict[int, Kind]:
    """The records a change touched, with their kinds."""
    found = session.execute(
        select(ChangeRecord.record_id, ChangeRecord.kind).where(ChangeRecord.change_id == change_id)
    )
    return {record_id: kind for record_id, kind in found}


_LATER = aliased(Change)


def _not_undone() -> ColumnElement[bool]:
    return ~exists().where(_LATER.undoes == Change.id)


def _is_there() -> ColumnElement[bool]:
    """Whether nothing that a change did was deleted for good."""
    return ~exists().where(ChangeRow.change_id == Change.id, ChangeRow.digest.is_not(None))


def _by(author: Author) -> ColumnElement[bool]:
    """Whether a change is this author's own: by id; of a time without ids, by name."""
    return or_(
        and_(Change.author == author.id, Change.author != ""), and_(Change.author == "", Change.by == author.name)
    )


def next_undo(session: Session, author: Author) -> Change | None:
    """The latest change of this author that stands and is not itself an undo."""
    query = select(Change).where(_by(author), ~Change.is_undo, ~Change.settled, _not_undone(), _is_there())
    return session.scalars(query.order_by(Change.id.desc()).limit(1)).first()


def next_redo(session: Session, author: Author) -> Change | None:
    """The latest undo of this author that stands, if they did nothing new after it."""
    own = select(Change.id).where(_by(author), ~Change.is_undo, Change.undoes.is_(None))
    newest = session.scalar(own.order_by(Change.id.desc()).limit(1)) or 0
    query = select(Change).where(_by(author), Change.is_undo, _not_undone(), Change.id > newest)
    return session.scalars(query.order_by(Change.id.desc()).limit(1)).first()


def next_sheet(session: Session) -> int:
    """The number of the next briefing sheet: one that was handed out and taken back keeps its own."""
    ever = select(func.count(distinct(ChangeRecord.record_id))).where(ChangeRecord.kind == Kind.BRIEFING)
    newest = session.scalar(select(func.max(Briefing.number))) or 0
    return max(newest, session.scalar(ever) or 0) + 1


def others_since(session: Session, change: int, author: Author) -> tuple[str, ...]:
    """The names of others who changed something after a change that stands."""
    later = select(Change.by).where(Change.id > change, ~_by(author), ~Change.is_undo, ~Change.settled, _not_undone())
    return tuple(session.scalars(later.distinct().order_by(Change.by)))


def invert(session: Session, change: Change, at: datetime, author: Author) -> records.Change:
    """Take `change` back by writing its rows the other way round, as a change of its own.

    Raises CannotUndo, with nothing written, where a later change touched the same rows.
    """
    if change.settled:
        raise CannotUndo(_("This stands for good."), _("Nothing was changed."))
    inverse = _change(at, author)
    inverse.label, inverse.said, inverse.record_id = change.label, change.said, change.record_id
    inverse.undoes, inverse.is_undo = change.id, not change.is_undo
    session.add(inverse)
    session.flush()
    rows = session.scalars(
        select(ChangeRow).where(ChangeRow.change_id == change.id).order_by(ChangeRow.id.desc())
    ).all()
    if any(row.digest is not None for row in rows):
        raise CannotUndo(_("What this did was deleted for good."), _("Nothing was changed."))
    unreadable.must_be_sealed(session, rows)
    for row in rows:
        _restore(session, row, inverse)
    touched = touched_by(session, change.id)
    _note_touched(session, inverse.id, touched)
    kept = select(ChangeRecord.record_id).where(ChangeRecord.change_id == inverse.id)
    session.connection().execute(update(Record).where(Record.id.in_(kept)).values(version=inverse.id))
    session.flush()
    chain.seal(session, inverse.id)
    session.expire_all()
    return _shape(session, inverse, touched)


def _restore(session: Session, row: ChangeRow, inverse: Change) -> None:
    table = Base.metadata.tables[row.table]
    here = table.c.id == row.row_id
    connection = session.connection()
    _must_stand(session, row, table, here)
    if row.before is None:
        connection.execute(table.delete().where(here))
    elif row.after is None:
        connection.execute(table.insert().values(**_values(table, row.before), **_moved(table, row, inverse)))
    else:
        connection.execute(table.update().where(here).values(**_values(table, row.before)))
    undone = ChangeRow(change_id=inverse.id, table=row.table, row_id=row.row_id, before=row.after, after=row.before)
    undone.salt = chain.new_salt()
    session.add(undone)


def _values(table: Table, image: dict[str, Any]) -> dict[str, Any]:
    return {name: decode(table.c[name].type, value) for name, value in image.items()}


def _moved(table: Table, row: ChangeRow, inverse: Change) -> dict[str, int]:
    """A record row that comes back keeps the change that first made it and takes the version of this one."""
    if table.name != "record":
        return {}
    return {"created": _first_change(row), "version": inverse.id}


def _first_change(row: ChangeRow) -> int:
    session = inspect(row).session
    if session is None:
        raise BugError("a journal row without its session")
    same = tuple_(ChangeRow.table, ChangeRow.row_id) == tuple_(row.table, row.row_id)
    first = session.scalar(select(ChangeRow.change_id).where(same).order_by(ChangeRow.id).limit(1))
    if first is None:
        raise BugError("a record without a first change")
    return first


def _must_stand(session: Session, row: ChangeRow, table: Table, here: ColumnElement[bool]) -> None:
    """The row must still be as the change left it."""
    current = session.connection().execute(table.select().where(here)).mappings().first()
    if row.after is None:
        stands = current is None
    else:
        stands = current is not None and all(encode(current[name]) == value for name, value in row.after.items())
    if not stands:
        change = session.get(Change, row.change_id)
        raise built_upon(told(change) if change else "", _changed_later(session, row))


def _changed_later(session: Session, row: ChangeRow) -> str:
    """Who changed the row after a change of it, if it was somebody else."""
    own = session.get(Change, row.change_id)
    later = select(Change).join(ChangeRow, ChangeRow.change_id == Change.id)
    of_it = later.where(ChangeRow.table == row.table, ChangeRow.row_id == row.row_id, Change.id > row.change_id)
    found = session.scalars(of_it.order_by(Change.id.desc()).limit(1)).first()
    if found is None or own is None or (found.author, found.by) == (own.author, own.by):
        return ""
    return found.by


def nothing_to_undo(session: Session, author: Author) -> CannotUndo:
    """Why nothing is taken back: nothing stands that this author did, and whose it is that does."""
    names = tuple(each for each in others_since(session, 0, author) if each)
    if not names:
        return CannotUndo(_("There is nothing to undo."))
    said = _("There is nothing to undo of yours: what stands was done by {names}.")
    return CannotUndo(said.format(names=both(names)), _("Nothing was changed."))


def built_upon(change: str = "", by: str = "") -> CannotUndo:
    """Why a change cannot be taken back when later ones build upon it: which, and who made those, as far as known."""
    if change and by:
        why = _("“{change}” cannot be taken back: {name} changed the same record later.").format(change=change, name=by)
    elif change:
        why = _("“{change}” cannot be taken back: the same record was changed later.").format(change=change)
    else:
        why = _("This cannot be taken back: the same record was changed later.")
    return CannotUndo(
        why,
        _("Nothing was changed."),
        _("Undo the later change first, or edit the record."),
    )


def _shape(session: Session, change: Change, touched: dict[int, Kind]) -> records.Change:
    """A change as screens hear of it, once what follows from it is computed."""
    unreadable.must_be_spared(session, change.id, touched)
    reached = reach.reached(session, change.id, touched, derived.refresh(session, touched))
    return records.Change(
        id=change.id,
        label=told(change),
        at=change.at,
        by=change.by,
        record=change.record_id,
        touched=_named(touched),
        reached=None if reached is None else _named(reached),
        undoes=change.undoes,
    )


def _named(found: dict[int, Kind]) -> tuple[records.Touched, ...]:
    return tuple(records.Touched(id=record_id, kind=kind) for record_id, kind in sorted(found.items()))
