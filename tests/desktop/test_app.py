"""The program as a whole: a window before anything heavy, the first register, what cannot be opened, a clean end."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.errors import DiskFull, DriveFailed, NotFound, RegisterBusy, RegisterError
from db.vocabulary import Kind
from desktop import first_run
from desktop.actions import NEW, A
from desktop.app import Program
from desktop.crash import CrashNote
from desktop.ending import Ending
from desktop.form.drafts.draft_file import DraftFile
from desktop.form.record_picker import RecordPicker
from desktop.record.window import RecordWindow
from desktop.shell.register import CannotOpen
from desktop.shell.search_row import SearchResults
from tests.desktop.driver.frame import TODAY, application
from tests.desktop.driver.whole import on_the_usual_register, started

NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    with on_the_usual_register(tmp_path) as made:
        yield made


def test_the_window_needs_nothing_heavy() -> None:
    code = "import sys, desktop.app; print([m for m in ('sqlalchemy', 'pydantic', 'typst') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_first_run_makes_the_register_and_closing_gives_it_back(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    started(program, qtbot)
    register = tmp_path / "first.aide"
    assert register.exists() and register.with_name("first.aide.lock").exists()
    assert program.window.windowTitle() == "first – Aide-Mémoire"
    program.window.close()
    assert not register.with_name("first.aide.lock").exists()


def test_a_register_that_is_not_there_is_not_made(qtbot: QtBot, tmp_path: Path) -> None:
    """A mistyped path on the command line says so in the window; what can be done is offered."""
    app = application()
    made = Program(app, tmp_path / "mistyped.aide", TODAY)
    made.window.show()
    qtbot.waitUntil(lambda: bool(made.window.findChildren(CannotOpen)), timeout=10_000)
    (dialog,) = made.window.findChildren(CannotOpen)
    assert any("File not found" in label.text() for label in dialog.findChildren(QLabel))
    assert list(tmp_path.iterdir()) == []
    dialog.reject()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()


def test_another_register_takes_the_place_of_the_first(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    started(program, qtbot)
    program.window.parts.actions["view.go_visits"].trigger()
    program.window.parts.actions["record.window"].trigger()
    (window,) = program.window.findChildren(RecordWindow)
    with qtbot.waitSignal(window.destroyed):
        program._others()._make(str(tmp_path / "second.aide"))
    assert program.window.windowTitle() == "second – Aide-Mémoire"
    assert not (tmp_path / "first.aide.lock").exists()
    qtbot.wait(10)
    for page in ("visits", "agreements"):
        program.window.parts.actions[f"view.go_{page}"].trigger()
    program.window.parts.actions["view.back"].trigger()
    shown = program.window.parts.stack.page()
    assert shown is not None and shown.name == "visits"


def test_what_cannot_be_opened_is_said_and_left_as_it_is(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    started(program, qtbot)
    foreign = tmp_path / "letter.aide"
    foreign.write_bytes(b"Dear colleague")
    assert not program.open(foreign)
    dialog = program.window.findChild(CannotOpen)
    assert dialog is not None and dialog.isVisible()
    said = " ".join(str(label.property("text")) for label in dialog.findChildren(QObject) if label.property("text"))
    assert "Not an Aide-Mémoire file" in said and "It was not changed." in said
    button = dialog.findChild(QPushButton, "cannot_open.cancel")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert program.window.isVisible() and foreign.read_bytes() == b"Dear colleague"


def test_a_register_in_use_can_be_read(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    started(program, qtbot)
    assert not program.open(tmp_path / "first.aide")
    dialog = program.window.findChild(CannotOpen)
    assert dialog is not None and dialog.findChild(QPushButton, "cannot_open.read") is not None
    dialog.reject()
    assert program.open(tmp_path / "first.aide", writing=False)
    assert program.window.parts.notice.isVisible()
    assert not program.window.parts.actions["record.log"].isEnabled()


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "disk is full"), (errno.EIO, "drive takes nothing"), (errno.ENOLCK, "knows no locks")],
    ids=lambda each: errno.errorcode[each] if isinstance(each, int) else "",
)
@pytest.mark.sampled(1)
def test_what_cannot_be_held_is_open_to_read(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """A full disk, a drive without locks: it opens, says why nothing can be written, and is written again later."""
    first_run.ensure(tmp_path / "first.aide")

    def fail(*_: object) -> object:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("db.lock.os.ftruncate", fail)
        started(program, qtbot)
    assert said in program.window.parts.notice.accessibleName()
    assert not program.window.parts.actions["record.log"].isEnabled()
    assert program.open(tmp_path / "first.aide")
    assert program.window.parts.actions["record.log"].isEnabled()


@pytest.mark.parametrize("error", [DiskFull, DriveFailed, RegisterBusy])
@pytest.mark.sampled(0)
def test_a_day_that_cannot_be_written_turns_all_the_same(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, error: Callable[[Path], RegisterError]
) -> None:
    """At the start and at midnight; and the clock is looked at further whatever happens at this one."""

    def fail(*_: object) -> None:
        raise error(Path("first.aide"))

    monkeypatch.setattr("db.lines.turn", fail)
    program._on = None
    started(program, qtbot)
    program._keep()
    background = program._background
    assert background is not None
    for way in ("db.lines.turn", "desktop.app.Program._turn"):
        monkeypatch.setattr(way, fail)
        background._day = TODAY
        with qtbot.capture_exceptions() as heard:
            background.look()
        assert [type(each) for each, *_ in [each[1:] for each in heard]] == ([] if "lines" in way else [error])
        assert background._ticks.isActive() and background._day != TODAY


def test_only_the_first_start_makes_a_register(qtbot: QtBot, tmp_path: Path) -> None:
    """Where the usual one is gone, nothing is put in its place; tests/desktop/test_first_start.py has the first."""
    usual = tmp_path / "data" / "first.aide"
    usual.parent.mkdir()
    first_run.begin(usual)
    usual.with_name(first_run.BEGUN).touch()
    usual.rename(tmp_path / "moved.aide")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(first_run, "usual_place", lambda: usual)
        program = Program(application(), usual, TODAY)
        program.window.show()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(CannotOpen)), timeout=10_000)
        (dialog,) = program.window.findChildren(CannotOpen)
        assert not usual.exists()
        dialog.reject()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()


def test_a_failure_is_noted_without_a_word_of_a_record(tmp_path: Path) -> None:
    told: list[str] = []
    note = CrashNote(told.append, lambda: datetime(2026, 11, 23, 9, tzinfo=UTC), tmp_path)
    try:
        raise RuntimeError("the minister's secret")
    except RuntimeError as error:
        note._hear(RuntimeError, error, error.__traceback__)
    text = note.file.read_text(encoding="utf-8")
    assert told == [""] and "RuntimeError" in text and "test_app.py" in text and "secret" not in text
    note._hear(NotFound, NotFound("There is no visit 9."), None)
    assert told[1:] == ["There is no visit 9."]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_keys_that_act_on_a_record_wait_until_it_is_seen(program: Program, qtbot: QtBot) -> None:
    program.window.parts.settings.page = "visits"
    program.window.painted.disconnect(program._begin)
    program.window.show()
    program.window.activateWindow()
    program._begin()  # at once, not when the window is painted
    handle, said = program.window.windowHandle(), program.window.parts.snackbar
    for key, held in ((Qt.Key.Key_Delete, NO), (Qt.Key.Key_L, NO), (Qt.Key.Key_E, CTRL), (Qt.Key.Key_Z, CTRL)):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, key, held)
            QApplication.sendEvent(handle, event)
    assert not said.isVisible() and QApplication.activeModalWidget() is None
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)
    qtbot.wait(50)
    QTest.keyClick(handle, Qt.Key.Key_Delete)
    assert said.isVisible() and "Trash" in said.accessibleName()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.sampled(0)
def test_a_search_at_once_opens_under_its_field(program: Program, qtbot: QtBot) -> None:
    program.window.painted.disconnect(program._begin)
    program.window.show()
    program.window.activateWindow()
    program._begin()  # at once, not when the window is painted
    field = program.window.parts.header.search
    program.window.parts.actions[A.search].trigger()
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)
    field.begin()
    qtbot.wait(50)
    (results,) = program.window.findChildren(SearchResults)
    under = field.mapTo(program.window, QPoint(field.width() // 2, field.height()))
    assert results.isVisible() and abs(results.geometry().center().x() - under.x()) <= 1
    assert results.y() >= under.y()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs otherwise.")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.sampled(1)
def test_what_was_typed_just_before_the_system_ends_the_program_is_kept(
    program: Program, qtbot: QtBot, tmp_path: Path, number: signal.Signals
) -> None:
    started(program, qtbot)
    ending = Ending(program)
    ending.wanted.connect(program.end)
    try:
        program.window.parts.actions[NEW[Kind.VISIT]].trigger()
        form = QApplication.activeModalWidget()
        assert form is not None
        QTest.keyClicks(form.findChildren(QLineEdit, "field.visit.title")[0], "Working visit")
        with qtbot.waitSignal(ending.wanted, timeout=2000):
            os.kill(os.getpid(), number)
        assert "Working visit" in DraftFile(tmp_path / "first.aide").path.read_text(encoding="utf-8")
    finally:
        ending.stop()
        DraftFile(tmp_path / "first.aide").path.unlink(missing_ok=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs otherwise.")
@pytest.mark.parametrize("words", ["Paki", "zzzz"], ids=["on offer", "unknown"])
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_system_ends_the_program_while_a_name_is_typed(program: Program, qtbot: QtBot, words: str) -> None:
    """With names on offer under it or not: the line that is left looks nothing up in a register that is closed."""
    started(program, qtbot)
    program.window.activateWindow()
    program.window.parts.actions[NEW[Kind.COMMITMENT]].trigger()
    form = QApplication.activeModalWidget()
    assert form is not None
    line = form.findChildren(RecordPicker)[0].line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, words)
    program.end()
    program.window.hide()
    line.clearFocus()
    assert program._store is None
    DraftFile(program._register).path.unlink(missing_ok=True)
