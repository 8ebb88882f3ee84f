"""What an agreement's stepper asks for: a step with its dates, or what no source says of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from db.records.agreements import AgreementDraft, StepDraft
from db.vocabulary import EntryMode, LegalCharacter, StepKind
from db.words import _
from desktop.form.editors import Line, Pick, Tick, When
from desktop.form.form import Form, Item
from desktop.form.popover import FormPopover


class KindPick(Pick[StepKind]):
    """Which of a few acts it was, e.g. ratified or approved."""

    def __init__(self, kinds: Sequence[StepKind], parent: QWidget) -> None:
        super().__init__(StepKind, "", parent)
        self.choice.set_words(kinds)


class StepPopover(FormPopover):
    """Asks when a step was done, where, by whom and from when it counts; answers a `StepDraft`."""

    def __init__(self, question: str, step: StepDraft, kinds: Sequence[StepKind], today: date, parent: QWidget) -> None:
        extends = step.kind is StepKind.EXTENDED
        items = _extension_items(today) if extends else _step_items(kinds, today)
        first = "effective_on" if extends else "done_on"
        super().__init__(question, _("Set step"), _hint(), Form(StepDraft, items, "field.step"), step, first, parent)
        self.setObjectName("popover.step")


class ConfirmPopover(FormPopover):
    """Asks what no source says of an agreement; answers a draft with these fields filled in."""

    def __init__(self, draft: AgreementDraft, parent: QWidget) -> None:
        form = Form(AgreementDraft, _confirm_items(), "field.confirm", columns=1)
        question, verb = (
            _("What the source does not say"),
            _("Confirm"),
        )
        super().__init__(question, verb, _hint(), form, draft, "legal_character", parent)
        self.setObjectName("popover.confirm")


def _hint() -> str:
    return _("Enter · Esc keeps the draft")


def _step_items(kinds: Sequence[StepKind], today: date) -> tuple[Item, ...]:
    return (
        Item("kind", _("Step"), partial(KindPick, kinds)),
        Item("done_on", _("Done on"), partial(When, today, past=True)),
        Item("effective_on", _("Takes effect on"), partial(When, today)),
        Item("place", _("Place"), Line),
        Item("by", _("Signed or done by"), Line),
        Item("reference", _("Reference"), Line),
    )


def _extension_items(today: date) -> tuple[Item, ...]:
    """Of an extension, the day on which it takes effect is the one until which it runs."""
    return (
        Item("effective_on", _("Extended until"), partial(When, today)),
        Item("done_on", _("Agreed on"), partial(When, today, past=True)),
        Item("by", _("Signed or done by"), Line),
        Item("reference", _("Reference"), Line),
    )


def _confirm_items() -> tuple[Item, ...]:
    return (
        Item("legal_character", _("Binding in law"), partial(Pick, LegalCharacter, "")),
        Item("entry_mode", _("Enters into force"), partial(Pick, EntryMode, "")),
        Item("no_ratification_foreseen", _("Ratification"), partial(Tick, _("No ratification is foreseen"))),
    )
