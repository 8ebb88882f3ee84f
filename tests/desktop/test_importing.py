"""A file with everything of a register becomes a new register, is opened, can be stopped, and is refused in words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.store import open_register
from desktop.app import Program
from desktop.first_run import make_from
from desktop.shell.importing import ImportDialog
from tests.bundles import exported
from tests.desktop.driver.frame import application
from tests.registers import TODAY, make_starter, now

PATIENCE_MS = 30_000


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot) -> Program:
    """The program on the starter register, with everything in it written out beside it."""
    exported(make_starter(tmp_path / "starter.aide"), tmp_path / "all.jsonl")
    running = Program(application(), tmp_path / "starter.aide", TODAY)
    qtbot.addWidget(running.window)
    running.window.show()
    qtbot.waitUntil(lambda: running.is_ready, timeout=PATIENCE_MS)
    return running


def chooser(program: Program, title: str) -> QFileDialog:
    """The file dialog of that title that stands open."""
    (found,) = [each for each in program.window.findChildren(QFileDialog) if each.isVisible()]
    assert found.windowTitle() == title
    return found


def choose(dialog: QFileDialog, path: Path) -> None:
    """What pressing the button of the dialog says."""
    dialog.fileSelected.emit(str(path))
    dialog.done(QDialog.DialogCode.Accepted)


def begin(program: Program, file: Path, place: Path) -> ImportDialog:
    """File ▸ Import ▸ Register file…, both questions answered; the dialog that follows."""
    program.window.parts.actions["file.import_register"].trigger()
    choose(chooser(program, "Import register file"), file)
    where = chooser(program, "Where the new register goes")
    assert where.selectedFiles()[0].endswith(f"{file.stem}.aide")
    choose(where, place)
    (dialog,) = [each for each in program.window.findChildren(ImportDialog) if each.isVisible()]
    return dialog


def until_over(dialog: ImportDialog) -> None:
    """Wait until nothing goes on any more, and let the other thread have its turn meanwhile."""
    waiting, looks, patience = QEventLoop(), QTimer(), QElapsedTimer()

    def over() -> bool:
        return not isValid(dialog) or dialog.is_over

    looks.timeout.connect(lambda: waiting.quit() if over() or patience.hasExpired(PATIENCE_MS) else None)
    looks.start(10)
    patience.start()
    waiting.exec()
    assert over(), texts(dialog)


def texts(dialog: QDialog) -> str:
    """What the dialog says."""
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog))


def test_the_new_register_is_opened(program: Program, tmp_path: Path) -> None:
    dialog = begin(program, tmp_path / "all.jsonl", tmp_path / "copy.aide")
    until_over(dialog)
    assert program.window.windowTitle().startswith("copy ")
    assert "Made copy.aide with 78 records. The history stays" in program.window.parts.snackbar.accessibleName()
    program.close_register()
    with open_register(tmp_path / "copy.aide", now=now, by="", writing=False) as store:
        assert store.check().sound


def test_a_refusal_is_said_where_one_waits(program: Program, tmp_path: Path) -> None:
    """And nothing is opened or left behind."""
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "half.jsonl").write_bytes(b"".join(lines[:20]))
    (tmp_path / "there.aide").write_text("mine")
    for name, place, why in (
        ("half.jsonl", "copy.aide", "the file ends too early: 19 of 78 records"),
        ("all.jsonl", "there.aide", "already a file"),
    ):
        dialog = begin(program, tmp_path / name, tmp_path / place)
        until_over(dialog)
        assert why in texts(dialog) and "not imported" in texts(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    assert program.window.windowTitle().startswith("starter ")
    assert {path.suffix for path in tmp_path.iterdir()} <= {".aide", ".jsonl", ".lock"}
    assert not (tmp_path / "copy.aide").exists() and (tmp_path / "there.aide").read_text() == "mine"


def test_it_is_stopped_and_nothing_is_left(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button and Esc alike; while it stops the dialog stays, for something is still being removed."""
    going = threading.Event()

    def slowly(bundle: Path, path: Path, heard: Callable[[float], object]) -> int:
        def hear(share: float) -> None:
            going.wait(PATIENCE_MS / 1000)
            heard(share)

        return make_from(bundle, path, hear)

    monkeypatch.setattr("desktop.shell.importing.make_from", slowly)
    for stop in ("button", "key"):
        going.clear()
        dialog = begin(program, tmp_path / "all.jsonl", tmp_path / "copy.aide")
        button = dialog.findChild(QPushButton, "import.stop")
        assert button is not None and "Making copy.aide" in texts(dialog)
        if stop == "button":
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible() and "Stopping…" in texts(dialog) and not button.isEnabled()
        going.set()
        until_over(dialog)
        assert not any(each.isVisible() for each in program.window.findChildren(ImportDialog))
        assert not [path for path in tmp_path.iterdir() if path.name.startswith("copy")]
