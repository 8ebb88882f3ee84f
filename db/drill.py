"""The drill: a backup is restored unseen to a place that nobody uses, and compared with what its name and file say."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from db import backup as copies
from db import chain, engine, own_folders
from db.errors import KnownError
from db.restore import restore
from db.store import open_register
from db.tables.base import Record
from db.tables.history import Change
from db.words import _

_SAMPLE = 20
"""So many records are compared."""


class Drill(NamedTuple):
    """What came of a drill; `wrong` says what was not as it should be, "" if everything was."""

    backup: str
    at: datetime
    records: int
    wrong: str


def drill(backup: Path, register: Path, *, now: Callable[[], datetime], by: str) -> Drill:
    """Restore a backup of a register to a place of its own, open it as the program does, and compare.

    Nothing of the register is read or written. What is compared: whether the file is whole, its last change and its
    records, a sample of them, and the chain of its journal."""
    records, wrong = 0, ""
    try:
        with own_folders.passing() as place:
            there = Path(place) / register.name
            restore(there, backup, Path(place) / "backups", now=now(), by=by)
            records, wrong = _compared(backup, there, now, by)
    except KnownError as error:
        wrong = error.happened
    except OSError as error:
        wrong = _("there was no room for it ({why})").format(why=error.strerror)
    return Drill(backup.name, now(), records, wrong)


def _compared(backup: Path, there: Path, now: Callable[[], datetime], by: str) -> tuple[int, str]:
    stood = copies.verify(backup)
    with copies.reading(backup) as connection:
        wanted = _sample(connection, _chosen(connection))
    with open_register(there, now=now, by=by) as store, store.read() as session:
        connection = session.connection()
        found = copies.standing(connection)
        if (found.change, found.records) != (stood.change, stood.records):
            return stood.records, _("the last change or the number of records differs")
        if _sample(connection, list(wanted)) != wanted:
            return stood.records, _("a record differs")
        if chain.broken(session, engine.last_number(connection, Change.__tablename__)) is not None:
            return stood.records, _("the chain of its journal does not hold")
    return stood.records, ""


def _chosen(connection: Connection) -> list[int]:
    numbers = list(connection.scalars(select(Record.id)))
    return random.sample(numbers, min(_SAMPLE, len(numbers)))


def _sample(connection: Connection, numbers: list[int]) -> dict[int, tuple[object, ...]]:
    """The facts of some records that every format has."""
    found = select(Record.id, Record.kind, Record.title, Record.version).where(Record.id.in_(numbers))
    return {row.id: tuple(row) for row in connection.execute(found)}
