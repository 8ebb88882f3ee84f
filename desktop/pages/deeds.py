"""What the menus do with the record that is shown: new, log, edit, Trash, copy, briefing sheet."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from db.commands.base import Hide
from db.errors import KnownError
from db.queries.base import Reader, links
from db.records.base import Link
from db.vocabulary import BriefingKind, Kind
from desktop.models.grid import clip
from desktop.pages.parts import Parts
from desktop.pages.table_out import MOST_COPIED, copied, shown
from desktop.pages.table_page import TablePage
from desktop.widgets.record_view import RecordView
from desktop.workspace import Brief, Edit, Go, Workspace

if TYPE_CHECKING:
    from desktop.pages.lists import Lists

_NEW = {"visits": Kind.VISIT, "agreements": Kind.AGREEMENT, "commitments": Kind.COMMITMENT}
_OF_TABLES = ("edit.copy_table", "file.export_xlsx", "file.export_csv", "file.export_pdf", "print.list")
_IN_PLACE = tuple(f"record.{field}" for field in ("status", "due", "owes", "area", "officer", "kept"))
_ABOUT = {Kind.VISIT: BriefingKind.VISIT, Kind.AGREEMENT: BriefingKind.AGREEMENT, Kind.PARTY: BriefingKind.COUNTRY}


class Deeds(QObject):
    """Hears the actions of the menus that concern the page and the record on it."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parts = parts
        self._asked = 0
        self._lists: Lists | None = None
        deeds = {
            "file.new": self._new, "file.new_visit": self._new, "file.new_agreement": self._new,
            "file.new_commitment": self._new, "file.new_country": self._new, "edit.copy": self._copy,
            "edit.find": self._find_here, "edit.filter": self._filter_here, "view.detail": self._toggle_pane,
            "record.log": self._log,
            "record.log_other": self._log_other, "record.edit": self._edit, "record.trash": self._trash,
            "print.briefing": self._brief_shown, "edit.copy_table": self._copy_rows, "print.list": self._print_list,
            "file.export_xlsx": self._export, "file.export_csv": self._export, "file.export_pdf": self._export,
        }  # fmt: skip
        deeds |= dict.fromkeys(_IN_PLACE, self._change)
        for name, deed in deeds.items():
            parts.actions[name].triggered.connect(deed)
        parts.stack.moved.connect(self._allow)

    def _here(self) -> int | None:
        page = self._parts.stack.page()
        return page.current_record() if page is not None else None

    def _selected(self) -> Link | None:
        """The selected record; without one, the window says so."""
        here = self._here()
        if here is None:
            self._workspace.said.emit(self.tr("Select a record first."), False)
            return None
        return self._link(here)

    def _link(self, record: int) -> Link | None:
        self._asked = record
        return self._workspace.ask(self._read_link)

    def _read_link(self, reader: Reader) -> Link | None:
        return links(reader, [self._asked]).get(self._asked)

    def _new(self) -> None:
        asked = self.sender().objectName().removeprefix("act.file.new").removeprefix("_")
        page = self._parts.stack.page()
        kind = Kind.PARTY if asked == "country" else Kind(asked) if asked else _NEW.get(page.name if page else "")
        self._workspace.edit_wanted.emit(Edit(kind or Kind.COMMITMENT))

    def _log(self) -> None:
        page, here = self._parts.stack.page(), self._here()
        if isinstance(page, TablePage) and here is not None:
            page.begin_log()
        else:
            self._workspace.log_wanted.emit(here)

    def _log_other(self) -> None:
        self._workspace.log_wanted.emit(None)

    def _edit(self) -> None:
        link = self._selected()
        if link is not None:
            self._workspace.edit_wanted.emit(Edit(link.kind, link.id))

    def _trash(self) -> None:
        link = self._selected()
        if link is None:
            return
        try:
            self._workspace.run(Hide((link.id,)))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)

    def _brief_shown(self) -> None:
        here = self._here()
        link = self._link(here) if here is not None else None
        if link is not None and link.kind in _ABOUT:
            self._workspace.brief_wanted.emit(Brief(_ABOUT[link.kind], link.id))
        else:
            self._workspace.go_wanted.emit(Go("briefings"))

    def _copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.copy()
            return
        if isinstance(focus, RecordView):
            self._copy_rows()
            return
        link = self._selected()
        if link is not None:
            QApplication.clipboard().setText(link.title)
            self._workspace.said.emit(self.tr("Copied: “{title}”").format(title=link.title), False)

    def _allow(self) -> None:
        """What is done with tables can be done where there is one; elsewhere the action says what it needs."""
        here = self._table() is not None
        why = self.tr("Show a table first: visits, agreements, commitments or the action log.")
        for name in _OF_TABLES:
            action = self._parts.actions[name]
            action.setEnabled(here)
            action.setToolTip(action.statusTip() if here else why)
        page = self._table()
        for name in _IN_PLACE:
            action = self._parts.actions[name]
            here = page is not None and page.changes is not None and self._workspace.writing
            action.setEnabled(here)
            action.setToolTip(action.statusTip() if here else self.tr("Select a commitment first."))

    def _table(self) -> TablePage | None:
        page = self._parts.stack.page()
        return page if isinstance(page, TablePage) else None

    def _copy_rows(self) -> None:
        page = self._table()
        if page is None:
            return
        rows = copied(self._workspace, page)
        many = len(rows.rows)
        if many:
            QApplication.clipboard().setMimeData(clip(rows))
        words = self.tr("Copied {rows} rows.") if many > 1 else self.tr("Copied 1 row.")
        if len(page.list.table.selectionModel().selectedRows()) > MOST_COPIED:
            words = self.tr("Copied the first {rows} rows; export the view to have all.")
        self._workspace.said.emit(words.format(rows=f"{many:n}") if many else self.tr("Select a record first."), False)

    def _export(self) -> None:
        page = self._table()
        if page is not None:
            suffix = self.sender().objectName().removeprefix("act.file.export_")
            self._out().export(shown(page), f".{suffix}")

    def _print_list(self) -> None:
        page = self._table()
        if page is not None:
            self._out().print(shown(page))

    def _out(self) -> Lists:
        # By name, so that typesetting and spreadsheets are loaded when somebody wants them.
        if self._lists is None:
            made = import_module("desktop.pages.lists").Lists(self._workspace, self._parts.window, self)
            self._lists = cast("Lists", made)
        return self._lists

    def _find_here(self) -> None:
        page = self._parts.stack.page()
        if page is not None:
            page.focus_find()

    def _change(self) -> None:
        """Change a field of the selected records where they stand."""
        page = self._table()
        if page is not None and page.changes is not None:
            page.changes.begin(self.sender().objectName().removeprefix("act.record."))

    def _filter_here(self) -> None:
        page = self._parts.stack.page()
        if isinstance(page, TablePage):
            page.list.bar.offer_facets()

    def _toggle_pane(self) -> None:
        page = self._parts.stack.page()
        if isinstance(page, TablePage):
            page.toggle_pane()
