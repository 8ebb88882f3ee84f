"""Closing a next step or an expected reply from its row, without an entry of the log."""

from __future__ import annotations

from datetime import date

from db.commands.pending import End
from db.records.pending import Pending
from db.vocabulary import DateField, Ending
from desktop.workspace import Workspace


def ending(pending: Pending, today: date, *, needed: bool = True, seen: int | None = None) -> End:
    """What closes it: it was done or has come, or it is not needed."""
    came = Ending.ANSWERED if pending.field is DateField.REPLY_BY else Ending.DONE
    return End(pending.entry, pending.field, came if needed else Ending.NOT_NEEDED, today, seen=seen)


def close(workspace: Workspace, pending: Pending, *, needed: bool = True) -> None:
    """Say that it was done or has come, or that it is not needed."""
    workspace.attempt(ending(pending, workspace.today(), needed=needed, seen=workspace.seen()))
