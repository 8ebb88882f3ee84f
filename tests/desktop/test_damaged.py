"""A register damaged in the middle: whatever is read first, the window leads on and is never dead."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db import errors
from db.commands.parties import AddArea
from db.records.parties import AreaDraft
from db.store import open_register
from db.vocabulary import Kind
from desktop.app import Program
from desktop.first_run import own_backups
from desktop.form.dialog import FormDialog
from desktop.shell.register import CannotOpen
from desktop.shell.restore import RestoreDialog
from desktop.workspace import Edit, Go
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import application
from tests.registers import TODAY, make_starter, now

PAGE = 4096
AREA = AddArea(AreaDraft(title="Energy storage"))


@contextmanager
def running(register: Path) -> Iterator[Program]:
    """The program as somebody starts it: what nobody caught is said in the window."""
    program = Program(application(), register, TODAY)
    try:
        program.window.show()
        yield program
    finally:
        program.crash.remove()
        program.close_register()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with one backup of it."""
    made = make_starter(tmp_path / "follow-up.aide")
    own_backups(made).mkdir()
    with open_register(made, now=now, by="A") as store:
        store.backup(own_backups(made))
    return made


def spoil(register: Path, page: int) -> None:
    """Write over one page of the file."""
    with register.open("rb+") as file:
        file.seek(page * PAGE)
        file.write(random.Random(page).randbytes(PAGE))


def messages(program: Program) -> list[CannotOpen]:
    return [each for each in program.window.findChildren(CannotOpen) if each.isVisible()]


def ways(dialog: CannotOpen) -> list[str]:
    """What can be done from there."""
    return [each.objectName().partition(".")[2] for each in dialog.findChildren(QAbstractButton) if each.isVisible()]


def offers(on: QWidget, words: str) -> bool:
    """Whether a button with these words stands there."""
    return any(each.isVisible() and each.text() == words for each in on.findChildren(QAbstractButton))


def press(dialog: CannotOpen, way: str) -> None:
    (found,) = [each for each in dialog.findChildren(QAbstractButton) if each.objectName() == f"cannot_open.{way}"]
    found.click()
    application().processEvents()


@pytest.mark.parametrize("page", [2, 10, 40, 60, 80, 120, 150])
@pytest.mark.sampled(2)
def test_it_is_said_at_the_start_with_a_way_on(register: Path, qtbot: QtBot, page: int) -> None:
    """Whichever page it is; a backup brings the register back without starting the program again."""
    spoil(register, page)
    with running(register) as program:
        qtbot.waitUntil(lambda: bool(messages(program)), timeout=20_000)
        (dialog,) = messages(program)
        assert not program.is_ready and ways(dialog) == ["quit", "read", "another", "restore"], words_on(dialog)
        assert "No register is open" in words_on(program.window.statusBar())
        press(dialog, "restore")
        (asked,) = program.window.findChildren(RestoreDialog)
        asked.wanted.emit(asked.list.current_key())
        asked.accept()
        qtbot.waitUntil(lambda: program.is_ready, timeout=20_000)
        assert not messages(program)


@pytest.mark.parametrize("page", [40, 150])
@pytest.mark.sampled(3)
def test_what_can_be_read_may_be_read(register: Path, qtbot: QtBot, page: int) -> None:
    """Where even that fails the message comes back, without this way; the window is never empty for ever."""
    spoil(register, page)
    with running(register) as program:
        qtbot.waitUntil(lambda: bool(messages(program)), timeout=20_000)
        press(messages(program)[0], "read")
        qtbot.waitUntil(lambda: program.is_ready or bool(messages(program)), timeout=20_000)
        for dialog in messages(program):
            assert "read" not in ways(dialog)
        assert program.is_ready is not bool(messages(program))


@pytest.fixture
def program(register: Path, qtbot: QtBot) -> Iterator[Program]:
    with running(register) as program:
        qtbot.waitUntil(lambda: program.is_ready, timeout=20_000)
        yield program


def fails(program: Program, monkeypatch: pytest.MonkeyPatch, *ways: str) -> None:
    """From now on the file is damaged, as the store sees it."""
    assert program._store is not None

    def refuse(*_: object) -> None:
        raise errors.RegisterDamaged(Path("r.aide"))

    for way in ways:
        monkeypatch.setattr(program._store, way, refuse)


def test_damage_found_while_it_is_open_is_said_once(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was read; what helps stays on top of the page."""
    assert program._desk is not None
    workspace = program._desk.workspace
    fails(program, monkeypatch, "ask")
    for _again in range(2):
        with pytest.raises(errors.RegisterDamaged):
            workspace.standing()
    application().processEvents()
    (dialog,) = messages(program)
    assert ways(dialog) == ["cancel", "another", "copy", "restore"]
    press(dialog, "cancel")
    with pytest.raises(errors.RegisterDamaged):
        workspace.standing()
    application().processEvents()
    notice = program.window.parts.notice
    assert not messages(program) and notice.isVisible() and offers(notice, "Save a copy…")
    workspace.restore_asked.emit()
    (asked,) = program.window.findChildren(RestoreDialog)
    assert "cannot be read as it is now" in " ".join(words_on(asked))


def test_a_form_over_a_damaged_register_keeps_its_text(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, and offers to save all there is with it."""
    assert program._desk is not None
    program._desk.workspace.edit_wanted.emit(Edit(Kind.VISIT))
    (form,) = [each for each in program.window.findChildren(FormDialog) if each.isVisible()]
    title = form.findChildren(QLineEdit, "field.visit.title")[0]
    title.setText("Working visit to Quetta")
    fails(program, monkeypatch, "run")
    form.submit(False)
    said = " ".join(words_on(form))
    assert "Part of this file is damaged" in said and "typed here goes along" in said and offers(form, "Save a copy…")
    assert form.isVisible() and title.text() == "Working visit to Quetta"


@pytest.mark.parametrize("page", ["settings", "commitments", "sources", "actions"])
@pytest.mark.sampled(2)
def test_damage_is_told_on_whatever_page(program: Program, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    assert program._desk is not None
    fails(program, monkeypatch, "ask")
    with suppress(errors.RegisterDamaged):
        program._desk.workspace.go_wanted.emit(Go(page))
    application().processEvents()
    assert messages(program)


def made(kind: Any) -> errors.KnownError:
    """An error of this kind, with as many words as it asks for."""
    for more in ((), ("words",), (3,), (Path("b"),)):
        try:
            error = kind(Path("r.aide"), *more)
        except (TypeError, AttributeError):
            continue
        assert isinstance(error, errors.KnownError)
        return error
    raise AssertionError(kind)


KINDS: list[Callable[..., errors.KnownError]] = [*errors.RegisterError.__subclasses__()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.sampled(6)
def test_who_names_a_backup_offers_one(kind: Callable[..., errors.KnownError]) -> None:
    """Reason: advice without a button is a dead end."""
    error = made(kind)
    assert error.helped_by_backup or "a backup" not in f"{error.safe} {error.remedy}"
