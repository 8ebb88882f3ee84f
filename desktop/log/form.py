"""The form that corrects an entry of the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.commands.actions import AddAction, CorrectAction
from db.queries import actions
from db.queries.base import Reader
from db.queries.search import FOLLOWED
from db.records.actions import ActionCard, ActionDraft
from db.rules.actions import day_refused
from db.vocabulary import ActionKind, Direction, Kind, Result
from db.words import _
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.workspace import Workspace


def noun(workspace: Workspace) -> Noun[ActionDraft]:
    """An entry of the log. The status a record got through it is changed on the record, not here."""
    ask = Ask(workspace)
    written = _("Write down what was done.")
    unstated = _("not stated")
    which = _("Choose at least one record.")

    def correct(record_id: int, seen: int, draft: ActionDraft) -> CorrectAction:
        return CorrectAction(record_id, draft, workspace.today(), seen)

    items = (
        Item("text", _("What was done"), ask.text(), wide=True, needed=written),
        Item("kind", _("Kind"), ask.pick(ActionKind)),
        Item("on", _("When"), ask.day(past=True)),
        Item("with_whom", _("With whom"), ask.line()),
        Item("by", _("By officer"), ask.line()),
        Item("direction", _("Direction"), ask.pick(Direction, unstated)),
        Item("result", _("Result"), ask.pick(Result, unstated)),
        Item("our_reference", _("Our number"), ask.line()),
        Item("their_reference", _("Their number"), ask.line()),
        Item("next_step", _("Next step"), ask.line()),
        Item("next_due", _("Next step due"), ask.when()),
        Item("reply_by", _("Reply expected by"), ask.when()),
        Item("links", _("On which records"), ask.several(*FOLLOWED), wide=True, needed=which),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.ACTION,
        ActionDraft,
        (_("Log action"), _("Correct the entry")),
        items,
        _read,
        AddAction,
        correct,
        _warnings,
        refuse=_refusals,
    )


def _read(reader: Reader, today: date, record_id: int) -> ActionCard:
    return actions.card(reader, record_id)


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    day = values["on"]
    return {"on": day_refused(day, workspace.today()) if isinstance(day, date) else ""}


def _refusals(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    return {field: words for field, words in _warnings(workspace, values).items() if words}
