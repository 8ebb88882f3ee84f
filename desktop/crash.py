"""What happens when the program itself fails: a note in the log folder, without a word of any record, and a banner."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from db.errors import KnownError
from desktop.settings import APP

LOG = "errors.log"
LARGEST = 1_000_000


def log_folder() -> Path:
    """Where the notes are kept, there or not."""
    return user_log_path(APP)


class CrashNote:
    """The hook for exceptions nobody caught; `told` hears what to show: a KnownError's sentence, "" for our fault."""

    def __init__(self, told: Callable[[str], None], now: Callable[[], datetime], folder: Path | None = None) -> None:
        self._told = told
        self._now = now
        self._folder = folder or log_folder()
        self._before = sys.excepthook

    @property
    def file(self) -> Path:
        """Where the notes are."""
        return self._folder / LOG

    def install(self) -> None:
        """From now on, exceptions nobody catches come here."""
        self._before = sys.excepthook
        sys.excepthook = self._hear

    def remove(self) -> None:
        """Leave exceptions to whoever had them before."""
        sys.excepthook = self._before

    def _hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KnownError):
            self._told(error.sentence)
            return
        if not isinstance(error, Exception):
            self._before(kind, error, trace)
            return
        self._write(kind, trace)
        self._told("")

    def _write(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Only places in our own files and the kind of error: its message may quote a record."""
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        note = "\n".join([f"{self._now().isoformat(timespec='seconds')} {kind.__name__}", *places, ""])
        print(note, file=sys.stderr)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = not self.file.exists() or self.file.stat().st_size > LARGEST
            with self.file.open("w" if fresh else "a", encoding="utf-8") as out:
                out.write(note + "\n")
        except OSError:
            # No log folder: the banner is still shown.
            return
