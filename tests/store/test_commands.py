"""Each thing a user can do is done, undone, done again, and is the same after the register is reopened."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import db.commands
from db.commands.base import Add, Command, Rewrite
from db.commands.bundle import BeginWith
from db.commands.trash import EmptyTrash
from db.queries import history
from db.records.base import Change as Done
from db.store import Store, open_register
from db.tables.history import Change
from db.words import told_again
from tests.store.house import Clock, Ids, facts, found
from tests.store.makers import MAKERS, command
from tests.store.test_told import Loud, spoken

BASES = {Add, Rewrite, Command}
FOR_GOOD = {EmptyTrash}
"""What nobody takes back; tried in test_empty_trash.py."""
BEGINNINGS = {BeginWith}
"""What only a new register begins with, and nobody takes back: see test_whole_bundle.py."""


def test_every_command_is_tried() -> None:
    """Reason: a command that is not in the list below is one nobody has undone yet."""
    modules = [
        importlib.import_module(f"db.commands.{module.name}") for module in pkgutil.iter_modules(db.commands.__path__)
    ]
    commands = {each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)}
    assert {each for each in commands if hasattr(each, "apply")} - BASES - FOR_GOOD - BEGINNINGS == set(MAKERS)


def _told_aloud(house: Store, done: Done) -> bool:
    """Whether the journal can say the change in another language too, in its history as well."""
    with house.read() as reader:
        said = reader.get_one(Change, done.id).said
        assert said is not None
        assert told_again(said) == done.label
        with spoken(Loud()):
            in_history = history.changes_of(reader, done.record)[0].label if done.record is not None else "!"
            return told_again(said).startswith("!") and in_history.startswith("!")


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
@pytest.mark.sampled(19)
def test_done_undone_done_again_and_reopened(
    house: Store, house_path: Path, clock: Clock, ids: Ids, kind: type[Any]
) -> None:
    """Undo gives back every row, redo every row again; both survive closing, and nothing computed is left behind."""
    before = facts(house), found(house)
    done = house.run(command(house, ids, kind))
    after = facts(house), found(house)
    assert house.names() == (done.label, "")
    assert house.check().sound
    assert _told_aloud(house, done)

    undone = house.undo()
    assert (facts(house), found(house)) == before
    assert undone.undoes == done.id and undone.touched == done.touched
    assert house.names()[1] == done.label
    assert house.check().sound

    house.close()
    with open_register(house_path, now=clock, by="A. Serik") as again:
        assert (facts(again), found(again)) == before
        assert again.names()[1] == done.label
        assert again.redo().label == done.label
        assert (facts(again), found(again)) == after
        assert again.names() == (done.label, "")
        again.undo()
        assert (facts(again), found(again)) == before
