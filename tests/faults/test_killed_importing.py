"""Killed while a register is made of a bundle: nothing stands under its name, or all of it; the rest goes later."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from db.commands.bundle import BeginWith
from db.exchange.bundle import Lines, opened
from db.store import create_register, open_register
from desktop import clock
from tests.bundles import exported
from tests.campaigns import kills
from tests.faults.processes import kill, process
from tests.store.house import Ids

KILLS = kills(6)
KILLS_OF_ONE_FOLDER = 6
SEED = 20261130


def now(later: timedelta = timedelta()) -> datetime:
    """The clock of the disk, by which files are called old."""
    return clock.now() + later


def make(file: Path, register: Path, later: timedelta = timedelta()) -> None:
    """A new register of what was written out."""
    found = opened(file)
    assert isinstance(found, Lines)
    create_register(register, now=partial(now, later), by="B. Aliyev", first=BeginWith(found))


@pytest.mark.parametrize("first", range(0, KILLS, KILLS_OF_ONE_FOLDER))
def test_a_register_is_whole_or_not_there(furnished: tuple[Path, Ids], tmp_path: Path, first: int) -> None:
    """Reason: half a register under the name of a whole one is the worst of both."""
    chance, file, register = random.Random(SEED + first), tmp_path / "all.jsonl", tmp_path / "copy.aide"
    whole = exported(furnished[0], file)
    started = time.monotonic()
    make(file, register)
    takes = time.monotonic() - started
    register.unlink()
    for _ in range(min(KILLS_OF_ONE_FOLDER, KILLS - first)):
        with process(partial(make, file, register)) as child:
            time.sleep(chance.uniform(0, takes))
            kill(child)
        assert file.read_bytes() == whole
        if register.exists():
            with open_register(register, now=now, by="", writing=False) as store:
                assert store.check().sound
            register.unlink()
    make(file, register, later=timedelta(hours=2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "copy.aide"]
    assert exported(register, tmp_path / "again.jsonl") == whole
