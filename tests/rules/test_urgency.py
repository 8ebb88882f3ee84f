"""Urgency is a sum whose parts can be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.commitments import CLOSED, turn
from db.rules.urgency import NOT_URGENT, WEIGHTS, Part, Urgency, UrgencyFacts, urgency
from db.vocabulary import CommitmentStatus, Progress, Rank, Strength, Turn, VisitKind

TODAY = date(2026, 11, 23)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def plain(found: Urgency) -> str:
    """What is said, with spaces at which a line may end."""
    return " ".join(found.said.split())


def test_nothing_known_weighs_nothing() -> None:
    assert urgency(UrgencyFacts(), TODAY) == NOT_URGENT
    assert (NOT_URGENT.total, NOT_URGENT.said, NOT_URGENT.explanation) == (0, "", "")


def test_the_starter_return_visit_shows_its_parts() -> None:
    found = urgency(
        UrgencyFacts(
            opens=days(-279),
            closes=days(38),
            visit_kind=VisitKind.STATE,
            rank=Rank.HEAD_OF_GOVERNMENT,
            strength=Strength.INVITATION,
            quiet_since=days(-292),
            turn=Turn.THEM,
        ),
        TODAY,
    )
    assert found.parts == (
        Part("88% of the window used", 35),
        Part("38 of 90 days left to prepare", 14),
        Part("head of government", 15),
        Part("invitation", 4),
        Part("no action for 292 days", 15),
        Part("their turn", 3),
    )
    assert found.total == 86
    assert found.explanation.splitlines()[0] == "88% of the window used: 35"


def test_parts_are_said_as_the_officer_would_say_them() -> None:
    found = urgency(UrgencyFacts(closes=days(-23), visit_on=days(12), turn=Turn.US), TODAY)
    assert plain(found) == "70: overdue 23 days 40 · belongs to a visit in 12 days 20 · our turn 10"


WORDS = [
    (UrgencyFacts(closes=days(-1)), "40: overdue 1 day 40"),
    (UrgencyFacts(closes=days(-2345)), "40: overdue 2,345 days 40"),
    (UrgencyFacts(opens=days(-9), closes=TODAY), "36: 90% of the window used 36"),
    (UrgencyFacts(opens=TODAY, closes=days(9)), ""),
    (UrgencyFacts(opens=days(5), closes=days(9)), ""),
    (UrgencyFacts(opens=days(9), closes=days(5)), ""),
    (UrgencyFacts(closes=TODAY), ""),
    (UrgencyFacts(quiet_since=days(-6)), "1: no action for 6 days 1"),
    (UrgencyFacts(quiet_since=days(-2)), ""),
    (UrgencyFacts(quiet_since=days(2)), ""),
    (UrgencyFacts(visit_on=days(1)), "20: belongs to a visit in 1 day 20"),
    (UrgencyFacts(visit_on=TODAY), "20: belongs to a visit that has begun 20"),
    (UrgencyFacts(visit_on=days(-2)), "20: belongs to a visit that has begun 20"),
    (UrgencyFacts(visit_on=days(30)), "20: belongs to a visit in 30 days 20"),
    (UrgencyFacts(visit_on=days(31)), ""),
    (UrgencyFacts(turn=Turn.BOTH), "6: turn of both sides 6"),
    (UrgencyFacts(rank=Rank.OFFICIAL, strength=Strength.INTENTION, turn=Turn.NOBODY), ""),
]


@pytest.mark.parametrize(("facts", "said"), WORDS)
def test_each_part_at_its_edges(facts: UrgencyFacts, said: str) -> None:
    assert plain(urgency(facts, TODAY)) == said


def test_our_turn_comes_before_theirs() -> None:
    turns = [urgency(UrgencyFacts(turn=turn), TODAY).total for turn in (Turn.US, Turn.BOTH, Turn.THEM, Turn.NOBODY)]
    assert turns == sorted(turns, reverse=True)
    assert turns[-1] == 0


def test_lead_time_counts_only_where_a_kind_needs_any() -> None:
    def lead(closes: date | None, kind: VisitKind) -> int:
        found = urgency(UrgencyFacts(closes=closes, visit_kind=kind), TODAY)
        return sum(part.points for part in found.parts if "to prepare" in part.label)

    assert lead(days(5), VisitKind.NOT_STATED) == 0
    assert lead(None, VisitKind.STATE) == 0
    assert lead(days(-3), VisitKind.STATE) == lead(TODAY, VisitKind.STATE) == WEIGHTS.lead
    assert lead(days(400), VisitKind.STATE) == 0


NEAR = st.integers(-900, 900).map(days)


@given(NEAR, NEAR, NEAR, st.integers(0, 900))
def test_a_later_day_never_weighs_less(opens: date, closes: date, quiet: date, later: int) -> None:
    """Of what is not on a programme: time only runs out."""
    facts = UrgencyFacts(opens=opens, closes=closes, quiet_since=quiet, visit_kind=VisitKind.OFFICIAL)
    low, high = urgency(facts, TODAY), urgency(facts, days(later))
    assert low.total <= high.total <= WEIGHTS.window + WEIGHTS.lead + WEIGHTS.silence


@given(st.builds(UrgencyFacts, *[st.none() | NEAR] * 2, *map(st.sampled_from, (VisitKind, Rank, Strength)),
                 *[st.none() | NEAR] * 2, st.sampled_from(Turn)))  # fmt: skip
def test_the_sum_is_that_of_the_parts_that_are_shown(facts: UrgencyFacts) -> None:
    found = urgency(facts, TODAY)
    assert found.total == sum(part.points for part in found.parts)
    assert all(part.points > 0 and part.label for part in found.parts)
    assert [line.rpartition(": ")[2] for line in found.explanation.splitlines()] == [
        str(part.points) for part in found.parts
    ]


TURNS = [
    (CommitmentStatus.OPEN, Progress.NOT_STARTED, True, False, Turn.US),
    (CommitmentStatus.OVERDUE, Progress.IN_PROGRESS, True, True, Turn.BOTH),
    (CommitmentStatus.DUE_SOON, Progress.BLOCKED, False, True, Turn.THEM),
    (CommitmentStatus.OPEN, Progress.NOT_STARTED, False, False, Turn.NOT_STATED),
    (CommitmentStatus.WAITING, Progress.WAITING, True, False, Turn.THEM),
    (CommitmentStatus.OVERDUE, Progress.WAITING, True, False, Turn.THEM),
    (CommitmentStatus.WAITING, Progress.NOT_STARTED, True, False, Turn.NOBODY),
    *((closed, Progress.DONE, True, True, Turn.NOBODY) for closed in sorted(CLOSED)),
]


@pytest.mark.parametrize(("status", "progress", "ours", "theirs", "said"), TURNS)
def test_whose_turn_a_promise_is(
    status: CommitmentStatus, progress: Progress, ours: bool, theirs: bool, said: Turn
) -> None:
    assert turn(status, progress, ours=ours, theirs=theirs) is said
