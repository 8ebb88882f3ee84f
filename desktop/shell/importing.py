"""A register file as a new register: which file, where the register goes, and how far it is meanwhile."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget
from typing_extensions import override

from db.errors import KnownError
from db.exchange.bundle import WITHOUT_HISTORY
from db.words import _, ngettext
from desktop.first_run import make_from
from desktop.kit import layouts
from desktop.kit.buttons import Button
from desktop.kit.file_dialogs import asks_for_file
from desktop.kit.plain import PlainLabel
from desktop.kit.theme import set_size
from desktop.sheet.latest_job import LatestJob
from desktop.shell.register import SUFFIX, register_chooser

_LOOK_MS = 100
"""So often the bar is moved on."""


class Importing(QObject):
    """File › Import › Register file."""

    made = Signal(str, str)
    """The new register, and what to say of it."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._folder = folder
        self._window = window
        self._bundle = Path()

    def begin(self) -> None:
        """Ask for the file, then where the register goes."""
        filters = (_("Everything in one file (*.jsonl *.json)"), _("All files (*)"))
        dialog = asks_for_file(self._window, _("Import register file"), filters)
        dialog.setDirectory(str(self._folder))
        dialog.fileSelected.connect(self._ask_where)
        dialog.rejected.connect(self.deleteLater)
        dialog.open()

    def _ask_where(self, chosen: str) -> None:
        self._bundle = Path(chosen)
        dialog = register_chooser(self._window, new=True)
        dialog.setWindowTitle(_("Where the new register goes"))
        dialog.setDirectory(str(self._folder))
        dialog.selectFile(self._bundle.stem + SUFFIX)
        dialog.fileSelected.connect(self._make)
        dialog.rejected.connect(self.deleteLater)
        dialog.open()

    def _make(self, chosen: str) -> None:
        dialog = ImportDialog(self._bundle, Path(chosen), self._window)
        dialog.made.connect(self.made)
        dialog.finished.connect(self.deleteLater)
        dialog.open()


class _Stopped(Exception):
    """Somebody pressed Stop."""


class ImportDialog(QDialog):
    """Makes the register in a thread of its own and shows how far it is; Stop leaves nothing behind."""

    made = Signal(str, str)
    """The new register, and what to say of it."""

    def __init__(self, bundle: Path, place: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("dialog.import")
        self.setWindowTitle(_("Import register file"))
        self._place = place
        self._share, self._stop, self._running = 0.0, threading.Event(), True
        self._title = PlainLabel(_("Making {name}").format(name=place.name), "h2", parent=self)
        words = _("From {file}. It is opened when it is complete.").format(file=bundle.name)
        self._text = PlainLabel(words, "body", "text2", wrap=True, parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._title.text())
        self._button = Button(_("Stop"), parent=self)
        self._button.setObjectName("import.stop")
        self._button.clicked.connect(self.reject)
        row = layouts.row(1, self._button)
        layouts.column(self._title, self._text, self._bar, row, on=self, margins=(24, 20, 24, 20), gap=12)
        set_size(self, 480)
        looks = QTimer(self)
        looks.timeout.connect(self._show_share)
        looks.start(_LOOK_MS)
        self.destroyed.connect(self._stop.set)
        job = LatestJob(self)
        job.done.connect(self._end)
        job.do(partial(self._work, bundle, place, self._stop))

    @property
    def is_over(self) -> bool:
        """Whether nothing goes on any more: it was made, refused or stopped."""
        return not self._running

    @override
    def reject(self) -> None:
        """While it is being made: stop, and close once nothing is left of it."""
        if not self._running:
            super().reject()
            return
        self._stop.set()
        self._button.setEnabled(False)
        self._text.setText(_("Stopping…"))

    def _work(self, bundle: Path, place: Path, stop: threading.Event) -> int | str | None:
        """In the other thread: how many records were taken in, why none were, or nothing where it was stopped."""

        def hear(share: float) -> None:
            self._share = share
            if stop.is_set():
                raise _Stopped

        try:
            return make_from(bundle, place, hear)
        except KnownError as error:
            return error.sentence
        except _Stopped:
            return None

    def _show_share(self) -> None:
        self._bar.setValue(round(self._share * self._bar.maximum()))

    def _end(self, outcome: int | str | None) -> None:
        self._running = False
        if isinstance(outcome, str):
            self._title.setText(_("This file was not imported"))
            self._text.setText(outcome)
            self._bar.hide()
            self._button.setText(_("Close"))
            self._button.setEnabled(True)
        elif outcome is None:
            super().reject()
        else:
            said = ngettext("Made {name} with {count} record.", "Made {name} with {count} records.", outcome)
            words = said.format(name=self._place.name, count=outcome)
            self.accept()
            self.made.emit(str(self._place), f"{words} {_(WITHOUT_HISTORY)}")
