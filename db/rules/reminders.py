"""When a reminder fires, which reminders are due on a day, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from db.rules.periods import Period, Precision
from db.vocabulary import DateField, Edge, Handled, Kind
from db.words import N_, NN_, _, ngettext

Key = tuple[int, int, date, int]
WORKING_DAYS = frozenset({0, 1, 2, 3, 4})
MOST_TOLD = 24
"""How many days are told beforehand of a rule that repeats; one without an end has no last."""
_ANSWERED = frozenset({Handled.DONE, Handled.NOT_NEEDED, Handled.ACTED_ON})


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """Which records a rule reminds of and when.

    It counts `offset_days` (negative: before) from an `edge` of the `date_field`, or from the day on which `share`
    (0 to 1) of the period is used; then again every `repeat_days`, at the latest on `until` and `stop_before_close`
    days before the period's end. `precise_only`: only where the date is known to the day.
    Raises ValueError for a repeat below one day, a share outside 0 to 1, or a share missing where it is counted from.
    """

    rule_id: int
    kinds: frozenset[Kind]
    date_field: DateField
    edge: Edge
    offset_days: int = 0
    share: float | None = None
    repeat_days: int | None = None
    until: date | None = None
    stop_before_close: int | None = None
    precise_only: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        if self.repeat_days is not None and self.repeat_days < 1:
            raise ValueError(_("A reminder repeats after one day at the earliest."))
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError(_("The share of a period lies between 0 and 1."))
        if self.edge is Edge.SHARE and self.share is None:
            raise ValueError(_("A reminder at a share of a period needs the share."))


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of one record. A last action is a day; an invitation without a window is a period from the day it
    was given with no end."""

    record_id: int
    kind: Kind
    date_field: DateField
    period: Period | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The n-th time (from 1) a rule reminds of a record, counted from one date; moving that date makes new ones."""

    rule_id: int
    record_id: int
    computed_from: date
    n: int
    fires_on: date

    @property
    def key(self) -> Key:
        """What is stored about an occurrence is stored under this."""
        return (self.rule_id, self.record_id, self.computed_from, self.n)


def occurrences(
    rule: RuleFacts, dated: Dated, upto: date, working_days: frozenset[int] = WORKING_DAYS
) -> tuple[Occurrence, ...]:
    """The last occurrence that has fired by `upto` and the next one after it, where they exist: however long the
    program was closed, nothing piles up. None fires on a day off (weekdays count from Monday = 0)."""
    start = _counted_from(rule, dated)
    if start is None:
        return ()
    try:
        first = start + timedelta(days=rule.offset_days + _still_used(rule, dated, start))
        last_n = _last_n(rule, dated, first)
        fired = _fired(rule, first, upto, working_days)
        wanted = [n for n in (min(fired, last_n), fired + 1) if 1 <= n <= last_n]
        return tuple(
            Occurrence(rule.rule_id, dated.record_id, start, n, _working(_nominal(rule, first, n), working_days))
            for n in wanted
        )
    except OverflowError:
        # Beyond the year 9999, or before the year 1, nobody waits for a reminder.
        return ()


def days(rule: RuleFacts, dated: Dated, working_days: frozenset[int] = WORKING_DAYS) -> tuple[date, ...]:
    """The days on which a rule reminds of a date, whatever day it is now: the first `MOST_TOLD` of them."""
    start = _counted_from(rule, dated)
    if start is None:
        return ()
    try:
        first = start + timedelta(days=rule.offset_days + _still_used(rule, dated, start))
        many = min(_last_n(rule, dated, first), MOST_TOLD)
        return tuple(_working(_nominal(rule, first, n), working_days) for n in range(1, many + 1))
    except OverflowError:
        return ()


def due(
    found: Iterable[Occurrence], handled: Mapping[Key, tuple[Handled, date | None]], today: date
) -> tuple[Occurrence, ...]:
    """The occurrences to be shown on `today`, oldest first.

    Of several that fired for the same date of the same record ("in 30 days", "in 7 days") only the newest speaks,
    and what was done about it stands for the older. Snoozed without a day: until somebody handles it otherwise.
    """
    newest: dict[tuple[int, date], date] = {}
    fired = [occurrence for occurrence in found if occurrence.fires_on <= today]
    for one in fired:
        about = (one.record_id, one.computed_from)
        newest[about] = max(newest.get(about, one.fires_on), one.fires_on)
    return tuple(
        sorted(
            (
                one
                for one in fired
                if one.fires_on == newest[one.record_id, one.computed_from]
                and not _put_away(handled.get(one.key), today)
            ),
            key=lambda one: (one.fires_on, one.key),
        )
    )


def reason(rule: RuleFacts, occurrence: Occurrence, today: date) -> str:
    """Why the reminder stands there, as of `today`: "due in 7 days", "no action for 292 days"."""
    if rule.edge is Edge.SHARE and rule.share is not None:
        return _("{share:.0%} of the time used").format(share=rule.share)
    days = (occurrence.computed_from - today).days
    ahead, now, past = _REASONS.get((rule.date_field, rule.edge)) or _REASONS[rule.date_field, Edge.CLOSE]
    if days == 0:
        return _(now)
    return ngettext(*(ahead if days > 0 else past), abs(days)).format(count=abs(days))


def _counted_from(rule: RuleFacts, dated: Dated) -> date | None:
    """The day a rule counts from in a record; None where the rule does not concern it or the day is not known."""
    period = dated.period
    if period is None or dated.kind not in rule.kinds or dated.date_field is not rule.date_field:
        return None
    if rule.precise_only and period.precision not in (Precision.DAY, Precision.DAYS):
        return None
    if rule.edge is Edge.OPENING:
        return period.earliest
    if rule.edge is Edge.CLOSE or rule.share is None:
        return period.latest
    if period.earliest is None or period.latest is None:
        return None
    return period.earliest + timedelta(days=round((period.latest - period.earliest).days * rule.share))


def _still_used(rule: RuleFacts, dated: Dated, start: date) -> int:
    """The days from the one a share is counted to until it is used up: a day of which part is left is not used. The day
    itself stays as it was counted, since what was done about a reminder is stored under it."""
    period = dated.period
    if rule.edge is not Edge.SHARE or rule.share is None or period is None:
        return 0
    if period.earliest is None or period.latest is None:
        return 0
    days = (period.latest - period.earliest).days + 1
    return max(0, ceil(days * Fraction(str(rule.share))) - (start - period.earliest).days)


def _last_n(rule: RuleFacts, dated: Dated, first: date) -> int:
    """How often a rule reminds at most; 0 when its end comes before its first day."""
    ends = [rule.until] if rule.until is not None else []
    if rule.stop_before_close is not None and dated.period is not None and dated.period.latest is not None:
        ends.append(dated.period.latest - timedelta(days=rule.stop_before_close))
    end = min(ends, default=date.max)
    if end < first:
        return 0
    return 1 if rule.repeat_days is None else (end - first).days // rule.repeat_days + 1


def _fired(rule: RuleFacts, first: date, upto: date, working_days: frozenset[int]) -> int:
    """How often a rule has reminded by `upto` if nothing ends it."""
    if rule.repeat_days is None:
        return int(_working(first, working_days) <= upto)
    n = max(0, (upto - first).days // rule.repeat_days + 1)
    # The last may have moved from a weekend to a day still to come.
    while n and _working(_nominal(rule, first, n), working_days) > upto:
        n -= 1
    return n


def _nominal(rule: RuleFacts, first: date, n: int) -> date:
    return first + timedelta(days=(n - 1) * (rule.repeat_days or 0))


def _working(day: date, working_days: frozenset[int]) -> date:
    """`day`, or the next working day after it; `day` itself where no day is a working day."""
    for later in range(7):
        moved = day + timedelta(days=later)
        if moved.weekday() in working_days:
            return moved
    return day


def _put_away(answer: tuple[Handled, date | None] | None, today: date) -> bool:
    """Whether what was done about an occurrence keeps it off the list."""
    if answer is None:
        return False
    what, snoozed_until = answer
    if what is Handled.SNOOZED:
        return snoozed_until is None or today < snoozed_until
    return what in _ANSWERED


# (date field, edge) -> the sentence before, on and after the day it counts from.
_REASONS = {
    (DateField.DUE, Edge.CLOSE): (
        NN_("due in {count} day", "due in {count} days"),
        N_("due today"),
        NN_("{count} day late", "{count} days late"),
    ),
    (DateField.WINDOW, Edge.OPENING): (
        NN_("window opens in {count} day", "window opens in {count} days"),
        N_("window opens today"),
        NN_("invitation open for {count} day", "invitation open for {count} days"),
    ),
    (DateField.WINDOW, Edge.CLOSE): (
        NN_("window closes in {count} day", "window closes in {count} days"),
        N_("window closes today"),
        NN_("window closed {count} day ago", "window closed {count} days ago"),
    ),
    (DateField.DATES, Edge.OPENING): (
        NN_("begins in {count} day", "begins in {count} days"),
        N_("begins today"),
        NN_("began {count} day ago", "began {count} days ago"),
    ),
    (DateField.DATES, Edge.CLOSE): (
        NN_("ends in {count} day", "ends in {count} days"),
        N_("ends today"),
        NN_("ended {count} day ago", "ended {count} days ago"),
    ),
    (DateField.NEXT_REVIEW, Edge.CLOSE): (
        NN_("review due in {count} day", "review due in {count} days"),
        N_("review due today"),
        NN_("review {count} day late", "review {count} days late"),
    ),
    (DateField.REPLY_BY, Edge.CLOSE): (
        NN_("reply expected in {count} day", "reply expected in {count} days"),
        N_("reply expected today"),
        NN_("reply {count} day late", "reply {count} days late"),
    ),
    (DateField.NEXT_STEP, Edge.CLOSE): (
        NN_("next step in {count} day", "next step in {count} days"),
        N_("next step today"),
        NN_("next step {count} day late", "next step {count} days late"),
    ),
    (DateField.LAST_ACTION, Edge.CLOSE): (
        NN_("action in {count} day", "action in {count} days"),
        N_("last action today"),
        NN_("no action for {count} day", "no action for {count} days"),
    ),
    (DateField.SIGNED, Edge.CLOSE): (
        NN_("signature in {count} day", "signature in {count} days"),
        N_("signed today"),
        NN_("signed {count} day ago, not in force", "signed {count} days ago, not in force"),
    ),
}


def _before_due(rule_id: int, days: int, label: str, *, precise_only: bool = False) -> RuleFacts:
    kinds = frozenset({Kind.COMMITMENT})
    return RuleFacts(rule_id, kinds, DateField.DUE, Edge.CLOSE, -days, precise_only=precise_only, label=label)


def _every(rule_id: int, kind: Kind, field: DateField, days: int, label: str) -> RuleFacts:
    return RuleFacts(rule_id, frozenset({kind}), field, Edge.CLOSE, days, repeat_days=days, label=label)


_INVITED = frozenset({Kind.INVITATION})
_LOGGED = frozenset({Kind.ACTION})
# The rules every register starts with. Their numbers are negative: rules of the officer's own are records.
DEFAULT_RULES = (
    _before_due(-1, 30, N_("30 days before a due date, or before the end of a due month, quarter or year")),
    _before_due(-2, 7, N_("7 days before a due date, or before the end of a due month, quarter or year")),
    _before_due(-3, 1, N_("1 day before a due date"), precise_only=True),
    RuleFacts(
        -4,
        _INVITED,
        DateField.WINDOW,
        Edge.OPENING,
        30,
        repeat_days=30,
        stop_before_close=61,
        label=N_("invitation without a date: every 30 days"),
    ),
    RuleFacts(
        -5,
        _INVITED,
        DateField.WINDOW,
        Edge.CLOSE,
        -60,
        repeat_days=7,
        stop_before_close=0,
        label=N_("invitation without a date: weekly in the last 60 days of its window"),
    ),
    _every(-6, Kind.AGREEMENT, DateField.SIGNED, 90, N_("agreement not in force: every 90 days")),
    _every(-7, Kind.COMMITMENT, DateField.LAST_ACTION, 30, N_("commitment without action: every 30 days")),
    RuleFacts(-8, _LOGGED, DateField.NEXT_STEP, Edge.CLOSE, label=N_("on the day of a next step")),
    RuleFacts(-9, _LOGGED, DateField.REPLY_BY, Edge.CLOSE, label=N_("on the day a reply is expected")),
)
