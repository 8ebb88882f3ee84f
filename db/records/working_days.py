"""Days off, as the page of settings shows them and as a person marks them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from db.records.base import Shape, Title


class Marked(Shape):
    """What a person said about the days of a country: off besides the public holidays, with a name, or worked."""

    added: dict[date, Title] = Field(default_factory=dict)
    struck: tuple[date, ...] = ()

    def __hash__(self) -> int:
        return hash((*self.added.items(), self.struck))


class DayOff(Shape):
    """A day off in a year."""

    day: date
    name: str
    expected: bool = False
    """Whether it follows the moon and may be announced for another day."""
    own: bool = False
    """Whether a person added it."""
    struck: bool = False
    """Whether a person said that it is worked."""
