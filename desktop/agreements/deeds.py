"""What can be done with a step in the life of an agreement, where the stepper shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.commands.agreements import ClearStep, ConfirmStatus, SetStep
from db.commands.base import Command, short
from db.records.agreements import AgreementCard, AgreementDraft, LifeStage, StepDraft
from db.rules.steps import CONSENTS, SIGNATURES
from db.vocabulary import StepKind, StepState
from db.words import _
from desktop.agreements.step_popover import ConfirmPopover, StepPopover
from desktop.form.drafts.autosave import Autosave
from desktop.form.drafts.drafts import drafts_of
from desktop.form.line_popover import LinePopover, Popover
from desktop.workspace import Go, Workspace

_ENDS = (StepKind.TERMINATED, StepKind.WITHDRAWN, StepKind.SUPERSEDED, StepKind.SUSPENDED, StepKind.NOTICE_GIVEN)
_FORCE = (StepKind.ENTERED_INTO_FORCE, StepKind.PROVISIONALLY_APPLIED, StepKind.INSTRUMENTS_EXCHANGED)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A deed on a stage, as a menu entry carries it."""

    deed: str
    stage: LifeStage


class AgreementDeeds(QObject):
    """Asks in menus and pop-ups over `pane`; every answer is one change with one undo."""

    def __init__(self, workspace: Workspace, pane: QWidget) -> None:
        super().__init__(pane)
        self._workspace, self._pane = workspace, pane
        self._card: AgreementCard | None = None
        self._stage: LifeStage | None = None
        self._draft: Autosave | None = None
        self._at = QPoint()

    def show_card(self, card: AgreementCard) -> None:
        """The agreement that is shown now."""
        self._card = card

    def offer(self, stage: LifeStage, corner: QPoint) -> None:
        """What can be said of a stage, in a menu at a place of the screen."""
        if not self._workspace.writing:
            self._workspace.refused.emit(self._workspace.why_not())
        if self._card is None or not self._workspace.writing:
            return
        self._at = corner
        menu = QMenu(self._pane)
        menu.setObjectName("menu.step")
        for part in stage.parts:
            self._fill(menu.addMenu(part.label), part)
        if not stage.parts:
            self._fill(menu, stage)
        menu.triggered.connect(self._take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner)
        if not stage.parts:  # a current entry would open its submenu at once
            menu.setActiveAction(menu.actions()[0])

    def _fill(self, menu: QMenu, stage: LifeStage) -> None:
        entries: tuple[tuple[str, str, bool], ...] = (
            ("date", _("Set date…"), True),
            ("not_needed", _("Not needed"), stage.state != "not_needed"),
            ("waiting", _("Waiting for…"), stage.state != "done"),
            ("clear", _("Not stated"), stage.at is not None),
        )
        if stage.kind is StepKind.EXTENDED:
            entries = (("date", _("Extended until…"), True), ("end", _("It ended…"), True))
        for deed, words, possible in entries:
            action = QAction(words, menu)
            action.setObjectName(f"step.{deed}")
            action.setEnabled(possible)
            action.setData(_Asked(deed, stage))
            menu.addAction(action)

    def _take(self, action: QAction) -> None:
        asked = action.data()
        if not isinstance(asked, _Asked) or self._card is None:
            return
        self._stage, self._draft = asked.stage, None
        match asked.deed:
            case "date":
                self._ask_step(asked.stage)
            case "waiting":
                self._ask_waiting(asked.stage)
            case "not_needed":
                self._write(StepDraft(kind=asked.stage.kind, party=asked.stage.party, state=StepState.NOT_NEEDED))
            case "end":
                self.end(self._at)
            case "clear":
                if asked.stage.at is not None:
                    self._run(ClearStep(self._card.head.id, self._card.head.version, asked.stage.at))

    def set_step(self, corner: QPoint) -> None:
        """The menu of the first stage that is not done."""
        if self._card is not None:
            stages = self._stages()
            open_ones = [each for each in stages if each.state not in ("done", "not_needed")]
            self.offer((open_ones or stages)[0], corner)

    def confirm(self, corner: QPoint) -> None:
        """Ask what no source says."""
        if self._card is not None and self._workspace.writing:
            self._at, self._stage = corner, None
            self._open(ConfirmPopover(self._card.draft, self._pane), self._confirm, "confirm")

    def extend(self, corner: QPoint) -> None:
        """Ask until when the term was extended; an earlier extension stays as it was recorded."""
        if self._card is not None and self._workspace.writing:
            self._at, self._stage = corner, None
            step = StepDraft(kind=StepKind.EXTENDED)
            question = StepKind.EXTENDED.label
            self._open(StepPopover(question, step, (), self._workspace.today(), self._pane), self._write, "extend")

    def end(self, corner: QPoint) -> None:
        """Ask how and when it ended."""
        if self._card is not None and self._workspace.writing:
            self._at, self._stage = corner, None
            step = StepDraft(kind=StepKind.TERMINATED)
            question = _("How and when it ended")
            self._open(StepPopover(question, step, _ENDS, self._workspace.today(), self._pane), self._write, "end")

    def ask_again(self, asked: str, kind: StepKind | None, party: int | None, corner: QPoint) -> None:
        """Ask what was asked of a stage, or of the agreement; nothing where its life has no such stage any more."""
        if asked in ("confirm", "extend", "end"):
            {"confirm": self.confirm, "extend": self.extend, "end": self.end}[asked](corner)
            return
        found = [each for each in self._stages() if (each.kind, each.party) == (kind, party)]
        if found and self._workspace.writing:
            self._at, self._stage = corner, found[0]
            (self._ask_waiting if asked == "waiting" else self._ask_step)(found[0])

    def _stages(self) -> list[LifeStage]:
        return [part for stage in self._card.life for part in (stage.parts or (stage,))] if self._card else []

    def _ask_waiting(self, stage: LifeStage) -> None:
        question = _("{stage}: what is awaited? (may stay empty)").format(stage=stage.label)
        hint = _("Enter · Esc keeps the draft")
        self._open(LinePopover(question, _("Waiting"), self._pane, hint=hint), self._wait, "waiting")

    def _ask_step(self, stage: LifeStage) -> None:
        assert self._card is not None
        if stage.kind is StepKind.EXTENDED:
            self.extend(self._at)
            return
        recorded = self._card.draft.steps[stage.at] if stage.at is not None else None
        step = (recorded or StepDraft(kind=stage.kind, party=stage.party)).model_copy(update={"state": StepState.DONE})
        kinds = _kinds(stage.kind)
        self._open(StepPopover(stage.label, step, kinds, self._workspace.today(), self._pane), self._write, "step")

    def _open(self, popover: Popover, then: Callable[..., None], kept_as: str) -> None:
        """Ask; what is typed is kept under this name."""
        assert self._card is not None
        head, stage = self._card.head, self._stage
        asks = (kept_as, stage.kind if stage else None, stage.party if stage else None)
        wish = Go("agreements", None, head.id, asks=asks)
        about = (kept_as, head.id, stage.kind if stage else "", stage.party if stage else "")
        step = stage.label if stage else popover.question.text()
        name = _("{step} of “{agreement}”").format(step=step, agreement=short(head.title))
        self._draft = popover.keep_in(drafts_of(self._workspace), name, *about, wish=wish, record=head.id)
        popover.answered.connect(then)
        popover.open_at(self._at)

    def _wait(self, words: str) -> None:
        if self._stage is not None:
            stage = self._stage
            self._write(StepDraft(kind=stage.kind, party=stage.party, state=StepState.WAITING, note=words))

    def _write(self, step: StepDraft) -> None:
        if self._card is not None:
            at = self._stage.at if self._stage is not None else None
            self._run(SetStep(self._card.head.id, self._card.head.version, step, at))

    def _confirm(self, made: AgreementDraft) -> None:
        if self._card is not None:
            head = self._card.head
            foreseen = made.no_ratification_foreseen
            self._run(ConfirmStatus(head.id, head.version, made.legal_character, made.entry_mode, foreseen))

    def _run(self, command: Command) -> None:
        draft, self._draft = self._draft, None
        if self._workspace.attempt(command) is not None and draft is not None:
            draft.forget()


def _kinds(kind: StepKind) -> tuple[StepKind, ...]:
    """The acts that complete a stage as much as this one does."""
    for group in (SIGNATURES, CONSENTS):
        if kind in group:
            return tuple(each for each in StepKind if each in group)
    return _FORCE if kind in _FORCE else (kind,)
