"""Who visited whom and who owes a return."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.reciprocity import OPEN, OwedReturn, VisitFlow, ledger, owed_returns
from db.vocabulary import VisitKind, VisitStatus

KAZ, PAK, UZB = 1, 2, 3
STATE = VisitKind.STATE


def flow(
    number: int,
    way: tuple[int, int],
    status: VisitStatus = VisitStatus.TOOK_PLACE,
    when: date | None = None,
    return_of: int | None = None,
    kind: VisitKind = STATE,
) -> VisitFlow:
    return VisitFlow(number, way[0], way[1], kind, status, return_of, when)


THERE, BACK = (KAZ, PAK), (PAK, KAZ)
FIRST = flow(1, THERE, when=date(2026, 2, 4))
RETURN = flow(2, BACK, VisitStatus.INVITED_NO_DATE, return_of=1)


def test_the_starter_pakistan_owes_a_return_visit() -> None:
    found = ledger(KAZ, PAK, [FIRST, RETURN])
    assert (found.paid_by_a, found.paid_by_b) == ((1,), ())
    assert (found.invited_to_a, found.invited_to_b) == ((2,), ())
    assert (found.owes, found.to, found.since) == (PAK, KAZ, date(2026, 2, 4))
    assert owed_returns([FIRST, RETURN]) == (OwedReturn(PAK, KAZ, 1, date(2026, 2, 4), 2),)


def test_the_ledger_reads_the_same_from_the_other_side() -> None:
    found = ledger(PAK, KAZ, [FIRST, RETURN])
    assert (found.paid_by_b, found.invited_to_b, found.owes, found.to) == ((1,), (2,), PAK, KAZ)


def test_a_return_that_took_place_settles_the_visit() -> None:
    flows = [FIRST, flow(2, BACK, when=date(2026, 12, 15), return_of=1)]
    assert ledger(KAZ, PAK, flows).owes is None
    assert owed_returns(flows) == ()


def test_a_linked_return_of_another_kind_settles_it_too() -> None:
    flows = [FIRST, flow(2, BACK, when=date(2026, 12, 15), return_of=1, kind=VisitKind.OFFICIAL)]
    assert ledger(KAZ, PAK, flows, frozenset({STATE})).owes is None
    assert ledger(KAZ, PAK, flows, frozenset({VisitKind.OFFICIAL})).owes is None


def test_a_link_that_goes_the_same_way_or_nowhere_settles_nothing() -> None:
    same_way = [FIRST, flow(2, THERE, when=date(2026, 5, 1), return_of=1)]
    assert [owed.for_visit for owed in owed_returns(same_way)] == [1, 2]
    assert ledger(KAZ, PAK, [flow(4, THERE, return_of=99)]).owes == PAK


def test_unlinked_visits_are_settled_oldest_first() -> None:
    flows = [flow(1, THERE, when=date(2020, 1, 1)), flow(2, THERE, when=date(2021, 1, 1)), flow(3, BACK)]
    found = ledger(KAZ, PAK, flows)
    # The undated visit counts as the oldest, so the first visit answered it.
    assert (found.owes, found.since) == (PAK, date(2021, 1, 1))


def test_other_kinds_and_other_pairs_stay_out() -> None:
    flows = [FIRST, flow(5, (KAZ, UZB)), flow(6, BACK, kind=VisitKind.WORKING, when=date(2026, 3, 1))]
    assert ledger(KAZ, PAK, flows, frozenset({STATE})).owes == PAK
    assert ledger(KAZ, PAK, flows).owes is None
    assert [(owed.visitor_party, owed.for_visit) for owed in owed_returns(flows)] == [(UZB, 5)]


def test_nobody_owes_a_return_for_a_stopover() -> None:
    flows = [flow(1, THERE, kind=VisitKind.TRANSIT)]
    assert ledger(KAZ, PAK, flows).paid_by_a == (1,)
    assert ledger(KAZ, PAK, flows, frozenset({VisitKind.TRANSIT})).owes is None


def test_a_cancelled_or_lapsed_return_is_still_owed_and_no_longer_planned() -> None:
    for status in (VisitStatus.CANCELLED, VisitStatus.LAPSED, VisitStatus.PROPOSED):
        (owed,) = owed_returns([FIRST, flow(2, BACK, status, return_of=1)])
        assert owed.invited_visit is None


def test_each_open_visit_returns_one_visit_and_a_linked_one_goes_first() -> None:
    flows = [
        FIRST,
        flow(2, THERE, when=date(2026, 6, 1)),
        flow(3, BACK, VisitStatus.SCHEDULED, date(2026, 12, 1)),
        flow(4, BACK, VisitStatus.INVITED_NO_DATE, date(2027, 1, 1), return_of=1),
    ]
    assert [(owed.for_visit, owed.invited_visit) for owed in owed_returns(flows)] == [(1, 4), (2, 3)]


NOT_MADE = sorted({*OPEN, VisitStatus.PROPOSED, VisitStatus.LAPSED})
EARLIER, UNDATED = flow(3, BACK, when=date(2025, 5, 1)), flow(4, BACK)
THEIRS_BEFORE, LATER = flow(5, THERE, when=date(2024, 1, 1)), flow(6, BACK, when=date(2026, 6, 1))


@pytest.mark.parametrize("status", NOT_MADE)
@pytest.mark.parametrize(
    "others",
    [(), (EARLIER,), (UNDATED,), (THEIRS_BEFORE, EARLIER, UNDATED), (LATER,), (THEIRS_BEFORE, EARLIER, LATER)],
    ids=["none", "before", "undated", "both", "later", "before and later"],
)
def test_a_linked_return_that_has_not_taken_place_is_still_owed(
    status: VisitStatus, others: tuple[VisitFlow, ...]
) -> None:
    """Other visits that return nothing do not pay for it; once it was made, nothing of it is owed."""
    to_come = flow(2, BACK, status, return_of=1)
    owed = {each.for_visit: each for each in owed_returns([FIRST, to_come, *others])}
    assert owed[1].visitor_party == PAK
    assert owed[1].invited_visit == (2 if status in OPEN else None)
    assert ledger(KAZ, PAK, [FIRST, to_come, *others]).owes is not None
    made = flow(2, BACK, when=date(2026, 12, 15), return_of=1)
    assert 1 not in {each.for_visit for each in owed_returns([FIRST, made, *others])}
    assert 1 not in {each.for_visit for each in owed_returns([FIRST, to_come, replace(made, visit_id=9), *others])}


def test_a_linked_return_of_a_stopover_is_not_owed() -> None:
    assert owed_returns([replace(FIRST, kind=VisitKind.TRANSIT), RETURN]) == ()


def test_a_visit_before_the_one_to_be_returned_pays_nothing() -> None:
    """It is returned by that one; which of two pays is who came later."""
    assert owed_returns([EARLIER, FIRST]) == ()
    assert [each.for_visit for each in owed_returns([EARLIER, FIRST, flow(7, THERE, when=date(2026, 9, 1))])] == [7]


@st.composite
def histories(draw: st.DrawFn) -> list[VisitFlow]:
    ways = draw(st.lists(st.sampled_from([THERE, BACK]), max_size=8))
    days = draw(st.lists(st.integers(0, 4000), min_size=len(ways), max_size=len(ways)))
    return [flow(n, way, when=date(2015, 1, 1) + timedelta(days=days[n])) for n, way in enumerate(ways)]


@given(histories())
def test_without_links_the_balance_is_the_difference(flows: list[VisitFlow]) -> None:
    found = ledger(KAZ, PAK, flows)
    owed = owed_returns(flows)
    assert len(owed) == abs(len(found.paid_by_a) - len(found.paid_by_b))
    assert (found.owes is None) == (not owed)
    assert {one.visitor_party for one in owed} == ({found.owes} if owed else set())
    assert found.since == (owed[0].since if owed else None)
