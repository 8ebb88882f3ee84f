"""Reminders that reach a person: in the window, on the desktop, and while the program stays behind a closed window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.commands.commitments import AddCommitment
from db.commands.reminders import AddReminder
from db.queries import reminders
from db.records.commitments import CommitmentDraft
from db.records.reminders import ReminderDraft
from db.rules.notifications import GAP
from db.rules.periods import Period
from desktop import clock
from desktop.app import Program
from desktop.notifying.choices import Choices, choose
from desktop.record.log_action import LogActionDialog
from desktop.shell import background, tray
from desktop.shell.background import Background
from desktop.shell.register import CannotOpen
from tests.desktop.driver.frame import TODAY, Frame
from tests.desktop.driver.frame import opened as window_on
from tests.desktop.driver.session_bus import SessionBus, session_bus
from tests.desktop.driver.whole import USUAL, on_the_usual_register, started
from tests.registers import make_empty, opened

TITLES = ("Send the list", "Name the co-chairs", "Answer the note")


class Day:
    """The clock of this test."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def passes(self, gone: timedelta) -> None:
        """So much time goes by."""
        self.now += gone


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """It is noon; time passes where the test says so."""
    made = Day()
    for name in ("now", "here"):
        monkeypatch.setattr(clock, name, lambda: made.now)
    monkeypatch.setattr(clock, "today", made.today)
    return made


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    """A session bus, and what is told and chosen in a folder of its own."""
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    (tmp_path / "bus.d").mkdir()
    with session_bus(tmp_path / "bus.d") as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={made.address}")
        yield made


@pytest.fixture
def has_tray(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether there is a tray: what stands first in the list. Offscreen there is none, and its icon is not seen."""
    there = [True]
    monkeypatch.setattr(background, "has_tray", lambda: there[0])
    monkeypatch.setattr(tray, "has_tray", lambda: False)
    monkeypatch.setattr(tray.Tray, "show", lambda _self: None)
    return there


def make_reminding(path: Path) -> Path:
    """A register in which one reminder fires now, and one more on each of the next days."""
    with opened(make_empty(path)) as store:
        for number, title in enumerate(TITLES):
            due = Period.on(date(2029, 1, 1))
            owner = store.run(AddCommitment(CommitmentDraft(title=title, due=due))).record
            on = TODAY + timedelta(days=number)
            store.run(AddReminder(ReminderDraft(title=f"Ask {number}", record=owner, on=on)))
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Such a register for one test."""
    return make_reminding(tmp_path / USUAL)


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    """A window on one for all tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("frame")
    make_reminding(folder / "follow-up.aide")
    with window_on(folder) as made:
        made.desk.answer()
        yield made


class Nobody:
    """Stands in for the program where nothing is asked of it."""

    def __init__(self, frame: Frame) -> None:
        self.window = frame.window

    def open(self, path: Path, *, writing: bool = True) -> bool:
        raise AssertionError(f"nobody opens {path} to {'write' if writing else 'read'}")

    def close_register(self) -> None:
        raise AssertionError("nobody closes it")

    def end(self) -> None:
        raise AssertionError("nobody ends")


@pytest.fixture
def behind(frame: Frame, bus: SessionBus, day: Day) -> Iterator[Background]:
    """What tells of its reminders, looking at the clock where the test says so; nobody was told of any."""
    made = Background(Nobody(frame))
    made._ticks.stop()
    made.follow(frame.workspace)
    yield made
    made.close()
    frame.window.parts.snackbar.dismiss()
    made.deleteLater()


@pytest.fixture
def program(
    register: Path, bus: SessionBus, day: Day, tmp_path: Path, qtbot: QtBot
) -> Iterator[tuple[Program, Background]]:
    """The program at work, looking at the clock where the test says so."""
    with on_the_usual_register(tmp_path) as made:
        made._on = None
        started(made, qtbot)
        made._keep()
        assert made._background is not None
        made._background._ticks.stop()
        yield made, made._background
        made._background.close()


def works_elsewhere(monkeypatch: pytest.MonkeyPatch, elsewhere: bool = True) -> None:
    """Whether somebody works in another program."""
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None if elsewhere else object())


def seen(program: tuple[Program, Background]) -> tuple[bool, bool]:
    """Whether the window is on the screen, and whether the program stays behind without it."""
    made, behind = program
    assert QApplication.quitOnLastWindowClosed() is not behind.is_hidden
    return made.window.isVisible(), behind.is_hidden


def stays_behind(program: tuple[Program, Background], qtbot: QtBot) -> None:
    """Close the window where it is to stay behind; others may write the register then."""
    made, _behind = program
    choose(Choices(background=True))
    made.window.close()
    assert seen(program) == (False, True)
    qtbot.waitUntil(lambda: (workspace := made._workspace()) is not None and not workspace.writing)


def groups(register: Path, today: date = TODAY) -> dict[str, str]:
    """The reminders of the register by their records: which fire, and which are put off."""
    with opened(register, writing=False) as store:
        found = store.ask(lambda reader: reminders.lines(reader, today))
    return {line.record.title: line.group for line in found if line.group in ("now", "snoozed")}


def test_somebody_who_works_in_the_window_is_told_there_once(
    frame: Frame, behind: Background, bus: SessionBus, monkeypatch: pytest.MonkeyPatch, day: Day, qtbot: QtBot
) -> None:
    daemon, snackbar = bus.has(), frame.window.parts.snackbar
    works_elsewhere(monkeypatch, False)
    snackbar.show_message("Logged.")
    behind.look()
    assert snackbar.accessibleName() == "Logged.", "what stands there is not covered"
    snackbar.dismiss()
    behind.look()
    assert snackbar.accessibleName().startswith(f"{TITLES[0]}: ")
    snackbar._trigger()
    page = frame.window.parts.stack.page()
    assert page is not None and page.name == "reminders"
    snackbar.show_message("")
    snackbar.dismiss()
    behind.look()
    works_elsewhere(monkeypatch)
    day.passes(GAP)
    behind.look()
    qtbot.wait(50)
    assert snackbar.accessibleName() == "" and daemon.shown == []


def test_somebody_elsewhere_is_told_on_the_desktop_together_and_seldom(
    program: tuple[Program, Background], bus: SessionBus, monkeypatch: pytest.MonkeyPatch, day: Day, qtbot: QtBot
) -> None:
    """The day turns without a timer of a day: it is looked at."""
    daemon, (made, behind) = bus.has(), program
    works_elsewhere(monkeypatch)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)
    assert daemon.shown[0].summary == TITLES[0]
    day.passes(timedelta(days=2))
    for _look in range(3):
        behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 2)
    assert (daemon.shown[1].summary, daemon.shown[1].actions) == ("2 reminders", {"default": "Show"})
    daemon.press(2, "default")
    qtbot.waitUntil(lambda: getattr(made.window.parts.stack.page(), "name", "") == "reminders")
    assert made.today() == TODAY + timedelta(days=2)


def test_log_opens_the_form_on_that_record(
    frame: Frame, behind: Background, bus: SessionBus, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    daemon = bus.has()
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")  # it is taken away again after the test
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)
    daemon.press(1, "log", "a-token")
    qtbot.waitUntil(lambda: bool(frame.window.findChildren(LogActionDialog)))
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"
    (dialog,) = frame.window.findChildren(LogActionDialog)
    assert any(TITLES[0] in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_where_nothing_shows_them_the_window_does_once_somebody_is_there(
    behind: Background, monkeypatch: pytest.MonkeyPatch, bus: SessionBus, day: Day, qtbot: QtBot
) -> None:
    """Nothing is lost by trying, it is not tried at every look, and what shows them may come later."""
    works_elsewhere(monkeypatch)
    behind.look()
    qtbot.waitUntil(lambda: behind._notifier._unreached is not None)
    daemon = bus.has()
    behind.look()
    qtbot.wait(50)
    assert daemon.shown == []
    day.passes(GAP)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)


def test_a_panel_that_falls_is_found_again(
    behind: Background, monkeypatch: pytest.MonkeyPatch, bus: SessionBus, day: Day, qtbot: QtBot
) -> None:
    """It fell in the middle of a call: told by the next, once somebody is there again."""
    bus.has(fails="Notify", how="goes")
    works_elsewhere(monkeypatch)
    behind.look()
    qtbot.waitUntil(lambda: behind._notifier._unreached is not None)
    daemon = bus.has()
    day.passes(GAP)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)


def test_the_tray_says_it_where_the_desktop_cannot(
    behind: Background, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[tuple[str, str]] = []

    def says(_self: tray.Tray, summary: str, body: str) -> bool:
        said.append((summary, body))
        return True

    monkeypatch.setattr(tray.Tray, "message", says)
    works_elsewhere(monkeypatch)
    behind.look()
    qtbot.waitUntil(lambda: bool(said))
    behind.look()
    assert [summary for summary, _body in said] == [TITLES[0]]


def test_a_closed_window_stays_behind_and_comes_back(
    program: tuple[Program, Background], register: Path, has_tray: list[bool], qtbot: QtBot
) -> None:
    """The register may be written by others meanwhile, and what they wrote is there when it comes back."""
    made, behind = program
    stays_behind(program, qtbot)
    with opened(register) as store:
        store.run(AddCommitment(CommitmentDraft(title="Written by somebody else")))
    behind._tray.open_wanted.emit()
    assert made.window.isVisible()
    made.window.close()  # at once
    qtbot.wait(2 * background.PAINT_MS)
    assert seen(program) == (False, True)
    behind._tray.open_wanted.emit()
    qtbot.waitUntil(lambda: not behind.is_hidden)
    assert seen(program) == (True, False)
    workspace = made._workspace()
    assert workspace is not None and workspace.writing
    made.window.frame._quit()
    assert seen(program) == (False, False) and made._workspace() is None


def test_a_window_closes_where_nothing_leads_back_or_nobody_chose(
    program: tuple[Program, Background], has_tray: list[bool]
) -> None:
    """Nor does it stay where another program stays behind already for this register."""
    made, behind = program
    workspace = made._workspace()
    assert workspace is not None and not behind.hides()
    choose(Choices(background=True))
    has_tray[0] = False
    assert not behind.hides()
    has_tray[0] = True
    other = background._only_for(workspace)
    assert other.tryLock(0)
    made.window.close()
    assert not behind.is_hidden and made._workspace() is None and not behind.hides()
    other.unlock()


def test_what_is_pressed_while_it_is_hidden_is_stored_in_a_short_opening(
    program: tuple[Program, Background], register: Path, has_tray: list[bool], bus: SessionBus, qtbot: QtBot
) -> None:
    """And what was dealt with by then is not done a second time."""
    daemon, (made, behind) = bus.has(), program
    stays_behind(program, qtbot)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)
    assert groups(register) == {TITLES[0]: "now"}
    daemon.says("ActionInvoked", "us", (1, "snooze"))
    qtbot.waitUntil(lambda: groups(register) == {TITLES[0]: "snoozed"})
    workspace = made._workspace()
    assert behind.is_hidden and workspace is not None and not workspace.writing and not made.window.isVisible()
    with opened(register) as store:  # nobody holds it
        assert store.names()[0]
    daemon.press(1, "done")
    qtbot.waitUntil(lambda: len(daemon.shown) == 2)
    assert "dealt with meanwhile" in daemon.shown[1].body and groups(register) == {TITLES[0]: "snoozed"}


def test_what_cannot_be_stored_is_said_on_the_desktop_and_no_window_opens(
    program: tuple[Program, Background], register: Path, has_tray: list[bool], bus: SessionBus, qtbot: QtBot
) -> None:
    daemon, (made, behind) = bus.has(), program
    stays_behind(program, qtbot)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)
    with opened(register):
        daemon.press(1, "done")
        qtbot.waitUntil(lambda: len(daemon.shown) == 2)
    assert daemon.shown[1].summary == "Not stored" and "open" in daemon.shown[1].body
    assert behind.is_hidden and not made.window.findChildren(CannotOpen) and groups(register) == {TITLES[0]: "now"}


def test_a_tray_that_goes_leaves_a_way_back(
    program: tuple[Program, Background], has_tray: list[bool], qtbot: QtBot
) -> None:
    made, behind = program
    stays_behind(program, qtbot)
    has_tray[0] = False
    behind.look()
    assert made.window.isMinimized() and not behind.is_hidden


def test_a_register_that_goes_while_it_is_hidden_ends_it_and_asks_nobody(
    program: tuple[Program, Background], register: Path, has_tray: list[bool], qtbot: QtBot
) -> None:
    made, _behind = program
    stays_behind(program, qtbot)
    register.unlink()
    made.open(register, writing=False)
    assert not made.window.findChildren(CannotOpen) and made._workspace() is None


def test_what_is_shown_goes_with_the_program(
    behind: Background, bus: SessionBus, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    daemon = bus.has()
    works_elsewhere(monkeypatch)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)
    behind.close()
    assert daemon.withdrawn == [1]


def test_a_day_named_for_a_look_tells_nobody(register: Path, bus: SessionBus, tmp_path: Path, qtbot: QtBot) -> None:
    with on_the_usual_register(tmp_path) as made:
        started(made, qtbot)
        made._keep()
        assert made._background is None


def test_what_was_told_of_another_register_does_nothing_in_this_one(
    program: tuple[Program, Background], bus: SessionBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """It may have a record of that number too."""
    daemon, (made, behind) = bus.has(), program
    other = make_reminding(tmp_path / "other.aide")
    works_elsewhere(monkeypatch)
    behind.look()
    qtbot.waitUntil(lambda: len(daemon.shown) == 1)
    assert made.open(other)
    for pressed in ("snooze", "done", "log"):
        daemon.says("ActionInvoked", "us", (1, pressed))
    qtbot.waitUntil(lambda: getattr(made.window.parts.stack.page(), "name", "") == "reminders")
    assert groups(other) == {TITLES[0]: "now"} and not made.window.findChildren(LogActionDialog)


@pytest.mark.skipif(sys.platform == "win32", reason="this system tells a program itself")
def test_another_zone_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever flies from Islamabad to New York is there in the day that it is there."""
    with monkeypatch.context() as journey:
        for zone, hours in (("Asia/Karachi", 5), ("America/New_York", -5), ("UTC", 0)):
            journey.setenv("TZ", zone)
            clock.follow_zone()
            winter = datetime(2026, 12, 1, 12, tzinfo=UTC).astimezone()
            assert winter.utcoffset() == timedelta(hours=hours)
    clock.follow_zone()
