"""Reminders fire on working days, never twice, never in heaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.default_reminders import DEFAULT_RULES
from db.rules.notice import back
from db.rules.periods import Period
from db.rules.reminder_words import reason
from db.rules.reminders import (
    KINDS,
    MOST_TOLD,
    Dated,
    Key,
    RuleFacts,
    counted_from,
    nth,
    numbers,
    occurrences,
    speaking,
)
from db.rules.reminders_answered import Answer, quiet
from db.rules.working_days import WEEKDAYS, WorkingDays
from db.vocabulary import DateField, Edge, Handled, Kind, Known

TODAY = date(2026, 11, 23)
RULES = {rule.rule_id: rule for rule in DEFAULT_RULES}
THIS_YEAR = Period.from_edtf("2026-02-04/2026-12-31", "this year")


def dated(record: int, kind: Kind, field: DateField, period: Period) -> Dated:
    found = Dated.of(record, kind, field, period)
    assert found is not None
    return found


INVITED = dated(7, Kind.INVITATION, DateField.WINDOW, THIS_YEAR)
SILENT = dated(9, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(date(2026, 2, 4)))
COMMITMENTS = frozenset({Kind.COMMITMENT})


def due_on(edtf: str) -> Dated:
    return dated(5, Kind.COMMITMENT, DateField.DUE, Period.from_edtf(edtf))


def fires(rule: RuleFacts, of: Dated, upto: date = TODAY, work: WorkingDays = WEEKDAYS) -> list[tuple[int, date]]:
    return [(one.n, one.fires_on) for one in occurrences(rule, of, upto, work)]


def days(rule: RuleFacts, of: Dated) -> tuple[date, ...]:
    """The first days on which a rule reminds of a date, whatever day it is now."""
    found = (nth(rule, of, n) for n in numbers(rule, of, date(1900, 1, 1), date(9000, 1, 1))[:MOST_TOLD])
    return tuple(each.fires_on for each in found if each is not None)


def told(of: Dated) -> list[tuple[int, date]]:
    """Every rule that speaks of a date, and the days on which it does."""
    return [(rule.rule_id, day) for rule in DEFAULT_RULES for day in days(rule, of)]


def test_what_is_due_on_a_day() -> None:
    assert told(due_on("2026-12-17")) == [
        (-1, date(2026, 11, 17)),
        (-2, date(2026, 12, 10)),
        (-3, date(2026, 12, 16)),
        (-12, date(2026, 12, 17)),
        (-14, date(2026, 12, 21)),  # the 20th is a Sunday
    ]


def test_what_is_due_by_a_day_is_due_on_it() -> None:
    assert told(dated(5, Kind.COMMITMENT, DateField.DUE, Period.by(date(2026, 12, 17)))) == told(due_on("2026-12-17"))


def test_what_is_due_in_a_month() -> None:
    assert told(due_on("2026-12")) == [(-2, date(2026, 12, 24)), (-12, date(2026, 12, 31))]


@pytest.mark.parametrize("edtf", ["2026-36", "2026-24", "2026-41"], ids=["quarter", "season", "half"])
def test_what_is_due_in_a_quarter_a_season_or_a_half(edtf: str) -> None:
    last = due_on(edtf).closes
    assert told(due_on(edtf)) == [
        (-1, WEEKDAYS.before(last - timedelta(days=30))),
        (-2, WEEKDAYS.before(last - timedelta(days=7))),
    ]


def test_what_is_due_in_a_year() -> None:
    assert told(due_on("2027")) == [
        (-10, date(2027, 3, 31)),
        (-10, date(2027, 6, 30)),
        (-10, date(2027, 9, 30)),
        (-11, date(2027, 11, 1)),
        (-1, date(2027, 12, 1)),
        (-2, date(2027, 12, 24)),
        (-13, date(2028, 1, 3)),  # the 1st is a Saturday
    ]


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        ("2026-12-04", "2026-12-06", Known.DAY),
        ("2026-12-01", "2026-12-31", Known.MONTH),
        ("2026-10-01", "2026-12-31", Known.QUARTER),
        ("2026-02-04", "2026-12-31", Known.YEAR),
    ],
)
def test_a_range_of_days_is_spoken_of_by_its_length(first: str, last: str, known: Known) -> None:
    assert due_on(f"{first}/{last}").known is known


def test_before_a_day_it_moves_back_to_a_working_day_and_after_it_forward() -> None:
    """Due on Sunday 6 Dec, one day before: Friday 4 Dec; three days after: Wednesday."""
    of = due_on("2026-12-06")
    assert fires(RULES[-3], of) == fires(RULES[-12], of) == [(1, date(2026, 12, 4))]
    assert fires(RULES[-14], of) == [(1, date(2026, 12, 9))]
    after = RuleFacts(1, COMMITMENTS, DateField.DUE, Edge.CLOSE, 6)
    assert fires(after, of) == [(1, date(2026, 12, 14))], "The 12th is a Saturday."


def test_the_weekend_is_that_of_the_country_and_where_none_works_the_day_stands_for_itself() -> None:
    friday_off = WorkingDays(frozenset({4, 5}))
    assert fires(RULES[-2], due_on("2026-12-11"), work=friday_off) == [(1, date(2026, 12, 3))]
    never = WorkingDays(frozenset(range(7)))
    assert fires(RULES[-2], due_on("2026-12-12"), work=never) == [(1, date(2026, 12, 5))]


def test_over_holidays_it_moves_to_the_last_day_before_them() -> None:
    off = {date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)}
    assert fires(RULES[-3], due_on("2027-01-01"), work=WorkingDays(off=off)) == [(1, date(2026, 12, 29))]


def test_the_starter_invitation_is_reminded_of_weekly_in_its_last_sixty_days() -> None:
    assert fires(RULES[-5], INVITED) == [(4, date(2026, 11, 20)), (5, date(2026, 11, 27))]
    assert reason(RULES[-5], INVITED, TODAY) == "window closes in 38 days"
    assert reason(RULES[-5], INVITED, date(2027, 1, 1)) == "window closed 1 day ago"
    # Until then every month, the last time before the weekly ones begin.
    assert fires(RULES[-4], INVITED) == [(8, date(2026, 10, 5))]
    assert fires(RULES[-4], INVITED, date(2026, 3, 1)) == [(1, date(2026, 3, 4))]
    assert fires(RULES[-17], INVITED) == [(1, date(2026, 12, 31))]


def test_an_invitation_without_an_end_is_reminded_of_every_month() -> None:
    of = dated(7, Kind.INVITATION, DateField.WINDOW, Period.from_edtf("2026-02-04/.."))
    found = occurrences(RULES[-4], of, TODAY)
    assert [one.n for one in found] == [9, 10]
    assert reason(RULES[-4], of, TODAY) == "invitation open for 292 days"
    assert fires(RULES[-5], of) == fires(RULES[-15], of) == []


def test_what_is_open_and_untouched_and_what_is_signed_and_not_in_force() -> None:
    assert fires(RULES[-7], SILENT) == [(1, date(2026, 3, 6))]
    assert fires(RULES[-35], SILENT) == [(1, date(2026, 4, 6))]
    assert reason(RULES[-7], SILENT, TODAY) == "no action for 292 days"
    signed = dated(3, Kind.AGREEMENT, DateField.SIGNED, Period.on(date(2026, 2, 28)))
    assert told(signed) == [(-25, date(2026, 5, 29)), (-26, date(2026, 8, 27)), (-27, date(2027, 3, 1))]
    assert reason(RULES[-25], signed, TODAY) == "signed 268 days ago, not in force"


def test_a_visit_is_reminded_of_before_on_its_first_day_and_after() -> None:
    visit = dated(7, Kind.VISIT, DateField.DATES, Period.from_edtf("2026-12-14/2026-12-16"))
    assert told(visit) == [
        (-20, date(2026, 11, 13)),  # the 14th is a Saturday
        (-21, date(2026, 12, 7)),
        (-22, date(2026, 12, 11)),  # the 13th is a Sunday
        (-23, date(2026, 12, 14)),
        (-24, date(2026, 12, 17)),
    ]


def test_the_end_of_a_term_comes_again_with_each_that_follows() -> None:
    term = Dated(3, Kind.AGREEMENT, DateField.TERM_ENDS, date(2021, 3, 9), date(2021, 3, 9), months=12)
    assert term.on(TODAY).closes == date(2027, 3, 9)
    assert term.on(date(2027, 3, 9)).closes == date(2027, 3, 9)
    assert term.on(date(2027, 3, 10)).closes == date(2028, 3, 9)
    notice = Dated(3, Kind.AGREEMENT, DateField.NOTICE_BY, term.opens, term.closes, months=12, notice_months=6)
    assert notice.on(TODAY).closes == date(2026, 9, 9)
    vague = Dated(
        3, Kind.AGREEMENT, DateField.NOTICE_BY, date(2027, 1, 1), date(2027, 12, 31), Known.YEAR, notice_months=6
    )
    assert vague.on(TODAY).closes == date(2026, 7, 1), "The safe day: it may end with the first of the year."


def test_a_word_is_expected_again_and_again() -> None:
    monthly = Dated(3, Kind.AGREEMENT, DateField.REPORT, date(2026, 10, 31), date.max, months=1)
    assert days(RULES[-36], monthly)[:3] == (date(2026, 11, 2), date(2026, 11, 30), date(2026, 12, 31))
    assert fires(RULES[-36], monthly) == [(1, date(2026, 11, 2)), (2, date(2026, 11, 30))]


def test_what_somebody_set_for_a_day_stays_on_it() -> None:
    once = Dated(8, Kind.REMINDER, DateField.ON, date(2026, 12, 5), date(2026, 12, 5))
    assert days(RULES[-38], once) == (date(2026, 12, 5),)
    first_of_month = Dated(8, Kind.REMINDER, DateField.ON, date(2026, 12, 1), date(2027, 2, 15), months=1)
    assert days(RULES[-38], first_of_month) == (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))


def test_moving_the_date_re_arms() -> None:
    before, after = (occurrences(RULES[-2], due_on(day), TODAY)[0].key for day in ("2026-11-25", "2026-11-26"))
    assert before == (-2, 5, date(2026, 11, 25), 1)
    assert before != after


def test_a_rule_leaves_other_kinds_other_dates_and_undated_things_alone() -> None:
    assert fires(RULES[-1], INVITED) == []
    assert fires(RULES[-1], SILENT) == []
    for unknown in (None, Period.text("soon")):
        assert Dated.of(5, Kind.COMMITMENT, DateField.DUE, unknown) is None
    agreements_only = RuleFacts(1, frozenset({Kind.AGREEMENT}), DateField.NEXT_REVIEW, Edge.CLOSE)
    assert fires(agreements_only, dated(5, Kind.COMMITMENT, DateField.NEXT_REVIEW, Period.on(TODAY))) == []
    of_one = RuleFacts(1, COMMITMENTS, DateField.DUE, Edge.CLOSE, record=6)
    assert fires(of_one, due_on("2026-12-17")) == []


def test_every_default_rule_has_a_number_of_its_own_and_says_what_it_is() -> None:
    assert len(RULES) == len(DEFAULT_RULES)
    assert all(rule.rule_id < 0 and rule.label for rule in DEFAULT_RULES)
    assert {rule.date_field for rule in DEFAULT_RULES} == set(DateField) == set(KINDS)


def test_at_a_share_of_the_window() -> None:
    rule = RuleFacts(1, frozenset({Kind.INVITATION}), DateField.WINDOW, Edge.SHARE, share=0.5)
    (one,) = occurrences(rule, INVITED, TODAY)
    assert one.computed_from == date(2026, 7, 19)
    assert one.fires_on == date(2026, 7, 20)
    assert reason(rule, INVITED, TODAY) == "50% of the time used"
    assert occurrences(rule, INVITED, date(2026, 7, 19))[0].fires_on == date(2026, 7, 20), "Not before all of it is."
    for half_open in ("2026-02-04/..", "../2026-12-31"):
        assert fires(rule, dated(7, Kind.INVITATION, DateField.WINDOW, Period.from_edtf(half_open))) == []


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.7, 0.75, 0.9])
@pytest.mark.parametrize("days", [1, 2, 3, 4, 5, 7, 10, 30, 31, 331, 365])
def test_a_share_is_used_when_all_of_it_is(share: float, days: int) -> None:
    """On the day it fires at least that share of the days is gone, and the day before it was not."""
    rule = RuleFacts(1, frozenset({Kind.INVITATION}), DateField.WINDOW, Edge.SHARE, share=share)
    first = date(2026, 2, 4)
    window = Period.days(first, first + timedelta(days=days - 1))
    every_day = WorkingDays(frozenset())
    found = occurrences(rule, dated(7, Kind.INVITATION, DateField.WINDOW, window), date.max, every_day)
    if days == 1:
        assert found == (), "A single day has no shares."
        return
    (one, *_) = found
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
    assert fires(RULES[-7], dated(9, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(date(9999, 12, 20)))) == []
    assert fires(RULES[-1], due_on("0001-01-05")) == []


def said(of: Dated, today: date, answers: dict[Key, Answer] | None = None) -> int | None:
    """Which rule speaks of a due date on a day; None where nothing is said, or it is quiet."""
    rules = [rule for rule in DEFAULT_RULES if rule.date_field is of.date_field]
    now = speaking(rules, of, today).now
    if now is None or quiet(now, rules, of, answers or {}, today) is not None:
        return None
    return now.rule_id


def key(rule: int, of: Dated) -> Key:
    start = counted_from(RULES[rule], of)
    assert start is not None
    return (rule, of.record_id, start, 1)


def test_only_the_newest_reminder_of_a_date_speaks() -> None:
    of = due_on("2026-11-25")
    assert said(of, date(2026, 10, 25)) is None
    assert said(of, date(2026, 10, 27)) == -1
    assert said(of, TODAY) == -2
    assert said(of, TODAY, {key(-2, of): Answer(Handled.DONE)}) is None
    assert said(of, TODAY, {key(-1, of): Answer(Handled.DONE)}) == -2
    assert said(of, date(2026, 11, 24), {key(-2, of): Answer(Handled.DONE)}) == -3
    assert said(of, date(2027, 11, 24)) == -14


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
    of = due_on("2026-11-25")
    assert (said(of, TODAY, {key(-2, of): Answer(what, until)}) is not None) is shown


def test_what_is_snoozed_is_quiet_whatever_other_rule_speaks_of_the_same_date() -> None:
    of, until = due_on("2026-11-25"), date(2026, 11, 30)
    snoozed = {key(-2, of): Answer(Handled.SNOOZED, until)}
    assert [said(of, until - timedelta(days=n), snoozed) for n in range(6)] == [-14, *[None] * 5]
    moved = due_on("2026-11-24")
    assert said(moved, TODAY, snoozed) == -3, "Another date re-arms."


@pytest.mark.parametrize(
    ("days", "said"), [(7, "due in 7 days"), (1, "due in 1 day"), (0, "due today"), (-3, "3 days late")]
)
def test_the_reason_is_said_as_of_the_day(days: int, said: str) -> None:
    assert reason(RULES[-2], due_on("2026-12-17"), date(2026, 12, 17) - timedelta(days=days)) == said


def test_a_reason_exists_for_every_date_and_edge() -> None:
    for field in DateField:
        for edge in (Edge.OPENING, Edge.CLOSE):
            (kind, *_others) = KINDS[field]
            of = dated(1, kind, field, Period.on(TODAY))
            assert all(
                reason(RuleFacts(1, KINDS[field], field, edge), of, TODAY + timedelta(days=n)) for n in (-2, 0, 1)
            )


@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(-90, 90),
    st.integers(1, 40),
)
def test_however_long_closed_at_most_the_last_and_the_next(last: date, upto: date, offset: int, repeat: int) -> None:
    rule = RuleFacts(1, COMMITMENTS, DateField.LAST_ACTION, Edge.CLOSE, offset, repeat_days=repeat)
    found = occurrences(rule, dated(9, Kind.COMMITMENT, DateField.LAST_ACTION, Period.on(last)), upto)
    assert all(one.fires_on.weekday() < 5 for one in found)
    assert [one.fires_on > upto for one in found] in ([False, True], [True])
    assert found[-1].n == 1 or found[-1].n == found[0].n + 1
    # As one simple count over all occurrences says.
    first, moves = last + timedelta(days=offset), WEEKDAYS.before if offset < 0 else WEEKDAYS.after
    fired = 0
    while moves(first + timedelta(days=fired * repeat)) <= upto:
        fired += 1
    assert found[-1].n == fired + 1


@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 3),
    st.integers(1, 14),
)
def test_months_are_counted_like_one_simple_count(first: date, upto: date, ahead: int, repeat: int) -> None:
    rule = RuleFacts(
        1, COMMITMENTS, DateField.DUE, Edge.CLOSE, offset_months=ahead, repeat_months=repeat, until=date(2062, 1, 1)
    )
    found = [one.n for one in occurrences(rule, dated(9, Kind.COMMITMENT, DateField.DUE, Period.on(first)), upto)]
    start, fired = back(first, -ahead), 0
    while WEEKDAYS.after(back(start, -repeat * fired)) <= upto:
        fired += 1
    assert found == [n for n in (fired, fired + 1) if n]


# --------------------------------------------------------------------------------------------------- told beforehand
@given(st.sampled_from(DEFAULT_RULES), st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 900))
def test_what_is_told_beforehand_is_what_will_fire(rule: RuleFacts, first: date, long: int) -> None:
    """Day by day, whatever day it is asked on: so a calendar reminds on the days on which the program does."""
    (kind, *_others) = KINDS[rule.date_field]
    of = dated(7, kind, rule.date_field, Period.days(first, first + timedelta(days=long)))
    told = tuple(dict.fromkeys(days(rule, of)))
    asked = (occurrences(rule, of, day) for day in (told[0] - timedelta(days=1), *told)) if told else ()
    assert told == tuple(sorted({each.fires_on for found in asked for each in found})[: len(told)])
    assert len(told) <= MOST_TOLD
    if not told:
        assert occurrences(rule, of, date(2100, 1, 1)) == ()


def test_of_a_rule_without_end_the_first_days_are_told() -> None:
    weekly = RuleFacts(1, COMMITMENTS, DateField.DUE, Edge.CLOSE, 7, repeat_days=7)
    assert days(weekly, due_on("2026-12-04"))[:2] == (date(2026, 12, 11), date(2026, 12, 18))
    assert len(days(weekly, due_on("2026-12-04"))) == MOST_TOLD
    assert days(weekly, due_on("9999-12-30")) == () == days(weekly, INVITED)
