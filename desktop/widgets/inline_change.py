"""Changing commitments where they stand in the table: progress, due date, who owes, area, officer; one undo for all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from db.commands.base import Command, SetAreas
from db.commands.commitments import Assess, SetDue, SetOfficer, SetOwes
from db.errors import KnownError
from db.queries import commitments, parties
from db.records.base import FacetValue
from db.rules.periods import Period
from db.vocabulary import Progress
from desktop.widgets.facet_popover import FacetPopover
from desktop.widgets.line_popover import LinePopover, PeriodPopover, Popover
from desktop.widgets.record_list import RecordList
from desktop.workspace import Workspace

ENDINGS = {Progress.KEPT, Progress.DONE, Progress.NOT_KEPT, Progress.DROPPED}
"""What is asked one line about: what shows it."""


class InlineChange(QObject):
    """Hears which field is to be changed and asks for its new value beside the current row."""

    def __init__(self, workspace: Workspace, table: RecordList) -> None:
        super().__init__(table)
        self._workspace, self._list = workspace, table
        self._ids: tuple[int, ...] = ()
        self._progress = Progress.KEPT
        table.table.change_pressed.connect(self.begin)
        table.table.chip_pressed.connect(self.begin)

    def begin(self, field: str) -> None:
        """Ask for a new value of a field of the selected records."""
        self._ids = self._list.table.selected_ids()
        if not self._ids or not self._workspace.writing:
            return
        asks: dict[str, Callable[[], None]] = {
            "status": self._ask_progress,
            "kept": self._ask_kept,
            "due": self._ask_due,
            "owes": self._ask_owes,
            "area": self._ask_areas,
            "officer": self._ask_officer,
        }
        asks[field]()

    def _ask_progress(self) -> None:
        menu = QMenu(self._list)
        menu.setObjectName("menu.progress")
        for progress in Progress:
            words = self.tr("{}…").format(progress.label) if progress in ENDINGS else progress.label
            action = menu.addAction(words)
            action.setData(progress.value)
            action.triggered.connect(self._choose_progress)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._below("status"))
        menu.setActiveAction(menu.actions()[0])

    def _ask_kept(self) -> None:
        self._ask_what_shows(Progress.KEPT)

    def _ask_what_shows(self, progress: Progress) -> None:
        self._progress = progress
        question = self.tr("What shows it? (may stay empty)")
        self._open(LinePopover(question, progress.label, self._list), self._assess, "status")

    def _ask_due(self) -> None:
        many = len(self._ids)
        question = self.tr("Due date") if many == 1 else self.tr("Due date of {} commitments").format(many)
        self._open(
            PeriodPopover(question, self.tr("Set date"), self._workspace.today(), self._list), self._set_due, "due"
        )

    def _ask_officer(self) -> None:
        self._open(LinePopover(self.tr("Officer"), self.tr("Set officer"), self._list), self._set_officer, "title")

    def _ask_owes(self) -> None:
        lines = self._workspace.ask(parties.lines)
        values = [FacetValue(value=str(each.id), label=each.title, count=each.open_count) for each in lines]
        self._offer(self.tr("Who owes"), values, self._set_owes, "who_owes")

    def _ask_areas(self) -> None:
        counts = partial(
            commitments.LISTING.facet, today=self._workspace.today(), view=self._list.model.view, name="area"
        )
        many = {each.value: each.count for each in self._workspace.ask(counts)}
        areas = self._workspace.ask(parties.areas)
        values = [FacetValue(value=str(a.id), label=a.title, count=many.get(str(a.id), 0)) for a in areas]
        self._offer(self.tr("Area"), values, self._set_areas, "area")

    def _offer(
        self, label: str, values: list[FacetValue], then: Callable[[tuple[str, ...]], None], column: str
    ) -> None:
        popover = FacetPopover(label, values, (), self._list, at_once=False)
        popover.chosen.connect(then)
        popover.open_at(self._below(column))

    def _open(self, popover: Popover, then: Callable[..., None], column: str) -> None:
        popover.answered.connect(then)
        popover.open_at(self._below(column))

    def _below(self, column: str) -> QPoint:
        return self._list.table.cell_rect(column).bottomLeft()

    def _choose_progress(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            progress = Progress(action.data())
            if progress in ENDINGS:
                self._ask_what_shows(progress)
            else:
                self._progress = progress
                self._assess("")

    def _assess(self, why: str) -> None:
        today, by = self._workspace.today(), self._workspace.officer
        self._run(Assess(self._ids, self._progress, today, by, why))

    def _set_due(self, due: Period | None) -> None:
        self._run(SetDue(self._ids, due))

    def _set_officer(self, officer: str) -> None:
        self._run(SetOfficer(self._ids, officer))

    def _set_owes(self, owes: tuple[str, ...]) -> None:
        self._run(SetOwes(self._ids, tuple(map(int, owes))))

    def _set_areas(self, areas: tuple[str, ...]) -> None:
        self._run(SetAreas(self._ids, tuple(map(int, areas))))

    def _run(self, command: Command) -> None:
        try:
            self._workspace.run(command)
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
        self._list.focus_list()
