"""The words of a message about reminders: bounded, on lines of their own, the same on the desktop and in the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.records.notifications import ToTell
from db.words import _, ngettext

NAMED = 3
"""So many reminders of a group are named."""
_LONGEST = 120


class Message(NamedTuple):
    """What stands in a notification: a line, and some words below it."""

    summary: str
    body: str

    @property
    def line(self) -> str:
        """All of it on one line."""
        return _("{summary}: {body}").format(summary=self.summary, body=self.body.replace("\n", " · "))


def message(reminders: Sequence[ToTell]) -> Message:
    """What is said of reminders that are told together."""
    if len(reminders) == 1:
        return Message(bounded(reminders[0].title), bounded(reminders[0].why))
    many = len(reminders)
    summary = ngettext("{count} reminder", "{count} reminders", many).format(count=f"{many:n}")
    lines = [bounded(each.title) for each in reminders[:NAMED]]
    if more := many - len(lines):
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=f"{more:n}"))
    return Message(summary, "\n".join(lines))


def bounded(words: str) -> str:
    """Words on one line that is not too long, without what turns or hides letters beside it."""
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
