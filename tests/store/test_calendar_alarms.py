"""A calendar rings on the days on which the bell does, and holds nothing that was dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment
from db.commands.reminders import AddReminder, Handle, SwitchRule
from db.commands.visits import AddInvitation, AddVisit
from db.queries import reminders
from db.queries.calendar import left_out
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.commitments import CommitmentDraft
from db.records.reminders import HandledDraft, ReminderDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.rules.default_reminders import DEFAULT_RULES
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import DateField, Edge, Handled, Result, VisitStage
from tests.registers import TODAY
from tests.store.test_calendar import empty, entries, found, made, promised, written

__all__ = ["empty"]


def bells(store: Store, about: int, first: date, days: int) -> list[date]:
    """The days on which the bell says something new of a record, an entry or a reminder, looked at day by day."""
    rung, said = [], set[tuple[int, date, int]]()
    for day in (first + timedelta(days=n) for n in range(days)):
        lines = store.ask(partial(reminders.speaking_of, today=day, about=about))
        now = {(line.rule, line.computed_from, line.n) for line in lines}
        fresh = any(line.fires_on == day for line in lines)
        if lines and (fresh or (now - said and day > first)):
            rung.append(day)
        said = now
    return rung


def snooze(store: Store, about: int, until: date, on: date = TODAY) -> None:
    """Put off what is said of a record on a day."""
    (line, *_more) = store.ask(partial(reminders.speaking_of, today=on, about=about))
    key = {"rule": line.rule, "record": about, "computed_from": line.computed_from, "n": line.n}
    store.run(Handle(HandledDraft.model_validate({**key, "handled": Handled.SNOOZED, "until": until})))


def a_promise(store: Store) -> int:
    return promised(store, "2026-12-01")


def a_late_promise(store: Store) -> int:
    return promised(store, "2026-11-20")


def a_month(store: Store) -> int:
    return promised(store, "2026-11")


def a_year(store: Store) -> int:
    return promised(store, "2027")


def a_visit(store: Store) -> int:
    dates = Period.from_edtf("2026-12-14/2026-12-16")
    return made(store, AddVisit(VisitDraft(title="V", stage=VisitStage.DATES_AGREED, dates=dates)))


def a_visit_long_over(store: Store) -> int:
    dates = Period.from_edtf("2026-02-02/2026-02-04")
    return made(store, AddVisit(VisitDraft(title="V", stage=VisitStage.COMPLETED, dates=dates)))


def an_invitation(store: Store) -> int:
    record = made(store, AddVisit(VisitDraft(title="V", stage=VisitStage.INVITED)))
    store.run(AddInvitation(InvitationDraft(visit=record, window=Period.from_edtf("2026"))))
    return record


def a_term(store: Store) -> int:
    draft = AgreementDraft(title="A", expires=Period.from_edtf("2027-03-31"))
    return made(store, AddAgreement(draft))


def waiting_for_a_visit(store: Store) -> int:
    due, visit = Period.from_edtf("2026-12-01"), an_invitation(store)
    return made(store, AddCommitment(CommitmentDraft(title="C", due=due, depends_on=visit)))


def by_hand(store: Store) -> int:
    return made(store, AddReminder(ReminderDraft(
        title="R", on=TODAY, date_field=DateField.ON, edge=Edge.OPENING, set_on=TODAY
    )))  # fmt: skip


SORTS = (
    a_promise, a_late_promise, a_month, a_year, a_visit, a_visit_long_over, an_invitation, a_term, waiting_for_a_visit,
    by_hand,
)  # fmt: skip
OF_EVENTS = frozenset({DateField.LAST_ACTION, DateField.NEXT_REVIEW, DateField.SIGNED, DateField.REPORT})


@pytest.mark.parametrize("put_off", [None, 1, 9], ids=lambda days: f"put off {days}")
@pytest.mark.parametrize("sort", SORTS)
def test_an_alarm_rings_on_the_days_on_which_the_bell_does(
    empty: Store, sort: Callable[[Store], int], put_off: int | None
) -> None:
    """From now on, of what no rule has yet spoken of and of what is put off: the calendar says what the bell says."""
    silent = {each.rule_id for each in DEFAULT_RULES if each.date_field in OF_EVENTS}
    for rule in silent:
        empty.run(SwitchRule(rule, on=False))
    record = sort(empty)
    if put_off is not None:
        if not empty.ask(partial(reminders.speaking_of, today=TODAY, about=record)):
            pytest.skip("nothing speaks of it")
        snooze(empty, record, TODAY + timedelta(days=put_off))
    alarms = sorted(
        {each.first + timedelta(days=n) for each in found(empty) if each.record == record for n in each.alarms}
    )
    ends = TODAY + timedelta(days=150)
    assert [day for day in alarms if day < ends] == bells(empty, record, TODAY, 150)


def test_what_was_dealt_with_is_in_no_calendar_and_what_comes_again_leaves_its_day_out(empty: Store) -> None:
    """On the old day it stood with an alarm."""
    weekly = ReminderDraft(
        title="R", on=TODAY, date_field=DateField.ON, edge=Edge.OPENING, set_on=TODAY, repeat_days=7
    )  # fmt: skip
    record = made(empty, AddReminder(weekly))
    key: dict[str, Any] = {"rule": -38, "record": record, "computed_from": TODAY, "n": 1}
    empty.run(Handle(HandledDraft(**key, handled=Handled.DONE)))
    (event,) = found(empty)
    assert event.but == (TODAY,) and event.every == 7 and event.alarms == (0,)
    until = TODAY + timedelta(days=9)
    empty.run(Handle(HandledDraft(**key, handled=Handled.SNOOZED, until=until, until_time="15:30")))
    series, again = found(empty)
    assert series.but == (TODAY, TODAY + timedelta(days=7))
    assert (again.first, again.alarms, again.at) == (until, (0,), ((0, "15:30"),))
    entry = entries(written(empty))[1]
    assert [alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")] == [timedelta(hours=15, minutes=30)]


def test_what_has_no_day_is_counted(empty: Store) -> None:
    record = promised(empty, None)
    undated = ActionDraft(text="A", on=TODAY, links=(record,), next_step="Write", result=Result.AWAITING_REPLY)
    empty.run(LogAction(undated, today=TODAY))
    empty.run(AddReminder(ReminderDraft(
        title="R", record=record, on_answer=True, set_on=TODAY, date_field=DateField.ON, edge=Edge.OPENING
    )))  # fmt: skip
    left = empty.ask(lambda reader: left_out(reader, TODAY))
    assert left.undated == 3 and left.said() == "3 without a day are not in it."
