"""Rows under headings: which row of a grouped table is a heading, and which is which record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from db.records.base import FacetValue
from db.words import _


class Groups:
    """Groups in their order; the records under a heading can be hidden. False where there are none."""

    def __init__(self, groups: Sequence[FacetValue], closed: Collection[str] = ()) -> None:
        self._groups = tuple(groups)
        self._closed = {n for n, group in enumerate(self._groups) if group.value in closed}
        self._lay()

    def __bool__(self) -> bool:
        return bool(self._groups)

    def __len__(self) -> int:
        """How many rows headings and shown records take."""
        return self._length

    def closed(self) -> Collection[str]:
        """The values of the groups whose records are hidden."""
        return {self._groups[n].value for n in self._closed}

    def rows(self) -> Sequence[int]:
        """The rows of the headings."""
        return self._rows

    def heading(self, row: int) -> tuple[str, int, bool] | None:
        """Label, number of records and whether they are shown, where the row is a heading."""
        n = bisect_right(self._rows, row) - 1
        if n < 0 or self._rows[n] != row:
            return None
        group = self._groups[n]
        return group.label or _("not stated"), group.count, n not in self._closed

    def record(self, row: int) -> int | None:
        """The place of the record in a row among all records; None for a heading."""
        n = bisect_right(self._rows, row) - 1
        return None if n < 0 or self._rows[n] == row else self._first[n] + row - self._rows[n] - 1

    def row(self, record: int) -> int | None:
        """The row of the record at a place; None where it is hidden."""
        n = bisect_right(self._first, record) - 1
        return None if n < 0 or n in self._closed else self._rows[n] + 1 + record - self._first[n]

    def toggle(self, row: int) -> None:
        """Show or hide the records under the heading in a row."""
        n = bisect_right(self._rows, row) - 1
        if n >= 0 and self._rows[n] == row:
            self._closed ^= {n}
            self._lay()

    def _lay(self) -> None:
        self._rows: list[int] = []
        self._first: list[int] = []
        self._length = records = 0
        for n, group in enumerate(self._groups):
            self._rows.append(self._length)
            self._first.append(records)
            self._length += 1 if n in self._closed else 1 + group.count
            records += group.count
