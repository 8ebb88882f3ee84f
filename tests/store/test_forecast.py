"""What a rule would remind of in the year to come is what the register reminds of, day by day, once it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from db.commands.agreements import AddAgreement
from db.commands.commitments import AddCommitment
from db.commands.parties import AddAnniversary
from db.commands.reminders import AddReminder, SwitchRule
from db.queries import reminders
from db.queries.forecast import SHOWN, forecast
from db.records.agreements import AgreementDraft
from db.records.commitments import CommitmentDraft
from db.records.parties import AnniversaryDraft
from db.records.reminders import ReminderDraft
from db.rules.default_reminders import DEFAULT_RULES
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import Cadence, DateField, Edge, Kind, Known
from tests.registers import TODAY, make_empty, opened

DAY = timedelta(days=1)
YEAR = 365


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register with dates of many sorts, some of them the same."""
    with opened(make_empty(tmp_path_factory.mktemp("forecast") / "a.aide")) as store:
        for day in (TODAY - 40 * DAY, TODAY + 20 * DAY, TODAY + 20 * DAY, TODAY + 200 * DAY, TODAY + 500 * DAY):
            store.run(AddCommitment(CommitmentDraft(title=f"Due {day}", due=Period.on(day))))
        for words in ("2027", "2027-02", "2027-34", "2027-03-10/2027-05-02"):
            store.run(AddCommitment(CommitmentDraft(title=f"Due {words}", due=Period.from_edtf(words))))
        store.run(
            AddCommitment(CommitmentDraft(title="Reported on", report_every=3, report_unit=Cadence.WEEKS, due=None))
        )
        for first in ("1992-12-10", "2000-11-25"):
            store.run(AddAnniversary(AnniversaryDraft(title=f"Since {first}", first=Period.from_edtf(first))))
        store.run(AddAgreement(AgreementDraft(title="Pact", next_review=Period.on(TODAY + 90 * DAY))))
        for rule in DEFAULT_RULES:
            store.run(SwitchRule(rule.rule_id, on=False))
        yield store


RULES = {
    "before a day": ReminderDraft(title="r", offset_days=-30),
    "after a day": ReminderDraft(title="r", offset_days=10),
    "on the day": ReminderDraft(title="r"),
    "half of the time": ReminderDraft(title="r", share=0.5, edge=Edge.SHARE),
    "years alone": ReminderDraft(title="r", known=Known.YEAR, edge=Edge.OPENING, repeat_months=3),
    "weekly to the end": ReminderDraft(title="r", offset_days=-60, repeat_days=7, stop_before_close=0),
    "again until a day": ReminderDraft(title="r", repeat_days=10, until=TODAY + 100 * DAY),
    "again for ever": ReminderDraft(title="r", offset_days=1, repeat_months=2),
    "as often as a word is expected": ReminderDraft(title="r", date_field=DateField.REPORT, edge=Edge.OPENING),
    "what comes every year": ReminderDraft(title="r", date_field=DateField.ANNIVERSARY, offset_days=-30),
    "agreements alone": ReminderDraft(title="r", kind=Kind.AGREEMENT, date_field=DateField.NEXT_REVIEW, offset_days=-7),
    "nothing": ReminderDraft(title="r", date_field=DateField.SIGNED, offset_days=5),
}


def told(store: Store, rule: int) -> list[tuple[date, int]]:
    """On which day of the year a rule speaks of which record, looked at day after day."""
    found, before = list[tuple[date, int]](), set[tuple[int, date, int]]()
    with store.read() as reader:
        for n in range(-1, YEAR):
            day = TODAY + n * DAY
            now = reminders.window(reader, day, "now", 0, 1000)
            speak = {(line.about, line.computed_from, line.n) for line in now if line.rule == rule}
            found += [(day, about) for about, _from, _n in sorted(speak - before) if n >= 0]
            before |= speak
    return found


@pytest.mark.parametrize("name", RULES)
@pytest.mark.sampled(2)
def test_it_says_what_comes(store: Store, name: str) -> None:
    draft = RULES[name]
    with store.read() as reader:
        said = forecast(reader, draft, TODAY)
    number = store.run(AddReminder(draft)).record
    assert number is not None
    real = told(store, number)
    store.undo()
    assert said.total == len(real)
    assert [(line.fires_on, line.about) for line in said.first] == real[:SHOWN]
    assert all(line.reason for line in said.first)


def test_of_many_the_first_are_named(store: Store) -> None:
    draft = ReminderDraft(title="r", offset_days=-60, repeat_days=1, stop_before_close=0)
    with store.read() as reader:
        said = forecast(reader, draft, TODAY)
    assert said.total > SHOWN == len(said.first)
    assert [line.fires_on for line in said.first] == sorted(line.fires_on for line in said.first)
