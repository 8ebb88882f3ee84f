"""The form of a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.commands.visits import AddVisit, ChangeVisit
from db.queries import people, visits
from db.queries.base import Reader
from db.records.visits import DelegateDraft, TalkDraft, VisitDraft
from db.rules.visits import soft_warnings
from db.vocabulary import Kind, Rank, TalkFormat, VisitKind, VisitStage
from desktop.dialogs.noun import Ask, Noun, passed
from desktop.widgets.editors import Editor
from desktop.widgets.form import Item
from desktop.widgets.rows import Rows
from desktop.workspace import Workspace

translate = QCoreApplication.translate
_EXPECTED = frozenset({VisitStage.PROPOSED, VisitStage.INVITED, VisitStage.ACCEPTED, VisitStage.DATES_AGREED})


def noun(workspace: Workspace) -> Noun[VisitDraft]:
    """A visit."""
    ask = Ask(workspace)

    def delegate_items() -> Sequence[Item]:
        return (
            Item("name", translate("Visit", "Name"), ask.line(), needed=translate("Visit", "A name is needed.")),
            Item("function", translate("Visit", "Function"), ask.line()),
            Item("party", translate("Visit", "Country"), ask.one(Kind.PARTY)),
            Item("leads", translate("Visit", "Head"), ask.tick(translate("Visit", "Leads the delegation")), wide=True),
        )

    def talk_items() -> Sequence[Item]:
        return (
            Item("format", translate("Visit", "Format"), ask.pick(TalkFormat)),
            Item("day", translate("Visit", "Day"), ask.when()),
            Item("time", translate("Visit", "Time"), ask.line()),
            Item("place", translate("Visit", "Place"), ask.line()),
            Item("topics", translate("Visit", "Topics"), ask.text()),
            Item("participants", translate("Visit", "Participants"), ask.text()),
        )

    def delegates(parent: QWidget) -> Editor:
        return Rows(DelegateDraft, delegate_items, translate("Visit", "delegate"), parent)

    def talks(parent: QWidget) -> Editor:
        return Rows(TalkDraft, talk_items, translate("Visit", "programme item"), parent)

    items = (
        ask.title(translate("Visit", "Title")),
        Item("kind", translate("Visit", "Kind of visit"), ask.pick(VisitKind)),
        Item("stage", translate("Visit", "How far it has come"), ask.pick(VisitStage)),
        Item("dates", translate("Visit", "Dates"), ask.when()),
        Item("places", translate("Visit", "Places"), ask.line()),
        Item("from_party", translate("Visit", "From country"), ask.one(Kind.PARTY)),
        Item("to_party", translate("Visit", "To country"), ask.one(Kind.PARTY)),
        Item("visitor", translate("Visit", "Visitor"), ask.one(Kind.PERSON)),
        Item("office", translate("Visit", "In the office of"), ask.one(Kind.OFFICE)),
        Item("host", translate("Visit", "Host"), ask.one(Kind.PERSON)),
        Item("return_of", translate("Visit", "Return of visit"), ask.one(Kind.VISIT)),
        Item("purpose", translate("Visit", "Purpose"), ask.text(), wide=True),
        Item("delegates", translate("Visit", "Delegation"), delegates, wide=True),
        Item("talks", translate("Visit", "Programme"), talks, wide=True),
        *ask.shared(),
    )
    return Noun(
        Kind.VISIT,
        VisitDraft,
        (translate("Visit", "Add visit"), translate("Visit", "Edit visit")),
        items,
        visits.card,
        AddVisit,
        ChangeVisit,
        _warnings,
    )


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    office = values["office"]

    def rank(reader: Reader) -> Rank:
        return people.office(reader, office).draft.rank

    found = {"kind": " ".join(soft_warnings(values["kind"], workspace.ask(rank) if office else Rank.NOT_STATED))}
    if values["stage"] in _EXPECTED:
        words = translate("Visit", "These dates have passed. Has the visit taken place?")
        found["dates"] = passed(workspace, values["dates"], words)
    return found
