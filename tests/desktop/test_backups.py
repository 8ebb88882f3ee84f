"""Backups in the window: made by themselves, told of, missed, pinned, restored, and what was restored taken back."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from db.backup_folder import within
from db.commands.base import Hide
from db.commands.parties import AddArea
from db.queries.records import of_kind
from db.records.base import View
from db.records.parties import AreaDraft
from db.rules.backups import BULK, Backup, Before, name
from db.vocabulary import Kind
from desktop import backups, clock
from desktop.app import Program
from desktop.backups import Looked, Memory
from desktop.cli import program as command_line
from desktop.keeper import Keeper, keeper_of
from desktop.kit.row_list import RowList
from desktop.shell.backups import BackupNote
from desktop.shell.register import CannotOpen
from desktop.shell.restore import RestoreDialog, rows_of
from desktop.shell.watch import Watch
from desktop.workspace import Go, Workspace
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.whole import on_the_usual_register, started

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def frame(tmp_path: Path) -> Iterator[Frame]:
    """The window on a starter register in a folder of its own."""
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def keeper(frame: Frame, qtbot: QtBot) -> Keeper:
    """Who keeps its backups, once the first one is made and the drill is done."""
    frame.desk.answer()
    keeper = keeper_of(frame.workspace)
    begun(keeper, qtbot)
    return keeper


def begun(keeper: Keeper, qtbot: QtBot) -> None:
    """Let the keeper begin, and wait until the other thread has nothing to do."""
    keeper.begin()
    settled(keeper, qtbot)


def settled(keeper: Keeper, qtbot: QtBot) -> None:
    """Wait until the other thread has nothing to do."""
    qtbot.waitUntil(lambda: not keeper.is_busy, timeout=20_000)


def add(workspace: Workspace, title: str) -> None:
    """Change something."""
    workspace.run(AddArea(AreaDraft(title=title)))


def part(window: QWidget, name: str) -> QLabel | QPushButton:
    """What is written on a part of the window."""
    found = window.findChild(QLabel, name) or window.findChild(QPushButton, name)
    assert isinstance(found, QLabel | QPushButton), name
    return found


def test_the_first_backup_and_the_first_drill(frame: Frame, keeper: Keeper, tmp_path: Path) -> None:
    """At the start, as nothing holds what is in the register; the drill is remembered."""
    (made,) = keeper.found.backups
    assert made.path.parent == tmp_path / "follow-up backups" and made.size > 100_000
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700 and stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert not keeper.is_changed and not keeper.failed
    drilled = keeper.memory.drilled
    assert drilled is not None and (drilled.wrong, drilled.records) == ("", frame.workspace.standing().records)
    assert part(frame.window, "status.backup").text().startswith("Last backup: ")


@pytest.mark.sampled(0)
def test_one_more_after_half_an_hour_of_change(frame: Frame, keeper: Keeper, qtbot: QtBot) -> None:
    """The first change sets the time running, later ones do not put it off; without a change there is none."""
    keeper.back_up()
    settled(keeper, qtbot)
    assert len(keeper.found.backups) == 1 and not keeper._timer.isActive()
    add(frame.workspace, "Water")
    assert keeper.is_changed and keeper._timer.isActive() and keeper._timer.interval() == 30 * 60 * 1000
    left = keeper._timer.remainingTime()
    qtbot.wait(5)
    add(frame.workspace, "Power")
    assert keeper._timer.remainingTime() < left
    keeper._timer.timeout.emit()
    settled(keeper, qtbot)
    assert (len(keeper.found.backups), keeper.is_changed, keeper._timer.isActive()) == (2, False, False)


@pytest.mark.sampled(0)
def test_before_much_is_changed_at_once(frame: Frame, keeper: Keeper, qtbot: QtBot) -> None:
    """Reason: what a hand slipped on must be there as it was; for a few records there is Undo."""
    for number in range(BULK):
        add(frame.workspace, f"Area {number}")
    ids = tuple(each.id for each in frame.workspace.ask(lambda reader: of_kind(reader, Kind.AREA, View())))[-BULK:]
    first = keeper.newest
    frame.workspace.run(Hide(ids[1:]))
    settled(keeper, qtbot)
    assert keeper.newest == first and first is not None
    frame.workspace.undo()
    before = frame.workspace.standing()
    frame.workspace.run(Hide(ids))
    settled(keeper, qtbot)
    assert sorted(each.change or 0 for each in keeper.found.backups) == [first.change, before.change]


def test_no_backup_is_said_and_tried_again(frame: Frame, keeper: Keeper, qtbot: QtBot, tmp_path: Path) -> None:
    """With its cause, on top of the page; earlier ones stay, and it goes once there is one."""
    folder = tmp_path / "follow-up backups"
    folder.rename(tmp_path / "kept")
    folder.write_text("a file")
    add(frame.workspace, "Water")
    keeper.back_up()
    settled(keeper, qtbot)
    note = frame.window.findChild(BackupNote)
    assert note is not None and note.isVisible()
    assert "No backup since" in note.accessibleName() and "a file has the name" in note.accessibleName()
    folder.unlink()
    (tmp_path / "kept").rename(folder)
    again = next(each for each in note.findChildren(QPushButton) if each.text() == "Try again")
    QTest.mouseClick(again, LEFT)
    settled(keeper, qtbot)
    assert not note.isVisible() and len(keeper.found.backups) == 2


@pytest.mark.sampled(0)
def test_a_second_place(frame: Frame, keeper: Keeper, qtbot: QtBot, tmp_path: Path) -> None:
    """It has the backups too; where it is away that is said and nothing is hindered, and what was closed stays so."""
    stick = tmp_path / "stick"
    stick.mkdir()
    keeper.name_place(str(stick))
    settled(keeper, qtbot)
    there = within(stick, keeper.register)
    assert [path.name for path in there.iterdir()] == [keeper.found.backups[0].path.name]
    add(frame.workspace, "Water")
    keeper.back_up()
    settled(keeper, qtbot)
    assert len(keeper.found.backups) == 2
    assert {path.name for path in there.iterdir()} == {each.path.name for each in keeper.found.backups}
    shutil.rmtree(stick)
    add(frame.workspace, "Power")
    keeper.back_up()
    settled(keeper, qtbot)
    note = frame.window.findChild(BackupNote)
    assert note is not None and note.isVisible() and "is away" in note.accessibleName()
    assert not keeper.is_changed and not stick.exists()
    note._shut()
    keeper.look()
    settled(keeper, qtbot)
    assert not note.isVisible()
    keeper.name_place("")
    settled(keeper, qtbot)
    assert not keeper.found.missing


@pytest.mark.parametrize(("days", "warned"), [(2, False), (3, True)])
def test_who_has_no_backup_for_days_is_warned(
    frame: Frame, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, days: int, warned: bool
) -> None:
    """In the status line, and only where something was changed."""
    later = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: later)
    keeper.changed.emit()
    assert part(frame.window, "status.backup").property("ink") == "text2"
    add(frame.workspace, "Water")
    assert part(frame.window, "status.backup").property("ink") == ("warning" if warned else "text2")


def test_who_only_reads_makes_no_backups(tmp_path: Path, qtbot: QtBot) -> None:
    """Another window writes, and makes them; asked for, one is made all the same."""
    with opened(tmp_path, writing=False) as frame:
        frame.desk.answer()
        keeper = keeper_of(frame.workspace)
        begun(keeper, qtbot)
        assert not (tmp_path / "follow-up backups").exists()
        frame.window.parts.actions["file.back_up"].trigger()
        settled(keeper, qtbot)
        assert len(keeper.found.backups) == 1


def test_settings_show_the_register_and_its_backups(frame: Frame, keeper: Keeper, qtbot: QtBot) -> None:
    """Checked, backed up and pinned from there."""
    add(frame.workspace, "Water")
    frame.workspace.go_wanted.emit(Go("settings"))
    settled(keeper, qtbot)
    shown = frame.window.findChild(RowList, "settings.backups.list")
    assert shown is not None and [row.value for row in shown._rows.rows] == ["1 change since"]
    assert part(frame.window, "register.place").text() == frame.workspace.path
    assert part(frame.window, "register.check").text() == "never"
    assert "a backup was restored and is equal" in part(frame.window, "register.drill").text()
    QTest.mouseClick(part(frame.window, "register.check_now"), LEFT)
    settled(keeper, qtbot)
    assert "whole" in part(frame.window, "register.check").text()
    assert [row.value for row in shown._rows.rows] == ["nothing since", "1 change since"]
    (pin,) = shown._buttons
    shown.set_current(keeper.found.backups[0])
    pin.defaultAction().trigger()
    settled(keeper, qtbot)
    assert [each.pinned for each in keeper.found.backups] == [True, False]
    assert "pinned" in shown._rows.rows[0].meta
    assert pin.defaultAction().text() == "Unpin"
    QTest.mouseClick(part(frame.window, "register.back_up"), LEFT)
    settled(keeper, qtbot)
    assert len(keeper.found.backups) == 3


@pytest.mark.sampled(0)
def test_a_backup_that_somebody_else_made_is_seen(frame: Frame, keeper: Keeper, qtbot: QtBot, tmp_path: Path) -> None:
    """The command line makes them too; what stands at the foot is then no longer true."""
    (watch,) = frame.window.findChildren(Watch)
    watch.look()
    settled(keeper, qtbot)
    add(frame.workspace, "Water")
    made = frame.store.backup(tmp_path / "follow-up backups")
    watch.look()
    settled(keeper, qtbot)
    assert len(keeper.found.backups) == 2 and made in {each.path for each in keeper.found.backups}
    assert not keeper.is_changed


def test_a_check_by_the_command_line_is_shown_and_none_of_another_register(
    frame: Frame, keeper: Keeper, qtbot: QtBot
) -> None:
    """What was looked through when another lay at this place says nothing of the one that is open."""
    (watch,) = frame.window.findChildren(Watch)
    frame.workspace.go_wanted.emit(Go("settings"))
    settled(keeper, qtbot)
    check = part(frame.window, "register.check")
    assert check.text() == "never"
    ended = CliRunner().invoke(command_line, ["--register", frame.workspace.path, "check"])
    assert ended.exit_code == 0, ended.output
    watch.look()
    settled(keeper, qtbot)
    assert check.text().endswith(": whole")
    known = keeper.memory
    for which in ("checked", "drilled"):
        ours = getattr(known, which)
        for other in ({"head": "ab" * 32}, {"change": ours.change + 1}, {"head": ""}):
            backups.remember(keeper.register, known.model_copy(update={which: ours.model_copy(update=other)}))
            assert getattr(keeper.memory, which) is None, (which, other)
    keeper.name_place("")
    assert backups.memory(keeper.register).drilled is None, "nobody keeps what is of another"
    settled(keeper, qtbot)


def test_backups_of_one_minute_are_told_apart(frame: Frame, keeper: Keeper, qtbot: QtBot) -> None:
    """By their seconds; those that stand alone have none."""
    at = datetime(2026, 11, 23, 9, 5, 7, tzinfo=UTC)
    every = [Backup(Path(f"{n}.aide"), at + timedelta(seconds=n)) for n in (0, 20, 120)]
    rows = rows_of(every, {}, None, at.date())
    ends = [row.title.rpartition(" ")[2] for row in rows]
    assert [len(end) for end in ends] == [8, 8, 5] and len(set(ends)) == 3


def test_what_is_wrong_with_the_register_is_shown(frame: Frame, keeper: Keeper, qtbot: QtBot) -> None:
    """Reason: a check whose result nobody sees is none."""
    with frame.store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE change SET label = 'Nothing' WHERE id = 1")
    frame.workspace.go_wanted.emit(Go("settings"))
    QTest.mouseClick(part(frame.window, "register.check_now"), LEFT)
    settled(keeper, qtbot)
    assert "not whole" in part(frame.window, "register.check").text()
    assert keeper.memory.checked is not None and keeper.memory.checked.wrong


def test_what_is_remembered_is_private_and_survives_nonsense(tmp_path: Path) -> None:
    """It is a file of the officer's own; what stands in it that nobody understands counts for nothing."""
    register = tmp_path / "a.aide"
    looked = Looked(at=datetime(2026, 11, 23, tzinfo=UTC), change=4, records=9, head="ab")
    kept = Memory(place="/mnt/stick", checked=looked)
    backups.remember(register, kept)
    assert backups.memory(register) == kept and backups.memory(tmp_path / "b.aide") == Memory()
    file = backups._file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or os.name != "posix"
    for nonsense in ("", "[]", json.dumps({str(register): {"place": 4}}), "{", "\x00"):
        file.write_text(nonsense)
        assert backups.memory(register) == Memory()
    file.unlink()


# ------------------------------------------------------------------------------------------------ the whole program
@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The program on the usual register, which is in a folder of its own; not shown yet."""
    with on_the_usual_register(tmp_path) as made:
        yield made


def workspace_of(program: Program) -> Workspace:
    """The register that is open in the window."""
    assert program._desk is not None
    return program._desk.workspace


def areas(program: Program) -> int:
    """How many areas the open register has."""
    found = workspace_of(program).ask(lambda reader: of_kind(reader, Kind.AREA, View()))
    return len(found)


def press(window: QWidget, name: str) -> None:
    """Press a button that has to be there."""
    button = part(window, name)
    assert button.isVisible() and button.isEnabled(), name
    QTest.mouseClick(button, LEFT)


def test_restored_and_undone_in_the_open_window(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """What would be lost is said before; the window goes on with what was restored, and back again."""
    started(program, qtbot)
    keeper = keeper_of(workspace_of(program))
    begun(keeper, qtbot)
    before = areas(program)
    add(workspace_of(program), "Water")
    program.window.parts.actions["file.restore"].trigger()
    dialog = program.window.findChild(RestoreDialog)
    assert dialog is not None and "1 change came after it" in part(dialog, "restore.lost").text()
    assert "Water" in part(dialog, "restore.lost").text()
    press(dialog, "restore.do")
    assert areas(program) == before
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)
    program.window.parts.actions["file.settings"].trigger()
    settled(keeper_of(workspace_of(program)), qtbot)
    add(workspace_of(program), "Giraffe")
    press(program.window, "register.undo_restore")
    (asked,) = [each for each in program.window.findChildren(RestoreDialog) if each.isVisible()]
    assert "1 change came after it" in part(asked, "restore.lost").text()
    assert "Giraffe" in part(asked, "restore.lost").text() and areas(program) == before + 1
    press(asked, "restore.cancel")
    assert areas(program) == before + 1
    press(program.window, "register.undo_restore")
    (asked,) = [each for each in program.window.findChildren(RestoreDialog) if each.isVisible()]
    press(asked, "restore.do")
    assert areas(program) == before + 1 and "Giraffe" not in workspace_of(program).standing().label
    assert "The restore was undone" in program.window.parts.snackbar.accessibleName()
    assert (tmp_path / "first.aide.lock").exists()


@pytest.mark.parametrize("harm", ["never readable", "damaged since", "half"])
@pytest.mark.sampled(1)
def test_what_cannot_be_read_takes_the_place_of_nothing(program: Program, qtbot: QtBot, harm: str) -> None:
    """Reason: one click put a broken file in place of a whole register."""
    started(program, qtbot)
    keeper = keeper_of(workspace_of(program))
    begun(keeper, qtbot)
    program._restore(keeper.found.backups[0])
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)
    keeper = keeper_of(workspace_of(program))
    keeper.look()
    settled(keeper, qtbot)
    kept = keeper.undoing
    assert kept is not None
    content = kept.path.read_bytes()
    if harm == "never readable":
        renamed = kept.path.with_name(name(keeper.register, kept.taken, before=Before.RESTORE))
        kept.path.rename(renamed)
        renamed.write_bytes(b"Dear colleague" * 1000)
    elif harm == "half":
        kept.path.write_bytes(content[: len(content) // 2])
    else:
        kept.path.write_bytes(content[: 40 * 4096] + b"x" * 4096 + content[41 * 4096 :])
    keeper.look()
    settled(keeper, qtbot)
    program.window.parts.actions["file.settings"].trigger()
    settled(keeper, qtbot)
    before = keeper.register.read_bytes()
    undo, offered = "register.undo_restore", harm != "never readable"
    assert part(program.window, undo).isVisible() is offered
    press(program.window, undo) if offered else program.window.parts.actions["file.restore"].trigger()
    (asked,) = [each for each in program.window.findChildren(RestoreDialog) if each.isVisible()]
    asked.list.set_current(next(each for each in keeper.found.backups if each.before))
    assert not part(asked, "restore.do").isEnabled()
    assert "Choose" in part(asked, "restore.lost").text()
    asked.list.opened.emit(asked.list.current_key())
    assert asked.isVisible() and keeper.register.read_bytes() == before


@pytest.mark.parametrize("harm", ["gone", "empty", "a letter", "half"])
@pytest.mark.sampled(1)
def test_restored_from_the_message_at_the_start(program: Program, qtbot: QtBot, tmp_path: Path, harm: str) -> None:
    """No starter takes the place of a register that is gone; a backup does, without starting the program again."""
    started(program, qtbot)
    workspace = workspace_of(program)
    add(workspace, "Water")
    begun(keeper_of(workspace), qtbot)
    before, register = areas(program), tmp_path / "first.aide"
    program.close_register()
    content = register.read_bytes()
    there = {"gone": None, "empty": b"", "a letter": b"Dear colleague", "half": content[: len(content) // 2]}[harm]
    register.unlink()
    if there is not None:
        register.write_bytes(there)
    program._begin()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(CannotOpen)), timeout=10_000)
    (message,) = program.window.findChildren(CannotOpen)
    assert any("The newest backup is of today" in label.text() for label in message.findChildren(QLabel))
    assert (register.read_bytes() if register.exists() else None) == there
    press(message, "cannot_open.restore")
    dialog = program.window.findChild(RestoreDialog)
    lost = "cannot be read" if there else "There is no register at this place"
    assert dialog is not None and lost in part(dialog, "restore.lost").text()
    assert any("is kept as" in each.text() for each in dialog.findChildren(QLabel) if each.isVisible()) is bool(there)
    press(dialog, "restore.do")
    qtbot.waitUntil(lambda: program.is_ready, timeout=10_000)
    assert areas(program) == before
    keeper = keeper_of(workspace_of(program))
    keeper.look()
    settled(keeper, qtbot)
    assert [each.path.read_bytes() for each in keeper.found.backups if each.before] == ([there] if there else [])
    said = program.window.parts.snackbar.accessibleName()
    assert keeper.undoing is None and ("could not be read; it is kept as it was" in said) is bool(there)


@pytest.mark.sampled(0)
def test_a_backup_that_cannot_be_restored_leaves_the_window_as_it_was(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """It is said, and the register is open again."""
    started(program, qtbot)
    keeper = keeper_of(workspace_of(program))
    begun(keeper, qtbot)
    add(workspace_of(program), "Water")
    before = areas(program)
    keeper.found.backups[0].path.write_bytes(b"Dear colleague")
    program._restore(keeper.found.backups[0])
    assert areas(program) == before
    assert program.window.parts.snackbar.isVisible()
