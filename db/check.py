"""Is the register sound: the file itself, what is computed beside the facts, and the journal against the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import chain, concerns, dates, derived, engine, facts, inventory, lines, replay, soundness, unreadable
from db.queries.sources import misplaced
from db.records.reminders import refused_of
from db.replay import Unlike
from db.tables.base import Record
from db.tables.history import Change, ChangeRow
from db.tables.reminders import Reminder
from db.tables.search import SearchText
from db.tables.status import Line
from db.vocabulary import Kind, Standing

Row = tuple[str, int]
"""A row by its table and number."""

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
    never: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The reminders that no form takes, by which field and why; they fire nothing."""
    search: bool = True
    """Whether the index for search holds the words it should; `rebuild` mends it."""
    unlike: tuple[Unlike, ...] = ()
    """The first rows that are not as the journal says they became."""
    chain: chain.Broken | None = None
    """Where the chain of the journal does not hold."""
    change: int = 0
    """The newest change."""
    head: str = ""
    """The seal of it."""
    quotations: dict[Standing, tuple[int, ...]] = field(default_factory=dict)
    """Quotations whose words stand elsewhere in their source, or nowhere: for somebody to look at, no damage."""
    records: dict[Kind, int] = field(default_factory=dict)
    """How many records there are of each kind, hidden ones too."""
    titles: dict[int, str] = field(default_factory=dict)
    """The titles of the records that are named above, as far as the register or its journal has them."""

    @property
    def journal(self) -> tuple[Row, ...]:
        """The rows of `unlike`."""
        return tuple((each.table, each.row) for each in self.unlike)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        wrong = (
            self.file, self.references, self.unreadable.values, self.derived, self.parts, self.files, self.unlike,
            self.chain, self.never,
        )  # fmt: skip
        return self.search and not any(wrong)


def check(reader: Session) -> Report:
    """Look at everything; nothing is written. Takes about a second for a thousand records."""
    connection, spoilt = reader.connection(), unreadable.of(reader)
    parts = inventory.missing_parts(connection)
    if any(inventory.is_needed(each) for each in parts):
        return Report(soundness.quick_check(connection).removeprefix("ok"), parts=parts)
    numbers = () if spoilt.values else reader.scalars(select(Record.id)).all()
    verdict, search = soundness.look_closely(connection)
    change, head = chain.end(reader)
    counted = reader.execute(select(Record.kind, func.count()).group_by(Record.kind).order_by(Record.kind))
    report = Report(
        file="" if verdict == "ok" else verdict,
        references=tuple(dict.fromkeys(engine.check_references(connection))),
        unreadable=spoilt,
        derived=tuple(each for part in engine.parts(numbers) for each in _stale(reader, part)),
        parts=parts,
        files=inventory.spoilt_files(reader),
        search=search,
        unlike=tuple(islice(_unlike(reader, spoilt.marked), _SHOWN)),
        chain=chain.broken(reader, engine.last_number(connection, Change.__tablename__)),
        change=change,
        head=head,
        quotations=misplaced(reader),
        never={} if spoilt.values else _never(reader),
        records={kind: count for kind, count in counted},
    )
    if report.sound and not unreadable.has_odd_flags(connection):
        return report
    if not spoilt.values:  # what differs may be no value at all
        report = replace(report, unreadable=unreadable.look(connection, spoilt.path))
    return replace(report, titles=_titles(reader, report))


def _never(reader: Session) -> dict[int, tuple[str, str]]:
    """The reminders that can never fire, as another program may have written them."""
    found = ((row.id, refused_of(row)) for row in reader.scalars(select(Reminder).order_by(Reminder.id)))
    return {number: why for number, why in found if why is not None}


def _unlike(reader: Session, marked: frozenset[int]) -> Iterator[Unlike]:
    """The rows that are not as the journal says; where a record says that it cannot be read, that is no difference."""
    for each in replay.unlike(reader):
        if each.now is None or marked.isdisjoint(each.records):
            yield each
            continue
        said = unreadable.marked_in(each.table)
        rest = replace(each, now={name: value for name, value in each.now.items() if name not in said})
        if rest.kept is None or rest.differing:
            yield rest


def _titles(reader: Session, report: Report) -> dict[int, str]:
    """The titles of all records that a report names."""
    named = {*report.derived, *report.files, *report.never, *report.unreadable.marked}
    named = named.union(*(each.records for each in report.unlike))
    found: dict[int, str] = {}
    for part in engine.parts(named):
        rows = select(ChangeRow.row_id, ChangeRow.after).where(
            ChangeRow.table == Record.__tablename__, ChangeRow.row_id.in_(part), ChangeRow.after.is_not(None)
        )
        found.update((number, image["title"]) for number, image in reader.execute(rows) if "title" in image)
        read = set(part) - report.unreadable.marked
        here = reader.execute(select(Record.id, Record.title).where(Record.id.in_(read)))
        found.update((row.id, row.title) for row in here)
    return found


def rebuild(session: Session, today: date | None = None) -> None:
    """Compute anew everything that follows from facts, for all records; facts, versions and the journal stay.

    With `today` the register's day is set too, also back: it may have come from a clock that was wrong."""
    engine.rebuild_index(session.connection())  # first: of words that it does not hold, none can be taken out
    derived.refresh(session, list(session.scalars(select(Record.id))))
    lines.turn(session, today or lines.day(session))


def _stale(reader: Session, ids: list[int]) -> Iterator[int]:
    """The records whose computed values are not what follows from their facts."""
    records, day = derived.load(reader, ids), lines.day(reader)
    around, parties = facts.Around.of(reader, ids), concerns.kept(reader, ids)
    words = {row.record_id: row for row in reader.scalars(select(SearchText).where(SearchText.record_id.in_(ids)))}
    days = dates.kept(reader, ids)
    held = {row.record_id: row for row in reader.scalars(select(Line).where(Line.record_id.in_(ids)))}
    for record_id, record in records.items():
        found = words.get(record_id)
        fresh = (
            all(getattr(record, name) == value for name, value in derived.values(record, around).items())
            and found is not None
            and (found.title, found.body, found.runs) == derived.search_words(record, around)
            and parties[record_id] == around.parties[record_id]
            and days[record_id] == dates.of(record, around)
            and _line_holds(held.get(record_id), lines.values(record, day, facts.shown_day(record, around)))
        )
        if not fresh:
            yield record_id


def _line_holds(line: Line | None, wanted: dict[str, object] | None) -> bool:
    if line is None or wanted is None:
        return line is None and wanted is None
    return all(getattr(line, name) == value for name, value in wanted.items())
