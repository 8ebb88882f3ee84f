"""The command line: what it says, what it refuses, and that it never loads a screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from db.commands.commitments import AddCommitment
from db.commands.sources import AddAttachment
from db.lock import Lock
from db.records.commitments import CommitmentDraft
from db.records.sources import AttachmentDraft
from db.vocabulary import Kind
from desktop.cli import program
from tests.kept import Snapshot
from tests.registers import make_starter, now, number_of, opened

HOSTILE = '#panic("x") *b* <b> @ref “quoted” اردو Қазақстан'


def run(register: Path, *words: str, on: str = "2026-11-23") -> Result:
    wide = {"COLUMNS": "0"}  # as where no terminal is, whatever runs the tests
    return CliRunner(env=wide).invoke(program, ["--register", str(register), "--on", on, *words])


def flat(result: Result) -> str:
    """What was printed, on one line."""
    return " ".join(result.stdout.split())


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return make_starter(tmp_path / "follow-up.aide")


@pytest.fixture
def visit(register: Path) -> str:
    with opened(register) as store:
        return str(number_of(store, "return state visit", Kind.VISIT))


def refused(result: Result, *parts: str) -> None:
    assert result.exit_code == 3, result.output
    assert all(part in " ".join(result.stderr.split()) for part in parts), result.stderr
    assert "Traceback" not in result.output


def test_today_names_what_the_starter_leaves_open(register: Path, snapshot: Snapshot) -> None:
    snapshot(run(register, "today").stdout)
    snapshot(run(register, "today", on="2027-01-01").stdout, "when_the_year_is_over")


def test_a_visit_is_shown_whole(register: Path, visit: str, snapshot: Snapshot) -> None:
    snapshot(run(register, "show", visit).stdout)


def test_a_missing_register_is_made_from_the_starter(tmp_path: Path) -> None:
    assert "Return state visit" in flat(run(tmp_path / "new.aide", "list", "visit"))
    assert (tmp_path / "new.aide").exists()


def test_what_is_logged_is_read_back_and_taken_back(register: Path, visit: str) -> None:
    said = run(register, "log", visit, "--text", HOSTILE, "--kind", "call", "--next", "next friday")
    assert said.exit_code == 0, said.output
    assert "Fri 4 Dec 2026 · in 11 days" in said.stdout
    (entry,) = json.loads(run(register, "list", "action", "--json").stdout)
    assert (entry["text"], entry["kind"], entry["on"]) == (HOSTILE, "call", "2026-11-23")
    assert HOSTILE in flat(run(register, "show", visit))
    assert "next step today" in flat(run(register, "remind", on="2026-12-04"))
    assert run(register, "undo").exit_code == 0
    assert json.loads(run(register, "list", "action", "--json").stdout) == []
    assert run(register, "redo").exit_code == 0
    assert len(json.loads(run(register, "list", "action", "--json").stdout)) == 1


def test_a_sheet_is_written_and_kept(register: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        said = run(register, "brief", "country", "PK", "-o", str(tmp_path / "sheet.pdf"))
        assert said.exit_code == 0 and f"kept as sheet {number}" in said.stdout
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert len(json.loads(run(register, "list", "briefing", "--json").stdout)) == 2


def test_an_export_is_a_bundle_that_makes_the_same_register(register: Path, tmp_path: Path) -> None:
    assert "78 records" in run(register, "export", str(tmp_path / "all.json")).stdout
    assert json.loads((tmp_path / "all.json").read_text())["format"] == "aide-memoire bundle"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_listed_and_shown(register: Path, kind: Kind) -> None:
    listed = run(register, "list", kind.value, "--json")
    assert listed.exit_code == 0
    for record in json.loads(listed.stdout)[:2]:
        assert run(register, "show", str(record["id"])).exit_code == 0


def test_the_register_is_whole(register: Path) -> None:
    assert "The register is whole." in run(register, "check").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["log", "60", "--text", "  "], "Write down what was done"),
        (["log", "60", "--text", "x", "--next", "31 feb"], "No February has 31 days."),
        (["log", "60", "--text", "x", "--next", "soon"], "Not a date yet"),
        (["log", "60", "--text", "x", "--next", "03/04/2027"], "3 Apr 2027"),
        (["log", "60", "--text", "x", "--when", "this year"], "is not one day"),
        (["log", "60", "--text", "x", "--when", "tomorrow"], "This day is still to come."),
        (["log", "60", "--text", "x", "--when", "Thu 20 Nov 2026"], "20 Nov 2026 is a Friday."),
        (["log", "60", "--text", "x", "--next", "4/2/27"], "4 Feb 2027"),
        (["log", "60", "--text", "x", "--next", "29 Feb 2027"], "2027 is not a leap year"),
        (["log", "60", "--text", "x", "--next", "in the near future"], "go in quotation marks"),
        (["log", "9999", "--text", "x"], "There is no record 9999"),
        (["log", "60", "--text", "x", "--after", "nonsense"], "cannot be the status"),
        (["log", "60", "--text", "x" * 100_001], "100,000"),
        (["show", "9999"], "There is no record 9999"),
        (["brief", "country", "XX", "-o", "x.pdf"], "No country “XX”"),
        (["brief", "visit", "PK", "-o", "x.pdf"], "is not the number of a visit"),
        (["list", "visit", "--view", "nonsense"], "There is no view “nonsense”"),
        (["undo"], "nothing to undo"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(register: Path, words: list[str], sentence: str) -> None:
    before = register.read_bytes()
    refused(run(register, *words), sentence)
    assert register.read_bytes() == before


def test_a_wrong_word_is_a_matter_of_usage(register: Path) -> None:
    assert run(register, "list", "nonsense").exit_code == 2
    assert run(register, "today", on="23.11.2026").exit_code == 2
    assert run(register, "log", "60", "--text", "x", "--kind", "nonsense").exit_code == 2


def test_files_that_are_no_register_are_left_as_they_are(tmp_path: Path) -> None:
    cases = {"empty": (b"", "empty (0 bytes)"), "text": (b"x" * 200, "Not an Aide-Mémoire file")}
    for name, (content, sentence) in cases.items():
        path = tmp_path / f"{name}.aide"
        path.write_bytes(content)
        refused(run(path, "today"), sentence)
        assert path.read_bytes() == content
    refused(run(tmp_path / "no" / "new.aide", "today"), "Folder not found")
    assert not (tmp_path / "no").exists()


def test_a_register_that_is_open_elsewhere_is_read_but_not_written(register: Path, tmp_path: Path) -> None:
    lock = Lock.take(register, by="A. Serik", now=now())
    try:
        assert run(register, "today").exit_code == 0
        refused(run(register, "log", "60", "--text", "x"), "already open", "A. Serik")
        said = run(register, "brief", "country", "PK", "-o", str(tmp_path / "sheet.pdf"))
        assert said.exit_code == 0 and "not kept" in said.stdout
    finally:
        lock.release()


def test_what_was_done_without_a_year_was_done_on_the_nearest_past_day(register: Path, visit: str) -> None:
    said = run(register, "log", visit, "--text", "Called.", "--when", "3 Nov", "--next", "3 Nov")
    assert said.exit_code == 0, said.output
    (entry,) = json.loads(run(register, "list", "action", "--json").stdout)
    assert entry["on"] == "2026-11-03" and "3 Nov 2027" in said.stdout


def test_no_command_loads_a_screen(register: Path) -> None:
    code = (
        "import sys\nfrom desktop.cli import program\n"
        f"program(['--register', {str(register)!r}, 'today'], standalone_mode=False)\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'qtpy', 'qtawesome'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize("nothing", ['"', "＂", "\u200b", "\u0301", "’"])
def test_signs_alone_find_what_no_words_find(register: Path, nothing: str) -> None:
    every = run(register, "list", "commitment")
    found = run(register, "list", "commitment", "--find", nothing)
    assert (found.exit_code, found.stdout) == (0, every.stdout)


def test_what_a_record_names_is_printed_by_its_title(register: Path, visit: str) -> None:
    """Which numbers are those of records follows from their type, in what is written and in what is kept of a file."""
    with opened(register) as store:
        title = "Return state visit"
        file = AttachmentDraft(title="map.png", record=int(visit), content=b"PNG")
        promise = CommitmentDraft(title="Print the map", origin=int(visit), depends_on=int(visit), repeats=None)
        made = [store.run(command).record for command in (AddAttachment(file), AddCommitment(promise))]
    for number, fields in zip(made, (("Record",), ("Origin", "Depends on")), strict=True):
        shown = flat(run(register, "show", str(number)))
        assert all(f"{field} {title}" in shown for field in fields), shown
