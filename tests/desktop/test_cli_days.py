"""Days typed on the command line: which are meant, and that it says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.vocabulary import Kind
from tests.desktop.test_cli import run
from tests.registers import make_starter, number_of, opened


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_starter(tmp_path / "follow-up.aide")


@pytest.fixture
def visit(register: Path) -> str:
    with opened(register) as store:
        return str(number_of(store, "return state visit", Kind.VISIT))


def test_what_was_done_without_a_year_was_done_on_the_nearest_past_day(register: Path, visit: str) -> None:
    said = run(register, "log", visit, "--text", "Called.", "--when", "3 Nov", "--next", "3 Nov")
    assert said.exit_code == 0, said.output
    (entry,) = json.loads(run(register, "list", "action", "--json").stdout)
    assert entry["on"] == "2026-11-03" and "3 Nov 2027" in said.stdout


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("today", "to Kazakhstan”."),
        ("yesterday", "to Kazakhstan”. Done on Sun 22 Nov 2026."),
        ("Friday", "to Kazakhstan”. Done on Fri 20 Nov 2026."),
        ("3 Nov", "to Kazakhstan”. Done on Tue 3 Nov 2026."),
    ],
)
def test_it_says_how_it_read_the_day(register: Path, visit: str, when: str, says: str) -> None:
    said = run(register, "log", visit, "--text", "Called.", "--when", when)
    assert " ".join(said.stdout.split()).endswith(says)
