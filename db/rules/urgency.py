"""How urgent a thing is, as a sum of parts that can each be read; what each part weighs stands in one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.vocabulary import Rank, Strength, Turn, VisitKind
from db.words import N_, _, ngettext


@dataclass(frozen=True, slots=True)
class Weights:
    """How many points each part has at most, and when it has them all."""

    window: int
    """Once all of the time is used, and for what is overdue."""
    lead: int
    """Once none is left of the days that a ministry usually needs to prepare a visit of the kind."""
    lead_days: Mapping[VisitKind, int]
    silence: int
    """After so many days without an action; longer silence adds nothing."""
    silence_days: int
    programme: int
    """From so many days before a visit to its last day."""
    programme_days: int
    rank: Mapping[Rank, int]
    strength: Mapping[Strength, int]
    turn: Mapping[Turn, int]


WEIGHTS = Weights(
    window=40,
    lead=25,
    lead_days={
        VisitKind.STATE: 90,
        VisitKind.OFFICIAL: 60,
        VisitKind.GUEST_OF_GOVERNMENT: 60,
        VisitKind.OFFICIAL_WORKING: 45,
        VisitKind.MULTILATERAL: 45,
        VisitKind.WORKING: 30,
        VisitKind.SIDELINES: 14,
        VisitKind.PRIVATE: 14,
        VisitKind.TRANSIT: 7,
    },
    silence=15,
    silence_days=90,
    programme=20,
    programme_days=30,
    rank={Rank.HEAD_OF_STATE: 15, Rank.HEAD_OF_GOVERNMENT: 15, Rank.FOREIGN_MINISTER: 10, Rank.MINISTER: 6},
    strength={Strength.UNDERTAKING: 10, Strength.ANNOUNCEMENT: 6, Strength.TARGET: 6, Strength.INVITATION: 4},
    turn={Turn.US: 10, Turn.BOTH: 6, Turn.THEM: 3},
)
"""The one table: parts are weighed by it here, and lists are sorted by it in SQL (`db.queries.urgency`)."""

_TURNS = {Turn.US: N_("our turn"), Turn.BOTH: N_("turn of both sides"), Turn.THEM: N_("their turn")}


@dataclass(frozen=True, slots=True)
class UrgencyFacts:
    """What urgency is counted from; what is left out is not known or does not matter, and counts for nothing.

    `opens`, `closes`: the time it has; past its end it is overdue · `visit_kind`: of the visit to be prepared before
    it closes · `quiet_since`: nothing was done since · `visit_on`: the first day of the visit on whose programme it
    stands, which is not over.
    """

    opens: date | None = None
    closes: date | None = None
    visit_kind: VisitKind | None = None
    rank: Rank | None = None
    strength: Strength | None = None
    quiet_since: date | None = None
    visit_on: date | None = None
    turn: Turn = Turn.NOT_STATED


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and what it weighs."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Urgency:
    """The parts that weigh anything; their sum orders a list, their labels explain it."""

    total: int
    parts: tuple[Part, ...]

    @property
    def said(self) -> str:
        """The sum with its parts: "50: overdue 23 days 40 · our turn 10"; "" where nothing weighs. No line ends between
        a part and its points."""
        parts = " · ".join(f"{part.label}\N{NO-BREAK SPACE}{part.points}" for part in self.parts)
        return _("{total}: {parts}").format(total=self.total, parts=parts) if parts else ""

    @property
    def explanation(self) -> str:
        """One line a part, for the hover."""
        return "\n".join(f"{part.label}: {part.points}" for part in self.parts)


NOT_URGENT = Urgency(0, ())
"""What is closed, or waits for nobody."""


def urgency(facts: UrgencyFacts, today: date) -> Urgency:
    """How urgent a thing is; parts without weight are left out."""
    weighed = (
        _window(facts, today),
        _lead(facts, today),
        Part(facts.rank.word, WEIGHTS.rank.get(facts.rank, 0)) if facts.rank else None,
        Part(facts.strength.word, WEIGHTS.strength.get(facts.strength, 0)) if facts.strength else None,
        _silence(facts.quiet_since, today),
        _programme(facts.visit_on, today),
        Part(_(_TURNS[facts.turn]), WEIGHTS.turn[facts.turn]) if facts.turn in _TURNS else None,
    )
    parts = tuple(part for part in weighed if part is not None and part.points)
    return Urgency(sum(part.points for part in parts), parts)


def _share(points: int, done: int, whole: int) -> int:
    """That share of some points, to the nearest; in whole numbers, so that SQL finds the very same."""
    return (2 * points * min(whole, max(0, done)) + whole) // (2 * whole)


def _window(facts: UrgencyFacts, today: date) -> Part | None:
    opens, closes = facts.opens, facts.closes
    if closes is None:
        return None
    if today > closes:
        days = (today - closes).days
        words = ngettext("overdue {count:,} day", "overdue {count:,} days", days)
        return Part(words.format(count=days), WEIGHTS.window)
    if opens is None or opens > closes:
        return None
    gone, whole = max(0, (today - opens).days), (closes - opens).days + 1
    return Part(_("{share:.0%} of the window used").format(share=gone / whole), _share(WEIGHTS.window, gone, whole))


def _lead(facts: UrgencyFacts, today: date) -> Part | None:
    """Weighs more the less of the usual preparation time is left."""
    lead = WEIGHTS.lead_days.get(facts.visit_kind) if facts.visit_kind is not None else None
    if lead is None or facts.closes is None:
        return None
    left = min(lead, max(0, (facts.closes - today).days))
    words = ngettext("{left} of {lead} day left to prepare", "{left} of {lead} days left to prepare", lead)
    return Part(words.format(left=left, lead=lead), _share(WEIGHTS.lead, lead - left, lead))


def _silence(since: date | None, today: date) -> Part | None:
    if since is None:
        return None
    days = (today - since).days
    words = ngettext("no action for {count:,} day", "no action for {count:,} days", days)
    return Part(words.format(count=days), _share(WEIGHTS.silence, days, WEIGHTS.silence_days))


def _programme(visit_on: date | None, today: date) -> Part | None:
    if visit_on is None or (visit_on - today).days > WEIGHTS.programme_days:
        return None
    days = (visit_on - today).days
    words = ngettext("belongs to a visit in {count} day", "belongs to a visit in {count} days", days)
    said = words.format(count=days) if days > 0 else _("belongs to a visit that has begun")
    return Part(said, WEIGHTS.programme)
