"""I press Ctrl+P on a country's sheet, save it as PDF, and the register keeps what was handed over."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from db.queries import briefings
from db.queries.sources import content
from db.records.base import View
from desktop.sheet.page import BriefingsPage
from tests.flows.conftest import CTRL, User
from tests.registers import TODAY, opened


def test_a_saved_sheet_is_kept_under_its_number(user: User, qtbot: QtBot, tmp_path: Path) -> None:
    user.opens_the_program()
    user.presses(Qt.Key.Key_7, CTRL)
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
