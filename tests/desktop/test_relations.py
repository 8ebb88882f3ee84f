"""The page of a country, and those of a person and an area: how they are reached, what is on them, where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.commands.base import Hide
from db.commands.commitments import AddCommitment
from db.commands.parties import AddParty
from db.commands.settings import ChooseOurSide
from db.commands.visits import AddVisit
from db.queries import search
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.parties import PartyDraft
from db.records.visits import VisitDraft
from db.rules.periods import Period
from db.vocabulary import BriefingKind, Kind, PartyKind, VisitStage
from desktop.kit.row_list import RowList
from desktop.page.page import Page
from desktop.page.return_pair import VisitBox
from desktop.page.table_page import TablePage
from desktop.people.portrait import AreaPage, PersonPage
from desktop.relations.page import CountryPage
from desktop.workspace import Brief, Edit, Go
from tests.desktop.driver.frame import TODAY, Frame, opened

pytestmark = pytest.mark.sampled(2)  # each opens the whole window; `--long` tries every case

Key = Qt.Key


@pytest.fixture
def frame(tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


def number(frame: Frame, words: str, kind: Kind = Kind.PARTY) -> int:
    return frame.workspace.ask(partial(search.find, words=words, limit=2, kinds=(kind,)))[0].id


def page(frame: Frame) -> Page:
    shown = frame.window.parts.stack.page()
    assert shown is not None
    return shown


def country(frame: Frame, words: str = "pakistan") -> CountryPage:
    """Open the page of a country by a click on it at the side."""
    QTest.qWait(200)  # the countries come after the page
    button = frame.window.findChild(QWidget, f"nav.country.{number(frame, words)}")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    shown = page(frame)
    assert isinstance(shown, CountryPage)
    return shown


def text(within: QWidget, name: str) -> str:
    (label,) = within.findChildren(QLabel, name)
    return label.text()


def titles(listing: RowList) -> list[str]:
    return [row.title for row in listing._rows.rows]


# -------------------------------------------------------------------------------------------------------- reaching it
def test_a_click_at_the_side_opens_the_page_and_marks_the_country(frame: Frame) -> None:
    shown = country(frame)
    assert shown.kept_record() == number(frame, "pakistan")
    assert text(shown, "country.title") == "Kazakhstan – Pakistan"
    assert text(shown, "country.about") == "Diplomatic relations since 1992"
    checked = [each.text() for each in frame.window.parts.sidebar._countries if each.isChecked()]
    assert checked == ["Pakistan"]
    country(frame)
    checked = [each.text() for each in frame.window.parts.sidebar._countries if each.isChecked()]
    assert checked == ["Pakistan"], "A second press leaves it marked."


def test_ctrl_9_opens_the_country_looked_at_last(frame: Frame) -> None:
    actions = frame.window.parts.actions
    actions["view.go_country"].trigger()
    assert page(frame).kept_record() in (number(frame, "pakistan"), number(frame, "kazakhstan"))
    country(frame)
    actions["view.go_visits"].trigger()
    QTest.keyClick(frame.window, Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert page(frame).kept_record() == number(frame, "pakistan")


def test_back_leads_to_the_same_country_though_a_row_had_the_keyboard(frame: Frame) -> None:
    shown = country(frame)
    shown.promises.columns[0].list.setFocus()
    assert shown.current_record() != shown.kept_record()
    QTest.keyClick(shown.promises.columns[0].list, Key.Key_Return)
    assert page(frame).name == "commitments"
    frame.window.parts.actions["view.back"].trigger()
    assert page(frame) is shown and shown.kept_record() == number(frame, "pakistan")


def test_without_any_country_the_page_asks_for_one(frame: Frame, qtbot: QtBot) -> None:
    both = tuple(number(frame, words) for words in ("pakistan", "kazakhstan"))
    frame.workspace.run(Hide(both))
    frame.window.parts.actions["view.go_country"].trigger()
    shown = page(frame)
    assert isinstance(shown, CountryPage) and not shown.area.isVisible() and shown._none.isVisible()
    frame.workspace.edit_wanted.disconnect()
    with qtbot.waitSignal(frame.workspace.edit_wanted) as heard:
        shown._none.pressed.emit()
    assert heard.args == [Edit(Kind.PARTY)]


# ------------------------------------------------------------------------------------------------------- what it says
def test_the_ledger_says_who_owes_a_return_since_when(frame: Frame) -> None:
    shown = country(frame)
    outstanding = "Pakistan’s return visit is outstanding since 4 Feb 2026."
    assert shown.ledger.said.text() == f"State visits: Kazakhstan paid 1, Pakistan paid 0; {outstanding}"
    frame.workspace.run(ChooseOurSide(number(frame, "kazakhstan")))
    QApplication.processEvents()
    assert shown.ledger.said.text() == f"State visits: we paid 1, they paid 0; {outstanding}"
    assert text(shown, "country.title") == "Pakistan"
    boxes = [each for each in shown.ledger.findChildren(VisitBox) if each.isVisible()]
    assert len(boxes) == 2 and "Invited, no date" in boxes[1].accessibleName()
    shown.ledger.rank.setCurrentIndex(1)
    shown.ledger.rank.activated.emit(1)
    assert shown.ledger.said.text().startswith("State visits, head of state: we paid 1, they paid 0;")


def test_promises_stand_under_who_owes_them(frame: Frame) -> None:
    shown = country(frame)
    names = [column._title.text() for column in shown.promises.columns if column.isVisible()]
    assert names == ["Kazakhstan owes · 1", "Pakistan owes · 0", "Both sides owe · 2"]
    frame.workspace.run(ChooseOurSide(number(frame, "kazakhstan")))
    QApplication.processEvents()
    names = [column._title.text() for column in shown.promises.columns if column.isVisible()]
    assert names == ["We owe · 1", "They owe · 0", "Both sides owe · 2"]


def test_the_agreement_that_waits_shows_the_steps_of_its_life(frame: Frame) -> None:
    shown = country(frame)
    assert [button.step.label for button in shown.agreements.stepper._buttons] == ["Signed", "KAZ", "PAK", "In force"]
    assert titles(shown.agreements.leading) == ["Joint Declaration on the Establishment of a Strategic Partnership"]


def test_more_than_fits_is_counted_and_reached(frame: Frame) -> None:
    owes, owed = (number(frame, "kazakhstan"),), (number(frame, "pakistan"),)
    shown = country(frame)
    for n in range(8):
        frame.workspace.run(AddCommitment(CommitmentDraft(title=f"Promise {n}", owes=owes, owed=owed)))
    QApplication.processEvents()
    first = shown.promises.columns[0]
    assert first._title.text() == "Kazakhstan owes · 9" and len(titles(first.list)) == 5
    assert first._link.text() == "Show all 11", "What both owe is in that table too."
    first._link.click()
    there = page(frame)
    assert isinstance(there, TablePage) and there.list.model.rowCount() == 11


def test_every_link_leads_to_as_many_rows_as_it_counts(frame: Frame) -> None:
    shown = country(frame)
    for link, many in (
        (shown.agreements, 1), (shown.promises, 3), (shown.ledger, 2),
    ):  # fmt: skip
        link.link_clicked.emit()
        there = page(frame)
        assert isinstance(there, TablePage) and there.list.model.rowCount() == many, link.objectName()
        frame.window.parts.actions["view.back"].trigger()
    for kind, many in ((Kind.AGREEMENT, 1), (Kind.COMMITMENT, 1)):
        shown.timeline._links[kind].click()
        there = page(frame)
        assert isinstance(there, TablePage) and there.list.model.rowCount() >= many
        frame.window.parts.actions["view.back"].trigger()


def test_a_third_country_is_chosen_beside_the_usual_one(frame: Frame) -> None:
    uzbekistan = frame.workspace.run(AddParty(PartyDraft(title="Uzbekistan", code3="UZB"))).record
    assert uzbekistan is not None
    pakistan = number(frame, "pakistan")
    draft = VisitDraft(title="V", from_party=uzbekistan, to_party=pakistan, stage=VisitStage.COMPLETED,
                       dates=Period.on(TODAY - timedelta(days=9)))  # fmt: skip
    frame.workspace.run(AddVisit(draft))
    shown = country(frame)
    assert [shown._with.itemText(n) for n in range(shown._with.count())] == ["With Kazakhstan", "With Uzbekistan"]
    shown._with.setCurrentIndex(1)
    shown._with.activated.emit(1)
    assert text(shown, "country.title") == "Uzbekistan – Pakistan"
    assert "Uzbekistan paid 1, Pakistan paid 0" in shown.ledger.said.text()
    frame.window.parts.actions["view.back"].trigger()
    assert text(shown, "country.title") == "Kazakhstan – Pakistan"


def test_an_organisation_has_the_same_page(frame: Frame) -> None:
    draft = PartyDraft(title="Shanghai Cooperation Organisation", kind=PartyKind.ORGANISATION)
    record = frame.workspace.run(AddParty(draft)).record
    frame.workspace.go_wanted.emit(Go("country", None, record))
    shown = page(frame)
    assert isinstance(shown, CountryPage) and text(shown, "country.about") == "Organisation"
    assert not shown.ledger.isVisible() and not shown.timeline.chart.isVisible()


# -------------------------------------------------------------------------------------------------------------- doing
def test_a_visit_is_added_one_way_or_the_other(frame: Frame, qtbot: QtBot) -> None:
    shown = country(frame)
    frame.workspace.edit_wanted.disconnect()
    shown._add.click()
    menu = shown.findChild(QMenu)
    assert menu is not None
    assert [each.text() for each in menu.actions()] == ["From Kazakhstan to Pakistan", "From Pakistan to Kazakhstan"]
    with qtbot.waitSignal(frame.workspace.edit_wanted) as heard:
        menu.actions()[1].trigger()
    pakistan, kazakhstan = number(frame, "pakistan"), number(frame, "kazakhstan")
    assert heard.args == [Edit(Kind.VISIT, start={"from_party": pakistan, "to_party": kazakhstan})]


def test_the_briefing_is_that_of_the_country(frame: Frame, qtbot: QtBot) -> None:
    shown = country(frame)
    frame.workspace.brief_wanted.disconnect()
    with qtbot.waitSignal(frame.workspace.brief_wanted) as heard:
        shown._print.click()
    assert heard.args == [Brief(BriefingKind.COUNTRY, number(frame, "pakistan"))]


def test_keys_write_on_the_row_or_else_on_the_country(frame: Frame, qtbot: QtBot) -> None:
    shown = country(frame)
    frame.workspace.log_wanted.disconnect()
    with qtbot.waitSignal(frame.workspace.log_wanted) as heard:
        QTest.keyClick(shown.timeline.chart, Key.Key_L)
    assert heard.args == [number(frame, "pakistan")]
    QTest.keyClick(shown.timeline.chart, Key.Key_Home)
    with qtbot.waitSignal(frame.workspace.log_wanted) as heard:
        QTest.keyClick(shown.timeline.chart, Key.Key_L)
    assert heard.args == [number(frame, "state visit of president", Kind.VISIT)]


def test_the_keyboard_walks_from_the_timeline_through_every_list(frame: Frame) -> None:
    shown = country(frame)
    stops = list(shown.stops())
    assert stops[0] is shown.timeline.chart and len(stops) >= 5
    reached = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus in stops and focus not in reached:
            reached.append(focus)
        assert focus is not None
        QTest.keyClick(focus, Key.Key_Down)
    assert reached == stops


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_timeline_is_saved(frame: Frame, tmp_path: Path, suffix: str) -> None:
    shown, file = country(frame), tmp_path / f"timeline.{suffix}"
    shown.timeline.save_picture(str(file))
    if suffix == "svg":
        assert b"<svg" in file.read_bytes() and b"Today" in file.read_bytes()
    else:
        assert QImage(str(file)).width() == 2 * shown.timeline.chart.viewport().width()
    shown.timeline.save_picture(str(tmp_path / "nowhere" / f"x.{suffix}"))
    assert not (tmp_path / "nowhere").exists()


# ----------------------------------------------------------------------------------------------------------- siblings
def test_an_area_says_how_far_it_is(frame: Frame) -> None:
    frame.workspace.go_wanted.emit(Go("area", None, number(frame, "transport", Kind.AREA)))
    shown = page(frame)
    assert isinstance(shown, AreaPage)
    assert text(shown, "area.about").startswith("Of 1 promise 0 is implemented (0 %), 0 in progress, 1 not begun.")
    shown.groups[2].list.setFocus()
    QTest.keyClick(shown.groups[2].list, Key.Key_Return)
    assert page(frame).name == "commitments"


def test_a_person_leads_to_visits_and_to_the_country(frame: Frame) -> None:
    frame.workspace.go_wanted.emit(Go("person", None, number(frame, "tokayev", Kind.PERSON)))
    shown = page(frame)
    assert isinstance(shown, PersonPage)
    assert [row.title for group in shown.groups[:2] for row in group.list._rows.rows] == [
        "President of Kazakhstan",
        "State visit of President Kassym-Jomart Tokayev to Pakistan",
    ]
    shown.groups[0].list.setFocus()
    QTest.keyClick(shown.groups[0].list, Key.Key_Return)
    assert page(frame).name == "country" and page(frame).kept_record() == number(frame, "kazakhstan")


def test_what_is_gone_says_so(frame: Frame) -> None:
    frame.workspace.go_wanted.emit(Go("area", None, 99_999))
    shown = page(frame)
    assert isinstance(shown, AreaPage) and shown._none.isVisible() and "99999" in shown._none.words()


# -------------------------------------------------------------------------------------------------------------- looks
@pytest.mark.parametrize("look", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.sampled(4)
def test_nothing_is_wider_than_the_window(
    tmp_path: Path, look: Literal["light", "dark", "high_contrast"], scale: float, size: tuple[int, int]
) -> None:
    with opened(tmp_path, look=look, size=size, rows=True) as frame:
        frame.window.parts.theme.set_text_scale(scale)
        frame.workspace.go_wanted.emit(Go("country", None, frame.ids["PAK"]))
        QApplication.processEvents()
        shown = page(frame)
        assert isinstance(shown, CountryPage)
        assert shown._inside.width() <= shown.area.viewport().width()
        for label in shown._inside.findChildren(QLabel):
            if label.isVisible() and label.text() and not label.wordWrap() and type(label).__name__ == "PlainLabel":
                assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()) - 1, label.text()
        frame.window.parts.theme.set_text_scale(1.0)


def test_all_a_view_of_a_pair_is_narrowed_by_is_said(frame: Frame) -> None:
    shown = country(frame)
    shown.promises.link_clicked.emit()
    there = page(frame)
    assert isinstance(there, TablePage)
    view: View = there.list.model.view
    assert view.country == shown.kept_record() and view.chosen("with") == (str(number(frame, "kazakhstan")),)
