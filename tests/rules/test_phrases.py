"""Typed dates: the whole table of examples, what is never guessed, and that every date shown can be typed again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.languages import MONTHS, WEEKDAYS
from db.rules.periods import Period, Precision, bounds, relative
from db.rules.phrase_words import bare
from db.rules.phrases import Understood, read
from tests.campaigns import cases
from tests.desktop.driver.pseudo import spoken
from tests.rules.test_periods import edtfs, periods

TODAY = date(2026, 11, 23)  # a Monday

todays = st.dates(date(1850, 1, 1), date(2150, 12, 31))

counts = st.integers(0, 400)
years = st.integers(990, 2210)
dates_of_the_calendar = st.one_of(
    st.sampled_from(["today", "tomorrow", "yesterday", "day after tomorrow", "end of month", "mid-year", "year-end"]),
    st.builds("{} {}".format, st.sampled_from(["", "this", "next", "last"]), st.sampled_from(WEEKDAYS)),
    st.builds(
        "{} {}".format,
        st.sampled_from(["this", "next", "last", "end of", "early next", "end of next"]),
        st.sampled_from(["week", "month", "quarter", "half", "year"]),
    ),
    st.builds("in {} {}".format, counts, st.sampled_from(["days", "weeks", "months", "years", "working days"])),
    st.builds("{} {}".format, st.integers(0, 32), st.sampled_from(MONTHS)),
    st.builds("{} {} {}".format, st.integers(0, 32), st.sampled_from(MONTHS), years),
    st.builds("{}{}".format, st.sampled_from(["", "mid-", "late ", "early "]), st.sampled_from(MONTHS)),
    st.builds("{} {}".format, st.sampled_from([*MONTHS, "Q1", "Q4", "H2", "spring", "winter", "mid-", ""]), years),
    st.builds("{:02d}{}{:02d}/{}".format, st.integers(0, 32), st.just("/"), st.integers(0, 13), years),
    st.dates(date(1000, 1, 1), date(2200, 12, 31)).map(str),
    st.dates(date(1000, 1, 1), date(2200, 12, 31)).map(lambda day: f"{day.year}/{day.month}/{day.day}"),
    st.builds("{}/{}/{:02d}".format, st.integers(0, 32), st.integers(0, 13), st.integers(0, 99)),
    st.builds("{}.{}.{}".format, st.integers(0, 32), st.sampled_from(["I", "II", "IV", "IX", "XII", "XIII"]), years),
    st.builds("week {}{}".format, st.integers(0, 54), st.one_of(st.just(""), years.map(" of {}".format))),
    st.builds(
        "{} {}".format, st.sampled_from(["this", "next", "last"]), st.sampled_from(["autumn", "winter", *MONTHS])
    ),
    st.builds("{}{}0s".format, st.sampled_from(["", "early ", "mid-", "late "]), st.integers(99, 221)),
    st.builds("{} half of {}".format, st.sampled_from(["first", "second"]), st.sampled_from([*MONTHS, "2027"])),
    st.builds("{} {} {}".format, st.sampled_from(WEEKDAYS), st.integers(1, 31), st.sampled_from(MONTHS)),
    st.builds("the next {} months".format, counts),
    st.builds("{} days after {} {}".format, counts, st.integers(1, 31), st.sampled_from(MONTHS)),
)
typed = st.one_of(
    st.builds(
        "{} {}{}".format,
        st.sampled_from(
            [
                "",
                "by",
                "before",
                "after",
                "from",
                "c.",
                "by about",
                "end of",
                "until",
                "in",
                "after c.",
                "since",
                "not before",
                "no later than",
                "within",
                "since c.",
                "by mid-",
                "as of",
            ]
        ),
        dates_of_the_calendar,
        st.sampled_from(["", "", "", "?"]),
    ),
    st.builds("{} - {}".format, dates_of_the_calendar, dates_of_the_calendar),
    st.builds("{}-{} {}".format, st.integers(0, 32), st.integers(0, 32), st.sampled_from(MONTHS)),
    st.builds("{} and {}".format, dates_of_the_calendar, dates_of_the_calendar),
    st.builds("{} and {} {}".format, st.integers(0, 32), st.integers(0, 32), st.sampled_from(MONTHS)),
    st.builds("{} at the latest".format, dates_of_the_calendar),
)


def _days(text: str) -> list[str]:
    """The last day of each reading, best first."""
    return [str(reading.period.latest) for reading in read(text, TODAY).readings]


@pytest.mark.parametrize(
    ("text", "last_days"),
    [
        ("Friday", ["2026-11-27", "2026-12-04"]),
        ("this Friday", ["2026-11-27", "2026-12-04"]),
        ("next Friday", ["2026-12-04", "2026-11-27"]),
        ("اگلے جمعے", ["2026-12-04", "2026-11-27"]),
        ("monday", ["2026-11-30", "2026-11-23", "2026-12-07"]),
        ("last Friday", ["2026-11-20"]),
        ("today", ["2026-11-23"]),
        ("tomorrow", ["2026-11-24"]),
        ("+3d", ["2026-11-26"]),
        ("in 2 weeks", ["2026-12-07"]),
        ("a fortnight from now", ["2026-12-07"]),
        ("3 دن میں", ["2026-11-26"]),
        ("in 10 days", ["2026-12-03"]),
        ("10 working days", ["2026-12-07"]),
        ("in 3 months", ["2027-02-23"]),
        ("in 2 years", ["2028-11-23"]),
        ("3 working days ago", ["2026-11-18"]),
        ("next week", ["2026-12-04", "2026-11-30"]),
        ("this week", ["2026-11-27"]),
        ("this Monday", ["2026-11-23", "2026-11-30"]),
        ("2027-02-10", ["2027-02-10"]),
        ("15 Jan", ["2027-01-15"]),
        ("Jan 15", ["2027-01-15"]),
        ("15th of January", ["2027-01-15"]),
        ("15.01.2027", ["2027-01-15"]),
        ("15.1.", ["2027-01-15"]),
        ("Mon 23 Nov 2026, today", ["2026-11-23"]),
        ("۱۵ جنوری", ["2027-01-15"]),
        ("١٥ جنوري", ["2027-01-15"]),
        ("4-Feb-2026", ["2026-02-04"]),
        ("Feb. 4, 2026", ["2026-02-04"]),
        ("23 Nov", ["2026-11-23"]),
        ("22 Nov", ["2027-11-22"]),
        ("29 Feb", ["2028-02-29"]),
        ("Fri 4 Dec 2026", ["2026-12-04"]),
        ("on Friday 4 December", ["2026-12-04"]),
        ("13/04/2026", ["2026-04-13"]),
        ("04/13/2026", ["2026-04-13"]),
        ("04/04/2026", ["2026-04-04"]),
    ],
)
def test_a_day_is_read(text: str, last_days: list[str]) -> None:
    found = read(text, TODAY)
    assert _days(text) == last_days
    assert not found.ambiguous
    assert {reading.period.precision for reading in found.readings} == {Precision.DAY}


@pytest.mark.parametrize(
    ("text", "edtf", "shown"),
    [
        ("end of month", "../2026-11", "by end of Nov 2026"),
        ("next month", "2026-12", "Dec 2026"),
        ("by March", "../2027-03", "by end of Mar 2027"),
        ("mid-December", "2026-12-11~/2026-12-20~", "mid-Dec 2026"),
        ("Q1 2027", "2027-33", "Q1 2027"),
        ("q1", "2027-33", "Q1 2027"),
        ("q4", "2026-36", "Q4 2026"),
        ("2027-Q1", "2027-33", "Q1 2027"),
        ("2027 Q1", "2027-33", "Q1 2027"),
        ("Q1/2027", "2027-33", "Q1 2027"),
        ("2027 - Q1 2028", "2027/2028-33", "2027 – Q1 2028"),
        ("2027-02", "2027-02", "Feb 2027"),
        ("02/2027", "2027-02", "Feb 2027"),
        ("02.2027", "2027-02", "Feb 2027"),
        ("first quarter of next year", "2027-33", "Q1 2027"),
        ("H1 2027", "2027-40", "H1 2027"),
        ("in the first half of 2027", "2027-40", "H1 2027"),
        ("spring 2027", "2027-21", "spring 2027"),
        ("by end of year", "../2026-12-31", "by end of 2026"),
        ("this year", "2026", "by end of 2026"),
        ("later this year", "2026", "by end of 2026"),
        ("سال کے آخر تک", "../2026-12-31", "by end of 2026"),
        ("اگلے سال", "2027", "2027"),
        ("مارچ میں", "2027-03", "Mar 2027"),
        ("2027", "2027", "2027"),
        ("next year", "2027", "2027"),
        ("end of 2027", "../2027-12-31", "by end of 2027"),
        ("early 2027", "2027-01~/2027-04~", "early 2027"),
        ("by Friday", "../2026-11-27", "by 27 Nov 2026"),
        ("by 31 Mar 2027", "../2027-03-31", "by 31 Mar 2027"),
        ("no later than 31 Mar 2027", "../2027-03-31", "by 31 Mar 2027"),
        ("due by Fri 4 Dec 2026", "../2026-12-04", "by 4 Dec 2026"),
        ("until mid-December", "../2026-12-15~", "by c. 15 Dec 2026"),
        ("within 10 days", "../2026-12-03", "by 3 Dec 2026"),
        ("before 2027", "../2026-12-31", "by end of 2026"),
        ("before the end of the year", "../2026-12-31", "by end of 2026"),
        ("after 4 Feb 2026", "2026-02-05/..", "after 4 Feb 2026"),
        ("since March 2026", "2026-03/..", "from Mar 2026"),
        ("c. 2026", "2026~", "c. 2026"),
        ("about mid-December", "2026-12-11~/2026-12-20~", "mid-Dec 2026"),
        ("by about end of 2026", "../2026-12-31~", "by c. end of 2026"),
        ("perhaps 2027", "2027?", "2027?"),
        ("Q1 2027?", "2027-33?", "Q1 2027?"),
        ("3–4 Feb 2026", "2026-02-03/2026-02-04", "3–4 Feb 2026"),
        ("February 3-4, 2026", "2026-02-03/2026-02-04", "3–4 Feb 2026"),
        ("3 Feb 2026 to 4 Feb", "2026-02-03/2026-02-04", "3–4 Feb 2026"),
        ("between 3 and 4 March", "2027-03-03/2027-03-04", "3–4 Mar 2027"),
        ("3-3 March", "2027-03-03", "3 Mar 2027"),
        ("3 Feb 2026 – 5 Mar 2026", "2026-02-03/2026-03-05", "3 Feb – 5 Mar 2026"),
        ("Tue 3 – Wed 4 Feb 2026", "2026-02-03/2026-02-04", "3–4 Feb 2026"),
        ("2026-02-03/2026-02-04", "2026-02-03/2026-02-04", "3–4 Feb 2026"),
        ("by end of 2026, in 38 days", "../2026-12-31", "by end of 2026"),
        ("28 Dec - 3 Jan 2027", "2026-12-28/2027-01-03", "28 Dec 2026 – 3 Jan 2027"),
        ("Jan-Mar 2027", "2027-01/2027-03", "Jan – Mar 2027"),
        ("2-3 weeks", "2026-12-07/2026-12-14", "7–14 Dec 2026"),
        ("tomorrow - 4 Dec 2026", "2026-11-24/2026-12-04", "24 Nov – 4 Dec 2026"),
        ("13/04/2026 to 14/04/2026", "2026-04-13/2026-04-14", "13–14 Apr 2026"),
    ],
)
def test_a_longer_period_is_read(text: str, edtf: str, shown: str) -> None:
    best = read(text, TODAY).readings[0].period
    assert (best.edtf, best.display()) == (edtf, shown)
    assert (best.as_written, best.anchor) == (bare(text), TODAY)


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("next friday", "Fri 4 Dec 2026 · in 11 days"),
        ("by friday", "by Fri 27 Nov 2026 · in 4 days"),
        ("the coming friday", "Fri 27 Nov 2026 · in 4 days"),
        ("coming Fri", "Fri 27 Nov 2026 · in 4 days"),
        ("this coming Sunday", "Sun 29 Nov 2026 · in 6 days"),
        ("by the upcoming friday", "by Fri 27 Nov 2026 · in 4 days"),
        ("the coming monday", "Mon 30 Nov 2026 · in 7 days"),
        ("the coming December", "Dec 2026 · in 38 days"),
        ("the coming winter", "winter 2026/27 · in 3 months"),
        ("the coming month", "Dec 2026 · in 38 days"),
        ("the coming year", "2027 · in 13 months"),
        ("by end of year", "by end of 2026 · in 38 days"),
        ("Q1 2027", "Q1 2027 · in 4 months"),
        ("20 Nov 2026", "Fri 20 Nov 2026 · 3 days ago"),
        ("after 2026", "after 2026"),
        ("after March", "after Wed 31 Mar 2027"),
        ("3-4 Feb", "Wed 3 – Thu 4 Feb 2027 · in 73 days"),
        ("28 Dec to 3 Jan", "Mon 28 Dec 2026 – Sun 3 Jan 2027 · in 41 days"),
    ],
)
def test_the_echo_says_weekday_date_and_distance(text: str, echo: str) -> None:
    assert read(text, TODAY).readings[0].echo == echo


def test_this_year_typed_starts_today() -> None:
    assert read("this year", TODAY).readings[0].period.earliest == TODAY


@pytest.mark.parametrize("text", ["none", "no date", "-", "–", "", "  ", "None."])
def test_a_date_can_be_cleared(text: str) -> None:
    assert read(text, TODAY) == Understood((), cleared=True)


@pytest.mark.parametrize(
    "text",
    [
        *("31 feb", "soon", "2026-02-30", "30.02.2026", "31/31/2026", "20260204", "2026-W06-3", "15 Jan 27", "the"),
        *("in the near future", "at the next session", "Friday morning", "999", "2201", "after 2200", "in 9999 years"),
        *("31 feb 2027", "4 Dec - 3 Dec 2026 - 2 Dec 2026", "soon - 4 Feb", "by soon"),
        *("early friday", "13.2026", "1/2 - 3/4", "· in 3 days", "after from 2026", "9999-99-99", "x" * 101),
        *("by " * 30, "03/04/2026 - 05/04/2026"),
        *("before 1000", "0000", "13.13.2026", "by - by", "?"),
    ],
)
def test_what_is_not_a_date_is_not_understood(text: str) -> None:
    assert read(text, TODAY) == Understood(())


BACKWARDS = ("4 Feb 2027 - 3 Feb 2027", "16–14 Dec 2026", "16-14 Dec", "31-1 Jan", "from 5 to 3 March 2027")


@pytest.mark.parametrize("text", [*BACKWARDS, "5 Mar 2027 - 3 Mar"])
def test_a_range_that_ends_before_it_starts_is_known_for_one(text: str) -> None:
    assert read(text, TODAY) == Understood((), backwards=True)


@pytest.mark.parametrize("text", ["03/04/2026", "03-04-2026", "۰۳/۰۴/۲۰۲۶", "by 03/04/2026"])
def test_a_numeric_date_with_two_meanings_is_asked_about(text: str) -> None:
    found = read(text, TODAY)
    assert found.ambiguous
    assert _days(text) == ["2026-04-03", "2026-03-04"]


def test_a_numeric_day_without_a_year_is_the_next_one_to_come_and_asked_about_too() -> None:
    assert (_days("3/4"), read("3/4", TODAY).ambiguous) == (["2027-04-03", "2027-03-04"], True)
    assert (_days("15/1"), read("15/1", TODAY).ambiguous) == (["2027-01-15"], False)
    assert (_days("3.4."), read("3.4.", TODAY).ambiguous) == (["2027-04-03"], False), "Dots are always day first."


def test_before_a_day_offers_the_day_before_too() -> None:
    assert _days("before 15 Jan") == ["2027-01-15", "2027-01-14"]


def test_this_week_at_the_weekend_is_today() -> None:
    sunday = date(2026, 11, 29)
    assert read("this week", sunday).readings[0].period == Period("this week", "2026-11-29", sunday, sunday, sunday)


def test_a_winter_that_began_last_year_is_the_one_under_way() -> None:
    assert read("winter", date(2027, 1, 5)).readings[0].period.edtf == "2026-24"


@given(typed | st.text(), st.dates(), st.booleans())
@cases()
def test_nothing_typed_raises(text: str, today: date, past: bool) -> None:
    found = read(text, today, past=past)
    assert not (found.cleared and found.readings)
    assert not found.ambiguous or len(found.readings) > 1


@given(st.text(st.sampled_from("0123456789-/.~? +byendmcfrаجن–")), todays)
def test_nothing_like_a_date_raises(text: str, today: date) -> None:
    read(text, today)


def same(again: Period, period: Period) -> bool:
    """Whether two periods mean the same days, as exactly and as surely."""
    alike = ((each.precision, each.qualifier, each.display(), *bounds(each.edtf)) for each in (again, period))
    return next(alike) == next(alike)


@given(typed, todays, st.booleans())
def test_every_date_shown_can_be_typed_again(text: str, today: date, past: bool) -> None:
    for reading in read(text, today, past=past).readings:
        period = reading.period
        for shown in (period.display(), reading.echo):
            again = read(shown, today, past=past).readings[0].period
            assert (again.earliest, again.latest) == (period.earliest, period.latest)
            assert again.display() == period.display()


@given(edtfs(), todays)
def test_every_stored_date_shown_can_be_typed_again_on_any_day(edtf: str, today: date) -> None:
    period = Period.from_edtf(edtf)
    if all(day is None or 1000 <= day.year <= 2200 for day in bounds(edtf)):
        again = read(period.display(), today)
        assert same(again.readings[0].period, period)
        assert same(read(period.display(), today, past=True).readings[0].period, period)
        assert not again.ambiguous
        in_a_table = read(f"{period.display()}, {relative(period, today)}".removesuffix(", "), today)
        assert same(in_a_table.readings[0].period, period)


@given(periods(), todays)
def test_every_tooltip_can_be_typed_again(period: Period, today: date) -> None:
    days = (period.earliest, period.latest)
    if any(days) and all(day is None or 1000 <= day.year <= 2200 for day in days):
        again = read(period.window(), today).readings[0].period
        assert bounds(again.edtf) == days
        shown, has_words, _ = period.window().partition(" (“")
        assert again.as_written == (period.as_written if has_words else shown)


@given(edtfs(), todays)
def test_every_date_is_read_again_in_the_language_it_was_printed_in(edtf: str, today: date) -> None:
    period = Period.from_edtf(edtf)
    if all(day is None or 1000 <= day.year <= 2200 for day in bounds(edtf)):
        with spoken():
            for shown in (period.display(), f"{period.display()}, {relative(period, today)}".removesuffix(", ")):
                again = read(shown, today)
                assert same(again.readings[0].period, period) and not again.ambiguous
