"""How a briefing sheet speaks of what was promised: by whom, until when, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from db.queries.briefing.words import Known, names, not_known, when
from db.records.briefings import Cell, Fact, Point, PromiseRow, Promises, Tone
from db.records.commitments import CommitmentLine
from db.rules.commitments import is_promise
from db.vocabulary import CommitmentStatus
from db.words import _, ngettext

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
    """The promises under those who made them; single parties before several together."""
    sides: dict[tuple[str, str], list[CommitmentLine]] = {}
    for line in sorted(lines, key=lambda line: len(line.owes)):
        sides.setdefault((names(line.owes), names(line.owed)), []).append(line)
    return tuple(
        Promises(
            heading=_owes(who, to, together=len(kept[0].owes) > 1),
            rows=tuple(promise_row(line, known) for line in kept[:ROWS_A_SIDE]),
            left_over=_more(len(kept) - ROWS_A_SIDE),
        )
        for (who, to), kept in sides.items()
    )


def _more(number: int) -> str:
    return ngettext("and {count} more", "and {count} more", number).format(count=number) if number > 0 else ""


def _owes(who: str, to: str, *, together: bool) -> str:
    if not who:
        return _("Who owes it is not stated")
    if to:
        return _("{owing} to {owed}").format(owing=who, owed=to)
    return _("{parties} together").format(parties=who) if together else who


def promises_point(lines: Sequence[CommitmentLine]) -> Point:
    """The one thing to know of what was promised: open undertakings and how long nothing was done."""
    still = [line for line in lines if line.status not in _CLOSED]
    firm = [line for line in still if is_promise(line.strength)]
    more = _planned([line for line in still if line not in firm])
    if not firm:
        return Point(lead=_("No undertaking is open."), text=Cell(text=more))
    if len(firm) == 1:
        return Point(lead=_("One undertaking is open."), text=_sentences(_alone(firm[0]), more))
    by = Counter(names(line.owes) or not_known() for line in firm)
    counted = [_("{party} {count}").format(party=who, count=number) for who, number in by.items()]
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


def _alone(line: CommitmentLine) -> str:
    """What is promised, by whom, until when, and how long nothing was done."""
    known = [_("due {date}").format(date=when(line.due)) if line.due else _("no due date")]
    if days := line.days_silent:
        silent = ngettext("{count} day without a recorded action", "{count} days without a recorded action", days)
        known.append(silent.format(count=days))
    said = _("{party}: {title} ({facts}).") if line.owes else _("{title} ({facts}).")
    return said.format(party=names(line.owes), title=line.title, facts=", ".join(known))


def undertakings(lines: Sequence[CommitmentLine]) -> Fact:
    """How many undertakings of each side are open and overdue, what else is planned, and how many of all were kept:
    as many as are marked so in the rows."""
    firm = [line for line in lines if is_promise(line.strength)]
    planned = [line for line in lines if line not in firm and line.status not in _CLOSED]
    sides = Counter(names(line.owes) or not_known() for line in firm if line.status not in _CLOSED)
    late, later = _late(firm), _late(planned)
    done = sum(line.status is CommitmentStatus.KEPT for line in lines)
    parts = [_("{party}: {count} open").format(party=who, count=number) for who, number in sides.items()]
    parts += [_("{count} overdue").format(count=late)] if late else []
    parts += [_("{count} kept").format(count=done)] if done else []
    parts = parts or [_("none recorded")]
    said = _("{count} planned, {late} overdue") if later else _("{count} planned")
    parts += [said.format(count=len(planned), late=later)] if planned else []
    return Fact(label=_("Undertakings"), value=Cell(text=" · ".join(parts)))
