"""The command line: what it says, what it refuses, and that it never loads a screen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from db.commands.commitments import AddCommitment
from db.commands.people import AddPerson, HandOver
from db.commands.points import AddPoint
from db.commands.sources import AddAttachment
from db.lock import Lock
from db.records.commitments import CommitmentDraft
from db.records.people import PersonDraft
from db.records.points import PointDraft
from db.records.sources import AttachmentDraft
from db.rules.periods import Period
from db.vocabulary import Kind, Likelihood, Marking, PointKind
from desktop import first_run
from desktop.cli import options, program
from desktop.cli.layout import wrapped
from desktop.sheet.contents import text
from tests.kept import Snapshot
from tests.registers import make_starter, now, number_of, opened

HOSTILE = '#panic("x") *b* <b> @ref “quoted” اردو Қазақстан'


NO_VIEWS = sorted({*Kind} - {Kind.VISIT, Kind.AGREEMENT, Kind.COMMITMENT, Kind.ACTION})


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


def test_offices_and_invitations_are_listed_with_what_they_are_for(register: Path) -> None:
    offices = flat(run(register, "list", "office"))
    assert "Prime Minister of Pakistan Pakistan · Shehbaz Sharif" in offices
    assert "President of Kazakhstan Kazakhstan · Kassym-Jomart Tokayev" in offices
    with opened(register) as store:
        office = number_of(store, "prime minister", Kind.OFFICE)
        new = store.run(AddPerson(PersonDraft(title="B. Successor"))).record or 0
        store.run(HandOver(office, new, Period.from_edtf("2027-01-15")))
    assert "Shehbaz Sharif (until 14 Jan 2027)" in flat(run(register, "list", "office"))
    assert "B. Successor (designate, from 15 Jan 2027)" in flat(run(register, "list", "office"))
    assert "Prime Minister of Pakistan (until 14 Jan 2027)" in flat(run(register, "list", "person"))
    invited = flat(run(register, "list", "invitation"))
    assert "Return state visit of Prime Minister" in invited and "given 4 Feb 2026" in invited
    assert "for by end of 2026" in invited and "reply: none recorded" in invited


def test_commitments_are_listed_by_urgency_which_is_said(register: Path) -> None:
    rows = json.loads(run(register, "list", "commitments", "--sort", "urgency", "--json").stdout)
    totals = [row["urgency"]["total"] for row in rows]
    assert totals == sorted(totals, reverse=True) and totals[0] > totals[-1]
    assert all(row["urgency"]["total"] == sum(part["points"] for part in row["urgency"]["parts"]) for row in rows)
    said = flat(run(register, "list", "commitments", "--sort", "urgency"))
    assert [int(each) for each in re.findall(r"urgency (\d+): ", said)] == [total for total in totals if total]
    assert "urgency" not in flat(run(register, "list", "commitments"))


def test_the_register_at_the_usual_place_is_made_from_the_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_run, "usual_place", lambda: tmp_path / "data" / "new.aide")
    said = CliRunner(env={"COLUMNS": "0"}).invoke(program, ["list", "visit"])
    assert "Return state visit" in flat(said) and (tmp_path / "data" / "new.aide").exists()


@pytest.mark.parametrize("words", [("today",), ("list", "visit"), ("check",), ("log", "60", "--text", "x"), ("undo",)])
def test_a_register_that_is_not_there_is_said_to_be_missing(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A mistyped path, or a drive that is away: nothing is made there, and nothing is written into something new."""
    refused(run(tmp_path / "mistyped.aide", *words), "File not found", "Nothing was created")
    refused(run(tmp_path / "away" / "register.aide", *words), "away")
    assert list(tmp_path.iterdir()) == []


def test_a_new_register_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    for name, starter, visits in (("empty.aide", (), 0), ("full.aide", ("--starter",), 2)):
        place = tmp_path / name
        made = CliRunner(env={"COLUMNS": "0"}).invoke(program, ["new", str(place), *starter])
        assert made.exit_code == 0, made.output
        assert len(json.loads(run(place, "list", "visit", "--json").stdout)) == visits
        before = place.read_bytes()
        again = CliRunner(env={"COLUMNS": "0"}).invoke(program, ["new", str(place), *starter])
        refused(again, "already a file")
        assert place.read_bytes() == before
    refused(
        CliRunner(env={"COLUMNS": "0"}).invoke(program, ["new", str(tmp_path / "no" / "x.aide")]), "Folder not found"
    )


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
        said = run(register, "brief", "country", "PK", "-o", str(tmp_path / "sheet.pdf"), *["--force"][: number - 1])
        assert said.exit_code == 0 and f"kept as sheet {number}" in said.stdout
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert len(json.loads(run(register, "list", "briefing", "--json").stdout)) == 2


def test_an_export_is_a_bundle_that_makes_the_same_register(register: Path, tmp_path: Path) -> None:
    first, second, copy = tmp_path / "all.jsonl", tmp_path / "again.jsonl", tmp_path / "follow-up" / "follow-up.aide"
    copy.parent.mkdir()
    said = run(register, "export", str(first))
    assert "78 records" in said.stdout and "The history stays with the register" in flat(said)
    assert json.loads(first.read_text(encoding="utf-8").splitlines()[0])["format"] == "aide-memoire bundle"
    made = run(register, "import", str(first), "--as-new", str(copy))
    assert made.exit_code == 0 and "with 78 records" in flat(made) and "The history stays" in flat(made), made.output
    assert run(copy, "export", str(second)).exit_code == 0
    assert second.read_bytes() == first.read_bytes()
    assert run(copy, "list", "visit").stdout == run(register, "list", "visit").stdout
    assert run(copy, "check").exit_code == 0


def test_an_import_refuses_what_is_there_and_what_it_cannot_read(register: Path, tmp_path: Path) -> None:
    """Whatever is refused, nothing is left of it."""
    bundle = tmp_path / "all.jsonl"
    run(register, "export", str(bundle))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    refused(run(register, "import", str(bundle), "--as-new", str(register)), "already a file", "It was not touched")
    refused(run(register, "import", str(bundle), "--as-new", str(tmp_path / "no" / "x.aide")), "Folder not found")
    refused(run(register, "import", str(tmp_path / "no.jsonl"), "--as-new", str(tmp_path / "x.aide")), "No such file")
    refused(run(register, "import", str(tmp_path), "--as-new", str(tmp_path / "x.aide")), "not a file")
    refused(run(register, "import", str(register), "--as-new", str(tmp_path / "x.aide")), "not UTF-8")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.sampled(6)
def test_every_kind_is_listed_and_shown(register: Path, kind: Kind) -> None:
    listed = run(register, "list", kind.value, "--json")
    assert listed.exit_code == 0
    for record in json.loads(listed.stdout)[:2]:
        assert run(register, "show", str(record["id"])).exit_code == 0


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("visits", Kind.VISIT),
        ("agreements", Kind.AGREEMENT),
        ("commitments", Kind.COMMITMENT),
        ("people", Kind.PERSON),
        ("persons", Kind.PERSON),
        ("parties", Kind.PARTY),
        ("countries", Kind.PARTY),
        ("country", Kind.PARTY),
        ("anniversaries", Kind.ANNIVERSARY),
        ("offices", Kind.OFFICE),
        ("areas", Kind.AREA),
        ("actions", Kind.ACTION),
        ("log", Kind.ACTION),
        ("Quotations", Kind.QUOTATION),
        ("INVITATIONS", Kind.INVITATION),
        ("briefings", Kind.BRIEFING),
        ("attachments", Kind.ATTACHMENT),
    ],
)
@pytest.mark.sampled(6)
def test_a_kind_is_named_in_the_singular_or_the_plural(register: Path, words: str, kind: Kind) -> None:
    said = run(register, "list", words)
    assert said.exit_code == 0 and said.stdout == run(register, "list", kind.value).stdout


def test_no_name_of_a_field_runs_into_its_value(register: Path) -> None:
    """Whatever the width of the terminal; of every kind of record."""
    for kind in Kind:
        for record in json.loads(run(register, "list", kind.value, "--json").stdout)[:2]:
            said = run(register, "show", str(record["id"])).stdout
            assert "foreseenno" not in said
            assert "No ratification foreseen no" in " ".join(said.split()) or kind is not Kind.AGREEMENT


def test_only_a_deadline_is_late(register: Path) -> None:
    """A visit of February was ten months ago in November; what was promised by then would be late."""
    with opened(register) as store:
        visit = number_of(store, "state visit of president", Kind.VISIT)
        store.run(AddCommitment(CommitmentDraft(title="Send the list", due=Period.from_edtf("2026-10"))))
        promise = number_of(store, "send the list", Kind.COMMITMENT)
    assert "4 Feb 2026 (“Feb. 4”), 9 months ago" in flat(run(register, "show", str(visit)))
    assert "Oct 2026, 23 days late" in flat(run(register, "show", str(promise)))


@given(st.text("abc ", max_size=40).map(str.strip), st.integers(0, 30), st.text("xyz", min_size=1))
def test_a_label_and_what_stands_beside_it_are_two_words(label: str, indent: int, words: str) -> None:
    first, *_rest = wrapped(words, indent, label)
    assert first.split() == [*label.split(), words] or not label


def test_the_name_under_what_is_written_is_given_once(
    register: Path, visit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never the login name; where none was given, it is said how to give one."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOGNAME", "jdoe")
    sheet = str(tmp_path / "sheet.pdf")

    def by() -> list[str]:
        return [each["by"] for each in json.loads(run(register, "list", "log", "--json").stdout)]

    assert 'aide-memoire name "A. Serik"' in run(register, "name").stdout
    for words in (("log", visit, "--text", "Called."), ("brief", "country", "PK", "-o", sheet)):
        said = run(register, *words)
        assert said.exit_code == 0 and "It stands under no name." in said.stderr
    assert by() == [""]
    assert "jdoe" not in run(register, "show", visit).stdout
    assert "A. Serik" in run(register, "name", " A.\tSerik\n").stdout
    assert run(register, "name").stdout == "A. Serik\n"
    said = run(register, "log", visit, "--text", "Called again.")
    assert said.exit_code == 0 and said.stderr == "" and by() == ["A. Serik", ""]
    assert "by A. Serik" in flat(run(register, "show", visit))
    run(register, "name", "D. Omar")
    run(register, "log", visit, "--text", "Called once more.")
    assert by() == ["D. Omar", "A. Serik", ""], "What was logged keeps its name."
    refused(run(register, "name", "x" * 201), "At most 200 characters.")
    assert "No name is set." in run(register, "name", "").stdout


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
        (["log", "60", "--text", "x", "--next", "4/2/27"], "Write it as 2027-02-04 or 2027-04-02."),
        (["log", "60", "--text", "x", "--when", "13/2/26"], "Write it as 2026-02-13 or 2013-02-26."),
        (["log", "60", "--text", "x", "--when", "Monday"], "Write it as 2026-11-16 or 2026-11-23."),
        (["log", "60", "--text", "x", "--next", "29 Feb 2027"], "2027 is not a leap year"),
        (["log", "60", "--text", "x", "--next", "in the near future"], "go in quotation marks"),
        (["log", "9999", "--text", "x"], "There is no record 9999"),
        (["log", "60", "--text", "x", "--after", "nonsense"], "cannot be the status"),
        (["log", "60", "--text", "x" * 100_001], "100,000"),
        (["show", "9999"], "There is no record 9999"),
        (["brief", "country", "XX", "-o", "x.pdf"], "No country “XX”"),
        (["brief", "visit", "PK", "-o", "x.pdf"], "is not the number of a visit"),
        (["list", "visit", "--view", "nonsense"], "There is no view “nonsense”"),
        (["list", "visit", "--sort", "nonsense"], "There is no order “nonsense”"),
        (["list", "offices", "--sort", "title"], "There is no order “title”"),
        *(
            (["list", kind, "--view", "nonsense"], "There is no view “nonsense” of records of kind")
            for kind in NO_VIEWS
        ),
        (["undo"], "nothing to undo"),
        (["log", "60", "--text", "x", "--with", "x" * 1001], "With whom: At most 1,000 characters."),
        (["log", "60", "--text", "x", "--next-text", "x" * 1001], "Next step: At most 1,000 characters."),
        (["log", "60", "--text", "\x01"], "Text: This is needed."),
        (["brief", "country", "PK", "-o", "x.pdf", "--for", "x" * 1001], "Audience: At most 1,000 characters."),
        (["brief", "country", "PK", "-o", "x" * 300], "This name is too long for a file"),
        (["export", "x" * 300], "Choose a shorter name."),
        (["show", "9" * 20], "No record has so large a number."),
        (["log", "9" * 20, "--text", "x"], "No record has so large a number."),
        (["brief", "visit", "9" * 20, "-o", "x.pdf"], "No record has so large a number."),
        (["list", "visits", "--country", "\udc85"], "half a letter"),
        (["brief", "country", "\udc85", "-o", "x.pdf"], "half a letter"),
    ],
)
@pytest.mark.sampled(10)
def test_what_cannot_be_is_refused_and_nothing_is_stored(register: Path, words: list[str], sentence: str) -> None:
    before = register.read_bytes()
    said = run(register, *words)
    refused(said, sentence)
    assert "Value error" not in said.output
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


def test_a_register_that_is_open_elsewhere_is_read_but_not_written(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "TRIES", 1)
    lock = Lock.take(register, by="A. Serik", now=now())
    try:
        assert run(register, "today").exit_code == 0
        refused(run(register, "log", "60", "--text", "x"), "already open", "A. Serik")
        said = run(register, "brief", "country", "PK", "-o", str(tmp_path / "sheet.pdf"))
        assert said.exit_code == 1 and "not kept" in said.stdout and "A. Serik" in said.stderr
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    finally:
        lock.release()


def test_no_command_loads_a_screen(register: Path) -> None:
    code = (
        "import sys\nfrom desktop.cli import program\n"
        f"program(['--register', {str(register)!r}, 'today'], standalone_mode=False)\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'qtpy', 'qtawesome'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_what_is_to_be_said_is_listed_and_shown_with_its_subject(register: Path, visit: str, tmp_path: Path) -> None:
    """Two subjects, one of them a country; what is said of one is told of no other."""
    with opened(register) as store:
        country = number_of(store, "pakistan", Kind.PARTY)
        water = PointDraft(
            about=country, kind=PointKind.IF_RAISED, text="Water", likelihood=Likelihood.LIKELY,
            marking=Marking.RESTRICTED,
        )  # fmt: skip
        number = store.run(AddPoint(water)).record
        store.run(AddPoint(PointDraft(about=int(visit), kind=PointKind.OBJECTIVE, text="Agree on a date")))
    listed = flat(run(register, "list", "point"))
    assert f"{number} Water If raised · likely · RESTRICTED · Pakistan" in listed
    assert "Agree on a date Objective · Return state visit" in listed
    told = json.loads(run(register, "list", "point", "--json").stdout)
    assert next((each["text"], each["about"]["title"]) for each in told) == ("Water", "Pakistan")
    shown = flat(run(register, "show", str(number)))
    assert "About Pakistan" in shown and "Likelihood Likely" in shown
    assert "To be said (1)" in flat(run(register, "show", str(country)))
    of_visit = flat(run(register, "show", visit))
    assert "Agree on a date Objective" in of_visit and "Water" not in of_visit
    for about, which, words in (("country", "PK", "Likely: Water"), ("visit", visit, "Agree on a date")):
        assert run(register, "brief", about, which, "-o", str(tmp_path / f"{about}.pdf")).exit_code == 0
        paper = text((tmp_path / f"{about}.pdf").read_bytes())
        assert words in " ".join(paper.split()) and ("RESTRICTED" in paper) is (about == "country")
        assert ("Water" in paper) is (about == "country")
    assert run(register, "brief", "country", "KZ", "-o", str(tmp_path / "kz.pdf")).exit_code == 0
    neighbour = text((tmp_path / "kz.pdf").read_bytes())
    assert "Water" not in neighbour and "RESTRICTED" not in neighbour


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


def test_an_office_is_said_as_it_stands_on_the_day(register: Path) -> None:
    """In the list, and in the record of the person and of the office."""
    with opened(register) as store:
        office = number_of(store, "prime minister of pakistan", Kind.OFFICE)
        successor = store.run(AddPerson(PersonDraft(title="B. Successor"))).record
        assert successor is not None
        store.run(HandOver(office, successor, Period.from_edtf("2027-01-15")))
    for on, old, new in (
        ("2027-01-14", "Prime Minister of Pakistan", "Prime Minister of Pakistan (designate, from 15 Jan 2027)"),
        ("2027-01-15", "former Prime Minister of Pakistan", "Prime Minister of Pakistan"),
    ):
        listed = flat(run(register, "list", "person", on=on))
        assert f"B. Successor {new} " in listed and listed.endswith(f"Shehbaz Sharif {old}")
    assert "Held by Shehbaz Sharif (until 14 Jan 2027) B. Successor (designate, from 15 Jan 2027)" in flat(
        run(register, "show", str(office))
    )
    assert "Offices Prime Minister of Pakistan (from 15 Jan 2027)" in flat(
        run(register, "show", str(successor), on="2027-02-01")
    )
    (held,) = json.loads(run(register, "show", str(successor), "--json").stdout)["offices"]
    assert (held["tenure"], held["office"]["id"]) == ("designate", office)
