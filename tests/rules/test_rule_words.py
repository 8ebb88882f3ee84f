"""When rules and reminders remind, in sentences; and days that no calendar here reaches."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules import phrases
from db.rules.anniversaries import ordinal
from db.rules.remind_when import Times, read, said
from db.rules.reminders import ANY, RuleFacts
from db.rules.rule_words import coming, counted, next_day, set_for
from db.rules.working_days import WEEKDAYS
from db.vocabulary import DateField, Edge, Kind, Known

TODAY = date(2026, 11, 30)
FIRST = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("times", "words", "following"),
    [
        (Times(FIRST), "on 5 Jan 2027", "next on Tue 5 Jan 2027"),
        (Times(FIRST, repeat_months=1), "on 5 Jan 2027, then every month", "next on Tue 5 Jan 2027"),
        (
            Times(date(2026, 11, 20), repeat_days=14, until=date(2026, 12, 31)),
            "on 20 Nov 2026, then every 2 weeks until 31 Dec 2026",
            "next on Fri 4 Dec 2026",
        ),
        (
            Times(TODAY, repeat_months=3, after=True),
            "every 3 months, counted from 30 Nov 2026",
            "next on Sun 28 Feb 2027",
        ),
        (Times(date(2026, 11, 20)), "on 20 Nov 2026", "no day is to come"),
        (Times(on_answer=True), "when they answer", ""),
    ],
)
def test_a_reminder_is_said_in_a_sentence(times: Times, words: str, following: str) -> None:
    assert (set_for(times), coming(times, TODAY)) == (words, following)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            RuleFacts(1, ANY, DateField.DUE, Edge.CLOSE, -20, repeat_days=3),
            "Due date: 20 days before the end, again every 3 days",
        ),
        (RuleFacts(1, ANY, DateField.DATES, Edge.OPENING), "Dates of a visit: on the first day"),
        (
            RuleFacts(1, ANY, DateField.WINDOW, Edge.SHARE, share=0.5),
            "Time of an invitation: when 50% of the time is used",
        ),
        (
            RuleFacts(
                1, frozenset({Kind.COMMITMENT}), DateField.DUE, Edge.CLOSE, 0, known=frozenset({Known.MONTH}),
                offset_months=1, stop_before_close=1, until=FIRST,
            ),
            "Due date: 1 month after the end (Commitment), where it is known to the month, "
            "at the latest 1 day before the end until 5 Jan 2027",
        ),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_a_sentence(rule: RuleFacts, words: str) -> None:
    assert counted(rule) == words


@pytest.mark.parametrize(
    ("words", "today", "days"),
    [
        ("every quarter", TODAY, [date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)]),
        ("every month", date(2027, 1, 31), [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]),
        ("every month", date(2027, 1, 15), [date(2027, 2, 15), date(2027, 3, 15), date(2027, 4, 15)]),
        ("every 31st", date(2027, 1, 31), [date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31)]),
        ("every year", date(2028, 2, 29), [date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28)]),
    ],
)
def test_months_are_counted_from_the_first_day(words: str, today: date, days: list[date]) -> None:
    """And what is said of them is read as the same again, on any later day."""
    times = read(words, today, lambda _country: WEEKDAYS).times
    assert times is not None
    found = times.days()
    assert [next(found) for _ in days] == days
    assert next_day(times, today) == days[0]
    assert read(said(times), date(2028, 3, 1), lambda _country: WEEKDAYS).times == times


@pytest.mark.parametrize("words", ["every week after 4 Dec", "every Monday after 4 Dec", "every 1st after 4 Dec"])
def test_only_months_are_counted_after_a_day(words: str) -> None:
    assert read(words, TODAY, lambda _country: WEEKDAYS).times is None


@pytest.mark.parametrize(
    "words",
    ["9999-12-31", "4 Dec 9999", "31.12.9999", "in 999999 weeks", "in 2000 years", "in 500 years", "0999-01-01"],
)
def test_a_day_beyond_the_calendar_says_so(words: str) -> None:
    why = "“{words}” is outside the years 1000 to 2200."
    assert phrases.read(words, TODAY).reason == why.format(words=words)
    assert read(words, TODAY, lambda _country: WEEKDAYS).refused == why.format(words=words.casefold())


@pytest.mark.parametrize("words", ["tel 12345", "soon", "note 9999 of the embassy", "every 999999", "2027-13-01"])
def test_what_is_no_day_is_not_said_to_be_too_far(words: str) -> None:
    assert "outside" not in phrases.read(words, TODAY).reason


@pytest.mark.parametrize(
    ("many", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (21, "21st"), (35, "35th"), (112, "112th")],
)
def test_ordinals(many: int, words: str) -> None:
    assert ordinal(many) == words
