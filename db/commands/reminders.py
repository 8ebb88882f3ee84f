"""What a user can do with reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import reminder_rules
from db.commands.base import SHARED, Add, Done, Rewrite, Seen, fill, find_at, setting, short
from db.errors import NotFound
from db.records.reminders import HandledDraft, ReminderDraft
from db.rules.edtf import day_with_weekday
from db.tables.reminders import Occurrence
from db.tables.settings import RULES_OFF
from db.vocabulary import Handled, Kind
from db.words import N_, _, told

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
        row.until_time, row.answer_since = draft.until_time, draft.answer_since
        session.add(row)
        said = told(_SAID[draft.handled])
        if draft.until and draft.until_time:
            day = day_with_weekday(draft.until)
            said = told("{what} until {time} on {day}", what=said, time=draft.until_time, day=day)
        elif draft.until:
            said = told("{what} until {day}", what=said, day=day_with_weekday(draft.until))
        elif draft.answer_since:
            said = told("{what} until they answer", what=said)
        return Done(told("{what}: “{title}”", what=said, title=short(record.title)), record.id)


@dataclass(frozen=True, slots=True)
class SwitchRule:
    """Switch a rule on or off: one that every register has by its number, which is negative, one of its own by that of
    its record."""

    rule: int
    on: bool

    def apply(self, session: Session) -> Done:
        known = {each.id: each.label for each in reminder_rules.every(session)}
        if self.rule not in known:
            raise NotFound(_("This rule is no longer there."), _("Nothing was stored."))
        off = set(reminder_rules.switched_off(session)) - {self.rule} | (set() if self.on else {self.rule})
        setting(session, RULES_OFF).value = sorted(off)
        label = short(known[self.rule])
        return Done(told("Rule on: {label}", label=label) if self.on else told("Rule off: {label}", label=label))
