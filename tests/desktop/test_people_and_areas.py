"""The pages of reference: people and offices, areas, officers and units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.commands.commitments import AddCommitment
from db.commands.people import AddPerson
from db.queries import commitments, parties, people, search, settings
from db.records.base import Link
from db.records.commitments import CommitmentDraft
from db.records.people import PersonDraft
from db.vocabulary import Kind, NameList
from desktop.kit.row_list import RowList
from desktop.page.list_page import ListPage
from desktop.people.areas import AreasPage
from desktop.people.page import PeoplePage
from desktop.workspace import Edit, Go
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import TODAY, Frame, opened

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as window:
        yield window


def go(frame: Frame, page: str) -> ListPage:
    frame.window.parts.actions[f"view.go_{page}"].trigger()
    QApplication.processEvents()
    shown = frame.window.parts.stack.page()
    assert isinstance(shown, ListPage)
    return shown


def the(frame: Frame, kind: Kind, words: str) -> Link:
    (found,) = frame.workspace.ask(partial(search.find, words=words, limit=2, kinds=(kind,)))
    return found


def at(page: ListPage, title: str) -> RowList:
    """Put the focus on the row with this title."""
    for listing in page.lists():
        for row in listing._rows.rows:
            if row.title == title:
                listing.set_current(row.key)
                listing.setFocus(Qt.FocusReason.OtherFocusReason)
                QApplication.processEvents()
                return listing
    raise AssertionError(f"“{title}” is not on the page.")


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.activePopupWidget() or focused(), key, held)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def type_into(name: str, text: str) -> None:
    (line,) = dialog().findChildren(QLineEdit, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QApplication.processEvents()


def rows(page: ListPage) -> list[tuple[str, str]]:
    return [(row.title, row.meta) for listing in page.lists() for row in listing._rows.rows]


def test_offices_say_who_holds_them(frame: Frame) -> None:
    """And what is not recorded is not made up."""
    page = go(frame, "people")
    assert isinstance(page, PeoplePage)
    assert rows(page)[0] == ("President of Kazakhstan", "Kazakhstan · Head of state · Kassym-Jomart Tokayev")
    page.focus_find()
    QTest.keyClicks(focused(), "sharif")
    assert [title for title, _ in rows(page)] == ["Prime Minister of Pakistan", "Shehbaz Sharif"]


def test_an_office_changes_hands(frame: Frame) -> None:
    """The old term ends in the month in which the new one begins, and what the office owes is to be looked at again."""
    office = the(frame, Kind.OFFICE, "president of kazakhstan")
    successor = frame.workspace.run(AddPerson(PersonDraft(title="A. Successor"))).record
    promise = frame.workspace.run(
        AddCommitment(CommitmentDraft(title="Send the list of projects", owes=(office.id,)))
    ).record
    assert promise is not None and successor is not None
    page = go(frame, "people")
    at(page, "President of Kazakhstan")
    press(Key.Key_H)
    type_into("field.hand_over.since", "soon")
    press(Key.Key_Return, CTRL)
    said = dialog().findChildren(QWidget)
    assert any("Choose" in str(each.property("text") or "") for each in said)
    type_into("field.hand_over.to", "A. Succ")
    press(Key.Key_Return)
    press(Key.Key_Return, CTRL)
    assert QApplication.activeModalWidget() is not None, "A term without a day was stored."
    type_into("field.hand_over.since", "Nov 2026")
    (box,) = dialog().findChildren(QCheckBox)
    assert box.text() == "Send the list of projects" and box.isChecked()
    press(Key.Key_Return, CTRL)
    assert QApplication.activeModalWidget() is None
    lines = frame.workspace.ask(partial(people.office_lines, today=TODAY))
    now, leaving = next(line for line in lines if line.link.id == office.id).holders
    assert leaving.name.endswith("Tokayev (until some time in Nov 2026)")
    assert (now.who.title, now.period and now.period.display()) == ("A. Successor", "from Nov 2026")
    everybody = frame.workspace.ask(partial(people.person_lines, today=TODAY))
    before = next(line for line in everybody if "Tokayev" in line.link.title)
    assert [term.period and term.period.latest for term in before.terms] == [date(2026, 11, 30)]
    card = frame.workspace.ask(partial(commitments.card, today=TODAY, record_id=promise))
    assert card.draft.next_review is not None and card.draft.next_review.latest == date(2026, 12, 23)
    assert card.draft.owes == (office.id,)
    frame.workspace.undo()
    lines = frame.workspace.ask(partial(people.office_lines, today=TODAY))
    (then,) = next(line for line in lines if line.link.id == office.id).holders
    assert "Tokayev" in then.who.title


def test_an_office_that_owes_nothing_asks_for_no_review(frame: Frame) -> None:
    page = go(frame, "people")
    at(page, "President of Kazakhstan")
    press(Key.Key_H)
    assert "The office owes nothing that is open." in words_on(dialog())
    assert not any(each.isVisible() for each in dialog().findChildren(QWidget, "field.hand_over.review"))


def test_areas_are_merged_and_retired(frame: Frame) -> None:
    """Every record of the one concerns the other, once; one undo brings all back."""
    before = frame.workspace.ask(parties.area_lines)
    page = go(frame, "areas")
    assert isinstance(page, AreasPage)
    first, second = before[0], before[1]
    at(page, first.title)
    press(Key.Key_M)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    (choice,) = popup.findChildren(QComboBox)
    choice.setCurrentText(second.title)
    QTest.keyClick(popup, Key.Key_Return)
    after = frame.workspace.ask(parties.area_lines)
    assert first.title not in {line.title for line in after}
    merged = next(line for line in after if line.id == second.id)
    assert merged.count >= max(first.count, second.count)
    frame.workspace.undo()
    assert frame.workspace.ask(parties.area_lines) == before
    at(page, first.title)
    press(Key.Key_X)
    assert first.id not in {each.id for each in frame.workspace.ask(parties.areas)}
    assert (first.title, f"{first.count} record{'' if first.count == 1 else 's'} · retired: no longer offered") in rows(
        page
    )
    at(page, first.title)
    press(Key.Key_X)
    assert frame.workspace.ask(parties.area_lines) == before


def test_officers_and_units_are_renamed_everywhere(frame: Frame) -> None:
    """Merging is renaming into a name that is there; a retired name is not offered, and stays where it stands."""
    for officer, unit, others in (
        ("A. Serik", "Ministry of Transport", "Customs; Min. of Transport"),
        ("Serik A.", "Min. of Transport", ""),
        ("A. Serik", "", "Min. of Transport; Ministry of Transport"),
    ):
        draft = CommitmentDraft(title="Build", officer=officer, lead_unit=unit, executors=others)
        frame.workspace.run(AddCommitment(draft))
    page = go(frame, "areas")

    def used(which: NameList) -> list[tuple[str, int]]:
        return [(each.name, each.count) for each in frame.workspace.ask(partial(settings.used_names, which=which))]

    assert used(NameList.OFFICER) == [("A. Serik", 2), ("Serik A.", 1)]
    assert used(NameList.UNIT) == [("Customs", 1), ("Min. of Transport", 3), ("Ministry of Transport", 2)]
    at(page, "Serik A.")
    press(Key.Key_M)
    press(Key.Key_Return)
    assert used(NameList.OFFICER) == [("A. Serik", 3)]
    at(page, "Min. of Transport")
    press(Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    (line,) = popup.findChildren(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "Ministry of Transport")
    QTest.keyClick(line, Key.Key_Return)
    assert used(NameList.UNIT) == [("Customs", 1), ("Ministry of Transport", 4)]
    frame.workspace.undo()
    assert used(NameList.UNIT)[1] == ("Min. of Transport", 3)
    at(page, "A. Serik")
    press(Key.Key_X)
    retired = frame.workspace.ask(partial(settings.retired_names, which=NameList.OFFICER))
    assert retired == {"A. Serik"} and used(NameList.OFFICER) == [("A. Serik", 3)]


@pytest.mark.parametrize(("page", "kind"), [("areas", Kind.AREA), ("people", Kind.PERSON)])
def test_n_adds_what_the_page_lists(frame: Frame, page: str, kind: Kind) -> None:
    wished: list[Edit] = []
    frame.workspace.go_wanted.emit(Go(page))
    frame.workspace.edit_wanted.connect(wished.append)
    shown = frame.window.parts.stack.page()
    assert shown is not None
    QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_N)
    assert [each.kind for each in wished] == [kind]
    form = QApplication.activeModalWidget()
    assert form is not None
    form.close()
