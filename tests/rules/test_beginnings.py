"""From which step a duration is counted, and what limits it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.rules.agreements import AgreementFacts, StepFacts
from db.rules.beginnings import beginning, counted_from
from db.rules.lengths import Why, plain
from db.rules.notice import duration_read, terms
from db.rules.terms import term
from db.vocabulary import Renewal, StepKind
from tests.rules.agreement_cases import A, B, K, pact, step

SIGNED = step(K.SIGNED, None, "2022-01-10")
FORCE = step(K.ENTERED_INTO_FORCE, None, "2023-03-15")
NOTIFIED = (step(K.NOTIFIED_COMPLETION, A, "2022-06-01"), step(K.NOTIFIED_COMPLETION, B, "2023-02-01"))
RATIFIED = (step(K.RATIFIED, A, "2022-06-01"), step(K.APPROVED, B, "2023-02-01"))
EXCHANGED = step(K.INSTRUMENTS_EXCHANGED, None, "2023-02-20")
APPLIED = step(K.PROVISIONALLY_APPLIED, None, "2022-02-01")
EARLY, LATE = "c. 9 Jan 2027", "c. 14 Mar 2028"

FROM = [
    ("5 years", (), LATE, K.ENTERED_INTO_FORCE),
    ("valid for five (5) years", (), LATE, K.ENTERED_INTO_FORCE),
    ("5 years from entry into force", (), LATE, K.ENTERED_INTO_FORCE),
    ("five years from the date on which it enters into force", (), LATE, K.ENTERED_INTO_FORCE),
    ("in force for five years", (), LATE, K.ENTERED_INTO_FORCE),
    ("5 years from the date of signature", (), EARLY, K.SIGNED),
    ("five years after signing", (), EARLY, K.SIGNED),
    ("5 years starting with its signature", (), EARLY, K.SIGNED),
    ("5 years from the date of signature, then indefinitely", (), None, None),
    ("from the date of the last signature, 5 years", (), EARLY, K.SIGNED),
    ("5 years from the last written notification", NOTIFIED, "c. 31 Jan 2028", K.NOTIFIED_COMPLETION),
    ("5 years from the date of the second notification through which the Parties inform each other of the completion of"
     " the procedures necessary for its entry into force", NOTIFIED, "c. 31 Jan 2028", K.NOTIFIED_COMPLETION),
    ("5 years from the notification", NOTIFIED, None, None),
    ("5 years from the last notification", NOTIFIED[:1], None, None),
    ("5 years from the receipt of the last notification", NOTIFIED, None, None),
    ("5 years from the first notification", NOTIFIED, None, None),
    ("5 years from the last ratification", RATIFIED, "c. 31 Jan 2028", K.RATIFIED),
    ("5 years from ratification by both", RATIFIED, "c. 31 Jan 2028", K.RATIFIED),
    ("5 years from the exchange of instruments of ratification", (*RATIFIED, EXCHANGED), "c. 19 Feb 2028",
     K.INSTRUMENTS_EXCHANGED),
    ("5 years from the exchange of notes", (EXCHANGED,), "c. 19 Feb 2028", K.INSTRUMENTS_EXCHANGED),
    ("5 years from the exchange of notes", (), None, None),
    ("5 years from the beginning of its provisional application", (APPLIED,), "c. 31 Jan 2027",
     K.PROVISIONALLY_APPLIED),
    ("5 years from its adoption", (), None, None),
    ("5 years from the launch of the service", (), None, None),
    ("5 years of signature", (), None, None),
]  # fmt: skip


@pytest.mark.parametrize(("duration", "steps", "ends", "step_"), FROM, ids=[each[0] for each in FROM])
def test_words_say_from_what_a_duration_is_counted(
    duration: str, steps: tuple[StepFacts, ...], ends: str | None, step_: StepKind | None
) -> None:
    """From another step than that is no end counted."""
    for renewal in (Renewal.NONE, Renewal.EXPRESS, Renewal.TACIT, Renewal.NOT_STATED):
        found = term(replace(pact(SIGNED, *steps, FORCE), duration=duration, renewal=renewal))
        assert (found.ends.display() if found.ends else None, found.counted) == (ends, step_)


def test_two_days_of_signature_are_not_one() -> None:
    """Unless the last is meant; and of a month the end is as vague as the month."""

    def signed(duration: str, first: str | None, second: str | None) -> AgreementFacts:
        return replace(pact(step(K.SIGNED, A, first), step(K.SIGNED, B, second), FORCE), duration=duration)

    def ends(facts: AgreementFacts) -> str | None:
        found = term(facts).ends
        return found.display() if found is not None else None

    assert ends(signed("5 years from signature", "2022-01-10", "2022-01-10")) == EARLY
    assert ends(signed("5 years from signature", "2022-01-08", "2022-01-10")) is None
    assert ends(signed("5 years from the last signature", "2022-01-08", "2022-01-10")) == EARLY
    assert ends(signed("5 years from the last signature", None, "2022-01-10")) is None
    assert ends(signed("5 years from signature", "2022-01", "2022-01")) == "c. 31 Dec 2026 – 30 Jan 2027"


def test_every_step_that_is_read_can_be_said() -> None:
    for duration in (each[0] for each in FROM):
        found = beginning(plain(duration)).step
        assert found is None or counted_from(found).startswith("counted from the ")


@pytest.mark.parametrize(
    "duration",
    [
        "five years, but not beyond 2027",
        "five years until 31 December 2028",
        "five years, ending on 31 December 2028",
        "five years (until 31.12.2028)",
        "until 2028; five years",
        "five years from 1 January 2024",
        "five years from 10 Jan 2024",
        "five years, no later than the end of the programme",
        "five years or until completion of the project, whichever is earlier",
        "five years until the elections",
        "5 years, then one year at a time, but not beyond 2035",
        "5 years, at the latest in 2028",
    ],
)
def test_a_date_or_limit_beside_a_length_leaves_it_unread(duration: str) -> None:
    found = term(replace(pact(FORCE), duration=duration, renewal=Renewal.TACIT))
    assert (terms(duration).first, terms(duration).following, found.ends, found.each) == (None, None, None, None)
    assert "not read" in duration_read(duration)


@pytest.mark.parametrize(
    "duration",
    [
        "5 years",
        "five (5) years from the date of signature",
        "5 years, unless terminated by a note of 2028",
        "5 years, until terminated by either Party",
        "five years, unless denounced before 31 December 2028",
    ],
)
def test_what_is_no_limit_leaves_it_read(duration: str) -> None:
    assert terms(duration).first is not None


@pytest.mark.parametrize("duration", ["until 31 December 2028", "until 2028", "until the end of the programme"])
def test_a_limit_alone_is_no_length_that_was_read_in_part(duration: str) -> None:
    assert terms(duration).why is Why.NONE_NAMED
