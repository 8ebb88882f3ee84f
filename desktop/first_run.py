"""Where the register is kept, and what a new one begins with: nothing, the starter, or all of another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from errno import ENOTDIR
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from db import backup_folder
from db.errors import FileThere
from db.exchange.files import save
from db.plain_file import refused, small
from desktop import clock, officer

if TYPE_CHECKING:
    from db.store import Store

CHOSEN = "register.txt"
"""Lies there where somebody began with a register elsewhere, and names it."""
BEGUN = "begun.txt"
"""Lies beside the usual register from its first day: where that is gone since, this is no first start."""
STARTER = ("starter", "kazakhstan-pakistan.json")


def own_place() -> Path:
    """Where the register of this user lies, unless somebody began with another one."""
    return user_data_path("aide-memoire", appauthor=False) / "follow-up.aide"


def usual_place() -> Path:
    """The register of this user, where none is named."""
    with suppress(OSError, UnicodeDecodeError):
        if chosen := small(_chosen_file()).decode().strip():
            return Path(chosen)
    return own_place()


def keep_place(path: Path) -> None:
    """Begin with this register from now on, wherever it lies; a KnownError says why that cannot be kept."""
    try:
        if path == own_place():
            _chosen_file().unlink(missing_ok=True)
            return
        _chosen_file().parent.mkdir(parents=True, exist_ok=True)
        save(f"{path}\n".encode(), _chosen_file(), private=True)
    except OSError as error:
        raise refused(_chosen_file(), error) from error


def _chosen_file() -> Path:
    return own_place().with_name(CHOSEN)


def own_backups(register: Path) -> Path:
    """The folder of the backups of a register: beside it, but for the usual one, whose folder is the program's own."""
    if register == own_place():
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


def is_first(path: Path) -> bool:
    """Whether this is the first start of all: at the usual place, where there is nothing and never was."""
    if path != usual_place() or _chosen_file().exists():
        return False
    return not path.exists() and not path.with_name(BEGUN).exists()


def ensure(path: Path) -> None:
    """Make the register from the starter on the first start of all, at the usual place and nowhere else: a path that
    was mistyped, a drive that is away, or a register that is gone, is no wish for a new one. A RegisterError says why
    it cannot be made."""
    if path != usual_place():
        return
    try:
        if is_first(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            begin(path)
        _note_begun(path)
    except OSError as error:
        raise refused(path, error) from error


def _note_begun(path: Path) -> None:
    begun = path.with_name(BEGUN)
    if path == usual_place() and path.exists() and not begun.exists():
        save(f"{path.name}\n".encode(), begun, private=True)


def begin(path: Path) -> None:
    """Make a register from the starter, unless there is a file; a RegisterError says why it cannot be made."""
    if not path.exists():
        with suppress(FileExistsError):  # another program made it at the same moment
            make(path, starter=True)


def begin_desk(path: Path, *, starter: bool, ours: str, followed: tuple[str, ...]) -> None:
    """Make the register of a desk: its side and the countries it follows, by names or codes, in the starter or alone.

    A KnownError says why it cannot be made, and nothing was; FileThere where there is a file, which stays."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path, starter=starter, ours=ours, followed=followed)
        _note_begun(path)
    except FileExistsError:
        if path.parent.is_dir():
            raise FileThere(path) from None
        raise refused(path, NotADirectoryError(ENOTDIR, strerror(ENOTDIR))) from None
    except OSError as error:
        raise refused(path, error) from error


def make(path: Path, *, starter: bool, ours: str = "", followed: tuple[str, ...] = ()) -> None:
    """Make a new register, empty or with the starter in it. FileExistsError where there is a file, which stays."""
    from db.commands.bundle import TakeIn
    from db.commands.desk import SetUpDesk
    from db.exchange.bundle import read
    from db.store import create_register
    from desktop.assets import read_text

    taken = TakeIn(read(read_text(*STARTER))) if starter else None
    first = SetUpDesk(ours, followed, taken) if ours or followed else taken
    create_register(path, now=clock.now, by=officer.name(), author=officer.author(), first=first)


def make_from(bundle: Path, path: Path, heard: Callable[[float], object]) -> int:
    """Make a new register of all that a bundle holds, and say how many records that are; complete or not at all.

    `heard` is told the share that is done, and may raise to stop it. A KnownError says why it cannot be made."""
    from db.commands.bundle import BeginWith, TakeIn
    from db.exchange.bundle import Lines, opened
    from db.store import create_register

    found = opened(bundle)
    first = BeginWith(found, heard) if isinstance(found, Lines) else TakeIn(found)
    try:
        create_register(path, now=clock.now, by=officer.name(), author=officer.author(), first=first)
    except FileExistsError:
        raise FileThere(path) from None
    return found.head.records if isinstance(found, Lines) else len(found.records)
