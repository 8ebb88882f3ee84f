"""One writer at a time, and nobody waits for the dead."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from db.errors import RegisterInUse, RegisterReadOnly
from db.lock import Lock
from db.store import Store, open_register
from tests.store.house import Clock


def _lock(register: Path) -> Path:
    return register.with_name(register.name + ".lock")


def test_the_holder_is_named(house: Store, clock: Clock) -> None:
    """Who to ask to close it."""
    with pytest.raises(RegisterInUse, match=rf"A\. Serik on {socket.gethostname()} since 2026-11-23"):
        open_register(house.path, now=clock, by="B")
    assert _lock(house.path).exists()


def test_it_is_given_back(house_path: Path, clock: Clock) -> None:
    """Nothing is left beside a closed register."""
    open_register(house_path, now=clock, by="A").close()
    assert os.listdir(house_path.parent) == [house_path.name]


@pytest.mark.parametrize(
    "left",
    [
        "",
        "{",
        "[1]",
        json.dumps({"pid": 2**22 + 1, "host": socket.gethostname(), "by": "A"}),
        json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "by": "A"}),
    ],
    ids=("nothing", "torn", "a list", "nobody's process", "our own process"),
)
def test_what_the_dead_left_is_taken_over(house_path: Path, clock: Clock, left: str) -> None:
    """Silently; after a restart even the process number may belong to a living program."""
    _lock(house_path).write_text(left)
    open_register(house_path, now=clock, by="B").close()
    assert not _lock(house_path).exists()


def test_another_computer_is_believed(house_path: Path, clock: Clock) -> None:
    """Whether its program lives cannot be seen from here."""
    held = json.dumps({"pid": 1, "host": "other-desk", "by": "B. Khan", "since": "2026-11-22T16:05:00"})
    _lock(house_path).write_text(held)
    with pytest.raises(RegisterInUse, match=r"B\. Khan on other-desk since 2026-11-22 16:05"):
        open_register(house_path, now=clock, by="A")
    assert _lock(house_path).read_text() == held


def test_a_lock_removed_in_between_is_taken_anew(house_path: Path, clock: Clock) -> None:
    """Two programs never hold two files of the same name."""
    first = Lock.take(house_path, by="A", now=clock())
    _lock(house_path).unlink()
    second = Lock.take(house_path, by="B", now=clock())
    with pytest.raises(RegisterInUse, match="B on"):
        Lock.take(house_path, by="C", now=clock())
    second.release()
    first.release()


def test_a_register_that_is_gone(tmp_path: Path, clock: Clock) -> None:
    """Nothing is made beside a file that is not there."""
    with pytest.raises(RegisterReadOnly):
        Lock.take(tmp_path / "no.aide", by="A", now=clock())
    assert os.listdir(tmp_path) == []
