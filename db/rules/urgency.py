"""How urgent a thing is, as a sum of parts that can each be read."""

from __future__ import annotations

from dataclasses import dataclass

from db.vocabulary import Rank, Strength, Turn, VisitKind
from db.words import N_, _, ngettext

WINDOW_POINTS = 40
LEAD_POINTS = 25
SILENCE_POINTS = 15
PROGRAMME_POINTS = 20
PROGRAMME_DAYS = 30
# Silence weighs most after this many days; longer silence adds nothing.
SILENCE_DAYS = 90

# Days a foreign ministry usually needs to prepare a visit of the kind.
LEAD_DAYS = {
    VisitKind.STATE: 90,
    VisitKind.OFFICIAL: 60,
    VisitKind.GUEST_OF_GOVERNMENT: 60,
    VisitKind.OFFICIAL_WORKING: 45,
    VisitKind.MULTILATERAL: 45,
    VisitKind.WORKING: 30,
    VisitKind.SIDELINES: 14,
    VisitKind.PRIVATE: 14,
    VisitKind.TRANSIT: 7,
}
_RANK_POINTS = {Rank.HEAD_OF_STATE: 15, Rank.HEAD_OF_GOVERNMENT: 15, Rank.FOREIGN_MINISTER: 10, Rank.MINISTER: 6}
_STRENGTH_POINTS = {Strength.UNDERTAKING: 10, Strength.ANNOUNCEMENT: 6, Strength.TARGET: 6, Strength.INVITATION: 4}
_TURN_PARTS = {
    Turn.US: (N_("our turn"), 10),
    Turn.BOTH: (N_("turn of both sides"), 6),
    Turn.THEM: (N_("their turn"), 3),
}


@dataclass(frozen=True, slots=True)
class UrgencyFacts:
    """What urgency is counted from; leave out what is not known, and it counts for nothing.

    `share_used`: part of the window gone, 0 to 1 (1 also when late) · `days_left`: days to its end, negative when
    late · `visit_kind`: of the visit to be prepared · `days_silent`: since the last action · `days_to_visit`: to the
    visit on whose programme it stands.
    """

    share_used: float | None = None
    days_left: int | None = None
    visit_kind: VisitKind | None = None
    rank: Rank | None = None
    strength: Strength | None = None
    days_silent: int | None = None
    days_to_visit: int | None = None
    turn: Turn = Turn.NOT_STATED


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and what it weighs."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Urgency:
    """The parts that weigh anything; their sum orders a list, their labels explain it."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return sum(part.points for part in self.parts)

    @property
    def explanation(self) -> str:
        """One line a part, for the hover."""
        return "\n".join(f"{part.label}: {part.points}" for part in self.parts)


def urgency(facts: UrgencyFacts) -> Urgency:
    """How urgent a thing is; parts without weight are left out."""
    parts = (
        _window(facts.share_used),
        _lead(facts.visit_kind, facts.days_left),
        Part(facts.rank.word, _RANK_POINTS.get(facts.rank, 0)) if facts.rank else None,
        Part(facts.strength.word, _STRENGTH_POINTS.get(facts.strength, 0)) if facts.strength else None,
        _silence(facts.days_silent),
        _programme(facts.days_to_visit),
        _whose(facts.turn),
    )
    return Urgency(tuple(part for part in parts if part is not None and part.points))


def _whose(turn: Turn) -> Part | None:
    if turn not in _TURN_PARTS:
        return None
    words, points = _TURN_PARTS[turn]
    return Part(_(words), points)


def _window(share_used: float | None) -> Part | None:
    if share_used is None:
        return None
    share = min(1.0, max(0.0, share_used))
    return Part(_("{share:.0%} of the window used").format(share=share), round(WINDOW_POINTS * share))


def _lead(kind: VisitKind | None, days_left: int | None) -> Part | None:
    """Weighs more the less of the usual preparation time is left."""
    lead = LEAD_DAYS.get(kind) if kind is not None else None
    if lead is None or days_left is None:
        return None
    left = min(lead, max(0, days_left))
    words = ngettext("{left} of {lead} day left to prepare", "{left} of {lead} days left to prepare", lead)
    return Part(words.format(left=left, lead=lead), round(LEAD_POINTS * (lead - left) / lead))


def _silence(days: int | None) -> Part | None:
    if days is None:
        return None
    words = ngettext("no action for {count} day", "no action for {count} days", days)
    return Part(words.format(count=days), round(SILENCE_POINTS * min(SILENCE_DAYS, max(0, days)) / SILENCE_DAYS))


def _programme(days: int | None) -> Part | None:
    if days is None or not 0 <= days <= PROGRAMME_DAYS:
        return None
    words = ngettext(
        "on the programme of a visit within {count} day",
        "on the programme of a visit within {count} days",
        PROGRAMME_DAYS,
    )
    return Part(words.format(count=PROGRAMME_DAYS), PROGRAMME_POINTS)
