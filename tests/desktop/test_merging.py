"""Where another country has the code or the name, the two are merged from the form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from db.commands.parties import AddParty
from db.commands.visits import AddVisit
from db.queries import parties, visits
from db.records.parties import PartyDraft
from db.records.visits import VisitDraft
from db.vocabulary import Kind, PartyKind
from tests.desktop.driver.forms import CTRL, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import TODAY

pytestmark = pytest.mark.sampled(2)  # each opens the whole window; `--long` tries every case


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as officer:
        yield officer


def added(officer: Officer, **fields: object) -> int:
    record = officer.workspace.run(AddParty(PartyDraft.model_validate(fields)), quiet=True).record
    assert record is not None
    return record


def draft(officer: Officer, number: int) -> PartyDraft:
    return officer.workspace.ask(lambda reader: parties.card(reader, number)).draft


def kazakhstan(officer: Officer) -> int:
    return officer.workspace.ask(lambda reader: parties.by_code(reader, "KZ"))


def test_a_code_that_exists_offers_to_merge(officer: Officer) -> None:
    """What was typed besides is stored first, and a second undo takes that back too."""
    kept, double = kazakhstan(officer), added(officer, title="Qazaq Eli")
    visit = officer.workspace.run(AddVisit(VisitDraft(title="Talks", from_party=double)), quiet=True).record
    assert visit is not None
    officer.asks_for(Kind.PARTY, double)
    officer.types("field.party.title", "Qazaqstan")
    officer.types("field.party.code", "kz")
    officer.presses(Key.Key_Return, CTRL)
    assert (
        officer.beside("field.party.code") == ["“Kazakhstan” has the code KZ."] and "Are the two one?" in officer.said()
    )
    officer.clicks("Merge this into “Kazakhstan”")
    assert not officer.has_form()
    assert "Qazaqstan" in {each.text for each in draft(officer, kept).aliases}
    stored = officer.workspace.ask(lambda reader: visits.card(reader, TODAY, visit)).draft
    assert stored.from_party == kept
    officer.workspace.undo()
    assert draft(officer, double).title == "Qazaqstan"
    officer.workspace.undo()
    assert draft(officer, double).title == "Qazaq Eli"


def test_a_new_one_of_that_code_opens_the_one_that_is_there(officer: Officer) -> None:
    officer.asks_for(Kind.PARTY)
    officer.types("field.party.title", "Qazaqstan")
    officer.types("field.party.code3", "kaz")
    officer.presses(Key.Key_Return, CTRL)
    officer.clicks("Open “Kazakhstan”")
    assert officer.reads("field.party.title") == "Kazakhstan"
    officer.presses(Key.Key_Escape)
    officer.asks_for(Kind.PARTY)
    assert officer.reads("field.party.title") == "Qazaqstan", "What was typed is kept."


@pytest.mark.parametrize("name", ["kazakhstan", "KAZAKHSTAN ", "Қазақ елі"])
def test_a_name_that_exists_is_said(officer: Officer, name: str) -> None:
    added(officer, title="Qazaq Eli", aliases=({"text": "Қазақ Елі"},))
    officer.asks_for(Kind.PARTY)
    officer.pastes("field.party.title", name)
    application().processEvents()
    title = "Qazaq Eli" if name.startswith("Қ") else "Kazakhstan"
    assert officer.beside("field.party.title") == [f"“{title}” is in the register already."]
    officer.pastes("field.party.title", "x" * 900)
    assert officer.beside("field.party.title") == []


def test_it_is_merged_by_hand(officer: Officer) -> None:
    kept, double = kazakhstan(officer), added(officer, title="Kazakhstan", code3="XKZ")
    officer.asks_for(Kind.PARTY, double)
    officer.clicks("Merge…")
    popover = QApplication.activePopupWidget()
    assert popover is not None and popover.objectName() == "popover.merge"
    line = popover.findChild(QWidget, "field.merge.into")
    assert line is not None
    assert line.property("text") == "Kazakhstan", "The one of the same name is proposed."
    QTest.keyClick(line, Key.Key_Return)
    application().processEvents()
    assert not officer.has_form() and draft(officer, kept).code3 == "KAZ"
    assert officer.workspace.ask(lambda reader: parties.called(reader, "Kazakhstan", kept)) is None


def test_why_it_cannot_be_is_said_where_it_was_asked(officer: Officer) -> None:
    kept = kazakhstan(officer)
    agency = added(officer, title="Agency", kind=PartyKind.AGENCY, under=kept)
    officer.asks_for(Kind.PARTY, agency)
    officer.clicks("Merge…")
    popover = QApplication.activePopupWidget()
    assert popover is not None
    line = popover.findChild(QWidget, "field.merge.into")
    assert line is not None
    QTest.keyClick(line, Key.Key_Return)
    said = [each.text() for each in popover.findChildren(QLabel) if each.isVisible()]
    assert "Choose the country or organisation that is kept." in said
    QTest.keyClicks(line, "kazakh")
    application().processEvents()
    offered = QApplication.activePopupWidget()
    assert offered is not None
    QTest.keyClick(offered, Key.Key_Return)
    application().processEvents()
    QTest.keyClick(line, Key.Key_Return)
    application().processEvents()
    said = [each.text() for each in popover.findChildren(QLabel) if each.isVisible()]
    assert any("stands under the other" in words for words in said), said
    QTest.keyClick(popover, Key.Key_Escape)
    assert officer.has_form() and draft(officer, agency).under == kept


def test_under_what_it_stands_is_asked_of_what_does(officer: Officer) -> None:
    officer.asks_for(Kind.PARTY)
    officer.types("field.party.title", "Railways")
    officer.types("field.party.established", "2 Mar 1992")
    assert not [each for each in officer.form.findChildren(QWidget, "field.party.under") if each.isVisible()]
    officer.chooses("field.party.kind", PartyKind.COMPANY)
    officer.picks("field.party.under", "kazakh")
    officer.presses(Key.Key_Return, CTRL)
    stored = draft(officer, officer.the(Kind.PARTY, "railways"))
    assert (stored.under, stored.kind) == (kazakhstan(officer), PartyKind.COMPANY)
    assert stored.established is not None and stored.established.edtf == "1992-03-02"


def test_escape_from_the_question_keeps_the_form(officer: Officer) -> None:
    officer.asks_for(Kind.PARTY, kazakhstan(officer))
    officer.types("field.party.long_name", "Republic")
    officer.clicks("Merge…")
    assert QApplication.activePopupWidget() is None and "Save what you changed first; then merge." in officer.said()
    assert officer.reads("field.party.long_name") == "Republic"
    officer.presses(Qt.Key.Key_Escape)
