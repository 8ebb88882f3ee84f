"""Two people at one register, each with a program of their own: no save of the one undoes a save of the other."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from db.commands.commitments import ChangeCommitment
from db.errors import Conflict, RegisterInUse
from db.queries import commitments
from db.records.commitments import CommitmentCard
from db.store import Store, open_register
from tests.campaigns import kills
from tests.faults.processes import process
from tests.store.house import TODAY, Clock, Ids

TURNS = kills(1)
"""So many registers: with `--faults` each of the two stores 400 times."""
SAVES = 20
"""How often each of the two stores something in one register."""
PATIENCE = 1_000_000
"""So often, at most, one of them finds the register held by the other."""


def add_lines(register: Path, record: int, name: str) -> None:
    """Add lines to a record, each decided from what was seen when the register was open the last time."""
    stored = late = held = 0
    looked: CommitmentCard | None = None
    while stored < SAVES and held < PATIENCE:
        try:
            with open_register(register, now=Clock(), by=name, look=False) as store:
                try:
                    if looked is not None:
                        notes = f"{looked.draft.notes}\n{name} {stored}"
                        mine = looked.draft.model_copy(update={"notes": notes})
                        store.run(ChangeCommitment(record, looked.head.version, mine))
                        stored += 1
                except Conflict:
                    late += 1
                with store.read() as reader:
                    looked = commitments.card(reader, TODAY, record)
        except RegisterInUse:
            held += 1
    assert stored == SAVES, f"{name} was late {late} times and waited {held} times"


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows makes no process out of a running one")
def test_of_what_two_people_store_on_the_same_record_nothing_is_lost(
    house: Store, house_path: Path, ids: Ids, turn: int
) -> None:
    """Each saw the record before the other stored something, again and again; the one who comes late is told so."""
    record = ids["commitment"]
    house.close()
    ends = []
    work = (partial(add_lines, house_path, record, name) for name in ("A. Serik", "B. Omar"))
    with process(next(work)) as one, process(next(work)) as other:
        ends = [os.waitpid(each, 0)[1] for each in (one, other)]
    assert ends == [0, 0]
    with open_register(house_path, now=Clock(), by="C. Aliyev", writing=False) as store:
        with store.read() as reader:
            lines = commitments.card(reader, TODAY, record).draft.notes.split("\n")
        assert store.check().sound
    for name in ("A. Serik", "B. Omar"):
        assert [line for line in lines if line.startswith(name)] == [f"{name} {n}" for n in range(SAVES)]
