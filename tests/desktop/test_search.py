"""The search and command palette, by its keys: what is offered, where it leads, what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from db.commands.base import Hide
from db.commands.commitments import AddCommitment
from db.records.commitments import CommitmentDraft
from db.vocabulary import Kind
from desktop.actions import A
from desktop.settings import Settings
from desktop.shell.search_model import Row
from tests.desktop.driver.frame import Frame, opened
from tests.desktop.driver.palette import CTRL, Key, ask, bold, current, field, lines, link_of, press, results, shown

COMMITMENT = "Continue implementing specific transport and logistics projects"


@pytest.fixture
def frame(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with opened(tmp_path) as found:
        yield found


def test_what_begins_with_tran_is_found_in_every_kind(frame: Frame) -> None:
    offered = lines(ask(frame, "tran"))
    assert [heading for heading in offered if heading != "Actions"] == ["Commitments", "Quotes", "Areas", "Questions"]
    (promise,) = offered["Commitments"]
    assert promise.title.startswith(COMMITMENT) and promise.meta == "KAZ · no date"
    assert bold(promise) == ["tran"]
    first = offered["Quotes"][0]
    assert first.title.startswith("“…implementing specific transport") and bold(first) == ["tran"]
    assert first.meta.startswith("News article")
    (area,) = offered["Areas"]
    assert (area.title, area.meta, bold(area)) == ("Transport and logistics", "1 record", ["Tran"])
    (question,) = offered["Questions"]
    assert question.title.startswith("Which transport and logistics") and bold(question) == ["tran"]


def test_enter_opens_the_record(frame: Frame) -> None:
    ask(frame, "tran")
    press(frame, Key.Key_Return)
    assert shown(frame) == ("commitments", link_of(frame, "transport logistics", Kind.COMMITMENT).id)
    assert not results(frame).isVisible() and field(frame).text() == ""


def test_arrows_pass_over_headings_and_stop_at_the_ends(frame: Frame) -> None:
    offered = [entry for entry in ask(frame, "tran") if isinstance(entry, Row)]
    assert current(frame) is offered[0]
    for row in [*offered[1:], offered[-1]]:
        press(frame, Key.Key_Down)
        assert current(frame) is row
    press(frame, Key.Key_PageUp)
    press(frame, Key.Key_Up)
    assert current(frame) is offered[0]
    press(frame, Key.Key_PageDown)
    assert current(frame) is offered[-1]


@pytest.mark.sampled(0)
def test_a_quotation_leads_to_what_it_speaks_for(frame: Frame) -> None:
    ask(frame, "will continue implementing")
    assert current(frame).link is not None and current(frame).title.startswith("“will continue")
    press(frame, Key.Key_Return)
    assert shown(frame) == ("commitments", link_of(frame, "transport logistics", Kind.COMMITMENT).id)


@pytest.mark.sampled(0)
def test_an_area_has_a_page(frame: Frame) -> None:
    offered = lines(ask(frame, "#tran"))
    assert list(offered) == ["Areas"]
    press(frame, Key.Key_Return)
    page = frame.window.parts.stack.page()
    assert page is not None and page.name == "area"
    assert page.kept_record() == link_of(frame, "transport", Kind.AREA).id


def test_signs_look_for_one_thing_alone(frame: Frame) -> None:
    assert {row.title: row.code for row in lines(ask(frame, "@"))["Countries"]} == {
        "Kazakhstan": "KAZ",
        "Pakistan": "PAK",
    }
    press(frame, Key.Key_Escape)
    assert [row.title for row in lines(ask(frame, "@pa"))["Countries"]] == ["Pakistan"]
    press(frame, Key.Key_Escape)
    assert len(lines(ask(frame, "#"))["Areas"]) == 9
    press(frame, Key.Key_Escape)
    offered = lines(ask(frame, "> log"))
    assert list(offered) == ["Actions"]
    assert offered["Actions"][0].title == "Log action" and offered["Actions"][0].keys == "Ctrl+L"
    press(frame, Key.Key_Escape)
    ask(frame, "@pak")
    press(frame, Key.Key_Return)
    assert shown(frame) == ("country", link_of(frame, "pakistan", Kind.PARTY).id)


def test_commands_are_run(frame: Frame) -> None:
    theme = frame.window.parts.theme
    assert [row.title for row in lines(ask(frame, "dark"))["Actions"]] == ["Theme: Dark"]
    press(frame, Key.Key_Return)
    assert theme.tokens.dark and not results(frame).isVisible()
    ask(frame, ">theme dark")
    assert current(frame).meta == "on"
    press(frame, Key.Key_Escape)
    ask(frame, "> go visit")
    press(frame, Key.Key_Return, CTRL)
    assert shown(frame)[0] == "visits"


def test_only_what_can_be_done_now_is_offered(frame: Frame) -> None:
    assert not frame.window.parts.actions["view.forward"].isEnabled()
    offered = [row.action for row in lines(ask(frame, ">"))["Actions"]]
    wanted = [action for action in frame.window.parts.actions.all() if action.isEnabled()]
    assert offered == [action for action in wanted if action.objectName() != "act.edit.search"]


def test_a_command_is_found_by_its_own_name_alone(frame: Frame) -> None:
    """Reason: "trash" and Enter undid the last move to the Trash in place of opening it."""
    made = frame.workspace.run(AddCommitment(CommitmentDraft(title="Dark theme of the visit")))
    frame.workspace.run(Hide((made.record or 0,)))
    frame.desk.answer()
    assert frame.window.parts.actions[A.undo].text() == "Undo: Moved commitment “Dark theme of the visit” to Trash"
    for word in ("trash", "moved", "commitment", "dark", "theme", "visit", "to"):
        found = lines(ask(frame, f">{word}")).get("Actions", [])
        offered = [row.action.objectName() for row in found if row.action]
        assert "act.edit.undo" not in offered, word
    first = lines(ask(frame, ">trash"))["Actions"][0]
    assert first.title == "Open Trash"
    (undo,) = lines(ask(frame, ">undo"))["Actions"]
    assert undo.title.startswith("Undo: Moved commitment")


def test_control_enter_logs_an_action(frame: Frame, qtbot: QtBot) -> None:
    frame.workspace.log_wanted.disconnect()
    ask(frame, "tran")
    with qtbot.waitSignal(frame.workspace.log_wanted) as heard:
        press(frame, Key.Key_Return, CTRL)
    assert heard.args == [link_of(frame, "transport logistics", Kind.COMMITMENT).id]


def test_control_enter_opens_what_takes_no_action(frame: Frame) -> None:
    ask(frame, "shárif shehbaz")
    while current(frame).link is None or current(frame).title != "Shehbaz Sharif":
        press(frame, Key.Key_Down)
    press(frame, Key.Key_Enter, CTRL)
    assert shown(frame) == ("person", link_of(frame, "shehbaz sharif", Kind.PERSON).id)


def test_the_mouse_chooses_too(frame: Frame) -> None:
    QTest.mouseClick(field(frame), Qt.MouseButton.LeftButton)
    assert results(frame).isVisible()
    QTest.keyClicks(field(frame), "joint")
    press(frame, Key.Key_Up)
    view = results(frame).view
    heading, line = view.model().index(0, 0), view.model().index(1, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(heading).center())
    assert results(frame).isVisible() and field(frame).hasFocus()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(line).center())
    assert shown(frame)[0] == "agreements"


def test_escape_gives_back_the_focus_and_the_room(frame: Frame) -> None:
    before, width = QApplication.focusWidget(), field(frame).width()
    ask(frame, "tran")
    assert field(frame).width() == results(frame).width() > width
    press(frame, Key.Key_Escape)
    assert QApplication.focusWidget() is before
    assert field(frame).width() == width


def test_a_press_elsewhere_closes_it(frame: Frame) -> None:
    ask(frame, "tran")
    QTest.mouseClick(results(frame), Qt.MouseButton.LeftButton, pos=results(frame).rect().bottomLeft() + QPoint(9, -9))
    assert results(frame).isVisible()
    QTest.mouseClick(frame.window.parts.status, Qt.MouseButton.LeftButton)
    assert not results(frame).isVisible()


@pytest.mark.sampled(0)
def test_it_stays_in_the_window(frame: Frame) -> None:
    ask(frame, "p")
    for size in ((800, 540), (1920, 1080)):
        frame.window.resize(*size)
        QApplication.processEvents()
        QApplication.processEvents()
        assert frame.window.rect().contains(results(frame).geometry())
        assert results(frame).view.height() >= results(frame).view.sizeHintForRow(1)


def test_nothing_found_is_said(frame: Frame) -> None:
    said = "Nothing in the register contains “xyzzy”."
    assert ask(frame, "xyzzy") == []
    label = results(frame).findChild(QLabel, "search.nothing")
    assert label is not None and label.isVisible() and label.text() == said
    assert field(frame).accessibleDescription() == said
    press(frame, Key.Key_Return)
    assert results(frame).isVisible()
    press(frame, Key.Key_Escape)
    ask(frame, "@xyzzy")
    assert label.text() == said
    press(frame, Key.Key_Escape)
    ask(frame, "> xyzzy")
    assert label.text() == "There is no command “xyzzy”."


def test_the_empty_search_offers_what_was_opened_last(frame: Frame, tmp_path: Path) -> None:
    assert list(lines(ask(frame, ""))) == ["Actions"]
    press(frame, Key.Key_Escape)
    for words in ("joint decl", "tran", "return state", "@kaz", "tran"):
        ask(frame, words)
        press(frame, Key.Key_Return)
    offered = lines(ask(frame, ""))
    assert list(offered) == ["Opened last", "Actions"]
    kinds = [row.link.kind for row in offered["Opened last"] if row.link is not None]
    assert kinds == [Kind.COMMITMENT, Kind.PARTY, Kind.VISIT, Kind.AGREEMENT]
    assert len(offered["Actions"]) == 6 and offered["Actions"][0].title == "Log action"
    frame.window.parts.settings.save()
    assert len(Settings(tmp_path / "window.ini").opened[frame.workspace.path]) == 4


def test_it_says_how_many_and_which(frame: Frame) -> None:
    offered = [entry for entry in ask(frame, "tran") if isinstance(entry, Row)]
    said = field(frame).accessibleDescription()
    assert said.startswith(f"{len(offered)} results. {COMMITMENT}")
    assert said.endswith("commitment, Open, Kazakhstan owes, to whom not stated, no date")
    press(frame, Key.Key_Down)
    assert field(frame).accessibleDescription() == offered[1].spoken
    view = results(frame).findChild(QListView, "search.list")
    assert view is not None and view.accessibleName() == "Search results"
    index = view.model().index(view.currentIndex().row(), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == current(frame).spoken
    press(frame, Key.Key_Escape)
    assert field(frame).accessibleDescription() == ""


@pytest.mark.sampled(0)
def test_large_text_stays_large_in_the_field(frame: Frame) -> None:
    frame.window.parts.theme.set_text_scale(2.0)
    field(frame).setFocus()
    before = field(frame).cursorRect().height()
    ask(frame, "tran")
    assert field(frame).cursorRect().height() == before > 26


@pytest.mark.sampled(0)
def test_a_theme_change_closes_it_at_the_new_width(frame: Frame) -> None:
    ask(frame, "tran")
    frame.window.parts.theme.set_text_scale(1.2)
    assert not results(frame).isVisible()
    assert field(frame).maximumWidth() == frame.window.parts.theme.px(400) and field(frame).minimumWidth() == 0


@pytest.mark.sampled(0)
def test_right_to_left_and_every_theme_are_painted(frame: Frame) -> None:
    frame.workspace.run(AddCommitment(CommitmentDraft(title="ٹرانسپورٹ کے منصوبے 🚂 " * 20)), quiet=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    try:
        for words in ("ٹران", "p", "@", ">", "xyzzy"):
            ask(frame, words)
            frame.window.grab()
            press(frame, Key.Key_Escape)
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_without_a_register_nothing_is_searched(frame: Frame) -> None:
    field(frame).set_finder(None)
    QTest.keyClick(frame.window, Key.Key_K, CTRL)
    QTest.keyClicks(field(frame), "tran")
    press(frame, Key.Key_Return)
    assert frame.window.findChild(QWidget, "search.results") is None
