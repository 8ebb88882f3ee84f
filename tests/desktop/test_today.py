"""Today on the starter register: what stands there, and the keyboard's way over it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.commands.agreements import AddAgreement
from db.commands.visits import AddInvitation, AddVisit
from db.queries import agreements, visits
from db.queries.settings import our_side
from db.records.agreements import AgreementDraft, StepDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.periods import Period
from db.vocabulary import Renewal, StepKind, VisitStage
from desktop.kit.banner import Banner
from desktop.kit.row_list import RowList
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


def test_the_starter_names_its_four_things(page: TodayPage) -> None:
    said = [line for each in page.lists() for line in words(each)]
    assert len(said) == 3
    assert "38 days left" in said[0] and "no date agreed" in said[0] and "reply not recorded" in said[0]
    assert "Joint Declaration" in said[1] and "Entry into force not stated" in said[1]
    assert "no date" in said[2] and "292 days without action" in said[2]
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


def test_k_marks_a_promise_done_and_undo_brings_it_back(frame: Frame, page: TodayPage) -> None:
    promises = page.lists()[2]
    promises.setFocus()
    QTest.keyClick(promises, Qt.Key.Key_K)
    assert promises not in page.lists()
    assert page.lists()[0].hasFocus()
    frame.workspace.undo()
    assert "292 days without action" in words(page.lists()[2])[0]


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
    assert invited_of(line, (), TODAY).start == begins
