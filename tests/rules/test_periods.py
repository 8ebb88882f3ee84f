"""Imprecise dates: the domain's acceptance examples, how each is shown, and what holds for every period."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.edtf import third
from db.rules.periods import (
    Order,
    Period,
    PeriodState,
    Phase,
    Precision,
    Qualifier,
    bounds,
    compare,
    distance,
    happening,
    relative,
    sort_key,
    state,
)

SAID = date(2026, 2, 4)
TODAY = date(2026, 11, 23)
THIS_YEAR = Period("this year", "2026", SAID, SAID, date(2026, 12, 31))

days = st.dates(date(1000, 1, 1), date(2200, 12, 31))
marks = st.sampled_from(["", "~", "?"])


@st.composite
def points(draw: st.DrawFn) -> str:
    """One day, month, season, quarter, half or year, marked or not."""
    day = draw(days)
    part = draw(st.sampled_from([*range(21, 25), *range(33, 37), 40, 41]))
    forms = (day.isoformat(), day.isoformat()[:7], f"{day.year}-{part}", f"{day.year}")
    return draw(st.sampled_from(forms)) + draw(marks)


@st.composite
def edtfs(draw: st.DrawFn) -> str:
    """Any text a period can have."""
    point, other = draw(points()), draw(points())
    opened, closed = sorted((point, other), key=lambda edtf: bounds(edtf)[0] or date.min)
    if (bounds(closed)[1] or date.max) < (bounds(opened)[0] or date.min):
        opened, closed = closed, opened
    whole = draw(days).isoformat()[: draw(st.sampled_from([4, 7]))]
    part = third(whole, draw(st.sampled_from(["early", "mid", "late"])))
    return draw(st.sampled_from([point, f"../{point}", f"{point}/..", f"{opened}/{closed}", part]))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period: with days, said on a day or not, or only words."""
    words = draw(st.sampled_from(["this year", "soon", "by then"]))
    edtf = draw(st.one_of(edtfs(), st.just("")))
    return Period.from_edtf(edtf, words, draw(st.none() | days))


def test_this_year_said_in_february_runs_from_then_to_the_end_of_the_year() -> None:
    assert Period.from_edtf("2026", "this year", SAID) == THIS_YEAR
    assert THIS_YEAR.display() == "by end of 2026"
    assert THIS_YEAR.window() == "4 Feb 2026 – 31 Dec 2026 (“this year”)"
    assert THIS_YEAR.precision is Precision.YEAR


def test_this_year_is_open_in_november_and_lapsed_on_new_years_day() -> None:
    open_state = state(THIS_YEAR, TODAY)
    assert (open_state.phase, open_state.days_left) == (Phase.OPEN, 38)
    assert open_state.share_used is not None
    assert round(open_state.share_used * 100) == 88
    assert state(THIS_YEAR, date(2027, 1, 1)) == PeriodState(Phase.PAST, days_late=1, share_used=1.0)
    assert state(THIS_YEAR, date(2026, 2, 1)) == PeriodState(Phase.AHEAD, days_left=333, days_ahead=3, share_used=0.0)


def test_words_only_are_undated_and_never_late() -> None:
    soon = Period.text("in the near future")
    assert soon.undated
    assert soon.precision is Precision.TEXT
    assert soon.display() == "in the near future"
    assert soon.window() == "“in the near future”"
    assert state(soon, date.max) == state(None, TODAY) == PeriodState(Phase.UNDATED)
    assert relative(soon, TODAY) == relative(None, TODAY) == ""
    assert Period.from_edtf("", "soon") == Period.text("soon")


@pytest.mark.parametrize(
    ("edtf", "precision", "shown"),
    [
        ("2026-02-04", "day", "4 Feb 2026"),
        ("2026-02-04~", "day", "c. 4 Feb 2026"),
        ("2026-02-03/2026-02-04", "days", "3–4 Feb 2026"),
        ("2026-02-28/2026-03-03", "days", "28 Feb – 3 Mar 2026"),
        ("2026-12-28/2027-01-03", "days", "28 Dec 2026 – 3 Jan 2027"),
        ("2026-02", "month", "Feb 2026"),
        ("2026-02/2026-04", "month", "Feb – Apr 2026"),
        ("2026-12/2027-01", "month", "Dec 2026 – Jan 2027"),
        ("2026-12/2027-01-15", "month", "Dec 2026 – 15 Jan 2027"),
        ("2026-12-11~/2026-12-20~", "month", "mid-Dec 2026"),
        ("2026-02-21~/2026-02-28~", "month", "late Feb 2026"),
        ("2026-12-11/2026-12-20", "days", "11–20 Dec 2026"),
        ("2026-12-11~/2026-12-20?", "days", "c. 11–20 Dec 2026"),
        ("2027-01~/2027-04~", "year", "early 2027"),
        ("2027-33", "quarter", "Q1 2027"),
        ("2027-33/2027-35", "quarter", "Q1 2027 – Q3 2027"),
        ("2027-21", "quarter", "spring 2027"),
        ("2027-24", "quarter", "winter 2027/28"),
        ("2027-40", "half", "H1 2027"),
        ("2026", "year", "2026"),
        ("2026/2028", "year", "2026 – 2028"),
        ("2026~", "year", "c. 2026"),
        ("2026?", "year", "2026?"),
        ("../2026-12-31", "before", "by end of 2026"),
        ("../2026", "before", "by end of 2026"),
        ("../2027-03-31", "before", "by 31 Mar 2027"),
        ("../2027-03", "before", "by end of Mar 2027"),
        ("../2027-33~", "before", "by c. end of Q1 2027"),
        ("2026-02-05/..", "after", "from 5 Feb 2026"),
        ("2027-01-01~/..", "after", "from c. 1 Jan 2027"),
        ("2027-03/..", "after", "from Mar 2027"),
    ],
)
def test_shown_by_precision_never_as_a_made_up_day(edtf: str, precision: str, shown: str) -> None:
    period = Period.from_edtf(edtf)
    assert (period.precision.value, period.display()) == (precision, shown)


def test_qualifier_says_how_sure_the_source_is() -> None:
    found = [Period.from_edtf(edtf).qualifier for edtf in ("2026", "2026~", "2026?", "2026-02-03?/2026-02-04~")]
    assert found == [Qualifier.NONE, Qualifier.APPROXIMATE, Qualifier.UNCERTAIN, Qualifier.APPROXIMATE]


def test_quarters_halves_seasons_and_leap_years_have_their_days() -> None:
    assert bounds("2027-34") == (date(2027, 4, 1), date(2027, 6, 30))
    assert bounds("2027-41") == (date(2027, 7, 1), date(2027, 12, 31))
    assert bounds("2027-24") == (date(2027, 12, 1), date(2028, 2, 29))
    assert bounds("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert bounds("") == (None, None)


@pytest.mark.parametrize(
    "edtf",
    [
        *("2026-02-30", "2026-13", "2026-00", "2026-37", "2026-2-4", "20260204", "2026-W06-3", "0000", "9999-24"),
        *("2026-33-01", "../..", "/", "2026/", "..", "2026~~", "٢٠٢٦", "2026/2027/2028", "soon", " 2026"),
        "2026-05/2026-02",
    ],
)
def test_what_is_not_a_date_is_refused_with_a_sentence(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        Period.from_edtf(edtf)


def test_a_period_whose_parts_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a date or the words"):
        Period.text("  ")
    with pytest.raises(ValueError, match="The end is before the start"):
        Period.days(TODAY, SAID)
    with pytest.raises(ValueError, match="The end is before the start"):
        Period(edtf="2026", anchor=date(2027, 1, 1), earliest=date(2027, 1, 1), latest=date(2026, 12, 31))
    with pytest.raises(ValueError, match="do not fit"):
        Period(edtf="2026", earliest=date(2026, 1, 1))
    with pytest.raises(ValueError, match="do not fit"):
        Period(edtf="2026", earliest=SAID, latest=date(2026, 12, 31))
    with pytest.raises(ValueError, match="do not fit"):
        Period("soon", earliest=SAID)


def test_only_words_that_count_from_the_day_they_were_said_start_on_it() -> None:
    assert Period.from_edtf("2026", "in 2026", SAID).earliest == date(2026, 1, 1)
    assert Period.from_edtf("2027", "this year", SAID).earliest == date(2027, 1, 1)
    assert Period.from_edtf("../2026-12-31", "by end of year", SAID).earliest == SAID
    assert Period.from_edtf("../2025-12-31", "by end of 2025", SAID).earliest is None
    assert Period.from_edtf("2026-40", "in the first half of this year", SAID).display() == "by end of H1 2026"


def test_the_tooltip_gives_the_days() -> None:
    assert Period.on(SAID).window() == "4 Feb 2026"
    assert Period.on(SAID, "4 Feb 2026").window() == "4 Feb 2026"
    assert Period.days(SAID, SAID, "Feb. 4").window() == "4 Feb 2026 (“Feb. 4”)"
    assert Period.by(SAID).window() == "until 4 Feb 2026"
    assert Period.from_edtf("2026-02-04/..").window() == "from 4 Feb 2026"
    assert Period.days(SAID, TODAY).window() == "4 Feb 2026 – 23 Nov 2026"


@pytest.mark.parametrize(
    ("days_away", "said"),
    [
        *((0, "today"), (1, "tomorrow"), (38, "in 38 days"), (89, "in 89 days"), (97, "in 3 months")),
        *((128, "in 4 months"), (219, "in 7 months"), (700, "in 23 months"), (731, "in 2 years")),
        *((-1, "1 day late"), (-3, "3 days late"), (-23, "23 days late"), (-128, "4 months late")),
    ],
)
def test_how_far_off_the_end_is(days_away: int, said: str) -> None:
    assert relative(Period.on(TODAY + timedelta(days=days_away)), TODAY) == said


def test_lateness_counts_from_the_end_of_the_period() -> None:
    assert relative(Period.from_edtf("2026-10"), TODAY) == "23 days late"
    assert relative(THIS_YEAR, TODAY) == "in 38 days"
    assert relative(Period.from_edtf("2026-02-04/.."), TODAY) == ""
    assert distance(date(2026, 11, 20), TODAY) == "3 days ago"


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        *(("2026-11-30/2026-12-04", "in 7 days"), ("2026-11-30/2027-02-28", "in 7 days")),
        *(("2026-11-24/2026-11-26", "tomorrow"), ("2027-03-02/2027-03-05", "in 3 months"), ("2027-01", "")),
        *(("2026-11-23", "today"), ("2026-11-23/2026-11-25", "under way, until 25 Nov")),
        *(("2026-11-22/2026-11-24", "under way, until 24 Nov"), ("2026-11-20/2026-11-23", "under way, until 23 Nov")),
        *(("2026-11-20/2027-01-05", "under way, until 5 Jan 2027"), ("2026-11-20/2026-11-22", "1 day ago")),
        *(("2025-08-27/2025-09-01", "14 months ago"), ("2026-10", ""), ("1992", ""), ("1992-02", "34 years ago")),
        *(
            ("2026-11-24~", ""),
            ("2026-11-23~", ""),
            ("2026-11-22?", ""),
            ("2027-03-05~", "in 3 months"),
            ("2027-03", ""),
        ),
        *(("2026-11-20~/2026-11-25~", ""), ("2027-22", ""), ("2028-12", "in 2 years"), ("2027-02/..", "")),
        *(("2016/2026", ""), ("2026", ""), ("2026-11", ""), ("2026-02-04/..", ""), ("2027-02-04/..", "in 73 days")),
        *(("../2026-12-04", "in 11 days"), ("../2026-12", "in 38 days")),
    ],
)
def test_what_happens_is_as_far_off_as_its_first_day_until_it_begins_and_as_its_last_one_afterwards(
    edtf: str, said: str
) -> None:
    assert happening(Period.from_edtf(edtf), TODAY) == said


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 500), st.integers(-900, 900))
def test_how_far_off_a_visit_is_never_depends_on_the_day_it_ends_before_it_begins(
    first: date, length: int, away: int
) -> None:
    today, last = first - timedelta(days=away), first + timedelta(days=length)
    said = happening(Period.days(first, last), today)
    if away > 0:
        assert said == distance(first, today)
    else:
        assert said.startswith("under way, until ") if today <= last else said == distance(last, today)


def test_open_ends_leave_unknown_what_cannot_be_counted() -> None:
    since = Period.from_edtf("2026-02-04/..")
    assert state(since, TODAY) == PeriodState(Phase.OPEN)
    assert state(since, date(2026, 2, 1)) == PeriodState(Phase.AHEAD, days_ahead=3)
    assert state(Period.by(TODAY), TODAY) == PeriodState(Phase.OPEN, days_left=0)
    assert state(Period.by(SAID), TODAY) == PeriodState(Phase.PAST, days_late=292)


def test_comparison_has_three_answers() -> None:
    february, year, soon = Period.from_edtf("2026-02"), Period.from_edtf("2026"), Period.text("soon")
    assert compare(february, Period.from_edtf("2026-33/2026-34")) is Order.UNKNOWN
    assert compare(february, Period.on(date(2026, 3, 1))) is Order.BEFORE
    assert compare(Period.from_edtf("2027"), year) is Order.AFTER
    assert compare(soon, year) is Order.UNKNOWN


def test_undated_periods_sort_last() -> None:
    expected = [Period.from_edtf("2026-02"), Period.by(date(2026, 5, 1)), Period.from_edtf("2027/.."), None]
    assert sorted(reversed(expected), key=sort_key) == expected
    assert sort_key(Period.text("soon")) == sort_key(None)


@given(edtfs())
def test_bounds_are_in_order_and_an_open_end_is_none(edtf: str) -> None:
    earliest, latest = bounds(edtf)
    assert (earliest or date.min) <= (latest or date.max)
    assert (earliest is None, latest is None) == (edtf.startswith(".."), edtf.endswith(".."))


@given(days, marks)
def test_a_wider_period_has_wider_bounds(day: date, mark: str) -> None:
    quarter, half = 33 + (day.month - 1) // 3, 40 + (day.month - 1) // 6
    iso = day.isoformat()
    chain = [bounds(text + mark) for text in (iso, iso[:7], f"{iso[:4]}-{quarter}", f"{iso[:4]}-{half}", iso[:4])]
    for (first, last), (wider_first, wider_last) in pairwise(chain):
        assert wider_first is not None and first is not None and wider_first <= first
        assert wider_last is not None and last is not None and last <= wider_last


@given(periods(), periods())
def test_comparison_is_antisymmetric_and_agrees_with_the_bounds(a: Period, b: Period) -> None:
    opposite = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE, Order.UNKNOWN: Order.UNKNOWN}
    assert compare(b, a) is opposite[compare(a, b)]
    certain = a.latest is not None and b.earliest is not None and a.latest < b.earliest
    assert (compare(a, b) is Order.BEFORE) == certain
    if certain:
        assert sort_key(a) < sort_key(b)


@given(st.none() | periods(), days)
def test_state_is_exhaustive_and_counts_from_the_bounds(period: Period | None, today: date) -> None:
    found = state(period, today)
    if period is None or period.undated:
        assert found == PeriodState(Phase.UNDATED)
        return
    assert (found.phase is Phase.PAST) == (period.latest is not None and today > period.latest)
    assert (found.phase is Phase.AHEAD) == (period.earliest is not None and today < period.earliest)
    assert found.share_used is None or 0 <= found.share_used <= 1
    assert (found.share_used is None) == (period.earliest is None or period.latest is None)
    for count in (found.days_left, found.days_late, found.days_ahead):
        assert count is None or count >= 0
    assert (found.days_late is not None) == (found.phase is Phase.PAST)
    assert (found.days_ahead is not None) == (found.phase is Phase.AHEAD)


@given(periods())
def test_every_period_says_something_and_survives_being_stored(period: Period) -> None:
    assert period.display()
    assert period.window()
    assert period.undated == (period.precision is Precision.TEXT)
    assert Period.from_edtf(period.edtf, period.as_written, period.anchor) == period
