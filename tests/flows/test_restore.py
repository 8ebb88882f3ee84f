"""I start the program at a damaged file, restore a backup and undo a restore, with the mouse and the keyboard."""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.screen import NEEDED, PATIENCE, Computer, Screen, eventually, screen, skip_without
from tests.registers import make_starter

pytestmark = pytest.mark.xvfb

PAGE = 4096
WINDOW, DAMAGED, RESTORE = "desk – Aide-Mémoire", "This register cannot be opened", "Restore from a backup"
VISIT = "60"
BEFORE, AFTER = "Said before the backup", "Said after the backup"


@pytest.fixture(scope="module")
def monitor() -> Iterator[Screen]:
    """One screen for the tests of this module."""
    skip_without(*NEEDED)
    with screen() as made:
        yield made


@pytest.fixture
def computer(monitor: Screen, tmp_path: Path) -> Iterator[Computer]:
    """A computer with a register, a backup of it, and something that was done since."""
    home = tmp_path / "home"
    home.mkdir()
    made = Computer(home, monitor)
    make_starter(made.register)
    made.tells("log", VISIT, "--text", BEFORE)
    made.tells("backup")
    made.tells("log", VISIT, "--text", AFTER)
    with tempfile.TemporaryDirectory() as runtime:  # the socket in it may have a path of some hundred letters at most
        made.environment["XDG_RUNTIME_DIR"] = runtime
        yield made
        made.is_switched_off()


def said(computer: Computer) -> tuple[bool, bool]:
    """Whether what was said before and after the backup is in the register."""
    text = computer.exported()
    return BEFORE in text, AFTER in text


def spoil(register: Path) -> bytes:
    """Write over pages in the middle of the file, and give back what it holds then."""
    with register.open("rb+") as file:
        for page in (40, 60, 80):
            file.seek(page * PAGE)
            file.write(random.Random(page).randbytes(PAGE))
    return register.read_bytes()


def restores(computer: Computer, program: subprocess.Popen[bytes]) -> None:
    """Restore the first of the list, which has the focus: the newest that is whole."""
    computer.screen.waits_for_focus(computer.waits_for(RESTORE, program))
    computer.screen.presses("Return")
    computer.waits_until_gone(RESTORE, program)


def asks_for_a_restore(computer: Computer, window: str) -> None:
    """By the search: the menu's own words."""
    here = computer.screen
    here.turns_to(window)
    here.presses("ctrl+k")
    here.types("Restore from")
    here.presses("Return")


@pytest.mark.sampled(0)
def test_a_damaged_register_is_restored_and_a_restore_undone(computer: Computer) -> None:
    damaged = spoil(computer.register)
    program = computer.starts_the_program()
    message = computer.waits_for(DAMAGED, program)
    assert computer.register.read_bytes() == damaged, "Nothing is written into what is damaged."
    computer.screen.waits_for_focus(message)
    computer.screen.presses("Return")
    restores(computer, program)
    window = computer.waits_for(WINDOW, program)
    eventually(lambda: said(computer), lambda found: found == (True, False), "the register of the backup")
    folder = next(computer.register.parent.glob("*backups"))
    aside = {path: path.read_bytes() for path in folder.iterdir() if "before-restore" in path.name}
    assert list(aside.values()) == [damaged]

    computer.screen.turns_to(window)
    sockets = Path(computer.environment["XDG_RUNTIME_DIR"])
    eventually(lambda: list(sockets.rglob("*.socket")), bool, "the window that does what the command line hands to it")
    computer.tells("log", VISIT, "--text", AFTER)
    asks_for_a_restore(computer, window)
    restores(computer, program)
    eventually(lambda: said(computer), lambda found: found == (True, False), "the backup once more")
    asks_for_a_restore(computer, window)
    restores(computer, program)
    eventually(lambda: said(computer), lambda found: found == (True, True), "the restore undone")
    assert all(path.read_bytes() == content for path, content in aside.items())

    computer.screen.turns_to(window)
    computer.screen.presses("ctrl+q")
    assert program.wait(PATIENCE) == 0
    assert computer.tells("check") and computer.notes_of_failures() == []
