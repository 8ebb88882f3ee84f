"""What was told of a register's reminders here: a private file that the window and the command line share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime

from platformdirs import user_state_path
from pydantic import AwareDatetime, ValidationError

from db import plain_file
from db.errors import KnownError
from db.exchange.files import save
from db.records.base import Shape
from db.records.notifications import ToTell
from db.rules.notifications import Told, Wait, decide
from desktop.notifying.choices import Choices

if sys.platform != "win32":
    import fcntl


class _Content(Shape):
    """The file."""

    last: AwareDatetime | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What is to be told now, by nobody else: `told` is what stands in the file since, `before` what stood there."""

    file: ToldFile
    what: tuple[ToTell, ...]
    wait: Wait | None
    told: Told
    before: Told


class ToldFile:
    """Written before somebody is told, so that what fails in the middle is not told again: the bell and Today have it
    all the same. What could not be shown at all is given back."""

    def __init__(self, beginning: str) -> None:
        """`beginning` is the seal of the register's first change: copies and restored backups are the same register."""
        self.path = user_state_path("aide-memoire", appauthor=False) / "told" / f"{beginning[:32] or 'new'}.json"

    def claim(self, firing: Sequence[ToTell], now: datetime, choices: Choices, *, active: bool) -> Claim:
        """Decide what is told now, and remember it as told. A KnownError says why it cannot be remembered."""
        keys = [each.key for each in firing]
        with self._held():
            kept = self._understood()
            before = self._told_before(firing, now.date()) if kept is None else kept
            found = decide(keys, before, now, choices.quiet, active=active, wanted=choices.notify)
            if isinstance(found, Wait):
                if kept is None:
                    self._write(before)
                return Claim(self, (), found, before, before)
            told = before.with_these(found, keys, now)
            self._write(told)
        new = frozenset(found)
        return Claim(self, tuple(each for each in firing if each.key in new), None, told, before)

    def give_back(self, claim: Claim) -> None:
        """What was claimed could not be told: it is to be told another time."""
        with suppress(KnownError), self._held():  # else it counts as told, and stands on Today
            kept = self._understood() or Told()
            self._write(kept.without([each.key for each in claim.what], claim.before.last))

    def _understood(self) -> Told | None:
        """What was told, as far as the file says; None where it is there and cannot be understood."""
        try:
            found = _Content.model_validate_json(plain_file.small(self.path))
        except FileNotFoundError:
            return Told()
        except (OSError, ValidationError):
            return None
        return Told(found.keys, found.last)

    @staticmethod
    def _told_before(firing: Sequence[ToTell], today: date) -> Told:
        """What is taken for told where nobody knows: what fires since an earlier day was, or stands on Today; what
        fires today is told rather once too often than never. The file is written anew with it."""
        return Told(tuple(each.key for each in firing if each.fires_on < today))

    def _write(self, told: Told) -> None:
        content = _Content(last=told.last, keys=told.keys)
        save(content.model_dump_json().encode(), self.path, private=True)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """One at a time: a timer of the system may run while the window is open."""
        with suppress(OSError):  # then nothing can be written there, and that says why
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            file = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            yield
            return
        try:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)
