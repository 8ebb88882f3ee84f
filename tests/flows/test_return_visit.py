"""The return visit of the starter register, day after day: Today in the window, `today` and `remind` say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from db.commands.visit_deeds import SetDates
from db.queries import reminders, today
from db.records.reminders import NOW
from db.records.visit_deeds import DeedDraft
from db.rules.periods import Period
from db.store import Store
from db.vocabulary import Kind
from desktop.cli import answers, words
from desktop.today import rows
from tests.registers import TODAY, make_starter, number_of, opened

DATES = "14–16 Dec 2026"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make_starter(tmp_path / "starter.aide")) as store:
        yield store


class Said:
    """What the three say of a visit on a day: in which group it stands, and why."""

    def __init__(self, store: Store, visit: int, day: date) -> None:
        with store.read() as reader:
            sheet = today.sheet(reader, day)
            fires = [line for line in reminders.lines(reader, day) if line.record.id == visit]
        shown = {
            "Visits without a date": [rows.visit_row(line, day) for line in sheet.invitations.rows if line.id == visit],
            "Visits ahead and under way": [
                rows.coming_row(each, day, sheet.ours) for each in sheet.coming.rows if each.visit.id == visit
            ],
            "Did it take place?": [
                rows.passed_row(line, day, sheet.ours) for line in sheet.to_say.rows if line.id == visit
            ],
        }
        ((self.group, (row,)),) = ((group, found) for group, found in shown.items() if found)
        self.window = row.spoken()
        text = click.unstyle(answers.today(sheet))
        block = next(part for part in text.split("\n\n") if f"{visit}  Return state visit" in part)
        self.cli_group, self.cli = block.split("\n", 1)
        self.remind = [words.reminder(line)[1] for line in fires if line.group == NOW]


@pytest.mark.parametrize(
    ("day", "window", "cli", "bell"),
    [
        (date(2026, 11, 23), "38 days left, no date agreed", "38 days left", "window closes in 38 days"),
        (date(2026, 12, 1), "30 days left, no date agreed", "30 days left", "window closes in 30 days"),
        (date(2026, 12, 24), "7 days left, no date agreed", "7 days left", "window closes in 7 days"),
        (date(2026, 12, 31), "last day today, no date agreed", "last day today", "window closes today"),
        (date(2027, 1, 1), "Lapsed, ended 1 day ago", "Lapsed 1 day ago", "window closed 1 day ago"),
    ],
)
def test_without_a_date_it_is_said_how_long_its_time_lasts(
    store: Store, day: date, window: str, cli: str, bell: str
) -> None:
    said = Said(store, number_of(store, "return state visit", Kind.VISIT), day)
    assert said.group == "Visits without a date" and said.cli_group == f"{said.group} (1)"
    assert said.window.endswith(window)
    assert cli in said.cli and said.remind == [bell]


@pytest.mark.parametrize(
    ("day", "group", "why", "far", "bell"),
    [
        (
            date(2026, 12, 7),
            "Visits ahead and under way",
            "begins in 7 days, nothing on the programme yet",
            "in 7 days",
            "",
        ),
        (
            date(2026, 12, 13),
            "Visits ahead and under way",
            "begins in 1 day, nothing on the programme yet",
            "tomorrow",
            "",
        ),
        (date(2026, 12, 14), "Visits ahead and under way", "begins today", "under way, until 16 Dec", ""),
        (date(2026, 12, 15), "Visits ahead and under way", "began 1 day ago", "under way, until 16 Dec", ""),
        (date(2026, 12, 17), "Did it take place?", "", "1 day ago", "ended 1 day ago"),
        (date(2027, 1, 10), "Did it take place?", "", "25 days ago", "ended 25 days ago"),
    ],
)
def test_with_dates_it_is_spoken_of_before_while_and_after_it_is_held(
    store: Store, day: date, group: str, why: str, far: str, bell: str
) -> None:
    visit = number_of(store, "return state visit", Kind.VISIT)
    store.run(SetDates(visit, DeedDraft(on=TODAY, dates=Period.from_edtf("2026-12-14/2026-12-16")), TODAY))
    said = Said(store, visit, day)
    assert said.group == group and said.cli_group == f"{group} (1)"
    assert said.window.endswith(f"{DATES}, {far}") and f"{DATES} ({far})" in said.cli
    assert why in said.window.lower() and why in said.cli
    assert said.remind == [bell or why.removesuffix(", nothing on the programme yet")]
