"""Rows of a table on the clipboard: as text with tabs and as an HTML table, and never anything but text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.rules.periods import Period
from tests.desktop.driver.frame import TODAY, Frame, opened
from tests.desktop.driver.leaving import HOSTILE, SHIFT, clipboard, only, page_of, press, promise, said

Key = Qt.Key
COPY_AND_END = """
from datetime import date
from PySide6.QtGui import QGuiApplication
from db.exchange.tables import Grid
from desktop.table.grid import clip
app = QGuiApplication([])
app.clipboard().setMimeData(clip(Grid("T", ("a",), (("b",),), date(2026, 11, 23))))
"""


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments") as found:
        yield found


def test_ctrl_c_copies_the_current_row(frame: Frame) -> None:
    promise(frame, "Send the list", Period.on(TODAY.replace(day=20)))
    only(frame, "Send the list")
    press(frame, Key.Key_C)
    names, row = (line.split("\t") for line in clipboard().text().splitlines())
    assert names[:4] == ["Status", "Commitment", "Who owes", "Due"]
    assert row[:4] == ["Overdue", "Send the list", "not stated", "20 Nov 2026 · 3 days late"]
    assert said(frame) == "Copied 1 row."


def test_selected_rows_are_copied_in_their_order(frame: Frame) -> None:
    titles = [promise(frame, f"Batch {number}") for number in range(4)]
    only(frame, "Batch")
    press(frame, Key.Key_Down, SHIFT)
    press(frame, Key.Key_Down, SHIFT)
    frame.window.parts.actions["edit.copy_table"].trigger()
    assert len(titles) == 4
    assert [line.split("\t")[1] for line in clipboard().text().splitlines()] == [
        "Commitment", "Batch 0", "Batch 1", "Batch 2",
    ]  # fmt: skip
    assert said(frame) == "Copied 3 rows."


@pytest.mark.sampled(0)
def test_only_columns_that_are_seen_are_copied(frame: Frame) -> None:
    promise(frame, "Seen")
    page = only(frame, "Seen")
    page.list.table.setColumnHidden(2, True)
    press(frame, Key.Key_C)
    assert "Who owes" not in clipboard().text() and "Due" in clipboard().text()


@pytest.mark.sampled(0)
def test_copied_text_is_text_wherever_it_is_pasted(frame: Frame) -> None:
    for title in HOSTILE:
        promise(frame, title)
    only(frame, "")
    press(frame, Key.Key_A)
    press(frame, Key.Key_C)
    lines = [line.split("\t") for line in clipboard().text().splitlines()]
    assert {len(line) for line in lines} == {len(lines[0])}, "no title adds a cell or a line"
    cells = {line[1] for line in lines}
    assert {'\'=HYPERLINK("http://x")', "'+ 3 buses", "tab in it and a line", "#panic(1)"} <= cells
    markup = bytes(clipboard().mimeData().data("text/html").data()).decode()
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in markup and "<b>" not in markup


def test_ctrl_c_in_a_field_still_copies_its_text(frame: Frame) -> None:
    page = page_of(frame)
    page.list.bar.finder.put("review")
    page.focus_find()
    press(frame, Key.Key_C)
    assert clipboard().text() == "review"


def test_what_was_copied_does_not_crash_the_end_of_the_program() -> None:
    assert subprocess.run([sys.executable, "-c", COPY_AND_END], timeout=60, check=False).returncode == 0
