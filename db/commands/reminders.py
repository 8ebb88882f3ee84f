"""What a user can do with reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, find_at, short
from db.records.reminders import HandledDraft, ReminderDraft
from db.rules.edtf import day_with_weekday
from db.tables.reminders import Occurrence
from db.vocabulary import Handled, Kind
from db.words import N_, told

_SAID = {
    Handled.SHOWN: N_("Seen"),
    Handled.SNOOZED: N_("Snoozed"),
    Handled.DONE: N_("Done with the reminder"),
    Handled.NOT_NEEDED: N_("Reminder not needed"),
    Handled.ACTED_ON: N_("Acted on the reminder"),
}


@dataclass(frozen=True, slots=True)
class AddReminder(Add[ReminderDraft]):
    """Set a personal reminder on a record, or a rule."""

    kind = Kind.REMINDER

    def write(self, session: Session, row: Any) -> None:
        fill(row, self.draft, leave=SHARED, named={"kind": "on_kind"})


@dataclass(frozen=True, slots=True)
class ChangeReminder(Rewrite[ReminderDraft]):
    """Change a reminder."""

    adds = AddReminder


@dataclass(frozen=True, slots=True)
class Handle:
    """Say what was done about one occurrence: snooze it, be done with it, find it not needed."""

    draft: HandledDraft
    seen: Seen = None

    def apply(self, session: Session) -> Done:
        draft = self.draft
        record = find_at(session, draft.record, self.seen)
        key = (draft.rule, draft.record, draft.computed_from, draft.n)
        known = select(Occurrence).where(
            Occurrence.rule == key[0],
            Occurrence.record_id == key[1],
            Occurrence.computed_from == key[2],
            Occurrence.n == key[3],
        )
        row = session.scalars(known).first() or Occurrence(
            rule=key[0], record_id=key[1], computed_from=key[2], n=key[3]
        )
        row.handled, row.until, row.why, row.action = draft.handled, draft.until, draft.why, draft.action
        session.add(row)
        said = told(_SAID[draft.handled])
        if draft.until:
            said = told("{what} until {day}", what=said, day=day_with_weekday(draft.until))
        return Done(told("{what}: “{title}”", what=said, title=short(record.title)), record.id)
