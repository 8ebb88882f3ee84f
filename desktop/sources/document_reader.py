"""Reading a document without making the window wait, in a process of its own."""

from __future__ import annotations

import json

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from db.records.sources import Document
from db.words import _
from desktop.alone import module_alone

_MODULE = "db.exchange.documents"
_SOON_MS, _LONGEST_MS = 5_000, 60_000


class DocumentReader(QObject):
    """Reads one document after the other; a new one is wanted instead of one that is still being read."""

    found = Signal(object)
    """A `Document`."""
    refused = Signal(str)
    """Why it is not read, in a sentence."""
    slow = Signal(str)
    """That it takes longer than a document should, in a sentence; it can be read again with more `patience`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)

    @property
    def busy(self) -> bool:
        """Whether a document is being read."""
        return self._process is not None

    def read(self, path: str, *, patience: bool = False) -> None:
        """Begin to read a document; `found`, `refused` or, where there is no `patience`, `slow` follows."""
        self.stop()
        self._patience.setInterval(_LONGEST_MS if patience else _SOON_MS)
        # The process is the program's, not ours: it ends by itself when nobody waits for it any more.
        process = QProcess(QCoreApplication.instance())
        (program, *told), variables = module_alone(_MODULE)
        environment = QProcessEnvironment()
        for name, value in variables.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.finished.connect(process.deleteLater)
        process.finished.connect(self._take)
        process.errorOccurred.connect(self._fail)
        self.destroyed.connect(process.kill)
        self._process = process
        self._patience.start()
        process.start(program, [*told, path])

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._patience.stop()
        if self._process is not None:
            self._process.finished.disconnect(self._take)
            self._process.errorOccurred.disconnect(self._fail)
            self._process.kill()
            self._process = None

    def _take(self) -> None:
        process = self._process
        if process is None:
            return
        answer = bytes(process.readAllStandardOutput().data())
        self._patience.stop()
        self._process = None
        try:
            self.found.emit(Document.model_validate_json(answer))
        except ValidationError:
            self.refused.emit(_reason(answer))

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._process.deleteLater()
            self._process = None
            self._patience.stop()
            self.refused.emit(_reason(b""))

    def _give_up(self) -> None:
        self.stop()
        if self._patience.interval() == _SOON_MS:
            self.slow.emit(
                _("This file takes longer than {seconds} s to read. Nothing was stored.").format(
                    seconds=_SOON_MS // 1000
                )
            )
            return
        self.refused.emit(
            _("This file cannot be read: it takes too long. Nothing was stored. Paste the part you need.")
        )


def _reason(answer: bytes) -> str:
    """What the process said, or that it said nothing: then the file made it fall."""
    try:
        return str(json.loads(answer)["refused"])
    except (ValueError, KeyError, TypeError):
        return _("This file cannot be read: it is damaged. Nothing was stored. Paste the part you need.")
