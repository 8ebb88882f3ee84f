"""Words of time: what they mean, what is not guessed, and that nothing is read of which a part was not understood."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.languages import MONTHS
from db.rules.notice import back
from db.rules.periods import Period, Precision, distance, happening, has_known_days
from db.rules.phrases import as_words, read
from tests.rules.test_periods import edtfs

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "edtf", "shown"),
    [
        # By the early, middle or late part of a time is about its beginning, middle or end.
        ("by mid-2027", "../2027-06~", "by c. end of Jun 2027"),
        ("by the middle of next year", "../2027-06~", "by c. end of Jun 2027"),
        ("before mid-2027", "../2027-06~", "by c. end of Jun 2027"),
        ("by early 2027", "../2027-03~", "by c. end of Mar 2027"),
        ("by the beginning of 2027", "../2027-03~", "by c. end of Mar 2027"),
        ("by late 2027", "../2027-12~", "by c. end of Dec 2027"),
        ("by mid-March 2027", "../2027-03-15~", "by c. 15 Mar 2027"),
        ("by early March 2027", "../2027-03-10~", "by c. 10 Mar 2027"),
        ("after mid-2027", "2027-07-01~/..", "after c. 30 Jun 2027"),
        ("since mid-2025", "2025-07~/..", "from c. Jul 2025"),
        # What has no end is shown with the day from which it runs.
        ("from 1 May 1950", "1950-05-01/..", "from 1 May 1950"),
        ("since 1 Mar 2020", "2020-03-01/..", "from 1 Mar 2020"),
        ("from 1 January 2027", "2027-01-01/..", "from 1 Jan 2027"),
        ("not before 1 March", "2027-03-01/..", "from 1 Mar 2027"),
        ("not earlier than 1 March 2027", "2027-03-01/..", "from 1 Mar 2027"),
        ("no sooner than Q2 2027", "2027-34/..", "from Q2 2027"),
        ("1 March at the earliest", "2027-03-01/..", "from 1 Mar 2027"),
        ("on or after 1 March 2027", "2027-03-01/..", "from 1 Mar 2027"),
        ("with effect from 1 March 2027", "2027-03-01/..", "from 1 Mar 2027"),
        ("from 1 March 2027 onwards", "2027-03-01/..", "from 1 Mar 2027"),
        ("after 4 Feb 2026", "2026-02-05/..", "after 4 Feb 2026"),
        # At the latest.
        ("by 1 March at the latest", "../2027-03-01", "by 1 Mar 2027"),
        ("1 March at the latest", "../2027-03-01", "by 1 Mar 2027"),
        ("at the latest on 1 March", "../2027-03-01", "by 1 Mar 2027"),
        ("latest by 1 March 2027", "../2027-03-01", "by 1 Mar 2027"),
        ("on or before 1 March", "../2027-03-01", "by 1 Mar 2027"),
        ("not after 1 March", "../2027-03-01", "by 1 Mar 2027"),
        ("by the end of March at the latest", "../2027-03", "by end of Mar 2027"),
        # So long after a day, or from today.
        ("within 3 months of 4 Feb 2026", "../2026-05-04", "by 4 May 2026"),
        ("within three months from 4 February 2026", "../2026-05-04", "by 4 May 2026"),
        ("within thirty (30) days after 4 Feb 2026", "../2026-03-06", "by 6 Mar 2026"),
        ("within one hundred and sixty days of 4 Feb 2026", "../2026-07-14", "by 14 Jul 2026"),
        ("within one hundred and twenty days", "../2027-03-23", "by 23 Mar 2027"),
        ("1.5 years", "2028-05-23", "23 May 2028"),
        ("within half a year", "../2027-05-23", "by 23 May 2027"),
        ("a year and a half after 4 Feb 2026", "2027-08-04", "4 Aug 2027"),
        ("in thirty-six (36) months", "2029-11-23", "23 Nov 2029"),
        ("within the next half year", "../2027-05-23", "by 23 May 2027"),
        ("3 months after 30 Nov 2026", "2027-02-28", "28 Feb 2027"),
        ("45 days before 1 March 2027", "2027-01-15", "15 Jan 2027"),
        ("within the next six months", "../2027-05-23", "by 23 May 2027"),
        ("in the next six months", "../2027-05-23", "by 23 May 2027"),
        ("over the next year", "../2027-11-23", "by 23 Nov 2027"),
        ("within the next month", "../2026-12-23", "by 23 Dec 2026"),
        ("within forty-five days", "../2027-01-07", "by 7 Jan 2027"),
        ("in the last six months", "2026-05-23/2026-11-23", "23 May – 23 Nov 2026"),
        # Days side by side, and dates as they are written elsewhere.
        ("3 and 4 March", "2027-03-03/2027-03-04", "3–4 Mar 2027"),
        ("3 & 4 March 2027", "2027-03-03/2027-03-04", "3–4 Mar 2027"),
        ("March 3 and 4, 2027", "2027-03-03/2027-03-04", "3–4 Mar 2027"),
        ("3, 4 and 5 March 2027", "2027-03-03/2027-03-05", "3–5 Mar 2027"),
        ("31 March and 1 April 2027", "2027-03-31/2027-04-01", "31 Mar – 1 Apr 2027"),
        ("March and April 2027", "2027-03/2027-04", "Mar – Apr 2027"),
        ("2026/02/04", "2026-02-04", "4 Feb 2026"),
        ("2026.02.04", "2026-02-04", "4 Feb 2026"),
        ("2026/2/4", "2026-02-04", "4 Feb 2026"),
        ("2026, February 4", "2026-02-04", "4 Feb 2026"),
        ("2026/02", "2026-02", "Feb 2026"),
        ("4.II.2026", "2026-02-04", "4 Feb 2026"),
        ("4/XII/2026", "2026-12-04", "4 Dec 2026"),
        ("28.II–3.III.2027", "2027-02-28/2027-03-03", "28 Feb – 3 Mar 2027"),
        ("4.Feb.2026", "2026-02-04", "4 Feb 2026"),
        ("04.02.26", "2026-02-04", "4 Feb 2026"),
        ("3-4.02.2026", "2026-02-03/2026-02-04", "3–4 Feb 2026"),
        ("5.–7.6.2027", "2027-06-05/2027-06-07", "5–7 Jun 2027"),
        ("05.06. – 07.06.2027", "2027-06-05/2027-06-07", "5–7 Jun 2027"),
        ("28.12.–03.01.2027", "2026-12-28/2027-01-03", "28 Dec 2026 – 3 Jan 2027"),
        ("KW 48 2026", "2026-11-23/2026-11-29", "23–29 Nov 2026"),
        ("week 48 of 2026", "2026-11-23/2026-11-29", "23–29 Nov 2026"),
        ("2026-W48", "2026-11-23/2026-11-29", "23–29 Nov 2026"),
        ("48th week of 2026", "2026-11-23/2026-11-29", "23–29 Nov 2026"),
        ("week 53 of 2026", "2026-12-28/2027-01-03", "28 Dec 2026 – 3 Jan 2027"),
        ("week of 1 December 2026", "2026-11-30/2026-12-06", "30 Nov – 6 Dec 2026"),
        # Seasons and months of this and of the next year, halves of months, decades, and dates long ago.
        ("this autumn", "2026-23", "by end of autumn 2026"),
        ("this fall", "2026-23", "by end of autumn 2026"),
        ("in the fall of 2027", "2027-23", "autumn 2027"),
        ("next spring", "2027-21", "spring 2027"),
        ("last summer", "2026-22", "summer 2026"),
        ("last winter", "2025-24", "winter 2025/26"),
        ("winter 2026/27", "2026-24", "winter 2026/27"),
        ("winter 2026–2027", "2026-24", "winter 2026/27"),
        ("зимой 2026/27", "2026-24", "winter 2026/27"),
        ("next March", "2027-03", "Mar 2027"),
        ("last March", "2026-03", "Mar 2026"),
        ("first half of March 2027", "2027-03-01/2027-03-15", "1–15 Mar 2027"),
        ("II quarter 2027", "2027-34", "Q2 2027"),
        ("the 1990s", "1990/1999", "1990 – 1999"),
        ("early 1990s", "1990~/1993~", "c. 1990 – 1993"),
        ("since the 1990s", "1990/..", "from 1990"),
        ("15 May 1774", "1774-05-15", "15 May 1774"),
        ("24 October 1648", "1648-10-24", "24 Oct 1648"),
        ("1373", "1373", "1373"),
        ("before 1800", "../1799-12-31", "by end of 1799"),
    ],
)
def test_words_of_time(text: str, edtf: str, shown: str) -> None:
    found = read(text, TODAY)
    best = found.readings[0].period
    assert (best.edtf, best.display(), found.ambiguous) == (edtf, shown, False)
    again = read(shown, TODAY).readings[0].period
    assert (again.earliest, again.latest, again.display()) == (best.earliest, best.latest, shown), (
        "It can be typed again."
    )


@pytest.mark.parametrize("day", ["1950-05-01", "2020-03-01", "2027-01-01", "2026-02-05", "2028-02-29", "1991-12-16"])
@pytest.mark.parametrize("mark", ["", "~", "?"])
def test_what_has_no_end_is_shown_from_its_day(day: str, mark: str) -> None:
    since = Period.from_edtf(f"{day}{mark}/..")
    assert since.display() == f"from {Period.from_edtf(day + mark).display()}"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("after 30 Apr 1950", "after 30 Apr 1950"),
        ("after April 1950", "after 30 Apr 1950"),
        ("after the war", "from 1 May 1950"),
        ("after 1 May 1950", "from 1 May 1950"),
        ("since 1 May 1950", "from 1 May 1950"),
        ("30 апреля 1950 года", "from 1 May 1950"),
        ("после 30 апреля 1950 года", "after 30 Apr 1950"),
    ],
)
def test_only_where_the_words_say_after_the_day_before_is_shown(words: str, shown: str) -> None:
    """A date that is shown is the one that was written: never a day that nobody named."""
    assert Period.from_edtf("1950-05-01/..", words).display() == shown


@pytest.mark.parametrize(
    ("text", "days", "reason"),
    [
        ("4/2/26", ["2026-02-04", "2026-04-02"], ""),
        ("04-02-26", ["2026-02-04", "2026-04-02"], ""),
        ("13/4/26", ["2026-04-13", "2013-04-26"], ""),
        ("by 4/2/26", ["2026-02-04", "2026-04-02"], ""),
        ("within 3 months of 03/04/2026", ["2026-07-03", "2026-06-04"], ""),
        ("Thursday 27 November 2026", ["2026-11-27", "2026-11-26"], "27 Nov 2026 is a Friday."),
        ("27 November 2026 (Thu)", ["2026-11-27", "2026-11-26"], "27 Nov 2026 is a Friday."),
        ("by Monday, 1 December 2026", ["2026-12-01", "2026-11-30"], "1 Dec 2026 is a Tuesday."),
        ("Sun 2026-11-23", ["2026-11-23", "2026-11-22"], "23 Nov 2026 is a Monday."),
        ("Mon 3 – Wed 4 Feb 2026", ["2026-02-04", "2026-02-04"], "3 Feb 2026 is a Tuesday."),
        ("Friday in 2 weeks", ["2026-12-07", "2026-12-04"], "7 Dec 2026 is a Monday."),
        ("в четверг 27 ноября 2026", ["2026-11-27", "2026-11-26"], "27 Nov 2026 is a Friday."),
    ],
)
def test_what_can_be_two_days_or_contradicts_itself_is_asked_about(text: str, days: list[str], reason: str) -> None:
    found = read(text, TODAY)
    assert found.ambiguous and [str(each.period.latest) for each in found.readings] == days
    assert found.reason == reason


@pytest.mark.parametrize(
    ("text", "edtfs"),
    [
        ("the 1700s", ["1700/1709", "1700/1799"]),
        ("in the 1900s", ["1900/1909", "1900/1999"]),
        ("since the 2000s", ["2000/..", "2000/.."]),
        ("the 1910s", ["1910/1919"]),
    ],
)
def test_the_1700s_are_ten_years_or_a_hundred(text: str, edtfs: list[str]) -> None:
    found = read(text, TODAY)
    distinct = list(dict.fromkeys(edtfs))
    assert ([each.period.edtf for each in found.readings], found.ambiguous) == (distinct, len(distinct) > 1)


def test_a_weekday_chooses_between_two_days() -> None:
    found = read("Friday 03/04/2026", TODAY)
    assert ([each.period.edtf for each in found.readings], found.ambiguous) == (["2026-04-03"], False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("29 Feb 2027", "2027 is not a leap year: its February has 28 days."),
        ("29/02/2027", "2027 is not a leap year: its February has 28 days."),
        ("by 29.02.1900", "1900 is not a leap year: its February has 28 days."),
        ("29 февраля 2027", "2027 is not a leap year: its February has 28 days."),
        ("28-29 Feb 2027", "2027 is not a leap year: its February has 28 days."),
        ("2027-04-31", "Apr 2027 has only 30 days."),
        ("30 February 2028", "Feb 2028 has only 29 days."),
        ("31/11/2026", "Nov 2026 has only 30 days."),
        ("week 53 of 2027", "2027 has only 52 weeks."),
        ("30 Feb", "No February has 30 days."),
        ("31 November", "No November has 31 days."),
        ("by 31.4.", "No April has 31 days."),
        ("30/2", "No February has 30 days."),
        ("31 ноября", "No November has 31 days."),
        ("31 Jun – 2 Jul", "No June has 31 days."),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_refused_with_the_reason(text: str, reason: str) -> None:
    found = read(text, TODAY)
    assert (found.readings, found.cleared, found.reason) == ((), False, reason)


@pytest.mark.parametrize(
    "text",
    [
        *("in the near future", "as soon as possible", "until further notice", "at the next session", "TBD"),
        *("Friday March 2027", "Monday 2027", "Tuesday Q1 2027", "Friday morning", "4 March and beyond"),
        *("3 and 6 March", "3 or 4 March", "March or April 2027", "4 Feb 2026 · Astana", "4 Feb 2026 in Astana"),
        *(
            "second week of March",
            "1.3 years",
            "within thirty odd days",
            "the early 1900s",
            "winter 2026/28",
            "within 3 months of signature",
            "3 months after the visit",
        ),
        *("2026/27", "FY2027", "every Friday", "not in March", "в ближайшее время", "в ближайшем будущем"),
        *("4 February 2026 at noon", "early Friday", "2027 and 2029", "week 54 of 2026", "XIII.2026"),
    ],
)
def test_what_is_read_in_part_is_not_read_and_can_be_kept_as_words(text: str) -> None:
    found = read(text, TODAY)
    assert (found.readings, found.cleared, found.ambiguous, found.reason) == ((), False, False, "")
    (kept,) = read(as_words(text), TODAY).readings
    assert kept.period == Period.text(text)


def test_nothing_is_kept_as_words_where_nothing_stands_or_a_page() -> None:
    assert as_words("  ") == as_words("x" * 400) == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1992-02-24", "34 years ago"),
        ("1992-11-23", "34 years ago"),
        ("1992-11-24", "33 years ago"),
        ("2024-11-24", "23 months ago"),
        ("2024-12-01", "23 months ago"),
        ("2026-03-05", "8 months ago"),
        ("2025-11-24", "11 months ago"),
        ("2023-11-24", "2 years ago"),
        ("2024-05-23", "2 years ago"),
        ("2024-11-23", "2 years ago"),
        ("1774-05-15", "252 years ago"),
        ("2026-08-26", "89 days ago"),
        ("2026-08-25", "90 days ago"),
        ("2026-08-24", "91 days ago"),
        ("2026-08-23", "3 months ago"),
        ("2028-11-22", "in 23 months"),
        ("2028-11-23", "in 2 years"),
        ("2029-11-22", "in 2 years"),
    ],
)
def test_years_are_complete_ones(day: str, said: str) -> None:
    assert distance(date.fromisoformat(day), TODAY) == said


@given(st.dates(date(1600, 1, 1), date(2150, 12, 31)), st.integers(2, 400))
def test_so_many_years_ago_is_said_until_the_day_comes_round(day: date, years: int) -> None:
    if day.year + years <= 2200 and (day.month, day.day) not in ((2, 29), (2, 28), (1, 1)):
        round_ = day.replace(year=day.year + years)
        eve = date.fromordinal(round_.toordinal() - 1)
        assert distance(day, round_) == f"{years} years ago"
        assert distance(day, eve) == (f"{years - 1} years ago" if years > 2 else "23 months ago")


@given(st.dates(date(1600, 1, 1), date(2150, 12, 31)), st.integers(3, 23))
def test_so_many_months_ago_is_said_until_the_day_comes_round(day: date, months: int) -> None:
    """One rule for months and years: only what is complete is counted."""
    round_ = back(day, -months)
    eve = date.fromordinal(round_.toordinal() - 1)
    assert distance(day, round_) == f"{months} months ago" and distance(round_, day) == f"in {months} months"
    if day.day < 28 and months > 3:
        assert distance(day, eve) == f"{months - 1} months ago"


@given(edtfs(), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_what_is_not_known_to_the_day_is_never_told_to_the_day(edtf: str, today: date) -> None:
    """Whatever is said of it is so of each day it can mean."""
    period = Period.from_edtf(edtf)
    said = happening(period, today)
    if said and period.precision not in (Precision.BEFORE, Precision.AFTER) and not has_known_days(period):
        assert said == distance(period.earliest, today) == distance(period.latest, today)
        assert not re.search("day|tomorrow|under way", said)


days = st.dates(date(1000, 1, 1), date(2200, 12, 31))
lengths = st.builds("{} {}".format, st.integers(1, 400), st.sampled_from(["days", "weeks", "months", "years"]))


@given(days, days, st.booleans())
def test_every_way_to_write_a_day_is_that_day(day: date, today: date, past: bool) -> None:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[day.month - 1]
    name = MONTHS[day.month - 1]
    written = (
        *(f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}", f"{day:%d.%m.%Y}", f"{day.day}.{roman}.{day.year}"),
        *(f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}", f"{day.day}-{name[:3]}-{day.year}"),
        *(f"{day:%A} {day.day} {name} {day.year}", f"{day.day} {name} {day.year}, {day:%A}"),
    )
    for text in written:
        found = read(text.replace(f"{day:%Y}", f"{day.year:04d}"), today, past=past)
        assert [each.period.edtf for each in found.readings] == [day.isoformat()], text


@given(days, st.integers(1, 6))
def test_a_weekday_that_contradicts_its_date_is_always_asked_about(day: date, off: int) -> None:
    other = date.fromordinal(day.toordinal() + off if day.year < 2200 else day.toordinal() - off)
    found = read(f"{other:%A} {day.isoformat()}", TODAY)
    assert found.ambiguous and found.readings[0].period.edtf == day.isoformat()
    assert date.fromisoformat(found.readings[1].period.edtf).weekday() == other.weekday()


@given(lengths, st.dates(date(1700, 1, 1), date(1790, 12, 31)), st.booleans())
def test_within_so_long_of_a_day_ends_as_long_after_it_as_from_it(length: str, day: date, past: bool) -> None:
    (within,) = read(f"within {length} of {day}", TODAY, past=past).readings
    (after,) = read(f"{length} after {day}", TODAY, past=past).readings
    (said_then,) = read(f"in {length}", day).readings
    assert within.period.latest == after.period.latest == said_then.period.latest
    assert after.period.earliest == after.period.latest
