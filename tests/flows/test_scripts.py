"""I write Urdu, Kazakh, Russian, Chinese, all in one line; what I wrote is what I find, read, hand out and print."""

from __future__ import annotations

import csv
import json
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.vocabulary import Kind
from desktop.cli import program as commands
from desktop.page.table_page import TablePage
from desktop.sheet.page import BriefingsPage
from desktop.shell.search_model import Row
from tests.desktop.driver.every_field import stored
from tests.desktop.driver.forms import CTRL, Key, Officer, words_on
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.in_history import opens, shown
from tests.desktop.driver.leaving import choose
from tests.desktop.driver.palette import ask, results
from tests.registers import TODAY

TEXTS = {
    "Urdu": "ٹرانزٹ کی پیش\u200cگوئی ہر سہ ماہی بھیجنا",
    "Kazakh": "Көлік дәлізі туралы кестені ұсыну",
    "Russian": "Направить ещё один прогноз подъёма цен",
    "Chinese": "向阿拉木图发送过境预报",
    "mixed": "Protocol \u200f(پروتوکول)\u200f No. 5: кесте на 12 месяцев, 12 قسطیں",
    "marks": "Cafe\u0301 talks of the وزیرِ اعظم with a\u0308 zero\u200dwidth joiner",
}
"""With joiners, marks that turn the direction, and accents that stand apart from their letters."""

FINDS = {
    "Urdu": ("پیش\u200cگوئی", "پیشگوئی", "پيشگوئي ماهي"),  # without the joiner; with the letters of an Arabic keyboard
    "Kazakh": ("дәлізі", "ДӘЛІЗІ КЕСТЕНІ", "кестени усыну", "дализи"),  # in capitals; from a Russian keyboard
    "Russian": ("подъёма", "ПОДЪЕМА ЕЩЕ", "подъе\u0308ма"),  # without its dots; with the dots apart
    "Chinese": ("向阿拉木图",),
    "mixed": ("پروتوکول", "КЕСТЕ protocol", "قسطیں 12"),
    "marks": ("Café", "CAFE", "cafe\u0301 ä", "وزیر", "وَزِیر zerowidth"),
}


def writes(officer: Officer, field: str, text: str) -> None:
    """Write into a field with an input method, as those do whose keyboard has not these letters."""
    widget = officer.goes_to(field)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def adds(officer: Officer, text: str) -> int:
    """A promise of Pakistan in these words, with more of them beside it, saved in the form."""
    before = set(officer.stored(Kind.COMMITMENT))
    officer.asks_for(Kind.COMMITMENT)
    writes(officer, "field.commitment.title", text)
    officer.picks("field.commitment.owes", "pak")
    officer.form.activateWindow()
    for field in ("executors", "condition", "notes"):
        writes(officer, f"field.commitment.{field}", text)
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form(), officer.said()
    (record,) = set(officer.stored(Kind.COMMITMENT)) - before
    return record


def titles(page: TablePage) -> list[str]:
    """What the first column of words says."""
    return [str(page.list.model.index(row, 1).data()) for row in range(page.list.model.rowCount())]


def officer_of(frame: Frame) -> Officer:
    return Officer(frame.workspace, frame.window.parts.theme, frame.window)


def table(frame: Frame) -> TablePage:
    """The table of all commitments."""
    frame.window.activateWindow()
    QTest.keyClick(frame.window, Key.Key_5, CTRL)
    page = frame.window.parts.stack.page()
    assert isinstance(page, TablePage)
    page.list.show_view(View(name="all"))
    return page


def found_by(frame: Frame, words: str) -> list[int]:
    """The records that Ctrl+K offers."""
    frame.window.activateWindow()
    rows = [entry for entry in ask(frame, words) if isinstance(entry, Row)]
    QTest.keyClick(frame.window.parts.header.search, Key.Key_Escape)
    QTest.keyClick(frame.window.parts.header.search, Key.Key_Escape)
    assert not results(frame).isVisible()
    return [row.link.id for row in rows if row.link is not None]


def letters(text: str) -> str:
    """The letters and figures of a text. A PDF holds shapes in the order in which they are painted: what reads it puts
    the words of a line that runs from the right in some order, accents and joiners beside this letter or that, and
    brackets either way; but the letters of each word, in their order, must be the ones that were written."""
    kept = (
        char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char)[0] in "LNZ" or char == "\n"
    )
    return "".join(kept)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Frame, dict[str, int]]]:
    """A register into which all of it was written in the window, closed and opened again; the number of each record."""
    folder = tmp_path_factory.mktemp("scripts") / "desk"
    folder.mkdir()
    with opened(folder) as frame:
        officer = officer_of(frame)
        records = {name: adds(officer, text) for name, text in TEXTS.items()}
    with opened(folder) as frame:
        yield frame, records


def test_what_was_written_is_in_the_file(written: tuple[Frame, dict[str, int]]) -> None:
    frame, records = written
    for name, record in records.items():
        draft = stored(officer_of(frame), Kind.COMMITMENT, record)
        assert isinstance(draft, CommitmentDraft)
        assert (draft.title, draft.executors, draft.condition, draft.notes) == (TEXTS[name],) * 4, name


def test_it_is_found_however_it_is_typed(written: tuple[Frame, dict[str, int]]) -> None:
    frame, records = written
    for name, record in records.items():
        for words in (TEXTS[name], *FINDS[name]):
            assert record in found_by(frame, words), words
    page = table(frame)
    for name, text in TEXTS.items():
        for words in FINDS[name]:
            page.list.show_view(View(name="all", find=words))
            assert text in titles(page), words


def test_table_pane_and_history_show_it(written: tuple[Frame, dict[str, int]]) -> None:
    frame, records = written
    page = table(frame)
    assert set(TEXTS.values()) <= set(titles(page))
    for name, record in records.items():
        assert page.list.table.show_record(record) and page.pane.record == record
        said = [label.text() for label in page.pane.findChildren(QLabel)]
        assert said.count(TEXTS[name]) > 1, (name, said)
        history = opens(officer_of(frame), record)
        assert TEXTS[name] in " ".join(shown(history)), (name, shown(history))
        history.close()


def test_every_file_that_leaves_says_it(written: tuple[Frame, dict[str, int]], tmp_path: Path) -> None:
    frame, _records = written
    table(frame)
    frame.window.parts.actions["file.export_csv"].trigger()
    choose(frame, tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert set(TEXTS.values()) <= {cell for row in csv.reader(file) for cell in row}
    out = tmp_path / "all.json"
    words = ("--register", frame.workspace.path, "--on", TODAY.isoformat(), "export", str(out))
    done = CliRunner().invoke(commands, words)
    assert done.exit_code == 0, done.output
    lines = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert set(TEXTS.values()) <= {each["record"]["title"] for each in lines if "record" in each}


@pytest.mark.sampled(0)
def test_a_sheet_has_it_on_paper(qtbot: QtBot, written: tuple[Frame, dict[str, int]], tmp_path: Path) -> None:
    """What no font on the computer can draw, the window names."""
    frame, _records = written
    frame.window.activateWindow()
    QTest.keyClick(frame.window, Key.Key_8, CTRL)
    page, sheet = frame.window.parts.stack.page(), tmp_path / "sheet.pdf"
    assert isinstance(page, BriefingsPage)
    (about,) = page.findChildren(QComboBox, "brief.about")
    about.setCurrentIndex(about.findText("State of relations: Pakistan"))
    page.save_to(str(sheet))
    undo = frame.window.parts.actions["edit.undo"]
    qtbot.waitUntil(lambda: undo.text().startswith("Undo: Kept briefing sheet"), timeout=60_000)
    command = ["pdftotext", "-raw", str(sheet), "-"]
    printed = letters(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)
    missing = {name: {word for word in letters(text).split() if word not in printed} for name, text in TEXTS.items()}
    undrawn = set("".join(missing.pop("Chinese")))
    assert not any(missing.values()), missing
    qtbot.waitUntil(lambda: undrawn <= set("".join(words_on(page))), timeout=60_000)  # once the preview is there
