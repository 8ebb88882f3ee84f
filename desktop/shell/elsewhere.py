"""All of the register saved at another place and gone on with there, where its own takes no writing any more."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from db.errors import KnownError
from db.words import _, ngettext
from desktop import backups
from desktop.form.dialog import FormDialog
from desktop.form.drafts.drafts import drafts_of
from desktop.shell.register import SUFFIX, register_chooser
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from db.elsewhere import Saved


class SavingElsewhere(QObject):
    """Asks where to, writes it there, and takes along what is being typed."""

    made = Signal(str, str)
    """The register that is to be opened now, and what to say of it."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(workspace)
        self._workspace, self._window = workspace, window

    def begin(self) -> None:
        """Ask for the place, over the form that was refused if one was."""
        dialog = register_chooser(QApplication.activeModalWidget() or self._window, new=True)
        dialog.setWindowTitle(_("Save a copy of the register"))
        dialog.setDirectory(str(Path.home()))  # not its own folder, which is gone, full or closed
        dialog.selectFile(_("{register} copy").format(register=Path(self._workspace.path).stem) + SUFFIX)
        dialog.fileSelected.connect(self._save)
        dialog.rejected.connect(self.deleteLater)
        dialog.open()

    def _save(self, chosen: str) -> None:
        path, register = Path(chosen), Path(self._workspace.path)
        try:
            saved = self._workspace.save_elsewhere(path, partial(backups.every, register))
            drafts_of(self._workspace).move(path)
        except KnownError as error:
            self._refuse(error)
            return
        backups.remember(path, backups.memory(register).model_copy(update={"checked": None, "drilled": None}))
        for each in self._window.findChildren(QDialog):
            if each.isVisible() and not isinstance(each, QFileDialog):
                each.reject()  # what is typed there is offered again
        self.made.emit(chosen, _said(saved, path, self._workspace.today()))

    def _refuse(self, error: KnownError) -> None:
        """Another place can be chosen where the first was: in the form, or else in the window."""
        form = next((each for each in self._window.findChildren(FormDialog) if each.isVisible()), None)
        if form is not None:
            form.offer_copy(error.sentence)
        else:
            self._workspace.stuck.emit(error)
        self.deleteLater()


def _said(saved: Saved, path: Path, today: date) -> str:
    """Which of the two was written, and what is missing."""
    if saved.backup is None:
        return _("All that was stored is in {path} now. You go on there.").format(path=path)
    if saved.missing:
        words = ngettext(
            "The register could not be read any more. You go on in {path} with its backup of {when}, without the"
            " {count} change after it.",
            "The register could not be read any more. You go on in {path} with its backup of {when}, without the"
            " {count} changes after it.",
            saved.missing,
        )
    else:
        words = _(
            "The register could not be read any more. You go on in {path} with its backup of {when}: nothing was"
            " changed after it."
        )
    when = backups.moment(saved.backup.taken, today)
    return words.format(path=path, when=when, count=f"{saved.missing:n}")
