"""Writing a file for other programs: the whole of it or nothing, and a sentence where it cannot be written."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.engine import register_at
from db.errors import DiskFull, FileThere, KnownError, RegisterFolderMissing
from db.words import _


def save(content: bytes, path: Path, *, over: bool = True) -> None:
    """Write `content` to `path`: the whole file or nothing; a file that was there stays as it was until the end.

    Raises KnownError with a sentence to show when the place cannot be written, or may not be: a register of ours and
    what belongs to it never, another file that is there only `over` it.
    """
    with prepared(content, path, over=over) as put:
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
def prepared(content: bytes, path: Path, *, over: bool = True) -> Iterator[Callable[[], None]]:
    """`content` in a file beside `path` that gets its name when the callable that is given is called; else it goes.

    Raises KnownError as `save` does, on entering as well as when the name is given.
    """
    path = path.resolve()
    must_be_free(path, over=over)
    with _refused(path):
        number, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    draft = Path(name)

    def put() -> None:
        must_be_free(path, over=over)
        with _refused(path):
            os.replace(draft, path)
        _settle(path.parent)

    try:
        with _refused(path), os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield put
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def must_be_free(path: Path, *, over: bool) -> None:
    """Raise KnownError where a file may not be written to a resolved path, whatever the system would allow."""
    if path.exists() and not path.is_file():
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
    if path.exists() and not over:
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
    return KnownError(
        _("{name} could not be saved to {parent} ({strerror}).").format(
            name=path.name, parent=path.parent, strerror=error.strerror
        ),
        _("Nothing was saved."),
        _("Choose another folder."),
    )


def _settle(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder do so by themselves."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
