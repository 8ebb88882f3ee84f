"""Is the register sound: the file itself, what is computed beside the facts, and the journal against the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db import chain, concerns, derived, engine, history, lines, unreadable, versions
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

    file: str
    """What SQLite says is wrong with the file."""
    references: tuple[str, ...]
    """The tables with a row that points to a missing row."""
    unreadable: unreadable.Unreadable
    """The values that cannot be read, and the records they belong to."""
    derived: tuple[int, ...]
    """The records whose computed values differ from what follows from their facts; `rebuild` mends them. Not looked for
    where some of the facts cannot be read."""
    journal: tuple[Row, ...]
    """The first rows that are not as the journal says they became."""
    chain: chain.Broken | None
    """Where the chain of the journal does not hold."""
    head: str
    """The seal of the newest change."""
    quotations: dict[Standing, tuple[int, ...]]
    """Quotations whose words stand elsewhere in their source, or nowhere: for somebody to look at, no damage."""
    records: dict[Kind, int]
    """How many records there are of each kind, hidden ones too."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not (
            self.file or self.references or self.unreadable.values or self.derived or self.journal or self.chain
        )


def check(reader: Session) -> Report:
    """Look at everything; nothing is written. Takes about a second for a thousand records."""
    connection, spoilt = reader.connection(), unreadable.of(reader)
    numbers = () if spoilt.values else reader.scalars(select(Record.id)).all()
    verdict = engine.quick_check(connection)
    counted = reader.execute(select(Record.kind, func.count()).group_by(Record.kind).order_by(Record.kind))
    report = Report(
        file="" if verdict == "ok" else verdict,
        references=tuple(dict.fromkeys(engine.check_references(connection))),
        unreadable=spoilt,
        derived=tuple(each for part in engine.parts(numbers) for each in _stale(reader, part)),
        journal=_unlike_journal(reader),
        chain=chain.broken(reader, engine.last_number(connection, Change.__tablename__)),
        head=chain.head(reader),
        quotations=misplaced(reader),
        records={kind: count for kind, count in counted},
    )
    if report.sound or spoilt.values:
        return report
    return replace(report, unreadable=unreadable.look(connection, spoilt.path))  # what differs may be no value at all


def rebuild(session: Session) -> None:
    """Compute anew everything that follows from facts, for all records; facts, versions and the journal stay."""
    derived.refresh(session, list(session.scalars(select(Record.id))))
    lines.turn(session, lines.day(session))
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
    """The rows that replaying the journal from nothing does not give; version and computed columns are not in it."""
    wanted: versions.Images = {}
    wrong: dict[Row, None] = {}
    gone: set[Row] = set()
    for row in reader.scalars(select(ChangeRow).order_by(ChangeRow.id).execution_options(yield_per=500)):
        if row.digest is not None:
            gone.add((row.table, row.row_id))
            continue
        if not _agree(wanted.get((row.table, row.row_id)), row.before):
            wrong[row.table, row.row_id] = None
        versions.onward(wanted, row)
    for table in journaled():
        for current in reader.execute(select(table).execution_options(yield_per=500)).mappings():
            kept = wanted.pop((table.name, current["id"]), None)
            if not _agree(kept, {name: history.encode(value) for name, value in current.items()}):
                wrong[table.name, current["id"]] = None
    return tuple([each for each in (*wrong, *wanted) if each not in gone][:_SHOWN])


def _agree(kept: Image | None, now: Image | None) -> bool:
    """Whether both are no row, or the values that both know are the same."""
    if kept is None or now is None:
        return kept is now
    return all(kept.get(name, value) == value for name, value in now.items())


def journaled() -> list[Table]:
    """The tables whose rows the journal keeps."""
    mapped = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, history.JOURNALED)]
    return sorted({table for mapper in mapped for table in mapper.tables if isinstance(table, Table)}, key=str)
