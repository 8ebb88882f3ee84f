"""Mending what can be mended without guessing: what is computed, indexes, and what the journal proves.

A value that cannot be read is written again as the journal has it; so is a row that was edited or taken out by hand,
where the chain holds. A row that the journal does not know stays, and so does every row where the chain does not hold:
nothing proves then which of the two was altered. It works on a copy, which takes the place of the register only when
somebody wants that; what was there is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Index, delete, func, literal_column, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db import backup as copies
from db import backup_errors, backup_folder, chain, check, errors, history, inventory, replay, unreadable
from db import engine as sqlite
from db.check import Report
from db.header import followed
from db.lock import Lock
from db.replay import Unlike
from db.restore import put_in_place
from db.rules.backups import Before
from db.store import Store
from db.tables.base import Base, Record, is_derived
from db.tables.bundle import default
from db.tables.history import Change, ChangeRow
from db.unreadable import Value

_MOST_TOLD = 400
"""So many digits of the bytes of a value are looked at to say what stood there."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair found, and what is left of it on the copy."""

    before: Report
    after: Report
    restored: Mapping[Value, tuple[str, str]]
    """The values that could not be read and were written anew as the journal has them: what stood there, as far as it
    is text, and what stands there now."""
    put_back: tuple[Unlike, ...]
    """The rows that were edited or taken out, and stand as the journal has them again."""
    kept: Path | None = None
    """What was there before, where the repair was put in place."""

    @property
    def helps(self) -> bool:
        """Whether the copy is sounder than the register."""
        return self.before != self.after


def repair(register: Path, folder: Path, *, now: datetime, by: str, today: date, wanted: bool) -> Repair:
    """Repair a copy of the register, and with `wanted` put it in its place; what was there is kept in `folder`.

    Nobody may have the register open. Raises a RegisterError where it cannot be read at all: a backup helps then.
    """
    sqlite.check_header(register)
    sqlite.recover(register)
    real = followed(register)
    lock = Lock.take(register, by=by, now=now)
    copies.forget_drafts(real, now)
    try:
        with copies.attempt(real) as draft:
            with _opened(real, register, "ro") as connection:
                draft.touch(mode=0o600)
                sqlite.copy(connection, draft)
            before = _report(draft, now, by)
            with _opened(draft, register, "rw") as connection:
                restored, back = _mend(connection, register, today)
            found = Repair(before, _report(draft, now, by), restored, back)
            if not wanted or not found.helps:
                return found
            kept = put_in_place(draft, register, real, backup_folder.make(folder), now, Before.REPAIR)
            return replace(found, kept=kept)
    except OSError as error:
        raise backup_errors.RepairFailed(register, copies.cause(real.parent, error)) from error
    finally:
        lock.release()


@contextmanager
def _opened(file: Path, register: Path, mode: str) -> Iterator[Connection]:
    engine = sqlite.connect(file, mode=mode)
    try:
        with engine.connect() as connection:
            if foreign := sqlite.foreign(connection):
                raise errors.RegisterAltered(register, foreign)
            yield connection
    except (DBAPIError, sqlite3.Error) as error:
        raise sqlite.known(register, error) or error from error
    finally:
        engine.dispose()


def _report(draft: Path, now: datetime, by: str) -> Report:
    with Store(draft, writing=False, now=lambda: now, by=by) as store:
        return store.check()


def _mend(
    connection: Connection, register: Path, today: date
) -> tuple[dict[Value, tuple[str, str]], tuple[Unlike, ...]]:
    """Everything that follows from something else is made anew, the facts first."""
    connection.rollback()
    sqlite.rebuild_indexes(connection)
    with connection.begin():
        for name in inventory.missing_parts(connection):
            if not inventory.is_needed(name):
                _index(name).create(connection)
        spoilt = unreadable.look(connection, register).values
        stood = {each: _stored(connection, each) for each in spoilt}
        written = [each for each in spoilt if _write_again(connection, each)]
        restored = {each: (stood[each], _stored(connection, each)) for each in written}
        facts_are_whole = _without_computed(connection, unreadable.look(connection, register).values)
    back: tuple[Unlike, ...] = ()
    with Session(connection) as session, session.begin():
        if facts_are_whole:
            if chain.broken(session, sqlite.last_number(session.connection(), Change.__tablename__)) is None:
                back = replay.put_back(session.connection(), list(replay.unlike(session)))
            check.rebuild(session, today)
    return restored, back


def _index(name: str) -> Index:
    return next(each for table in Base.metadata.sorted_tables for each in table.indexes if each.name == name)


def _stored(connection: Connection, value: Value) -> str:
    """A value as it is stored, by its bytes; of what is no text the beginning of these."""
    column = _column(value)
    raw = connection.scalar(select(func.hex(column)).where(literal_column("rowid") == value.row)) or ""
    found = bytes.fromhex(raw[:_MOST_TOLD]).decode(errors="replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in found)


def _column(value: Value) -> Column[Any]:
    return Base.metadata.tables[value.table].c[value.column]


def _without_computed(connection: Connection, spoilt: Sequence[Value]) -> bool:
    """Take away what is computed and cannot be read, where that is all: whether it is, and follows from whole facts."""
    if not all(is_derived(_column(each)) for each in spoilt):
        return False
    for each in spoilt:
        _forget(connection, each)
    return True


def _forget(connection: Connection, value: Value) -> None:
    """Take a computed value away, which is then computed anew: it alone, or its whole row where that is computed."""
    column, row = _column(value), literal_column("rowid") == value.row
    if "derived" in column.info:
        connection.execute(update(column.table).where(row).values({value.column: default(column)}))
    else:
        connection.execute(delete(column.table).where(row))


def _write_again(connection: Connection, value: Value) -> bool:
    """Write a value as the journal says it last became; whether it does say."""
    column = _column(value)
    table = column.table
    if is_derived(column) or table not in replay.journaled():
        return False
    if table is Record.__table__ and (number := replay.numbers(connection, value.row).get(value.column)):
        connection.execute(update(table).where(table.c.id == value.row).values({value.column: number}))
        return True
    said = select(ChangeRow.after).where(ChangeRow.table == table.name, ChangeRow.row_id == value.row)
    for image in connection.scalars(said.where(ChangeRow.after.is_not(None)).order_by(ChangeRow.id.desc())):
        if value.column in image:
            known = history.decode(column.type, image[value.column])
            connection.execute(update(table).where(table.c.id == value.row).values({value.column: known}))
            return True
    return False
