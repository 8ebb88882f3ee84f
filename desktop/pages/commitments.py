"""The commitments page: who owes whom what by when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.queries import commitments
from db.vocabulary import Kind
from desktop.models.commitments import columns
from desktop.pages.table_page import TablePage
from desktop.theme.theme import Theme
from desktop.widgets.detail_commitment import CommitmentPane
from desktop.widgets.inline_change import InlineChange
from desktop.widgets.record_list import Subject, Words
from desktop.workspace import Workspace


class CommitmentsPage(TablePage):
    """The table of commitments with the current one beside it."""

    name = "commitments"
    subject = Subject(
        kind=Kind.COMMITMENT,
        columns=columns,
        lines=commitments.lines,
        views=commitments.views,
        listing=commitments.LISTING,
        default=commitments.DEFAULT_VIEW,
    )
    detail = CommitmentPane
    changes_in_place = True

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(workspace, theme, parent)
        self.changes = InlineChange(workspace, self.list)

    @override
    def change(self, field: str) -> None:
        self.changes.begin(field)

    @override
    def words(self) -> Words:
        return Words(
            title=self.tr("Commitments"),
            nothing_yet=self.tr("No commitments yet. Add what was promised, in your own words; a date is not needed."),
            add=self.tr("Add commitment"),
        )
