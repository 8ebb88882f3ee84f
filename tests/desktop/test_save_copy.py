"""Where the register's place takes no writing any more, everything is saved elsewhere and gone on with there."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db import backup, backup_folder, errors
from db.chain import HEAD_SHOWN
from db.commands.parties import AddArea
from db.queries import parties
from db.records.parties import AreaDraft
from db.rules import backups as rules
from db.store import open_register
from db.vocabulary import Kind
from desktop import backups
from desktop.app import Program
from desktop.first_run import own_backups
from desktop.form.dialog import FormDialog
from desktop.form.drafts.draft_file import DraftFile
from desktop.form.drafts.drafts import drafts_of
from desktop.shell.draft_offer import DraftOffer
from desktop.workspace import Edit, Workspace
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import application
from tests.registers import TODAY, make_starter, now, number_of

PATIENCE_MS = 30_000
BUTTON = "Save a copy…"
TITLE = "field.visit.title"
AREA = AddArea(AreaDraft(title="Energy storage"))


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot) -> Program:
    """The program on the starter register, which lies in a folder of its own."""
    folder = tmp_path / "desk"
    folder.mkdir()
    running = Program(application(), make_starter(folder / "follow-up.aide"), TODAY)
    qtbot.addWidget(running.window)
    running.window.show()
    qtbot.waitUntil(lambda: running.is_ready, timeout=PATIENCE_MS)
    return running


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the copy goes."""
    return tmp_path / "copy.aide"


def workspace(program: Program) -> Workspace:
    assert program._desk is not None
    return program._desk.workspace


def register(program: Program) -> Path:
    return Path(workspace(program).path)


def press(on: QWidget, words: str = BUTTON) -> None:
    """Press the one button with these words."""
    (found,) = [each for each in on.findChildren(QAbstractButton) if each.isVisible() and each.text() == words]
    found.click()
    QApplication.processEvents()


def choose(program: Program, path: Path) -> None:
    """Answer the question where to."""
    (dialog,) = [each for each in program.window.findChildren(QFileDialog) if each.isVisible()]
    assert dialog.windowTitle() == "Save a copy of the register"
    assert Path(dialog.selectedFiles()[0]).name == "follow-up copy.aide"
    dialog.findChildren(QLineEdit, "fileNameEdit")[0].setText(str(path))
    dialog.accept()
    application().sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def form_of(program: Program) -> FormDialog:
    (found,) = [each for each in program.window.findChildren(FormDialog) if each.isVisible()]
    return found


def types_visit(program: Program, title: str) -> FormDialog:
    """Wish for a new visit and type its title."""
    workspace(program).edit_wanted.emit(Edit(Kind.VISIT))
    QApplication.processEvents()
    form = form_of(program)
    form.findChildren(QLineEdit, TITLE)[0].setText(title)
    return form


def snackbar(program: Program) -> str:
    """What the window says at its bottom."""
    bar = program.window.parts.snackbar
    return " ".join(words_on(bar)) if bar.isVisible() else ""


def titles(path: Path) -> set[str]:
    """The areas that are stored in a register nobody has open."""
    with open_register(path, now=now, by="B", writing=False) as store:
        return {each.title for each in store.ask(parties.areas)}


def test_a_form_goes_on_at_the_new_place(program: Program, place: Path) -> None:
    """What was typed is offered there, its next save is stored there, and nothing comes to the old place again."""
    old = register(program)
    backups.remember(old, backups.Memory(place="/second"))
    form = types_visit(program, "Working visit to Quetta")
    old.unlink()
    form.submit(False)
    assert "The register was moved or deleted while it was open" in " ".join(words_on(form))
    press(form)
    choose(program, place)
    assert register(program) == place and program.window.windowTitle().startswith("copy –")
    assert snackbar(program).startswith(f"All that was stored is in {place} now.")
    assert backups.memory(place).place == "/second"
    assert not DraftFile(old).path.exists() and DraftFile(place).path.exists()
    (offer,) = [each for each in program.window.findChildren(DraftOffer) if each.isVisible()]
    press(offer, "Open it")
    again = form_of(program)
    assert again.findChildren(QLineEdit, TITLE)[0].text() == "Working visit to Quetta"
    again.submit(False)
    assert not again.isVisible() and program.window.parts.notice.isHidden()
    assert [each.suffix for each in old.parent.iterdir() if each.is_file()] == []
    drafts_of(workspace(program)).flush()
    assert not DraftFile(place).path.exists()


def test_a_refused_change_offers_it_and_a_taken_place_is_asked_again(program: Program, place: Path) -> None:
    """Whatever wanted to be written, and what another program put at the old place stays to the letter."""
    old, other = register(program), place.with_name("other.aide")
    make_starter(other)
    with open_register(other, now=now, by="B") as store:
        store.run(AddArea(AreaDraft(title="Of the other copy")))
    workspace(program).run(AddArea(AreaDraft(title="Saved before")))
    os.replace(other, old)
    there = old.read_bytes()
    assert workspace(program).attempt(AREA) is None
    assert "Another program replaced the register" in snackbar(program)
    press(program.window.parts.snackbar)
    choose(program, old)
    assert "no register is ever written over" in snackbar(program)
    press(program.window.parts.snackbar)
    choose(program, place)
    assert register(program) == place and old.read_bytes() == there
    workspace(program).run(AREA)
    program.close_register()
    assert {"Saved before", AREA.draft.title} <= titles(place)


def test_a_refusal_in_a_form_asks_for_another_place(program: Program, place: Path) -> None:
    """The form stays with its text until the copy is made."""
    place.write_text("a letter")
    form = types_visit(program, "Working visit to Quetta")
    register(program).unlink()
    form.submit(False)
    press(form)
    choose(program, place)
    assert form.isVisible() and "There is already a file" in " ".join(words_on(form))
    assert form.findChildren(QLineEdit, TITLE)[0].text() == "Working visit to Quetta"
    assert place.read_text() == "a letter"
    press(form)
    choose(program, place.with_name("second.aide"))
    assert register(program) == place.with_name("second.aide")


@pytest.mark.sampled(0)
def test_back_at_its_own_place(program: Program) -> None:
    """Who deleted it by mistake may have it there again."""
    old = register(program)
    types_visit(program, "Working visit to Quetta")
    old.unlink()
    form_of(program).submit(False)
    press(form_of(program))
    choose(program, old)
    assert register(program) == old and old.exists()
    assert [each for each in program.window.findChildren(DraftOffer) if each.isVisible()]
    workspace(program).run(AREA)


@pytest.mark.parametrize("why", [errors.RegisterReadOnly, errors.DiskFull, errors.DriveFailed])
def test_a_register_that_is_only_read_offers_it_on_top(
    program: Program, place: Path, why: Callable[[Path], errors.RegisterError]
) -> None:
    old = register(program)
    program.close_register()
    there = old.read_bytes()
    assert program.open(old, writing=False, why=why(old))
    notice = program.window.parts.notice
    assert notice.isVisible()
    press(notice)
    choose(program, place)
    assert register(program) == place and notice.isHidden() and workspace(program).writing
    workspace(program).run(AREA)
    assert old.read_bytes() == there


def test_one_that_another_person_has_open_offers_none(program: Program) -> None:
    """Two registers would come of one."""
    old = register(program)
    assert program.open(old, writing=False)
    notice = program.window.parts.notice
    assert notice.isVisible() and not [each for each in notice.findChildren(QAbstractButton) if each.text() == BUTTON]


@pytest.mark.parametrize("since", [0, 1, 3])
@pytest.mark.sampled(1)
def test_from_a_backup_says_what_is_missing(program: Program, place: Path, since: int) -> None:
    """The drive is gone with all that was on it, but its backups are at another place."""
    old, store = register(program), program._store
    assert store is not None
    workspace(program).run(AddArea(AreaDraft(title="In the backup")))
    kept = store.backup(backup_folder.make(own_backups(old)))
    taken = now() - timedelta(days=2)
    stood = backup.stands(kept)
    told = rules.name(old, taken, stood.change, stood.head[:HEAD_SHOWN])
    kept = kept.rename(kept.with_name(told))
    for n in range(since):
        workspace(program).run(AddArea(AreaDraft(title=f"After it {n}")))
    old.unlink()
    store._engine.dispose()
    assert workspace(program).attempt(AREA) is None
    press(program.window.parts.snackbar)
    choose(program, place)
    said = {0: "nothing was changed after it", 1: "without the 1 change after it", 3: "without the 3 changes after it"}
    assert said[since] in snackbar(program) and "21 Nov 2026" in snackbar(program)
    assert kept.exists()
    program.close_register()
    assert "In the backup" in titles(place)


HELPED = tuple(each for each in errors.RegisterError.__subclasses__() if each.helped_by_copy)
OTHERS = (errors.RegisterEmpty, errors.RegisterForeign)
WAYS: dict[str, Callable[[Workspace], object]] = {
    "run": lambda workspace: workspace.attempt(AREA),
    "undo": lambda workspace: workspace.undo(),
    "redo": lambda workspace: workspace.redo(),
    "empty_trash": lambda workspace: workspace.delete_for_good((1,)),
}


def made(kind: Any) -> errors.KnownError:
    """An error of this kind; one of them wants a cause too."""
    path = Path("r.aide")
    error = kind(path, "it is so") if kind is errors.CannotLock else kind(path)
    assert isinstance(error, errors.KnownError)
    return error


def test_every_way_to_write_offers_it_where_it_helps(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nowhere else; the sentence is said either way."""
    assert len(HELPED) == 8
    assert program._store is not None
    for way, write in WAYS.items():
        for kind in (*HELPED, *OTHERS):
            error = made(kind)

            def refuse(*_: object, error: errors.KnownError = error) -> None:
                raise error

            monkeypatch.setattr(program._store, way, refuse)
            write(workspace(program))
            bar = program.window.parts.snackbar
            offered = [each for each in bar.findChildren(QAbstractButton) if each.isVisible() and each.text() == BUTTON]
            assert (error.sentence in snackbar(program), bool(offered)) == (True, kind in HELPED), (way, kind)


@pytest.mark.parametrize("reads", [True, False])
@pytest.mark.sampled(1)
def test_what_was_typed_about_a_record_finds_it_again(program: Program, place: Path, reads: bool) -> None:
    """Where it could still be asked which record that is; else its words are there to be copied."""
    old, store = register(program), program._store
    assert store is not None
    store.backup(backup_folder.make(own_backups(old)))
    visit = number_of(store, "Return state visit", Kind.VISIT)
    workspace(program).edit_wanted.emit(Edit(Kind.VISIT, visit))
    QApplication.processEvents()
    form_of(program).findChildren(QLineEdit, TITLE)[0].setText("Return visit, as agreed by telephone")
    old.unlink()
    if not reads:
        store._engine.dispose()
    form_of(program).submit(False)
    press(form_of(program))
    choose(program, place)
    (offer,) = [each for each in program.window.findChildren(DraftOffer) if each.isVisible()]
    press(offer, "Open it" if reads else "Copy it")
    if reads:
        form_of(program).submit(False)
        assert number_of(workspace(program)._store, "agreed by telephone", Kind.VISIT) == visit
    else:
        assert "as agreed by telephone" in QApplication.clipboard().text()
