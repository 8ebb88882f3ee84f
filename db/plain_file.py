"""The file of a register as bytes: what is looked at before SQLite sees it, or while SQLite does nothing with it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from db import errors
from db.header import HEADER_SIZE
from db.words import N_, _

_CAUSES = {
    errno.ENAMETOOLONG: N_("its path is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
}


def refused(path: Path, error: OSError) -> errors.RegisterError:
    """The sentence for what the system says of a file."""
    if error.errno in _CAUSES:
        return errors.CannotOpen(path, _(_CAUSES[error.errno]))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return errors.DiskFull(path)
    return errors.NoAccess(path) if isinstance(error, PermissionError) else errors.DriveFailed(path)


_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def refuse_leftovers(path: Path, header: bytes) -> None:
    """Refuse a journal of another copy, e.g. one that stayed when a backup was put in place of the register.

    SQLite would write its pages into the file. Our own journal, left by a kill, holds page 1 with the counter that the
    file still has or has just left. A write-ahead log is never ours; it belongs to the file where another program put
    that into write-ahead mode.
    """
    for end in ("-journal", "-wal", "-shm"):
        _must_be_a_file(path, path.with_name(path.name + end))
    log = path.with_name(path.name + "-wal")
    if max(header[18], header[19]) < 2 and log.exists() and log.stat().st_size > 0:
        raise errors.RegisterLeftover(path, log)
    journal = path.with_name(path.name + "-journal")
    first = _journaled_page_1(journal)
    counter = int.from_bytes(header[24:28], "big")
    if first is not None and int.from_bytes(first[24:28], "big") not in (counter, counter - 1):
        raise errors.RegisterLeftover(path, journal)


def _must_be_a_file(path: Path, beside: Path) -> None:
    """Nobody waits for a pipe, writes through a link or ends at a folder where SQLite looks for its own."""
    try:
        found = os.lstat(beside)
    except FileNotFoundError:
        return
    except OSError as error:
        raise refused(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise errors.JournalObstructed(path, beside)


def _journaled_page_1(journal: Path) -> bytes | None:
    """The start of page 1 as a rollback journal keeps it, if it is there. Source: sqlite.org/fileformat2.html, 3."""
    with suppress(FileNotFoundError), journal.open("rb") as file:
        start = file.read(28)
        if not start.startswith(_JOURNAL_MAGIC):
            return None
        sector, page = int.from_bytes(start[20:24], "big"), int.from_bytes(start[24:28], "big")
        file.seek(sector)
        while len(number := file.read(4)) == 4:
            if number == b"\0\0\0\1":
                return file.read(HEADER_SIZE)
            file.seek(page + 4, os.SEEK_CUR)
    return None


SMALL = 1 << 20


def small(path: Path) -> bytes:
    """All of a small file of ours, such as a name or a lock; OSError where something else lies there, which could keep
    one waiting or have no end."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(file, "rb") as opened:
        found = os.fstat(opened.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > SMALL:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return opened.read(SMALL)


def mark(path: Path) -> tuple[int, bytes] | None:
    """What tells a file from every other state of it: its size, and the counter that each save of whatever program
    moves. None where it cannot be read.

    To be asked only while nothing is being read or written: closing a file drops the locks this process has on it.
    Source: sqlite.org/fileformat2.html, 1.3.7."""
    with suppress(OSError), path.open("rb") as file:
        return os.fstat(file.fileno()).st_size, file.read(HEADER_SIZE)[24:28]
    return None


def can_be_read(path: Path) -> bool:
    """Whether the drive gives every byte of the file. To be asked only while nothing is being read or written."""
    with suppress(OSError), path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass
        return True
    return False


def is_write_ahead(path: Path) -> bool:
    """Whether another program put the file into write-ahead mode."""
    with suppress(OSError), path.open("rb") as file:
        return max(file.read(HEADER_SIZE)[18:20], default=0) == 2
    return False
