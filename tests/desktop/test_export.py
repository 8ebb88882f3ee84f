"""A view leaves the window as a file: all its rows in its order, by keyboard, the whole file or nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.commitments import AddCommitment
from db.records.actions import ActionDraft
from db.records.base import View
from db.records.commitments import CommitmentDraft
from db.rules.periods import Period
from db.vocabulary import ActionKind, Marking
from desktop.table import grid
from tests.desktop.driver.frame import TODAY, Frame, application, opened
from tests.desktop.driver.leaving import (
    HOSTILE,
    KAZAKH,
    LONG,
    URDU,
    choose,
    clipboard,
    dialog,
    only,
    page_of,
    press,
    promise,
    promises,
    said,
    sheet_texts,
)

Key = Qt.Key
OF_TABLES = ("edit.copy_table", "file.export_xlsx", "file.export_csv", "file.export_pdf", "print.list")


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path, page="commitments") as found:
        yield found


def test_ctrl_e_exports_every_row_of_the_view(frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "READ_AT_ONCE", 4)
    titles = [f"Batch {number:02}" for number in range(30)]
    promises(frame, titles)
    page = only(frame, "Batch")
    page.list.table.horizontalHeader().sectionClicked.emit(1)
    page.list.table.horizontalHeader().sectionClicked.emit(1)
    press(frame, Key.Key_E)
    assert dialog(frame).selectedFiles() and Path(dialog(frame).selectedFiles()[0]).name == "commitments.xlsx"
    target = tmp_path / "out" / "promises.xlsx"
    target.parent.mkdir()
    choose(frame, target)
    assert said(frame) == "Exported 30 rows to promises.xlsx."
    assert re.findall(r">(Batch \d\d)<", sheet_texts(target)) == titles[::-1], "in the order of the view"
    assert [each.name for each in target.parent.iterdir()] == ["promises.xlsx"]


def test_a_csv_file_has_whole_titles_and_real_days(frame: Frame, tmp_path: Path) -> None:
    for title in (*HOSTILE, LONG, URDU, KAZAKH):
        promise(frame, title, Period.on(TODAY))
    promise(frame, "Quarter", Period.from_edtf("2027-33"))
    only(frame, "")
    frame.window.parts.actions["file.export_csv"].trigger()
    choose(frame, tmp_path / "all.csv")
    text = (tmp_path / "all.csv").read_bytes().decode("utf-8-sig")
    names, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert names == ["Status", "Commitment", "Who owes", "Due", "Area", "Last action"][: len(names)]
    due = {row[1]: row[3] for row in rows}
    assert {due[title.strip()] for title in (LONG, URDU, KAZAKH)} == {"2026-11-23"}
    assert due["Quarter"] == "Q1 2027"
    assert {'\'=HYPERLINK("http://x")', "'+ 3 buses", "<b>bold</b> & co"} <= set(due)


@pytest.mark.sampled(0)
def test_the_sort_of_file_that_is_chosen_changes_the_name(frame: Frame, tmp_path: Path) -> None:
    press(frame, Key.Key_E)
    asked = dialog(frame)
    asked.selectNameFilter(asked.nameFilters()[1])
    asked.filterSelected.emit(asked.nameFilters()[1])
    assert Path(asked.selectedFiles()[0]).name == "commitments.csv"
    choose(frame, tmp_path / "without ending")
    assert (tmp_path / "without ending.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_filters_and_marking_go_along(frame: Frame, tmp_path: Path) -> None:
    promise(frame, "Marked promise", marking=Marking.RESTRICTED)
    page = only(frame, "promise")
    page.list.narrow_to("status", ("open",))
    press(frame, Key.Key_E)
    choose(frame, tmp_path / "marked.xlsx")
    texts = sheet_texts(tmp_path / "marked.xlsx")
    for words in ("View: All", "Status: Open", "Containing “promise”", "As of 23 Nov 2026", "Register: follow-up",
                  "RESTRICTED"):  # fmt: skip
        assert words in texts
    page.list.focus_list()
    press(frame, Key.Key_C)
    assert clipboard().text().startswith("RESTRICTED\n")


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list.pdf"])
@pytest.mark.sampled(1)
def test_a_place_that_cannot_be_written_is_said(frame: Frame, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    press(frame, Key.Key_E)
    with qtbot.waitSignal(frame.workspace.refused, timeout=20_000) as heard:
        dialog(frame).fileSelected.emit(str(tmp_path / "gone" / name))
    assert "Folder not found" in heard.args[0] and said(frame) == heard.args[0]
    assert sorted(tmp_path.rglob("*")) == before
    dialog(frame).reject()


def test_a_file_that_may_not_be_replaced_stays(
    frame: Frame, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    target = tmp_path / "list.xlsx"
    target.write_bytes(b"old")
    press(frame, Key.Key_E)
    monkeypatch.setattr("os.replace", refuse)
    with qtbot.waitSignal(frame.workspace.refused) as heard:
        dialog(frame).fileSelected.emit(str(target))
    monkeypatch.undo()
    assert "You may not write to" in heard.args[0] and "Nothing was saved." in heard.args[0]
    assert target.read_bytes() == b"old" and not list(tmp_path.glob(".*"))
    dialog(frame).reject()


@pytest.mark.parametrize("name", ["visits", "agreements", "commitments", "actions"])
@pytest.mark.sampled(1)
def test_every_table_can_be_exported(frame: Frame, tmp_path: Path, name: str) -> None:
    made = frame.workspace.run(AddCommitment(CommitmentDraft(title="Send the draft")))
    assert made.record is not None
    entry = ActionDraft(text="Called", on=TODAY, kind=ActionKind.CALL, links=(made.record,))
    frame.workspace.run(LogAction(entry))  # nothing is made of an empty list
    frame.window.parts.actions[f"view.go_{name}"].trigger()
    page = page_of(frame)
    page.list.show_view(View(name="all"))
    press(frame, Key.Key_E)
    assert Path(dialog(frame).selectedFiles()[0]).name == f"{name}.xlsx"
    choose(frame, tmp_path / f"{name}.xlsx")
    rows = page.list.model.rowCount()
    assert said(frame) == f"Exported {'1 row' if rows == 1 else f'{rows} rows'} to {name}.xlsx."


@pytest.mark.sampled(0)
def test_where_there_is_no_table_the_actions_say_what_they_need(frame: Frame) -> None:
    actions = frame.window.parts.actions
    assert all(actions[name].isEnabled() and actions[name].toolTip() for name in OF_TABLES)
    for page in ("today", "reminders", "briefings"):
        actions[f"view.go_{page}"].trigger()
        assert not any(actions[name].isEnabled() for name in OF_TABLES)
        assert all(actions[name].toolTip().startswith("Show a table first") for name in OF_TABLES)
    actions["view.go_visits"].trigger()
    assert all(actions[name].isEnabled() and actions[name].toolTip() == actions[name].statusTip() for name in OF_TABLES)


@pytest.mark.sampled(0)
def test_a_window_that_runs_from_the_right_makes_such_a_sheet(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    application().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        promise(frame, URDU)
        only(frame, "")
        press(frame, Key.Key_C)
        assert b'dir="rtl"' in bytes(clipboard().mimeData().data("text/html").data())
        press(frame, Key.Key_E)
        choose(frame, tmp_path / "urdu.xlsx")
        with ZipFile(tmp_path / "urdu.xlsx") as book:
            assert b'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml")
        frame.window.parts.actions["file.export_pdf"].trigger()
        with qtbot.waitSignal(frame.workspace.said, timeout=30_000) as heard:
            choose(frame, tmp_path / "urdu.pdf")
        assert heard.args[0].endswith("rows to urdu.pdf.")
    finally:
        application().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
