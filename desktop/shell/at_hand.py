"""What the menus act on: the record of the pane they were opened in or that has the focus, else the page's."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from db.queries.base import links
from db.records.base import Link
from db.vocabulary import Kind
from db.words import _
from desktop.page.page import Page
from desktop.page.table_page import TablePage
from desktop.record.pane import DetailPane
from desktop.shell.page_stack import PageStack
from desktop.table.inline_change import InlineChange
from desktop.workspace import Workspace


class AtHand:
    """Looks when it is asked, so that one action serves the table, its pane and every window of a record."""

    def __init__(self, workspace: Workspace, stack: PageStack) -> None:
        self._workspace, self._stack = workspace, stack
        self.asker: QWidget | None = None
        """Where the menu that is open was asked for; while none is, the focus says what is meant."""

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._stack.page()

    def table(self) -> TablePage | None:
        """The page that is shown, if it is a table."""
        page = self.page()
        return page if isinstance(page, TablePage) else None

    def pane(self) -> DetailPane | None:
        """The pane that is meant, on the page or in a window of its own; None where it is the page itself."""
        widget = self.asker or QApplication.focusWidget()
        while widget is not None and not isinstance(widget, DetailPane):
            widget = widget.parentWidget()
        return widget

    def record(self) -> int | None:
        """The one record that is meant."""
        pane, page = self.pane(), self.page()
        if pane is not None:
            return pane.record
        return page.current_record() if page is not None else None

    def records(self) -> tuple[int, ...]:
        """All that are meant to go to the Trash: several where several rows are selected."""
        table, pane, page = self.table(), self.pane(), self.page()
        if table is not None and pane is None:
            return table.list.table.selected_ids()
        here = page.to_trash() if pane is None and page is not None else self.record()
        return () if here is None else (here,)

    def named(self) -> Link | None:
        """The record that is meant, by name, where one is."""
        here = self.record()
        return None if here is None else self._workspace.ask(partial(links, ids=[here])).get(here)

    def link(self) -> Link | None:
        """The record that is meant, by name; without one, the window says so."""
        if self.record() is None:
            words = _("Select a record first.")
            self._workspace.said.emit(words, False)
        return self.named()

    def kind(self) -> Kind | None:
        """The kind of record that is meant in a pane or a table."""
        pane, table = self.pane(), self.table()
        return pane.kind if pane is not None else table.subject.kind if table is not None else None

    def changes(self) -> InlineChange | None:
        """What changes fields of these records where they are shown; None where they have none of that kind."""
        pane, table = self.pane(), self.table()
        if pane is not None:
            return pane.changes
        return table.changes if table is not None else None
