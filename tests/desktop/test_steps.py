"""The stepper of an agreement: each step is set, awaited, not needed or not stated where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.commands.agreements import AddAgreement
from db.commands.parties import AddParty
from db.queries import agreements, search
from db.records.agreements import AgreementCard, AgreementDraft, StepDraft
from db.records.parties import PartyDraft
from db.rules import notice
from db.rules.periods import Period
from db.store import open_register
from db.vocabulary import AgreementStatus, EntryMode, Kind, LegalCharacter, Renewal, StepKind, StepState
from desktop.agreements.length_line import LengthLine
from desktop.agreements.pane import AgreementPane
from desktop.kit.stepper import Stepper
from desktop.workspace import Go
from tests import registers
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import TODAY, Frame, opened

W = TypeVar("W", bound=QWidget)
Key = Qt.Key


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="agreements") as window:
        yield window


def party(frame: Frame, name: str) -> int:
    (found,) = frame.workspace.ask(partial(search.find, words=name, limit=2, kinds=(Kind.PARTY,)))
    return found.id


def declaration(frame: Frame) -> int:
    (found,) = frame.workspace.ask(partial(search.find, words="joint declaration", limit=2, kinds=(Kind.AGREEMENT,)))
    return found.id


def card(frame: Frame, record: int) -> AgreementCard:
    return frame.workspace.ask(partial(agreements.card, today=TODAY, record_id=record))


def pane(frame: Frame, record: int) -> QWidget:
    frame.workspace.go_wanted.emit(Go("agreements", record=record))
    QApplication.processEvents()
    found = frame.window.findChild(AgreementPane)
    assert found is not None
    body = found.body()
    assert body is not None
    return body


def menu_of(frame: Frame, record: int, place: int) -> QMenu:
    """Press a step with the keyboard and get its menu."""
    (stepper,) = pane(frame, record).findChildren(Stepper)
    button = stepper.findChildren(QAbstractButton)[place]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Key.Key_Space)
    QApplication.processEvents()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, name: str) -> QWidget | None:
    """Choose an entry of a step's menu; the pop-up that asks for more, where there is one."""
    (action,) = [each for each in menu.actions() if each.objectName() == f"step.{name}"]
    assert action.isEnabled()
    action.trigger()
    menu.close()
    QApplication.processEvents()
    return QApplication.activePopupWidget()


def sees(popover: QWidget | None, of: type[W], name: str) -> W:
    """What a pop-up shows under a name."""
    assert popover is not None
    found = popover.findChild(of, name)
    assert found is not None
    return found


def states(frame: Frame, record: int) -> list[str]:
    return [stage.state for stage in card(frame, record).life]


def test_a_step_is_set_with_its_date_and_taken_back(frame: Frame) -> None:
    """Our ratification, in the words it was approved in; the register read again says the same."""
    record = declaration(frame)
    assert states(frame, record) == ["done", "not_stated", "not_stated", "not_stated"]
    popover = choose(menu_of(frame, record, 1), "date")
    line = sees(popover, QLineEdit, "field.step.done_on")
    QTest.keyClicks(line, "31 feb")
    QTest.keyClick(line, Key.Key_Return)
    assert line.isVisible() and states(frame, record)[1] == "not_stated"
    line.selectAll()
    QTest.keyClicks(line, "March 2026")
    sees(popover, QComboBox, "field.step.kind").setCurrentText("Approved")
    QTest.keyClicks(sees(popover, QLineEdit, "field.step.reference"), "Law No. 12")
    QTest.keyClick(line, Key.Key_Return)
    step = card(frame, record).draft.steps[-1]
    assert (step.kind, step.party, step.reference) == (StepKind.APPROVED, party(frame, "kazakhstan"), "Law No. 12")
    assert step.done_on is not None and step.done_on.display() == "Mar 2026"
    assert card(frame, record).line.status is AgreementStatus.PARTLY_CONSENTED
    reopened = open_register(Path(frame.workspace.path), now=registers.now, by="A. Reader", writing=False)
    with reopened, reopened.read() as reader:
        assert agreements.card(reader, TODAY, record).draft.steps[-1] == step
    frame.workspace.undo()
    assert states(frame, record) == ["done", "not_stated", "not_stated", "not_stated"]


def test_what_is_awaited_and_what_is_not_needed(frame: Frame) -> None:
    """Each is said of one side only, and can be said to be not stated again."""
    record = declaration(frame)
    popover = choose(menu_of(frame, record, 2), "waiting")
    line = sees(popover, QLineEdit, "popover.line.text")
    QTest.keyClicks(line, "their note")
    QTest.keyClick(line, Key.Key_Return)
    shown = card(frame, record)
    assert shown.line.waiting_for == ("Pakistan",) and shown.draft.steps[-1].note == "their note"
    assert "Pakistan’s ratification" in words_on(frame.window)
    assert choose(menu_of(frame, record, 2), "not_needed") is None
    assert states(frame, record)[2] == "not_needed"
    assert len(card(frame, record).draft.steps) == len(shown.draft.steps)
    assert choose(menu_of(frame, record, 2), "clear") is None
    assert states(frame, record) == ["done", "not_stated", "not_stated", "not_stated"]
    clear = [each for each in menu_of(frame, record, 2).actions() if each.objectName() == "step.clear"]
    assert not clear[0].isEnabled()


def test_a_step_taken_away_takes_its_words_of_the_source_with_it(frame: Frame) -> None:
    """What the source said of the signature is no longer cited for a step that is not there."""
    record = declaration(frame)
    assert [each for each in card(frame, record).draft.citations if each.field.startswith("steps.0")]
    choose(menu_of(frame, record, 0), "clear")
    assert [each for each in card(frame, record).draft.citations if each.field.startswith("steps.")] == []
    frame.workspace.undo()
    assert [each for each in card(frame, record).draft.citations if each.field.startswith("steps.0")]


def test_what_no_source_says_is_confirmed_by_a_person(frame: Frame) -> None:
    """One small question in place of the whole form."""
    record = declaration(frame)
    sees(pane(frame, record), QAbstractButton, "detail.agreement.confirm").click()
    popover = QApplication.activePopupWidget()
    legal = sees(popover, QComboBox, "field.confirm.legal_character")
    legal.setCurrentText(LegalCharacter.NOT_BINDING.label)
    sees(popover, QCheckBox, "field.confirm.no_ratification_foreseen").click()
    QTest.keyClick(legal, Key.Key_Return)
    shown = card(frame, record)
    assert (shown.line.status, shown.draft.legal_character) == (
        AgreementStatus.SIGNED_FINAL,
        LegalCharacter.NOT_BINDING,
    )
    frame.workspace.undo()
    assert card(frame, record).line.status is AgreementStatus.SIGNED


def test_an_end_is_written_down_from_the_menu(frame: Frame) -> None:
    """Record, Agreement, End… asks how and when; elsewhere the window says what it needs."""
    record = declaration(frame)
    pane(frame, record)
    frame.window.parts.actions["record.agreement_end"].trigger()
    line = sees(QApplication.activePopupWidget(), QLineEdit, "field.step.done_on")
    QTest.keyClicks(line, "1 Nov 2026")
    QTest.keyClick(line, Key.Key_Return)
    assert card(frame, record).line.status is AgreementStatus.TERMINATED
    frame.workspace.undo()
    frame.window.parts.actions["record.agreement_step"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.actions()[0].objectName() == "step.date"
    menu.close()
    said: list[str] = []
    frame.workspace.said.connect(lambda words, undo: said.append(words))
    frame.window.parts.actions["view.go_today"].trigger()
    frame.window.parts.actions["record.agreement_confirm"].trigger()
    assert said[-1] == "Select an agreement first."


@pytest.mark.sampled(0)
def test_many_parties_stand_in_one_step_and_in_its_menu(frame: Frame) -> None:
    """Three of five ratified; each party has its own entry."""
    names = ("Uzbekistan", "Iran", "Türkiye")
    new = [frame.workspace.run(AddParty(PartyDraft(title=name))).record or 0 for name in names]
    parties = (party(frame, "kazakhstan"), party(frame, "pakistan"), *new)
    ratified = tuple(StepDraft(kind=StepKind.RATIFIED, party=each) for each in parties[:3])
    draft = AgreementDraft(
        title="Transit convention",
        parties=parties,
        entry_mode=EntryMode.RATIFICATIONS,
        steps=(StepDraft(kind=StepKind.SIGNED), *ratified),
    )
    record = frame.workspace.run(AddAgreement(draft)).record or 0
    menu = menu_of(frame, record, 1)
    entries = [action.text() for action in menu.actions()]
    assert entries == ["Ratified by Kazakhstan", "Ratified by Pakistan", "Ratified by Uzbekistan",
                       "Ratified by Iran", "Ratified by Türkiye"]  # fmt: skip
    iran = next(each for each in menu.findChildren(QMenu) if each.title() == "Ratified by Iran")
    choose(iran, "not_needed")
    menu.close()
    assert card(frame, record).life[1].label == "3 of 5 ratified"
    assert card(frame, record).draft.steps[-1].party == new[1]


def ended(frame: Frame) -> int:
    """An agreement in force whose term has ended, with nothing said of its renewal."""
    draft = AgreementDraft(
        title="Air services",
        steps=(StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.on(date(2018, 8, 1))),),
        expires=Period.on(date(2023, 8, 1)),
        notice_period="6-12 months",
    )
    return frame.workspace.run(AddAgreement(draft)).record or 0


def test_a_term_that_ended_is_extended_where_it_is_asked_about(frame: Frame) -> None:
    """The pane asks; the answer is a step of its own that undo takes back."""
    record = ended(frame)
    shown = pane(frame, record)
    said = "\n".join(words_on(shown))
    assert "Its term ended 1 Aug 2023. Was it extended, or did it end?" in said
    assert " late" not in said and "More than one length is named" in said
    sees(shown, QAbstractButton, "detail.agreement.confirm").click()
    line = sees(QApplication.activePopupWidget(), QLineEdit, "field.step.effective_on")
    QTest.keyClicks(line, "1 Aug 2028")
    QTest.keyClick(line, Key.Key_Return)
    after = card(frame, record)
    assert (after.line.status, after.term_ends) == (AgreementStatus.IN_FORCE, date(2028, 8, 1))
    assert after.draft.steps[-1].kind is StepKind.EXTENDED
    words = "\n".join(words_on(pane(frame, record)))
    assert "Extended until" in words and "1 Aug 2028" in words
    frame.workspace.undo()
    assert card(frame, record).line.status is AgreementStatus.TERM_ENDED


@pytest.mark.sampled(0)
def test_the_end_of_a_term_has_a_menu(frame: Frame) -> None:
    """Extended until, or ended; nothing else can be said of it."""
    record = ended(frame)
    menu = menu_of(frame, record, 2)
    assert [action.text() for action in menu.actions()] == ["Extended until…", "It ended…"]
    menu.actions()[1].trigger()
    line = sees(QApplication.activePopupWidget(), QLineEdit, "field.step.done_on")
    QTest.keyClicks(line, "1 Aug 2023")
    QTest.keyClick(line, Key.Key_Return)
    assert card(frame, record).line.status is AgreementStatus.TERMINATED


def test_a_line_says_how_a_length_is_read(frame: Frame) -> None:
    """As it is typed; a reader of the screen hears it too."""
    line = LengthLine(notice.duration_read, frame.window)
    line.label_inside("field.agreement.duration", "Duration")
    line.set_value("thirty-six months")
    assert (line.echo.text(), line.line.accessibleDescription()) == ("3 years", "3 years")
    line.retype("3 years, then one year at a time")
    assert line.echo.text() == "3 years, then 1 year at a time"
    line.retype("6-12 months")
    assert "not read" in line.echo.text()
    line.retype("")
    assert (line.echo.text(), line.echo.isHidden()) == ("", True)
    assert line.value() == ""


@pytest.mark.sampled(0)
def test_terms_and_what_overtook_it(frame: Frame) -> None:
    """Tacit renewal, the last day for notice, and an agreement in force that supersedes this one."""
    old = AgreementDraft(
        title="Trade agreement of 2015",
        steps=(StepDraft(kind=StepKind.ENTERED_INTO_FORCE, done_on=Period.on(date(2015, 9, 1))),),
        duration="5 years",
        renewal=Renewal.TACIT,
        notice_period="six months",
        expires=Period.on(date(2020, 8, 31)),
    )
    record = frame.workspace.run(AddAgreement(old)).record or 0
    shown = card(frame, record)
    assert (shown.term_ends, shown.notice_by) == (date(2030, 8, 31), date(2030, 2, 28))
    assert (shown.warnings, shown.superseded_by) == ((), ())
    force = StepDraft(kind=StepKind.ENTERED_INTO_FORCE, state=StepState.DONE)
    newer = AgreementDraft(title="Trade agreement of 2026", supersedes=record, steps=(force,))
    frame.workspace.run(AddAgreement(newer))
    shown = card(frame, record)
    assert [each.title for each in shown.superseded_by] == ["Trade agreement of 2026"]
    assert shown.warnings == ("“Trade agreement of 2026” supersedes it and is in force; no step here says so.",)
    words = "\n".join(str(each.property("text") or "") for each in pane(frame, record).findChildren(QWidget))
    assert "this term ends 31 Aug 2030" in words and "28 Feb 2030" in words
