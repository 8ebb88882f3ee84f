"""A table as other programs take it: CSV for files, text between tabs and HTML for the clipboard; data in, text out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from db.rules.edtf import day_name
from db.rules.text import clean

Value = str | date | int | None

# How a text begins that spreadsheets would take for a formula, in full-width letters too.
# Source: OWASP Application Security Verification Standard 1.2.10.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NOT_KEPT = dict.fromkeys((0x0B, 0x0C, 0xFFFE, 0xFFFF))
"""What no text that was kept has in it, or no XML: here it ends no line and is left out."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that leaves the register: the names of its columns, and rows of as many values each.

    `note` says in short sentences what it is a table of, and of which day; `marking` is the highest of its records,
    "" where none has one.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    as_of: date
    note: tuple[str, ...] = ()
    marking: str = ""
    right_to_left: bool = False


def plain(text: str) -> str:
    """A text as every format can hold it: no controls but line breaks and tabs, nothing that XML has no place for."""
    return clean(text.translate(_NOT_KEPT))


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: where it begins like one, an apostrophe stands before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_file(grid: Grid) -> bytes:
    """A CSV file in UTF-8, marked as such: names first, days as 2026-11-23; a marking has a line above the names."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, strict=True)
    for row in _lines(grid):
        writer.writerow([_in_csv(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def tabbed(grid: Grid) -> str:
    """Text with a tab between cells and a line for each row, names first; a marking has a line above the names."""
    return "".join("\t".join(inert(_on_one_line(value)) for value in row) + "\n" for row in _lines(grid))


def html(grid: Grid) -> str:
    """An HTML table; every text is escaped, and told to spreadsheets as text."""
    head = "".join(f"<th>{_in_html(name)}</th>" for name in grid.columns)
    body = "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>\n" for row in grid.rows)
    caption = f"<caption>{_in_html(grid.marking)}</caption>" if grid.marking else ""
    direction = ' dir="rtl"' if grid.right_to_left else ""
    return (
        f'<meta charset="utf-8">\n<table{direction}>{caption}\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def _lines(grid: Grid) -> Iterator[Iterable[Value]]:
    if grid.marking:
        yield (grid.marking,)
    yield grid.columns
    yield from grid.rows


def _in_csv(value: Value) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return inert(plain(value or ""))


def _on_one_line(value: Value) -> str:
    words = day_name(value) if isinstance(value, date) else "" if value is None else plain(str(value))
    return " ".join(words.split())


def _in_html(value: Value) -> str:
    return escape(_on_one_line(value))


def _html_cell(value: Value) -> str:
    # Excel reads pasted cells as if they were typed, formulas too, unless their format is text.
    kind = """ style='mso-number-format:"\\@"'""" if isinstance(value, str) else ""
    return f'<td dir="auto"{kind}>{_in_html(value)}</td>'
