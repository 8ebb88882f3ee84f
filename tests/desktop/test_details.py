"""The record beside the table: every fact with how it is known, and keys that lead in, along and out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.commands.actions import CorrectAction
from db.commands.visits import AddVisit
from db.queries import commitments
from db.records.actions import ActionDraft
from db.records.visits import VisitDraft
from db.vocabulary import ActionKind
from desktop.agreements.page import AgreementsPage
from desktop.commitments.page import CommitmentsPage
from desktop.kit.quote import QuoteBox
from desktop.kit.row_list import RowList
from desktop.kit.stepper import Stepper
from desktop.kit.theme import Theme
from desktop.kit.timeline import LogTimeline
from desktop.kit.window_bar import WindowBar
from desktop.log.page import ActionsPage
from desktop.page.return_pair import ReturnPair, VisitBox
from desktop.page.table_page import TablePage
from desktop.record.body import spoken_words
from desktop.visits.page import VisitsPage
from desktop.workspace import Go, Workspace
from tests.desktop import test_tables
from tests.desktop.driver.table_rows import TODAY, Rows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
theme, workspace, rows, shown = test_tables.theme, test_tables.workspace, test_tables.rows, test_tables.shown
Key = Qt.Key


def body(page: TablePage) -> QWidget:
    found = page.pane.body()
    assert found is not None
    return found


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def said(page: TablePage) -> str:
    """All that is written in the pane."""
    return "\n".join(label.text() for label in body(page).findChildren(QLabel))


def test_a_commitment_in_full(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    page.arrive(None, rows.ids["dates"])
    text = said(page)
    for words in (
        *("Agree dates", "We owe Pakistan", "by end of 2026 · in 38 days", "Protocol", "Undertaking", "not stated"),
        *("inferred: The host proposes the dates.", "Nothing was agreed.", "Ask for two weeks"),
    ):
        assert words in text
    assert len(body(page).findChildren(QuoteBox)) == 1
    newest, *_ = body(page).findChildren(LogTimeline)[0].children()[1:]
    assert isinstance(newest, QWidget) and newest.accessibleName().startswith("Call, 12 Nov 2026, A. Serik")
    page.arrive(None, rows.ids["projects"])
    assert "We owe, to whom not stated" in said(page) and "no date" in said(page)
    page.arrive(None, rows.ids["silent"])
    assert "Who owes is not stated" in said(page) and "No actions logged yet." in said(page)


def test_a_link_leads_to_the_record(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    page.arrive(None, rows.ids["dates"])
    origin = next(each for each in body(page).findChildren(QAbstractButton) if each.text() == "State visit, Feb 2026")
    with qtbot.waitSignal(workspace.go_wanted) as go:
        origin.click()
    assert go.args == [Go("visits", record=rows.ids["visit"])]
    with qtbot.waitSignal(workspace.go_wanted) as go:
        body(page).findChildren(QuoteBox)[0].source_clicked.emit()
    assert go.args == [Go("sources", record=rows.ids["quotation"])]


def test_a_visit_in_full(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, VisitsPage)
    page.arrive(None, rows.ids["return"])
    text = said(page)
    for words in (
        "State visit",
        "no date · “this year” · 38 days left",
        "None recorded",
        "Invitations",
        "Return visit",
    ):
        assert words in text
    bar = body(page).findChildren(WindowBar)[0]
    assert "38 days left" in bar.accessibleName()
    pair = body(page).findChildren(ReturnPair)[0]
    first, second = pair.findChildren(VisitBox)
    assert first.accessibleName() == "State visit, Feb 2026, 4 Feb 2026, Took place"
    with qtbot.waitSignal(workspace.go_wanted) as go:
        QTest.keyClick(second, Key.Key_Return)
    assert go.args == [Go("visits", record=rows.ids["return"])]
    page.arrive(None, rows.ids["visit"])
    lists = {each.accessibleName(): each for each in body(page).findChildren(RowList)}
    assert "Programme" in said(page)
    assert list(lists) == [
        "Agreements signed",
        "Pakistan owes",
        "Kazakhstan owes",
        "Kazakhstan and Pakistan owe",
        "Uzbekistan owes",
        "Who owes is not stated",
    ]
    with qtbot.waitSignal(workspace.go_wanted) as go:
        QTest.keyClick(lists["Agreements signed"], Key.Key_Return)
    assert go.args == [Go("agreements", record=rows.ids["declaration"])]


def test_a_visit_with_nothing_but_a_title(qtbot: QtBot, theme: Theme, workspace: Workspace) -> None:
    rows = Rows(workspace)
    rows.add("bare", AddVisit(VisitDraft(title="A visit")))
    page = shown(qtbot, theme, workspace, VisitsPage)
    page.arrive(None, rows.ids["bare"])
    text = said(page)
    assert "A visit" in text and "not stated to not stated" in text and "Kind not stated" in text
    assert text.count("not stated") >= 5 and "no date" in text
    page.grab()


def test_an_agreement_in_full(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, AgreementsPage)
    stepper = body(page).findChildren(Stepper)[0]
    assert "Ratified by Kazakhstan not stated" in stepper.accessibleName()
    text = said(page)
    for words in ("Feb 2026", "Legal character", "not stated", "Is ratification needed?",
                  "The source does not say whether ratification is needed."):  # fmt: skip
        assert words in text
    confirm = body(page).findChild(QAbstractButton, "detail.agreement.confirm")
    assert isinstance(confirm, QAbstractButton)
    confirm.click()
    popover = QApplication.activePopupWidget()
    assert popover is not None and popover.objectName() == "popover.confirm"
    popover.close()


def test_an_entry_of_the_log_in_full(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, ActionsPage)
    text = said(page)
    for words in ("Embassy asked again", "12 Nov 2026 · 11 days ago", "A. Serik", "Embassy", "Ask for two weeks"):
        assert words in text
    with qtbot.waitSignal(workspace.log_wanted) as log:
        QTest.keyClick(page.list.table, Key.Key_L)
    assert log.args == [rows.ids["dates"]]
    corrected = ActionDraft(text="Asked twice", kind=ActionKind.CALL, on=TODAY, links=(rows.ids["dates"],))
    newest = page.current_record()
    assert newest is not None
    workspace.run(CorrectAction(newest, corrected))
    page.list.table.show_row(0)
    assert "This entry replaces an earlier version" in said(page)


def test_keys_lead_into_the_pane_along_and_out(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage)
    QTest.keyClick(page.list.table, Key.Key_Return)
    assert page.pane.isAncestorOf(focused())
    first = page.current_record()
    QTest.keyClick(focused(), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.current_record() == page.list.table.current_id() != first
    assert page.pane.isAncestorOf(focused()), "The focus stays in the pane."
    QTest.keyClick(focused(), Key.Key_Escape)
    assert page.list.table.hasFocus() and page.pane.isVisible()
    QTest.keyClick(page.list.table, Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not page.pane.isVisible()
    page.begin_log()
    assert page.pane.isVisible() and page.pane.composer is not None
    assert page.pane.composer.isAncestorOf(focused())


def test_in_a_narrow_window_the_pane_lies_over_the_list(
    qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows
) -> None:
    page = shown(qtbot, theme, workspace, CommitmentsPage, width=1000)
    assert page.list.isVisible() and not page.pane.isVisible()
    QTest.keyClick(page.list.table, Key.Key_Return)
    assert page.pane.isVisible() and not page.list.isVisible()
    QTest.keyClick(focused(), Key.Key_Escape)
    assert page.list.isVisible() and page.list.table.hasFocus()


def test_every_focusable_part_has_a_name(qtbot: QtBot, theme: Theme, workspace: Workspace, rows: Rows) -> None:
    for kind in (VisitsPage, AgreementsPage, CommitmentsPage, ActionsPage):
        page = shown(qtbot, theme, workspace, kind)
        parts = [each for each in (page.list, page.pane, *page.findChildren(QWidget)) if each.isVisible()]
        keyed = [each for each in parts if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None]
        silent = [each for each in keyed if not (each.accessibleName() or getattr(each, "text", str)())]
        assert silent == []


def test_quotations_are_shown_once_and_whole(workspace: Workspace, rows: Rows) -> None:
    card = workspace.ask(lambda reader: commitments.card(reader, TODAY, rows.ids["dates"]))
    assert len(card.citations) == 3 and len(spoken_words(card.citations)) == 1
