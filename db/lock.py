"""One writer at a time: the lock file beside a register says who has it open."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import stat
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from db import plain_file
from db.errors import CannotLock, DiskFull, DriveFailed, RegisterError, RegisterInUse, RegisterReadOnly
from db.rules.periods import Period
from db.words import N_, _

if sys.platform == "win32":
    import msvcrt
    import winreg

    def _hold(file: int) -> None:
        """Lock one byte far behind the text, so that others can still read who holds it."""
        os.lseek(file, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error

    def _computer() -> str:
        with contextlib.suppress(OSError), winreg.OpenKey(_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""

    _MACHINE = winreg.HKEY_LOCAL_MACHINE
else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _computer() -> str:
        for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
            with contextlib.suppress(OSError, UnicodeDecodeError):
                return Path(place).read_text(encoding="ascii").strip()
        return ""


_NEVER_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

_CAUSES = {
    errno.ELOOP: N_("a link lies where its lock file goes"),
    errno.EISDIR: N_("a folder lies where its lock file goes"),
    errno.ENXIO: N_("something that is no file lies where its lock file goes"),
    errno.EEXIST: N_("a file of somebody else's lies where its lock file goes"),
    errno.ENOLCK: N_("its drive knows no locks"),
    errno.EOPNOTSUPP: N_("its drive knows no locks"),
    errno.ENOSYS: N_("its drive knows no locks"),
    errno.EINVAL: N_("its drive knows no locks"),
}


@cache
def computer() -> str:
    """What stays of this computer when its name changes: the system's own id of it; "" where there is none."""
    return _computer()


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
    def take(cls, register: Path, *, by: str, now: datetime, may_be_missing: bool = False) -> Lock:
        """Hold the register, taking over silently what a program on this computer left behind that is no more.

        The lock lies beside the file itself, whatever links lead to it, so that two paths are one register. Raises
        RegisterInUse with the holder, or what else keeps it from being held: RegisterReadOnly, DiskFull, CannotLock. A
        register that is gone is held by nobody, but for who is about to put one in its place.
        """
        real = Path(os.path.realpath(register))
        if not os.access(real, os.W_OK) and not (may_be_missing and not os.path.exists(real)):
            raise RegisterReadOnly(register)
        path = real.with_name(real.name + ".lock")
        try:
            file = _held(path)
        except BlockingIOError:
            raise RegisterInUse(register, _named(_holder(path))) from None
        except OSError as error:
            raise _refused(register, error) from None
        try:
            _must_be_a_lock(file)
            left = _holder(path)
            if left and not _was_here(left):
                raise RegisterInUse(register, _named(left), left=path)
            _sign(file, by, now)
        except FileExistsError as error:
            os.close(file)
            raise _refused(register, error) from None
        except OSError as error:
            cls(path, file).release()
            raise _refused(register, error) from None
        except RegisterInUse:
            os.close(file)
            raise
        return cls(path, file)

    @property
    def stands(self) -> bool:
        """Whether the lock file is still where others look for it; its drive may have been away."""
        return _is_still(self._path, self._file)

    def release(self) -> None:
        """Give the register back; a lock file that somebody else made since is left."""
        if not self.stands:
            os.close(self._file)
            return
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
        file = os.open(path, os.O_CREAT | os.O_RDWR | _NEVER_FOLLOWED, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
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
        return os.path.samestat(os.fstat(file), os.lstat(path))
    return False


def _holder(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError, RecursionError):
        found = json.loads(plain_file.small(path))
        if isinstance(found, dict):
            return found
    return {}


def _must_be_a_lock(file: int) -> None:
    """Whoever holds a register writes into its lock, and deletes it in the end: never what is somebody's file."""
    os.lseek(file, 0, os.SEEK_SET)
    written = os.read(file, 1)
    if os.fstat(file).st_nlink > 1 or not (written.startswith(_SIGNED) or not written.strip(b"\0")):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


_SIGNED = (b"{", b"[")
"""So a lock begins, one that a kill cut short too; the power may have left nothing of it but zeros."""


def _sign(file: int, by: str, now: datetime) -> None:
    """Write into the lock who holds it."""
    mine = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "computer": computer(),
        "by": by,
        "since": now.isoformat(),
    }
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, json.dumps(mine).encode())


def _was_here(holder: dict[str, Any]) -> bool:
    """Whether this computer wrote it, under this name or an older one; who holds the system's lock on it now knows
    that the program which wrote it is no more."""
    known = holder.get("computer")
    return known == computer() if known and computer() else holder.get("host") == socket.gethostname()


def _refused(register: Path, error: OSError) -> RegisterError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(register)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return RegisterReadOnly(register)
    if error.errno in _CAUSES:
        return CannotLock(register, _(_CAUSES[error.errno]))
    return DriveFailed(register)


def _named(holder: dict[str, Any]) -> str:
    since = str(holder.get("since", ""))
    with contextlib.suppress(ValueError):  # said in the time of this desk, not of Greenwich
        here = datetime.fromisoformat(since).astimezone()
        since = f"{Period.on(here.date()).display()} {here:%H:%M}"
    by, host = holder.get("by") or _("someone"), holder.get("host") or _("another computer")
    return _("{name} on {computer} since {time}").format(name=by, computer=host, time=since)
