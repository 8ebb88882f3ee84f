"""Bringing a view out of the window: into a file for other programs, or onto paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import KnownError
from db.exchange.files import save
from db.exchange.tables import Grid, csv_file
from db.exchange.xlsx import xlsx_file
from db.words import _, ngettext
from desktop.kit.file_dialogs import asks_where
from desktop.page.table_out import Shown, leaving
from desktop.sheet import lists
from desktop.sheet.compose import Printed
from desktop.sheet.latest_job import LatestJob
from desktop.sheet.printing import Printing
from desktop.table.grid import PaperList
from desktop.workspace import Workspace

PDF = ".pdf"
WRITERS: dict[str, Callable[[Grid], bytes]] = {".xlsx": xlsx_file, ".csv": csv_file}

_PATIENCE = 500
"""Lists of more rows than this take some seconds to set, which is said beforehand."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A list that is being set: into `path`, or onto paper where there is none."""

    title: str
    rows: int
    path: Path | None


class Lists(QObject):
    """File › Export › This view, and Print › Print this list."""

    def __init__(self, workspace: Workspace, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._window = workspace, window
        self._folder = Path.home()
        self._shown: Shown | None = None
        self._dialog: QFileDialog | None = None
        self._sort = PDF
        self._job: _Job | None = None
        self._printing: Printing | None = None
        self._setting = LatestJob(self)
        self._setting.done.connect(self._bring_out)

    def export(self, shown: Shown, suffix: str) -> None:
        """Ask where to, and as what sort of file; then write every row of the view."""
        self._shown, self._sort = shown, suffix
        filters = self._filters()
        proposed = str(self._folder / (shown.name + suffix))
        dialog = asks_where(self._window, _("Export this view"), proposed, tuple(filters.values()), suffix)
        dialog.selectNameFilter(filters[suffix])
        self._dialog = dialog
        dialog.filterSelected.connect(self._change_suffix)
        dialog.fileSelected.connect(self._write)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def print(self, shown: Shown) -> None:
        """Set every row of the view on paper and ask for a printer."""
        self._set(shown, None)

    def print_paper(self, listed: PaperList) -> None:
        """Set a list that was read already on paper and ask for a printer."""
        try:
            lists.must_fit(len(listed.rows))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        self._set_rows(listed.heading.title, len(listed.rows), None, partial(lists.pdf, listed))

    def _filters(self) -> dict[str, str]:
        return {
            ".xlsx": _("Excel workbook (*.xlsx)"),
            ".csv": _("CSV, text for any program (*.csv)"),
            PDF: _("PDF, as it is printed (*.pdf)"),
        }

    def _change_suffix(self, chosen: str) -> None:
        """Another sort of file was chosen: the name follows."""
        self._sort = next(suffix for suffix, words in self._filters().items() if words == chosen)
        if self._dialog is None:
            return
        self._dialog.setDefaultSuffix(self._sort)
        for name in self._dialog.selectedFiles()[:1]:
            if Path(name).suffix.lower() in self._filters():
                self._dialog.selectFile(Path(name).stem + self._sort)

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _write(self, chosen: str) -> None:
        shown, path = self._shown, Path(chosen)
        if shown is None:
            return
        # The ending somebody typed says what the file is; without one that is known, the sort that was chosen does.
        suffix = path.suffix.lower() if path.suffix.lower() in self._filters() else self._sort
        self._folder = path.parent
        if suffix == PDF:
            self._set(shown, path)
            return
        try:
            table = leaving(self._workspace, shown).as_grid()
            save(WRITERS[suffix](table), path)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
        else:
            self._workspace.said.emit(self._done(len(table.rows), path), False)

    def _set(self, shown: Shown, path: Path | None) -> None:
        """Have the list set in another thread; a later wish takes the place of one that is not ready."""
        try:
            out = leaving(self._workspace, shown)
            rows = len(out.lines)
            lists.must_fit(rows)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        self._set_rows(shown.title, rows, path, partial(lists.pdf, out.on_paper()))

    def _set_rows(self, title: str, rows: int, path: Path | None, made: Callable[[], Printed]) -> None:
        if not rows and path is None:
            self._workspace.said.emit(_("There is nothing to print in this view."), False)
            return
        if rows > _PATIENCE:
            said = ngettext("Setting {count} row on pages…", "Setting {count} rows on pages…", rows)
            self._workspace.said.emit(said.format(count=f"{rows:n}"), False)
        self._job = _Job(title, rows, path)
        self._setting.do(made)

    def _bring_out(self, printed: Printed) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        try:
            if job.path is None:
                self._ask(printed, job)
                return
            save(printed.pdf, job.path)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
        else:
            said = self._done(job.rows, job.path)
            if printed.missing_glyphs:
                plain = _("No font here draws {signs}; a plain PDF, not PDF/A.")
                said = f"{said} {plain.format(signs=printed.missing_glyphs)}"
            self._workspace.said.emit(said, False)

    def _ask(self, printed: Printed, job: _Job) -> None:
        """Open the system's print dialog; the queue, which others see, shows only the name of the table."""
        if self._printing is not None:
            self._printing.deleteLater()
        printing = self._printing = Printing(printed.pdf, job.title, self._window)
        printing.failed.connect(self._not_printed)
        printing.printed.connect(self._sent)
        printing.ask()

    def _not_printed(self, error: KnownError) -> None:
        self._workspace.refused.emit(error.sentence)

    def _sent(self) -> None:
        self._workspace.said.emit(_("The list was sent to the printer."), False)

    def _done(self, rows: int, path: Path) -> str:
        said = ngettext("Exported {count} row to {name}.", "Exported {count} rows to {name}.", rows)
        return said.format(count=f"{rows:n}", name=path.name)
