"""Dates typed with the words of their source, and with the day on which those were said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.periods import Period
from db.rules.phrases import quoted, read
from tests.registers import TODAY

SAID = date(2026, 2, 4)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("4 Feb 2026 (“Feb. 4”)", Period.on(SAID, "Feb. 4")),
        ("1992 “34th anniversary”", Period.from_edtf("1992", "34th anniversary")),
        ("2026-02-04 («4 февраля»)", Period.on(SAID, "4 февраля")),
        ('Q1 2027 ("the “first” quarter")', Period.from_edtf("2027-33", "the “first” quarter")),
        ("4 Feb 2026 – 31 Dec 2026 (“this year”)", Period.from_edtf("2026-02-04/2026-12-31", "this year")),
        ("this year, said on 4 Feb 2026", Period.from_edtf("2026", "this year", SAID)),
        ("next month said 4 Feb 2026", Period.from_edtf("2026-03", "next month", SAID)),
        ("2026 (“this year”), said on 4 Feb 2026", Period.from_edtf("2026", "this year", SAID)),
        ("“in the near future”", Period.text("in the near future")),
        ('"soon"', Period.text("soon")),
        ("no date (“soon”)", Period.text("soon")),
    ],
)
def test_the_words_of_a_source_stand_beside_its_date(text: str, period: Period) -> None:
    (reading,) = read(text, TODAY).readings
    assert reading.period == period


def test_what_was_said_earlier_runs_from_then_and_is_counted_from_today() -> None:
    (reading,) = read("this year, said on 4 Feb 2026", TODAY).readings
    assert (reading.period.earliest, reading.period.latest) == (SAID, date(2026, 12, 31))
    assert reading.echo == "by end of 2026 · in 38 days"


def test_words_alone_are_no_date() -> None:
    (reading,) = read("“signed during the visit”", TODAY).readings
    assert reading.period.undated and reading.echo == "“signed during the visit” · no date"


@pytest.mark.parametrize(
    "text",
    [
        "this year, said on soon", "this year, said on 03/04/2026", "this year, said on 2026", "said on 4 Feb 2026",
        "“”", "soon (“soon”)", "4 Feb 2026 “Feb. 4", f"“{'a' * 300}”",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_not_understood(text: str) -> None:
    assert read(text, TODAY).readings == ()


@given(st.text(min_size=1, max_size=100).map(lambda text: " ".join(text.split())).filter(bool))
def test_any_words_are_kept_to_the_letter(words: str) -> None:
    (reading,) = read(quoted(words), TODAY).readings
    assert reading.period.as_written == words
