"""What several records have between them, and what ticking it changes: nothing that differed is lost unasked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.ticks import Tick, Wish, only, ticks, wish

N, S, A = Tick.NONE, Tick.SOME, Tick.ALL
TRADE, ROADS, WATER, RETIRED = 1, 2, 3, 9
OFFERED = (TRADE, ROADS, WATER)

Held = tuple[frozenset[int], ...]
HELD = st.lists(st.frozensets(st.sampled_from([*OFFERED, RETIRED])), min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ([{TRADE}, {ROADS}], (S, S, N)),
        ([{TRADE}, {TRADE, ROADS}], (A, S, N)),
        ([{TRADE}], (A, N, N)),
        ([set(), set()], (N, N, N)),
        ([{TRADE}, set(), {TRADE}], (S, N, N)),
        ([{RETIRED}, {RETIRED, WATER}], (N, N, S)),
        ([set(OFFERED)] * 3, (A, A, A)),
        ([], (N, N, N)),
    ],
)
def test_what_they_have_between_them(held: list[set[int]], shown: tuple[Tick, ...]) -> None:
    assert tuple(ticks(OFFERED, held).values()) == shown


@pytest.mark.parametrize(
    ("held", "touched", "after"),
    [
        # A tick on top adds; both keep what they had.
        ([{TRADE}, {ROADS}], {WATER: A}, [{TRADE, WATER}, {ROADS, WATER}]),
        # What some have is ticked for all, or cleared for all.
        ([{TRADE}, {ROADS}], {TRADE: A}, [{TRADE}, {TRADE, ROADS}]),
        ([{TRADE}, {ROADS}], {TRADE: N}, [set(), {ROADS}]),
        ([{TRADE, ROADS}, {ROADS}], {ROADS: N}, [{TRADE}, set()]),
        # Ticked and cleared at once; ticked and put back; an area that is offered no longer.
        ([{TRADE}, {ROADS}], {TRADE: N, ROADS: N, WATER: A}, [{WATER}, {WATER}]),
        ([{TRADE}, {ROADS}], {TRADE: S}, [{TRADE}, {ROADS}]),
        ([{TRADE, RETIRED}, {ROADS}], {TRADE: A, ROADS: A}, [{TRADE, ROADS, RETIRED}, {TRADE, ROADS}]),
        ([{TRADE}, {TRADE}], {TRADE: A}, [{TRADE}, {TRADE}]),
    ],
)
def test_what_ticks_ask_for(held: list[set[int]], touched: dict[int, Tick], after: list[set[int]]) -> None:
    before = ticks(OFFERED, held)
    asked = wish(before, {**before, **touched})
    assert [set(asked.after(sorted(each))) for each in held] == after


@pytest.mark.parametrize(
    ("held", "chosen", "after"),
    [
        ([{TRADE}, {ROADS}], WATER, [{TRADE, WATER}, {ROADS, WATER}]),
        ([{TRADE}, {ROADS}], TRADE, [{TRADE}, {TRADE, ROADS}]),
        ([{TRADE}, {TRADE, ROADS}], TRADE, [{TRADE}, {TRADE, ROADS}]),
        ([set(), set()], TRADE, [{TRADE}, {TRADE}]),
        ([{TRADE, ROADS}], WATER, [{WATER}]),
        ([{TRADE}], TRADE, [{TRADE}]),
        ([set()], TRADE, [{TRADE}]),
    ],
)
def test_what_enter_alone_asks_for(held: list[set[int]], chosen: int, after: list[set[int]]) -> None:
    """Several get it besides what they have; of one, which is seen whole, it is the only one."""
    asked = only(ticks(OFFERED, held), chosen, len(held))
    assert [set(asked.after(sorted(each))) for each in held] == after


@given(HELD, st.dictionaries(st.sampled_from(OFFERED), st.sampled_from([N, A])))
def test_what_was_not_touched_stays(held: Held, touched: dict[int, Tick]) -> None:
    """For any areas of any records and any ticks: ticked all have it, cleared none, and the rest is as it was."""
    before = ticks(OFFERED, held)
    asked = wish(before, {**before, **touched})
    for each in held:
        after = set(asked.after(sorted(each)))
        assert {value for value in after if value not in touched} == {value for value in each if value not in touched}
        assert all((value in after) is (tick is A) for value, tick in touched.items())
    assert ticks(OFFERED, [set(asked.after(each)) for each in held]) == {**before, **touched}


@given(HELD)
def test_nothing_touched_asks_for_nothing(held: Held) -> None:
    before = ticks(OFFERED, held)
    assert wish(before, dict(before)) == Wish()
    assert all(Wish().after(each) == tuple(each) for each in held)


@given(st.lists(st.frozensets(st.sampled_from(OFFERED)), min_size=2, max_size=5), st.sampled_from(OFFERED))
def test_enter_over_several_records_takes_nothing_away(held: list[frozenset[int]], chosen: int) -> None:
    asked = only(ticks(OFFERED, held), chosen, len(held))
    assert all(set(asked.after(each)) == each | {chosen} for each in held)
