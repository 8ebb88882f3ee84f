"""One bad byte in a kept sheet: it is named in a sentence, and everything else in the register works."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desktop.cli import program
from tests.registers import make_starter

GOOD, BAD = b"Strategic Partnership", b"Strategic \xffartnership"


def run(register: Path, *words: str) -> Result:
    return CliRunner(env={"COLUMNS": "0"}).invoke(program, ["--register", str(register), "--on", "2026-11-23", *words])


@pytest.fixture
def rotten(tmp_path: Path) -> Path:
    """A register in which a byte of a kept sheet is no letter any more."""
    register = make_starter(tmp_path / "follow-up.aide")
    assert run(register, "brief", "country", "PK", "-o", str(tmp_path / "sheet.pdf")).exit_code == 0
    content = register.read_bytes()
    sheet = content.index(b'"objectives"')
    at = content.index(GOOD, sheet)
    register.write_bytes(content[:at] + BAD + content[at + len(BAD) :])
    return register


def test_check_names_the_row(rotten: Path) -> None:
    said = run(rotten, "check")
    assert said.exit_code == 3 and "row" in said.stdout and "of briefing" in said.stdout, said.output
    assert "Traceback" not in said.output


def test_a_new_sheet_has_nothing_to_compare_with(rotten: Path, tmp_path: Path) -> None:
    said = run(rotten, "brief", "country", "PK", "-o", str(tmp_path / "again.pdf"))
    assert said.exit_code == 0 and "kept as sheet 2" in said.stdout, said.output
    assert rotten.read_bytes().count(BAD) == 1


def test_everything_else_works(rotten: Path) -> None:
    for words in (("today",), ("list", "visit"), ("list", "briefing"), ("show", "60"), ("remind",)):
        assert run(rotten, *words).exit_code == 0, words
    assert run(rotten, "log", "60", "--text", "Called the embassy").exit_code == 0
