"""The term of an agreement: how long it runs, whether it goes on by itself, and whether its last day has passed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict

from db.rules.beginnings import Beginning, beginning
from db.rules.edtf import OPEN
from db.rules.lengths import plain
from db.rules.notice import Length, after, counted_back, exact, later, length, renewals, terms
from db.rules.periods import Period, Precision, Qualifier, bounds
from db.rules.steps import (
    CONSENTS,
    SIGNATURES,
    AgreementFacts,
    StepFacts,
    by_signature,
    everyone,
    history,
    staying,
    until,
    who,
)
from db.vocabulary import Renewal, StepKind

_DAY = timedelta(days=1)
_YEAR = re.compile(r"\d{4}(?=-|~|\?|/|$)")


_ALIKE = (SIGNATURES, CONSENTS - {StepKind.NOTIFIED_COMPLETION})
"""The steps of which one is as good as another where a duration is counted from it."""


class _Renewal(TypedDict):
    tacit: bool
    each: Length | None
    unmeasured: bool


@dataclass(frozen=True, slots=True)
class Term:
    """What the last day follows from, whatever the day is: the last day that was recorded (`ends`), the length of the
    terms that follow it by themselves, and the day (`stops`) after which none does."""

    ends: Period | None
    tacit: bool = False
    each: Length | None = None
    stops: Period | None = None
    counted: StepKind | None = None
    """The step from which its last day is counted; None where that is recorded."""
    notice: StepFacts | None = None
    """The notice after which no term follows by itself."""
    late_after: date | None = None
    """The last day for notice, where it was given after that: what it led to is to be said by somebody."""
    unmeasured: bool = False
    """Whether terms follow by themselves of which nobody said how long they are, nor that they have no end."""


def term(facts: AgreementFacts) -> Term:
    """The term of an agreement from all that is recorded of it.

    - Its last day is the recorded one, or the one until which it was extended, whichever is later; an extension
      without such a day leaves it unknown.
    - Where none is recorded and the length of the first term is read whole, it is counted from the day of entry into
      force, or of the step that its words name ("5 years from signature"), where that has one: five years from 10 Oct
      2021 end c. 9 Oct 2026, from some day in March 2021 between 28 Feb and 30 Mar 2026. It stays marked as
      approximate, however many terms follow, since the source did not name it. What then goes on without end
      ("5 years, then indefinitely") has no last day.
    - With tacit renewal further terms follow, as long as the duration names for them. Where it names no length that is
      read, the last day that is recorded is the last that is known: after it somebody is asked, however precise it was.
    - Notice given ends that: no term follows the one that ran when it was given, or the day on which it takes effect;
      where its day is not stated, none follows the recorded term. Of several parties so many must have given it that
      fewer than two stay. A later extension overtakes it. Where it certainly came after the last day for it, nobody
      knows whether a further term follows: after the one that ran somebody is asked.
    """
    ends, extended = _recorded_end(facts)
    counted, step = _counted_end(facts) if ends is None and extended is None else (None, None)
    ends = ends or counted
    notice = _notice(facts, extended)
    effect = notice.effective_on if notice is not None else None
    found = Term(ends, **_renewal(facts), counted=step, notice=notice)
    if effect is not None and effect.latest is not None:
        return Term(effect, notice=notice) if ends is None or ends.latest is None else replace(found, stops=effect)
    if notice is None or not found.tacit:
        return found
    given = bounds(notice.done_on.edtf)[0] if notice.done_on is not None else None
    if given is None:
        return replace(found, stops=ends)
    stops = running(found, given)
    last_day = _last_day_for_notice(stops, facts.notice_period, counted=found.counted is not None)
    return replace(found, stops=stops, late_after=last_day if last_day is not None and given > last_day else None)


def running(term: Term, today: date) -> Period | None:
    """The end of the term that runs on `today`, or of the last one, as precisely as it is known; None where no end is
    known."""
    ends = term.ends
    if ends is None or ends.latest is None:
        return None
    found: Period | None = ends
    last_known = term.unmeasured and term.stops is None
    if term.tacit and not last_known and ends.latest < today:
        many = renewals(ends.latest, term.each, today)
        found = _moved(ends, term.each, many) if many is not None and term.each is not None else None
    stops = term.stops.latest if term.stops is not None else None
    if stops is not None and (found is None or found.latest is None or found.latest > stops):
        return term.stops
    return found


def over_from(term: Term) -> date | None:
    """The first day after the last one that is known; None where terms go on, or no last day is known."""
    end = last(term) or (term.ends if term.unmeasured else None)
    return end.latest + _DAY if end is not None and end.latest is not None and end.latest < date.max else None


def last(term: Term) -> Period | None:
    """The end after which no term follows, as precisely as it is known; None where terms go on, or no end is known."""
    ends = (term.stops, None if term.tacit else term.ends)
    known = [end for end in ends if end is not None and end.latest is not None]
    return min(known, key=lambda end: end.latest or date.max, default=None)


def _renewal(facts: AgreementFacts) -> _Renewal:
    if facts.renewal is not Renewal.TACIT:
        return {"tacit": False, "each": None, "unmeasured": False}
    named = terms(facts.duration)
    each = named.following
    each = each if each is not None and bool(each.months) is not bool(each.days) else None
    return {"tacit": True, "each": each, "unmeasured": each is None and not named.endless}


def _recorded_end(facts: AgreementFacts) -> tuple[Period | None, StepFacts | None]:
    """The last day that was recorded, and the latest extension."""
    extensions = [step for step in history(facts) if step.kind is StepKind.EXTENDED]
    if extensions and until(extensions[-1]) is None:
        return None, extensions[-1]
    days = [day for day in (facts.expires, *map(until, extensions)) if day is not None and day.latest is not None]
    last = max(days, key=lambda day: day.latest or date.min, default=facts.expires)
    return last, extensions[-1] if extensions else None


def _counted_end(facts: AgreementFacts) -> tuple[Period | None, StepKind | None]:
    """The last day of the first term, and from which step it is counted."""
    named, start = terms(facts.duration), beginning(plain(facts.duration))
    began = _began(facts, start)
    if began is None or named.first is None or named.endless:
        return None, None
    first, last = bounds(began.edtf)
    days = [after(day, named.first) if day is not None else None for day in (first, last)]
    if days[1] is None or (first is not None and days[0] is None):
        return None, None
    known = [f"{day}~" if day is not None else OPEN for day in days]
    return Period.from_edtf(known[0] if known[0] == known[1] else "/".join(known)), start.step


def _began(facts: AgreementFacts, start: Beginning) -> Period | None:
    """The day, as precisely as it is known, of the step from which a term is counted; None where several parties took
    it on different days and not the last of them is meant."""
    if start.step is StepKind.ENTERED_INTO_FORCE:
        return _entry(facts)
    if start.step is None:
        return None
    kinds = next((group for group in _ALIKE if start.step in group), frozenset({start.step}))
    taken = [step for step in history(facts) if step.kind in kinds]
    if start.step in SIGNATURES | CONSENTS and not everyone(facts) <= who(taken, kinds, everyone(facts)):
        return None
    return _one([step.done_on for step in taken], last=start.last)


def _one(days: Sequence[Period | None], *, last: bool) -> Period | None:
    """The day on which all is done; None where one is not known, or there are several and not the last is meant."""
    known = [day for day in days if day is not None and day.latest is not None]
    if not known or len(known) < len(days) or not (last or len({day.edtf for day in known}) == 1):
        return None
    return max(known, key=_latest)


def _entry(facts: AgreementFacts) -> Period | None:
    """The day on which it entered into force, by a recorded step or by the signature of all."""
    steps = history(facts)
    entered = [step for step in steps if step.kind is StepKind.ENTERED_INTO_FORCE]
    by_all = not entered and by_signature(facts, steps, date.max)
    taken = [step for step in steps if step.kind in SIGNATURES] if by_all else entered
    return _one([step.effective_on or step.done_on for step in taken], last=by_all)


def _latest(day: Period | None) -> date:
    return day.latest or date.max if day is not None else date.max


def _notice(facts: AgreementFacts, extended: StepFacts | None) -> StepFacts | None:
    """The notice after which fewer than two parties stay; None where none is given, or an extension came later."""
    steps = history(facts)
    stay = staying(facts, steps)
    gave: frozenset[int] = frozenset()
    since = extended.done_on.earliest if extended is not None and extended.done_on is not None else None
    for step in steps:
        given = step.done_on.earliest if step.done_on is not None else None
        if step.kind is not StepKind.NOTICE_GIVEN or (since and given and given < since):
            continue
        gave |= who([step], frozenset({StepKind.NOTICE_GIVEN}), everyone(facts))
        if len(stay - gave) < 2:
            return step
    return None


def _last_day_for_notice(ends: Period | None, words: str, *, counted: bool) -> date | None:
    """The day after which a notice is certainly late: counted from the last day on which the term may end."""
    long = length(words)
    if ends is None or ends.latest is None or long is None or not (counted or ends.qualifier is Qualifier.NONE):
        return None
    return counted_back(ends.latest, long)


def _moved(ends: Period, each: Length, many: int) -> Period | None:
    """A last day so many terms later, as precise as it was: "2027" and ten years is "2037", "early 2027" is so too."""
    first = later(ends.earliest, each, many) if ends.earliest is not None else None
    last = later(ends.latest, each, many) if ends.latest is not None else None
    if last is None:
        return None
    about = "~" if ends.qualifier is Qualifier.APPROXIMATE else ""
    if exact(ends) or first == last:
        return Period.from_edtf(f"{last}{about}")
    if each.months and not each.months * many % 12 and "-02-29" not in ends.edtf:
        years = each.months * many // 12
        moved = Period.from_edtf(_YEAR.sub(lambda year: f"{int(year[0]) + years:04}", ends.edtf))
        if moved.latest == last:
            return moved
    if each.months and ends.precision is Precision.MONTH and first is not None and f"{first:%Y-%m}" == f"{last:%Y-%m}":
        return Period.from_edtf(f"{last:%Y-%m}{about}")
    if first is None or ends.precision is Precision.BEFORE:
        return Period.by(last)
    return Period.from_edtf(f"{first}{about}/{last}{about}")
