"""Terms of office."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules.people import begun, ended, runs_on
from db.rules.periods import Period

SINCE = Period.from_edtf("2026-11", "Nov 2026")


@pytest.mark.parametrize(
    ("term", "becomes"),
    [
        (None, "by 31 Oct 2026"),
        (Period.text("for some years"), "by 31 Oct 2026"),
        (Period.from_edtf("2019-06-12/.."), "12 Jun 2019 – 31 Oct 2026"),
        (Period.from_edtf("2019/.."), "2019 – 31 Oct 2026"),
    ],
)
def test_a_term_ends_the_day_before_the_next_begins(term: Period | None, becomes: str) -> None:
    """Its beginning stays as it was known."""
    assert ended(term, SINCE).display() == becomes


def test_a_term_that_cannot_end_there_says_why() -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="taken up later"):
        ended(Period.from_edtf("2026-11-15/.."), SINCE)
    for rule in (begun, lambda since: ended(None, since)):
        with pytest.raises(ValueError, match="a month or a year is enough"):
            rule(Period.text("soon"))


def test_a_term_begins_as_precisely_as_it_is_known() -> None:
    """And runs until somebody says otherwise."""
    assert begun(SINCE).display() == "from Nov 2026"
    assert runs_on(begun(SINCE), date(2040, 1, 1))
    assert runs_on(None, date(2026, 1, 1))
    assert not runs_on(Period.from_edtf("2019/2024"), date(2026, 1, 1))
