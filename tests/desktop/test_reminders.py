"""The reminders page: groups, snoozing, being done, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.commands.actions import LogAction
from db.commands.reminders import AddReminder
from db.queries import reminders
from db.records.actions import ActionDraft
from db.records.reminders import ReminderDraft, ReminderLine
from db.rules.periods import Period
from db.tables.actions import Action
from db.tables.reminders import Occurrence
from db.vocabulary import ActionKind, Direction
from desktop import clock
from desktop.form.line_popover import LinePopover
from desktop.today.remind import RemindDialog
from desktop.today.reminders import RemindersPage
from desktop.today.snooze import SnoozeUntil
from tests.desktop.driver.frame import TODAY, Frame, application, opened
from tests.desktop.test_today import words


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="reminders") as found:
        yield found


@pytest.fixture
def page(frame: Frame) -> RemindersPage:
    found = frame.window.findChild(RemindersPage)
    assert found is not None
    return found


def rows(page: RemindersPage, group: str) -> list[str]:
    return [line for each in page.lists() if each.objectName() == f"reminders.{group}.list" for line in words(each)]


def bell(frame: Frame) -> str:
    frame.desk.count()
    return frame.window.parts.header.bell.accessibleName()


def test_groups_say_when_what_and_why(page: RemindersPage) -> None:
    now = rows(page, "now")
    assert any("Window closes in 38 days" in line for line in now)
    assert not any("No action" in line for line in now), "What was entered today is not untouched for long."
    assert rows(page, "week") and rows(page, "later") and not rows(page, "snoozed")


def test_done_takes_one_away_and_undo_brings_it_back(frame: Frame, page: RemindersPage) -> None:
    before, said = rows(page, "now"), bell(frame)
    QTest.keyClick(page.lists()[0], Qt.Key.Key_K)
    assert len(rows(page, "now")) == len(before) - 1
    assert bell(frame) != said
    frame.workspace.undo()
    assert rows(page, "now") == before and bell(frame) == said


def test_snooze_puts_it_off_until_a_day(frame: Frame, page: RemindersPage) -> None:
    QTest.keyClick(page.lists()[0], Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "reminders.snooze")
    assert menu is not None and menu.isVisible()
    menu.actions()[1].trigger()
    menu.close()
    (line,) = rows(page, "snoozed")
    assert "30 Nov 2026" in line and "in 7 days" in line


def test_snooze_until_reads_words(page: RemindersPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.lists()[0], Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "reminders.snooze")
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    dialog = page.findChild(SnoozeUntil)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "field.snooze.until")
    assert line is not None
    QTest.keyClicks(line, "yesterday")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible() and not rows(page, "snoozed")
    line.clear()
    QTest.keyClicks(line, "4 Dec 2026")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "4 Dec 2026" in rows(page, "snoozed")[0]


def not_needed(page: RemindersPage, why: str) -> None:
    QTest.keyClick(page.lists()[0], Qt.Key.Key_X)
    asking = page.findChild(LinePopover)
    assert asking is not None
    QTest.keyClicks(asking.line, why)
    QTest.keyClick(asking.line, Qt.Key.Key_Return)


def test_not_needed_asks_why(frame: Frame, page: RemindersPage) -> None:
    before = len(rows(page, "now"))
    not_needed(page, "They wrote themselves")
    assert len(rows(page, "now")) == before - 1
    (kept,) = frame.workspace.ask(lambda reader: [*reader.scalars(select(Occurrence.why))])
    assert kept == "They wrote themselves"


def test_a_step_that_is_not_needed_keeps_why(frame: Frame, page: RemindersPage) -> None:
    visit = frame.workspace.ask(partial(reminders.lines, today=TODAY))[0].record.id
    draft = ActionDraft(text="Called", on=TODAY, links=(visit,), next_step="Ring", next_due=Period.on(TODAY))
    frame.workspace.run(LogAction(draft))
    step = next(line for line in lines(frame, "now") if line.pending is not None)
    entry = step.about
    page.lists()[0].set_current(step)
    not_needed(page, "Met in person")
    assert entry not in [line.about for line in lines(frame, "now")]
    card = frame.workspace.ask(
        lambda reader: reader.scalars(select(Action.step_ended_why).where(Action.id == entry)).one()
    )
    assert card == "Met in person"


def lines(frame: Frame, group: str) -> list[ReminderLine]:
    found = frame.workspace.ask(partial(reminders.lines, today=TODAY, at=frame.workspace.at()))
    return [line for line in found if line.group == group]


@pytest.fixture
def afternoon(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Lets the clock stand at a time of the day that is looked at."""

    def stands(hour: int, minute: int) -> None:
        monkeypatch.setattr(clock, "here", lambda: datetime(2026, 11, 23, hour, minute, tzinfo=UTC))

    stands(14, 0)
    return stands


def choose(page: RemindersPage, words: str) -> None:
    QTest.keyClick(page.lists()[0], Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "reminders.snooze")
    assert menu is not None
    next(each for each in menu.actions() if each.text().startswith(words)).trigger()
    menu.close()


def test_it_is_there_again_at_its_time_without_a_restart(
    frame: Frame, page: RemindersPage, afternoon: Callable[[int, int], None]
) -> None:
    before, said = rows(page, "now"), bell(frame)
    choose(page, "This afternoon")
    (line,) = rows(page, "snoozed")
    assert "until 15:00" in line and "today" in line
    assert len(rows(page, "now")) == len(before) - 1 and bell(frame) != said
    afternoon(14, 59)
    frame.desk.look_at_clock()
    assert rows(page, "snoozed") == [line]
    afternoon(15, 0)
    frame.desk.look_at_clock()
    assert rows(page, "now") == before and not rows(page, "snoozed") and bell(frame) == said


@pytest.mark.parametrize(("hour", "offers"), [(14, True), (15, False)])
def test_the_afternoon_is_offered_before_it_begins(
    page: RemindersPage, afternoon: Callable[[int, int], None], hour: int, offers: bool
) -> None:
    afternoon(hour, 0)
    QTest.keyClick(page.lists()[0], Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "reminders.snooze")
    assert menu is not None
    assert any(each.text().startswith("This afternoon") for each in menu.actions()) is offers
    menu.close()


def test_until_takes_a_time_of_a_day(page: RemindersPage, afternoon: Callable[[int, int], None]) -> None:
    choose(page, "Until")
    dialog = page.findChild(SnoozeUntil)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "field.snooze.until")
    assert line is not None
    QTest.keyClicks(line, "13:00")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible() and "has passed" in dialog.form.fields["until"].message
    line.clear()
    QTest.keyClicks(line, "Friday 15:00")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (row,) = rows(page, "snoozed")
    assert "until 15:00" in row and "27 Nov 2026" in row


def test_until_they_answer(frame: Frame, page: RemindersPage) -> None:
    (first, *_others) = lines(frame, "now")
    choose(page, "When they answer")
    (row,) = rows(page, "snoozed")
    assert "until they answer" in row
    draft = ActionDraft(
        text="They wrote", kind=ActionKind.NOTE_VERBALE, direction=Direction.IN, on=TODAY, links=(first.record.id,)
    )
    frame.workspace.run(LogAction(draft))
    assert not rows(page, "snoozed")


def test_what_is_set_by_hand_stands_there_by_its_own_words(frame: Frame, page: RemindersPage) -> None:
    record = lines(frame, "now")[0].record
    for title, on in (("Ask the desk", record.id), ("Renew the pass", None)):
        frame.workspace.run(AddReminder(ReminderDraft(title=title, record=on, on=TODAY)))
    on_it, alone = (next(each for each in rows(page, "now") if words in each) for words in ("Ask the", "Renew the"))
    assert on_it.startswith("Ask the desk") and record.title in on_it
    assert alone.startswith("Renew the pass") and alone.count("Renew the pass") == 1
    line = next(each for each in lines(frame, "now") if each.what == "Renew the pass")
    page.open_record(line)
    application().processEvents()
    (form,) = frame.window.findChildren(RemindDialog)
    assert form.form.values()["title"] == "Renew the pass"
    form.reject()
    page.lists()[0].set_current(line)
    assert page.current_record() is None and page.to_trash() == line.about


def test_what_waits_for_a_later_day_or_an_answer_is_found_and_edited(frame: Frame, page: RemindersPage) -> None:
    record = lines(frame, "now")[0].record.id
    for draft in (
        ReminderDraft(title="Next summer", on=date(2027, 7, 1)),
        ReminderDraft(title="Read it", record=record, set_on=TODAY, on_answer=True),
        ReminderDraft(title="Soon", on=date(2026, 12, 1)),
    ):
        frame.workspace.run(AddReminder(draft))
    later, answer = rows(page, "waiting")
    assert later.startswith("Next summer") and "1 Jul 2027" in later
    assert answer.startswith("Read it") and "when they answer" in answer
    found = next(each for each in page.lists() if each.objectName() == "reminders.waiting.list")
    QTest.keyClick(found, Qt.Key.Key_Return)
    application().processEvents()
    (form,) = frame.window.findChildren(RemindDialog)
    assert form.form.values()["title"] == "Next summer"
    form.reject()
    came = ActionDraft(text="They wrote", kind=ActionKind.LETTER, direction=Direction.IN, on=TODAY, links=(record,))
    frame.workspace.run(LogAction(came))
    assert len(rows(page, "waiting")) == 1
    assert any(line.startswith("Read it") for line in rows(page, "now"))


def test_rows_are_shown_by_windows(frame: Frame, page: RemindersPage) -> None:
    before = len(rows(page, "now"))
    for n in range(60):
        frame.store.run(AddReminder(ReminderDraft(title=f"No. {n}", on=TODAY)))
    frame.workspace.changed.emit(frame.workspace.run(AddReminder(ReminderDraft(title="Last", on=TODAY))))
    group = page.findChild(QWidget, "reminders.now")
    more = page.findChild(QAbstractButton, "reminders.now.more")
    assert group is not None and more is not None
    total = before + 61
    assert str(total) in [each.text() for each in group.findChildren(QLabel)]
    assert len(rows(page, "now")) == 50 and more.text() == f"Show {total - 50} more"
    more.click()
    assert len(rows(page, "now")) == total and not more.isVisible()
