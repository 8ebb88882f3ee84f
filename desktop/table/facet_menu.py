"""Under a filter button: the values its table can be narrowed to, as they are now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.queries.listing import Listing
from desktop.table.facet_popover import FacetPopover
from desktop.table.facets import facets
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.table.record_list import RecordList


class FacetMenu(QObject):
    """Reads the values of a facet under the other filters, and narrows the table to those that are checked."""

    def __init__(self, workspace: Workspace, table: RecordList, listing: Listing) -> None:
        super().__init__(table)
        self._workspace, self._table, self._listing = workspace, table, listing
        self._facet = ""

    def open(self, facet: str, button: QWidget) -> None:
        """Offer the values of a facet under its button."""
        self._facet = facet
        view, kind = self._table.model.view, self._table.model.kind
        read = partial(self._listing.facet, today=self._workspace.today(), view=view, name=facet)
        label = next(each.label for each in facets(kind) if each.name == facet)
        popover = FacetPopover(label, self._workspace.ask(read), view.chosen(facet), self._table)
        popover.chosen.connect(self._narrow)
        popover.show_under(button)

    def _narrow(self, values: tuple[str, ...]) -> None:
        self._table.narrow_to(self._facet, values)
