"""More columns of the status tables: chosen in the menu, filled for real rows, kept, taken along to files and paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.commands.agreements import AddAgreement
from db.commands.commitments import SetOfficer
from db.commands.settings import ChooseOurSide
from db.commands.visits import AddVisit
from db.records.agreements import AgreementDraft, StepDraft
from db.records.visits import DelegateDraft, VisitDraft
from db.rules.periods import Period
from db.store import open_register
from db.vocabulary import StepKind, StepState
from desktop import clock
from desktop.first_run import begin
from desktop.page.table_out import leaving, shown
from desktop.sheet import lists
from desktop.table.layout import Layout
from desktop.workspace import Workspace
from tests.desktop.driver.chooser import cell, check, menus, seen, visited
from tests.desktop.driver.frame import TODAY, Frame, opened
from tests.desktop.driver.leaving import choose, clipboard, page_of, press
from tests.desktop.driver.table_rows import Rows, fill
from tests.desktop.test_briefing_compose import texts

Key = Qt.Key
EXTRA = {
    "commitments": ["Country", "Visit", "Agreement", "Officer", "Strength", "Next step", "Source", "Urgency",
                    "Created", "Changed"],
    "visits": ["Head of delegation", "Urgency", "Created", "Changed"],
    "agreements": ["Ours ratified", "Theirs ratified", "Area", "Visit", "Urgency", "Created", "Changed"],
    "actions": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A folder whose register every window here begins with, filled once, and its records."""
    folder = tmp_path_factory.mktemp("filled")
    begin(folder / "starter.aide")
    with open_register(folder / "starter.aide", now=clock.now, by="A. Officer") as store:
        return folder, fill(Workspace(store, lambda: TODAY)).ids


@pytest.fixture
def place(filled: tuple[Path, dict[str, int]], tmp_path: Path) -> Path:
    """A folder of the test's own for a register and what is remembered of its window."""
    made = filled[0] / tmp_path.name
    made.mkdir()
    return made


@pytest.fixture
def frame(qtbot: QtBot, place: Path) -> Iterator[Frame]:
    with opened(place, page="commitments") as found:
        yield found


@pytest.fixture
def rows(frame: Frame, filled: tuple[Path, dict[str, int]]) -> Rows:
    return Rows(frame.workspace, dict(filled[1]))


@pytest.mark.parametrize("name", EXTRA)
@pytest.mark.sampled(1)
def test_more_columns_are_hidden_until_somebody_chooses_them(frame: Frame, rows: Rows, name: str) -> None:
    page = visited(frame, name)
    menu, more = menus(page)
    assert [action.text() for action in more.actions()] == EXTRA[name] if more else not EXTRA[name]
    assert more is None or not any(action.isChecked() for action in more.actions())
    menu.close()
    assert not set(seen(page)) & set(EXTRA[name])


def test_columns_of_commitments_say_what_is_recorded(frame: Frame, rows: Rows) -> None:
    frame.workspace.run(SetOfficer((rows.ids["dates"],), "D. Omar"))
    page = visited(frame, "commitments")
    before = seen(page)
    check(page, *EXTRA["commitments"])
    assert seen(page) == [*before, *EXTRA["commitments"]]
    dates, silent, today = rows.ids["dates"], rows.ids["silent"], Period.on(clock.today()).display()
    said = {label: cell(page, dates, label) for label in EXTRA["commitments"]}
    assert said == {
        "Country": "Pakistan",
        "Visit": "State visit, Feb 2026",
        "Agreement": "",
        "Officer": "D. Omar",
        "Strength": "Undertaking",
        "Next step": "Ask for two weeks 4 Dec 2026 · in 11 days",
        "Source": "News report, Feb 2026",
        "Urgency": "57: 88% of the window used\xa035 · undertaking\xa010 · no action for 11 days\xa02 · our turn\xa010",
        "Created": f"{today} A. Officer",
        "Changed": f"{today} A. Officer",
    }
    unsaid = [cell(page, silent, label) for label in ("Officer", "Next step", "Source")]
    assert unsaid == ["not stated", "none", "none"]
    page.grab()


def test_the_choice_is_there_again_in_the_next_window(qtbot: QtBot, place: Path) -> None:
    with opened(place, page="commitments") as frame:
        check(page_of(frame), "Officer", "Changed")
        chosen = seen(page_of(frame))
        assert chosen[-2:] == ["Officer", "Changed"]
        page_of(frame).list.tabs.set_current("all")
        assert "Officer" not in seen(page_of(frame)), "Each view has its own columns."
        page_of(frame).list.tabs.set_current("open")
    with opened(place, page="commitments") as frame:
        assert seen(page_of(frame)) == chosen
        menu, more = menus(page_of(frame))
        assert more is not None
        assert [action.text() for action in more.actions() if action.isChecked()] == ["Officer", "Changed"]
        next(action for action in menu.actions() if action.text() == "As at first").trigger()
        menu.close()
        assert seen(page_of(frame)) == chosen[:-2]


@pytest.mark.sampled(0)
def test_a_layout_from_before_gets_no_column_it_did_not_choose(frame: Frame) -> None:
    page = visited(frame, "commitments")
    page.list.keep_layout(Layout.read('{"density": "compact", "shown": ["status", "due"]}'))
    assert seen(page) == ["Status", "Commitment", "Due"]


def test_a_click_on_a_box_leaves_the_menu_open_and_takes_the_column_away(frame: Frame, rows: Rows) -> None:
    page = visited(frame, "commitments")
    menu, _ = menus(page)
    due = next(action for action in menu.actions() if action.text() == "Due")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(due).center())
    assert menu.isVisible() and "Due" not in seen(page)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(due).center())
    assert "Due" in seen(page)
    dense = next(action for action in menu.actions() if action.text().startswith("Compact"))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(dense).center())
    assert not menu.isVisible() and page.list.layout_now().density == "compact"


def test_urgency_is_a_sum_with_its_parts_on_hover_and_sorts_the_most_urgent_first(frame: Frame, rows: Rows) -> None:
    page = visited(frame, "commitments")
    check(page, "Urgency")
    table, model = page.list.table, page.list.model
    number = next(n for n, column in enumerate(model.columns) if column.key == "urgency")
    table.horizontalHeader().sectionClicked.emit(number)
    cells = [model.index(row, number) for row in range(model.rowCount())]
    sums = [int(each.data() or 0) for each in cells]
    assert sums == sorted(sums, reverse=True) and sums[0] > sums[-1]
    for each, total in zip(cells, sums, strict=True):
        parts = str(each.data(Qt.ItemDataRole.ToolTipRole) or "").splitlines()
        assert sum(int(part.rpartition(": ")[2]) for part in parts) == total
    table.horizontalHeader().sectionClicked.emit(number)
    assert [int(model.index(row, number).data() or 0) for row in range(model.rowCount())] == sums[::-1]


@pytest.mark.sampled(0)
def test_who_leads_a_delegation(frame: Frame, rows: Rows) -> None:
    pak, kaz = rows.ids["PAK"], rows.ids["KAZ"]
    lead = DelegateDraft(name="R. Khan", function="Minister", party=pak, leads=True)
    hosts = DelegateDraft(name="A. Serik", party=kaz, leads=True)
    other = DelegateDraft(name="B. Deputy", party=pak)
    one = rows.add("one", AddVisit(VisitDraft(title="Talks", from_party=pak, to_party=kaz, delegates=(other, lead))))
    two = rows.add("two", AddVisit(VisitDraft(title="More", from_party=pak, to_party=kaz, delegates=(hosts, lead))))
    page = visited(frame, "visits")
    check(page, "Head of delegation")
    assert cell(page, one, "Head of delegation") == "R. Khan Minister"
    assert cell(page, two, "Head of delegation") == "R. Khan A. Serik", "The visiting side stands first."
    assert cell(page, rows.ids["return"], "Head of delegation") == "not stated"


@pytest.mark.sampled(0)
def test_who_has_ratified_with_a_side_and_without(frame: Frame, rows: Rows) -> None:
    kaz, pak, uzb = (rows.ids[code] for code in ("KAZ", "PAK", "UZB"))
    signed = StepDraft(kind=StepKind.SIGNED, done_on=Period.on(date(2026, 2, 4)))
    ratified = StepDraft(kind=StepKind.RATIFIED, party=kaz, done_on=Period.on(date(2026, 3, 5)))
    awaited = StepDraft(kind=StepKind.RATIFIED, party=pak, state=StepState.WAITING, done_on=Period.on(date(2026, 5, 1)))
    steps, area = (signed, ratified, awaited), (rows.ids["Trade"],)
    two = rows.add("two", AddAgreement(AgreementDraft(title="Trade", parties=(kaz, pak), steps=steps, areas=area)))
    three = rows.add("three", AddAgreement(AgreementDraft(title="Transit", parties=(pak, uzb, kaz), steps=steps)))
    theirs = rows.add("theirs", AddAgreement(AgreementDraft(title="Water", parties=(pak, uzb), steps=(signed,))))
    page = visited(frame, "agreements")
    check(page, "Ours ratified", "Theirs ratified", "Area", "Visit")
    assert cell(page, two, "Ours ratified") == "5 Mar 2026 8 months ago"
    assert cell(page, two, "Theirs ratified") == "awaited", "Since when is no date of ratification."
    assert cell(page, two, "Area") == "Trade" and cell(page, two, "Visit") == "not stated"
    assert cell(page, three, "Theirs ratified") == "awaited", "of both"
    assert cell(page, theirs, "Ours ratified") == "not a party"
    assert cell(page, rows.ids["declaration"], "Visit") == "State visit, Feb 2026"
    frame.workspace.run(ChooseOurSide(None))
    assert "Ratified" in seen(page) and not {"Ours ratified", "Theirs ratified"} & set(seen(page))
    assert cell(page, two, "Ratified") == "KAZ 5 Mar 2026 PAK awaited"
    assert cell(page, three, "Ratified") == "1 of 3"
    assert cell(page, theirs, "Ratified") == "not stated"
    menu, more = menus(page)
    assert more is not None
    assert [action.text() for action in more.actions()] == ["Ratified", *EXTRA["agreements"][2:]]
    menu.close()
    frame.workspace.run(ChooseOurSide(pak))
    assert cell(page, two, "Ours ratified") == "awaited" and "Theirs ratified" in seen(page)


@pytest.mark.sampled(0)
def test_columns_leave_the_window_as_they_are_seen(frame: Frame, rows: Rows, tmp_path: Path) -> None:
    def exported(name: str) -> list[dict[str, str]]:
        frame.window.parts.actions["file.export_csv"].trigger()
        choose(frame, tmp_path / name)
        text = (tmp_path / name).read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    page = visited(frame, "commitments")
    assert not set(exported("before.csv")[0]) & set(EXTRA["commitments"])
    check(page, "Created", "Source")
    row = next(row for row in exported("after.csv") if row["Commitment"].startswith("Agree dates for the return state"))
    assert row["Source"] == "News report, Feb 2026" and row["Created"] == clock.today().isoformat()
    assert page.list.table.show_record(rows.ids["dates"])
    page.list.focus_list()
    press(frame, Key.Key_C)
    names, values = (line.split("\t") for line in clipboard().text().splitlines())
    copied = dict(zip(names, values, strict=True))
    assert names == seen(page)
    assert copied["Source"] == "News report, Feb 2026" and copied["Created"].endswith(" · A. Officer")


def test_a_list_with_every_column_can_be_read_on_paper(frame: Frame, rows: Rows) -> None:
    page = visited(frame, "commitments")
    check(page, *EXTRA["commitments"])
    printed = leaving(frame.workspace, shown(page)).on_paper()
    assert [each.label for each in printed.columns] == seen(page)
    pages = " ".join(texts(lists.pdf(printed).pdf))
    for words in ("Kazakhstan", "News report", "Undertaking", "Next step", "Ask for two", "A. Officer"):
        assert words in " ".join(pages.split()), words


@pytest.mark.sampled(0)
def test_what_cannot_be_sorted_by_does_not_react(frame: Frame, rows: Rows) -> None:
    page = visited(frame, "commitments")
    check(page, "Officer")
    header, before = page.list.table.horizontalHeader(), page.list.model.view
    number = next(n for n, column in enumerate(page.list.model.columns) if column.key == "officer")
    middle = header.sectionViewportPosition(number) + header.sectionSize(number) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, header.height() // 2))
    assert page.list.model.view == before and not header.isSortIndicatorShown()


def test_titles_keep_their_room_and_the_table_runs_sideways(frame: Frame, rows: Rows, qtbot: QtBot) -> None:
    page = visited(frame, "commitments")
    table = page.list.table
    assert not table.horizontalScrollBar().isVisible(), "The usual columns fit."
    check(page, *EXTRA["commitments"])
    qtbot.waitUntil(table.horizontalScrollBar().isVisible)
    assert table.columnWidth(1) >= frame.window.parts.theme.px(160)
    table.scrollTo(table.model().index(0, table.model().columnCount() - 1))
    assert table.horizontalScrollBar().value() == table.horizontalScrollBar().maximum()
    assert page.changes is not None
    page.changes.begin("due")
    assert table.viewport().rect().intersects(table.visualRect(table.model().index(table.currentIndex().row(), 3))), (
        "What is changed in place is brought into view."
    )
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    page.list.keep_layout(Layout())
    qtbot.waitUntil(lambda: not table.horizontalScrollBar().isVisible())
    assert table.columnWidth(1) + 400 >= table.viewport().width()


@pytest.mark.sampled(0)
def test_only_wanted_columns_are_read_out(frame: Frame, rows: Rows) -> None:
    page = visited(frame, "commitments")

    def read_out() -> str:
        assert page.list.table.show_record(rows.ids["dates"])
        row = page.list.table.currentIndex().row()
        return str(page.list.model.index(row, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole))

    assert "11 days ago" in read_out(), "A column there is no room for is still read out."
    assert "News report" not in read_out()
    check(page, "Source")
    assert "News report" in read_out()
