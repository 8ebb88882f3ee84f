"""What tests of drafts share: somebody types and the program ends; the file it leaves, and what is offered after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Kind
from desktop.form.drafts.draft_file import DraftFile
from desktop.form.drafts.drafts import drafts_of
from desktop.page.page import Page
from desktop.record.composer import Composer
from desktop.shell.draft_offer import DraftOffer
from desktop.workspace import Workspace
from tests.desktop.driver.forms import Officer, at_the_desk
from tests.desktop.driver.frame import Frame

TITLE, PLACES, PURPOSE = "field.visit.title", "field.visit.places", "field.visit.purpose"


@pytest.fixture
def folder(qtbot: QtBot, tmp_path: Path) -> Iterator[Path]:
    """A folder for a register; its drafts, which are kept elsewhere, go with it."""
    kept_in = file(tmp_path)
    yield tmp_path
    kept_in.unlink(missing_ok=True)


def file(folder: Path) -> Path:
    """Where the drafts of the register in a folder are."""
    return DraftFile(folder / "follow-up.aide").path


def kept(folder: Path) -> str:
    """What is in the file of drafts; "" where there is none."""
    return file(folder).read_text(encoding="utf-8") if file(folder).exists() else ""


def flush(workspace: Workspace) -> None:
    drafts_of(workspace).flush()


def record_of(officer: Officer, words: str) -> int:
    return officer.the(Kind.VISIT, words)


def offer(frame: Frame) -> DraftOffer:
    (found,) = frame.window.findChildren(DraftOffer)
    return found


def press(offered: QWidget, name: str, which: int = 0) -> None:
    """Press one of the buttons of the offer."""
    buttons = [each for each in offered.findChildren(QAbstractButton, name) if each.isVisible()]
    QTest.mouseClick(buttons[which], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def type_visit(folder: Path, text: str, name: str = TITLE, words: str = "") -> None:
    """Somebody types into the form of a visit, and the program ends without a chance to store it."""
    with at_the_desk(folder) as officer:
        officer.asks_for(Kind.VISIT, record_of(officer, words) if words else None)
        officer.types(name, text)
        flush(officer.workspace)


def composer(window: QWidget) -> Composer:
    """The place in a window where what was done is written down."""
    (found,) = [each for each in window.findChildren(Composer) if each.isVisible()]
    return found


def begins(frame: Frame, text: str) -> Page:
    """Write down what was done, on the page that is shown."""
    page = frame.window.parts.stack.page()
    assert page is not None
    composer(page).begin()
    QTest.keyClicks(page.findChildren(QPlainTextEdit, "composer.text")[0], text)
    return page


def typed(window: QWidget) -> str:
    """What stands there."""
    (found,) = composer(window).findChildren(QPlainTextEdit, "composer.text")
    return found.toPlainText()
