"""A record that somebody else changed while its form was open: both sides are shown, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.base import Command, Hide
from db.commands.history import CHANGES
from db.commands.visits import AddVisit
from db.queries import records
from db.records.actions import ActionDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.vocabulary import Kind, VisitDeed, VisitStage
from desktop.form.conflict import ConflictDialog
from desktop.form.line_popover import Popover
from desktop.form.popover import FormPopover
from desktop.table.inline_change import InlineChange
from desktop.workspace import Do
from tests.desktop.driver.forms import CTRL, STATE_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import OFFICER, TODAY

OTHER = "B. Omar"


class Case(NamedTuple):
    """A record of a kind, a field both write into, one that only the others write into, and one of our own."""

    kind: Kind
    words: str
    both: str
    theirs: str
    ours: str


KINDS = [
    Case(Kind.VISIT, STATE_VISIT, "places", "purpose", "title"),
    Case(Kind.COMMITMENT, "", "title", "proof", "officer"),
    Case(Kind.AGREEMENT, "", "title", "notes", "entry_terms"),
]


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


@contextmanager
def somebody_else(officer: Officer) -> Iterator[None]:
    store = officer.workspace._store
    store.by = OTHER
    yield
    store.by = OFFICER


def by_another(officer: Officer, command: Command) -> None:
    with somebody_else(officer):
        officer.workspace.run(command, quiet=True)


def draft(officer: Officer, record: int) -> Any:
    return officer.workspace.ask(lambda reader: records.written(reader, record))[1]


def version(officer: Officer, record: int) -> int:
    card: Any = officer.workspace.ask(lambda reader: records.card(reader, TODAY, record))
    return int(card.head.version)


def change(officer: Officer, kind: Kind, record: int, **fields: object) -> None:
    """Let somebody else write into fields of a record."""
    wanted = draft(officer, record).model_copy(update=fields)
    by_another(officer, CHANGES[kind](record, version(officer, record), wanted))


def begun(officer: Officer, case: Case) -> int:
    """A form in which two fields were typed into, while somebody else wrote into one of them and into another."""
    record = min(officer.stored(case.kind, case.words))
    officer.asks_for(case.kind, record)
    officer.types(f"field.{case.kind.value}.{case.both}", "As I typed it")
    officer.types(f"field.{case.kind.value}.{case.ours}", "Mine alone")
    change(officer, case.kind, record, **{case.both: "As they wrote it", case.theirs: "Theirs alone"})
    return record


def dialog(officer: Officer) -> ConflictDialog:
    found = officer.form
    assert isinstance(found, ConflictDialog)
    return found


def side(officer: Officer, field: str, which: str) -> QRadioButton:
    return officer.sees(f"conflict.{field}.{which}", QRadioButton)


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    application().processEvents()


def fields_of(found: ConflictDialog) -> set[str]:
    return {each.objectName().split(".")[1] for each in found.findChildren(QRadioButton)}


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case.kind.value)
@pytest.mark.sampled(1)
def test_both_sides_are_shown_and_nothing_is_stored_until_it_is_chosen(officer: Officer, case: Case) -> None:
    record = begun(officer, case)
    theirs, before = draft(officer, record), version(officer, record)
    officer.presses(Key.Key_Return, CTRL)
    found = dialog(officer)
    assert any(f"was changed by {OTHER}, " in words for words in officer.said())
    assert fields_of(found) == {case.both, case.theirs, case.ours}
    assert {"As they wrote it", "As I typed it", "Theirs alone", "Mine alone"} <= set(officer.said())
    assert side(officer, case.theirs, "theirs").isChecked() and side(officer, case.ours, "mine").isChecked()
    assert not side(officer, case.both, "theirs").isChecked() and not side(officer, case.both, "mine").isChecked()
    assert not officer.sees("conflict.save", QAbstractButton).isEnabled()
    officer.presses(Key.Key_Return, CTRL)
    assert dialog(officer) is found and version(officer, record) == before
    officer.presses(Key.Key_Escape)
    assert officer.reads(f"field.{case.kind.value}.{case.both}") == "As I typed it", "Esc goes back to the form."
    assert draft(officer, record) == theirs


@pytest.mark.parametrize("mine", (False, True), ids=("theirs", "mine"))
@pytest.mark.parametrize("case", KINDS, ids=lambda case: case.kind.value)
@pytest.mark.sampled(1)
def test_with_the_mouse_one_side_is_kept_field_by_field(officer: Officer, case: Case, mine: bool) -> None:
    record = begun(officer, case)
    theirs = draft(officer, record)
    officer.presses(Key.Key_Return, CTRL)
    click(side(officer, case.both, "mine" if mine else "theirs"))
    click(officer.sees("conflict.save", QAbstractButton))
    assert not officer.has_form()
    kept = {case.ours: "Mine alone"} | ({case.both: "As I typed it"} if mine else {})
    assert draft(officer, record) == theirs.model_copy(update=kept)


@pytest.mark.parametrize("mine", (False, True), ids=("theirs", "mine"))
@pytest.mark.parametrize("case", KINDS, ids=lambda case: case.kind.value)
@pytest.mark.sampled(1)
def test_with_the_keyboard_one_side_is_kept_as_a_whole(officer: Officer, case: Case, mine: bool) -> None:
    record = begun(officer, case)
    officer.presses(Key.Key_Return, CTRL)
    assert officer.focus == f"conflict.{case.both}.theirs"
    officer.clicks("Keep mine" if mine else "Keep theirs")
    assert officer.focus == "conflict.save"
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form()
    stored = draft(officer, record)
    assert getattr(stored, case.both) == ("As I typed it" if mine else "As they wrote it")
    assert (getattr(stored, case.ours) == "Mine alone") is mine
    assert (getattr(stored, case.theirs) == "Theirs alone") is not mine


@pytest.mark.sampled(0)
def test_arrows_choose_a_side_and_tab_leads_on(officer: Officer) -> None:
    record = begun(officer, KINDS[0])
    officer.presses(Key.Key_Return, CTRL)
    officer.presses(Key.Key_Space)
    assert side(officer, "places", "theirs").isChecked()
    officer.presses(Key.Key_Right)
    assert side(officer, "places", "mine").isChecked() and officer.focus == "conflict.places.mine"
    officer.presses(Key.Key_Return, CTRL)
    assert draft(officer, record).places == "As I typed it"


@pytest.mark.sampled(0)
def test_what_moved_on_again_while_it_was_chosen_is_asked_again(officer: Officer) -> None:
    record = begun(officer, KINDS[0])
    officer.presses(Key.Key_Return, CTRL)
    change(officer, Kind.VISIT, record, places="Yet another place")
    officer.clicks("Keep mine")
    officer.presses(Key.Key_Return, CTRL)
    assert "Yet another place" in officer.said() and draft(officer, record).places == "Yet another place"
    officer.clicks("Keep mine")
    officer.presses(Key.Key_Return, CTRL)
    assert draft(officer, record).places == "As I typed it"


@pytest.mark.sampled(0)
def test_where_only_something_was_hung_on_it_nothing_is_asked(officer: Officer) -> None:
    """An entry of the log changes no field of the form."""
    record = officer.the(Kind.VISIT, STATE_VISIT)
    officer.asks_for(Kind.VISIT, record)
    officer.types("field.visit.places", "Lahore")
    by_another(officer, LogAction(ActionDraft(text="They rang", on=TODAY, links=(record,))))
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form() and draft(officer, record).places == "Lahore"


def test_what_is_in_the_trash_is_restored_with_what_was_typed(officer: Officer) -> None:
    record = officer.the(Kind.VISIT, STATE_VISIT)
    officer.asks_for(Kind.VISIT, record)
    officer.types("field.visit.places", "Lahore")
    by_another(officer, Hide((record,)))
    officer.presses(Key.Key_Return, CTRL)
    assert any(f"was moved to Trash by {OTHER}, " in words for words in officer.said())
    officer.clicks("Copy my text")
    assert QApplication.clipboard().text() == "Lahore" and officer.reads("field.visit.places") == "Lahore"
    officer.clicks("Restore it with my text")
    assert not officer.has_form()
    card: Any = officer.workspace.ask(lambda reader: records.card(reader, TODAY, record))
    assert not card.head.hidden and card.draft.places == "Lahore"


@pytest.mark.sampled(0)
def test_what_was_changed_and_then_moved_to_the_trash_is_compared_once_it_is_back(officer: Officer) -> None:
    record = begun(officer, KINDS[0])
    by_another(officer, Hide((record,)))
    officer.presses(Key.Key_Return, CTRL)
    officer.clicks("Restore it with my text")
    assert fields_of(dialog(officer)) == {"places", "purpose", "title"}
    officer.clicks("Keep theirs")
    officer.presses(Key.Key_Return, CTRL)
    assert draft(officer, record).places == "As they wrote it"


def test_what_is_gone_is_added_again_with_what_was_typed(officer: Officer) -> None:
    record = officer.workspace.run(AddVisit(VisitDraft(title="Working visit"))).record
    officer.asks_for(Kind.VISIT, record)
    officer.types("field.visit.places", "Lahore")
    officer.workspace.undo()
    officer.presses(Key.Key_Return, CTRL)
    officer.clicks("Add it again with my text")
    assert not officer.has_form()
    again = officer.the(Kind.VISIT, "working visit")
    assert again != record and draft(officer, again).places == "Lahore"


# ------------------------------------------------------------------------------------------------- deeds and pop-ups
def test_a_deed_that_was_asked_for_before_says_who_changed_the_visit_and_how_it_stands(officer: Officer) -> None:
    dates = Period.days(date(2027, 3, 1), date(2027, 3, 3))
    agreed = VisitDraft(title="Working visit", stage=VisitStage.DATES_AGREED, dates=dates)
    record = officer.workspace.run(AddVisit(agreed)).record or 0
    officer.workspace.deed_wanted.emit(Do(VisitDeed.POSTPONE, record))
    application().processEvents()
    (popover,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, FormPopover) and each.isVisible())
    words: Any = popover.form.editors["words"]
    words.retype("An election")
    change(officer, Kind.VISIT, record, purpose="Trade")
    before = version(officer, record)
    popover.finish()
    assert popover.isVisible() and version(officer, record) == before
    said = popover.refusal.text()
    assert f"was changed by {OTHER}, " in said and "Now: Scheduled · 1–3 Mar 2027." in said
    assert words.typed() == "An election"
    popover.finish()
    assert not popover.isVisible() and draft(officer, record).purpose == "Trade"
    assert any("An election" in each.text for each in officer.log(record))


def ask_inline(officer: Officer, record: int, field: str) -> InlineChange:
    """The question that a table or a pane asks for a field of a commitment."""

    class Here(InlineChange):
        """Asks beside the middle of the window."""

        def chosen(self) -> tuple[int, ...]:
            return (record,)

        def below(self, column: str) -> QPoint:
            return self._host.mapToGlobal(QPoint(100, 100))

    asking = Here(officer.workspace, officer.window)
    asking.begin(field)
    application().processEvents()
    return asking


@pytest.mark.parametrize(
    ("field", "typed"), [("officer", "C. Aliyev"), ("due", "10 Jan 2027"), ("kept", "The house is open")]
)
def test_a_question_that_was_asked_before_stays_with_what_was_typed(officer: Officer, field: str, typed: str) -> None:
    record = min(officer.stored(Kind.COMMITMENT))
    refused: list[str] = []
    officer.workspace.refused.connect(refused.append)
    ask_inline(officer, record, field)
    change(officer, Kind.COMMITMENT, record, notes="Theirs alone")
    theirs = draft(officer, record)
    popover = question()
    QTest.keyClicks(popover.focusWidget(), typed)
    popover.finish()
    application().processEvents()
    assert draft(officer, record) == theirs
    again = question()
    assert f"was changed by {OTHER}, " in again.refusal.text() and again.kept() == typed
    again.finish()
    application().processEvents()
    assert draft(officer, record) != theirs and draft(officer, record).notes == "Theirs alone"
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, Popover) and each.isVisible()]


def question() -> Popover:
    (found,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Popover) and each.isVisible())
    return found
