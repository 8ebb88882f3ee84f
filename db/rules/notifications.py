"""When somebody is told of reminders: once of each, of several together, seldom, and not in quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from hashlib import blake2b

GAP = timedelta(minutes=15)
"""At most one message in so long a time."""
MOST, BESIDE = 30_000, 1_000
"""So many reminders that fire are told of one by one, the newest; and of so many that do not fire at the moment it is
remembered that they were: a clock that is set back, or an undo, makes them fire again."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nothing is shown on the desktop; they may go past midnight."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        """Whether a time of the day is among them; where both ends are one time, none is."""
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told of on this computer, the newest last, and when they were told last."""

    keys: tuple[str, ...] = ()
    last: datetime | None = None

    def with_these(self, keys: Sequence[str], firing: Sequence[str], now: datetime) -> Told:
        """The same with what is told now; of what fires at the moment nothing is forgotten."""
        every = tuple(dict.fromkeys((*self.keys, *keys)))
        known = frozenset(firing)
        beside = [each for each in every if each not in known][-BESIDE:]
        kept = known.union(beside)
        return Told(tuple(each for each in every if each in kept), now)

    def without(self, keys: Sequence[str], last: datetime | None) -> Told:
        """The same without what could not be told after all."""
        gone = frozenset(keys)
        return Told(tuple(each for each in self.keys if each not in gone), last)


class Wait(Enum):
    """Why nothing is told now."""

    NOTHING_NEW = "nothing new"
    OFF = "off"
    QUIET = "quiet"
    JUST_TOLD = "just told"


def key_of(occurrence: tuple[object, ...], put_off: tuple[object, ...]) -> str:
    """What tells a time of being told from all others: the occurrence, and until when it was put off, for then it is
    to be told again. It is kept outside the register, and nothing can be read from it."""
    return blake2b("/".join(map(str, (*occurrence, *put_off))).encode(), digest_size=5).hexdigest()


def decide(
    firing: Sequence[str], told: Told, now: datetime, quiet: Quiet | None, *, active: bool, wanted: bool = True
) -> tuple[str, ...] | Wait:
    """Which of the reminders that fire are to be told of now, all in one message, or why none is.

    `now` is the time where this computer stands. Somebody who works in the window (`active`) is told there, whatever
    the hour; else on the desktop, where that is `wanted`. A last time that lies ahead was told by a clock that has been
    set back since, and delays nothing.
    """
    known = frozenset(told.keys)
    new = tuple(each for each in firing[-MOST:] if each not in known)
    if not new:
        return Wait.NOTHING_NEW
    if not active and not wanted:
        return Wait.OFF
    if not active and quiet is not None and quiet.holds(now.time()):
        return Wait.QUIET
    if told.last is not None and timedelta(0) <= now - told.last < GAP:
        return Wait.JUST_TOLD
    return new
