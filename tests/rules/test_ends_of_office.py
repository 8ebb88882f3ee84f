"""Recorded ends of terms of office, beside whoever took the office up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from db.rules.people import Tenure, TermFacts, begun, hand_over, in_office, said
from db.rules.periods import Period
from db.rules.phrases import read

TODAY = date(2026, 11, 23)
MINISTER = 1
OLD, NEW = 1, 2


def typed(who: int, words: str, said_on: date = TODAY) -> TermFacts:
    """A term as somebody types it in a form on a day."""
    return TermFacts(who, MINISTER, read(words, said_on).readings[0].period)


@pytest.mark.parametrize(
    ("terms", "day", "lines"),
    [
        # Of several deputies each has their own end.
        (("2022 to 2024", "since September 2023"), "2023-06-01",
         ("Minister (until some time in 2024)", "Minister (designate, from Sep 2023)")),
        (("2022 to 2024", "since September 2023"), "2023-10-15", ("Minister (until some time in 2024)", "Minister")),
        (("2022 to 2024", "since September 2023"), "2024-12-31", ("Minister (until some time in 2024)", "Minister")),
        (("2022 to 2024", "since September 2023"), "2026-11-30", ("former Minister (2022 – 2024)", "Minister")),
        # One day too many in the sources is theirs.
        (("3 April 2023 to 26 September 2025", "since 26 September 2025"), "2025-09-26",
         ("Minister (until 26 Sep 2025)", "Minister")),
        (("3 April 2023 to 26 September 2025", "since 26 September 2025"), "2025-09-27",
         ("former Minister (3 Apr 2023 – 26 Sep 2025)", "Minister")),
        (("3 April 2023 to 25 September 2025", "since 26 September 2025"), "2025-09-26",
         ("former Minister (3 Apr 2023 – 25 Sep 2025)", "Minister")),
        # In the year in which it ends, it has ended when somebody else took it up; the words stay.
        (("2019 to 2026", "since 15 March 2026"), "2026-03-14",
         ("Minister (until some time in 2026)", "Minister (designate, from 15 Mar 2026)")),
        (("2019 to 2026", "since 15 March 2026"), "2026-03-15", ("former Minister (2019 – 2026)", "Minister")),
        (("2019 to 2027", "since 15 March 2026"), "2026-11-30", ("Minister (until some time in 2027)", "Minister")),
        # A term of which only the end is known did not begin on the day on which that was typed.
        (("until 2026",), "2024-06-01", ("Minister (until some time in 2026)",)),
        (("until 2026", "since 2026"), "2024-06-01",
         ("Minister (until some time in 2026)", "Minister (designate, from 2026)")),
        (("until 2026", "since 2026"), "2026-11-30", ("Minister (until some time in 2026)", "Minister")),
        (("until 2026", "since 15 March 2026"), "2026-11-30",
         ("former Minister (until some time in 2026)", "Minister")),
        (("until 2026", "2010 to 2014"), "2026-11-30",
         ("Minister (until some time in 2026)", "former Minister (2010 – 2014)")),
        (("until 2026", "since 2026"), "2027-01-01", ("former Minister (until some time in 2026)", "Minister")),
        (("until 2024",), "2026-11-30", ("former Minister (until some time in 2024)",)),
        (("until November 2026", "since November 2026"), "2026-11-30",
         ("Minister (until some time in Nov 2026)", "Minister")),
        (("until 15 January 2027",), "2024-06-01", ("Minister (until 15 Jan 2027)",)),
        (("until 31 December 2026",), "2026-11-30", ("Minister (until 31 Dec 2026)",)),
    ],
)  # fmt: skip
def test_an_end_that_is_recorded_stands_as_entered(terms: Sequence[str], day: str, lines: Sequence[str]) -> None:
    """Whoever took the office up before that end, and on whatever day it was typed."""
    entered = [typed(who, words, date(2026, 11, 20)) for who, words in enumerate(terms)]
    found = sorted(in_office(entered, date.fromisoformat(day)), key=lambda each: each.who)
    whole = (None if each.tenure is Tenure.FORMER else date.fromisoformat(day) for each in found)
    assert tuple(said("Minister", each, seen) for each, seen in zip(found, whole, strict=True)) == lines


def test_an_office_is_handed_over_by_who_is_to_leave_it() -> None:
    """A day on which somebody said until when it runs is no beginning."""
    changed, _added = hand_over([typed(OLD, "until 2027")], TermFacts(NEW, MINISTER, begun(Period.on(TODAY))))
    assert {place: period.display() for place, period in changed.items()} == {0: "by 22 Nov 2026"}
