"""Killed while somebody types: at the next start what was typed is offered, and stands again where it was typed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.commands.visits import ChangeVisit
from db.queries import visits
from db.vocabulary import Kind, Marking
from desktop.app import Program, run
from desktop.form.drafts.draft_file import DraftFile
from desktop.page.table_page import TablePage
from desktop.shell.draft_offer import DraftOffer
from desktop.workspace import Edit, Go, Workspace
from tests.desktop.driver.forms import words_on
from tests.flows.conftest import User
from tests.registers import TODAY, make_starter, number_of, opened

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
LOOK_EVERY = 0.05
TITLE, PLACES = "field.visit.title", "field.visit.places"


class Typist(QObject):
    """Somebody at the keyboard of a program that is going to be killed: begins to type as soon as keys are heard."""

    def __init__(self, program: Program, deed: str, record: int) -> None:
        super().__init__(program)
        self._program, self._deed, self._record = program, deed, record
        self._timer = QTimer(self)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        workspace = self._program.window.findChild(Workspace)
        if workspace is None or not self._program.is_ready:
            return
        self._timer.stop()
        getattr(self, self._deed)(workspace)

    def new_visit(self, workspace: Workspace) -> None:
        """A form of a visit nobody has heard of, and is not to hear of."""
        workspace.edit_wanted.emit(Edit(Kind.VISIT))
        self._form(QLineEdit, TITLE, "A delicate vis")

    def visit(self, workspace: Workspace) -> None:
        """The form of a visit that is stored."""
        workspace.edit_wanted.emit(Edit(Kind.VISIT, self._record))
        self._form(QLineEdit, PLACES, "Lahore")

    def log(self, workspace: Workspace) -> None:
        """The form of a log entry, and behind it the composer of the record."""
        workspace.go_wanted.emit(Go("visits", None, self._record))
        page = self._program.window.parts.stack.page()
        assert isinstance(page, TablePage)
        page.begin_log()
        QTest.keyClicks(page.findChildren(QPlainTextEdit, "composer.text")[0], "Half a sent")
        workspace.log_wanted.emit(self._record)
        self._form(QPlainTextEdit, "log.text", "Called twi")

    def _form(self, of: type[QLineEdit] | type[QPlainTextEdit], name: str, text: str) -> None:
        form = QApplication.activeModalWidget()
        assert form is not None
        QTest.keyClicks(form.findChildren(of, name)[0], text)


def types(register: str, deed: str, record: int) -> None:
    """Run the program and let somebody type; it ends when it is killed."""
    typists: list[Typist] = []

    def begin(program: Program) -> None:
        typists.append(Typist(program, deed, record))

    run(Path(register), TODAY, begin)


def killed_while(register: Path, deed: str, record: int, *texts: str) -> None:
    """Let somebody type in a program of its own, and kill it when all of this is kept."""
    call = f"from tests.faults.test_killed_typing import types; types({str(register)!r}, {deed!r}, {record})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    file = DraftFile(register).path
    with subprocess.Popen([sys.executable, "-c", call], env=environment, cwd=ROOT) as program:
        try:
            until = time.monotonic() + PATIENCE
            while not (file.exists() and all(text in file.read_text(encoding="utf-8") for text in texts)):
                assert program.poll() is None, f"it ended with {program.returncode}"
                assert time.monotonic() < until, "nothing was kept"
                time.sleep(LOOK_EVERY)
        finally:
            program.kill()
    assert register.with_name(f"{register.name}.lock").exists(), "It had no chance to tidy up."


@pytest.fixture
def user(qtbot: QtBot, tmp_path: Path) -> Iterator[User]:
    """A user whose program was not yet killed."""
    somebody = User(qtbot, make_starter(tmp_path / "follow-up.aide"))
    yield somebody
    form = QApplication.activeModalWidget()
    if form is not None:
        form.close()
    if somebody._program is not None:
        somebody.closes_the_program()
    DraftFile(somebody.register).path.unlink(missing_ok=True)


def visit(user: User, words: str) -> int:
    with opened(user.register) as store:
        return number_of(store, words, Kind.VISIT)


def offered(user: User) -> list[str]:
    """What is offered on top of the page."""
    (offer,) = user.program.window.findChildren(DraftOffer)
    return words_on(offer)


def opens(user: User, which: int = 0) -> None:
    """Press one of the buttons that open again what was typed."""
    (offer,) = user.program.window.findChildren(DraftOffer)
    buttons = [each for each in offer.findChildren(QAbstractButton, "drafts.open") if each.isVisible()]
    buttons[which].click()
    QApplication.processEvents()


@pytest.mark.sampled(0)
def test_the_form_of_a_new_visit_is_offered_and_stands_as_it_was_left(user: User) -> None:
    killed_while(user.register, "new_visit", 0, "A delicate vis")
    assert b"A delicate vis" not in user.register.read_bytes(), "What is not stored is not in the register."
    user.opens_the_program()
    (words,) = offered(user)
    assert words.startswith("What you typed on ") and words.endswith(" was not saved: Visit “A delicate vis”.")
    opens(user)
    assert user.sees(TITLE, QLineEdit).text() == "A delicate vis"
    form = QApplication.activeModalWidget()
    assert form is not None and "What you typed earlier is back." in words_on(form)


@pytest.mark.sampled(0)
def test_a_log_entry_and_a_composer_are_both_offered(user: User) -> None:
    record = visit(user, "return state visit")
    killed_while(user.register, "log", record, "Half a sent", "Called twi")
    user.opens_the_program()
    words = offered(user)
    assert words[0] == "What you typed was not saved:" and len(words) == 3
    assert all(each.startswith("Log entry on “Return state visit") for each in words[1:])
    opens(user)
    opens(user)
    user.waits_for("log.text")
    assert user.sees("log.text", QPlainTextEdit).toPlainText() == "Called twi"
    assert user.sees("composer.text", QPlainTextEdit).toPlainText() == "Half a sent"


@pytest.mark.sampled(0)
def test_a_marked_visit_that_was_changed_meanwhile_says_so(user: User) -> None:
    record = visit(user, "state visit of president")
    killed_while(user.register, "visit", record, "Lahore")
    with opened(user.register) as store:
        with store.read() as reader:
            card = visits.card(reader, TODAY, record)
        changes = {"places": "Karachi", "marking": Marking.OFFICIAL_USE}
        store.run(ChangeVisit(record, card.head.version, card.draft.model_copy(update=changes)))
    user.opens_the_program()
    opens(user)
    assert user.sees(PLACES, QLineEdit).text() == "Lahore"
    form = QApplication.activeModalWidget()
    assert form is not None
    assert words_on(form).count("This was changed in the meantime; your text will replace it.") == 1


@pytest.mark.sampled(0)
def test_a_second_kill_before_anything_was_opened_loses_nothing(user: User) -> None:
    killed_while(user.register, "new_visit", 0, "A delicate vis")
    killed_while(user.register, "log", visit(user, "return state visit"), "A delicate vis", "Called twi")
    user.opens_the_program()
    assert any("Visit “A delicate vis”" in each for each in offered(user)) and len(offered(user)) == 4
