"""A draft of a small question opens that question again; the offer keeps its frame, the keyboard, and who came back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from db.commands.commitments import AddCommitment
from db.commands.people import AddOffice
from db.commands.visits import AddVisit
from db.queries import commitments, parties
from db.queries.base import links
from db.records.commitments import CommitmentDraft
from db.records.people import OfficeDraft
from db.records.visits import VisitDraft
from db.vocabulary import Kind, Progress
from desktop.form.line_popover import LinePopover, Popover
from desktop.kit.theme import current
from desktop.people.hand_over import HandOverDialog
from desktop.workspace import Go
from tests.desktop.driver import left_behind
from tests.desktop.driver.forms import Key, at_the_desk
from tests.desktop.driver.frame import TODAY, Frame, opened
from tests.desktop.driver.left_behind import PLACES, flush, offer, press, record_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
folder = left_behind.folder
WORDS = "Their note of 12 Nov"


def names(frame: Frame) -> list[str]:
    found = offer(frame).findChildren(QAbstractButton, "drafts.open")
    return [each.accessibleName() for each in found if each.isVisible()]


def opened_again(frame: Frame) -> Popover:
    """The small question that opens from the offer, with what was typed."""
    press(offer(frame), "drafts.open")
    asked = QApplication.activePopupWidget()
    assert isinstance(asked, Popover), "The question is asked again."
    return asked


def commitment(frame: Frame) -> int:
    made = frame.workspace.run(AddCommitment(CommitmentDraft(title="Send the draft")))
    assert made.record is not None
    return made.record


@pytest.mark.sampled(0)
def test_what_shows_that_it_was_kept_is_asked_again(folder: Path) -> None:
    with opened(folder) as frame:
        record = commitment(frame)
        frame.workspace.go_wanted.emit(Go("commitments", None, record))
        QTest.keyClick(_focus(), Key.Key_K)
        asked = QApplication.activePopupWidget()
        assert isinstance(asked, LinePopover)
        QTest.keyClicks(asked.line, WORDS)
        flush(frame.workspace)
        asked.close()
    with opened(folder) as frame:
        asked = opened_again(frame)
        assert isinstance(asked, LinePopover) and asked.line.text() == WORDS and not offer(frame).isVisible()
        QTest.keyClick(asked.line, Key.Key_Return)
        page = frame.window.parts.stack.page()
        assert page is not None and page.name == "commitments"
        line = frame.workspace.ask(partial(commitments.card, today=TODAY, record_id=record)).draft.progress
        assert line is Progress.KEPT
        flush(frame.workspace)
    assert left_behind.kept(folder) == ""


@pytest.mark.parametrize("asked_for", ["agreement.confirm", "agreement.end", "agreement.step"])
@pytest.mark.sampled(1)
def test_a_question_about_an_agreement_is_asked_again(folder: Path, asked_for: str) -> None:
    with opened(folder, page="agreements") as frame:
        page = frame.window.parts.stack.page()
        assert page is not None
        page.arrive(None, None)
        deeds = page.pane.deeds  # type: ignore[attr-defined]
        page.pane.read_now()  # type: ignore[attr-defined]
        if asked_for == "agreement.step":
            waiting = next(each for each in deeds._stages() if each.state != "done")
            deeds.ask_again("waiting", waiting.kind, waiting.party, QPoint(400, 300))
        else:
            {"agreement.confirm": deeds.confirm, "agreement.end": deeds.end}[asked_for](QPoint(400, 300))
        asked = QApplication.activePopupWidget()
        assert isinstance(asked, Popover)
        said, kind = asked.question.text(), type(asked)
        _type_into(asked)
        typed = asked.kept()
        flush(frame.workspace)
        asked.close()
    with opened(folder) as frame:
        asked = opened_again(frame)
        assert (asked.question.text(), type(asked), asked.kept()) == (said, kind, typed)
        asked.close()


def test_an_office_changes_hands_again(folder: Path) -> None:
    with opened(folder, page="people") as frame:
        country = frame.workspace.ask(parties.lines)[0].id
        office = frame.workspace.run(AddOffice(OfficeDraft(title="Minister of Railways", party=country))).record
        assert office is not None
        link = frame.workspace.ask(partial(links, ids=[office]))[office]
        frame.workspace.go_wanted.emit(Go("people", None, office, asks=(link,)))
        form = QApplication.activeModalWidget()
        assert isinstance(form, HandOverDialog)
        QTest.keyClicks(form.findChildren(QLineEdit, "field.hand_over.since")[0], "1 March 2026")
        flush(frame.workspace)
        form.close()
    with opened(folder) as frame:
        press(offer(frame), "drafts.open")
        form = QApplication.activeModalWidget()
        assert isinstance(form, HandOverDialog)
        assert form.findChildren(QLineEdit, "field.hand_over.since")[0].text() == "1 March 2026"
        form.close()


def three(folder: Path) -> None:
    """Three visits are being changed, and the program ends."""
    with at_the_desk(folder) as officer:
        for place in ("Almaty", "Lahore", "Quetta"):
            officer.workspace.run(AddVisit(VisitDraft(title=f"Talks in {place}")))
            officer.asks_for(Kind.VISIT, record_of(officer, place))
            officer.types(PLACES, place)
            officer.presses(Key.Key_Escape)
        flush(officer.workspace)


def test_the_keyboard_stays_in_the_offer_and_goes_to_the_page_after_it(folder: Path) -> None:
    three(folder)
    with opened(folder, page="visits") as frame:
        (first, *_) = [
            each for each in offer(frame).findChildren(QAbstractButton, "drafts.discard") if each.isVisible()
        ]
        first.setFocus()
        for left in (2, 1):
            QTest.keyClick(_focus(), Key.Key_Space)
            QApplication.processEvents()
            assert _focus().objectName() == "drafts.discard" and len(names(frame)) == left
        QTest.keyClick(_focus(), Key.Key_Space)
        QApplication.processEvents()
        page = frame.window.parts.stack.page()
        assert page is not None and page.isAncestorOf(_focus())


def test_the_offer_keeps_its_frame_and_its_fill(folder: Path) -> None:
    three(folder)
    with opened(folder, page="visits") as frame:
        offered = offer(frame)
        for which in range(2):
            QApplication.processEvents()
            picture = frame.window.grab().toImage()
            corner = offered.mapTo(frame.window, QPoint(20, offered.height() - 14))
            ground = current().colour(current().tokens.tone("info").bg)
            assert picture.pixelColor(corner) == ground, f"after {which} were dealt with"
            press(offered, "drafts.discard")


def test_a_record_that_is_back_has_its_draft_again(folder: Path) -> None:
    with opened(folder) as frame:
        record = commitment(frame)
        frame.workspace.go_wanted.emit(Go("commitments", None, record))
        QTest.keyClick(_focus(), Key.Key_K)
        asked = QApplication.activePopupWidget()
        assert isinstance(asked, LinePopover)
        QTest.keyClicks(asked.line, WORDS)
        flush(frame.workspace)
        asked.close()
        frame.workspace.undo()
    for _ in range(2):  # what a start writes about it is read by the next
        with opened(folder) as frame:
            assert names(frame) == ["Copy it: Kept of “Send the draft”"]
            flush(frame.workspace)
    with opened(folder) as frame:
        frame.workspace.redo()
        QApplication.processEvents()
        assert names(frame) == ["Open it: Kept of “Send the draft”"]
        asked = opened_again(frame)
        assert asked.kept() == WORDS
        asked.close()


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _type_into(asked: Popover) -> None:
    line = next((each for each in asked.findChildren(QLineEdit) if each.isVisible()), None)
    if line is not None:
        QTest.keyClicks(line, "March 2027")
    for box in asked.findChildren(QComboBox):
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())
    assert asked.kept()
