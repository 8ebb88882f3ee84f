"""The commitments page: who owes whom what by when."""

from __future__ import annotations

from typing_extensions import override

from db.queries import commitments
from db.vocabulary import Kind
from desktop.models.commitments import columns
from desktop.pages.table_page import TablePage
from desktop.widgets.detail_commitment import CommitmentPane
from desktop.widgets.record_list import Subject, Words


class CommitmentsPage(TablePage):
    """The table of commitments with the current one beside it."""

    name = "commitments"
    subject = Subject(
        kind=Kind.COMMITMENT,
        columns=columns,
        count=commitments.count,
        window=commitments.window,
        views=commitments.views,
        default=commitments.DEFAULT_VIEW,
    )
    detail = CommitmentPane

    @override
    def words(self) -> Words:
        return Words(
            title=self.tr("Commitments"),
            nothing_yet=self.tr("No commitments yet. Add what was promised, in your own words; a date is not needed."),
            add=self.tr("Add commitment"),
        )
