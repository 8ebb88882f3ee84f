"""I press Ctrl+P on a country's sheet, save it as PDF, and the register keeps what was handed over."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from db.queries import briefings
from db.queries.sources import content
from db.records.base import View
from desktop.sheet.contents import text
from desktop.sheet.page import BriefingsPage
from tests.desktop.driver.said import lines, said
from tests.flows.conftest import CTRL, User
from tests.registers import TODAY, opened


def test_a_saved_sheet_is_kept_under_its_number(user: User, qtbot: QtBot, tmp_path: Path) -> None:
    user.opens_the_program()
    user.presses(Qt.Key.Key_8, CTRL)
    user.waits_for("page.briefings")
    about = user.sees("brief.about", QComboBox)
    about.setCurrentIndex(about.findText("State of relations: Pakistan"))
    page = user.sees("page.briefings", BriefingsPage)
    file = tmp_path / "Pakistan.pdf"
    page.save_to(str(file))
    undo = user.program.window.parts.actions["edit.undo"]
    qtbot.waitUntil(lambda: undo.text() == "Undo: Kept briefing sheet 1: “Pakistan”", timeout=20_000)
    user.closes_the_program()

    with pikepdf.open(file) as sheet:
        assert len(sheet.pages) == 1
    with opened(user.register) as store, store.read() as reader:
        (line,) = briefings.window(reader, TODAY, View(), 0, 10)
        assert (line.number, line.title, line.pages) == (1, "Pakistan", 1)
        assert content(reader, line.sha256) == file.read_bytes()
        assert line.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.sampled(0)
def test_what_i_wrote_for_one_country_is_on_its_sheet_alone(user: User, qtbot: QtBot, tmp_path: Path) -> None:
    """Recorded with the sheet, undone and done again, there after a restart; the neighbour's sheet never says it."""
    user.opens_the_program()
    papers = {}
    for country, words in (("Pakistan", "A road before winter"), ("Kazakhstan", "")):
        user.presses(Qt.Key.Key_8, CTRL)
        user.waits_for("page.briefings")
        about = user.sees("brief.about", QComboBox)
        about.setCurrentIndex(about.findText(f"State of relations: {country}"))
        assert said(user.program.window, "objectives") == []
        lines(user.program.window, "objectives")[0].setFocus()
        if words:
            user.types(words)
        papers[country] = tmp_path / f"{country}.pdf"
        user.sees("page.briefings", BriefingsPage).save_to(str(papers[country]))
        qtbot.waitUntil(partial(_last_was_about, user, country), timeout=20_000)
    user.closes_the_program()

    told = {country: "A road before winter" in text(paper.read_bytes()) for country, paper in papers.items()}
    assert told == {"Pakistan": True, "Kazakhstan": False}
    user.opens_the_program()
    user.presses(Qt.Key.Key_8, CTRL)
    user.waits_for("page.briefings")
    about = user.sees("brief.about", QComboBox)
    for country, objectives in (("Kazakhstan", []), ("Pakistan", ["A road before winter"])):
        about.setCurrentIndex(about.findText(f"State of relations: {country}"))
        assert said(user.program.window, "objectives") == objectives
    for _change in range(3):  # the two sheets, and what was written for the first
        user.program.window.parts.actions["edit.undo"].trigger()
    assert said(user.program.window, "objectives") == []
    for _change in range(3):
        user.program.window.parts.actions["edit.redo"].trigger()
    assert said(user.program.window, "objectives") == ["A road before winter"]


def _last_was_about(user: User, country: str) -> bool:
    said_last: str = user.program.window.parts.actions["edit.undo"].text()
    return said_last.endswith(f"“{country}”") and "Kept" in said_last
