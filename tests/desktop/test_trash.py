"""The Trash as a page: opened from the menu or the palette, searched, emptied by restoring, with one undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.base import Hide
from db.commands.commitments import AddCommitment
from db.commands.visits import AddVisit
from db.queries import search
from db.queries.search import FOLLOWED
from db.records.actions import ActionDraft
from db.records.commitments import CommitmentDraft
from db.records.visits import VisitDraft
from db.tables.base import Record
from db.vocabulary import Kind
from desktop.history.for_good import ForGood
from desktop.history.trash import TrashPage
from desktop.kit.snackbar import Snackbar
from desktop.workspace import Edit
from tests import registers
from tests.desktop.driver.forms import Officer, at_the_desk, words_on
from tests.desktop.driver.frame import TODAY, opened

ENTER, DOWN, SHIFT = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier
REMEDY = "Restore it first: Edit ▸ Open Trash."
TITLES = ("Send the timetable", "Name the co-chairs", "Open the crossing")


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Officer]:
    with at_the_desk(tmp_path) as somebody:
        yield somebody


@pytest.fixture
def hidden(officer: Officer) -> tuple[int, ...]:
    """Three commitments in the Trash, the last of them put there last."""
    made = [officer.workspace.run(AddCommitment(CommitmentDraft(title=title))).record for title in TITLES]
    for each in made:
        officer.workspace.run(Hide((each or 0,)))
    return tuple(each or 0 for each in made)


@pytest.fixture
def page(officer: Officer, hidden: tuple[int, ...]) -> TrashPage:
    made = TrashPage(officer.workspace, officer.window)
    layout = officer.window.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    made.arrive(None, None)
    return made


def titles(page: TrashPage) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def in_trash(path: str) -> set[str]:
    """What lies there in the file, read by somebody else."""
    with registers.opened(Path(path), writing=False) as store, store.read() as reader:
        return {row.title for row in reader.query(Record).where(Record.hidden)}


def test_what_was_hidden_last_is_on_top(page: TrashPage) -> None:
    assert titles(page) == list(TITLES[::-1])
    model = page.table.model()
    assert [model.index(0, column).data() for column in (0, 2, 3)] == ["Commitment", "23 Nov 2026", registers.OFFICER]
    assert page.table.hasFocus() and page.table.currentIndex().row() == 0


def test_enter_restores_one(officer: Officer, page: TrashPage) -> None:
    QTest.keyClick(page.table, DOWN)
    QTest.keyClick(page.table, ENTER)
    assert titles(page) == [TITLES[2], TITLES[0]] and in_trash(officer.workspace.path) == {TITLES[2], TITLES[0]}
    assert page.table.hasFocus()
    assert officer.workspace.ask(lambda reader: search.find(reader, "chairs", 5, FOLLOWED))


def test_several_are_restored_with_one_undo(officer: Officer, page: TrashPage) -> None:
    QTest.keyClick(page.table, DOWN, SHIFT)
    QTest.keyClick(page.restore, Qt.Key.Key_Space)
    assert titles(page) == [TITLES[0]] and in_trash(officer.workspace.path) == {TITLES[0]}
    assert officer.workspace.names()[0] == "Restored 2 records"
    officer.workspace.undo()
    assert in_trash(officer.workspace.path) == set(TITLES) and set(titles(page)) == set(TITLES)


@pytest.mark.sampled(0)
def test_words_are_found_in_it(officer: Officer, page: TrashPage) -> None:
    page.focus_find()
    assert page.finder.hasFocus()
    QTest.keyClicks(page.finder, "cross")
    assert titles(page) == ["Open the crossing"]
    QTest.keyClicks(page.finder, "xx")
    assert titles(page) == [] and any("contains “crossxx”" in words for words in words_on(page))
    assert not page.restore.isEnabled()
    (clear,) = [each for each in page.findChildren(QAbstractButton) if each.text() == "Clear" and each.isVisible()]
    QTest.keyClick(clear, Qt.Key.Key_Space)
    assert len(titles(page)) == 3


def test_an_empty_one_says_so(officer: Officer, page: TrashPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.table, ENTER)
    assert any("The Trash is empty" in words for words in words_on(page)) and not page.restore.isEnabled()
    assert not [each for each in page.findChildren(QAbstractButton) if each.isVisible() and not each.text()]


def test_nothing_is_logged_or_edited_there(officer: Officer, page: TrashPage, hidden: tuple[int, ...]) -> None:
    said: list[str] = []
    officer.workspace.refused.connect(said.append)
    QTest.keyClick(page.table, Qt.Key.Key_L)
    officer.workspace.edit_wanted.emit(Edit(Kind.COMMITMENT, hidden[0]))
    assert not officer.has_form()
    assert said == [f"“{title}” is in the Trash. Nothing was stored. {REMEDY}" for title in (TITLES[2], TITLES[0])]


@pytest.mark.sampled(0)
def test_a_log_that_was_begun_before_is_refused_and_kept(officer: Officer) -> None:
    record = officer.workspace.run(AddCommitment(CommitmentDraft(title="Send the timetable"))).record
    assert record is not None
    officer.workspace.log_wanted.emit(record)
    form = QApplication.activeModalWidget()
    assert isinstance(form, QDialog)
    text = form.findChild(QWidget, "log.text")
    assert text is not None
    QTest.keyClicks(text, "They called")
    officer.workspace.run(Hide((record,)))
    QTest.keyClick(text, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert form.isVisible()
    assert any("“Send the timetable” is in the Trash." in words for words in words_on(form))
    with registers.opened(Path(officer.workspace.path), writing=False) as store, store.read() as reader:
        assert not reader.query(Record).where(Record.title == "They called").count()


def test_a_record_in_it_can_be_led_to(page: TrashPage, hidden: tuple[int, ...]) -> None:
    page.arrive(None, hidden[0])
    assert page.current_record() == hidden[0]


def test_everything_that_takes_the_focus_has_a_name(officer: Officer, page: TrashPage) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or widget.property("text"))
    ]
    assert nameless == []


def test_the_menu_and_the_palette_open_it(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, page="commitments") as frame:
        actions, stack = frame.window.parts.actions, frame.window.parts.stack
        record = frame.workspace.run(AddCommitment(CommitmentDraft(title=TITLES[0]))).record
        frame.workspace.run(Hide((record or 0,)))
        actions["edit.open_trash"].trigger()
        assert isinstance(stack.page(), TrashPage)
        assert not any(frame.window.parts.sidebar.page(name).isChecked() for name in ("today", "commitments"))
        actions["record.trash"].trigger()  # it is there already
        bar = frame.window.findChild(Snackbar)
        assert bar is not None and any("is in the Trash" in words for words in words_on(bar))
        actions["record.history"].trigger()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog) and any(words.startswith("Moved commitment") for words in words_on(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        actions["view.back"].trigger()
        assert not isinstance(stack.page(), TrashPage)
        actions["edit.search"].trigger()
        QTest.keyClicks(frame.window.parts.header.search, "> open tr")
        QTest.keyClick(frame.window.parts.header.search, ENTER)
        assert isinstance(stack.page(), TrashPage)


@pytest.mark.sampled(0)
def test_what_undo_would_take_back_is_named_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    """Undo outlives the program: the Edit menu says what it is about on the next day too."""
    with opened(tmp_path, page="commitments") as first:
        record = first.workspace.run(AddCommitment(CommitmentDraft(title="Send the “timetable” & map"))).record
        first.workspace.run(Hide((record or 0,)))
        first.workspace.undo()
    with opened(tmp_path) as second:
        undo, redo = (second.window.parts.actions[name] for name in ("edit.undo", "edit.redo"))
        assert undo.text() == "Undo: Added commitment “Send the “timetable” && map”" and undo.isEnabled()
        assert redo.text() == "Redo: Moved commitment “Send the “timetable” && map” to Trash" and redo.isEnabled()
        redo.trigger()
        assert in_trash(second.workspace.path) == {"Send the “timetable” & map"}


def _question(page: TrashPage) -> ForGood:
    (asked,) = page.findChildren(ForGood)
    return asked


def _press(asked: QWidget, name: str) -> None:
    button = asked.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_deleting_for_good_is_asked_about(officer: Officer, page: TrashPage, hidden: tuple[int, ...]) -> None:
    """Enter leaves everything as it is; the button deletes what was selected, and only that."""
    page.table.show_record(hidden[1])
    page.delete.click()
    asked = _question(page)
    assert "1 record goes, with all earlier versions." in words_on(asked)
    QTest.keyClick(asked, ENTER)
    assert len(titles(page)) == 3
    QApplication.sendPostedEvents(None, 0)
    page.delete.click()
    _press(page.findChildren(ForGood)[-1], "for_good.delete")
    assert sorted(titles(page)) == sorted([TITLES[0], TITLES[2]])
    assert officer.workspace.ask(lambda reader: reader.get(Record, hidden[1])) is None


def test_the_whole_trash_is_emptied(officer: Officer, page: TrashPage, hidden: tuple[int, ...]) -> None:
    """Nothing is left, and nothing of it can be taken back."""
    page.empty.click()
    asked = _question(page)
    assert "3 records go, with all earlier versions." in words_on(asked)
    _press(asked, "for_good.delete")
    assert titles(page) == []
    assert not page.empty.isEnabled()
    before = officer.workspace.names()
    assert all(title not in " ".join(before) for title in TITLES)


@pytest.mark.parametrize("logged", [0, 1, 3])
@pytest.mark.sampled(1)
def test_what_goes_along_is_named_by_what_it_is(officer: Officer, page: TrashPage, logged: int) -> None:
    """And nothing is that does not; what was done is told with the same numbers."""
    visit = officer.workspace.run(AddVisit(VisitDraft(title="Going"))).record or 0
    for n in range(logged):
        officer.workspace.run(LogAction(ActionDraft(text=f"Called {n}", on=TODAY, links=(visit,)), today=TODAY))
    officer.workspace.run(Hide((visit,)))
    page.table.show_record(visit)
    page.delete.click()
    asked = _question(page)
    said = {0: "", 1: " What belongs to it goes too: 1 action.", 3: " What belongs to it goes too: 3 actions."}[logged]
    assert f"1 record goes, with all earlier versions.{said}" in words_on(asked)
    _press(asked, "for_good.delete")
    done = officer.workspace.standing().label
    assert done == "Deleted 1 record for good" + (f", with {logged} that belonged to it" if logged else "")


def test_undo_after_deleting_for_good_is_asked_for_twice(
    officer: Officer, page: TrashPage, hidden: tuple[int, ...]
) -> None:
    """Reason: who deleted and presses Ctrl+Z means that, and took back something older without a word."""
    refused: list[str] = []
    officer.workspace.refused.connect(refused.append)
    officer.workspace.delete_for_good(hidden[:1])
    before = officer.workspace.names()[0]
    assert before
    officer.workspace.undo()
    assert officer.workspace.names()[0] == before
    (said,) = refused
    assert "cannot come back" in said and before in said
    officer.workspace.undo()
    assert officer.workspace.names()[0] != before
