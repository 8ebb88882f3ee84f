"""I open the program, write down what I did about the invitation, take it back, do it again, and find it tomorrow."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from db.queries import actions, reminders
from db.records.actions import ActionLine
from db.records.base import View
from db.vocabulary import Kind
from tests.flows.conftest import CTRL, CTRL_SHIFT, User
from tests.registers import TODAY, number_of, opened

DONE = "Ambassador called: Islamabad is studying two windows in December."
FRIDAY = date(2026, 12, 4)


def in_the_file(user: User) -> tuple[ActionLine, ...]:
    """The log as another program reads it from the closed file."""
    with opened(user.register) as store, store.read() as reader:
        return actions.window(reader, TODAY, View(), 0, 10)


def fires(user: User, day: date) -> list[str]:
    with opened(user.register) as store, store.read() as reader:
        return [line.reason for line in reminders.lines(reader, day) if line.group == "now"]


def logs_the_call(user: User) -> None:
    """From the list of visits to a logged call with a next step, by keyboard alone."""
    user.presses(Qt.Key.Key_3, CTRL)
    table = "view.visit.table"
    assert user.reads(table)[0].startswith("Return state visit")
    user.presses(Qt.Key.Key_L, CTRL)
    assert user.sees("composer.text", QPlainTextEdit).hasFocus()
    user.types(DONE)
    for _ in range(3):
        user.presses(Qt.Key.Key_Tab)
    user.types("next friday")
    user.presses(Qt.Key.Key_Return, CTRL)


def test_a_logged_action_survives_undo_redo_and_the_night(user: User) -> None:
    user.opens_the_program()
    logs_the_call(user)
    names = user.program.window.parts.actions
    assert names["edit.undo"].text().startswith("Undo: Logged on “Return state visit")
    user.presses(Qt.Key.Key_6, CTRL)
    assert user.reads("view.action.table")[0].startswith("Ambassador called")

    user.presses(Qt.Key.Key_Z, CTRL)
    assert user.program.window.parts.actions["edit.redo"].text().startswith("Redo: Logged on")
    user.presses(Qt.Key.Key_Z, CTRL_SHIFT)
    assert user.reads("view.action.table")[0].startswith("Ambassador called")
    user.closes_the_program()

    (line,) = in_the_file(user)
    assert line.text == DONE
    assert (line.on, line.next_due and line.next_due.latest) == (TODAY, FRIDAY)
    assert [link.kind for link in line.links] == [Kind.VISIT]
    assert "next step today" in fires(user, FRIDAY)

    user.opens_the_program()
    user.presses(Qt.Key.Key_6, CTRL)
    assert user.reads("view.action.table")[0].startswith("Ambassador called")
    user.presses(Qt.Key.Key_Z, CTRL)
    user.closes_the_program()
    assert in_the_file(user) == ()
    assert "next step today" not in fires(user, FRIDAY)


def test_what_was_typed_is_not_lost_by_a_refusal_or_another_record(user: User) -> None:
    user.opens_the_program()
    user.presses(Qt.Key.Key_3, CTRL)
    user.presses(Qt.Key.Key_L, CTRL)
    user.types("Half a sentence")
    for _ in range(3):
        user.presses(Qt.Key.Key_Tab)
    user.types("31 feb")
    user.presses(Qt.Key.Key_Return, CTRL)
    assert user.sees("composer.text", QPlainTextEdit).toPlainText() == "Half a sentence"
    user.presses(Qt.Key.Key_5, CTRL)
    user.presses(Qt.Key.Key_3, CTRL)
    user.presses(Qt.Key.Key_L, CTRL)
    assert user.sees("composer.text", QPlainTextEdit).toPlainText() == "Half a sentence"
    user.closes_the_program()
    assert in_the_file(user) == ()
    with opened(user.register) as store:
        assert number_of(store, "return state visit", Kind.VISIT)
