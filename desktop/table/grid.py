"""A view as it leaves the window: all its rows in its order, as a table for other programs or as a list on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from PySide6.QtCore import QMimeData, QStringListModel

from db.exchange.marking import highest
from db.exchange.tables import Grid, Value, html, tabbed
from db.queries.base import Reader
from db.queries.listing import Listing
from db.records.base import View
from db.rules.edtf import day_name
from db.vocabulary import Marking
from db.words import _, ngettext
from desktop.kit.tokens import TONES
from desktop.kit.words import joined
from desktop.table.cell import Cell, Column, R
from desktop.table.held import Lines

READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a table: what it is a table of, in short sentences, of which day, and its marking."""

    title: str
    as_of: date
    note: tuple[str, ...] = ()
    marking: str = ""
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows of a view, and the highest marking among them."""

    lines: tuple[Any, ...]
    marking: str


@dataclass(frozen=True, slots=True)
class Whole(Generic[R]):
    """Reads all rows of a view, as the register is at one moment."""

    listing: Listing
    lines: Lines[R]
    view: View
    today: date

    def __call__(self, reader: Reader) -> Taken:
        rows, lines = self.listing.rows(reader, self.today, self.view), list[R]()
        total = rows.count(reader)
        while len(lines) < total:
            some = self.lines(reader, self.today, rows.page(reader, len(lines), READ_AT_ONCE, total))
            if not some:
                break
            lines += some
        return Taken(tuple(lines), marking_of(reader, lines))


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column on paper; `width` is in proportion to the others, and one that stretches takes what is left."""

    label: str
    width: int
    stretch: bool


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell on paper: words over smaller words. Its tone is a status's, or "unknown" where nothing was stated;
    `chip` says that the words are that status."""

    text: str
    under: str
    tone: str
    chip: bool


@dataclass(frozen=True, slots=True)
class PaperList:
    """Everything a printed list says."""

    heading: Heading
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[PaperCell, ...], ...]


def marking_of(reader: Reader, lines: Sequence[Any]) -> str:
    """The marking that these rows carry along; "" where none of their records has one."""
    found = highest(reader, lines)
    return "" if found is Marking.NONE else found.label


def note(view: str, narrowed: Sequence[str], today: date, register: str, rows: int) -> tuple[str, ...]:
    """What is said of a view: its name, by what it is narrowed, the day, the register, how many rows there are."""
    many = ngettext("{count} row", "{count} rows", rows).format(count=rows)
    as_of = _("As of {today}").format(today=day_name(today))
    kept_in = _("Register: {register}").format(register=register)
    return (_("View: {view}").format(view=view), *narrowed, as_of, kept_in, many)


def grid(columns: Sequence[Column[Any]], lines: Sequence[Any], heading: Heading) -> Grid:
    """Rows for other programs: exact days are days, an imprecise date is its words without how far off it is."""
    return _grid(heading, columns, [[_value(cell) for cell in row] for row in _cells(columns, lines, heading)])


def as_shown(columns: Sequence[Column[Any]], lines: Sequence[Any], heading: Heading) -> Grid:
    """Rows in the words of the screen, both lines of a cell on one."""
    return _grid(heading, columns, [[_words(cell) for cell in row] for row in _cells(columns, lines, heading)])


def paper(columns: Sequence[Column[Any]], lines: Sequence[Any], heading: Heading) -> PaperList:
    """Rows for paper."""
    return PaperList(
        heading,
        tuple(PaperColumn(each.label, each.width, each.stretch) for each in columns),
        tuple(tuple(map(_on_paper, row)) for row in _cells(columns, lines, heading)),
    )


def clip(copied: Grid) -> QMimeData:
    """What the clipboard takes: text with tabs, and an HTML table for programs that take one."""
    # The clipboard lives longer than Python: what was made here would end the program with a crash, what Qt made not.
    maker = QStringListModel([""])
    data = maker.mimeData([maker.index(0)])
    data.clear()
    data.setText(tabbed(copied))
    data.setData("text/html", html(copied).encode())
    return data


def _cells(columns: Sequence[Column[Any]], lines: Sequence[Any], heading: Heading) -> list[list[Cell]]:
    return [[column.cell(line, heading.as_of) for column in columns] for line in lines]


def _grid(heading: Heading, columns: Sequence[Column[Any]], rows: Sequence[Sequence[Value]]) -> Grid:
    return Grid(
        title=heading.title,
        columns=tuple(each.label for each in columns),
        rows=tuple(map(tuple, rows)),
        as_of=heading.as_of,
        note=heading.note,
        marking=heading.marking,
        right_to_left=heading.right_to_left,
    )


def _value(cell: Cell) -> Value:
    if cell.day is not None:
        return cell.day
    return cell.text if cell.dated else _words(cell)


def _words(cell: Cell) -> str:
    """A cell in one line; codes with an arrow are said in words."""
    return cell.spoken if cell.codes else joined((cell.text, cell.under))


def _on_paper(cell: Cell) -> PaperCell:
    if cell.codes:
        return PaperCell(cell.spoken, "", "", False)
    tone = "unknown" if cell.tone == "text3" else cell.tone if cell.tone in TONES else ""
    return PaperCell(cell.text, cell.under, tone, bool(cell.icon) and bool(tone))
