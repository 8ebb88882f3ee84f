"""What moves a visit on: what can be done, what is refused or deserves a look, and what the visit becomes."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules import visit_deeds as rules
from db.rules.periods import Period
from db.rules.visit_deeds import Said
from db.rules.visits import InvitationFacts, VisitFacts, last_given, status
from db.vocabulary import Answer, Reply, VisitDeed, VisitStage, VisitStatus

TODAY = date(2026, 11, 23)
THIS_YEAR = Period.from_edtf("2026", "this year", date(2026, 2, 4))
INVITED = InvitationFacts(Period.on(date(2026, 2, 4)), THIS_YEAR, Reply.NONE_RECORDED)
D, S, V, A = VisitDeed, VisitStage, VisitStatus, Answer


def on(edtf: str | None) -> Period | None:
    return Period.from_edtf(edtf) if edtf else None


def visit(stage: VisitStage, dates: str | None = None, *invitations: InvitationFacts) -> VisitFacts:
    return VisitFacts(stage, on(dates), invitations)


def said(dates: str | None = None, answer: Answer | None = None, day: date = TODAY) -> Said:
    return Said(day, on(dates), answer)


WAITING = visit(S.INVITED, None, INVITED)
AGREED = visit(S.DATES_AGREED, "2026-12-14/2026-12-16", INVITED)


@pytest.mark.parametrize("now", VisitStatus)
def test_what_is_done_next_can_be_done(now: VisitStatus) -> None:
    assert [deed for deed in rules.next_deeds(now) if rules.refusal(deed, now)] == []


def test_what_is_usually_done_next() -> None:
    first = {now: rules.next_deeds(now)[0] for now in VisitStatus}
    assert first[V.INVITED_NO_DATE] is D.PROPOSE_DATES and rules.next_deeds(V.INVITED_NO_DATE)[1] is D.RECORD_ANSWER
    assert (first[V.ACCEPTED_NO_DATE], first[V.SCHEDULED]) == (D.SET_DATES, D.TOOK_PLACE)
    assert (first[V.TOOK_PLACE], first[V.LAPSED]) == (D.ADD_PROMISE, D.RENEW)


@pytest.mark.parametrize(
    ("deed", "now", "why"),
    [
        (D.PROPOSE_DATES, V.TOOK_PLACE, "The visit took place."),
        (D.SET_DATES, V.CANCELLED, "The visit was cancelled."),
        (D.RECORD_ANSWER, V.PROPOSED, "Nobody was invited yet. Add the invitation first."),
        (D.RECORD_ANSWER, V.CANCELLED, ""),
        (D.TOOK_PLACE, V.TOOK_PLACE, "The visit took place."),
        (D.POSTPONE, V.UNDER_WAY, "The visit is under way."),
        (D.RENEW, V.SCHEDULED, "The visit has its dates."),
        (D.RENEW, V.LAPSED, ""),
        (D.ADD_PROMISE, V.CANCELLED, ""),
        (D.LINK_RETURN, V.TOOK_PLACE, ""),
    ],
)
def test_what_cannot_be_done_says_why(deed: VisitDeed, now: VisitStatus, why: str) -> None:
    assert rules.refusal(deed, now) == why


@pytest.mark.parametrize(
    ("deed", "facts", "words", "refused"),
    [
        (D.PROPOSE_DATES, WAITING, said(), {"dates": "Say when, for example 14–16 Dec, March 2027 or Q1 2027."}),
        (D.SET_DATES, WAITING, said(), {"dates": "Say when, for example 14–16 Dec, March 2027 or Q1 2027."}),
        (D.PROPOSE_DATES, WAITING, said("2026-11-02"),
         {"dates": "This ends before 23 Nov 2026, the day it was said."}),
        (D.PROPOSE_DATES, WAITING, said("2026-11-02", day=date(2026, 10, 1)), {}),
        (D.PROPOSE_DATES, WAITING, said("2026-12-14", day=date(2026, 11, 24)), {"on": "This day is still to come."}),
        (D.RECORD_ANSWER, WAITING, said(), {"answer": "Choose the answer."}),
        (D.RECORD_ANSWER, WAITING, said(answer=A.WITH_DATES),
         {"dates": "Say when, for example 14–16 Dec, March 2027 or Q1 2027."}),
        (D.RECORD_ANSWER, WAITING, said(answer=A.POSTPONE), {}),
        (D.TOOK_PLACE, AGREED, said(), {"dates": "These dates are still to come."}),
        (D.TOOK_PLACE, AGREED, said("2026-11-24"), {"dates": "These dates are still to come."}),
        (D.TOOK_PLACE, AGREED, said("2026-11"), {}),
        (D.TOOK_PLACE, WAITING, said(), {}),
        (D.POSTPONE, AGREED, said(), {}),
        (D.POSTPONE, AGREED, said("2026"), {}),
        (D.POSTPONE, AGREED, said("2025"), {"dates": "This ends before 23 Nov 2026, the day it was said."}),
        (D.RENEW, WAITING, said("2025"), {"dates": "This ends before 23 Nov 2026, the day it was said."}),
        (D.CANCEL, AGREED, said(), {}),
    ],
)  # fmt: skip
def test_what_is_refused_beside_its_field(
    deed: VisitDeed, facts: VisitFacts, words: Said, refused: dict[str, str]
) -> None:
    assert rules.refusals(deed, facts, words, TODAY) == refused


@pytest.mark.parametrize(
    ("deed", "facts", "words", "warned"),
    [
        (D.PROPOSE_DATES, WAITING, said("2026-12-14"), {}),
        (D.PROPOSE_DATES, WAITING, said("2027-03"),
         {"dates": "These dates lie outside the time the invitation names: by end of 2026."}),
        (D.SET_DATES, WAITING, said("2026-01-10"), {"dates": "These dates have passed. Has the visit taken place?"}),
        (D.TOOK_PLACE, WAITING, said("2026-01-10"), {"dates": "These dates lie before the invitation of 4 Feb 2026."}),
        (D.SET_DATES, WAITING, said("../2026-12-20"),
         {"dates": "Without a first and a last day the visit stays without a date."}),
        (D.SET_DATES, WAITING, said("2026-12-01/2027-11-30"), {"dates": "This is a visit of 365 days."}),
        (D.TOOK_PLACE, visit(S.DATES_AGREED, "2026-11-22/2026-11-25"), said(),
         {"dates": "It lasts until 25 Nov 2026."}),
        (D.TOOK_PLACE, WAITING, said(), {"dates": "No dates are known. They can be added later."}),
        (D.RECORD_ANSWER, WAITING, said(answer=A.ACCEPTED, day=date(2026, 2, 1)),
         {"on": "The invitation was given later: 4 Feb 2026."}),
        (D.RENEW, WAITING, said("2026-06", day=date(2026, 5, 1)),
         {"dates": "This time has passed. The visit will show as lapsed."}),
        (D.CANCEL, AGREED, said(), {}),
    ],
)  # fmt: skip
def test_what_deserves_a_look(deed: VisitDeed, facts: VisitFacts, words: Said, warned: dict[str, str]) -> None:
    assert rules.warnings(deed, facts, words, TODAY) == warned


@pytest.mark.parametrize(
    ("facts", "answer", "dates", "stage"),
    [
        (WAITING, A.ACCEPTED, None, S.ACCEPTED),
        (WAITING, A.IN_PRINCIPLE, None, S.ACCEPTED),
        (WAITING, A.WITH_DATES, "2026-12-14", S.DATES_AGREED),
        (WAITING, A.DECLINED, None, S.INVITED),
        (visit(S.INVITED), A.DECLINED, None, S.CANCELLED),
        (visit(S.ACCEPTED, None, INVITED), A.DECLINED, None, S.INVITED),
        (WAITING, A.POSTPONE, "2027-03", S.INVITED),
        (AGREED, A.POSTPONE, "2027-03", S.POSTPONED),
        (AGREED, A.ACCEPTED, None, S.DATES_AGREED),
        (visit(S.POSTPONED, None, INVITED), A.ACCEPTED, None, S.ACCEPTED),
    ],
)
def test_an_answer_moves_the_visit(facts: VisitFacts, answer: Answer, dates: str | None, stage: VisitStage) -> None:
    assert rules.stage_after(D.RECORD_ANSWER, facts, said(dates, answer), TODAY) is stage


def test_who_asks_for_later_proposes_what_he_names_and_gives_up_what_was_agreed() -> None:
    later = said("2027-03", A.POSTPONE)
    assert rules.dates_after(D.RECORD_ANSWER, WAITING, later, TODAY) is None
    assert rules.proposed_by(D.RECORD_ANSWER, WAITING, later, TODAY) == later.dates
    assert rules.dates_after(D.RECORD_ANSWER, AGREED, later, TODAY) == later.dates
    assert rules.proposed_by(D.RECORD_ANSWER, AGREED, later, TODAY) is None
    assert rules.dates_after(D.POSTPONE, AGREED, said(), TODAY) is None


def test_proposing_agrees_nothing() -> None:
    words = said("2026-12-14")
    assert rules.stage_after(D.PROPOSE_DATES, WAITING, words, TODAY) is S.INVITED
    assert rules.dates_after(D.PROPOSE_DATES, WAITING, words, TODAY) is None
    assert rules.proposed_by(D.PROPOSE_DATES, WAITING, words, TODAY) == words.dates


def test_known_dates_stay_when_a_visit_took_place_or_was_cancelled() -> None:
    held = visit(S.DATES_AGREED, "2026-11-02")
    assert rules.dates_after(D.TOOK_PLACE, held, said(), TODAY) == held.dates
    assert rules.dates_after(D.TOOK_PLACE, held, said("2026-11-03"), TODAY) == on("2026-11-03")
    assert rules.dates_after(D.CANCEL, held, said(), TODAY) == held.dates


@pytest.mark.parametrize(
    ("facts", "words", "merely"),
    [
        (WAITING, said(), True),
        (WAITING, said("2027"), False),
        (WAITING, said(day=date(2027, 1, 5)), False),
        (visit(S.INVITED), said(), False),
        (visit(S.CANCELLED, None, INVITED), said(), False),
        (visit(S.INVITED, None, InvitationFacts(INVITED.given_on, THIS_YEAR, Reply.DECLINED)), said(), False),
    ],
)
def test_an_invitation_is_repeated_while_it_stands(facts: VisitFacts, words: Said, merely: bool) -> None:
    assert rules.merely_repeats(facts, words) is merely


def test_a_renewed_invitation_opens_a_lapsed_visit() -> None:
    new_year = date(2027, 1, 5)
    assert status(WAITING, new_year) is V.LAPSED
    again = InvitationFacts(Period.on(new_year), on("2027"), Reply.NONE_RECORDED)
    assert status(visit(S.INVITED, None, INVITED, again), new_year) is V.INVITED_NO_DATE
    cancelled = visit(S.CANCELLED, None, INVITED)
    assert rules.stage_after(D.RENEW, cancelled, said("2027"), TODAY) is S.INVITED


def test_the_last_invitation_is_the_one_given_last() -> None:
    undated = InvitationFacts(None, None, Reply.NONE_RECORDED)
    assert last_given(visit(S.INVITED)) is None
    assert last_given(visit(S.INVITED, None, INVITED, undated)) == 0
    assert last_given(visit(S.INVITED, None, INVITED, INVITED)) == 1


@pytest.mark.parametrize(
    ("deed", "facts", "words", "sentence"),
    [
        (D.PROPOSE_DATES, WAITING, said("2026-12-14/2026-12-16"), "Proposed 14–16 Dec 2026."),
        (D.RECORD_ANSWER, WAITING, said(answer=A.IN_PRINCIPLE), "Accepted in principle."),
        (D.RECORD_ANSWER, WAITING, said("2026-12-14", A.WITH_DATES), "Accepted, for 14 Dec 2026."),
        (D.RECORD_ANSWER, WAITING, said("2027-03", A.POSTPONE), "Asked to postpone to Mar 2027."),
        (D.RECORD_ANSWER, WAITING, said(answer=A.POSTPONE), "Asked to postpone."),
        (D.SET_DATES, AGREED, said("2027-01-10"), "Dates agreed: 10 Jan 2027. Before: 14–16 Dec 2026."),
        (D.TOOK_PLACE, visit(S.DATES_AGREED, "2026-11-02"), said(), "Took place: 2 Nov 2026."),
        (D.TOOK_PLACE, WAITING, said(), "Took place."),
        (D.POSTPONE, AGREED, said("2027-33"), "Postponed to Q1 2027. It was to be 14–16 Dec 2026."),
        (D.POSTPONE, WAITING, said(), "Postponed."),
        (D.CANCEL, AGREED, said(), "Cancelled. It was to be 14–16 Dec 2026."),
        (D.CANCEL, visit(S.POSTPONED, "2027-03"), said(), "Cancelled. It was to be Mar 2027."),
        (D.CANCEL, WAITING, said(), "Cancelled."),
        (D.CANCEL, visit(S.PROPOSED), said(), "Cancelled."),
        (D.RENEW, visit(S.CANCELLED, "2026-12-14"), said(), "Invited."),
        (D.RENEW, visit(S.POSTPONED, "2027-03"), said("2027"), "Invited, for 2027."),
        (D.RENEW, visit(S.CANCELLED, "2026-12-14", INVITED), said(), "Invitation renewed."),
        (D.RENEW, WAITING, said(), "Invitation repeated."),
        (D.RENEW, WAITING, said("2027"), "Invitation renewed, for 2027."),
    ],
)
def test_the_log_says_what_was_done(deed: VisitDeed, facts: VisitFacts, words: Said, sentence: str) -> None:
    assert rules.sentence(deed, facts, words) == sentence
