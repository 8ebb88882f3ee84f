"""The command line while the register is open in the window: what it does is done there, and printing blocks nobody."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner, Result

from db.commands.visits import AddVisit
from db.lock import Lock
from db.queries import actions, briefings
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
def window(place: Path, author: str = "") -> Iterator[tuple[Workspace, Counter]]:
    with open_register(place, now=clock.now, by="A. Serik", author=author) as store:
        store.run(AddVisit(VisitDraft(title="State visit")))
        workspace = Workspace(store, lambda: TODAY)
        counter = Counter(workspace, workspace)
        yield workspace, counter
        counter.close()
        workspace.deleteLater()


def says(qtbot: QtBot, place: Path, *words: str) -> Result:
    """What a command says while the window goes on; in a thread, for here both are one process."""
    said: list[Result] = []
    command = ["--register", str(place), "--on", str(TODAY), *words]
    thread = threading.Thread(target=lambda: said.append(CliRunner().invoke(program, command)))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=20_000)
    return said[0]


def visit(workspace: Workspace) -> str:
    from db.queries import records
    from db.vocabulary import Kind

    return str(workspace.ask(lambda reader: records.of_kind(reader, Kind.VISIT, View())[0].id))


def _log(workspace: Workspace) -> list[str]:
    return [line.text for line in workspace.ask(lambda r: actions.window(r, TODAY, View(), 0, 10))]


def test_what_is_logged_is_logged_in_the_window(qtbot: QtBot, place: Path) -> None:
    """Every screen hears of it; undo and redo likewise, by the same author."""
    with window(place) as (workspace, _):
        heard: list[object] = []
        workspace.changed.connect(heard.append)
        done = says(qtbot, place, "log", visit(workspace), "--text", "Called “them”\nтайна", "--next", "next Friday")
        assert done.exit_code == 0, done.output
        assert done.output.startswith("Logged on “State visit”. Next step: ")
        assert _log(workspace) == ["Called “them”\nтайна"]
        assert says(qtbot, place, "undo").output.startswith("Undone: Logged on “State visit”.")
        assert _log(workspace) == []
        assert says(qtbot, place, "redo").output.startswith("Done again: Logged on “State visit”.")
        assert len(heard) == 3


def test_a_sheet_is_kept_in_the_window(
    qtbot: QtBot, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its file, under the next number; taken back by whoever had it made. What is too much is refused whole."""
    with window(place) as (workspace, _):
        paper = tmp_path / "sheet.pdf"
        for number in ("1", "2"):
            done = says(qtbot, place, "brief", "visit", visit(workspace), "-o", str(paper), "--force")
            assert done.exit_code == 0 and f"kept as sheet {number})" in done.output, done.output
            rows = workspace.ask(lambda reader: briefings.window(reader, TODAY, View(), 0, 10))
            assert sorted(str(row.number) for row in rows) == [str(each + 1) for each in range(int(number))]
            assert paper.read_bytes().startswith(b"%PDF")
        assert says(qtbot, place, "undo").output.startswith("Undone: Kept briefing sheet 2")
        monkeypatch.setattr(handing, "LONGEST", 10_000)
        large = tmp_path / "large.pdf"
        refused = says(qtbot, place, "brief", "visit", visit(workspace), "-o", str(large))
        assert refused.exit_code == 3 and "too much" in refused.output and not large.exists()


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
    with window(place, MINE) as (workspace, _):
        named, offered = list[str](), list[bool]()
        workspace.named.connect(named.append)
        workspace.said.connect(lambda _words, undo: offered.append(undo))
        before, is_mine = workspace.names(), author == MINE
        assert says(qtbot, place, "log", visit(workspace), "--text", "Called").exit_code == 0
        (entry,) = workspace.ask(lambda reader: actions.window(reader, TODAY, View(), 0, 10))
        done = workspace.ask(lambda reader: past.changes_of(reader, entry.id))[0]
        assert (entry.by, done.by) == (name, name)
        assert workspace.officer == (name if is_mine else "A. Serik")
        assert named == ([name] if is_mine and name != "A. Serik" else [])
        assert offered == [is_mine]
        assert (workspace.names() == before) is not is_mine
        assert says(qtbot, place, "undo").output.startswith("Undone: Logged on “State visit”.")
        again = says(qtbot, place, "undo")
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
    with window(place, MINE) as (workspace, _):
        says(qtbot, place, "log", visit(workspace), "--text", "Theirs")
        workspace.run(AddVisit(VisitDraft(title="Mine")))
        assert "What A. Serik did since stays." in says(qtbot, place, "undo").output
        says(qtbot, place, "redo")
        workspace.run(AddVisit(VisitDraft(title="Mine too")))
    assert "What A. Serik did since stays." in CliRunner().invoke(program, ["--register", str(place), "undo"]).output


def test_refusals_come_back_in_words(qtbot: QtBot, place: Path) -> None:
    """As they would without a window."""
    with window(place) as (workspace, _):
        for words in (["log", "999", "--text", "x"], ["log", visit(workspace), "--text", "x", "--when", "tomorrow"]):
            refused = says(qtbot, place, *words)
            assert refused.exit_code == 3
            assert "Traceback" not in refused.output
        assert _log(workspace) == []


def test_without_a_window_it_is_in_use(qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program of ours that does not listen; a socket that was left by a window that crashed is no window."""
    monkeypatch.setattr("desktop.cli.options.TRIES", 1)
    with window(place) as (workspace, counter):
        record, listening = visit(workspace), handing.place(place)
        assert stat.S_IMODE(listening.stat().st_mode) == 0o600
        assert stat.S_IMODE(listening.parent.stat().st_mode) == 0o700
        counter.close()
        assert not listening.exists()
        for left in (None, listening):
            if left is not None:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
                    dead.bind(str(left))
            refused = says(qtbot, place, "log", record, "--text", "x")
            assert refused.exit_code == 3
            assert "already open" in refused.output
        Counter(workspace, workspace).close()  # takes the place of what was left


@pytest.mark.parametrize(
    "heard",
    [
        b"\n", b"[]\n", b"{\n", b'{"do": 7}\n', b'{"do": "drop"}\n', b'{"do": "log"}\n', b"\xff\n",
        b'{"do": "log", "today": "2026-11-23", "draft": "{}"}\n', b'{"do": "log", "today": "x", "draft": "{}"}\n',
        b"[" * 100_000 + b"\n", b'{"do": "log", "today": "2026-11-23", "draft": {"a": NaN}}\n', b'{"do": "keep"}\n',
        b'{"do": "keep", "draft": "{}", "sheet": "{}", "pdf": "?", "pages": 1}\n',
    ],
    ids=range(13),
)  # fmt: skip
@pytest.mark.sampled(4)
def test_what_it_does_not_understand_is_refused(qtbot: QtBot, place: Path, heard: bytes) -> None:
    """In words, and nothing is stored."""
    with window(place) as (workspace, _):
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
    with window(place) as (workspace, _), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.connect(str(handing.place(place)))
        silent.sendall(b'{"do": "log"')
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as leaving:
            leaving.connect(str(handing.place(place)))
            leaving.sendall(b"{")
        assert says(qtbot, place, "log", visit(workspace), "--text", "x").exit_code == 0


@contextmanager
def _listener(place: Path, answer: Callable[[socket.socket], object]) -> Iterator[list[bytes]]:
    """Somebody who listens at the place of the window; what he was told."""
    told: list[bytes] = []
    at = handing.place(place)
    handing.make_room(at)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(at))
        listening.listen()

        def serve() -> None:
            with suppress(OSError):
                while True:
                    there = listening.accept()[0]
                    with there, suppress(OSError):
                        there.settimeout(0.2)
                        told.append(there.recv(1 << 16))
                        answer(there)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield told
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)
    at.unlink()


def _drips(there: socket.socket) -> None:
    while there.send(b" "):
        time.sleep(0.02)


def _pours(there: socket.socket) -> None:
    there.settimeout(5)
    while there.send(b"x" * 65_536):
        pass


ANSWERS: dict[str, Callable[[socket.socket], object]] = {
    "nothing": lambda there: None,
    "silence": lambda there: time.sleep(0.6),
    "no JSON": lambda there: there.sendall(b"hello\n"),
    "a list": lambda there: there.sendall(b"[]\n"),
    "no words": lambda there: there.sendall(b'{"do": 1}\n'),
    "words that are none": lambda there: there.sendall(b'{"said": 7, "passed_over": 3}\n'),
    "depth": lambda there: there.sendall(b"[" * 100_000 + b"\n"),
    "half a line": lambda there: there.sendall(b'{"said": "x"'),
    "letter by letter, for ever": _drips,
    "without an end": _pours,
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_bad_answer_ends_in_a_sentence(place: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """However long it goes on; nobody says that something was stored."""
    monkeypatch.setattr(handing, "PATIENCE", 0.4)
    held = Lock.take(place, by="A. Serik", now=clock.now())
    with _listener(place, ANSWERS[answer]):
        refused = CliRunner().invoke(program, ["--register", str(place), "undo"])
    held.release()
    assert refused.exit_code == 3 and "does not answer" in refused.output and "Traceback" not in refused.output


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Users have no numbers here")
@pytest.mark.parametrize("whose", ["another user listens", "the folder is another's", "others can enter", "a link"])
def test_one_who_may_be_another_is_told_nothing(place: Path, monkeypatch: pytest.MonkeyPatch, whose: str) -> None:
    """And the command says why it is not handed over."""
    if whose == "another user listens" and not hasattr(socket, "SO_PEERCRED"):
        pytest.skip("This system does not say who is at the other end")
    held, folder = Lock.take(place, by="A. Serik", now=clock.now()), handing.folder()
    with _listener(place, lambda there: there.sendall(b'{"said": "Believe me"}\n')) as told:
        match whose:
            case "others can enter":
                folder.chmod(0o755)
            case "a link":
                folder.rename(folder.with_name("real"))
                folder.symlink_to(folder.with_name("real"))
            case "another user listens":
                user, found = os.getuid() + 1, folder.lstat()
                monkeypatch.setattr(os, "getuid", lambda: user)
                owned = os.stat_result([user if n == 4 else each for n, each in enumerate(found)])
                monkeypatch.setattr(Path, "lstat", lambda _path: owned)
            case _:
                user = os.getuid() + 1
                monkeypatch.setattr(os, "getuid", lambda: user)
        refused = CliRunner().invoke(program, ["--register", str(place), "undo"])
        monkeypatch.undo()
        monkeypatch.setattr(handing, "folder", lambda: folder)
    held.release()
    said = " ".join(refused.output.split())
    assert refused.exit_code == 3 and "is not handed to who has it open" in said and "Nothing was changed." in said
    assert told in ([], [b""])


def test_a_folder_that_others_can_enter_is_closed_or_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system names as its place for sockets counts only where it is this user's alone; no library speaks."""
    shared = tmp_path / "runtime"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        at = handing.place(tmp_path / "a.aide")
    assert shared not in at.parents
    mine = tmp_path / "mine"
    mine.mkdir(mode=0o755)
    handing.make_room(mine / "x.socket")
    assert stat.S_IMODE(mine.stat().st_mode) == 0o700


@pytest.mark.sampled(0)
def test_commands_at_the_same_moment_wait_for_each_other(place: Path) -> None:
    """As the window does: each is done, one after the other."""
    with open_register(place, now=clock.now, by="A. Serik") as store:
        record = store.run(AddVisit(VisitDraft(title="State visit"))).record
    code = "from desktop.cli import options, run; options.TRIES = 600; run()"  # this computer may be slow
    many = [
        subprocess.Popen(
            [sys.executable, "-c", code, "--register", str(place), "log", str(record), "--text", f"Call {n}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for n in range(4)
    ]  # fmt: skip
    said = [each.communicate()[0] for each in many]
    assert [each.returncode for each in many] == [0] * 4, said
    with open_register(place, now=clock.now, by="A. Serik") as store:
        logged = store.ask(lambda reader: actions.window(reader, TODAY, View(), 0, 10))
    assert sorted(line.text for line in logged) == [f"Call {n}" for n in range(4)]


def test_what_is_held_for_a_moment_is_waited_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no longer than that."""
    slept: list[float] = []
    held = Lock.take(place, by="A. Serik", now=clock.now())

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            held.release()

    monkeypatch.setattr("desktop.cli.options.sleep", sleep)
    assert "nothing to undo" in CliRunner().invoke(program, ["--register", str(place), "undo"]).output
    assert len(slept) == 3
    held = Lock.take(place, by="A. Serik", now=clock.now())
    monkeypatch.setattr("desktop.cli.options.sleep", slept.append)
    slept.clear()
    assert "already open" in CliRunner().invoke(program, ["--register", str(place), "undo"]).output
    held.release()
    assert sum(slept) == pytest.approx(5)


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
    with window(place) as (workspace, _):
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
