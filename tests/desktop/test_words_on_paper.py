"""Not one sentence of paper, files, the command line or a refusal stays English in another language."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from importlib import reload
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from icalendar import Calendar
from typer import rich_utils
from typer.testing import CliRunner

from db import errors
from db.exchange.calendar import write
from db.exchange.tables import csv_file
from db.queries import actions, agreements, briefing, calendar, commitments, visits
from db.records.base import View
from db.store import Store, open_register
from db.vocabulary import BriefingKind, Kind
from db.words import N_, _
from desktop.agreements import page as agreements_page
from desktop.cli import program
from desktop.commitments import page as commitments_page
from desktop.log import page as log_page
from desktop.page.table_out import Shown, leaving
from desktop.sheet import compose, lists
from desktop.table.layout import Layout
from desktop.visits import page as visits_page
from desktop.workspace import Workspace
from tests.desktop.driver import foreign, pseudo
from tests.registers import TODAY, now

# What may stand outside the brackets, and why.
ON_PAPER = re.compile(
    "|".join(
        (
            r"\b(?:KZ|PK|UZ|KAZ|PAK|UZB)\b",  # codes of ISO 3166
            r"https?:\S+",  # addresses of sources
        )
    )
)
IN_A_TERMINAL = re.compile(
    "|".join(
        (
            ON_PAPER.pattern,
            r"^\s*Usage: .*",  # names of commands and options, after a word that the library says in English only
            r"--?[a-z][a-z\-]*",  # names of options
            r"<[a-z_|\[\]]+>|\b(?:(?:FILE|NEW)\.\w+)\b|\[[0-9<=x]+\]",  # what is to be typed, and the names of choices
            r"\b(?:BACKUP|CODE|DATE|DAYS|FILE|FOLDER|ID|NAME|TEXT|WORDS)\b",
            r"^[│\s*]+[a-z_\-]+\s{2}",  # names of commands and of what they ask for
            r"\b[0-9a-f]{64}\b",  # the sum of a text
            r"\bUTC\b",  # the name of a time scale
            r"(?:/[\w.\-]+)+",  # paths
            r"\.(?:pdf|jsonl?|aide|ics)\b",  # endings of files
        )
    ),
    re.MULTILINE,
)


_TABLES = {
    "visits": (N_("Visits"), visits_page.VisitsPage.subject, visits.views),
    "agreements": (N_("Agreements"), agreements_page.AgreementsPage.subject, agreements.views),
    "commitments": (N_("Commitments"), commitments_page.CommitmentsPage.subject, commitments.views),
    "actions": (N_("Action log"), log_page.ActionsPage.subject, actions.views),
}
_COMMANDS = tuple(str(each.name) for each in program.registered_commands)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register without a Latin letter, made once."""
    path = tmp_path_factory.mktemp("words") / "реестр.aide"
    with pseudo.spoken():
        foreign.make(path)
    return path


@pytest.fixture
def store(register: Path) -> Iterator[Store]:
    with pseudo.spoken(), open_register(register, now=now, by=foreign.OFFICER, writing=False) as opened:
        yield opened


def _english(texts: Iterable[str], allowed: re.Pattern[str]) -> list[str]:
    return [line for text in texts for line in text.splitlines() if pseudo.english(line, allowed)]


def _pages(pdf: bytes) -> str:
    """The words of a PDF without its line breaks, which may stand inside a sentence."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


@pytest.mark.sampled(0)
def test_sheets(store: Store) -> None:
    named = foreign.names(store)
    for kind, about, number in (
        (BriefingKind.COUNTRY, named.ours, 0),
        (BriefingKind.VISIT, named.invited, 7),
        (BriefingKind.AGREEMENT, named.agreement, 8),
    ):
        with store.read() as reader:
            sheet = briefing.sheet(reader, foreign.sheet_wanted(kind, about), TODAY, 0)
        printed = compose.pdf(sheet.model_copy(update={"number": number, "withheld": number}))
        assert pseudo.english(_pages(printed.pdf), ON_PAPER) == [], kind


def test_tables_that_leave(store: Store, qapp: object) -> None:
    """The printed list, and the same rows for other programs."""
    workspace = Workspace(store, lambda: TODAY)
    for page, (title, subject, views) in _TABLES.items():
        with store.read() as reader:
            named = views(reader)[0]
        what = Shown(page, _(title), subject, View(name="all"), named.label, Layout(), "", False)
        left = leaving(workspace, what)
        texts = [
            csv_file(left.as_grid()).decode(),
            " ".join(left.as_grid().note),
            _pages(lists.pdf(left.on_paper()).pdf),
        ]
        assert _english(texts, ON_PAPER) == [], page


def test_the_calendar(store: Store) -> None:
    every = store.ask(lambda reader: list(calendar.events(reader, TODAY)))
    entries = Calendar.from_ical(b"".join(write(every, "реестр"))).walk("VEVENT")
    texts = [str(entry[name]) for entry in entries for name in ("SUMMARY", "DESCRIPTION")]
    assert len(texts) > 4 and _english(texts, ON_PAPER) == []


@pytest.fixture
def library_speaks_anew() -> Iterator[None]:
    """The library of the command line looks its few own words up once, when it is loaded; the program chooses its
    language before, but another test may have loaded it."""
    with pseudo.spoken():
        reload(rich_utils)
    yield
    reload(rich_utils)


@pytest.mark.usefixtures("library_speaks_anew")
def test_what_commands_say(register: Path) -> None:
    """Every command and its help, and what it says of words that are none."""
    with pseudo.spoken():
        with open_register(register, now=now, by=foreign.OFFICER, writing=False) as opened:
            named = foreign.names(opened)
        kinds = [["list", kind.value] for kind in Kind]
        shown = [["show", str(record)] for record in (named.promise, named.invited, named.agreement, named.source)]
        refused = [["show", "99999"], ["list", "visit", "--view", "nichts"], ["list", "visit", "--country", "XX"]]
        wrong = [
            ["log", "1", "--text", "х", "--when", "щ"],
            ["log", "1", "--text", ""],
            ["brief", "visit", "щ", "-o", "х.pdf"],
        ]
        helps = [[*command, "--help"] for command in ([], *([each] for each in _COMMANDS))]
        for words in [["today"], ["remind"], ["check"], *kinds, *shown, *refused, *wrong, *helps]:
            said = _run(register, words)
            assert _english([said], IN_A_TERMINAL) == [], words


def _run(register: Path, words: list[str]) -> str:
    wide = {"COLUMNS": "400", "TERMINAL_WIDTH": "400", "TERM": "dumb", "NO_COLOR": "1"}
    return CliRunner(env=wide).invoke(program, ["--register", str(register), "--on", "2026-11-23", *words]).output


def test_refusals() -> None:
    """Every refusal that words itself."""
    own = [kind for kind in _below(errors.KnownError) if "__init__" in vars(kind) and kind is not errors.FieldError]
    assert len(own) > 20
    with pseudo.spoken():
        said = [kind(*map(_sample, _positional(kind))).sentence for kind in own]
    assert _english(said, IN_A_TERMINAL) == []


def _below(kind: type[errors.KnownError]) -> Iterator[type[errors.KnownError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _positional(kind: type[errors.KnownError]) -> list[inspect.Parameter]:
    named = inspect.signature(kind).parameters.values()
    return [each for each in named if each.kind is not inspect.Parameter.KEYWORD_ONLY]


def _sample(parameter: inspect.Parameter) -> Any:
    samples = {"Path": Path("/реестр"), "int": 7, "Moved": errors.Moved("слово", "слово", "слово")}
    return samples.get(str(parameter.annotation).removesuffix(" | None"), "слово")
