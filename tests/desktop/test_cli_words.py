"""What the command line says is true there: no form keeps a text, and no library speaks."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from db import backup_errors, errors
from db.commands.base import Hide
from db.errors import KnownError
from db.rules.backups import Backup
from db.tables.base import Record
from db.vocabulary import ActionKind, Marking
from db.vocabulary import Result as Outcome
from desktop.cli import program
from tests.desktop.test_cli import flat, refused, run
from tests.registers import make_starter, opened


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The starter register."""
    return make_starter(tmp_path / "follow-up.aide")


def _wide(register: Path, *words: str) -> Result:
    """As on a terminal, where the library draws its frames."""
    return CliRunner(env={"COLUMNS": "300"}).invoke(program, ["--register", str(register), *words])


def _known() -> Iterator[KnownError]:
    """Every refusal there is, of a file x.aide."""
    given: dict[str, Any] = {"Path": Path("/desk/x.aide"), "int": 99, "bool": True, "str": "something"}
    given["Backup"] = Backup(Path("/desk/x.aide"), datetime(2026, 11, 23, 9, tzinfo=UTC), 99, "0a1b")
    for module in (errors, backup_errors):
        for name, each in inspect.getmembers(module, inspect.isclass):
            if issubclass(each, KnownError) and each.__module__ == module.__name__:
                wanted = inspect.signature(each).parameters.values()
                words: list[Any] = [
                    errors.Moved("Visit") if name == "Conflict" else given[str(parameter.annotation).partition(" |")[0]]
                    for parameter in wanted
                    if parameter.kind is not parameter.KEYWORD_ONLY and parameter.name != "untyped"
                ]
                yield each(*words)


@pytest.mark.parametrize("error", [*_known()], ids=lambda error: type(error).__name__)
@pytest.mark.sampled(13)
def test_no_text_is_said_to_be_kept_where_no_form_keeps_it(error: KnownError) -> None:
    """In a window it is; both say what happened and what to do."""
    assert "still here" not in error.printed
    assert error.happened in error.printed
    assert error.remedy in error.printed
    error.rename(Path("/desk/y.aide"), Path("/desk/x.aide"))
    assert "x.aide" not in error.sentence + error.printed + str(error)


def test_a_record_in_the_trash_is_called_that(register: Path) -> None:
    """Of every kind; whoever reads its fields would take them for what stands."""
    with opened(register) as store, store.read() as reader:
        kinds = {each.kind: each.id for each in reader.query(Record)}
    for number in [*kinds.values()]:
        assert "In the Trash" not in flat(run(register, "show", str(number)))
        try:
            with opened(register) as store:
                store.run(Hide((number,)))
        except KnownError:  # others rest on it
            kinds = {kind: each for kind, each in kinds.items() if each != number}
            continue
        shown = run(register, "show", str(number))
        assert shown.exit_code == 0
        assert "In the Trash" in flat(shown)
    assert len(kinds) > 5


CHOICES = {
    "--kind": (["log", "60", "--text", "x", "--kind", "note"], ActionKind),
    "--result": (["log", "60", "--text", "x", "--result", "well"], Outcome),
    "--marking": (["brief", "visit", "1", "-o", "x.pdf", "--marking", "red"], Marking),
}


@pytest.mark.parametrize("option", CHOICES)
def test_a_word_that_is_no_choice_is_refused_with_the_choices(register: Path, option: str) -> None:
    """By their names as they are typed."""
    words, choices = CHOICES[option]
    said = _wide(register, *words)
    told = "".join(each for each in said.output if each not in "│╭╰─╮╯\n ")
    assert said.exit_code == 2
    assert "Valueerror" not in told
    assert f"isnoneof{','.join(each.value for each in choices)}." in told


@pytest.mark.parametrize("words", [["log", "sixty", "--text", "x"], ["show", "x"], ["show", "6.5"]])
def test_what_is_no_number_is_called_that(register: Path, words: list[str]) -> None:
    """Not in the words of a library."""
    said = _wide(register, *words)
    assert said.exit_code == 2
    assert f"“{words[1]}” is not a whole number." in " ".join(said.output.split())


NO_BUNDLES = {
    "a letter": ("Dear colleague", "no Aide-Mémoire bundle begins like this"),
    "nothing": ("", "no Aide-Mémoire bundle begins like this"),
    "another list": ("[1, 2]", "it is not an Aide-Mémoire bundle"),
    "half of one": ('{"format": "aide-memoire bundle", "ver', "line 1, column 35: what stands here"),
    "spoilt further down": (
        '{"format": "aide-memoire bundle",\n"version": 1,\n"records": [,]}',
        "line 3, column 13: what stands here",
    ),
}


@pytest.mark.parametrize("what", NO_BUNDLES)
def test_what_is_no_bundle_is_called_that(tmp_path: Path, what: str) -> None:
    """Nobody at a desk knows what value was expected."""
    content, said = NO_BUNDLES[what]
    file = tmp_path / "given.jsonl"
    file.write_text(content, encoding="utf-8")
    told = run(tmp_path / "no.aide", "import", str(file), "--as-new", str(tmp_path / "new.aide"))
    refused(told, said, "Nothing was stored.")
    assert "xpect" not in told.output
    assert not (tmp_path / "new.aide").exists()


@pytest.mark.parametrize("option", ["--text", "--with", "--next-text"])
def test_bytes_that_are_no_text_are_refused(register: Path, option: str) -> None:
    """Reason: they were kept as signs that nobody had typed."""
    typed = {"--text": "Called", option: "half \udcff a letter"}
    before = register.read_bytes()
    words = [word for pair in typed.items() for word in pair]
    refused(run(register, "log", "12", *words), "not UTF-8")
    assert register.read_bytes() == before
