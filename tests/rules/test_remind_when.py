"""When to be reminded, in words: what is read, what is refused beside it, and that what is said is read again."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.remind_when import Times, Understood, Until, echo, read, said, until
from db.rules.working_days import WorkingDays

TODAY = date(2026, 11, 23)
"""A Monday."""
OURS = WorkingDays(off=frozenset({date(2026, 11, 25)}))
THEIRS = WorkingDays(weekend=frozenset({4, 5}))


def work(country: str) -> WorkingDays | None:
    return {"": OURS, "xx": THEIRS, "xanadu": THEIRS}.get(country)


def meant(words: str, today: date = TODAY) -> Understood:
    return read(words, today, work)


def on(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("4 Dec", Times(on(12, 4))),
        ("On 4 December.", Times(on(12, 4))),
        ("today", Times(TODAY)),
        ("tomorrow", Times(on(11, 24))),
        ("next Friday", Times(on(12, 4))),
        ("in 3 days", Times(on(11, 26))),
        ("by end of year", Times(on(12, 31))),
        ("by Friday", Times(on(11, 27))),
        ("by the end of December", Times(on(12, 31))),
        ("دس دن بعد", Times(on(12, 3))),
        ("دو ہفتے بعد", Times(on(12, 7))),
        ("last day of the month", Times(on(11, 30))),
        ("the last working day of the month", Times(on(11, 30))),
        ("last working day of next month", Times(on(12, 31))),
        ("in two weeks", Times(on(12, 7))),
        # Working days are ours, with our days off, or theirs.
        ("in 1 working day", Times(on(11, 24))),
        ("in 2 working days", Times(on(11, 26))),
        ("in ten working days", Times(on(12, 8))),
        ("10 business days", Times(on(12, 8))),
        ("the next working day", Times(on(11, 24))),
        ("in 4 working days of XX", Times(on(11, 29))),
        ("in 4 working days in Xanadu", Times(on(11, 29))),
        ("2 working days before 27 Nov", Times(on(11, 24))),
        ("2 working days after 27 Nov", Times(on(12, 1))),
        ("2 working days of XX from 26 Nov", Times(on(11, 30))),
        # An answer.
        ("when they answer", Times(on_answer=True)),
        ("When they reply", Times(on_answer=True)),
        ("as soon as it is answered", Times(on_answer=True)),
        ("once a reply comes in", Times(on_answer=True)),
        # Again and again: from the next such day on.
        ("every Monday", Times(on(11, 30), 7)),
        ("every tue", Times(on(11, 24), 7)),
        ("every other Friday", Times(on(11, 27), 14)),
        ("every day", Times(on(11, 24), 1)),
        ("weekly", Times(on(11, 30), 7)),
        ("every 2 weeks", Times(on(12, 7), 14)),
        ("every other week", Times(on(12, 7), 14)),
        ("every two months", Times(on(1, 23, 2027), None, 2)),
        ("every quarter", Times(on(2, 23, 2027), None, 3)),
        ("every year", Times(on(11, 23, 2027), None, 12)),
        ("every 1st of the month", Times(on(12, 1), None, 1)),
        ("the first of every month", Times(on(12, 1), None, 1)),
        ("on the 23rd of each month", Times(on(12, 23), None, 1)),
        ("every 24th", Times(on(11, 24), None, 1)),
        ("every 31st", Times(on(12, 31), None, 1)),
        ("every 4 December", Times(on(12, 4), None, 12)),
        ("every 23 November", Times(on(11, 23, 2027), None, 12)),
        ("every 2 weeks until June", Times(on(12, 7), 14, None, on(6, 30, 2027))),
        ("every Monday until 31 Jan 2027", Times(on(11, 30), 7, None, on(1, 31, 2027))),
        ("every 2 weeks from 4 Dec", Times(on(12, 4), 14)),
        ("every Monday from 1 Jan 2027 until Q2 2027", Times(on(1, 4, 2027), 7, None, on(6, 30, 2027))),
        ("every 10th of the month from 11 Jan 2027", Times(on(2, 10, 2027), None, 1)),
    ],
)
def test_words_are_read(words: str, times: Times) -> None:
    found = meant(words)
    assert (found.times, found.refused) == (times, "")
    assert echo(found, TODAY)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Not understood"),
        ("soon", "Not understood"),
        ("every", "Not understood"),
        ("every now and then", "Not understood"),
        ("every Monday and Friday", "Not understood"),
        ("every second Monday of the month", "cannot be asked for. Try every 28th"),
        ("every last working day of the month", "cannot be asked for. Try every 28th"),
        ("every last Friday", "cannot be asked for"),
        ("mid-December", "Its last one is 20 Dec 2026"),
        ("this year", "Its last one is 31 Dec 2026"),
        ("by yesterday", "has passed"),
        ("tomorrow at 15:00", "not for a time of it. Try tomorrow."),
        ("3 days before the visit", "Name it: 3 days before 14 Dec."),
        ("a week after our return visit", "Name it: a week after 14 Dec."),
        ("every 2 weeks or so", "Not understood"),
        ("every 2 weeks until they answer", "Not understood"),
        ("when they answer, or on 4 Dec", "Not understood"),
        ("when we answer", "Not understood"),
        ("in some working days", "Not understood"),
        ("in 0 working days", "Not understood"),
        ("in 10 working days of whichever", "No public holidays are known of “whichever”"),
        ("in 99999 working days", "Not understood"),
        ("every working day", "Every working day cannot be asked for"),
        ("every 0 days", "Not understood"),
        ("every 32nd of the month", "No month has a day 32"),
        ("every 11 years", "within ten years"),
        ("every 4000 days", "within ten years"),
        ("June", "is not one day"),
        ("Q1 2027", "is not one day"),
        ("10/12", "can be"),
        ("yesterday", "has passed"),
        ("3 Nov 2025", "has passed"),
        ("2 working days before today", "has passed"),
        ("every Monday until yesterday", "before the beginning"),
        ("every 2 weeks from 4 Dec until 3 Dec 2026", "before the beginning"),
        ("x" * 5000, "Not understood"),
    ],
)
def test_what_is_read_in_part_is_refused(words: str, why: str) -> None:
    found = meant(words)
    assert found.times is None
    assert why in found.refused


@pytest.mark.parametrize(
    ("words", "said_back"),
    [
        ("4 Dec", "Fri 4 Dec 2026 · in 11 days"),
        ("every 31st", "Thu 31 Dec 2026 · in 38 days, then Sun 31 Jan 2027, Sun 28 Feb 2027 …"),
        (
            "every 2 weeks until June",
            "Mon 7 Dec 2026 · in 14 days, then Mon 21 Dec 2026, Mon 4 Jan 2027 … until 30 Jun 2027",
        ),
        ("every 2 weeks until 22 Dec", "Mon 7 Dec 2026 · in 14 days, then Mon 21 Dec 2026"),
        ("when they answer", "when something comes in on the record"),
    ],
)
def test_the_first_days_are_said_back(words: str, said_back: str) -> None:
    assert echo(meant(words), TODAY) == said_back


@given(
    st.dates(date(2026, 11, 24), date(2190, 1, 1)),
    st.sampled_from([(None, None), (1, None), (7, None), (10, None), (28, None), (None, 1), (None, 24), (3, 2)]),
    st.none() | st.integers(0, 5000),
)
def test_what_is_said_of_a_reminder_is_read_as_the_same(
    first: date, every: tuple[int | None, int | None], more: int | None
) -> None:
    until = first + timedelta(days=more) if more is not None and any(every) else None
    times = Times(first, *every, until)
    assert meant(said(times)).times == times
    days = [*islice(times.days(), 5)]
    assert days[0] == first and days == sorted(set(days)) and all(until is None or day <= until for day in days)


PARTS = (
    "every",
    "in",
    "2",
    "10",
    "weeks",
    "days",
    "working",
    "until",
    "from",
    "of",
    "the",
    "month",
    "monday",
    "4",
    "dec",
)


@given(st.text(max_size=60) | st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_anything_may_be_typed(words: str) -> None:
    found = meant(words)
    assert (found.times is None) is bool(found.refused)
    if found.times is not None:
        assert found.times.on_answer or (found.times.on is not None and next(found.times.days()) == found.times.on)


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("tomorrow", Until(on(11, 24))),
        ("4 Dec", Until(on(12, 4))),
        ("15:00", Until(TODAY, "15:00")),
        ("at 15:00", Until(TODAY, "15:00")),
        ("15:00 today", Until(TODAY, "15:00")),
        ("today 15:00", Until(TODAY, "15:00")),
        ("Friday 15:00", Until(on(11, 27), "15:00")),
        ("on Friday at 9:05", Until(on(11, 27), "09:05")),
        ("4 Dec, 23:59", Until(on(12, 4), "23:59")),
        ("when they answer", Until(answer=True)),
    ],
)
def test_until_when_something_is_put_off(words: str, means: Until) -> None:
    assert until(words, TODAY, "14:59") == means


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Not understood. Try tomorrow"),
        ("later", "Not understood. Try tomorrow"),
        ("today", "Choose a day to come."),
        ("yesterday", "Choose a day to come."),
        ("14:59", "This time has passed"),
        ("9:00", "This time has passed"),
        ("yesterday 15:00", "This time has passed"),
        ("24:00", "Not understood"),
        ("15:60", "Not understood"),
        ("June 15:00", "is not one day"),
        ("10/12", "can be"),
    ],
)
def test_what_is_no_time_to_come_is_refused(words: str, why: str) -> None:
    assert why in until(words, TODAY, "14:59").refused
