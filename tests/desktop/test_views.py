"""Views, filters, columns and changes made in the table: what is chosen narrows, is remembered, can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.commands.commitments import Assess, SetOfficer
from db.queries import commitments, listing
from db.records.base import FacetValue, Filter, View
from db.vocabulary import Progress
from desktop.commitments.page import CommitmentsPage
from desktop.form.line_popover import LinePopover, PeriodPopover
from desktop.kit.theme import Theme
from desktop.settings import Settings
from desktop.table import record_list
from desktop.table.facet_popover import COUNT, FacetPopover
from desktop.table.layout import Layout
from desktop.table.row_delegate import row_height
from desktop.table.tab_counts import FIRST_MS
from desktop.workspace import Workspace
from tests.desktop.driver.in_table import choose, line, popup, press, shown, titles
from tests.desktop.driver.table_rows import TODAY, Rows, open_filled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key
W = TypeVar("W", bound=QWidget)
_MORE = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, "light")


@pytest.fixture
def rows(tmp_path: Path, theme: Theme) -> Iterator[Rows]:
    store, made = open_filled(tmp_path)
    made.workspace.settings = Settings(tmp_path / "window.ini")
    yield made
    store.close()


@pytest.fixture
def workspace(rows: Rows) -> Workspace:
    return rows.workspace


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> CommitmentsPage:
    return shown(qtbot, theme, workspace)


def test_a_filter_offers_values_with_their_counts_and_enter_leaves_only_one(page: CommitmentsPage) -> None:
    page.list.bar.press("status")
    offered = popup(FacetPopover)
    model = offered.list.model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    counts = {index.data(): index.data(COUNT) for index in indexes}
    assert counts["Overdue"] == 2
    press(offered, "Overdue", Key.Key_Return)
    assert len(titles(page)) == 2 and page.list.bar.button("status").text() == "Status: Overdue"
    assert page.list.bar.count_shown() == "2 of 11"


def test_checking_two_values_shows_both_and_clear_shows_all(page: CommitmentsPage) -> None:
    page.list.bar.press("status")
    offered = popup(FacetPopover)
    press(offered, "Overdue", Key.Key_Space)
    press(offered, "Waiting", Key.Key_Space)
    QTest.keyClick(offered, Key.Key_Escape)
    assert page.list.bar.button("status").text() == "Status: 2"
    assert 2 < len(titles(page)) < 11
    page.list.clear()
    assert len(titles(page)) == 11 and page.list.bar.button("status").text() == "Status"


def test_counts_are_those_under_the_other_filters(page: CommitmentsPage, workspace: Workspace) -> None:
    def areas() -> dict[str, int]:
        view = page.list.model.view
        found = workspace.ask(lambda reader: commitments.LISTING.facet(reader, TODAY, view, "area"))
        return {each.label: each.count for each in found}

    every = areas()
    page.list.narrow_to("status", ("overdue",))
    assert areas() != every and all(areas()[label] <= every[label] for label in areas())
    area = workspace.ask(lambda reader: commitments.LISTING.facet(reader, TODAY, View(), "area"))[0]
    page.list.narrow_to("area", (area.value,))
    assert sum(areas().values()) >= len(titles(page)), "Its own choice does not narrow what a filter offers."


def test_every_filter_of_the_table_works(page: CommitmentsPage, workspace: Workspace) -> None:
    page.list.show_view(View(name="all"))
    for name in ("status", *commitments.LISTING.facets):
        read = partial(commitments.LISTING.facet, today=TODAY, view=View(name="all"), name=name)
        for value in workspace.ask(read):
            page.list.narrow_to(name, (value.value,))
            assert page.list.model.rowCount() == value.count, (name, value)
            page.list.clear()


@pytest.mark.parametrize(
    ("typed", "label"),
    [("turk", "Türkiye"), ("TÜRK", "Türkiye"), ("تجارتي", "تجارتی وفد"), ("o'zb", "Oʻzbekiston"), ("国合", "中国合作"),
     ("2027", "Plan ۲۰۲۷"), ("zam", "Zambia")],
)  # fmt: skip
@pytest.mark.sampled(3)
def test_values_are_narrowed_in_whichever_letters_they_are_typed(page: CommitmentsPage, typed: str, label: str) -> None:
    """As the list itself is: letters of another keyboard, figures of another script, without accents."""
    labels = ("Türkiye", "تجارتی وفد", "Oʻzbekiston", "中国合作", "Plan ۲۰۲۷", "Zambia", "A", "B")
    values = [FacetValue(value=str(n), label=each, count=1) for n, each in enumerate(labels)]
    offered = FacetPopover("Country", values, (), page)
    for words in (typed, "\u200b", typed):
        offered.narrow.setText(words)
    model = offered.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [label]
    offered.narrow.setText('"')
    offered.narrow.setText("\u0301")
    assert model.rowCount() == len(labels)
    offered.close()


@pytest.mark.sampled(0)
def test_a_value_that_is_not_on_offer_is_reached_by_typing(
    page: CommitmentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more values than are offered at once, what is typed finds the others; what was checked stays checked."""
    read = partial(commitments.LISTING.facet, today=TODAY, view=View(), name="area")
    every = workspace.ask(read)
    for module in (listing, record_list):
        monkeypatch.setattr(module, "MOST_VALUES", 2)
    assert workspace.ask(read) == every[:2]
    page.list.bar.press("area")
    offered = popup(FacetPopover)
    assert offered.list.model().rowCount() == 2
    press(offered, every[0].label, Key.Key_Space)
    offered.narrow.setText(every[-1].label.upper())
    press(offered, every[-1].label, Key.Key_Space)
    QTest.keyClick(offered, Key.Key_Escape)
    chosen = {every[0].value, every[-1].value}
    assert set(page.list.model.view.chosen("area")) == chosen
    page.list.bar.press("area")
    assert set(popup(FacetPopover).values()) == chosen, "What is chosen is on offer, however few rows it has."


def test_a_view_is_saved_renamed_and_deleted_with_undo(page: CommitmentsPage, workspace: Workspace) -> None:
    page.list.narrow_to("status", ("overdue",))
    page.list.save.click()
    question = popup(LinePopover)
    QTest.keyClick(question.line, Key.Key_Return)
    assert question.refusal.isVisible(), "A view needs a name."
    QTest.keyClicks(question.line, "Late things")
    QTest.keyClick(question.line, Key.Key_Return)
    saved = page.list.views[-1]
    assert saved.label == "Late things" and page.list.tabs.current() == saved.key
    assert len(titles(page)) == 2

    page.list.tabs.menu_requested.emit(saved.key, QPoint(10, 10))
    act(popup(QMenu), "Rename…")
    renaming = popup(LinePopover)
    renaming.line.setText("Overdue now")
    QTest.keyClick(renaming.line, Key.Key_Return)
    assert page.list.views[-1].label == "Overdue now"

    page.list.tabs.menu_requested.emit(saved.key, QPoint(10, 10))
    act(popup(QMenu), "Delete view")
    assert "Overdue now" not in [each.label for each in page.list.views]
    workspace.undo()
    assert page.list.views[-1].label == "Overdue now"


@pytest.mark.sampled(0)
def test_views_that_are_always_there_cannot_be_deleted(page: CommitmentsPage) -> None:
    page.list.tabs.menu_requested.emit("overdue", QPoint(10, 10))
    menu = popup(QMenu)
    assert [action.text() for action in menu.actions()] == ["Save what is shown as…"]
    menu.close()


def act(menu: QMenu, words: str) -> None:
    """Choose an entry of a menu."""
    action = next(action for action in menu.actions() if action.text() == words)
    menu.close()
    action.trigger()


def test_tabs_say_how_many_once_the_rows_are_there(qtbot: QtBot, page: CommitmentsPage) -> None:
    qtbot.waitUntil(lambda: page.list._counts.of("all") is not None, timeout=100 * FIRST_MS)
    assert page.list._counts.of("overdue") == 2 and page.list._counts.of("closed") == 1


def test_view_filters_columns_and_density_come_back_with_the_program(
    qtbot: QtBot, theme: Theme, workspace: Workspace, page: CommitmentsPage
) -> None:
    page.list.tabs.set_current("undated")
    page.list.keep_layout(Layout(density="compact", shown=("status", "area"), order=("title", "status")))
    page.list.narrow_to("strength", ("undertaking",))
    page.close()

    again = shown(qtbot, theme, workspace)
    assert again.list.tabs.current() == "undated" and again.list.model.view.chosen("strength") == ("undertaking",)
    assert again.list.table.shown_columns() == ["status", "title", "area"], "Titles are always there."
    assert again.list.table.horizontalHeader().visualIndex(1) == 0
    assert again.list.table.verticalHeader().defaultSectionSize() == row_height("compact")


@pytest.mark.sampled(0)
def test_a_layout_that_cannot_be_read_is_the_usual_one(workspace: Workspace, page: CommitmentsPage) -> None:
    for text in ("", "{", "[]", '{"density": "huge"}', '{"widths": {"title": "wide"}}'):
        assert Layout.read(text).density == "standard"


def test_three_due_dates_change_at_once_and_one_undo_takes_all_back(
    page: CommitmentsPage, workspace: Workspace, rows: Rows
) -> None:
    numbers = rows.ids["reply"], rows.ids["projects"], rows.ids["agenda"]
    before = [line(workspace, each).due for each in numbers]
    choose(page, *numbers)
    QTest.keyClick(page.list.table, Key.Key_D)
    question = popup(PeriodPopover)
    QTest.keyClicks(question.period.editor, "31 feb")
    QTest.keyClick(question.period.editor, Key.Key_Return)
    assert question.refusal.isVisible() and question.period.text() == "31 feb", "What was typed stays."
    question.period.editor.clear()
    QTest.keyClicks(question.period.editor, "next month")
    QTest.keyClick(question.period.editor, Key.Key_Return)
    assert {line(workspace, each).due.edtf for each in numbers} == {"2026-12"}  # type: ignore[union-attr]
    assert set(page.list.table.selected_ids()) == set(numbers), "They stay selected."
    workspace.undo()
    assert [line(workspace, each).due for each in numbers] == before


@pytest.mark.sampled(0)
def test_kept_asks_what_shows_it(page: CommitmentsPage, workspace: Workspace, rows: Rows) -> None:
    choose(page, rows.ids["reply"])
    QTest.keyClick(page.list.table, Key.Key_K)
    question = popup(LinePopover)
    QTest.keyClicks(question.line, "Note 41 received")
    QTest.keyClick(question.line, Key.Key_Return)
    card = workspace.ask(lambda reader: commitments.card(reader, TODAY, rows.ids["reply"]))
    assert (card.draft.progress, card.draft.assessment) == (Progress.KEPT, "Note 41 received")
    assert (card.draft.assessed_on, card.draft.assessed_by) == (TODAY, workspace.officer)


def test_status_area_who_owes_and_officer_change_in_place(
    page: CommitmentsPage, workspace: Workspace, rows: Rows
) -> None:
    number = rows.ids["reply"]
    choose(page, number)
    QTest.keyClick(page.list.table, Key.Key_S)
    act(popup(QMenu), "In progress")
    assert line(workspace, number).progress is Progress.IN_PROGRESS
    QTest.keyClick(page.list.table, Key.Key_A)
    press(popup(FacetPopover), "Transport", Key.Key_Return)
    assert line(workspace, number).areas == ("Transport",)
    QTest.keyClick(page.list.table, Key.Key_W)
    press(popup(FacetPopover), "Uzbekistan", Key.Key_Return)
    assert [each.title for each in line(workspace, number).owes] == ["Uzbekistan"]
    QTest.keyClick(page.list.table, Key.Key_O)
    question = popup(LinePopover)
    QTest.keyClicks(question.line, "D. Omar")
    QTest.keyClick(question.line, Key.Key_Return)
    assert line(workspace, number).officer == "D. Omar"
    for _ in range(4):
        workspace.undo()
    assert line(workspace, number).officer == "" and line(workspace, number).areas != ("Uzbekistan",)


def checks(popover: FacetPopover) -> dict[str, Qt.CheckState]:
    """How each value stands in the list."""
    model = popover.list.model()
    places = [model.index(row, 0) for row in range(model.rowCount())]
    return {each.data(): Qt.CheckState(each.data(Qt.ItemDataRole.CheckStateRole)) for each in places}


@pytest.mark.sampled(0)
def test_an_area_is_added_to_several_and_nothing_of_theirs_is_lost(
    page: CommitmentsPage, workspace: Workspace, rows: Rows
) -> None:
    numbers = rows.ids["reply"], rows.ids["projects"], rows.ids["agenda"]

    def areas() -> list[tuple[str, ...]]:
        return [line(workspace, each).areas for each in numbers]

    before = areas()
    assert before == [("Trade",), ("Transport",), ("Protocol",)]
    choose(page, *numbers)
    QTest.keyClick(page.list.table, Key.Key_A)
    some, none, every = Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked, Qt.CheckState.Checked
    asked = popup(FacetPopover)
    assert checks(asked) == {"Trade": some, "Transport": some, "Protocol": some, "Political": none}
    said = [asked.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 3)]
    assert said[0].endswith("of some of them") and "some" not in said[1]
    press(asked, "Political", Key.Key_Return)
    assert areas() == [(*each, "Political") for each in before]

    QTest.keyClick(page.list.table, Key.Key_A)
    asked = popup(FacetPopover)
    assert checks(asked)["Political"] == every
    press(asked, "Trade", Key.Key_Space)
    assert checks(asked)["Trade"] == every
    press(asked, "Political", Key.Key_Space)
    press(asked, "Transport", Key.Key_Space)
    press(asked, "Transport", Key.Key_Space)
    press(asked, "Protocol", Key.Key_Space)
    press(asked, "Protocol", Key.Key_Space)
    press(asked, "Protocol", Key.Key_Space)
    assert checks(asked) == {"Trade": every, "Transport": none, "Protocol": some, "Political": none}
    press(asked, "Political", Key.Key_Return)
    assert areas() == [("Trade",), ("Trade",), ("Protocol", "Trade")]
    workspace.undo()
    workspace.undo()
    assert areas() == before, "Each was one change."


@pytest.mark.sampled(0)
def test_who_owes_is_added_to_several(page: CommitmentsPage, workspace: Workspace, rows: Rows) -> None:
    numbers = rows.ids["reply"], rows.ids["projects"]
    choose(page, *numbers)
    QTest.keyClick(page.list.table, Key.Key_W)
    press(popup(FacetPopover), "Uzbekistan", Key.Key_Return)
    owing = [[each.title for each in line(workspace, number).owes] for number in numbers]
    assert owing == [["Pakistan", "Uzbekistan"], ["Kazakhstan", "Uzbekistan"]]
    workspace.undo()
    assert [[each.title for each in line(workspace, number).owes] for number in numbers] == [
        ["Pakistan"],
        ["Kazakhstan"],
    ]


@pytest.mark.sampled(0)
def test_an_empty_answer_leaves_what_several_have(page: CommitmentsPage, workspace: Workspace, rows: Rows) -> None:
    numbers = rows.ids["reply"], rows.ids["agenda"]
    workspace.run(SetOfficer(numbers[:1], "D. Omar"))
    before = [line(workspace, each) for each in numbers]
    choose(page, *numbers)
    QTest.keyClick(page.list.table, Key.Key_D)
    QTest.keyClick(popup(PeriodPopover).period.editor, Key.Key_Return)
    QTest.keyClick(page.list.table, Key.Key_O)
    QTest.keyClick(popup(LinePopover).line, Key.Key_Return)
    QTest.keyClick(page.list.table, Key.Key_A)
    press(popup(FacetPopover), "Trade", Key.Key_Space)
    press(popup(FacetPopover), "Trade", Key.Key_Space)
    press(popup(FacetPopover), "Trade", Key.Key_Space)
    QTest.keyClick(popup(FacetPopover).list, Key.Key_Return)
    assert [line(workspace, each) for each in numbers] == before
    QTest.keyClick(page.list.table, Key.Key_D)
    due = popup(PeriodPopover).period.editor
    QTest.keyClicks(due, "-")
    QTest.keyClick(due, Key.Key_Return)
    QTest.keyClick(page.list.table, Key.Key_O)
    officer = popup(LinePopover).line
    QTest.keyClicks(officer, "-")
    QTest.keyClick(officer, Key.Key_Return)
    assert [(each.due, each.officer) for each in (line(workspace, number) for number in numbers)] == [(None, "")] * 2


@pytest.mark.sampled(0)
def test_what_was_written_of_a_promise_stays_when_several_are_said_to_have_come_so_far(
    page: CommitmentsPage, workspace: Workspace, rows: Rows
) -> None:
    reply, projects = rows.ids["reply"], rows.ids["projects"]
    workspace.run(Assess((reply,), Progress.WAITING, TODAY, why="They asked for time"))
    workspace.run(Assess((projects,), Progress.IN_PROGRESS, TODAY, why="Two of three sent"))
    choose(page, reply, projects)
    QTest.keyClick(page.list.table, Key.Key_S)
    act(popup(QMenu), "In progress")
    cards = [workspace.ask(partial(commitments.card, today=TODAY, record_id=each)) for each in (reply, projects)]
    assert [each.draft.assessment for each in cards] == ["", "Two of three sent"]


def test_escape_changes_nothing(page: CommitmentsPage, workspace: Workspace, rows: Rows) -> None:
    choose(page, rows.ids["reply"])
    before = line(workspace, rows.ids["reply"])
    for key, kind in ((Key.Key_D, PeriodPopover), (Key.Key_K, LinePopover), (Key.Key_A, FacetPopover)):
        QTest.keyClick(page.list.table, key)
        QTest.keyClick(popup(kind), Key.Key_Escape)
    assert line(workspace, rows.ids["reply"]) == before


def test_several_records_go_to_the_trash_with_one_undo(page: CommitmentsPage, workspace: Workspace, rows: Rows) -> None:
    choose(page, rows.ids["reply"], rows.ids["projects"])
    QTest.keyClick(page.list.table, Key.Key_Delete)
    assert page.list.model.rowCount() == 9
    workspace.undo()
    assert page.list.model.rowCount() == 11
    assert set(page.list.table.selected_ids()) == {rows.ids["reply"], rows.ids["projects"]}


@pytest.mark.parametrize("left", [1, 2, 3])
@pytest.mark.sampled(1)
def test_what_comes_back_by_undo_is_current_again(
    page: CommitmentsPage, workspace: Workspace, rows: Rows, left: int
) -> None:
    """One after the other, in the order in which they are taken back, also where none is left meanwhile."""
    page.list.show_view(View(name="open"))
    ids = [each.id for each in map(page.list.model.record, range(page.list.model.rowCount())) if each is not None]
    gone = ids[-left:]
    workspace.run(Assess(tuple(ids[:-left]), Progress.KEPT, TODAY))
    for each in gone:
        assert page.list.show_record(each)
        workspace.run(Assess((each,), Progress.KEPT, TODAY))
    assert page.list.model.rowCount() == 0 and page.pane.record is None
    for each in reversed(gone):
        workspace.undo()
        assert page.pane.record == page.list.table.current_id() == each
        assert page.list.table.selected_ids() == (each,)


FACETS = ("status", "country", "area", "owed_by", "officer")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("many", [1, 3, 5])
@pytest.mark.sampled(2)
def test_nothing_lies_over_another_above_the_table(
    page: CommitmentsPage, workspace: Workspace, theme: Theme, scale: float, many: int
) -> None:
    """However long what the list is narrowed to, and however narrow the list; what finds no room stands under More."""
    theme.set_text_scale(scale)
    bar = page.list.bar
    view = View(name="all", filters=tuple(Filter(facet=each, values=("1",)) for each in FACETS[:many]))
    labels = {each: (f"A rather long name of the {each}",) for each in FACETS}
    for width in range(700, 2400, 170):
        bar.resize(round(width * scale), bar.sizeHint().height())
        bar.show_view(view, labels)
        bar.say(3, 1_000)
        layout = bar.layout()
        assert layout is not None
        layout.activate()
        here = [each for each in bar.findChildren(QWidget) if each.parent() is bar and each.isVisibleTo(bar)]
        here.sort(key=lambda each: each.x())
        assert all(one.geometry().right() < other.x() for one, other in pairwise(here)), width
        assert here[-1].geometry().right() <= bar.width()
        assert bar.finder in here and (len(here) > 4 or any(each.property("active") for each in here))
