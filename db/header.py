"""What tells a register from other files: its first bytes, read before SQLite sees the file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

APPLICATION_ID = 0x41494445
"""The four letters AIDE at byte 68 of every register."""

MAGIC = b"SQLite format 3\0"
HEADER_SIZE = 100


def followed(path: Path) -> Path:
    """Where a path leads through links, as far as it leads: links in a circle or too long a name are no reason to stop,
    for whoever opens it is told."""
    return Path(os.path.realpath(path))


def register_at(path: Path) -> Path | None:
    """The register of ours that a path leads to, through links too, or that SQLite and we keep a file of this name
    beside: its journal, write-ahead log or lock. None for everything else; nothing is created or changed."""
    real = followed(path)
    names = [real.name.removesuffix(end) for end in _BESIDE if real.name.endswith(end)]
    beside = [real.with_name(name) for name in names if name]
    return next((each for each in (real, *beside) if _starts_as_ours(each)), None)


_BESIDE = ("-journal", "-wal", "-shm", ".lock")


def kept_beside(path: Path) -> Path | None:
    """The register, there or not, that SQLite or we would keep a file of this name beside; None for other names."""
    ends = (end for end in _BESIDE if path.name.endswith(end) and path.name != end)
    return next((path.with_name(path.name.removesuffix(end)) for end in ends), None)


def left_beside(path: Path) -> Path | None:
    """A file that lies where SQLite would keep one beside a register of this name."""
    names = (path.with_name(path.name + end) for end in _BESIDE if end.startswith("-"))
    return next((each for each in names if os.path.lexists(each)), None)


def _starts_as_ours(path: Path) -> bool:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            header = file.read(HEADER_SIZE)
    except (OSError, ValueError):
        return False
    return header.startswith(MAGIC) and int.from_bytes(header[68:72], "big") == APPLICATION_ID
