"""Killed at any moment, as by a power switch: what was acknowledged is there, and nothing is there by halves."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event

from db import backup
from db.commands.actions import LogAction
from db.queries import actions, commitments
from db.records.actions import ActionDraft
from db.records.base import View
from db.store import Store, open_register
from db.vocabulary import Progress
from desktop.first_run import begin
from tests.campaigns import kills
from tests.faults.processes import kill, process
from tests.store.house import TODAY, Clock, Ids, Rows, facts

KILLS = kills(12)
"""How many kills."""
KILLS_OF_ONE_REGISTER = 12
"""A check reads the whole register, so a long run takes many."""
KILLS_OF_A_FIRST = max(KILLS // 3, 1)

SEED = 20261123

PLACES = (0, 1, 3, 7, 2, 4, 6, 8, 10, 12)
"""How many lines are heard before a kill: none, "open", and by turns "writing" (even) and "stored" (odd)."""

ONE_SAVE = 0.03
"""Seconds within which a kill falls; an opening or a save takes about as long."""
ONE_COMMIT = 0.003
"""The same for a kill aimed at the moment when SQLite writes into the file, which a blind one seldom meets."""

CRAMPED = 0.5
"""How often memory is short."""
FOUND_BY_THE_NEXT = 0.3
"""How often the one who finds what a kill left is killed too, maybe while putting it right."""


def log_for_ever(register: Path, ids: Ids, told: int, cramped: bool) -> None:
    """Log one action after the other, and say when each is about to be written and when it is stored.

    In cramped memory SQLite writes into the file all the while, so that a kill leaves it torn and a journal to mend it.
    """

    def say(words: str) -> None:
        os.write(told, f"{words}\n".encode())

    with open_register(register, now=Clock(), by="A. Serik") as store:
        event.listen(store._engine, "commit", lambda _: say("writing"))
        if cramped:
            with store._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA cache_size=10")
        say("open")
        for n in range(logged(store) + 1, 1_000_000):
            store.run(LogAction(entry(ids, n)))
            say(f"stored {n}")


def entry(ids: Ids, n: int) -> ActionDraft:
    """The n-th action: it moves a commitment on as well, and every second one fills several pages of the file."""
    long = "They said it again. " * (n % 2 * random.Random(n).randint(1, 1000))
    links = (ids["commitment"], ids["visit"])
    return ActionDraft(text=f"No. {n}. {long}End.", on=TODAY, links=links, progress_after=Progress.IN_PROGRESS)


def logged(store: Store) -> int:
    """How many actions were logged; one was there before."""
    with store.read() as reader:
        return actions.count(reader, TODAY, View()) - 1


def killed(register: Path, ids: Ids, chance: random.Random) -> list[int]:
    """Let somebody log, and kill them while they open the register or log one more; what had been acknowledged."""
    ours, theirs = os.pipe()
    work = partial(log_for_ever, register, ids, theirs, chance.random() < CRAMPED)
    with process(work) as child, open(ours, encoding="utf-8") as pipe:
        os.close(theirs)
        told = [pipe.readline() for _ in range(chance.choice(PLACES))]
        assert all(told), "it ended by itself"
        time.sleep(chance.uniform(0, ONE_COMMIT if told and told[-1] == "writing\n" else ONE_SAVE))
        kill(child)
        told += pipe.readlines()
    if told:
        assert json.loads(lock_of(register).read_text())["pid"] == child
    return [int(line.removeprefix("stored ")) for line in told if line.startswith("stored ")]


def lock_of(register: Path) -> Path:
    """The file that says who has the register open."""
    return register.with_name(register.name + ".lock")


def must_hold(register: Path, ids: Ids, acknowledged: set[int], kills: int) -> None:
    """Opened as if nothing had happened, every acknowledged action is there to the last letter, with all it changed.

    At most one more for each kill may be there: stored, and killed before it could be said.
    """
    with open_register(register, now=Clock(), by="B. Aliyev") as store:
        count = logged(store)
        with store.read() as reader:
            lines = actions.window(reader, TODAY, View(), 0, count)
            commitment = commitments.card(reader, TODAY, ids["commitment"]).draft
        report = store.check()
    entries = [entry(ids, n) for n in range(count, 0, -1)]
    assert [(line.text, {link.id for link in line.links}) for line in lines] == [
        (each.text, set(each.links)) for each in entries
    ]
    assert acknowledged <= set(range(1, count + 1))
    assert count - len(acknowledged) <= kills
    assert commitment.assessment == (entries[0].text if entries else "")
    assert report.sound, report
    assert not lock_of(register).exists()
    with closing(sqlite3.connect(register)) as plain:
        assert plain.execute("PRAGMA quick_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("first", range(0, KILLS, KILLS_OF_ONE_REGISTER))
@pytest.mark.sampled(1)
def test_every_acknowledged_action_is_there_after_a_kill(
    furnished: tuple[Path, Ids], tmp_path: Path, first: int
) -> None:
    """Reason: what the program called saved is what an officer relies on, whatever happens to the computer."""
    ids = furnished[1]
    register = Path(shutil.copy(furnished[0], tmp_path / "follow-up.aide"))
    chance = random.Random(SEED + first)
    acknowledged: set[int] = set()
    many = min(KILLS_OF_ONE_REGISTER, KILLS - first)
    for number in range(1, many + 1):
        acknowledged.update(killed(register, ids, chance))
        if number == many or chance.random() > FOUND_BY_THE_NEXT:
            must_hold(register, ids, acknowledged, number)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, float]:
    """What is in the first register when nobody disturbs its making, and the seconds that takes."""
    register = tmp_path_factory.mktemp("first") / "follow-up.aide"
    begin(register)  # loads what is loaded once
    register.unlink()
    began = time.perf_counter()
    begin(register)
    return content(register), time.perf_counter() - began


@pytest.mark.parametrize("number", range(KILLS_OF_A_FIRST))
@pytest.mark.sampled(2)
def test_killed_while_the_first_register_is_made(undisturbed: tuple[Rows, float], tmp_path: Path, number: int) -> None:
    """There is none or a whole one, and the next start succeeds."""
    wanted, took = undisturbed
    register = tmp_path / "follow-up.aide"
    with process(partial(begin, register)) as child:
        time.sleep((number + random.Random(SEED + number).random()) / KILLS_OF_A_FIRST * took)
        kill(child)
    assert not register.exists() or content(register) == wanted
    begin(register)
    assert content(register) == wanted


@pytest.mark.parametrize(("step", "is_there"), [("give_name", False), ("sync_folder", True)])
def test_killed_just_before_and_just_after_the_first_register_gets_its_name(
    undisturbed: tuple[Rows, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, is_there: bool
) -> None:
    """Reason: the name is what makes it a register, and a random kill seldom comes so close."""
    register = tmp_path / "follow-up.aide"
    with monkeypatch.context() as patch:
        patch.setattr(backup, step, lambda *_: kill(os.getpid()))
        with process(partial(begin, register)) as child:
            assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert register.exists() is is_there
    begin(register)
    assert content(register) == undisturbed[0]


def content(register: Path) -> Rows:
    """All facts of a register that opens and is sound."""
    with open_register(register, now=Clock(), by="B. Aliyev") as store:
        assert store.check().sound
        return facts(store)
