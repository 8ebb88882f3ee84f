"""Five ways in which programs of this kind lose what they were told: none is here, by trying it and reading the file.

1. It says that something is saved which is not. 2. A field that was filled in once can never be empty again. 3. A
choice is taken and dropped. 4. Something is completed, and nobody knows when. 5. A due date is a day early in a time
zone east of Greenwich: the programs of `test_time_zones.py` run in such zones.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QSplitter
from pytestqt.qtbot import QtBot

from db.commands.actions import LogAction
from db.commands.commitments import AddCommitment
from db.queries import visits
from db.queries.settings import our_side
from db.records.actions import ActionDraft
from db.records.commitments import CommitmentDraft
from db.store import Store
from db.vocabulary import Kind, Progress, VisitStage
from desktop.kit.theme import current
from desktop.page.table_page import TablePage
from desktop.shell.rooms import EDITED
from desktop.workspace import Edit
from tests import registers
from tests.desktop.driver.every_field import Filler, said_in, stored
from tests.desktop.driver.forms import RETURN_VISIT, Officer, at_the_desk
from tests.desktop.driver.frame import Frame, opened
from tests.flows.conftest import CTRL, CTRL_SHIFT, User
from tests.registers import OFFICER, TODAY

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
MUCH = " ".join(["What does not fit on a disk that is full."] * 400)


def asks_for(officer: Officer, kind: Kind) -> None:
    """Wish for a new record's form; an entry of the log is written elsewhere, and only corrected in a form."""
    record = None
    if kind is Kind.ACTION:
        entry = ActionDraft(text="Called", on=TODAY, links=(officer.the(Kind.VISIT, RETURN_VISIT),))
        officer.workspace.run(LogAction(entry))
        record = officer.the(kind, "called")
    officer.asks_for(kind, record)


def saves(officer: Officer) -> None:
    """Press Ctrl+Enter; the form must go."""
    officer.form.activateWindow()
    officer.presses(Key.Key_Return, CTRL)
    assert not officer.has_form(), officer.said()


def newest(officer: Officer, kind: Kind) -> int:
    """The record that was made last."""
    return max(officer.stored(kind))


# ----------------------------------------------------- 1. success without a save, and 2. a field that stays for ever
def leave_room(store: Store, pages: int) -> None:
    """As much as the disk still has."""
    with store._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def no_room(store: Store) -> None:
    """The disk is full."""
    with store.read() as reader:
        pages = int(reader.connection().exec_driver_sql("PRAGMA page_count").scalar_one())
    leave_room(store, pages)


def message(frame: Frame) -> str:
    """What the window says was done; "" where it says nothing."""
    bar = frame.window.parts.snackbar
    return bar.accessibleName() if bar.isVisible() else ""


@pytest.mark.parametrize("kind", sorted(EDITED))
@pytest.mark.sampled(1)
def test_what_is_saved_is_said_and_what_was_filled_in_can_be_emptied(qtbot: QtBot, tmp_path: Path, kind: Kind) -> None:
    """Every form, every field: first while the disk is full, then with room; then empty again."""
    with opened(tmp_path) as frame:
        officer = Officer(frame.workspace, frame.window.parts.theme, frame.window)
        asks_for(officer, kind)
        frame.window.parts.snackbar.dismiss()
        before, form = officer.stored(kind), Filler(officer)
        form.fills()
        officer.pastes(f"field.{kind.value}.notes", MUCH)
        no_room(frame.store)
        officer.presses(Key.Key_Return, CTRL)
        assert officer.has_form() and any("is full" in each for each in officer.said()), officer.said()
        assert "is full" in message(frame) and officer.stored(kind) == before
        leave_room(frame.store, 1_000_000)
        saves(officer)
        record = newest(officer, kind)
        assert record not in before
        assert message(frame) != "" and "is full" not in message(frame)
    with at_the_desk(tmp_path) as officer:
        assert MUCH in stored(officer, kind, record).notes
        missing = form.filled - set(said_in(stored(officer, kind, record)))
        assert not missing, "These were filled in, and are not in the file."
        officer.asks_for(kind, record)
        form = Filler(officer)
        form.empties()
        saves(officer)
        record = newest(officer, kind)
    with at_the_desk(tmp_path) as officer:
        left = form.emptied & set(said_in(stored(officer, kind, record)))
        assert not left, "These were emptied, and are still in the file."
        officer.asks_for(kind, record)
        Filler(officer).removes_rows()
        saves(officer)
        rows = {name.partition(".")[0] for name in form.emptied if "." in name}
        assert not rows & set(said_in(stored(officer, kind, newest(officer, kind)))), "These were taken away."


def test_where_nothing_can_be_written_nothing_is_asked_for_nor_said_to_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(tmp_path, writing=False) as frame:
        for kind in EDITED:
            frame.workspace.edit_wanted.emit(Edit(kind))
            assert QApplication.activeModalWidget() is None and "saved" not in message(frame).lower()
        assert not frame.window.parts.actions["record.log"].isEnabled()


# --------------------------------------------------------------------------------------- 3. a choice taken and dropped
def page_of(user: User) -> TablePage:
    """The table that is in front of the user."""
    page = user.program.window.parts.stack.page()
    assert isinstance(page, TablePage)
    return page


def takes(menu: QMenu, words: str) -> None:
    """Go down a menu to an entry and press Enter."""
    wanted = next(each for each in menu.actions() if each.text().startswith(words))
    while menu.activeAction() is not wanted:
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    QApplication.processEvents()


def chooses(user: User) -> None:
    """Choose everything a user can choose about the window, each otherwise than it is at first."""
    for key, modifiers in (
        (Key.Key_D, CTRL_SHIFT), (Key.Key_Minus, CTRL), (Key.Key_F9, NONE), (Key.Key_5, CTRL), (Key.Key_I, CTRL),
    ):  # fmt: skip
        QTest.keyClick(user.program.window, key, modifiers)
    page = page_of(user)
    page.list.tabs.set_current("all")
    page.list.narrow_to("strength", ("undertaking",))
    for words in ("Compact", "Who owes"):
        QTest.mouseClick(page.list.bar.look, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        takes(menu, words)
        QTest.keyClick(page, Key.Key_Escape)
    side = user.program.window.parts.actions.our_side
    side.popup(QPoint())
    takes(side, "Pakistan")
    QTest.keyClick(user.program.window, Key.Key_3, CTRL)
    page = page_of(user)
    split = page.findChild(QSplitter)
    assert split is not None
    split.moveSplitter(split.width() // 2, 1)


def chosen(user: User) -> dict[str, object]:
    """How the window looks, on the page it is on and on that of the commitments."""
    window, seen = user.program.window, page_of(user)
    found: dict[str, object] = {
        "page": seen.name,
        "pane": (seen.pane.isVisible(), seen.pane.width()),
        "theme": current().choice,
        "text size": current().text_scale,
        "sidebar": window.parts.sidebar.isVisible(),
    }
    QTest.keyClick(window, Key.Key_5, CTRL)
    page = page_of(user)
    return found | {
        "density": page.list.layout_now().density,
        "columns": tuple(page.list.table.shown_columns()),
        "view": page.list.tabs.current(),
        "filters": page.list.model.view.filters,
        "other pane": page.pane.isVisible(),
    }


def test_everything_chosen_about_the_window_is_so_after_a_restart(user: User) -> None:
    user.opens_the_program()
    at_first = chosen_from_visits(user)
    chooses(user)
    before = chosen(user)
    same = {name for name in before if before[name] == at_first[name]}
    assert same <= {"page"}, "These were not changed by what was chosen."
    QTest.keyClick(user.program.window, Key.Key_3, CTRL)
    user.closes_the_program()
    user.opens_the_program()
    assert chosen(user) == before
    user.closes_the_program()
    with registers.opened(user.register) as store:
        pakistan = registers.number_of(store, "Pakistan", Kind.PARTY)
        with store.read() as reader:
            assert our_side(reader) == pakistan


def chosen_from_visits(user: User) -> dict[str, object]:
    """How it looks at first, from the page of visits."""
    QTest.keyClick(user.program.window, Key.Key_3, CTRL)
    return chosen(user)


# ------------------------------------------------------------------------------------ 4. a completion without its date
def add_promise(officer: Officer) -> int:
    """A commitment that is not kept yet."""
    officer.workspace.run(AddCommitment(CommitmentDraft(title="Send the passes")))
    return officer.the(Kind.COMMITMENT, "passes")


def test_a_commitment_marked_kept_says_when_and_by_whom_wherever_it_is_marked(qtbot: QtBot, tmp_path: Path) -> None:
    kept = Progress.KEPT
    with at_the_desk(tmp_path) as officer:
        in_form = add_promise(officer)
        officer.asks_for(Kind.COMMITMENT, in_form)
        officer.chooses("field.commitment.progress", kept)
        saves(officer)
        officer.asks_for(Kind.COMMITMENT)
        officer.types("field.commitment.title", "Kept at once")
        officer.chooses("field.commitment.progress", kept)
        saves(officer)
        officer.workspace.run(AddCommitment(CommitmentDraft(title="Name the chairs")))
        officer.asks_to_log(officer.the(Kind.COMMITMENT, "chairs"))
        officer.types("log.text", "They were named.")
        officer.clicks("With whom, result, next step, status…")
        officer.chooses("log.after", kept)
        saves(officer)
    with at_the_desk(tmp_path) as officer:
        for words in ("passes", "kept at once", "chairs"):
            found = stored(officer, Kind.COMMITMENT, officer.the(Kind.COMMITMENT, words))
            assert isinstance(found, CommitmentDraft)
            assert (found.progress, found.assessed_on, found.assessed_by) == (kept, TODAY, OFFICER), words


def test_a_visit_that_took_place_keeps_its_dates_and_says_where_none_are_known(qtbot: QtBot, tmp_path: Path) -> None:
    unknown = "No dates are known. They can be added later."
    with at_the_desk(tmp_path) as officer:
        record = officer.the(Kind.VISIT, RETURN_VISIT)
        officer.asks_for(Kind.VISIT, record)
        officer.chooses("field.visit.stage", VisitStage.COMPLETED)
        assert unknown in officer.beside("field.visit.dates")
        officer.types("field.visit.dates", "3 Nov 2026")
        officer.presses(Key.Key_Tab)
        assert unknown not in officer.beside("field.visit.dates")
        saves(officer)
    with registers.opened(tmp_path / "follow-up.aide") as store, store.read() as reader:
        found = visits.card(reader, TODAY, record).draft
    assert found.stage is VisitStage.COMPLETED and found.dates is not None
    assert found.dates.earliest == found.dates.latest == date(2026, 11, 3)
