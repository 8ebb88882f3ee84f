"""The form of a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from db.commands.visits import AddVisit, ChangeVisit
from db.queries import people, visits
from db.queries.base import Reader
from db.records.visits import TalkDraft, VisitDraft
from db.rules.pasted import programme
from db.rules.visit_deeds import Said, about_dates, about_held, refusals
from db.rules.visits import VisitFacts, soft_warnings
from db.vocabulary import Kind, Rank, TalkFormat, VisitDeed, VisitKind, VisitStage
from desktop.form.editors import Editor
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun, passed
from desktop.form.table_rows import TableRows
from desktop.visits.delegations import Delegations
from desktop.workspace import Workspace

_PROGRAMME = (4, 3, 5, 4, 7, 6)
"""How wide the columns of the programme are, in parts."""
_BLANK_TALK = {"format": TalkFormat.OTHER}
_WIDTH = 960
translate = QCoreApplication.translate
_EXPECTED = frozenset({VisitStage.PROPOSED, VisitStage.INVITED, VisitStage.ACCEPTED, VisitStage.DATES_AGREED})


def noun(workspace: Workspace) -> Noun[VisitDraft]:
    """A visit."""
    ask = Ask(workspace)

    def talk_items() -> Sequence[Item]:
        return (
            Item("day", translate("Visit", "Day"), ask.when()),
            Item("time", translate("Visit", "Time"), ask.line()),
            Item("format", translate("Visit", "Kind of talk"), ask.pick(TalkFormat)),
            Item("place", translate("Visit", "Place"), ask.line()),
            Item("topics", translate("Visit", "Topics"), ask.text(1)),
            Item("participants", translate("Visit", "Who"), ask.text(1)),
        )

    def split(text: str, column: int) -> Sequence[Mapping[str, str]]:
        return programme(text, column, workspace.today())

    def delegates(parent: QWidget) -> Editor:
        return Delegations(workspace, parent)

    def talks(parent: QWidget) -> Editor:
        noun = translate("Visit", "programme item")
        return TableRows(TalkDraft, talk_items, noun, parent, _PROGRAMME, split, _BLANK_TALK)

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
        Item("delegates", translate("Visit", "Delegations"), delegates, wide=True),
        Item("talks", translate("Visit", "Programme"), talks, wide=True, inside=talk_items),
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
        refuse=_refusals,
        width=_WIDTH,
    )


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    office = values["office"]

    def rank(reader: Reader) -> Rank:
        return people.office(reader, office).draft.rank

    found = {"kind": " ".join(soft_warnings(values["kind"], workspace.ask(rank) if office else Rank.NOT_STATED))}
    if values["stage"] in _EXPECTED:
        words = translate("Visit", "These dates have passed. Has the visit taken place?")
        found["dates"] = passed(workspace, values["dates"], words)
    if values["stage"] is VisitStage.COMPLETED:
        found["dates"] = about_held(values["dates"], workspace.today())
    facts = VisitFacts(values["stage"], values["dates"])
    return {**found, "dates": found.get("dates") or about_dates(values["dates"], facts)}


def _refusals(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    """What took place lies behind us, whether it is said here or by a deed."""
    if values["stage"] is not VisitStage.COMPLETED:
        return {}
    today = workspace.today()
    said, facts = Said(today, values["dates"]), VisitFacts(values["stage"], values["dates"])
    return refusals(VisitDeed.TOOK_PLACE, facts, said, today)
