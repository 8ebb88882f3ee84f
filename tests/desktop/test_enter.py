"""Enter in an open list chooses there and stores nothing: in every form and pop-up, in every field that opens one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.queries import agreements, visits
from db.records.actions import ActionDraft
from db.records.agreements import StepDraft
from db.records.base import Link
from db.records.sources import QuotationDraft
from db.vocabulary import Kind, StepKind, VisitDeed
from desktop.agreements.step_popover import ConfirmPopover, StepPopover
from desktop.form.dates.period_edit import PeriodEdit
from desktop.form.editors import Known
from desktop.form.line_popover import PeriodPopover, Popover
from desktop.form.record_picker import RecordPicker
from desktop.people.areas import ChoicePopover
from desktop.people.hand_over import HandOverDialog
from desktop.record.composer import Composer
from desktop.shell.rooms import EDITED, noun
from desktop.sources.quoting import QuoteDialog
from desktop.today.snooze import SnoozeUntil
from desktop.visits.deeds import begin
from desktop.visits.quick_promise import QuickPromise
from desktop.workspace import Do
from tests.desktop.driver.forms import RETURN_VISIT, STATE_VISIT, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import TODAY

Surface = QWidget


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


def strikes(key: Key) -> None:
    """Press a key as the window system does: where it goes is Qt's business, also while a list is closing."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    window = widget.window().windowHandle()
    QTest.keyClick(window, key)
    application().processEvents()


# --------------------------------------------------------------------------------------------------- forms and pop-ups
def record_form(kind: Kind, officer: Officer) -> Surface:
    record = None
    if kind is Kind.ACTION:  # an entry is only corrected
        about = officer.the(Kind.VISIT, RETURN_VISIT)
        officer.workspace.run(LogAction(ActionDraft(text="Called.", on=TODAY, links=(about,))))
        record = officer.log(about)[0].id
    officer.asks_for(kind, record)
    return officer.form


def log_form(officer: Officer) -> Surface:
    officer.asks_to_log(officer.the(Kind.VISIT, RETURN_VISIT))
    officer.clicks("With whom, result, next step, status…")
    return officer.form


def quoting(officer: Officer) -> Surface:
    source = Link(id=officer.the(Kind.SOURCE, "article"), kind=Kind.SOURCE, title="Article")
    words = QuotationDraft(source=source.id, words="They met.")
    dialog = QuoteDialog(officer.workspace, source, words, noun, officer.window)
    dialog.open()
    return dialog


def hand_over(officer: Officer) -> Surface:
    office = Link(id=officer.stored(Kind.OFFICE)[0], kind=Kind.OFFICE, title="Office")
    dialog = HandOverDialog(officer.workspace, office, officer.window)
    dialog.open()
    return dialog


def snooze(officer: Officer) -> Surface:
    dialog = SnoozeUntil(TODAY, "08:00", officer.window)
    dialog.open()
    return dialog


def remind(officer: Officer) -> Surface:
    officer.asks_for(Kind.REMINDER)
    return officer.form


def deed(which: VisitDeed, officer: Officer) -> Surface:
    visit = officer.the(Kind.VISIT, STATE_VISIT if which is VisitDeed.LINK_RETURN else RETURN_VISIT)
    if which is VisitDeed.RENEW:
        begin(officer.workspace, Do(VisitDeed.CANCEL, visit), officer.window)
        officer.presses(Key.Key_Return)
    begin(officer.workspace, Do(which, visit), officer.window)
    return popup()


def agreement_pop_up(make: Callable[..., Popover], officer: Officer) -> Surface:
    record = officer.stored(Kind.AGREEMENT)[0]
    draft = officer.workspace.ask(partial(agreements.card, today=TODAY, record_id=record)).draft
    if make is ConfirmPopover:
        made: Popover = make(draft, officer.window)
    else:
        kinds = (StepKind.SIGNED, StepKind.INITIALLED)
        made = make("Signed", StepDraft(kind=StepKind.SIGNED), kinds, TODAY, officer.window)
    made.open_at(officer.window.mapToGlobal(officer.window.rect().center()))
    return made


def due(officer: Officer) -> Surface:
    made = PeriodPopover("Due date", "Set date", TODAY, officer.window)
    made.open_at(officer.window.mapToGlobal(officer.window.rect().center()))
    return made


def which(officer: Officer) -> Surface:
    made = ChoicePopover("Which?", "Merge", [("One", 1), ("Two", 2), ("Three", 3)], officer.window)
    made.open_at(officer.window.mapToGlobal(officer.window.rect().center()))
    return made


def on_the_window(made: QWidget, officer: Officer) -> Surface:
    layout = officer.window.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(made)
    made.show()
    return made


def composer(officer: Officer) -> Surface:
    made = Composer(officer.workspace, officer.window)
    made.show_record(Link(id=officer.the(Kind.VISIT, RETURN_VISIT), kind=Kind.VISIT, title="Visit"))
    on_the_window(made, officer)
    made.begin()
    officer.clicks("With whom, result, next step, status…")
    return made


def promise(officer: Officer) -> Surface:
    visit = officer.the(Kind.VISIT, STATE_VISIT)
    line = officer.workspace.ask(partial(visits.card, today=TODAY, record_id=visit)).line
    return on_the_window(QuickPromise(officer.workspace, line, officer.window), officer)


SURFACES: dict[str, Callable[[Officer], Surface]] = {
    **{f"form of {kind.value}": partial(record_form, kind) for kind in sorted(EDITED)},
    **{
        f"deed {each.value}": partial(deed, each)
        for each in VisitDeed
        if each not in (VisitDeed.ADD_PROMISE, VisitDeed.INVITE)
    },
    "confirm": partial(agreement_pop_up, ConfirmPopover),
    "step": partial(agreement_pop_up, StepPopover),
    "log": log_form,
    "composer": composer,
    "promise": promise,
    "quote": quoting,
    "hand over": hand_over,
    "snooze": snooze,
    "remind": remind,
    "due": due,
    "which": which,
}


# --------------------------------------------------------------------------------------------- fields that open a list
def popup() -> QWidget:
    found = QApplication.activePopupWidget()
    assert found is not None
    return found


def opens_list(box: QComboBox) -> None:
    box.setFocus()
    box.showPopup()


def opens_records(picker: RecordPicker) -> None:
    picker.show_link(None)
    picker.line.setFocus()
    strikes(Key.Key_Down)


def opens_readings(edit: PeriodEdit) -> None:
    edit.editor.setFocus()
    edit.set_text("04/05/2027")
    strikes(Key.Key_Down)


def opens_calendar(edit: PeriodEdit) -> None:
    edit.editor.setFocus()
    strikes(Key.Key_F4)


def opens_names(known: Known) -> None:
    completer = known.line.completer()
    known.line.setFocus()
    known.line.setText("")
    completer.setCompletionPrefix("")
    completer.complete()


def openers(surface: Surface) -> Iterator[tuple[QObject, Callable[[], None]]]:
    """Every way in which a field of a form opens a list."""
    seen = [each for each in surface.findChildren(QWidget) if each.isVisible()]
    for field in seen:
        match field:
            case QComboBox() if field.count() > 1:
                yield field, partial(opens_list, field)
            case RecordPicker():
                yield field, partial(opens_records, field)
            case PeriodEdit():
                yield field, partial(opens_readings, field)
                yield field, partial(opens_calendar, field)
            case Known() if field.line.completer().model().rowCount():
                yield field, partial(opens_names, field)


@pytest.mark.parametrize("surface", list(SURFACES))
@pytest.mark.sampled(4)
def test_enter_in_an_open_list_chooses_there(officer: Officer, surface: str) -> None:
    opened = SURFACES[surface](officer)
    application().processEvents()
    done: list[object] = []
    officer.workspace.changed.connect(done.append)
    for signal in ("answered", "chosen", "added"):
        if hasattr(opened, signal):
            getattr(opened, signal).connect(done.append)
    ways = [*openers(opened)]
    assert ways, "There is a list in it."
    for field, opens in ways:
        around = QApplication.activePopupWidget()
        opens()
        application().processEvents()
        if QApplication.activePopupWidget() is around:
            assert isinstance(field, RecordPicker), f"{field} opened nothing."
            continue  # there is no record of its kinds
        before = field.currentIndex() if isinstance(field, QComboBox) else None
        strikes(Key.Key_Up if before else Key.Key_Down)
        strikes(Key.Key_Return)
        assert QApplication.activePopupWidget() is around, f"The list of {field} is closed."
        assert opened.isVisible() and done == [], f"Enter in the list of {field} stored the form."
        if isinstance(field, QComboBox):
            assert field.currentIndex() != before, f"What Enter was pressed on in {field} is chosen."
        if isinstance(field, RecordPicker):
            assert isinstance(field.line, QLineEdit)
    if isinstance(opened, Popover):
        opened.close()
