"""Which backups stay, what their names tell, and when another one is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import backups
from db.rules.backups import DAILY, FEWEST, MONTHLY, WEEKLY, Backup, Before

REGISTER = Path("/home/a/follow-up.aide")
NOW = datetime(2026, 11, 23, 15, tzinfo=timezone(timedelta(hours=5)))
"""A Monday."""
HEAD = "0123456789ab"
MONTH_ENDS = {(NOW.date() - date(2026, month, 1)).days + 1 for month in range(4, 12)}
"""The last days of March to October, in days before now."""


RESTORE, REPAIR = Before


def made(
    days: float, change: int = 0, *, before: Before | None = None, pinned: bool = False, checked: bool = True
) -> Backup:
    """A backup of so many days before now."""
    taken = NOW - timedelta(days=days)
    path = Path(f"{taken.timestamp()}-{change}-{before}-{pinned}-{checked}")
    return Backup(path, taken, change if checked else None, HEAD, before, pinned)


def daily(many: int) -> list[Backup]:
    """One for each day, with more changes each time; the last is of now."""
    return [made(days, many - days) for days in range(many)]


BACKUPS = st.builds(
    made,
    st.floats(-400, 800, allow_nan=False),
    st.integers(0, 2000),
    before=st.none() | st.sampled_from(Before),
    pinned=st.booleans(),
    checked=st.booleans(),
)


@pytest.mark.parametrize(
    ("there", "days"),
    [
        ([], set()),
        (daily(1), {0}),
        (daily(14), set(range(14))),
        # Today and yesterday, 12 days; the Sundays of nine more weeks; the last days of eight more months.
        (daily(400), {*range(14), *range(8, 65, 7), *MONTH_ENDS}),
        ([made(0.1 * n, n) for n in range(20)], {0.1 * n for n in range(20)}),
        ([made(300 + n / 100, 9 - n) for n in range(9)], {300, 300.01, 300.02}),
        # A clock that went back all the while: the newest by date and the newest by change stay both.
        ([made(300 + n / 100, n) for n in range(9)], {300, 300.01, 300.02, 300.06, 300.07, 300.08}),
        ([made(900, 1), made(901, 0)], {900, 901}),
    ],
)
def test_what_stays(there: list[Backup], days: set[float]) -> None:
    """Everything of two days, then the newest of each day, week and month; never fewer than three."""
    assert {each.taken for each in backups.kept(there, NOW)} == {NOW - timedelta(days=each) for each in days}


def test_the_newest_of_a_day_stays_by_the_zone_of_the_desk() -> None:
    """Reason: 23:30 in Astana is of that day, whatever day it is in Greenwich."""
    late = Backup(Path("a"), datetime(2026, 11, 19, 23, 30, tzinfo=NOW.tzinfo), 9, HEAD)
    early = Backup(Path("b"), datetime(2026, 11, 20, 0, 30, tzinfo=NOW.tzinfo), 10, HEAD)
    assert {late, early} <= backups.kept([*daily(3), late, early], NOW)


@given(st.lists(BACKUPS, max_size=60, unique_by=lambda each: each.path))
def test_whatever_the_clock_did(there: list[Backup]) -> None:
    """The newest three by date and by change stay, what is pinned stays, and what stays once stays again."""
    stay = backups.kept(there, NOW)
    checked = [each for each in there if each.is_whole]
    by_date = sorted((each.taken for each in checked), reverse=True)[:FEWEST]
    by_change = sorted((each.change or 0 for each in checked), reverse=True)[:FEWEST]
    assert set(by_date) <= {each.taken for each in stay}
    assert not by_change or sum((each.change or 0) >= by_change[-1] for each in stay) >= len(by_change)
    assert {each for each in there if each.pinned} <= stay
    assert {each for each in checked if each.taken.astimezone(NOW.tzinfo).date() >= date(2026, 11, 22)} <= stay
    assert {each for each in there if each.before and each.taken > NOW - timedelta(days=30)} <= stay
    assert backups.kept(stay, NOW) == stay
    old = [each for each in stay if not each.pinned and not each.before and each.taken < NOW - timedelta(days=3)]
    assert len(old) <= DAILY + WEEKLY + MONTHLY + 2 * FEWEST


@given(st.lists(st.integers(0, 3), min_size=1, max_size=200))
def test_thinned_out_day_by_day(many: list[int]) -> None:
    """Reason: what an evening removes must not be what a week or a month later is missed."""
    there: set[Backup] = set()
    days: list[date] = []
    for day, times in enumerate(many):
        now = datetime.combine(date(2026, 1, 1) + timedelta(days=day), time(9), UTC)
        for time_of_day in range(times):
            taken = now + timedelta(minutes=time_of_day)
            there.add(Backup(Path(f"{taken}"), taken, len(there), HEAD))
            days.append(taken.date())
        there = backups.kept(there, now + timedelta(hours=1))
    kept = {each.taken.date() for each in there}
    today = date(2026, 1, 1) + timedelta(days=len(many) - 1)
    past = sorted({day for day in days if day < today - timedelta(days=1)}, reverse=True)
    assert set(past[:DAILY]) <= kept
    assert {day.isocalendar()[:2] for day in past} - {day.isocalendar()[:2] for day in kept} <= _before(past, WEEKLY)
    assert {(day.year, day.month) for day in past} <= {(day.year, day.month) for day in kept}


def _before(days: list[date], weeks: int) -> set[tuple[int, int]]:
    """The weeks with backups before the newest so many."""
    return set(list(dict.fromkeys(day.isocalendar()[:2] for day in days))[weeks:])


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.none() | st.integers(0, 10**12),
    st.sampled_from(("", HEAD)),
    st.none() | st.sampled_from(Before),
)
def test_a_name_is_read_as_it_was_written(
    taken: datetime, change: int | None, head: str, before: Before | None
) -> None:
    """To the second; pinned or not is told by the name alone."""
    head, before = (head, before) if change is not None else ("", before or RESTORE)
    path = REGISTER.with_name(backups.name(REGISTER, taken, change, head, before))
    wanted = Backup(path, taken.replace(microsecond=0), change, head, before, False, 7)
    assert backups.read(path, REGISTER, 7) == wanted
    pinned = backups.with_pin(path, True)
    assert backups.with_pin(pinned, True) == pinned and backups.with_pin(pinned, False) == path
    read = backups.read(pinned, REGISTER)
    assert read is not None and (read.pinned, read.change, read.taken) == (True, change, wanted.taken)


@pytest.mark.parametrize(
    "name",
    [
        "follow-up.aide",
        "follow-up_2026-11-23T090000Z.aide",
        "follow-up_2026-02-31T090000Z_c000001.aide",
        "follow-up_2026-11-23T090000Z_c000001.aide.tmp",
        "follow-up_2026-11-23T090000Z_c000001.db",
        "follow-up_2026-11-23T090000Z_c1.aide",
        "follow-up_2026-11-23T090000Z_c00000١.aide",
        "follow-up_2026-11-23T090000Z_c000001_0123456789AB.aide",
        "follow-up_2026-11-23T090000Z_c000001_0123456789ab_copy.aide",
        "follow-up-2_2026-11-23T090000Z_c000001.aide",
        "Follow-up_2026-11-23T090000Z_c000001.aide",
        "follow-up_2026-11-23T090000Z_c000001_before-lunch.aide",
    ],
)
def test_what_is_no_backup_of_this_register(name: str) -> None:
    """Reason: what is taken for a backup may be removed."""
    assert backups.read(REGISTER.with_name(name), REGISTER) is None


@pytest.mark.parametrize(
    ("there", "change", "due"),
    [
        ([], 0, False),
        ([], 1, True),
        ([made(0, 5)], 5, False),
        ([made(0, 5)], 6, True),
        ([made(0, 5)], 4, True),
        ([made(-300, 9), made(1, 5)], 5, False),
        ([made(0, checked=False, before=RESTORE)], 5, True),
        ([made(0, 5, before=RESTORE)], 5, False),
        ([made(0, 5, before=REPAIR)], 5, True),  # what was repaired since is in no backup
    ],
)
def test_one_is_due_where_none_holds_this_state(there: list[Backup], change: int, due: bool) -> None:
    """Clocks play no part in it; another seal is another state."""
    assert backups.is_due(there, change, HEAD + "f" * 52) is due
    assert backups.is_due(there, change, "f" * 64) is (change > 0)


@pytest.mark.parametrize(
    ("ago", "changed", "late"),
    [
        (None, True, True),
        (None, False, False),
        (2.9, True, False),
        (3, True, True),
        (99, False, False),
        (-5, True, False),
    ],
)
def test_who_changes_and_has_no_backup_is_warned_after_three_days(ago: float | None, changed: bool, late: bool) -> None:
    """A register that nobody changed needs no newer one."""
    last = None if ago is None else NOW - timedelta(days=ago)
    assert backups.is_late(last, changed, NOW) is late


@pytest.mark.parametrize(("ago", "due"), [(None, True), (0, False), (29.9, False), (30, True), (-1, True)])
def test_a_drill_every_month(ago: float | None, due: bool) -> None:
    """One that lies ahead was made under a wrong clock and counts for nothing."""
    assert backups.drill_is_due(None if ago is None else NOW - timedelta(days=ago), NOW) is due


def test_a_restore_is_undone_with_the_latest_for_thirty_days() -> None:
    """What was kept longer ago is an ordinary backup; what could not be read takes no place again, nor does what was
    put aside before it."""
    first, second = made(20, 4, before=RESTORE), made(3, 6, before=RESTORE)
    assert backups.undoing([made(0, 9), first, second], NOW) == second
    assert backups.undoing([first, second, made(1, checked=False, before=RESTORE)], NOW) is None
    assert backups.undoing([made(31, 4, before=RESTORE), made(0, 9)], NOW) is None
    assert backups.newest([second, first, made(30, 1)]) == second
    repaired = made(1, 5, before=REPAIR)
    assert backups.undoing([first, second, repaired], NOW) == repaired
    assert backups.newest([repaired, first]) == first and backups.newest([repaired]) is None


@given(st.lists(BACKUPS, max_size=20, unique_by=lambda each: each.path))
def test_nothing_that_is_not_whole_is_offered_before_what_is(there: list[Backup]) -> None:
    """Reason: the damaged copy that a repair put aside stood on top of the list, as the newest."""
    offered = backups.offered(there)
    assert sorted(offered, key=lambda each: each.path) == sorted(there, key=lambda each: each.path)
    whole = [each.is_whole for each in offered]
    assert whole == sorted(whole, reverse=True)
    assert backups.newest(there) == (offered[0] if any(whole) else None)
