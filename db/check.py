"""Is the register sound: the file itself, what is computed beside the facts, and the journal against the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db import chain, concerns, derived, engine, history, inventory, lines, unreadable
from db.queries.sources import misplaced
from db.tables.base import Base, Record
from db.tables.history import Change, ChangeRow
from db.tables.search import SearchText
from db.tables.status import Line
from db.vocabulary import Kind, Standing

Row = tuple[str, int]
"""A row by its table and number."""

Image = dict[str, Any]
"""The values of a row as the journal keeps them."""

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; empty where all is well."""

    file: str = ""
    """What SQLite says is wrong with the file."""
    references: tuple[str, ...] = ()
    """The tables with a row that points to a missing row."""
    unreadable: unreadable.Unreadable = field(default_factory=partial(unreadable.Unreadable, Path()))
    """The values that cannot be read, and the records they belong to."""
    derived: tuple[int, ...] = ()
    """The records whose computed values differ from what follows from their facts; `rebuild` mends them. Not looked for
    where some of the facts cannot be read."""
    parts: tuple[str, ...] = ()
    """The tables, columns and indexes that are missing."""
    files: tuple[int, ...] = ()
    """The attachments and kept sheets whose bytes are not those that were kept."""
    search: bool = True
    """Whether the index for search holds the words it should; `rebuild` mends it."""
    journal: tuple[Row, ...] = ()
    """The first rows that are not as the journal says they became."""
    chain: chain.Broken | None = None
    """Where the chain of the journal does not hold."""
    head: str = ""
    """The seal of the newest change."""
    quotations: dict[Standing, tuple[int, ...]] = field(default_factory=dict)
    """Quotations whose words stand elsewhere in their source, or nowhere: for somebody to look at, no damage."""
    records: dict[Kind, int] = field(default_factory=dict)
    """How many records there are of each kind, hidden ones too."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        wrong = (
            self.file, self.references, self.unreadable.values, self.derived, self.parts, self.files, self.journal,
            self.chain,
        )  # fmt: skip
        return self.search and not any(wrong)


def check(reader: Session) -> Report:
    """Look at everything; nothing is written. Takes about a second for a thousand records."""
    connection, spoilt = reader.connection(), unreadable.of(reader)
    parts = inventory.missing_parts(connection)
    if any(inventory.is_needed(each) for each in parts):
        return Report(engine.quick_check(connection).removeprefix("ok"), parts=parts)
    numbers = () if spoilt.values else reader.scalars(select(Record.id)).all()
    verdict, search = engine.look_closely(connection)
    counted = reader.execute(select(Record.kind, func.count()).group_by(Record.kind).order_by(Record.kind))
    report = Report(
        file="" if verdict == "ok" else verdict,
        references=tuple(dict.fromkeys(engine.check_references(connection))),
        unreadable=spoilt,
        derived=tuple(each for part in engine.parts(numbers) for each in _stale(reader, part)),
        parts=parts,
        files=inventory.spoilt_files(reader),
        search=search,
        journal=_unlike_journal(reader),
        chain=chain.broken(reader, engine.last_number(connection, Change.__tablename__)),
        head=chain.head(reader),
        quotations=misplaced(reader),
        records={kind: count for kind, count in counted},
    )
    if report.sound or spoilt.values:
        return report
    return replace(report, unreadable=unreadable.look(connection, spoilt.path))  # what differs may be no value at all


def rebuild(session: Session, today: date | None = None) -> None:
    """Compute anew everything that follows from facts, for all records; facts, versions and the journal stay.

    With `today` the register's day is set too, also back: it may have come from a clock that was wrong."""
    derived.refresh(session, list(session.scalars(select(Record.id))))
    lines.turn(session, today or lines.day(session))
    engine.rebuild_index(session.connection())


def _stale(reader: Session, ids: list[int]) -> Iterator[int]:
    """The records whose computed values are not what follows from their facts."""
    records, day = derived.load(reader, ids), lines.day(reader)
    around, parties = derived.Around.of(reader, ids), concerns.kept(reader, ids)
    words = {row.record_id: row for row in reader.scalars(select(SearchText).where(SearchText.record_id.in_(ids)))}
    held = {row.record_id: row for row in reader.scalars(select(Line).where(Line.record_id.in_(ids)))}
    for record_id, record in records.items():
        found = words.get(record_id)
        fresh = (
            all(getattr(record, name) == value for name, value in derived.values(record, around).items())
            and found is not None
            and (found.title, found.body, found.runs) == derived.search_words(record, around)
            and parties[record_id] == around.parties[record_id]
            and _line_holds(held.get(record_id), lines.values(record, day, derived.shown_day(record, around)))
        )
        if not fresh:
            yield record_id


def _line_holds(line: Line | None, wanted: dict[str, object] | None) -> bool:
    if line is None or wanted is None:
        return line is None and wanted is None
    return all(getattr(line, name) == value for name, value in wanted.items())


def _unlike_journal(reader: Session) -> tuple[Row, ...]:
    """The first rows that replaying the journal from nothing does not give; version and computed columns are not in it.

    Table by table, the rows and what the journal says of them go side by side in the order of their numbers: neither is
    ever held as a whole.
    """
    wrong: list[Row] = []
    for table in journaled():
        rows = reader.execute(select(table).order_by(table.c.id).execution_options(yield_per=_AT_ONCE)).mappings()
        standing = ((row["id"], {name: history.encode(value) for name, value in row.items()}) for row in rows)
        for number, kept, now in _side_by_side(_replayed(reader, table), standing):
            if not _agree(kept, now) and kept is not _GONE:
                wrong.append((table.name, number))
                if len(wrong) == _SHOWN:
                    return tuple(wrong)
    return tuple(wrong)


_GONE: Image = {}
"""Stands for a row whose images were deleted for good: nothing is known of it."""
_TORN: Image = {"": "its images do not fit each other"}
_AT_ONCE = 500


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
