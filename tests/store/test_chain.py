"""The chain of the journal: whoever alters what was done is found, and what was sealed stays sealed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import chain
from db.commands.base import Hide, Restore
from db.commands.bundle import TakeIn
from db.commands.parties import AddArea, AddParty
from db.records.bundle import Bundle, Entry
from db.records.parties import AreaDraft, PartyDraft
from db.store import Store, open_register
from db.tables.history import Change
from db.vocabulary import Kind
from tests.campaigns import examples
from tests.store.house import Clock
from tests.store.older import make_older

AREA = AddArea(AreaDraft(title="Hydropower"))

# Each is done to a closed register of at least three changes; {n} is a change in the middle.
ALTERED = {
    "who did it": "UPDATE change SET by = 'Somebody else' WHERE id = {n}",
    "whose id": "UPDATE change SET author = 'x' WHERE id = {n}",
    "when": "UPDATE change SET at = '2001-01-01 00:00:00.000000' WHERE id = {n}",
    "what it says": "UPDATE change SET label = label || '.' WHERE id = {n}",
    "how it is told": "UPDATE change SET said = '{{}}' WHERE id = {n}",
    "which record": "UPDATE change SET record_id = coalesce(record_id, 0) + 1 WHERE id = {n}",
    "what it begins with": "UPDATE change SET settled = NOT settled WHERE id = {n}",
    "its seal": "UPDATE change SET seal = zeroblob(32) WHERE id = {n}",
    "no seal": "UPDATE change SET seal = NULL WHERE id = {n}",
    "the salt of its words": "UPDATE change SET salt = randomblob(16) WHERE id = {n}",
    "what was": "UPDATE change_row SET before = '{{}}' WHERE change_id = {n}",
    "what became": "UPDATE change_row SET after = json_set(after, '$.x', 1) WHERE change_id = {n}",
    "spaces of an image": "UPDATE change_row SET after = after || ' ' WHERE change_id = {n}",
    "of which row": "UPDATE change_row SET row_id = row_id + 1000 WHERE change_id = {n}",
    "of which table": "UPDATE change_row SET table_name = 'visit' WHERE change_id = {n}",
    "a row taken out": "DELETE FROM change_row WHERE change_id = {n}",
    "a row added": "INSERT INTO change_row (change_id, table_name, row_id, after) VALUES ({n}, 'area', 9000, '{{}}')",
    "a row moved": "UPDATE change_row SET change_id = {n} + 1 WHERE change_id = {n}",
    "what it touched": "DELETE FROM change_record WHERE change_id = {n}",
    "another touched": "INSERT INTO change_record (change_id, record_id, kind) VALUES ({n}, 9000, 'area')",
    "taken out": "DELETE FROM change WHERE id = {n}",
    "exchanged": (
        "UPDATE change SET id = -1 WHERE id = {n}; UPDATE change SET id = {n} WHERE id = {n} + 1;"
        "UPDATE change SET id = {n} + 1 WHERE id = -1"
    ),
    "a false digest": "UPDATE change_row SET digest = zeroblob(32) WHERE change_id = {n}",
}


@pytest.fixture
def middle(house_path: Path, clock: Clock) -> int:
    """The number of a change with one before it and one after it, in a register that is closed."""
    with open_register(house_path, now=clock, by="A. Serik") as store:
        done = store.run(AREA)
        store.run(AddArea(AreaDraft(title="Customs")))
    return done.id


def _alter(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def _broken(path: Path, clock: Clock) -> chain.Broken | None:
    with open_register(path, now=clock, by="A", writing=False) as store:
        return store.check().chain


def test_a_journal_that_nobody_altered_holds(house: Store) -> None:
    """After adding, undoing and doing again, and bulk work."""
    house.run(AREA)
    house.undo()
    house.redo()
    report = house.check()
    assert report.chain is None
    assert len(report.head) == 64


@pytest.mark.parametrize("script", ALTERED.values(), ids=ALTERED)
@pytest.mark.sampled(12)
def test_what_was_altered_is_found(house_path: Path, clock: Clock, middle: int, script: str) -> None:
    """At the change itself, or at the one after it where its own row is gone."""
    _alter(house_path, script.format(n=middle))
    broken = _broken(house_path, clock)
    assert broken is not None
    assert broken.change in (middle, middle + 1)


def test_changes_missing_at_the_end_are_found(house_path: Path, clock: Clock, middle: int) -> None:
    """The chain before them holds; the file knows how many numbers it gave."""
    last = middle + 1
    _alter(house_path, f"DELETE FROM change_row WHERE change_id = {last}; DELETE FROM change_record WHERE"
           f" change_id = {last}; DELETE FROM change WHERE id = {last}")  # fmt: skip
    assert _broken(house_path, clock) == chain.Broken(0, "changes at its end are missing")


def test_a_head_that_was_printed_is_found_again(house: Store) -> None:
    """A sheet of long ago names the state it was made from; what never was is not found."""
    done = house.run(AREA)
    printed = house.check().head
    house.run(AddArea(AreaDraft(title="Customs")))
    with house.read() as reader:
        assert chain.with_head(reader, printed[: chain.HEAD_SHOWN].upper()) == done.id
        assert chain.with_head(reader, "%") is None
        assert chain.with_head(reader, "0" * 64) is None
        assert chain.with_head(reader, "") is None


def test_an_older_journal_is_sealed_once(house_path: Path, clock: Clock, middle: int) -> None:
    """Its changes keep their words and have no author; afterwards the chain holds and goes on."""
    make_older(house_path, 8)
    with open_register(house_path, now=clock, by="A. Serik", author="me") as store:
        assert store.check().sound
        assert store.names()[0] == "Added area “Customs”"  # by name, since there was no id then
        store.run(AREA)
        assert store.check().chain is None
        with store.read() as reader:
            assert [each.author for each in reader.query(Change).order_by(Change.id)][-2:] == ["", "me"]


def test_a_number_is_never_given_twice(house: Store) -> None:
    """Whether added by hand or taken in: what is taken back keeps its number to itself."""
    first = house.run(AREA).record
    house.undo()
    second = house.run(AREA).record
    house.undo()
    taken = Bundle(records=(_entry(1), _entry(2)))
    third = house.run(TakeIn(taken)).touched
    assert first is not None
    assert second == first + 1
    assert [each.id for each in third] == [first + 2, first + 3]


def _entry(n: int) -> Entry:
    draft = AreaDraft(title=f"Area {n}").model_dump(mode="json", exclude_defaults=True)
    return Entry(uid=f"0190a7c4-0000-7000-8000-00000000000{n}", kind=Kind.AREA, draft=draft)


@given(names=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4))
@examples(4)
def test_any_words_are_sealed_as_they_stand(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    """Quotes, signs, other scripts: the seal is over what the file holds, not over what a reader makes of it."""
    store = _scratch(tmp_path_factory)
    for name in names:
        party = store.run(AddParty(PartyDraft(title=f"x{name}")))
        store.run(Hide((party.record or 0,)))
        store.run(Restore((party.record or 0,)))
    assert store.check().chain is None


_open: list[Store] = []


def _scratch(factory: pytest.TempPathFactory) -> Store:
    from tests.registers import make_empty

    if not _open:
        _open.append(open_register(make_empty(factory.mktemp("chain") / "x.aide"), now=Clock(), by="A"))
    return _open[0]
