"""When a rule reminds of a date: the occurrence that speaks on a day, the one after it, and what quiets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from db.rules import notice
from db.rules.lengths import Length
from db.rules.periods import Period, Precision
from db.rules.working_days import WEEKDAYS, WorkingDays
from db.vocabulary import DateField, Edge, Handled, Kind, Known
from db.words import _

ANY: frozenset[Kind] = frozenset()
Key = tuple[int, int, date, int]
MIDNIGHT = "24:00"
"""The end of a day: what is put off until a time of it is there again."""
MOST_TOLD = 24
"""How many days are told beforehand of a rule that repeats; one without an end has no last."""
LAST = date(9000, 1, 1)
"""Nothing is told of days after this one; what comes again could not be counted to the last day there is."""
SLACK = timedelta(days=21)
"""No reminder moves farther than this over days off."""
ANSWERED = frozenset({Handled.DONE, Handled.NOT_NEEDED, Handled.ACTED_ON})
MOVING = frozenset({DateField.TERM_ENDS, DateField.NOTICE_BY, DateField.ANNIVERSARY})
"""Dates that come again by themselves: once one has passed, the next is spoken of."""
_GONE = frozenset({DateField.LAST_ACTION, DateField.SIGNED})
"""Days that are over once they are known: nothing comes before them."""
_TERMS = frozenset({DateField.TERM_ENDS, DateField.NOTICE_BY})
KINDS = {
    DateField.DUE: frozenset({Kind.COMMITMENT}),
    DateField.WINDOW: frozenset({Kind.INVITATION}),
    DateField.DATES: frozenset({Kind.VISIT}),
    DateField.NEXT_REVIEW: frozenset({Kind.COMMITMENT, Kind.AGREEMENT}),
    DateField.REPLY_BY: frozenset({Kind.ACTION}),
    DateField.NEXT_STEP: frozenset({Kind.ACTION}),
    DateField.LAST_ACTION: frozenset({Kind.COMMITMENT, Kind.VISIT, Kind.AGREEMENT}),
    DateField.SIGNED: frozenset({Kind.AGREEMENT}),
    DateField.TERM_ENDS: frozenset({Kind.AGREEMENT}),
    DateField.NOTICE_BY: frozenset({Kind.AGREEMENT}),
    DateField.REPORT: frozenset({Kind.COMMITMENT, Kind.AGREEMENT}),
    DateField.ANNIVERSARY: frozenset({Kind.ANNIVERSARY}),
    DateField.ON: frozenset({Kind.REMINDER}),
}
"""Which records have a date."""
REMINDED: frozenset[Kind] = frozenset().union(*KINDS.values())
"""The records that a reminder may be about."""
_OWN_DAY = frozenset({DateField.ON})
"""What is set for a day by a person stays on it, be it a holiday."""
_ONCE = (0, 0)
_LONGEST = timedelta(days=366)
"""Of what never ends, what comes within a year comes in time."""
_A_WEEK, _SOME_WEEKS, _HALF_A_YEAR = 10, 45, 200
_KNOWN = {
    Precision.DAY: Known.DAY,
    Precision.BEFORE: Known.DAY,
    Precision.MONTH: Known.MONTH,
    Precision.QUARTER: Known.QUARTER,
    Precision.HALF: Known.QUARTER,
    Precision.YEAR: Known.YEAR,
}


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """Which records a rule reminds of and when; all that have the date where no kinds are named.

    It counts `offset_months` and `offset_days` (negative: before) from an `edge` of the `date_field`, or from the day
    on which `share` (0 to 1) of the period is used; then again every `repeat_months` and `repeat_days`, at the latest
    on `until` and `stop_before_close` days before the period's end. `known`: only where the date is known so exactly,
    all where it is empty. `record`: only of that one.
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
    known: frozenset[Known] = frozenset()
    offset_months: int = 0
    repeat_months: int | None = None
    record: int | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if any(each is not None and each < 1 for each in (self.repeat_days, self.repeat_months)):
            raise ValueError(_("A reminder repeats after one day at the earliest."))
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError(_("The share of a period lies between 0 and 1."))
        if self.edge is Edge.SHARE and self.share is None:
            raise ValueError(_("A reminder at a share of a period needs the share."))

    @property
    def repeats(self) -> bool:
        """Whether it reminds of one date more than once."""
        return self.repeat_days is not None or self.repeat_months is not None

    @property
    def ends_by_itself(self) -> bool:
        """Whether it has reminded for the last time once a date lies far enough back."""
        return self.until is None and (not self.repeats or self.stop_before_close is not None)

    def concerns(self, dated: Dated) -> bool:
        """Whether it reminds of such a date."""
        return (
            (not self.kinds or dated.kind in self.kinds)
            and dated.date_field is self.date_field
            and (not self.known or dated.known in self.known)
            and self.record in (None, dated.record_id)
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of one record, or of as many as have the same: its first and last possible day, how exactly it is known,
    and after how long it comes again, or is to be spoken of again. What never ends closes on the last day there is.
    Notice for the end of a term is given so long before it. Before `since` there was nothing to say of it."""

    record_id: int
    kind: Kind
    date_field: DateField
    opens: date
    closes: date
    known: Known = Known.DAY
    months: int = 0
    days: int = 0
    notice_months: int = 0
    notice_days: int = 0
    since: date = date.min

    @classmethod
    def of(
        cls, record_id: int, kind: Kind, field: DateField, period: Period | None,
        *, months: int = 0, days: int = 0, notice_months: int = 0, notice_days: int = 0,
    ) -> Dated | None:  # fmt: skip
        """A recorded period as reminders count from it; None where no day of it is known. What is to be done by a day
        is due on it; what has only a first day does not end."""
        if period is None or (period.earliest is None and period.latest is None):
            return None
        closes = period.latest or date.max
        opens = period.earliest if period.earliest is not None and period.precision is not Precision.BEFORE else closes
        return cls(record_id, kind, field, opens, closes, known(period), months, days, notice_months, notice_days)

    def ahead(self, today: date, last: date) -> Iterator[Dated]:
        """The date as it stands on a day and, where it comes again by itself, each time until another day."""
        each, many, day = Length(months=self.months, days=self.days), 0, today
        while day <= last:
            yield self.on(day)
            if self.date_field not in MOVING or each == Length():
                return
            many += 1
            day = notice.later(today, each, many) or date.max

    def rounds(self, today: date) -> tuple[Dated, ...]:
        """The date as it stands on a day; of an anniversary the next one too, of which it may be time to speak before
        the year of the last is over."""
        found = self.on(today)
        if self.date_field is not DateField.ANNIVERSARY or found.closes >= date.max - _LONGEST:
            return (found,)
        return found, self.on(found.closes + timedelta(days=1))

    def on(self, today: date) -> Dated:
        """The date as it stands on a day: of one that comes again the next, of an end of term that for notice."""
        found = self
        if self.date_field in MOVING and (self.months or self.days):
            each = Length(months=self.months, days=self.days)
            many = notice.renewals(self.closes, each, today) or 0
            opens, closes = notice.later(self.opens, each, many), notice.later(self.closes, each, many)
            if opens is not None and closes is not None:
                found = replace(self, opens=opens, closes=closes, since=self._begun(each, many))
        if self.date_field is not DateField.NOTICE_BY:
            return found
        end = found.opens  # some time in 2027 it may be its first day: notice by then is safe
        day = notice.counted_back(end, Length(months=self.notice_months, days=self.notice_days)) or date.max
        return replace(found, opens=day, closes=day, known=Known.DAY)

    def _begun(self, each: Length, many: int) -> date:
        """Since when the date that returned so often is spoken of: the end of a term since the one before is over."""
        before = notice.later(self.closes, each, many - 1) if many and self.date_field in _TERMS else None
        return max(self.since, before + timedelta(days=1)) if before is not None else self.since


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


@dataclass(frozen=True, slots=True)
class Speaking:
    """What is said of one date on a day: the occurrence that stands for all that fired, and the next one."""

    now: Occurrence | None
    coming: Occurrence | None


def known(period: Period) -> Known:
    """How exactly a period is known; a range of days by its length."""
    if period.precision is not Precision.DAYS or period.earliest is None or period.latest is None:
        return _KNOWN.get(period.precision, Known.QUARTER)
    days = (period.latest - period.earliest).days + 1
    if days > _HALF_A_YEAR:
        return Known.YEAR
    return Known.DAY if days <= _A_WEEK else Known.MONTH if days <= _SOME_WEEKS else Known.QUARTER


def occurrences(rule: RuleFacts, dated: Dated, upto: date, work: WorkingDays = WEEKDAYS) -> tuple[Occurrence, ...]:
    """The last occurrence that has fired by `upto` and the next one after it, where they exist: however long the
    program was closed, nothing piles up."""
    start = counted_from(rule, dated)
    if start is None:
        return ()
    try:
        first = _first(rule, dated, start)
        last_n = _last_n(rule, dated, first)
        fired = _fired(rule, dated, first, upto, work)
        wanted = [n for n in (min(fired, last_n), fired + 1) if 1 <= n <= last_n]
        fires = {n: _fires(rule, dated, _nominal(rule, dated, first, n), work) for n in wanted}
        return tuple(Occurrence(rule.rule_id, dated.record_id, start, n, day) for n, day in fires.items())
    except (OverflowError, ValueError):
        # Beyond the year 9999, or before the year 1, nobody waits for a reminder.
        return ()


def numbers(rule: RuleFacts, dated: Dated, first: date, last: date, work: WorkingDays = WEEKDAYS) -> Sequence[int]:
    """Which of its times a rule reminds of a date from one day to another. Of several that fall on one day, because
    they moved over days off, the last."""
    start = counted_from(rule, dated)
    if start is None or last < first:
        return range(0)
    try:
        begins = _first(rule, dated, start)
        before = _fired(rule, dated, begins, first - timedelta(days=1), work)
        found = range(before + 1, min(_fired(rule, dated, begins, last, work), _last_n(rule, dated, begins)) + 1)
        months, days = _every(rule, dated)
        if months or not 0 < days < SLACK.days or rule.date_field in _OWN_DAY:
            return found
        by_day = {_fires(rule, dated, _nominal(rule, dated, begins, n), work): n for n in found}
        return tuple(by_day.values())
    except (OverflowError, ValueError):
        return range(0)


def nth(rule: RuleFacts, dated: Dated, n: int, work: WorkingDays = WEEKDAYS) -> Occurrence | None:
    """The n-th time a rule reminds of a date."""
    start = counted_from(rule, dated)
    if start is None:
        return None
    fires = _fires(rule, dated, _nominal(rule, dated, _first(rule, dated, start), n), work)
    return Occurrence(rule.rule_id, dated.record_id, start, n, fires)


def speaking(rules: Sequence[RuleFacts], dated: Dated, today: date, work: WorkingDays = WEEKDAYS) -> Speaking:
    """What the rules say of one date on a day. Of several that fired ("in 30 days", "in 7 days") only the newest
    speaks, and what was done about it stands for the older; of two on one day the one meant for later. Nothing speaks
    since a day on which there was nothing to say of the date yet."""
    found = [each for rule in rules for each in occurrences(rule, dated, today, work)]
    by_rule = {rule.rule_id: place for place, rule in enumerate(rules)}
    fired = [each for each in found if each.fires_on <= today]
    coming = [each for each in found if each.fires_on > today]
    now = max(fired, key=lambda each: (each.fires_on, by_rule[each.rule_id], each.n), default=None)
    if now is not None and now.fires_on < dated.since:
        now = None if _in_time(rules, dated, work) else replace(now, fires_on=min(dated.since, today))
    return Speaking(now, min(coming, key=lambda each: (each.fires_on, by_rule[each.rule_id]), default=None))


def _in_time(rules: Iterable[RuleFacts], dated: Dated, work: WorkingDays) -> bool:
    """Whether a rule still reminds of a date before it is over, counted from the day since when there is something to
    say of it. Then what passed earlier is not made up for; else the last of it is said on that day: nobody heard it."""
    if dated.date_field is DateField.ANNIVERSARY and dated.known is not Known.DAY:
        return dated.since > dated.opens + (dated.closes - dated.opens) / 2  # more is gone of this year than is left
    last = dated.closes if dated.closes != date.max else min(dated.since, date.max - _LONGEST) + _LONGEST
    return any(numbers(rule, dated, dated.since, last, work) for rule in rules)


def counted_from(rule: RuleFacts, dated: Dated) -> date | None:
    """The day a rule counts from in a date; None where the rule does not concern it or the day is not known."""
    if not rule.concerns(dated):
        return None
    endless = dated.closes == date.max
    if rule.edge is Edge.OPENING:
        return dated.opens
    if rule.edge is Edge.CLOSE or rule.share is None:
        return None if endless else dated.closes
    if endless or dated.opens == dated.closes:
        return None
    return dated.opens + timedelta(days=round((dated.closes - dated.opens).days * rule.share))


def _first(rule: RuleFacts, dated: Dated, start: date) -> date:
    """The day of the first occurrence, whatever day of the week it is. Of a share, the day on which it is used up: a
    day of which part is left is not used. The day it is counted from stays, since what was done is stored under it."""
    if rule.edge is Edge.SHARE and rule.share is not None:
        long = (dated.closes - dated.opens).days + 1
        start += timedelta(days=max(0, ceil(long * Fraction(str(rule.share))) - (start - dated.opens).days))
    return notice.back(start, -rule.offset_months) + timedelta(days=rule.offset_days)


def _every(rule: RuleFacts, dated: Dated) -> tuple[int, int]:
    """After how many months and days it reminds again: by the rule, or as often as a word is expected."""
    if rule.repeats:
        return rule.repeat_months or 0, rule.repeat_days or 0
    return _ONCE if dated.date_field in MOVING else (dated.months, dated.days)


def _last_n(rule: RuleFacts, dated: Dated, first: date) -> int:
    """How often a rule reminds at most; 0 when its end comes before its first day."""
    ends = [rule.until] if rule.until is not None else []
    months, days = _every(rule, dated)
    repeats = (months, days) != _ONCE
    if rule.stop_before_close is not None and dated.closes != date.max:
        ends.append(dated.closes - timedelta(days=rule.stop_before_close))
    elif repeats and (not rule.repeats or _is_before_end(rule)):
        ends.append(dated.closes)
    end = min(ends, default=date.max)
    if end < first:
        return 0
    return 1 if not repeats else _count(first, end, months, days)


def _is_before_end(rule: RuleFacts) -> bool:
    """Whether it reminds before the end of a time: once that is over, it is not before it any more."""
    before = rule.offset_days < 0 or rule.offset_months < 0
    return before and rule.edge is Edge.CLOSE and rule.date_field not in _GONE


def _count(first: date, upto: date, months: int, days: int) -> int:
    """How many days of a series lie up to a day, itself included; none before the first."""
    if upto < first:
        return 0
    if not months:
        return (upto - first).days // days + 1
    least = 28 * months + days
    n = (upto - first).days // least + 1
    while n > 1 and _later(first, months, days, n - 1) > upto:
        n -= max(1, (_later(first, months, days, n - 1) - upto).days // (31 * months + days))
    return n


def _later(first: date, months: int, days: int, many: int) -> date:
    try:
        return notice.back(first, -months * many) + timedelta(days=days * many)
    except (OverflowError, ValueError):
        return date.max


def _fired(rule: RuleFacts, dated: Dated, first: date, upto: date, work: WorkingDays) -> int:
    """How often a rule has reminded by `upto` if nothing ends it."""
    months, days = _every(rule, dated)
    if (months, days) == _ONCE:
        return int(_fires(rule, dated, first, work) <= upto)
    n = _count(first, min(upto, date.max - SLACK) + SLACK, months, days)
    # One may have moved over days off, back before this day or to a day still to come.
    while n and _fires(rule, dated, _nominal(rule, dated, first, n), work) > upto:
        n -= 1
    return n


def _nominal(rule: RuleFacts, dated: Dated, first: date, n: int) -> date:
    months, days = _every(rule, dated)
    return notice.back(first, -months * (n - 1)) + timedelta(days=days * (n - 1))


def _fires(rule: RuleFacts, dated: Dated, nominal: date, work: WorkingDays) -> date:
    """The working day on which it reminds. Before a day, and on it, it moves back, never past that day; what comes
    after, or counts on from a beginning, moves forward."""
    if rule.date_field in _OWN_DAY:
        return nominal
    on_the_day = not rule.offset_days and not rule.offset_months and rule.edge is not Edge.SHARE
    before = rule.offset_days < 0 or rule.offset_months < 0 or (on_the_day and _every(rule, dated) == _ONCE)
    return work.before(nominal) if before else work.after(nominal)
