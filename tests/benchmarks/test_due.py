"""What is due: the number on the bell, the first page of the reminders, and Today, beside the bare driver.

The bare driver is asked, in SQL written by hand, for as many rows and counts as a program without rules, working days
and answers would need for the same place. `--long` measures 100,000 and a million commitments too; they are made first,
so `-o faulthandler_timeout=3600` belongs to it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from db.queries import reminders, today
from db.records.reminders import GROUPS
from db.rules.reminders import MIDNIGHT
from db.store import Store, open_register
from tests.benchmarks.book import TODAY
from tests.benchmarks.generate import generate
from tests.campaigns import asked

WANTED, NOTHING_MS = 3.0, 1.0
ROUNDS, PAGE, SHOWN = 7, 50, 8
SIZES = (1_000, 10_000, *((100_000, 1_000_000) if "long" in asked else ()))
LONG_BEFORE = date(1950, 1, 2)
"""A day on which nothing is due: everything in a generated register lies years ahead of it."""

_HOLDS = "holds_from <= :today AND holds_until >= :today"
_NEAR = f"SELECT field, count(*) FROM record_date WHERE opens <= :soon AND {_HOLDS} GROUP BY field"
_FIRST = f"""SELECT record.id, record.title, field, closes FROM record_date JOIN record ON record.id = record_id
             WHERE opens <= :soon AND {_HOLDS} ORDER BY closes LIMIT {PAGE}"""
_OPEN = "FROM record JOIN commitment USING (id) WHERE NOT hidden AND progress IN ('not_started', 'in_progress')"
_LISTS = (f"{_OPEN} AND due_latest < :today", f"{_OPEN} AND due_latest BETWEEN :today AND :soon",
          f"{_OPEN} AND due_latest IS NULL AND last_action < :silent")  # fmt: skip
_COUNTED = tuple(f"SELECT count(*) {each}" for each in _LISTS)
_SHOWN = tuple(f"SELECT id, title, due_latest {each} ORDER BY due_latest LIMIT {SHOWN}" for each in _LISTS)
_WEEKS = f"""SELECT strftime('%W', closes), count(*), min(record_id) FROM record_date
             WHERE closes BETWEEN :today AND :weeks AND {_HOLDS} GROUP BY 1"""

BARE = {"bell": (_NEAR,), "reminders": (_NEAR, _FIRST), "today": (*_COUNTED, *_SHOWN, _NEAR, _WEEKS)}


def _bell(store: Store, day: date) -> object:
    return store.ask(lambda reader: reminders.due_now(reader, day, MIDNIGHT))


def _page(store: Store, day: date) -> object:
    return store.ask(lambda reader: reminders.windows(reader, day, dict.fromkeys(GROUPS, PAGE)))


def _today(store: Store, day: date) -> object:
    return store.ask(lambda reader: today.sheet(reader, day))


OURS: dict[str, Callable[[Store, date], object]] = {"bell": _bell, "reminders": _page, "today": _today}


def _asked_bare(bare: sqlite3.Connection, statements: Iterable[str], named: dict[str, str]) -> object:
    return [bare.execute(sql, named).fetchall() for sql in statements]


def _milliseconds(ask: Callable[[], object]) -> float:
    """The median of the processor's milliseconds, after one round that warms up."""
    ask()
    taken = []
    for _round in range(ROUNDS):
        began = time.process_time()
        ask()
        taken.append(time.process_time() - began)
    return median(taken) * 1e3


@pytest.mark.parametrize("commitments", SIZES)
def test_what_is_due_against_the_bare_driver(tmp_path: Path, commitments: int) -> None:
    """Wanted is 3 times, and one millisecond where nothing is due."""
    register = tmp_path / "made.aide"
    generate(commitments, register)
    days = {"today": TODAY, "soon": TODAY + timedelta(days=30), "weeks": TODAY + timedelta(weeks=6)}
    days["silent"] = TODAY - timedelta(days=30)
    named = {name: day.isoformat() for name, day in days.items()}
    with (
        open_register(register, now=lambda: datetime.now(UTC), by="bench") as store,
        closing(sqlite3.connect(register)) as bare,
    ):
        for what, ask in OURS.items():
            ours = _milliseconds(partial(ask, store, TODAY))
            theirs = _milliseconds(partial(_asked_bare, bare, BARE[what], named))
            said = f"{commitments:,} commitments, {what}: {ours:.1f} ms, bare {theirs:.1f} ms, {ours / theirs:.1f}×"
            print(f"{said} (wanted {WANTED:.0f}×)")
        nothing = _milliseconds(lambda: _bell(store, LONG_BEFORE))
        print(f"{commitments:,} commitments, nothing due: {nothing:.2f} ms (wanted {NOTHING_MS:.0f})")
        assert _bell(store, LONG_BEFORE) == 0
        firing = store.ask(lambda reader: reminders.counts(reader, TODAY))
        print(f"{commitments:,} commitments: {firing}")
