"""The form of a commitment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.commands.commitments import AddCommitment, ChangeCommitment
from db.queries import commitments
from db.records.commitments import CommitmentDraft
from db.rules import strength
from db.vocabulary import CLOSED, Kind, NameList, Nature, Progress, Strength
from db.words import _
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun, Proposal, passed, said_earlier
from desktop.workspace import Workspace

_HOLDERS = (Kind.PARTY, Kind.OFFICE)
_ORIGINS = (Kind.VISIT, Kind.AGREEMENT, Kind.ACTION)


def noun(workspace: Workspace) -> Noun[CommitmentDraft]:
    """A commitment."""
    ask = Ask(workspace)
    items = (
        ask.title(_("What was promised, in our words")),
        Item("owes", _("Who owes it"), ask.several(*_HOLDERS)),
        Item("owed", _("To whom"), ask.several(*_HOLDERS)),
        Item("due", _("Due"), ask.when(), hint=said_earlier()),
        Item("progress", _("Progress"), ask.pick(Progress)),
        Item("strength", _("How firm"), ask.pick(Strength)),
        Item("nature", _("How it is kept"), ask.pick(Nature)),
        Item("origin", _("Made at"), ask.one(*_ORIGINS)),
        Item("voiced_by", _("Voiced by"), ask.one(Kind.PERSON)),
        Item("condition", _("Condition"), ask.text(), wide=True),
        Item("depends_on", _("Waits for visit"), ask.one(Kind.VISIT)),
        Item("repeats", _("Repeats"), ask.one(Kind.COMMITMENT)),
        Item("lead_unit", _("Lead unit"), ask.known(NameList.UNIT)),
        Item(
            "executors",
            _("Co-executors"),
            ask.line(),
            hint=_("Several with a semicolon between them."),
        ),
        Item("officer", _("Officer"), ask.known(NameList.OFFICER)),
        Item("next_review", _("Next review"), ask.when()),
        *ask.cadence(),
        Item("proof", _("What shows that it was kept"), ask.text(), wide=True),
        *ask.shared(),
    )
    return Noun(
        Kind.COMMITMENT,
        CommitmentDraft,
        (_("New commitment"), _("Edit commitment")),
        items,
        commitments.card,
        AddCommitment,
        ChangeCommitment,
        _warnings,
        propose=_proposals,
        settle=_assessed,
    )


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    overdue = _("This date has passed. It will show as overdue.")
    owing = set(values["owes"]) & set(values["owed"])
    return {
        "due": "" if values["progress"] in CLOSED else passed(workspace, values["due"], overdue),
        "owed": _("The same side owes it and is owed it.") if owing else "",
        "next_review": passed(workspace, values["next_review"], _("This date has passed.")),
    }


def _assessed(workspace: Workspace, before: CommitmentDraft | None, made: CommitmentDraft) -> CommitmentDraft:
    """How far it has come is said on a day and by somebody, here as everywhere; an earlier reason speaks no more.

    A new one may begin as waiting or in progress because its source says so; that is nobody's assessment yet.
    """
    unsaid = not made.progress.closed if before is None else made.progress is before.progress
    if unsaid:
        return made
    said = {"assessed_on": workspace.today(), "assessed_by": workspace.officer, "assessment": ""}
    return made.model_copy(update=said)


def _proposals(values: Mapping[str, Any]) -> dict[str, Proposal]:
    """How firm the words sound, until a person says how firm they are."""
    found = strength.proposed(values["title"])
    if found is None:
        return _nothing_firm(values["title"])
    why = _("The verb: “{verb}”.").format(verb=found.verb)
    hint = _("Proposed from “{verb}”. Choose another if it is not so.").format(verb=found.verb)
    return {"strength": Proposal(found.strength, why, hint)}


def _nothing_firm(title: str) -> dict[str, Proposal]:
    """Words that bind nobody are no undertaking; where no verb says anything, the field says that."""
    if not title.strip():
        return {}
    if verb := strength.loose(title):
        why = _("“{verb}” binds nobody here.").format(verb=verb)
        hint = _("“{verb}” binds nobody here: proposed as an intention. Choose another if it is not so.")
        return {"strength": Proposal(Strength.INTENTION, why, hint.format(verb=verb))}
    usual = CommitmentDraft.model_fields["strength"].default
    hint = _("No verb here says how firm it is: it counts as {strength} unless you choose another.")
    return {"strength": Proposal(usual, "", hint.format(strength=usual.label))}
