"""Killed at whatever the program was doing: each change that was called done is in the chain, and the register whole.

The one who works says the seal of each change once it is done; whoever opens the register afterwards must find every
one of these seals in it, in their order, and few changes more.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db import backup, chain
from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import Assess
from db.commands.parties import AddArea
from db.commands.sources import Attach
from db.queries import commitments, trash
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.parties import AreaDraft
from db.records.sources import FileDraft
from db.restore import restore
from db.store import Store, open_register
from db.vocabulary import Progress
from tests import campaigns
from tests.faults.processes import kill, process
from tests.store.house import TODAY, Clock, Ids

KILLS = 1000 if "faults" in campaigns.asked else 6
KILLS_OF_ONE_REGISTER = 12
A_WHILE = 0.25
"""Seconds within which a kill falls, after some changes were done."""


def _log(store: Store, ids: Ids, chance: random.Random) -> None:
    text = "They said it again. " * chance.randint(1, 500)
    store.run(LogAction(ActionDraft(text=text, on=TODAY, links=(ids["commitment"], ids["visit"]))))


def _bulk(store: Store, ids: Ids, chance: random.Random) -> None:
    with store.read() as reader:
        rows = list(reader.scalars(commitments.rows(reader, TODAY, View())))
    store.run(Assess(tuple(rows), chance.choice(list(Progress)), TODAY, "A. Serik", "In bulk"))


def _attach(store: Store, ids: Ids, chance: random.Random) -> None:
    content = chance.randbytes(chance.randint(1, 200_000))
    store.run(Attach(ids["visit"], (FileDraft(title="x.bin", media_type="application/octet-stream", content=content),)))


def _undo_and_redo(store: Store, ids: Ids, chance: random.Random) -> None:
    _log(store, ids, chance)
    store.undo()
    store.redo()


def _throw_away(store: Store, ids: Ids, chance: random.Random) -> None:
    made = store.run(AddArea(AreaDraft(title=f"Area {chance.random()}"))).record
    store.run(Hide((made or 0,)))
    with store.read() as reader:
        lying = trash.all_ids(reader)
    store.empty_trash(lying)


def _turn(store: Store, ids: Ids, chance: random.Random) -> None:
    store.rebuild()


DEEDS: tuple[Callable[[Store, Ids, random.Random], None], ...] = (
    _log, _log, _bulk, _attach, _undo_and_redo, _throw_away, _turn,
)  # fmt: skip


def _work(register: Path, ids: Ids, told: int, seed: int) -> None:
    """Do one thing after the other, now and then close and restore a backup, and say each seal that is reached."""
    chance, folder = random.Random(seed), register.parent / "backups"
    folder.mkdir(exist_ok=True)
    while True:
        with open_register(register, now=Clock(), by="A. Serik") as store:
            for _ in range(chance.randint(1, 6)):
                chance.choice(DEEDS)(store, ids, chance)
                with store.read() as reader:
                    os.write(told, f"{chain.head(reader)}\n".encode())
            kept = store.backup(folder)
        if chance.random() < 0.3:
            restore(register, kept, folder, now=Clock()(), by="A. Serik")


def _killed(register: Path, ids: Ids, chance: random.Random) -> list[str]:
    """Let somebody work and kill them; the seals they had said."""
    ours, theirs = os.pipe()
    with process(lambda: _work(register, ids, theirs, chance.randrange(1 << 30))) as child, open(ours) as pipe:
        os.close(theirs)
        told = [pipe.readline() for _ in range(chance.randint(0, 8))]
        assert all(told), "it ended by itself"
        time.sleep(chance.uniform(0, A_WHILE))
        kill(child)
        told += pipe.readlines()
    return [line.strip() for line in told if line.endswith("\n")]


@pytest.mark.parametrize("first", range(0, KILLS, KILLS_OF_ONE_REGISTER))
def test_what_was_called_done_is_there(furnished: tuple[Path, Ids], tmp_path: Path, first: int) -> None:
    """Log, bulk, files, undo, redo, the Trash emptied, rebuilding, backups and restoring, in any order."""
    ids = furnished[1]
    register = Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide"))
    chance = random.Random(20261130 + first)
    for _ in range(min(KILLS_OF_ONE_REGISTER, KILLS - first)):
        said = _killed(register, ids, chance)
        with open_register(register, now=Clock(), by="B. Aliyev") as store:
            report = store.check()
            assert report.sound, report
            with store.read() as reader:
                found = [chain.with_head(reader, each) for each in dict.fromkeys(said)]
                newest, _ = chain.end(reader)
        assert None not in found
        assert found == sorted(found, key=lambda each: each or 0)
        # Deeds of several changes say only the last; of what was begun after that nothing need be there.
        assert newest - (found[-1] or 0 if found else 0) <= 3 or not found
        for each in backup_files(register):
            backup.verify(each)


def backup_files(register: Path) -> list[Path]:
    """The backups that have their name."""
    return sorted((register.parent / "backups").glob("*.aide"))
