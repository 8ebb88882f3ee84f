"""The history of a record in front of somebody: what they see, press and type, and what is stored after it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QListView

from db.commands.base import Command
from db.commands.commitments import AddCommitment, Assess, SetDue, SetOfficer
from db.drafts import draft_of
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.tables.base import Record
from db.vocabulary import Progress
from tests import registers
from tests.desktop.driver.forms import Officer, words_on
from tests.desktop.driver.frame import TODAY, application

DOWN, SPACE = Qt.Key.Key_Down, Qt.Key.Key_Space


class Days:
    """A clock that stands at noon of a day of November until it is set."""

    day = 10

    def __call__(self) -> datetime:
        return datetime(2026, 11, self.day, 12, tzinfo=UTC)


def ten_days(officer: Officer, days: Days) -> int:
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
