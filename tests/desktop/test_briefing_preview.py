"""The preview shows the page that will be printed, keeps the old one while it draws, and says where it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QProgressBar, QScrollArea
from pytestqt.qtbot import QtBot

from db.records.briefings import Section
from desktop.kit.theme import Theme
from desktop.sheet import compose
from desktop.sheet.preview import PATIENCE, SheetPreview, picture
from tests.desktop.driver.sheets import relations

# The screen of the test machine has no window manager to tell about sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    sheet = relations()
    return compose.pdf(sheet.model_copy(update={"sections": (*sheet.sections, Section.MATRIX)})).pdf


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def preview(qtbot: QtBot, two_pages: bytes) -> Iterator[SheetPreview]:
    widget = SheetPreview()
    qtbot.addWidget(widget)
    widget.resize(600, 800)
    widget.show()
    with qtbot.waitSignal(widget.drawn):
        widget.show_pdf(two_pages)
    yield widget


def name(preview: SheetPreview) -> str:
    """What a screen reader says of the preview."""
    (area,) = preview.findChildren(QScrollArea)
    return area.accessibleName()


def test_nothing_is_shown_before_a_sheet_is_made(qtbot: QtBot) -> None:
    widget = SheetPreview()
    qtbot.addWidget(widget)
    widget.next_page()
    widget.zoom_in()
    assert (widget.page, widget.pages) == (0, 0)
    assert name(widget) == "Briefing sheet, nothing to show yet"


def test_the_whole_page_fits_the_view(preview: SheetPreview) -> None:
    assert (preview.page, preview.pages) == (1, 2)
    (area,) = preview.findChildren(QScrollArea)
    assert not area.verticalScrollBar().isVisible()
    assert 0.5 < preview.zoom < 0.8


def test_pages_are_turned_and_named(preview: SheetPreview, qtbot: QtBot) -> None:
    assert name(preview) == "Briefing sheet, page 1 of 2"
    with qtbot.waitSignal(preview.drawn):
        preview.next_page()
    assert name(preview) == "Briefing sheet, page 2 of 2"
    preview.next_page()
    assert preview.page == 2
    with qtbot.waitSignals([preview.changed, preview.drawn]):
        preview.previous_page()
    assert preview.page == 1


def test_zoom_is_kept_within_reason(preview: SheetPreview, qtbot: QtBot) -> None:
    fitting = preview.zoom
    preview.zoom_in()
    assert preview.zoom > fitting
    for _ in range(20):
        preview.zoom_in()
    assert preview.zoom == 4.0
    for _ in range(40):
        preview.zoom_out()
    assert preview.zoom == 0.25
    with qtbot.waitSignal(preview.drawn):
        preview.whole_page()
    assert preview.zoom == pytest.approx(fitting)


def test_a_shorter_sheet_is_shown_from_its_last_page(preview: SheetPreview, qtbot: QtBot) -> None:
    preview.next_page()
    with qtbot.waitSignal(preview.drawn):
        preview.show_pdf(compose.pdf(relations()).pdf)
    assert (preview.page, preview.pages) == (1, 1)


def test_the_page_lies_on_the_sunken_colour(preview: SheetPreview) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")  # of a theme that an earlier test put on
    look = preview.palette()
    look.setColor(QPalette.ColorRole.Dark, QColor("#334455"))
    preview.setPalette(look)
    picture = preview.grab().toImage()
    assert picture.pixelColor(5, 400) == QColor("#334455")
    assert picture.pixelColor(300, 60) == QColor("white")


def test_waiting_shows_only_when_it_takes_a_while(preview: SheetPreview, qtbot: QtBot, two_pages: bytes) -> None:
    (line,) = preview.findChildren(QProgressBar)
    preview.set_waiting(True)
    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible, timeout=PATIENCE * 10)
    preview.show_pdf(two_pages)
    assert not line.isVisible()


def test_a_page_is_drawn_at_the_asked_sharpness(two_pages: bytes) -> None:
    upright, wide = picture(two_pages, 0, 72), picture(two_pages, 1, 144)
    assert (upright.width(), upright.height()) == (596, 842)
    assert wide.width() > wide.height() > 1000


def test_a_sheet_that_is_taken_away_leaves_an_empty_page(preview: SheetPreview) -> None:
    preview.show_pdf(b"")
    preview.next_page()
    assert preview.pages == 0
    assert name(preview) == "Briefing sheet, nothing to show yet"
