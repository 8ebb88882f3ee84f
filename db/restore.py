"""Putting a backup in place of the register, which need not be readable or be there at all; it can be undone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from db import backup as copies
from db import backup_folder, errors
from db import engine as sqlite
from db.backup_folder import SIDECARS
from db.header import followed
from db.lock import Lock
from db.rules import backups
from db.rules.backups import Backup, Loss
from db.words import _

_GONE_WITH_IT = (*SIDECARS, "-shm")


def restore(register: Path, chosen: Path, folder: Path, *, now: datetime, by: str) -> Path | None:
    """Put a backup in place of the register and return what was there, kept in `folder`; None if nothing was.

    Nobody may have the register open, this process neither. What was there is kept first, checked if it can be read and
    byte for byte if not. The backup is copied beside the register and found whole before it takes its name, so that at
    every moment one of the two is there. A KnownError says what hindered it, and the register is as it was.
    """
    real = followed(register)
    if os.path.exists(real) and not os.path.isfile(real):
        raise errors.RegisterIsFolder(register)
    if not os.path.isfile(chosen):
        raise errors.RegisterMissing(chosen)
    if os.path.exists(real) and os.path.samefile(real, chosen):
        raise errors.RestoreFailed(register, _("it is the register itself"))
    if not os.path.isdir(real.parent):
        raise errors.RegisterFolderMissing(real.parent)
    lock = Lock.take(register, by=by, now=now, may_be_missing=True)
    draft = copies.attempt_at(real)
    try:
        _bring(chosen, draft, register)
        kept = put_in_place(draft, register, real, backup_folder.make(folder), now)
        _bring_sidecars(chosen, register, real)
        copies.sync_folder(real.parent)
    except OSError as error:
        raise errors.RestoreFailed(register, copies.cause(real.parent, error)) from error
    finally:
        with suppress(OSError):  # what went wrong is said already
            copies.remove(draft)
        lock.release()
    return kept


def put_in_place(draft: Path, register: Path, real: Path, folder: Path, now: datetime) -> Path | None:
    """Let a finished file take the place of the register, whose lock is held; where what was there is kept."""
    kept = _keep(register, real, folder, now)
    for end in _GONE_WITH_IT:
        real.with_name(real.name + end).unlink(missing_ok=True)
    os.replace(draft, real)
    copies.sync_folder(real.parent)
    return kept


def lost(register: Path, chosen: Path) -> Loss | None:
    """What a restore takes away that is in no backup but the one it makes; None where the register cannot be read.

    Nobody may have the register open in this process."""
    try:
        with copies.reading(followed(register)) as connection:
            return copies.loss(connection, chosen)
    except errors.KnownError:
        return None


def _bring(chosen: Path, draft: Path, register: Path) -> None:
    """The backup as a file beside the register, whole; what was kept unchecked comes back as it was."""
    backup_folder.copy_file(chosen, draft)
    told = backups.read(chosen, register)
    if _is_unchecked(told):
        return
    stood = copies.verify(draft)
    if told is not None and not told.holds(stood.change, stood.head):
        raise errors.BackupDamaged(chosen)


def _is_unchecked(told: Backup | None) -> bool:
    return told is not None and not told.is_checked


def _bring_sidecars(chosen: Path, register: Path, real: Path) -> None:
    """What was kept unchecked comes back with what lay beside it."""
    if _is_unchecked(backups.read(chosen, register)):
        for end in SIDECARS:
            source = chosen.with_name(chosen.name + end)
            if source.is_file():
                backup_folder.copy_file(source, real.with_name(real.name + end))


def _keep(register: Path, real: Path, folder: Path, now: datetime) -> Path | None:
    """Keep what is at the place of the register: as a checked backup, or byte for byte with what lies beside it."""
    if not real.exists() or real.stat().st_size == 0:
        return None
    with suppress(errors.KnownError, SQLAlchemyError, sqlite3.Error, ValueError):
        return _checked(register, real, folder, now)
    while (kept := folder / backups.name(register, now, before=True)).exists():
        now += timedelta(seconds=1)
    draft = copies.draft_in(folder, register)
    for end in (*SIDECARS, ""):
        source = real.with_name(real.name + end)
        if source.is_file():
            backup_folder.copy_file(source, draft)
            os.replace(draft, kept.with_name(kept.name + end))
    copies.sync_folder(folder)
    return kept


def _checked(register: Path, real: Path, folder: Path, now: datetime) -> Path:
    sqlite.check_header(real)
    sqlite.recover(real)
    engine = sqlite.connect(real, mode="rw")
    try:
        return copies.save(engine, register, folder, now, before=True)
    finally:
        engine.dispose()
