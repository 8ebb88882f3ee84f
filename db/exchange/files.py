"""Writing a file for other programs: the whole of it or nothing, and a sentence where it cannot be written."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from db.errors import DiskFull, KnownError, RegisterFolderMissing
from db.words import _

_OURS, _USUAL = 0o600, 0o666


def save(content: bytes, path: Path, *, private: bool = False) -> None:
    """Write `content` to `path`: the whole file or nothing; a file that was there stays as it was until the end.

    A file that leaves the register may be read by whom its folder lets read: it gets the rights that any new file gets
    there, and one that was there keeps its own. What is `private`, as a draft, is for its writer alone.
    Raises KnownError with a sentence to show when the place cannot be written.
    """
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            raise KnownError(
                _("{path} is not a file.").format(path=path),
                _("Nothing was saved."),
                _("Choose another name, e.g. new{suffix}.").format(suffix=path.suffix),
            )
        _replace(content, path, private)
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
    if error.errno == errno.ENAMETOOLONG:
        return KnownError(
            _("This name is too long for a file: {name}.").format(name=path.name),
            _("Nothing was saved."),
            _("Choose a shorter name."),
        )
    return KnownError(
        _("{name} could not be saved to {parent} ({strerror}).").format(
            name=path.name, parent=path.parent, strerror=error.strerror
        ),
        _("Nothing was saved."),
        _("Choose another folder."),
    )


def _replace(content: bytes, path: Path, private: bool) -> None:
    before = path.stat() if path.exists() and not private else None
    rights = _OURS if private or before else _USUAL
    new = path.parent / f".{path.name[:40]}.{secrets.token_hex(6)}.tmp"
    try:
        # The system takes from the rights what the person or the folder does not grant to new files.
        with open(new, "xb", opener=lambda name, flags: os.open(name, flags, rights)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _give_rights(new, before)
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise
    _settle(path.parent)


def _give_rights(new: Path, before: os.stat_result) -> None:
    """Let those read and write a file who could before, as far as this person can say so."""
    with suppress(OSError, AttributeError):  # some systems know no groups
        os.chown(new, -1, before.st_gid)
    os.chmod(new, before.st_mode & 0o777)


def _settle(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder do so by themselves."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
