"""Putting a backup in place of the register, which need not be readable or be there at all; it can be undone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from db import backup as copies
from db import backup_errors, backup_folder, errors
from db import engine as sqlite
from db.backup_folder import SIDECARS
from db.header import followed
from db.lock import Lock
from db.rules import backups
from db.rules.backups import Backup, Before, Loss
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
    _must_be_another(chosen, register)
    if not os.path.isdir(real.parent):
        raise errors.RegisterFolderMissing(real.parent)
    lock = Lock.take(register, by=by, now=now, may_be_missing=True)
    copies.forget_drafts(real, now)
    try:
        with copies.attempt(real) as draft:
            _bring(chosen, draft, register)
            if is_there(register) and backups.read(chosen, register) is None:
                lost(register, chosen)  # refuses what is of another register
            kept = put_in_place(draft, register, real, backup_folder.make(folder), now, Before.RESTORE)
            copies.sync_folder(real.parent)
    except OSError as error:
        raise backup_errors.RestoreFailed(register, copies.cause(real.parent, error)) from error
    finally:
        lock.release()
    return kept


def put_in_place(draft: Path, register: Path, real: Path, folder: Path, now: datetime, before: Before) -> Path | None:
    """Let a finished file take the place of the register, whose lock is held; where what was there is kept."""
    kept = _keep(register, real, folder, now, before)
    for end in _GONE_WITH_IT:
        real.with_name(real.name + end).unlink(missing_ok=True)
    os.replace(draft, real)
    copies.sync_folder(real.parent)
    return kept


def lost(register: Path, chosen: Path) -> Loss | None:
    """What a restore takes away that is in no backup but the one it makes; None where the register cannot be read. A
    KnownError says why the backup cannot be restored: it is gone, damaged, or no backup of this register, neither by
    its name nor by any of its changes.

    Nobody may have the register open in this process."""
    _must_be_another(chosen, register)
    _must_be_whole(chosen, chosen, register)
    try:
        with copies.reading(followed(register)) as connection:
            found = copies.loss(connection, chosen)
    except (errors.KnownError, sqlite3.Error):
        return None
    if not found.related and backups.read(chosen, register) is None:
        raise backup_errors.BackupOfAnother(chosen, register)
    return found


def must_not_have_been_repaired(register: Path, chosen: Path, found: Iterable[Backup]) -> None:
    """Refuse a copy that had to be repaired where one of the backups found is whole; BackupWasRepaired names it."""
    told = backups.read(chosen, register)
    if told is not None and told.was_repaired:
        for each in backups.in_order(found):
            if each.is_whole and copies.is_as_named(each):
                raise backup_errors.BackupWasRepaired(chosen, each)


def is_there(register: Path) -> bool:
    """Whether there is anything at the place of the register that a restore has to keep."""
    return os.path.isfile(register) and os.path.getsize(register) > 0


def _must_be_another(chosen: Path, register: Path) -> None:
    if not os.path.exists(chosen):
        raise backup_errors.BackupMissing(chosen)
    if os.path.exists(register) and os.path.samefile(register, chosen):
        why, remedy = _("it is the register itself"), _("Choose one that is in the list of backups.")
        raise backup_errors.RestoreFailed(register, why, remedy)


def _bring(chosen: Path, draft: Path, register: Path) -> None:
    """The backup as a file beside the register, whole."""
    with _said_of(chosen, draft):
        sqlite.check_header(chosen)
    backup_folder.copy_file(chosen, draft)
    _must_be_whole(draft, chosen, register)


def _must_be_whole(file: Path, chosen: Path, register: Path) -> None:
    """Nothing that cannot be read, or is not what its name says, may take the place of a register; what was kept
    unchecked may have become readable since."""
    with _said_of(chosen, file):
        stood, told = copies.verify(file), backups.read(chosen, register)
        if told is not None and told.is_checked and not told.holds(stood.change, stood.head):
            raise backup_errors.BackupDamaged(chosen)


@contextmanager
def _said_of(chosen: Path, file: Path) -> Iterator[None]:
    """What is wrong with a file that is to be restored, said of the backup it is, with what helps then."""
    try:
        yield
    except errors.KnownError as error:
        error.rename(chosen, file)
        error.safe, error.remedy = _("The register is as it was."), _("Choose another backup.")
        raise


def _keep(register: Path, real: Path, folder: Path, now: datetime, before: Before) -> Path | None:
    """Keep what is at the place of the register: as a checked backup, or byte for byte with what lies beside it."""
    if not is_there(real):
        return None
    with suppress(errors.KnownError, SQLAlchemyError, sqlite3.Error, ValueError):
        return _checked(register, real, folder, now, before)
    while (kept := folder / backups.name(register, now, before=before)).exists():
        now += timedelta(seconds=1)
    draft = copies.draft_in(folder, register)
    for end in (*SIDECARS, ""):
        source = real.with_name(real.name + end)
        if source.is_file():
            backup_folder.copy_file(source, draft)
            os.replace(draft, kept.with_name(kept.name + end))
    copies.sync_folder(folder)
    return kept


def _checked(register: Path, real: Path, folder: Path, now: datetime, before: Before) -> Path:
    sqlite.check_header(real)
    sqlite.recover(real)
    engine = sqlite.connect(real, mode="rw")
    try:
        return copies.save(engine, register, folder, now, before=before)
    finally:
        engine.dispose()
