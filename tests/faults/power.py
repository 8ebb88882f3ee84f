"""A disk that loses its power: from what was written and what was brought to it, every state it may be left in.

What a program writes waits in memory until it is synced. Until then the disk may have any of it, in any order: of each
sector any content it had since, of a file that grew what lay there before, of a folder any of its names. What was
synced is there; of what was under way when the power went, any part. Disks that lie about a sync are beyond this.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

SECTORS = (512, 4096)
"""The bytes that a disk writes as one, by the kind of disk."""

Files = dict[str, bytes]
"""The files of a folder by their names."""


class Write(NamedTuple):
    """Bytes go into a file; files have numbers, for a name can be given anew."""

    file: int
    at: int
    data: bytes


class Truncate(NamedTuple):
    """A file ends here."""

    file: int
    size: int


class Sync(NamedTuple):
    """All of a file is brought to the disk; of a new journal its name too, as SQLite does."""

    file: int


class Create(NamedTuple):
    """A new file gets a name."""

    file: int
    name: str


class Delete(NamedTuple):
    """A name is given up; `lasting` where the folder was synced before anybody heard of it."""

    name: str
    lasting: bool


Step = Write | Truncate | Sync | Create | Delete


class Record(NamedTuple):
    """What was done to a folder, and after how many steps each commit was acknowledged."""

    before: Files
    steps: list[Step]
    acknowledged: list[int]


class Disk:
    """A disk to which a record was done up to a cut; the step after the cut was under way."""

    def __init__(self, record: Record, cut: int) -> None:
        self._kept = {number: bytearray(content) for number, content in enumerate(record.before.values())}
        self._names = {name: number for number, name in enumerate(record.before)}
        self._waiting: dict[int, list[Write | Truncate]] = {number: [] for number in self._kept}
        self._renaming: list[Create | Delete] = []
        for step in record.steps[:cut]:
            self._begin(step)
            self._end(step)
        for step in record.steps[cut : cut + 1]:
            self._begin(step)

    def _begin(self, step: Step) -> None:
        match step:
            case Create(file=file):
                self._kept[file], self._waiting[file] = bytearray(), []
                self._renaming.append(step)
            case Delete():
                self._renaming.append(step)
            case Write(file=file) | Truncate(file=file):
                self._waiting[file].append(step)

    def _end(self, step: Step) -> None:
        """What lasts once the step is over."""
        match step:
            case Sync(file=file):
                self._kept[file] = _after(self._kept[file], self._waiting[file])
                self._waiting[file] = []
                names_last = any(isinstance(each, Create) and each.file == file for each in self._renaming)
            case Delete(lasting=names_last):
                pass
            case _:
                return
        if names_last:
            self._names = _renamed(self._names, self._renaming)
            self._renaming = []

    def whole(self) -> Files:
        """What a program sees that runs on."""
        names = _renamed(self._names, self._renaming)
        return {name: bytes(_after(self._kept[file], self._waiting[file])) for name, file in names.items()}

    def left(self, chance: random.Random) -> Files:
        """What may be there when the power is back."""
        way, sector = chance.choice(_WAYS), chance.choice(SECTORS)
        share = 0.0 if way is _none else 1.0 if way is _all else 0.5
        names = _renamed(self._names, [each for each in self._renaming if chance.random() < share])
        return {name: bytes(way(self._kept[file], self._waiting[file], sector, chance)) for name, file in names.items()}


def _renamed(names: dict[str, int], steps: Sequence[Create | Delete]) -> dict[str, int]:
    made = dict(names)
    for step in steps:
        if isinstance(step, Create):
            made[step.name] = step.file
        else:
            made.pop(step.name, None)
    return made


def _after(content: bytearray, steps: Sequence[Write | Truncate]) -> bytearray:
    made = bytearray(content)
    for step in steps:
        _do(made, step)
    return made


def _do(content: bytearray, step: Write | Truncate) -> None:
    if isinstance(step, Truncate):
        del content[step.size :]
        content.extend(bytes(step.size - len(content)))
    else:
        content.extend(bytes(max(step.at - len(content), 0)))
        content[step.at : step.at + len(step.data)] = step.data


def _none(content: bytearray, _steps: Sequence[Write | Truncate], _sector: int, _chance: random.Random) -> bytearray:
    return content


def _all(content: bytearray, steps: Sequence[Write | Truncate], _sector: int, _chance: random.Random) -> bytearray:
    return _after(content, steps)


def _first(content: bytearray, steps: Sequence[Write | Truncate], _sector: int, chance: random.Random) -> bytearray:
    return _after(content, steps[: chance.randint(0, len(steps))])


def _torn(content: bytearray, steps: Sequence[Write | Truncate], sector: int, chance: random.Random) -> bytearray:
    """Each sector as it was at a moment of its own, in a file of the length of another moment."""
    now, lengths = bytearray(content), [len(content)]
    contents: dict[int, list[bytes]] = {}
    for step in steps:
        if isinstance(step, Write):
            touched = range(step.at // sector, (step.at + len(step.data) - 1) // sector + 1)
            for number in touched:
                contents.setdefault(number, [bytes(now[number * sector : (number + 1) * sector])])
            _do(now, step)
            for number in touched:
                contents[number].append(bytes(now[number * sector : (number + 1) * sector]))
        else:
            _do(now, step)
        lengths.append(len(now))
    length, newest = chance.choice(lengths), chance.choice((0.1, 0.5, 0.9))
    beyond = max(length - len(content), 0)  # what grew without being written has what lay there before
    made = content + (chance.randbytes(beyond) if chance.random() < 0.5 else bytes(beyond))
    for number, versions in contents.items():
        chosen = versions[-1] if chance.random() < newest else chance.choice(versions)
        made[number * sector : number * sector + len(chosen)] = chosen
    return made[:length]


_WAYS = (_none, _all, _first, _torn, _torn, _torn)
"""What of the waiting steps of a file is there; chance most often takes the one that holds all the others."""
