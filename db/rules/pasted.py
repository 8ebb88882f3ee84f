"""What a pasted list says: the items of a programme, the members of a delegation. Words are kept, none is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from db.rules.edtf import Precision
from db.rules.phrases import read
from db.vocabulary import TalkFormat

PROGRAMME = ("day", "time", "format", "place", "topics", "participants")
"""The columns of a programme, in their order."""

_BULLET = re.compile(r"^\s*(?:[-–—•·*]|\d{1,2}[.)](?=\s))\s*")
_CLOCK = r"\d{1,2}[:.]\d{2}(?![.\d])(?:\s*[ap]\.?m\.?)?"
_TIME = re.compile(rf"^({_CLOCK}(?:\s*[-–—]\s*{_CLOCK})?|\d{{1,2}}\s*[ap]\.?m\b\.?)\s*[-–—,:;]?\s*(.*)$", re.IGNORECASE)
_HEAD = "★"
_LEADS = re.compile(r"\b(?:head|leader) of (?:the )?delegation\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\t|\s+[-–—]\s+|\s*[,;]\s+")


def programme(text: str, column: int, today: date) -> tuple[dict[str, str], ...]:
    """A programme, one item a line. Columns of a spreadsheet go into the columns of the table from `column` on.

    A line without columns begins with its time, if it names one; a day on a line of its own is that of the lines after
    it. In a column of words each line is one cell.
    """
    return tuple(_items(text.splitlines(), column, today))


def _items(lines: list[str], column: int, today: date) -> Iterator[dict[str, str]]:
    day, told = "", True
    for line in filter(str.strip, lines):
        if column <= PROGRAMME.index("time") and "\t" not in line and _is_day(line, today):
            if not told:
                yield {"day": day}
            day, told = line.strip().rstrip(":"), False
            continue
        told = True
        if "\t" in line:
            yield _with_kind(_columns(line, PROGRAMME[column:]))
        elif column > PROGRAMME.index("time"):
            yield _with_kind({PROGRAMME[column]: line.strip()})
        else:
            yield _spoken(line, day)
    if not told:
        yield {"day": day}


def _columns(line: str, names: tuple[str, ...]) -> dict[str, str]:
    """The cells of a line by column; what there is no column for stands in the last."""
    cells = [cell.strip() for cell in line.split("\t")]
    last = len(names) - 1
    cells[last:] = ["; ".join(filter(None, cells[last:]))]
    return {name: cell for name, cell in zip(names, cells, strict=False) if cell}


def _is_day(line: str, today: date) -> bool:
    found = read(line.strip().rstrip(":"), today).readings
    return bool(found) and found[0].period.precision is Precision.DAY


def _spoken(line: str, day: str) -> dict[str, str]:
    words = _BULLET.sub("", line).strip()
    found = _TIME.match(words)
    time, rest = (found[1], found[2]) if found else ("", words)
    return {name: said for name, said in (("day", day), ("time", time), ("topics", rest)) if said}


def _formats() -> dict[str, TalkFormat]:
    """The kinds of an item by what they are called, in the language of the person and in the register."""
    return {word.label.casefold(): word for word in TalkFormat} | {word.value: word for word in TalkFormat}


def _with_kind(cells: dict[str, str]) -> dict[str, str]:
    """A kind that the list of kinds does not know is kept as what it was about."""
    kind = cells.pop("format", "")
    word = _formats().get(kind.casefold())
    if word is not None:
        return {"format": word.label, **cells}
    if kind:
        cells["topics"] = f"{kind}: {cells['topics']}" if "topics" in cells else kind
    return cells


def delegation(text: str) -> tuple[dict[str, str], ...]:
    """The members of a delegation, one a line: name, then function. Who is starred or called its head leads it."""
    found = []
    for line in text.splitlines():
        starred = line.strip().startswith(_HEAD)
        words = _BULLET.sub("", line.strip().removeprefix(_HEAD)).strip()
        if words:
            name, *function = _BETWEEN.split(words, maxsplit=1)
            said = {"name": name.strip(), "function": " ".join("".join(function).split())}
            leads = starred or _LEADS.search(words) is not None
            found.append({field: cell for field, cell in said.items() if cell} | ({"leads": _HEAD} if leads else {}))
    return tuple(found)
