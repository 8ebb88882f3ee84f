"""One writer at a time, and nobody waits for the dead."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import CannotLock, DiskFull, DriveFailed, RegisterInUse, RegisterReadOnly
from db.lock import Lock, computer
from db.store import Store, open_register
from tests.store.house import Clock


def _lock(register: Path) -> Path:
    return register.with_name(register.name + ".lock")


def test_the_holder_is_named(house: Store, clock: Clock) -> None:
    """Who to ask to close it."""
    with pytest.raises(RegisterInUse, match=rf"A\. Serik on {socket.gethostname()} since 23 Nov 2026"):
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
    with pytest.raises(RegisterInUse, match=r"B\. Khan on other-desk since 22 Nov 2026 16:05"):
        open_register(house_path, now=clock, by="A")
    assert _lock(house_path).read_text() == held


@pytest.mark.parametrize(
    ("left", "taken"),
    [
        ({"host": "old-name", "computer": computer()}, bool(computer())),
        ({"host": socket.gethostname(), "computer": "another"}, False),
        ({"host": "old-name", "computer": ""}, False),
        ({"host": socket.gethostname(), "computer": ""}, True),
    ],
    ids=("renamed", "two of one name", "no id", "no id, same name"),
)
def test_a_computer_is_known_by_its_id(house_path: Path, clock: Clock, left: dict[str, str], taken: bool) -> None:
    """A computer that was renamed takes over what it left itself; one that only has the same name does not."""
    _lock(house_path).write_text(json.dumps(left))
    if taken:
        open_register(house_path, now=clock, by="A").close()
        return
    with pytest.raises(RegisterInUse, match=r"delete .*\.lock first"):
        open_register(house_path, now=clock, by="A")


def test_two_paths_are_one_register(house: Store, clock: Clock, tmp_path: Path) -> None:
    """Through a link to the file, and through a link to its folder."""
    (tmp_path / "link.aide").symlink_to(house.path)
    (tmp_path / "folder").symlink_to(house.path.parent)
    for path in (tmp_path / "link.aide", tmp_path / "folder" / house.path.name):
        with pytest.raises(RegisterInUse):
            open_register(path, now=clock, by="B")


def _link(lock: Path) -> None:
    lock.with_name("victim").write_text("precious")
    lock.symlink_to(lock.with_name("victim"))


@pytest.mark.parametrize(
    ("lay", "why"),
    [(_link, "a link lies"), (os.mkfifo, "no file lies"), (os.mkdir, "a folder lies")],
    ids=("link", "pipe", "folder"),
)
def test_what_lies_where_the_lock_goes(house_path: Path, clock: Clock, lay: Callable[[Path], None], why: str) -> None:
    """It is neither followed nor waited for nor written to, and the register can be read."""
    lay(_lock(house_path))
    with pytest.raises(CannotLock, match=why):
        open_register(house_path, now=clock, by="A")
    open_register(house_path, now=clock, by="A", writing=False).close()
    if why == "a link lies":
        assert _lock(house_path).with_name("victim").read_text() == "precious"


@pytest.mark.parametrize("words", ["precious", "x" * 3_000_000])
@pytest.mark.parametrize("linked", [False, True])
def test_a_file_of_somebody_elses_is_no_lock(house_path: Path, clock: Clock, words: str, linked: bool) -> None:
    """It is neither emptied nor deleted, by its own name or by another."""
    own = house_path.with_name("precious")
    own.write_text(words)
    os.link(own, _lock(house_path)) if linked else own.rename(_lock(house_path))
    with pytest.raises(CannotLock, match="somebody else's"):
        open_register(house_path, now=clock, by="A")
    assert _lock(house_path).read_text() == words


@pytest.mark.parametrize("left", ["", "\0" * 40, '{"pid": 12, "ho', '{"pid": 1' + "[" * 100_000])
def test_what_a_cut_left_of_a_lock_is_taken_over(house_path: Path, clock: Clock, left: str) -> None:
    _lock(house_path).write_text(left)
    open_register(house_path, now=clock, by="A").close()
    assert not _lock(house_path).exists()


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.ENOLCK, CannotLock),
        (errno.EOPNOTSUPP, CannotLock),
        (errno.EROFS, RegisterReadOnly),
        (errno.EACCES, RegisterReadOnly),
        (errno.EIO, DriveFailed),
    ],
    ids=lambda each: errno.errorcode[each] if isinstance(each, int) else "",
)
@pytest.mark.parametrize("step", ["open", "write", "ftruncate"])
def test_why_it_cannot_be_held(
    house_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str, number: int, wanted: type[Exception]
) -> None:
    """By its cause, at each step, and no file is left open."""

    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    with monkeypatch.context() as patched:
        patched.setattr(f"db.lock.os.{step}", fail)
        with pytest.raises(wanted):
            Lock.take(house_path, by="A", now=clock())
    assert before in (0, len(os.listdir("/proc/self/fd")))
    open_register(house_path, now=clock, by="A").close()


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
