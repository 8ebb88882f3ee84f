"""Remind me: set on a record or alone, in words; edited, thrown away; what is not read is refused beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from db.queries import records, reminders
from db.records.reminders import ReminderDraft, ReminderLine
from db.vocabulary import DateField, Kind
from desktop.kit.plain import PlainLabel
from desktop.today.remind import RemindDialog
from desktop.workspace import Edit, reminder_on
from tests.desktop.driver.frame import TODAY, Frame, application, opened

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments") as found:
        yield found


def dialog(frame: Frame) -> RemindDialog:
    application().processEvents()
    (found,) = (each for each in frame.window.findChildren(RemindDialog) if each.isVisible())
    return found


def field(of: RemindDialog, name: str) -> QLineEdit:
    found = of.findChild(QLineEdit, f"remind.{name}")
    assert found is not None
    return found


def fills(of: RemindDialog, title: str, when: str) -> None:
    field(of, "title").setText(title)
    field(of, "when").setText(when)


def kept(frame: Frame) -> list[ReminderDraft]:
    found = frame.workspace.ask(partial(reminders.lines, today=TODAY))
    cards = [frame.workspace.ask(partial(records.card, today=TODAY, record_id=each)) for each in _by_hand(found)]
    return [
        card.draft for card in cards if isinstance(card, records.PlainCard) and isinstance(card.draft, ReminderDraft)
    ]


def _by_hand(lines: tuple[ReminderLine, ...]) -> list[int]:
    return sorted({line.about for line in lines if line.what})


def test_a_letter_on_a_row_reminds_of_its_record(frame: Frame) -> None:
    page = frame.window.parts.stack.page()
    assert page is not None and page.current_record() is not None
    widget = application().focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_R)
    made = dialog(frame)
    fills(made, "Ask the desk", "in 3 days")
    assert made.form.values()["record"] == page.current_record()
    QTest.keyClick(field(made, "when"), Qt.Key.Key_Return)
    (draft,) = kept(frame)
    assert (draft.title, draft.record, draft.on) == ("Ask the desk", page.current_record(), date(2026, 11, 26))
    assert (draft.date_field, draft.set_on) == (DateField.ON, TODAY)


def test_it_is_set_alone_where_no_record_is_meant(frame: Frame) -> None:
    frame.workspace.edit_wanted.emit(reminder_on(None))
    made = dialog(frame)
    fills(made, "Renew the pass", "every 1st of the month until June")
    echo = made.findChild(PlainLabel, "remind.echo")
    assert echo is not None
    assert echo.text() == "Tue 1 Dec 2026 · in 8 days, then Fri 1 Jan 2027, Mon 1 Feb 2027 … until 30 Jun 2027"
    made.submit(False)
    (draft,) = kept(frame)
    assert (draft.record, draft.on, draft.repeat_months, draft.until) == (
        None,
        date(2026, 12, 1),
        1,
        date(2027, 6, 30),
    )


@pytest.mark.parametrize(
    ("title", "when", "at", "why"),
    [
        ("", "tomorrow", "title", "Say what to remind you of."),
        ("Call", "", "when", "Say when: 4 Dec"),
        ("Call", "soon", "when", "Not understood. Try 4 Dec"),
        ("Call", "every Monday and Friday", "when", "Not understood."),
        ("Call", "yesterday", "when", "has passed"),
        ("Call", "in 3 working days of Nowhere", "when", "No public holidays are known"),
        ("Call", "when they answer", "record", "An answer comes in on a record"),
    ],
)
def test_what_is_missing_or_not_read_is_said_beside_its_field(
    frame: Frame, title: str, when: str, at: str, why: str
) -> None:
    frame.workspace.edit_wanted.emit(reminder_on(None))
    made = dialog(frame)
    fills(made, title, when)
    made.submit(False)
    assert made.isVisible() and made.form.refused() == (at,)
    assert why in made.form.fields[at].message
    assert not kept(frame)
    made.form.show_draft(made.form.base)


def test_an_answer_is_waited_for_on_a_record(frame: Frame) -> None:
    page = frame.window.parts.stack.page()
    assert page is not None
    frame.workspace.edit_wanted.emit(reminder_on(page.current_record()))
    made = dialog(frame)
    fills(made, "Read what they say", "when they answer")
    made.submit(False)
    assert not made.isVisible()
    assert not kept(frame), "nothing came in yet"


def test_it_is_edited_and_thrown_away(frame: Frame) -> None:
    frame.workspace.edit_wanted.emit(reminder_on(None))
    made = dialog(frame)
    fills(made, "Call", "every Monday")
    made.submit(False)
    (number,) = _by_hand(frame.workspace.ask(partial(reminders.lines, today=TODAY)))
    frame.workspace.edit_wanted.emit(Edit(Kind.REMINDER, number))
    made = dialog(frame)
    assert (field(made, "title").text(), field(made, "when").text()) == ("Call", "every week from 30 Nov 2026")
    field(made, "title").setText("Call them")
    made.submit(False)
    (draft,) = kept(frame)
    assert (draft.title, draft.on, draft.repeat_days) == ("Call them", date(2026, 11, 30), 7)
    frame.workspace.edit_wanted.emit(Edit(Kind.REMINDER, number))
    made = dialog(frame)
    button = next(each for each in made.children() if each.objectName() == "remind.trash")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert not kept(frame)
    frame.workspace.undo()
    assert [each.title for each in kept(frame)] == ["Call them"]
