"""How a status table looks to somebody: which columns in which order and width, and how high its rows are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, cast, get_args

from desktop.table.cell import Column

Density = Literal["compact", "standard", "relaxed"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns are named by their keys; widths are at 100 % text. Empty means: as the program sets it up.

    Kept are the columns that are shown, so that one a later version adds does not push itself into a table somebody
    arranged.
    """

    density: Density = "standard"
    shown: tuple[str, ...] | None = None
    order: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, density: str = "") -> Layout:
        """The layout a text holds; the usual one where it holds none that can be read, in a density that is wanted."""
        usual = cls(density=cast(Density, density)) if density in get_args(Density) else cls()
        try:
            kept: dict[str, Any] = json.loads(text)
            shown, widths = kept.get("shown"), kept.get("widths") or {}
            return cls(
                density=kept["density"] if kept.get("density") in get_args(Density) else usual.density,
                shown=None if shown is None else tuple(map(str, shown)),
                order=tuple(map(str, kept.get("order") or ())),
                widths={str(key): max(40, min(2000, int(width))) for key, width in widths.items()},
            )
        except (ValueError, TypeError, AttributeError, KeyError):
            return usual

    def text(self) -> str:
        """The layout as a text to keep."""
        return json.dumps(asdict(self))

    def in_order(self, keys: Sequence[str]) -> list[str]:
        """The columns in the order chosen; those it does not name stay where they were among the others."""
        named = [key for key in self.order if key in keys]
        rest = [key for key in keys if key not in named]
        return named + rest if named else list(keys)

    def shows(self, column: Column[Any], wide: bool = True) -> bool:
        """Whether a column is shown where there is room, or is not; what rows are known by always is."""
        usual = not column.extra and (wide or not column.wide_only)
        chosen = usual if self.shown is None else column.key in self.shown
        return column.stretch or (chosen and bool(column.label))

    def with_column(self, key: str, shown: bool, now: Sequence[str]) -> Layout:
        """The same with a column shown or hidden; `now` are those shown now."""
        return replace(self, shown=tuple(each for each in now if each != key) + ((key,) if shown else ()))

    def with_width(self, key: str, width: int) -> Layout:
        """The same with a column of another width."""
        return replace(self, widths={**self.widths, key: width})
