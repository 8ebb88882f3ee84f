"""Today is always an argument."""

from __future__ import annotations

import ast

from tests.house.sources import CODE, last_name, sources

CLOCK = "desktop/clock.py"
READINGS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("QDate", "currentDate"),
    ("QDateTime", "currentDateTime"),
    ("QDateTime", "currentDateTimeUtc"),
    ("QTime", "currentTime"),
}


def test_only_the_clock_reads_the_clock() -> None:
    """Reason: "overdue" must be testable on any day, and `--on 2027-01-01` must mean it everywhere."""
    readers = [
        source.at(call)
        for source in sources(*CODE)
        if source.path != CLOCK
        for call, name in source.calls()
        if isinstance(call.func, ast.Attribute) and (last_name(call.func.value), name) in READINGS
    ]
    assert readers == []
