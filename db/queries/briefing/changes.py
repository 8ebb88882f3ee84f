"""What changed since the last sheet: two sheets laid side by side, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.records.briefings import BriefingSheet, Cell


def since(before: BriefingSheet, now: BriefingSheet) -> tuple[Cell, ...]:
    """What `now` says otherwise than `before`, one sentence each; one that says so where nothing changed."""
    found = [
        *_differences("visit", _visits(before), _visits(now)),
        *_differences("agreement", _agreements(before), _agreements(now)),
        *_differences("promise", _promises(before), _promises(now)),
    ]
    if not found:
        found = [f"No change in visits, agreements and promises since sheet No. {before.number}, {before.as_of_words}."]
    return tuple(Cell(text=each) for each in found)


def _differences(noun: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    for title, said in now.items():
        if title not in before:
            yield f"New {noun}: {title} ({said})."
        elif before[title] != said:
            yield f"{title}: {before[title]} → {said}."
    for title in before.keys() - now.keys():
        yield f"No longer listed: {title}."


def _visits(sheet: BriefingSheet) -> dict[str, str]:
    return {row.what.text: f"{row.status.text}, {row.when.text}" for row in sheet.visits}


def _agreements(sheet: BriefingSheet) -> dict[str, str]:
    return {row.what.text: f"{row.status.text}, in force: {row.in_force.text}" for row in sheet.agreements}


def _promises(sheet: BriefingSheet) -> dict[str, str]:
    return {row.what.text: f"{row.status}, due: {row.due.text}" for side in sheet.promises for row in side.rows}
