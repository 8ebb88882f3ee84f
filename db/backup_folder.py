"""The backups of a register in a folder: found by their names, thinned out, pinned, and copied to a second place."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from glob import escape
from pathlib import Path

from db import backup_errors
from db.backup import UNFINISHED, cause, draft_in, remove, sync, sync_folder
from db.header import followed
from db.rules import backups
from db.rules.backups import Backup
from db.words import _

SIDECARS = ("-journal", "-wal")
"""What SQLite may have left beside a register that was kept as it was."""


def beside(register: Path) -> Path:
    """Where the backups of a register lie that is not at the usual place."""
    return register.parent / f"{register.stem} backups"


def within(place: Path, register: Path) -> Path:
    """Where they lie at a second place, which registers of the same name, of others too, may share."""
    whose = hashlib.sha256(f"{socket.gethostname()}\n{followed(register)}".encode()).hexdigest()[:8]
    return place / f"{register.stem} backups {whose}"


def make(folder: Path) -> Path:
    """The folder, made for its owner alone where there is none; raises BackupFailed."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise backup_errors.BackupFailed(folder, _("a file has the name of this folder")) from None
    except OSError as error:
        raise backup_errors.BackupFailed(folder, cause(folder, error)) from error
    return folder


def listed(register: Path, folders: Iterable[Path]) -> list[Backup]:
    """All backups of a register in these folders, the newest first, each once; a folder that is away has none."""
    found: dict[str, Backup] = {}
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    read = backups.read(Path(entry.path), register, entry.stat().st_size)
                    if read is not None:
                        found.setdefault(entry.name, read)
    return backups.in_order(found.values())


def tidy(register: Path, folder: Path) -> None:
    """Remove what a backup left that was killed; only who holds the register for writing may ask."""
    for draft in folder.glob(f"{escape(register.name)}.*{UNFINISHED}"):
        with suppress(OSError):
            remove(draft)


def rotate(register: Path, folder: Path, now: datetime, made: Path) -> list[Backup]:
    """Remove what need not stay, as db.rules.backups says, and never the one that was just `made`; what went."""
    every, gone = listed(register, (folder,)), []
    kept = backups.kept(every, now.astimezone())
    for each in every:
        if each not in kept and each.path.name != made.name:
            with suppress(OSError):  # it goes another day
                forget(each)
                gone.append(each)
    return gone


def forget(backup: Backup) -> None:
    """Remove a backup, and what was kept with it."""
    backup.path.unlink(missing_ok=True)
    for end in SIDECARS:
        backup.path.with_name(backup.path.name + end).unlink(missing_ok=True)


def pin(backup: Backup, pinned: bool) -> Backup:
    """Let a backup stay for good, or no longer; it tells so by its name. Raises BackupFailed."""
    path = backups.with_pin(backup.path, pinned)
    try:
        for end in ("", *SIDECARS):
            old = backup.path.with_name(backup.path.name + end)
            if old.exists():
                os.replace(old, path.with_name(path.name + end))
        sync_folder(path.parent)
    except OSError as error:
        raise backup_errors.BackupFailed(path.parent, cause(path.parent, error)) from error
    return replace(backup, path=path, pinned=pinned)


def copy_to(backup: Path, register: Path, folder: Path) -> Path:
    """Keep a finished backup at a second place too, byte for byte."""
    made = make(folder) / backup.name
    draft = draft_in(folder, register)
    try:
        if not made.exists():
            copy_file(backup, draft)
            os.replace(draft, made)
            sync_folder(folder)
    except OSError as error:
        raise backup_errors.BackupFailed(folder, cause(folder, error)) from error
    finally:
        with suppress(OSError):  # what went wrong is said already
            remove(draft)
    return made


def copy_file(source: Path, draft: Path) -> None:
    """Copy a file that nobody writes to, for its owner alone, and see that it arrived; OSError where it did not."""
    remove(draft)
    draft.touch(mode=0o600)
    shutil.copyfile(source, draft)
    sync(draft)
    if _digest(source) != _digest(draft):
        raise OSError(f"{draft} is not equal to {source}")


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
