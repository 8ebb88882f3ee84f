"""How a table looks: its columns to check, and how high its rows are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.facets import facets
from desktop.models.layout import Density, Layout

if TYPE_CHECKING:
    from desktop.widgets.record_list import RecordList


class LayoutMenu(QObject):
    """The menu under the button at the end of the filter bar."""

    def __init__(self, table: RecordList) -> None:
        super().__init__(table)
        self._table = table

    def open(self, button: QWidget) -> None:
        """Offer columns and densities under a button."""
        menu = QMenu(self._table)
        menu.setObjectName("menu.layout")
        menu.addSection(self.tr("Columns"))
        hidden = self._table.table.hidden_columns()
        for column in self._table.model.columns:
            action = menu.addAction(column.label)
            action.setCheckable(True)
            action.setChecked(column.key not in hidden)
            action.setEnabled(not column.stretch)
            action.setData(column.key)
            action.triggered.connect(self._show_column)
        menu.addSection(self.tr("Row height"))
        group = QActionGroup(menu)
        words: dict[Density, str] = {
            "compact": self.tr("Compact: one line"),
            "standard": self.tr("Standard: two lines"),
            "relaxed": self.tr("Relaxed: long titles wrap"),
        }
        for density, label in words.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(self._table.layout_now().density == density)
            action.setData(density)
            action.triggered.connect(self._choose_density)
        menu.addSection(self.tr("Group by"))
        groups = QActionGroup(menu)
        every = [("", self.tr("Nothing")), *((each.name, each.label) for each in facets(self._table.model.kind))]
        for name, label in every:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setActionGroup(groups)
            action.setChecked(self._table.model.view.group == name)
            action.setData(name)
            action.triggered.connect(self._group_by)
        menu.addSeparator()
        menu.addAction(self.tr("As at first"), self._forget)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _show_column(self, shown: bool) -> None:
        hidden = self._table.table.hidden_columns()
        action = self.sender()
        if isinstance(action, QAction):
            self._table.keep_layout(self._table.layout_now().with_column(action.data(), shown, hidden))

    def _choose_density(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._table.keep_layout(replace(self._table.layout_now(), density=action.data()))

    def _group_by(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._table.group_by(action.data())

    def _forget(self) -> None:
        self._table.keep_layout(Layout())
