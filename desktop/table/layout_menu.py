"""How a table looks: its columns to check, and how high its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from db.words import _
from desktop.table.cell import Column
from desktop.table.facets import facets
from desktop.table.layout import Density, Layout

if TYPE_CHECKING:
    from desktop.table.record_list import RecordList


class StayingMenu(QMenu):
    """A menu in which several boxes can be checked, by mouse or Space, before it closes."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._check(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._check(self.activeAction()):
            super().keyPressEvent(event)

    @staticmethod
    def _check(action: QAction | None) -> bool:
        """Check or uncheck a box; False where an entry is none, or one of several of which one is chosen."""
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        if action.actionGroup().isExclusive():
            return False
        action.trigger()
        return True


class LayoutMenu(QObject):
    """The menu under the button at the end of the filter bar."""

    def __init__(self, table: RecordList) -> None:
        super().__init__(table)
        self._table = table

    def open(self, button: QWidget) -> None:
        """Offer columns and densities under a button."""
        menu = StayingMenu(self._table)
        menu.setObjectName("menu.layout")
        columns = [column for column in self._table.model.columns if column.label]
        self._offer([column for column in columns if not column.extra], menu)
        more = [column for column in columns if column.extra]
        if more:
            extra = StayingMenu(_("More columns"), menu)
            extra.setObjectName("menu.layout.more")
            menu.addMenu(extra)
            self._offer(more, extra)
        menu.addSeparator()
        group = QActionGroup(menu)
        group.triggered.connect(self._choose_density)
        words: dict[Density, str] = {
            "compact": _("Compact: one line"),
            "standard": _("Standard: two lines"),
            "relaxed": _("Relaxed: long titles wrap"),
        }
        for density, label in words.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(self._table.layout_now().density == density)
            action.setData(density)
        menu.addSeparator()
        self._offer_groups(menu)
        menu.addAction(_("As at first"), self._forget)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _offer(self, columns: Sequence[Column[Any]], menu: QMenu) -> None:
        """Let columns be checked in a menu; what rows are known by is always there."""
        shown = self._table.table.shown_columns()
        group = QActionGroup(menu)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        group.triggered.connect(self._show_column)
        for column in columns:
            action = menu.addAction(column.label)
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(column.key in shown)
            action.setEnabled(not column.stretch)
            action.setData(column.key)

    def _offer_groups(self, menu: QMenu) -> None:
        """Let the rows stand under the values of a filter."""
        offered = QMenu(_("Group by"), menu)
        menu.addMenu(offered)
        groups = QActionGroup(offered)
        groups.triggered.connect(self._group_by)
        every = [("", _("Nothing")), *((each.name, each.label) for each in facets(self._table.model.kind))]
        for name, label in every:
            action = offered.addAction(label)
            action.setCheckable(True)
            action.setActionGroup(groups)
            action.setChecked(self._table.model.view.group == name)
            action.setData(name)

    def _show_column(self, action: QAction) -> None:
        now = self._table.table.shown_columns()
        self._table.keep_layout(self._table.layout_now().with_column(action.data(), action.isChecked(), now))

    def _choose_density(self, action: QAction) -> None:
        self._table.keep_layout(replace(self._table.layout_now(), density=action.data()))

    def _group_by(self, action: QAction) -> None:
        self._table.group_by(action.data())

    def _forget(self) -> None:
        self._table.keep_layout(Layout())
