"""Folders of this run beside the register's: for what others must read from files, and for copies to be looked at.

Only this user can enter them. They go when the program ends; what a run that crashed left is taken away by the next.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

_BEGINNING = "aide-memoire-"
_DAY = 86_400  # seconds


def template() -> str:
    """The beginning of the full name of such a folder; it tells whose run it belongs to."""
    return str(Path(tempfile.gettempdir()) / f"{_BEGINNING}{os.getpid()}-")


def make() -> Path:
    """A new folder of this run; mode 0700."""
    return Path(tempfile.mkdtemp(prefix=Path(template()).name))


def passing() -> tempfile.TemporaryDirectory[str]:
    """A new folder that is gone with the block it is made for."""
    return tempfile.TemporaryDirectory(prefix=Path(template()).name)


def sweep(now: datetime) -> None:
    """Take away what runs left that are no more. A folder of somebody else, or a link, is left alone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_BEGINNING}*-*"):
        with suppress(OSError, ValueError):
            found = folder.lstat()
            process = int(folder.name.removeprefix(_BEGINNING).partition("-")[0])
            ours = os.name != "posix" or found.st_uid == os.getuid()
            if (
                ours
                and folder.is_dir()
                and not folder.is_symlink()
                and not _runs(process, now.timestamp() - found.st_mtime)
            ):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int, age: float) -> bool:
    """Whether a process of that number may still run; Windows cannot be asked without harm, there a day is waited."""
    if os.name != "posix":
        return age < _DAY
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
