"""The Trash: what was taken out of every list, found and restored."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from db.commands.base import Restore
from db.queries import trash
from db.records.base import View
from db.records.trash import TrashLine
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import bind_here, does
from desktop.history.trash_columns import columns
from desktop.kit import paint
from desktop.kit.buttons import Button
from desktop.kit.empty_note import EmptyNote
from desktop.kit.plain import PlainLabel
from desktop.kit.search_field import SearchField
from desktop.kit.theme import Theme
from desktop.page.page import Page
from desktop.table.record_table import RecordTable
from desktop.table.record_view import RecordView
from desktop.table.row_delegate import SIDE
from desktop.workspace import Workspace


class TrashPage(Page):
    """A table of what is in the Trash. Enter or the button restores what is selected, with one undo for all of it."""

    name = "trash"

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._theme = theme
        self._rows = RecordTable[TrashLine](workspace, columns(), trash.LISTING, trash.lines, self)
        self.table = RecordView(workspace, theme, self._rows, self)
        self.table.setObjectName("trash.table")
        self.table.setAccessibleName(_("Trash"))
        self.finder = SearchField(_("Find in the Trash"), "Ctrl+F", self)
        self.finder.setObjectName("trash.find")
        self.restore = Button(_("Restore"), "undo-2", parent=self)
        self.restore.setObjectName("trash.restore")
        self._many = PlainLabel("", "body", "text2", parent=self)
        self._note = EmptyNote(theme, "trash-2", self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._wire()
        self._dress()

    @override
    def arrive(self, view: View | None, record: int | None) -> None:
        if self._rows.unread:
            self._rows.show_view(View())
        if record is not None:
            self.table.show_record(record)
        self._focus_list()

    @override
    def current_record(self) -> int | None:
        return self.table.current_id()

    @override
    def focus_find(self) -> None:
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = QHBoxLayout()
        self._head.addWidget(PlainLabel(_("Trash"), "h1", parent=self))
        self._head.addWidget(self._many, 1)
        self._head.addWidget(self.finder)
        self._head.addWidget(self.restore)
        for each in (self.table, self._note):
            self._stack.addWidget(each)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.table.opened.connect(self._restore)
        bind_here(self, Place.TABLE, self.table)
        self.restore.clicked.connect(self._restore)
        self.finder.textChanged.connect(self._find)
        self.finder.returnPressed.connect(self._focus_list)
        self._note.pressed.connect(self.finder.clear)
        self._rows.modelReset.connect(self._settle)
        self._theme.changed.connect(self._dress)

    def _restore(self) -> None:
        chosen = self.table.selected_ids()
        if not chosen:
            return
        self.workspace.attempt(Restore(chosen))
        self._focus_list()

    @does(A.log)
    def _log(self) -> None:
        """Nothing is logged on what is here; the window says so."""
        self.workspace.log_wanted.emit(self.table.current_id())

    def _find(self, text: str) -> None:
        if self.workspace.is_open:  # typing may outlast the window
            self._rows.show_view(View(find=text))

    def _settle(self) -> None:
        """Say how many there are; where there are none, say why."""
        rows, found = self._rows.rowCount(), self._rows.view.find.strip()
        self._stack.setCurrentWidget(self.table if rows else self._note)
        self.restore.setEnabled(bool(rows) and self.workspace.writing)
        many = ngettext("{count} record", "{count} records", rows).format(count=f"{rows:n}")
        self._many.setText(many if rows else "")
        if found:
            self._note.say(_("Nothing in the Trash contains “{found}”.").format(found=found), _("Clear"))
        else:
            self._note.say(_("The Trash is empty. What is moved here stays, and can be restored."), "")

    def _focus_list(self) -> None:
        (self.table if self._rows.rowCount() else self.finder).setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        sizes, px = self._theme.sizes, self._theme.px
        self._column.setContentsMargins(0, sizes.page_y, 0, 0)
        self._column.setSpacing(px(12))
        self._head.setContentsMargins(paint.lead_margins(self.layoutDirection(), px(SIDE), 0, sizes.page_x, 0))
        self._head.setSpacing(px(12))
        self.finder.setFixedWidth(px(260))
