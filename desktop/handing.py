"""How the command line hands its work to the window that holds the register: a local socket of the same user.

One line of JSON goes there, one comes back. The socket lies in a folder only this user can enter, under a name that
follows from the register's real path. Windows has no such sockets in Python: there the register is said to be in use.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_data_path, user_runtime_path

from db.errors import KnownError
from db.words import _

LONGEST = 2_000_000
"""The most bytes of a line: a text of the log has at most 100,000 letters."""
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
    has_place = sys.platform == "darwin" or "XDG_RUNTIME_DIR" in os.environ
    return user_runtime_path("aide-memoire") if has_place else user_data_path("aide-memoire", appauthor=False)


def ask(register: Path, wish: Message) -> Message | None:
    """What the window answers to a wish; None where none listens. KnownError where it does not answer in time."""
    if not possible():
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as window:
        window.settimeout(PATIENCE)
        try:
            window.connect(str(place(register)))
        except OSError:
            return None
        try:
            window.sendall(line(wish))
            with window.makefile("rb") as answers:
                return read(answers.readline(LONGEST))
        except (OSError, ValueError):
            raise KnownError(
                _("The window has this register open and does not answer."),
                _("Whether it was stored cannot be seen from here."),
                _("Look in the window: History says what was done last."),
            ) from None


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
    with suppress(FileNotFoundError):
        at.unlink()
