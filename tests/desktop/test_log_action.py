"""The dialog that logs an action from anywhere: what is typed into it, what it refuses, and what it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from db.commands.visits import AddVisit
from db.queries import visits
from db.records.visits import VisitDraft
from db.rules.phrases import HINT
from db.vocabulary import ActionKind, Kind, Result, VisitStage
from tests.desktop.driver.forms import CTRL, CTRL_SHIFT, RETURN_VISIT, Key, Officer, at_the_desk, words_on
from tests.registers import OFFICER, TODAY

TO_COME = "This day is still to come."
DONE = "Ambassador called: two windows in December."


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


@pytest.fixture
def visit(officer: Officer) -> int:
    """The visit the entry is about; its form is open."""
    record = officer.the(Kind.VISIT, RETURN_VISIT)
    officer.asks_to_log(record)
    return record


def stage(officer: Officer, visit: int) -> VisitStage:
    return officer.workspace.ask(lambda reader: visits.card(reader, TODAY, visit)).draft.stage


def titles(officer: Officer) -> list[str]:
    """The records on top of the form."""
    cards = [each for each in officer.form.findChildren(QFrame, "log.record") if each.isVisible()]
    return [words_on(each)[0] for each in cards]


def test_an_action_is_logged_from_anywhere(officer: Officer) -> None:
    officer.asks_to_log()
    assert officer.focus == "log.record.find"
    officer.picks("log.record.find", RETURN_VISIT)
    assert officer.focus == "log.text", "Next comes what was done."
    officer.types("log.text", DONE)
    officer.chooses("log.kind", ActionKind.NOTE_VERBALE)
    officer.types("log.when", "yesterday")
    officer.types("log.next", "next Friday")
    officer.clicks("With whom, result, next step, status…")
    officer.types("log.next_text", "Ask for the second window")
    officer.types("log.with", "Embassy")
    officer.chooses("log.result", Result.AWAITING_REPLY)
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form()
    (line,) = officer.log(officer.the(Kind.VISIT, RETURN_VISIT))
    assert (line.text, line.kind, line.with_whom) == (DONE, ActionKind.NOTE_VERBALE, "Embassy")
    assert (line.on, line.by, line.result) == (TODAY - timedelta(days=1), OFFICER, Result.AWAITING_REPLY)
    assert (line.next_step, line.next_due and line.next_due.latest) == ("Ask for the second window", date(2026, 12, 4))


def test_the_chosen_record_is_on_the_form_at_once(officer: Officer) -> None:
    officer.asks_to_log()
    officer.types("log.record.find", RETURN_VISIT)
    offered = QApplication.activePopupWidget()
    assert offered is not None
    QTest.keyClick(offered, Key.Key_Return)
    card = officer.sees("log.record", QFrame)
    assert card.height() == card.sizeHint().height(), "It has its place before anything else is drawn."
    assert not officer.form.findChildren(QLineEdit, "log.record.find")[0].isVisible()


def test_an_action_on_two_records(officer: Officer, visit: int) -> None:
    agreement = officer.the(Kind.AGREEMENT, "joint declaration")
    officer.clicks("Also on another record…")
    officer.picks("log.record.find", "joint declaration")
    assert [title.split()[0] for title in titles(officer)] == ["Return", "Joint"]
    officer.types("log.text", DONE)
    officer.presses(Key.Key_Return, CTRL)
    (line,) = officer.log(agreement)
    assert officer.log(visit) == (line,) and {link.id for link in line.links} == {visit, agreement}


@pytest.mark.parametrize(
    ("words", "echo", "latest"),
    [
        ("next Friday", "Fri 4 Dec 2026 · in 11 days", date(2026, 12, 4)),
        ("by end of year", "by end of 2026 · in 38 days", date(2026, 12, 31)),
        ("Q1 2027", "Q1 2027 · in 4 months", date(2027, 3, 31)),
        ("tomorrow", "Tue 24 Nov 2026 · tomorrow", date(2026, 11, 24)),
    ],
)
@pytest.mark.sampled(2)
def test_the_next_step_is_dated_in_words(officer: Officer, visit: int, words: str, echo: str, latest: date) -> None:
    officer.types("log.text", DONE)
    officer.types("log.next", words)
    (shown,) = officer.beside("log.next")
    assert shown.removesuffix("(↓ other)").strip() == echo
    assert officer.sees("log.next", QLineEdit).accessibleDescription() == shown
    officer.presses(Key.Key_Return, CTRL)
    due = officer.log(visit)[0].next_due
    assert due is not None and (due.latest, due.as_written) == (latest, words)


def test_the_other_reading_is_one_key_away(officer: Officer, visit: int) -> None:
    officer.types("log.text", DONE)
    officer.types("log.next", "next Friday")
    officer.presses(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["Fri 4 Dec 2026 · in 11 days", "Fri 27 Nov 2026 · in 4 days"]
    QTest.keyClick(menu, Key.Key_Return)
    officer.form.activateWindow()
    officer.goes_to("log.next")
    assert officer.beside("log.next") == ["Fri 27 Nov 2026 · in 4 days"]
    officer.presses(Key.Key_Return, CTRL)
    due = officer.log(visit)[0].next_due
    assert due is not None and due.latest == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        *((words, HINT) for words in ("32 feb", "soon", "when they can")),
        ("31 feb", "No February has 31 days."),
        ("29 Feb 2027", "2027 is not a leap year: its February has 28 days."),
    ],
)
@pytest.mark.sampled(2)
def test_an_impossible_date_is_refused_beside_its_field(officer: Officer, visit: int, words: str, why: str) -> None:
    officer.types("log.next", words)
    assert officer.beside("log.next") == [], "Nobody is corrected while typing."
    officer.types("log.text", DONE)
    assert officer.beside("log.next") == [why]
    officer.presses(Key.Key_Return, CTRL)
    assert officer.has_form() and officer.focus == "log.next"
    assert (officer.reads("log.next"), officer.reads("log.text")) == (words, DONE)
    assert officer.beside("log.next") == [why] and officer.log(visit) == ()


def test_an_action_needs_a_record_and_words(officer: Officer) -> None:
    officer.asks_to_log()
    officer.types("log.text", DONE)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("log.record.find") == ["Choose the record this is about."]
    assert officer.focus == "log.record.find" and officer.reads("log.text") == DONE
    officer.picks("log.record.find", RETURN_VISIT)
    officer.types("log.text", "   ")
    officer.types("log.next", "next Friday")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("log.text") == ["Write down what was done."]
    assert officer.focus == "log.text" and officer.reads("log.next") == "next Friday"
    assert officer.stored(Kind.ACTION) == ()
    officer.types("log.text", DONE)
    assert officer.beside("log.text") == [], "What is put right is no longer refused."


def test_what_is_too_long_is_refused_where_it_stands(officer: Officer, visit: int) -> None:
    officer.types("log.text", DONE)
    officer.clicks("With whom, result, next step, status…")
    officer.pastes("log.with", "x" * 1_001)
    officer.clicks("Fewer details")
    officer.goes_to("log.text")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.focus == "log.with", "A field that refuses comes into view."
    assert officer.beside("log.with") == ["At most 1,000 characters."] and officer.log(visit) == ()
    officer.types("log.with", "Embassy")
    assert officer.beside("log.with") == []


@pytest.mark.sampled(0)
def test_a_text_of_more_than_the_limit_says_how_long_it_is(officer: Officer, visit: int) -> None:
    officer.pastes("log.text", "x" * 100_001)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("log.text") == ["At most 100,000 characters; this has 100001."]
    assert len(officer.reads("log.text")) == 100_001 and officer.log(visit) == ()


def test_a_day_to_come_is_warned_of_and_refused_beside_its_field(officer: Officer, visit: int) -> None:
    officer.types("log.text", DONE)
    officer.types("log.when", "tomorrow")
    echo = "Tue 24 Nov 2026 · tomorrow"
    assert set(officer.beside("log.when")) == {TO_COME, echo}
    officer.presses(Key.Key_Tab)
    line = officer.sees("log.when", QLineEdit)
    assert officer.focus == "log.next" and TO_COME in officer.beside("log.when"), "It stays when the field is left."
    assert line.property("state") == "warning" and line.accessibleDescription() == f"{TO_COME} {echo}"
    officer.presses(Key.Key_Return, CTRL)
    assert officer.log(visit) == () and officer.has_form() and officer.focus == "log.when"
    assert TO_COME in officer.beside("log.when") and line.property("state") == "error"
    officer.types("log.when", "3 Nov")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.log(visit)[0].on == date(2026, 11, 3), "Without a year it is the nearest past day."


@pytest.mark.sampled(0)
def test_a_warning_outlives_a_refusal_and_goes_with_its_cause(officer: Officer, visit: int) -> None:
    officer.types("log.when", "tomorrow")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("log.text") == ["Write down what was done."] and TO_COME in officer.beside("log.when")
    officer.types("log.when", "today")
    assert TO_COME not in officer.beside("log.when")
    officer.types("log.next", "yesterday")
    officer.presses(Key.Key_Tab)
    assert "This date has passed." in officer.beside("log.next")


@pytest.mark.sampled(0)
def test_an_action_is_done_on_one_day(officer: Officer, visit: int) -> None:
    officer.types("log.text", DONE)
    officer.types("log.when", "Q1 2026")
    officer.presses(Key.Key_Return, CTRL)
    officer.goes_to("log.text")
    assert "One day, for example today, yesterday or 20 Nov." in officer.beside("log.when")
    assert officer.reads("log.when") == "Q1 2026" and officer.log(visit) == ()


def test_ctrl_shift_enter_logs_and_starts_another(officer: Officer, visit: int) -> None:
    officer.types("log.text", "Called the embassy.")
    officer.types("log.next", "next Friday")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert officer.has_form() and officer.focus == "log.text" and len(titles(officer)) == 1
    assert (officer.reads("log.text"), officer.reads("log.next"), officer.reads("log.when")) == ("", "", "today")
    officer.types("log.text", "Wrote to Protocol.")
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form()
    assert [line.text for line in officer.log(visit)] == ["Wrote to Protocol.", "Called the embassy."]


def test_a_status_after_it_moves_the_visit_and_undo_moves_it_back(officer: Officer, visit: int) -> None:
    before = stage(officer, visit)
    officer.types("log.text", "Note of acceptance received.")
    officer.clicks("With whom, result, next step, status…")
    officer.chooses("log.after", VisitStage.ACCEPTED)
    officer.presses(Key.Key_Return, CTRL)
    assert (stage(officer, visit), len(officer.log(visit))) == (VisitStage.ACCEPTED, 1)
    officer.workspace.undo()
    assert (stage(officer, visit), officer.log(visit)) == (before, ())
    officer.workspace.redo()
    assert (stage(officer, visit), len(officer.log(visit))) == (VisitStage.ACCEPTED, 1)


def test_tab_follows_the_form(officer: Officer, visit: int) -> None:
    officer.clicks("With whom, result, next step, status…")
    officer.goes_to("log.text")
    walked = []
    for _ in range(14):
        walked.append(officer.focus)
        officer.presses(Key.Key_Tab)
    names = ("text", "kind", "when", "next", "next_text", "with", "direction", "our_ref", "their_ref", "result",
             "reply_by", "after", "attach", "more")  # fmt: skip
    assert walked == [f"log.{name}" for name in names]


def test_esc_keeps_the_draft(officer: Officer, visit: int) -> None:
    officer.types("log.text", "Half a sent")
    officer.types("log.when", "tomorrow")
    officer.presses(Key.Key_Escape)
    assert not officer.has_form() and officer.stored(Kind.ACTION) == ()
    officer.asks_to_log(visit)
    assert (officer.reads("log.text"), officer.reads("log.when")) == ("Half a sent", "tomorrow")
    assert TO_COME in officer.beside("log.when") and len(titles(officer)) == 1


@pytest.mark.sampled(0)
def test_esc_keeps_the_draft_before_a_record_is_chosen(officer: Officer) -> None:
    officer.asks_to_log()
    officer.types("log.text", "Half a sent")
    officer.presses(Key.Key_Escape)
    officer.asks_to_log()
    assert officer.reads("log.text") == "Half a sent" and titles(officer) == []
    officer.picks("log.record.find", RETURN_VISIT)
    officer.goes_to("log.text")
    officer.presses(Key.Key_Return, CTRL)
    officer.asks_to_log()
    assert officer.reads("log.text") == "", "What was logged is no draft."


@pytest.mark.sampled(0)
def test_a_record_that_is_gone_meanwhile_does_not_take_the_text_along(officer: Officer) -> None:
    officer.workspace.run(AddVisit(VisitDraft(title="Working visit to Almaty")))
    gone = officer.the(Kind.VISIT, "working visit")
    officer.asks_to_log(gone)
    officer.types("log.text", DONE)
    officer.workspace.undo()
    officer.presses(Key.Key_Return, CTRL)
    assert f"There is no record {gone}. Nothing was stored." in officer.said()
    assert officer.reads("log.text") == DONE and officer.stored(Kind.ACTION) == ()
    officer.presses(Key.Key_Escape)
    officer.asks_to_log(gone)
    assert officer.reads("log.text") == DONE and titles(officer) == []
    officer.picks("log.record.find", RETURN_VISIT)
    officer.presses(Key.Key_Return, CTRL)
    assert [line.text for line in officer.log(officer.the(Kind.VISIT, RETURN_VISIT))] == [DONE]
