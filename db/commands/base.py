"""What every command shares: finding the record, checking its version, writing a draft into its row."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.engine import parts
from db.errors import BugError, Conflict, InTrash, KnownError, Moved, NotFound
from db.records.base import Draft, no_such
from db.rules.edtf import moment
from db.rules.ticks import Wish
from db.tables.actions import STEM, Action, ended_by
from db.tables.base import Citation, Record, RecordArea
from db.tables.history import Change
from db.tables.reminders import Reminder
from db.tables.search import Concern
from db.tables.settings import OUR_SIDE, Setting
from db.tables.sources import Quotation
from db.vocabulary import DateField, Kind
from db.words import Sentence, _, ngettext, told, told_of

D = TypeVar("D", bound=Draft)
T = TypeVar("T", bound=Record)

TITLE_SHOWN = 80

Seen = int | None
"""What somebody had seen who decided on a change: all that was stored up to the change of this number, be it the
version of the one record they looked at or the newest change of all when they were asked. A record with a greater
version has moved on since. None where nothing was seen, as on the command line."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did, in the words of the snackbar, and on which record; `note` is what deserves a look after it,
    said once and not kept."""

    label: Sentence
    record: int | None = None
    note: str = ""


class Command(Protocol):
    """One thing a user can do."""

    def apply(self, session: Session) -> Done:
        """Write it; raise a KnownError to refuse it, and nothing is stored."""
        ...


def short(title: str) -> str:
    """A title as a label quotes it."""
    first = title.strip().splitlines()[0] if title.strip() else ""
    return first if len(first) <= TITLE_SHOWN else first[: TITLE_SHOWN - 1].rstrip() + "…"


def new_uid(at: datetime) -> str:
    """A UUID of version 7 (RFC 9562): its first 48 bits are the milliseconds of `at`, the rest is random."""
    value = int(at.timestamp() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


def find(session: Session, record_id: int, kind: Kind | None = None) -> Record:
    """The record of that number; NotFound says which number is unknown."""
    record = session.get(Record, record_id)
    if record is None or (kind is not None and record.kind is not kind):
        raise NotFound(no_such(record_id, kind), _("Nothing was stored."))
    return record


def find_all(session: Session, table: type[T], ids: Sequence[int], seen: Seen = None) -> list[T]:
    """The records of those numbers, read together, in their order, if they are still as they were seen.

    NotFound says which number is unknown, Conflict which were changed since."""
    found = {
        row.id: row for part in parts(set(ids)) for row in session.scalars(select(table).where(table.id.in_(part)))
    }
    rows = [found[each] if each in found else cast("T", find(session, each, _kind_of(table))) for each in ids]
    must_stand(session, rows, seen)
    return rows


def _kind_of(table: type[Record]) -> Kind | None:
    kind = table.__mapper__.polymorphic_identity
    return kind if isinstance(kind, Kind) else None


def find_shown(session: Session, record_id: int) -> Record:
    """The record of that number, if it is not in the Trash; InTrash otherwise."""
    record = find(session, record_id)
    must_be_shown(record)
    return record


def must_be_shown(record: Record) -> None:
    """Raise InTrash where a record is there."""
    if record.hidden:
        raise InTrash(short(record.title))


def find_at(session: Session, record_id: int, seen: Seen, kind: Kind | None = None) -> Record:
    """The record of that number, if it is still as it was seen; Conflict otherwise."""
    record = find(session, record_id, kind)
    must_stand(session, (record,), seen)
    return record


def must_stand(session: Session, rows: Sequence[Record], seen: Seen) -> None:
    """Raise Conflict, naming who changed them and when, where some of these records moved on since they were seen."""
    later = [row for row in dict.fromkeys(rows) if seen is not None and row.version > seen]
    if later:
        raise Conflict(*(moved(session, row) for row in later), all_of=len(rows))


def moved(session: Session, row: Record) -> Moved:
    """Who changed a record last, and when."""
    last = session.get_one(Change, row.version)
    return Moved(short(row.title), last.by, moment(last.at), row.hidden)


def fill(
    row: Any, draft: BaseModel, *, leave: frozenset[str] = frozenset(), named: dict[str, str] | None = None
) -> None:
    """Write the plain fields of a draft into a row; `named` maps a field to a column of another name."""
    for field in type(draft).model_fields:
        if field not in leave:
            setattr(row, (named or {}).get(field, field), getattr(draft, field))


def fill_children(rows: list[Any], drafts: Sequence[BaseModel], make: Callable[[], Any]) -> None:
    """Make the rows that hang on a record equal to its drafts, in their order, keeping the rows that stay."""
    del rows[len(drafts) :]
    for index, draft in enumerate(drafts):
        row = rows[index] if index < len(rows) else make()
        fill(row, draft)
        if index >= len(rows):
            rows.append(row)


def fill_links(rows: list[Any], ids: Sequence[int], key: str, make: Callable[..., Any]) -> None:
    """Make the link rows of a record name exactly these other records."""
    wanted = dict.fromkeys(ids)
    for row in [row for row in rows if getattr(row, key) not in wanted]:
        rows.remove(row)
    present = {getattr(row, key) for row in rows}
    for each in wanted:
        if each not in present:
            rows.append(make(**{key: each}))


def setting(session: Session, name: str) -> Setting:
    """The row of a choice of the register, made where nothing was chosen yet."""
    row = session.scalars(select(Setting).where(Setting.name == name)).first()
    if row is None:
        row = Setting(name=name)
        session.add(row)
    return row


SHARED = frozenset({"areas", "citations"})


def fill_shared(row: Record, draft: Draft) -> None:
    """Write what every draft has besides its own fields."""
    fill_links(row.area_links, draft.areas, "area_id", RecordArea)
    fill_children(row.citations, draft.citations, Citation)


@dataclass(frozen=True, slots=True)
class Add(Generic[D]):
    """Add a record."""

    draft: D
    kind: ClassVar[Kind]

    def write(self, session: Session, row: Any) -> None:
        """Write the draft into its row."""
        raise BugError(f"{type(self).__name__} must say how it writes")

    def make(self) -> Record:
        """An empty row of this kind."""
        return row_of(self.kind)

    def put(self, session: Session, row: Record) -> None:
        """Write the draft into a new row and add it."""
        row.kind = self.kind
        row.uid = row.uid or new_uid(stamp(session))
        self.write(session, row)
        fill_shared(row, self.draft)
        session.add(row)
        session.flush()

    def apply(self, session: Session) -> Done:
        row = self.make()
        self.put(session, row)
        return Done(told("Added {kind} “{title}”", kind=called(row), title=short(row.title)), row.id)


@dataclass(frozen=True, slots=True)
class Rewrite(Generic[D]):
    """Write a record anew from its draft, if it is still as it was seen."""

    id: int
    seen: Seen
    draft: D
    adds: ClassVar[type[Add[Any]]]

    def apply(self, session: Session) -> Done:
        row = find_at(session, self.id, self.seen, self.adds.kind)
        writer = self.adds(self.draft)
        writer.write(session, row)
        fill_shared(row, self.draft)
        session.flush()
        return Done(told("Changed {kind} “{title}”", kind=called(row), title=short(row.title)), row.id)


def called(record: Record) -> Sentence:
    """How a record is called inside a sentence about it: a rule is kept as reminders are, and is none."""
    rule = isinstance(record, Reminder) and record.on is None and not record.on_answer
    return told("rule") if rule else record.kind.told_inside


@dataclass(frozen=True, slots=True)
class Hide:
    """Move records to the Trash; nothing is deleted. Next steps and replies that an entry of the log closed are open
    again: what lies in the Trash closes nothing, and taken back from there it closes nothing anew."""

    ids: tuple[int, ...]
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        rows = find_all(session, Record, self.ids, self.seen)
        _must_not_be_rested_on(session, rows)
        _must_not_be_our_side(session, rows)
        for row in rows:
            row.hidden = True
        for entry, field in closed_with(session, self.ids):
            entry.end(field, None, None)
        if len(rows) != 1:
            return Done(told_of("Moved {count} record to Trash", "Moved {count} records to Trash", len(rows)))
        return Done(
            told("Moved {kind} “{title}” to Trash", kind=called(rows[0]), title=short(rows[0].title)),
            rows[0].id,
        )


def closed_with(session: Session, entries: Sequence[int]) -> list[tuple[Action, DateField]]:
    """The entries of which a next step or a reply was closed with these entries of the log, and which of both."""
    found = []
    for field in STEM:
        for part in parts(set(entries)):
            found += [(row, field) for row in session.scalars(select(Action).where(ended_by(field).in_(part)))]
    return found


def _must_not_be_rested_on(session: Session, rows: Sequence[Record]) -> None:
    """What others are known from stays where they can show it."""
    ids = [row.id for row in rows]
    for row in rows:
        if row.kind not in (Kind.SOURCE, Kind.QUOTATION):
            continue
        quoted = select(Quotation.id).where(Quotation.source == row.id)
        by = or_(Citation.source == row.id, Citation.quotation == row.id, Citation.quotation.in_(quoted))
        others = select(Record.title).join(Citation, Citation.record_id == Record.id).where(by, ~Record.hidden)
        titles = session.scalars(others.where(Record.id.not_in(ids)).distinct().order_by(Record.id)).all()
        if titles:
            many = ngettext(
                "“{title}” cannot go to Trash: “{first}” rests on it.",
                "“{title}” cannot go to Trash: {count} records rest on it.",
                len(titles),
            )
            raise KnownError(
                many.format(title=short(row.title), first=short(titles[0]), count=len(titles)),
                _("Nothing was changed."),
                _("Take those citations away first."),
            )


def _must_not_be_our_side(session: Session, rows: Sequence[Record]) -> None:
    """Our side stays while records speak of it; where none does, nobody's side is ours any more."""
    chosen = session.scalars(select(Setting).where(Setting.name == OUR_SIDE)).first()
    ours = next((row for row in rows if chosen is not None and row.id == chosen.value), None)
    if chosen is None or ours is None:
        return
    going = {row.id for row in rows}
    speaking = select(Record.id).join(Concern, Concern.record_id == Record.id).where(Concern.party_id == ours.id)
    many = sum(each not in going for each in session.scalars(speaking.where(~Record.hidden).distinct()))
    if many:
        said = ngettext(
            "“{title}” cannot go to Trash: it is our side, and {count} record concerns it.",
            "“{title}” cannot go to Trash: it is our side, and {count} records concern it.",
            many,
        )
        raise KnownError(
            said.format(title=short(ours.title), count=many),
            _("Nothing was changed."),
            _("Choose another side, or neither, in Settings first."),
        )
    chosen.value = None


@dataclass(frozen=True, slots=True)
class SetAreas:
    """Say which areas of co-operation records concern."""

    ids: tuple[int, ...]
    areas: tuple[int, ...]
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        names = ", ".join(find(session, each, Kind.AREA).title for each in self.areas)
        rows = find_all(session, Record, self.ids, self.seen)
        for row in rows:
            fill_links(row.area_links, self.areas, "area_id", RecordArea)
        what = told("Area set to {areas}", areas=names) if names else told("Area taken away")
        if len(rows) != 1:
            return Done(told_of("{what}: {count} record", "{what}: {count} records", len(rows), what=what))
        return Done(told("{what}: “{title}”", what=what, title=short(rows[0].title)), rows[0].id)


@dataclass(frozen=True, slots=True)
class ChangeAreas:
    """Let records concern areas they did not, or no longer; each keeps those of its areas that are not named."""

    ids: tuple[int, ...]
    wish: Wish
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        rows = find_all(session, Record, self.ids, self.seen)
        for row in rows:
            kept = self.wish.after(link.area_id for link in row.area_links)
            fill_links(row.area_links, kept, "area_id", RecordArea)
        added, gone = (", ".join(find(session, each, Kind.AREA).title for each in named) for named in self.wish)
        if added and gone:
            what = told("Area added: {added}; taken away: {gone}", added=added, gone=gone)
        elif added:
            what = told("Area added: {areas}", areas=added)
        else:
            what = told("Area taken away: {areas}", areas=gone)
        return Done(told_of("{what} ({count} record)", "{what} ({count} records)", len(rows), what=what))


@dataclass(frozen=True, slots=True)
class Restore:
    """Take records back from the Trash, with all that hangs on them."""

    ids: tuple[int, ...]
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        if session.scalar(select(func.count()).where(Action.corrects.in_(self.ids))):
            raise KnownError(
                _("This entry of the log was corrected."), _("Its newer version is kept; nothing was stored.")
            )
        rows = find_all(session, Record, self.ids, self.seen)
        for row in rows:
            row.hidden = False
        if len(rows) != 1:
            return Done(told_of("Restored {count} record", "Restored {count} records", len(rows)))
        return Done(told("Restored {kind} “{title}”", kind=called(rows[0]), title=short(rows[0].title)), rows[0].id)


def row_of(kind: Kind) -> Record:
    """An empty row of a kind."""
    made: Record = Record.__mapper__.polymorphic_map[kind].class_()
    return made


def stamp(session: Session) -> datetime:
    """The moment of the change that is being made."""
    return current_change(session).at


def touch(session: Session, record: Record) -> None:
    """Move the version of a record that loses something which hung on it, though no column of its own changes."""
    record.version = current_change(session).id


def change_number(session: Session) -> int:
    """The number of the change that is being made; no other change ever gets it."""
    return current_change(session).id


def touched(session: Session) -> dict[int, Kind]:
    """The records that the change touched so far, for a command that writes around the journal."""
    found: dict[int, Kind] = session.info["touched"]
    return found


def current_change(session: Session) -> Change:
    """The change that is being made."""
    change = session.info.get("change")
    if not isinstance(change, Change):
        raise BugError("a command was applied outside a change")
    return change
