"""Today on the starter register: what stands there, and the keyboard's way over it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment
from db.commands.reminders import AddReminder
from db.commands.sources import AddSource
from db.commands.visits import AddInvitation, AddVisit
from db.queries import agreements, reminders, visits
from db.queries.base import Reader
from db.queries.settings import our_side
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.commitments import CommitmentDraft
from db.records.reminders import ReminderDraft
from db.records.sources import SourceDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.vocabulary import Renewal, StepKind, VisitStage
from desktop.kit.banner import Banner
from desktop.kit.row_list import RowList
from desktop.settings import Settings
from desktop.today.page import TodayPage
from desktop.today.panels import invited_of
from desktop.today.rows import agreement_row
from desktop.workspace import Go
from tests.desktop.driver.frame import TODAY, Frame, opened


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def page(frame: Frame) -> TodayPage:
    found = frame.window.findChild(TodayPage)
    assert found is not None
    return found


def words(each: RowList) -> list[str]:
    """What a screen reader says of each row."""
    model = each.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_starter_names_its_three_things(page: TodayPage) -> None:
    said = [line for each in page.lists() for line in words(each)]
    assert len(said) == 2
    assert "38 days left" in said[0] and "no date agreed" in said[0] and "reply not recorded" in said[0]
    assert "Joint Declaration" in said[1] and "Entry into force not stated" in said[1]
    labels = [label.text() for label in page.findChildren(type(page._board._calm))]
    assert any("Return visit due from Pakistan to Kazakhstan" in text for text in labels)
    assert "Monday, 23 November 2026" in labels


def test_arrows_lead_through_the_cards_and_enter_opens(frame: Frame, page: TodayPage, qtbot: QtBot) -> None:
    lists = page.lists()
    assert lists[0].hasFocus()
    QTest.keyClick(lists[0], Qt.Key.Key_Down)
    assert lists[1].hasFocus()
    QTest.keyClick(lists[1], Qt.Key.Key_Up)
    assert lists[0].hasFocus()
    record = page.current_record()
    with qtbot.waitSignal(frame.workspace.go_wanted) as heard:
        QTest.keyClick(lists[0], Qt.Key.Key_Return)
    assert heard.args == [Go("visits", None, record)]
    shown = frame.window.parts.stack.page()
    assert shown is not None and shown.name == "visits" and shown.current_record() == record


def test_l_logs_on_the_row(frame: Frame, page: TodayPage, qtbot: QtBot) -> None:
    frame.workspace.log_wanted.disconnect()
    with qtbot.waitSignal(frame.workspace.log_wanted) as heard:
        QTest.keyClick(page.lists()[0], Qt.Key.Key_L)
    assert heard.args == [page.current_record()]


def test_an_invitation_is_moved_on_where_it_stands(frame: Frame, page: TodayPage) -> None:
    button = page.findChild(QPushButton, "today.next")
    assert button is not None and button.text() == "Propose dates…"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = QApplication.activePopupWidget()
    assert asked is not None and asked.objectName() == "popover.propose_dates"
    line = QApplication.focusWidget()
    assert line is not None and line.objectName() == "field.deed.dates"
    QTest.keyClicks(line, "14-16 Dec 2026")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "proposed: 14–16 Dec 2026" in words(page.lists()[0])[0]
    frame.workspace.undo()
    assert "no date agreed" in words(page.lists()[0])[0]


def late_promise(frame: Frame, title: str = "Send the list") -> int:
    draft = CommitmentDraft(title=title, due=Period.on(TODAY - timedelta(days=3)))
    return frame.workspace.run(AddCommitment(draft)).record or 0


def group(page: TodayPage, name: str) -> list[str]:
    found = page._board.groups[name]
    return words(found.list) if found.isVisibleTo(page) else []


def focused(page: TodayPage, name: str) -> RowList:
    found = page._board.groups[name].list
    found.setFocus()
    return found


def test_k_marks_a_promise_done_and_undo_brings_it_back(frame: Frame, page: TodayPage) -> None:
    late_promise(frame)
    promises = focused(page, "overdue")
    QTest.keyClick(promises, Qt.Key.Key_K)
    assert promises not in page.lists()
    assert page.lists()[0].hasFocus()
    frame.workspace.undo()
    assert "3 days late" in group(page, "overdue")[0]


def test_z_puts_off_what_is_said_of_a_row_which_stays_and_says_so(frame: Frame, page: TodayPage) -> None:
    late_promise(frame)
    QTest.keyClick(focused(page, "overdue"), Qt.Key.Key_Z)
    menu = page.findChild(QMenu, "today.snooze_menu")
    assert menu is not None and menu.isVisible()
    monday = next(action for action in menu.actions() if "Mon 30 Nov 2026" in action.text())
    menu.close()
    monday.trigger()
    assert "snoozed until Mon 30 Nov 2026" in group(page, "overdue")[0]
    frame.workspace.undo()
    assert "snoozed" not in group(page, "overdue")[0]


def test_z_says_where_there_is_nothing_to_put_off(frame: Frame, page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.workspace.said) as heard:
        QTest.keyClick(focused(page, "confirm"), Qt.Key.Key_Z)
    assert "nothing to put off" in str(heard.args)


def test_a_reminder_alone_stands_last_and_k_deals_with_it(frame: Frame, page: TodayPage) -> None:
    frame.workspace.run(AddReminder(ReminderDraft(title="Order flags", on=TODAY)))
    assert page.lists()[-1].objectName() == "today.reminders.list"
    assert "Order flags" in group(page, "reminders")[0]
    QTest.keyClick(focused(page, "reminders"), Qt.Key.Key_K)
    assert group(page, "reminders") == []


def test_a_step_of_the_day_is_closed_by_k(frame: Frame, page: TodayPage) -> None:
    record = late_promise(frame)
    step = ActionDraft(text="Called", on=TODAY, links=(record,), next_step="Ring again", next_due=Period.on(TODAY))
    frame.workspace.run(LogAction(step, today=TODAY))
    assert "Ring again" in group(page, "due")[0] and "today" in group(page, "due")[0]
    QTest.keyClick(focused(page, "due"), Qt.Key.Key_K)
    assert group(page, "due") == []


def test_of_a_visit_that_is_past_its_dates_the_row_itself_says_what_became_of_it(frame: Frame, page: TodayPage) -> None:
    past = VisitDraft(title="Talks", stage=VisitStage.DATES_AGREED, dates=Period.from_edtf("2026-11-10/2026-11-11"))
    record = frame.workspace.run(AddVisit(past)).record
    focused(page, "held")
    offered = {each.text(): each for each in page._board.groups["held"].list.findChildren(QToolButton)}
    assert [*offered] == ["Record that it took place", "Postpone", "Cancel"]
    for text, name in zip(offered, ("took_place", "postpone", "cancel"), strict=True):
        QTest.mouseClick(offered[text], Qt.MouseButton.LeftButton)
        asked = QApplication.activePopupWidget()
        assert asked is not None and asked.objectName() == f"popover.{name}"
        if name != "cancel":
            asked.close()
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert group(page, "held") == [] and record is not None


def test_what_happened_in_an_absence_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    register, settings = tmp_path / "follow-up.aide", tmp_path / "window.ini"

    def since() -> str:
        with opened(tmp_path) as frame:
            found = frame.window.findChild(TodayPage)
            assert found is not None
            late_promise(frame)
            return found._board._since.text() if found._board._since.isVisibleTo(found) else ""

    assert since() == "", "Nobody looked before."
    kept = Settings(settings)
    assert kept.looked_on(str(register)) == TODAY and kept.looked_on("another") is None
    kept.keep_looked_on(str(register), TODAY - timedelta(days=4))
    kept.save()
    assert since() == "Since Thursday: 1 became overdue."
    assert since() == ""


def test_what_happened_is_said_on_whichever_page_the_program_opens(tmp_path: Path) -> None:
    register = tmp_path / "follow-up.aide"
    with opened(tmp_path) as frame:
        late_promise(frame)
    before, kept = TODAY - timedelta(days=4), Settings(tmp_path / "window.ini")
    kept.keep_looked_on(str(register), before)
    kept.save()
    with opened(tmp_path, page="commitments") as frame:
        settings = frame.workspace.settings
        assert settings is not None and settings.looked_on(str(register)) == before, "Nobody looked at Today yet."
        for name in ("today", "commitments", "today"):
            frame.desk._go(Go(name))
        found = frame.window.findChild(TodayPage)
        assert found is not None and found._board._since.isVisibleTo(found)
        assert found._board._since.text() == "Since Thursday: 1 became overdue."
        assert settings.looked_on(str(register)) == TODAY


def test_a_page_that_stands_open_through_an_absence_was_looked_at_by_nobody(
    frame: Frame, page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read again at each midnight it counted as looked at, and said nothing to who came back after a week."""
    late_promise(frame)
    frame.workspace.run(AddCommitment(CommitmentDraft(title="Later", due=Period.on(TODAY + timedelta(days=3)))))
    settings, register = frame.workspace.settings, frame.workspace.path
    assert settings is not None and settings.looked_on(register) == TODAY
    for days in range(1, 9):
        monkeypatch.setattr(frame.workspace, "_clock", lambda day=TODAY + timedelta(days=days): day)
        page._hear()
    assert settings.looked_on(register) == TODAY
    assert page._board._since.text() == "Since 23 Nov 2026: 1 became overdue."
    QApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    assert settings.looked_on(register) == TODAY + timedelta(days=8)


def test_the_bell_is_counted_when_a_change_reaches_a_reminder(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[date] = []

    def count(reader: Reader, today: date, at: str) -> int:
        counted.append(today)
        return len(counted)

    frame.desk.count()
    monkeypatch.setattr(reminders, "due_now", count)
    frame.workspace.run(AddSource(SourceDraft(title="Cable 7")))
    frame.desk._count_anew()
    assert counted == []
    late_promise(frame)
    frame.desk._count_anew()
    frame.desk._count_anew()
    assert counted == [TODAY] and "1" in frame.window.parts.header.bell.accessibleName()


def test_the_first_question_is_asked_once(frame: Frame, page: TodayPage) -> None:
    bar = page.findChild(Banner, "today.first_side")
    assert bar is not None and bar.isVisibleTo(page)
    buttons = {button.text(): button for button in bar.findChildren(QPushButton)}
    QTest.mouseClick(buttons["Kazakhstan"], Qt.MouseButton.LeftButton)
    assert not bar.isVisibleTo(page)
    assert frame.workspace.ask(our_side) is not None


def test_one_column_where_the_window_is_narrow(frame: Frame, page: TodayPage) -> None:
    frame.window.resize(1366, 768)
    left, right = page._board.groups["confirm"], page._board.recent
    assert right.mapTo(page, right.rect().topLeft()).x() > left.mapTo(page, left.rect().topRight()).x()
    frame.window.resize(1000, 768)
    QTest.qWait(20)
    assert right.mapTo(page, right.rect().topLeft()).x() == left.mapTo(page, left.rect().topLeft()).x()


@pytest.mark.parametrize(
    ("renewal", "asked"),
    [
        (Renewal.NONE, "It is not to be renewed; that it ended is not stated"),
        (Renewal.EXPRESS, "Extension not stated"),
        (Renewal.NOT_STATED, "Extension not stated"),
    ],
)
def test_what_is_asked_of_a_term_that_ended_follows_from_its_renewal(
    frame: Frame, renewal: Renewal, asked: str
) -> None:
    force = StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.from_edtf("2018-08-01"))
    draft = AgreementDraft(title="Transit", steps=(force,), expires=Period.from_edtf("2023-08-01"), renewal=renewal)
    number = frame.workspace.run(AddAgreement(draft)).record or 0
    line = frame.workspace.ask(partial(agreements.card, today=TODAY, record_id=number)).line
    assert asked in str(agreement_row(line, TODAY))


@pytest.mark.parametrize(
    ("window", "begins"),
    [
        ("2027-40", "1 Jan 2027"),
        ("2026-11-20/2026-12-31", "Invited 20 Nov 2026"),
        ("2026", "1 Jan 2026"),
        ("", "Invited 20 Nov 2026"),
    ],
)
def test_the_bar_of_an_invitation_begins_with_the_time_it_names(frame: Frame, window: str, begins: str) -> None:
    """As in the pane of the visit; where that is the day of the invitation, or none, the row says so."""
    visit = frame.workspace.run(AddVisit(VisitDraft(title="Talks", stage=VisitStage.INVITED))).record or 0
    asked = InvitationDraft(
        visit=visit, given_on=Period.from_edtf("2026-11-20"), window=Period.from_edtf(window) if window else None
    )
    frame.workspace.run(AddInvitation(asked))
    (line,) = frame.workspace.ask(partial(visits.lines, today=TODAY, ids=[visit]))
    assert invited_of(line, (), TODAY, None).start == begins
