"""A table as an XLSX file: text stays text, exact days are days, names stand fast at the top."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from db.errors import KnownError
from db.exchange.tables import Grid, Value, plain
from db.rules.edtf import day_name
from db.words import _, ngettext

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
"""What a sheet and a cell can hold, by the format; letters outside the basic plane count twice."""

_FIRST_DAY = date(1900, 3, 1)  # Before it, spreadsheets disagree on the numbers of days.
_NARROWEST, _WIDEST, _DAY_WIDTH = 9, 48, 12
_LONGEST_HEADER = 255
_A4 = 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_file(grid: Grid) -> bytes:
    """An XLSX file: the table, and a sheet that says what it is a table of. The same grid gives the same bytes.

    Raises KnownError where a sheet cannot hold so many rows.
    """
    if len(grid.rows) + 2 > MOST_ROWS:
        raise KnownError(
            ngettext(
                "An XLSX sheet cannot hold {count:,} row.", "An XLSX sheet cannot hold {count:,} rows.", len(grid.rows)
            ).format(count=len(grid.rows)),
            _("Nothing was exported."),
            _("Export it as CSV instead."),
        )
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": plain(grid.title),
            "subject": grid.marking,
            "author": "Aide-Mémoire",
            "comments": " · ".join(map(plain, grid.note))[:_LONGEST_HEADER],
            "created": datetime.combine(grid.as_of, time()),
        }
    )
    sheet = book.add_worksheet(_name(grid.title))
    shortened = _fill(book, sheet, grid)
    _set_up(sheet, grid)
    _tell(book, grid, shortened)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, sheet: Worksheet, grid: Grid) -> int:
    """Write marking, names and rows; how many texts were too long for a cell."""
    names = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    text = book.add_format({"valign": "top", "text_wrap": True})
    day = book.add_format({"valign": "top", "num_format": "d mmm yyyy", "align": "left"})
    top = 1 if grid.marking else 0
    if grid.marking:
        sheet.write_string(0, 0, grid.marking, book.add_format({"bold": True, "font_color": "#B3261E"}))
    for column, label in enumerate(grid.columns):
        sheet.write_string(top, column, plain(label), names)
    shortened = 0
    for number, row in enumerate(grid.rows, start=top + 1):
        for column, value in enumerate(row):
            shortened += _write(sheet, (number, column), value, (text, day))
    return shortened


def _write(sheet: Worksheet, at: tuple[int, int], value: Value, formats: tuple[Any, Any]) -> bool:
    """Write one cell; whether its text had to be cut."""
    text, day = formats
    if isinstance(value, int):
        sheet.write_number(*at, value, text)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(*at, value, day)
    elif whole := day_name(value) if isinstance(value, date) else plain(value or ""):
        shown = _fitted(whole)
        sheet.write_string(*at, shown, text)
        return shown is not whole
    return False


def _fitted(text: str) -> str:
    """The text, or as much of it as a cell holds with a note that it is not the whole."""
    if len(text) <= LONGEST_TEXT // 2 or _units(text) <= LONGEST_TEXT:
        return text
    note = _("… [cut: {count:,} characters do not fit in a cell]").format(count=len(text))
    return _first_units(text, LONGEST_TEXT - len(note)) + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _first_units(text: str, number: int) -> str:
    return text.encode("utf-16-le")[: 2 * number].decode("utf-16-le", errors="ignore")


def _set_up(sheet: Worksheet, grid: Grid) -> None:
    """Names that stay in sight and can be filtered by, widths, and how it is printed."""
    top, last = (1 if grid.marking else 0), max(0, len(grid.columns) - 1)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, top + len(grid.rows), last)
    for column, label in enumerate(grid.columns):
        sheet.set_column(column, column, _width(label, [row[column] for row in grid.rows]))
    if grid.right_to_left:
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    marking = _in_header(grid.marking)
    day = f"&R{day_name(grid.as_of)}"
    sheet.set_header(_header(f"&L{_in_header(grid.title)}", f"&C&B{marking}{day}"))
    sheet.set_footer(_header(f"&L{_in_header(' · '.join(grid.note))}", f"&C&B{marking}&R&P / &N"))


def _width(label: str, values: Sequence[Value]) -> float:
    """Wide enough for its longest line, within reason; the arrow of the filter stands beside the name."""
    lengths = [len(label) + 4]
    for value in values:
        lengths.append(_DAY_WIDTH if isinstance(value, date) else _longest_line(value))
    return min(_WIDEST, max(_NARROWEST, max(lengths) + 1))


def _longest_line(value: str | int | None) -> int:
    return 0 if value is None else max(map(len, str(value)[: 4 * _WIDEST].split("\n")))


def _in_header(text: str) -> str:
    """A text in a page's head or foot, where & begins a command; nothing visible parts it from a letter after it."""
    return " ".join(plain(text).split()).replace("&", "&&\u200b")


def _header(first: str, rest: str) -> str:
    """Head or foot within the length that is allowed: its first text gives way."""
    room = _LONGEST_HEADER - _units(rest)
    return (first if _units(first) <= room else _first_units(first, room - 1).rstrip("&\u200b") + "…") + rest


def _name(title: str) -> str:
    """The title as the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", plain(title)).strip("' ")[:31].strip("' ") or "1"


def _tell(book: Workbook, grid: Grid, shortened: int) -> None:
    """The second sheet: title, marking, what was shown, as of when, and what did not fit."""
    about = _name(_("About"))
    sheet = book.add_worksheet(about if _name(grid.title).lower() != about.lower() else _name(_("About it")))
    lines = [grid.title, grid.marking, *grid.note]
    if shortened:
        cut = ngettext(
            "{count} text was too long for a cell and end with a note.",
            "{count} texts were too long for a cell and end with a note.",
            shortened,
        )
        lines.append(cut.format(count=shortened))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 80)
    for row, line in enumerate(filter(None, lines)):
        sheet.write_string(row, 0, _fitted(plain(line)), wrap)
    if grid.right_to_left:
        sheet.right_to_left()
