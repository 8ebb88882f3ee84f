"""The rules of reminders: those every register has, those of its own, and which are switched off."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.choices import choice
from db.drafts import draft_of
from db.records.reminders import ReminderDraft, RuleLine, refused_of
from db.rules.default_reminders import DEFAULT_RULES
from db.rules.reminders import ANY, RuleFacts
from db.tables.reminders import Reminder
from db.tables.settings import RULES_OFF
from db.words import _

_RULES = select(Reminder).where(~Reminder.hidden, Reminder.on.is_(None), ~Reminder.on_answer).order_by(Reminder.id)


def active(reader: Session) -> dict[int, RuleFacts]:
    """The rules that are switched on, by number, in the order in which one speaks before another."""
    off = switched_off(reader)
    return {rule.rule_id: rule for rule in (*DEFAULT_RULES, *own(reader)) if rule.rule_id not in off}


def own(reader: Session) -> Iterator[RuleFacts]:
    """The rules that were written here."""
    for number, draft in _own(reader):
        yield facts(number, draft)


def _own(reader: Session) -> Iterator[tuple[int, ReminderDraft]]:
    for row in reader.scalars(_RULES):
        draft = draft_of(row)
        if isinstance(draft, ReminderDraft) and refused_of(row) is None:  # what another program wrote may be none
            yield row.id, draft


def facts(number: int, draft: ReminderDraft) -> RuleFacts:
    """A rule as it is counted from."""
    return RuleFacts(
        number,
        frozenset({draft.kind}) if draft.kind else ANY,
        draft.date_field,
        draft.edge,
        draft.offset_days,
        draft.share,
        draft.repeat_days,
        draft.until,
        draft.stop_before_close,
        frozenset({draft.known}) if draft.known else frozenset(),
        draft.offset_months,
        draft.repeat_months,
        draft.record,
        label=draft.title,
    )


def switched_off(reader: Session) -> frozenset[int]:
    """The numbers of the rules that are switched off."""
    kept = choice(reader, RULES_OFF)
    return frozenset(each for each in kept if isinstance(each, int)) if isinstance(kept, list) else frozenset()


def every(reader: Session) -> tuple[RuleLine, ...]:
    """All rules, those every register has first."""
    off = switched_off(reader)
    found = [RuleLine(id=rule.rule_id, label=_(rule.label), on=rule.rule_id not in off) for rule in DEFAULT_RULES]
    mine = [RuleLine(id=each, label=draft.title, on=each not in off, draft=draft) for each, draft in _own(reader)]
    return (*found, *mine)
