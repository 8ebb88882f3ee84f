"""How the command line hands its work to the window that holds the register: a local socket of the same user.

One line of JSON goes there, one comes back. The socket lies in a folder only this user can enter, under a name that
follows from the register's real path; whoever else listens at that place is told nothing. Windows has no such sockets
in Python: there the register is said to be in use.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import struct
import sys
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_data_path, user_runtime_path

from db.errors import KnownError
from db.words import _

LONGEST = 8_000_000
"""The most bytes of a line: a text of the log has at most 100,000 letters; a sheet goes with its file and its data."""
PATIENCE = 15.0
"""Seconds the command line waits for the window's answer."""

Message = dict[str, Any]


def possible() -> bool:
    """Whether this system has such sockets."""
    return hasattr(socket, "AF_UNIX")


def place(register: Path) -> Path:
    """Where the window that holds a register listens. A socket's path has at most about 100 bytes."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(register))).hexdigest()[:24]
    return folder() / f"{name}.socket"


def folder() -> Path:
    """Where sockets of this user lie; where the system has no place for them, beside the usual register."""
    if sys.platform == "darwin" or "XDG_RUNTIME_DIR" in os.environ:
        with warnings.catch_warnings(), suppress(UserWarning, OSError):  # others may enter the one the system names
            warnings.simplefilter("error")
            return user_runtime_path("aide-memoire")
    return user_data_path("aide-memoire", appauthor=False) / "run"


def ask(register: Path, wish: Message) -> Message | None:
    """What the window answers to a wish; None where none listens. KnownError where it does not answer in time, or where
    it may be somebody else who listens there."""
    if not possible():
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as window:
        window.settimeout(PATIENCE)
        at = place(register)
        try:
            window.connect(str(at))
        except OSError:
            return None
        if doubt := _doubt(window, at.parent):
            raise KnownError(
                _("This register is open, and what you want done is not handed to who has it open: {why}.").format(
                    why=doubt
                ),
                _("Nothing was changed."),
                _("Do it in the window, or close it and try again."),
            )
        try:
            window.sendall(line(wish))
            return read(_first_line(window))
        except (OSError, ValueError):
            raise silent() from None


def silent() -> KnownError:
    """That the window does not answer, or not in words that are understood."""
    return KnownError(
        _("The window has this register open and does not answer."),
        _("Whether it was stored cannot be seen from here."),
        _("Look in the window: History says what was done last."),
    )


def _doubt(window: socket.socket, folder: Path) -> str:
    """Why it may not be this user's window that listens there; "" where it is."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        return _("the folder {folder} is not yours").format(folder=folder)
    if stat.S_IMODE(found.st_mode) & 0o077:
        return _("others can enter the folder {folder}").format(folder=folder)
    if hasattr(socket, "SO_PEERCRED"):  # elsewhere the folder alone tells
        _process, user, _group = _PEER.unpack(window.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size))
        if user != os.getuid():
            return _("another user listens there")
    return ""


_PEER = struct.Struct("3i")
"""How Linux tells who is at the other end: by process, user and group."""


def _first_line(window: socket.socket) -> bytes:
    """What comes up to the end of a line; TimeoutError where that takes too long, however much comes meanwhile."""
    heard, until = bytearray(), time.monotonic() + PATIENCE
    while not heard.endswith(b"\n") and len(heard) < LONGEST:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        window.settimeout(left)
        if not (part := window.recv(1 << 16)):
            break
        heard += part
    return bytes(heard)


def line(message: Message) -> bytes:
    """A message as it goes over the socket."""
    return json.dumps(message, ensure_ascii=True).encode() + b"\n"


def read(raw: bytes) -> Message:
    """The message of a line; ValueError where it is none."""
    try:
        found = json.loads(raw)
    except RecursionError:
        raise ValueError("a message is not so deep") from None
    if not isinstance(found, dict):
        raise ValueError("a message is an object")
    return found


def make_room(at: Path) -> None:
    """Make the folder of the socket, for this user alone, and take away what a run left that is no more."""
    at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at.parent.chmod(0o700)  # one that was there may have been open to others
    with suppress(FileNotFoundError):
        at.unlink()
