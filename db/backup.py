"""A backup: a whole copy of the register that was checked before it got its name, and what can be told from one."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from db import backup_errors, errors, header, inventory, plain_file, soundness
from db import engine as sqlite
from db.chain import HEAD_SHOWN
from db.rules import backups
from db.rules.backups import Backup, Before, Loss, Since, Standing
from db.tables.base import Record
from db.tables.history import FORGOTTEN, Change
from db.words import N_, _

_HOUR = 3600  # seconds
_CAUSES: dict[type[errors.KnownError], str] = {
    errors.DiskFull: N_("the disk is full"),
    errors.DriveFailed: N_("the drive does not answer"),
    errors.NoAccess: N_("this folder does not allow writing"),
    errors.RegisterReadOnly: N_("this folder does not allow writing"),
    errors.RegisterDamaged: N_("part of the register is damaged"),
}


class Draft(NamedTuple):
    """A copy that has no name yet, and what it must hold: the rows of each table, and how far the register was."""

    path: Path
    register: Path
    at: datetime
    rows: dict[str, int]
    stood: Standing


def save(source: Engine, register: Path, folder: Path, now: datetime, *, before: Before | None = None) -> Path:
    """Copy the register into `folder` and return the copy; `before`: the register is about to be replaced by another.

    Raises BackupFailed, and earlier backups are never touched."""
    return finish(copy(source, register, folder, now), before=before)


def copy(source: Engine, register: Path, folder: Path, now: datetime) -> Draft:
    """Copy the register into `folder` as a draft that is `finish`ed wherever and whenever that suits; BackupFailed."""
    if not os.path.isdir(folder):
        raise backup_errors.BackupFailed(folder, _("there is no such folder"))
    _forget(folder.glob(f"{escape(register.name)}.*{UNFINISHED}"), now)
    draft = draft_in(folder, register)
    with _refused(draft), source.connect() as connection:
        remove(draft)
        draft.touch(mode=0o600)
        sqlite.copy(connection, draft)
        return Draft(draft, register, now, _row_counts(connection), standing(connection))


def finish(draft: Draft, *, before: Before | None = None) -> Path:
    """Give a draft its name: register, time, last change and the seal of it; raises BackupFailed.

    It gets it only after SQLite found it whole, every reference in it has its row, each table has as many rows as the
    register had, and its journal ends as the register's did."""
    stood, folder = draft.stood, draft.path.parent
    made = folder / backups.name(draft.register, draft.at, stood.change, stood.head[:HEAD_SHOWN], before)
    with _refused(draft.path):
        _must_equal(draft)
        sync(draft.path)
        os.replace(draft.path, made)
        sync_folder(folder)
    return made


def finish_as(draft: Draft, path: Path) -> None:
    """Give a draft a name that somebody chose in its folder, never in place of another file, as soon as it is found
    equal to the register; raises BackupFailed or FileThere."""
    with _refused(draft.path):
        _must_equal(draft)
        publish(draft.path, path)


def publish(draft: Path, path: Path) -> None:
    """Let a finished file last, and give it its name; FileThere where another file has that. It lasts, or is gone."""
    sync(draft)
    try:
        give_name(draft, path)
    except FileExistsError:
        raise errors.FileThere(path) from None
    remove(draft)
    try:
        sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def _refused(draft: Path) -> Iterator[None]:
    """What hinders a backup, as a sentence; no half copy stays."""
    try:
        yield
    except (OSError, DBAPIError, sqlite3.Error) as error:
        with suppress(OSError):  # what went wrong is said
            remove(draft)
        of_register = isinstance(sqlite.known(draft, error), errors.RegisterDamaged)
        raise backup_errors.BackupFailed(draft.parent, cause(draft.parent, error), of_register=of_register) from error
    except BaseException:
        with suppress(OSError):
            remove(draft)
        raise


UNFINISHED = ".tmp"
"""How the name of a file ends that is about to become a backup."""


def draft_in(folder: Path, register: Path) -> Path:
    """The name of a file that is about to become a backup; several may be made at a time."""
    return folder / f"{register.name}.{os.getpid()}-{secrets.token_hex(3)}{UNFINISHED}"


def standing(connection: Connection) -> Standing:
    """How far the register is."""
    has_seals = _has_seals(connection)
    columns = (Change.id, Change.at, Change.label, *((Change.seal,) if has_seals else ()))
    last = connection.execute(select(*columns).order_by(Change.id.desc()).limit(1)).one_or_none()
    records = connection.scalar(select(func.count()).select_from(Record.__table__)) or 0
    if last is None:
        return Standing(0, None, "", "", records)
    seal = last.seal if has_seals else None
    return Standing(last.id, last.at, last.label, seal.hex() if seal else "", records)


def stands(copy: Path) -> Standing:
    """How far a copy is that nobody has open; a KnownError says why it cannot be read."""
    with reading(copy) as connection:
        return standing(connection)


def verify(copy: Path) -> Standing:
    """How far a copy is that nobody has open, once SQLite found it whole, every reference has its row and no table or
    column is missing."""
    is_older = sqlite.check_header(copy) < sqlite.SCHEMA_VERSION
    with reading(copy) as connection:
        parts = () if is_older else inventory.missing_parts(connection)
        if soundness.quick_check(connection) != "ok" or any(map(inventory.is_needed, parts)):
            raise backup_errors.BackupDamaged(copy)
        if sqlite.check_references(connection):
            raise backup_errors.BackupDamaged(copy)
        return standing(connection)


def is_as_named(backup: Backup) -> bool:
    """Whether a backup is still whole, and of the state that its name says."""
    with suppress(errors.KnownError):
        stood = verify(backup.path)
        return backup.holds(stood.change, stood.head)
    return False


def loss(register: Connection, copy: Path) -> Loss:
    """What is in the register and not in a copy of it, and the other way round. A KnownError says why the copy cannot
    be read.

    Both may have gone on since they parted, as after a restore, or be of two registers; numbers alone do not tell.
    Where they parted is found by halving: a seal tells of all changes up to its own."""
    with reading(copy) as other:
        sealed = _has_seals(register) and _has_seals(other)
        low, high = 0, min(standing(register).change, standing(other).change)
        while low < high:
            middle = (low + high + 1) // 2
            if _change_at(register, middle, sealed) == _change_at(other, middle, sealed):
                low = middle
            else:
                high = middle - 1
        there = _since(other, low)
    here = _since(register, low)
    return Loss(here, there, related=low > 0 or not (here.changes or there.changes))


NAMED = 3
"""So many of the changes that parted two files are named."""


def _since(connection: Connection, change: int) -> Since:
    """What was done after a change."""
    later = Change.id > change
    many = connection.scalar(select(func.count()).select_from(Change).where(later)) or 0
    newest = select(Change.at, Change.label).where(later).order_by(Change.id.desc()).limit(NAMED)
    return Since(many, tuple((row.at, row.label or _(FORGOTTEN)) for row in connection.execute(newest)))


def since(register: Connection, copies: Iterable[Backup]) -> dict[Path, int]:
    """How many changes of the register came after each of its backups, by their names alone; a backup of a state that
    the register left by a restore is not among them."""
    held: dict[int, list[Backup]] = {}
    for each in copies:
        if each.change is not None and each.head:
            held.setdefault(each.change, []).append(each)
    found: dict[Path, int] = {}
    for row in register.execute(select(Change.id, Change.seal).where(Change.id.in_(held))):
        many = register.scalar(select(func.count()).select_from(Change).where(Change.id > row.id)) or 0
        seal = row.seal.hex() if row.seal else ""
        found |= {each.path: many for each in held[row.id] if seal and each.holds(row.id, seal)}
    return found


def _has_seals(connection: Connection) -> bool:
    """An older format has no seals."""
    return "seal" in {each["name"] for each in inspect(connection).get_columns(Change.__tablename__)}


def _change_at(connection: Connection, number: int, sealed: bool) -> tuple[object, ...] | None:
    """What tells the last change up to a number from any other: its seal, and without seals its moment."""
    told = (Change.id, Change.seal) if sealed else (Change.id, Change.at)
    row = connection.execute(select(*told).where(Change.id <= number).order_by(Change.id.desc()).limit(1)).one_or_none()
    return None if row is None else tuple(row)


@contextmanager
def reading(copy: Path, *, mode: str = "ro") -> Iterator[Connection]:
    """A copy opened for reading, never the register that somebody has open; what is wrong with it is a KnownError."""
    sqlite.check_header(copy)
    engine = sqlite.connect(copy, mode=mode)
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, ValueError) as error:  # a table that is missing, a date that is none
        raise sqlite.known(copy, error) or backup_errors.BackupDamaged(copy) from error
    finally:
        engine.dispose()


def _row_counts(connection: Connection) -> dict[str, int]:
    """The rows of each table as the file itself lists them, so that a copy of an older format can be compared too."""
    listed = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    names = [str(row[0]) for row in connection.exec_driver_sql(listed)]
    quoted = ('"{}"'.format(name.replace('"', '""')) for name in names)
    counted = ", ".join(f"(SELECT count(*) FROM main.{name})" for name in quoted)
    return dict(zip(names, connection.exec_driver_sql(f"SELECT {counted}").one(), strict=True)) if names else {}


def _must_equal(draft: Draft) -> None:
    engine = sqlite.connect(draft.path, mode="ro")
    try:
        with engine.connect() as connection:
            whole = soundness.quick_check(connection) == "ok" and not sqlite.check_references(connection)
            if not whole:  # every page of it is one that SQLite gave of the register
                damaged = _("the copy is not equal to the register, or part of that is damaged")
                raise backup_errors.BackupFailed(draft.path.parent, damaged, of_register=True)
            if (_row_counts(connection), standing(connection)) != (draft.rows, draft.stood):
                raise backup_errors.BackupFailed(draft.path.parent, _("the copy is not equal to the register"))
    finally:
        engine.dispose()


def cause(folder: Path, error: Exception) -> str:
    """Why nothing could be written to a folder; what is our own bug is raised again."""
    known = plain_file.refused(folder, error) if isinstance(error, OSError) else sqlite.known(folder, error)
    if isinstance(known, errors.CannotOpen):
        return known.cause
    words = _CAUSES.get(type(known)) if known else None
    if words is None:
        raise error
    return _(words)


def sync(file: Path) -> None:
    """Make what stands in a file last through a power cut."""
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
    """Remove a file that never got its name, and what stands beside it: its journal and its lock."""
    for end in ("", "-journal", ".lock"):
        draft.with_name(draft.name + end).unlink(missing_ok=True)


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


def prepare(path: Path, now: datetime) -> None:
    """Refuse a place where no new register can be made, before all is written for nothing, and remove old attempts.

    A register by the name of another's lock or journal would be taken for that, and deleted with it; a journal that
    lies there already would be taken for its own."""
    if register := header.kept_beside(path):
        said = _("{name} is what the register {register} calls a file of its own.")
        raise errors.KnownError(
            said.format(name=path.name, register=register.name), _("Nothing was created."), _("Choose another name.")
        )
    if _LONGEST_NAME < len(os.fsencode(path.name)) <= 255:  # a longer one the system refuses itself
        cause = _("its name is longer than {count} bytes, and the names of its backups are longer still")
        raise errors.CannotOpen(path, cause.format(count=_LONGEST_NAME))
    if left := header.left_beside(path):
        raise errors.RegisterLeftover(path, left)
    if not os.path.isdir(path.parent):
        raise errors.RegisterFolderMissing(path.parent)
    if os.path.lexists(path):
        raise FileExistsError(path)
    forget_drafts(path, now)


_ATTEMPT = ".new"

_LONGEST_NAME = 180
"""A file system takes names of 255 bytes; a backup adds its moment, its change and its head to the register's."""


@contextmanager
def attempt(path: Path) -> Iterator[Path]:
    """The name, beside a register, of a file that is about to become it: what is left of it goes in the end, and what
    is wrong with it is said of the register, for nobody knows the other name."""
    draft = path.with_name(f"{path.name}.{os.getpid()}{_ATTEMPT}")
    try:
        yield draft
    except errors.KnownError as error:
        error.rename(path, draft)
        raise
    finally:
        with suppress(OSError):  # what went wrong is said already
            remove(draft)


def forget_drafts(path: Path, now: datetime) -> None:
    """Remove what is left of attempts to make this register that were stopped; one of this hour may still go on."""
    _forget(path.parent.glob(f"{escape(path.name)}.*{_ATTEMPT}"), now)


def _forget(drafts: Iterable[Path], now: datetime) -> None:
    """Remove those of an hour ago and more: who began them was stopped."""
    for draft in drafts:
        with suppress(OSError):
            if now.timestamp() - draft.stat().st_mtime > _HOUR:
                remove(draft)
