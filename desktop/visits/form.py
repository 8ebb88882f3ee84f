"""The form of a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.commands.visits import AddVisit, ChangeVisit
from db.queries import people, visits
from db.queries.base import Reader
from db.records.visits import TalkDraft, VisitDraft
from db.rules.pasted import programme
from db.rules.visit_deeds import Said, about_dates, about_held, refusals
from db.rules.visits import VisitFacts, looks_back, programme_note, soft_warnings
from db.vocabulary import Kind, Rank, TalkFormat, VisitDeed, VisitKind, VisitStage
from db.words import _
from desktop.form.editors import Editor, When
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun, passed
from desktop.visits.delegations import Delegations
from desktop.visits.table_rows import TableRows
from desktop.workspace import Workspace

_PROGRAMME = (7, 3, 5, 4, 6, 5)
"""How wide the columns of the programme are, in parts."""
_BLANK_TALK = {"format": TalkFormat.OTHER}
_WIDTH = 960
_EXPECTED = frozenset({VisitStage.PROPOSED, VisitStage.INVITED, VisitStage.ACCEPTED, VisitStage.DATES_AGREED})


class _Dates(When):
    """The dates of a visit, which look back where the visit has begun and ahead where it is to come."""

    @override
    def meet(self, others: Mapping[str, Editor]) -> None:
        self._stage = others["stage"]
        self._stage.changed.connect(self.settle_in)

    @override
    def settle_in(self) -> None:
        stage = self._stage.value()
        self.look(isinstance(stage, VisitStage) and looks_back(stage))


def noun(workspace: Workspace) -> Noun[VisitDraft]:
    """A visit."""
    ask = Ask(workspace)

    def talk_items() -> Sequence[Item]:
        return (
            Item("day", _("Day"), ask.when()),
            Item("time", _("Time"), ask.line()),
            Item("format", _("Kind of talk"), ask.pick(TalkFormat)),
            Item("place", _("Place"), ask.line()),
            Item("topics", _("Topics"), ask.text(1)),
            Item("participants", _("Who"), ask.text(1)),
        )

    def split(text: str, column: int) -> Sequence[Mapping[str, str]]:
        return programme(text, column, workspace.today())

    def delegates(parent: QWidget) -> Editor:
        return Delegations(workspace, parent)

    def talks(parent: QWidget) -> Editor:
        noun = _("programme item")
        return TableRows(TalkDraft, talk_items, noun, parent, _PROGRAMME, split, _BLANK_TALK)

    items = (
        ask.title(_("Title")),
        Item("kind", _("Kind of visit"), ask.pick(VisitKind)),
        Item("stage", _("How far it has come"), ask.pick(VisitStage)),
        Item("dates", _("Dates"), partial(_Dates, workspace.today(), happens=True)),
        Item("places", _("Places"), ask.line()),
        Item("from_party", _("From country"), ask.one(Kind.PARTY)),
        Item("to_party", _("To country"), ask.one(Kind.PARTY)),
        Item("visitor", _("Visitor"), ask.one(Kind.PERSON)),
        Item("office", _("In the office of"), ask.one(Kind.OFFICE)),
        Item("host", _("Host"), ask.one(Kind.PERSON)),
        Item("return_of", _("Return of visit"), ask.one(Kind.VISIT)),
        Item("purpose", _("Purpose"), ask.text(), wide=True),
        Item("delegates", _("Delegations"), delegates, wide=True),
        Item("talks", _("Programme"), talks, wide=True, inside=talk_items),
        *ask.shared(),
    )
    return Noun(
        Kind.VISIT,
        VisitDraft,
        (_("New visit"), _("Edit visit")),
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
        return people.office(reader, workspace.today(), office).draft.rank

    found = {"kind": " ".join(soft_warnings(values["kind"], workspace.ask(rank) if office else Rank.NOT_STATED))}
    if values["stage"] in _EXPECTED:
        words = _("These dates have passed. Has the visit taken place?")
        found["dates"] = passed(workspace, values["dates"], words)
    if values["stage"] is VisitStage.COMPLETED:
        found["dates"] = about_held(values["dates"], workspace.today())
    if values["stage"] is VisitStage.POSTPONED and values["dates"] is not None:
        found["dates"] = _("Of a postponed visit these are the new dates. Leave them empty until they are known.")
    facts = VisitFacts(values["stage"], values["dates"])
    found["talks"] = programme_note(facts, [talk.day for talk in values["talks"]], workspace.today())
    return {**found, "dates": found.get("dates") or about_dates(values["dates"], facts)}


def _refusals(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    """What took place lies behind us, whether it is said here or by a deed."""
    if values["stage"] is not VisitStage.COMPLETED:
        return {}
    today = workspace.today()
    said, facts = Said(today, values["dates"]), VisitFacts(values["stage"], values["dates"])
    return refusals(VisitDeed.TOOK_PLACE, facts, said, today)
