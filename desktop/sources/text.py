"""Our copy of a source in a form: typed, pasted, or read from a file that is chosen or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from db.records.sources import Document
from db.vocabulary import SourceKind
from db.words import _
from desktop.form.editors import Editor
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.file_dialogs import asks_for_file
from desktop.kit.long_text import LongText
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_air
from desktop.sources.document_reader import DocumentReader

_TOP = Qt.AlignmentFlag.AlignTop
_LINES, _MOST = 8, 14
_ABOUT = ("title", "kind", "publisher", "published_on", "address", "language")
"""The fields that a document says something of, too; what stands in them already stays."""


def local_file(data: QMimeData) -> str:
    """The file of this computer that is dropped or pasted; "" where there is none."""
    return next((url.toLocalFile() for url in data.urls() if url.isLocalFile()), "")


class _Text(LongText):
    """A text into which a file can be dropped or pasted."""

    given = Signal(str)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(local_file(source)) or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        path = local_file(source)
        if path:
            self.given.emit(path)
        else:
            super().insertFromMimeData(source)


class SourceText(Editor):
    """The text of a source. A `Path` as its value is read first; what a document says of itself fills empty fields."""

    def __init__(self, parent: QWidget) -> None:
        self.text = _Text(_LINES, _MOST)
        super().__init__(self.text, parent)
        self.text.textChanged.connect(self.changed)
        self.text.given.connect(self.read)
        self._given = self._shown = ""
        self._others: Mapping[str, Editor] = {}
        self._reader = DocumentReader(self)
        self._reader.found.connect(self._take)
        self._reader.refused.connect(self._refuse)
        self._reader.slow.connect(self._offer)
        self._path = ""
        self.open = Button(_("Open file…"), "file-up", "quiet", self)
        self.open.clicked.connect(self._ask)
        self.go_on = Button(_("Go on reading"), variant="quiet", parent=self)
        self.go_on.clicked.connect(self._go_on)
        self.go_on.hide()
        self.said = PlainLabel(self._hint(), "meta", "text3", wrap=True, parent=self)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            set_air(column, layouts.NO_AIR, (4,))
            column.addLayout(layouts.row((self.open, _TOP), (self.go_on, _TOP), (self.said, 1), gap=8))

    def read(self, path: str, *, patience: bool = False) -> None:
        """Read a file in place of the text that stands there; with `patience`, however long it takes."""
        self._path = path
        self.go_on.hide()
        self.said.set_ink("text2")
        self.said.setText(_("Reading {name}…").format(name=Path(path).name))
        self._reader.read(path, patience=patience)
        self.problem_changed.emit("")

    @override
    def meet(self, others: Mapping[str, Editor]) -> None:
        self._others = others

    @override
    def value(self) -> object:
        words = self.text.text()
        return self._given if words == self._shown else words

    @override
    def set_value(self, value: Any) -> None:
        self._given = "" if isinstance(value, Path) else value or ""
        self.text.setPlainText(self._given)
        self._shown = self.text.text()
        if isinstance(value, Path):
            self.read(str(value))

    @override
    def typed(self) -> object:
        return self.text.text()

    @override
    def retype(self, typed: Any) -> None:
        self.text.setPlainText(typed)

    @override
    def problem(self) -> str:
        return _("The file is still being read.") if self._reader.busy else ""

    @override
    def label_inside(self, name: str, label: str) -> None:
        super().label_inside(name, label)
        self.open.setObjectName(f"{name}.open")
        self.go_on.setObjectName(f"{name}.go_on")
        self.said.setObjectName(f"{name}.said")

    def _take(self, document: Document) -> None:
        self.text.setPlainText(document.draft.text)
        for name in _ABOUT:
            editor, value = self._others.get(name), getattr(document.draft, name)
            if editor is not None and value and editor.value() in ("", None, SourceKind.OTHER):
                editor.set_value(value)
        read = _("Read from {name}: {characters} characters.").format(
            name=Path(self._path).name, characters=f"{len(document.draft.text):n}"
        )
        self.said.set_ink("warning" if document.note else "text2")
        self.said.setText(f"{read} {document.note}".strip())

    def _refuse(self, sentence: str) -> None:
        self.said.set_ink("text3")
        self.said.setText(self._hint())
        self.problem_changed.emit(sentence)

    def _offer(self, sentence: str) -> None:
        self._refuse(sentence)
        self.go_on.show()

    def _go_on(self) -> None:
        self.read(self._path, patience=True)

    def _hint(self) -> str:
        return _("Type or paste the text, or drop a text, PDF, DOCX or HTML file here.")

    def _ask(self) -> None:
        dialog = source_chooser(self.window())
        dialog.fileSelected.connect(self.read)
        dialog.open()


def source_chooser(parent: QWidget) -> QFileDialog:
    """The file dialog for a document that becomes a source; it is not shown yet."""
    documents = _("Documents (*.txt *.md *.html *.htm *.docx *.pdf)")
    return asks_for_file(parent, _("Open file"), (documents, _("All files (*)")))
