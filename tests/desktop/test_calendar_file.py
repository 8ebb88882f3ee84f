"""The calendar file: written where somebody asks, kept up to date beside the register, and in nobody's way."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from db.commands.commitments import AddCommitment
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from desktop import backups
from desktop.alone import module_alone
from desktop.cli import program
from desktop.shell.calendar_file import AFTER_MS, CalendarFile, calendar_file_of
from desktop.workspace import Go
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.leaving import dialog
from tests.registers import make_starter

LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 30_000


@pytest.fixture
def frame(tmp_path: Path) -> Iterator[Frame]:
    """The window on a starter register in a folder of its own, which does what its menus say."""
    (tmp_path / "desk").mkdir()
    with opened(tmp_path / "desk") as shown:
        shown.desk.answer()
        yield shown


@pytest.fixture
def file(frame: Frame) -> CalendarFile:
    """Who writes its calendar."""
    file = calendar_file_of(frame.workspace)
    assert file._timer.interval() == AFTER_MS
    file._timer.setInterval(50)
    return file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the calendar is kept."""
    return tmp_path / "shared" / "desk.ics"


def settled(file: CalendarFile, qtbot: QtBot) -> None:
    """Wait until the file is as new as the register."""
    qtbot.waitUntil(lambda: not file.is_busy, timeout=PATIENCE_MS)


def promise(frame: Frame, title: str) -> None:
    """Store something that has a date."""
    frame.workspace.run(AddCommitment(CommitmentDraft(title=title, due=Period.from_edtf("2026-12-04"))))


def part(frame: Frame, name: str) -> QLabel | QPushButton:
    """What is written on a part of the Settings."""
    found = frame.window.findChild(QWidget, name)
    assert isinstance(found, QLabel | QPushButton)
    return found


def called(register: Path, *words: str) -> tuple[int, str]:
    """How the command line ends, and what it says."""
    said = CliRunner().invoke(program, ["--register", str(register), "--on", "2026-11-23", *words])
    return said.exit_code, said.output


# ------------------------------------------------------------------------------------------------ the command line
def test_the_command_line_writes_it_the_same_each_time_and_over_nothing_unasked(tmp_path: Path) -> None:
    register, place = make_starter(tmp_path / "follow-up.aide"), tmp_path / "out.ics"
    assert called(register, "calendar", str(place)) == (0, f"Wrote 4 dates to {place}.\n")
    first = place.read_bytes()
    code, said = called(register, "calendar", str(place))
    assert code == 3 and "already a file" in said and place.read_bytes() == first
    assert called(register, "calendar", str(place), "--force")[0] == 0 and place.read_bytes() == first
    assert first.startswith(b"BEGIN:VCALENDAR\r\n") and first.count(b"BEGIN:VEVENT\r\n") == 4
    assert stat.S_IMODE(place.stat().st_mode) == 0o666 & ~_umask() or os.name != "posix"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_the_command_line_saves_comes_into_it_too(tmp_path: Path) -> None:
    register, place = make_starter(tmp_path / "follow-up.aide"), tmp_path / "shared" / "desk.ics"
    backups.remember(register, backups.Memory(calendar=str(place)))
    words = ("log", "60", "--text", "Called", "--next", "2026-12-04", "--next-text", "Write")
    code, said = called(register, *words)
    assert code == 0 and f"{place.parent}" in said and "Next step" in said, "It is stored all the same."
    place.parent.mkdir()
    assert called(register, "undo")[0] == 0 and b"Next step" not in place.read_bytes()
    assert called(register, "redo")[0] == 0 and b"SUMMARY:Next step: Write (Return state visit" in place.read_bytes()


def test_the_window_never_loads_what_sets_it(tmp_path: Path) -> None:
    """It is loaded in the process that writes; a start does not pay for it, nor does asking for a calendar."""
    command, environment = module_alone("desktop")
    modules = ("desktop.app", "desktop.shell.answers", "desktop.shell.settings_page", "desktop.cli")
    code = f"import sys, {', '.join(modules)}; sys.exit('icalendar' in sys.modules)"
    done = subprocess.run([command[0], "-P", "-c", code], env=environment, check=False, cwd=tmp_path)
    assert done.returncode == 0


# ------------------------------------------------------------------------------------------------------ the window
@pytest.mark.sampled(0)
def test_it_is_exported_once_and_forgotten(frame: Frame, tmp_path: Path, qtbot: QtBot) -> None:
    place, said = tmp_path / "once.ics", QSignalSpy(frame.workspace.said)
    frame.window.parts.actions["file.export_calendar"].trigger()
    asked = dialog(frame)
    assert [Path(each).name for each in asked.selectedFiles()] == ["follow-up.ics"]
    asked.fileSelected.emit(str(place))
    qtbot.waitUntil(lambda: said.count() == 1, timeout=PATIENCE_MS)
    assert said.at(0)[0] == f"Wrote 4 dates to {place}."
    before = place.read_bytes()
    promise(frame, "Build a road")
    assert not calendar_file_of(frame.workspace).place and place.read_bytes() == before


def test_it_is_written_again_after_each_save_and_is_what_the_command_line_writes(
    frame: Frame, file: CalendarFile, place: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    place.parent.mkdir()
    file.keep_at(str(place))
    settled(file, qtbot)
    first = place.read_bytes()
    for title in ("Build a road", "Build a bridge"):
        promise(frame, title)
    assert file.is_busy and place.read_bytes() == first, "Of several changes in a row it is written once."
    settled(file, qtbot)
    second = place.read_bytes()
    assert b"SUMMARY:Due: Build a road\r\n" in second and b"SUMMARY:Due: Build a bridge\r\n" in second
    frame.workspace.undo()
    settled(file, qtbot)
    assert b"bridge" not in place.read_bytes()
    assert called(Path(frame.workspace.path), "calendar", str(tmp_path / "b.ics"))[0] == 0
    assert (tmp_path / "b.ics").read_bytes() == place.read_bytes()
    assert [each.name for each in place.parent.iterdir()] == [place.name]
    file.keep_at("")
    promise(frame, "Build a dam")
    settled(file, qtbot)
    assert b"dam" not in place.read_bytes()


def test_what_was_saved_last_still_comes_into_it_when_the_window_closes(
    tmp_path: Path, place: Path, qtbot: QtBot
) -> None:
    place.parent.mkdir()
    with opened(tmp_path) as frame:
        frame.desk.answer()
        backups.remember(Path(frame.workspace.path), backups.Memory(calendar=str(place)))
        promise(frame, "Build a road")
        assert not place.exists()
    qtbot.waitUntil(place.exists, timeout=PATIENCE_MS)
    assert b"Build a road" in place.read_bytes()


@pytest.mark.sampled(0)
def test_a_place_that_cannot_be_written_is_told_of_once_and_stops_no_save(
    frame: Frame, file: CalendarFile, place: Path, qtbot: QtBot
) -> None:
    refusals = QSignalSpy(frame.workspace.refused)
    file.keep_at(str(place))  # its folder is not there
    settled(file, qtbot)
    assert refusals.count() == 1 and "The calendar file is not as new as the register." in refusals.at(0)[0]
    promise(frame, "Build a road")
    settled(file, qtbot)
    assert refusals.count() == 1 and str(place.parent) in file.failed
    place.parent.mkdir()
    promise(frame, "Build a bridge")
    settled(file, qtbot)
    assert not file.failed and b"Build a road" in place.read_bytes() and b"Build a bridge" in place.read_bytes()
    place.unlink()
    place.parent.rmdir()
    promise(frame, "Build a dam")
    settled(file, qtbot)
    assert refusals.count() == 2


def test_whoever_only_reads_leaves_it_alone(tmp_path: Path, place: Path) -> None:
    register = make_starter(tmp_path / "follow-up.aide")
    backups.remember(register, backups.Memory(calendar=str(place)))
    with opened(tmp_path, writing=False) as frame:
        frame.desk.answer()
        file = calendar_file_of(frame.workspace)
        file._refresh()
        assert file.place and not file.is_busy
        frame.workspace.go_wanted.emit(Go("settings"))
        assert not part(frame, "reminders.choose").isEnabled() and not part(frame, "reminders.none").isEnabled()


# -------------------------------------------------------------------------------------------------------- settings
@pytest.mark.sampled(0)
def test_settings_say_where_it_is_and_whether_it_could_be_written(
    frame: Frame, file: CalendarFile, place: Path, qtbot: QtBot
) -> None:
    register = Path(frame.workspace.path)
    backups.remember(register, backups.Memory(place="/stick"))
    frame.window.parts.actions["file.settings"].trigger()
    assert part(frame, "reminders.calendar").text().startswith("none")
    assert part(frame, "reminders.none").isHidden()
    QTest.mouseClick(part(frame, "reminders.choose"), LEFT)
    dialog(frame).fileSelected.emit(str(place))
    settled(file, qtbot)
    assert "desk.ics" not in part(frame, "reminders.calendar").text() and file.failed
    place.parent.mkdir()
    promise(frame, "Build a road")
    settled(file, qtbot)
    assert part(frame, "reminders.calendar").text() == str(place) and place.is_file()
    assert backups.memory(register) == backups.Memory(place="/stick", calendar=str(place))
    QTest.mouseClick(part(frame, "reminders.none"), LEFT)
    assert part(frame, "reminders.calendar").text().startswith("none") and not file.place
