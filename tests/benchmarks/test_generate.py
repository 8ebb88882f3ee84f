"""Made-up registers are as sound as registers that people wrote, and as mixed as they say."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.queries import commitments
from db.records.base import View
from db.store import Store, open_register
from db.vocabulary import CLOSED, CommitmentStatus, Kind
from tests.benchmarks.book import TODAY
from tests.benchmarks.generate import OPEN_SHARE, OVERDUE_SHARE, generate

SIZE = 300


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A small generated register, open for reading."""
    generate(SIZE, tmp_path / "made.aide")
    return _open(tmp_path / "made.aide")


def _open(file: Path) -> Store:
    return open_register(file, now=lambda: datetime(2026, 11, 23, tzinfo=UTC), by="test", writing=False)


def test_the_program_finds_nothing_wrong(store: Store) -> None:
    with store:
        report = store.check()
    assert report.sound, report
    assert report.records[Kind.COMMITMENT] == SIZE
    assert report.records[Kind.ACTION] > SIZE * OPEN_SHARE / 2


def test_open_and_overdue_shares_are_as_promised(tmp_path: Path) -> None:
    size = 2000
    generate(size, tmp_path / "made.aide")
    with _open(tmp_path / "made.aide") as store, store.read() as reader:
        rows = commitments.window(reader, TODAY, View(), 0, size)
        counted = Counter(row.status for row in rows)
        still = sum(row.progress not in CLOSED for row in rows)
    assert still / size == pytest.approx(OPEN_SHARE, abs=0.03)
    assert counted[CommitmentStatus.OVERDUE] / size == pytest.approx(OVERDUE_SHARE, abs=0.015)


def test_the_same_number_gives_the_same_records(tmp_path: Path) -> None:
    titles = []
    for name in ("one.aide", "two.aide"):
        generate(20, tmp_path / name)
        with _open(tmp_path / name) as store, store.read() as reader:
            titles.append([row.title for row in commitments.window(reader, TODAY, View(), 0, 20)])
    assert titles[0] == titles[1]
