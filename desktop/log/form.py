"""The form that corrects an entry of the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from db.commands.actions import AddAction, CorrectAction
from db.queries import actions
from db.queries.base import Reader
from db.queries.search import FOLLOWED
from db.records.actions import ActionCard, ActionDraft
from db.vocabulary import ActionKind, Direction, Kind, Result
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.workspace import Workspace

translate = QCoreApplication.translate


def noun(workspace: Workspace) -> Noun[ActionDraft]:
    """An entry of the log. The status a record got through it is changed on the record, not here."""
    ask = Ask(workspace)
    written = translate("Action", "Write down what was done.")
    unstated = translate("Action", "not stated")
    which = translate("Action", "Choose at least one record.")
    items = (
        Item("text", translate("Action", "What was done"), ask.text(), wide=True, needed=written),
        Item("kind", translate("Action", "Kind"), ask.pick(ActionKind)),
        Item("on", translate("Action", "When"), ask.day()),
        Item("with_whom", translate("Action", "With whom"), ask.line()),
        Item("by", translate("Action", "By officer"), ask.line()),
        Item("direction", translate("Action", "Direction"), ask.pick(Direction, unstated)),
        Item("result", translate("Action", "Result"), ask.pick(Result, unstated)),
        Item("next_step", translate("Action", "Next step"), ask.line()),
        Item("next_due", translate("Action", "Next step due"), ask.when()),
        Item("reply_by", translate("Action", "Reply expected by"), ask.when()),
        Item("links", translate("Action", "On which records"), ask.several(*FOLLOWED), wide=True, needed=which),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.ACTION,
        ActionDraft,
        (translate("Action", "Log action"), translate("Action", "Correct the entry")),
        items,
        _read,
        AddAction,
        _correct,
        _warnings,
    )


def _read(reader: Reader, today: date, record_id: int) -> ActionCard:
    return actions.card(reader, record_id)


def _correct(record_id: int, version: int, draft: ActionDraft) -> CorrectAction:
    return CorrectAction(record_id, draft)


def _warnings(workspace: Workspace, values: Mapping[str, Any]) -> dict[str, str]:
    day = values["on"]
    ahead = isinstance(day, date) and day > workspace.today()
    return {"on": translate("Action", "This day is still to come.") if ahead else ""}
