"""Register files: opening one, starting one, writing all of it out, and what to do when one cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from db.errors import KnownError
from db.exchange.bundle import WITHOUT_HISTORY, write
from db.exchange.files import save
from db.queries.base import Reader
from db.queries.bundle import everything, head
from db.words import _
from desktop.actions import A
from desktop.doing import does
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.file_dialogs import asks_for_file, asks_where
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_size
from desktop.workspace import Workspace

SUFFIX, BUNDLE = ".aide", ".jsonl"


def register_chooser(parent: QWidget, *, new: bool) -> QFileDialog:
    """The file dialog for opening a register, or for the place of a new one; it is not shown yet."""
    filters = (_("Registers (*.aide)"), _("All files (*)"))
    if new:
        dialog = asks_where(parent, _("New register"), "", filters, SUFFIX)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # no register is ever written over
        return dialog
    return asks_for_file(parent, _("Open register"), filters)


class RegisterFiles(QObject):
    """File › Export everything: the whole register as one bundle file."""

    def __init__(self, workspace: Workspace, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._window = window

    @does(A.export_all)
    def export(self) -> None:
        """Ask where to, then write."""
        name = Path(self._workspace.path).stem + BUNDLE
        dialog = asks_where(
            self._window, _("Export everything"), name, (_("Everything in one file (*.jsonl)"),), BUNDLE
        )
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _write(self, chosen: str) -> None:
        path = Path(chosen)

        def written(reader: Reader) -> None:
            save(write(head(reader, Path(self._workspace.path).stem), everything(reader)), path)

        try:
            self._workspace.ask(written)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        said = _("Exported everything to {name}").format(name=path.name)
        self._workspace.said.emit(f"{said}. {_(WITHOUT_HISTORY)}", False)


class CannotOpen(QDialog):
    """The one error dialog: why a register cannot be opened, and what can be done instead."""

    open_another = Signal()
    read_only = Signal()
    restore = Signal()
    quit_wanted = Signal()

    def __init__(self, happened: str, rest: str, readable: bool, restorable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.cannot_open")
        self.setWindowTitle(_("This register cannot be opened"))
        row = layouts.row(1)
        title = PlainLabel(self.windowTitle(), "h2", parent=self)
        why = PlainLabel(happened, "medium", wrap=True, parent=self)
        safe = PlainLabel(rest, "body", "text2", wrap=True, parent=self)
        layouts.column(title, why, safe, row, on=self, margins=(24, 20, 24, 20), gap=12)
        self._button(row, "quit", _("Quit")).clicked.connect(self.reject)
        if readable:
            self._button(row, "read", _("Open to read")).clicked.connect(self._read)
        another = self._button(row, "another", _("Open another…"))
        another.setDefault(not restorable)
        another.clicked.connect(self._another)
        if restorable:
            restore = self._button(row, "restore", _("Restore a backup…"))
            restore.setDefault(True)
            restore.clicked.connect(self._restore)
        self.rejected.connect(self.quit_wanted)
        set_size(self, 520)

    def _button(self, row: QHBoxLayout, name: str, text: str) -> Button:
        button = Button(text, parent=self)
        button.setObjectName(f"cannot_open.{name}")
        row.addWidget(button)
        return button

    def _another(self) -> None:
        self.accept()
        self.open_another.emit()

    def _restore(self) -> None:
        self.accept()
        self.restore.emit()

    def _read(self) -> None:
        self.accept()
        self.read_only.emit()
