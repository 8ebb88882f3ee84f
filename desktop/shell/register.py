"""Register files: opening one, starting one, writing all of it out, and what to do when one cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from db.errors import CannotLock, DiskFull, DriveFailed, KnownError, RegisterDamaged, RegisterError, RegisterInUse
from db.exchange.bundle import WITHOUT_HISTORY, write
from db.exchange.files import save
from db.queries.base import Reader
from db.queries.bundle import everything, head
from db.words import N_, _
from desktop import backups, clock
from desktop.actions import A
from desktop.doing import does
from desktop.kit import layouts
from desktop.kit.buttons import Button, wish_of
from desktop.kit.file_dialogs import asks_for_file, asks_where
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_size
from desktop.workspace import SAVE_A_COPY, Workspace, save_a_copy

SUFFIX, BUNDLE = ".aide", ".jsonl"
WAYS = {
    "quit": N_("Quit"),
    "cancel": N_("Cancel"),
    "read": N_("Open to read"),
    "another": N_("Open another…"),
    "keep": N_("Keep as a backup and close"),
    "lose": N_("Close without it"),
    "copy": SAVE_A_COPY,
    "restore": N_("Restore a backup…"),
}
"""The ways on from a register that cannot be had as it is, and what their buttons say."""


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


def why_only_read(why: RegisterError | None) -> str:
    """What stands over a register that can only be read."""
    if isinstance(why, DiskFull):
        return _("The disk is full: this register is open to read and print. Free some space, then open it again.")
    if isinstance(why, DriveFailed):
        return _("The drive takes nothing now: this register is open to read and print. Open it again later.")
    if isinstance(why, RegisterInUse):
        words = _("{holder} has this register open: you can read and print, and see what is saved there.")
        return words.format(holder=why.holder)
    if isinstance(why, CannotLock):
        return why.sentence
    if isinstance(why, RegisterDamaged):
        return _("{happened} What can be read is shown.").format(happened=why.happened)
    return _("This register is read-only here. You can read and print; nothing can be written.")


def way_to_write(why: RegisterError | None) -> tuple[str, ...]:
    """The button beside it; none where nobody knows a way."""
    if why is None:
        return ()
    return (_("Open for editing") if isinstance(why, RegisterInUse) else save_a_copy(),)


def cannot_open(path: Path, error: KnownError, ways: Sequence[str], is_open: bool, parent: QWidget) -> CannotOpen:
    """The dialog on a register that cannot be opened, or read where it `is_open`: these are the ways on, and a backup
    where there is one and it helps. It is not shown yet."""
    found = backups.every(path) if error.helped_by_backup else []
    rest = [error.safe, error.remedy]
    if found:
        newest = _("The newest backup is of {when}.")
        rest.append(newest.format(when=backups.moment(found[0].taken, clock.today())))
    title = _("This register cannot be read") if is_open else _("This register cannot be opened")
    ways = (*ways, "restore") if found else ways
    return CannotOpen(title, error.happened, " ".join(filter(None, rest)), ways, parent)


class CannotOpen(QDialog):
    """The one dialog on a register that cannot be had as it is: what happened, what is safe, and the ways on."""

    chosen = Signal(str)
    """The name of a way. Esc is the first of them."""

    def __init__(self, title: str, happened: str, rest: str, ways: Sequence[str], parent: QWidget) -> None:
        """`ways` are names of WAYS; the last one is what Enter does."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.cannot_open")
        self.setWindowTitle(title)
        row = layouts.row(1)
        why = PlainLabel(happened, "medium", wrap=True, parent=self)
        safe = PlainLabel(rest, "body", "text2", wrap=True, parent=self)
        heading = PlainLabel(title, "h2", parent=self)
        layouts.column(heading, why, safe, row, on=self, margins=(24, 20, 24, 20), gap=12)
        for name in ways:
            button = Button(_(WAYS[name]), parent=self)
            button.setObjectName(f"cannot_open.{name}")
            button.setDefault(name == ways[-1])
            wish_of(button, name).connect(self._choose)
            row.addWidget(button)
        self._first = ways[0]
        self.rejected.connect(self._refuse)
        set_size(self, 520)

    def _choose(self, name: object) -> None:
        if name == self._first:
            self.reject()
        else:
            self.accept()
            self.chosen.emit(name)

    def _refuse(self) -> None:
        self.chosen.emit(self._first)
