"""What an agreement's stepper asks for: a step with its dates, or what no source says of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.agreements import AgreementDraft, StepDraft
from db.vocabulary import EntryMode, LegalCharacter, StepKind
from desktop.widgets.editors import Editor, Line, Pick, Tick, When
from desktop.widgets.form import Form, Item
from desktop.widgets.line_popover import Popover

translate = QCoreApplication.translate


class KindPick(Pick[StepKind]):
    """Which of a few acts it was, e.g. ratified or approved."""

    def __init__(self, kinds: Sequence[StepKind], parent: QWidget) -> None:
        super().__init__(StepKind, "", parent)
        self.choice.set_words(kinds)


class StepPopover(Popover):
    """Asks when a step was done, where, by whom and from when it counts; answers a `StepDraft`."""

    def __init__(self, question: str, step: StepDraft, kinds: Sequence[StepKind], today: date, parent: QWidget) -> None:
        hint = QCoreApplication.translate("StepPopover", "Enter · Esc keeps the draft")
        super().__init__(question, QCoreApplication.translate("StepPopover", "Set step"), parent, hint)
        self.setObjectName("popover.step")
        self._form = Form(StepDraft, _step_items(kinds, today), "step", parent=self)
        self._form.show_draft(step)
        self._form.mark_letters("")
        self.column.insertWidget(1, self._form)
        self._form.changed.connect(self.note)
        self._form.editors["done_on"].enter()

    @override
    def typed(self) -> object:
        return self._form.changes()

    @override
    def retype(self, typed: Any) -> None:
        self._form.retype(typed)

    @override
    def finish(self) -> None:
        made = self._form.made()
        if made is not None:
            self.answer(made)


class ConfirmPopover(Popover):
    """Asks what no source says of an agreement; answers a draft with these fields filled in."""

    def __init__(self, draft: AgreementDraft, parent: QWidget) -> None:
        question = QCoreApplication.translate("ConfirmPopover", "What the source does not say")
        super().__init__(question, QCoreApplication.translate("ConfirmPopover", "Confirm"), parent)
        self.setObjectName("popover.confirm")
        self._form = Form(AgreementDraft, _confirm_items(), "confirm", columns=1, parent=self)
        self._form.show_draft(draft)
        self._form.mark_letters("")
        self.column.insertWidget(1, self._form)
        self._form.editors["legal_character"].enter()

    @override
    def finish(self) -> None:
        made = self._form.made()
        if made is not None:
            self.answer(made)


def _step_items(kinds: Sequence[StepKind], today: date) -> tuple[Item, ...]:
    return (
        Item("kind", translate("Step", "Step"), partial(KindPick, kinds)),
        Item("done_on", translate("Step", "Done on"), partial(When, today, "")),
        Item("effective_on", translate("Step", "Takes effect on"), partial(When, today, "")),
        Item("place", translate("Step", "Place"), Line),
        Item("by", translate("Step", "Signed or done by"), Line),
        Item("reference", translate("Step", "Reference"), Line),
    )


def _confirm_items() -> tuple[Item, ...]:
    def no_ratification(parent: QWidget) -> Editor:
        return Tick(translate("Step", "No ratification is foreseen"), parent)

    return (
        Item("legal_character", translate("Step", "Binding in law"), partial(Pick, LegalCharacter, "")),
        Item("entry_mode", translate("Step", "Enters into force"), partial(Pick, EntryMode, "")),
        Item("no_ratification_foreseen", translate("Step", "Ratification"), no_ratification),
    )
