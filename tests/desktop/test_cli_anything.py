"""Whatever is typed on the command line ends in an answer or a sentence, and what was refused is not done by halves."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from db.store import open_register
from db.vocabulary import ActionKind, Kind, Marking, Progress
from desktop.cli import program
from tests import campaigns
from tests.bundles import exported
from tests.registers import OFFICER, make_starter, now

REGISTER, BUNDLE = "register.aide", "all.jsonl"
COMMANDS: dict[str, Any] = typer.main.get_command(program).commands  # type: ignore[attr-defined]  # it is a group

LINES = 500 if "long" in campaigns.asked else 40
"""Of each part of a run; 20,000 in all of a long one."""

UNSEEN = ("x" * 300, "x/" * 3_000 + "x", "loop.aide", "loop.aide/x", "a\0b")
"""Places that the system does not even look at."""
PLACES = (
    REGISTER, f"{REGISTER}.lock", BUNDLE, f"{BUNDLE}/x", "new.aide", "sheet.pdf", "folder", "folder/new.aide", ".",
    "..", "no/new.aide", "a?b.aide", "*.aide", "", "-", "-o", "~", "link.aide", "nowhere.aide", "pipe.aide", "x" * 250,
    *UNSEEN,
)  # fmt: skip
"""In the folder of the test alone: who runs it may be allowed to write anywhere."""
GOOD = ("2026-11-23", "1000-01-01", "2199-12-31")
DAYS = (*GOOD, "2024-02-29", "9999-12-31", "0001-01-01", "2200-12-31", "2026-1-1", "")
NUMBERS = st.integers(-2, 80).map(str) | st.sampled_from(("9" * 18, "9" * 19, "9" * 23, "1e3", "0x1", "٣", "1_0", "+1"))
WORDS = st.sampled_from(
    [*Kind, *ActionKind, *Marking, *Progress, "visits", "country", "KZ", "Pakistan", "overdue", "next friday", "-",
     "15 Jan 2027", "9999-12-31", "a\0b", "\u202eabc", "x" * 5_000, "“", "''", "%s {} \\", "=1+1"]
)  # fmt: skip


PLACE = st.sampled_from(PLACES)


def _is_place(command: str, parameter: Any) -> bool:
    """Whether a path is meant: of `restore` also where the name of a backup may stand."""
    return parameter.bare_type() == Path.__name__ or (command, parameter.name) == ("restore", "file")


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with values for what it takes, most of them of the right sort; some are left out or said twice."""
    name = draw(st.sampled_from(sorted(COMMANDS)))
    registers, days = draw(st.sampled_from([((REGISTER,), GOOD)] * 3 + [(PLACES, DAYS)]))
    typed = ["--register", draw(st.sampled_from(registers)), "--on", draw(st.sampled_from(days)), name]
    for parameter in COMMANDS[name].params:
        value = PLACE if _is_place(name, parameter) else NUMBERS | WORDS | st.sampled_from(DAYS) | st.text(max_size=40)
        for _ in range(draw(st.sampled_from((1, 1, 1, 0, 2)))):
            if parameter.param_type_name == "option":
                typed.append(draw(st.sampled_from(parameter.opts)))
            if not getattr(parameter, "is_flag", False):
                typed.append(draw(value))
    return typed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register and all that is in it as a bundle."""
    folder = tmp_path_factory.mktemp("made")
    exported(make_starter(folder / REGISTER), folder / BUNDLE)
    (folder / "folder").mkdir()
    for name, to in (("link.aide", REGISTER), ("nowhere.aide", "nowhere"), ("loop.aide", "loop.aide")):
        (folder / name).symlink_to(to)
    return folder


def _must_end_well(made: Path, folder: Path, typed: list[str]) -> None:
    """Type it in a folder of its own; it is answered or refused, and the register is whole."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder, symlinks=True)
    os.mkfifo(folder / "pipe.aide")
    before = (folder / REGISTER).read_bytes()
    with contextlib.chdir(folder):
        result = CliRunner(env={"COLUMNS": "200"}).invoke(program, typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), typed
    assert result.exit_code in (0, 1, 2, 3), typed
    if result.exit_code > 1:
        assert result.output.strip()
        assert (folder / REGISTER).read_bytes() == before, typed
    if (folder / REGISTER).read_bytes() != before:
        with open_register(folder / REGISTER, now=now, by=OFFICER) as store:
            assert store.check().sound


@pytest.mark.parametrize("part", range(campaigns.tries(1)))
def test_nothing_but_an_answer_or_a_sentence_comes_of_any_line(made: Path, tmp_path: Path, part: int) -> None:
    @seed(part)
    @settings(max_examples=LINES)
    @given(lines())
    def ends_well(typed: list[str]) -> None:
        _must_end_well(made, tmp_path / "typed", typed)

    ends_well()


@pytest.mark.parametrize("place", UNSEEN, ids=lambda place: repr(place)[:16])
@pytest.mark.sampled(2)
def test_a_place_that_cannot_be_looked_at_is_refused(made: Path, tmp_path: Path, place: str) -> None:
    """To write to, to read from, and as the register; what the system says of it is said in a sentence."""
    written = (
        ["export"],
        ["calendar"],
        ["brief", "country", "KZ", "-o"],
        ["new"],
        ["import", BUNDLE, "--as-new"],
        ["backup", "--to"],
    )
    for words in (*written, ["restore", "--yes"]):
        _must_end_well(made, tmp_path / "typed", ["--register", REGISTER, *words, place])
    for words in (["today"], ["undo"], ["repair"], ["backup"], ["restore", REGISTER], ["restore", REGISTER, "--yes"]):
        _must_end_well(made, tmp_path / "typed", ["--register", place, *words])
