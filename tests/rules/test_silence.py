"""How long nothing was done: one count from one day, and its words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.rules.silence import days_silent, quiet_since, silent

ENTERED, TODAY = date(2026, 11, 30), date(2026, 12, 30)


def test_it_counts_from_the_last_entry_of_the_log_or_from_the_day_it_was_entered() -> None:
    assert quiet_since(None, ENTERED) == ENTERED
    assert quiet_since(date(2026, 11, 20), ENTERED) == date(2026, 11, 20)
    assert days_silent(None, ENTERED, TODAY) == 30
    assert days_silent(date(2026, 12, 28), ENTERED, TODAY) == 2
    assert days_silent(date(2027, 1, 1), None, TODAY) is None, "what is dated ahead is no silence"
    assert days_silent(None, None, TODAY) is None


@pytest.mark.parametrize(
    ("days", "of_the_log", "of_the_register"),
    [
        (-1, "last action 30 Nov 2026", "entered 30 Nov 2026"),
        (0, "action today", "entered today"),
        (1, "no action for 1 day", "no action for 1 day, entered 30 Nov 2026"),
        (30, "no action for 30 days", "no action for 30 days, entered 30 Nov 2026"),
        (1234, "no action for 1,234 days", "no action for 1,234 days, entered 30 Nov 2026"),
    ],
)
def test_it_is_said_in_one_way(days: int, of_the_log: str, of_the_register: str) -> None:
    day = ENTERED + timedelta(days=days)
    assert silent(ENTERED, day, entered=False) == of_the_log
    assert silent(ENTERED, day, entered=True) == of_the_register
