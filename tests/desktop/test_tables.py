"""The status tables: views, finding, sorting, keys, and a place that is kept while the register changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.commands.base import Restore
from db.commands.commitments import AddCommitment, Assess
from db.records.base import Link, View
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period, days_left
from db.rules.text import clean
from db.vocabulary import Kind, Progress
from desktop.agreements.page import AgreementsPage
from desktop.commitments.page import CommitmentsPage
from desktop.kit.theme import Theme
from desktop.log.page import ActionsPage
from desktop.page.table_page import TablePage
from desktop.table import columns as words
from desktop.table.columns import Scene
from desktop.table.list_bar import PAUSE_MS
from desktop.visits.page import VisitsPage
from desktop.workspace import Edit, Workspace
from tests.desktop.driver.table_rows import TODAY, Rows, open_filled, open_new

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PAGES = (VisitsPage, AgreementsPage, CommitmentsPage, ActionsPage)
HOSTILE = ("<img src=file:///etc/hostname>", "\u202erecord reversed", "%1 {} &amp; & {0}")
Key = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, "light")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def rows(tmp_path: Path, theme: Theme) -> Iterator[Rows]:
    store, made = open_filled(tmp_path)
    yield made
    store.close()


@pytest.fixture
def workspace(rows: Rows) -> Workspace:
    return rows.workspace


@pytest.fixture
def empty(tmp_path: Path, theme: Theme) -> Iterator[Workspace]:
    store, made = open_new(tmp_path)
    yield made
    store.close()


def shown(qtbot: QtBot, theme: Theme, workspace: Workspace, kind: type[TablePage], width: int = 1366) -> TablePage:
    page = kind(workspace)
    qtbot.addWidget(page)
    page.resize(width, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive(None, None)
    return page


def texts(page: TablePage, column: int = 1) -> list[str]:
    model: QAbstractItemModel = page.list.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def link(number: int, title: str, code: str = "") -> Link:
    return Link(id=number, kind=Kind.PARTY, title=title, code=code)


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.sampled(2)
def test_every_model_keeps_its_promises(
    kind: type[TablePage], qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows
) -> None:
    page = shown(qtbot, theme, workspace, kind)
    QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    for view in ("all", "undated", "signed", "awaiting"):
        page.list.show_view(View(name=view))
    rows.commitment("more", "One more")
    page.grab()


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.sampled(2)
def test_an_empty_register_says_what_to_do(kind: type[TablePage], qtbot: QtBot, theme: Theme, empty: Workspace) -> None:
    page = shown(qtbot, theme, empty, kind)
    assert "yet" in page.list.note.words() and page.list.note.isVisible()
    wish = empty.log_wanted if kind is ActionsPage else empty.edit_wanted
    with qtbot.waitSignal(wish, timeout=1000):
        page.list.note.pressed.emit()


def test_views_have_counts_and_narrow(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    assert page.list.tabs.current() == "open"
    assert page.list.model.rowCount() == 11
    page.list.tabs.set_current("overdue")
    assert texts(page) == ["Reply to the note on the corridor working group",
                           "Send the list of priority transport projects"]  # fmt: skip
    page.list.tabs.set_current("closed")
    assert texts(page) == ["Send the model form"]
    page.list.show_view(View(name="no such view"))
    assert page.list.tabs.current() == "all"


def test_finding_waits_says_how_many_and_is_cleared_by_escape(
    qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows
) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    page.focus_find()
    finder = page.list.bar.finder
    QTest.keyClicks(finder, "transport")
    assert page.list.model.rowCount() == 11, "It waits until typing pauses."
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 3, timeout=20 * PAUSE_MS)
    assert page.list.bar.count_shown() == "3 of 11", "One of them by its area."
    QTest.keyClicks(finder, "zzz")
    qtbot.waitUntil(page.list.note.isVisible, timeout=20 * PAUSE_MS)
    assert "transportzzz" in page.list.note.words()
    QTest.keyClick(finder, Key.Key_Escape)
    assert page.list.model.rowCount() == 11 and page.list.bar.count_shown() == ""
    QTest.keyClick(finder, Key.Key_Escape)
    assert page.list.table.hasFocus()


@pytest.mark.sampled(0)
def test_a_country_narrows(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    page.list.show_view(View.about(rows.ids["UZB"]))
    assert texts(page) == ["Consult on the corridor timetable with rail operators"]
    assert page.list.bar.count_shown() == "1 of 13"
    page.list.clear()
    assert page.list.model.rowCount() == 13


def test_a_click_on_a_heading_sorts_and_the_record_stays(
    qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows
) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    table = page.list.table
    assert table.show_record(rows.ids["chairs"])
    header = table.horizontalHeader()
    for order in (False, True):
        header.sectionClicked.emit(1)
        titles = texts(page)
        assert titles == sorted(titles, reverse=order)
        assert table.current_id() == rows.ids["chairs"]
    header.sectionClicked.emit(1)
    assert texts(page)[0].startswith("Reply"), "The third click gives the view's own order back."
    header.sectionClicked.emit(2)
    assert page.list.model.view.sort == "", "Who owes cannot be sorted."


@pytest.mark.sampled(0)
def test_the_place_is_kept_while_the_register_changes(
    qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows
) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    table = page.list.table
    table.show_record(rows.ids["chairs"])
    workspace.run(Assess((rows.ids["reply"],), Progress.KEPT, TODAY))
    assert table.current_id() == rows.ids["chairs"] and page.list.model.rowCount() == 10
    row = table.currentIndex().row()
    QTest.keyClick(table, Key.Key_Delete)
    assert page.list.model.rowCount() == 9 and table.currentIndex().row() == row
    assert page.current_record() == table.current_id() != rows.ids["chairs"]
    workspace.undo()
    assert table.show_record(rows.ids["chairs"])
    workspace.run(Restore((rows.ids["chairs"],)))


def test_keys_say_what_is_wanted(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    table = page.list.table
    for key in (Key.Key_E, Key.Key_F2):
        with qtbot.waitSignal(workspace.edit_wanted) as edit:
            QTest.keyClick(table, key)
        assert edit.args == [Edit(Kind.COMMITMENT, table.current_id())]
    with qtbot.waitSignal(workspace.edit_wanted) as add:
        QTest.keyClick(table, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert add.args == [Edit(Kind.COMMITMENT)]
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_End)
    assert table.currentIndex().row() == 10
    QTest.keyClick(table, Key.Key_Home)
    assert table.currentIndex().row() == 0


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.sampled(0)
def test_rows_are_chosen_in_both_directions(
    direction: Qt.LayoutDirection, qapp: QApplication, qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows
) -> None:
    qapp.setLayoutDirection(direction)
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    assert page.list.show_record(rows.ids["chairs"])
    assert [each.row() for each in page.list.table.selectionModel().selectedRows()] == [2]
    page.grab()


def test_a_record_outside_the_view_is_found(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    page.arrive(None, rows.ids["kept"])
    assert page.current_record() == page.list.table.current_id() == rows.ids["kept"]
    assert page.list.tabs.current() == "all"


def test_cells_are_read_in_full(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    model = page.list.model
    spoken = {model.index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) for row in range(11)}
    assert any("Overdue" in each and "Pakistan owes us" in each and "23 days late" in each for each in spoken)
    assert any("We owe, to whom not stated, no date" in each for each in spoken)
    assert any("Who owes is not stated" in each for each in spoken)
    assert all(model.headerData(row, Qt.Orientation.Vertical) == texts(page)[row] for row in range(11))


def test_words_of_cells() -> None:
    kaz, pak = link(1, "Kazakhstan", "KAZ"), link(2, "Pakistan", "PAK")
    assert words.who_owes([kaz, pak], [kaz, pak]) == "Kazakhstan and Pakistan owe each other"
    assert words.who_owes([kaz, pak], []) == "Kazakhstan and Pakistan owe, to whom not stated"
    assert words.who_owes([kaz], [pak]) == "Kazakhstan owes Pakistan"
    assert words.who_owes([link(3, "%1 {}")], [pak]) == "%1 {} owes Pakistan"
    assert words.between([kaz], [pak], Scene(ours=1), "").codes == (("KAZ", True), words.ARROW, ("PAK", False))
    assert words.between([kaz, pak], [], Scene(), "").text == "both sides"
    assert words.between([link(9, "Ministry")], [pak], Scene(), "").text == "Ministry"
    assert words.side([kaz, pak, link(3, "X", "XXX")], Scene())[-1] == ("+1", False)
    window = Period.from_edtf("2026", "this year", Period.on(TODAY).earliest)
    assert days_left(window, TODAY) == "38 days left"
    assert days_left(window, TODAY.replace(year=2027)) == "ended 10 months ago"
    assert words.due(None, TODAY).text == "no date"
    assert words.due(Period.on(TODAY), TODAY).tone == "warning"


def test_titles_are_drawn_as_written(qtbot: QtBot, theme: Theme, empty: Workspace) -> None:
    rows = Rows(empty)
    titles = [*HOSTILE, "long " * 99, "W" * 500, "Same title", "Same title"]
    ids = [rows.add("x", AddCommitment(CommitmentDraft(title=title))) for title in titles]
    page = shown(qtbot, theme, empty, CommitmentsPage)
    assert sorted(texts(page)) == sorted(" ".join(clean(title).split()) for title in titles)
    for each in ids:
        assert page.list.show_record(each) and page.current_record() == each
        page.grab()


def test_a_tip_says_what_was_written_also_where_it_looks_like_markup(
    qtbot: QtBot, theme: Theme, empty: Workspace
) -> None:
    """Qt would draw a title of tags as if somebody had meant them, and load what they name."""
    title = "<b>Note</b> <img src='file:///etc/hostname'>"
    record = Rows(empty).add("x", AddCommitment(CommitmentDraft(title=title)))
    page = shown(qtbot, theme, empty, CommitmentsPage)
    assert page.list.show_record(record)
    tip = str(page.list.table.currentIndex().siblingAtColumn(1).data(Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;Note&lt;/b&gt;" in tip and "<img" not in tip


def test_painting_the_table_is_quick(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    viewport = page.list.table.viewport()
    viewport.repaint()
    spent = []
    for _ in range(5):
        start = process_time()
        viewport.repaint()
        spent.append(process_time() - start)
    assert min(spent) < 0.04
