"""One writer at a time: the lock file beside a register says who has it open."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from db.errors import NoAccess, RegisterInUse, RegisterReadOnly
from db.words import _

if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        """Lock one byte far behind the text, so that others can still read who holds it."""
        os.lseek(file, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """The lock file of a register that this process holds.

    The system's own lock on it ends with the process, however that ends; a process number alone would not do, since
    another program may have it after a restart. What is written inside names the holder, and keeps away computers
    that share a folder but no locks.
    """

    def __init__(self, path: Path, file: int) -> None:
        self._path = path
        self._file = file

    @classmethod
    def take(cls, register: Path, *, by: str, now: datetime) -> Lock:
        """Hold the register, taking over silently what a dead process on this computer left behind.

        Raises RegisterInUse with the holder, or RegisterReadOnly where the folder or file allows no writing.
        """
        if not os.access(register, os.W_OK):
            raise RegisterReadOnly(register)
        path = register.with_name(register.name + ".lock")
        try:
            file = _held(path)
        except BlockingIOError:
            raise RegisterInUse(register, _named(_holder(path))) from None
        except PermissionError:
            raise RegisterReadOnly(register) from None
        except OSError:
            raise NoAccess(register) from None
        left = _holder(path)
        if left and left.get("host") != socket.gethostname():
            os.close(file)
            raise RegisterInUse(register, _named(left))
        mine = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "by": by, "since": now.isoformat()})
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, mine.encode())
        return cls(path, file)

    def release(self) -> None:
        """Give the register back."""
        if sys.platform == "win32":
            os.close(self._file)  # an open file cannot be deleted there, and the next holder may have opened it already
            with contextlib.suppress(PermissionError):
                self._path.unlink(missing_ok=True)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._file)


def _held(path: Path) -> int:
    """The lock file, open and locked; BlockingIOError where another process holds it."""
    while True:
        file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _hold(file)
            if _is_still(path, file):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _is_still(path: Path, file: int) -> bool:
    """Whether the file just locked is the one at the path; its last holder may have removed it in between."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file), os.stat(path))
    return False


def _holder(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text())
        if isinstance(found, dict):
            return found
    return {}


def _named(holder: dict[str, Any]) -> str:
    since = str(holder.get("since", ""))
    with contextlib.suppress(ValueError):  # said in the time of this desk, not of Greenwich
        since = f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    by, host = holder.get("by") or _("someone"), holder.get("host") or _("another computer")
    return _("{name} on {computer} since {time}").format(name=by, computer=host, time=since)
