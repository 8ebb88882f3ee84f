"""Whether a promise is overdue, due soon, waiting or kept, and how long nothing was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.rules.periods import Period, Precision, distance, relative
from db.vocabulary import CommitmentStatus, Progress, Strength, Turn

SOON_DAYS = 30
SOON_DAYS_PRECISE = 14

_PRECISE = frozenset({Precision.DAY, Precision.DAYS, Precision.MONTH})
_PROMISES = frozenset({Strength.UNDERTAKING, Strength.ANNOUNCEMENT, Strength.TARGET})
_CLOSED = {
    Progress.DONE: CommitmentStatus.KEPT,
    Progress.KEPT: CommitmentStatus.KEPT,
    Progress.NOT_KEPT: CommitmentStatus.NOT_KEPT,
    Progress.DROPPED: CommitmentStatus.DROPPED,
    Progress.SUPERSEDED: CommitmentStatus.DROPPED,
}
CLOSED = frozenset(_CLOSED.values())
TIMED = frozenset(CommitmentStatus) - CLOSED - {CommitmentStatus.WAITING, CommitmentStatus.INTENT}
"""While a promise stands so, the time that it has runs: what waits is not due before that is over."""

_UNDER_WAY = {
    Progress.WAITING: CommitmentStatus.WAITING,
    Progress.BLOCKED: CommitmentStatus.BLOCKED,
    Progress.IN_PROGRESS: CommitmentStatus.IN_PROGRESS,
}


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """What the status follows from; `waits_for_visit`: it depends on a visit that is still awaited on that day
    (`db.rules.visits.awaited`)."""

    strength: Strength
    progress: Progress
    due: Period | None
    waits_for_visit: bool = False


def status(
    facts: CommitmentFacts,
    today: date,
    *,
    soon_days: int = SOON_DAYS,
    soon_days_precise: int = SOON_DAYS_PRECISE,
) -> CommitmentStatus:
    """The chip of a commitment on `today`; the first that applies:

    closed (kept, not kept, dropped) > waiting for a visit > overdue > due soon > waiting, blocked, in progress >
    intent > open. What waits for a visit is not due before the visit, so it stays *waiting* whatever the calendar
    says, and comes back on the day on which that visit has taken place, lapses or is cancelled; an intention is
    nobody's debt, so it is never *overdue* or *due soon*.
    """
    closed = _CLOSED.get(facts.progress)
    if closed is not None:
        return closed
    if facts.waits_for_visit:
        return CommitmentStatus.WAITING
    intention = facts.strength is Strength.INTENTION
    late = None if intention else _by_calendar(facts.due, today, soon_days, soon_days_precise)
    return late or _UNDER_WAY.get(facts.progress) or (CommitmentStatus.INTENT if intention else CommitmentStatus.OPEN)


def is_promise(strength: Strength) -> bool:
    """Whether it counts as a promise: invitations, planned follow-ups and intentions do not."""
    return strength in _PROMISES


def owed(progress: Progress, strength: Strength) -> bool:
    """Whether it is still somebody's debt: neither closed nor an intention. Nothing else is urgent."""
    return not progress.closed and strength is not Strength.INTENTION


def turn(status: CommitmentStatus, progress: Progress, *, ours: bool, theirs: bool) -> Turn:
    """Whose turn it is: of whoever owes it, or of the other side where an officer says that we wait for them; nobody's
    once it is closed, or while it waits for a visit."""
    if status in CLOSED or (status is CommitmentStatus.WAITING and progress is not Progress.WAITING):
        return Turn.NOBODY
    if progress is Progress.WAITING:
        return Turn.THEM
    if ours:
        return Turn.BOTH if theirs else Turn.US
    return Turn.THEM if theirs else Turn.NOT_STATED


def how_far(status: CommitmentStatus, due: Period | None, today: date) -> str:
    """How far off a deadline is said to be: "in 38 days".

    Only what is overdue is "3 days late", so that as many lines say it as are counted as overdue. A day that has passed
    for what waits for a visit, or for an intention, was "3 days ago"; of what is closed nothing is said.
    """
    if due is None or status in CLOSED:
        return ""
    return relative(due, today) if status is CommitmentStatus.OVERDUE else distance(due.latest, today)


def _by_calendar(due: Period | None, today: date, soon: int, soon_precise: int) -> CommitmentStatus | None:
    """Overdue once the whole due period has passed, due soon in the days before its end."""
    if due is None or due.latest is None:
        return None
    if today > due.latest:
        return CommitmentStatus.OVERDUE
    days_ahead = soon_precise if due.precision in _PRECISE else soon
    return CommitmentStatus.DUE_SOON if (due.latest - today).days <= days_ahead else None
