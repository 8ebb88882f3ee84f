"""Logging an action runs through few files until the table is fresh: what nothing reached is not read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.path import files_touched, report

MOST = 80  # of them the one that seals a change: db/chain.py


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_way_from_the_keys_to_the_fresh_table_is_short(tmp_path: Path) -> None:
    inside = tmp_path / "run"
    inside.mkdir()
    touched = files_touched(inside)
    print(report(touched))
    assert len(touched) <= MOST
    for unasked in ("desktop/visits/pane.py", "desktop/shell/record_deeds.py", "db/rules/phrases.py"):
        assert unasked not in touched, "The table comes first; nothing of this was asked for."
