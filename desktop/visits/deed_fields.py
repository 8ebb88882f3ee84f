"""What each deed that moves a visit on asks for: a question, a few fields, and the verb of its button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from db.vocabulary import ActionKind, Answer, InvitationMeans, Kind, VisitDeed
from desktop.form.form import Item
from desktop.form.noun import Ask

translate = QCoreApplication.translate


def question(deed: VisitDeed, visit: str) -> str:
    """The question that stands over the fields."""
    asked = {
        VisitDeed.PROPOSE_DATES: translate("VisitDeed", "Which dates are proposed for “{}”?"),
        VisitDeed.RECORD_ANSWER: translate("VisitDeed", "What was answered about “{}”?"),
        VisitDeed.SET_DATES: translate("VisitDeed", "Which dates were agreed for “{}”?"),
        VisitDeed.TOOK_PLACE: translate("VisitDeed", "When did “{}” take place?"),
        VisitDeed.POSTPONE: translate("VisitDeed", "To when is “{}” put off?"),
        VisitDeed.CANCEL: translate("VisitDeed", "Why will “{}” not take place?"),
        VisitDeed.RENEW: translate("VisitDeed", "For when is the invitation renewed: “{}”?"),
        VisitDeed.LINK_RETURN: translate("VisitDeed", "Which visit belongs to “{}” as its return?"),
    }
    return asked[deed].format(visit)


def verb(deed: VisitDeed) -> str:
    """What the button does."""
    done = {
        VisitDeed.PROPOSE_DATES: translate("VisitDeed", "Propose dates"),
        VisitDeed.RECORD_ANSWER: translate("VisitDeed", "Record answer"),
        VisitDeed.SET_DATES: translate("VisitDeed", "Set dates"),
        VisitDeed.TOOK_PLACE: translate("VisitDeed", "Mark as took place"),
        VisitDeed.POSTPONE: translate("VisitDeed", "Postpone visit"),
        VisitDeed.CANCEL: translate("VisitDeed", "Cancel visit"),
        VisitDeed.RENEW: translate("VisitDeed", "Renew invitation"),
        VisitDeed.LINK_RETURN: translate("VisitDeed", "Link visits"),
    }
    return done[deed]


def items(ask: Ask, deed: VisitDeed) -> Sequence[Item]:
    """The fields, in the order in which they are filled in."""
    line = Item("words", translate("VisitDeed", "In a line (may stay empty)"), ask.line(), wide=True)
    how = Item("how", translate("VisitDeed", "How"), ask.pick(ActionKind))
    said = Item("on", translate("VisitDeed", "Said on"), ask.day())
    match deed:
        case VisitDeed.PROPOSE_DATES:
            on = Item("on", translate("VisitDeed", "Proposed on"), ask.day())
            return (_when(ask, translate("VisitDeed", "Proposed dates")), on, how, line)
        case VisitDeed.RECORD_ANSWER:
            blank = translate("VisitDeed", "choose")
            answer = Item("answer", translate("VisitDeed", "Answer"), ask.pick(Answer, blank), wide=True)
            on = Item("on", translate("VisitDeed", "Answered on"), ask.day())
            return (answer, _when(ask, translate("VisitDeed", "Dates")), on, how, line)
        case VisitDeed.SET_DATES:
            on = Item("on", translate("VisitDeed", "Agreed on"), ask.day())
            return (_when(ask, translate("VisitDeed", "Agreed dates")), on, how, line)
        case VisitDeed.TOOK_PLACE:
            return (_when(ask, translate("VisitDeed", "Dates")), line)
        case VisitDeed.POSTPONE:
            return (_when(ask, translate("VisitDeed", "New dates (may stay empty)")), said, how, line)
        case VisitDeed.RENEW:
            means = Item("means", translate("VisitDeed", "How it was given"), ask.pick(InvitationMeans))
            on = Item("on", translate("VisitDeed", "Given on"), ask.day())
            return (_when(ask, translate("VisitDeed", "For when")), on, means, line)
        case VisitDeed.LINK_RETURN:
            return (Item("other", translate("VisitDeed", "The other visit"), ask.one(Kind.VISIT), wide=True),)
    return (line, said, how)


def _when(ask: Ask, label: str) -> Item:
    return Item("dates", label, ask.when(), wide=True)
