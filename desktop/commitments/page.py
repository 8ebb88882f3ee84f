"""The commitments page: who owes whom what by when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries import commitments
from db.records.base import View
from db.vocabulary import Kind
from db.words import _
from desktop.commitments.columns import columns
from desktop.commitments.pane import CommitmentPane
from desktop.page.table_page import TablePage
from desktop.table.inline_change import InlineChange
from desktop.table.record_list import RecordList, Subject
from desktop.workspace import Workspace


def _nothing_yet() -> str:
    return _("No commitments yet. Add what was promised, in your own words; a date is not needed.")


class SelectionChange(InlineChange):
    """Changes the selected rows of the table, each question beside the current one."""

    def __init__(self, workspace: Workspace, table: RecordList) -> None:
        super().__init__(workspace, table)
        self._list = table
        table.table.chip_pressed.connect(self.begin)

    @override
    def chosen(self) -> tuple[int, ...]:
        return self._list.table.selected_ids()

    @override
    def below(self, column: str) -> QPoint:
        return self._list.table.cell_rect(column).bottomLeft()

    @override
    def view(self) -> View:
        return self._list.model.view

    @override
    def finish(self) -> None:
        self._list.focus_list()


class CommitmentsPage(TablePage):
    """The table of commitments with the current one beside it."""

    name = "commitments"
    subject = Subject(Kind.COMMITMENT, columns, commitments, _nothing_yet)
    detail = CommitmentPane

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._changes = self.changes = SelectionChange(workspace, self.list)

    @override
    def ask_again(self, asks: tuple[Any, ...]) -> None:
        progress, *ids = asks
        self._changes.ask_why(progress, tuple(ids))
