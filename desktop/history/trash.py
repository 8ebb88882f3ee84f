"""The Trash: what was taken out of every list, found and restored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from db.commands.base import Restore
from db.queries import trash
from db.records.base import View
from db.records.trash import TrashLine
from db.rules.edtf import moment
from db.rules.periods import Period, distance
from db.words import _, ngettext
from desktop.actions import A, Place
from desktop.doing import bind_here, does
from desktop.history.for_good import ForGood
from desktop.kinds import KINDS
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.empty_note import EmptyNote
from desktop.kit.plain import PlainLabel
from desktop.kit.search_field import SearchField
from desktop.kit.theme import set_size
from desktop.kit.words import one_line
from desktop.page.page import Page
from desktop.table.cell import Cell, Column
from desktop.table.record_table import RecordTable
from desktop.table.record_view import RecordView
from desktop.table.row_delegate import SIDE
from desktop.workspace import Workspace


class TrashPage(Page):
    """A table of what is in the Trash. Enter or the button restores what is selected, with one undo for all of it."""

    name = "trash"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows = RecordTable[TrashLine](workspace, columns(), trash.LISTING, trash.lines, self)
        self.table = RecordView(workspace, self._rows, self)
        self.table.setObjectName("trash.table")
        self.table.setAccessibleName(_("Trash"))
        self.finder = SearchField(_("Find in the Trash"), "Ctrl+F", self)
        self.finder.setObjectName("trash.find")
        self.restore = Button(_("Restore"), "undo-2", parent=self)
        self.restore.setObjectName("trash.restore")
        self.delete = Button(_("Delete for good…"), "x", parent=self)
        self.delete.setObjectName("trash.delete")
        self.empty = Button(_("Empty Trash…"), "trash-2", parent=self)
        self.empty.setObjectName("trash.empty")
        self._many = PlainLabel("", "body", "text2", parent=self)
        self._note = EmptyNote("trash-2", self)
        self._stack = QStackedWidget(self)
        self._asked: tuple[int, ...] = ()
        self._lay_out()
        self._wire()

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
        self.finder.take_focus()

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_size(self.finder, 260)
        title = PlainLabel(_("Trash"), "h1", parent=self)
        buttons = (self.restore, self.delete, self.empty)
        head = layouts.row(title, (self._many, 1), self.finder, *buttons, margins=(SIDE, 0, 24, 0), gap=12)
        for each in (self.table, self._note):
            self._stack.addWidget(each)
        layouts.column(head, (self._stack, 1), on=self, margins=(0, 16, 0, 0), gap=12)

    def _wire(self) -> None:
        self.table.opened.connect(self._restore)
        bind_here(self, Place.TABLE, self.table)
        self.restore.clicked.connect(self._restore)
        self.delete.clicked.connect(self._ask_about_chosen)
        self.empty.clicked.connect(self._ask_about_all)
        self.finder.textChanged.connect(self._find)
        self.finder.returnPressed.connect(self._focus_list)
        self._note.pressed.connect(self.finder.clear)
        self._rows.modelReset.connect(self._settle)

    def _restore(self) -> None:
        chosen = self.table.selected_ids()
        if not chosen:
            return
        self.workspace.attempt(Restore(chosen, self.workspace.seen()))
        self._focus_list()

    def _ask_about_chosen(self) -> None:
        self._ask(self.table.selected_ids())

    def _ask_about_all(self) -> None:
        self._ask(self.workspace.ask(trash.all_ids))

    def _ask(self, ids: Sequence[int]) -> None:
        """What would go and what would stay; it goes only when somebody says so."""
        if ids:
            self._asked = tuple(ids)
            dialog = ForGood(self.workspace.ask(lambda reader: trash.farewell(reader, ids)), self)
            dialog.agreed.connect(self._delete)
            dialog.open()

    def _delete(self) -> None:
        self.workspace.delete_for_good(self._asked)
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
        rows, view = self._rows.rowCount(), self._rows.view
        self._stack.setCurrentWidget(self.table if rows else self._note)
        for each in (self.restore, self.delete, self.empty):
            each.setEnabled(bool(rows) and self.workspace.writing)
        many = ngettext("{count} record", "{count} records", rows).format(count=f"{rows:n}")
        self._many.setText(many if rows else "")
        if view.asked:
            none = _("Nothing in the Trash contains “{found}”.").format(found=view.find.strip())
            self._note.say(none, _("Clear"))
        else:
            self._note.say(_("The Trash is empty. What is moved here stays, and can be restored."), "")

    def _focus_list(self) -> None:
        (self.table if self._rows.rowCount() else self.finder).setFocus(Qt.FocusReason.OtherFocusReason)


def columns() -> Sequence[Column[TrashLine]]:
    """The columns."""
    return (
        Column("kind", _("Kind"), _kind, "", 160),
        Column("title", _("Title"), _title, "", 320, stretch=True),
        Column("at", _("Moved to Trash"), _at, "", 160),
        Column("by", _("By"), _by, "", 160),
    )


def _kind(line: TrashLine, today: date) -> Cell:
    return Cell(line.called, icon=KINDS[line.kind].icon)


def _title(line: TrashLine, today: date) -> Cell:
    return Cell(one_line(line.title), tip=line.title)


def _at(line: TrashLine, today: date) -> Cell:
    day = line.at.astimezone().date()
    return Cell(Period.on(day).display(), distance(day, today), tip=moment(line.at), dated=True, day=day)


def _by(line: TrashLine, today: date) -> Cell:
    return Cell(line.by)
