"""Saved views: keeping what a table shows under a name, renaming, pinning and deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from db.commands.settings import DeleteView, PinView, RenameView, SaveView
from db.records.base import NamedView
from db.vocabulary import Kind
from db.words import _
from desktop.form.line_popover import LinePopover
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.table.record_list import RecordList


class ViewMenu(QObject):
    """What can be done with the tabs of a table; every step can be undone."""

    def __init__(self, workspace: Workspace, table: RecordList, kind: Kind) -> None:
        super().__init__(table)
        self._workspace, self._table, self._kind = workspace, table, kind
        self._about: NamedView | None = None

    def save_as(self) -> None:
        """Ask for a name and keep what is shown now under it."""
        needed = _("A view needs a name.")
        popover = LinePopover(_("Save this view as"), _("Save view"), self._table, needed=needed)
        popover.answered.connect(self._save)
        below = QPoint(0, self._table.save.height() + 4)
        popover.open_at(self._table.save.mapToGlobal(below))

    def open(self, key: str, at: QPoint) -> None:
        """Offer what can be done with a tab; those that are always there can only be saved under another name."""
        self._about = next((each for each in self._table.views if each.key == key), None)
        if self._about is None:
            return
        menu = QMenu(self._table)
        menu.setObjectName("menu.view")
        menu.addAction(_("Save what is shown as…"), self.save_as)
        if self._about.own:
            menu.addAction(_("Update to what is shown"), self._update)
            menu.addAction(_("Rename…"), self._rename)
            words = _("Take out of the sidebar") if self._about.pinned else _("Pin to the sidebar")
            menu.addAction(words, self._pin)
            menu.addSeparator()
            menu.addAction(_("Delete view"), self._delete)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _save(self, name: str) -> None:
        if self._workspace.attempt(SaveView(self._kind, name, self._table.model.view)):
            self._table.tabs.set_current(self._table.views[-1].key)

    def _update(self) -> None:
        if self._about is not None:
            self._workspace.attempt(SaveView(self._kind, self._about.label, self._table.model.view, self._about.own))

    def _rename(self) -> None:
        if self._about is None:
            return
        popover = LinePopover(
            _("Name of the view"),
            _("Rename"),
            self._table,
            text=self._about.label,
            needed=_("A view needs a name."),
        )
        popover.answered.connect(self._rename_to)
        popover.open_at(self._table.tabs.mapToGlobal(QPoint(0, self._table.tabs.height())))

    def _rename_to(self, name: str) -> None:
        if self._about is not None:
            self._workspace.attempt(RenameView(self._about.own, name))

    def _pin(self) -> None:
        if self._about is not None:
            self._workspace.attempt(PinView(self._about.own, not self._about.pinned))

    def _delete(self) -> None:
        if self._about is not None:
            self._workspace.attempt(DeleteView(self._about.own))
