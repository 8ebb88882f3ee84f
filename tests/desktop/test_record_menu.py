"""The Record menu at a row, in a pane and in a window of its own: its entries, on what they act, what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.records.base import View
from desktop.actions import ROWS, A
from desktop.form.line_popover import LinePopover, PeriodPopover
from desktop.kit.buttons import IconButton
from desktop.page.table_page import TablePage
from desktop.record.window import RecordWindow
from desktop.workspace import Go
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.in_pane import CTRL, Key, focused, key, pane_on, part, stored, take, turn_to
from tests.desktop.driver.in_table import choose, popup
from tests.desktop.driver.leaving import page_of, said

OF_EVERY_KIND = ("record.log", "record.remind", "record.window", "record.edit", "record.trash")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments", rows=True) as found:
        yield found


def right_click(page: TablePage, row: int) -> None:
    """Press the right button over a row; a virtual mouse does not ask for the menu by itself."""
    view = page.list.table
    at = view.visualRect(page.list.model.index(row, 1)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=at)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), asked)
    QApplication.processEvents()


def entries(frame: Frame) -> list[str]:
    """The entries of the menu that is open, each of them the very action of the menu bar."""
    menu = popup(QMenu)
    assert menu.objectName() == "menu.record"
    found = [each for each in menu.actions() if not each.isSeparator()]
    names = [each.objectName().removeprefix("act.") for each in found]
    assert found == [frame.window.parts.actions[name] for name in names]
    return names


def gone(frame: Frame, *numbers: int) -> list[bool]:
    """Whether each of these records is in the Trash."""
    return [stored(frame, each).head.hidden for each in numbers]


def own_window(frame: Frame) -> RecordWindow:
    (window,) = frame.window.findChildren(RecordWindow)
    return window


def more(within: QWidget) -> IconButton:
    return part(within, IconButton, "detail.commitment.more")


def test_the_menu_of_a_row_is_the_record_menu_in_short(frame: Frame) -> None:
    page = page_of(frame)
    right_click(page, 2)
    assert page.list.table.currentIndex().row() == 2 and page.list.table.hasFocus()
    names = entries(frame)
    assert names == [row.name for row in ROWS if row.short] and len(names) <= 11
    record = [each.objectName().removeprefix("act.") for each in frame.window.parts.actions.menus["record"].actions()]
    assert names == [name for name in record if name in names], "The order is that of the menu bar."
    assert all(each.isEnabled() for each in popup(QMenu).actions())
    popup(QMenu).close()
    frame.workspace.go_wanted.emit(Go("visits"))
    right_click(page_of(frame), 0)
    assert entries(frame) == [name for name in names if name in OF_EVERY_KIND]
    popup(QMenu).close()


def test_the_right_button_keeps_what_is_selected_and_the_trash_takes_all_of_it(frame: Frame) -> None:
    page = page_of(frame)
    chosen = [frame.ids[name] for name in ("reply", "list", "chairs")]
    choose(pane_on(frame, chosen[0]), *chosen)
    row = page.list.model.row_of(chosen[1])
    assert row is not None
    right_click(page, row)
    take("Move to Trash")
    assert gone(frame, *chosen) == [True] * 3
    assert said(frame).startswith("Moved 3 records to Trash")
    key(Key.Key_Z, CTRL)
    assert gone(frame, *chosen) == [False] * 3


def test_shift_f10_opens_it_for_the_keyboard(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["projects"])
    key(Key.Key_Escape)
    assert page.list.table.hasFocus()
    key(Key.Key_F10, SHIFT)
    take("Officer…")
    question = popup(LinePopover)
    QTest.keyClicks(question.line, "D. Omar")
    QTest.keyClick(question.line, Key.Key_Return)
    assert stored(frame, frame.ids["projects"]).draft.officer == "D. Omar"
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(page.list.table.viewport(), asked)
    assert "record.officer" in entries(frame)
    popup(QMenu).close()


def test_a_heading_has_no_menu(frame: Frame) -> None:
    page = page_of(frame)
    page.list.group_by("status")
    assert page.list.model.heading(0) is not None
    right_click(page, 0)
    assert QApplication.activePopupWidget() is None


def test_the_pane_offers_it_for_the_shown_record_alone(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    key(Key.Key_Escape)
    choose(page, frame.ids["reply"], frame.ids["agenda"])
    before = stored(frame, frame.ids["agenda"]).draft
    assert page.list.table.hasFocus()
    button = more(page.pane)
    assert button.accessibleName() == "More to do with this record"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert entries(frame)[0] == "record.log" and page.pane.isAncestorOf(focused())
    take("Due date…")
    question = popup(PeriodPopover)
    QTest.keyClicks(question.period.editor, "4 Dec 2026")
    QTest.keyClick(question.period.editor, Key.Key_Return)
    due = stored(frame, frame.ids["reply"]).draft.due
    assert due is not None and due.edtf == "2026-12-04"
    assert stored(frame, frame.ids["agenda"]).draft == before


def test_the_button_is_reached_and_pressed_with_keys(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["projects"])
    more(page.pane).setFocus(Qt.FocusReason.TabFocusReason)
    key(Key.Key_Space)
    take("Move to Trash")
    assert gone(frame, frame.ids["projects"]) == [True]
    pane_on(frame, frame.ids["agenda"])
    key(Key.Key_F10, SHIFT)
    assert "record.trash" in entries(frame)
    popup(QMenu).close()


def test_in_a_window_of_its_own_it_is_about_that_record(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    key(Key.Key_Escape)
    key(Key.Key_Return, CTRL)
    window = own_window(frame)
    turn_to(frame.window)
    frame.workspace.go_wanted.emit(Go("visits", None, frame.ids["visit"]))
    kept = frame.window.parts.actions["record.kept"]
    assert not kept.isEnabled(), "A visit is not kept."
    turn_to(window)
    QTest.mouseClick(more(window), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert kept in popup(QMenu).actions() and kept.isEnabled()
    take("Log action")
    assert focused().objectName() == "composer.text" and window.isAncestorOf(focused())
    QTest.mouseClick(more(window), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    take("Move to Trash")
    assert gone(frame, frame.ids["reply"]) == [True]
    assert page_of(frame).current_record() == frame.ids["visit"] and page is not page_of(frame)
    turn_to(frame.window)
    assert not kept.isEnabled()


def test_it_is_about_what_it_was_opened_on_whatever_has_the_focus(frame: Frame) -> None:
    pane_on(frame, frame.ids["reply"])
    key(Key.Key_Return, CTRL)
    window = own_window(frame)
    turn_to(frame.window)
    page = pane_on(frame, frame.ids["agenda"])
    QTest.mouseClick(more(window), Qt.MouseButton.LeftButton)
    assert page.pane.isAncestorOf(focused()), "Some desktops leave the keyboard where it was."
    take("Move to Trash")
    assert gone(frame, frame.ids["reply"], frame.ids["agenda"]) == [True, False]
    right_click(page, 0)
    right_click(page, 1)
    here = page.list.table.current_id()
    assert here is not None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    take("Move to Trash")
    assert gone(frame, here, frame.ids["agenda"]) == [True, False]


def test_what_cannot_be_written_is_shown_and_cannot_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="commitments", rows=True, writing=False) as frame:
        right_click(page_of(frame), 0)
        menu = popup(QMenu)
        live = [each.objectName() for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
        assert live == ["act.record.window"], "It can be read in a window of its own."
        menu.close()


@pytest.mark.parametrize("pressed", [Key.Key_E, Key.Key_L, Key.Key_K, Key.Key_D, Key.Key_Delete])
@pytest.mark.sampled(2)
def test_a_key_in_an_empty_table_says_what_it_needs(frame: Frame, pressed: Qt.Key) -> None:
    told: list[tuple[str, bool]] = []
    frame.workspace.said.connect(lambda *each: told.append(each))
    frame.workspace.go_wanted.emit(Go("commitments", View(name="all", find="nothing is called so")))
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage) and page.pane.record is None
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, pressed)
    for name in ("record.edit", "record.trash"):
        frame.window.parts.actions[name].trigger()
    assert set(told) == {("Select a record first.", False)} and QApplication.activePopupWidget() is None
    told.clear()
    frame.window.parts.actions[A.exports[0]].trigger()
    frame.window.parts.actions[A.print_list].trigger()
    assert told == [("There is nothing in this list.", False), ("There is nothing to print in this view.", False)]
    assert QApplication.activeModalWidget() is None
