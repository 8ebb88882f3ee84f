"""The journal tells how the register, and each record in it, stood after any change."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db import history, versions
from db.commands.agreements import AddAgreement, ChangeAgreement
from db.commands.parties import AddArea
from db.drafts import draft_of
from db.errors import KnownError
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import Draft
from db.records.parties import AreaDraft
from db.replay import journaled
from db.store import Store, open_register
from db.tables.base import Record
from db.tables.history import Change
from db.vocabulary import Kind, StepKind
from tests.campaigns import examples
from tests.store.house import Clock, Ids, Rows, facts
from tests.store.makers import MAKERS, command

Step = Callable[[Store, Ids], object]


def _doing(kind: type[Any]) -> Step:
    return lambda house, ids: house.run(command(house, ids, kind))


def _undo(house: Store, ids: Ids) -> object:
    return house.undo()


def _redo(house: Store, ids: Ids) -> object:
    return house.redo()


EVERY = [_doing(kind) for kind in MAKERS]
HALF = len(EVERY) // 2
ALL_AT_ONCE = [*EVERY[:HALF], _undo, _undo, _redo, *EVERY[HALF:], _undo, _redo, _undo]


def _latest(house: Store) -> int:
    with house.read() as reader:
        return reader.scalar(select(func.max(Change.id))) or 0


def _as_journaled(rows: Rows) -> versions.Images:
    """Rows as the journal keeps them: without what is computed."""
    tables = {table.name: [c.name for c in table.columns if "derived" not in c.info] for table in journaled()}
    return {
        (table, row["id"]): {name: history.encode(row[name]) for name in tables[table] if name in row}
        for table, these in rows.items()
        for row in these
    }


WITH_ROWS = ("person", "visit", "invitation", "agreement", "commitment", "source")
"""Records of the house that have rows which hang on them, or were changed before."""


def _drafts(house: Store, ids: Ids) -> list[Draft]:
    with house.read() as reader:
        return [draft_of(reader.get_one(Record, ids[name])) for name in WITH_ROWS]


@examples(2)
@given(steps=st.lists(st.sampled_from([*EVERY, _undo, _undo, _redo]), min_size=4, max_size=8))
@example(steps=ALL_AT_ONCE)
def test_the_journal_gives_the_register_after_any_change(
    furnished: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    """Whatever was done, undone and done again: replayed up to a change, the journal gives the rows that stood then."""
    path, ids = tmp_path_factory.mktemp("then") / "then.aide", furnished[1]
    path.write_bytes(furnished[0].read_bytes())
    with open_register(path, now=Clock(), by="A") as house:
        stood = {_latest(house): (facts(house), _drafts(house, ids))}
        for step in steps:
            with contextlib.suppress(KnownError):  # what is refused leaves nothing
                step(house, ids)
                stood[_latest(house)] = facts(house), _drafts(house, ids)
        with house.read() as reader:
            for change, (rows, _) in stood.items():
                assert versions.register_at(reader, change) == _as_journaled(rows)
            for place, name in enumerate(WITH_ROWS):
                walk = versions.Walk(reader, reader.get_one(Record, ids[name]), min(stood))
                for change in reversed(stood):
                    row = walk.back_to(change)
                    assert row is not None and draft_of(row) == stood[change][1][place]


def test_a_number_that_is_used_again_is_another_row(house: Store, ids: Ids) -> None:
    """SQLite gives the number of a deleted row to the next one, which may hang on another record."""
    number, step = ids["agreement"], StepDraft(kind=StepKind.SIGNED)
    with house.read() as reader:
        before = draft_of(reader.get_one(Record, number))
    assert isinstance(before, AgreementDraft) and len(before.steps) == 2
    _change(house, number, before.model_copy(update={"steps": ()}))
    other = house.run(AddAgreement(AgreementDraft(title="Visa waiver", steps=(step,))))
    assert other.record is not None
    _change(house, other.record, AgreementDraft(title="Visa waiver"))
    _change(house, number, before)
    assert _draft_after(house, other.record, other.id) == AgreementDraft(title="Visa waiver", steps=(step,))
    assert _draft_after(house, number, other.id) == before.model_copy(update={"steps": ()})
    assert _draft_after(house, number, other.id - 2) == before


def test_a_record_was_not_there_before_it_was_added(house: Store) -> None:
    added = house.run(AddArea(AreaDraft(title="Energy")))
    assert added.record is not None
    assert _draft_after(house, added.record, added.id) == AreaDraft(title="Energy")
    assert _draft_after(house, added.record, added.id - 1) is None


def test_what_is_gone_is_still_known_by_name(house: Store, ids: Ids) -> None:
    added = house.run(AddArea(AreaDraft(title="Energy")))
    assert added.record is not None
    house.undo()
    with house.read() as reader:
        assert versions.gone(reader, {added.record, ids["area"]}) == {added.record: (Kind.AREA, "Energy")}


def _change(house: Store, record: int, draft: AgreementDraft) -> None:
    with house.read() as reader:
        version = reader.get_one(Record, record).version
    house.run(ChangeAgreement(record, version, draft))


def _draft_after(house: Store, record: int, change: int) -> Draft | None:
    with house.read() as reader:
        row = versions.stood(reader, reader.get_one(Record, record), change)
        return draft_of(row) if row is not None else None
