"""What a check of the register found, as text."""

from __future__ import annotations

from db.check import Report
from db.vocabulary import Standing
from desktop.cli.layout import count

_STANDING = {
    Standing.FOUND_AGAIN: "the words stand at another place of the source than was written down",
    Standing.MISSING: "the words do not stand in our copy of the source",
}


def text(report: Report) -> str:
    """How many records there are, what is wrong, and whether the register is whole."""
    lines = [f"  {count(many, kind.label.lower())}" for kind, many in report.records.items()]
    if report.file:
        lines.append(f"The file is damaged: {report.file}.")
    lines += [f"A row of {table} points to one that is missing." for table in report.references]
    if report.derived:
        lines.append(f"Computed values differ from the facts in records {', '.join(map(str, report.derived))}.")
    lines += [f"Row {row} of {table} is not as the journal says." for table, row in report.journal]
    lines += [
        f"Quotations {', '.join(map(str, ids))}: {_STANDING[each]}." for each, ids in report.quotations.items() if ids
    ]
    lines.append("The register is whole." if report.sound else "Nothing was changed. Make a copy before any repair.")
    return "\n".join(lines)
