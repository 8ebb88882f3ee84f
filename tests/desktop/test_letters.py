"""Letters are commands in tables and panes, and letters wherever somebody types or chooses; tips say which they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Kind
from desktop.actions import PAGES, ROWS, A
from desktop.record.window import RecordWindow
from desktop.shell.help import Keys, sheet
from desktop.workspace import Edit, Go
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.in_pane import CTRL, Key, focused, key, pane_on
from tests.desktop.driver.in_table import popup

LETTERS = (Key.Key_S, Key.Key_D, Key.Key_W, Key.Key_A, Key.Key_O, Key.Key_K, Key.Key_E, Key.Key_L, Key.Key_N)


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments", rows=True) as found:
        yield found


def types(frame: Frame, *letters: Key) -> None:
    """Press letters as a keyboard does: the window hears them first."""
    for letter in letters:
        QTest.keyClick(frame.window.windowHandle(), letter)
        QApplication.processEvents()


def test_a_letter_in_the_composer_is_typed(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    types(frame, Key.Key_L)
    text = focused()
    assert text.objectName() == "composer.text" and isinstance(text, QPlainTextEdit)
    types(frame, *LETTERS)
    assert text.toPlainText().casefold() == "sdwaokeln" and QApplication.activePopupWidget() is None
    (kind,) = [each for each in page.pane.findChildren(QComboBox, "composer.kind") if each.isVisible()]
    kind.setFocus()
    types(frame, *LETTERS)
    assert focused() is kind and QApplication.activePopupWidget() is None, "A list of choices goes by letters too."
    kind.window().activateWindow()


@pytest.mark.sampled(0)
def test_a_letter_in_the_row_for_promises_is_typed(frame: Frame) -> None:
    frame.workspace.go_wanted.emit(Go("visits", None, frame.ids["visit"]))
    key(Key.Key_Return)
    (line,) = [each for each in frame.window.findChildren(QLineEdit, "promise.title") if each.isVisible()]
    line.setFocus()
    types(frame, *LETTERS)
    assert line.text().casefold() == "sdwaokeln"


@pytest.mark.sampled(0)
def test_a_letter_in_the_field_for_finding_is_typed(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    key(Key.Key_F, CTRL)
    types(frame, *LETTERS)
    assert page.list.bar.finder.text().casefold() == "sdwaokeln"


def test_an_open_menu_keeps_letters_from_what_lies_under_it(frame: Frame) -> None:
    pane_on(frame, frame.ids["reply"])
    types(frame, Key.Key_S)
    menu = popup(QMenu)
    assert menu.objectName() == "menu.progress"
    types(frame, Key.Key_D, Key.Key_E)
    assert QApplication.activePopupWidget() in (menu, None) and QApplication.activeModalWidget() is None
    menu.close()


@pytest.mark.sampled(0)
def test_menus_and_tips_say_the_letters(frame: Frame) -> None:
    actions = frame.window.parts.actions
    for row in A.in_place:
        assert actions[row].shortcut().toString() == row.letters[0] and actions[row].toolTip().endswith(
            f"({row.letters[0]})"
        )
    assert actions[A.log].toolTip().endswith("(Ctrl+L, L)") and actions[A.edit].toolTip().endswith("(F2, E)")
    frame.workspace.go_wanted.emit(Go("visits"))
    assert actions["record.due"].toolTip() == "Select a commitment first."


def test_the_letters_of_a_menu_entry_act_in_tables_and_panes_alone(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    frame.window.parts.sidebar.page("today").setFocus()
    types(frame, *LETTERS)
    assert QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None
    page.list.focus_list()
    types(frame, Key.Key_S)
    popup(QMenu).close()


def test_a_key_of_the_menu_acts_once_in_the_window_and_in_one_of_its_own(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    asked: list[Edit] = []
    frame.workspace.edit_wanted.disconnect()
    frame.workspace.edit_wanted.connect(asked.append)
    key(Key.Key_F2)
    key(Key.Key_E)
    page.list.focus_list()
    key(Key.Key_F2)
    key(Key.Key_E)
    assert asked == [Edit(Kind.COMMITMENT, frame.ids["reply"])] * 4
    key(Key.Key_Return, CTRL)
    (window,) = frame.window.findChildren(RecordWindow)
    assert window.isAncestorOf(focused())
    key(Key.Key_F2)
    key(Key.Key_E)
    assert asked == [Edit(Kind.COMMITMENT, frame.ids["reply"])] * 6
    key(Key.Key_L, CTRL)
    assert focused().objectName() == "composer.text" and window.isAncestorOf(focused())


def shown(dialog: QWidget) -> list[str]:
    return [
        each.property("text") for each in dialog.findChildren(QWidget) if each.isVisible() and each.property("text")
    ]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.sampled(1)
def test_the_sheet_of_keys_shows_them_and_finds_by_words(frame: Frame, scale: float) -> None:
    frame.window.parts.theme.set_text_scale(scale)
    frame.window.parts.actions["edit.undo"].setText("Undo: " + "a very long name of a change " * 6)
    key(Key.Key_F1)
    (dialog,) = frame.window.findChildren(Keys)
    area = dialog.findChild(QWidget, "keys.groups")
    assert area is not None and area.width() <= dialog.width()
    for _place, lines in sheet():
        for line in lines:
            found = [each for each in area.findChildren(QWidget) if each.property("text") == line.keys]
            assert found and all(0 < each.geometry().right() < area.width() for each in found), line
    assert not any("very long" in words for words in shown(dialog))
    QTest.keyClicks(dialog.finder, "kept commit")
    assert {"Mark kept", "K"} <= set(shown(dialog)) and "Go to Today" not in shown(dialog)
    dialog.finder.clear()
    QTest.keyClicks(dialog.finder, "xyzzy")
    assert "No key does “xyzzy”." in shown(dialog)
    QTest.keyClick(dialog.finder, Qt.Key.Key_Escape)


@pytest.mark.sampled(0)
def test_typing_on_the_sheet_of_keys_leads_into_its_field(frame: Frame) -> None:
    key(Key.Key_F1)
    (dialog,) = frame.window.findChildren(Keys)
    key(Key.Key_Tab)
    key(Key.Key_Tab)
    assert not dialog.finder.hasFocus()
    QTest.keyClicks(focused(), "t")
    assert dialog.finder.hasFocus() and dialog.finder.text() == "t"
    key(Key.Key_Escape)


def test_pages_have_their_keys_by_their_order() -> None:
    assert [row.keys for row in ROWS if row.value in PAGES and row.name.startswith("view.go_")] == [
        (f"Ctrl+{number}",) for number in range(1, len(PAGES) + 1)
    ]
