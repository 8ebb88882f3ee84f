"""Reminders through a year: each shown once, none lost, none early; and the failures of other programs by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import AddCommitment, Assess, SetDue
from db.commands.pending import End
from db.commands.reminders import AddReminder, Handle, SwitchRule
from db.commands.settings import ChooseOurSide
from db.commands.visit_deeds import Cancel, SetDates
from db.commands.working_days import ChooseWorkingCountry, MarkDay
from db.errors import FieldError, NotFound
from db.queries import reminders
from db.records.actions import ActionDraft
from db.records.commitments import CommitmentDraft
from db.records.reminders import HandledDraft, ReminderDraft, ReminderLine
from db.records.visit_deeds import DeedDraft
from db.rules.default_reminders import DEFAULT_RULES
from db.rules.periods import Period
from db.rules.reminders import MIDNIGHT, Dated, speaking
from db.rules.working_days import WEEKDAYS
from db.store import Store
from db.vocabulary import (
    ActionKind,
    Cadence,
    DateField,
    Direction,
    Ending,
    Handled,
    Kind,
    Progress,
)
from tests.campaigns import examples
from tests.registers import OFFICER, TODAY, make_empty, make_starter, number_of, opened

DAY = timedelta(days=1)
Key = tuple[int, int, date, int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_empty(tmp_path / "a.aide")) as store:
        yield store


def promise(store: Store, due: date | None, title: str = "Send the list", **fields: object) -> int:
    period = Period.on(due) if due is not None else None
    draft = CommitmentDraft.model_validate({"title": title, "due": period, **fields})
    made = store.run(AddCommitment(draft)).record
    assert made is not None
    return made


def log(store: Store, record: int, on: date, **fields: object) -> int:
    draft = ActionDraft.model_validate({"text": "Called", "on": on, "by": OFFICER, "links": (record,), **fields})
    return store.run(LogAction(draft, today=on)).id


def now(store: Store, day: date, at: str = MIDNIGHT) -> tuple[ReminderLine, ...]:
    """What fires on a day; the number on the bell says the same."""
    with store.read() as reader:
        found = tuple(line for line in reminders.lines(reader, day, at) if line.group == "now")
        assert reminders.due_now(reader, day, at) == len(found) == reminders.counts(reader, day, at)["now"]
    return found


def key(line: ReminderLine) -> Key:
    return line.rule, line.about, line.computed_from, line.n


def handle(store: Store, line: ReminderLine, how: Handled = Handled.DONE, **fields: object) -> None:
    rule, record, computed_from, n = key(line)
    named = {"rule": rule, "record": record, "computed_from": computed_from, "n": n, "handled": how}
    store.run(Handle(HandledDraft.model_validate(named | fields)))


# ------------------------------------------------------------------------------------- failures of other programs
def test_no_duplicate_after_the_date_moved_and_it_fires_again_for_the_new_one(store: Store) -> None:
    record = promise(store, TODAY + 2 * DAY)
    (line,) = now(store, TODAY)
    handle(store, line)
    assert now(store, TODAY) == ()
    store.run(SetDue((record,), Period.on(TODAY + 3 * DAY)))
    assert now(store, TODAY) == (), "a step before the day on which a date is set says nothing; the next one does"
    (again,) = now(store, TODAY + 2 * DAY)
    assert again.computed_from == TODAY + 3 * DAY and key(again) != key(line)
    store.run(SetDue((record,), Period.on(TODAY + 2 * DAY)))
    assert now(store, TODAY) == (), "Moved back, what was done about it holds."


def test_the_next_year_is_not_under_sent(store: Store) -> None:
    """What repeats each year fires each year, whatever was done about the last one."""
    draft = ReminderDraft(title="Greetings", on=date(2026, 12, 16), repeat_months=12)
    store.run(AddReminder(draft))
    for year in range(2026, 2031):
        day = date(year, 12, 16)
        assert [line.fires_on for line in now(store, day - DAY)] == []
        (line,) = now(store, day)
        assert line.what == "Greetings" and line.n == year - 2025
        handle(store, line)
        assert now(store, day) == now(store, day + 100 * DAY) == ()


def test_no_run_repeats_it(store: Store) -> None:
    promise(store, TODAY + 2 * DAY)
    assert {key(line) for _run in range(5) for line in now(store, TODAY)} == {key(line) for line in now(store, TODAY)}


def test_a_failed_run_and_a_long_absence_do_not_flood(store: Store) -> None:
    """After two years one line for each date, the newest."""
    record = promise(store, TODAY + 40 * DAY, report_every=1, report_unit=Cadence.WEEKS)
    later = now(store, TODAY + 730 * DAY)
    fields = sorted(line.reason for line in later)
    assert len(later) == 2 and {line.about for line in later} == {record}
    assert fields == ["690 days late", "a report was expected 2 days ago"], "which is what asks where nothing was done"


def test_it_counts_from_the_end_that_is_asked_for(store: Store) -> None:
    """Not from the wrong end of a period: a month is late after its last day."""
    draft = CommitmentDraft(title="In December", due=Period.from_edtf("2026-12"))
    store.run(AddCommitment(draft))

    def said(day: date) -> list[str]:
        return [line.reason for line in now(store, day) if line.rule in _DUE]

    assert said(date(2026, 12, 23)) == []
    assert said(date(2026, 12, 24)) == ["due in 7 days"]
    assert said(date(2027, 1, 2)) == ["2 days late"]


def test_five_thousand_overdue_are_all_counted_the_oldest_first(store: Store) -> None:
    from sqlalchemy import insert

    from db.tables.reminders import RecordDate

    record = promise(store, date(2026, 1, 5))

    with store.read() as reader:
        (kept,) = [row for row in reader.execute(RecordDate.__table__.select()) if row.field is DateField.DUE]
        values = {name: getattr(kept, name) for name in kept._fields if name != "id"}
        many = [
            values | {"opens": day, "closes": day} for n in range(5000) for day in [date(2026, 1, 5) + n % 300 * DAY]
        ]
        reader.connection().exec_driver_sql("PRAGMA query_only = OFF")
        reader.execute(insert(RecordDate), many)
        assert reminders.due_now(reader, TODAY) == reminders.counts(reader, TODAY)["now"] == 5001
        first = reminders.window(reader, TODAY, "now", 0, 50)
        assert len(first) == 50 and [line.fires_on for line in first] == sorted(line.fires_on for line in first)
        assert first[0].computed_from == date(2026, 1, 5) and first[0].about == record
        last = reminders.window(reader, TODAY, "now", 4990, 50)
        assert len(last) == 11 and last[-1].fires_on >= first[-1].fires_on
        reader.rollback()


# --------------------------------------------------------------------------------------- named in the purpose of it
def test_a_scheduled_visit_whose_dates_have_passed_is_asked_about(tmp_path: Path) -> None:
    with opened(make_starter(tmp_path / "s.aide")) as store:
        visit = number_of(store, "return state visit", Kind.VISIT)
        store.run(SetDates(visit, DeedDraft(on=TODAY, dates=Period.from_edtf("2026-12-14/2026-12-16")), TODAY))
        said = {
            date(2026, 12, 7): "begins in 7 days",
            date(2026, 12, 13): "begins in 1 day",
            date(2026, 12, 14): "begins today",
            date(2026, 12, 15): "began 1 day ago",
            date(2026, 12, 17): "ended 1 day ago",
            date(2027, 1, 10): "ended 25 days ago",
        }
        for day, reason in said.items():
            assert reason in [line.reason for line in now(store, day) if line.about == visit], day
        store.run(Cancel(visit, DeedDraft(on=TODAY), TODAY))
        assert all(visit not in {line.about for line in now(store, day)} for day in said)


def test_no_later_entry_drops_a_step_and_an_earlier_one_closes_nothing(store: Store) -> None:
    record = promise(store, None)
    due = TODAY + 3 * DAY
    entry = log(store, record, TODAY, next_step="Ring again", next_due=Period.on(due))
    log(store, record, TODAY + DAY)
    log(store, record, TODAY - 9 * DAY)
    log(store, record, TODAY, kind=ActionKind.INTERNAL)
    assert "next step today" in [line.reason for line in now(store, due)]
    store.run(End(entry, DateField.NEXT_STEP, Ending.DONE, due))
    assert "next step today" not in [line.reason for line in now(store, due)]


def test_what_lies_in_the_trash_reminds_nobody_and_comes_back_with_its_record(store: Store) -> None:
    record = promise(store, TODAY + DAY)
    log(store, record, TODAY, next_step="Ring", next_due=Period.on(TODAY))
    store.run(AddReminder(ReminderDraft(title="Look", record=record, on=TODAY)))
    before = {key(line) for line in now(store, TODAY)}
    assert len(before) == 3
    store.run(Hide((record,)))
    assert now(store, TODAY) == ()
    store.undo()
    assert {key(line) for line in now(store, TODAY)} == before


# ----------------------------------------------------------------------------------------------------- snoozing
def test_it_is_quiet_until_a_day_a_time_or_an_answer(store: Store) -> None:
    record = promise(store, TODAY + 2 * DAY)
    (line,) = now(store, TODAY)
    handle(store, line, Handled.SNOOZED, until=TODAY, until_time="15:00")
    assert now(store, TODAY, "14:59") == () and len(now(store, TODAY, "15:00")) == 1
    handle(store, line, Handled.SNOOZED, answer_since=TODAY)
    assert now(store, TODAY) == now(store, TODAY + 30 * DAY)[1:] == ()
    log(store, record, TODAY + DAY, direction=Direction.OUT)
    log(store, record, TODAY - DAY, direction=Direction.IN)
    assert record not in {each.about for each in now(store, TODAY + DAY)}
    log(store, record, TODAY + DAY, direction=Direction.IN)
    assert record in {each.about for each in now(store, TODAY + DAY)}


def test_set_for_an_answer_it_fires_when_something_comes_in(store: Store) -> None:
    record = promise(store, None)
    store.run(AddReminder(ReminderDraft(title="Tell the minister", record=record, on_answer=True, set_on=TODAY)))
    log(store, record, TODAY - DAY, direction=Direction.IN)
    log(store, record, TODAY + DAY, direction=Direction.OUT)
    assert now(store, TODAY + 5 * DAY) == ()
    entry = log(store, record, TODAY + 2 * DAY, kind=ActionKind.REPLY_RECEIVED)
    (line,) = now(store, TODAY + 2 * DAY)
    assert (line.what, line.record.id) == ("Tell the minister", record)
    store.run(Hide((entry,)))
    assert now(store, TODAY + 5 * DAY) == ()


def test_a_reminder_alone_names_itself(store: Store) -> None:
    made = store.run(AddReminder(ReminderDraft(title="Order flags", on=TODAY))).record
    (line,) = now(store, TODAY)
    assert (line.record.id, line.record.title, line.reason) == (made, "Order flags", "set for today")


# ------------------------------------------------------------------------------------------------ cadence and rules
def test_each_period_asks_once_for_a_word_and_an_entry_answers_it(store: Store) -> None:
    record = promise(store, None, report_every=2, report_unit=Cadence.WEEKS)

    def asked(day: date) -> list[date]:
        return [line.fires_on for line in now(store, day) if line.reason.startswith("a report")]

    assert asked(TODAY + 13 * DAY) == []
    assert asked(TODAY + 14 * DAY) == [TODAY + 14 * DAY]
    (line,) = [line for line in now(store, TODAY + 14 * DAY) if line.reason.startswith("a report")]
    handle(store, line)
    assert asked(TODAY + 27 * DAY) == [] and asked(TODAY + 28 * DAY) == [TODAY + 28 * DAY]
    log(store, record, TODAY + 28 * DAY)
    assert asked(TODAY + 41 * DAY) == [] and asked(TODAY + 42 * DAY) == [TODAY + 42 * DAY]
    store.run(Assess((record,), Progress.KEPT, TODAY))
    assert asked(TODAY + 42 * DAY) == []


def test_a_rule_is_switched_off_and_on(store: Store) -> None:
    promise(store, TODAY + 2 * DAY)
    assert [line.rule for line in now(store, TODAY)] == [-2]
    store.run(SwitchRule(-2, on=False))
    assert [line.rule for line in now(store, TODAY)] == [-1]
    own = store.run(AddReminder(ReminderDraft(title="Two days before", offset_days=-2))).record
    assert own is not None and [line.rule for line in now(store, TODAY)] == [own]
    store.run(SwitchRule(own, on=False))
    store.run(SwitchRule(-2, on=True))
    assert [line.rule for line in now(store, TODAY)] == [-2]
    with pytest.raises(NotFound):
        store.run(SwitchRule(-6, on=True))


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"on": TODAY, "until": TODAY - DAY}, "until"),
        ({"share": 1.2}, "share"),
        ({"edge": "share"}, "edge"),
        ({"kind": Kind.VISIT, "date_field": DateField.DUE}, "date_field"),
        ({"offset_days": -5, "stop_before_close": 10}, "stop_before_close"),
        ({"repeat_days": 0}, "repeat_days"),
        ({"on_answer": True}, "on_answer"),
    ],
)
def test_a_rule_that_can_never_fire_is_refused_beside_its_field(fields: dict[str, object], refused: str) -> None:
    with pytest.raises(ValueError, match=refused):
        ReminderDraft.model_validate({"title": "Never", **fields})


# -------------------------------------------------------------------------------------------------- working days
def test_the_weekend_and_holidays_of_our_country_count(tmp_path: Path) -> None:
    with opened(make_starter(tmp_path / "s.aide")) as store:
        record = promise(store, date(2026, 12, 17))

        def fires(day: date) -> list[int]:
            return [line.rule for line in now(store, day) if line.about == record]

        assert fires(date(2026, 12, 15)) == [-2], "Wednesday 16 December is a working day."
        store.run(ChooseOurSide(number_of(store, "Kazakhstan", Kind.PARTY)))
        assert fires(date(2026, 12, 15)) == [-3], "In Kazakhstan it is Independence Day."
        store.run(MarkDay("KZ", date(2026, 12, 16), off=False))
        assert fires(date(2026, 12, 15)) == [-2]
        store.run(MarkDay("KZ", date(2026, 12, 16), off=True, name="Off after all"))
        assert fires(date(2026, 12, 15)) == [-3]
        store.run(ChooseWorkingCountry("-"))
        assert fires(date(2026, 12, 15)) == [-2]
        with pytest.raises(FieldError):
            store.run(ChooseWorkingCountry("XX"))


# ---------------------------------------------------------------------------------------------- a year, day by day
MOVES = st.lists(
    st.tuples(
        st.integers(0, 25),  # so many days nobody looks
        st.sampled_from(["nothing", "done", "snooze", "move", "undo", "entry", "earlier"]),
        st.integers(0, 2),
        st.integers(-20, 60),
    ),
    max_size=25,
)


@examples(15)
@given(MOVES)
def test_every_occurrence_is_shown_until_it_is_dealt_with_none_early_and_none_twice(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, str, int, int]]
) -> None:
    """Whatever is done, and whenever somebody looks: what is shown is what the rules say of the dates as they are, but
    for what was dealt with, which does not come again."""
    with opened(make_empty(tmp_path_factory.mktemp("year") / "a.aide")) as store:
        records = [promise(store, TODAY + n * 20 * DAY, f"Promise {n}") for n in (0, 1, 2)]
        dues = dict(zip(records, [TODAY, TODAY + 20 * DAY, TODAY + 40 * DAY], strict=True))
        dealt: dict[Key, date | None] = {}
        today = TODAY
        before: list[tuple[dict[Key, date | None], dict[int, date]]] = []
        for wait, move, which, days in moves:
            today += wait * DAY
            record = records[which]
            shown = {line.about: line for line in now(store, today) if line.rule in _DUE}
            assert shown.keys() == {each for each in records if _speaks(each, dues[each], dealt, today)}
            for line in shown.values():
                assert line.fires_on <= today
            line_of = shown.get(record)
            if move == "done" and line_of is not None:
                handle(store, line_of)
                before.append((dict(dealt), dict(dues)))
                dealt[key(line_of)] = None
            elif move == "snooze" and line_of is not None:
                until = today + max(1, days) * DAY
                handle(store, line_of, Handled.SNOOZED, until=until)
                before.append((dict(dealt), dict(dues)))
                dealt[key(line_of)] = until
            elif move == "move" and today + days * DAY != dues[record]:
                before.append((dict(dealt), dict(dues)))
                dues[record] = today + days * DAY
                store.run(SetDue((record,), Period.on(dues[record])))
            elif move in ("entry", "earlier"):
                log(store, record, today if move == "entry" else today - 30 * DAY)
                before.append((dict(dealt), dict(dues)))
            elif move == "undo" and before:
                store.undo()
                dealt, dues = before.pop()


_RULES = [rule for rule in DEFAULT_RULES if rule.date_field is DateField.DUE]
_DUE = {rule.rule_id for rule in _RULES}


def _speaks(record: int, due: date, dealt: dict[Key, date | None], today: date) -> bool:
    """Whether a due date is spoken of, worked out from the rules and what was done, without a register."""
    said = speaking(_RULES, Dated(record, Kind.COMMITMENT, DateField.DUE, due, due), today, WEEKDAYS).now
    if said is None or (said.key in dealt and dealt[said.key] is None):
        return False
    running = [each for each, until in dealt.items() if until is not None and today < until]
    return not any(each[1] == record and each[2] == due for each in running)


def test_day_by_day_each_occurrence_of_the_rules_comes_once(store: Store) -> None:
    """Somebody looks every day and deals with what is there: each rule has spoken of each date once, on its day."""
    due = date(2027, 3, 17)
    record, seen = promise(store, due), defaultdict[int, list[date]](list)
    day = TODAY
    while day < date(2027, 4, 1):
        for line in now(store, day):
            if line.rule in _DUE:
                seen[line.rule].append(day)
                handle(store, line)
        day += DAY
    assert seen == {
        -1: [date(2027, 2, 15)],
        -2: [date(2027, 3, 10)],
        -3: [date(2027, 3, 16)],
        -12: [due],
        -14: [date(2027, 3, 22)],
    }
    assert record
