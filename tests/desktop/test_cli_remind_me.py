"""The command line sets reminders in words, and keeps the numbers of notes and letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.vocabulary import Kind
from tests.desktop.test_cli import flat, refused, run
from tests.registers import make_starter, number_of, opened


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_starter(tmp_path / "follow-up.aide")


@pytest.fixture
def visit(register: Path) -> str:
    with opened(register) as store:
        return str(number_of(store, "return state visit", Kind.VISIT))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("in 10 working days", "Mon 7 Dec 2026 · in 14 days."),
        ("in 10 working days of Pakistan", "Mon 7 Dec 2026 · in 14 days."),
        ("in 20 working days of PK", "Mon 21 Dec 2026 · in 28 days."),
        ("every Monday until June", "Mon 30 Nov 2026 · in 7 days, then Mon 7 Dec 2026, Mon 14 Dec 2026 … until"),
    ],
)
def test_a_reminder_is_set_in_words(register: Path, when: str, said: str) -> None:
    done = run(register, "remind-me", "Renew the pass", "--when", when)
    assert f"Added reminder “Renew the pass”: {said}" in flat(done)
    shown = flat(run(register, "remind", on="2026-12-22"))
    assert shown.count("Renew the pass") >= 1


def test_on_a_record_it_stands_by_its_own_words(register: Path, visit: str) -> None:
    assert run(register, "remind-me", "Ask the desk", "--when", "today", "--on-record", visit).exit_code == 0
    assert "Ask the desk Return state visit" in flat(run(register, "remind"))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("Call", "--when", "soon"), "“soon”: Not understood."),
        (("Call", "--when", "in 3 working days of Atlantis"), "No public holidays are known of “atlantis”"),
        (("Call", "--when", "when they answer"), "An answer comes in on a record: say on which with --on-record ID."),
        (("", "--when", "tomorrow"), "needed"),
        (("Call", "--when", "tomorrow", "--on-record", "9999"), "There is no record 9999."),
    ],
)
def test_what_is_not_read_is_refused(register: Path, words: tuple[str, ...], why: str) -> None:
    refused(run(register, "remind-me", *words), why)


def test_an_entry_keeps_the_numbers_of_its_note(register: Path, visit: str) -> None:
    """They are shown with it, and found by search."""
    numbers = ("--our-ref", "02-7/1412", "--their-ref", "KZ/NV-318/26")
    assert run(register, "log", visit, "--text", "Sent the note", "--kind", "note_verbale", *numbers).exit_code == 0
    (entry,) = json.loads(run(register, "list", "action", "--find", "NV-318", "--json").stdout)
    assert (entry["our_reference"], entry["their_reference"]) == ("02-7/1412", "KZ/NV-318/26")
    shown = flat(run(register, "show", str(entry["id"])))
    assert "02-7/1412" in shown and "KZ/NV-318/26" in shown
    assert "our number 02-7/1412 · their number KZ/NV-318/26" in flat(run(register, "show", visit))
    assert "Sent the note" in run(register, "list", "action", "--find", "1412").stdout
