"""The groups of Today: all that is late or asked stands in one of them, and nothing is on the bell that does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.actions import LogAction
from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment, Assess
from db.commands.parties import AddAnniversary
from db.commands.pending import End
from db.commands.reminders import AddReminder, Handle
from db.commands.visit_deeds import Cancel, TookPlace
from db.commands.visits import AddInvitation, AddVisit
from db.queries import agreements, commitments, reminders, today, visits
from db.queries.pending import late_entries
from db.records import today as records
from db.records.actions import ActionDraft
from db.records.agreements import AgreementDraft, StepDraft
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft
from db.records.reminders import NOW, HandledDraft, ReminderDraft, ReminderLine
from db.records.today import SHOWN, Today
from db.records.visit_deeds import DeedDraft
from db.records.visits import InvitationDraft, TalkDraft, VisitDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import (
    ActionKind,
    Cadence,
    DateField,
    Direction,
    Ending,
    EntryMode,
    Handled,
    Progress,
    Result,
    StepKind,
    Strength,
    TalkFormat,
    VisitStage,
)
from desktop.cli import answers
from tests.campaigns import examples
from tests.registers import OFFICER, TODAY, make_empty, opened

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_empty(tmp_path / "a.aide")) as store:
        yield store


class Desk:
    """Writes records of any kind by few words."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def run(self, command: object) -> int:
        return self.store.run(command).record or 0  # type: ignore[arg-type]

    def promise(self, title: str = "Send the list", due: Period | date | None = None, **fields: object) -> int:
        period = Period.on(due) if isinstance(due, date) else due
        return self.run(AddCommitment(CommitmentDraft.model_validate({"title": title, "due": period, **fields})))

    def visit(self, dates: str | None = None, stage: VisitStage = VisitStage.DATES_AGREED, **fields: object) -> int:
        period = Period.from_edtf(dates) if dates else None
        draft = {"title": f"Visit of {dates}", "stage": stage, "dates": period, **fields}
        return self.run(AddVisit(VisitDraft.model_validate(draft)))

    def invited(self, window: str | None, given: date = TODAY) -> int:
        made = self.visit(None, VisitStage.INVITED)
        period = Period.from_edtf(window) if window else None
        self.run(AddInvitation(InvitationDraft(visit=made, given_on=Period.on(given), window=period)))
        return made

    def agreement(self, signed: date, **fields: object) -> int:
        steps = (StepDraft(kind=StepKind.SIGNED, done_on=Period.on(signed)),)
        draft = {"title": f"Agreement of {signed}", "steps": steps, **fields}
        return self.run(AddAgreement(AgreementDraft.model_validate(draft)))

    def log(self, record: int, on: date, **fields: object) -> int:
        draft = {"text": "Called", "on": on, "by": OFFICER, "links": (record,), **fields}
        return self.store.run(LogAction(ActionDraft.model_validate(draft), today=on)).id

    def handle(self, line: ReminderLine, how: Handled, until: date | None = None) -> None:
        key = {"rule": line.rule, "record": line.about, "computed_from": line.computed_from, "n": line.n}
        self.run(Handle(HandledDraft.model_validate({**key, "handled": how, "until": until})))

    def sheet(self, day: date = TODAY) -> Today:
        with self.store.read() as reader:
            return today.sheet(reader, day)

    def now(self, day: date = TODAY) -> list[ReminderLine]:
        with self.store.read() as reader:
            return [line for line in reminders.lines(reader, day) if line.group == NOW]


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


# ------------------------------------------------------------------------- nothing is on the bell that is not on Today
class Chance:
    """Writes records of every kind that reminders speak of, near a day, in all the ways a date is known."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.random = desk, Random(seed)
        self.visits = [desk.visit(f"{self.near(-9, 50)}") for _ in range(2)]
        self.promises = [desk.promise(), desk.promise(due=TODAY + 20 * DAY)]

    def write(self, many: int) -> None:
        every = [self.promise, self.promise, self.visit, self.invitation, self.agreement, self.anniversary]
        for _ in range(many):
            self.random.choice([*every, self.promise, self.reminder, self.log, self.assess])()

    def near(self, least: int = -60, most: int = 90) -> date:
        return TODAY + self.random.randint(least, most) * DAY

    def any_of(self, *each: object) -> object:
        return self.random.choice(each)

    def promise(self) -> None:
        exactly = self.random.choice(("{:%Y-%m-%d}", "{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}", "../{:%Y-%m-%d}", ""))
        due = Period.from_edtf(exactly.format(self.near())) if exactly else None
        every = self.any_of(None, 1, 3)
        fields: dict[str, Any] = {
            "strength": self.any_of(*Strength),
            "progress": self.any_of(Progress.NOT_STARTED, Progress.WAITING, Progress.IN_PROGRESS),
            "depends_on": self.any_of(None, None, *self.visits),
            "report_every": every,
            "report_unit": self.any_of(*Cadence) if every else None,
        }
        self.promises.append(self.desk.promise(due=due, **fields))

    def visit(self) -> None:
        self.visits.append(self.desk.visit(f"{self.near(-40, 40)}", self.random.choice([*VisitStage])))

    def invitation(self) -> None:
        window = self.random.choice([None, f"{self.near(-90, 0)}/{self.near(1, 90)}"])
        self.visits.append(self.desk.invited(window, self.near(-90, 0)))

    def agreement(self) -> None:
        ends = {"expires": Period.on(self.near(-40, 200)), "notice_period": "3 months"}
        mode = {"entry_mode": self.any_of(EntryMode.NOT_STATED, EntryMode.RATIFICATIONS)}
        self.desk.agreement(self.near(-400, 0), **self.random.choice([{}, ends]), **mode)

    def anniversary(self) -> None:
        first = Period.on(self.near(-9999, 40))
        self.desk.run(AddAnniversary(AnniversaryDraft(title="Relations", first=first)))

    def reminder(self) -> None:
        about = self.random.choice([None, *self.promises])
        self.desk.run(AddReminder(ReminderDraft(title="Look", record=about, on=self.near(-30, 30))))

    def log(self) -> None:
        step: dict[str, object] = {"next_step": "Ring", "next_due": Period.on(self.near(-10, 10))}
        reply: dict[str, object] = {"reply_by": Period.on(self.near(-10, 10))}
        asked: dict[str, object] = self.random.choice([step, reply, step | reply, {}])
        self.desk.log(self.random.choice(self.promises), self.near(-80, 0), **asked)

    def assess(self) -> None:
        self.desk.run(Assess((self.random.choice(self.promises),), self.random.choice([*Progress]), TODAY))


@examples(2)
@given(st.integers(0, 2**32))
def test_nothing_is_on_the_bell_that_today_does_not_lead_to(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Each reminder that fires stands in a group of its own, which counts it, or its record is in a list of Today; and
    in no group stands what does not fire."""
    with opened(make_empty(tmp_path_factory.mktemp("groups") / "a.aide")) as store:
        desk = Desk(store)
        chance = Chance(desk, seed)
        chance.write(25)
        for day in (TODAY, TODAY + 31 * DAY, chance.near(1, 400)):
            for line in desk.now(day)[::4]:
                desk.handle(line, chance.random.choice([Handled.DONE, Handled.SNOOZED]), day + 5 * DAY)
            fires, few = Counter(map(key, desk.now(day))), desk.sheet(day)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(today, "SHOWN", 999)
                sheet = desk.sheet(day)
            named = Counter(key(row) for rows in spoken_of(sheet) for row in rows)
            assert not named - fires, "It stands there once, and fires."
            listed = in_lists(store, day)
            assert [line for line in desk.now(day) if not named[key(line)] and line.about not in listed] == []
            for some, every in zip(spoken_of(few), spoken_of(sheet), strict=True):
                assert some == every[:SHOWN]
            assert totals(few) == totals(sheet) == [len(rows) for rows in spoken_of(sheet)]


def totals(sheet: Today) -> list[int]:
    groups = (sheet.coming, sheet.agreements, sheet.steps, sheet.anniversaries, sheet.reminders)
    return [each.total for each in groups]


def key(line: ReminderLine) -> tuple[int, int, date, int]:
    return line.rule, line.about, line.computed_from, line.n


def spoken_of(sheet: Today) -> tuple[tuple[ReminderLine, ...], ...]:
    """The reminders of each group that has its own."""
    return (
        tuple(each.reminder for each in sheet.coming.rows),
        tuple(each.reminder for each in sheet.agreements.rows),
        sheet.steps.rows,
        tuple(each.reminder for each in sheet.anniversaries.rows),
        sheet.reminders.rows,
    )


def in_lists(store: Store, day: date) -> set[int]:
    """The records in the lists of Today that know no reminders, and those behind their links."""
    found: set[int] = set()
    with store.read() as reader:
        for noun, names in (
            (commitments, ("overdue", "can_go_on", "waiting", "silent")),
            (visits, ("undated", "to_confirm")),
            (agreements, ("to_confirm",)),
        ):
            for name in names:
                found.update(reader.scalars(noun.rows(reader, day, View(name=name))))
        soon = View(name="open").narrowed_to("status", ("due_soon",))
        found.update(reader.scalars(commitments.rows(reader, day, soon)))
        for field in (DateField.NEXT_STEP, DateField.REPLY_BY):
            found.update(reader.scalars(late_entries(day, field)))
    return found


# ---------------------------------------------------------------------------------------------------- what each says
def test_a_visit_is_spoken_of_before_while_and_after_it_is_held(desk: Desk) -> None:
    """ "in 7 days, nothing on the programme yet"; then whether it took place is asked until somebody says so."""
    visit = desk.visit("2026-12-14/2026-12-16")
    said = {}
    for day in (date(2026, 11, 13), date(2026, 12, 7), date(2026, 12, 11), date(2026, 12, 14), date(2026, 12, 16)):
        said[day] = [each.why() for each in desk.sheet(day).coming.rows]
    assert list(said.values()) == [
        ["begins in 31 days, nothing on the programme yet"],
        ["begins in 7 days, nothing on the programme yet"],
        ["begins in 3 days, nothing on the programme yet"],
        ["begins today"],
        ["began 2 days ago"],
    ]
    after = date(2026, 12, 17)
    assert desk.sheet(after).coming.total == 0
    assert [line.id for line in desk.sheet(after).to_say.rows] == [visit]
    desk.run(TookPlace(visit, DeedDraft(on=after), after))
    assert desk.sheet(after).to_say.total == 0


def test_a_programme_with_lines_is_not_missed(desk: Desk) -> None:
    talk = TalkDraft(format=TalkFormat.NARROW, topics="Trade")
    desk.visit("2026-12-14/2026-12-16", talks=(talk,))
    assert [each.why() for each in desk.sheet(date(2026, 12, 7)).coming.rows] == ["begins in 7 days"]


def test_agreements_are_spoken_of_beside_those_to_confirm_each_once(desk: Desk) -> None:
    unsaid = desk.agreement(TODAY - 100 * DAY)
    waits = desk.agreement(TODAY - 100 * DAY, entry_mode=EntryMode.RATIFICATIONS, legal_character="binding")
    term = {"expires": Period.on(date(2027, 1, 31)), "notice_period": "1 month"}
    ends = desk.agreement(date(2022, 4, 1), entry_mode=EntryMode.ON_SIGNATURE, legal_character="binding", **term)
    sheet = desk.sheet()
    assert [line.id for line in sheet.to_confirm.rows] == [unsaid]
    spoken = {each.agreement.id: each.reminder.reason for each in sheet.agreements.rows}
    assert spoken.keys() == {waits, ends}
    assert spoken[waits] == "signed 100 days ago, not in force"
    assert sheet.agreements.total == len(sheet.agreements.rows) == 3
    reasons = [each.reminder.reason for each in sheet.agreements.rows if each.agreement.id == ends]
    assert [reason.partition(" in ")[0] for reason in reasons] == ["term ends", "last day for notice"]


def test_what_waited_for_a_visit_that_is_over_can_go_on(desk: Desk) -> None:
    """A promise that waits for a cancelled visit is silent for ever in other programs."""
    held, cancelled, coming = desk.visit("2026-11-02"), desk.visit("2026-12-20"), desk.visit("2026-12-14")
    waits = [desk.promise(f"After {n}", depends_on=each) for n, each in enumerate((held, cancelled, coming))]
    assert desk.sheet().can_go_on.rows == ()
    desk.run(TookPlace(held, DeedDraft(on=date(2026, 11, 2)), TODAY))
    desk.run(Cancel(cancelled, DeedDraft(on=TODAY), TODAY))
    assert [line.id for line in desk.sheet().can_go_on.rows] == waits[:2]
    desk.log(waits[0], TODAY)
    desk.run(Assess((waits[1],), Progress.IN_PROGRESS, TODAY))
    assert desk.sheet().can_go_on.total == 0, "Somebody went on with it."


@pytest.mark.parametrize(
    ("first", "said", "is_round"),
    [
        ("1992-12-16", "33 → 34 years", False),
        ("1991-12-16", "34 → 35 years, a round one", True),
        ("2016-12-16", "9 → 10 years, a round one", True),
        ("2025-12-16", "0 → 1 years", False),
    ],
)
def test_an_anniversary_says_how_many_years(desk: Desk, first: str, said: str, is_round: bool) -> None:
    desk.run(AddAnniversary(AnniversaryDraft(title="Relations", first=Period.from_edtf(first))))
    (each,) = desk.sheet().anniversaries.rows
    assert (each.said(), each.is_round, each.when) == (said, is_round, Period.on(date(2026, 12, 16)))
    assert desk.sheet(date(2026, 11, 13)).anniversaries.total == 0


def test_of_an_anniversary_known_by_its_year_no_day_is_said(desk: Desk) -> None:
    desk.run(AddAnniversary(AnniversaryDraft(title="Relations", first=Period.from_edtf("1992"))))
    (each,) = desk.sheet(date(2026, 12, 10)).anniversaries.rows
    assert (each.said(), each.when.display()) == ("34 → 35 years, a round one", "2027")


def test_steps_of_the_day_stand_beside_what_is_due_soon_and_pass_to_what_is_late(desk: Desk) -> None:
    record = desk.promise()
    desk.log(record, TODAY, next_step="Ring", next_due=Period.on(TODAY))
    entry = desk.log(record, TODAY, reply_by=Period.on(TODAY))
    assert {line.reason for line in desk.sheet().steps.rows} == {"next step today", "reply expected today"}
    late = desk.sheet(TODAY + DAY)
    assert (late.steps.total, late.late_steps.total, late.late_replies.total) == (0, 1, 1)
    desk.run(End(entry, DateField.REPLY_BY, Ending.ANSWERED, TODAY))
    assert [line.reason for line in desk.sheet().steps.rows] == ["next step today"]


def test_what_is_put_off_stays_while_it_is_true_and_says_until_when(desk: Desk) -> None:
    record, until = desk.promise(due=TODAY - 3 * DAY), TODAY + 4 * DAY
    with desk.store.read() as reader:
        (line,) = reminders.speaking_of(reader, TODAY, record)
    desk.handle(line, Handled.SNOOZED, until)
    sheet = desk.sheet()
    assert [line.id for line in sheet.overdue.rows] == [record]
    assert [(line.about, line.until) for line in sheet.put_off.rows] == [(record, until)]
    with desk.store.read() as reader:
        assert reminders.speaking_of(reader, TODAY, record) == () and reminders.due_now(reader, TODAY) == 0
        assert [each.about for each in reminders.speaking_of(reader, until, record)] == [record]


# --------------------------------------------------------------------------------------------------------- absences
@pytest.mark.parametrize(
    ("looked", "on", "said"),
    [
        (date(2026, 11, 20), date(2026, 11, 23), ""),  # Friday, and it is Monday
        (date(2026, 11, 23), date(2026, 11, 23), ""),
        (
            date(2026, 11, 19),
            date(2026, 11, 23),
            "Since Thursday: 2 became overdue, 1 next step became late, 1 reply came.",
        ),
        (
            date(2026, 11, 9),
            date(2026, 11, 23),
            "Since 9 Nov 2026: 3 became overdue, 1 next step became late, 2 replies came.",
        ),
        (date(2026, 11, 23), date(2026, 11, 25), ""),  # nothing happened
    ],
)
def test_what_happened_in_an_absence_is_said(desk: Desk, looked: date, on: date, said: str) -> None:
    record, *_others = [desk.promise(due=date(2026, 11, day)) for day in (12, 19, 20, 30)]
    desk.log(record, date(2026, 11, 10), next_step="Ring", next_due=Period.on(date(2026, 11, 20)))
    for day in (10, 20):
        desk.log(record, date(2026, 11, day), kind=ActionKind.REPLY_RECEIVED)
    desk.log(record, date(2026, 11, 20), direction=Direction.OUT)
    with desk.store.read() as reader:
        found = today.since(reader, looked, on)
    assert (found.said() if found is not None else "") == said


@examples(2)
@given(st.integers(0, 2**32))
def test_the_number_at_the_side_is_what_the_page_lists_as_needing_somebody(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """The number, the words before the parts on top, and the groups of what is late, asked or free to go on, in the
    window and on the command line; nothing else is counted, and a day of which it counts something is not calm."""
    with opened(make_empty(tmp_path_factory.mktemp("number") / "a.aide")) as store:
        desk = Desk(store)
        chance = Chance(desk, seed)
        chance.write(25)
        for day in (TODAY, TODAY + 31 * DAY, chance.near(1, 400)):
            with store.read() as reader:
                counted = today.attention(reader, day)
            few = desk.sheet(day)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(today, "SHOWN", 999)
                patch.setattr(records, "SHOWN", 999)
                sheet = desk.sheet(day)
            needing = (sheet.invitations, sheet.to_say, sheet.to_confirm, sheet.late_replies, sheet.can_go_on)
            rows = len(sheet.late()) + sum(len(group.rows) for group in needing)
            assert counted == few.attention == sheet.attention and counted.total == few.needs == rows
            assert sum(int(each.partition(" ")[0]) for each in few.attention.parts().values()) == rows
            assert few.attention.said().startswith(few.attention.number()) and bool(rows) is bool(counted.said())
            assert not (rows and few.is_calm)
            printed = " ".join(answers.today(few).split())
            assert (counted.number() in printed) and ("Nothing needs you today." in printed) is few.is_calm


def test_a_reply_that_is_awaited_on_no_day_waits_for_the_other_side(desk: Desk) -> None:
    """It stood nowhere on Today. It is open since the day on which it was asked for; the oldest comes first."""
    record = desk.promise()
    late = desk.log(record, TODAY - 9 * DAY, reply_by=Period.on(TODAY - DAY))
    asked = [desk.log(record, TODAY - n * DAY, result=Result.AWAITING_REPLY) for n in range(1, SHOWN + 3)]
    sheet = desk.sheet()
    assert [each.entry for each in sheet.late_replies.rows] == [late]
    assert [each.entry for each in sheet.awaited.rows] == asked[:1:-1] and sheet.awaited.total == len(asked)
    assert sheet.awaited.rows[0].asked_on == TODAY - (SHOWN + 2) * DAY and sheet.needs == 1
    desk.run(End(late, DateField.REPLY_BY, Ending.ANSWERED, TODAY))
    assert desk.sheet().is_calm, "It waits for them."
    printed = " ".join(answers.today(desk.sheet()).split())
    assert "Waiting for the other side 10" in printed.replace("(", "").replace(")", "")
    assert "Reply awaited since Fri 13 Nov 2026, no date" in printed
    desk.run(End(asked[-1], DateField.REPLY_BY, Ending.ANSWERED, TODAY))
    assert desk.sheet().awaited.total == len(asked) - 1


@pytest.mark.sampled(0)
def test_the_weeks_count_all_that_is_due_however_much_it_is(desk: Desk) -> None:
    """No week says "—" while something is due in it: 320 in the first one hide nothing of the last."""
    _near = [desk.promise(f"Near {n}", TODAY + DAY) for n in range(320)]
    last = desk.promise("Far", TODAY + 40 * DAY)
    waits = desk.visit("2026-12-14")
    for n in range(5):
        desk.promise(f"Waits {n}", depends_on=waits)
    weeks = desk.sheet().weeks
    assert [week.total for week in weeks] == [320, 0, 0, 6, 0, 1]
    assert [len(week.things) for week in weeks] == [3, 0, 0, 3, 0, 1]
    assert weeks[5].things[0].record == last
    assert weeks[0].more() == "and 317 more" and weeks[3].more() == "and 3 more"


def test_what_became_true_by_itself_in_an_absence_is_said(desk: Desk) -> None:
    """A visit whose days passed, and a reply that did not come; neither needs anybody to write anything."""
    record = desk.promise(due=date(2027, 6, 1))
    desk.log(record, date(2026, 11, 2), reply_by=Period.on(date(2026, 11, 18)))
    dates = Period.from_edtf("2026-11-10/2026-11-12")
    desk.store.run(AddVisit(VisitDraft(title="Talks", stage=VisitStage.DATES_AGREED, dates=dates)))
    with desk.store.read() as reader:
        found = [today.since(reader, date(2026, 11, day), date(2026, 11, 23)) for day in (6, 17, 19)]
    assert [each.said() if each is not None else "" for each in found] == [
        "Since 6 Nov 2026: 1 reply became overdue, 1 visit passed its dates.",
        "Since Tuesday: 1 reply became overdue.",
        "",
    ]
