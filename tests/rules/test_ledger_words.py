"""The balance of visits in a sentence, and the visits of a pair beside each other."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.anniversaries import of_relations
from db.rules.periods import Period
from db.rules.reciprocity import AGREED, OPEN, VisitFlow, balance, exchanged, ledger, owed_returns, visits_of
from db.vocabulary import Rank, VisitKind, VisitStatus

KAZ, PAK = 1, 2
NAMES = ("Kazakhstan", "Pakistan")
TOOK_PLACE = VisitStatus.TOOK_PLACE
FEB = date(2026, 2, 4)


def flow(
    number: int,
    way: tuple[int, int],
    when: date | None = FEB,
    return_of: int | None = None,
    status: VisitStatus = TOOK_PLACE,
    rank: Rank | None = None,
) -> VisitFlow:
    return VisitFlow(number, way[0], way[1], VisitKind.STATE, status, return_of, when, rank)


THERE, BACK = (KAZ, PAK), (PAK, KAZ)


def said(*flows: VisitFlow, ours: int | None = None) -> str:
    return balance(visits_of(VisitKind.STATE), ledger(KAZ, PAK, flows), NAMES, ours)


def test_we_are_told_what_we_paid_and_what_is_outstanding() -> None:
    outstanding = "Pakistan’s return visit is outstanding since 4 Feb 2026."
    assert said(flow(1, THERE), ours=KAZ) == f"State visits: we paid 1, they paid 0; {outstanding}"
    assert said(flow(1, THERE)) == f"State visits: Kazakhstan paid 1, Pakistan paid 0; {outstanding}"
    ours = "our return visit is outstanding since 4 Feb 2026."
    assert said(flow(1, THERE), ours=PAK) == f"State visits: we paid 0, they paid 1; {ours}"


def test_nothing_owed_and_nothing_dated_are_said_too() -> None:
    assert said() == "State visits: Kazakhstan paid 0, Pakistan paid 0; no return visit is outstanding."
    both = (flow(1, THERE), flow(2, BACK, FEB + timedelta(days=90)))
    assert said(*both, ours=KAZ) == "State visits: we paid 1, they paid 1; no return visit is outstanding."
    assert said(flow(1, THERE, None), ours=KAZ).endswith("Pakistan’s return visit is outstanding.")


def test_kinds_and_ranks_are_named() -> None:
    assert visits_of(None) == "All visits"
    assert visits_of(VisitKind.STATE, (Rank.HEAD_OF_STATE,)) == "State visits, head of state"
    assert visits_of(None, (None,)) == "All visits, office not stated"
    assert all(visits_of(kind) for kind in VisitKind)


def test_a_rank_is_counted_by_itself() -> None:
    flows = [flow(1, THERE, rank=Rank.HEAD_OF_STATE), flow(2, BACK, FEB + timedelta(days=9), rank=Rank.MINISTER)]
    assert ledger(KAZ, PAK, flows).owes is None
    of_heads = ledger(KAZ, PAK, flows, ranks=frozenset({Rank.HEAD_OF_STATE}))
    assert (of_heads.paid_by_a, of_heads.paid_by_b, of_heads.owes) == ((1,), (), PAK)


def test_a_visit_stands_beside_its_return() -> None:
    flows = [flow(1, THERE), flow(2, BACK, None, 1, VisitStatus.INVITED_NO_DATE), flow(3, BACK, FEB - timedelta(9))]
    assert exchanged(KAZ, flows) == ((1, 2), (None, 3))
    assert exchanged(PAK, flows) == ((2, 1), (3, None))


Drawn = tuple[tuple[int, int], int | None, int | None, VisitStatus]
FLOWS = st.lists(
    st.tuples(
        st.sampled_from([THERE, BACK]),
        st.none() | st.integers(0, 4_000),
        st.none() | st.integers(0, 12),
        st.sampled_from([TOOK_PLACE, VisitStatus.INVITED_NO_DATE]),
    ),
    max_size=12,
)


@given(FLOWS)
def test_no_visit_is_lost_or_shown_twice(
    drawn: list[Drawn],
) -> None:
    flows = [
        flow(number, way, None if day is None else FEB + timedelta(days=day), return_of, status)
        for number, (way, day, return_of, status) in enumerate(drawn)
    ]
    lines = exchanged(KAZ, flows)
    assert Counter(each for line in lines for each in line if each is not None) == Counter(range(len(flows)))
    ways = {each.visit_id: (each.from_party, each.to_party) for each in flows}
    assert all(ways[one] == THERE for one, _other in lines if one is not None)
    assert all(ways[other] == BACK for _one, other in lines if other is not None)


def test_relations_are_known_by_their_name() -> None:
    assert of_relations("Establishment of diplomatic relations between Kazakhstan and Pakistan")
    assert of_relations("Установление дипломатических отношений")
    assert not of_relations("Opening of the embassy")


DATES = Period.from_edtf("2026-12-14/2026-12-16")


@pytest.mark.parametrize(
    ("status", "ours", "ends"),
    [
        (VisitStatus.SCHEDULED, KAZ, "Pakistan’s return visit is agreed for 14–16 Dec 2026."),
        (VisitStatus.UNDER_WAY, None, "Pakistan’s return visit is agreed for 14–16 Dec 2026."),
        (VisitStatus.SCHEDULED, PAK, "our return visit is agreed for 14–16 Dec 2026."),
        *((each, KAZ, "Pakistan’s return visit is outstanding since 4 Feb 2026.") for each in sorted(OPEN - AGREED)),
        (VisitStatus.CANCELLED, KAZ, "Pakistan’s return visit is outstanding since 4 Feb 2026."),
        (VisitStatus.PROPOSED, KAZ, "Pakistan’s return visit is outstanding since 4 Feb 2026."),
        (VisitStatus.TOOK_PLACE, KAZ, "no return visit is outstanding."),
    ],
)
@pytest.mark.parametrize("linked", [True, False])
def test_a_return_on_whose_dates_both_agreed_is_not_outstanding(
    status: VisitStatus, ours: int | None, ends: str, linked: bool
) -> None:
    """As Today and the sheet have it: until it is put off or cancelled nobody need ask for it."""
    flows = flow(1, THERE), flow(2, BACK, date(2026, 12, 14), 1 if linked else None, status)
    kept = ledger(KAZ, PAK, flows)
    found = balance(visits_of(VisitKind.STATE), kept, NAMES, ours, DATES if kept.agreed == 2 else None)
    assert found.endswith(f"; {ends}")
    assert (kept.agreed is not None) is any(each.agreed for each in owed_returns(flows))


def test_of_two_that_are_owed_the_one_without_dates_is_outstanding() -> None:
    later = date(2026, 6, 1)
    flows = flow(1, THERE), flow(2, THERE, later), flow(3, BACK, date(2026, 12, 14), 1, VisitStatus.SCHEDULED)
    assert said(*flows, ours=KAZ).endswith("Pakistan’s return visit is outstanding since 1 Jun 2026.")
