"""The journal replayed from nothing: the rows that are not as it says they became, and what it says of them.

It never holds a table as a whole. What a repair may put back is what the journal says of a row without contradiction;
whether the journal itself is as it was written, its chain says (db/chain.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import engine, history, unreadable
from db.history import Image
from db.tables.base import Base, Record
from db.tables.history import ChangeRecord, ChangeRow

_GONE: Image = {}
"""Stands for a row whose images were deleted for good: nothing is known of it."""
_TORN: Image = {"": "its images do not fit each other"}
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unlike:
    """A row that is not as the journal says it became: as that has it, and as it stands; None where there is none."""

    table: str
    row: int
    kept: Image | None
    now: Image | None
    records: frozenset[int]
    """The records it belongs to."""

    @property
    def is_certain(self) -> bool:
        """Whether the journal says without contradiction how the row stood; of one that it does not know it says
        nothing."""
        return self.kept is not None and _TORN.keys().isdisjoint(self.kept)

    @property
    def differing(self) -> dict[str, tuple[Any, Any]]:
        """What stands there and what the journal has, by the columns of a row that is there."""
        now, kept = self.now or {}, self.kept or {}
        return {name: (now[name], value) for name, value in kept.items() if name in now and now[name] != value}


def unlike(reader: Session) -> Iterator[Unlike]:
    """The rows that replaying the journal does not give, table by table and in the order of their numbers; version and
    computed columns are not in it."""
    for table in journaled():
        rows = reader.execute(select(table).order_by(table.c.id).execution_options(yield_per=_AT_ONCE)).mappings()
        standing = ((row["id"], {name: history.encode(value) for name, value in row.items()}) for row in rows)
        for number, kept, now in _side_by_side(_replayed(reader, table), standing):
            if not _agree(kept, now) and kept is not _GONE:
                known = {name: value for name, value in (kept or now or {}).items() if name in table.c}
                records = unreadable.owners(table, number, known, ())
                yield Unlike(table.name, number, kept, now, records)


def put_back(connection: Connection, found: list[Unlike]) -> tuple[Unlike, ...]:
    """Write rows as the journal has them, in a transaction that is open, and say which; those that cannot stand beside
    what is there are left, and all of them where references would be broken by it."""
    engine.defer_foreign_keys(connection)
    broken, whole = len(engine.check_references(connection)), connection.begin_nested()
    done = tuple(each for each in found if each.is_certain and _write(connection, each))
    if len(engine.check_references(connection)) > broken:
        whole.rollback()
        return ()
    whole.commit()
    return done


def _write(connection: Connection, row: Unlike) -> bool:
    table, kept = Base.metadata.tables[row.table], row.kept or {}
    values = {name: history.decode(table.c[name].type, value) for name, value in kept.items() if name in table.c}
    try:
        with connection.begin_nested():
            if row.now is None:
                moving = numbers(connection, row.row) if table is Record.__table__ else {}
                connection.execute(insert(table).values(**values, **moving))
            else:
                wanted = {name: values[name] for name in row.differing}
                connection.execute(update(table).where(table.c.id == row.row).values(**wanted))
    except (IntegrityError, ValueError):
        return False
    return True


def numbers(connection: Connection, record: int) -> dict[str, int | None]:
    """The changes that first and last wrote a record, which its row has beside what the journal keeps."""
    of_it = select(func.min(ChangeRecord.change_id), func.max(ChangeRecord.change_id))
    first, last = connection.execute(of_it.where(ChangeRecord.record_id == record)).one()
    return {"created": first, "version": last}


def _replayed(reader: Session, table: Table) -> Iterator[tuple[int, Image | None]]:
    """How each row of a table must stand by what the journal says of it, in the order of their numbers."""
    of_it = select(ChangeRow.row_id, ChangeRow.id).where(ChangeRow.table == table.name)
    keys = reader.execute(of_it.order_by(ChangeRow.row_id, ChangeRow.id).execution_options(yield_per=_AT_ONCE))
    columns = (ChangeRow.id, ChangeRow.before, ChangeRow.after, ChangeRow.digest)
    number, image = 0, cast("Image | None", None)
    while part := list(islice(keys, _AT_ONCE)):
        found = {row.id: row for row in reader.execute(select(*columns).where(ChangeRow.id.in_([n for _, n in part])))}
        for row_id, change_row in part:
            if row_id != number and number:
                yield number, image
            if row_id != number:
                number, image = row_id, None
            image = _then(image, found[change_row])
    if number:
        yield number, image


def _then(image: Image | None, row: Any) -> Image | None:
    """A row after one more thing that the journal says of it."""
    if row.digest is not None or image is _GONE:
        return _GONE
    if not _agree(image, row.before):
        return _TORN
    return row.after if row.after is None or image is None else {**image, **row.after}


def _side_by_side(
    left: Iterator[tuple[int, Image | None]], right: Iterator[tuple[int, Image]]
) -> Iterator[tuple[int, Image | None, Image | None]]:
    """Two streams in the order of their numbers, what has the same number together."""
    first, second = next(left, None), next(right, None)
    while first is not None or second is not None:
        number = min(each[0] for each in (first, second) if each is not None)
        here, there = (each is not None and each[0] == number for each in (first, second))
        yield number, first[1] if first and here else None, second[1] if second and there else None
        first = next(left, None) if here else first
        second = next(right, None) if there else second


def _agree(kept: Image | None, now: Image | None) -> bool:
    """Whether both are no row, or the values that both know are the same."""
    if kept is None or now is None:
        return kept is now
    return all(kept.get(name, value) == value for name, value in now.items())


def journaled() -> list[Table]:
    """The tables whose rows the journal keeps."""
    mapped = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, history.JOURNALED)]
    return sorted({table for mapper in mapped for table in mapper.tables if isinstance(table, Table)}, key=str)
