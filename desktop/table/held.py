"""What a table holds of its view: how many rows there are, which stand in the windows seen last, and what they say."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Generic, Protocol

from db.queries.base import Reader
from db.queries.listing import Rows
from db.records.base import Change, FacetValue, View
from db.vocabulary import Kind
from desktop.table.cell import R
from desktop.workspace import Workspace

WINDOW = 64
KEPT_WINDOWS = 32


class Listed(Protocol):
    """What a table lists: the rows of a view. Of no `kind` are the rows of every kind."""

    @property
    def kind(self) -> Kind | None: ...

    @property
    def relative(self) -> frozenset[str]: ...

    def rows(self, reader: Reader, today: date, view: View) -> Rows: ...

    def groups(self, reader: Reader, today: date, view: View) -> tuple[FacetValue, ...]: ...


Lines = Callable[[Reader, date, Sequence[int]], Sequence[R]]
"""How records read as rows, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class News(Generic[R]):
    """What was read of a view again; nothing of it is held until it is taken."""

    view: View
    today: date
    total: int
    groups: tuple[FacetValue, ...]
    stale: frozenset[int] | None = None
    """The records whose rows may say something else now; None for all."""
    moved: bool = True
    """Whether any row may stand elsewhere."""
    lines: Mapping[int, R] = field(default_factory=dict)


class Held(Generic[R]):
    """The places of a view's records, without headings, and the rows read of them; few are held, the rest is read."""

    def __init__(self, workspace: Workspace, listing: Listed, lines: Lines[R]) -> None:
        self.view, self.total = View(), 0
        self.groups: tuple[FacetValue, ...] = ()
        self._workspace, self._listing, self._lines_of = workspace, listing, lines
        self._today = workspace.today()
        self._windows: OrderedDict[int, list[int]] = OrderedDict()
        self._lines: dict[int, R] = {}

    def look(self, view: View) -> News[R]:
        """Read a view from scratch."""
        today = self._workspace.today()

        def read(reader: Reader) -> News[R]:
            total = self._listing.rows(reader, today, view).count(reader)
            return News(view, today, total, self._groups_of(reader, today, view))

        return self._workspace.ask(read)

    def after(self, change: Change) -> News[R] | None:
        """Read again what a change reaches; None where it reaches nothing of this table."""
        kind = self._listing.kind
        if kind is None or change.reached is None or self._workspace.today() != self._today:
            return self.look(self.view)
        reached = change.among(kind)
        return self._workspace.ask(partial(self._again, reached=reached)) if reached else None

    def take(self, news: News[R]) -> None:
        """Hold what was read."""
        self.view, self._today, self.total, self.groups = news.view, news.today, news.total, news.groups
        if news.moved:
            self._windows.clear()
        if news.stale is None or len(self._lines) > WINDOW * KEPT_WINDOWS:
            self._lines.clear()
        for each in news.stale or ():
            self._lines.pop(each, None)
        self._lines |= news.lines

    def line(self, place: int) -> R | None:
        """The row at a place, read with its neighbours when it is not at hand."""
        if not 0 <= place < self.total:
            return None
        number = self.id_at(place)
        if number is None or number not in self._lines:
            self._workspace.ask(partial(self._read, start=place - place % WINDOW))
            number = self.id_at(place)
        else:
            self._windows.move_to_end(place - place % WINDOW)
        return self._lines.get(number) if number is not None else None

    def id_at(self, place: int) -> int | None:
        """The record at a place; None where it is not at hand."""
        ids, offset = self._windows.get(place - place % WINDOW, ()), place % WINDOW
        return ids[offset] if offset < len(ids) else None

    def place_of(self, record_id: int) -> int | None:
        """Where a record stands, if that is at hand."""
        return next((start + ids.index(record_id) for start, ids in self._windows.items() if record_id in ids), None)

    def find(self, record_id: int, near: int, windows: int) -> int | None:
        """Where a record stands, looked for in so many windows, the nearest to a place first."""

        def search(reader: Reader) -> int | None:
            rows = self._listing.rows(reader, self._today, self.view)
            for start in _nearest(near, self.total, windows):
                ids = self._window(reader, rows, start)
                if record_id in ids:
                    return start + ids.index(record_id)
            return None

        place = self.place_of(record_id)
        return self._workspace.ask(search) if place is None else place

    def _groups_of(self, reader: Reader, today: date, view: View) -> tuple[FacetValue, ...]:
        return self._listing.groups(reader, today, view) if view.group else ()

    def _again(self, reader: Reader, reached: frozenset[int]) -> News[R]:
        rows = self._listing.rows(reader, self._today, self.view)
        total, groups = rows.count(reader), self._groups_of(reader, self._today, self.view)
        moved = (total, groups) != (self.total, self.groups) or self._moved(reader, rows, reached)
        wanted = [] if moved else [each for each in reached if each in self._lines]
        lines = {line.id: line for line in self._lines_of(reader, self._today, wanted)} if wanted else {}
        return News(self.view, self._today, total, groups, reached, moved, lines)

    def _moved(self, reader: Reader, rows: Rows, reached: frozenset[int]) -> bool:
        """Whether any row may stand elsewhere in a view that has as many rows as before.

        Records that were not reached keep their order among themselves. So if those that were, and are at hand, stand
        where they stood, and no other of them is in the view now, every row is where it was.
        """
        if self.view.name in self._listing.relative:
            return True
        touched = {start: ids for start, ids in self._windows.items() if not reached.isdisjoint(ids)}
        if any(rows.page(reader, start, WINDOW, self.total) != ids for start, ids in touched.items()):
            return True
        return bool(rows.among(reader, reached.difference(*touched.values())))

    def _window(self, reader: Reader, rows: Rows, start: int) -> list[int]:
        """The ids of a window."""
        ids = self._windows.get(start)
        if ids is None:
            ids = self._windows[start] = rows.page(reader, start, WINDOW, self.total)
            if len(self._windows) > KEPT_WINDOWS:
                for each in self._windows.popitem(last=False)[1]:
                    self._lines.pop(each, None)
        self._windows.move_to_end(start)
        return ids

    def _read(self, reader: Reader, start: int) -> None:
        """The ids of a window, and the rows of it that are not at hand."""
        ids = self._window(reader, self._listing.rows(reader, self._today, self.view), start)
        missing = [each for each in ids if each not in self._lines]
        self._lines |= {line.id: line for line in self._lines_of(reader, self._today, missing)}


def _nearest(place: int, total: int, windows: int) -> list[int]:
    """The first places of the windows about a place, the nearest first."""
    middle, last = max(0, place) // WINDOW, (total - 1) // WINDOW
    every = sorted(range(last + 1), key=lambda number: abs(number - middle))
    return [number * WINDOW for number in every[:windows]]
