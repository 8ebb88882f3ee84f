"""Who writes: a name, asked once, initials, a unit, and an id behind them; kept on this computer."""

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
    return _kept("officer")


def initials() -> str:
    """The initials that stand behind the name on sheets; "" while none were given."""
    return _kept("initials")


def unit() -> str:
    """The unit that stands under sheets; "" while none was given."""
    return _kept("unit")


def signature(by: str) -> str:
    """A name as it stands on sheets, with initials and unit; "" where there is no name, whatever else was given."""
    if not by:
        return ""
    named = _("{name} ({initials})").format(name=by, initials=initials()) if initials() else by
    return _("{name}, {unit}").format(name=named, unit=unit()) if unit() else named


def author() -> str:
    """The id by which what was done here is told from what others did, whatever names they gave: a random UUID (RFC
    9562, version 4), made once. Where it cannot be kept it lasts as long as the program runs."""
    file = _file("author")
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
    return _keep("officer", checked(said))


def keep_initials(said: str) -> str:
    """Let these initials stand behind the name from now on, as `keep` does with the name."""
    return _keep("initials", _short(said, "initials"))


def keep_unit(said: str) -> str:
    """Let this unit stand under sheets from now on, as `keep` does with the name."""
    return _keep("unit", _short(said, "unit"))


def _short(said: str, field: str) -> str:
    try:
        return checked(said)
    except FieldError as error:
        raise FieldError(field, error.happened) from None


def _kept(what: str) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return on_one_line(plain_file.small(_file(what)).decode())[:LONGEST]
    return ""


def _keep(what: str, kept: str) -> str:
    file = _file(what)
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


def _file(what: str) -> Path:
    return user_config_path("aide-memoire") / f"{what}.txt"
