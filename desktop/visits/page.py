"""The visits page: invited, scheduled, past, and what became of each."""

from __future__ import annotations

from typing_extensions import override

from db.queries import visits
from db.vocabulary import Kind
from db.words import _
from desktop.page.table_page import TablePage
from desktop.table.record_list import Subject, Words
from desktop.visits.columns import columns
from desktop.visits.pane import VisitPane


class VisitsPage(TablePage):
    """The table of visits with the current one beside it."""

    name = "visits"
    subject = Subject(
        kind=Kind.VISIT,
        columns=columns,
        lines=visits.lines,
        views=visits.views,
        listing=visits.LISTING,
        default=visits.DEFAULT_VIEW,
    )
    detail = VisitPane

    @override
    def words(self) -> Words:
        return Words(
            title=_("Visits"),
            nothing_yet=_("No visits yet. Add the first one; a title is enough."),
            add=_("Add visit"),
        )
