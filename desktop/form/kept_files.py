"""Files on their way into a register and out of it: read whole, and opened from a folder only this user can enter."""

from __future__ import annotations

import mimetypes
import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from db import own_folders
from db.errors import KnownError
from db.records.sources import FileDraft
from db.rules.attachments import MOST_BYTES, may_be_opened, safe_name, size_in_words, true_type
from db.rules.text import TITLE_LIMIT, clean
from db.words import _
from desktop.workspace import Workspace


def read_file(path: str) -> FileDraft:
    """A file as it will be kept; KnownError says why it cannot be."""
    name = Path(path).name
    try:
        size = os.stat(path).st_size
        if not Path(path).is_file():
            raise _refused(_("“{name}” is not a file.").format(name=name))
        if size > MOST_BYTES:
            words = _("“{name}” has {size}; at most 25 MB are kept.")
            raise _refused(words.format(name=name, size=size_in_words(size)))
        content = Path(path).read_bytes()
    except OSError as error:
        words = _("“{name}” cannot be read: {why}.")
        raise _refused(words.format(name=name, why=(error.strerror or "").lower())) from error
    if not content:
        raise _refused(_("“{name}” is empty.").format(name=name))
    sort = mimetypes.guess_type(name)[0] or ""
    return FileDraft(title=clean(name)[:TITLE_LIMIT].strip() or "file", media_type=sort, content=content)


def _refused(happened: str) -> KnownError:
    return KnownError(happened, _("Nothing was attached."))


class KeptFiles(QObject):
    """Opens kept files for reading, in a folder only this user can enter; it goes when the register is closed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._folder: Path | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.sweep)
        self.destroyed.connect(self.sweep)

    def open(self, name: str, content: bytes) -> None:
        """Show a file in the program that shows its sort; KnownError where it is not of a sort that is opened."""
        if not may_be_opened(name, content):
            kind = true_type(content) or _("unknown")
            words = _("“{name}” is not opened from here: what is in it is of the sort “{kind}”.")
            trusted = _("Save it, and open it there if you trust it.")
            raise KnownError(words.format(name=name, kind=kind), "", trusted)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.laid_out(name, content)))):
            words = _("No program on this computer opens “{name}”.").format(name=name)
            raise KnownError(words, "", _("Save it to have it elsewhere."))

    def laid_out(self, name: str, content: bytes) -> Path:
        """A copy for reading only, in the private folder."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = own_folders.make()
        place = Path(tempfile.mkdtemp(dir=self._folder)) / safe_name(name)
        place.touch(mode=0o600)
        place.write_bytes(content)
        place.chmod(0o400)
        return place

    def sweep(self) -> None:
        """Take the copies away; one that another program holds is left to the system's own cleaning."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def kept_files(workspace: Workspace) -> KeptFiles:
    """The opened files of a register."""
    return workspace.findChild(KeptFiles) or KeptFiles(workspace)
