"""What changed since the last sheet: two sheets laid side by side, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.records.briefings import BriefingSheet, Cell, Promises
from db.vocabulary import How
from db.words import _


def since(before: BriefingSheet, now: BriefingSheet) -> tuple[Cell, ...]:
    """What `now` says otherwise than `before`, one sentence each; one that says so where nothing changed.

    What was promised and what is intended is compared as one, so that an intention that became a promise is the same
    thing with another status. Of a sheet that did not keep all it counted, nobody knows what is new.
    """
    visits, agreements = _visits(before), _agreements(before)
    promises = _promises(before.promises) | _promises(before.intentions)
    promised, intended = _promises(now.promises), _promises(now.intentions)
    found = [
        *_told(_("New visit: {title} ({facts})."), visits, _visits(now)),
        *_gone(visits, _visits(now)),
        *_told(_("New agreement: {title} ({facts})."), agreements, _agreements(now)),
        *_gone(agreements, _agreements(now)),
        *_told(_("New promise: {title} ({facts}).") if _whole(before.promises) else "", promises, promised),
        *_told(_("New intention: {title} ({facts}).") if _kept_intentions(before) else "", promises, intended),
        *_gone(promises, promised | intended),
    ]
    if not found:
        same = _("No change in visits, agreements and promises since sheet No. {number}, {day}.")
        found = [same.format(number=before.number, day=before.as_of_words)]
    return tuple(Cell(text=each) for each in found)


def _told(new: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    """What is new, unless `new` has no words for it, and what changed."""
    for title, said in now.items():
        if title not in before:
            yield from [new.format(title=title, facts=said)] if new else []
        elif before[title] != said:
            yield _("{title}: {before} → {now}.").format(title=title, before=before[title], now=said)


def _gone(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    return (_("No longer listed: {title}.").format(title=title) for title in before if title not in now)


def _whole(sides: Iterable[Promises]) -> bool:
    """Whether a sheet holds all it counts; those of earlier versions hold what they printed."""
    return all(side.rest or not side.left_over for side in sides)


def _kept_intentions(sheet: BriefingSheet) -> bool:
    """Whether a sheet tells what is intended; those of earlier versions do not."""
    return "intentions" in sheet.model_fields_set and _whole(sheet.intentions)


def _visits(sheet: BriefingSheet) -> dict[str, str]:
    """Where each visit stands, and when it is, where that is known."""
    return {row.what.text: _joined(row.status, row.when) for row in sheet.visits}


def _joined(*cells: Cell) -> str:
    return ", ".join(each.text for each in cells if each.how is not How.UNKNOWN)


def _agreements(sheet: BriefingSheet) -> dict[str, str]:
    said = _("{status}, in force: {date}")
    return {row.what.text: said.format(status=row.status.text, date=row.in_force.text) for row in sheet.agreements}


def _promises(sides: Iterable[Promises]) -> dict[str, str]:
    said = _("{status}, due: {date}")
    rows = [row for side in sides for row in (*side.rows, *side.rest)]
    return {row.what.text: said.format(status=row.status, date=row.due.text) for row in rows}
