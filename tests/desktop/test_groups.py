"""Rows under headings: they fold, and records under them are found, chosen and changed as elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.commands.commitments import SetDue, SetOfficer
from db.rules.periods import Period
from desktop.commitments.page import CommitmentsPage
from desktop.kit.theme import Theme
from desktop.settings import Settings
from desktop.table.facet_popover import FacetPopover
from desktop.workspace import Workspace
from tests.desktop.driver.in_table import choose, line, popup, press, shown
from tests.desktop.driver.table_rows import TODAY, Rows, open_filled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


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


def test_rows_stand_under_headings_that_fold(qtbot: QtBot, page: CommitmentsPage) -> None:
    QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.list.group_by("status")
    model, table = page.list.model, page.list.table
    headings = [model.heading(row) for row in model.headings()]
    assert next((each.label, each.count) for each in headings if each) == ("Overdue", 2)
    assert model.rowCount() == 11 + len(headings)
    assert model.index(0, 0).data() == "Overdue, 2" and model.index(1, 1).data() is not None
    table.show_row(0)
    QTest.keyClick(table, Key.Key_Left)
    assert model.rowCount() == 9 + len(headings) and table.currentIndex().row() == 0
    QTest.keyClick(table, Key.Key_Right)
    assert model.rowCount() == 11 + len(headings)
    QTest.keyClick(table, Key.Key_Down)
    assert table.current_id() is not None
    page.grab()
    page.list.group_by("")
    assert model.rowCount() == 11 and not model.headings()


def test_grouped_records_are_found_selected_and_changed(
    page: CommitmentsPage, workspace: Workspace, rows: Rows
) -> None:
    page.list.group_by("area")
    numbers = rows.ids["reply"], rows.ids["projects"]
    choose(page, *numbers)
    assert set(page.list.table.selected_ids()) == set(numbers)
    QTest.keyClick(page.list.table, Key.Key_A)
    press(popup(FacetPopover), "Protocol", Key.Key_Return)
    assert [line(workspace, each).areas for each in numbers] == [("Trade", "Protocol"), ("Transport", "Protocol")]
    assert page.list.table.current_id() == numbers[0], "The record stays current under its new heading."


def test_what_was_folded_stays_so_while_the_register_changes(page: CommitmentsPage, workspace: Workspace) -> None:
    page.list.group_by("status")
    model, table = page.list.model, page.list.table
    table.show_row(0)
    QTest.keyClick(table, Key.Key_Left)
    shown = model.rowCount()
    moved = model.record(model.headings()[1] + 1)
    assert moved is not None
    workspace.run(SetOfficer((moved.id,), "B. Aliya"))
    assert model.rowCount() == shown
    workspace.run(SetDue((moved.id,), Period.on(TODAY - timedelta(days=9))))
    first = model.heading(0)
    assert first is not None and (first.label, first.count, first.open) == ("Overdue", 3, False)
    assert model.rowCount() == shown - 1, "It stands under a heading that is folded."
