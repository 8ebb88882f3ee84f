"""The frame of the window: pages by key, counts, undo by name, the search, the look, and accessible names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.commands.commitments import Assess
from db.commands.settings import PinView, SaveView
from db.records.base import View
from db.vocabulary import Kind, Progress
from desktop.actions import PAGES
from desktop.commitments.page import CommitmentsPage
from desktop.kit.snackbar import Snackbar
from desktop.shell.sidebar import ViewButton
from desktop.workspace import Edit
from tests.desktop.driver.frame import TODAY, Frame, application, opened


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


def shown(frame: Frame) -> str:
    page = frame.window.parts.stack.page()
    return page.name if page is not None else ""


def promise(frame: Frame) -> int:
    """The commitment that Today names."""
    frame.window.parts.actions["view.go_commitments"].trigger()
    page = frame.window.parts.stack.page()
    record = page.current_record() if page is not None else None
    assert record is not None
    return record


def test_every_page_has_its_key(frame: Frame) -> None:
    for number, name in enumerate(PAGES, start=1):
        QTest.keyClick(frame.window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert shown(frame) == name
        assert frame.window.parts.sidebar.page(name).isChecked()


def test_back_and_forward(frame: Frame) -> None:
    frame.window.parts.actions["view.go_visits"].trigger()
    frame.window.parts.actions["view.back"].trigger()
    assert shown(frame) == "today"
    frame.window.parts.actions["view.forward"].trigger()
    assert shown(frame) == "visits"
    assert not frame.window.parts.actions["view.forward"].isEnabled()


def test_counts_are_part_of_the_names(frame: Frame) -> None:
    frame.desk.count()
    sidebar = frame.window.parts.sidebar
    assert sidebar.page("today").accessibleName() == "Today, 2 need attention: 1 visit without a date, 1 to confirm"
    assert sidebar.page("visits").accessibleName() == "Visits, 2 visits"
    assert sidebar.page("agreements").accessibleName() == "Agreements, 1 agreement"


def test_undo_says_what(frame: Frame) -> None:
    undo, redo = frame.window.parts.actions["edit.undo"], frame.window.parts.actions["edit.redo"]
    before = undo.text()
    frame.workspace.run(Assess((promise(frame),), Progress.IN_PROGRESS, TODAY))
    assert undo.text().startswith("Undo: Marked in progress") and undo.isEnabled()
    snackbar = frame.window.findChild(Snackbar)
    assert snackbar is not None and snackbar.isVisible()
    saved = frame.window.statusBar().findChild(QLabel, "status.saved")
    assert saved is not None and "Saved" in saved.text()
    undo.trigger()
    assert undo.text() == before and redo.text().startswith("Redo: Marked in progress")


def test_search_goes_to_the_record(frame: Frame) -> None:
    search = frame.window.parts.header.search
    QTest.keyClick(frame.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    QTest.keyClicks(search, "joint decl")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert shown(frame) == "agreements"


def test_escape_gives_the_focus_back(frame: Frame) -> None:
    before = QApplication.focusWidget()
    search = frame.window.parts.header.search
    frame.window.parts.actions["edit.search"].trigger()
    results = frame.window.findChild(QWidget, "search.results")
    assert results is not None and results.isVisible()
    QTest.keyClicks(search, "zzzz")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before and not results.isVisible()


def test_a_country_shows_its_page(frame: Frame) -> None:
    frame.window.parts.sidebar.country_chosen.emit(2)
    assert shown(frame) == "country"
    page = frame.window.parts.stack.page()
    assert page is not None and page.current_record() == 2


def test_new_records_ask_for_a_form(frame: Frame, qtbot: QtBot) -> None:
    frame.workspace.edit_wanted.disconnect()
    with qtbot.waitSignal(frame.workspace.edit_wanted) as heard:
        frame.window.parts.actions["file.new_visit"].trigger()
    assert heard.args == [Edit(Kind.VISIT)]


@pytest.mark.sampled(0)
def test_a_change_of_look_and_size_keeps_the_window(frame: Frame) -> None:
    actions, theme = frame.window.parts.actions, frame.window.parts.theme
    actions["view.theme_dark"].trigger()
    assert theme.tokens.dark and frame.window.parts.settings.theme == "dark"
    actions["view.next_theme"].trigger()
    assert theme.choice == "high_contrast"
    for _ in range(12):
        actions["view.larger"].trigger()
    assert theme.text_scale == 2.0 and not frame.window.parts.sidebar.isVisible()
    actions["view.normal"].trigger()
    assert theme.text_scale == 1.0 and frame.window.parts.sidebar.isVisible()


@pytest.mark.sampled(0)
def test_right_to_left_is_laid_out_without_a_word_of_complaint(frame: Frame) -> None:
    app = application()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        for name in PAGES:
            frame.window.parts.actions[f"view.go_{name}"].trigger()
            frame.window.grab()
        sidebar = frame.window.parts.sidebar
        assert sidebar.mapTo(frame.window, sidebar.rect().topLeft()).x() > frame.window.width() // 2
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.sampled(1)
def test_everything_that_takes_the_focus_has_a_name(frame: Frame, name: str) -> None:
    frame.window.parts.actions[f"view.go_{name}"].trigger()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in frame.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or widget.property("text"))
    ]
    assert nameless == []


def test_every_action_says_what_it_does(frame: Frame) -> None:
    for action in frame.window.parts.actions.all():
        assert action.text() and action.statusTip() and action.objectName().startswith("act.")


@pytest.mark.sampled(0)
def test_a_pinned_view_leads_to_its_rows(frame: Frame) -> None:
    view = View(name="all", find="transport")
    kept = frame.workspace.run(SaveView(Kind.COMMITMENT, "Transport", view))
    frame.workspace.run(PinView(f"view:commitment:{kept.id}", pinned=True))
    frame.desk.count()
    QApplication.processEvents()
    sidebar = frame.window.parts.sidebar
    (button,) = sidebar.findChildren(ViewButton)
    assert button.text() == "Transport" and button.isVisible()
    button.click()
    page = frame.window.parts.stack.page()
    assert isinstance(page, CommitmentsPage)
    assert page.list.model.view == view and page.list.tabs.current() == f"view:commitment:{kept.id}"


@pytest.mark.sampled(0)
def test_a_long_refusal_is_shown_whole_and_not_as_done(frame: Frame) -> None:
    frame.window.resize(900, 600)
    sentence = "“Marked kept” cannot be taken back: the same record was changed later. Nothing was changed. " * 2
    frame.workspace.refused.emit(sentence)
    QApplication.processEvents()
    bar = frame.window.parts.snackbar
    (label,) = [each for each in bar.findChildren(QLabel) if each.text() == sentence]
    assert label.height() >= label.heightForWidth(label.width()) >= 2 * label.fontMetrics().height()
    assert bar.geometry().right() < frame.window.width() and bar.geometry().left() > 0
