"""The calendar of the open register as a file: written once where somebody asks, or again after each save."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from db.queries.base import links
from db.records.calendar import CalendarWish
from db.words import _
from desktop import backups
from desktop.actions import A
from desktop.alone import module_alone
from desktop.doing import does
from desktop.kit.file_dialogs import asks_where
from desktop.sheet.latest_job import LatestJob
from desktop.workspace import Workspace

SUFFIX = ".ics"
AFTER_MS = 2_000
"""So long after a change the file is written again: of several changes in a row once."""
_REFUSED = 3
"""How the command line ends where it says why something cannot be done."""


class Written(NamedTuple):
    """What the command line said, and why nothing was written: "" if it was."""

    said: str
    refused: str


class CalendarFile(QObject):
    """Has calendars written by the command line, in a process of its own: it reads the register beside us for a moment
    and then sets the file for as long as that takes. Nobody waits, and no save does."""

    changed = Signal()
    """The file has another place, or could or could not be written."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace, self._register = workspace, Path(workspace.path)
        self.failed = ""
        """Why the file could not be written again; "" if it could."""
        self._writing = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._refresh)
        self._refreshing, self._exporting = LatestJob(self), LatestJob(self)
        self._refreshing.done.connect(self._refreshed)
        self._exporting.done.connect(self._exported)
        workspace.changed.connect(self._hear)

    @property
    def place(self) -> str:
        """Where the file is kept; "" for nowhere."""
        return backups.memory(self._register).calendar

    @property
    def is_busy(self) -> bool:
        """Whether the file is being written again, or will be."""
        return self._writing or self._timer.isActive()

    def keep_at(self, place: str) -> None:
        """Keep the file there from now on; "" for nowhere."""
        backups.remember(self._register, backups.memory(self._register).model_copy(update={"calendar": place}))
        self.failed = ""
        self._refresh()
        self.changed.emit()

    def asked(self, parent: QWidget, title: str) -> QFileDialog:
        """The question where a calendar is to be written; it is not shown yet."""
        return asks_where(parent, title, self._register.stem + SUFFIX, (_("Calendars (*.ics)"),), SUFFIX)

    def export(self, place: str, only: tuple[str, ...] = ()) -> None:
        """Write it there once, and say so; `only` are words of the command line that narrow it."""
        self._exporting.do(partial(_write, self._command(place, only)))

    def close(self) -> None:
        """Hear nothing any more; what was changed last still comes into the file."""
        due = self._again or self._timer.isActive()
        self._timer.stop()
        self._refreshing.forget()
        self._exporting.forget()
        if due and (place := self.place):
            QThreadPool.globalInstance().start(partial(_write, self._command(place)))

    def _hear(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        place = self.place
        self._again = self._writing
        if place and not self._writing and self._workspace.writing:  # else whoever writes sees to it
            self._writing = True
            self._refreshing.do(partial(_write, self._command(place)))

    def _refreshed(self, outcome: Written) -> None:
        self._writing = False
        if self._again:
            self._refresh()
        if outcome.refused and not self.failed:  # said once, until it could be written again
            said = _("The calendar file is not as new as the register. {why}").format(why=outcome.refused)
            self._workspace.refused.emit(said)
        self.failed = outcome.refused
        self.changed.emit()

    def _exported(self, outcome: Written) -> None:
        if outcome.refused:
            self._workspace.refused.emit(outcome.refused)
        else:
            self._workspace.said.emit(outcome.said, False)

    def _command(self, place: str, only: tuple[str, ...] = ()) -> tuple[str, ...]:
        day = self._workspace.today().isoformat()
        return ("--register", str(self._register), "--on", day, "calendar", *only, "--force", "--", place)


def _write(words: tuple[str, ...]) -> Written:
    """Run the command line in a process of its own, and wait for what it says."""
    command, environment = module_alone("desktop")
    done = subprocess.run(
        [*command, *words], env=environment | {"PYTHONUTF8": "1"}, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return Written(done.stdout.strip(), "")
    said = done.stderr.strip() if done.returncode == _REFUSED else ""
    return Written("", said or _("The calendar could not be written. Nothing was saved."))


def calendar_file_of(workspace: Workspace) -> CalendarFile:
    """Who writes the calendar of an open register."""
    return workspace.findChild(CalendarFile) or CalendarFile(workspace)


class CalendarExport(QObject):
    """File › Export › Calendar."""

    def __init__(self, workspace: Workspace, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._file, self._window = workspace, calendar_file_of(workspace), window
        self._only: tuple[str, ...] = ()
        workspace.calendar_wanted.connect(self._ask_for)

    @does(A.export_calendar)
    def ask(self) -> None:
        """Ask where to, then write."""
        self._ask_where(())

    def _ask_for(self, wish: CalendarWish) -> None:
        """The same with what a page was narrowed to."""
        only = [word for kind in wish.kinds for word in ("--kind", kind.value)]
        if wish.country is not None:
            named = self._workspace.ask(partial(links, ids=[wish.country]))
            only += [word for link in named.values() for word in ("--country", link.title)]
        self._ask_where(tuple(only))

    def _ask_where(self, only: tuple[str, ...]) -> None:
        self._only = only
        dialog = self._file.asked(self._window, _("Export the calendar"))
        dialog.fileSelected.connect(self._export)
        dialog.open()

    def _export(self, place: str) -> None:
        self._file.export(place, self._only)
