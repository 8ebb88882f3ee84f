"""Overdue is computed, waiting is waiting, and a hope is not a promise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.commitments import CommitmentFacts, how_far, is_promise, status
from db.rules.periods import Period
from db.vocabulary import CommitmentStatus, Progress, Strength

TODAY = date(2026, 11, 23)
C, P, S = CommitmentStatus, Progress, Strength


def facts(
    due: str | None, progress: Progress = P.NOT_STARTED, strength: Strength = S.UNDERTAKING, waits: bool = False
) -> CommitmentFacts:
    return CommitmentFacts(strength, progress, Period.from_edtf(due) if due else None, waits)


CASES = [
    ("the transport undertaking", facts(None), C.OPEN),
    (
        "the review waits for the return visit",
        facts("2026-02-04/2026-12-31", strength=S.PLANNED, waits=True),
        C.WAITING,
    ),
    ("late but waiting for a visit", facts("2026-10", strength=S.PLANNED, waits=True), C.WAITING),
    ("soon but waiting for a visit", facts("2026-11-25", waits=True), C.WAITING),
    ("done beats waiting for a visit", facts("2026-10", P.DONE, waits=True), C.KEPT),
    ("due today", facts("2026-11-23"), C.DUE_SOON),
    ("due yesterday", facts("2026-11-22"), C.OVERDUE),
    ("a month is late after its last day", facts("2026-10"), C.OVERDUE),
    ("this month is not late yet", facts("2026-11"), C.DUE_SOON),
    ("a day 14 days ahead", facts("2026-12-07"), C.DUE_SOON),
    ("a day 15 days ahead", facts("2026-12-08"), C.OPEN),
    ("days 14 days ahead", facts("2026-12-05/2026-12-07"), C.DUE_SOON),
    ("a deadline 30 days ahead", facts("../2026-12-23"), C.DUE_SOON),
    ("a deadline 31 days ahead", facts("../2026-12-24"), C.OPEN),
    ("no end", facts("2026-01-01/.."), C.OPEN),
    ("waiting and late reads overdue", facts("2026-10", P.WAITING), C.OVERDUE),
    ("waiting", facts(None, P.WAITING), C.WAITING),
    ("blocked", facts("2027", P.BLOCKED), C.BLOCKED),
    ("in progress", facts("2027", P.IN_PROGRESS), C.IN_PROGRESS),
    ("in progress and soon", facts("2026-11-30", P.IN_PROGRESS), C.DUE_SOON),
    ("an intention", facts(None, strength=S.INTENTION), C.INTENT),
    ("an intention is never overdue", facts("2025", strength=S.INTENTION), C.INTENT),
    ("an intention someone works on", facts(None, P.IN_PROGRESS, S.INTENTION), C.IN_PROGRESS),
    ("done", facts("2025", P.DONE), C.KEPT),
    ("kept", facts("2025", P.KEPT), C.KEPT),
    ("not kept", facts("2025", P.NOT_KEPT), C.NOT_KEPT),
    ("dropped", facts("2025", P.DROPPED), C.DROPPED),
    ("superseded", facts("2025", P.SUPERSEDED), C.DROPPED),
]


@pytest.mark.parametrize(("given_facts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_status(given_facts: CommitmentFacts, expected: CommitmentStatus) -> None:
    assert status(given_facts, TODAY) is expected


def test_the_officer_chooses_what_soon_means() -> None:
    assert status(facts("../2026-12-24"), TODAY, soon_days=31) is C.DUE_SOON
    assert status(facts("2026-12-08"), TODAY, soon_days_precise=15) is C.DUE_SOON


@given(
    st.sampled_from(Strength), st.sampled_from(Progress), st.booleans(), st.dates(date(2000, 1, 1), date(2090, 1, 1))
)
def test_nothing_is_overdue_before_its_end_nor_without_one(
    strength: Strength, progress: Progress, waits: bool, day: date
) -> None:
    on_the_day = CommitmentFacts(strength, progress, Period.on(day), waits)
    assert status(on_the_day, day) is not C.OVERDUE
    assert status(CommitmentFacts(strength, progress, None, waits), day) not in (C.OVERDUE, C.DUE_SOON)
    assert (status(on_the_day, day + timedelta(days=1)) is C.OVERDUE) == (
        not progress.closed and not waits and strength is not S.INTENTION
    )


def test_courtesies_are_not_promises() -> None:
    assert {strength for strength in Strength if is_promise(strength)} == {S.UNDERTAKING, S.ANNOUNCEMENT, S.TARGET}


FAR = [
    ("ahead", C.OPEN, "2026-12-31", "in 38 days"),
    ("soon", C.DUE_SOON, "2026-11-24", "tomorrow"),
    ("overdue by a day", C.OVERDUE, "2026-11-22", "1 day late"),
    ("overdue", C.OVERDUE, "2026-11-20", "3 days late"),
    ("an intention", C.INTENT, "2026-11-20", "3 days ago"),
    ("waits for a visit", C.WAITING, "2026-11-22", "1 day ago"),
    ("kept", C.KEPT, "2026-11-20", ""),
    ("dropped", C.DROPPED, "2027-11-20", ""),
    ("no day", C.OPEN, "", ""),
]


@pytest.mark.parametrize(("now", "due", "said"), [row[1:] for row in FAR], ids=[row[0] for row in FAR])
def test_only_what_is_overdue_is_late(now: CommitmentStatus, due: str, said: str) -> None:
    assert how_far(now, Period.from_edtf(due) if due else None, TODAY) == said


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(Progress),
    st.sampled_from(Strength),
    st.booleans(),
)
def test_as_many_are_said_to_be_late_as_are_overdue(
    day: date, progress: Progress, strength: Strength, waits: bool
) -> None:
    due = Period.on(day)
    now = status(CommitmentFacts(strength, progress, due, waits), TODAY)
    assert ("late" in how_far(now, due, TODAY)) is (now is C.OVERDUE)
