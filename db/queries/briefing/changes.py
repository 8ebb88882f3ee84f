"""What changed since the last sheet: two sheets laid side by side, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.records.briefings import BriefingSheet, Cell
from db.words import _


def since(before: BriefingSheet, now: BriefingSheet) -> tuple[Cell, ...]:
    """What `now` says otherwise than `before`, one sentence each; one that says so where nothing changed."""
    found = [
        *_differences(_("New visit: {title} ({facts})."), _visits(before), _visits(now)),
        *_differences(_("New agreement: {title} ({facts})."), _agreements(before), _agreements(now)),
        *_differences(_("New promise: {title} ({facts})."), _promises(before), _promises(now)),
    ]
    if not found:
        same = _("No change in visits, agreements and promises since sheet No. {number}, {day}.")
        found = [same.format(number=before.number, day=before.as_of_words)]
    return tuple(Cell(text=each) for each in found)


def _differences(new: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    for title, said in now.items():
        if title not in before:
            yield new.format(title=title, facts=said)
        elif before[title] != said:
            yield _("{title}: {before} → {now}.").format(title=title, before=before[title], now=said)
    for title in before.keys() - now.keys():
        yield _("No longer listed: {title}.").format(title=title)


def _visits(sheet: BriefingSheet) -> dict[str, str]:
    return {row.what.text: f"{row.status.text}, {row.when.text}" for row in sheet.visits}


def _agreements(sheet: BriefingSheet) -> dict[str, str]:
    said = _("{status}, in force: {date}")
    return {row.what.text: said.format(status=row.status.text, date=row.in_force.text) for row in sheet.agreements}


def _promises(sheet: BriefingSheet) -> dict[str, str]:
    said = _("{status}, due: {date}")
    rows = [row for side in sheet.promises for row in side.rows]
    return {row.what.text: said.format(status=row.status, date=row.due.text) for row in rows}
