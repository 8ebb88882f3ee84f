"""The name an officer writes under: asked once, kept on this computer for the window and the command line alike."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path

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
        return on_one_line(_file().read_text(encoding="utf-8"))[:LONGEST]
    return ""


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
