"""The history of a record: its changes, what each did, the record as it stood, and putting it back with keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from db.commands.agreements import AddAgreement, ChangeAgreement
from db.commands.base import Command, Hide, SetAreas
from db.commands.commitments import AddCommitment, Assess, SetDue, SetOfficer
from db.commands.parties import AddArea
from db.drafts import draft_of
from db.records.agreements import AgreementDraft, StepDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import AreaDraft
from db.rules.periods import Period
from db.tables.base import Record
from db.vocabulary import Kind, Progress, StepKind
from desktop.workspace import Edit
from tests import registers
from tests.desktop.forms import Officer, at_the_desk, words_on
from tests.desktop.frame import TODAY, application, opened

DOWN, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Space


class Days:
    """A clock that stands at noon of a day of November until it is set."""

    day = 10

    def __call__(self) -> datetime:
        return datetime(2026, 11, self.day, 12, tzinfo=UTC)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path, days: Days) -> Iterator[Officer]:
    with at_the_desk(tmp_path, now=days) as somebody:
        yield somebody


@pytest.fixture
def record(officer: Officer, days: Days) -> int:
    """A commitment with a history of ten days."""
    added = officer.workspace.run(AddCommitment(CommitmentDraft(title="Send the timetable", officer="A. First")))
    assert added.record is not None
    done: dict[int, Command] = {
        12: SetOfficer((added.record,), "B. Second"),
        14: SetDue((added.record,), Period.by(date(2026, 12, 31))),
        20: Assess((added.record,), Progress.WAITING, TODAY, why="They asked for time"),
    }
    for days.day, command in done.items():
        officer.workspace.run(command)
    return added.record


def opens(officer: Officer, record: int) -> QDialog:
    """Open the history of a record."""
    officer.workspace.history_wanted.emit(record)
    application().processEvents()
    return open_history()


def open_history() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog) and dialog.objectName() == "dialog.history"
    return dialog


def changes(dialog: QDialog) -> QListView:
    found = dialog.findChild(QListView, "history.list")
    assert found is not None
    return found


def rows(dialog: QDialog) -> list[str]:
    model = changes(dialog).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def shown(dialog: QDialog) -> list[str]:
    """The words beside the list."""
    (title,) = dialog.findChildren(QLabel, "history.title")
    sheet = title.parentWidget()
    assert sheet is not None
    return words_on(sheet)


def button(dialog: QDialog, name: str) -> QAbstractButton:
    found = [each for each in dialog.findChildren(QAbstractButton, name) if each.isVisible()]
    assert len(found) == 1, f"{name} is there {len(found)} times"
    return found[0]


def press(dialog: QDialog, name: str) -> None:
    QTest.keyClick(button(dialog, name), SPACE)
    application().processEvents()


def types_day(dialog: QDialog, words: str) -> None:
    line = dialog.findChild(QLineEdit, "history.day")
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    application().processEvents()


def stored(officer: Officer, record: int) -> CommitmentDraft:
    """What stands in the file, read by somebody else."""
    with registers.opened(Path(officer.workspace.path), writing=False) as store, store.read() as reader:
        found = draft_of(reader.get_one(Record, record))
    assert isinstance(found, CommitmentDraft)
    return found


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


def test_undo_and_redo_are_told_as_such(officer: Officer, record: int) -> None:
    officer.workspace.undo()
    officer.workspace.redo()
    dialog = opens(officer, record)
    assert [row.partition(":")[0] for row in rows(dialog)[:3]] == [
        "Done again",
        "Undone",
        "Marked waiting for the other side",
    ]


def test_a_long_history_is_read_as_it_comes_into_view(officer: Officer, record: int) -> None:
    for number in range(70):
        officer.workspace.run(SetOfficer((record,), f"Officer {number}"), quiet=True)
    dialog = opens(officer, record)
    assert len(rows(dialog)) == 50
    for _ in range(2):
        QTest.keyClick(changes(dialog), Qt.Key.Key_End)
        application().processEvents()
    assert len(rows(dialog)) == 74 and rows(dialog)[-1].startswith("Added commitment")


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


# -------------------------------------------------------------------------------------------------------- putting back
def test_one_field_is_put_back_and_undone_again(officer: Officer, record: int) -> None:
    dialog, before = opens(officer, record), stored(officer, record)
    QTest.keyClick(changes(dialog), DOWN)
    QTest.keyClick(changes(dialog), DOWN)
    assert button(dialog, "history.restore.officer").accessibleName() == "Put back Officer: A. First"
    press(dialog, "history.restore.officer")
    assert stored(officer, record) == before.model_copy(update={"officer": "A. First"})
    assert rows(dialog)[0] == "Put back officer: “Send the timetable”" and changes(dialog).currentIndex().row() == 0
    undo = next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "Undo" and each.isVisible())
    QTest.keyClick(undo, SPACE)
    assert stored(officer, record) == before and rows(dialog)[0].startswith("Undone: Put back officer")


def test_a_whole_version_is_put_back_from_a_day(officer: Officer, record: int) -> None:
    dialog = opens(officer, record)
    types_day(dialog, "11 Nov 2026")
    press(dialog, "history.restore")
    assert stored(officer, record) == CommitmentDraft(title="Send the timetable", officer="A. First")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert officer.workspace.names()[0] == "Put back an earlier version: “Send the timetable”"
    officer.workspace.undo()
    assert stored(officer, record).progress is Progress.WAITING


def test_what_cannot_be_put_back_says_why(officer: Officer, record: int) -> None:
    area = officer.workspace.run(AddArea(AreaDraft(title="Energy"))).record
    assert area is not None
    officer.workspace.run(SetAreas((record,), (area,)))
    officer.workspace.run(SetAreas((record,), ()))
    officer.workspace.run(Hide((area,)))
    before, dialog = stored(officer, record), opens(officer, record)
    assert not button(dialog, "history.restore").isEnabled()
    assert button(dialog, "history.restore").toolTip() == "The record stands like this now."
    press(dialog, "history.restore.areas")
    assert any("The area “Energy” that is named there is in the Trash." in words for words in words_on(dialog))
    assert stored(officer, record) == before


def test_nothing_is_put_back_in_the_trash_or_where_nothing_can_be_written(officer: Officer, record: int) -> None:
    officer.workspace.run(Hide((record,)))
    dialog = opens(officer, record)
    assert rows(dialog)[0] == "Moved commitment “Send the timetable” to Trash"
    assert {"In the Trash", "yes"} <= set(shown(dialog))
    QTest.keyClick(changes(dialog), DOWN)
    assert not [
        each for each in dialog.findChildren(QAbstractButton) if each.objectName().startswith("history.restore.")
    ]
    assert not button(dialog, "history.restore").isEnabled()
    assert button(dialog, "history.restore").toolTip() == "Restore it from the Trash first."


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
