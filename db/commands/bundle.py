"""Taking in a bundle, all of it or nothing: drafts into any register, everything into one that is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic import ValidationError
from pydantic_core import to_json
from sqlalchemy import Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import engine
from db.commands.actions import AddAction
from db.commands.agreements import AddAgreement
from db.commands.base import Add, Done
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary, AddArea, AddParty
from db.commands.people import AddOffice, AddPerson
from db.commands.points import AddPoint
from db.commands.reminders import AddReminder
from db.commands.settings import ChooseOurSide
from db.commands.sources import AddQuestion, AddQuotation, AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.errors import KnownError
from db.history import Journal
from db.records.bundle import DRAFTS, FILE, RECORD, SETTING, Bundle, Entry, Head, refusal
from db.records.refusals import sentences
from db.tables import bundle
from db.tables.base import Record, named_kinds
from db.tables.history import Change
from db.tables.settings import OUR_SIDE
from db.tables.sources import Blob
from db.vocabulary import Kind
from db.words import _, ngettext, told_of

T = TypeVar("T")

ADDS: dict[Kind, type[Add[Any]]] = {
    each.kind: each
    for each in (
        AddParty, AddArea, AddOffice, AddPerson, AddSource, AddQuotation, AddVisit, AddInvitation, AddAgreement,
        AddCommitment, AddAction, AddAnniversary, AddQuestion, AddReminder, AddPoint,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Add every record of a bundle under new numbers, keeping their uids and what they say of each other."""

    bundle: Bundle

    def apply(self, session: Session) -> Done:
        self._refuse_known(session)
        first = engine.last_number(session.connection(), Record.__tablename__) + 1
        ids = {entry.uid: first + n for n, entry in enumerate(self._in_order())}
        for entry in self._in_order():
            self._put(session, entry, ids)
        if not engine.references_hold(session.connection()):
            raise KnownError(_("A record of this file names one of another kind."), _("Nothing was stored."))
        if self.bundle.our_side is not None:
            ChooseOurSide(ids[self.bundle.our_side]).apply(session)
        one, more = "Took in {count} record from “{title}”", "Took in {count} records from “{title}”"
        return Done(told_of(one, more, len(ids), title=self.bundle.title))

    def _in_order(self) -> list[Entry]:
        order = {kind: n for n, kind in enumerate(DRAFTS)}
        # A company comes after the state it stands under.
        return sorted(self.bundle.records, key=lambda entry: (order[entry.kind], entry.draft.get("under") is not None))

    def _refuse_known(self, session: Session) -> None:
        uids = [entry.uid for entry in self.bundle.records]
        if len(set(uids)) != len(uids):
            raise KnownError(_("This file names the same record twice."), _("Nothing was stored."))
        known = set(session.scalars(select(Record.uid))).intersection(uids)
        if known:
            many = ngettext(
                "{count} record of this file is in the register already.",
                "{count} records of this file are in the register already.",
                len(known),
            )
            raise KnownError(many.format(count=len(known)), _("Nothing was stored."))

    @staticmethod
    def _put(session: Session, entry: Entry, ids: dict[str, int]) -> None:
        try:
            # As JSON, which has no dates of its own: there a date is a text, elsewhere a text is no date.
            draft = DRAFTS[entry.kind].model_validate_json(to_json(entry.draft), context={"ids": ids})
        except ValidationError as error:
            raise KnownError(
                _("A {kind} in this file cannot be read ({what}).").format(kind=entry.kind.word, what=sentences(error)),
                _("Nothing was stored."),
            ) from None
        add = ADDS[entry.kind](draft)
        row = add.make()
        row.id, row.uid, row.hidden = ids[entry.uid], entry.uid, entry.hidden
        add.put(session, row)


class Said(NamedTuple):
    """A line of a whole bundle: its number, what it is, its value, and how long it is."""

    line: int
    name: str
    value: dict[str, Any]
    size: int


class Whole(Protocol):
    """A whole bundle, read from its beginning as often as it is asked for."""

    @property
    def head(self) -> Head:
        """What it begins with."""
        ...

    def __iter__(self) -> Iterator[Said]: ...


_AT_ONCE, _BYTES_AT_ONCE = 500, 4_000_000
_HEAD, _ROWS, _COMPUTED = 1, 2, 6
"""What a record costs, about: its head, its rows, and what follows from them."""

Numbered = tuple[int, dict[str, Any]]
"""A row with the line it comes from."""

Placed = tuple[Table, dict[str, Any]]
"""A row with its table."""


@dataclass(frozen=True, slots=True)
class BeginWith:
    """Write a whole bundle into an empty register; its records keep their uids and their numbers.

    It is read twice: references lead forward too, and once every record has its head the register knows them all.
    `heard` is told the share that is done, and may raise to end it."""

    whole: Whole
    heard: Callable[[float], object] = float

    def apply(self, session: Session) -> Done:
        head, done = self.whole.head, 0
        cost = max(head.records, 1) * (_HEAD + _ROWS + _COMPUTED)

        def step(records: int, of: int = _COMPUTED) -> None:
            nonlocal done
            done += records * of
            self.heard(min(done / cost, 1.0))

        session.info["heard"] = step
        self._go_on(session)
        into = _Register(session, head.last.record)
        for part in _parts(self.whole):
            into.put_heads(part)
            step(sum(each.name == RECORD for each in part), _HEAD)
        into.must_know_our_side()
        for part in _parts(each for each in self.whole if each.name == RECORD):
            into.put_rows(part)
            step(len(part), _ROWS)
        one, more = "Took in {count} record from “{title}”", "Took in {count} records from “{title}”"
        return Done(told_of(one, more, head.records, title=head.title))

    def _go_on(self, session: Session) -> None:
        """Go on from the last numbers of that register, so that none is given again: this is its last change here."""
        last = self.whole.head.last
        numbers = {Record.__tablename__: last.record, Change.__tablename__: last.change}
        engine.go_on_from(session.connection(), numbers)
        session.info["change"].id = last.change
        session.flush()


def _parts(said: Iterable[Said]) -> Iterator[list[Said]]:
    """Some lines at a time, fewer where they are long."""
    part: list[Said] = []
    size = 0
    for each in said:
        part.append(each)
        size += each.size
        if len(part) == _AT_ONCE or size > _BYTES_AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


class _Register:
    """The register that is filled."""

    def __init__(self, session: Session, last: int) -> None:
        self._session = session
        self._journal: Journal = session.info["journal"]
        self._last = last
        self._given: Counter[Table] = Counter()
        self._ours: Said | None = None

    def put_heads(self, part: list[Said]) -> None:
        """What stands by itself: files, settings, and of records what all have."""
        readers = {FILE: self._file, SETTING: self._setting, RECORD: self._head}
        rows: dict[Table, list[Numbered]] = {}
        for each in part:
            table, row = _checked(readers[each.name], each)
            rows.setdefault(table, []).append((each.line, row))
        self._put(rows)

    def must_know_our_side(self) -> None:
        """Our side is a party, or nothing."""
        if self._ours is not None and (ours := self._ours.value.get("value")) is not None:
            known = select(Record.kind).where(Record.id == ours) if type(ours) is int else None
            if known is None or self._session.scalar(known) is not Kind.PARTY:
                raise refusal(_("our side is no party of this file"), self._ours.line)

    def put_rows(self, part: list[Said]) -> None:
        """What records of a kind have of their own, and the rows that hang on them."""
        rows: dict[Table, list[Numbered]] = {}
        for each in part:
            for table, row in _checked(self._rows, each):
                rows.setdefault(table, []).append((each.line, row))
        self._resolve(rows, part)
        self._put(rows)

    @staticmethod
    def _file(said: Said) -> Placed:
        return bundle.FILES, said.value

    def _head(self, said: Said) -> Placed:
        head = bundle.read(bundle.carried(bundle.RECORDS), said.value)
        if not 0 < head["id"] <= self._last:
            raise ValueError(_("its register gave no number {number}").format(number=head["id"]))
        return bundle.RECORDS, head

    def _setting(self, said: Said) -> Placed:
        columns = bundle.carried(bundle.SETTINGS)
        bundle.must_know(said.value, (each.name for each in columns))
        row = bundle.read(columns, said.value)
        if row["name"] == OUR_SIDE:
            self._ours = said
        return bundle.SETTINGS, row | {"id": self._next(bundle.SETTINGS)}

    def _rows(self, said: Said) -> list[Placed]:
        """The rows of a record besides its head, other records in them by their uids."""
        value = said.value
        kind, number, hung = Kind(str(value.get("kind"))), value.get("id"), value.get(bundle.ROWS, {})
        own, hanging = bundle.own_columns(kind), bundle.hanging(kind)
        bundle.must_know(value, (each.name for each in chain(*own.values())), (bundle.ROWS,))
        found = [
            (table, bundle.read(columns, value) | {"id": number})
            for table, columns in own.items()
            if table is not bundle.RECORDS
        ]
        if not isinstance(hung, dict) or not all(isinstance(rows, list) for rows in hung.values()):
            raise ValueError(_("its rows are no lists"))
        bundle.must_know(hung, hanging)
        for each, row in ((hanging[name], row) for name, rows in hung.items() for row in rows):
            if not isinstance(row, dict):
                raise ValueError(_("its rows are no rows"))
            bundle.must_know(row, (column.name for column in each.columns))
            placed = {"id": self._next(each.table), each.owner.name: number}
            found.append((each.table, bundle.read(each.columns, row) | placed))
        return found

    def _resolve(self, rows: dict[Table, list[Numbered]], part: list[Said]) -> None:
        """Let rows name records by their numbers; the files they name came with them."""
        named = [(line, row, each) for table in rows for line, row in rows[table] for each in bundle.references(table)]
        uids = {row[each.name] for _line, row, each in named} - {None} | {each.value.get("uid") for each in part}
        known = select(Record.uid, Record.id, Record.kind).where(Record.uid.in_(uids))
        found = {uid: (number, kind) for uid, number, kind in self._session.execute(known)}
        for said in part:
            if found.get(str(said.value.get("uid"))) != (said.value.get("id"), said.value.get("kind")):
                raise refusal(_("the file changed while it was read"), said.line)
        for line, row, each in named:
            if (uid := row[each.name]) is not None:
                row[each.name], kind = found.get(uid, (0, None))
                if kind not in named_kinds(each):
                    raise refusal(
                        _("{field}: no such record {name} in this file").format(field=each.name, name=uid), line
                    )
        self._must_have_files(rows)

    def _must_have_files(self, rows: dict[Table, list[Numbered]]) -> None:
        files = [(line, row[each.name]) for table in rows for each in table.columns if bundle.names_file(each)
                 for line, row in rows[table]]  # fmt: skip
        wanted = [sha256 for _line, sha256 in files]
        there = set(self._session.scalars(select(Blob.sha256).where(Blob.sha256.in_(wanted)))) if wanted else set()
        for line, sha256 in files:
            if sha256 not in there:
                raise refusal(_("the file it names is not in this one"), line)

    def _next(self, table: Table) -> int:
        self._given[table] += 1
        return self._given[table]

    def _put(self, rows: dict[Table, list[Numbered]]) -> None:
        for table, found in rows.items():
            try:
                with self._session.connection().begin_nested():
                    self._write(table, [row for _line, row in found])
            except IntegrityError:
                self._say_which(table, found)

    def _say_which(self, table: Table, rows: list[Numbered]) -> None:
        """Say in which line the first row stands that does not go with those before it."""
        for line, row in rows:
            try:
                self._write(table, [row])
            except IntegrityError as error:
                what = str(error.orig).partition(": ")[2]
                raise refusal(_("{what} is there twice").format(what=what), line) from None

    def _write(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if table is bundle.FILES:
            self._session.connection().execute(insert(table), rows)
        else:
            self._journal.add(table, rows)


def _checked(read: Callable[[Said], T], said: Said) -> T:
    """What is read of a line, or in which it is wrong, and which record that is."""
    try:
        return read(said)
    except ValueError as error:
        number = said.value.get("id") if said.name == RECORD else None
        why = str(error) if type(number) is not int else _("record {number}: {why}").format(number=number, why=error)
        raise refusal(why, said.line) from None
