"""What is said of a reminder is true on each day: its day, its distance, and why it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.base import Hide, Restore
from db.commands.commitments import AddCommitment, ChangeCommitment, SetDue
from db.commands.parties import AddAnniversary
from db.commands.reminders import AddReminder, ChangeReminder
from db.commands.visit_deeds import Cancel, SetDates, TookPlace
from db.queries import briefing, commitments, forecast, parties, reminder_titles, reminders, today, trash
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft
from db.records.briefings import BriefingDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft
from db.records.reminders import ReminderDraft, ReminderLine
from db.records.visit_deeds import DeedDraft
from db.rules.periods import Period
from db.rules.remind_when import read
from db.rules.reminders import MIDNIGHT, Dated, speaking
from db.rules.working_days import WEEKDAYS
from db.store import Store, open_register
from db.tables.reminders import RecordDate, Reminder
from db.vocabulary import ActionKind, BriefingKind, Cadence, DateField, Direction, Edge, Kind
from tests.campaigns import examples
from tests.registers import OFFICER, make_empty, make_starter, number_of

SET_ON = date(2026, 11, 30)
DAY = timedelta(days=1)
THEN = Period.from_edtf("2026-12-14/2026-12-16")


def on_that_day() -> datetime:
    return datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_register(make_empty(tmp_path / "a.aide"), now=on_that_day, by=OFFICER) as store:
        yield store


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Store]:
    with open_register(make_starter(tmp_path / "s.aide"), now=on_that_day, by=OFFICER) as store:
        yield store


def fires(store: Store, day: date, record: int | None = None) -> list[ReminderLine]:
    with store.read() as reader:
        found = [line for line in reminders.lines(reader, day) if line.group == "now"]
        assert reminders.due_now(reader, day) == len(found)
    return [line for line in found if record in (None, line.record.id, line.about)]


def reasons(store: Store, day: date, record: int | None = None) -> list[str]:
    return [line.reason for line in fires(store, day, record)]


def made(store: Store, command: object) -> int:
    record = store.run(command).record  # type: ignore[arg-type]  # any command
    assert record is not None
    return record


# -------------------------------------------------------------------------------------------- the last day for notice
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), ["last day for notice in 90 days"]),
        (date(2026, 12, 17), ["last day for notice in 13 days"]),
        (date(2026, 12, 23), ["last day for notice in 7 days"]),
        (date(2026, 12, 30), ["last day for notice today"]),
        (date(2026, 12, 31), ["last day for notice was 1 day ago"]),
        (date(2027, 1, 2), ["last day for notice was 3 days ago", "term ends in 179 days"]),
    ],
)
def test_the_last_day_for_notice_is_told_however_long_before_the_end_it_lies(
    store: Store, day: date, said: list[str]
) -> None:
    ends = {"expires": Period.from_edtf("2027-06-30"), "notice_period": "6 months"}
    pact = made(store, AddAgreement(AgreementDraft.model_validate({"title": "Pact", **ends})))
    told = [each for each in reasons(store, day, pact) if "notice" in each or "term" in each]
    assert told == said
    with store.read() as reader:
        rows = [each.reminder.reason for each in today.sheet(reader, day).agreements.rows if each.agreement.id == pact]
    assert rows == said


@given(
    st.dates(date(2026, 12, 1), date(2031, 1, 1)),
    st.sampled_from(["", "3 months", "6 months", "12 months", "2 years", "90 days"]),
    st.dates(date(2026, 12, 1), date(2031, 1, 1)),
)
@examples(12)
def test_what_is_counted_in_sql_is_all_that_the_rules_say(
    tmp_path_factory: pytest.TempPathFactory, ends: date, notice: str, day: date
) -> None:
    path = make_empty(tmp_path_factory.mktemp("all") / "a.aide")
    with open_register(path, now=on_that_day, by=OFFICER) as store:
        store.run(AddAgreement(AgreementDraft(title="Pact", expires=Period.on(ends), notice_period=notice)))
        store.run(AddCommitment(CommitmentDraft(title="List", due=Period.on(ends))))
        store.run(AddAnniversary(AnniversaryDraft(title="Pact", first=Period.on(ends.replace(year=1992)))))
        told = {(line.about, line.computed_from, line.fires_on) for line in fires(store, day)}
        with store.read() as reader:
            board = reminders._Board(reader, day, MIDNIGHT)
            expected = set()
            for row in reader.execute(RecordDate.__table__.select()).all():
                rules, kept = board._by_field[row.field], _kept(row)
                for dated in kept.rounds(day):
                    now = speaking(rules, dated, day, WEEKDAYS).now
                    if now is not None and row.holds_from <= day <= row.holds_until:
                        expected.add((row.record_id, now.computed_from, now.fires_on))
    assert told <= expected and {each[0] for each in told} == {each[0] for each in expected}


def _kept(row: object) -> Dated:
    names = ("record_id", "kind", "field", "opens", "closes", "known", "months", "days", "notice_months", "notice_days")
    return Dated(*(getattr(row, each) for each in (*names, "holds_from")))


# ----------------------------------------------------------------------------------------------------- anniversaries
def test_an_anniversary_known_by_its_year_has_no_day(starter: Store) -> None:
    """Through the whole of 2027 it is the 35th, and no day of it is named nor counted to."""
    first = number_of(starter, "diplomatic relations", Kind.ANNIVERSARY)
    assert reasons(starter, SET_ON, first) == [], "of 2026 more is gone than is left"
    day = date(2026, 12, 2)
    while day < date(2027, 12, 1):
        assert reasons(starter, day, first) == ["35th in 2027, day not known"], day
        with starter.read() as reader:
            (row,) = today.sheet(reader, day).anniversaries.rows
        assert (row.years, row.when.display(), row.day) == (35, "2027", None)
        day += 29 * DAY
    assert reasons(starter, date(2027, 12, 3), first) == ["36th in 2028, day not known"]


def test_one_known_by_its_month_is_told_from_30_days_before_that_month_until_its_end(store: Store) -> None:
    first = made(store, AddAnniversary(AnniversaryDraft(title="Pact", first=Period.from_edtf("1992-02"))))
    assert reasons(store, date(2026, 12, 31), first) == []
    for day in (date(2027, 1, 2), date(2027, 2, 1), date(2027, 2, 28)):
        assert reasons(store, day, first) == ["35th in Feb 2027, day not known"], day


# --------------------------------------------------------------------------------------------------- since when, once
def test_silence_is_one_count_for_all_who_tell_it(starter: Store) -> None:
    """A promise of February that was entered in November is silent since then; other records' entries are not its."""
    promise = number_of(starter, "transport logistics", Kind.COMMITMENT)
    other = number_of(starter, "review progress", Kind.COMMITMENT)
    starter.run(
        SetDates(number_of(starter, "return state visit", Kind.VISIT), DeedDraft(on=SET_ON, dates=THEN), SET_ON)
    )
    day = date(2026, 12, 30)
    with starter.read() as reader:
        lines = {line.id: line for line in commitments.lines(reader, day, [promise, other])}
    said = "no action for 37 days, entered 23 Nov 2026"
    assert lines[promise].silent(day) == lines[other].silent(day) == said
    assert said in reasons(starter, day, promise)
    assert "no action for 37 days" in lines[promise].urgency.said


@pytest.mark.parametrize("every", [None, 1])
def test_a_promise_that_was_entered_today_is_not_called_silent(store: Store, every: int | None) -> None:
    cadence = {"report_every": every, "report_unit": Cadence.MONTHS if every else None}
    record = made(store, AddCommitment(CommitmentDraft.model_validate({"title": "List", **cadence})))
    with store.read() as reader:
        (line,) = commitments.lines(reader, SET_ON, [record])
        (coming,) = [each for each in reminders.lines(reader, SET_ON) if each.about == record]
    assert line.silent(SET_ON) == "entered today"
    said = "a report is expected in 30 days" if every else "entered today"
    assert (coming.group, coming.reason) == ("later", said)


def test_what_has_a_cadence_is_asked_once_with_both_reasons(store: Store) -> None:
    cadence = {"report_every": 1, "report_unit": Cadence.MONTHS}
    record = made(store, AddCommitment(CommitmentDraft.model_validate({"title": "List", **cadence})))
    day = date(2027, 1, 5)
    assert reasons(store, day, record) == ["a report was expected 6 days ago"]
    with store.read() as reader:
        sheet = today.sheet(reader, day)
    assert [line.id for line in sheet.silent.rows] == [record] and not sheet.reminders.total
    (line,) = sheet.silent.rows
    assert line.silent(day) == "no action for 36 days, entered 30 Nov 2026"
    assert line.unreported(day) == "a report was expected 6 days ago"
    assert "expected since 30 Dec 2026, next expected on 30 Jan 2027" in line.reports(day)


# ------------------------------------------------------------------------------------------------- the occasion told
def by_hand(store: Store, words: str, on: date = SET_ON, record: int | None = None) -> int:
    times = read(words, on, lambda _country: WEEKDAYS).times
    assert times is not None, words
    draft = ReminderDraft(
        title="Call", record=record, date_field=DateField.ON, edge=Edge.OPENING, set_on=times.set_on(on), on=times.on,
        repeat_days=times.repeat_days, repeat_months=times.repeat_months, until=times.until, on_answer=times.on_answer,
    )  # fmt: skip
    return made(store, AddReminder(draft))


@pytest.mark.parametrize(
    ("words", "day", "said"),
    [
        ("every 2 weeks until June", date(2026, 12, 14), "set for today, every 2 weeks until 30 Jun 2027"),
        (
            "every 2 weeks until June",
            date(2026, 12, 15),
            "set for 14 Dec 2026, 1 day ago, every 2 weeks until 30 Jun 2027",
        ),
        ("every Monday", date(2027, 2, 8), "set for today, every week"),
        ("every Monday", date(2027, 2, 10), "set for 8 Feb 2027, 2 days ago, every week"),
        ("4 Dec", date(2026, 12, 4), "set for today"),
        ("4 Dec", date(2026, 12, 6), "set for 4 Dec 2026, 2 days ago"),
    ],
)
def test_the_day_told_is_that_of_the_occasion(store: Store, words: str, day: date, said: str) -> None:
    record = by_hand(store, words)
    assert reasons(store, day, record) == [said]


def test_the_next_occasion_is_counted_to(store: Store) -> None:
    record = by_hand(store, "every 2 weeks until June")
    with store.read() as reader:
        (line,) = [line for line in reminders.lines(reader, SET_ON) if line.about == record]
        assert line.reason == "set for 14 Dec 2026, in 14 days, every 2 weeks until 30 Jun 2027"
        (line,) = [line for line in reminders.lines(reader, date(2026, 12, 13)) if line.about == record]
        assert line.reason == "set for tomorrow, every 2 weeks until 30 Jun 2027"


def test_every_quarter_is_counted_from_the_day_on_which_it_was_set(store: Store) -> None:
    record = by_hand(store, "every quarter")
    year = (SET_ON + n * DAY for n in range(300))
    days = [day for day in year if "set for today, every 3 months" in reasons(store, day)]
    assert days == [date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)]
    with store.read() as reader:
        assert [each.id for each in reminders.set_by_hand(reader, SET_ON)] == [record]
        (said,) = reminder_titles.about(reader, SET_ON, [record]).values()
    assert said == ("every 3 months, counted from 30 Nov 2026", "next on Sun 28 Feb 2027", "")


def test_what_was_answered_is_the_reason(store: Store) -> None:
    record = made(store, AddCommitment(CommitmentDraft(title="List")))
    reminder = by_hand(store, "when they answer", record=record)
    came = ActionDraft(
        text="They sent\na list", on=SET_ON + DAY, links=(record,), kind=ActionKind.LETTER, direction=Direction.IN
    )
    store.run(LogAction(came))
    (line,) = fires(store, SET_ON + 3 * DAY, reminder)
    assert (line.reason, line.by_rule) == ("they answered on 1 Dec 2026: They sent a list", "")


def test_each_reminder_of_a_rule_names_it(store: Store) -> None:
    record = made(store, AddCommitment(CommitmentDraft(title="List", due=Period.on(SET_ON + 7 * DAY))))
    (line,) = fires(store, SET_ON, record)
    assert line.by_rule == "7 days before a due date, or before the end of a due month, quarter or year"


# ------------------------------------------------------------------------------------- nothing is dated back in time
def test_dates_that_are_set_do_not_remind_of_what_had_passed(starter: Store) -> None:
    visit = number_of(starter, "return state visit", Kind.VISIT)
    starter.run(SetDates(visit, DeedDraft(on=SET_ON, dates=THEN), SET_ON))
    assert reasons(starter, SET_ON, visit) == []
    (line,) = fires(starter, date(2026, 12, 7), visit)
    assert (line.reason, line.fires_on) == ("begins in 7 days", date(2026, 12, 7))
    starter.undo()
    assert reasons(starter, SET_ON, visit) == ["window closes in 31 days"]


def test_a_due_date_that_is_moved_does_not_remind_of_what_had_passed(store: Store) -> None:
    record = made(store, AddCommitment(CommitmentDraft(title="List")))
    for due, said in ((14, []), (7, ["due in 7 days"]), (-5, ["5 days late"])):
        store.run(SetDue((record,), Period.on(SET_ON + due * DAY)))
        assert [each for each in reasons(store, SET_ON, record) if "entered" not in each] == said, due
        with store.read() as reader:
            card = commitments.card(reader, SET_ON, record)
        moved = card.draft.model_copy(update={"due": Period.on(SET_ON + (due + 1) * DAY)})
        store.run(ChangeCommitment(record, card.head.version, moved))


@pytest.mark.parametrize("said_on", [date(2026, 12, 17), date(2026, 12, 28)])
@pytest.mark.parametrize("deed", [TookPlace, Cancel])
def test_what_waited_for_a_visit_is_spoken_of_from_the_day_on_which_that_was_over(
    starter: Store, said_on: date, deed: Callable[..., object]
) -> None:
    visit = number_of(starter, "return state visit", Kind.VISIT)
    promise = number_of(starter, "review progress", Kind.COMMITMENT)
    starter.run(SetDates(visit, DeedDraft(on=SET_ON, dates=THEN), SET_ON))
    dates = THEN if deed is TookPlace else None
    starter.run(deed(visit, DeedDraft(on=said_on, dates=dates), said_on))  # type: ignore[arg-type]  # a command
    shown: dict[tuple[int, int], date] = {}
    for day in (said_on + n * DAY for n in range(-3, 40)):
        for line in fires(starter, day, promise):
            first = shown.setdefault((line.rule, line.n), day)
            assert line.fires_on == first or line.entered is not None, (day, line.reason, line.fires_on)
    assert shown and min(shown.values()) >= said_on


def test_on_the_day_after_the_time_of_an_invitation_what_waited_says_that_day(starter: Store) -> None:
    promise = number_of(starter, "review progress", Kind.COMMITMENT)
    assert fires(starter, date(2026, 12, 31), promise) == []
    (line,) = fires(starter, date(2027, 1, 1), promise)
    assert (line.reason, line.fires_on) == ("1 day late", date(2027, 1, 1))


@examples(8)
@given(st.data())
def test_the_day_in_a_row_is_the_first_on_which_it_was_shown(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Or the row says that the record was entered only later."""
    when = [SET_ON]
    path = make_starter(tmp_path_factory.mktemp("year") / "s.aide")
    with open_register(
        path, now=lambda: datetime(when[0].year, when[0].month, when[0].day, 9, tzinfo=UTC), by=OFFICER
    ) as store:
        visit, shown = number_of(store, "return state visit", Kind.VISIT), dict[object, date]()
        record = made(store, AddCommitment(CommitmentDraft(title="List", due=Period.on(SET_ON + 20 * DAY))))
        dates: Period | None = None
        agree = data.draw(st.integers(0, 20), label="agreed after")
        begins = data.draw(st.integers(1, 40), label="begins after")
        moves = data.draw(st.lists(st.tuples(st.integers(1, 50), st.integers(-10, 60)), max_size=3), label="moves")
        for n in range(48):
            when[0] = day = SET_ON + n * DAY
            if n == agree:
                dates = Period.from_edtf(f"{day + begins * DAY}/{day + (begins + 2) * DAY}")
                store.run(SetDates(visit, DeedDraft(on=day, dates=dates), day))
            if n == agree + begins + 4:
                store.run(TookPlace(visit, DeedDraft(on=day, dates=dates), day))
            for at, by in moves:
                if at == n:
                    store.run(SetDue((record,), Period.on(day + by * DAY)))
            for line in fires(store, day):
                first = shown.setdefault((line.rule, line.about, line.computed_from, line.n), day)
                assert line.fires_on == first or line.entered is not None or first == SET_ON, (day, line)


# ----------------------------------------------------------------------------------------- one matter, told once
def test_a_return_visit_that_is_agreed_is_not_asked_for(starter: Store) -> None:
    visit = number_of(starter, "return state visit", Kind.VISIT)
    with starter.read() as reader:
        theirs = parties.by_code(reader, "PK")

    def owed(day: date) -> tuple[int, list[str]]:
        with starter.read() as reader:
            draft = BriefingDraft(kind=BriefingKind.COUNTRY, about=theirs, as_of=day)
            facts = briefing.sheet(reader, draft, day, 0).where_we_stand
            many = today.sheet(reader, day).returns
        return many, [fact.value.text for fact in facts if fact.label == "Return visit"]

    due = (1, ["due from Pakistan to Kazakhstan"])
    agreed = (0, ["from Pakistan to Kazakhstan, agreed for 14–16 Dec 2026"])
    assert owed(SET_ON) == due
    starter.run(SetDates(visit, DeedDraft(on=SET_ON, dates=THEN), SET_ON))
    assert owed(SET_ON) == owed(date(2026, 12, 17)) == agreed
    starter.run(Cancel(visit, DeedDraft(on=SET_ON, words="Put off for good"), SET_ON))
    assert owed(SET_ON) == due


# ----------------------------------------------------------------------------------------------------- rules
def test_a_rule_before_the_end_stops_there_and_tells_each_day_once(starter: Store) -> None:
    rule = ReminderDraft(title="Often", date_field=DateField.WINDOW, offset_days=-20, repeat_days=3)
    with starter.read() as reader:
        found = forecast.forecast(reader, rule, SET_ON)
    days = [line.fires_on for line in found.first]
    assert days == sorted(set(days)) and found.total == len(days) <= 7
    assert max(days) <= date(2026, 12, 31)


def test_a_forecast_says_what_waits(starter: Store) -> None:
    with starter.read() as reader:
        found = forecast.forecast(reader, ReminderDraft(title="Due", offset_days=-10), SET_ON)
    assert (found.total, found.waiting) == (0, 2)


def test_a_rule_is_called_one(store: Store) -> None:
    change = store.run(AddReminder(ReminderDraft(title="Often", date_field=DateField.DUE, offset_days=-20)))
    assert change.label == "Added rule “Often”"
    with store.read() as reader:
        (said,) = reminder_titles.about(reader, SET_ON, [change.record or 0]).values()
    assert said == ("rule", "Due date: 20 days before the end", "")


@pytest.mark.parametrize(
    ("fields", "noun"),
    [
        ({"date_field": DateField.DUE}, "rule"),
        ({"date_field": DateField.ON, "edge": Edge.OPENING, "on": SET_ON, "set_on": SET_ON}, "reminder"),
    ],
)
def test_a_rule_is_called_a_rule_whatever_is_done_with_it(store: Store, fields: dict[str, Any], noun: str) -> None:
    """Moved to Trash and taken back it was called a reminder."""
    draft = ReminderDraft.model_validate({"title": "Often", **fields})
    added = store.run(AddReminder(draft))
    record = added.record
    assert record is not None

    def seen() -> int:
        with store.read() as reader:
            return reader.get_one(Reminder, record).version

    assert added.label == f"Added {noun} “Often”"
    changed = store.run(ChangeReminder(record, seen(), draft.model_copy(update={"title": "Seldom"})))
    assert changed.label == f"Changed {noun} “Seldom”"
    assert store.run(Hide((record,))).label == f"Moved {noun} “Seldom” to Trash"
    with store.read() as reader:
        (line,) = trash.lines(reader, SET_ON, (record,))
    assert line.called == noun.capitalize()
    assert store.run(Restore((record,))).label == f"Restored {noun} “Seldom”"
