"""However a register is damaged, every command ends in an answer or a sentence, and what only reads writes nothing."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.cli import program
from tests import campaigns
from tests.registers import make_starter

PAGE, HEADER = 4096, 100
READING = (
    ["check"], ["repair"], ["today"], ["remind"], ["show", "12"], ["list", "commitment"], ["list", "visit"],
    ["export", "all.jsonl"], ["brief", "country", "KZ"],
)  # fmt: skip
WRITING = (["log", "12", "--text", "Called"], ["undo"], ["backup"], ["repair", "--yes"])


def _bits(content: bytearray, chance: random.Random) -> None:
    for _ in range(40):
        content[chance.randrange(HEADER, len(content))] ^= 1 << chance.randrange(8)


def _schema(content: bytearray, chance: random.Random) -> None:
    """Single bytes of the first page, where the tables are described."""
    for _ in range(3):
        content[chance.randrange(HEADER, PAGE)] = chance.randrange(256)


def _span(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(HEADER, len(content) - PAGE)
    content[start : start + PAGE] = chance.randbytes(PAGE)


def _swap(content: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * page for page in chance.sample(range(1, len(content) // PAGE), 2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(HEADER, len(content)) :]


DAMAGE = {"bits": _bits, "schema": _schema, "span": _span, "swapped": _swap, "cut": _cut}


@pytest.mark.parametrize("seed", range(campaigns.tries(2)))
@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.sampled(5)
def test_no_command_breaks(tmp_path: Path, damage: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by somebody who tried: a name in a damaged description of the tables that is no text, and a page so damaged
    that SQLite cannot look at it to the end."""
    chance = random.Random(f"{damage} {seed}")
    content = bytearray(make_starter(tmp_path / "whole.aide").read_bytes())
    DAMAGE[damage](content, chance)
    monkeypatch.chdir(tmp_path)
    for typed in (*chance.sample(READING, 4), *chance.sample(WRITING, 2)):
        register = tmp_path / "damaged.aide"
        with contextlib.suppress(FileNotFoundError):
            (tmp_path / "all.jsonl").unlink()
        register.write_bytes(content)
        result = CliRunner(env={"COLUMNS": "200"}).invoke(program, ["--register", str(register), *typed])
        assert result.exception is None or isinstance(result.exception, SystemExit), typed
        assert result.exit_code in (0, 1, 2, 3) and result.output.strip(), typed
        if typed in READING:
            assert register.read_bytes() == content, typed
