"""Texts that another program wrote beyond what any form takes: all that reads goes on, and says it is shortened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from db.rules.text import TEXT_LIMIT
from desktop.cli import program
from desktop.workspace import Go
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import application, opened
from tests.registers import make_starter

WORD = "replace(hex(zeroblob({})), '0', 'x')"
WORDS = "replace(hex(zeroblob({})), '00', 'ab ')"
TEXTS = {
    "a word without an end": WORD.format(49_999),
    "a title of 100,000 letters": WORDS.format(34_000),
    "a value of 3 MB": WORDS.format(1_000_000),
}
VISIT = "60"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.sampled(1)
def test_the_command_line_reads_on(tmp_path: Path, text: str) -> None:
    register = make_starter(tmp_path / "long.aide")
    with closing(sqlite3.connect(register)) as file, file:
        file.execute(f"UPDATE record SET title = {TEXTS[text]} WHERE id = {VISIT} OR kind = 'commitment'")
        file.execute(f"UPDATE record SET notes = {TEXTS[text]} WHERE id = {VISIT}")
        file.execute(f"UPDATE visit SET purpose = {TEXTS[text]}, places = {TEXTS[text]} WHERE id = {VISIT}")
    sheet = tmp_path / "sheet.pdf"
    brief = ("brief", "visit", VISIT, "-o", str(sheet))
    for words in (("show", VISIT), ("list", "visit"), ("list", "commitment"), brief):
        said = CliRunner().invoke(program, ["--register", str(register), "--on", "2026-11-23", *words])
        assert said.exit_code == 0, (words, said.output[-300:], said.exception)
        if words[0] in ("show", "list"):
            assert "(shortened: " in " ".join(said.output.split()), words
            assert len(said.output) < 8 * TEXT_LIMIT
    assert sheet.stat().st_size > 1000


@pytest.mark.sampled(0)
def test_the_window_shows_on(qtbot: QtBot, tmp_path: Path) -> None:
    """Tables, panes and tips; no label lays out what nobody can read."""
    register = make_starter(tmp_path / "follow-up.aide")
    with closing(sqlite3.connect(register)) as file, file:
        file.execute(f"UPDATE record SET title = {TEXTS['a word without an end']} WHERE kind IN ('visit', 'party')")
        file.execute(f"UPDATE record SET notes = {TEXTS['a value of 3 MB']} WHERE id = {VISIT}")
    refused: list[str] = []
    with opened(tmp_path) as frame:
        frame.workspace.refused.connect(refused.append)
        for page in ("today", "visits", "people"):
            frame.workspace.go_wanted.emit(Go(page))
            application().processEvents()
            assert words_on(frame.window)
        frame.workspace.go_wanted.emit(Go("visits", None, int(VISIT)))
        application().processEvents()
        assert any("(shortened: " in words for words in words_on(frame.window))
        assert max(map(len, words_on(frame.window))) <= TEXT_LIMIT
    assert refused == []
