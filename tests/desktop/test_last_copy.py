"""What is open of a register that is gone or was replaced: no way of closing it loses what was saved."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.commands.parties import AddArea
from db.queries import parties
from db.records.base import Change
from db.records.parties import AreaDraft
from db.store import create_register, open_register
from desktop import backups
from desktop.app import Program
from desktop.first_run import own_backups
from desktop.shell.register import CannotOpen
from desktop.shell.watch import AwayNote, Watch
from desktop.workspace import Workspace
from tests.desktop.driver.forms import words_on
from tests.desktop.driver.frame import application
from tests.registers import TODAY, make_starter, now

PANDA = "Panda diplomacy"


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """The program on a register in a folder of its own, with something in it that no backup holds."""
    folder = tmp_path / "desk"
    folder.mkdir()
    running = Program(application(), make_starter(folder / "desk.aide"), TODAY)
    running.crash.remove()
    running.window.show()
    qtbot.waitUntil(lambda: running.is_ready, timeout=30_000)
    workspace(running).run(AddArea(AreaDraft(title=PANDA)))
    yield running
    running.end()
    running.window.deleteLater()
    running.deleteLater()


def workspace(program: Program) -> Workspace:
    assert program._desk is not None
    return program._desk.workspace


def register(program: Program) -> Path:
    return program._register


def another(register: Path) -> Path:
    """Another register, beside it."""
    made = register.with_name("another.aide")
    create_register(made, now=now, by="B")
    return made


def _gone(register: Path) -> None:
    register.unlink()


def _replaced(register: Path) -> None:
    os.replace(another(register), register)


def _written_over(register: Path) -> None:
    """Kept under another name, and a letter at its place: the same as replaced."""
    letter = register.with_name("letter")
    letter.write_bytes(b"Dear colleague")
    os.replace(letter, register)


def _folder_gone(register: Path) -> None:
    shutil.rmtree(register.parent)


HARMS: list[Callable[[Path], None]] = [_gone, _replaced, _written_over, _folder_gone]


def question(program: Program) -> CannotOpen | None:
    found = [each for each in program.window.findChildren(CannotOpen) if each.isVisible()]
    return found[0] if found else None


def press(dialog: CannotOpen | None, way: str) -> None:
    assert dialog is not None
    (found,) = [each for each in dialog.findChildren(QAbstractButton) if each.objectName() == f"cannot_open.{way}"]
    found.click()
    application().processEvents()


def is_kept(register: Path) -> bool:
    """Whether the newest backup that the program finds holds what was saved."""
    found = backups.every(register)
    if not found:
        return False
    with open_register(found[0].path, now=now, by="B", writing=False) as store:
        return PANDA in {each.title for each in store.ask(parties.areas)}


WAYS_OUT: dict[str, Callable[[Program], object]] = {
    "the end of the session": lambda program: program.end(),
    "another is opened": lambda program: program._open_chosen(another(program._register.parent.parent / "x.aide"), ""),
    "a new one": lambda program: program._others()._make(str(program._register.parent.parent / "new.aide")),
    "the register is closed": lambda program: program.close_register(),
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.sampled(2)
def test_whoever_is_not_asked_finds_a_backup(program: Program, harm: Callable[[Path], None], way: str) -> None:
    """Made by itself, at a place where backups are looked for, the folder of the register gone or not."""
    path = register(program)
    assert not backups.every(path)
    harm(path)
    WAYS_OUT[way](program)
    assert is_kept(path)
    assert len(backups.every(path)) == 1


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.sampled(2)
def test_closing_the_window_asks(program: Program, harm: Callable[[Path], None]) -> None:
    """Not to close leaves all as it is; to close keeps it as a backup, and says before what is the matter."""
    path = register(program)
    harm(path)
    program.window.close()
    assert program.window.isVisible()
    dialog = question(program)
    assert dialog is not None and "at no place any more" in " ".join(words_on(dialog))
    press(dialog, "cancel")
    assert program.window.isVisible() and PANDA in {each.title for each in workspace(program).ask(parties.areas)}
    program.window.close()
    press(question(program), "keep")
    assert not program.window.isVisible() and is_kept(path)


def test_where_no_place_takes_it_nobody_is_sent_away(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and the window closes without it only where somebody says so."""
    path = register(program)
    path.unlink()
    blocked = path.parent.parent / "blocked"
    blocked.write_text("a file")
    monkeypatch.setattr(backups, "_of_last_resort", lambda _register: blocked)
    program.window.close()
    press(question(program), "keep")
    assert program.window.isVisible()
    dialog = question(program)
    assert dialog is not None and "No backup was made in" in " ".join(words_on(dialog))
    assert not program.open(another(path.parent.parent / "x.aide"))
    assert program._register == path, "what is open stays"
    press(dialog, "lose")
    assert not program.window.isVisible()


@pytest.mark.sampled(0)
def test_a_register_at_its_place_is_closed_without_a_word(program: Program) -> None:
    """Touched, moved away and back, copied over itself: it is the same."""
    path = register(program)
    os.utime(path, (1, 1))
    path.rename(path.with_name("away"))
    path.with_name("away").rename(path)
    program.window.close()
    assert not program.window.isVisible() and question(program) is None and not backups.every(path)


@pytest.mark.sampled(0)
def test_what_a_backup_holds_is_not_kept_twice(program: Program) -> None:
    path, store = register(program), program._store
    assert store is not None
    own_backups(path).mkdir()
    store.backup(own_backups(path))
    path.unlink()
    program.end()
    assert len(backups.every(path)) == 1 and is_kept(path)


@pytest.mark.parametrize("harm", HARMS[:2])
@pytest.mark.sampled(1)
def test_it_is_seen_before_somebody_saves(program: Program, harm: Callable[[Path], None]) -> None:
    """At the foot and on top of the page, with what helps; it goes when the file is back."""
    (watch,) = program.window.findChildren(Watch)
    (note,) = program.window.findChildren(AwayNote)
    path = register(program)
    watch.look()
    foot = program.window.statusBar()
    assert not note.isVisible() and any(words.startswith("Saved ") for words in words_on(foot))
    kept = path.with_name("kept")
    os.link(path, kept)
    harm(path)
    watch.look()
    assert "The file is not at its place: nothing can be saved" in words_on(foot)
    assert note.isVisible() and "save" in note.accessibleName().lower()
    assert [each.text() for each in note.findChildren(QAbstractButton) if each.isVisible()] == ["Save a copy…"]
    os.replace(kept, path)
    watch.look()
    assert not note.isVisible() and any(words.startswith("Saved ") for words in words_on(foot))


@pytest.mark.sampled(0)
def test_gone_before_it_was_looked_through(program: Program) -> None:
    """The look for damage comes a moment after the first page; what is open is looked through all the same."""
    path = register(program)
    program.close_register()
    assert program.open(path) and program._store is not None
    path.unlink()
    program._look()
    assert workspace(program).is_open and question(program) is None


def test_a_copy_saved_elsewhere_needs_no_backup(program: Program) -> None:
    path, place = register(program), register(program).parent.parent / "copy.aide"
    path.unlink()
    saved = workspace(program).save_elsewhere(place, lambda: ())
    assert saved.backup is None
    program._go_on(str(place), "saved")
    assert register(program) == place and not backups.every(path)


def test_who_reads_sees_what_is_saved_and_what_is_put_in_its_place(program: Program, qtbot: QtBot) -> None:
    """And who holds it, with a button to write once it is free."""
    path = register(program)
    shown: list[Change] = []
    program.close_register()
    with open_register(path, now=now, by="B. Khan") as writer:
        assert not program.open(path)
        press(question(program), "read")
        qtbot.waitUntil(lambda: program.is_ready, timeout=30_000)
        notice = program.window.parts.notice
        assert notice.isVisible() and "B. Khan on " in notice.accessibleName()
        (watch,) = [each for each in program.window.findChildren(Watch) if each.parent() is program._desk]
        workspace(program).changed.connect(shown.append)
        watch.look()
        assert shown == []
        writer.run(AddArea(AreaDraft(title="Fresh news")))
        watch.look()
        assert [change.label for change in shown] == [workspace(program).standing().label]
        watch.look()
        assert len(shown) == 1
    os.replace(another(path), path)
    watch.look()
    application().processEvents()
    assert PANDA not in {each.title for each in workspace(program).ask(parties.areas)}
    assert not workspace(program).writing
    texts = {each.text(): each for each in notice.findChildren(QAbstractButton) if each.isVisible()}
    texts["Open for editing"].click()
    assert workspace(program).writing and notice.isHidden()
