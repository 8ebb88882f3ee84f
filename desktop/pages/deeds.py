"""What the menus do with the record that is shown: new, log, edit, Trash, copy, briefing sheet."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from db.commands.base import Hide
from db.errors import KnownError
from db.queries.base import Reader, links
from db.records.base import Link
from db.vocabulary import BriefingKind, Kind
from desktop.pages.parts import Parts
from desktop.pages.table_page import TablePage
from desktop.workspace import Brief, Edit, Go, Workspace

_NEW = {"visits": Kind.VISIT, "agreements": Kind.AGREEMENT, "commitments": Kind.COMMITMENT}
_ABOUT = {Kind.VISIT: BriefingKind.VISIT, Kind.AGREEMENT: BriefingKind.AGREEMENT, Kind.PARTY: BriefingKind.COUNTRY}


class Deeds(QObject):
    """Hears the actions of the menus that concern the page and the record on it."""

    def __init__(self, workspace: Workspace, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parts = parts
        self._asked = 0
        deeds = {
            "file.new": self._new, "file.new_visit": self._new, "file.new_agreement": self._new,
            "file.new_commitment": self._new, "file.new_country": self._new, "edit.copy": self._copy,
            "edit.find": self._find_here, "view.detail": self._toggle_pane, "record.log": self._log,
            "record.log_other": self._log_other, "record.edit": self._edit, "record.trash": self._trash,
            "print.briefing": self._brief_shown,
        }  # fmt: skip
        for name, deed in deeds.items():
            parts.actions[name].triggered.connect(deed)

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
            self._workspace.run(Hide(link.id))
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
        link = self._selected()
        if link is not None:
            QApplication.clipboard().setText(link.title)
            self._workspace.said.emit(self.tr("Copied: “{title}”").format(title=link.title), False)

    def _find_here(self) -> None:
        page = self._parts.stack.page()
        if page is not None:
            page.focus_find()

    def _toggle_pane(self) -> None:
        page = self._parts.stack.page()
        if isinstance(page, TablePage):
            page.toggle_pane()
