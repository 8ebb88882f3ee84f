"""A whole register leaves as a bundle and comes back as another one that says the same: nothing is forgotten."""

from __future__ import annotations

import hashlib
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Table, Text, insert, select
from sqlalchemy.orm import Session

from db.commands.parties import AddArea
from db.commands.settings import SaveView
from db.errors import CannotUndo, KnownError
from db.queries import actions, agreements, briefing, commitments, points, reminders, search, today, visits
from db.records.base import View
from db.records.briefings import BriefingDraft
from db.records.parties import AreaDraft
from db.store import open_register
from db.tables import bundle
from db.tables.base import Base, Record, is_derived, named_kinds
from db.tables.history import Change
from db.tables.sources import Blob
from db.tables.types import WordType
from db.vocabulary import BriefingKind, DateField, Edge, Kind, Word
from tests.bundles import exported, imported, opened_again
from tests.campaigns import tries
from tests.registers import make_empty
from tests.store.house import TODAY, Clock, Ids, facts, found
from tests.store.makers import MAKERS, command

LINES = {Kind.VISIT: visits, Kind.AGREEMENT: agreements, Kind.COMMITMENT: commitments, Kind.ACTION: actions}


# ------------------------------------------------------------------------------------- from the tables themselves
def test_every_table_and_column_is_carried_or_named_with_a_reason() -> None:
    """Reason: a field that somebody adds next year must not be lost on the way, nor a reason outlive its column."""
    tables, columns = set(Base.metadata.tables), {str(c) for t in Base.metadata.tables.values() for c in t.columns}
    assert set(bundle.LEFT_OUT) <= tables | columns
    assert all(bundle.LEFT_OUT.values())
    carried = {column for kind in bundle.kinds() for own in bundle.own_columns(kind).values() for column in own}
    hanging = [each for kind in bundle.kinds() for each in bundle.hanging(kind).values()]
    carried |= {column for each in hanging for column in each.columns}
    carried |= {*bundle.carried(bundle.SETTINGS), *bundle.FILES.columns}
    owners = {each.owner for each in hanging}
    for table in Base.metadata.tables.values():
        for column in table.columns:
            by_place = column in owners or (column.name == "id" and table is not bundle.RECORDS)
            named = {table.name, str(column)} & set(bundle.LEFT_OUT)
            assert named or is_derived(column) or by_place or column in carried, f"{column} would be lost"


def full(column: Column[Any], of: dict[Kind, int]) -> Any:
    """Something that stands in a column and is not what stands there by itself."""
    if named_kinds(column):
        return of[max(named_kinds(column), key=list(Kind).index)]
    if isinstance(column.type, WordType):
        words: list[Word] = list(column.type.words.__members__.values())
        return next(each for each in reversed(words) if each.value != bundle.default(column))
    made: dict[type, Any] = {
        Date: date(2027, 2, 3), Boolean: not bundle.default(column), Integer: 7, Float: 0.25,
        JSON: {"a": [1, "б", None, True, 0.5], "اردو": {}},
    }  # fmt: skip
    apart = "\n\t" if isinstance(column.type, Text) else " "
    text = f"{column.name} “é” \\ қаз{apart}اردو"
    return next((value for sort, value in made.items() if isinstance(column.type, sort)), text)


def full_row(table: Table, columns: bundle.Columns, of: dict[Kind, int]) -> dict[str, Any]:
    """A row in which every column holds something, periods one that is possible."""
    row = {each.name: full(each, of) for each in columns}
    for name in [each.removesuffix("_edtf") for each in row if each.endswith("_edtf")]:
        day = date(2027, 2, 3)
        parts = {"words": "from now on", "edtf": "../2027-12-31", "anchor": day, "earliest": day}
        row |= {f"{name}_{part}": value for part, value in {**parts, "latest": date(2027, 12, 31)}.items()}
    row |= {each.name: of["blob"] for each in table.columns if bundle.names_file(each)}  # type: ignore[index]
    if table.name == "reminder":  # one that could never fire does not come in
        row |= {"on_kind": Kind.VISIT, "date_field": DateField.DATES, "edge": Edge.OPENING}
    return row


def fill_every_column(session: Session) -> None:
    """One record of each kind, and one row that hangs on it in each table that can, with something in every column."""
    connection, content = session.connection(), bytes(range(256)) * 500
    sha256 = hashlib.sha256(content).hexdigest()
    connection.execute(insert(Blob).values(sha256=sha256, content=content))
    of: dict[Any, int] = {kind: number for number, kind in enumerate(bundle.kinds(), start=3)}
    of["blob"] = sha256  # type: ignore[assignment]
    change = {"created": 1, "version": 1}
    given: dict[Table, int] = {}
    for kind, number in of.items():
        if not isinstance(kind, Kind):
            continue
        uid = f"00000000-0000-7000-8000-{number:012}"
        for table, columns in bundle.own_columns(kind).items():
            row = full_row(table, columns, of) | {"id": number}
            row |= {"uid": uid, "kind": kind} | change if table is bundle.RECORDS else {}
            connection.execute(insert(table), [row])
        for each in bundle.hanging(kind).values():
            given[each.table] = given.get(each.table, 0) + 1
            row = full_row(each.table, each.columns, of) | {each.owner.name: number, "id": given[each.table]}
            connection.execute(insert(each.table), [row])
    for name, value in (("our_side", of[Kind.PARTY]), ("view:visit:1", {"label": "x"}), ("retired:unit", ["а"])):
        connection.execute(insert(bundle.SETTINGS).values(name=name, value=value))


def kept(register: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is carried, with all columns but those that are named as left out."""
    with opened_again(register) as store, store.read() as reader:
        return {
            name: [
                {str(column): row[column.name] for column in table.columns if _counts(column)}
                for row in reader.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for name, table in Base.metadata.tables.items()
            if name not in bundle.LEFT_OUT and "derived" not in table.info
        }


def _counts(column: Column[Any]) -> bool:
    return not is_derived(column) and str(column) not in bundle.LEFT_OUT


def test_what_stands_in_every_column_of_every_table_comes_back(tmp_path: Path) -> None:
    register = make_empty(tmp_path / "full.aide")
    with open_register(register, now=Clock(), by="A. Serik") as store, store._transaction() as session:
        session.execute(insert(Change).values(id=1, at=Clock()(), by="", label=""))
        fill_every_column(session)
    first = exported(register, tmp_path / "first.jsonl")
    copy = imported(tmp_path / "first.jsonl", tmp_path / "copy.aide")
    assert kept(copy) == kept(register)
    assert all(kept(copy).values()), "a table that is empty shows nothing"
    assert exported(copy, tmp_path / "second.jsonl") == first
    with opened_again(copy) as store:
        assert store.check().sound


# --------------------------------------------------------------------------------------- registers as people have them
STAMPS = {"version", "created_at", "created_by", "changed_at", "changed_by", "head"}


def unstamped(value: Any) -> Any:
    """An answer without when and by whom something was written, which is history."""
    if isinstance(value, dict):
        return {name: unstamped(each) for name, each in value.items() if name not in STAMPS}
    return [unstamped(each) for each in value] if isinstance(value, list) else value


def answers(register: Path) -> dict[str, Any]:
    """What lists, sheets and searches say of a register."""
    with opened_again(register) as store, store.read() as reader:
        said: dict[str, Any] = {}
        for kind, queries in LINES.items():
            for each in queries.views(reader):
                count = queries.count(reader, TODAY, each.view)
                said[f"{kind} {each.key}"] = queries.window(reader, TODAY, each.view, 0, count)
        said["today"] = [today.sheet(reader, TODAY)]
        said["reminders"] = reminders.lines(reader, TODAY + timedelta(days=20))
        said["points"] = points.lines(reader, View())
        for words in ("road", "Қазақстан", "معاہدہ", "2027", "state visit"):
            said[f"search {words}"] = [search.everywhere(reader, TODAY, words)]
            # Which of equals was written last is history.
            said[f"find {words}"] = sorted(search.find(reader, words), key=lambda each: each.id)
        parties = reader.scalars(select(Record.id).where(Record.kind == Kind.PARTY, ~Record.hidden)).all()
        for party in parties:
            draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=party, as_of=TODAY)
            sheet = briefing.sheet(reader, draft, TODAY, 9).model_dump(mode="json")
            for quote in sheet["quotes"]:  # what was recorded since follows from the history, which stays where it was
                del quote["since"]
            said[f"sheet {party}"] = {name: each for name, each in sheet.items() if name != "prepared"}
    plain = {
        name: [each.model_dump(mode="json") for each in of] for name, of in said.items() if not isinstance(of, dict)
    }
    return {name: unstamped(each) for name, each in (said | plain).items()}


def must_come_back(register: Path, folder: Path) -> None:
    """Out, in again as new, and out once more: the same bytes, the same facts, the same answers."""
    first = exported(register, folder / "first.jsonl")
    copy = imported(folder / "first.jsonl", folder / "copy.aide")
    assert exported(copy, folder / "second.jsonl") == first
    assert kept(copy) == kept(register) or _but_numbers(kept(copy)) == _but_numbers(kept(register))
    with open_register(copy, now=Clock(), by="") as store:
        store.turn(TODAY)
    with opened_again(register) as before, opened_again(copy) as after:
        assert after.check().sound
        assert found(after) == found(before)
    assert answers(copy) == answers(register)


def _but_numbers(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Rows that hang on records without their own numbers, of which some may be given no more."""
    return {
        table: sorted(
            ({name: value for name, value in row.items() if name != f"{table}.id" or table == "record"} for row in of),
            key=str,
        )
        for table, of in rows.items()
    }


def test_a_register_with_something_of_everything_comes_back(house_path: Path, ids: Ids, tmp_path: Path) -> None:
    done = 0
    with open_register(house_path, now=Clock(), by="A. Serik") as store:
        for kind in MAKERS:
            try:
                store.run(command(store, ids, kind))
                done += 1
            except KnownError:  # of what an earlier one did: that goes once only
                continue
        store.undo()
        store.turn(TODAY)
    assert done > len(MAKERS) / 2
    folder = tmp_path / "out"
    folder.mkdir()
    must_come_back(house_path, folder)


@pytest.mark.parametrize("seed", range(tries(1)))
def test_whatever_was_done_comes_back(furnished: tuple[Path, Ids], tmp_path: Path, seed: int) -> None:
    """Some commands, in an order of chance, some of them taken back."""
    chance, ids = random.Random(seed), furnished[1]
    register = Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide"))
    with open_register(register, now=Clock(), by="A. Serik") as store:
        for kind in chance.choices([*MAKERS], k=25):
            try:
                store.run(command(store, ids, kind))
                if chance.random() < 0.2:
                    store.undo()
            except KnownError:
                continue
        store.turn(TODAY)
    must_come_back(register, tmp_path)


def test_an_empty_register_comes_back(tmp_path: Path) -> None:
    must_come_back(make_empty(tmp_path / "empty.aide"), tmp_path)


def test_numbers_go_on_where_they_were(house_path: Path, tmp_path: Path, ids: Ids) -> None:
    """No number is given again, not even of a record that was undone, nor is a view kept under another's name."""
    with open_register(house_path, now=Clock(), by="A. Serik") as store:
        gone = store.run(AddArea(AreaDraft(title="Energy")))
        store.undo()
    exported(house_path, tmp_path / "all.jsonl")
    copy = imported(tmp_path / "all.jsonl", tmp_path / "copy.aide")
    with open_register(copy, now=Clock(), by="A. Serik") as store:
        assert gone.record is not None
        made = store.run(AddArea(AreaDraft(title="Water")))
        assert (made.record, made.id) == (gone.record + 1, gone.id + 2)
        for _ in range(30):
            store.run(SaveView(Kind.COMMITMENT, "Late", View(name="overdue")))
        for _ in range(31):
            store.undo()
        with pytest.raises(CannotUndo):  # what it began with is nobody's to take back
            store.undo()
        assert len(facts(store)["record"]) == len(ids)
