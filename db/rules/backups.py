"""Which backups of a register there are, which of them stay, and when another one is due."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months with backups the newest of each is kept of. Source: Anki, rslib config, the same."""
FEWEST = 3
EVERY = timedelta(minutes=30)
"""After so long a time with changes in it another backup is made."""
KEPT_BEFORE_RESTORE = timedelta(days=30)
"""So long a restore or a repair can be undone."""
LATE = timedelta(days=3)
"""Who changed something and has no backup for so long is warned."""
DRILL = timedelta(days=30)
"""So often a backup is restored unseen."""
BULK = 20
"""What is done to so many records at once has a backup before it."""


class Before(StrEnum):
    """What took the place of the register, which was kept before it."""

    RESTORE = "restore"
    REPAIR = "repair"


_PINNED = "_pinned"
_MOMENT = "%Y-%m-%dT%H%M%SZ"
_TAIL = re.compile(
    r"_(?P<taken>\d{4}-\d\d-\d\dT\d{6}Z)(?:_c(?P<change>\d{6,18})(?:_(?P<head>[0-9a-f]{12}))?)?"
    rf"(?:_before-(?P<before>{'|'.join(Before)}))?(?P<pinned>_pinned)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, as its name tells it: the moment, the last change in it and the beginning of its seal.

    A copy without a change is no checked one: it is a file that could not be read, kept as it was before a restore."""

    path: Path
    taken: datetime
    change: int | None = None
    head: str = ""
    before: Before | None = None
    pinned: bool = False
    size: int = 0

    @property
    def is_checked(self) -> bool:
        """Whether it was found whole before it got its name."""
        return self.change is not None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be wrong in it; what was repaired stands in what was kept before."""
        return self.is_checked and not self.was_repaired

    @property
    def was_repaired(self) -> bool:
        """Whether it is what a repair put aside."""
        return self.before is Before.REPAIR

    def holds(self, change: int, head: str) -> bool:
        """Whether it is of this state of the register: the change, and its seal as hexadecimal digits."""
        return self.change == change and head.startswith(self.head)


class Standing(NamedTuple):
    """How far a register is: its last change, when and what that was, its seal, and how many records there are."""

    change: int
    at: datetime | None
    label: str
    head: str
    records: int


class Since(NamedTuple):
    """What was done from some point on: how many changes, and the newest of them with their moments, newest first."""

    changes: int
    newest: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What is in the register and not in a backup, and what only the backup has, counted from where both parted."""

    here: Since
    there: Since
    related: bool = True
    """Whether they have a change in common, or neither has any."""

    @property
    def is_of_another(self) -> bool:
        """Whether both have changes and none in common: one is no backup of the other."""
        return not self.related and bool(self.here.changes and self.there.changes)

    @property
    def changes(self) -> int:
        """How many changes a restore takes away."""
        return self.here.changes

    @property
    def at(self) -> datetime | None:
        """When the last of them was made."""
        return self.here.newest[0][0] if self.here.newest else None

    @property
    def label(self) -> str:
        """What that was."""
        return self.here.newest[0][1] if self.here.newest else ""


def name(
    register: Path, taken: datetime, change: int | None = None, head: str = "", before: Before | None = None
) -> str:
    """The name of a backup of a register; `before`: it is kept because another one is put in place of it."""
    parts = [register.stem, taken.astimezone(UTC).strftime(_MOMENT)]
    if change is not None:
        parts += [f"c{change:06}", *([head] if head else [])]
    parts += [f"before-{before}"] if before else []
    return "_".join(parts) + register.suffix


def with_pin(path: Path, pinned: bool) -> Path:
    """The path of a backup that is pinned, or is not."""
    return path.with_stem(path.stem.removesuffix(_PINNED) + (_PINNED if pinned else ""))


def read(path: Path, register: Path, size: int = 0) -> Backup | None:
    """The backup of this register that a file is by its name; None for any other file."""
    if path.suffix != register.suffix or not path.stem.startswith(register.stem):
        return None
    found = _TAIL.fullmatch(path.stem, len(register.stem))
    if found is None or not (found["change"] or found["before"]):
        return None
    try:
        taken = datetime.strptime(found["taken"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:  # the 31st of February
        return None
    change = int(found["change"]) if found["change"] else None
    before = Before(found["before"]) if found["before"] else None
    return Backup(path, taken, change, found["head"] or "", before, bool(found["pinned"]), size)


def in_order(backups: Iterable[Backup]) -> list[Backup]:
    """The newest first; of one moment that with more changes."""
    return sorted(backups, key=lambda each: (each.taken, each.change or 0, each.path.name), reverse=True)


def offered(backups: Iterable[Backup]) -> list[Backup]:
    """As they are offered to be restored: those that are whole first, each kind the newest first."""
    return sorted(in_order(backups), key=lambda each: not each.is_whole)


def kept(backups: Iterable[Backup], now: datetime) -> set[Backup]:
    """Those that stay; days are those of the zone of `now`.

    All of today and yesterday, and the newest of each of 12 days, 10 weeks and 9 months before; never fewer than three.
    Clocks jump and a restore counts changes anew from an earlier one, so the newest three by date and the newest three
    by changes stay both, and what is dated after today takes no place from what is not.
    """
    every = in_order(backups)
    stay = {each for each in every if each.pinned or _undoes(each, now)}
    checked = [each for each in every if each.is_whole]
    stay.update(checked[:FEWEST])
    stay.update(sorted(checked, key=lambda each: each.change or 0, reverse=True)[:FEWEST])
    days = {each: each.taken.astimezone(now.tzinfo).date() for each in checked}
    stay.update(each for each, day in days.items() if day >= now.date() - timedelta(days=1))
    past = [each for each in checked if days[each] < now.date() - timedelta(days=1)]
    spans: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    )
    for many, span in spans:
        newest: dict[object, Backup] = {}
        for each in past:
            newest.setdefault(span(days[each]), each)
        stay.update(list(newest.values())[:many])
    return stay


def _undoes(backup: Backup, now: datetime) -> bool:
    """Whether a restore or a repair can still be undone with it."""
    return backup.before is not None and now - backup.taken < KEPT_BEFORE_RESTORE


def undoing(backups: Iterable[Backup], now: datetime) -> Backup | None:
    """What the latest restore or repair is undone with, for thirty days; None where it put aside what could not be
    read, which takes no register's place again."""
    latest = next((each for each in in_order(backups) if _undoes(each, now)), None)
    return latest if latest is not None and latest.is_checked else None


def newest(backups: Iterable[Backup]) -> Backup | None:
    """The newest one that is whole."""
    return next((each for each in in_order(backups) if each.is_whole), None)


def is_due(backups: Sequence[Backup], change: int, head: str) -> bool:
    """Whether something was done, or repaired, that no backup holds whole."""
    return change > 0 and not any(each.is_whole and each.holds(change, head) for each in backups)


def is_late(last: datetime | None, is_changed: bool, now: datetime) -> bool:
    """Whether to warn: something was changed that is in no backup, and the last one is days old, or there is none."""
    return is_changed and (last is None or now - last >= LATE)


def drill_is_due(last: datetime | None, now: datetime) -> bool:
    """Whether a backup is to be restored unseen; a drill that is dated after now was made under a wrong clock."""
    return last is None or not timedelta(0) <= now - last < DRILL
