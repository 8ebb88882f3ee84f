"""What was done about reminders, and what that quiets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from db.rules.reminders import (
    ANSWERED,
    LAST,
    MOST_TOLD,
    Dated,
    Key,
    Occurrence,
    RuleFacts,
    counted_from,
    nth,
    numbers,
    speaking,
)
from db.rules.working_days import WEEKDAYS, WorkingDays
from db.vocabulary import Handled


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done about one occurrence, and until which day a snooze lasts: without one until somebody handles it
    otherwise."""

    handled: Handled
    until: date | None = None

    def snoozes(self, today: date) -> bool:
        """Whether it is put off on a day."""
        return self.handled is Handled.SNOOZED and (self.until is None or today < self.until)


def quiet(
    speaks: Occurrence, rules: Sequence[RuleFacts], dated: Dated, answers: Mapping[Key, Answer], today: date
) -> Key | None:
    """The key under which it is stored why a date is not spoken of on a day; None where it is.

    Its newest occurrence was answered; or one of them, by whichever rule of the same date, is snoozed: that is quiet
    until its day. Once the date has moved, what was done about the earlier one says nothing any more.
    """
    own = answers.get(speaks.key)
    if own is not None and own.handled in ANSWERED:
        return speaks.key
    starts = {rule.rule_id: counted_from(rule, dated) for rule in rules}
    for key, answer in answers.items():
        rule, record, computed_from, _n = key
        if record == speaks.record_id and answer.snoozes(today) and starts.get(rule) == computed_from:
            return key
    return None


def rings(
    rules: Sequence[RuleFacts],
    dated: Dated,
    answers: Mapping[Key, Answer],
    days: tuple[date, date],
    work: WorkingDays = WEEKDAYS,
    anew: frozenset[date] = frozenset(),
) -> tuple[date, ...]:
    """The days from one to another on which a date is spoken of anew: those on which a rule reminds of it, those on
    which what was put off is there again, and those that are named, while nothing that was done about it keeps it
    quiet; the first `MOST_TOLD` of them."""
    today, last = days
    starts = {rule.rule_id: counted_from(rule, dated) for rule in rules}
    back = anew | {
        each.until
        for (rule, _record, computed_from, _n), each in answers.items()
        if each.handled is Handled.SNOOZED and each.until is not None and starts.get(rule) == computed_from
    }
    fires = {day for rule in rules for day in _fires_between(rule, dated, today, last, work)}

    def heard(day: date) -> bool:
        now = speaking(rules, dated, day, work).now
        if now is None or not (day in back or now.fires_on == day):
            return False
        return quiet(now, rules, dated, answers, day) is None

    found = {day for day in back if today <= day <= last} | fires
    return tuple(islice(filter(heard, sorted(found)), MOST_TOLD))


def _fires_between(rule: RuleFacts, dated: Dated, first: date, last: date, work: WorkingDays) -> Iterator[date]:
    """The first days from one to another on which a rule reminds of a date."""
    for n in numbers(rule, dated, first, min(last, LAST), work)[:MOST_TOLD]:
        try:
            found = nth(rule, dated, n, work)
        except (OverflowError, ValueError):  # beyond the last day there is
            return
        if found is not None:
            yield found.fires_on
