"""What a check of the register found, as text."""

from __future__ import annotations

from collections.abc import Iterable

from db.check import Report
from db.vocabulary import Standing
from db.words import N_, _, ngettext
from desktop.kinds import KINDS

_STANDING = {
    Standing.FOUND_AGAIN: N_(
        "Quotations {numbers}: the words stand at another place of the source than was written down."
    ),
    Standing.MISSING: N_("Quotations {numbers}: the words do not stand in our copy of the source."),
}


def text(report: Report) -> str:
    """How many records there are, what is wrong, and whether the register is whole."""
    lines = [f"  {ngettext(*KINDS[kind].counted, many).format(count=many)}" for kind, many in report.records.items()]
    if report.file:
        lines.append(_("The file is damaged: {what}.").format(what=report.file))
    missing = _("A row of {table} points to one that is missing.")
    lines += [missing.format(table=table) for table in report.references]
    if report.derived:
        differ = _("Computed values differ from the facts in records {numbers}.")
        lines.append(differ.format(numbers=_listed(report.derived)))
    unlike = _("Row {row} of {table} is not as the journal says.")
    lines += [unlike.format(row=row, table=table) for table, row in report.journal]
    lines += [_(_STANDING[each]).format(numbers=_listed(ids)) for each, ids in report.quotations.items() if ids]
    whole, broken = _("The register is whole."), _("Nothing was changed. Make a copy before any repair.")
    return "\n".join([*lines, whole if report.sound else broken])


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
