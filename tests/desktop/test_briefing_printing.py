"""Printing goes through the system's dialog, page by page, and says so when there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.errors import KnownError
from db.records.briefings import Section
from desktop.sheet import compose
from desktop.sheet.preview import page_sizes
from desktop.sheet.printing import Printing, draw
from tests.desktop.driver.sheets import relations

# The screen of the test machine has no window manager to tell about sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    sheet = relations()
    return compose.pdf(sheet.model_copy(update={"sections": (*sheet.sections, Section.MATRIX)})).pdf


@pytest.fixture
def paper(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(150)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    return printer


def sides(printer: QPrinter) -> list[tuple[int, int]]:
    """Width and height of what came out, in millimetres."""
    sizes = page_sizes(Path(printer.outputFileName()).read_bytes())
    return [(round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)) for size in sizes]


def test_every_page_comes_out_the_way_it_lies(two_pages: bytes, paper: QPrinter) -> None:
    draw(two_pages, paper)
    assert sides(paper) == [(210, 297), (297, 210)]


def test_only_the_asked_pages_come_out(two_pages: bytes, paper: QPrinter) -> None:
    paper.setFromTo(2, 2)
    draw(two_pages, paper)
    assert sides(paper) == [(297, 210)]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_named(two_pages: bytes, paper: QPrinter, tmp_path: Path) -> None:
    paper.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
    with pytest.raises(KnownError, match="Nothing was printed"):
        draw(two_pages, paper)


def test_without_a_printer_the_remedy_is_a_file(
    qtbot: QtBot, two_pages: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(KnownError) as caught:
        Printing(two_pages, "Briefing sheet No. 1", window).ask()
    assert caught.value.happened == "No printer is set up."
    assert caught.value.remedy == "Save as PDF instead."


def test_the_dialog_opens_and_returns_at_once(qtbot: QtBot, two_pages: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Registry"]))
    window = QWidget()
    qtbot.addWidget(window)
    dialog = Printing(two_pages, "Briefing sheet No. 1", window).ask()
    qtbot.waitUntil(dialog.isVisible)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 2)
    dialog.reject()
