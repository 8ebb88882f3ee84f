"""The table of the Trash: what a record is, when it was put there and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.records.trash import TrashLine
from db.rules.periods import Period, distance
from db.words import _
from desktop.history.changes import when
from desktop.kinds import KINDS
from desktop.kit.words import one_line
from desktop.table.cell import Cell, Column


def columns() -> Sequence[Column[TrashLine]]:
    """The columns."""
    return (
        Column("kind", _("Kind"), _kind, "", 160),
        Column("title", _("Title"), _title, "", 320, stretch=True),
        Column("at", _("Moved to Trash"), _at, "", 160),
        Column("by", _("By"), _by, "", 160),
    )


def _kind(line: TrashLine, today: date) -> Cell:
    return Cell(line.kind.label, icon=KINDS[line.kind].icon)


def _title(line: TrashLine, today: date) -> Cell:
    return Cell(one_line(line.title), tip=line.title)


def _at(line: TrashLine, today: date) -> Cell:
    day = line.at.astimezone().date()
    return Cell(Period.on(day).display(), distance(day, today), tip=when(line.at), dated=True, day=day)


def _by(line: TrashLine, today: date) -> Cell:
    return Cell(line.by)
