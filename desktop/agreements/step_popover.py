"""What an agreement's stepper asks for: a step with its dates, or what no source says of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.records.agreements import AgreementDraft, StepDraft
from db.vocabulary import EntryMode, LegalCharacter, StepKind
from desktop.form.editors import Editor, Line, Pick, Tick, When
from desktop.form.form import Form, Item
from desktop.form.form_popover import FormPopover

translate = QCoreApplication.translate


class KindPick(Pick[StepKind]):
    """Which of a few acts it was, e.g. ratified or approved."""

    def __init__(self, kinds: Sequence[StepKind], parent: QWidget) -> None:
        super().__init__(StepKind, "", parent)
        self.choice.set_words(kinds)


class StepPopover(FormPopover):
    """Asks when a step was done, where, by whom and from when it counts; answers a `StepDraft`."""

    def __init__(self, question: str, step: StepDraft, kinds: Sequence[StepKind], today: date, parent: QWidget) -> None:
        form = Form(StepDraft, _step_items(kinds, today), "step")
        super().__init__(question, translate("StepPopover", "Set step"), _hint(), form, step, "done_on", parent)
        self.setObjectName("popover.step")


class ConfirmPopover(FormPopover):
    """Asks what no source says of an agreement; answers a draft with these fields filled in."""

    def __init__(self, draft: AgreementDraft, parent: QWidget) -> None:
        form = Form(AgreementDraft, _confirm_items(), "confirm", columns=1)
        question, verb = (
            translate("ConfirmPopover", "What the source does not say"),
            translate("ConfirmPopover", "Confirm"),
        )
        super().__init__(question, verb, _hint(), form, draft, "legal_character", parent)
        self.setObjectName("popover.confirm")


def _hint() -> str:
    return translate("StepPopover", "Enter · Esc keeps the draft")


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
