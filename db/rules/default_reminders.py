"""The rules of reminders that every register starts with."""

from __future__ import annotations

from collections.abc import Iterator

from db.rules.reminders import ANY, RuleFacts
from db.vocabulary import DateField, Edge, Known
from db.words import N_

_DAY, _LONGER, _YEAR = frozenset({Known.DAY}), frozenset({Known.QUARTER}), frozenset({Known.YEAR})
_MONTH = frozenset({Known.MONTH})


def _due() -> Iterator[RuleFacts]:
    def before_end(number: int, days: int, known: frozenset[Known], label: str) -> RuleFacts:
        return RuleFacts(number, ANY, DateField.DUE, Edge.CLOSE, days, known=known, label=label)

    yield RuleFacts(
        -10, ANY, DateField.DUE, Edge.OPENING, -1, offset_months=3, repeat_months=3, stop_before_close=61,
        known=_YEAR, label=N_("due in a year: at the end of each quarter before"),
    )  # fmt: skip
    yield before_end(-11, -60, _YEAR, N_("due in a year: 60 days before its end"))
    yield before_end(
        -1, -30, _DAY | _LONGER | _YEAR, N_("30 days before a due date, or before the end of a due quarter or year")
    )
    yield before_end(
        -2, -7, frozenset(), N_("7 days before a due date, or before the end of a due month, quarter or year")
    )
    yield before_end(-3, -1, _DAY, N_("1 day before a due date"))
    yield before_end(-12, 0, _DAY | _MONTH, N_("on the due date, or on the last day of a due month"))
    yield before_end(-13, 1, _YEAR, N_("the day after a due year"))
    yield before_end(-14, 3, _DAY, N_("3 days after a due date"))


def _invited() -> Iterator[RuleFacts]:
    def share(number: int, of_it: float, label: str) -> RuleFacts:
        return RuleFacts(number, ANY, DateField.WINDOW, Edge.SHARE, share=of_it, label=label)

    yield RuleFacts(
        -4, ANY, DateField.WINDOW, Edge.OPENING, offset_months=1, repeat_months=1, stop_before_close=61,
        label=N_("invitation without a date: every month"),
    )  # fmt: skip
    yield share(-15, 0.5, N_("invitation without a date: when half of its time is used"))
    yield share(-16, 0.75, N_("invitation without a date: when three quarters of its time are used"))
    yield RuleFacts(
        -5, ANY, DateField.WINDOW, Edge.CLOSE, -60, repeat_days=7, stop_before_close=0,
        label=N_("invitation without a date: weekly in the last 60 days of its time"),
    )  # fmt: skip
    yield RuleFacts(
        -17, ANY, DateField.WINDOW, Edge.CLOSE, label=N_("invitation without a date: on the last day of its time")
    )


def _each(first: int, field: DateField, edge: Edge, said: tuple[tuple[int, str], ...]) -> Iterator[RuleFacts]:
    """Rules at several distances from one date, numbered on from the first."""
    for place, (days, label) in enumerate(said):
        yield RuleFacts(first - place, ANY, field, edge, days, label=label)


DEFAULT_RULES = (
    *_due(),
    RuleFacts(-18, ANY, DateField.NEXT_REVIEW, Edge.CLOSE, label=N_("on the day of a review")),

    *_invited(),
    *_each(-20, DateField.DATES, Edge.OPENING, (
        (-30, N_("30 days before a visit")), (-7, N_("7 days before a visit")), (-1, N_("1 day before a visit")),
        (0, N_("on the first day of a visit")),
    )),
    RuleFacts(-24, ANY, DateField.DATES, Edge.CLOSE, 1, label=N_("the day after a visit")),
    *_each(-25, DateField.SIGNED, Edge.CLOSE, (
        (90, N_("signed and not in force: after 90 days")), (180, N_("signed and not in force: after 180 days")),
        (365, N_("signed and not in force: after a year")),
    )),
    *_each(-28, DateField.NOTICE_BY, Edge.CLOSE, (
        (-90, N_("90 days before the last day for notice")), (-30, N_("30 days before the last day for notice")),
        (-7, N_("7 days before the last day for notice")),
    )),
    *_each(-31, DateField.TERM_ENDS, Edge.CLOSE, (
        (-180, N_("180 days before the end of a term")), (-30, N_("30 days before the end of a term")),
    )),
    RuleFacts(-8, ANY, DateField.NEXT_STEP, Edge.CLOSE, label=N_("on the day of a next step")),
    RuleFacts(-33, ANY, DateField.NEXT_STEP, Edge.CLOSE, 3, label=N_("3 days after a next step")),
    RuleFacts(-9, ANY, DateField.REPLY_BY, Edge.CLOSE, label=N_("on the day a reply is expected")),
    RuleFacts(-34, ANY, DateField.REPLY_BY, Edge.CLOSE, 7, label=N_("7 days after a reply was expected")),
    RuleFacts(-7, ANY, DateField.LAST_ACTION, Edge.CLOSE, 30, label=N_("nothing done for 30 days on what is open")),
    RuleFacts(-35, ANY, DateField.LAST_ACTION, Edge.CLOSE, 60, label=N_("nothing done for 60 days on what is open")),
    RuleFacts(-36, ANY, DateField.REPORT, Edge.OPENING, label=N_("a report is expected, as often as the record says")),
    RuleFacts(-37, ANY, DateField.ANNIVERSARY, Edge.CLOSE, -30, known=_DAY, label=N_("30 days before an anniversary")),
    RuleFacts(
        -39, ANY, DateField.ANNIVERSARY, Edge.OPENING, -30, known=_MONTH | _LONGER | _YEAR,
        label=N_("30 days before the month or year of an anniversary whose day is not known"),
    ),
    RuleFacts(-38, ANY, DateField.ON, Edge.OPENING, label=N_("reminders set by hand")),
)  # fmt: skip
"""Of the rules about one date those that are meant for later come later. Their numbers are negative, and what was done
is stored under them: no number is given to another rule. Rules of the officer's own are records."""
