"""Answering what a row asks without an entry of the log: a next step or a reply is closed, a reminder is handled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db.commands.pending import End
from db.commands.reminders import Handle
from db.records.pending import Pending
from db.records.reminders import HandledDraft, ReminderLine
from db.rules.remind_when import Until
from db.vocabulary import DateField, Ending, Handled
from desktop.workspace import Workspace


def ending(pending: Pending, today: date, *, needed: bool = True, seen: int | None = None) -> End:
    """What closes it: it was done or has come, or it is not needed."""
    came = Ending.ANSWERED if pending.field is DateField.REPLY_BY else Ending.DONE
    return End(pending.entry, pending.field, came if needed else Ending.NOT_NEEDED, today, seen=seen)


def close(workspace: Workspace, pending: Pending, *, needed: bool = True) -> None:
    """Say that it was done or has come, or that it is not needed."""
    workspace.attempt(ending(pending, workspace.today(), needed=needed, seen=workspace.seen()))


def answer(
    workspace: Workspace, line: ReminderLine, how: Handled, until: Until | None = None, why: str = "",
    seen: int | None = None,
) -> None:  # fmt: skip
    """Say what was done about a reminder; one of a next step or a reply is dealt with by closing that. `seen` is what
    had been seen when it was decided, where that is not now."""
    seen = workspace.seen() if seen is None else seen
    if line.pending is not None and how is not Handled.SNOOZED:
        closes = ending(line.pending, workspace.today(), needed=how is Handled.DONE, seen=seen)
        workspace.attempt(replace(closes, why=why))
        return
    until = until or Until()
    draft = HandledDraft(
        rule=line.rule, record=line.about, computed_from=line.computed_from, n=line.n, handled=how, why=why,
        until=until.day, until_time=until.time, answer_since=workspace.today() if until.answer else None,
    )  # fmt: skip
    workspace.attempt(Handle(draft, seen))
