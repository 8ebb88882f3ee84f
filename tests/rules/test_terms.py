"""The term of an agreement: renewed, extended, given notice of, over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.agreements import AgreementFacts, StepFacts, ending, status, timeline, to_confirm, warnings
from db.rules.periods import Period
from db.rules.terms import over_from, running, term
from db.vocabulary import AgreementStatus, EntryMode, Renewal, StepKind, StepState
from tests.rules.agreement_cases import FIVE, FORCE, SIGNED, TODAY, A, B, K, S, on, pact, step

R = Renewal


def lasting(
    expires: str | None,
    renewal: Renewal,
    *steps: StepFacts,
    duration: str = "5 years",
    parties: tuple[int, ...] = (A, B),
) -> AgreementFacts:
    facts = pact(FORCE, *steps, parties=parties)
    return replace(facts, expires=on(expires), renewal=renewal, duration=duration)


def extended(until: str | None, done: str | None = None) -> StepFacts:
    return step(K.EXTENDED, None, done, until)


def notice(party: int | None = B, done: str | None = None, effect: str | None = None) -> StepFacts:
    return step(K.NOTICE_GIVEN, party, done, effect)


# name, agreement, status today, end of the term that runs or ran last
CASES = [
    ("no renewal, over", lasting("2023-08-01", R.NONE), S.TERM_ENDED, "1 Aug 2023"),
    ("express renewal, over", lasting("2023-08-01", R.EXPRESS), S.TERM_ENDED, "1 Aug 2023"),
    ("renewal not stated, over", lasting("2023-08-01", R.NOT_STATED), S.TERM_ENDED, "1 Aug 2023"),
    ("ends today", lasting("2026-11-23", R.NONE), S.IN_FORCE, "23 Nov 2026"),
    ("ended yesterday", lasting("2026-11-22", R.NONE), S.TERM_ENDED, "22 Nov 2026"),
    ("some time in 2026", lasting("2026", R.NONE), S.IN_FORCE, "2026"),
    ("some time in 2025", lasting("2025", R.NONE), S.TERM_ENDED, "2025"),
    ("renewed tacitly", lasting("2023-08-01", R.TACIT), S.IN_FORCE, "1 Aug 2028"),
    ("renewed yearly", lasting("2023-08-01", R.TACIT, duration="5 years, then annually"), S.IN_FORCE, "1 Aug 2027"),
    ("renewed, for how long is not read", lasting("2023-08-01", R.TACIT, duration="6-12 months"), S.TERM_ENDED,
     "1 Aug 2023"),
    ("renewed, for how long is not stated", lasting("2023-08-01", R.TACIT, duration=""), S.TERM_ENDED, "1 Aug 2023"),
    ("some time in a year, renewed, for how long is not stated", lasting("2025", R.TACIT, duration=""), S.TERM_ENDED,
     "2025"),
    ("early in a year, likewise", lasting("2026-01~/2026-04~", R.TACIT, duration=""), S.TERM_ENDED, "early 2026"),
    ("about a day, likewise", lasting("2026-06-30~", R.TACIT, duration=""), S.TERM_ENDED, "c. 30 Jun 2026"),
    ("by the end of a year, likewise", lasting("../2025-12-31", R.TACIT, duration=""), S.TERM_ENDED, "by end of 2025"),
    ("some time in this year, likewise", lasting("2026", R.TACIT, duration=""), S.IN_FORCE, "2026"),
    ("early in the next, likewise", lasting("2027-01~/2027-04~", R.TACIT, duration=""), S.IN_FORCE, "early 2027"),
    ("renewed without end", lasting("2023", R.TACIT, duration="5 years, then indefinitely"), S.IN_FORCE, None),
    ("renewed until denounced", lasting("2023", R.TACIT, duration="until denounced"), S.IN_FORCE, None),
    ("renewed, then extended", lasting("2023", R.TACIT, extended("2028"), duration=""), S.IN_FORCE, "2028"),
    ("renewed, notice, its day not stated", lasting("2025", R.TACIT, notice(), duration=""), S.TERM_ENDED, "2025"),
    ("renewed, notice after its day", lasting("2024", R.TACIT, notice(B, "2026-01-01"), duration=""), S.TERM_ENDED,
     "2024"),
    ("renewed, for how long is not stated, until notice takes effect",
     lasting("2020", R.TACIT, notice(B, "2026-01-01", "2027"), duration=""), S.IN_FORCE, "2027"),
    ("early, renewed for as long", lasting("2026-01~/2026-04~", R.TACIT), S.IN_FORCE, "early 2031"),
    ("a half, renewed for as long", lasting("2026-40", R.TACIT), S.IN_FORCE, "H1 2031"),
    ("a quarter, renewed for as long", lasting("2026-33", R.TACIT), S.IN_FORCE, "Q1 2031"),
    ("about a year, renewed for as long", lasting("2025~", R.TACIT), S.IN_FORCE, "c. 2030"),
    ("early, renewed by months", lasting("2026-01~/2026-04~", R.TACIT, duration="18 months"), S.IN_FORCE,
     "c. 1 Jul – 30 Oct 2027"),
    ("months, renewed yearly", lasting("2026-01/2026-04", R.TACIT, duration="1 year"), S.IN_FORCE, "Jan – Apr 2027"),
    ("a year, renewed", lasting("2023", R.TACIT), S.IN_FORCE, "2028"),
    ("extended", lasting("2023-08-01", R.EXPRESS, extended("2028-08-01", "2023-07-01")), S.IN_FORCE, "1 Aug 2028"),
    ("extended, over again", lasting("2019-08-01", R.EXPRESS, extended("2024-08-01")), S.TERM_ENDED, "1 Aug 2024"),
    (
        "extended twice, entered out of order",
        lasting("2014-08-01", R.EXPRESS, extended("2024-08-01", "2019-07-01"), extended("2019-08-01", "2014-07-01")),
        S.TERM_ENDED,
        "1 Aug 2024",
    ),
    ("extended, until when is not stated", lasting("2023-08-01", R.EXPRESS, extended(None)), S.IN_FORCE, None),
    ("only the extension is known", lasting(None, R.NOT_STATED, extended("2024-08-01")), S.TERM_ENDED, "1 Aug 2024"),
    ("extended, then tacitly", lasting("2014-08-01", R.TACIT, extended("2020-01-01")), S.IN_FORCE, "1 Jan 2030"),
    (
        "the extension is only awaited",
        lasting("2023-08-01", R.EXPRESS, step(K.EXTENDED, effect="2028-08-01", state=StepState.WAITING)),
        S.TERM_ENDED,
        "1 Aug 2023",
    ),
    ("notice ends renewal", lasting("2018-08-01", R.TACIT, notice(B, "2023-01-01")), S.TERM_ENDED, "1 Aug 2023"),
    ("notice, the term still runs", lasting("2023-08-01", R.TACIT, notice(B, "2026-06-01")), S.IN_FORCE, "1 Aug 2028"),
    ("notice on the last day", lasting("2018-08-01", R.TACIT, notice(B, "2018-08-01")), S.TERM_ENDED, "1 Aug 2018"),
    ("notice without a day", lasting("2018-08-01", R.TACIT, notice()), S.TERM_ENDED, "1 Aug 2018"),
    (
        "notice takes effect",
        lasting("2028-08-01", R.TACIT, notice(B, "2025-06-01", "2026-06-01")),
        S.TERM_ENDED,
        "1 Jun 2026",
    ),
    ("no term, notice", lasting(None, R.NONE, notice(B, "2025-06-01", "2026-06-01")), S.TERM_ENDED, "1 Jun 2026"),
    (
        "notice, then extended",
        lasting("2018-08-01", R.TACIT, notice(B, "2018-01-01"), extended("2023-08-01", "2018-07-01")),
        S.IN_FORCE,
        "1 Aug 2028",
    ),
    ("one of five gives notice", lasting("2018-08-01", R.TACIT, notice(B, "2018-01-01"), parties=FIVE),
     S.IN_FORCE, "1 Aug 2028"),
    ("all of five give notice", lasting("2018-08-01", R.TACIT, notice(None, "2018-01-01"), parties=FIVE),
     S.TERM_ENDED, "1 Aug 2018"),
    ("terminated", lasting("2023-08-01", R.TACIT, step(K.TERMINATED, None, "2025-01-01")), S.TERMINATED, "1 Aug 2028"),
    ("suspended", lasting("2023-08-01", R.NONE, step(K.SUSPENDED, None, "2022-01-01")), S.TERM_ENDED, "1 Aug 2023"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "now", "ends"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_status_and_running_term(facts: AgreementFacts, now: AgreementStatus, ends: str | None) -> None:
    found = running(term(facts), TODAY)
    assert (status(facts, TODAY), found.display() if found else None) == (now, ends)
    assert to_confirm(facts, TODAY) is (now is S.TERM_ENDED)
    stage = ending(facts, TODAY)
    assert (stage is not None) is (ends is not None and now is not S.TERMINATED)
    if stage is not None:
        assert (stage.label, stage.when) == ("Term ended" if now is S.TERM_ENDED else "Term ends", found)


def since(day: str | None, duration: str, renewal: Renewal, *steps: StepFacts) -> AgreementFacts:
    """In force from a day, for a length, with no last day recorded."""
    return replace(pact(step(K.ENTERED_INTO_FORCE, None, day), *steps), duration=duration, renewal=renewal)


SIGNED_ON = replace(pact(step(K.SIGNED, None, "2021-10-10"), mode=EntryMode.ON_SIGNATURE), duration="5 years")
TWO_SIGN = (step(K.SIGNED, A, "2021-10-10"), step(K.SIGNED, B, "2021-12-01"))
OCT = "2021-10-10"
COUNTED = [
    ("over", since(OCT, "5 years", R.NONE), S.TERM_ENDED, "c. 9 Oct 2026"),
    ("in words", since(OCT, "sixty months", R.NOT_STATED), S.TERM_ENDED, "c. 9 Oct 2026"),
    ("to be renewed expressly", since(OCT, "five (5) years", R.EXPRESS), S.TERM_ENDED, "c. 9 Oct 2026"),
    ("still runs", since("2022-01-31", "5 years", R.NONE), S.IN_FORCE, "c. 30 Jan 2027"),
    ("ends today", since("2021-11-24", "5 years", R.NONE), S.IN_FORCE, "c. 23 Nov 2026"),
    ("renewed tacitly", since(OCT, "5 years", R.TACIT), S.IN_FORCE, "c. 9 Oct 2031"),
    ("renewed yearly", since("2018-01-01", "3 years, then one year at a time", R.TACIT), S.IN_FORCE, "c. 31 Dec 2026"),
    ("renewed by days", since("2023-01-01", "365 days", R.TACIT), S.IN_FORCE, "c. 30 Dec 2026"),
    ("how long the next is, not read", since("2018-01-01", "3 years, then 1-2 years", R.TACIT), S.TERM_ENDED,
     "c. 31 Dec 2020"),
    ("the first of several", since("2018-01-01", "3 years, then one at a time", R.NONE), S.TERM_ENDED,
     "c. 31 Dec 2020"),
    ("then without end", since("2018-01-01", "3 years, then indefinitely", R.NOT_STATED), S.IN_FORCE, None),
    ("until denounced", since("2018-01-01", "3 years, thereafter until terminated", R.NONE), S.IN_FORCE, None),
    ("a leap day", since("2024-02-29", "1 year", R.NONE), S.TERM_ENDED, "c. 28 Feb 2025"),
    ("from 1 March", since("2023-03-01", "one year", R.NONE), S.TERM_ENDED, "c. 29 Feb 2024"),
    ("months and days", since("2026-01-31", "1 month 3 days", R.NONE), S.TERM_ENDED, "c. 3 Mar 2026"),
    ("entry in a year", since("2021", "5 years", R.NONE), S.IN_FORCE, "c. 31 Dec 2025 – 30 Dec 2026"),
    ("entry in a month", since("2021-10", "5 years", R.NONE), S.TERM_ENDED, "c. 30 Sep – 30 Oct 2026"),
    ("entry in a month, to be renewed", since("2021-03", "5 years", R.EXPRESS), S.TERM_ENDED,
     "c. 28 Feb – 30 Mar 2026"),
    ("entry in a month, still runs", since("2021-11", "5 years", R.EXPRESS), S.IN_FORCE, "c. 31 Oct – 29 Nov 2026"),
    ("entry in a year, renewed", since("2019", "5 years", R.TACIT), S.IN_FORCE, "c. 31 Dec 2028 – 30 Dec 2029"),
    ("entry in a year, renewed, how long is not read", since("2019", "5 years, then 1-2 years", R.TACIT), S.TERM_ENDED,
     "c. 31 Dec 2023 – 30 Dec 2024"),
    ("entry by a day", since("../2021-10-10", "5 years", R.NONE), S.TERM_ENDED, "by c. 9 Oct 2026"),
    ("entry since some day", since("2021/..", "5 years", R.NONE), S.IN_FORCE, None),
    ("entry about a day", since("2021-10-10~", "5 years", R.NONE), S.TERM_ENDED, "c. 9 Oct 2026"),
    ("no day of entry", since(None, "5 years", R.NONE), S.IN_FORCE, None),
    ("two days of entry", since(OCT, "5 years", R.NONE, step(K.ENTERED_INTO_FORCE, B, "2022-01-01")), S.IN_FORCE, None),
    ("indefinite", since(OCT, "indefinite", R.NONE), S.IN_FORCE, None),
    ("not one length", since(OCT, "3-5 years", R.NONE), S.IN_FORCE, None),
    ("too long for a calendar", since(OCT, "9000 years", R.NONE), S.IN_FORCE, None),
    ("the recorded day counts", replace(since(OCT, "5 years", R.NONE), expires=on("2030")), S.IN_FORCE, "2030"),
    ("extended", since(OCT, "5 years", R.NONE, extended("2028-01-01")), S.IN_FORCE, "1 Jan 2028"),
    ("extended, until when is not stated", since(OCT, "5 years", R.NONE, extended(None)), S.IN_FORCE, None),
    ("notice", since(OCT, "5 years", R.TACIT, notice(B, "2026-04-20")), S.TERM_ENDED, "c. 9 Oct 2026"),
    ("notice takes effect", since(OCT, "9 years", R.NONE, notice(B, None, "2026-11-30")), S.IN_FORCE, "30 Nov 2026"),
    ("terminated", since(OCT, "9 years", R.NONE, step(K.TERMINATED, None, "2025-01-01")), S.TERMINATED,
     "c. 9 Oct 2030"),
    ("by signature", SIGNED_ON, S.TERM_ENDED, "c. 9 Oct 2026"),
    ("by the last signature", replace(SIGNED_ON, steps=TWO_SIGN), S.IN_FORCE, "c. 30 Nov 2026"),
    ("only signed", replace(SIGNED_ON, entry_mode=EntryMode.NOT_STATED), S.SIGNED, None),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "now", "ends"), [each[1:] for each in COUNTED], ids=[each[0] for each in COUNTED])
def test_without_a_recorded_end_the_first_term_is_counted(
    facts: AgreementFacts, now: AgreementStatus, ends: str | None
) -> None:
    """From the day of entry into force, as precisely as it is known, and marked as approximate: the source did not name
    the end."""
    found = running(term(facts), TODAY)
    assert (status(facts, TODAY), found.display() if found else None) == (now, ends)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 40))
def test_the_day_after_a_counted_term_is_the_same_day_years_later(day: date, years: int) -> None:
    ends = term(since(day.isoformat(), f"{years} years", R.NONE)).ends
    assert ends is not None and ends.latest is not None
    leap = (day.month, day.day) == (2, 29) and (ends.latest.month, ends.latest.day) == (2, 28)
    following = ends.latest + timedelta(days=1)
    assert following.year == day.year + years
    assert leap or (following.month, following.day) == (day.month, day.day)


def test_what_was_signed_or_never_agreed() -> None:
    """A memorandum that was only signed has a term too; a text in negotiation has none."""

    def over(facts: AgreementFacts) -> AgreementFacts:
        return replace(facts, expires=Period.on(date(2026, 5, 1)), renewal=R.NONE)

    assert status(over(pact(SIGNED)), TODAY) is S.TERM_ENDED
    assert status(over(pact(SIGNED, final=True)), TODAY) is S.TERM_ENDED
    assert status(over(pact()), TODAY) is S.TERM_ENDED
    assert status(over(pact(step(K.NEGOTIATED))), TODAY) is S.NEGOTIATING
    assert status(over(pact(step(K.INITIALLED))), TODAY) is S.INITIALLED


def test_an_extension_without_its_day_is_remarked_upon() -> None:
    (sentence,) = warnings(lasting("2023-08-01", R.EXPRESS, extended(None)))
    assert "until which it runs" in sentence


def test_signed_is_the_day_of_signing() -> None:
    """Signed on 4 February with effect from 1 March: signed at once, in force from March."""
    facts = pact(step(K.SIGNED, None, "2026-02-04", "2026-03-01"), mode=EntryMode.ON_SIGNATURE)
    assert timeline(facts) == (
        (None, S.NOT_STATED),
        (date(2026, 2, 4), S.SIGNED),
        (date(2026, 3, 1), S.IN_FORCE),
    )


DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
VAGUE = st.sampled_from(["2020", "2027", "2027-01~/2027-04~", "2025-40", "../2026-12-31", "2024-02", "2026-06-30~"])
MAYBE = st.one_of(st.none(), DAYS.map(Period.on), VAGUE.map(Period.from_edtf))
STEPS = st.lists(
    st.builds(
        lambda kind, party, done, effect: step(kind, party, done and done.edtf, effect and effect.edtf),
        st.sampled_from([StepKind.EXTENDED, StepKind.NOTICE_GIVEN, StepKind.TERMINATED]),
        st.sampled_from([None, A, B]),
        MAYBE,
        MAYBE,
    ),
    max_size=3,
)
DURATIONS = st.sampled_from(
    [
        "",
        "5 years, then indefinitely",
        "5 years",
        "3 years, then one at a time",
        "1,095 days",
        "7 months",
        "6-12 months",
    ]
)


@given(MAYBE, st.sampled_from(Renewal), STEPS, DURATIONS, DAYS)
def test_a_term_is_over_when_the_one_that_ran_last_has_ended(
    expires: Period | None, renewal: Renewal, steps: list[StepFacts], duration: str, today: date
) -> None:
    """On every day: over from the day after, and never before; what runs ends today or later."""
    facts = lasting(expires.edtf if expires else None, renewal, *steps, duration=duration)
    over, found = over_from(term(facts)), running(term(facts), today)
    if over is not None and over <= today:
        assert found is None or (found.latest is not None and found.latest < today)
    elif found is not None and found.latest is not None:
        assert found.latest >= today
    known = term(facts)
    if known.tacit and known.ends is not None and known.ends.latest is not None and known.ends.latest < today:
        endless = known.each is None and not known.unmeasured
        assert found is not None or endless, "what renews itself runs until a day, or is asked about"
    changes = timeline(facts)
    assert [now for day, now in changes if day is None or day <= today][-1] is status(facts, today)
    for day, now in changes[1:]:
        assert day is not None and status(facts, day) is now is not status(facts, day - timedelta(days=1))
