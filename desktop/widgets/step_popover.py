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
from db.records.base import Shape
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


class FormPopover(Popover):
    """A question of several fields; answers the draft that was given, with what was typed."""

    def __init__(self, question: str, verb: str, form: Form[Any], draft: Shape, first: str, parent: QWidget) -> None:
        hint = QCoreApplication.translate("FormPopover", "Enter · Esc keeps the draft")
        super().__init__(question, verb, parent, hint)
        self._form = form
        form.setParent(self)
        form.show_draft(draft)
        form.mark_letters("")
        self.column.insertWidget(1, form)
        form.changed.connect(self.note)
        form.editors[first].enter()

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


class StepPopover(FormPopover):
    """Asks when a step was done, where, by whom and from when it counts; answers a `StepDraft`."""

    def __init__(self, question: str, step: StepDraft, kinds: Sequence[StepKind], today: date, parent: QWidget) -> None:
        form = Form(StepDraft, _step_items(kinds, today), "step")
        super().__init__(question, translate("StepPopover", "Set step"), form, step, "done_on", parent)
        self.setObjectName("popover.step")


class ConfirmPopover(FormPopover):
    """Asks what no source says of an agreement; answers a draft with these fields filled in."""

    def __init__(self, draft: AgreementDraft, parent: QWidget) -> None:
        form = Form(AgreementDraft, _confirm_items(), "confirm", columns=1)
        question = translate("ConfirmPopover", "What the source does not say")
        super().__init__(question, translate("ConfirmPopover", "Confirm"), form, draft, "legal_character", parent)
        self.setObjectName("popover.confirm")


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
