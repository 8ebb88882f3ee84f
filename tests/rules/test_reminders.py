"""Reminders fire on working days, never twice, never in heaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.periods import Period
from db.rules.reminders import DEFAULT_RULES, MOST_TOLD, Dated, Occurrence, RuleFacts, days, due, occurrences, reason
from db.vocabulary import DateField, Edge, Handled, Kind

TODAY = date(2026, 11, 23)
RULES = {rule.rule_id: rule for rule in DEFAULT_RULES}
THIS_YEAR = Period.from_edtf("2026-02-04/2026-12-31", "this year")
INVITED = Dated(7, Kind.INVITATION, DateField.WINDOW, THIS_YEAR)
SILENT = Dated(9, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(date(2026, 2, 4)))
COMMITMENTS = frozenset({Kind.COMMITMENT})


def due_on(edtf: str) -> Dated:
    return Dated(5, Kind.COMMITMENT, DateField.DUE, Period.from_edtf(edtf))


def fires(rule: RuleFacts, dated: Dated, upto: date = TODAY) -> list[tuple[int, date]]:
    return [(one.n, one.fires_on) for one in occurrences(rule, dated, upto)]


def test_thirty_seven_and_one_day_before_a_due_day() -> None:
    dated = due_on("2026-12-17")
    assert [fires(RULES[number], dated) for number in (-1, -2, -3)] == [
        [(1, date(2026, 11, 17))],
        [(1, date(2026, 12, 10))],
        [(1, date(2026, 12, 16))],
    ]


def test_a_month_is_not_reminded_of_one_day_before_its_end() -> None:
    assert fires(RULES[-2], due_on("2026-12")) == [(1, date(2026, 12, 24))]
    assert fires(RULES[-3], due_on("2026-12")) == []


def test_a_weekend_moves_to_monday_and_the_weekend_is_the_locale_s() -> None:
    dated = due_on("2026-12-12")
    assert fires(RULES[-2], dated) == [(1, date(2026, 12, 7))]
    friday_off = frozenset({6, 0, 1, 2, 3})
    (one,) = occurrences(RULES[-2], due_on("2026-12-11"), TODAY, friday_off)
    assert one.fires_on == date(2026, 12, 6)
    (one,) = occurrences(RULES[-2], dated, TODAY, frozenset())
    assert one.fires_on == date(2026, 12, 5)


def test_the_starter_invitation_is_reminded_of_weekly_in_its_last_sixty_days() -> None:
    assert fires(RULES[-5], INVITED) == [(4, TODAY), (5, date(2026, 11, 30))]
    (now, _) = occurrences(RULES[-5], INVITED, TODAY)
    assert reason(RULES[-5], now, TODAY) == "window closes in 38 days"
    assert reason(RULES[-5], now, date(2027, 1, 1)) == "window closed 1 day ago"
    # Until then every 30 days, the last time before the weekly ones begin.
    assert fires(RULES[-4], INVITED) == [(8, date(2026, 10, 2))]
    assert fires(RULES[-4], INVITED, date(2026, 3, 1)) == [(1, date(2026, 3, 6))]


def test_an_invitation_without_an_end_is_reminded_of_every_thirty_days() -> None:
    dated = Dated(7, Kind.INVITATION, DateField.WINDOW, Period.from_edtf("2026-02-04/.."))
    found = occurrences(RULES[-4], dated, TODAY)
    assert [one.n for one in found] == [9, 10]
    assert reason(RULES[-4], found[0], TODAY) == "invitation open for 292 days"
    assert fires(RULES[-5], dated) == []


def test_a_commitment_without_action_and_an_agreement_not_in_force() -> None:
    now, later = occurrences(RULES[-7], SILENT, TODAY)
    assert (now.n, now.fires_on, later.fires_on) == (9, date(2026, 11, 2), date(2026, 12, 1))
    assert reason(RULES[-7], now, TODAY) == "no action for 292 days"
    signed = Dated(3, Kind.AGREEMENT, DateField.SIGNED, Period.from_edtf("2026-02"))
    now, _ = occurrences(RULES[-6], signed, TODAY)
    assert reason(RULES[-6], now, TODAY) == "signed 268 days ago, not in force"


def test_moving_the_date_re_arms() -> None:
    before, after = (occurrences(RULES[-2], due_on(day), TODAY)[0].key for day in ("2026-11-25", "2026-11-26"))
    assert before == (-2, 5, date(2026, 11, 25), 1)
    assert before != after


def test_a_rule_leaves_other_kinds_other_dates_and_undated_things_alone() -> None:
    assert fires(RULES[-1], INVITED) == []
    assert fires(RULES[-1], SILENT) == []
    assert fires(RULES[-1], Dated(5, Kind.COMMITMENT, DateField.DUE, None)) == []
    assert fires(RULES[-1], Dated(5, Kind.COMMITMENT, DateField.DUE, Period.text("soon"))) == []


def test_at_a_share_of_the_window() -> None:
    rule = RuleFacts(1, frozenset({Kind.INVITATION}), DateField.WINDOW, Edge.SHARE, share=0.5)
    (one,) = occurrences(rule, INVITED, TODAY)
    assert one.computed_from == date(2026, 7, 19)
    assert one.fires_on == date(2026, 7, 20)
    assert reason(rule, one, TODAY) == "50% of the time used"
    assert occurrences(rule, INVITED, date(2026, 7, 19))[0].fires_on == date(2026, 7, 20), "Not before all of it is."
    for half_open in ("2026-02-04/..", "../2026-12-31"):
        assert fires(rule, Dated(7, Kind.INVITATION, DateField.WINDOW, Period.from_edtf(half_open))) == []


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.7, 0.75, 0.9])
@pytest.mark.parametrize("days", [1, 2, 3, 4, 5, 7, 10, 30, 31, 331, 365])
def test_a_share_is_used_when_all_of_it_is(share: float, days: int) -> None:
    """On the day it fires at least that share of the days is gone, and the day before it was not."""
    rule = RuleFacts(1, frozenset({Kind.INVITATION}), DateField.WINDOW, Edge.SHARE, share=share)
    first = date(2026, 2, 4)
    window = Period.days(first, first + timedelta(days=days - 1))
    (one, *_) = occurrences(rule, Dated(7, Kind.INVITATION, DateField.WINDOW, window), date.max, frozenset(range(7)))
    gone = (one.fires_on - first).days
    assert gone / days >= share - 1e-9 > (gone - 1) / days - 2e-9


def test_a_rule_ends_on_its_last_day() -> None:
    def rule(until: date) -> RuleFacts:
        return RuleFacts(1, COMMITMENTS, DateField.LAST_ACTION, Edge.CLOSE, 30, repeat_days=30, until=until)

    assert fires(rule(date(2026, 5, 5)), SILENT) == [(3, date(2026, 5, 5))]
    assert fires(rule(date(2026, 3, 5)), SILENT) == []


@pytest.mark.parametrize("wrong", [{"repeat_days": 0}, {"share": 1.5}, {"share": -0.1}, {"edge": Edge.SHARE}])
def test_a_rule_that_cannot_be_counted_is_refused(wrong: dict[str, object]) -> None:
    parts: dict[str, object] = {"edge": Edge.CLOSE} | wrong
    with pytest.raises(ValueError, match=r"reminder|share"):
        RuleFacts(1, COMMITMENTS, DateField.DUE, **parts)  # type: ignore[arg-type]  # the parts vary by case


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert fires(RULES[-7], Dated(9, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(date(9999, 12, 20)))) == []
    assert fires(RULES[-1], due_on("0001-01-05")) == []


def occurrence(rule_id: int, fires_on: date, about: date = date(2026, 11, 25)) -> Occurrence:
    return Occurrence(rule_id, 5, about, 1, fires_on)


def test_only_the_newest_reminder_of_a_date_speaks() -> None:
    month, week, eve = (occurrence(-n, date(2026, 11, day)) for n, day in ((1, 2), (2, 18), (3, 24)))
    assert due([month, week, eve], {}, TODAY) == (week,)
    assert due([month, week, eve], {week.key: (Handled.DONE, None)}, TODAY) == ()
    assert due([month, week, eve], {month.key: (Handled.DONE, None)}, TODAY) == (week,)
    assert due([month, week, eve], {week.key: (Handled.DONE, None)}, date(2026, 11, 24)) == (eve,)


@pytest.mark.parametrize(
    ("what", "until", "shown"),
    [
        (Handled.SHOWN, None, True),
        (Handled.DONE, None, False),
        (Handled.NOT_NEEDED, None, False),
        (Handled.ACTED_ON, None, False),
        (Handled.SNOOZED, None, False),
        (Handled.SNOOZED, TODAY + timedelta(days=1), False),
        (Handled.SNOOZED, TODAY, True),
    ],
)
def test_what_was_done_about_a_reminder(what: Handled, until: date | None, shown: bool) -> None:
    one = occurrence(-2, date(2026, 11, 18))
    assert bool(due([one], {one.key: (what, until)}, TODAY)) is shown


def test_due_reminders_come_oldest_first() -> None:
    old, new = occurrence(-1, date(2026, 11, 2), date(2026, 12, 2)), occurrence(-2, date(2026, 11, 18))
    assert due([new, old], {}, TODAY) == (old, new)


@pytest.mark.parametrize(
    ("days", "said"), [(7, "due in 7 days"), (1, "due in 1 day"), (0, "due today"), (-3, "3 days late")]
)
def test_the_reason_is_said_as_of_the_day(days: int, said: str) -> None:
    about = date(2026, 12, 17)
    assert reason(RULES[-2], occurrence(-2, TODAY, about), about - timedelta(days=days)) == said


def test_a_reason_exists_for_every_date_and_edge() -> None:
    for field in DateField:
        for edge in (Edge.OPENING, Edge.CLOSE):
            rule = RuleFacts(1, COMMITMENTS, field, edge)
            assert reason(rule, occurrence(1, TODAY), TODAY)


@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(-90, 90),
    st.integers(1, 40),
)
def test_however_long_closed_at_most_the_last_and_the_next(last: date, upto: date, offset: int, repeat: int) -> None:
    rule = RuleFacts(1, COMMITMENTS, DateField.LAST_ACTION, Edge.CLOSE, offset, repeat_days=repeat)
    found = occurrences(rule, Dated(9, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(last)), upto)
    assert all(one.fires_on.weekday() < 5 for one in found)
    assert [one.fires_on > upto for one in found] in ([False, True], [True])
    assert found[-1].n == 1 or found[-1].n == found[0].n + 1
    # As one simple count over all occurrences says.
    first = last + timedelta(days=offset)
    fired = 0
    while _monday(first + timedelta(days=fired * repeat)) <= upto:
        fired += 1
    assert found[-1].n == fired + 1


def _monday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


# --------------------------------------------------------------------------------------------------- told beforehand
@given(st.sampled_from(DEFAULT_RULES), st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 900))
def test_what_is_told_beforehand_is_what_will_fire(rule: RuleFacts, first: date, long: int) -> None:
    """Day by day, whatever day it is asked on: so a calendar reminds on the days on which the program does."""
    (kind, *_others) = rule.kinds
    dated = Dated(7, kind, rule.date_field, Period.days(first, first + timedelta(days=long)))
    told = days(rule, dated)
    asked = (occurrences(rule, dated, day) for day in (told[0] - timedelta(days=1), *told)) if told else ()
    assert told == tuple(sorted({each.fires_on for found in asked for each in found})[: len(told)])
    assert len(told) <= MOST_TOLD
    if not told:
        assert occurrences(rule, dated, date(2100, 1, 1)) == ()


def test_of_a_rule_without_end_the_first_days_are_told() -> None:
    weekly = RuleFacts(1, COMMITMENTS, DateField.DUE, Edge.CLOSE, 7, repeat_days=7)
    assert days(weekly, due_on("2026-12-04"))[:2] == (date(2026, 12, 11), date(2026, 12, 18))
    assert len(days(weekly, due_on("2026-12-04"))) == MOST_TOLD
    assert days(weekly, due_on("9999-12-30")) == () == days(weekly, INVITED)
