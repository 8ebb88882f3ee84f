"""Bringing a sheet out: under its number into a file or onto paper, and from then on kept in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.commands.briefings import KeepBriefing
from db.errors import KnownError
from db.exchange.files import save_sheet
from db.queries import briefing, briefings
from db.queries.base import Reader
from db.records.briefings import BriefingDraft, BriefingSheet
from db.words import _
from desktop.sheet.compose import Printed, pdf
from desktop.sheet.latest_job import LatestJob
from desktop.sheet.printing import Printing
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Job:
    """A sheet on its way: into `path`, or onto paper where there is none."""

    draft: BriefingDraft
    sheet: BriefingSheet
    path: Path | None


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads a sheet from the register, under the next number where it will be kept."""

    draft: BriefingDraft
    today: date
    kept: bool

    def __call__(self, reader: Reader) -> BriefingSheet:
        return briefing.sheet(reader, self.draft, self.today, briefings.next_number(reader) if self.kept else 0)


class Keeping(QObject):
    """Saves or prints sheets, one at a time, and keeps what came out."""

    refused = Signal(str)
    """A KnownError's sentence: what happened, what is safe, what to do."""
    unprintable = Signal(str)
    """The same, where saving as PDF would help."""
    kept = Signal()
    """A sheet is out, and the register holds what it said."""
    busy = Signal(bool)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._job: _Job | None = None
        self._printed: Printed | None = None
        self._setting = LatestJob(self)
        self._setting.done.connect(self._bring_out)

    def save(self, draft: BriefingDraft, path: Path) -> None:
        """Make the sheet under the next number, write it to `path` and keep it."""
        self._begin(draft, path)

    def print(self, draft: BriefingDraft) -> None:
        """Make the sheet under the next number, ask for a printer, print and keep it."""
        self._begin(draft, None)

    def _begin(self, draft: BriefingDraft, path: Path | None) -> None:
        if self._job is not None:
            return
        try:
            sheet = self._workspace.ask(Wording(draft, self._workspace.today(), self._workspace.writing))
        except KnownError as error:
            self.refused.emit(error.sentence)
            return
        self._job = _Job(draft, sheet, path)
        self.busy.emit(True)
        self._setting.do(partial(pdf, sheet))

    def _bring_out(self, printed: Printed) -> None:
        job = self._job
        if job is None:
            return
        self._printed = printed
        if job.path is None:
            self._ask(printed.pdf, job.sheet.number)
            return
        number = job.sheet.number
        try:
            save_sheet(printed.pdf, job.path, partial(self._store, job, printed), number)
        except KnownError as error:
            self._end(error.sentence)
        else:
            self._end()
            self._say_kept(number)

    def _ask(self, content: bytes, number: int) -> None:
        words = _("Briefing sheet No. {number}") if number else _("Draft briefing sheet")
        printing = Printing(content, words.format(number=number), self._window)
        printing.failed.connect(self._not_printed)
        printing.printed.connect(self._keep)
        try:
            printing.ask().rejected.connect(self._end)
        except KnownError as error:
            self._not_printed(error)

    def _not_printed(self, error: KnownError) -> None:
        self._end()
        self.unprintable.emit(error.sentence)

    def _keep(self) -> None:
        """It is printed: from now on the register holds what it said. A sheet of a read-only register is not kept."""
        job, printed = self._job, self._printed
        self._end()
        if job is None or printed is None or not job.sheet.number:
            return
        try:
            self._store(job, printed)
        except KnownError as error:
            self.refused.emit(error.sentence)
        else:
            self._say_kept(job.sheet.number)

    def _store(self, job: _Job, printed: Printed) -> None:
        self._workspace.run(KeepBriefing(job.draft, job.sheet, printed.pdf, printed.pages))

    def _say_kept(self, number: int) -> None:
        if number:
            self.kept.emit()

    def _end(self, sentence: str = "") -> None:
        self._job = self._printed = None
        self.busy.emit(False)
        if sentence:
            self.refused.emit(sentence)
