"""How often is tried what chance decides: a few times in an ordinary run, twenty times as often where that is asked."""

from __future__ import annotations

from hypothesis import settings

TIMES = 20

asked: set[str] = set()
"""`faults` and `long`, where the run has these options; filled before any test is imported."""


def kills(ordinary: int) -> int:
    """How often to kill the program; 20 times as often with `--faults`."""
    return ordinary * TIMES if "faults" in asked else ordinary


def tries(ordinary: int) -> int:
    """How often to begin with another chance; 20 times as often with `--long`."""
    return ordinary * TIMES if "long" in asked else ordinary


def examples(ordinary: int) -> settings:
    """How many examples of a property to try; 20 times as many with `--long`."""
    return settings(max_examples=tries(ordinary))


def cases() -> settings:
    """How many cases a reader is tried with: 20,000 with `--long` or `--faults`."""
    return settings(max_examples=20_000 if asked else 200)
