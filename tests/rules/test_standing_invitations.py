"""What stands of a visit after a newer invitation, and when its dates have passed: old facts under new deeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import visit_deeds as deeds
from db.rules import visits as rules
from db.rules.periods import Period, following, last
from db.rules.visit_deeds import Said
from db.rules.visits import InvitationFacts, VisitFacts
from db.vocabulary import Answer, Reply, VisitDeed, VisitStage, VisitStatus

TODAY = date(2026, 11, 23)
MAY = "2026-05-04/2026-05-06"
H1 = "2027-40"
D, S, V, R, A = VisitDeed, VisitStage, VisitStatus, Reply, Answer


def on(edtf: str | None) -> Period | None:
    return Period.from_edtf(edtf) if edtf else None


def asked(given_on: str | None, window: str | None, reply: Reply = R.NONE_RECORDED) -> InvitationFacts:
    return InvitationFacts(on(given_on), on(window), reply)


def visit(stage: VisitStage, dates: str | None, *invitations: InvitationFacts) -> VisitFacts:
    return VisitFacts(stage, on(dates), invitations)


ACCEPTED = asked("2026-01-10", "2026", R.ACCEPTED)
RENEWED = asked("2026-11-20", H1)

# name, facts, status, dates shown, time shown, reply: registers written before a renewal cleared anything read right.
LEFT = [
    ("renewed after a cancellation", visit(S.INVITED, MAY, ACCEPTED, RENEWED),
     V.INVITED_NO_DATE, None, H1, R.NONE_RECORDED),
    ("and accepted again", visit(S.ACCEPTED, MAY, ACCEPTED, replace(RENEWED, reply=R.ACCEPTED)),
     V.ACCEPTED_NO_DATE, None, H1, R.ACCEPTED),
    ("accepted by the reply alone", visit(S.INVITED, MAY, ACCEPTED, replace(RENEWED, reply=R.ACCEPTED_IN_PRINCIPLE)),
     V.ACCEPTED_NO_DATE, None, H1, R.ACCEPTED_IN_PRINCIPLE),
    ("the stage is left from the first", visit(S.ACCEPTED, None, ACCEPTED, RENEWED),
     V.INVITED_NO_DATE, None, H1, R.NONE_RECORDED),
    ("the stage was typed for the second", visit(S.ACCEPTED, None, asked("2026-01-10", "2026"), RENEWED),
     V.ACCEPTED_NO_DATE, None, H1, R.NONE_RECORDED),
    ("to a later half of the year",
     visit(S.INVITED, "2027-05-04/2027-05-06", ACCEPTED, asked("2026-11-20", "2027-41")),
     V.INVITED_NO_DATE, None, "2027-41", R.NONE_RECORDED),
    ("repeated once the dates were over", visit(S.INVITED, MAY, ACCEPTED, asked("2026-11-20", None)),
     V.INVITED_NO_DATE, None, None, R.NONE_RECORDED),
    ("typed in another order", visit(S.INVITED, MAY, RENEWED, ACCEPTED), V.INVITED_NO_DATE, None, H1, R.NONE_RECORDED),
    ("an undated one is the older", visit(S.INVITED, None, RENEWED, asked(None, "2026", R.ACCEPTED)),
     V.INVITED_NO_DATE, None, H1, R.NONE_RECORDED),
    ("repeated, the same time named", visit(S.INVITED, None, ACCEPTED, asked("2026-03-01", "2026")),
     V.ACCEPTED_NO_DATE, None, "2026", R.ACCEPTED),
    ("repeated, no time named", visit(S.INVITED, None, ACCEPTED, asked("2026-03-01", None)),
     V.ACCEPTED_NO_DATE, None, "2026", R.ACCEPTED),
    ("declined, then renewed", visit(S.INVITED, None, replace(ACCEPTED, reply=R.DECLINED), RENEWED),
     V.INVITED_NO_DATE, None, H1, R.NONE_RECORDED),
    ("renewed, then declined", visit(S.INVITED, MAY, ACCEPTED, replace(RENEWED, reply=R.DECLINED)),
     V.CANCELLED, MAY, None, R.DECLINED),
    ("said to renew, though no time is named",
     visit(S.INVITED, None, ACCEPTED, replace(asked("2026-03-01", None), renews=True)),
     V.INVITED_NO_DATE, None, None, R.NONE_RECORDED),
    ("said to renew, for the same time",
     visit(S.INVITED, None, ACCEPTED, replace(asked("2026-03-01", "2026"), renews=True)),
     V.INVITED_NO_DATE, None, "2026", R.NONE_RECORDED),
    ("dates set since stand", visit(S.DATES_AGREED, "2027-02-01", ACCEPTED, RENEWED), V.SCHEDULED, "2027-02-01", H1,
     R.NONE_RECORDED),
    ("dates in the new time stand", visit(S.ACCEPTED, "2027-02-01", ACCEPTED, replace(RENEWED, reply=R.ACCEPTED)),
     V.SCHEDULED, "2027-02-01", H1, R.ACCEPTED),
    ("what took place stands", visit(S.COMPLETED, MAY, ACCEPTED, RENEWED), V.TOOK_PLACE, MAY, H1, R.NONE_RECORDED),
    ("dates on offer are none", visit(S.INVITED, "2026-12-18", asked("2026-01-10", "2026")), V.INVITED_NO_DATE, None,
     "2026", R.NONE_RECORDED),
    ("nobody was invited yet", visit(S.PROPOSED, "2026-12-18"), V.PROPOSED, "2026-12-18", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "status", "dates", "window", "reply"), [case[1:] for case in LEFT], ids=[case[0] for case in LEFT]
)
def test_what_stands_after_a_newer_invitation(
    facts: VisitFacts, status: VisitStatus, dates: str | None, window: str | None, reply: Reply | None
) -> None:
    assert rules.status(facts, TODAY) is status
    assert (rules.agreed(facts), rules.window(facts), rules.reply(facts)) == (on(dates), on(window), reply)


def test_what_is_on_offer_is_not_lost() -> None:
    on_offer = visit(S.INVITED, "2026-12-18", asked("2026-01-10", "2026"))
    assert (rules.agreed(on_offer), rules.offered(on_offer)) == (None, on("2026-12-18"))
    assert rules.offered(visit(S.INVITED, MAY, ACCEPTED, RENEWED)) is None, "Left from another one, it is none."


@pytest.mark.parametrize(
    ("facts", "today", "asks"),
    [
        (visit(S.DATES_AGREED, "2026-11-20/2026-11-22"), TODAY, True),
        (visit(S.DATES_AGREED, "2026-11-20/2026-11-23"), TODAY, False),
        (visit(S.DATES_AGREED, "2026-10"), TODAY, True),
        (visit(S.DATES_AGREED, "2026-11"), TODAY, False),
        (visit(S.ACCEPTED, "2026-11-20"), TODAY, True),
        (visit(S.POSTPONED, "2026-11-20"), TODAY, True),
        (visit(S.POSTPONED, None), TODAY, False),
        (visit(S.UNDER_WAY, "2026-11-20"), TODAY, True),
        (visit(S.COMPLETED, "2026-11-20"), TODAY, False),
        (visit(S.CANCELLED, "2026-11-20"), TODAY, False),
        (visit(S.INVITED, "2026-11-20", asked("2026-01-10", None)), TODAY, False),
        (visit(S.INVITED, MAY, ACCEPTED, RENEWED), TODAY, False),
    ],
)
def test_dates_that_passed_without_a_word_are_asked_about(facts: VisitFacts, today: date, asks: bool) -> None:
    assert rules.to_confirm(facts, today) is asks


@pytest.mark.parametrize(
    ("facts", "today", "waits"),
    [
        (visit(S.INVITED, None, asked("2026-01-10", "2026")), TODAY, True),
        (visit(S.INVITED, None, asked("2026-01-10", "2026")), date(2026, 12, 31), True),
        (visit(S.INVITED, None, asked("2026-01-10", "2026")), date(2027, 1, 1), False),
        (visit(S.ACCEPTED, None, asked("2026-01-10", "2026", R.ACCEPTED)), date(2027, 1, 1), False),
        (visit(S.INVITED, None, asked("2026-01-10", "2026", R.DECLINED)), TODAY, False),
        (visit(S.DATES_AGREED, "2026-11-20"), TODAY, True),
        (visit(S.POSTPONED, None, asked("2026-01-10", "2026")), date(2027, 1, 1), True),
        (visit(S.UNDER_WAY, None), TODAY, False),
        (visit(S.COMPLETED, None), TODAY, False),
        (visit(S.CANCELLED, "2027-02-01"), TODAY, False),
        (visit(S.PROPOSED, None), TODAY, True),
        (visit(S.INVITED, MAY, ACCEPTED, RENEWED), date(2027, 1, 1), True),
    ],
)
def test_until_when_something_waits_for_a_visit(facts: VisitFacts, today: date, waits: bool) -> None:
    assert rules.awaited(facts, today) is waits


@pytest.mark.parametrize("deed", [D.PROPOSE_DATES, D.SET_DATES, D.POSTPONE])
def test_of_a_running_visit_it_is_said_what_can_be_done_instead(deed: VisitDeed) -> None:
    said = deeds.refused(deed, V.UNDER_WAY)
    assert said.startswith("The visit is under way. ") and any(each in said for each in ("Edit the visit", "cancel it"))
    assert deeds.refused(deed, V.SCHEDULED) == ""


def test_a_visit_that_is_asked_about_is_told_of_first() -> None:
    assert deeds.next_deeds(V.SCHEDULED, to_confirm=True) == (D.TOOK_PLACE, D.POSTPONE)
    assert deeds.next_deeds(V.POSTPONED, to_confirm=True)[0] is D.TOOK_PLACE
    assert deeds.next_deeds(V.POSTPONED)[0] is D.SET_DATES


THINGS = [None, "2024-05-02", "2026-11-22", "2026-11", "2027-01-10", "2026-12-14/2026-12-16"]


def test_last_and_next_are_dated() -> None:
    assert last(THINGS, on, TODAY) == "2026-11-22"
    assert last(["2024", None], on, TODAY) == "2024" and last([None], on, TODAY) is None
    assert last(["2027-01-10"], on, TODAY) is None, "What is still to come was not the last."
    assert following(THINGS, on, TODAY) == "2026-11", "A month that runs still may bring it."
    assert following([None, "2024"], on, TODAY) is None


# ------------------------------------------------------------------------------------- any sequence of deeds


DAYS = st.integers(0, 700).map(lambda n: date(2025, 6, 1) + timedelta(days=n))
TIMES = st.one_of(
    st.none(),
    DAYS.map(Period.on),
    st.tuples(DAYS, st.integers(1, 9)).map(lambda at: Period.days(at[0], at[0] + timedelta(days=at[1]))),
    st.sampled_from(["2026", "2027", H1, "2027-41", "2026-12", "../2027-03-31"]).map(Period.from_edtf),
)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [D.PROPOSE_DATES, D.RECORD_ANSWER, D.SET_DATES, D.TOOK_PLACE, D.POSTPONE, D.CANCEL, D.RENEW, D.RENEW]
        ),
        TIMES,
        st.sampled_from(Answer),
    ),
    max_size=8,
)


class Walk:
    """A visit as deeds leave it, and beside it only what belongs to the invitation that stands, as one would enter it
    afresh into an empty register."""

    def __init__(self, window: Period | None) -> None:
        first = InvitationFacts(Period.on(TODAY - timedelta(days=400)), window, R.NONE_RECORDED)
        self.now, self.fresh = (VisitFacts(S.INVITED, None, (first,)) for _ in range(2))
        self.day = TODAY - timedelta(days=300)

    def do(self, deed: VisitDeed, dates: Period | None, answer: Answer) -> None:
        self.day += timedelta(days=30)
        said = Said(self.day, dates, answer if deed is D.RECORD_ANSWER else None)
        if deeds.refusal(deed, rules.status(self.now, self.day)) or deeds.refusals(deed, self.now, said, self.day):
            return
        self.fresh = self._done(self.fresh, deed, said, afresh=True)
        self.now = self._done(self.now, deed, said, afresh=False)

    def _done(self, facts: VisitFacts, deed: VisitDeed, said: Said, *, afresh: bool) -> VisitFacts:
        stage = deeds.stage_after(deed, facts, said, self.day)
        dates = deeds.dates_after(deed, facts, said, self.day)
        invitations = list(facts.invitations)
        place = rules.last_given(facts)
        if deed is D.RECORD_ANSWER and said.answer is not None and place is not None:
            invitations[place] = replace(invitations[place], reply=deeds.reply(said.answer))
        if deed is D.RENEW and not deeds.merely_repeats(facts, said):
            newest = InvitationFacts(Period.on(said.on), said.dates, R.NONE_RECORDED, renews=not afresh)
            invitations = [newest] if afresh else [*invitations, newest]
        return VisitFacts(stage, dates, tuple(invitations))


@given(TIMES, MOVES, st.lists(DAYS, min_size=3, max_size=3))
def test_any_deeds_leave_what_the_same_facts_entered_afresh_say(
    window: Period | None, moves: list[tuple[VisitDeed, Period | None, Answer]], days: list[date]
) -> None:
    walk = Walk(window)
    for move in moves:
        walk.do(*move)
        for today in (walk.day, *days):
            assert rules.status(walk.now, today) is rules.status(walk.fresh, today)
            assert rules.to_confirm(walk.now, today) is rules.to_confirm(walk.fresh, today)
            assert rules.awaited(walk.now, today) is rules.awaited(walk.fresh, today)
        for says in (rules.agreed, rules.offered, rules.window, rules.reply):
            assert says(walk.now) == says(walk.fresh)


@given(TIMES, MOVES, TIMES)
def test_a_renewal_leaves_nothing_old(
    window: Period | None, moves: list[tuple[VisitDeed, Period | None, Answer]], anew: Period | None
) -> None:
    """Invited again for another time, a visit is as if nobody had ever answered or set dates."""
    walk = Walk(window)
    for move in moves:
        walk.do(*move)
    before = len(walk.now.invitations)
    walk.do(D.RENEW, anew, A.ACCEPTED)
    if len(walk.now.invitations) > before:
        assert walk.now.stage is S.INVITED and walk.now.dates is None
        assert (rules.reply(walk.now), rules.window(walk.now)) == (R.NONE_RECORDED, anew)
        assert rules.status(walk.now, walk.day) in (V.INVITED_NO_DATE, V.LAPSED)
        walk.do(D.RECORD_ANSWER, None, A.ACCEPTED)
        assert rules.status(walk.now, walk.day) in (V.ACCEPTED_NO_DATE, V.LAPSED)
