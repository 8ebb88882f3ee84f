"""The form of an agreement and the steps of its life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.commands.agreements import AddAgreement, ChangeAgreement
from db.queries import agreements
from db.records.agreements import AgreementDraft, StepDraft
from db.vocabulary import AgreementKind, EntryMode, Kind, LegalCharacter, Renewal, StepKind, StepState
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun, passed
from desktop.form.rows import Rows
from desktop.workspace import Workspace

translate = QCoreApplication.translate
_SIGNED = {"kind": StepKind.SIGNED, "state": StepState.DONE}


def noun(workspace: Workspace) -> Noun[AgreementDraft]:
    """An agreement."""
    ask = Ask(workspace)

    def step_items() -> Sequence[Item]:
        return (
            Item("kind", translate("Agreement", "Step"), ask.pick(StepKind)),
            Item("state", translate("Agreement", "State"), ask.pick(StepState)),
            Item("party", translate("Agreement", "By party (empty: all)"), ask.one(Kind.PARTY)),
            Item("done_on", translate("Agreement", "Done on"), ask.when()),
            Item("effective_on", translate("Agreement", "Takes effect on"), ask.when()),
            Item("place", translate("Agreement", "Place"), ask.line()),
            Item("by", translate("Agreement", "Signed or done by"), ask.line()),
            Item("reference", translate("Agreement", "Reference"), ask.line()),
            Item("procedure", translate("Agreement", "Domestic procedure"), ask.line()),
        )

    def steps(parent: QWidget) -> Editor:
        return Rows(StepDraft, step_items, translate("Agreement", "step"), parent, start=_SIGNED)

    whole = translate("Agreement", "A whole number, or nothing.")
    items = (
        ask.title(translate("Agreement", "Title")),
        Item("kind", translate("Agreement", "Kind of instrument"), ask.pick(AgreementKind)),
        Item("legal_character", translate("Agreement", "Binding in law"), ask.pick(LegalCharacter)),
        Item("parties", translate("Agreement", "Parties"), ask.several(Kind.PARTY)),
        Item("visit", translate("Agreement", "Signed at visit"), ask.one(Kind.VISIT)),
        Item("steps", translate("Agreement", "Steps of its life"), steps, wide=True, inside=step_items),
        Item("entry_mode", translate("Agreement", "Enters into force"), ask.pick(EntryMode)),
        Item("ratifications_needed", translate("Agreement", "Ratifications needed"), ask.number(), wrong=whole),
        Item(
            "no_ratification_foreseen",
            translate("Agreement", "Ratification"),
            ask.tick(translate("Agreement", "No ratification is foreseen")),
            wide=True,
        ),
        Item("entry_terms", translate("Agreement", "Terms of entry into force"), ask.text(), wide=True),
        Item("duration", translate("Agreement", "Duration"), ask.line()),
        Item("renewal", translate("Agreement", "Renewal"), ask.pick(Renewal)),
        Item("notice_period", translate("Agreement", "Notice period"), ask.line()),
        Item("expires", translate("Agreement", "Expires"), ask.when()),
        Item("next_review", translate("Agreement", "Next review"), ask.when()),
        Item("amends", translate("Agreement", "Amends"), ask.one(Kind.AGREEMENT)),
        Item("supersedes", translate("Agreement", "Supersedes"), ask.one(Kind.AGREEMENT)),
        *ask.shared(),
    )
    return Noun(
        Kind.AGREEMENT,
        AgreementDraft,
        (translate("Agreement", "Add agreement"), translate("Agreement", "Edit agreement")),
        items,
        agreements.card,
        AddAgreement,
        ChangeAgreement,
        _warnings,
    )


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    review = passed(workspace, values["next_review"], translate("Agreement", "This date has passed."))
    expired = translate("Agreement", "This date has passed. Was the agreement renewed or did it end?")
    return {"next_review": review, "expires": passed(workspace, values["expires"], expired)}
