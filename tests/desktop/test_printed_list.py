"""A list on paper says what the table says, page by page under the names of its columns, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from pytestqt.qtbot import QtBot

from db.records.base import View
from db.vocabulary import Marking
from desktop.sheet import lists
from desktop.table.grid import Heading, PaperCell, PaperColumn, PaperList
from tests.desktop.driver.frame import TODAY, Frame, opened
from tests.desktop.driver.leaving import CTRL, HOSTILE, SHIFT, choose, only, page_of, press, promises, said
from tests.desktop.driver.sheets import HOSTILE as MARKUP
from tests.desktop.test_briefing_compose import tags, texts

Key = Qt.Key
# The screen of the test machine has no window manager to tell about sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments") as found:
        yield found


def cell(text: str, under: str = "", tone: str = "", chip: bool = False) -> PaperCell:
    return PaperCell(text, under, tone, chip)


def listed(*rows: tuple[PaperCell, ...], marking: str = "RESTRICTED") -> PaperList:
    columns = (PaperColumn("Status", 140, False), PaperColumn("Commitment", 280, True), PaperColumn("Due", 128, False))
    return PaperList(Heading("Commitments", TODAY, ("View: All open", "3 rows"), marking), columns, rows)


OPEN = cell("Open", tone="info", chip=True)


def test_it_is_for_archives_and_screen_readers() -> None:
    printed = lists.pdf(listed((OPEN, cell("Agree dates"), cell("not stated", tone="unknown"))))
    assert (printed.pages, printed.missing_glyphs) == (1, "")
    assert printed == lists.pdf(listed((OPEN, cell("Agree dates"), cell("not stated", tone="unknown"))))
    names = tags(printed.pdf)
    assert names.count("/H1") == 1 and names.count("/TH") == 3 and names.count("/TD") == 3


def test_text_is_printed_and_never_obeyed() -> None:
    rows = [(cell(words, words), cell(words, words), cell(words)) for words in MARKUP]
    pages = " ".join(texts(lists.pdf(replace(listed(*rows), heading=Heading("*T* #x", TODAY, MARKUP, "*M*"))).pdf))
    for words in MARKUP:
        if words.isascii() and len(words) < 12:
            assert pages.count(words) >= 5, words
    assert "root:" not in pages and "*T* #x" in pages and "*M*" in pages


def test_long_rows_lose_nothing() -> None:
    words = [f"word{number}" for number in range(6000)]
    printed = lists.pdf(listed((OPEN, cell(" ".join(words)), cell("W" * 500)), (OPEN, cell("next"), cell(""))))
    pages = texts(printed.pdf)
    assert len(pages) > 1 and all("Commitment" in page for page in pages)
    everything = set(" ".join(pages).split())
    assert set(words) <= everything and "next" in everything
    assert "".join(pages).count("W") >= 500


def test_a_sign_no_font_has_is_named() -> None:
    printed = lists.pdf(listed((OPEN, cell("sign \u0bff"), cell(""))))
    assert printed.missing_glyphs in ("", "\u0bff") and printed.pages == 1


def test_a_pdf_says_what_the_list_says(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    titles = (f"Batch {number}: {HOSTILE[number % 5]}" for number in range(60))
    promises(frame, titles, Marking.OFFICIAL_USE)
    only(frame, "Batch")
    frame.window.parts.actions["file.export_pdf"].trigger()
    with qtbot.waitSignal(frame.workspace.said, timeout=30_000) as heard:
        choose(frame, tmp_path / "list.pdf")
    assert heard.args[0] == "Exported 60 rows to list.pdf."
    pages = texts((tmp_path / "list.pdf").read_bytes())
    assert len(pages) > 1
    assert all(page.count("OFFICIAL USE") == 2 and "Who owes" in page for page in pages)
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert "View: All · Containing “Batch” · As of 23 Nov 2026 · Register: follow-up · 60 rows" in pages[0]
    everything = " ".join(pages)
    assert all(f"Batch {number}: " in everything for number in range(60))
    assert "#panic(1)" in everything and "<b>bold</b> & co" in everything


def test_the_list_goes_to_the_system_dialog(frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Registry"]))

    def asked() -> QPrintDialog | None:
        return frame.window.findChild(QPrintDialog)

    press(frame, Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: asked() is not None, timeout=20_000)
    found = asked()
    assert found is not None and (found.minPage(), found.maxPage()) == (1, 1)
    assert found.printer().docName() == "Commitments"
    found.reject()


def test_without_a_printer_a_sentence_says_what_to_do(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    with qtbot.waitSignal(frame.workspace.refused, timeout=20_000) as heard:
        press(frame, Key.Key_P, CTRL | SHIFT)
    assert heard.args == ["No printer is set up. Nothing was printed. Save as PDF instead."]


def test_a_list_too_long_for_paper_is_refused(
    frame: Frame, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    only(frame, "")
    frame.window.parts.actions["file.export_pdf"].trigger()
    with qtbot.waitSignal(frame.workspace.refused) as heard:
        choose(frame, tmp_path / "list.pdf")
    assert heard.args[0].endswith("Narrow the view, or export it as XLSX or CSV.")
    assert not (tmp_path / "list.pdf").exists()


def test_an_empty_view_is_not_printed(frame: Frame) -> None:
    page_of(frame).list.show_view(View(name="all", find="zzzz"))
    frame.window.parts.actions["print.list"].trigger()
    assert said(frame) == "There is nothing to print in this view."
    frame.window.parts.actions["edit.copy_table"].trigger()
    assert said(frame) == "Select a record first."
