"""From a list to its PDF: the rows of a view on wide pages, each under the names of its columns."""

from __future__ import annotations

from dataclasses import asdict

from db.errors import KnownError
from db.rules.edtf import day_name
from db.words import _, ngettext
from desktop.sheet.compose import Fit, Printed, page_count, typeset
from desktop.table.grid import PaperCell, PaperList

MOST_ROWS = 2_000
"""More would be hundreds of pages, and take half a gigabyte to set."""

_TIGHT = 3


def must_fit(rows: int) -> None:
    """KnownError where a list is too long for paper."""
    if rows > MOST_ROWS:
        raise KnownError(
            ngettext(
                "{count:,} row is too many for paper: {most:,} can be printed at once.",
                "{count:,} rows are too many for paper: {most:,} can be printed at once.",
                rows,
            ).format(count=rows, most=MOST_ROWS),
            _("Nothing was printed or saved."),
            _("Narrow the view, or export it as XLSX or CSV."),
        )


def pdf(listed: PaperList) -> Printed:
    """The list as a tagged PDF/A-2a and PDF/UA-1 file. May be called from any thread.

    Raises BugError where the template itself is at fault.
    """
    content, missing = typeset("list.typ", {"list": _data(listed), "tight": _TIGHT}, listed.heading.as_of)
    pages = page_count(content)
    return Printed(content, pages, pages, missing, Fit(_TIGHT))


def _data(listed: PaperList) -> dict[str, object]:
    """What the template reads."""
    heading = asdict(listed.heading)
    day = day_name(heading.pop("as_of"))
    return {
        "heading": {**heading, "as_of_words": day},
        "columns": [asdict(each) for each in listed.columns],
        "rows": [[_cell(each) for each in row] for row in listed.rows],
    }


def _cell(cell: PaperCell) -> dict[str, object]:
    longest = max(map(len, f"{cell.text} {cell.under}".split()), default=0)
    return {"text": cell.text, "under": cell.under, "tone": cell.tone, "chip": cell.chip, "longest": longest}
