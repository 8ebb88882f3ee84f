"""How a briefing sheet speaks of what was promised or is intended: by whom, until when, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from db.queries.briefing.words import Known, names, when
from db.records.base import Link
from db.records.briefings import Cell, Fact, Point, PromiseRow, Promises, Tone
from db.records.commitments import CommitmentLine
from db.rules.commitments import is_promise
from db.vocabulary import CommitmentStatus
from db.words import _, ngettext

Heading = Callable[[CommitmentLine], str]
"""Under what a promise stands."""

ROWS_A_SIDE = 6
_CLOSED = frozenset({CommitmentStatus.KEPT, CommitmentStatus.NOT_KEPT, CommitmentStatus.DROPPED})

COMMITMENT_TONES: Mapping[CommitmentStatus, Tone] = {
    CommitmentStatus.OVERDUE: "critical",
    CommitmentStatus.DUE_SOON: "warning",
    CommitmentStatus.WAITING: "waiting",
    CommitmentStatus.BLOCKED: "warning",
    CommitmentStatus.IN_PROGRESS: "info",
    CommitmentStatus.OPEN: "info",
    CommitmentStatus.KEPT: "success",
    CommitmentStatus.NOT_KEPT: "critical",
}


def _due(line: CommitmentLine, known: Known) -> Cell:
    if line.due is None and line.awaits:
        return Cell(text=_("at the visit it waits for"))
    return known.cell(line.id, "due", when(line.due))


def promise_row(line: CommitmentLine, known: Known) -> PromiseRow:
    """A promise as a row."""
    return PromiseRow(
        what=Cell(text=line.title),
        due=_due(line, known),
        status=line.status.label,
        tone=COMMITMENT_TONES.get(line.status, "neutral"),
        late=line.status is CommitmentStatus.OVERDUE,
    )


def promises(lines: Sequence[CommitmentLine], known: Known) -> tuple[Promises, ...]:
    """The promises under those who made them."""
    return _under(_heading, lines, known)


def intentions(lines: Sequence[CommitmentLine], known: Known) -> tuple[Promises, ...]:
    """What is only intended, under those who intend it: nobody's debt, so it stands apart and is never late."""
    return _under(_intends, lines, known)


def _under(heading: Heading, lines: Sequence[CommitmentLine], known: Known) -> tuple[Promises, ...]:
    """Promises as rows under their headings, some of each."""
    found: dict[str, list[CommitmentLine]] = {}
    for line in sorted(lines, key=_sides):
        found.setdefault(heading(line), []).append(line)
    return tuple(
        Promises(
            heading=said,
            rows=tuple(promise_row(line, known) for line in kept[:ROWS_A_SIDE]),
            left_over=_more(len(kept) - ROWS_A_SIDE),
            rest=tuple(promise_row(line, known) for line in kept[ROWS_A_SIDE:]),
        )
        for said, kept in found.items()
    )


def _more(number: int) -> str:
    return ngettext("and {count} more", "and {count} more", number).format(count=number) if number > 0 else ""


def _who(sides: Sequence[Link]) -> str:
    """Parties by their names: the order in which they were entered decides nothing."""
    return names(sorted(sides, key=lambda link: link.title))


def _heading(line: CommitmentLine) -> str:
    """Who owes it to whom: "Kazakhstan to Pakistan"."""
    who, to = _who(line.owes), _who(line.owed)
    if not who:
        return _("Who owes it is not stated")
    if to:
        return _("{owing} to {owed}").format(owing=who, owed=to)
    return _("{parties} together").format(parties=who) if len(line.owes) > 1 else who


def _intends(line: CommitmentLine) -> str:
    """Who intends it: "Kazakhstan intends"."""
    who = _who(line.owes)
    if not who:
        return _("Who intends it is not stated")
    return ngettext("{parties} intends", "{parties} intend", len(line.owes)).format(parties=who)


def promises_point(lines: Sequence[CommitmentLine], today: date) -> Point:
    """The one thing to know of what was promised: open undertakings, those that are overdue beside the side that owes
    them, and how long nothing was done."""
    still = [line for line in lines if line.status not in _CLOSED]
    firm = [line for line in still if is_promise(line.strength)]
    more = _planned([line for line in still if line not in firm])
    if not firm:
        return Point(lead=_("No undertaking is open."), text=Cell(text=more))
    if len(firm) == 1:
        return Point(lead=_("One undertaking is open."), text=_sentences(_alone(firm[0], today), more))
    counted = [
        _with_late(_("{party} {count}").format(party=who, count=len(owed)), owed) for who, owed in _by_side(firm)
    ]
    sides = _("{counts}.").format(counts=", ".join(counted))
    return Point(lead=_open(len(firm), _late(firm)), text=_sentences(sides, more))


def _sentences(*said: str) -> Cell:
    return Cell(text=" ".join(filter(None, said)))


def _open(number: int, late: int) -> str:
    if late:
        said = ngettext(
            "{count} undertaking is open, {late} overdue.", "{count} undertakings are open, {late} overdue.", number
        )
    else:
        said = ngettext("{count} undertaking is open.", "{count} undertakings are open.", number)
    return said.format(count=number, late=late)


def _late(lines: Sequence[CommitmentLine]) -> int:
    """How many of them are marked late in their rows."""
    return sum(line.status is CommitmentStatus.OVERDUE for line in lines)


def _planned(lines: Sequence[CommitmentLine]) -> str:
    number, late = len(lines), _late(lines)
    if not number:
        return ""
    if late:
        said = ngettext(
            "{count} follow-up is planned, {late} overdue.", "{count} follow-ups are planned, {late} overdue.", number
        )
    else:
        said = ngettext("{count} follow-up is planned.", "{count} follow-ups are planned.", number)
    return said.format(count=number, late=late)


def _alone(line: CommitmentLine, today: date) -> str:
    """What is promised, by whom, until when, how late it is, and how long nothing was done."""
    if line.due is not None:
        known = [_("due {date}").format(date=when(line.due))]
    else:
        known = [_("due at the visit it waits for") if line.awaits else _("no due date")]
    if line.status is CommitmentStatus.OVERDUE:
        known.append(line.how_far(today))
    if line.days_silent:
        known.append(line.silent(today))
    said = _("{party}: {title} ({facts}).") if line.owes else _("{title} ({facts}).")
    return said.format(party=_who(line.owes), title=line.title, facts=", ".join(known))


def undertakings(lines: Sequence[CommitmentLine]) -> Fact:
    """How many undertakings of each side are open, what else it plans, how many of each are overdue, and how many of
    all were kept: beside the side, as many as are marked so in its rows."""
    told = [
        _("{party}: {counts}").format(party=who, counts=said) for who, kept in _by_side(lines) if (said := _of(kept))
    ]
    return Fact(label=_("Undertakings"), value=Cell(text=" · ".join(told) or _("none recorded")))


def _by_side(lines: Sequence[CommitmentLine]) -> list[tuple[str, list[CommitmentLine]]]:
    """What each side owes, in the order of the rows."""
    sides: dict[str, list[CommitmentLine]] = {}
    for line in sorted(lines, key=_sides):
        sides.setdefault(_who(line.owes) or _("Side not stated"), []).append(line)
    return [*sides.items()]


def _sides(line: CommitmentLine) -> tuple[bool, int]:
    """What one side owes comes before what several owe together, and last that of which nobody said who owes it."""
    return not line.owes, len(line.owes)


def _of(lines: Sequence[CommitmentLine]) -> str:
    """What one side owes, counted: "2 open (1 overdue), 1 planned, 1 kept"."""
    still = [line for line in lines if line.status not in _CLOSED]
    firm = [line for line in still if is_promise(line.strength)]
    planned = [line for line in still if line not in firm]
    kept = sum(line.status is CommitmentStatus.KEPT for line in lines)
    parts = (
        _with_late(_("{count} open").format(count=len(firm)), firm) if firm else "",
        _with_late(_("{count} planned").format(count=len(planned)), planned) if planned else "",
        _("{count} kept").format(count=kept) if kept else "",
    )
    return ", ".join(filter(None, parts))


def _with_late(counted: str, lines: Sequence[CommitmentLine]) -> str:
    late = _late(lines)
    return _("{counted} ({late} overdue)").format(counted=counted, late=late) if late else counted
