"""The commitments page in front of somebody: what they choose, which question opens, what is stored."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.queries import commitments
from db.records.commitments import CommitmentLine
from desktop.commitments.page import CommitmentsPage
from desktop.kit.theme import Theme
from desktop.table.facet_popover import FacetPopover
from desktop.workspace import Workspace
from tests.desktop.driver.table_rows import TODAY

Key = Qt.Key
W = TypeVar("W", bound=QWidget)
_MORE = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def shown(qtbot: QtBot, theme: Theme, workspace: Workspace) -> CommitmentsPage:
    made = CommitmentsPage(workspace)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.arrive(None, None)
    return made


def popup(kind: type[W]) -> W:
    """The question that is open."""
    found = QApplication.activePopupWidget()
    assert isinstance(found, kind), found
    return found


def titles(page: CommitmentsPage) -> list[str]:
    return [page.list.model.index(row, 1).data() for row in range(page.list.model.rowCount())]


def line(workspace: Workspace, number: int) -> CommitmentLine:
    return workspace.ask(lambda reader: commitments.card(reader, TODAY, number)).line


def choose(page: CommitmentsPage, *numbers: int) -> None:
    """Select these records; the first is current."""
    assert page.list.table.show_record(numbers[0])
    for each in numbers[1:]:
        row = page.list.model.row_of(each)
        assert row is not None
        page.list.table.selectionModel().select(page.list.model.index(row, 0), _MORE)


def press(popover: FacetPopover, label: str, key: Key) -> None:
    """Go to a value of the list and press a key on it."""
    model = popover.list.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == label)
    popover.list.setCurrentIndex(model.index(row, 0))
    QTest.keyClick(popover.list, key)
