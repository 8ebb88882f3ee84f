"""What is not in the register is added in the field in which it is named, and the form goes on with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from db.commands.base import Hide
from db.commands.parties import AddParty
from db.queries import agreements, parties, people
from db.records.parties import PartyDraft
from db.vocabulary import Kind, PartyKind, Rank
from desktop.form.record_picker import RecordPicker
from desktop.kinds import KINDS
from tests.desktop.driver.forms import CTRL, Key, Officer, at_the_desk
from tests.desktop.driver.frame import application
from tests.registers import TODAY

pytestmark = pytest.mark.sampled(2)  # each opens the whole window; `--long` tries every case


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as officer:
        yield officer


def offered() -> list[str]:
    """What stands in the list that is open; nothing where none is."""
    found = QApplication.activePopupWidget()
    if not isinstance(found, QListView):
        return []
    model = found.model()
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def presses(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in the list or pop-up that is open."""
    found = QApplication.activePopupWidget()
    assert found is not None
    QTest.keyClick(found if isinstance(found, QListView) else found.focusWidget(), key, modifiers)
    application().processEvents()


def takes(words: str) -> None:
    """Choose the row with these words."""
    rows = offered()
    assert words in rows, rows
    for _ in range(rows.index(words)):
        presses(Key.Key_Down)
    presses(Key.Key_Return)


def country(officer: Officer, code3: str) -> int:
    return next(each.id for each in officer.workspace.ask(parties.lines) if each.code3 == code3)


def test_a_country_everybody_knows_is_added_on_enter(officer: Officer) -> None:
    before = officer.workspace.seen()
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.title", "Working visit")
    officer.types("field.visit.from_party", "uzb")
    assert offered() == ["Add “Uzbekistan” · UZB", "Add “uzb”…"]
    presses(Key.Key_Return)
    assert (
        officer.reads("field.visit.from_party") == "Uzbekistan"
        and officer.reads("field.visit.title") == "Working visit"
    )
    added = officer.workspace.ask(lambda reader: parties.card(reader, country(officer, "UZB"))).draft
    assert (added.code, added.long_name, added.kind) == ("UZ", "Republic of Uzbekistan", PartyKind.STATE)
    assert {"Узбекистан", "Өзбекстан", "ازبکستان", "Tashkent"} <= {each.text for each in added.aliases}
    assert officer.workspace.seen() == before + 1, "It is one change."
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form() and officer.titled(Kind.VISIT, "Working visit")
    officer.workspace.undo()
    officer.workspace.undo()
    assert officer.stored(Kind.PARTY, "uzbekistan") == ()


@pytest.mark.parametrize("typed", ["Узбек", "өзбек", "ازبک", "UZ", "  uzbekistani", "republic of uzb"])
def test_in_any_language_or_by_its_code(officer: Officer, typed: str) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.pastes("field.agreement.parties", typed)
    application().processEvents()
    assert "Add “Uzbekistan” · UZB" in offered()


def test_a_country_that_is_there_under_another_name_is_found(officer: Officer) -> None:
    officer.workspace.run(AddParty(PartyDraft(title="Ўзбекия", code="UZ")))
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.from_party", "tashk")
    assert offered() == ["Add “tashk”…"], "A capital is no name of a country."
    officer.types("field.visit.from_party", "uzbek")
    assert offered()[0] == "Ўзбекия" and not any("Uzbekistan" in words for words in offered())
    presses(Key.Key_Return)
    assert officer.reads("field.visit.from_party") == "Ўзбекия"


def test_a_country_in_the_trash_is_taken_back(officer: Officer) -> None:
    gone = officer.workspace.run(AddParty(PartyDraft(title="Uzbekistan", code="UZ", code3="UZB"))).record
    assert gone is not None
    officer.workspace.run(Hide((gone,)))
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.from_party", "uzb")
    assert offered()[0] == "Take “Uzbekistan” back from the Trash"
    presses(Key.Key_Return)
    assert officer.reads("field.visit.from_party") == "Uzbekistan" and country(officer, "UZB") == gone


def test_a_code_that_exists_is_refused_beside_it(officer: Officer) -> None:
    officer.asks_for(Kind.PARTY)
    officer.types("field.party.title", "Another")
    officer.types("field.party.code", "kz")
    officer.presses(Key.Key_Return, CTRL)
    assert officer.beside("field.party.code") == ["“Kazakhstan” has the code KZ."]
    assert officer.reads("field.party.title") == "Another"


def test_a_person_is_added_by_name_alone(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.visitor", "  A.  Newcomer ")
    takes("Add “A.  Newcomer”")
    assert officer.reads("field.visit.visitor") == "A. Newcomer"
    assert officer.titled(Kind.PERSON, "Newcomer")


def test_an_office_asks_of_whom(officer: Officer) -> None:
    """What was typed in the form around it stays, and an unfinished one is refused beside its field."""
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.purpose", "Talks on water")
    officer.types("field.visit.office", "Minister of Water")
    takes("Add “Minister of Water”…")
    popover = QApplication.activePopupWidget()
    assert popover is not None and popover.objectName() == "popover.add.office"
    presses(Key.Key_Return)
    assert popover.isVisible(), "An office without a country is none."
    line = popover.findChild(QWidget, "add.office.party")
    assert line is not None
    QTest.keyClicks(line, "uzb")
    application().processEvents()
    takes("Add “Uzbekistan” · UZB")
    QTest.keyClick(line, Key.Key_Return)
    application().processEvents()
    assert officer.reads("field.visit.office") == "Minister of Water"
    assert officer.reads("field.visit.purpose") == "Talks on water"
    record = officer.the(Kind.OFFICE, "minister of water")
    stored = officer.workspace.ask(lambda reader: people.office(reader, TODAY, record)).draft
    assert (stored.party, stored.rank) == (country(officer, "UZB"), Rank.NOT_STATED)


def test_escape_leaves_all_as_it_was(officer: Officer) -> None:
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.office", "Minister of Water")
    takes("Add “Minister of Water”…")
    presses(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None and officer.has_form()
    assert officer.reads("field.visit.office") == "Minister of Water"
    assert officer.stored(Kind.OFFICE, "water") == ()


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Tab, Qt.KeyboardModifier.NoModifier), (Key.Key_Return, CTRL)])
def test_neither_tab_nor_ctrl_enter_adds(officer: Officer, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    before = officer.workspace.seen()
    officer.asks_for(Kind.VISIT)
    officer.types("field.visit.from_party", "uzb")
    presses(key, held)
    assert officer.workspace.seen() == before and officer.reads("field.visit.from_party") == "uzb"
    assert (officer.focus != "field.visit.from_party") == (key is Key.Key_Tab)
    if key is Key.Key_Tab:
        said = "Choose a record from the list, or add it there: press ↓."
        assert officer.beside("field.visit.from_party") == [said]


@pytest.mark.parametrize(
    "typed", ["<b>x</b>", "&", "\u202eabc", "א בית", "' OR 1=1 --", "x" * 1_000, "a\tb", "😀", "%", "{name}"]
)
def test_whatever_is_typed_is_offered_as_it_is(officer: Officer, typed: str) -> None:
    officer.asks_for(Kind.COMMITMENT)
    officer.pastes("field.commitment.voiced_by", typed)
    application().processEvents()
    (words,) = offered()
    assert words.startswith("Add “")
    presses(Key.Key_Return)
    (record,) = officer.titled(Kind.PERSON, officer.reads("field.commitment.voiced_by")[:40]) or (0,)
    assert record or not any(each.isalnum() for each in typed)


@pytest.mark.parametrize("typed", ["x" * 1_001, "x" * 100_000, " ", "\u200b", "\u202e"])
def test_what_is_no_title_is_not_offered(officer: Officer, typed: str) -> None:
    officer.asks_for(Kind.COMMITMENT)
    officer.pastes("field.commitment.voiced_by", typed)
    application().processEvents()
    assert not [words for words in offered() if words.startswith("Add")]


FORMS = (Kind.VISIT, Kind.INVITATION, Kind.AGREEMENT, Kind.COMMITMENT, Kind.OFFICE, Kind.ANNIVERSARY)


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_that_names_records_adds_them(officer: Officer, kind: Kind) -> None:
    """Reason: a field that offers nothing is a dead end in a register that has nothing yet."""
    officer.asks_for(kind)
    pickers = [each for each in officer.form.findChildren(RecordPicker) if each.isVisible()]
    assert pickers
    for picker in pickers:
        addable = [each for each in picker._kinds if KINDS[each].asks]
        assert addable, f"{picker.line.objectName()} adds nothing"
        picker.line.setFocus()
        picker.line.clear()
        QTest.keyClicks(picker.line, "Zyxw")
        application().processEvents()
        rows = offered()
        assert len([words for words in rows if words.startswith("Add “Zyxw”")]) == len(addable), rows
        presses(Key.Key_Escape)
        picker.line.clear()


def test_nothing_is_added_where_nothing_can_be_written(tmp_path: Path) -> None:
    with at_the_desk(tmp_path):
        pass
    with at_the_desk(tmp_path, writing=False) as officer:
        picker = RecordPicker(officer.workspace, (Kind.PARTY,), "Country", officer.window)
        picker.show()
        picker.line.setFocus()
        QTest.keyClicks(picker.line, "uzb")
        application().processEvents()
        assert offered() == []


@pytest.mark.parametrize("between", ["\n", "; ", "\t", "\r\n", ";\n "])
def test_names_that_are_pasted_together_are_all_taken(officer: Officer, between: str) -> None:
    """In whatever language; what is not there stays in the line, where it can be added."""
    officer.workspace.run(AddParty(PartyDraft(title="China", code="CN", code3="CHN")))
    officer.asks_for(Kind.AGREEMENT)
    officer.pastes("field.agreement.parties", between.join(["Kazakhstan", "中国", "Китай", "PAK", "Uzbekistan"]))
    application().processEvents()
    assert officer.reads("field.agreement.parties") == "中国; Uzbekistan"
    officer.types("field.agreement.parties", "uzb")
    takes("Add “Uzbekistan” · UZB")
    officer.types("field.agreement.title", "Transit")
    officer.presses(Key.Key_Return, CTRL)
    (record,) = officer.titled(Kind.AGREEMENT, "Transit")
    stored = officer.workspace.ask(lambda reader: agreements.card(reader, TODAY, record)).draft
    assert [*stored.parties] == [country(officer, code) for code in ("KAZ", "CHN", "PAK", "UZB")]


@pytest.mark.parametrize("pasted", ["Treaty; of peace", "x;" * 50_000, "\n\n\n", ";", "Atlantis\nLemuria"])
def test_what_names_nobody_stays_as_it_is(officer: Officer, pasted: str) -> None:
    officer.asks_for(Kind.AGREEMENT)
    officer.pastes("field.agreement.parties", pasted)
    application().processEvents()
    assert officer.reads("field.agreement.parties").strip() == pasted[:32_767].strip()


@pytest.mark.parametrize(("kind", "field"), [(Kind.VISIT, "from_party"), (Kind.AGREEMENT, "parties")])
def test_what_was_added_and_undone_is_not_chosen_any_more(officer: Officer, kind: Kind, field: str) -> None:
    """The command line may undo it while the form is open."""
    officer.asks_for(kind)
    officer.types(f"field.{kind.value}.title", "Talks")
    officer.types(f"field.{kind.value}.{field}", "uzb")
    takes("Add “Uzbekistan” · UZB")
    officer.workspace.undo()
    if kind is Kind.VISIT:
        assert officer.reads("field.visit.from_party") == "Uzbekistan", "What stood there stays."
        officer.presses(Key.Key_Return, CTRL)
        assert officer.has_form() and officer.focus == "field.visit.from_party"
        officer.types("field.visit.from_party", "uzb")
        takes("Add “Uzbekistan” · UZB")
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form() and officer.titled(kind, "Talks")
