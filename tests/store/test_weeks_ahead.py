"""The weeks ahead on Today: what is proposed, what waits for a visit, and how much of a week is not named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.commands.commitments import AddCommitment
from db.commands.reminders import AddReminder, Handle
from db.commands.visit_deeds import Cancel, ProposeDates
from db.queries import reminders, today
from db.queries.calendar import days
from db.records.calendar import CalendarWish
from db.records.commitments import CommitmentDraft
from db.records.reminders import NOW, HandledDraft, ReminderDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import DateField, Edge, Handled, Progress, VisitStage
from desktop.cli import answers
from tests.store.house import TODAY, Ids
from tests.store.test_visits_afresh import add, number, said


def test_the_weeks_ahead_hold_what_is_proposed_and_what_waits_for_a_visit(house: Store, ids: Ids) -> None:
    """Proposed dates and those on offer stand there as such; a promise stands under the day of the visit it waits for,
    until that is called off."""
    kz, pk = ids["kz"], ids["pk"]
    coming = add(house, VisitStage.DATES_AGREED, "2026-12-08/2026-12-10", "Coming", kz, pk)
    proposed = add(house, VisitStage.PROPOSED, "2026-12-15", "Proposed", kz, pk)
    offered = add(house, VisitStage.PROPOSED, None, "Offered", kz, pk)
    house.run(ProposeDates(offered, said(dates=Period.from_edtf("2026-12-16/2026-12-17")), TODAY))
    waits = number(house, AddCommitment(CommitmentDraft(title="Sign it", owes=(kz,), depends_on=coming)))
    kept = CommitmentDraft(title="Signed", owes=(kz,), depends_on=coming, progress=Progress.KEPT)
    done = number(house, AddCommitment(kept))

    def ahead() -> dict[int, tuple[date, str]]:
        with house.read() as reader:
            weeks = today.sheet(reader, TODAY).weeks
        return {each.record: (each.on, each.what) for week in weeks for each in week.things}

    found = ahead()
    assert found[coming] == (date(2026, 12, 8), "Coming")
    assert found[waits] == (date(2026, 12, 8), "Waits for the visit: Sign it") and done not in found
    assert found[proposed] == (date(2026, 12, 15), "Proposed: Proposed")
    assert found[offered] == (date(2026, 12, 16), "Proposed: Offered")
    house.run(Cancel(coming, said(), TODAY))
    assert not {coming, waits} & ahead().keys()


def test_a_week_says_how_much_of_it_is_not_named(house: Store, ids: Ids) -> None:
    """On the command line as in the window."""
    with house.read() as reader:
        before = today.sheet(reader, TODAY).weeks[2].total
    for day in range(7, 13):
        add(house, VisitStage.DATES_AGREED, f"2026-12-{day:02}", f"Visit {day}", ids["kz"], ids["pk"])
    with house.read() as reader:
        sheet_of_day = today.sheet(reader, TODAY)
    week = sheet_of_day.weeks[2]
    assert week.total == before + 6 and week.more() == f"and {week.total - len(week.things)} more"
    assert f"{week.more()} in the week of Mon 7 Dec 2026" in answers.today(sheet_of_day)


def test_the_weeks_ahead_hold_what_somebody_set_by_hand(house: Store, ids: Ids) -> None:
    """What comes again stands there once, what was put off on its new day, what was dealt with nowhere."""
    fields: dict[str, Any] = {"date_field": DateField.ON, "edge": Edge.OPENING, "set_on": TODAY}
    on = date(2026, 12, 8)

    def made(title: str, **more: Any) -> int:
        draft = ReminderDraft(title=title, **{"on": on, **fields, **more})
        return number(house, AddReminder(draft))

    def handled(record: int, how: Handled, until: date | None = None) -> None:
        draft = HandledDraft(rule=-38, record=record, computed_from=on, n=1, handled=how, until=until)
        house.run(Handle(draft))

    made("Once", record=ids["visit"])
    made("Weekly", on=date(2026, 11, 9), repeat_days=7)
    handled(made("Put off"), Handled.SNOOZED, date(2026, 12, 15))
    handled(made("Done"), Handled.DONE)
    handled(made("Next time", repeat_days=7), Handled.DONE)
    made("Far", on=date(2027, 6, 1))
    with house.read() as reader:
        weeks = today.sheet(reader, TODAY).weeks
    found = {each.what: (each.on, each.record) for week in weeks for each in week.things if "Reminder: " in each.what}
    assert {what: day for what, (day, _record) in found.items()} == {
        "Reminder: Call back": date(2026, 12, 1),  # the house has it
        "Reminder: Once": on,
        "Reminder: Weekly": TODAY,
        "Reminder: Put off": date(2026, 12, 15),
        "Reminder: Next time": date(2026, 12, 15),
    }
    assert found["Reminder: Once"][1] == ids["visit"]


@pytest.mark.parametrize(
    ("set_on", "again", "fires"),
    [
        (date(2026, 11, 30), 3, ["2027-02-28", "2027-05-30"]),
        (date(2026, 11, 30), 1, ["2026-12-30", "2027-01-30"]),
        (date(2026, 12, 31), 1, ["2027-01-31", "2027-02-28"]),
        (None, 1, ["2026-11-30", "2026-12-30"]),
    ],
)
def test_what_is_counted_from_a_day_stands_nowhere_under_that(
    house: Store, set_on: date | None, again: int, fires: list[str]
) -> None:
    """ "Every quarter" said on 30 Nov is first due on 28 Feb: in the weeks ahead, in the calendar and its page, on the
    bell; and what was done about it counts for the same of its days everywhere."""
    on = set_on or date(2026, 11, 30)
    draft = ReminderDraft(
        title="R", on=on, set_on=set_on, repeat_months=again, date_field=DateField.ON, edge=Edge.OPENING
    )
    made = number(house, AddReminder(draft))
    first, second = map(date.fromisoformat, fires)

    def said_on(day: date) -> tuple[set[date], set[date], bool]:
        with house.read() as reader:
            ahead = today.sheet(reader, day).weeks
            agenda = days.window(reader, day, CalendarWish(first=day, last=day), 0, 99)
            now = [line for line in reminders.lines(reader, day) if line.about == made and line.group == NOW]
        weeks = {each.on for week in ahead for each in week.things if each.what == "Reminder: R"}
        return weeks, {each.first for each in agenda if each.record == made}, bool(now)

    if set_on is not None:
        assert on not in said_on(on)[0] and said_on(on)[1:] == (set(), False)
    assert said_on(first) == ({first}, {first}, True)
    with house.read() as reader:
        (line,) = [each for each in reminders.lines(reader, first) if each.about == made and each.group == NOW]
    key = {"rule": line.rule, "record": made, "computed_from": line.computed_from, "n": line.n}
    house.run(Handle(HandledDraft.model_validate({**key, "handled": Handled.DONE})))
    assert first not in said_on(first)[0] and said_on(first)[1:] == (set(), False)
    assert said_on(second) == ({second}, {second}, True)
