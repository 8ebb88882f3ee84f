"""What was edited or taken out by hand is put back as the journal has it, in every table; what nothing proves stays."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from db import history, soundness
from db.chain import with_head
from db.commands.base import Hide
from db.errors import RegisterDamaged
from db.repair import Repair, repair
from db.replay import journaled
from db.store import open_register
from db.tables.types import WordType
from db.vocabulary import Word
from desktop.cli import answers
from tests.store.house import TODAY, Clock, Ids, facts

OFF = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"


def _by_hand(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OFF + ";".join(statements))


def _repair(path: Path, *, wanted: bool = True) -> Repair:
    return repair(path, path.parent / "backups", now=Clock()(), by="A", today=TODAY, wanted=wanted)


def _facts(path: Path) -> dict[str, list[dict[str, object]]]:
    with open_register(path, now=Clock(), by="A", writing=False) as store:
        assert store.check().sound
        return facts(store)


def _edited(column: Column[object]) -> str | None:
    """Another readable value, as SQL writes it; None for what ties rows together, or is made of several columns."""
    kind = column.type
    if column.primary_key or column.foreign_keys or column.name in {"uid", "kind", "sha256", "created", "version"}:
        return None
    if isinstance(kind, WordType):
        words: type[Word] = kind.words
        first, second, *_ = (word.value for word in words)
        return f"CASE {column.name} WHEN '{first}' THEN '{second}' ELSE '{first}' END"
    if isinstance(kind, Boolean):
        return f"1 - {column.name}"
    if isinstance(kind, Integer):
        return f"{column.name} + 1"
    if isinstance(kind, String | Text) and not column.name.endswith(("_edtf", "_anchor")):
        return f"{column.name} || '!'"
    return None


def _edits(table: Table) -> Iterator[str]:
    for column in history._kept_columns(table):
        value = _edited(column)
        if value is not None:
            yield f'UPDATE "{table.name}" SET "{column.name}" = {value}'


@cache
def _tables() -> dict[str, list[Table]]:
    """All that the journal keeps together, and some alone: of what hangs on others, and of what others hang on."""
    alone = ("record", "visit", "step", "citation", "setting")
    return {"all": journaled(), **{name: [each for each in journaled() if each.name == name] for name in alone}}


@pytest.mark.parametrize("which", _tables())
@pytest.mark.sampled(2)
def test_every_edited_value_comes_back(house_path: Path, which: str) -> None:
    """Row by row as the journal has it; shown first, with what stands there now."""
    before, tables = _facts(house_path), _tables()[which]
    _by_hand(house_path, *(each for table in tables for each in _edits(table)))
    shown, edited = _repair(house_path, wanted=False), {each.name for each in tables if [*_edits(each)]}
    assert {each.table for each in shown.put_back} == {name for name in edited if before[name]} != set()
    said = answers.repair(shown, "")
    assert "becomes “" in said
    assert "Stays" not in said
    done = _repair(house_path)
    assert done.after.sound
    assert _facts(house_path) == before


@pytest.mark.parametrize("which", _tables())
@pytest.mark.sampled(2)
def test_every_row_that_was_taken_out_comes_back(house_path: Path, which: str) -> None:
    """With its number, the change that made it and that which wrote it last."""
    before, tables = _facts(house_path), _tables()[which]
    _by_hand(house_path, *(f'DELETE FROM "{each.name}"' for each in tables))
    done = _repair(house_path)
    assert len(done.put_back) == sum(len(before[each.name]) for each in tables) > 0
    assert done.after.sound
    assert "there again" in answers.repair(done, "")
    assert _facts(house_path) == before


UNPROVEN = {
    "the journal was altered": (
        "UPDATE change SET label = 'x' WHERE id = 2",
        "UPDATE commitment SET progress = 'done'",
    ),
    "the image was altered": (
        "UPDATE change_row SET after = json_set(after, '$.title', 'x') WHERE table_name = 'record' AND row_id = 1",
        "UPDATE record SET title = 'y' WHERE id = 1",
    ),
    "the last change is gone": (
        "DELETE FROM change_row WHERE change_id = (SELECT max(id) FROM change)",
        "DELETE FROM change_record WHERE change_id = (SELECT max(id) FROM change)",
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change)",
        "UPDATE commitment SET progress = 'done'",
    ),
    "the journal does not know the row": (
        "INSERT INTO record_area (record_id, area_id) SELECT id, (SELECT min(id) FROM area) FROM visit"
        " WHERE id NOT IN (SELECT record_id FROM record_area) LIMIT 1",
    ),
}


@pytest.mark.parametrize("what", UNPROVEN)
@pytest.mark.sampled(2)
def test_what_nothing_proves_stays(house_path: Path, what: str) -> None:
    """And is said to; what there is of it is not touched, and nobody reads that it is repaired."""
    _by_hand(house_path, *UNPROVEN[what])
    done = _repair(house_path)
    assert done.put_back == ()
    assert not done.after.sound
    said = answers.repair(done, "There is no backup of it.")
    assert "Stays after the repair:" in said
    assert "Repaired." not in said
    assert said.endswith("There is no backup of it.")
    assert ("journal does not prove" in said) is (done.after.chain is not None)


def test_what_was_deleted_for_good_does_not_come_back(house_path: Path, ids: Ids, clock: Clock) -> None:
    """Its images are gone, whatever else is put back."""
    with open_register(house_path, now=clock, by="A") as store:
        store.run(Hide((ids["third_visit"],)))
        store.empty_trash([ids["third_visit"]])
    before = _facts(house_path)
    _by_hand(house_path, "UPDATE visit SET stage = 'cancelled'")
    assert _repair(house_path).after.sound
    assert _facts(house_path) == before


def test_what_cannot_stand_beside_what_is_there_is_left(house_path: Path) -> None:
    """A row that came in past the journal has the place of one that was taken out."""
    _by_hand(
        house_path,
        "CREATE TEMP TABLE held AS SELECT * FROM record_area",
        "DELETE FROM record_area WHERE id = (SELECT min(id) FROM record_area)",
        "INSERT INTO record_area (record_id, area_id) SELECT record_id, area_id FROM held ORDER BY id LIMIT 1",
    )
    done = _repair(house_path)
    assert done.put_back == ()
    assert {each.table for each in done.after.unlike} == {"record_area"}


def test_the_seals_are_as_they_were(house_path: Path) -> None:
    """A repair is no change: sheets and backups that name a state name it still."""
    with open_register(house_path, now=Clock(), by="A", writing=False) as store:
        head = store.check().head
    _by_hand(house_path, "UPDATE commitment SET progress = 'done'")
    _repair(house_path)
    with open_register(house_path, now=Clock(), by="A", writing=False) as store, store.read() as reader:
        assert store.check().head == head
        assert with_head(reader, head[:12]) is not None


def test_a_copy_that_cannot_be_read_is_called_by_the_name_of_the_register(
    house_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows the other name."""
    shutil.copy(house_path, house_path.with_name("kept.aide"))

    def damaged(connection: object) -> str:
        path = next(house_path.parent.glob("*.new"))
        raise RegisterDamaged(path)

    monkeypatch.setattr(soundness, "look_closely", damaged)
    with pytest.raises(RegisterDamaged) as refused:
        _repair(house_path)
    assert f"damaged: {house_path}." in refused.value.sentence == str(refused.value)
