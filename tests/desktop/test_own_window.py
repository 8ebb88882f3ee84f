"""A record in a window of its own: by menu, key and palette; it stays on its record, and ends with its register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from db.commands.commitments import Assess
from db.queries import actions
from db.vocabulary import Kind, Progress
from desktop.kit.chip import Chip
from desktop.record.window import RecordWindow
from tests.desktop.driver import palette
from tests.desktop.driver.frame import TODAY, Frame, opened
from tests.desktop.driver.in_pane import CTRL, Key, focused, key, pane_on, part
from tests.desktop.driver.in_table import popup
from tests.desktop.driver.leaving import only, page_of, said

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments", rows=True) as found:
        yield found


def windows(frame: Frame) -> list[RecordWindow]:
    return [each for each in frame.window.findChildren(RecordWindow) if each.isVisible()]


def test_control_enter_opens_the_row_and_the_window_follows_what_changes(frame: Frame, qtbot: QtBot) -> None:
    page, number = page_of(frame), frame.ids["reply"]
    assert page.list.show_record(number)
    key(Key.Key_Return, CTRL)
    (window,) = windows(frame)
    assert window.windowTitle() == "Reply to the note on the corridor working group"
    assert window.isAncestorOf(focused()) and not page.pane.isAncestorOf(focused())
    QTest.keyClick(page.list.table, Key.Key_Down)
    frame.workspace.run(Assess((number,), Progress.BLOCKED, TODAY))
    QApplication.processEvents()  # the table is painted first
    assert window.windowTitle().startswith("Reply"), "It stays on its record."
    assert any("Blocked" in each.text() for each in window.findChildren(QLabel))
    with qtbot.waitSignal(window.destroyed, timeout=1000):
        key(Key.Key_Escape)


def test_it_is_in_the_record_menu_with_its_key(frame: Frame) -> None:
    action = frame.window.parts.actions["record.window"]
    assert action.text() == "Open in new window" and action.shortcut().toString() == "Ctrl+Enter"
    frame.window.parts.actions["view.go_agreements"].trigger()
    only(frame, "Joint Declaration")
    action.trigger()
    (window,) = windows(frame)
    assert "Joint Declaration" in window.windowTitle() and window.objectName() == "window.agreement"
    assert [each for each in window.findChildren(QLabel) if each.text() == window.windowTitle()]


def test_a_row_of_today_opens_too(frame: Frame) -> None:
    frame.window.parts.actions["view.go_today"].trigger()
    page = frame.window.parts.stack.page()
    assert page is not None and page.current_record() is not None
    key(Key.Key_Enter, CTRL)
    (window,) = windows(frame)
    assert window.isAncestorOf(focused()) and frame.window.parts.stack.page() is page


def test_in_a_window_of_its_own_the_menu_does_not_open_another(frame: Frame) -> None:
    pane_on(frame, frame.ids["reply"])
    key(Key.Key_Return, CTRL)
    key(Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    names = [each.objectName() for each in popup(QMenu).actions()]
    assert "act.record.edit" in names and "act.record.window" not in names
    popup(QMenu).close()
    assert len(windows(frame)) == 1


def test_control_enter_in_the_composer_still_logs(frame: Frame) -> None:
    pane_on(frame, frame.ids["reply"])
    key(Key.Key_L)
    assert focused().objectName() == "composer.text"
    QTest.keyClicks(focused(), "They asked for a week more.")
    key(Key.Key_Return, CTRL)
    log = frame.workspace.ask(lambda reader: actions.of_record(reader, frame.ids["reply"]))
    assert [each.text for each in log] == ["They asked for a week more."] and windows(frame) == []


def test_without_a_record_the_window_says_so(frame: Frame) -> None:
    only(frame, "nothing contains this")
    frame.window.parts.actions["record.window"].trigger()
    assert windows(frame) == [] and said(frame) == "Select a record first."


def test_alt_enter_in_the_palette_opens_what_was_found(frame: Frame) -> None:
    page, before = page_of(frame), page_of(frame).current_record()
    palette.ask(frame, "corridor working group")
    hints = [each.text() for each in palette.results(frame).findChildren(QLabel)]
    assert any("Alt+Enter own window" in each for each in hints)
    palette.press(frame, Key.Key_Return, ALT)
    (window,) = windows(frame)
    assert window.windowTitle() == "Reply to the note on the corridor working group"
    assert page_of(frame) is page and page.current_record() == before, "The page stays as it was."
    frame.window.activateWindow()
    QApplication.processEvents()
    latest = palette.lines(palette.ask(frame, ""))["Opened last"]
    assert latest[0].link is not None and latest[0].link.id == frame.ids["reply"]


def test_alt_enter_opens_what_has_no_window_as_enter_does(frame: Frame) -> None:
    palette.ask(frame, "@uzb")
    palette.press(frame, Key.Key_Enter, ALT)
    assert windows(frame) == []
    page = frame.window.parts.stack.page()
    assert page is not None and page.name == "country"
    assert page.current_record() == palette.link_of(frame, "uzbekistan", Kind.PARTY).id


def test_a_register_that_is_only_read_can_be_read_in_windows(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="commitments", rows=True, writing=False) as frame:
        assert page_of(frame).list.show_record(frame.ids["reply"])
        key(Key.Key_Return, CTRL)
        (window,) = windows(frame)
        part(window, Chip, "detail.commitment.status")
