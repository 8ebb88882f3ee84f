"""Who writes: a name, asked once, and an id behind it; kept on this computer for window and command line alike."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from platformdirs import user_config_path

from db import plain_file
from db.errors import FieldError, KnownError
from db.exchange.files import save
from db.rules.text import on_one_line
from db.words import _

LONGEST = 200
"""The most letters of a name; so many has the journal room for."""


def name() -> str:
    """The name that stands under what is logged and on sheets; "" while none was given.

    It is never guessed: what somebody logs in with is the computer's name for them, and stands on no paper.
    """
    with suppress(OSError, UnicodeDecodeError):
        return on_one_line(plain_file.small(_file()).decode())[:LONGEST]
    return ""


def author() -> str:
    """The id by which what was done here is told from what others did, whatever names they gave: a random UUID (RFC
    9562, version 4), made once. Where it cannot be kept it lasts as long as the program runs."""
    file = _file().with_name("author.txt")
    with suppress(OSError, ValueError):
        return str(UUID(plain_file.small(file).decode("ascii").strip()))
    made = _made_now()
    with suppress(OSError, KnownError):
        file.parent.mkdir(parents=True, exist_ok=True)
        save(f"{made}\n".encode(), file, private=True)
    return made


@cache
def _made_now() -> str:
    return str(uuid4())


def checked(said: str) -> str:
    """A name as it is kept; FieldError where it is too long."""
    kept = on_one_line(said)
    if len(kept) > LONGEST:
        raise FieldError("name", _("At most {number} characters.").format(number=LONGEST))
    return kept


def keep(said: str) -> str:
    """Write under this name from now on, or under none where it is empty; the name as it is kept.

    What was written before stays as it is. Raises FieldError for what is too long, KnownError where it cannot be kept.
    """
    kept, file = checked(said), _file()
    try:
        if kept:
            file.parent.mkdir(parents=True, exist_ok=True)
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise KnownError(_("{path} cannot be written ({why}).").format(path=file, why=error.strerror)) from error
    if kept:
        save(f"{kept}\n".encode(), file, private=True)
    return kept


def _file() -> Path:
    return user_config_path("aide-memoire") / "officer.txt"
