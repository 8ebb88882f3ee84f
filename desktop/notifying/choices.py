"""What a person at this computer chose about being told of reminders."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Annotated

from platformdirs import user_config_path
from pydantic import BeforeValidator, ValidationError

from db import plain_file
from db.exchange.files import save
from db.records.base import Shape
from db.rules.notifications import Quiet

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?", re.ASCII)


def _time(typed: object) -> object:
    """A time of the day as people write it: "20:00", "7", "7.30"; nothing where nothing is written."""
    if not isinstance(typed, str):
        return typed
    found = _CLOCK.fullmatch(typed.strip())
    if not typed.strip():
        return None
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else typed


Clock = Annotated[time | None, BeforeValidator(_time)]


class Choices(Shape):
    """Whether somebody is told on the desktop, and when not; whether the program stays when its window is closed."""

    notify: bool = True
    quiet_from: Clock = time(20)
    quiet_to: Clock = time(7)
    background: bool = False

    @property
    def quiet(self) -> Quiet | None:
        """The quiet hours; None where either end is missing."""
        if self.quiet_from is None or self.quiet_to is None:
            return None
        return Quiet(self.quiet_from, self.quiet_to)


def chosen() -> Choices:
    """What was chosen; the usual where the file cannot be read."""
    with suppress(OSError, ValidationError):
        return Choices.model_validate_json(plain_file.small(_file()))
    return Choices()


def choose(choices: Choices) -> None:
    """Keep it; a KnownError says why it cannot be."""
    file = _file()
    with suppress(OSError):  # where there is no folder, the file says why it cannot be written
        file.parent.mkdir(parents=True, exist_ok=True)
    save(choices.model_dump_json(indent=1).encode(), file, private=True)


def _file() -> Path:
    return user_config_path("aide-memoire") / "reminders.json"
