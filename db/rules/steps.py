"""The steps of an agreement: which of them count on a day, and who did what."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from db.rules.periods import Period
from db.vocabulary import EntryMode, LegalCharacter, Renewal, StepKind, StepState

SIGNATURES = frozenset({StepKind.SIGNED, StepKind.SIGNED_AD_REFERENDUM, StepKind.SIGNED_SUBJECT_TO_RATIFICATION})
CONSENTS = frozenset(
    {
        StepKind.RATIFIED,
        StepKind.ACCEPTED,
        StepKind.APPROVED,
        StepKind.ACCEDED,
        StepKind.SUCCEEDED,
        StepKind.NOTIFIED_COMPLETION,
    }
)
LEAVING = frozenset({StepKind.TERMINATED, StepKind.WITHDRAWN})
# What is a fact once it was done, whatever it leads to later: these count from the day of doing, not of effect.
_DEEDS = SIGNATURES | {StepKind.NOTICE_GIVEN, StepKind.EXTENDED}
CONSENT_MODES = frozenset({EntryMode.LATER_NOTIFICATION, EntryMode.RATIFICATIONS, EntryMode.EXCHANGE_OF_INSTRUMENTS})

_CONDITIONAL = SIGNATURES - {StepKind.SIGNED}
# Stands for "everyone" while no party is recorded: a step for all covers it, a step of one party does not.
_UNNAMED = 0


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step in the life of an agreement; `party` None means all of them. An extension takes effect until a day."""

    kind: StepKind
    party: int | None
    state: StepState
    done_on: Period | None = None
    effective_on: Period | None = None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What the status of an agreement follows from; steps in the order in which they were recorded."""

    parties: tuple[int, ...]
    steps: tuple[StepFacts, ...]
    legal_character: LegalCharacter = LegalCharacter.NOT_STATED
    entry_mode: EntryMode = EntryMode.NOT_STATED
    no_ratification_foreseen: bool = False
    expires: Period | None = None
    renewal: Renewal = Renewal.NOT_STATED
    duration: str = ""
    notice_period: str = ""


def counts_from(step: StepFacts) -> date | None:
    """The day from which a done step counts; None when it always did.

    What takes effect within a period is only certain at its end; what was done within a period was done, the officer
    says so, and counts from its start. A done step without a day counts as done. A signature is one from the day of
    signing, whenever it takes effect; so are a notice given and an extension.
    """
    if step.kind in _DEEDS and step.done_on is not None and not step.done_on.undated:
        return step.done_on.earliest
    return takes_effect(step) if step.kind is not StepKind.EXTENDED else None


def takes_effect(step: StepFacts) -> date | None:
    """The day from which a done step certainly has effect; None when it always had."""
    effect = step.effective_on
    if effect is not None and not effect.undated:
        return effect.latest or effect.earliest
    return step.done_on.earliest if step.done_on is not None else None


def until(step: StepFacts) -> Period | None:
    """The day until which an extension runs: where it is recorded, that is what it takes effect on."""
    day = step.effective_on
    return day if day is not None and day.latest is not None else None


def history(facts: AgreementFacts) -> tuple[StepFacts, ...]:
    """The done steps in the order in which they took effect; one without a day follows the one recorded before it."""
    keyed: list[tuple[date, int, StepFacts]] = []
    day = date.min
    for index, step in enumerate(facts.steps):
        if step.state is StepState.DONE:
            day = counts_from(step) or day
            keyed.append((day, index, step))
    return tuple(step for _, _, step in sorted(keyed, key=lambda item: item[:2]))


def in_effect(facts: AgreementFacts, today: date) -> tuple[StepFacts, ...]:
    """The part of the history that counts on `today`."""
    return tuple(step for step in history(facts) if (counts_from(step) or date.min) <= today)


def everyone(facts: AgreementFacts) -> frozenset[int]:
    """All parties, or a stand-in for them where none is recorded."""
    return frozenset(facts.parties) or frozenset({_UNNAMED})


def has(steps: Iterable[StepFacts], *kinds: StepKind) -> bool:
    """Whether one of the steps is of one of the kinds."""
    return any(step.kind in kinds for step in steps)


def who(steps: Iterable[StepFacts], kinds: Container[StepKind], parties: frozenset[int]) -> frozenset[int]:
    """The parties that took a step of one of the kinds; a step for all counts for each of `parties`."""
    found: set[int] = set()
    for step in steps:
        if step.kind in kinds:
            found |= parties if step.party is None else {step.party}
    return frozenset(found)


def out(
    steps: Iterable[StepFacts], stops: Container[StepKind], returns: Container[StepKind], parties: frozenset[int]
) -> frozenset[int]:
    """The parties that stopped taking part and did not return since."""
    found: set[int] = set()
    for step in steps:
        named = parties if step.party is None else {step.party}
        if step.kind in stops:
            found |= named
        elif step.kind in returns:
            found -= named
    return parties & found


def staying(facts: AgreementFacts, steps: Iterable[StepFacts]) -> frozenset[int]:
    """The parties that have not left; one that left comes back by acceding."""
    parties = everyone(facts)
    return parties - out(steps, LEAVING, frozenset({StepKind.ACCEDED}), parties)


def ended(facts: AgreementFacts, steps: Iterable[StepFacts]) -> StepKind | None:
    """What has ended it: so many have left that fewer than two stay, or another agreement took its place."""
    stay = staying(facts, steps)
    if stay != everyone(facts) and len(stay) < 2:
        return StepKind.TERMINATED
    return StepKind.SUPERSEDED if has(steps, StepKind.SUPERSEDED) else None


def needless(facts: AgreementFacts) -> frozenset[int]:
    """The parties of which an officer said that no ratification is needed."""
    unneeded = [step for step in facts.steps if step.state is StepState.NOT_NEEDED]
    return who(unneeded, CONSENTS, everyone(facts))


def final(facts: AgreementFacts) -> bool:
    """Whether an officer has said that nothing has to follow the signature; never derived from title or character."""
    unneeded = [step for step in facts.steps if step.state is StepState.NOT_NEEDED]
    return (
        facts.no_ratification_foreseen
        or facts.entry_mode is EntryMode.NOT_APPLICABLE
        or has(unneeded, StepKind.ENTERED_INTO_FORCE)
        or everyone(facts) <= needless(facts)
    )


def consent_kinds(facts: AgreementFacts) -> frozenset[StepKind]:
    """The acts that count towards entry into force: where notification is agreed, only that."""
    if facts.entry_mode is EntryMode.LATER_NOTIFICATION:
        return frozenset({StepKind.NOTIFIED_COMPLETION})
    return CONSENTS


def pending(facts: AgreementFacts, steps: tuple[StepFacts, ...]) -> frozenset[int]:
    """The parties whose consent is known to be outstanding: the way of entry asks for it, or another party has
    consented already, or they signed on condition. Empty where that is not stated."""
    given = who(steps, consent_kinds(facts), everyone(facts))
    missing = staying(facts, steps) - given - needless(facts)
    if final(facts) or has(steps, StepKind.INSTRUMENTS_EXCHANGED):
        return frozenset()
    if facts.entry_mode in CONSENT_MODES or given:
        return missing
    confirmed = who(steps, frozenset({StepKind.SIGNED}), frozenset())
    return missing & who(steps, _CONDITIONAL, everyone(facts)) - confirmed


def awaited_consent(facts: AgreementFacts) -> StepKind:
    """The act by which a party that has not consented yet is expected to do so."""
    notified = facts.entry_mode is EntryMode.LATER_NOTIFICATION
    return StepKind.NOTIFIED_COMPLETION if notified else StepKind.RATIFIED


def by_signature(facts: AgreementFacts, steps: tuple[StepFacts, ...], today: date) -> bool:
    """Whether it is in force by the plain signature of every party, as its way of entry says: from the day on which
    the last of them takes effect."""
    stay = staying(facts, steps) or everyone(facts)
    signed = [step for step in steps if step.kind is StepKind.SIGNED and (takes_effect(step) or date.min) <= today]
    return facts.entry_mode is EntryMode.ON_SIGNATURE and stay <= who(signed, frozenset({StepKind.SIGNED}), stay)


def signed_by_enough(facts: AgreementFacts, steps: tuple[StepFacts, ...]) -> bool:
    """Whether it counts as signed: by both, or by at least two of several; one side's signature is not enough. What
    was signed stays so when everybody has left it."""
    stay = staying(facts, steps) or everyone(facts)
    return len(who(steps, SIGNATURES, stay)) >= max(1, min(2, len(stay)))
