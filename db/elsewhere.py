"""All of an open register written to another place, where its own takes no writing any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from db import backup as copies
from db import backup_errors, backup_folder, chain, errors, soundness
from db.exchange.files import must_be_free
from db.header import followed
from db.rules.backups import Backup
from db.store import Store


class Saved(NamedTuple):
    """What was written: all of the register, or a backup of it, and how many changes came after that."""

    backup: Backup | None
    missing: int


def save_elsewhere(store: Store, path: Path, backups: Callable[[], Iterable[Backup]]) -> Saved:
    """Write the register to `path`, where nothing is yet: through its open connection where that still reads it, and
    else from the newest of its backups that is whole.

    The copy is checked before it gets its name, and for its owner alone. A KnownError says what hindered it; nothing is
    left then, and what lies at the place of the register is neither read as a file nor written."""
    _must_be_new(path, store)
    try:
        if reads(store):
            copies.finish_as(store.copy(path.parent), path)
            return Saved(None, 0)
        return _from_backup(store, path, backups())
    except backup_errors.BackupFailed as error:
        raise backup_errors.CopyFailed(path, error.cause) from error


def astray(store: Store) -> errors.KnownError | None:
    """Why the register that is open does not lie at its place any more; None while it does.

    Mostly it is one question about the name of the file, to be asked while nothing is read or written. Who only reads
    is told where it is gone: whoever writes may put another in its place."""
    if not store.writing:
        return None if os.path.exists(store.path) else errors.RegisterMoved(store.path)
    try:
        store.must_be_ours()
    except errors.KnownError as error:
        return error
    return None


def _must_be_new(path: Path, store: Store) -> None:
    """Nothing may have this name, a link neither, and no journal lie there that SQLite would play into the copy."""
    must_be_free(followed(path), over=False)
    beside = (path.with_name(path.name + end) for end in backup_folder.SIDECARS)
    if there := next((each for each in (path, *beside) if os.path.lexists(each)), None):
        raise errors.FileThere(there)
    copies.prepare(path, store.now())


def reads(store: Store) -> bool:
    """Whether the connection still reads the register as this program left it, every page of it.

    A file that is gone is read as long as it is open. What was written into the same file by another program is read
    too, and is another register: the end of the journal tells. Who only reads has it as it stands."""
    try:
        with store.read() as session:
            ours = not store.writing or chain.end(session) == store.last
            return ours and soundness.quick_check(session.connection(), length=False) == "ok"
    except errors.RegisterBusy:
        raise
    except (errors.KnownError, SQLAlchemyError):
        return False


def _from_backup(store: Store, path: Path, backups: Iterable[Backup]) -> Saved:
    """The newest backup that is whole; what a restore or a repair put aside only where there is no other."""
    last, _seal = store.last
    checked = [each for each in backups if each.change is not None and each.change <= last]
    for each in sorted(checked, key=lambda backup: (not backup.is_whole, backup.before is not None)):
        if copies.is_as_named(each):
            _bring(each, path, store.path)
            return Saved(each, last - (each.change or 0))
    raise backup_errors.NothingToCopy(store.path)


def _bring(chosen: Backup, path: Path, register: Path) -> None:
    draft = copies.draft_in(path.parent, register)
    try:
        backup_folder.copy_file(chosen.path, draft)
        copies.publish(draft, path)
    except OSError as error:
        raise backup_errors.CopyFailed(path, copies.cause(path.parent, error)) from error
    finally:
        with suppress(OSError):  # what went wrong is said already
            copies.remove(draft)
