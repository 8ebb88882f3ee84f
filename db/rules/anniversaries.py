"""Anniversaries: which round comes next, and which falls in a year."""

from __future__ import annotations

from datetime import date

from db.rules.edtf import ends
from db.rules.periods import Period, Precision
from db.rules.text import fold
from db.words import N_, _

_RELATIONS = ("relation", "отношен", "қатынас", "تعلقات")
"""What the titles of anniversaries of diplomatic relations have in them, in the languages of the registers."""


def round_in(first: Period | None, year: int) -> int | None:
    """Which anniversary of what began then falls in a calendar year: of 1992 the 35th in 2027, on whatever day of it.
    None in the year it began and before, and where nobody knows when it began."""
    began = first.earliest if first is not None else None
    return year - began.year if began is not None and began.year < year else None


def next_round(first: Period | None, today: date) -> tuple[int, int] | None:
    """The anniversary that comes next, and its calendar year; None where nobody knows when it began.

    On its day it has come, not gone. Of what is known by its year or month alone, this year's comes next while more of
    that time lies ahead than behind: of 1992 the 35th in 2027, seen in November 2026 as on 2 January 2027."""
    start = ends(first.edtf)[0] if first is not None and first.edtf else None
    if start is None:
        return None
    middle = start.earliest + (start.latest - start.earliest) / 2
    gone = (middle.month, middle.day) < (today.month, today.day)
    year = max(today.year + gone, start.year + 1)
    return year - start.year, year


def ordinal(many: int) -> str:
    """Which of several it is: "34th", "41st"."""
    last = many % 10 if many % 100 not in (11, 12, 13) else 0
    return _(_ORDINALS.get(last, "{n}th")).format(n=many)


def returns(first: Period | None, day: date) -> Period:
    """When an anniversary is, as exactly as it is known when it began: the day on which it returns, or its month or
    year."""
    exactly = {Precision.DAY: 10, Precision.MONTH: 7}  # so many letters of ISO 8601, or those of the year
    return Period.from_edtf(day.isoformat()[: exactly.get(first.precision, 4) if first is not None else 4])


def of_relations(title: str) -> bool:
    """Whether what began is said to be relations between States: "Diplomatic relations with Pakistan"."""
    said = fold(title)
    return any(fold(each) in said for each in _RELATIONS)


_ORDINALS = {0: N_("{n}th"), 1: N_("{n}st"), 2: N_("{n}nd"), 3: N_("{n}rd")}
