"""The chip and the letters of the pane: what they ask, of which record, and what is stored then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.vocabulary import Progress
from desktop.agreements.page import AgreementsPage
from desktop.form.line_popover import LinePopover, PeriodPopover
from desktop.kit.chip import Chip, ChipButton
from desktop.record.window import RecordWindow
from desktop.table.facet_popover import FacetPopover
from desktop.visits.page import VisitsPage
from desktop.workspace import Go
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.in_pane import CTRL, Key, focused, key, pane_on, part, stored, take
from tests.desktop.driver.in_table import choose, popup, press
from tests.desktop.driver.table_rows import TODAY


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments", rows=True) as found:
        yield found


def test_the_chip_is_reached_with_tab_and_asks_for_another_progress(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["agenda"])
    chip = part(page.pane, ChipButton, "detail.commitment.status")
    assert chip.accessibleName() == "In progress" and chip.accessibleDescription() == "Change the progress"
    for _ in range(20):
        key(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if focused() is chip:
            break
    assert focused() is chip
    key(Key.Key_Space)
    assert [each.text() for each in popup(QMenu).actions()][:4] == [
        "Not started",
        "In progress",
        "Waiting for the other side…",
        "Blocked…",
    ]
    take("Waiting for the other side…")
    question = popup(LinePopover)
    assert question.question.text() == "What does it wait for? (may stay empty)"
    QTest.keyClicks(question.line, "Their answer of 12 Nov")
    QTest.keyClick(question.line, Key.Key_Return)
    draft = stored(frame, frame.ids["agenda"]).draft
    assert (draft.progress, draft.assessment) == (Progress.WAITING, "Their answer of 12 Nov")
    assert (draft.assessed_on, draft.assessed_by) == (TODAY, frame.workspace.officer)
    QApplication.processEvents()  # a pane is read once its table is painted
    assert chip.accessibleName() == "Waiting" and focused() is chip


def test_a_click_on_the_chip_asks_too_and_undo_takes_it_back(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["projects"])
    QTest.mouseClick(part(page.pane, ChipButton, "detail.commitment.status"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    take("Not started")
    assert stored(frame, frame.ids["projects"]).draft.progress is Progress.NOT_STARTED
    key(Key.Key_Z, CTRL)
    assert stored(frame, frame.ids["projects"]).draft.progress is Progress.IN_PROGRESS


def test_letters_in_the_pane_change_the_shown_record_alone(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["reply"])
    key(Key.Key_Escape)
    choose(page, frame.ids["reply"], frame.ids["agenda"])
    key(Key.Key_Return)
    other = stored(frame, frame.ids["agenda"]).draft
    key(Key.Key_S)
    take("In progress")
    key(Key.Key_D)
    due = popup(PeriodPopover)
    assert due.question.text() == "Due date"
    QTest.keyClicks(due.period.editor, "next month")
    QTest.keyClick(due.period.editor, Key.Key_Return)
    key(Key.Key_W)
    press(popup(FacetPopover), "Uzbekistan", Key.Key_Return)
    key(Key.Key_A)
    press(popup(FacetPopover), "Transport", Key.Key_Return)
    key(Key.Key_O)
    officer = popup(LinePopover)
    QTest.keyClicks(officer.line, "D. Omar")
    QTest.keyClick(officer.line, Key.Key_Return)
    card = stored(frame, frame.ids["reply"])
    assert (card.draft.progress, card.draft.officer) == (Progress.IN_PROGRESS, "D. Omar")
    assert card.draft.due is not None and card.draft.due.edtf == "2026-12"
    assert [each.title for each in card.line.owes] == ["Uzbekistan"] and card.line.areas == ("Transport",)
    assert stored(frame, frame.ids["agenda"]).draft == other
    assert page.pane.isAncestorOf(focused()), "The keyboard stays in the pane."


def test_what_is_dropped_leaves_the_list_and_the_pane_goes_on(frame: Frame) -> None:
    page = pane_on(frame, frame.ids["rail"])
    key(Key.Key_S)
    take("Dropped…")
    QTest.keyClick(popup(LinePopover).line, Key.Key_Return)
    assert stored(frame, frame.ids["rail"]).draft.progress is Progress.DROPPED
    assert page.pane.record == page.list.table.current_id() != frame.ids["rail"]
    assert page.pane.isAncestorOf(focused())


def test_a_window_of_its_own_has_the_same_keys(frame: Frame) -> None:
    pane_on(frame, frame.ids["agenda"])
    key(Key.Key_Escape)
    key(Key.Key_Return, CTRL)
    (window,) = frame.window.findChildren(RecordWindow)
    assert window.isAncestorOf(focused())
    key(Key.Key_K)
    QTest.keyClick(popup(LinePopover).line, Key.Key_Return)
    assert stored(frame, frame.ids["agenda"]).draft.progress is Progress.KEPT
    assert part(window, ChipButton, "detail.commitment.status").accessibleName() == "Kept"
    assert window.isAncestorOf(focused())


def test_other_records_have_a_plain_chip_and_no_such_letters(frame: Frame) -> None:
    for name, page_kind, record in (("visits", VisitsPage, "visit"), ("agreements", AgreementsPage, "declaration")):
        frame.workspace.go_wanted.emit(Go(name, None, frame.ids[record]))
        page = frame.window.parts.stack.page()
        assert isinstance(page, page_kind)
        key(Key.Key_Return)
        part(page.pane, Chip, f"{page.pane.objectName()}.status")
        for letter in (Key.Key_S, Key.Key_D, Key.Key_W, Key.Key_A, Key.Key_O):
            key(letter)
            assert QApplication.activePopupWidget() is None


def test_in_a_register_that_is_only_read_the_chip_is_plain(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="commitments", rows=True, writing=False) as frame:
        page = pane_on(frame, frame.ids["agenda"])
        chip = part(page.pane, Chip, "detail.commitment.status")
        assert chip.accessibleName() == "In progress" and chip.focusPolicy() is Qt.FocusPolicy.NoFocus
        for letter in (Key.Key_S, Key.Key_D, Key.Key_W, Key.Key_A, Key.Key_O, Key.Key_K):
            key(letter)
            assert QApplication.activePopupWidget() is None


def test_a_letter_that_is_held_is_not_the_answer_to_what_it_asks(frame: Frame) -> None:
    pane_on(frame, frame.ids["agenda"])
    key(Key.Key_K)
    line = popup(LinePopover).line
    for _ in range(5):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(line, QKeyEvent(kind, Key.Key_K, Qt.KeyboardModifier.NoModifier, "k", True))
    assert line.text() == ""
    QTest.keyClicks(line, "kept")
    assert line.text() == "kept"
    QTest.keyClick(line, Key.Key_Escape)
