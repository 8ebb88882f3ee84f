"""Real agreements step by step, and where each of them stands."""

from __future__ import annotations

from datetime import date

from db.rules.agreements import AgreementFacts, StepFacts
from db.rules.periods import Period
from db.vocabulary import AgreementStatus, EntryMode, LegalCharacter, StepKind, StepState, Turn

TODAY = date(2026, 11, 23)
A, B, C, D, E = 1, 2, 3, 4, 5
NAMES = {A: "Kazakhstan", B: "Pakistan", C: "Uzbekistan", D: "Iran", E: "Türkiye"}
K, S, M, T, W = StepKind, AgreementStatus, EntryMode, Turn, StepState


def on(text: str | None) -> Period | None:
    return Period.from_edtf(text) if text else None


def step(
    kind: StepKind,
    party: int | None = None,
    done: str | None = None,
    effect: str | None = None,
    state: StepState = W.DONE,
) -> StepFacts:
    return StepFacts(kind, party, state, on(done), on(effect))


def pact(
    *steps: StepFacts,
    parties: tuple[int, ...] = (A, B),
    mode: EntryMode = M.NOT_STATED,
    legal: LegalCharacter = LegalCharacter.NOT_STATED,
    final: bool = False,
) -> AgreementFacts:
    return AgreementFacts(parties, steps, legal, mode, final)


SIGNED = step(K.SIGNED, None, "2026-02-04")
SUBJECT = step(K.SIGNED_SUBJECT_TO_RATIFICATION, None, "2024-05-02")
FORCE = step(K.ENTERED_INTO_FORCE, None, "2025-01-01")
FIVE = (A, B, C, D, E)


def ratified(party: int | None, day: str | None = "2024-09-01") -> StepFacts:
    return step(K.RATIFIED, party, day)


def notified(party: int, day: str = "2024-09-01") -> StepFacts:
    return step(K.NOTIFIED_COMPLETION, party, day)


# name, agreement, status, whose turn seen from A, waiting for
CASES: list[tuple[str, AgreementFacts, AgreementStatus, Turn, tuple[int, ...]]] = [
    ("nothing recorded", pact(), S.NOT_STATED, T.NOT_STATED, ()),
    ("only registered", pact(step(K.REGISTERED)), S.NOT_STATED, T.NOT_STATED, ()),
    ("negotiated", pact(step(K.NEGOTIATED)), S.NEGOTIATING, T.NOT_STATED, ()),
    ("their comments awaited", pact(step(K.NEGOTIATED, B, state=W.WAITING)), S.NEGOTIATING, T.THEM, (B,)),
    ("initialled", pact(step(K.INITIALLED)), S.INITIALLED, T.BOTH, (A, B)),
    ("adopted", pact(step(K.ADOPTED)), S.INITIALLED, T.BOTH, (A, B)),
    ("signed by one side", pact(step(K.SIGNED, A, "2026-05-01")), S.NEGOTIATING, T.THEM, (B,)),
    ("initialled, signed by them", pact(step(K.INITIALLED), step(K.SIGNED, B)), S.INITIALLED, T.US, (A,)),
    ("exchange of notes complete", pact(step(K.SIGNED, A), step(K.SIGNED, B)), S.SIGNED, T.NOT_STATED, ()),
    ("the starter's declaration", pact(step(K.SIGNED)), S.SIGNED, T.NOT_STATED, ()),
    ("not binding, nobody said more", pact(SIGNED, legal=LegalCharacter.NOT_BINDING), S.SIGNED, T.NOT_STATED, ()),
    ("an officer said no ratification", pact(SIGNED, final=True), S.SIGNED_FINAL, T.NOBODY, ()),
    ("entry not applicable", pact(SIGNED, mode=M.NOT_APPLICABLE), S.SIGNED_FINAL, T.NOBODY, ()),
    (
        "entry into force not needed",
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, state=W.NOT_NEEDED)),
        S.SIGNED_FINAL,
        T.NOBODY,
        (),
    ),
    (
        "ratification needed by neither",
        pact(SIGNED, *(step(K.RATIFIED, party, state=W.NOT_NEEDED) for party in (A, B))),
        S.SIGNED_FINAL,
        T.NOBODY,
        (),
    ),
    ("subject to ratification", pact(SUBJECT), S.SIGNED, T.BOTH, (A, B)),
    (
        "one side on condition",
        pact(step(K.SIGNED, A), step(K.SIGNED_SUBJECT_TO_RATIFICATION, B)),
        S.SIGNED,
        T.THEM,
        (B,),
    ),
    ("ad referendum by us", pact(step(K.SIGNED_AD_REFERENDUM, A), step(K.SIGNED, B)), S.SIGNED, T.US, (A,)),
    (
        "ad referendum, then confirmed",
        pact(step(K.SIGNED_AD_REFERENDUM, A), step(K.SIGNED, B), step(K.SIGNED, A)),
        S.SIGNED,
        T.NOT_STATED,
        (),
    ),
    ("domestic procedure is no consent", pact(SUBJECT, step(K.DOMESTIC_PROCEDURE, A)), S.SIGNED, T.BOTH, (A, B)),
    ("we ratified", pact(SUBJECT, ratified(A)), S.PARTLY_CONSENTED, T.THEM, (B,)),
    ("they approved", pact(SUBJECT, step(K.APPROVED, B)), S.PARTLY_CONSENTED, T.US, (A,)),
    (
        "their ratification not needed",
        pact(SUBJECT, ratified(A), step(K.RATIFIED, B, state=W.NOT_NEEDED)),
        S.ALL_CONSENTED,
        T.NOT_STATED,
        (),
    ),
    ("ratified on a day to come", pact(SUBJECT, ratified(A, "2026-12-01")), S.SIGNED, T.BOTH, (A, B)),
    ("both ratified, entry not stated", pact(SUBJECT, ratified(A), ratified(B)), S.ALL_CONSENTED, T.NOT_STATED, ()),
    (
        "instruments to be exchanged",
        pact(SUBJECT, ratified(None), mode=M.EXCHANGE_OF_INSTRUMENTS),
        S.ALL_CONSENTED,
        T.BOTH,
        (A, B),
    ),
    (
        "instruments exchanged",
        pact(SUBJECT, step(K.INSTRUMENTS_EXCHANGED), mode=M.EXCHANGE_OF_INSTRUMENTS),
        S.ALL_CONSENTED,
        T.NOBODY,
        (),
    ),
    ("by notification, none given", pact(SIGNED, mode=M.LATER_NOTIFICATION), S.SIGNED, T.BOTH, (A, B)),
    (
        "by notification, theirs received",
        pact(SIGNED, notified(B), mode=M.LATER_NOTIFICATION),
        S.PARTLY_CONSENTED,
        T.US,
        (A,),
    ),
    (
        "both ratified, only ours notified",
        pact(SIGNED, ratified(None), notified(A), mode=M.LATER_NOTIFICATION),
        S.ALL_CONSENTED,
        T.THEM,
        (B,),
    ),
    (
        "both notified, the day comes",
        pact(SIGNED, notified(A), notified(B), mode=M.LATER_NOTIFICATION),
        S.ALL_CONSENTED,
        T.NOBODY,
        (),
    ),
    ("on a fixed day", pact(SIGNED, mode=M.FIXED_DATE), S.SIGNED, T.NOBODY, ()),
    (
        "in force from a day to come",
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, None, "2026-03-01", "2027-01-01"), mode=M.FIXED_DATE),
        S.SIGNED,
        T.NOBODY,
        (),
    ),
    (
        "in force some time in 2026 is not certain yet",
        pact(SIGNED, step(K.ENTERED_INTO_FORCE, effect="2026")),
        S.SIGNED,
        T.NOBODY,
        (),
    ),
    ("signed some time in 2026 is signed", pact(step(K.SIGNED, done="2026")), S.SIGNED, T.NOT_STATED, ()),
    ("effect open-ended", pact(SIGNED, step(K.ENTERED_INTO_FORCE, effect="2026-06-01/..")), S.IN_FORCE, T.NOBODY, ()),
    ("in force, day unknown", pact(SIGNED, step(K.ENTERED_INTO_FORCE)), S.IN_FORCE, T.NOBODY, ()),
    ("in force on signature", pact(SIGNED, mode=M.ON_SIGNATURE), S.IN_FORCE, T.NOBODY, ()),
    (
        "on signature, but one signed ad referendum",
        pact(step(K.SIGNED, A), step(K.SIGNED_AD_REFERENDUM, B), mode=M.ON_SIGNATURE),
        S.SIGNED,
        T.THEM,
        (B,),
    ),
    ("in force before signature", pact(SIGNED, FORCE), S.IN_FORCE, T.NOBODY, ()),
    (
        "provisional, they have to ratify",
        pact(SUBJECT, ratified(A), step(K.PROVISIONALLY_APPLIED)),
        S.PROVISIONAL,
        T.THEM,
        (B,),
    ),
    ("provisional, then in force", pact(SUBJECT, step(K.PROVISIONALLY_APPLIED), FORCE), S.IN_FORCE, T.NOBODY, ()),
    (
        "tacitly renewed, term long over",
        pact(SUBJECT, FORCE, step(K.AMENDED, None, "2025-06-01")),
        S.IN_FORCE,
        T.NOBODY,
        (),
    ),
    ("notice given, still in force", pact(FORCE, step(K.NOTICE_GIVEN, B, "2026-06-01")), S.IN_FORCE, T.NOBODY, ()),
    (
        "notice given, ended since",
        pact(FORCE, step(K.NOTICE_GIVEN, B, "2025-05-01"), step(K.TERMINATED, B, "2025-05-01", "2025-11-01")),
        S.TERMINATED,
        T.NOBODY,
        (),
    ),
    ("ends at the end of the year", pact(FORCE, step(K.TERMINATED, effect="2026-12-31")), S.IN_FORCE, T.NOBODY, ()),
    (
        "terminated, yet something awaited",
        pact(step(K.TERMINATED), step(K.REGISTERED, A, state=W.WAITING)),
        S.TERMINATED,
        T.NOBODY,
        (),
    ),
    ("superseded", pact(FORCE, step(K.SUPERSEDED, None, "2026-01-01")), S.SUPERSEDED, T.NOBODY, ()),
    ("to be superseded", pact(FORCE, step(K.SUPERSEDED, None, "2026-01-01", "2027-06-01")), S.IN_FORCE, T.NOBODY, ()),
    ("suspended", pact(FORCE, step(K.SUSPENDED, A, "2025-06-01")), S.SUSPENDED, T.NOBODY, ()),
    (
        "suspended, resumed",
        pact(FORCE, step(K.SUSPENDED, None, "2025-06-01"), step(K.RESUMED)),
        S.IN_FORCE,
        T.NOBODY,
        (),
    ),
    (
        "resumed by one side only",
        pact(FORCE, step(K.SUSPENDED, None, "2025-06-01"), step(K.RESUMED, A, "2025-07-01")),
        S.SUSPENDED,
        T.NOBODY,
        (),
    ),
    (
        "resumed, suspended again, entered out of order",
        pact(
            FORCE,
            step(K.SUSPENDED, None, "2026-06-01"),
            step(K.SUSPENDED, None, "2025-06-01"),
            step(K.RESUMED, None, "2025-09-01"),
        ),
        S.SUSPENDED,
        T.NOBODY,
        (),
    ),
    ("one of five suspends", pact(FORCE, step(K.SUSPENDED, C), parties=FIVE), S.IN_FORCE, T.NOBODY, ()),
    ("one of five leaves", pact(FORCE, step(K.WITHDRAWN, C), parties=FIVE), S.IN_FORCE, T.NOBODY, ()),
    (
        "four of five leave",
        pact(FORCE, *(step(K.WITHDRAWN, p) for p in (A, B, C, D)), parties=FIVE),
        S.TERMINATED,
        T.NOBODY,
        (),
    ),
    (
        "left and acceded again",
        pact(FORCE, step(K.WITHDRAWN, B, "2025-02-01"), step(K.ACCEDED, B, "2026-02-01")),
        S.IN_FORCE,
        T.NOBODY,
        (),
    ),
    (
        "three of five ratified",
        pact(step(K.SIGNED), ratified(B), ratified(C), ratified(D), parties=FIVE, mode=M.RATIFICATIONS),
        S.PARTLY_CONSENTED,
        T.BOTH,
        (A, E),
    ),
    (
        "who left need not ratify",
        pact(SUBJECT, ratified(A), ratified(B), step(K.WITHDRAWN, C), parties=(A, B, C), mode=M.RATIFICATIONS),
        S.ALL_CONSENTED,
        T.NOBODY,
        (),
    ),
    (
        "only who left had ratified",
        pact(SUBJECT, ratified(C), step(K.WITHDRAWN, C), parties=(A, B, C)),
        S.SIGNED,
        T.BOTH,
        (A, B),
    ),
    ("two of five signed", pact(step(K.SIGNED, A), step(K.SIGNED, B), parties=FIVE), S.SIGNED, T.NOT_STATED, ()),
    ("an officer names whom we wait for", pact(SIGNED, step(K.RATIFIED, B, state=W.WAITING)), S.SIGNED, T.THEM, (B,)),
    (
        "what was awaited was done",
        pact(SIGNED, step(K.RATIFIED, B, state=W.WAITING), ratified(B)),
        S.PARTLY_CONSENTED,
        T.US,
        (A,),
    ),
    ("in force, our registration awaited", pact(FORCE, step(K.REGISTERED, A, state=W.WAITING)), S.IN_FORCE, T.US, (A,)),
    ("no parties recorded", pact(step(K.INITIALLED), parties=()), S.INITIALLED, T.NOT_STATED, ()),
    ("no parties, signed", pact(SIGNED, parties=()), S.SIGNED, T.NOT_STATED, ()),
    ("no parties, one ratified", pact(SIGNED, ratified(A), parties=()), S.PARTLY_CONSENTED, T.NOT_STATED, ()),
    ("no parties, one left", pact(FORCE, step(K.WITHDRAWN, A), parties=()), S.IN_FORCE, T.NOBODY, ()),
]
