"""Closing a next step or an expected reply from its row, without an entry of the log."""

from __future__ import annotations

from db.commands.pending import End
from db.records.pending import Pending
from db.vocabulary import DateField, Ending
from desktop.workspace import Workspace


def close(workspace: Workspace, pending: Pending, *, needed: bool = True) -> None:
    """Say that it was done or has come, or that it is not needed."""
    came = Ending.ANSWERED if pending.field is DateField.REPLY_BY else Ending.DONE
    how = came if needed else Ending.NOT_NEEDED
    workspace.attempt(End(pending.entry, pending.field, how, workspace.today(), seen=workspace.seen()))
