"""The history of a record: its changes, what each did, the record as it stood, and putting it back with keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.commands.agreements import AddAgreement, ChangeAgreement
from db.commands.commitments import SetOfficer
from db.records.agreements import AgreementDraft, StepDraft
from db.rules.periods import Period
from db.tables.base import Record
from db.vocabulary import Kind, StepKind
from desktop.workspace import Edit
from tests import registers
from tests.desktop.driver.forms import Officer, at_the_desk, words_on
from tests.desktop.driver.frame import application, opened
from tests.desktop.driver.in_history import (
    DOWN,
    SPACE,
    Days,
    button,
    changes,
    open_history,
    opens,
    press,
    rows,
    shown,
    ten_days,
    types_day,
)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path, days: Days) -> Iterator[Officer]:
    with at_the_desk(tmp_path, now=days) as somebody:
        yield somebody


@pytest.fixture
def record(officer: Officer, days: Days) -> int:
    return ten_days(officer, days)


# ------------------------------------------------------------------------------------------------------------- reading
def test_the_newest_change_is_shown_first(officer: Officer, record: int) -> None:
    dialog = opens(officer, record)
    assert [row.partition(": “")[0] for row in rows(dialog)] == [
        "Marked waiting for the other side",
        "Due date set to by end of 2026",
        "Officer set to B. Second",
        "Added commitment “Send the timetable”",
    ]
    assert changes(dialog).hasFocus() and changes(dialog).currentIndex().row() == 0
    said = shown(dialog)
    assert "They asked for time" in said and "Not started" in said and "Waiting for the other side" in said
    assert "20 Nov 2026" in said[1] and registers.OFFICER in said[1]


def test_the_arrow_keys_lead_through_the_changes(officer: Officer, record: int) -> None:
    dialog = opens(officer, record)
    QTest.keyClick(changes(dialog), DOWN)
    QTest.keyClick(changes(dialog), DOWN)
    assert shown(dialog)[:1] == ["Officer set to B. Second: “Send the timetable”"]
    assert {"Officer", "A. First", "B. Second"} <= set(shown(dialog))
    press(dialog, "history.switch")
    assert {"Officer", "B. Second", "Progress", "Not started"} <= set(shown(dialog))
    assert "A. First" not in shown(dialog)
    press(dialog, "history.switch")
    assert "A. First" in shown(dialog)


def test_the_record_as_it_stood_on_a_day(officer: Officer, record: int) -> None:
    dialog = opens(officer, record)
    types_day(dialog, "13 Nov 2026")
    assert shown(dialog)[0] == "As it stood on 13 Nov 2026" and "Officer set to B. Second" in shown(dialog)[1]
    assert "B. Second" in shown(dialog) and "by end of 2026" not in shown(dialog)
    types_day(dialog, "9 Nov 2026")
    assert shown(dialog) == ["“Send the timetable” was not in the register on 9 Nov 2026."]
    assert not button(dialog, "history.restore").isEnabled()
    types_day(dialog, "1 Jan 2027")
    assert shown(dialog) == ["This day is still to come."]
    types_day(dialog, "Nov 2026")
    assert shown(dialog)[0] == "As it stood on 23 Nov 2026" and "They asked for time" in shown(dialog)
    assert not button(dialog, "history.restore").isEnabled()
    QTest.keyClick(changes(dialog), Qt.Key.Key_Home)
    assert shown(dialog)[0].startswith("Marked waiting")


@pytest.mark.sampled(0)
def test_undo_and_redo_are_told_as_such(officer: Officer, record: int) -> None:
    officer.workspace.undo()
    officer.workspace.redo()
    dialog = opens(officer, record)
    assert [row.partition(":")[0] for row in rows(dialog)[:3]] == [
        "Done again",
        "Undone",
        "Marked waiting for the other side",
    ]


@pytest.mark.sampled(0)
def test_a_long_history_is_read_as_it_comes_into_view(officer: Officer, record: int) -> None:
    for number in range(70):
        officer.workspace.run(SetOfficer((record,), f"Officer {number}"), quiet=True)
    dialog = opens(officer, record)
    assert len(rows(dialog)) == 50
    for _ in range(2):
        QTest.keyClick(changes(dialog), Qt.Key.Key_End)
        application().processEvents()
    assert len(rows(dialog)) == 74 and rows(dialog)[-1].startswith("Added commitment")


@pytest.mark.sampled(0)
def test_rows_of_a_record_are_told_where_they_differ(officer: Officer) -> None:
    draft = AgreementDraft(title="Transit protocol", steps=(StepDraft(kind=StepKind.INITIALLED),))
    added = officer.workspace.run(AddAgreement(draft))
    assert added.record is not None
    signed = StepDraft(kind=StepKind.SIGNED, done_on=Period.on(date(2026, 2, 4)))
    officer.workspace.run(
        ChangeAgreement(added.record, added.id, draft.model_copy(update={"steps": (*draft.steps, signed)}))
    )
    dialog = opens(officer, added.record)
    assert "Step: signed, done on 4 Feb 2026" in shown(dialog) and "Steps of its life" in shown(dialog)
    assert "Step: initialled" not in shown(dialog) and "not stated" not in shown(dialog)


# -------------------------------------------------------------------------------------------------- ways that lead here
def test_a_form_leads_to_the_history_and_keeps_what_was_typed(officer: Officer, record: int) -> None:
    officer.workspace.edit_wanted.emit(Edit(Kind.COMMITMENT, record))
    form = QApplication.activeModalWidget()
    assert isinstance(form, QDialog)
    line = form.findChild(QLineEdit, "field.commitment.officer")
    assert line is not None
    QTest.keyClicks(line, " and more")
    QTest.keyClick(button(form, "form.history"), SPACE)
    application().processEvents()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog) and dialog.objectName() == "dialog.history"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    officer.workspace.edit_wanted.emit(Edit(Kind.COMMITMENT, record))
    again = QApplication.activeModalWidget()
    assert again is not None
    line = again.findChild(QLineEdit, "field.commitment.officer")
    assert line is not None and "and more" in line.text()


def test_a_new_record_has_no_history(officer: Officer) -> None:
    officer.workspace.edit_wanted.emit(Edit(Kind.VISIT))
    form = QApplication.activeModalWidget()
    assert form is not None and form.findChild(QAbstractButton, "form.history") is None


def test_the_menu_opens_the_history_of_the_selected_record(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="visits") as frame:
        frame.window.parts.actions["record.history"].trigger()
        application().processEvents()
        page = frame.window.parts.stack.page()
        record = page.current_record() if page is not None else None
        title = frame.workspace.ask(lambda reader: reader.get_one(Record, record).title)
        assert any(title in words for words in words_on(open_history()))
        assert rows(open_history())[0].startswith("Took in")


def test_everything_that_takes_the_focus_has_a_name(officer: Officer, record: int) -> None:
    dialog = opens(officer, record)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or widget.property("text"))
    ]
    assert nameless == []
