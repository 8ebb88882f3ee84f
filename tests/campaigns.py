"""How much is tried: in an ordinary run a few chances and some cases of a long table, all of it where that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings

TIMES = 40

asked: set[str] = set()
"""`faults` and `long`, where the run has these options; filled before any test is imported."""


def kills(ordinary: int) -> int:
    """How often to kill the program; 40 times as often with `--faults`."""
    return ordinary * TIMES if "faults" in asked else ordinary


def tries(ordinary: int) -> int:
    """How often to begin with another chance; 40 times as often with `--long`."""
    return ordinary * TIMES if "long" in asked else ordinary


def examples(ordinary: int) -> settings:
    """How many examples of a property to try; 40 times as many with `--long`."""
    return settings(max_examples=tries(ordinary))


def cases() -> settings:
    """How many cases a reader is tried with: 20,000 with `--long` or `--faults`."""
    return settings(max_examples=20_000 if asked else 200)


def left_for_long(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """The cases an ordinary run leaves out: of a test marked `sampled(n)` all but `n`, which are spread evenly; with 0
    all. `--faults` asks for those of its own tests."""
    tables: dict[tuple[Path, str], list[pytest.Item]] = {}
    for item in items:  # what shares a register stands together, so the cases of one table may not
        tables.setdefault((item.path, item.nodeid.partition("[")[0]), []).append(item)
    left: set[pytest.Item] = set()
    for (path, _), table in tables.items():
        mark = table[0].get_closest_marker("sampled")
        if mark is None or "long" in asked or ("faults" in asked and path.parent.name == "faults"):
            continue
        wanted = min(mark.args[0], len(table))
        left |= set(table) - {table[place * len(table) // wanted] for place in range(wanted)}
    return left
