"""What the menus do with the page that is shown: new, find, filter, copy, export, print, briefing sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from db.queries.sources import ASKED_ABOUT
from db.records.base import Change, Touched
from db.records.search import LINK
from db.vocabulary import BriefingKind, Kind
from db.words import _, ngettext
from desktop.actions import A
from desktop.doing import does
from desktop.kinds import ADDED_ON, KINDS
from desktop.page.table_out import MOST_COPIED, copied, shown
from desktop.page.table_page import TablePage
from desktop.shell import rooms
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.table.grid import clip
from desktop.table.record_view import RecordView
from desktop.workspace import Brief, Edit, Go, Workspace

if TYPE_CHECKING:
    from desktop.sheet.lists_out import Lists
    from desktop.table.grid import PaperList

_OF_TABLES = (A.copy_table, *A.exports, A.print_list)


class Deeds(QObject):
    """Hears the actions of the menus that concern the page and what is shown on it."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parts = parts
        self._at_hand = at_hand
        self._lists: Lists | None = None
        parts.actions.bind(self)
        parts.stack.moved.connect(self.allow)
        workspace.paper_wanted.connect(self._print_paper)

    @does(A.new)
    def _new_here(self) -> None:
        page = self._at_hand.page()
        kind = ADDED_ON.get(page.name) if page is not None else None
        self._new(kind if kind is not None and KINDS[kind].new else Kind.COMMITMENT)

    @does(*A.new_records)
    def _new(self, kind: Kind) -> None:
        """Ask for a new record; a question is about the record that is meant, if there is one."""
        link = self._at_hand.named() if kind is Kind.QUESTION else None
        about: dict[str, object] = {"about": link.id} if link is not None and link.kind in ASKED_ABOUT else {}
        self._workspace.edit_wanted.emit(Edit(kind, None, about or None))

    def look_for(self, change: Change) -> None:
        """Say so where the list on the page is one of such records and does not show the one that was added."""
        table, record = self._at_hand.table(), change.record
        if table is None or record is None or Touched(id=record, kind=table.subject.kind) not in change.touched:
            return
        if table.list.hides(record):
            words = _("{done} This list does not show it.").format(done=change.label)
            show = partial(table.list.show_record, record)
            self._parts.snackbar.show_message(words, _("Show it"), then=show)

    @does(A.brief)
    def _brief_shown(self) -> None:
        link = self._at_hand.named()
        sheet = KINDS[link.kind].briefed if link is not None else None
        table = self._at_hand.table()
        country = table.list.model.view.country if table is not None else None
        if link is not None and sheet is not None:
            self._workspace.brief_wanted.emit(Brief(sheet, link.id))
        elif country is not None:  # no row is meant, but the list is narrowed to one country
            self._workspace.brief_wanted.emit(Brief(BriefingKind.COUNTRY, country))
        else:
            self._workspace.go_wanted.emit(Go("briefings"))

    @does(A.copy)
    def _copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.copy()
            return
        if isinstance(focus, RecordView):
            self._copy_rows()
            return
        link = self._at_hand.link()
        if link is not None:
            QApplication.clipboard().setText(link.title)
            self._workspace.said.emit(_("Copied: “{title}”").format(title=link.title), False)

    @does(A.copy_link)
    def _copy_link(self) -> None:
        link = self._at_hand.link()
        if link is not None:
            QApplication.clipboard().setText(f"{LINK}{link.id}")
            said = _("Copied: {link}, which the search finds").format(link=f"{LINK}{link.id}")
            self._workspace.said.emit(said, False)

    @does(A.cut)
    def _cut(self) -> None:
        field = self._field()
        if field is not None:
            field.cut()

    @does(A.paste)
    def _paste(self) -> None:
        field = self._field()
        if field is not None:
            field.paste()

    def _field(self) -> QLineEdit | QPlainTextEdit | None:
        """The field one types in; where there is none the window says so."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            return focus
        self._workspace.said.emit(_("Go into a field first."), False)
        return None

    @does(A.select_all)
    def _select_all(self) -> None:
        focus, table = QApplication.focusWidget(), self._at_hand.table()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.selectAll()
        elif table is not None:
            table.list.table.selectAll()

    def allow(self) -> None:
        """What is done with tables can be done where there is one; elsewhere the action says what it needs."""
        here = self._at_hand.table() is not None
        why = _("Show a table first: visits, agreements, commitments or the action log.")
        page = self._at_hand.page()
        for row in _OF_TABLES:
            can = here or (row is A.print_list and page is not None and page.prints)
            self._parts.actions[row].allow(can, "" if can else why)

    @does(A.copy_table)
    def _copy_rows(self) -> None:
        page = self._at_hand.table()
        if page is None:
            return
        rows = copied(self._workspace, page)
        many = len(rows.rows)
        if many:
            QApplication.clipboard().setMimeData(clip(rows))
        words = ngettext("Copied {rows} row.", "Copied {rows} rows.", many)
        if len(page.list.table.selectionModel().selectedRows()) > MOST_COPIED:
            words = ngettext(
                "Copied the first {rows} row; export the view to have all.",
                "Copied the first {rows} rows; export the view to have all.",
                many,
            )
        self._workspace.said.emit(words.format(rows=f"{many:n}") if many else _("Select a record first."), False)

    @does(*A.exports)
    def _export(self, suffix: str) -> None:
        page = self._filled_table()
        if page is not None:
            self._out().export(shown(page), suffix)

    @does(A.print_list)
    def _print_list(self) -> None:
        table, page = self._at_hand.table(), self._at_hand.page()
        if table is not None:
            self._out().print(shown(table))
        elif page is not None:
            page.print_list()

    def _print_paper(self, listed: PaperList) -> None:
        self._out().print_paper(listed)

    def _filled_table(self) -> TablePage | None:
        """The table that is shown; where it has no rows, the window says so and there is none."""
        page = self._at_hand.table()
        if page is None or page.list.model.rowCount():
            return page
        self._workspace.said.emit(_("There is nothing in this list."), False)
        return None

    def _out(self) -> Lists:
        if self._lists is None:
            self._lists = rooms.lists_out(self._workspace, self._parts.window, self)
        return self._lists

    @does(A.find)
    def _find_here(self) -> None:
        page = self._at_hand.page()
        if page is not None:
            page.focus_find()

    @does(A.filter)
    def _filter_here(self) -> None:
        page = self._at_hand.table()
        if page is not None:
            page.list.bar.offer_facets()

    @does(A.detail)
    def _toggle_pane(self) -> None:
        page = self._at_hand.table()
        if page is not None:
            page.toggle_pane()
