"""A backup: a whole copy of the register that was checked before it got its name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, table
from sqlalchemy.exc import DBAPIError

from db import engine as sqlite
from db import errors
from db.chain import HEAD_SHOWN
from db.tables.history import Change
from db.words import N_, _

_HOUR = 3600  # seconds
_CAUSES: dict[type[errors.KnownError], str] = {
    errors.DiskFull: N_("the disk is full"),
    errors.DriveFailed: N_("the drive does not answer"),
    errors.NoAccess: N_("this folder does not allow writing"),
    errors.RegisterReadOnly: N_("this folder does not allow writing"),
    errors.RegisterDamaged: N_("part of the register is damaged"),
}


def save(source: Engine, register: Path, folder: Path, now: datetime) -> Path:
    """Copy the register into `folder` and return the copy: register, time, last change and its seal are its name.

    The copy gets this name only after SQLite found it whole, every reference in it has its row, and each table has as
    many rows as the register. Raises BackupFailed otherwise; earlier backups are never touched.
    """
    if not folder.is_dir():
        raise errors.BackupFailed(folder, _("there is no such folder"))
    draft = folder / f"{register.name}.tmp"
    try:
        remove(draft)
        draft.touch(mode=0o600)
        with source.connect() as connection:
            sqlite.copy(connection, draft)
            wanted = _row_counts(connection)
            last, head = _newest(connection)
        _must_equal(draft, folder, wanted)
        name = f"{register.stem}_{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}_c{last:06}{head}{register.suffix}"
        _sync(draft)
        os.replace(draft, folder / name)
        sync_folder(folder)
    except (OSError, DBAPIError, sqlite3.Error) as error:
        raise errors.BackupFailed(folder, _cause(folder, error)) from error
    finally:
        with suppress(OSError):  # what went wrong is said already
            remove(draft)
    return folder / name


def _newest(connection: Connection) -> tuple[int, str]:
    """The number of the last change, and the beginning of its seal where this format has seals."""
    last = connection.scalar(select(func.max(Change.id))) or 0
    if "seal" not in {each["name"] for each in inspect(connection).get_columns(Change.__tablename__)}:
        return last, ""
    seal = connection.scalar(select(Change.seal).where(Change.id == last))
    return last, f"_{seal.hex()[:HEAD_SHOWN]}" if seal else ""


def _row_counts(connection: Connection) -> dict[str, int]:
    """The rows of each table as the file itself lists them, so that a copy of an older format can be compared too."""
    names = inspect(connection).get_table_names()
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def _must_equal(copy: Path, folder: Path, wanted: dict[str, int]) -> None:
    engine = sqlite.connect(copy, mode="ro")
    try:
        with engine.connect() as connection:
            whole = sqlite.quick_check(connection) == "ok" and not sqlite.check_references(connection)
            if not whole or _row_counts(connection) != wanted:
                raise errors.BackupFailed(folder, _("the copy is not equal to the register"))
    finally:
        engine.dispose()


def _cause(folder: Path, error: Exception) -> str:
    known = sqlite.refused(folder, error) if isinstance(error, OSError) else sqlite.known(folder, error)
    cause = _CAUSES.get(type(known)) if known else None
    if cause is None:
        raise error
    return _(cause)


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut; Windows keeps them by itself and opens no folder."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def remove(draft: Path) -> None:
    """Remove a file that never got its name, and its journal."""
    for leftover in (draft, draft.with_name(draft.name + "-journal")):
        leftover.unlink(missing_ok=True)


def give_name(draft: Path, path: Path) -> None:
    """Give a finished file its name, never in place of another file."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a drive without hard links, such as a USB stick
        if path.exists():
            raise FileExistsError(path) from None
        os.rename(draft, path)


def forget_drafts(path: Path, now: datetime) -> None:
    """Remove what is left of attempts to make this register that were stopped; one of this hour may still go on."""
    for draft in path.parent.glob(f"{escape(path.name)}.*.new"):
        with suppress(OSError):
            if now.timestamp() - draft.stat().st_mtime > _HOUR:
                remove(draft)
