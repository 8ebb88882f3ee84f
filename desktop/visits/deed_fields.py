"""What each deed that moves a visit on asks for: a question, a few fields, and the verb of its button."""

from __future__ import annotations

from collections.abc import Sequence

from db.vocabulary import ActionKind, Answer, InvitationMeans, Kind, VisitDeed
from db.words import _
from desktop.form.form import Item
from desktop.form.noun import Ask


def question(deed: VisitDeed, visit: str) -> str:
    """The question that stands over the fields."""
    asked = {
        VisitDeed.PROPOSE_DATES: _("Which dates are proposed for “{visit}”?"),
        VisitDeed.RECORD_ANSWER: _("What was answered about “{visit}”?"),
        VisitDeed.SET_DATES: _("Which dates were agreed for “{visit}”?"),
        VisitDeed.TOOK_PLACE: _("When did “{visit}” take place?"),
        VisitDeed.POSTPONE: _("To when is “{visit}” put off?"),
        VisitDeed.CANCEL: _("Why will “{visit}” not take place?"),
        VisitDeed.RENEW: _("For when is the invitation renewed: “{visit}”?"),
        VisitDeed.LINK_RETURN: _("Which visit belongs to “{visit}” as its return?"),
    }
    return asked[deed].format(visit=visit)


def verb(deed: VisitDeed) -> str:
    """What the button does."""
    done = {
        VisitDeed.PROPOSE_DATES: _("Propose dates"),
        VisitDeed.RECORD_ANSWER: _("Record answer"),
        VisitDeed.SET_DATES: _("Set dates"),
        VisitDeed.TOOK_PLACE: _("Record that it took place"),
        VisitDeed.POSTPONE: _("Postpone visit"),
        VisitDeed.CANCEL: _("Cancel visit"),
        VisitDeed.RENEW: _("Renew invitation"),
        VisitDeed.LINK_RETURN: _("Link visits"),
    }
    return done[deed]


def items(ask: Ask, deed: VisitDeed) -> Sequence[Item]:
    """The fields, in the order in which they are filled in."""
    line = Item("words", _("In a line (may stay empty)"), ask.line(), wide=True)
    how = Item("how", _("How"), ask.pick(ActionKind))
    said = Item("on", _("Said on"), ask.day(past=True))
    match deed:
        case VisitDeed.PROPOSE_DATES:
            on = Item("on", _("Proposed on"), ask.day(past=True))
            return (_when(ask, _("Proposed dates")), on, how, line)
        case VisitDeed.RECORD_ANSWER:
            blank = _("choose")
            answer = Item("answer", _("Answer"), ask.pick(Answer, blank), wide=True)
            on = Item("on", _("Answered on"), ask.day(past=True))
            return (answer, _when(ask, _("Dates")), on, how, line)
        case VisitDeed.SET_DATES:
            on = Item("on", _("Agreed on"), ask.day(past=True))
            return (_when(ask, _("Agreed dates")), on, how, line)
        case VisitDeed.TOOK_PLACE:
            return (_when(ask, _("Dates"), past=True), line)
        case VisitDeed.POSTPONE:
            return (_when(ask, _("New dates (may stay empty)")), said, how, line)
        case VisitDeed.RENEW:
            means = Item("means", _("How it was given"), ask.pick(InvitationMeans))
            on = Item("on", _("Given on"), ask.day(past=True))
            return (_when(ask, _("For when"), happens=False), on, means, line)
        case VisitDeed.LINK_RETURN:
            return (Item("other", _("The other visit"), ask.one(Kind.VISIT), wide=True),)
    return (line, said, how)


def _when(ask: Ask, label: str, *, past: bool = False, happens: bool = True) -> Item:
    return Item("dates", label, ask.when(past=past, happens=happens), wide=True)
