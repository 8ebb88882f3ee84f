"""The command line while the register is open in the window: what it does is done there, and printing blocks nobody."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner, Result

from db.commands.visits import AddVisit
from db.queries import actions
from db.queries import history as past
from db.records.base import View
from db.records.visits import VisitDraft
from db.store import open_register
from desktop import clock, handing
from desktop.cli import program
from desktop.shell.counter import Counter
from desktop.workspace import Workspace
from tests.desktop.driver.frame import TODAY
from tests.registers import make_empty

pytestmark = pytest.mark.skipif(not handing.possible(), reason="Python has no local sockets here")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A register with one visit, number 1, and a folder for sockets of its own, whose path must be short."""
    with TemporaryDirectory(prefix="am-") as short:
        monkeypatch.setattr(handing, "folder", lambda: Path(short) / "run")
        yield make_empty(tmp_path / "desk.aide")


@contextmanager
def _window(place: Path, author: str = "") -> Iterator[tuple[Workspace, Counter]]:
    with open_register(place, now=clock.now, by="A. Serik", author=author) as store:
        store.run(AddVisit(VisitDraft(title="State visit")))
        workspace = Workspace(store, lambda: TODAY)
        counter = Counter(workspace, workspace)
        yield workspace, counter
        counter.close()
        workspace.deleteLater()


def _says(qtbot: QtBot, place: Path, *words: str) -> Result:
    """What a command says while the window goes on; in a thread, for here both are one process."""
    said: list[Result] = []
    command = ["--register", str(place), "--on", str(TODAY), *words]
    thread = threading.Thread(target=lambda: said.append(CliRunner().invoke(program, command)))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=20_000)
    return said[0]


def _visit(workspace: Workspace) -> str:
    from db.queries import records
    from db.vocabulary import Kind

    return str(workspace.ask(lambda reader: records.of_kind(reader, Kind.VISIT, View())[0].id))


def _log(workspace: Workspace) -> list[str]:
    return [line.text for line in workspace.ask(lambda r: actions.window(r, TODAY, View(), 0, 10))]


def test_what_is_logged_is_logged_in_the_window(qtbot: QtBot, place: Path) -> None:
    """Every screen hears of it; undo and redo likewise, by the same author."""
    with _window(place) as (workspace, _):
        heard: list[object] = []
        workspace.changed.connect(heard.append)
        done = _says(qtbot, place, "log", _visit(workspace), "--text", "Called “them”\nтайна", "--next", "next Friday")
        assert done.exit_code == 0, done.output
        assert done.output.startswith("Logged on “State visit”. Next step: ")
        assert _log(workspace) == ["Called “them”\nтайна"]
        assert _says(qtbot, place, "undo").output.startswith("Undone: Logged on “State visit”.")
        assert _log(workspace) == []
        assert _says(qtbot, place, "redo").output.startswith("Done again: Logged on “State visit”.")
        assert len(heard) == 3


MINE, THEIRS = "0190a7c4-0000-4000-8000-000000000001", "0190a7c4-0000-4000-8000-000000000002"
WHO = {
    "the same": ("A. Serik", MINE),
    "the same, with a new name": ("C. Dossov", MINE),
    "the same, without a name": ("", MINE),
    "another": ("B. Khan", THEIRS),
    "another of the same name": ("A. Serik", THEIRS),
    "another without a name": ("", THEIRS),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.sampled(2)
def test_who_runs_the_command_did_it(qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    """The journal and the entry agree; nobody takes back what another did, in the window or by a command. The window
    writes under the new name of its own officer, and under no other."""
    name, author = WHO[who]
    monkeypatch.setattr("desktop.officer.name", lambda: name)
    monkeypatch.setattr("desktop.officer.author", lambda: author)
    with _window(place, MINE) as (workspace, _):
        named, offered = list[str](), list[bool]()
        workspace.named.connect(named.append)
        workspace.said.connect(lambda _words, undo: offered.append(undo))
        before, is_mine = workspace.names(), author == MINE
        assert _says(qtbot, place, "log", _visit(workspace), "--text", "Called").exit_code == 0
        (entry,) = workspace.ask(lambda reader: actions.window(reader, TODAY, View(), 0, 10))
        done = workspace.ask(lambda reader: past.changes_of(reader, entry.id))[0]
        assert (entry.by, done.by) == (name, name)
        assert workspace.officer == (name if is_mine else "A. Serik")
        assert named == ([name] if is_mine and name != "A. Serik" else [])
        assert offered == [is_mine]
        assert (workspace.names() == before) is not is_mine
        assert _says(qtbot, place, "undo").output.startswith("Undone: Logged on “State visit”.")
        again = _says(qtbot, place, "undo")
        assert (again.exit_code == 0) is is_mine
        if not is_mine:
            assert "There is nothing to undo of yours: what stands was done by A. Serik. Nothing was changed." in (
                " ".join(again.output.split())
            )
            assert workspace.names() == before


def test_what_another_did_since_is_named_by_the_command_too(
    qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the window names it; here, too, where no window is open."""
    monkeypatch.setattr("desktop.officer.author", lambda: THEIRS)
    with _window(place, MINE) as (workspace, _):
        _says(qtbot, place, "log", _visit(workspace), "--text", "Theirs")
        workspace.run(AddVisit(VisitDraft(title="Mine")))
        assert "What A. Serik did since stays." in _says(qtbot, place, "undo").output
        _says(qtbot, place, "redo")
        workspace.run(AddVisit(VisitDraft(title="Mine too")))
    assert "What A. Serik did since stays." in CliRunner().invoke(program, ["--register", str(place), "undo"]).output


def test_refusals_come_back_in_words(qtbot: QtBot, place: Path) -> None:
    """As they would without a window."""
    with _window(place) as (workspace, _):
        for words in (["log", "999", "--text", "x"], ["log", _visit(workspace), "--text", "x", "--when", "tomorrow"]):
            refused = _says(qtbot, place, *words)
            assert refused.exit_code == 3
            assert "Traceback" not in refused.output
        assert _log(workspace) == []


def test_without_a_window_it_is_in_use(qtbot: QtBot, place: Path) -> None:
    """Another program of ours that does not listen; a socket that was left by a window that crashed is no window."""
    with _window(place) as (workspace, counter):
        record, listening = _visit(workspace), handing.place(place)
        assert stat.S_IMODE(listening.stat().st_mode) == 0o600
        assert stat.S_IMODE(listening.parent.stat().st_mode) == 0o700
        counter.close()
        assert not listening.exists()
        for left in (None, listening):
            if left is not None:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
                    dead.bind(str(left))
            refused = _says(qtbot, place, "log", record, "--text", "x")
            assert refused.exit_code == 3
            assert "already open" in refused.output
        Counter(workspace, workspace).close()  # takes the place of what was left


@pytest.mark.parametrize(
    "heard",
    [
        b"\n", b"[]\n", b"{\n", b'{"do": 7}\n', b'{"do": "drop"}\n', b'{"do": "log"}\n', b"\xff\n",
        b'{"do": "log", "today": "2026-11-23", "draft": "{}"}\n', b'{"do": "log", "today": "x", "draft": "{}"}\n',
        b"[" * 100_000 + b"\n", b'{"do": "log", "today": "2026-11-23", "draft": {"a": NaN}}\n',
    ],
    ids=range(11),
)  # fmt: skip
@pytest.mark.sampled(4)
def test_what_it_does_not_understand_is_refused(qtbot: QtBot, place: Path, heard: bytes) -> None:
    """In words, and nothing is stored."""
    with _window(place) as (workspace, _):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
            visitor.connect(str(handing.place(place)))
            visitor.sendall(heard)
            visitor.settimeout(0.05)
            answer: list[bytes] = []

            def came() -> bool:
                try:
                    answer.append(visitor.recv(10_000))
                except TimeoutError:
                    return False
                return True

            qtbot.waitUntil(came, timeout=10_000)
        assert "refused" in handing.read(answer[0])
        assert _log(workspace) == []


def test_one_who_says_nothing_does_not_keep_others_away(qtbot: QtBot, place: Path) -> None:
    """Nor one who leaves in the middle."""
    with _window(place) as (workspace, _), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.connect(str(handing.place(place)))
        silent.sendall(b'{"do": "log"')
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as leaving:
            leaving.connect(str(handing.place(place)))
            leaving.sendall(b"{")
        assert _says(qtbot, place, "log", _visit(workspace), "--text", "x").exit_code == 0


@pytest.mark.sampled(0)
def test_a_command_that_prints_keeps_nobody_from_saving(place: Path) -> None:
    """Its output goes into a pipe that nobody empties, longer than any pipe holds."""
    with open_register(place, now=clock.now, by="A") as store:
        for n in range(120):
            store.run(AddVisit(VisitDraft(title=f"Visit {n} " + "x" * 900)))
    code = "from desktop.cli import run; run()"
    command = [sys.executable, "-c", code, "--register", str(place), "list", "visits", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert os.read(listing.stdout.fileno(), 10).startswith(b"[")  # it has begun to print, and waits
        with open_register(place, now=clock.now, by="A") as store:
            store.wait_briefly()
            store.run(AddVisit(VisitDraft(title="Saved meanwhile")))
        listing.kill()


def test_a_busy_file_is_tried_again_while_the_window_goes_on(
    qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was to be stored is stored when the other program is done; until then the window says so."""
    import sqlite3

    from PySide6.QtCore import QTimer

    from db.errors import RegisterBusy

    monkeypatch.setattr("desktop.workspace.PAUSE_MS", 20)
    monkeypatch.setattr("desktop.workspace.TRIES", 40)
    with _window(place) as (workspace, _):
        workspace._store.wait_briefly()
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        told: list[bool] = []
        workspace.waiting.connect(told.append)
        done: Callable[[], object] = lambda: other.execute("ROLLBACK")  # noqa: E731 - a slot of one line
        QTimer.singleShot(150, done)
        workspace.run(AddVisit(VisitDraft(title="Patient")))
        assert told[0] is True
        assert told[-1] is False
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("desktop.workspace.TRIES", 2)
        with pytest.raises(RegisterBusy):
            workspace.run(AddVisit(VisitDraft(title="Never")))
        assert told[-1] is False
        other.close()
