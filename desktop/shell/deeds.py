"""What the menus do with the page that is shown: new, find, filter, copy, export, print, briefing sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from db.queries.sources import ASKED_ABOUT
from db.vocabulary import BriefingKind, Kind
from db.words import _, ngettext
from desktop.page.table_out import MOST_COPIED, copied, shown
from desktop.shell import rooms
from desktop.shell.at_hand import AtHand
from desktop.shell.parts import Parts
from desktop.table.grid import clip
from desktop.table.record_view import RecordView
from desktop.workspace import Brief, Edit, Go, Workspace

if TYPE_CHECKING:
    from desktop.sheet.lists_out import Lists

_NEW = {"visits": Kind.VISIT, "agreements": Kind.AGREEMENT, "commitments": Kind.COMMITMENT, "sources": Kind.SOURCE}
_OF_TABLES = ("edit.copy_table", "file.export_xlsx", "file.export_csv", "file.export_pdf", "print.list")
_ABOUT = {Kind.VISIT: BriefingKind.VISIT, Kind.AGREEMENT: BriefingKind.AGREEMENT, Kind.PARTY: BriefingKind.COUNTRY}


class Deeds(QObject):
    """Hears the actions of the menus that concern the page and what is shown on it."""

    def __init__(self, workspace: Workspace, parts: Parts, at_hand: AtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parts = parts
        self._at_hand = at_hand
        self._lists: Lists | None = None
        deeds = {
            "file.new": self._new, "file.new_visit": self._new, "file.new_agreement": self._new,
            "file.new_commitment": self._new, "file.new_country": self._new, "file.new_source": self._new,
            "file.new_anniversary": self._new, "file.new_question": self._ask,
            "edit.copy": self._copy,
            "edit.find": self._find_here, "edit.filter": self._filter_here, "view.detail": self._toggle_pane,
            "print.briefing": self._brief_shown, "edit.copy_table": self._copy_rows, "print.list": self._print_list,
            "file.export_xlsx": self._export, "file.export_csv": self._export, "file.export_pdf": self._export,
        }  # fmt: skip
        for name, deed in deeds.items():
            parts.actions[name].triggered.connect(deed)
        parts.stack.moved.connect(self._allow)

    def _new(self) -> None:
        asked = self.sender().objectName().removeprefix("act.file.new").removeprefix("_")
        page = self._at_hand.page()
        kind = Kind.PARTY if asked == "country" else Kind(asked) if asked else _NEW.get(page.name if page else "")
        self._workspace.edit_wanted.emit(Edit(kind or Kind.COMMITMENT))

    def _ask(self) -> None:
        """A question about the record that is meant, if there is one."""
        link = self._at_hand.named()
        about: dict[str, object] = {"about": link.id} if link is not None and link.kind in ASKED_ABOUT else {}
        self._workspace.edit_wanted.emit(Edit(Kind.QUESTION, None, about))

    def _brief_shown(self) -> None:
        link = self._at_hand.named()
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
        link = self._at_hand.link()
        if link is not None:
            QApplication.clipboard().setText(link.title)
            self._workspace.said.emit(_("Copied: “{title}”").format(title=link.title), False)

    def _allow(self) -> None:
        """What is done with tables can be done where there is one; elsewhere the action says what it needs."""
        here = self._at_hand.table() is not None
        why = _("Show a table first: visits, agreements, commitments or the action log.")
        for name in _OF_TABLES:
            action = self._parts.actions[name]
            action.setEnabled(here)
            action.setToolTip(action.statusTip() if here else why)

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
            words = _("Copied the first {rows} rows; export the view to have all.")
        self._workspace.said.emit(words.format(rows=f"{many:n}") if many else _("Select a record first."), False)

    def _export(self) -> None:
        page = self._at_hand.table()
        if page is not None:
            suffix = self.sender().objectName().removeprefix("act.file.export_")
            self._out().export(shown(page), f".{suffix}")

    def _print_list(self) -> None:
        page = self._at_hand.table()
        if page is not None:
            self._out().print(shown(page))

    def _out(self) -> Lists:
        if self._lists is None:
            self._lists = rooms.lists_out(self._workspace, self._parts.window, self)
        return self._lists

    def _find_here(self) -> None:
        page = self._at_hand.page()
        if page is not None:
            page.focus_find()

    def _filter_here(self) -> None:
        page = self._at_hand.table()
        if page is not None:
            page.list.bar.offer_facets()

    def _toggle_pane(self) -> None:
        page = self._at_hand.table()
        if page is not None:
            page.toggle_pane()
