"""Writing a file for other programs: the whole of it or nothing, and a sentence where it cannot be written."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from db.errors import DiskFull, KnownError, RegisterFolderMissing
from db.words import _


def save(content: bytes, path: Path) -> None:
    """Write `content` to `path`: the whole file or nothing; a file that was there stays as it was until the end.

    Raises KnownError with a sentence to show when the place cannot be written.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise KnownError(
            _("{path} is not a file.").format(path=path),
            _("Nothing was saved."),
            _("Choose another name, e.g. new{suffix}.").format(suffix=path.suffix),
        )
    try:
        _replace(content, path)
    except FileNotFoundError:
        raise RegisterFolderMissing(path.parent) from None
    except OSError as error:
        raise _unsaved(error, path) from error


def _unsaved(error: OSError, path: Path) -> KnownError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return KnownError(
            _("You may not write to {path}, or another program holds it open.").format(path=path),
            _("Nothing was saved."),
            _("Close it there, or choose another folder."),
        )
    return KnownError(
        _("{name} could not be saved to {parent} ({strerror}).").format(
            name=path.name, parent=path.parent, strerror=error.strerror
        ),
        _("Nothing was saved."),
        _("Choose another folder."),
    )


def _replace(content: bytes, path: Path) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder do so by themselves."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
