"""The visits page: invited, scheduled, past, and what became of each."""

from __future__ import annotations

from db.queries import visits
from db.vocabulary import Kind
from db.words import _
from desktop.page.table_page import TablePage
from desktop.table.record_list import Subject
from desktop.visits.columns import columns
from desktop.visits.pane import VisitPane


def _nothing_yet() -> str:
    return _("No visits yet. Add the first one; a title is enough.")


class VisitsPage(TablePage):
    """The table of visits with the current one beside it."""

    name = "visits"
    subject = Subject(Kind.VISIT, columns, visits, _nothing_yet)
    detail = VisitPane
