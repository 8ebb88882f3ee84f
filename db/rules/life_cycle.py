"""The life-cycle stepper of an agreement: signed, ratified by each party, in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from db.rules.periods import Period
from db.rules.steps import (
    CONSENTS,
    SIGNATURES,
    AgreementFacts,
    StepFacts,
    awaited_consent,
    by_signature,
    consent_kinds,
    ended,
    final,
    has,
    history,
    in_effect,
    needless,
    pending,
    signed_by_enough,
)
from db.vocabulary import EntryMode, StepKind, StepState
from db.words import N_, _, ngettext

_STAGES_PER_PARTY = 4
_IN_FORCE = frozenset({StepKind.ENTERED_INTO_FORCE})
_ACTS = {
    StepKind.ACCEPTED: N_("Accepted by {party}"),
    StepKind.APPROVED: N_("Approved by {party}"),
    StepKind.ACCEDED: N_("Accession of {party}"),
    StepKind.SUCCEEDED: N_("Succession of {party}"),
    StepKind.NOTIFIED_COMPLETION: N_("Notified by {party}"),
}


class StageState(StrEnum):
    """What the stepper shows of a stage."""

    DONE = "done"
    WAITING = "waiting"
    NOT_STATED = "not_stated"
    NOT_NEEDED = "not_needed"
    NOT_YET = "not_yet"


_SETTLED = frozenset({StageState.DONE, StageState.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the stepper; `when` it was done, or since when it is waited for, as far as that is known. `kind` is
    the step that would complete it, `party` whose step that is; `parts` are the stages that it stands for."""

    label: str
    state: StageState
    when: Period | None
    kind: StepKind = StepKind.SIGNED
    party: int | None = None
    parts: tuple[Stage, ...] = ()


def life_cycle(facts: AgreementFacts, party_names: Mapping[int, str], today: date | None = None) -> tuple[Stage, ...]:
    """The stages of the stepper: signed, ratified by each party (more than four: one count), in force.

    With `today`, what takes effect later is shown as waited for. What a source leaves open after the signature reads
    *not stated*, never *not yet*: nobody said that it is to come. Once it was terminated or superseded nothing is
    waited for any more, and what is not recorded is *not stated*. KeyError for a party without a name.
    """
    steps = in_effect(facts, today or date.max)
    signed = _signed(facts, steps)
    given = _consents(facts, steps, signed, party_names)
    force = _force(facts, steps, signed, given, today or date.max)
    if ended(facts, steps):
        signed, force = _closed(signed), _closed(force)
    if len(given) > _STAGES_PER_PARTY:
        given = (_collapsed(given),)
    return (signed, *given, force)


def consents(facts: AgreementFacts, party_names: Mapping[int, str], today: date | None = None) -> tuple[Stage, ...]:
    """The stage of each party's ratification, or of what stands for it, in the order of the parties."""
    steps = in_effect(facts, today or date.max)
    return _consents(facts, steps, _signed(facts, steps), party_names)


def _consents(
    facts: AgreementFacts, steps: tuple[StepFacts, ...], signed: Stage, party_names: Mapping[int, str]
) -> tuple[Stage, ...]:
    expected = _expected(facts, steps, signed)
    given = (_consent(facts, steps, party, party_names[party], expected[party]) for party in facts.parties)
    return tuple(map(_closed, given) if ended(facts, steps) else given)


def _closed(stage: Stage) -> Stage:
    """A stage of an agreement that has ended: nothing is to come."""
    return stage if stage.state in _SETTLED else replace(stage, state=StageState.NOT_STATED, when=None)


def _signed(facts: AgreementFacts, steps: tuple[StepFacts, ...]) -> Stage:
    signatures = [step for step in steps if step.kind in SIGNATURES]
    if signed_by_enough(facts, steps):
        return Stage(_("Signed"), StageState.DONE, _when(signatures))
    planned = _planned(facts, SIGNATURES)
    if planned and planned[-1].state is StepState.NOT_NEEDED:
        return Stage(_("Signed"), StageState.NOT_NEEDED, None)
    if planned or signatures:
        return Stage(_("Signed"), StageState.WAITING, _when(planned))
    past_it = not facts.steps or has(steps, *CONSENTS, *_IN_FORCE)
    return Stage(_("Signed"), StageState.NOT_STATED if past_it else StageState.NOT_YET, None)


def _consent(facts: AgreementFacts, steps: tuple[StepFacts, ...], party: int, name: str, expected: StageState) -> Stage:
    """The stage of one party: what it did, else what an officer said of it, else what the rules say is to come."""
    kinds = consent_kinds(facts)
    acts = [step for step in steps if step.kind in kinds and step.party in (party, None)]
    if acts:
        act = acts[-1].kind
        return Stage(_by(act, name), StageState.DONE, _when(acts), act, party)
    act = awaited_consent(facts)
    label = _by(act, name)
    planned = [step for step in _planned(facts, kinds) if step.party in (party, None)]
    if planned and planned[-1].state is StepState.WAITING:
        return Stage(label, StageState.WAITING, _when(planned), act, party)
    return Stage(label, expected, None, act, party)


def _by(act: StepKind, party: str) -> str:
    return _(_ACTS.get(act, N_("Ratified by {party}"))).format(party=party)


def _expected(facts: AgreementFacts, steps: tuple[StepFacts, ...], signed: Stage) -> dict[int, StageState]:
    """The state of each party's consent where no step of it is recorded; of what is in force none is awaited."""
    if has(steps, StepKind.INSTRUMENTS_EXCHANGED):
        return dict.fromkeys(facts.parties, StageState.DONE)
    entered = has(history(facts), *_IN_FORCE) or by_signature(facts, steps, date.max)
    on_condition = pending(facts, steps)
    spared = frozenset(facts.parties) if final(facts) else needless(facts)
    if facts.entry_mode is EntryMode.ON_SIGNATURE:
        spared |= frozenset(facts.parties) - on_condition
    missing = StageState.NOT_STATED if entered else StageState.WAITING
    if signed.state is StageState.DONE:
        expected = dict.fromkeys(facts.parties, StageState.NOT_STATED) | dict.fromkeys(on_condition, missing)
    else:
        unsaid = signed.state if signed.state is StageState.NOT_STATED else StageState.NOT_YET
        expected = dict.fromkeys(facts.parties, unsaid)
    return expected | dict.fromkeys(spared, StageState.NOT_NEEDED)


def _force(
    facts: AgreementFacts, steps: tuple[StepFacts, ...], signed: Stage, consents: Iterable[Stage], today: date
) -> Stage:
    entered = [step for step in steps if step.kind in _IN_FORCE]
    if entered:
        return _in_force(StageState.DONE, _effect(entered))
    if by_signature(facts, steps, date.max):
        came = by_signature(facts, steps, today)
        return _in_force(StageState.DONE if came else StageState.WAITING, _effect_of_signing(steps) or signed.when)
    to_come = [step for step in history(facts) if step.kind in _IN_FORCE]
    waited = [step for step in facts.steps if step.kind in _IN_FORCE and step.state is StepState.WAITING]
    if to_come or waited:
        return _in_force(StageState.WAITING, _effect(to_come or waited))
    if final(facts):
        return _in_force(StageState.NOT_NEEDED, None)
    if facts.entry_mode is EntryMode.NOT_STATED:
        open_question = signed.state in (StageState.DONE, StageState.NOT_STATED)
        return _in_force(StageState.NOT_STATED if open_question else StageState.NOT_YET, None)
    all_settled = all(stage.state in _SETTLED for stage in (signed, *consents))
    return _in_force(StageState.WAITING if all_settled else StageState.NOT_YET, None)


def _in_force(state: StageState, when: Period | None) -> Stage:
    return Stage(_("In force"), state, when, StepKind.ENTERED_INTO_FORCE)


def _collapsed(consents: Sequence[Stage]) -> Stage:
    """Many parties in one stage: "3 of 5 ratified"."""
    done = sum(stage.state is StageState.DONE for stage in consents)
    states = {stage.state for stage in consents}
    if states <= _SETTLED:
        state = StageState.DONE if done else StageState.NOT_NEEDED
    else:
        state = next(s for s in (StageState.WAITING, StageState.NOT_STATED, StageState.NOT_YET) if s in states)
    label = ngettext("{done} of {count} ratified", "{done} of {count} ratified", len(consents))
    return Stage(label.format(done=done, count=len(consents)), state, None, StepKind.RATIFIED, None, tuple(consents))


def _planned(facts: AgreementFacts, kinds: frozenset[StepKind]) -> list[StepFacts]:
    """The steps of the kinds that are waited for or not needed."""
    return [step for step in facts.steps if step.kind in kinds and step.state is not StepState.DONE]


def _when(steps: list[StepFacts]) -> Period | None:
    return steps[-1].done_on if steps else None


def _effect_of_signing(steps: Iterable[StepFacts]) -> Period | None:
    """When the last signature takes effect, where that is another day than that of signing."""
    days = [s.effective_on for s in steps if s.kind is StepKind.SIGNED and s.effective_on and s.effective_on.latest]
    return max(days, key=lambda day: day.latest or date.min, default=None)


def _effect(steps: list[StepFacts]) -> Period | None:
    return steps[-1].effective_on or steps[-1].done_on
