"""The place at the foot of a record: what is written there is logged on it, or kept for it until it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.base import Hide, Restore
from db.commands.visits import ChangeVisit
from db.queries import visits
from db.records.actions import ActionDraft
from db.rules.phrases import HINT
from db.vocabulary import ActionKind, Kind, VisitStage
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.field import Field
from desktop.record.entry import EntryForm
from desktop.visits.page import VisitsPage
from tests.desktop.driver.forms import CTRL, CTRL_SHIFT, RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk, words_on
from tests.registers import OFFICER, TODAY

DONE = "Ambassador called: two windows in December."
TEXT, NEXT = "composer.text", "composer.next"


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


@pytest.fixture
def page(officer: Officer) -> VisitsPage:
    made = VisitsPage(officer.workspace, officer.window)
    layout = officer.window.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    return made


@pytest.fixture
def visit(officer: Officer, page: VisitsPage) -> int:
    """The visit that is shown; its composer is open."""
    record = officer.the(Kind.VISIT, RETURN_VISIT)
    page.arrive(None, record)
    officer.presses(Key.Key_L)
    assert officer.focus == TEXT
    return record


def turn_to(officer: Officer, page: VisitsPage, words: str) -> None:
    """Show another record in the pane."""
    page.arrive(None, officer.the(Kind.VISIT, words))


def is_open(officer: Officer) -> bool:
    return not officer.window.findChildren(QAbstractButton, "composer.open")[0].isVisible()


def test_an_action_is_logged_on_the_record_that_is_shown(officer: Officer, page: VisitsPage, visit: int) -> None:
    officer.types(TEXT, DONE)
    officer.chooses("composer.kind", ActionKind.MEETING)
    officer.types(NEXT, "next Friday")
    assert officer.beside(NEXT)[0].startswith("Fri 4 Dec 2026 · in 11 days")
    officer.presses(Key.Key_Return, CTRL)
    (line,) = officer.log(visit)
    assert (line.text, line.kind, line.on, line.by) == (DONE, ActionKind.MEETING, TODAY, OFFICER)
    assert line.next_due is not None and line.next_due.latest == date(2026, 12, 4)
    assert not is_open(officer) and DONE in words_on(page.pane)
    officer.presses(Key.Key_L)
    assert (officer.reads(TEXT), officer.reads(NEXT)) == ("", "")


def test_its_form_is_made_when_somebody_writes_and_tab_goes_through_it(officer: Officer, page: VisitsPage) -> None:
    turn_to(officer, page, RETURN_VISIT)
    assert not page.pane.findChildren(EntryForm), "Most records are only read."
    officer.presses(Key.Key_L)
    stops = [officer.focus]
    while len(stops) < 8:
        officer.presses(Key.Key_Tab)
        stops.append(officer.focus)
    named = ("text", "kind", "when", "next", "attach", "more", "submit")
    assert stops[:7] == [f"composer.{each}" for each in named] and not stops[7].startswith("composer.")


def noting(seen: list[str], word: str, known: Callable[..., Any]) -> Callable[..., Any]:
    """The same, and a word for each time it is called."""

    def call(*each: Any, **more: Any) -> Any:
        seen.append(word)
        return known(*each, **more)

    return call


def test_the_table_is_painted_before_the_pane_is_read(
    officer: Officer, page: VisitsPage, visit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(page.list.table, "paintEvent", noting(seen, "table", page.list.table.paintEvent))
    monkeypatch.setattr(page.pane, "fill", noting(seen, "pane", page.pane.fill))
    officer.types(TEXT, DONE)
    seen.clear()
    officer.presses(Key.Key_Return, CTRL)
    assert "pane" in seen and seen.index("table") < seen.index("pane")
    officer.workspace.run(LogAction(ActionDraft(text="Later", on=TODAY, kind=ActionKind.CALL, links=(visit,))))
    body = page.pane.body()
    assert body is not None, "Whoever asks for what is shown gets what is stored."
    assert "Later" in [each.text() for each in body.findChildren(QLabel)]


@pytest.mark.sampled(0)
def test_a_day_that_nobody_touched_is_not_read_again(
    officer: Officer, visit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that shows a draft writes into the fields where something else stands, and into no other."""
    read: list[str] = []
    monkeypatch.setattr(PeriodEdit, "set_text", noting(read, "read", PeriodEdit.set_text))
    officer.types(TEXT, DONE)
    officer.presses(Key.Key_Return, CTRL)
    assert not read
    officer.presses(Key.Key_L)
    officer.types("composer.when", "yesterday")
    officer.types(TEXT, "Second call")
    officer.presses(Key.Key_Return, CTRL)
    officer.presses(Key.Key_L)
    assert officer.reads("composer.when") == "today" and officer.reads(TEXT) == "" and read


@pytest.mark.sampled(0)
def test_the_button_logs_as_the_keys_do(officer: Officer, visit: int) -> None:
    officer.types(TEXT, DONE)
    officer.clicks("Log action")
    assert [line.text for line in officer.log(visit)] == [DONE]


def test_ctrl_shift_enter_logs_and_starts_another(officer: Officer, visit: int) -> None:
    officer.types(TEXT, "Called the embassy.")
    officer.types(NEXT, "by end of year")
    officer.presses(Key.Key_Return, CTRL_SHIFT)
    assert is_open(officer) and officer.focus == TEXT
    assert (officer.reads(TEXT), officer.reads(NEXT)) == ("", "")
    officer.types(TEXT, "Wrote to Protocol.")
    officer.presses(Key.Key_Return, CTRL)
    second, first = officer.log(visit)
    assert (first.text, second.text) == ("Called the embassy.", "Wrote to Protocol.")
    assert first.next_due is not None and first.next_due.latest == date(2026, 12, 31) and second.next_due is None


def test_esc_keeps_a_draft_for_each_record(officer: Officer, page: VisitsPage, visit: int) -> None:
    officer.types(TEXT, "Half a sent")
    officer.types(NEXT, "31 feb")
    officer.presses(Key.Key_Escape)
    assert not is_open(officer) and officer.focus == "composer.open"
    turn_to(officer, page, STATE_VISIT)
    assert not is_open(officer)
    officer.presses(Key.Key_L)
    assert officer.reads(TEXT) == ""
    officer.types(TEXT, "Thanked the hosts")
    officer.presses(Key.Key_Escape)
    turn_to(officer, page, RETURN_VISIT)
    assert is_open(officer), "What waits to be logged is in sight."
    assert (officer.reads(TEXT), officer.reads(NEXT)) == ("Half a sent", "31 feb")
    turn_to(officer, page, STATE_VISIT)
    assert officer.reads(TEXT) == "Thanked the hosts"
    officer.goes_to(TEXT)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.log(visit) == () and len(officer.stored(Kind.ACTION)) == 1
    turn_to(officer, page, RETURN_VISIT)
    turn_to(officer, page, STATE_VISIT)
    assert not is_open(officer), "What was logged is no draft."


@pytest.mark.sampled(0)
def test_an_emptied_draft_is_forgotten(officer: Officer, page: VisitsPage, visit: int) -> None:
    officer.types(TEXT, "Half a sent")
    officer.presses(Key.Key_Escape)
    officer.clicks("What was done?   Ctrl+L")
    officer.types(TEXT, "")
    officer.presses(Key.Key_Backspace)
    turn_to(officer, page, STATE_VISIT)
    turn_to(officer, page, RETURN_VISIT)
    assert not is_open(officer)


def test_refusals_stand_beside_their_fields(officer: Officer, visit: int) -> None:
    officer.types(NEXT, "32 feb")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside(NEXT) == [HINT] and officer.focus == NEXT
    officer.types(NEXT, "next Friday")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside(TEXT) == ["Write down what was done."] and officer.focus == TEXT
    officer.types(TEXT, DONE)
    officer.types("composer.when", "tomorrow")
    officer.types("composer.when", "Q1 2027")
    officer.presses(Key.Key_Return, CTRL)
    assert "One day, for example today, yesterday or 20 Nov." in officer.beside("composer.when")
    assert (officer.reads(TEXT), officer.reads(NEXT)) == (DONE, "next Friday") and officer.log(visit) == ()


def test_a_day_to_come_is_warned_of_and_refused_beside_its_field(officer: Officer, visit: int) -> None:
    officer.types(TEXT, DONE)
    officer.types("composer.when", "tomorrow")
    officer.presses(Key.Key_Tab)
    assert "This day is still to come." in officer.beside("composer.when")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.log(visit) == () and officer.focus == "composer.when"
    assert (officer.beside("composer.when")[0], officer.reads(TEXT)) == ("This day is still to come.", DONE)
    officer.types("composer.when", "3 Nov")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.log(visit)[0].on == date(2026, 11, 3), "Without a year it is the nearest past day."


def test_undo_takes_the_entry_and_the_status_back(officer: Officer, page: VisitsPage, visit: int) -> None:
    def stage() -> VisitStage:
        return officer.workspace.ask(lambda reader: visits.card(reader, TODAY, visit)).draft.stage

    before = stage()
    officer.types(TEXT, DONE)
    officer.clicks("With whom, result, next step, status…")
    officer.chooses("composer.after", VisitStage.ACCEPTED)
    officer.presses(Key.Key_Return, CTRL)
    assert stage() is VisitStage.ACCEPTED and DONE in words_on(page.pane)
    officer.workspace.undo()
    assert stage() is before and officer.log(visit) == () and DONE not in words_on(page.pane)
    officer.workspace.redo()
    assert stage() is VisitStage.ACCEPTED and DONE in words_on(page.pane)


@pytest.mark.sampled(0)
def test_a_record_changed_meanwhile_keeps_what_is_being_written(officer: Officer, visit: int) -> None:
    officer.types(TEXT, "Half a sent")
    card = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, visit))
    changed = card.draft.model_copy(update={"places": "Almaty"})
    officer.workspace.run(ChangeVisit(visit, card.head.version, changed))
    assert officer.reads(TEXT) == "Half a sent" and officer.focus == TEXT
    officer.presses(Key.Key_Return, CTRL)
    assert [line.text for line in officer.log(visit)] == ["Half a sent"]


@pytest.mark.sampled(0)
def test_a_record_moved_to_the_trash_keeps_its_draft(officer: Officer, page: VisitsPage, visit: int) -> None:
    officer.types(TEXT, "Half a sent")
    officer.workspace.run(Hide((visit,)))
    assert page.current_record() != visit
    officer.workspace.run(Restore((visit,)))
    turn_to(officer, page, RETURN_VISIT)
    assert officer.reads(TEXT) == "Half a sent" and officer.stored(Kind.ACTION) == ()


def test_a_register_that_cannot_be_written_keeps_the_text(officer: Officer, visit: int) -> None:
    officer.types(TEXT, DONE)
    officer.types(NEXT, "next Friday")
    with closing(sqlite3.connect(officer.workspace.path)) as another:
        another.execute("UPDATE record SET notes = 'x' WHERE id = 1")
        another.commit()
    officer.presses(Key.Key_Return, CTRL)
    assert any("Another program replaced the register" in words for words in officer.said())
    assert (officer.reads(TEXT), officer.reads(NEXT)) == (DONE, "next Friday") and is_open(officer)
    assert officer.log(visit) == ()


def test_an_entry_begun_before_the_record_is_on_the_screen_stays_open(officer: Officer) -> None:
    """Ctrl+L in the first moment of the program: what is typed next is the entry, not a row of shortcuts."""
    page = VisitsPage(officer.workspace, officer.window)
    page.pane.show_record(officer.the(Kind.VISIT, RETURN_VISIT))
    page.pane.begin_log()
    page.show()
    QApplication.processEvents()
    (line,) = page.findChildren(QAbstractButton, "composer.open")
    assert not line.isVisibleTo(page)
    page.close()


@pytest.mark.parametrize("height", [320, 420, 640, 1_000])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.sampled(1)
def test_nothing_of_it_is_crushed_however_low_the_window(
    officer: Officer, page: VisitsPage, visit: int, scale: float, height: int
) -> None:
    """Where there is less room than it needs, it scrolls, and what has the focus is in sight."""
    page.window().resize(round(1_300 * scale), round(height * scale))
    officer.theme.set_text_scale(scale)
    for _turn in range(4):  # what wraps its words knows its height only when its width is known
        QApplication.processEvents()
    fields = [each for each in page.pane.findChildren(Field) if each.isVisible()]
    assert len(fields) >= 4
    for each in fields:
        assert each.height() >= each.minimumSizeHint().height()
        assert each.editor.height() >= each.editor.minimumSizeHint().height()
    focus = QApplication.focusWidget()
    assert focus is not None and focus.objectName() == "composer.text"
    assert focus.visibleRegion().boundingRect().height() >= focus.fontMetrics().lineSpacing()
