"""Where an agreement stands, on the paths that real agreements take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.agreements import (
    AgeLevel,
    AgreementFacts,
    StageState,
    StepFacts,
    age_level,
    consents,
    days_signed_not_in_force,
    life_cycle,
    standing,
    status,
    timeline,
    to_confirm,
    warnings,
)
from db.rules.periods import Period
from db.vocabulary import AgreementStatus, EntryMode, LegalCharacter, StepKind, StepState, Turn
from tests.rules.agreement_cases import (
    CASES,
    FIVE,
    FORCE,
    NAMES,
    SIGNED,
    SUBJECT,
    TODAY,
    A,
    B,
    C,
    K,
    M,
    S,
    T,
    W,
    pact,
    ratified,
    step,
)


@pytest.mark.parametrize(
    ("facts", "now", "turn", "names"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_status_and_turn(facts: AgreementFacts, now: AgreementStatus, turn: Turn, names: tuple[int, ...]) -> None:
    found = standing(facts, (A,), TODAY)
    assert (status(facts, TODAY), found.status) == (now, now)
    assert (found.turn, found.waiting_for) == (turn, names)


def test_without_a_side_of_our_own_the_parties_are_named() -> None:
    assert standing(pact(SUBJECT), (), TODAY).turn is T.BOTH
    one = standing(pact(SUBJECT, ratified(A)), (), TODAY)
    assert (one.turn, one.waiting_for) == (T.THEM, (B,))


@pytest.mark.parametrize(
    ("facts", "act"),
    [
        (pact(SUBJECT, ratified(A)), K.RATIFIED),
        (pact(SIGNED, mode=M.LATER_NOTIFICATION), K.NOTIFIED_COMPLETION),
        (pact(SIGNED, ratified(A), ratified(B), mode=M.EXCHANGE_OF_INSTRUMENTS), K.INSTRUMENTS_EXCHANGED),
        (pact(step(K.SIGNED, A, "2026-05-01")), K.SIGNED),
        (pact(FORCE, step(K.REGISTERED, A, state=W.WAITING)), K.REGISTERED),
        (pact(SIGNED, step(K.RATIFIED, A, state=W.WAITING), step(K.APPROVED, B, state=W.WAITING)), None),
        (pact(SIGNED), None),
        (pact(FORCE), None),
    ],
)
def test_the_act_that_is_waited_for(facts: AgreementFacts, act: StepKind | None) -> None:
    found = standing(facts, (A,), TODAY)
    assert found.act is act
    assert act is None or act.act


def test_waiting_is_counted_from_the_last_step() -> None:
    found = standing(pact(SUBJECT, ratified(A, "2026-11-13")), (A,), TODAY)
    assert (found.since, found.days_waiting) == (date(2026, 11, 13), 10)
    month = standing(pact(step(K.SIGNED, done="2026-02")), (A,), TODAY)
    assert (month.since, month.days_waiting) == (date(2026, 2, 28), 268)
    for unknown in (pact(step(K.SIGNED)), pact(step(K.SIGNED, done="2026")), pact(SIGNED, final=True)):
        assert (standing(unknown, (A,), TODAY).since, standing(unknown, (A,), TODAY).days_waiting) == (None, None)


def test_age_from_signature_to_entry_into_force() -> None:
    assert days_signed_not_in_force(pact(SIGNED, ratified(A, "2026-11-01")), TODAY) == 292
    assert days_signed_not_in_force(pact(step(K.SIGNED)), TODAY) is None
    assert days_signed_not_in_force(pact(SIGNED, FORCE), TODAY) is None
    assert [age_level(days) for days in (None, 278, 279, 743, 744)] == [
        AgeLevel.NORMAL,
        AgeLevel.NORMAL,
        AgeLevel.AMBER,
        AgeLevel.AMBER,
        AgeLevel.RED,
    ]
    assert age_level(10, amber=5, red=10) is AgeLevel.RED


def test_what_an_officer_has_to_confirm() -> None:
    known = {"mode": M.RATIFICATIONS, "legal": LegalCharacter.BINDING}
    assert to_confirm(pact(SIGNED), TODAY)
    assert to_confirm(pact(SIGNED, mode=M.RATIFICATIONS), TODAY)
    assert to_confirm(pact(SIGNED, legal=LegalCharacter.BINDING), TODAY)
    assert not to_confirm(pact(SIGNED, **known), TODAY)  # type: ignore[arg-type]  # two enums in one dict
    assert not to_confirm(pact(SIGNED, final=True), TODAY)
    assert not to_confirm(pact(SIGNED, FORCE), TODAY)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (pact(SIGNED, FORCE), "Entry into force lies before"),
        (pact(SIGNED, ratified(A, "2026-02-03")), "A ratification lies before"),
        (pact(SIGNED, ratified(A, "2026-03"), legal=LegalCharacter.NOT_BINDING), "not binding"),
        (pact(SIGNED, ratified(A, "2026-03"), final=True), "none was foreseen"),
        (pact(SIGNED, ratified(C, "2026-03")), "not among the parties"),
    ],
)
def test_odd_records_are_remarked_upon(facts: AgreementFacts, words: str) -> None:
    (sentence,) = warnings(facts)
    assert words in sentence


@pytest.mark.parametrize(
    "facts",
    [
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, None, "2026-02-04")),
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, None, "2026")),
        pact(SIGNED, step(K.ENTERED_INTO_FORCE)),
        pact(SIGNED, step(K.ACCEDED, A, "2020-01-01")),
        pact(step(K.SIGNED), FORCE),
        pact(step(K.SIGNED, done="../2026"), FORCE),
    ],
)
def test_same_day_imprecise_or_unknown_is_not_odd(facts: AgreementFacts) -> None:
    assert warnings(facts) == ()


def test_a_timeline_of_a_whole_life() -> None:
    facts = pact(
        step(K.NEGOTIATED),
        SUBJECT,
        ratified(A),
        ratified(B, "2024-12-01"),
        FORCE,
        step(K.REGISTERED, None, "2025-02-01"),
        step(K.TERMINATED, None, "2026-06-01", "2027-01-01"),
    )
    assert timeline(facts) == (
        (None, S.NEGOTIATING),
        (date(2024, 5, 2), S.SIGNED),
        (date(2024, 9, 1), S.PARTLY_CONSENTED),
        (date(2024, 12, 1), S.ALL_CONSENTED),
        (date(2025, 1, 1), S.IN_FORCE),
        (date(2027, 1, 1), S.TERMINATED),
    )


DAYS = st.one_of(
    st.none(), st.dates(date(2024, 1, 1), date(2028, 1, 1)).map(Period.on), st.just(Period.from_edtf("2026"))
)
STEPS = st.builds(
    StepFacts, st.sampled_from(StepKind), st.sampled_from([None, A, B, C]), st.sampled_from(StepState), DAYS, DAYS
)
PACTS = st.builds(
    AgreementFacts,
    st.sampled_from([(), (A,), (A, B), (A, B, C), FIVE]),
    st.lists(STEPS, max_size=8).map(tuple),
    st.sampled_from(LegalCharacter),
    st.sampled_from(EntryMode),
    st.booleans(),
)


@given(PACTS, st.dates(date(2023, 1, 1), date(2029, 1, 1)))
def test_the_timeline_says_the_status_of_every_day(facts: AgreementFacts, today: date) -> None:
    changes = timeline(facts)
    assert [now for day, now in changes if day is None or day <= today][-1] is status(facts, today)
    for day, now in changes[1:]:
        assert day is not None
        assert status(facts, day) is now is not status(facts, day - timedelta(days=1))


@given(PACTS, st.sampled_from([(), (A,), (B,), (A, B)]), st.dates(date(2023, 1, 1), date(2029, 1, 1)))
def test_the_turn_agrees_with_who_is_waited_for(facts: AgreementFacts, ours: tuple[int, ...], today: date) -> None:
    found = standing(facts, ours, today)
    assert bool(found.waiting_for) == (found.turn not in (T.NOBODY, T.NOT_STATED))
    assert (found.turn in (T.US,)) == (found.waiting_for != () and set(found.waiting_for) <= set(ours))
    assert found.days_waiting is None or found.days_waiting >= 0
    assert len(life_cycle(facts, NAMES, today)) == 2 + (len(facts.parties) if len(facts.parties) < 5 else 1)


G = StageState
ENDED = step(K.TERMINATED, None, "2026-01-01")
STAGES: list[tuple[str, AgreementFacts, list[StageState]]] = [
    ("the starter's declaration", pact(step(K.SIGNED)), [G.DONE, G.NOT_STATED, G.NOT_STATED, G.NOT_STATED]),
    ("nothing recorded", pact(), [G.NOT_STATED] * 4),
    ("in negotiation", pact(step(K.NEGOTIATED)), [G.NOT_YET] * 4),
    ("signed by one", pact(step(K.SIGNED, A)), [G.WAITING, G.NOT_YET, G.NOT_YET, G.NOT_YET]),
    ("signature awaited", pact(step(K.SIGNED, B, state=W.WAITING)), [G.WAITING, G.NOT_YET, G.NOT_YET, G.NOT_YET]),
    (
        "no signature needed",
        pact(step(K.SIGNED, state=W.NOT_NEEDED), ratified(A)),
        [G.NOT_NEEDED, G.DONE, G.NOT_YET, G.NOT_YET],
    ),
    ("no signature known", pact(ratified(A), ratified(B)), [G.NOT_STATED, G.DONE, G.DONE, G.NOT_STATED]),
    ("one ratified", pact(SUBJECT, ratified(A)), [G.DONE, G.DONE, G.WAITING, G.NOT_STATED]),
    (
        "an officer waits for them",
        pact(SIGNED, step(K.RATIFIED, B, state=W.WAITING)),
        [G.DONE, G.NOT_STATED, G.WAITING, G.NOT_STATED],
    ),
    ("final", pact(SIGNED, final=True), [G.DONE, G.NOT_NEEDED, G.NOT_NEEDED, G.NOT_NEEDED]),
    ("on signature", pact(SIGNED, mode=M.ON_SIGNATURE), [G.DONE, G.NOT_NEEDED, G.NOT_NEEDED, G.DONE]),
    (
        "to come by notification",
        pact(SIGNED, mode=M.LATER_NOTIFICATION),
        [G.DONE, G.WAITING, G.WAITING, G.NOT_YET],
    ),
    (
        "exchanged",
        pact(SUBJECT, step(K.INSTRUMENTS_EXCHANGED), mode=M.EXCHANGE_OF_INSTRUMENTS),
        [G.DONE, G.DONE, G.DONE, G.WAITING],
    ),
    (
        "ours not needed",
        pact(SUBJECT, step(K.RATIFIED, A, state=W.NOT_NEEDED), ratified(B), FORCE),
        [G.DONE, G.NOT_NEEDED, G.DONE, G.DONE],
    ),
    (
        "in force from a day to come",
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, effect="2027-01-01"), mode=M.FIXED_DATE),
        [G.DONE, G.NOT_STATED, G.NOT_STATED, G.WAITING],
    ),
    ("terminated", pact(SIGNED, ENDED), [G.DONE, G.NOT_STATED, G.NOT_STATED, G.NOT_STATED]),
    ("terminated after it was in force", pact(SIGNED, FORCE, ENDED), [G.DONE, G.NOT_STATED, G.NOT_STATED, G.DONE]),
    ("signed by one and given up", pact(step(K.SIGNED, A), ENDED), [G.NOT_STATED] * 4),
    (
        "terminated before the other side had ratified",
        pact(SUBJECT, ratified(A), ENDED, mode=M.RATIFICATIONS),
        [G.DONE, G.DONE, G.NOT_STATED, G.NOT_STATED],
    ),
    (
        "superseded while a ratification was awaited",
        pact(SIGNED, step(K.RATIFIED, B, state=W.WAITING), step(K.SUPERSEDED, None, "2026-01-01")),
        [G.DONE, G.NOT_STATED, G.NOT_STATED, G.NOT_STATED],
    ),
    (
        "one side withdrew",
        pact(SIGNED, FORCE, step(K.WITHDRAWN, B, "2026-01-01")),
        [G.DONE, G.NOT_STATED, G.NOT_STATED, G.DONE],
    ),
    (
        "a termination to come ends nothing yet",
        pact(SUBJECT, ratified(A), step(K.TERMINATED, None, "2027-01-01"), mode=M.RATIFICATIONS),
        [G.DONE, G.DONE, G.WAITING, G.NOT_YET],
    ),
    (
        "entry into force awaited",
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, state=W.WAITING)),
        [G.DONE, G.NOT_STATED, G.NOT_STATED, G.WAITING],
    ),
]


@pytest.mark.parametrize(("facts", "states"), [case[1:] for case in STAGES], ids=[case[0] for case in STAGES])
def test_the_stepper(facts: AgreementFacts, states: list[StageState]) -> None:
    assert [stage.state for stage in life_cycle(facts, NAMES, TODAY)] == states


@given(PACTS, st.dates(date(2023, 1, 1), date(2029, 1, 1)))
def test_nothing_is_awaited_of_what_has_ended(facts: AgreementFacts, today: date) -> None:
    if status(facts, today) in (S.TERMINATED, S.SUPERSEDED):
        states = {stage.state for stage in life_cycle(facts, NAMES, today)}
        assert not states & {G.WAITING, G.NOT_YET}


def test_the_stepper_names_acts_and_days() -> None:
    facts = pact(SIGNED, step(K.APPROVED, A, "2026-03"), step(K.ACCEDED, B), step(K.ENTERED_INTO_FORCE, effect="2027"))
    stages = life_cycle(facts, NAMES)
    assert [stage.label for stage in stages] == [
        "Signed",
        "Approved by Kazakhstan",
        "Accession of Pakistan",
        "In force",
    ]
    assert [stage.when.display() if stage.when else None for stage in stages][1:] == ["Mar 2026", None, "2027"]
    assert stages[0].when == Period.on(date(2026, 2, 4))
    assert stages[3].state is G.DONE
    pending = life_cycle(pact(SIGNED, mode=M.LATER_NOTIFICATION), NAMES, TODAY)
    assert pending[1].label == "Notified by Kazakhstan"


@pytest.mark.parametrize(
    ("facts", "label", "state"),
    [
        (pact(SUBJECT, ratified(A), ratified(B), ratified(C), parties=FIVE), "3 of 5 ratified", G.WAITING),
        (pact(SUBJECT, ratified(None), parties=FIVE), "5 of 5 ratified", G.DONE),
        (pact(SIGNED, parties=FIVE), "0 of 5 ratified", G.NOT_STATED),
        (pact(SIGNED, parties=FIVE, final=True), "0 of 5 ratified", G.NOT_NEEDED),
        (pact(step(K.NEGOTIATED), parties=FIVE), "0 of 5 ratified", G.NOT_YET),
    ],
)
def test_many_parties_are_counted(facts: AgreementFacts, label: str, state: StageState) -> None:
    (_, counted, _) = life_cycle(facts, NAMES, TODAY)
    assert (counted.label, counted.state) == (label, state)


@pytest.mark.parametrize("facts", [case[1] for case in STAGES], ids=[case[0] for case in STAGES])
def test_what_each_party_did_is_what_the_stepper_says(facts: AgreementFacts) -> None:
    assert consents(facts, NAMES) == life_cycle(facts, NAMES)[1:-1]


def test_each_of_many_parties_has_its_own_stage() -> None:
    found = consents(pact(SUBJECT, ratified(A), ratified(B), parties=FIVE), NAMES)
    assert [stage.state for stage in found] == [G.DONE, G.DONE, G.WAITING, G.WAITING, G.WAITING]


@pytest.mark.parametrize(
    ("facts", "theirs"),
    [
        (pact(SIGNED, FORCE, step(K.NOTIFIED_COMPLETION, A, "2021-09-10")), StageState.NOT_STATED),
        (pact(SIGNED, FORCE, mode=M.LATER_NOTIFICATION), StageState.NOT_STATED),
        (pact(SIGNED, FORCE, step(K.RATIFIED, B, state=StepState.WAITING)), StageState.WAITING),
        (pact(SIGNED, FORCE, ratified(B)), StageState.DONE),
        (pact(SIGNED, step(K.NOTIFIED_COMPLETION, A, "2026-03-10")), StageState.WAITING),
    ],
)
def test_nothing_is_awaited_of_what_is_in_force(facts: AgreementFacts, theirs: StageState) -> None:
    """Except what somebody has recorded as awaited."""
    assert consents(facts, NAMES, TODAY)[1].state is theirs
