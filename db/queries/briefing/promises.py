"""How a briefing sheet speaks of what was promised: by whom, until when, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from db.queries.briefing.words import Known, count, names, when
from db.records.briefings import Cell, Fact, Point, PromiseRow, Promises, Tone
from db.records.commitments import CommitmentLine
from db.rules.commitments import is_promise
from db.vocabulary import CommitmentStatus

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
    if line.due is None and line.depends_on is not None:
        return Cell(text="at the visit it waits for")
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
            heading=_owes(who, to),
            rows=tuple(promise_row(line, known) for line in kept[:ROWS_A_SIDE]),
            left_over=f"and {len(kept) - ROWS_A_SIDE} more" if len(kept) > ROWS_A_SIDE else "",
        )
        for (who, to), kept in sides.items()
    )


def _owes(who: str, to: str) -> str:
    if not who:
        return "Who owes it is not stated"
    if to:
        return f"{who} to {to}"
    return f"{who} together" if " and " in who else who


def promises_point(lines: Sequence[CommitmentLine]) -> Point:
    """The one thing to know of what was promised: open undertakings and how long nothing was done."""
    still = [line for line in lines if line.status not in _CLOSED]
    firm = [line for line in still if is_promise(line.strength)]
    waiting = len(still) - len(firm)
    more = f" {_planned(waiting)}." if waiting else ""
    if not firm:
        return Point(lead="No undertaking is open.", text=Cell(text=more.strip()))
    if len(firm) == 1:
        return Point(lead="One undertaking is open.", text=Cell(text=f"{_alone(firm[0])}{more}"))
    late = sum(line.status is CommitmentStatus.OVERDUE for line in firm)
    by = Counter(names(line.owes) or "not stated" for line in firm)
    text = ", ".join(f"{who} {number}" for who, number in by.items())
    overdue = f", {late} overdue" if late else ""
    return Point(lead=f"{len(firm)} undertakings are open{overdue}.", text=Cell(text=f"{text}.{more}"))


def _planned(number: int) -> str:
    return f"{count(number, 'follow-up')} {'is' if number == 1 else 'are'} planned"


def _alone(line: CommitmentLine) -> str:
    due = f"due {when(line.due)}" if line.due else "no due date"
    silent = f", {count(line.days_silent, 'day')} without a recorded action" if line.days_silent else ""
    who = f"{names(line.owes)}: " if line.owes else ""
    return f"{who}{line.title} ({due}{silent})."


def undertakings(lines: Sequence[CommitmentLine]) -> Fact:
    """How many undertakings of each side are open, overdue and kept."""
    firm = [line for line in lines if is_promise(line.strength)]
    planned = [line for line in lines if line not in firm and line.status not in _CLOSED]
    sides = Counter(names(line.owes) or "not stated" for line in firm if line.status not in _CLOSED)
    late = sum(line.status is CommitmentStatus.OVERDUE for line in firm)
    done = sum(line.status is CommitmentStatus.KEPT for line in firm)
    parts = [f"{who}: {number} open" for who, number in sides.items()]
    parts += [f"{late} overdue"] if late else []
    parts += [f"{done} kept"] if done else []
    parts = parts or ["none recorded"]
    parts += [f"{len(planned)} planned"] if planned else []
    return Fact(label="Undertakings", value=Cell(text=" · ".join(parts)))
