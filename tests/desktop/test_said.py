"""In the sheet builder one writes what is to be said of what is chosen; no other sheet ever says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.commands.base import Hide
from db.commands.points import AddPoint
from db.queries import parties, points, records, trash
from db.records.base import View
from db.records.points import PointDraft
from db.vocabulary import BriefingKind, Kind, Likelihood, Marking, PointKind
from desktop.sheet.page import BriefingsPage
from desktop.workspace import Brief, Go
from tests.desktop.driver import left_behind
from tests.desktop.driver.frame import TODAY, Frame, application, opened
from tests.desktop.driver.left_behind import file, flush, kept, offer, press
from tests.desktop.driver.said import lines, said

folder = left_behind.folder
Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """Somebody at the sheet builder."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.window, self.workspace = frame, frame.window, frame.workspace
        link = {each.code3: each.id for each in self.workspace.ask(parties.lines)}
        self.kz, self.pk = link["KAZ"], link["PAK"]

    @property
    def page(self) -> BriefingsPage:
        """The builder."""
        page = self.window.parts.stack.page()
        assert isinstance(page, BriefingsPage)
        return page

    @property
    def about(self) -> str:
        """What the sheet is about."""
        return self._box().currentText()

    def _box(self) -> QComboBox:
        box = self.page.findChild(QComboBox, "brief.about")
        assert box is not None
        return box

    def chooses(self, what: str) -> None:
        """Make the sheet about something else."""
        box = self._box()
        box.setCurrentIndex(next(row for row in range(box.count()) if what in box.itemText(row)))
        application().processEvents()

    def writes(self, name: str, words: str) -> None:
        """Type into the last line of a list."""
        line = lines(self.window, name)[-1]
        line.setFocus()
        line.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(line, words)

    def types(self, words: str) -> None:
        """Type where the keyboard is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def strikes(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)
        application().processEvents()

    def said(self, name: str) -> list[str]:
        """What stands in a list."""
        return said(self.window, name)

    def stored(self, about: int) -> list[str]:
        """The words that are recorded of a subject."""
        return [each.text for each in self.workspace.ask(lambda reader: points.of_subject(reader, about))]

    def on_paper(self) -> list[str]:
        """The objectives on the sheet as it would be printed now."""
        draft = self.page._wanted()
        assert draft is not None and draft.points is not None
        return [each.text for each in draft.points if each.kind is PointKind.OBJECTIVE]

    def offers_to_save(self) -> bool:
        """Whether something is to be recorded."""
        button = self.page.findChild(QAbstractButton, "brief.keep")
        assert button is not None
        return button.isEnabled()


@contextmanager
def at_the_builder(folder: Path, **more: Any) -> Iterator[Desk]:
    with opened(folder, page="briefings", **more) as frame:
        yield Desk(frame)


def test_what_is_typed_for_one_stands_with_that_one_alone(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("relations: Pakistan")
        desk.writes("objectives", "A date")
        assert desk.on_paper() == ["A date"]
        for other in ("relations: Kazakhstan", "Visit: Return state visit", "Visit: State visit"):
            desk.chooses(other)
            assert desk.said("objectives") == desk.on_paper() == [], other
        desk.writes("objectives", "Another")
        desk.chooses("relations: Pakistan")
        assert desk.said("objectives") == desk.on_paper() == ["A date"], "What was not recorded is still there."
        assert desk.stored(desk.pk) == []
        flush(desk.workspace)
    with opened(folder) as frame:
        names = [each.accessibleName() for each in offer(frame).findChildren(QAbstractButton, "drafts.open")]
        assert {each.rpartition(" on ")[2][:6] for each in names} == {"“Pakis", "“State"}
        press(offer(frame), "drafts.open", next(at for at, each in enumerate(names) if "“Pakistan”" in each))
        desk = Desk(frame)
        assert "Pakistan" in desk.about and desk.said("objectives") == ["A date"]
        desk.chooses("Visit: State visit")
        assert desk.said("objectives") == ["Another"]


def test_ctrl_enter_records_and_ctrl_z_takes_it_back(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("points", "We look forward to it")
        assert desk.offers_to_save()
        desk.strikes(Key.Key_Return, CTRL)
        assert desk.stored(desk.pk) == ["We look forward to it"] and not desk.offers_to_save()
        assert QApplication.focusWidget() is lines(desk.window, "points")[0], "One goes on writing where one was."
        flush(desk.workspace)
        assert kept(folder) == "", "What is recorded is no draft."
        desk.workspace.undo()
        assert desk.stored(desk.pk) == desk.said("points") == []
        desk.workspace.redo()
        assert desk.stored(desk.pk) == desk.said("points") == ["We look forward to it"]


def test_keys_begin_move_and_take_away_points(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("objectives", "One")
        for words in ("Two", "Three"):
            desk.strikes(Key.Key_Return)
            desk.types(words)
        assert desk.said("objectives") == ["One", "Two", "Three"]
        desk.strikes(Key.Key_Up, ALT)
        assert desk.said("objectives") == ["One", "Three", "Two"]
        lines(desk.window, "objectives")[0].setFocus()
        desk.strikes(Key.Key_Return, SHIFT)
        assert len(lines(desk.window, "objectives")) == 3, "Shift+Enter breaks the line of a point."
        desk.strikes(Key.Key_Backspace)
        desk.strikes(Key.Key_Return, CTRL)
        assert desk.stored(desk.pk) == ["One", "Three", "Two"]
        stored = desk.workspace.ask(lambda reader: points.of_subject(reader, desk.pk))
        lines(desk.window, "objectives")[1].setFocus()
        desk.strikes(Key.Key_Delete, ALT)
        assert desk.said("objectives") == ["One", "Two"]
        desk.strikes(Key.Key_Return, CTRL)
        assert desk.stored(desk.pk) == ["One", "Two"]
        gone = [each.id for each in stored if each.text == "Three"]
        assert desk.workspace.ask(lambda reader: trash.lines(reader, TODAY, gone))[0].title == "Three"


@pytest.mark.sampled(0)
def test_the_menu_of_a_line_moves_it_and_gives_it_a_marking(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("raised", "Water")
        buttons = desk.page.findChildren(QAbstractButton)
        tools = [each for each in buttons if each.accessibleName().startswith("Move or")]
        shown = [each for each in tools if each.isVisibleTo(desk.window) and each.isEnabled()]
        QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        named = {each.text().partition("\t")[0]: each for each in menu.actions()}
        assert list(named) == ["Move up", "Move down", "Remove point that may be raised", "", "Marking of its own…"]
        named["Marking of its own…"].trigger()
        menu.close()
        for name, words in (("marking", "RESTRICTED"), ("likelihood", "Likely")):
            boxes = [
                each for each in desk.page.findChildren(QComboBox) if each.objectName().startswith("brief.raised.")
            ]
            boxes = [each for each in boxes if each.objectName().startswith("brief.raised.")]
            boxes = [each for each in boxes if each.objectName().endswith(f".{name}")]
            (box,) = [each for each in boxes if each.isVisibleTo(desk.window)]
            box.setCurrentText(words)
        lines(desk.window, "raised")[0].setFocus()
        desk.strikes(Key.Key_Return, CTRL)
        (point,) = desk.workspace.ask(lambda reader: points.of_subject(reader, desk.pk))
        assert (point.text, point.marking, point.likelihood) == ("Water", Marking.RESTRICTED, Likelihood.LIKELY)


@pytest.mark.sampled(0)
def test_a_list_that_is_pasted_becomes_points(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("points", "First")
        desk.strikes(Key.Key_Return)
        QApplication.clipboard().setText("Second\r\n\r\n  Third  \n")
        desk.strikes(Key.Key_V, CTRL)
        assert desk.said("points") == ["First", "Second", "Third"]
        desk.strikes(Key.Key_Z, CTRL)
        assert desk.said("points") == ["First"]


def test_what_is_printed_is_recorded_first(folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("note", "He prefers tea.")
        desk.page.save_to(str(tmp_path / "sheet.pdf"))
        qtbot.waitUntil(lambda: "Kept briefing sheet 1" in desk.workspace.names()[0], timeout=20_000)
        assert desk.stored(desk.pk) == ["He prefers tea."]
        desk.chooses("Kazakhstan")
        assert desk.said("note") == []


def test_an_emptied_point_is_asked_about(folder: Path, tmp_path: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("note", "Tea")
        desk.strikes(Key.Key_Return, CTRL)
        lines(desk.window, "note")[0].selectAll()
        desk.strikes(Key.Key_Delete)
        desk.strikes(Key.Key_Return, CTRL)
        assert desk.stored(desk.pk) == ["Tea"] and desk.offers_to_save()
        desk.page.save_to(str(tmp_path / "sheet.pdf"))
        assert not (tmp_path / "sheet.pdf").exists()


def test_what_comes_from_elsewhere_stands_beside_what_is_typed(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("objectives", "Mine")
        theirs = PointDraft(about=desk.pk, kind=PointKind.OBJECTIVE, text="Theirs")
        number = desk.workspace.run(AddPoint(theirs)).record
        assert number is not None
        assert desk.said("objectives") == ["Mine", "Theirs"]
        desk.writes("objectives", ", and mine")
        desk.workspace.run(Hide((number,)))
        assert desk.said("objectives") == ["Mine", "Theirs, and mine"], "What was typed into it is not lost."
        desk.strikes(Key.Key_Return, CTRL)
        assert desk.stored(desk.pk) == ["Mine", "Theirs, and mine"]


@pytest.mark.sampled(0)
def test_what_changed_while_another_page_was_shown_is_read_on_coming_back(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("objectives", "A date")
        desk.strikes(Key.Key_Return, CTRL)
        desk.workspace.go_wanted.emit(Go("today"))
        desk.workspace.undo()
        desk.workspace.go_wanted.emit(Go("briefings"))
        assert "Pakistan" in desk.about and desk.said("objectives") == desk.on_paper() == []


def test_a_subject_that_goes_to_the_trash_gives_its_place_to_none(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Visit: Return state visit")
        visit = desk.page.current_record()
        assert visit is not None
        desk.writes("objectives", "A date")
        desk.workspace.run(Hide((visit,)))
        assert (desk.about, desk.said("objectives")) == ("", [])
        desk.workspace.undo()
        desk.chooses("Visit: Return state visit")
        assert desk.said("objectives") == ["A date"]


def test_a_sheet_is_about_what_was_asked_for(folder: Path) -> None:
    """Also where that is a country nobody follows, or an agreement, which the list does not offer by itself."""
    with at_the_builder(folder) as desk:
        (agreement,) = desk.workspace.ask(lambda reader: records.of_kind(reader, Kind.AGREEMENT, View()))
        desk.writes("objectives", "For the first")
        desk.workspace.brief_wanted.emit(Brief(BriefingKind.AGREEMENT, agreement.id))
        assert desk.about == f"Agreement: {agreement.title}"
        draft = desk.page._wanted()
        assert draft is not None and (draft.kind, draft.about) == (BriefingKind.AGREEMENT, agreement.id)
        assert desk.on_paper() == []


# ------------------------------------------------------------------------------------- what an earlier version had kept
def left(folder: Path, about: object, version: int = 2) -> None:
    """The one draft of a sheet that the version before kept."""
    typed = {"about": about, "audience": "the Ambassador", "objectives": "A date\n\nA road", "note": "Tea.\nNo sugar."}
    draft = {
        "about": "sheet", "name": "Briefing sheet", "at": "2026-11-20T09:00:00Z", "day": "2026-11-20",
        "typed": {"has": typed}, "wish": {"made": "Go", "has": {"page": "briefings", "view": None, "record": None,
        "apart": False}}, "before": {}, "record": None, "uid": "",
    }  # fmt: skip
    file(folder).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file(folder).write_text(json.dumps({"format": version, "of": "", "drafts": [draft]}), encoding="utf-8")


@pytest.mark.sampled(0)
def test_an_earlier_draft_goes_to_the_subject_it_was_typed_for(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        pakistan = desk.pk
    left(folder, pakistan)
    with opened(folder) as frame:
        press(offer(frame), "drafts.open")
        desk = Desk(frame)
        assert "Pakistan" in desk.about
        assert (desk.said("objectives"), desk.said("note")) == (["A date", "A road"], ["Tea.\nNo sugar."])
        audience = desk.page.findChild(QComboBox, "brief.audience")
        assert audience is not None and audience.currentText() == "the Ambassador"
        desk.chooses("Kazakhstan")
        assert desk.said("objectives") == []
        flush(desk.workspace)
        assert [each["about"] for each in json.loads(kept(folder))["drafts"]] == [f"sheet/{pakistan}"]


@pytest.mark.sampled(0)
def test_an_earlier_draft_of_nobody_waits_until_somebody_says_for_whom(folder: Path) -> None:
    left(folder, 99_999)
    with at_the_builder(folder) as desk:
        assert (desk.about, desk.said("objectives")) == ("", ["A date", "A road"])
        lines(desk.window, "objectives")[0].setFocus()
        desk.strikes(Key.Key_Return, CTRL)
        flush(desk.workspace)
    with at_the_builder(folder) as desk:
        assert (desk.about, desk.said("objectives")) == ("", ["A date", "A road"]), "It still waits."
        desk.chooses("Pakistan")
        assert desk.said("objectives") == ["A date", "A road"]
        desk.chooses("Kazakhstan")
        assert desk.said("objectives") == []
        desk.chooses("Pakistan")
        lines(desk.window, "objectives")[0].setFocus()
        desk.strikes(Key.Key_Return, CTRL)
        assert desk.stored(desk.pk) == ["A date", "A road", "Tea.\nNo sugar."]
        flush(desk.workspace)
    assert kept(folder) == ""


def test_in_a_register_that_is_only_read_it_is_printed_and_not_recorded(folder: Path) -> None:
    with at_the_builder(folder) as desk:
        desk.chooses("Pakistan")
        desk.writes("objectives", "Recorded")
        desk.strikes(Key.Key_Return, CTRL)
    with at_the_builder(folder, writing=False) as desk:
        desk.chooses("Pakistan")
        (line,) = lines(desk.window, "objectives")
        assert isinstance(line, QPlainTextEdit)
        line.setFocus()
        QTest.keyClicks(line, "Not ")
        assert desk.on_paper() == ["Not Recorded"] and not desk.offers_to_save()
