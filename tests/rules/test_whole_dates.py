"""Nothing of a typed date is passed over: the end of a range, a doubt, what a part is a part of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.rules.phrases import read

TODAY = date(2026, 11, 30)  # a Monday


def edtfs(text: str, *, happens: bool = False) -> list[str]:
    return [each.period.edtf for each in read(text, TODAY, happens=happens).readings]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # From one date to another.
        ("from 1-5 March 2027", "2027-03-01/2027-03-05"),
        ("from 1 March - 5 April 2027", "2027-03-01/2027-04-05"),
        ("from March–May 2027", "2027-03/2027-05"),
        ("from 2027–2028", "2027/2028"),
        ("from Mon-Fri", "2026-12-07/2026-12-11"),
        ("from 3 and 4 March", "2027-03-03/2027-03-04"),
        ("from 3-4.02.2027", "2027-02-03/2027-02-04"),
        ("from 28.12.-3.1.2027", "2026-12-28/2027-01-03"),
        ("starting from 1 to 5 March 2027", "2027-03-01/2027-03-05"),
        ("с 1-5 марта 2027", "2027-03-01/2027-03-05"),
        ("с 1 по 5 марта 2027", "2027-03-01/2027-03-05"),
        ("1-5 наурыздан бастап", "2027-03-01/2027-03-05"),
        ("from 1 March 2027", "2027-03-01/.."),
        ("from 1 March onwards", "2027-03-01/.."),
        ("beginning in March 2027", "2027-03/.."),
        ("starting with March 2027", "2027-03/.."),
        ("beginning of March 2027", "2027-03-01~/2027-03-10~"),
        # The week of several days is these; a numbered week is one of the year.
        ("week of 1–5 March 2027", "2027-03-01/2027-03-05"),
        ("the week of 10-14 May 2027", "2027-05-10/2027-05-14"),
        ("week of 3 March 2027", "2027-03-01/2027-03-07"),
        ("w/c 1 March 2027", "2027-03-01/2027-03-07"),
        ("week of 1 March to week of 8 March 2027", "2027-03-01/2027-03-14"),
        ("week 2 of 2027", "2027-01-11/2027-01-17"),
        ("week 10-12 2027", "2027-03-08/2027-03-28"),
        ("week 10 - week 12 2027", "2027-03-08/2027-03-28"),
        # Two parts of one month or year.
        ("mid to late March 2027", "2027-03-11~/2027-03-31~"),
        ("from mid to late March", "2027-03-11~/2027-03-31~"),
        ("early to mid March", "2027-03-01~/2027-03-20~"),
        ("between early and mid March 2027", "2027-03-01~/2027-03-20~"),
        ("beginning to middle of March", "2027-03-01~/2027-03-20~"),
        ("early to mid-2027", "2027-01~/2027-08~"),
        ("с начала до середины марта", "2027-03-01~/2027-03-20~"),
        ("مارچ کے شروع سے وسط تک", "2027-03-01~/2027-03-20~"),
        ("late March to early April 2027", "2027-03-21~/2027-04-10~"),
        # A month and its year.
        ("Mar-2027", "2027-03"),
        ("March-2027", "2027-03"),
        ("Март-2027", "2027-03"),
        ("mid-Mar-2027", "2027-03-11~/2027-03-20~"),
        ("Jan-Mar-2027", "2027-01/2027-03"),
        # Within half a year is by then, as within six months is.
        ("yarım yıl içinde", "../2027-05-30"),
        ("altı ay içinde", "../2027-05-30"),
        ("жарты жыл ішінде", "../2027-05-30"),
        ("алты ай ішінде", "../2027-05-30"),
        ("yarım yıl sonra", "2027-05-30"),
        ("altı ay sonra", "2027-05-30"),
        ("жарты жылдан кейін", "2027-05-30"),
        ("алты айдан кейін", "2027-05-30"),
        ("yarım yıl önce", "2026-05-30"),
        # A doubt, where it is the only one.
        ("perhaps 5 March 2027", "2027-03-05?"),
        ("Q1 2027?", "2027-33?"),
        ("about mid-March 2027", "2027-03-11~/2027-03-20~"),
    ],
)
def test_all_of_it_is_read(text: str, edtf: str) -> None:
    assert edtfs(text) == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        *("not before 1-5 March 2027", "1-5 March onwards", "since 1-5 March 2026"),
        *("week of 1 March - 5 April 2027", "week of 5-9 March 2027", "week 2 of March 2027", "week 5 of March"),
        *("week 1-5 March 2027", "the week 1–5 March", "на неделе 1-5 марта 2027", "week 10 - March 2027"),
        *("week 12 of March 2027", "second week of March 2027", "early to 15 March 2027", "mid to end of March 2027"),
        *("early - 2027", "March - 2027", "Mon-Fri 5 March 2027", "Mon - 5 March 2027", "mid/late March 2027"),
        *("29 Feb - 1 Mar 2027", "27-29 Feb 2027", "28 Feb - 31 April 2027"),
        *(
            "in a year and a day",
            "in a month and a week",
            "within a year and a day",
            "a year and a day after 4 Feb 2026",
        ),
        *("perhaps early March 2027", "early March 2027?", "perhaps around 5 March 2027", "c. 5 March 2027?"),
        *("maybe by mid-2027", "perhaps mid-March - 5 April 2027", "около 5 марта 2027?"),
    ],
)
def test_what_would_be_read_in_part_is_not_read(text: str) -> None:
    """It can be kept as the words of the source."""
    assert edtfs(text) == []


def test_a_day_that_is_not_there_is_told_of_a_range_too() -> None:
    assert read("29 Feb - 1 Mar 2027", TODAY).reason == "2027 is not a leap year: its February has 28 days."


DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(1, 400))
def test_a_range_keeps_its_end_whatever_stands_before_it(first: date, long: int) -> None:
    last = first + timedelta(days=long)
    said = f"{first:%d %B %Y} - {last:%d %B %Y}"
    assert edtfs(f"from {said}") == edtfs(said) == [f"{first}/{last}"]
    assert edtfs(f"not before {said}") == []
    one_week = first - timedelta(days=first.weekday()) == last - timedelta(days=last.weekday())
    assert edtfs(f"week of {said}") == ([f"{first}/{last}"] if one_week else [])


@given(DAYS, st.sampled_from(["{}", "early {}", "mid-{}", "about {}", "by {}", "by mid-{}", "from {}"]))
def test_a_doubt_is_read_whole_or_not_at_all(day: date, words: str) -> None:
    """What is approximate already is not read as uncertain, nor the other way round."""
    said = words.format(f"{day:%B %Y}")
    sure = edtfs(said)
    assume(sure)
    for doubted in (edtfs(f"{said}?"), edtfs(f"perhaps {said}")):
        assert not doubted if "~" in sure[0] else doubted[0].replace("?", "") == sure[0] != doubted[0]


@pytest.mark.parametrize(("text", "week"), [("this week", 49), ("next week", 50), ("week 49", 49), ("last week", 48)])
def test_a_visit_in_a_week_is_on_none_of_its_days(text: str, week: int) -> None:
    """Only what is due in it is due on one of them."""
    days = f"{date.fromisocalendar(2026, week, 1)}/{date.fromisocalendar(2026, week, 7)}"
    assert edtfs(text, happens=True) == [days]
    assert edtfs("this week") == ["2026-12-04"]


def test_a_weekday_said_on_that_day_may_be_today() -> None:
    assert edtfs("Monday") == ["2026-12-07", "2026-11-30", "2026-12-14"]
    assert edtfs("Tuesday") == ["2026-12-01", "2026-12-08"]
    assert edtfs("last Monday") == ["2026-11-23"] and edtfs("next Monday") == ["2026-12-07"]


@pytest.mark.parametrize("before", ["", "the ", "by the ", "from the ", "until "])
@pytest.mark.parametrize("place", ["1st", "15th", "5", "first", "third", "last"])
@pytest.mark.parametrize("time", ["month", "week", "quarter", "year"])
def test_a_place_in_a_time_that_is_not_named_is_not_read(before: str, place: str, time: str) -> None:
    """The 15th of the month is no fifteen months, and the last of the month is not the month before."""
    assert read(f"{before}{place} of the {time}", date(2026, 11, 30)).readings == ()


@pytest.mark.parametrize("words", ["2nd week", "the 3rd month", "first year", "in the 2nd week"])
def test_a_place_is_no_number(words: str) -> None:
    assert read(words, date(2026, 11, 30)).readings == ()
