"""The Visit menu: what moves the visit that is shown on."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from db.queries import visits
from db.queries.base import Reader, links
from db.records.visits import VisitLine
from db.rules.visit_deeds import refused
from db.vocabulary import Kind, VisitDeed
from db.words import _
from desktop.actions import VISIT, VISIT_DEEDS, A
from desktop.doing import does
from desktop.shell.parts import Parts
from desktop.workspace import Do, Workspace


class VisitDeeds(QObject):
    """Hears the actions of the Visit menu. While the menu is open, what cannot be done says why; at other times every
    deed may be asked for, and is refused with the same words."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parts = parts
        parts.actions.bind(self)
        menu = parts.actions.menus[VISIT.name]
        menu.aboutToShow.connect(self._allow)
        menu.aboutToHide.connect(self._free)

    @does(*A.visit_deeds)
    def _do(self, deed: VisitDeed) -> None:
        visit = self._here()
        if visit is None:
            self._workspace.said.emit(_("Select a visit first."), False)
        else:
            self._workspace.deed_wanted.emit(Do(deed, visit.id))

    def _allow(self) -> None:
        visit = self._here()
        for deed, row in VISIT_DEEDS.items():
            why = refused(deed, visit.status) if visit is not None else _("Select a visit first.")
            self._parts.actions[row].allow(self._workspace.writing and not why, why)

    def _free(self) -> None:
        for row in A.visit_deeds:
            self._parts.actions[row].setEnabled(self._workspace.writing)

    def _here(self) -> VisitLine | None:
        """The visit that the page shows; None where it shows none."""
        page = self._parts.stack.page()
        record = page.current_record() if page is not None else None
        return self._workspace.ask(partial(_visit, record=record, today=self._workspace.today())) if record else None


def _visit(reader: Reader, record: int, today: date) -> VisitLine | None:
    link = links(reader, [record]).get(record)
    found = visits.lines(reader, today, [record]) if link is not None and link.kind is Kind.VISIT else ()
    return next(iter(found), None)
