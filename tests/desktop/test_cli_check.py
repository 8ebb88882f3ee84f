"""`check` sends to `repair` only where that helps, and to a backup where it does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.lock import Lock
from tests.desktop.test_cli import flat, run
from tests.registers import make_starter, now

PAGE = 4096


def _script(sql: str) -> Callable[[Path], None]:
    def harm(register: Path) -> None:
        with closing(sqlite3.connect(register)) as plain:
            plain.executescript(sql)

    return harm


def _root(register: Path, name: str) -> int:
    with closing(sqlite3.connect(register)) as plain:
        found: int = plain.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    return found


def _zeroed(name: str) -> Callable[[Path], None]:
    """The first page of a table, or of an index, full of zeros."""
    return lambda register: _page(_root(register, name))(register)


def _page(number: int) -> Callable[[Path], None]:
    """A page full of zeros."""

    def harm(register: Path) -> None:
        at = (number - 1) * PAGE
        content = register.read_bytes()
        register.write_bytes(content[:at] + bytes(PAGE) + content[at + PAGE :])

    return harm


def _flipped(register: Path) -> None:
    """One bit of what the journal holds of a record."""
    _script("UPDATE change_row SET after = replace(after, 'Review', 'Seview') WHERE after LIKE '%Review%'")(register)


STATUSES = "UPDATE commitment SET status_0 = 'fulfilled';"
HARM = {
    "what is computed": _script(STATUSES),
    "an index that is missing": _script("DROP INDEX ix_record_kind_hidden_sorts_as_id"),
    "the journal": _script("UPDATE change SET label = 'x'"),
    "both": _script(STATUSES + "UPDATE change SET label = 'x'"),
    "a page of visits": _zeroed("visit"),
    "a page of the journal": _zeroed("change_record"),
    "a page of an index": _zeroed("ix_record_kind_hidden_sorts_as_id"),
    **{f"page {number}": _page(number) for number in (30, 60, 90, 120, 150, 170)},
    "a bit of the journal": _flipped,
}


@pytest.mark.parametrize("backup", [True, False])
@pytest.mark.parametrize("what", HARM)
@pytest.mark.sampled(8)
def test_it_sends_where_help_is(tmp_path: Path, what: str, backup: bool) -> None:
    """Reason: of one zeroed page, or a flipped bit in the journal, it sent to `repair`, which can do nothing there."""
    register = make_starter(tmp_path / "follow-up.aide")
    if backup:
        assert run(register, "backup").exit_code == 0
    HARM[what](register)
    harmed = register.read_bytes()
    said = run(register, "check")
    assert register.read_bytes() == harmed
    plan = run(register, "repair")
    assert (said.exit_code, plan.exit_code) == (3, 3)
    told = flat(said) + " ".join(said.stderr.split())
    helps = "Add --yes" in plan.output
    left = not helps or "Stays after the repair" in plan.output
    assert (" repair" in told.replace("be repaired", "")) is helps, told
    assert ("restore follow-up_" in told) is (left and backup), told
    assert ("There is no backup of it." in told) is (left and not backup), told


def test_where_somebody_has_it_open_repair_is_named_unasked(tmp_path: Path) -> None:
    """It cannot be tried out then, and the answer of `check` does not wait for it."""
    register = make_starter(tmp_path / "follow-up.aide")
    HARM["what is computed"](register)
    held = Lock.take(register, by="A. Serik", now=now())
    said = run(register, "check")
    held.release()
    assert said.exit_code == 3
    assert "What can be mended:" in flat(said)
