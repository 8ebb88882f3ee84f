"""Writing a file for other programs: the whole of it or nothing, and a sentence where it cannot be written."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from db.errors import DiskFull, FileThere, KnownError, RegisterFolderMissing
from db.header import followed, register_at
from db.words import _

_OURS, _USUAL = 0o600, 0o666
_TOKEN, _UNFINISHED = 6, ".tmp"
_HOUR = 3600  # seconds


Content = bytes | Iterable[bytes]
"""The whole of a file, or its parts one after the other."""


def save(content: Content, path: Path, *, over: bool = True, private: bool = False) -> None:
    """Write `content` to `path`: the whole file or nothing; a file that was there stays as it was until the end.

    A file that leaves the register may be read by whom its folder lets read: it gets the rights that any new file gets
    there, and one that was there keeps its own. What is `private`, as a draft, is for its writer alone.
    Raises KnownError with a sentence to show when the place cannot be written, or may not be: a register of ours and
    what belongs to it never, another file that is there only `over` it.
    """
    with prepared(content, path, over=over, private=private) as put:
        put()


def save_sheet(content: bytes, path: Path, keep: Callable[[], object], number: int, *, over: bool = True) -> None:
    """Write a sheet and `keep` it under its number, if it has one: one number, one sheet.

    It is kept when the file is written whole and before it gets its name. If keeping fails there is no file, and no
    number is used; if the name cannot be given, the sheet stays and the KnownError leads to it.
    """
    with prepared(content, path, over=over) as put:
        if not number:
            put()
            return
        keep()
        try:
            put()
        except KnownError as error:
            stays = _("Sheet {number} is kept in the register, under the sheets of its subject.").format(number=number)
            raise KnownError(error.happened, stays, _("Save it again from there.")) from error


@contextmanager
def prepared(content: Content, path: Path, *, over: bool = True, private: bool = False) -> Iterator[Callable[[], None]]:
    """`content` in a file beside `path` that gets its name when the callable that is given is called; else it goes.

    Raises KnownError as `save` does, on entering as well as when the name is given.
    """
    path = followed(path)
    must_be_free(path, over=over)
    with _refused(path):
        before = path.stat() if path.exists() and not private else None
    draft = path.parent / f".{path.name[:40]}.{secrets.token_hex(_TOKEN)}{_UNFINISHED}"

    def put() -> None:
        must_be_free(path, over=over)
        with _refused(path):
            os.replace(draft, path)
        _settle(path.parent)

    try:
        with _refused(path):
            _write(content, draft, _OURS if private or before else _USUAL)
            if before is not None:
                _give_rights(draft, before)
        _forget_older(draft)
        yield put
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _write(content: Content, draft: Path, rights: int) -> None:
    """A new file; the system takes from the rights what the person or the folder does not grant to new files."""
    with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, rights)) as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())


def _forget_older(draft: Path) -> None:
    """Remove what an attempt at the same file left that was killed an hour ago or more, by the clock of its folder."""
    name = draft.name.removesuffix(_UNFINISHED)[: -2 * _TOKEN]
    with suppress(OSError):
        made = draft.stat().st_mtime
        for other in draft.parent.glob(f"{escape(name)}{'[0-9a-f]' * 2 * _TOKEN}{_UNFINISHED}"):
            if made - other.stat().st_mtime > _HOUR:
                other.unlink()


def must_be_free(path: Path, *, over: bool) -> None:
    """Raise KnownError where a file may not be written to a resolved path, whatever the system would allow."""
    with _refused(path):
        is_there, is_file = path.exists(), path.is_file()
    if is_there and not is_file:
        raise KnownError(
            _("{path} is not a file.").format(path=path),
            _("Nothing was saved."),
            _("Choose another name, e.g. new{suffix}.").format(suffix=path.suffix),
        )
    register = register_at(path)
    if register is not None:
        said = _("{path} is a register.") if register == path else _("{path} belongs to the register {name}.")
        raise KnownError(
            said.format(path=path, name=register.name),
            _("It was not touched, and nothing was saved."),
            _("Choose another name: no register is ever written over."),
        )
    if is_there and not over:
        raise FileThere(path)


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """What the system says of the place, as a sentence."""
    try:
        yield
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
