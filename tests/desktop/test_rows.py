"""Rows of a form: what was done to them is taken back with Ctrl+Z, and nothing scrolls away under the person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.commands.parties import AddArea
from db.queries import visits
from db.records.parties import AreaDraft
from db.records.visits import TalkDraft
from db.vocabulary import Kind
from desktop.kit.theme import current
from desktop.shell.record_form import RecordDialog
from desktop.visits.table_rows import TableRows
from tests.desktop.driver.forms import CTRL, CTRL_SHIFT, STATE_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application, opened
from tests.desktop.driver.table_rows import TODAY

ALT = Qt.KeyboardModifier.AltModifier
TALKS, DELEGATES, STEPS = "field.visit.talks", "field.visit.delegates", "field.agreement.steps"
PROGRAMME = "4 Feb 2027\n10:00 Talks\n12:00 Lunch"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def count(officer: Officer, field: str) -> int:
    """How many rows are filled in."""
    form = officer.form
    assert isinstance(form, RecordDialog)
    value = form.form.values()[field]
    assert isinstance(value, tuple)
    return len(value)


def copies(text: str) -> None:
    application().clipboard().setText(text)


@pytest.mark.parametrize(
    ("button", "field", "text", "many"),
    [
        ("Paste a list: Programme", "talks", PROGRAMME, 2),
        ("Paste a list: Delegations", "delegates", "A. Serik, Minister\nB. Omar, Envoy", 2),
    ],
)
def test_ctrl_z_takes_a_pasted_list_back(officer: Officer, button: str, field: str, text: str, many: int) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.title", "Working visit")
    copies(text)
    officer.clicks(button)
    assert count(officer, field) == many
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, field) == 0 and officer.focus.startswith(f"field.visit.{field}")
    officer.presses(Key.Key_Z, CTRL_SHIFT)
    assert count(officer, field) == many
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, field) == 0 and officer.reads("field.visit.title") == "Working visit"


@pytest.mark.sampled(0)
def test_ctrl_z_takes_a_list_back_that_was_pasted_with_the_keyboard_into_filled_rows(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(f"{TALKS}.0.topics", "Transit")
    officer.pastes(f"{TALKS}.1.day", PROGRAMME)
    assert count(officer, "talks") == 3
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "talks") == 1


@pytest.mark.sampled(0)
def test_what_was_typed_since_is_not_taken_along(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    copies(PROGRAMME)
    officer.clicks("Paste a list: Programme")
    name = officer.focus.rpartition(".")[0]
    officer.types(f"{name}.place", "Astana")
    officer.goes_to(f"{name}.day")
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "talks") == 2 and officer.reads(f"{name}.place") == "Astana"
    officer.goes_to(f"{name}.place")
    for _letter in "Astana":
        officer.presses(Key.Key_Z, CTRL)
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "talks") == 0, "Once what was typed is taken back, the list goes too."


def test_a_step_that_was_removed_or_added_comes_back(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.clicks("Add step")
    officer.types(f"{STEPS}.0.place", "Lahore")
    officer.clicks("Remove step")
    assert count(officer, "steps") == 0
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "steps") == 1
    places = [each.text() for each in officer.form.findChildren(QLineEdit) if each.isVisible()]
    assert "Lahore" in places


def test_ctrl_z_in_a_form_leaves_the_register_alone(tmp_path: Path) -> None:
    """In the composer, whose window has the key in its menu too, also where the focus is in no text."""
    with opened(tmp_path, page="visits") as frame:
        frame.workspace.run(AddArea(AreaDraft(title="Culture")))
        page = frame.window.parts.stack.page()
        assert page is not None
        desk = Officer(frame.workspace, current(), frame.window)
        desk.presses(Key.Key_L, CTRL)
        desk.types("composer.text", "Called")
        desk.goes_to("composer.kind")
        desk.presses(Key.Key_Z, CTRL)
        assert desk.stored(Kind.AREA, "culture") and desk.reads("composer.text") == "Called"


def area(officer: Officer) -> QScrollArea:
    (found,) = [each for each in officer.form.findChildren(QScrollArea) if each.widget() is not None][:1]
    return found


def top(widget: QWidget, officer: Officer) -> int:
    """How far below the top of what is seen a widget begins."""
    return widget.mapTo(area(officer).viewport(), QPoint()).y()


def in_sight(widget: QWidget | None, officer: Officer) -> bool:
    assert widget is not None
    for _turn in range(3):  # what wraps its words knows its height only when its width is known
        application().processEvents()
    return 0 <= top(widget, officer) <= area(officer).viewport().height()


def test_a_row_that_is_added_or_removed_does_not_scroll_the_form_away(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    for _each in range(6):
        officer.clicks("Add step")
        assert in_sight(application().focusWidget(), officer), "What one is to fill in is in sight."
    bar = area(officer).verticalScrollBar()
    assert bar.maximum() > 0 and bar.value() > 0
    before = bar.value()
    officer.clicks("Remove step", which=4)
    assert bar.value() in (before, bar.maximum()) and in_sight(application().focusWidget(), officer)


@pytest.mark.sampled(0)
def test_a_line_that_is_removed_does_not_scroll_the_form_away(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, STATE_VISIT))
    lines = [each for each in officer.form.findChildren(QLineEdit) if each.objectName().startswith(f"{TALKS}.")]
    last = [each for each in lines if each.isVisible() and each.objectName().endswith(".time")][-2]
    last.setFocus()
    area(officer).ensureWidgetVisible(last)
    bar = area(officer).verticalScrollBar()
    assert bar.value() > 0
    before, rows = bar.value(), count(officer, "talks")
    officer.presses(Key.Key_Delete, ALT)
    assert count(officer, "talks") == rows - 1
    assert in_sight(application().focusWidget(), officer) and bar.value() in (before, bar.maximum())
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "talks") == rows and in_sight(application().focusWidget(), officer)


@pytest.mark.sampled(0)
def test_a_record_that_is_taken_away_does_not_scroll_the_form_away(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, STATE_VISIT))
    officer.picks("field.visit.areas", "trade")
    area(officer).ensureWidgetVisible(officer.sees("field.visit.areas", QLineEdit))
    bar = area(officer).verticalScrollBar()
    before = bar.value()
    buttons = officer.form.findChildren(QAbstractButton)
    away = [each for each in buttons if each.accessibleName().startswith("Remove Trade")][-1]
    away.setFocus()
    away.click()
    application().processEvents()
    assert before > 0 and bar.value() in (before, bar.maximum()) and officer.focus == "field.visit.areas"


def test_tab_goes_through_the_rows_before_the_button_below(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT, officer.the(Kind.VISIT, STATE_VISIT))
    officer.goes_to("field.visit.purpose")
    reached = []
    for _each in range(40):
        officer.presses(Key.Key_Tab)
        focused = application().focusWidget()
        reached.append(focused.objectName() if focused is not None else "")
    cells = [name for name in reached if name.startswith(f"{TALKS}.") and not name.endswith("paste")]
    assert cells[0] == f"{TALKS}.0.day" and f"{TALKS}.2.participants" in cells, reached
    assert reached.index(cells[-1]) < reached.index(f"{TALKS}.paste") < reached.index("form.save")


@pytest.mark.sampled(0)
def test_a_pasted_list_that_is_done_again_has_no_empty_lines(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    application().clipboard().setText("4 Feb 2027\n10:00 Talks\n12:00 Lunch\n14:00 Signing")
    officer.sees(f"{TALKS}.paste", QAbstractButton).click()
    assert isinstance(officer.form, RecordDialog)
    programme = officer.form.form.editors["talks"]
    pasted = programme.typed()
    officer.presses(Key.Key_Z, CTRL)
    officer.presses(Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert programme.typed() == pasted


def test_keys_move_and_remove_steps_as_they_do_lines(officer: Officer) -> None:
    officer.asks_for(Kind.AGREEMENT)
    for _each in range(2):
        officer.clicks("Add step")
    officer.presses(Key.Key_Up, ALT)
    officer.presses(Key.Key_Delete, ALT)
    assert count(officer, "steps") == 1


def test_a_long_list_is_heard_of_once(officer: Officer) -> None:
    """Or the form would read all of it again for each of its lines."""
    officer.asks_for(Kind.VISIT)
    officer.types(f"{TALKS}.0.topics", "Transit")
    form = officer.form
    assert isinstance(form, RecordDialog)
    heard: list[int] = []
    form.form.changed.connect(lambda: heard.append(1))
    officer.pastes(
        f"{TALKS}.0.day", "4 Feb 2027\n" + "\n".join(f"10:{minute:02} Talks {minute}" for minute in range(60))
    )
    assert count(officer, "talks") == 61 and len(heard) <= 3
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "talks") == 1


@pytest.mark.sampled(0)
def test_tab_goes_through_a_list_pasted_between_lines(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types(f"{TALKS}.0.topics", "Transit")
    officer.types(f"{TALKS}.1.topics", "Water")
    officer.pastes(f"{TALKS}.0.day", PROGRAMME)
    here: QWidget | None = officer.goes_to(f"{TALKS}.0.day")
    seen = []
    while here is not None and here.objectName() != f"{TALKS}.paste":
        if here.objectName().endswith(".topics"):
            seen.append(officer.reads(here.objectName()))
        here = here.nextInFocusChain()
    assert seen == ["Transit", "Talks", "Lunch", "Water", ""]


LONG = "4 Feb 2027\n" + "\n".join(f"{8 + each % 10}:00 Talks {each}" for each in range(30))


@pytest.fixture
def few_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first rows of a list have a form before they are seen."""
    monkeypatch.setattr("desktop.form.rows._FORMED_AT_ONCE", 2)


def programme_of(officer: Officer) -> TableRows[TalkDraft]:
    assert isinstance(officer.form, RecordDialog)
    programme = officer.form.form.editors["talks"]
    assert isinstance(programme, TableRows)
    return programme


def long_programme(officer: Officer) -> tuple[object, object, object]:
    """What stands in a long programme after it was pasted, done again, and put back as it was typed."""
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.title", "Working visit")
    officer.types(f"{TALKS}.0.topics", "Transit")
    officer.pastes(f"{TALKS}.0.day", LONG)
    programme = programme_of(officer)
    pasted = programme.typed(), programme.value()
    officer.presses(Key.Key_Z, CTRL)
    assert count(officer, "talks") == 1
    officer.presses(Key.Key_Z, CTRL_SHIFT)
    assert (programme.typed(), programme.value()) == pasted
    programme.retype(programme.typed())
    assert (programme.typed(), programme.value()) == pasted
    officer.presses(Key.Key_Return, CTRL)
    (record,) = officer.stored(Kind.VISIT, "working")
    return *pasted, officer.workspace.ask(lambda reader: visits.card(reader, TODAY, record).draft.talks)


@pytest.mark.sampled(0)
def test_a_long_list_is_the_same_with_and_without_forms(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.form.rows._FORMED_AT_ONCE", 100)
    with_forms = long_programme(officer)
    officer.workspace.undo()
    monkeypatch.setattr("desktop.form.rows._FORMED_AT_ONCE", 2)
    assert long_programme(officer) == with_forms


@pytest.mark.usefixtures("few_forms")
@pytest.mark.sampled(0)
def test_tab_and_shift_tab_go_through_every_line_of_a_long_list(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    copies(LONG)
    officer.clicks("Paste a list: Programme")
    application().processEvents()
    assert sum(row.has_form for row in programme_of(officer).filled) < 30, "Nobody saw some of them yet."
    topics = [f"{TALKS}.{each}.topics" for each in range(30)]
    for key, wanted in ((Key.Key_Backtab, topics[::-1]), (Key.Key_Tab, topics)):
        reached = [officer.goes_to(wanted[0]).objectName()]
        while reached[-1] != wanted[-1] and len(reached) < 300:
            officer.presses(key)
            reached.append(officer.focus)
        assert [name for name in reached if name.endswith(".topics")] == wanted


@pytest.mark.usefixtures("few_forms")
def test_a_line_that_nobody_saw_says_what_is_wrong_with_it(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.title", "Working visit")
    officer.pastes(f"{TALKS}.0.day", "\n".join(f"{'soonish' if each == 7 else '4 Feb 2027'}\tx" for each in range(20)))
    officer.presses(Key.Key_Return, CTRL)
    assert officer.focus == f"{TALKS}.7.day" and in_sight(application().focusWidget(), officer)
    assert not officer.stored(Kind.VISIT, "working visit")
