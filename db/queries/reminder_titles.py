"""What stands beside the title of a reminder or a rule: when it reminds, the next day, and on which record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import reminder_rules
from db.drafts import draft_of
from db.engine import parts
from db.queries.base import links
from db.records.base import Link
from db.records.reminders import ReminderDraft
from db.rules.rule_words import coming, counted, set_for
from db.tables.reminders import Reminder
from db.words import _


def about(reader: Session, today: date, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """What stands beside the titles of reminders and rules: when they remind, the next day, and on which record."""
    rows = [row for part in parts(ids) for row in reader.scalars(select(Reminder).where(Reminder.id.in_(part)))]
    named = links(reader, {row.record for row in rows if row.record is not None})
    return {row.id: _beside(row, named, today) for row in rows}


def _beside(row: Reminder, named: Mapping[int, Link], today: date) -> tuple[str, ...]:
    draft = draft_of(row)
    assert isinstance(draft, ReminderDraft), "a reminder has its draft"
    on = _("on: {title}").format(title=named[row.record].title) if row.record is not None else ""
    if draft.is_personal:
        return set_for(draft.times), coming(draft.times, today), on
    return _("rule"), counted(reminder_rules.facts(row.id, draft)), on
