"""The files of a record: what is kept, opening and saving it, and attaching more by choosing or dropping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.commands.base import Hide
from db.commands.sources import Attach
from db.errors import KnownError
from db.exchange.files import save
from db.queries import sources
from db.records.sources import AttachmentLine
from db.rules.attachments import safe_name, size_in_words
from db.rules.periods import Period
from db.words import _
from desktop.form.kept_files import kept_files, read_file
from desktop.kit import words
from desktop.kit.buttons import Button, IconButton
from desktop.kit.plain import ElidedLabel, PlainLabel, set_tip
from desktop.kit.theme import current
from desktop.workspace import Workspace


def local_files(data: QMimeData) -> tuple[str, ...]:
    """The files of this computer that are dropped or pasted."""
    return tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile())


def choose_files(parent: QWidget, then: Callable[[list[str]], None]) -> None:
    """Ask for files of this computer; `then` gets where they are."""
    dialog = QFileDialog(parent.window(), _("Attach files"))
    dialog.setObjectName("dialog.file")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(then)
    dialog.open()


def attach_files(workspace: Workspace, record: int, paths: Sequence[str]) -> None:
    """Keep files beside a record; all of them or, where one is refused in words, none."""
    try:
        workspace.run(Attach(record, tuple(read_file(path) for path in paths)))
    except KnownError as error:
        workspace.refused.emit(error.sentence)


class FileRow(QWidget):
    """One kept file: its name, its size, and what can be done with it."""

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, line: AttachmentLine, writing: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        theme = current()
        icon = PlainLabel(parent=self)
        icon.setPixmap(theme.pixmap("paperclip", "text2", theme.sizes.icon, self.devicePixelRatioF()))
        name = ElidedLabel(line.title, "body", parent=self)
        set_tip(name, words.joined((line.title, line.media_type)))
        logged = _("log, {day}").format(day=Period.on(line.logged_on).display()) if line.logged_on else ""
        size = PlainLabel(words.joined((logged, size_in_words(line.size))), "meta", "text3", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(icon)
        row.addWidget(name, 1)
        row.addWidget(size)
        opening = IconButton("external-link", _("Open {name}").format(name=line.title), self)
        opening.clicked.connect(self._open)
        saving = IconButton("download", _("Save {name} as…").format(name=line.title), self)
        saving.clicked.connect(self._save)
        removing = IconButton("trash-2", _("Move {name} to Trash").format(name=line.title), self)
        removing.setEnabled(writing)
        removing.clicked.connect(self._remove)
        for button in (opening, saving, removing):
            row.addWidget(button)

    def _open(self) -> None:
        self.open_wanted.emit(self.line)

    def _save(self) -> None:
        self.save_wanted.emit(self.line)

    def _remove(self) -> None:
        self.remove_wanted.emit(self.line)


class Files(QWidget):
    """The files kept beside a record and the entries of its log."""

    def __init__(self, workspace: Workspace, record: int, lines: Sequence[AttachmentLine], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._record = workspace, record
        self._saved: AttachmentLine | None = None
        self.setObjectName("detail.files")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(2))
        for line in lines:
            row = FileRow(line, workspace.writing, self)
            row.open_wanted.connect(self._open)
            row.save_wanted.connect(self._ask_where)
            row.remove_wanted.connect(self._remove)
            column.addWidget(row)
        self.attach = Button(_("Attach file…"), "plus", "link", self)
        self.attach.setObjectName("detail.attach")
        set_tip(self.attach, _("Choose files, or drop them on this pane; at most 25 MB each"))
        workspace.guard(self.attach)
        self.attach.clicked.connect(self._choose)
        column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeading)

    def _content(self, line: AttachmentLine) -> bytes:
        return self._workspace.ask(partial(sources.content, sha256=line.sha256))

    def _open(self, line: AttachmentLine) -> None:
        try:
            kept_files(self._workspace).open(line.title, self._content(line))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)

    def _remove(self, line: AttachmentLine) -> None:
        self._workspace.attempt(Hide((line.id,), self._workspace.seen()))

    def _choose(self) -> None:
        choose_files(self, self._attach)

    def _attach(self, paths: list[str]) -> None:
        attach_files(self._workspace, self._record, paths)

    def _ask_where(self, line: AttachmentLine) -> None:
        self._saved = line
        dialog = QFileDialog(self.window(), _("Save the file"))
        dialog.setObjectName("dialog.file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(Path.home()))
        dialog.selectFile(safe_name(line.title))
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, path: str) -> None:
        if self._saved is None:
            return
        try:
            save(self._content(self._saved), Path(path))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        self._workspace.said.emit(_("Saved as “{name}”.").format(name=Path(path).name), False)
