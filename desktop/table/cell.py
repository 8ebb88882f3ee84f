"""What stands in one cell of a status table, and what a column draws of a row; no table is needed to say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class HasId(Protocol):
    """A row names its record."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=HasId)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a delegate draws: words, the words under them, and how; `spoken` is what a screen reader says.

    `dated` says that the words are a date and those under them only how far off it is; `day` is its day where exact.
    """

    text: str = ""
    under: str = ""
    tone: str = ""
    icon: str = ""
    codes: tuple[tuple[str, bool], ...] = ()
    tip: str = ""
    spoken: str = ""
    dated: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its label, what it draws of a row, and the view's sort name ("" cannot be sorted).

    One that is `wide_only` waits for a wide window, one that is `extra` until somebody chooses it; one without a label
    has nothing to say for now and cannot be chosen.
    """

    key: str
    label: str
    cell: Callable[[R, date], Cell]
    sort: str = ""
    width: int = 120
    stretch: bool = False
    wide_only: bool = False
    extra: bool = False
