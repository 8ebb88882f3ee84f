"""After Save, Log and Save as PDF the keyboard is where it was; and a form of a new record goes on with another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.records.base import View
from db.vocabulary import Kind
from desktop.kit.theme import current
from desktop.page.table_page import TablePage
from desktop.sheet.page import BriefingsPage
from desktop.shell.record_form import RecordDialog
from desktop.shell.rooms import EDITED
from desktop.workspace import Edit
from tests.desktop.driver.forms import CTRL, CTRL_SHIFT, RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk, words_on
from tests.desktop.driver.frame import Frame, opened

TITLE = "field.visit.title"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="visits") as made:
        yield made


def at(frame: Frame) -> Officer:
    """Somebody at the keyboard of the whole window."""
    return Officer(frame.workspace, current(), frame.window)


def page_of(frame: Frame) -> TablePage:
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage)
    return page


def focus_of(frame: Frame) -> QWidget | None:
    """Where the keyboard is once the window system has made the window active again."""
    frame.window.activateWindow()
    QApplication.processEvents()
    return QApplication.focusWidget()


# ------------------------------------------------------------------------------------------------ save and add another
@pytest.mark.parametrize("kind", sorted(set(EDITED) - {Kind.ACTION}))
@pytest.mark.sampled(4)
def test_a_form_of_a_new_record_can_go_on_with_another(officer: Officer, kind: Kind) -> None:
    officer.asks_for(kind)
    again = [each for each in officer.form.findChildren(QAbstractButton, "form.again") if each.isVisible()]
    assert [each.text() for each in again] == ["Save and add another"]
    assert any("with Shift" in words for words in officer.said())


def test_ctrl_shift_enter_saves_and_begins_another_with_the_defaults(officer: Officer) -> None:
    visit = officer.the(Kind.VISIT, STATE_VISIT)
    officer.workspace.edit_wanted.emit(Edit(Kind.COMMITMENT, start={"origin": visit}))
    QApplication.processEvents()
    first = officer.focus
    officer.types("field.commitment.title", "Send the list")
    officer.types("field.commitment.due", "by end of year")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert officer.stored(Kind.COMMITMENT, "send the list") and officer.has_form()
    assert officer.focus == first == "field.commitment.title"
    assert (officer.reads("field.commitment.title"), officer.reads("field.commitment.due")) == ("", "")
    assert officer.reads("field.commitment.origin").startswith("State visit of President"), "What it began with stays."
    officer.types("field.commitment.title", "Reply to the note")
    officer.clicks("Save and add another")
    officer.presses(Key.Key_Escape)
    assert officer.stored(Kind.COMMITMENT, "reply to the note")
    officer.workspace.edit_wanted.emit(Edit(Kind.COMMITMENT, start={"origin": visit}))
    assert officer.reads("field.commitment.title") == "", "What was stored is no draft."


@pytest.mark.parametrize("kind", [Kind.AGREEMENT, Kind.VISIT, Kind.COMMITMENT])
def test_another_begins_at_its_top(officer: Officer, kind: Kind) -> None:
    """However far down somebody was when the first one was stored."""
    officer.asks_for(kind)
    officer.types(f"field.{kind.value}.title", "The first")
    form = officer.form
    form.resize(form.width(), 300)
    QApplication.processEvents()
    bar = max((each.verticalScrollBar() for each in form.findChildren(QScrollArea)), key=lambda each: each.maximum())
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    QApplication.processEvents()
    assert officer.stored(kind, "the first") and bar.value() == 0
    assert officer.focus == f"field.{kind.value}.title"


def test_what_was_proposed_for_the_first_is_not_said_of_the_next(officer: Officer) -> None:
    officer.asks_for(Kind.COMMITMENT)
    officer.types("field.commitment.title", "The sides agreed to open a bank")
    assert any("Proposed from" in words for words in officer.beside("field.commitment.strength"))
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert officer.beside("field.commitment.strength") == []
    officer.types("field.commitment.title", "The Bank would consider, where possible, a loan")
    assert any("would consider" in words for words in officer.beside("field.commitment.strength"))


@pytest.mark.sampled(0)
def test_a_form_of_a_stored_record_has_no_other(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, RETURN_VISIT))
    assert officer.form.findChildren(QAbstractButton, "form.again") == []
    officer.types(TITLE, "Return visit")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert not officer.has_form() and officer.stored(Kind.VISIT, "return visit")


def test_another_is_not_like_the_first(officer: Officer) -> None:
    officer.workspace.edit_wanted.emit(Edit(Kind.VISIT, like=officer.the(Kind.VISIT, RETURN_VISIT)))
    QApplication.processEvents()
    officer.types(TITLE, "Like it")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    form = officer.form
    assert isinstance(form, RecordDialog) and form.form.values()["from_party"] is None
    assert officer.reads(TITLE) == ""


def test_a_title_that_is_missing_keeps_the_form(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert "A title is needed." in words_on(officer.form) and officer.has_form()


# ----------------------------------------------------------------------------------------------- where the keyboard is
def test_after_save_it_is_back_on_the_row(frame: Frame) -> None:
    page, desk = page_of(frame), at(frame)
    page.arrive(None, desk.the(Kind.VISIT, RETURN_VISIT))
    page.list.table.setFocus()
    table, record = QApplication.focusWidget(), page.current_record()
    desk.presses(Key.Key_E)
    desk.types(TITLE, "Return state visit to Astana")
    desk.presses(Key.Key_Return, CTRL)
    assert not desk.has_form() and desk.stored(Kind.VISIT, "astana")
    assert focus_of(frame) is table and page.current_record() == record


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (View(name="all"), False),
        (View(name="took_place"), True),
        (View(name="all", find="nothing of the kind"), True),
        (View(name="all", find="timetable"), False),
    ],
)
@pytest.mark.sampled(1)
def test_a_new_record_that_the_list_does_not_show_is_said_to_be_hidden(frame: Frame, view: View, told: bool) -> None:
    page, desk = page_of(frame), at(frame)
    page.arrive(view, None)
    desk.asks_for(Kind.VISIT)
    desk.types(TITLE, "Working visit on the timetable")
    desk.presses(Key.Key_Return, CTRL)
    (record,) = desk.stored(Kind.VISIT, "timetable")
    snackbar = frame.window.parts.snackbar
    assert ("This list does not show it." in " ".join(words_on(snackbar))) == told
    if told:
        (show,) = [each for each in snackbar.findChildren(QAbstractButton) if each.text() == "Show it"]
        show.click()
        assert page.list.table.current_id() == page.current_record() == record
        assert not page.list.model.view.is_narrowed
        desk.workspace.undo()
        assert not desk.stored(Kind.VISIT, "timetable")


@pytest.mark.sampled(0)
def test_after_save_it_is_back_in_the_pane(frame: Frame) -> None:
    page, desk = page_of(frame), at(frame)
    page.arrive(None, desk.the(Kind.VISIT, RETURN_VISIT))
    page.pane.take_focus()
    desk.presses(Key.Key_E)
    desk.types(TITLE, "Return state visit to Astana")
    desk.presses(Key.Key_Return, CTRL)
    assert not desk.has_form() and focus_of(frame) in page.pane.findChildren(QWidget)


@pytest.mark.sampled(0)
def test_after_log_it_is_at_the_line_of_the_composer(frame: Frame) -> None:
    page, desk = page_of(frame), at(frame)
    page.arrive(None, desk.the(Kind.VISIT, RETURN_VISIT))
    page.list.table.setFocus()
    desk.presses(Key.Key_L, CTRL)
    desk.types("composer.text", "Called")
    desk.presses(Key.Key_Return, CTRL)
    assert desk.focus == "composer.open"
    desk.presses(Key.Key_Space)
    assert desk.focus == "composer.text", "The next one is a key away."


def test_after_log_action_it_is_where_it_was_asked_for(frame: Frame) -> None:
    page, desk = page_of(frame), at(frame)
    page.list.table.setFocus()
    table = QApplication.focusWidget()
    desk.asks_to_log(page.current_record())
    desk.types("log.text", "Called")
    desk.presses(Key.Key_Return, CTRL)
    assert not desk.has_form() and focus_of(frame) is table


@pytest.mark.sampled(0)
def test_after_save_as_pdf_it_is_at_the_button(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="briefings") as frame:
        desk = at(frame)
        page = frame.window.parts.stack.page()
        assert isinstance(page, BriefingsPage)
        about = desk.sees("brief.about", QComboBox)
        about.setCurrentIndex(about.findText("State of relations: Pakistan"))
        save = desk.sees("brief.save", QAbstractButton)
        qtbot.waitUntil(lambda: page._printed is not None, timeout=20_000)
        save.setFocus()
        file = tmp_path / "Pakistan.pdf"
        page.save_to(str(file))
        assert not save.isEnabled()
        qtbot.waitUntil(lambda: file.exists() and save.isEnabled(), timeout=20_000)
        assert desk.focus == "brief.save"
