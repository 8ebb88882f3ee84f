"""Since when nothing was done about what is open, and how that is said: one count for all who say it."""

from __future__ import annotations

from datetime import date

from db.rules.periods import Period
from db.words import _, ngettext


def quiet_since(last_action: date | None, entered: date | None) -> date | None:
    """The day of the last entry of the log about it; where there is none, the one on which it was written into the
    register, however long ago it was promised: before that nobody could log anything."""
    return last_action or entered


def days_silent(last_action: date | None, entered: date | None, today: date) -> int | None:
    """Days since then; None where no day is known, or that day is still to come."""
    start = quiet_since(last_action, entered)
    return (today - start).days if start is not None and start <= today else None


def silent(since: date, today: date, *, entered: bool) -> str:
    """How long nothing was done since a day, which is the one on which it was written into the register (`entered`), or
    that of the last entry of the log. What was entered or logged that day is not called silent."""
    days = (today - since).days
    if entered:
        if days <= 0:
            return _("entered {day}").format(day=Period.on(since).display()) if days else _("entered today")
        said = ngettext("no action for {count} day, entered {day}", "no action for {count} days, entered {day}", days)
    else:
        if days <= 0:
            return _("last action {day}").format(day=Period.on(since).display()) if days else _("action today")
        said = ngettext("no action for {count} day", "no action for {count} days", days)
    return said.format(count=f"{days:,}", day=Period.on(since).display())
