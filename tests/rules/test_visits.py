"""Where a visit stands: never more than an officer or the calendar proves."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules.periods import Period
from db.rules.visits import InvitationFacts, VisitFacts, days_open, soft_warnings, status, window
from db.vocabulary import Rank, Reply, VisitKind, VisitStage, VisitStatus

TODAY = date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 1)
THIS_YEAR = Period.from_edtf("2026-02-04/2026-12-31", "this year")


def on(text: str | None) -> Period | None:
    return Period.from_edtf(text) if text else None


def invited(
    given: str | None = "2026-02-04",
    until: Period | None = THIS_YEAR,
    reply: Reply = Reply.NONE_RECORDED,
) -> InvitationFacts:
    return InvitationFacts(on(given), until, reply)


def visit(stage: VisitStage, dates: str | None = None, *invitations: InvitationFacts) -> VisitFacts:
    return VisitFacts(stage, on(dates), invitations)


S, V, R = VisitStage, VisitStatus, Reply
CASES = [
    ("the starter's return visit", visit(S.INVITED, None, invited()), TODAY, V.INVITED_NO_DATE),
    ("on the last day of the window", visit(S.INVITED, None, invited()), date(2026, 12, 31), V.INVITED_NO_DATE),
    ("the window has ended", visit(S.INVITED, None, invited()), NEW_YEAR, V.LAPSED),
    ("accepted, the window has ended", visit(S.ACCEPTED, None, invited()), NEW_YEAR, V.LAPSED),
    ("accepted by the reply only", visit(S.INVITED, None, invited(reply=R.ACCEPTED)), TODAY, V.ACCEPTED_NO_DATE),
    ("in principle", visit(S.INVITED, None, invited(reply=R.ACCEPTED_IN_PRINCIPLE)), TODAY, V.ACCEPTED_NO_DATE),
    ("deferred stays open", visit(S.INVITED, None, invited(reply=R.DEFERRED)), TODAY, V.INVITED_NO_DATE),
    ("declined", visit(S.INVITED, None, invited(reply=R.DECLINED)), TODAY, V.CANCELLED),
    (
        "declined, then invited again",
        visit(S.INVITED, None, invited(reply=R.DECLINED), invited("2026-06-01")),
        TODAY,
        V.INVITED_NO_DATE,
    ),
    (
        "accepted, then merely repeated",
        visit(S.INVITED, None, invited(reply=R.ACCEPTED), invited("2026-03-10")),
        TODAY,
        V.ACCEPTED_NO_DATE,
    ),
    (
        "accepted, then deferred",
        visit(S.INVITED, None, invited(reply=R.ACCEPTED), invited("2026-03-10", reply=R.DEFERRED)),
        TODAY,
        V.INVITED_NO_DATE,
    ),
    ("no invitation recorded", visit(S.INVITED), TODAY, V.INVITED_NO_DATE),
    ("an invitation without a window", visit(S.INVITED, None, invited(until=None)), NEW_YEAR, V.INVITED_NO_DATE),
    ("words only", visit(S.INVITED, None, invited(until=Period.text("soon"))), NEW_YEAR, V.INVITED_NO_DATE),
    ("dates on offer are not agreed", visit(S.INVITED, "2026-12-14", invited()), TODAY, V.INVITED_NO_DATE),
    ("dates on offer after the window", visit(S.INVITED, "2027-03-14", invited()), NEW_YEAR, V.INVITED_NO_DATE),
    ("dates on offer have passed too", visit(S.INVITED, "2026-12-14", invited()), NEW_YEAR, V.LAPSED),
    ("accepted with dates", visit(S.ACCEPTED, "2026-12-14/2026-12-16", invited()), TODAY, V.SCHEDULED),
    ("accepted for a season", visit(S.ACCEPTED, "2027-21", invited()), TODAY, V.ACCEPTED_NO_DATE),
    (
        "accepted for a year, by the reply",
        visit(S.INVITED, "2027", invited(reply=R.ACCEPTED)),
        TODAY,
        V.ACCEPTED_NO_DATE,
    ),
    ("accepted for a month", visit(S.ACCEPTED, "2027-03"), TODAY, V.ACCEPTED_NO_DATE),
    ("accepted for a season, in it", visit(S.ACCEPTED, "2027-21"), date(2027, 4, 1), V.ACCEPTED_NO_DATE),
    ("accepted for a season, after it", visit(S.ACCEPTED, "2027-21"), date(2027, 6, 1), V.SCHEDULED),
    ("accepted for a day", visit(S.ACCEPTED, "2027-03-04"), TODAY, V.SCHEDULED),
    ("agreed for a season", visit(S.DATES_AGREED, "2027-21"), TODAY, V.SCHEDULED),
    ("accepted, open-ended date", visit(S.ACCEPTED, "2027-01-10/..", invited()), TODAY, V.ACCEPTED_NO_DATE),
    ("dates agreed", visit(S.DATES_AGREED, "2026-12-14/2026-12-16"), TODAY, V.SCHEDULED),
    ("dates agreed, not recorded", visit(S.DATES_AGREED, None, invited()), NEW_YEAR, V.ACCEPTED_NO_DATE),
    ("dates agreed, only a start", visit(S.DATES_AGREED, "2026-12-14/.."), TODAY, V.ACCEPTED_NO_DATE),
    ("dates agreed, only an end", visit(S.DATES_AGREED, "../2026-12-14"), TODAY, V.ACCEPTED_NO_DATE),
    ("today is one of the days", visit(S.DATES_AGREED, "2026-11-22/2026-11-24"), TODAY, V.UNDER_WAY),
    ("today is the day", visit(S.DATES_AGREED, "2026-11-23"), TODAY, V.UNDER_WAY),
    ("a month covers today but proves nothing", visit(S.DATES_AGREED, "2026-11"), TODAY, V.SCHEDULED),
    ("dates have passed, nobody confirmed", visit(S.DATES_AGREED, "2026-11-01"), TODAY, V.SCHEDULED),
    ("under way", visit(S.UNDER_WAY), TODAY, V.UNDER_WAY),
    ("completed", visit(S.COMPLETED, "2026-02-04"), TODAY, V.TOOK_PLACE),
    ("completed without dates", visit(S.COMPLETED), TODAY, V.TOOK_PLACE),
    ("postponed beats the window", visit(S.POSTPONED, None, invited()), NEW_YEAR, V.POSTPONED),
    ("cancelled", visit(S.CANCELLED, "2026-11-23", invited()), TODAY, V.CANCELLED),
    ("proposed", visit(S.PROPOSED, "2026-12-14"), TODAY, V.PROPOSED),
    ("proposed, then invited", visit(S.PROPOSED, None, invited()), TODAY, V.INVITED_NO_DATE),
]


@pytest.mark.parametrize(("facts", "today", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_status(facts: VisitFacts, today: date, expected: VisitStatus) -> None:
    assert status(facts, today) is expected


def test_a_repeated_invitation_brings_its_own_window() -> None:
    later = Period.from_edtf("2027")
    facts = visit(S.INVITED, None, invited("2026-11-01", later), invited())
    assert window(facts) == later
    assert status(facts, NEW_YEAR) is V.INVITED_NO_DATE


def test_repeating_without_a_time_leaves_the_window_standing() -> None:
    assert window(visit(S.INVITED, None, invited(), invited("2026-03-10", None))) == THIS_YEAR


def test_repeating_after_the_window_closed_opens_the_time_again() -> None:
    facts = visit(S.INVITED, None, invited(), invited("2027-01-05", None))
    assert window(facts) is None
    assert status(facts, date(2027, 2, 1)) is V.INVITED_NO_DATE


def test_no_window_without_an_open_invitation() -> None:
    assert window(visit(S.INVITED)) is None
    assert window(visit(S.INVITED, None, invited(reply=R.DECLINED))) is None
    assert window(visit(S.INVITED, None, invited(until=None))) is None


def test_days_open_count_from_the_first_open_invitation() -> None:
    assert days_open(visit(S.INVITED, None, invited(), invited("2026-06-01")), TODAY) == 292
    assert days_open(visit(S.INVITED, None, invited(reply=R.DECLINED), invited("2026-11-13")), TODAY) == 10
    assert days_open(visit(S.INVITED, None, invited("2026-11")), TODAY) == 0
    assert days_open(visit(S.INVITED, None, invited(None)), TODAY) is None
    assert days_open(visit(S.INVITED, None, invited("2026-02-04/..")), TODAY) is None
    assert days_open(visit(S.INVITED, None, invited()), NEW_YEAR) is None


def test_a_state_visit_by_a_head_of_government_is_only_remarked_upon() -> None:
    (sentence,) = soft_warnings(VisitKind.STATE, Rank.HEAD_OF_GOVERNMENT)
    assert sentence == "A state visit is by common protocol usage made by a head of state; the source's word is kept."
    assert soft_warnings(VisitKind.STATE, Rank.HEAD_OF_STATE) == ()
    assert soft_warnings(VisitKind.STATE, Rank.NOT_STATED) == ()
    assert soft_warnings(VisitKind.OFFICIAL, Rank.HEAD_OF_GOVERNMENT) == ()
