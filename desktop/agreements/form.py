"""The form of an agreement and the steps of its life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from db.commands.agreements import AddAgreement, ChangeAgreement
from db.queries import agreements
from db.records.agreements import AgreementDraft, StepDraft
from db.rules import notice
from db.rules.short_titles import short_title
from db.vocabulary import AgreementKind, EntryMode, Kind, LegalCharacter, Renewal, StepKind, StepState
from db.words import _
from desktop.agreements.length_line import LengthLine
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun, Proposal, passed
from desktop.form.rows import Rows
from desktop.workspace import Workspace

_SIGNED = {"kind": StepKind.SIGNED, "state": StepState.DONE}


def noun(workspace: Workspace) -> Noun[AgreementDraft]:
    """An agreement."""
    ask = Ask(workspace)

    def step_items() -> Sequence[Item]:
        return (
            Item("kind", _("Step"), ask.pick(StepKind)),
            Item("state", _("State"), ask.pick(StepState)),
            Item("party", _("By party (empty: all)"), ask.one(Kind.PARTY)),
            Item("done_on", _("Done on"), ask.when(past=True)),
            Item("effective_on", _("Takes effect on, or until"), ask.when()),
            Item("place", _("Place"), ask.line()),
            Item("by", _("Signed or done by"), ask.line()),
            Item("reference", _("Reference"), ask.line()),
            Item("procedure", _("Domestic procedure"), ask.line()),
        )

    def steps(parent: QWidget) -> Editor:
        return Rows(StepDraft, step_items, _("step"), parent, start=_SIGNED)

    whole = _("A whole number, or nothing.")
    items = (
        ask.title(_("Title")),
        Item("short_title", _("Short title"), ask.line(), wide=True, hint=_("For lists, e.g. Visa-free travel, 2026")),
        Item("kind", _("Kind of instrument"), ask.pick(AgreementKind)),
        Item("legal_character", _("Binding in law"), ask.pick(LegalCharacter)),
        Item("parties", _("Parties"), ask.several(Kind.PARTY)),
        Item("visit", _("Signed at visit"), ask.one(Kind.VISIT)),
        Item("steps", _("Steps of its life"), steps, wide=True, inside=step_items),
        Item("entry_mode", _("Enters into force"), ask.pick(EntryMode)),
        Item("ratifications_needed", _("Ratifications needed"), ask.number(), wrong=whole),
        Item(
            "no_ratification_foreseen",
            _("Ratification"),
            ask.tick(_("No ratification is foreseen")),
            wide=True,
        ),
        Item("entry_terms", _("Terms of entry into force"), ask.text(), wide=True),
        Item("duration", _("Duration"), partial(LengthLine, notice.duration_read)),
        Item("renewal", _("Renewal"), ask.pick(Renewal)),
        Item("notice_period", _("Notice period"), partial(LengthLine, notice.notice_read)),
        Item("expires", _("Expires"), ask.when()),
        Item("next_review", _("Next review"), ask.when()),
        *ask.cadence(),
        Item("amends", _("Amends"), ask.one(Kind.AGREEMENT)),
        Item("supersedes", _("Supersedes"), ask.one(Kind.AGREEMENT)),
        *ask.shared(),
    )
    return Noun(
        Kind.AGREEMENT,
        AgreementDraft,
        (_("New agreement"), _("Edit agreement")),
        items,
        agreements.card,
        AddAgreement,
        ChangeAgreement,
        _warnings,
        _proposed,
    )


def _proposed(values: Mapping[str, Any]) -> dict[str, Proposal]:
    """The short title, made of what the title says it is about and of the year of the signature."""
    signed = (step.done_on for step in values["steps"] if step.kind is StepKind.SIGNED)
    years = [when.latest.year for when in signed if when is not None and when.latest is not None]
    said = short_title(values["title"], max(years, default=None))
    return {"short_title": Proposal(said, "", _("Proposed from the title; change it as you like."))} if said else {}


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    review = passed(workspace, values["next_review"], _("This date has passed."))
    expired = _("This date has passed. Was the agreement renewed or did it end?")
    if values["renewal"] is Renewal.TACIT:
        expired = ""  # further terms follow by themselves
    return {"next_review": review, "expires": passed(workspace, values["expires"], expired)}
