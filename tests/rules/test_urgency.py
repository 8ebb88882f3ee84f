"""Urgency is a sum whose parts can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.rules.urgency import LEAD_POINTS, Part, UrgencyFacts, urgency
from db.vocabulary import Rank, Strength, Turn, VisitKind


def test_nothing_known_weighs_nothing() -> None:
    assert urgency(UrgencyFacts()).parts == ()
    assert urgency(UrgencyFacts()).total == 0


def test_the_starter_return_visit_shows_its_parts() -> None:
    found = urgency(
        UrgencyFacts(0.88, 38, VisitKind.STATE, Rank.HEAD_OF_GOVERNMENT, Strength.INVITATION, 292, None, Turn.THEM)
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


def test_our_turn_comes_before_theirs() -> None:
    turns = [urgency(UrgencyFacts(turn=turn)).total for turn in (Turn.US, Turn.BOTH, Turn.THEM, Turn.NOBODY)]
    assert turns == sorted(turns, reverse=True)
    assert turns[-1] == 0


def test_on_the_programme_of_a_visit_within_a_month() -> None:
    assert [urgency(UrgencyFacts(days_to_visit=days)).total for days in (-1, 0, 30, 31)] == [0, 20, 20, 0]


def test_lead_time_counts_only_where_a_kind_needs_any() -> None:
    assert urgency(UrgencyFacts(days_left=5, visit_kind=VisitKind.NOT_STATED)).parts == ()
    assert urgency(UrgencyFacts(visit_kind=VisitKind.STATE)).parts == ()
    assert urgency(UrgencyFacts(days_left=-3, visit_kind=VisitKind.STATE)).total == LEAD_POINTS
    assert urgency(UrgencyFacts(days_left=400, visit_kind=VisitKind.STATE)).parts == ()
    assert urgency(UrgencyFacts(rank=Rank.OFFICIAL, strength=Strength.INTENTION)).parts == ()


@given(st.floats(-2, 3), st.floats(-2, 3), st.integers(-50, 900), st.integers(-50, 900))
def test_more_of_the_window_or_of_silence_never_weighs_less(a: float, b: float, m: int, n: int) -> None:
    low = urgency(UrgencyFacts(share_used=min(a, b), days_silent=min(m, n)))
    high = urgency(UrgencyFacts(share_used=max(a, b), days_silent=max(m, n)))
    assert low.total <= high.total <= 55
