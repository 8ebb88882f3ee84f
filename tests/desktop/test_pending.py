"""What is open on a record, on the screens: ticked in a log form, closed from its row, said on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.pending import End
from db.queries import actions, pending
from db.queries.base import Reader
from db.records.actions import ActionDraft, ActionLine
from db.records.base import Link
from db.rules.periods import Period
from db.vocabulary import DateField, Ending, Kind
from desktop.cli import words as words_of
from desktop.form.line_popover import LinePopover
from desktop.record import body
from desktop.record.composer import Composer
from desktop.record.log_action import LogActionDialog
from desktop.today.page import TodayPage
from desktop.today.reminders import RemindersPage
from desktop.workspace import Go
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.test_today import words
from tests.registers import TODAY, number_of

STEP = "Call the embassy again"
LATE, COMING = TODAY - timedelta(days=7), TODAY + timedelta(days=11)


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def visit(frame: Frame) -> int:
    """A visit on which a step is a week late, another is to come, and a reply has not come."""
    record = number_of(frame.store, "return state visit", Kind.VISIT)
    asked = TODAY - timedelta(days=10)
    for fields in (
        {"next_step": STEP, "next_due": Period.on(LATE)},
        {"next_step": "Send the programme", "next_due": Period.on(COMING)},
        {"reply_by": Period.on(LATE)},
    ):
        draft = ActionDraft.model_validate({"text": "Sent a note", "on": asked, "links": (record,), **fields})
        frame.workspace.run(LogAction(draft))
    return record


def boxes(inside: QWidget) -> dict[str, QCheckBox]:
    """The ticks that are shown, by what they say."""
    return {box.text(): box for box in inside.findChildren(QCheckBox) if box.isVisible() and box.text()}


def left(frame: Frame, record: int) -> list[DateField]:
    """What is still open on the record."""

    def read(reader: Reader) -> list[DateField]:
        return [each.field for each in pending.of_record(reader, record)]

    return frame.workspace.ask(read)


def today_page(frame: Frame) -> TodayPage:
    frame.workspace.go_wanted.emit(Go("today"))
    found = frame.window.findChild(TodayPage)
    assert found is not None
    return found


def test_the_composer_offers_what_is_open_and_ticks_nothing(frame: Frame, visit: int, qtbot: QtBot) -> None:
    composer = Composer(frame.workspace)
    qtbot.addWidget(composer)
    composer.resize(420, 700)
    composer.show()
    composer.show_record(Link(id=visit, kind=Kind.VISIT, title="Return visit"))
    composer.begin()
    shown = boxes(composer)
    assert [*shown] == [f"{STEP}, 16 Nov 2026", "Send the programme, 4 Dec 2026", "Reply by 16 Nov 2026: Sent a note"]
    assert not any(box.isChecked() for box in shown.values())
    box = shown[f"{STEP}, 16 Nov 2026"]
    assert box.accessibleName() == f"This does: {STEP}, 16 Nov 2026" and box.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(box, Qt.Key.Key_Space)
    composer._form.editors["text"].retype("Rang them.")
    composer._log_once()
    assert left(frame, visit) == [DateField.REPLY_BY, DateField.NEXT_STEP]
    composer.begin()
    assert len(boxes(composer)) == 2
    frame.workspace.undo()
    assert len(left(frame, visit)) == 3


@pytest.mark.sampled(0)
def test_log_on_its_row_ticks_it_beforehand(frame: Frame, visit: int) -> None:
    """On Today and on its reminder; Log on the record itself ticks nothing."""
    page = today_page(frame)
    (rows,) = (each for each in page.lists() if each.objectName() == "today.overdue.list")
    assert STEP in words(rows)[0] and "7 days late" in words(rows)[0]
    rows.setCurrentIndex(rows.model().index(0, 0))
    QTest.keyClick(rows, Qt.Key.Key_L)
    dialog = frame.window.findChild(LogActionDialog)
    assert dialog is not None
    assert [text for text, box in boxes(dialog).items() if box.isChecked()] == [f"{STEP}, 16 Nov 2026"]
    dialog.reject()
    plain = LogActionDialog(frame.workspace, visit, frame.window)
    plain.open()
    assert len(boxes(plain)) == 3 and not any(box.isChecked() for box in boxes(plain).values())
    plain.reject()


@pytest.mark.parametrize("name", ["overdue", "replies"])
@pytest.mark.sampled(1)
def test_done_on_its_row_closes_it(frame: Frame, visit: int, name: str) -> None:
    page = today_page(frame)
    (rows,) = (each for each in page.lists() if each.objectName() == f"today.{name}.list")
    rows.setCurrentIndex(rows.model().index(0, 0))
    QTest.keyClick(rows, Qt.Key.Key_K)
    assert len(left(frame, visit)) == 2
    frame.workspace.undo()
    assert len(left(frame, visit)) == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_X])
def test_its_reminder_is_dealt_with_by_closing_it(frame: Frame, visit: int, key: Qt.Key) -> None:
    frame.workspace.go_wanted.emit(Go("reminders"))
    page = frame.window.findChild(RemindersPage)
    assert page is not None
    rows = page.lists()[0]
    (row,) = (number for number, said in enumerate(words(rows)) if STEP in said)
    rows.setCurrentIndex(rows.model().index(row, 0))
    QTest.keyClick(rows, key)
    asking = page.findChild(LinePopover)
    if asking is not None:  # why it is not needed may stay unsaid
        QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert left(frame, visit) == [DateField.REPLY_BY, DateField.NEXT_STEP]
    assert not any(STEP in said for said in words(page.lists()[0]))


def test_what_was_closed_is_late_nowhere(frame: Frame, visit: int) -> None:
    """Its entry says how it came to its end, on the record and on the command line."""

    def read(reader: Reader) -> list[ActionLine]:
        return [line for line in actions.of_record(reader, visit) if line.next_step == STEP]

    (before,) = frame.workspace.ask(read)
    assert "7 days late" in body.entry(before, TODAY).next_step
    frame.workspace.run(End(before.id, DateField.NEXT_STEP, Ending.NOT_NEEDED, TODAY))
    (line,) = frame.workspace.ask(read)
    said = body.entry(line, TODAY).next_step
    assert "late" not in said and "Not needed" in said
    assert any("(not needed)" in fact for fact in words_of.action(line))
