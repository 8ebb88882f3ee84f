"""Plain text that fits the terminal: headings, numbered rows, and facts that are never torn apart needlessly."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence

import typer

from db.rules.text import TITLE_LIMIT
from db.rules.text import shortened as shortened_text
from db.words import ngettext

NARROWEST, WIDEST = 40, 100
INDENT = 8
"""Where the words of a numbered row begin."""

BETWEEN = " · "
_SHOWN = 240


def width() -> int:
    """How many columns to write: those of the terminal, but no line that is tiring to read."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def heading(words: str) -> str:
    """A heading; bold where a person reads it."""
    return typer.style(words, bold=True)


def wrapped(text: str, indent: int = 0, first: str = "") -> list[str]:
    """A text in lines under each other; `first` stands in the indentation of its first line, a long one with a space
    after it, so that it never runs into the text."""
    text, lead, lines = shortened_text(text), first.ljust(indent), []
    if text and lead and not lead[-1].isspace():
        lead += " "
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(
            paragraph, width(), initial_indent=lead, subsequent_indent=" " * indent, break_on_hyphens=False
        ) or [lead.rstrip()]
        lead = " " * indent
    return lines


def packed(facts: Iterable[str], indent: int) -> list[str]:
    """Short facts in a row, with a new line rather than a fact in two halves."""
    lines: list[str] = []
    room = width() - indent
    row = ""
    for fact in filter(None, (shortened_text(" ".join(each.split()), TITLE_LIMIT) for each in facts)):
        longer = f"{row}{BETWEEN}{fact}" if row else fact
        if row and len(longer) > room:
            lines += wrapped(row, indent)
            longer = fact
        row = longer
    return lines + (wrapped(row, indent) if row else [])


def numbered(record_id: int | None, title: str, facts: Iterable[str] = ()) -> str:
    """A row of a list: the record's number and title, and its facts below."""
    label = "" if record_id is None else str(record_id)
    words = shortened_text(" ".join(title.split()), TITLE_LIMIT)
    lines = wrapped(words, INDENT, f"{label:>{INDENT - 2}}  ")
    return "\n".join([*lines, *packed(facts, INDENT)])


def shortened(text: str) -> str:
    """The beginning of a text that may be a hundred pages long."""
    words = " ".join(text[: 4 * _SHOWN].split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


def group(title: str, total: int, rows: Sequence[str]) -> list[str]:
    """A heading with its count and the rows under it, after an empty line; nothing where there are none."""
    if not rows:
        return []
    left = total - len(rows)
    more = ngettext("and {count} more", "and {count} more", left).format(count=f"{left:,}")
    return ["", heading(f"{title} ({total:,})"), *rows, *([f"{'':{INDENT}}{more}"] if left > 0 else [])]


def table(rows: Sequence[tuple[str, str]], indent: int = 2) -> list[str]:
    """Names and what is said under each, in two columns."""
    longest = max((len(name) for name, _ in rows if len(name) <= _NAME), default=0)
    column = indent + longest + 2
    lines: list[str] = []
    for name, words in rows:
        label = f"{'':{indent}}{name}"
        if len(name) > longest:
            lines += wrapped(name, indent, " " * indent)
            label = ""
        lines += wrapped(words, column, label)
    return lines


_NAME = 22
