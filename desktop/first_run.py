"""Where the register is kept, and what a new one begins with: nothing, the starter, or all of another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from db import backup_folder
from db.exchange.files import save
from db.plain_file import refused
from desktop import clock, officer

if TYPE_CHECKING:
    from db.store import Store

BEGUN = "begun.txt"
"""Lies beside the usual register from its first day: where that is gone since, this is no first start."""
STARTER = ("starter", "kazakhstan-pakistan.json")


def usual_place() -> Path:
    """The register of this user, where none is named."""
    return user_data_path("aide-memoire", appauthor=False) / "follow-up.aide"


def own_backups(register: Path) -> Path:
    """The folder of the backups of a register: beside it, but for the usual one, whose folder is the program's own."""
    if register == usual_place():
        return register.parent / "backups" / register.stem
    return backup_folder.beside(register)


def opened(path: Path, *, writing: bool, look: bool = True) -> Store:
    """A register opened by the officer of this computer; a RegisterError says why it cannot be."""
    from db.store import open_register

    return open_register(
        path,
        now=clock.now,
        by=officer.name(),
        author=officer.author(),
        writing=writing,
        look=look,
        backups=own_backups(path),
    )


def ensure(path: Path) -> None:
    """Make the register from the starter on the first start of all, at the usual place and nowhere else: a path that
    was mistyped, a drive that is away, or a register that is gone, is no wish for a new one. A RegisterError says why
    it cannot be made."""
    if path != usual_place():
        return
    begun = path.with_name(BEGUN)
    try:
        if not path.exists() and not begun.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            begin(path)
        if path.exists() and not begun.exists():
            save(f"{path.name}\n".encode(), begun, private=True)
    except OSError as error:
        raise refused(path, error) from error


def begin(path: Path) -> None:
    """Make a register from the starter, unless there is a file; a RegisterError says why it cannot be made."""
    if not path.exists():
        with suppress(FileExistsError):  # another program made it at the same moment
            make(path, starter=True)


def make(path: Path, *, starter: bool) -> None:
    """Make a new register, empty or with the starter in it. FileExistsError where there is a file, which stays."""
    from db.commands.bundle import TakeIn
    from db.exchange.bundle import read
    from db.store import create_register
    from desktop.assets import read_text

    first = TakeIn(read(read_text(*STARTER))) if starter else None
    create_register(path, now=clock.now, by=officer.name(), author=officer.author(), first=first)


def make_from(bundle: Path, path: Path, heard: Callable[[float], object]) -> int:
    """Make a new register of all that a bundle holds, and say how many records that are; complete or not at all.

    `heard` is told the share that is done, and may raise to stop it. A KnownError says why it cannot be made."""
    from db.commands.bundle import BeginWith, TakeIn
    from db.errors import FileThere
    from db.exchange.bundle import Lines, opened
    from db.store import create_register

    found = opened(bundle)
    first = BeginWith(found, heard) if isinstance(found, Lines) else TakeIn(found)
    try:
        create_register(path, now=clock.now, by=officer.name(), author=officer.author(), first=first)
    except FileExistsError:
        raise FileThere(path) from None
    return found.head.records if isinstance(found, Lines) else len(found.records)
