"""The ground every test stands on: a sound Qt binding, a home of its own, no network, repeatable chance."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from db import engine as register_engine
from db import store
from desktop.kit import icons
from tests import campaigns
from tests.kept import snapshot

__all__ = ["snapshot"]

CORPUS = Path(__file__).resolve().parents[2] / "shared"
TOLERATED_LOSS = 100
FULLY_EVERY = 20
"""So many tests a worker runs before all that came since the start is looked through for waste."""
_TESTS = [0]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("house")


def references_lost(calls: int = 1000) -> int:
    """How many references to None the Qt binding drops over `calls` calls that return nothing; 0 when it is sound."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(calls):
        thing.setObjectName("x")
    return before - sys.getrefcount(None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What may be asked of a run besides what pytest offers."""
    group = parser.getgroup("aide-memoire")
    group.addoption("--snapshot-update", action="store_true", help="write the texts that answers are compared with")
    group.addoption("--faults", action="store_true", help="kill the program forty times as often")
    group.addoption(
        "--long", action="store_true", help="try all cases of long tables, and forty times as often what chance decides"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell the tests that repeat themselves how often."""
    campaigns.asked |= {name for name in ("faults", "long") if config.getoption(name)}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Look for waste between tests, as the program does between events: never while Qt is about something."""
    gc.disable()
    try:
        return (yield)
    finally:
        _TESTS[0] += 1
        if _TESTS[0] % FULLY_EVERY:
            gc.collect(1)
        else:
            _look_through(all_of_it=_TESTS[0] % (10 * FULLY_EVERY) == 0)


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and need not be looked at each time."""
    _look_through(all_of_it=True)


def _look_through(*, all_of_it: bool) -> None:
    """Look for waste in what came since the last time, or in all there is. What is held then, statements and their
    plans above all, is let be: looked at each time, it took a third of a whole run."""
    if all_of_it:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def pytest_sessionstart() -> None:
    """Stop before the first test when the Qt binding would abort the process somewhere in the middle.

    From Python 3.12 on None is immortal and nothing can be lost.
    """
    if sys.version_info < (3, 12) and (lost := references_lost()) > TOLERATED_LOSS:
        pytest.exit(f"This PySide6 loses references to None ({lost} in 1000 calls) and would crash.", returncode=3)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the benchmarks to those who name them: they take minutes and judge the machine too."""
    named = any("benchmarks" in argument for argument in config.args)
    return True if collection_path.name == "benchmarks" and not named else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave most of a long table to `--long`, and skip what reads the sample corpus where it does not lie beside the
    project."""
    left = campaigns.left_for_long(items)
    config.hook.pytest_deselected(items=[each for each in items if each in left])
    items[:] = [each for each in items if each not in left]
    if CORPUS.is_dir():
        return
    absent = pytest.mark.skip(reason="the sample corpus is not here")
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(absent)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder for this run alone, so that no test reads or changes the user's own register and settings."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)  # what is told in a test is told to nobody
        yield folder


@pytest.fixture(autouse=True)
def no_drafts(home: Path) -> None:
    """Begin without drafts: registers of the tests are copies of one, and drafts follow a register that is moved."""
    shutil.rmtree(home / "state" / "aide-memoire" / "drafts", ignore_errors=True)


@pytest.fixture(autouse=True)
def shown_widgets_stay(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what a test shows until it is over: pytest-qt holds it weakly and paints once more after the test's last
    line, and a widget that is thrown away while it is painted crashes the run."""
    kept: list[QWidget] = []
    add = QtBot.addWidget

    def add_and_keep(self: QtBot, widget: QWidget, **named: Any) -> None:
        kept.append(widget)
        add(self, widget, **named)

    monkeypatch.setattr(QtBot, "addWidget", add_and_keep)
    yield
    # By name: without a running event loop nothing else deletes, and every sheet of style is worked out for what stays.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compile each statement once a run instead of once for every register: the program opens one, the tests a
    thousand, and a quarter of their time went there. Only the dialect and the cache are shared, which hold no rows."""
    first = create_engine("sqlite://", json_serializer=register_engine.as_written)
    first.connect().close()  # only then does its dialect know what it speaks to
    cache: LRUCache[object, object] = LRUCache(2000)

    def sharing(*arguments: Any, **named: Any) -> Engine:
        made = create_engine(*arguments, **named)
        made.dialect = first.dialect
        made.update_execution_options(compiled_cache=cache)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register_engine, "create_engine", sharing)
        yield


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Lay out the tables of a new register once a run; every further one begins as a copy of that. What an older
    register is upgraded by is not touched."""
    upgrade = store._upgrade
    laid_out: list[bytes] = []

    def copied(path: Path) -> None:
        if path.stat().st_size:
            upgrade(path)
        elif laid_out:
            path.write_bytes(laid_out[0])
        else:
            upgrade(path)
            laid_out.append(path.read_bytes())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_upgrade", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def drawn_once() -> Iterator[None]:
    """Draw each icon once a run, as the program does: there one theme keeps them, here every window has its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(icons, "draw", cache(icons.draw))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """The program promises to stay off the network; sockets between processes of one machine remain."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple[str, int] | str | bytes) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse()
        connect(self, address)

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise AssertionError("A test reached for the network.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield
