"""Giving a date to what has none: typed in a small pop-up, or dropped on a day; each is one change with one undo."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.commands.agreements import SetStep
from db.commands.base import Command, short
from db.commands.commitments import SetDue
from db.commands.visit_deeds import ProposeDates, SetDates
from db.errors import KnownError
from db.queries import agreements
from db.records.agreements import LifeStage, StepDraft
from db.records.visit_deeds import DeedDraft
from db.rules.edtf import day_name
from db.rules.periods import Period
from db.rules.steps import SIGNATURES
from db.vocabulary import Kind, StepState, VisitDeed
from db.words import _
from desktop.form.line_popover import PeriodPopover
from desktop.kinds import PAGE_OF
from desktop.workspace import Do, Go, Workspace

CAN_BE_DATED = frozenset({Kind.VISIT, Kind.COMMITMENT, Kind.AGREEMENT})
"""The kinds of record that get their date here."""


class Dating(QObject):
    """Asks for the date of a record over `host`, or takes the day it was dropped on."""

    def __init__(self, workspace: Workspace, host: QWidget) -> None:
        super().__init__(host)
        self._workspace, self._host = workspace, host
        self._kind, self._record, self._title = Kind.COMMITMENT, 0, ""
        self._at, self._seen = QPoint(), 0
        self._day = date.min
        self._asking: PeriodPopover | None = None

    def ask(self, kind: Kind, record: int, title: str, at: QPoint) -> None:
        """Ask for a date in words, at a place of the screen; for those of a visit as everywhere."""
        if not self._may():
            return
        if kind is Kind.VISIT:
            self._workspace.deed_wanted.emit(Do(VisitDeed.SET_DATES, record, at))
            return
        self._about(kind, record, title, at)
        self._open("", "")

    def drop(self, kind: Kind, record: int, title: str, day: date, at: QPoint, seen: int) -> None:
        """Give it this day; of a visit it is asked whether that was proposed or agreed. `seen` is what stood there when
        it was picked up."""
        if not self._may():
            return
        self._about(kind, record, title, at)
        self._seen, self._day = seen, day
        if kind is Kind.VISIT:
            self._offer_deeds(day)
            return
        try:
            command = self._command(Period.on(day))
        except KnownError as error:
            self._workspace.refused.emit(error.sentence)
            return
        if command is not None:
            self._workspace.attempt(command)

    def _may(self) -> bool:
        if not self._workspace.writing:
            self._workspace.refused.emit(self._workspace.why_not())
        return self._workspace.writing

    def _about(self, kind: Kind, record: int, title: str, at: QPoint) -> None:
        self._kind, self._record, self._title, self._at = kind, record, title, at
        self._seen = self._workspace.seen()

    def _open(self, typed: str, refusal: str) -> None:
        signs = self._kind is Kind.AGREEMENT
        question = _("When was “{title}” signed?") if signs else _("When is “{title}” due?")
        asking = PeriodPopover(
            question.format(title=short(self._title)), _("Set date"), self._workspace.today(), self._host
        )
        self._asking = asking
        asking.answered.connect(self._answer)
        if typed:
            asking.bring_back(typed, self._workspace.today())
        if refusal:
            asking.refuse(refusal)
        asking.open_at(self._at)

    def _answer(self, period: Period | None) -> None:
        """Store it; what was refused stands there again, with the reason."""
        if period is None:
            return
        typed = str(self._asking.kept() or "") if self._asking is not None else ""
        try:
            command = self._command(period)
            if command is not None:
                self._workspace.run(command)
        except KnownError as error:
            self._seen = self._workspace.seen()  # what is said now was seen
            self._open(typed, error.sentence)

    def _command(self, period: Period) -> Command | None:
        if self._kind is Kind.COMMITMENT:
            return SetDue((self._record,), period, self._seen)
        today = self._workspace.today()
        if period.earliest is not None and period.earliest > today:
            raise KnownError(
                _("An agreement is signed on a day that has come; {day} has not.").format(day=period.display()),
                _("Nothing was stored."),
                _("R reminds you of the day."),
            )
        card = self._workspace.ask(partial(agreements.card, today=today, record_id=self._record))
        stage = _signature([part for each in card.life for part in (each.parts or (each,))])
        if stage is None or stage.kind is None:
            self._workspace.go_wanted.emit(Go(PAGE_OF[Kind.AGREEMENT], None, self._record))
            return None
        recorded = card.draft.steps[stage.at] if stage.at is not None else StepDraft(kind=stage.kind, party=stage.party)
        step = recorded.model_copy(update={"state": StepState.DONE, "done_on": period})
        return SetStep(self._record, self._seen, step, stage.at)

    def _offer_deeds(self, day: date) -> None:
        menu = QMenu(self._host)
        menu.setObjectName("menu.calendar.dates")
        for deed, words in (
            (VisitDeed.PROPOSE_DATES, _("{day} was proposed")),
            (VisitDeed.SET_DATES, _("{day} was agreed")),
        ):
            menu.addAction(words.format(day=day_name(day))).setData(deed.value)
        menu.triggered.connect(self._take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._at)
        menu.setActiveAction(menu.actions()[0])

    def _take(self, action: QAction) -> None:
        said = DeedDraft(on=self._workspace.today(), dates=Period.on(self._day))
        does = SetDates if VisitDeed(action.data()) is VisitDeed.SET_DATES else ProposeDates
        today, by = self._workspace.today(), self._workspace.officer
        self._workspace.attempt(does(self._record, said, today, by, self._seen))


def _signature(stages: list[LifeStage]) -> LifeStage | None:
    """The signature that has no day yet."""
    return next((each for each in stages if each.kind in SIGNATURES and each.when is None), None)
