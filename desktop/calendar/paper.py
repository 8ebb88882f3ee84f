"""A calendar on paper: what its days have, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.records.calendar import CalendarItem
from db.words import _
from desktop.calendar.looks import look_of, title_of
from desktop.table.cell import Cell, Column
from desktop.table.grid import Heading, PaperList, paper


def on_paper(items: Sequence[CalendarItem], heading: Heading) -> PaperList:
    """The things of a calendar in the order of an agenda."""
    return paper(_columns(), items, heading)


def _columns() -> tuple[Column[CalendarItem], ...]:
    return (
        Column("when", _("When"), _when, width=130),
        Column("what", _("What"), _what, width=120),
        Column("title", _("Title"), _title, width=300, stretch=True),
        Column("status", _("Status"), _status, width=130),
    )


def _when(item: CalendarItem, _as_of: date) -> Cell:
    return Cell(item.when)


def _what(item: CalendarItem, _as_of: date) -> Cell:
    return Cell(item.said)


def _title(item: CalendarItem, _as_of: date) -> Cell:
    return Cell(title_of(item), " ".join(item.about.split()))


def _status(item: CalendarItem, _as_of: date) -> Cell:
    look = look_of(item)
    return Cell(item.status.label, icon=look.icon, tone=look.tone) if item.status is not None else Cell("")
