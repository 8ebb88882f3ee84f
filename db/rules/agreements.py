"""Where an agreement stands on a day: signed, ratified, in force, ended; and whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from db.rules.life_cycle import Stage, StageState, consents, life_cycle
from db.rules.periods import Period
from db.rules.steps import (
    CONSENTS,
    LEAVING,
    SIGNATURES,
    AgreementFacts,
    StepFacts,
    awaited_consent,
    by_signature,
    counts_from,
    ended,
    everyone,
    final,
    has,
    history,
    in_effect,
    needless,
    out,
    pending,
    signed_by_enough,
    staying,
    takes_effect,
    until,
    who,
)
from db.rules.terms import over_from, running, term
from db.vocabulary import AgreementStatus, EntryMode, LegalCharacter, StepKind, StepState, Turn
from db.words import _

__all__ = [
    "AMBER_DAYS",
    "RED_DAYS",
    "AgeLevel",
    "AgreementFacts",
    "Stage",
    "StageState",
    "Standing",
    "StepFacts",
    "age_level",
    "consents",
    "days_signed_not_in_force",
    "ended_on",
    "ending",
    "life_cycle",
    "standing",
    "status",
    "timeline",
    "to_confirm",
    "unconfirmed",
    "warnings",
]

# Days from signature without entry into force: quartiles of real bilateral agreements.
AMBER_DAYS = 279
RED_DAYS = 744

_UNDER_CONSENT = frozenset(
    {
        AgreementStatus.SIGNED,
        AgreementStatus.PARTLY_CONSENTED,
        AgreementStatus.ALL_CONSENTED,
        AgreementStatus.PROVISIONAL,
    }
)
# What no term that ended can change: nothing was agreed yet.
NOT_YET_AGREED = frozenset({AgreementStatus.NEGOTIATING, AgreementStatus.INITIALLED})
_FINISHED = frozenset({AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED})
_ENDS = {
    StepKind.TERMINATED: AgreementStatus.TERMINATED,
    StepKind.SUPERSEDED: AgreementStatus.SUPERSEDED,
}
_AT_REST = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.SIGNED_FINAL})
# Ways of entry that leave nothing to do once each party has done its part: the day comes by itself.
_RUNS_BY_ITSELF = frozenset({EntryMode.LATER_NOTIFICATION, EntryMode.RATIFICATIONS, EntryMode.FIXED_DATE})


class AgeLevel(StrEnum):
    """How long an agreement has been signed without being in force."""

    NORMAL = "normal"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Standing:
    """The status, whose turn it is, the parties that are waited for and what they are to do, where that is one act,
    since when and for how many days."""

    status: AgreementStatus
    turn: Turn
    waiting_for: tuple[int, ...]
    act: StepKind | None
    since: date | None
    days_waiting: int | None


def status(facts: AgreementFacts, today: date) -> AgreementStatus:
    """The status on `today`: the first that applies of terminated or superseded, term ended, suspended, in force,
    provisional, all consented, partly consented, signed, initialled (or adopted: the text is settled), negotiating,
    not stated.

    - *Term ended, to confirm* after the last day that is known, until an extension or its end is recorded: it is not
      said to be renewed tacitly, or for how long is not said. What was never agreed has no term.
    - A party's leaving ends an agreement only when fewer than two parties remain; notice given ends nothing by itself.
    - *In force* is a recorded step, or every party's plain signature where entry into force on signature is stated.
    - A bilateral text that one side has signed is not yet *signed*. What was signed is so from the day of signing.
    """
    return _status(facts, in_effect(facts, today), today)


def timeline(facts: AgreementFacts) -> tuple[tuple[date | None, AgreementStatus], ...]:
    """The days on which the status changes, oldest first; None stands for "before any known day"."""
    changes: list[tuple[date | None, AgreementStatus]] = [(None, status(facts, date.min))]
    steps = history(facts)
    days = {*map(counts_from, steps), *map(takes_effect, steps), over_from(term(facts))}
    for day in sorted(day for day in days if day is not None):
        now = status(facts, day)
        if now is not changes[-1][1]:
            changes.append((day, now))
    return tuple(changes)


def standing(facts: AgreementFacts, ours: Collection[int], today: date) -> Standing:
    """Whose turn it is on `today`, seen from the parties that are `ours`: our side, and those that sign for it.

    Without a side of our own the turn is *both* when every party is waited for, otherwise *them*, and `waiting_for`
    names them. `since` is the last dated step that counts; None when it is imprecise and may lie ahead.
    """
    steps = in_effect(facts, today)
    now = _status(facts, steps, today)
    awaited, act = _awaited(facts, steps, now)
    if awaited and not facts.parties:
        # Nobody can be named while no party is recorded.
        awaited, act = None, None
    turn = _turn(awaited, ours, everyone(facts))
    since = _last_move(steps, today) if turn is not Turn.NOBODY else None
    return Standing(now, turn, tuple(sorted(awaited or ())), act, since, (today - since).days if since else None)


def days_signed_not_in_force(facts: AgreementFacts, today: date) -> int | None:
    """Days since the last signature, while entry into force may still come; None otherwise or without a day."""
    steps = in_effect(facts, today)
    if _status(facts, steps, today) not in _UNDER_CONSENT:
        return None
    since = _last_move([step for step in steps if step.kind in SIGNATURES], today)
    return (today - since).days if since else None


def age_level(days: int | None, *, amber: int = AMBER_DAYS, red: int = RED_DAYS) -> AgeLevel:
    """How alarming it is to be signed and not in force for so many days."""
    if days is None or days < amber:
        return AgeLevel.NORMAL
    return AgeLevel.RED if days >= red else AgeLevel.AMBER


def ending(facts: AgreementFacts, today: date) -> Stage | None:
    """The stop of the stepper after entry into force: the end of the term that runs on `today`, or that ended; the
    step that would move it is an extension. None where no end is known, or the agreement was ended by a step."""
    last, now = running(term(facts), today), status(facts, today)
    if last is None or now in _FINISHED:
        return None
    over = now is AgreementStatus.TERM_ENDED
    label, state = (_("Term ended"), StageState.NOT_STATED) if over else (_("Term ends"), StageState.NOT_YET)
    return Stage(label, state, last, StepKind.EXTENDED)


def ended_on(facts: AgreementFacts, today: date) -> Period | None:
    """When it was terminated, or another agreement took its place, as far as it is known; None while it stands."""
    steps = in_effect(facts, today)
    by = ended(facts, steps)
    kinds = {None: frozenset[StepKind](), StepKind.TERMINATED: LEAVING}.get(by, frozenset({StepKind.SUPERSEDED}))
    last = next((step for step in reversed(steps) if step.kind in kinds), None)
    return (last.effective_on or last.done_on) if last is not None else None


def to_confirm(facts: AgreementFacts, today: date) -> bool:
    """Whether somebody has to say how it stands: it is signed while the source says nothing of its entry into force
    or of its legal character, or its term has ended and nobody has said whether it was extended."""
    now = status(facts, today)
    return now is AgreementStatus.TERM_ENDED or (now is AgreementStatus.SIGNED and _unstated(facts))


def unconfirmed(facts: AgreementFacts) -> bool:
    """Whether it is to be confirmed for as long as it is signed, whatever the day is and however long its term."""
    endless = tuple(step for step in facts.steps if step.kind not in (StepKind.EXTENDED, StepKind.NOTICE_GIVEN))
    whole = replace(facts, expires=None, duration="", steps=endless)
    return _unstated(facts) and status(whole, date.max) is AgreementStatus.SIGNED


def _unstated(facts: AgreementFacts) -> bool:
    return facts.entry_mode is EntryMode.NOT_STATED or facts.legal_character is LegalCharacter.NOT_STATED


def warnings(facts: AgreementFacts) -> tuple[str, ...]:
    """What an officer should look at again; real treaties do all of this, so nothing is ever refused."""
    steps = history(facts)
    signed = [step.done_on.earliest for step in steps if step.kind in SIGNATURES and step.done_on is not None]
    first = min((day for day in signed if day is not None), default=None)
    consented = has(steps, *CONSENTS)
    strangers = {step.party for step in facts.steps} - {None, *facts.parties}
    found = {
        _("Entry into force lies before the signature; the source's dates are kept."): _before(
            steps, frozenset({StepKind.ENTERED_INTO_FORCE}), first
        ),
        _("A ratification lies before the signature; the source's dates are kept."): _before(
            steps, CONSENTS - {StepKind.ACCEDED, StepKind.SUCCEEDED}, first
        ),
        _("A ratification is recorded although the agreement is marked as not binding."): (
            consented and facts.legal_character is LegalCharacter.NOT_BINDING
        ),
        _("A ratification is recorded although none was foreseen."): consented and facts.no_ratification_foreseen,
        _("An extension is recorded without the day until which it runs."): any(
            step.kind is StepKind.EXTENDED and until(step) is None for step in steps
        ),
        _("A step is recorded for a party that is not among the parties."): bool(strangers),
    }
    return tuple(sentence for sentence, applies in found.items() if applies)


def _status(facts: AgreementFacts, steps: tuple[StepFacts, ...], today: date) -> AgreementStatus:
    by = ended(facts, steps)
    if by is not None:
        return _ENDS[by]
    stay = staying(facts, steps)
    now = _applied(facts, steps, stay, today) or _consented(facts, steps, stay) or _before_consent(facts, steps)
    over = over_from(term(facts))
    return AgreementStatus.TERM_ENDED if over is not None and over <= today and now not in NOT_YET_AGREED else now


def _applied(
    facts: AgreementFacts, steps: tuple[StepFacts, ...], stay: frozenset[int], today: date
) -> AgreementStatus | None:
    idle = out(steps, frozenset({StepKind.SUSPENDED}), frozenset({StepKind.RESUMED}), stay)
    if idle and len(stay - idle) < 2:
        return AgreementStatus.SUSPENDED
    if by_signature(facts, steps, today) or has(steps, StepKind.ENTERED_INTO_FORCE):
        return AgreementStatus.IN_FORCE
    return AgreementStatus.PROVISIONAL if has(steps, StepKind.PROVISIONALLY_APPLIED) else None


def _consented(facts: AgreementFacts, steps: tuple[StepFacts, ...], stay: frozenset[int]) -> AgreementStatus | None:
    given = who(steps, CONSENTS, stay) - (everyone(facts) - stay)
    if has(steps, StepKind.INSTRUMENTS_EXCHANGED) or (given and stay <= given | needless(facts)):
        return AgreementStatus.ALL_CONSENTED
    return AgreementStatus.PARTLY_CONSENTED if given else None


def _before_consent(facts: AgreementFacts, steps: tuple[StepFacts, ...]) -> AgreementStatus:
    if signed_by_enough(facts, steps):
        return AgreementStatus.SIGNED_FINAL if final(facts) else AgreementStatus.SIGNED
    if has(steps, StepKind.INITIALLED, StepKind.ADOPTED):
        return AgreementStatus.INITIALLED
    expected = any(step.state is StepState.WAITING for step in facts.steps)
    if expected or has(steps, StepKind.NEGOTIATED, *SIGNATURES):
        return AgreementStatus.NEGOTIATING
    return AgreementStatus.NOT_STATED


_Awaited = tuple[frozenset[int] | None, StepKind | None]
"""The parties whose act is waited for, empty for nobody, None where not stated; and the act."""

_NOBODY: _Awaited = (frozenset(), None)


def _awaited(facts: AgreementFacts, steps: tuple[StepFacts, ...], now: AgreementStatus) -> _Awaited:
    """What is waited for: first what an officer named."""
    parties = everyone(facts)
    if now in _FINISHED:
        return _NOBODY
    done = {(step.kind, step.party) for step in steps}
    named = [s for s in facts.steps if s.state is StepState.WAITING and (s.kind, s.party) not in done]
    if named:
        acts = {step.kind for step in named}
        return who(named, frozenset(StepKind), parties), acts.pop() if len(acts) == 1 else None
    if now is AgreementStatus.TERM_ENDED:
        return None, None
    if now in _AT_REST or has(history(facts), StepKind.ENTERED_INTO_FORCE):
        return _NOBODY
    if now in _UNDER_CONSENT:
        return _consent_awaited(facts, steps)
    signatories = who(steps, SIGNATURES, parties)
    if signatories or now is AgreementStatus.INITIALLED:
        return parties - signatories, StepKind.SIGNED
    return None, None


def _consent_awaited(facts: AgreementFacts, steps: tuple[StepFacts, ...]) -> _Awaited:
    missing = pending(facts, steps)
    if missing:
        return missing, awaited_consent(facts)
    exchanged = has(steps, StepKind.INSTRUMENTS_EXCHANGED)
    if facts.entry_mode is EntryMode.EXCHANGE_OF_INSTRUMENTS and not exchanged:
        return staying(facts, steps), StepKind.INSTRUMENTS_EXCHANGED
    return _NOBODY if exchanged or facts.entry_mode in _RUNS_BY_ITSELF else (None, None)


def _turn(awaited: frozenset[int] | None, ours: Collection[int], parties: frozenset[int]) -> Turn:
    if awaited is None:
        return Turn.NOT_STATED
    if not awaited:
        return Turn.NOBODY
    if not ours:
        return Turn.BOTH if awaited == parties else Turn.THEM
    if awaited.isdisjoint(ours):
        return Turn.THEM
    return Turn.US if awaited <= set(ours) else Turn.BOTH


def _last_move(steps: Iterable[StepFacts], today: date) -> date | None:
    """The end of the latest dated step: so many days have certainly passed since; None if it may lie ahead."""
    days = [period.latest for s in steps if (period := s.done_on or s.effective_on) and period.latest]
    last = max(days, default=None)
    return last if last is not None and last <= today else None


def _before(steps: Iterable[StepFacts], kinds: frozenset[StepKind], signed: date | None) -> bool:
    """Whether such a step certainly took effect before the first signature; the same day is not before."""
    ends = [period.latest for s in steps if s.kind in kinds and (period := s.effective_on or s.done_on)]
    return signed is not None and any(end is not None and end < signed for end in ends)
