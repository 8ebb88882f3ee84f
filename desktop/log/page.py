"""The action log: everything that was done, newest first."""

from __future__ import annotations

from typing_extensions import override

from db.queries import actions
from db.vocabulary import Kind
from db.words import _
from desktop.log.columns import columns
from desktop.log.pane import ActionPane
from desktop.page.table_page import TablePage
from desktop.table.record_list import Subject


def _nothing_yet() -> str:
    return _("No actions logged yet. Press Ctrl+L anywhere to write down what was done.")


class ActionsPage(TablePage):
    """The table of the log with the current one beside it."""

    name = "actions"
    subject = Subject(Kind.ACTION, columns, actions, _nothing_yet, mine="by:")
    detail = ActionPane

    @override
    def add(self) -> None:
        """A new entry of the log is written in the Log action window."""
        self.workspace.log_wanted.emit(None)
