"""What a table page shows, as it leaves the window: the whole view for a file or paper, some rows to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.exchange.tables import Grid
from db.queries.base import Reader
from db.queries.settings import our_side
from db.records.base import View
from db.words import _
from desktop.page.table_page import TablePage
from desktop.table.cell import Column
from desktop.table.columns import Scene
from desktop.table.facets import facets
from desktop.table.grid import Heading, PaperList, Taken, Whole, as_shown, grid, marking_of, note, paper
from desktop.table.layout import Layout
from desktop.table.record_list import Subject
from desktop.workspace import Workspace

MOST_COPIED = 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A view of a table as it stood when somebody wanted it: enough to read every row of it."""

    name: str
    title: str
    subject: Subject
    view: View
    label: str
    layout: Layout
    looked_for: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """Every row of it, with what stands over them."""

    columns: tuple[Column[Any], ...]
    lines: tuple[Any, ...]
    heading: Heading

    def as_grid(self) -> Grid:
        """For other programs."""
        return grid(self.columns, self.lines, self.heading)

    def on_paper(self) -> PaperList:
        """For paper."""
        return paper(self.columns, self.lines, self.heading)


def shown(page: TablePage) -> Shown:
    """What the page shows now."""
    table, view = page.list, page.list.model.view
    named = next((each for each in table.views if each.key == table.tabs.current()), None)
    looked_for = _("Containing “{find}”").format(find=view.find.strip()) if view.asked else ""
    return Shown(
        name=page.name,
        title=page.subject.title,
        subject=page.subject,
        view=view,
        label=named.label if named is not None else view.name,
        layout=table.layout_now(),
        looked_for=looked_for,
        right_to_left=page.isRightToLeft(),
    )


def leaving(workspace: Workspace, what: Shown) -> Leaving:
    """Read every row of it, as the register is at this moment."""
    subject, today = what.subject, workspace.today()

    def read(reader: Reader) -> tuple[Taken, int | None, list[str]]:
        taken = Whole(subject.queries.LISTING, subject.queries.lines, what.view, today)(reader)
        return taken, our_side(reader), _filters(reader, what)

    taken, ours, narrowed = workspace.ask(read)
    said = [*narrowed, what.looked_for] if what.looked_for else narrowed
    about = note(what.label, said, today, Path(workspace.path).stem, len(taken.lines))
    heading = Heading(what.title, today, about, taken.marking, what.right_to_left)
    # On paper and in a file there is room for every column, whatever the window has.
    return Leaving(_chosen(subject.columns(Scene(ours, wide=True)), what.layout), taken.lines, heading)


def copied(workspace: Workspace, page: TablePage) -> Grid:
    """The selected rows, or the current one where none is, in the columns that can be seen; at most MOST_COPIED."""
    table, model = page.list.table, page.list.model
    rows = sorted({each.row() for each in table.selectionModel().selectedRows()} or {table.currentIndex().row()})
    lines = [line for line in map(model.record, rows[:MOST_COPIED]) if line is not None]
    header = table.horizontalHeader()
    seen = [number for number in map(header.logicalIndex, range(header.count())) if not table.isColumnHidden(number)]

    def read(reader: Reader) -> str:
        return marking_of(reader, lines)

    heading = Heading(page.subject.title, workspace.today(), (), workspace.ask(read), page.isRightToLeft())
    return as_shown([model.columns[number] for number in seen], lines, heading)


def _filters(reader: Reader, what: Shown) -> list[str]:
    """What the view is narrowed to: "Country: Pakistan, Türkiye"."""
    names = {each.name: each.label for each in facets(what.subject.kind)}
    listing = what.subject.queries.LISTING
    chosen = [(each.facet, listing.labels(reader, each.facet, each.values)) for each in what.view.filters]
    return [f"{names.get(facet, facet)}: {', '.join(labels)}" for facet, labels in chosen]


def _chosen(columns: Sequence[Column[Any]], layout: Layout) -> tuple[Column[Any], ...]:
    """The columns that were chosen, in their order."""
    by_key = {each.key: each for each in columns}
    return tuple(by_key[key] for key in layout.in_order(list(by_key)) if layout.shows(by_key[key]))
