"""Which reminders fire from the starter register, and what snoozing, acting and moving a date do to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.commands.actions import LogAction
from db.commands.commitments import AddCommitment, ChangeCommitment
from db.commands.pending import End
from db.commands.reminders import AddReminder, Handle
from db.queries import commitments, pending, records, reminders, today
from db.records.actions import ActionDraft
from db.records.commitments import CommitmentDraft
from db.records.reminders import HandledDraft, ReminderDraft, ReminderLine
from db.rules import phrases
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import (
    Ending,
    Handled,
    Kind,
)
from tests.registers import OFFICER, TODAY, make_starter, number_of, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_starter(tmp_path / "starter.aide")) as store:
        yield store


def log(store: Store, record: int, text: str, next_words: str = "", **fields: object) -> int:
    period = phrases.read(next_words, TODAY).readings[0].period if next_words else None
    draft = ActionDraft.model_validate(
        {"text": text, "on": TODAY, "by": OFFICER, "links": (record,), "next_due": period, **fields}
    )
    return store.run(LogAction(draft)).id


def add(store: Store, draft: CommitmentDraft) -> int:
    made = store.run(AddCommitment(draft)).record
    assert made is not None
    return made


def answered(line: ReminderLine, handled: Handled, until: date | None = None) -> HandledDraft:
    return HandledDraft(
        rule=line.rule,
        record=line.about,
        computed_from=line.computed_from,
        n=line.n,
        handled=handled,
        until=until,
    )


def fired(store: Store, day: date = TODAY) -> list[tuple[str, str]]:
    with store.read() as reader:
        return [(line.record.title, line.reason) for line in reminders.lines(reader, day) if line.group == "now"]


def first(store: Store, day: date = TODAY) -> ReminderLine:
    with store.read() as reader:
        return reminders.lines(reader, day)[0]


def test_a_next_step_becomes_a_reminder_until_it_is_done(store: Store) -> None:
    visit = number_of(store, "return state visit", Kind.VISIT)
    log(store, visit, "Asked the embassy for possible dates.", "next friday", next_step="Ring again")
    due = date(2026, 12, 4)
    assert (f"{_title(store, visit)}", "next step today") in fired(store, due)
    with store.read() as reader:
        ahead = [thing for week in today.sheet(reader, TODAY).weeks for thing in week.things]
        assert ("Ring again", due) in [(thing.what, thing.when.latest) for thing in ahead]
    log(store, visit, "The embassy rang back.")
    assert (f"{_title(store, visit)}", "next step today") in fired(store, due)
    with store.read() as reader:
        (step,) = pending.of_record(reader, visit)
    store.run(End(step.entry, step.field, Ending.DONE, TODAY))
    assert "next step today" not in [reason for _, reason in fired(store, due)]


def _title(store: Store, record: int) -> str:
    with store.read() as reader:
        return records.link(reader, record).title


def test_a_reminder_is_snoozed_and_comes_back(store: Store) -> None:
    line = first(store)
    assert (line.group, line.fires_on) == ("now", date(2026, 11, 20))
    later = date(2026, 11, 26)
    store.run(Handle(answered(line, Handled.SNOOZED, later)))
    assert len(fired(store)) == 0
    with store.read() as reader:
        assert reminders.due_now(reader, TODAY) == 0
        assert [each.until for each in reminders.lines(reader, TODAY) if each.group == "snoozed"] == [later]
        assert reminders.due_now(reader, later) == 1
    store.run(Handle(answered(line, Handled.DONE)))
    assert line.record.title not in [title for title, _ in fired(store, later)]


def test_a_personal_reminder_fires_on_its_day(store: Store) -> None:
    agreement = number_of(store, "joint declaration", Kind.AGREEMENT)
    day = date(2026, 12, 1)
    store.run(AddReminder(ReminderDraft(title="Ask for the text", record=agreement, on=day)))
    assert agreement not in [line.record.id for line in _lines(store, date(2026, 11, 30)) if line.group == "now"]
    assert agreement in [line.record.id for line in _lines(store, day) if line.group == "now"]


def _lines(store: Store, day: date) -> tuple[ReminderLine, ...]:
    with store.read() as reader:
        return reminders.lines(reader, day)


def test_moving_a_due_date_rearms_its_reminder(store: Store) -> None:
    draft = CommitmentDraft(title="Send the list", due=Period.on(date(2026, 11, 24)))
    made = add(store, draft)
    line = next(each for each in _lines(store, TODAY) if each.record.id == made and each.group == "now")
    store.run(Handle(answered(line, Handled.DONE)))
    assert made not in [each.record.id for each in _lines(store, TODAY) if each.group == "now"]
    with store.read() as reader:
        card = commitments.card(reader, TODAY, made)
    moved = card.draft.model_copy(update={"due": Period.on(date(2026, 11, 30))})
    store.run(ChangeCommitment(made, card.head.version, moved))
    assert made in [each.record.id for each in _lines(store, TODAY) if each.group == "now"]
