"""What several records have between them, as ticks: all have it, some do, none does; and what ticking them changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import NamedTuple


class Tick(Enum):
    """How many of the records have a value."""

    NONE = 0
    SOME = 1
    ALL = 2


class Wish(NamedTuple):
    """What every one of the records is to have, and what none of them; what is in neither stays as each has it."""

    add: tuple[int, ...] = ()
    take: tuple[int, ...] = ()

    def after(self, held: Iterable[int]) -> tuple[int, ...]:
        """What a record has once it is done: what it had first, in its order, then what is new to it."""
        return tuple(each for each in dict.fromkeys((*held, *self.add)) if each not in self.take)


def ticks(values: Iterable[int], held: Collection[Collection[int]]) -> dict[int, Tick]:
    """The tick of each value, where each of the records holds some of them; of no record at all none has any."""
    found = {}
    for value in values:
        many = sum(value in each for each in held)
        found[value] = Tick.NONE if not many else Tick.ALL if many == len(held) else Tick.SOME
    return found


def wish(before: Mapping[int, Tick], after: Mapping[int, Tick]) -> Wish:
    """What ticks ask for: what is ticked now and was not is added to all, what is clear now and was not is taken from
    all. A tick that is as it was asks for nothing, so what differs between records and is not touched stays."""
    changed = {value: tick for value, tick in after.items() if tick is not before[value]}
    return Wish(
        add=tuple(value for value, tick in changed.items() if tick is Tick.ALL),
        take=tuple(value for value, tick in changed.items() if tick is Tick.NONE),
    )


def only(before: Mapping[int, Tick], value: int, records: int) -> Wish:
    """What choosing a value without touching any tick asks for: of one record, that it has this one alone, for what it
    had is seen beside it; of several, that all have it too, for nothing of theirs is lost unless somebody clears it."""
    ticked = wish(before, {**before, value: Tick.ALL})
    if records > 1:
        return ticked
    return Wish(ticked.add, tuple(each for each, tick in before.items() if tick is not Tick.NONE and each != value))
