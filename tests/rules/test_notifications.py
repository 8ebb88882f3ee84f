"""When somebody is told of reminders: each once, together, seldom, and whatever clocks and programs do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.notifications import BESIDE, GAP, MOST, Quiet, Told, Wait, decide, key_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = Quiet(time(20), time(7))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "quiet", "loud"),
    [
        ("20:00", "07:00", ("20:00", "23:59", "00:00", "06:59"), ("07:00", "12:00", "19:59")),
        ("12:00", "13:30", ("12:00", "13:29"), ("11:59", "13:30", "00:00")),
        ("00:00", "07:00", ("00:00", "06:59"), ("07:00", "23:59")),
        ("20:00", "00:00", ("20:00", "23:59"), ("00:00", "19:59")),
        ("08:00", "08:00", (), ("07:59", "08:00", "08:01", "00:00")),
    ],
)
def test_quiet_hours_may_go_past_midnight(
    begins: str, ends: str, quiet: tuple[str, ...], loud: tuple[str, ...]
) -> None:
    hours = Quiet(time.fromisoformat(begins), time.fromisoformat(ends))
    assert [each for each in quiet if not hours.holds(time.fromisoformat(each))] == []
    assert [each for each in loud if hours.holds(time.fromisoformat(each))] == []


@pytest.mark.parametrize(
    ("firing", "told", "at", "active", "wanted", "found"),
    [
        ("", "", "12:00", False, True, Wait.NOTHING_NEW),
        ("a", "", "12:00", False, True, "a"),
        ("abc", "", "12:00", False, True, "abc"),
        ("abc", "b", "12:00", False, True, "ac"),
        ("abc", "abc", "12:00", False, True, Wait.NOTHING_NEW),
        ("abc", "abc", "12:00", True, True, Wait.NOTHING_NEW),
        ("a", "", "22:00", False, True, Wait.QUIET),
        ("a", "", "22:00", True, True, "a"),
        ("a", "", "12:00", False, False, Wait.OFF),
        ("a", "", "22:00", False, False, Wait.OFF),
        ("a", "", "12:00", True, False, "a"),
    ],
)
def test_what_is_told_where(firing: str, told: str, at: str, active: bool, wanted: bool, found: str | Wait) -> None:
    now = datetime.combine(NOON.date(), time.fromisoformat(at), UTC)
    known = Told(tuple(told), None)
    expected = found if isinstance(found, Wait) else tuple(found)
    assert decide(tuple(firing), known, now, NIGHT, active=active, wanted=wanted) == expected


@pytest.mark.parametrize(
    ("since", "waits"),
    [
        (timedelta(0), True),
        (GAP - timedelta(seconds=1), True),
        (GAP, False),
        (DAY, False),
        (-timedelta(seconds=1), False),
        (-365 * DAY, False),
    ],
)
def test_one_message_in_a_quarter_of_an_hour(since: timedelta, waits: bool) -> None:
    """Wherever it is shown; and a clock that was a year ahead once makes nobody wait for a year."""
    for active, wanted in product((True, False), (True,)):
        found = decide(("a",), Told((), NOON - since), NOON, None, active=active, wanted=wanted)
        assert found == (Wait.JUST_TOLD if waits else ("a",))


def test_what_is_put_off_is_told_again_and_a_moved_date_too() -> None:
    key, day = (-1, 60, date(2026, 12, 31), 1), date(2026, 11, 24)
    off = (("", "", False), (day, "", False), (day + DAY, "", False), (day, "15:00", False), ("", "", True))
    keys = [*(key_of(key, each) for each in off), key_of((*key[:2], day, 1), off[0])]
    assert len(set(keys)) == 6 and key_of(key, off[0]) == keys[0]


def test_nothing_that_fires_is_forgotten_and_what_does_not_is_bounded() -> None:
    old = tuple(f"o{number}" for number in range(3 * BESIDE))
    firing = tuple(f"f{number}" for number in range(5 * BESIDE))
    told = Told(old).with_these(firing, firing, NOON)
    assert len(told.keys) == BESIDE + len(firing) and told.keys[:BESIDE] == old[-BESIDE:]
    assert decide(firing, told, NOON + DAY, None, active=False) is Wait.NOTHING_NEW
    assert told.with_these(("new",), (*firing, "new"), NOON).keys[-1] == "new"
    assert told.without(firing, None) == Told(old[-BESIDE:], None)
    many = tuple(map(str, range(MOST + 5)))
    assert decide(many, Told(), NOON, None, active=False) == many[5:]


@dataclass
class Computer:
    """A computer with a person who handles nothing, as the program sees it: what it remembers outlives its runs."""

    clock: datetime = NOON
    passed: timedelta = timedelta(0)
    """The time that really passed."""
    told: Told = field(default_factory=Told)
    messages: list[tuple[timedelta, tuple[str, ...]]] = field(default_factory=list)
    jumped: bool = False

    def looks(self, days: dict[str, int], *, active: bool, reached: bool, dies: bool = False) -> None:
        """A look: what is decided is remembered first, and given back where it reached nobody."""
        firing = tuple(key for key, day in days.items() if NOON.date() + day * DAY <= self.clock.date())
        found = decide(firing, self.told, self.clock, NIGHT, active=active)
        if isinstance(found, Wait):
            return
        before, self.told = self.told, self.told.with_these(found, firing, self.clock)
        if dies:
            return
        if reached or active:
            self.messages.append((self.passed, found))
        else:
            self.told = self.told.without(found, before.last)


steps = st.lists(
    st.tuples(
        st.sampled_from(("look", "look", "look", "active", "unreached", "sleeps", "set back", "set ahead", "days")),
        st.integers(1, 40),
    ),
    max_size=60,
)


@given(days=st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 20), max_size=12), steps=steps)
def test_each_is_told_once_and_none_is_lost(days: dict[str, int], steps: list[tuple[str, int]]) -> None:
    """Looks of the window and of a timer of the system, runs that reach nobody, sleep, absence, clocks set back."""
    here = Computer()
    for step, many in steps:
        gone = {"sleeps": timedelta(hours=many), "days": many * DAY}.get(step, timedelta(seconds=20 * many))
        here.passed += gone
        here.clock += gone
        if step == "set back":
            here.clock -= min(many * DAY, here.clock - NOON)
        elif step == "set ahead":
            here.clock += many * DAY
        here.jumped |= step.startswith("set")
        here.looks(days, active=step == "active", reached=step != "unreached")
    here.clock = datetime.combine(here.clock.date(), NOON.time(), UTC) + 60 * DAY
    here.passed += 60 * DAY
    for _again in range(3):
        here.clock, here.passed = here.clock + GAP, here.passed + GAP
        here.looks(days, active=False, reached=True)
    every = [key for _at, told in here.messages for key in told]
    assert sorted(every) == sorted(days), "each once, none lost"
    moments = [at for at, _told in here.messages]
    assert here.jumped or all(b - a >= GAP for a, b in pairwise(moments))
    assert len(here.messages) <= len(days)


@given(days=st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 20), max_size=12))
def test_a_run_that_is_killed_repeats_nothing(days: dict[str, int]) -> None:
    """What it was about to tell stands on Today and is counted on the bell; what fires later is told."""
    here = Computer()
    here.looks(days, active=False, reached=True, dies=True)
    first = set(here.told.keys)
    here.clock += 30 * DAY
    here.looks(days, active=False, reached=True)
    assert {key for _at, told in here.messages for key in told} == days.keys() - first


def test_a_long_absence_gives_one_message() -> None:
    here = Computer()
    days = {f"{number}": number for number in range(200)}
    here.looks(days, active=False, reached=True)
    here.clock += 199 * DAY
    for _look in range(50):
        here.clock += timedelta(seconds=20)
        here.looks(days, active=False, reached=True)
    assert [len(told) for _at, told in here.messages] == [1, 199]
