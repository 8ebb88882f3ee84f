"""A page with a status table and the current record at its side; in a narrow window one lies over the other."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from db.commands.base import Hide
from db.records.base import View
from db.words import _
from desktop.actions import A, Place
from desktop.doing import bind_here, does
from desktop.kit import layouts
from desktop.kit.theme import current
from desktop.page.page import Page
from desktop.record.pane import DetailPane
from desktop.table.inline_change import InlineChange
from desktop.table.record_list import RecordList, Subject
from desktop.workspace import Edit, Workspace, reminder_on

SIDE_BY_SIDE, WIDE = 1200, 1600
"""Window widths at 100 % text from which the record stands beside the list, and all columns are shown."""


class TablePage(Page):
    """The list, and the record that is current in it."""

    subject: ClassVar[Subject]
    detail: ClassVar[type[DetailPane]]
    changes: InlineChange | None = None
    """What changes fields of the selected records in the table, where they can be changed there."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.list = RecordList(workspace, self.subject, self)
        self.pane = self.detail(workspace, self)
        self.pane.setObjectName(f"detail.{self.subject.kind.value}")
        kept = workspace.settings.pane(self.subject.kind.value) if workspace.settings else (True, 0)
        self._beside, self._width = kept
        self._over = False
        self._split = QSplitter(self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        for place, widget in enumerate((self.list, self.pane)):
            self._split.addWidget(widget)
            self._split.setStretchFactor(place, 1 - place)
        layouts.column(self._split, on=self)
        self._wire()

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        self.list.refresh()
        if view is not None:
            self.list.show_view(view)
        if record is not None and not self.list.show_record(record):
            self.pane.show_record(record)
        self.list.focus_list()

    @override
    def current_record(self) -> int | None:
        return self.pane.record

    @override
    def focus_find(self) -> None:
        self._leave_pane()
        self.list.bar.finder.take_focus()

    @does(A.detail)
    def toggle_pane(self) -> None:
        """Show or hide the record at the side (Ctrl+I)."""
        if self._has_pane():
            self._close_pane()
        else:
            self._open_pane()

    @does(A.log)
    def begin_log(self) -> None:
        """Write down what was done on the current record: its composer opens with the focus in it."""
        if self._is_on_record():
            self._open_pane()
            self.pane.begin_log()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.refresh()
        self.restyle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def _wire(self) -> None:
        table = self.list.table
        table.current_changed.connect(self.pane.show_record)
        table.opened.connect(self._enter_pane)
        bind_here(self, Place.TABLE, table)
        table.menu_pressed.connect(self._offer_menu)
        self.list.add_wanted.connect(self.add)
        self.pane.closed.connect(self._close_pane)
        self.pane.left.connect(self._leave_pane)
        self.pane.stepped.connect(table.step)
        self._split.splitterMoved.connect(self._keep_width)

    def _effective(self) -> float:
        return self.window().width() / current().scale

    def _has_pane(self) -> bool:
        return self._beside if self._effective() >= SIDE_BY_SIDE else self._over

    def restyle(self) -> None:
        """Give list and record their places for the width there is."""
        effective, sizes = self._effective(), current().sizes
        side_by_side, shown = effective >= SIDE_BY_SIDE, self._has_pane()
        self.list.fit(effective >= WIDE)
        self.pane.setVisible(shown)
        self.list.setVisible(side_by_side or not shown)
        self.pane.setMinimumWidth(current().px(320) if side_by_side else 0)
        if side_by_side and shown:
            usual = sizes.pane_wide if effective >= WIDE else sizes.pane
            pane = current().px(self._width) or usual
            self._split.setSizes([self.width() - pane - 1, pane])

    def _keep_width(self, position: int, handle: int) -> None:
        self._width = round(self.pane.width() / current().scale)
        self._remember()

    def _remember(self) -> None:
        if self.workspace.settings is not None:
            self.workspace.settings.keep_pane(self.subject.kind.value, self._beside, self._width)

    def _open_pane(self) -> None:
        if self._effective() >= SIDE_BY_SIDE:
            self._beside = True
            self._remember()
        else:
            self._over = True
        self.restyle()

    def _enter_pane(self) -> None:
        if self.pane.record is not None:
            self._open_pane()
            self.pane.take_focus()

    def _leave_pane(self) -> None:
        """Go back to the list; a record that lies over it closes."""
        if self._over:
            self._over = False
            self.restyle()
        self.list.focus_list()

    def _close_pane(self) -> None:
        if self._effective() >= SIDE_BY_SIDE:
            self._beside = False
            self._remember()
        self._over = False
        self.restyle()
        self.list.focus_list()

    @does(A.new)
    def add(self) -> None:
        """Ask for a new record of this page's kind."""
        self.workspace.edit_wanted.emit(Edit(self.subject.kind))

    def _offer_menu(self, at: QPoint) -> None:
        if self.list.table.current_id() is not None:
            self.workspace.menu_wanted.emit(self.list, at)

    @does(A.edit)
    def _edit(self) -> None:
        if self._is_on_record():
            self.pane.edit()

    @does(A.remind)
    def _remind(self) -> None:
        self.workspace.edit_wanted.emit(reminder_on(self.pane.record))

    @does(*A.in_place)
    def _change(self, field: str) -> None:
        if self.changes is not None:
            self.changes.begin(field)

    @does(A.trash)
    def _hide_record(self) -> None:
        """Move the selected records to the Trash; the snackbar offers Undo."""
        chosen = self.list.table.selected_ids()
        if chosen or self._is_on_record():
            self.workspace.attempt(Hide(chosen, self.workspace.seen()))

    def _is_on_record(self) -> bool:
        """Whether there is a record that something can be done to; where none is, the window says so."""
        if self.pane.record is None:
            self.workspace.said.emit(_("Select a record first."), False)
        return self.pane.record is not None
