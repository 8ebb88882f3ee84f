"""Where a visit stands on a day: invited, scheduled, took place, lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from db.rules.periods import Order, Period, Precision, compare, has_known_days
from db.vocabulary import Rank, Reply, Turn, VisitKind, VisitStage, VisitStatus
from db.words import _, ngettext

EXACT = frozenset({Precision.DAY, Precision.DAYS})
"""How exactly a date must be known to prove that something is held on a day."""

WAITING = frozenset({VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE, VisitStatus.LAPSED})
"""A visit waits for a date, or waited until its time ran out: only then is the time of its invitation of interest."""

ACCEPTANCES = frozenset({Reply.ACCEPTED, Reply.ACCEPTED_IN_PRINCIPLE})
EXPECTED = (VisitStatus.PROPOSED, VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY, VisitStatus.POSTPONED)
"""Once its dates have passed, it is asked whether such a visit took place; one nobody agreed to may have been held."""

AGREED = (VisitStatus.SCHEDULED, VisitStatus.UNDER_WAY)
"""Such a visit has dates on which both sides agreed."""

OVER = frozenset({VisitStatus.TOOK_PLACE, VisitStatus.CANCELLED, VisitStatus.LAPSED})
# What an officer recorded as having happened is never overruled by a date.
_RECORDED = {
    VisitStage.CANCELLED: VisitStatus.CANCELLED,
    VisitStage.COMPLETED: VisitStatus.TOOK_PLACE,
    VisitStage.POSTPONED: VisitStatus.POSTPONED,
    VisitStage.UNDER_WAY: VisitStatus.UNDER_WAY,
}


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """One invitation to a visit: when it was given, for when, what was answered, and whether it renews earlier ones."""

    given_on: Period | None
    window: Period | None
    reply: Reply
    renews: bool = False


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What the status of a visit follows from."""

    stage: VisitStage
    dates: Period | None
    invitations: tuple[InvitationFacts, ...] = ()


def status(facts: VisitFacts, today: date) -> VisitStatus:
    """The status of a visit on `today`.

    - Only an officer's "completed" makes a visit *took place*: dates that have passed leave it *scheduled*, and it is
      asked about (`to_confirm`).
    - *Under way* by the calendar needs agreed dates known to the day; "2026" or "about 5 March" may cover today but
      proves nothing.
    - *Scheduled* needs an acceptance and dates known to the day, or an officer's word that dates are agreed, with both
      bounds; once "spring 2027" has passed it is asked about as well. Dates on offer to an invitee are not agreed.
    - What was answered and agreed on an invitation that another one replaced says nothing any more (`standing`).
    - An invitation declined last reads *cancelled*: *lapsed* would say that time ran out. A later one re-opens it.
    - *Lapsed*: invited or accepted, no date still to come, and the window has ended.
    """
    recorded = _RECORDED.get(facts.stage)
    if recorded is not None:
        return recorded
    if facts.stage is VisitStage.DATES_AGREED:
        return _by_calendar(facts.dates, today)
    invitations = standing(facts)
    if facts.invitations and not invitations:
        return VisitStatus.CANCELLED
    if _accepted(facts):
        return _without_agreed_dates(facts, today, VisitStatus.ACCEPTED_NO_DATE)
    if facts.stage is VisitStage.INVITED or invitations:
        return _without_agreed_dates(facts, today, VisitStatus.INVITED_NO_DATE)
    return VisitStatus.PROPOSED


def standing(facts: VisitFacts) -> tuple[InvitationFacts, ...]:
    """The invitation that stands, the newest one, with those before it that it merely repeats, oldest first.

    One that is declined ends itself and all before it; then none stands. One takes the place of those before it, and
    their time, their answer and the dates set on them are no longer those of the visit,

    - where it was recorded as renewing them, or
    - names another time than they did, or
    - was given when their time, or the dates they had led to, were over.

    One that names the same time or none repeats them. An undated invitation counts as older than any dated.
    """
    stands: list[InvitationFacts] = []
    for each in sorted(facts.invitations, key=_given):
        if each.reply is Reply.DECLINED:
            stands = []
        elif _replaces(each, stands, facts.dates):
            stands = [each]
        else:
            stands.append(each)
    return tuple(stands)


def same_time(one: Period, other: Period) -> bool:
    """Whether two invitations are for the same time: by the calendar, or by their words where these are no date."""
    return one.edtf == other.edtf and bool(one.edtf or one.as_written == other.as_written)


def window(facts: VisitFacts) -> Period | None:
    """The time of the invitation that stands; one repeated without naming a time leaves the earlier time standing."""
    return _named(standing(facts))


def reply(facts: VisitFacts) -> Reply | None:
    """What was answered last to the invitation that stands; None where nobody was invited."""
    place = last_given(facts)
    if place is None:
        return None
    answers = _answers(standing(facts))
    return answers[-1] if answers else facts.invitations[place].reply


def looks_back(stage: VisitStage) -> bool:
    """Whether the dates of a visit at this stage have begun, so that a day without a year is the nearest past one: of
    one that is under way they are those in which today lies."""
    return stage in (VisitStage.COMPLETED, VisitStage.UNDER_WAY)


def unanswered(stage: VisitStage, reply: Reply | None) -> bool:
    """Whether nobody has recorded what was answered to the invitation given last, neither as a reply nor by what is
    said of the visit: one that was accepted, or got dates, was answered."""
    return reply in (None, Reply.NONE_RECORDED) and stage in (VisitStage.PROPOSED, VisitStage.INVITED)


def last_given(facts: VisitFacts) -> int | None:
    """Which of its invitations was given last, and so is the one that is answered or renewed; None without any."""
    places = range(len(facts.invitations))
    return max(places, key=lambda place: (_given(facts.invitations[place]), place), default=None)


def dates(facts: VisitFacts) -> Period | None:
    """The dates of a visit as far as they are those of the invitation that stands.

    A renewal takes the old dates away. In a register written before it did, dates that end before the day of the
    newer invitation, or before the time it names, were left from the one it replaced; what an officer recorded as
    agreed, held, put off or cancelled stands.
    """
    found, stands = facts.dates, standing(facts)
    settled = facts.stage is VisitStage.DATES_AGREED or facts.stage in _RECORDED
    if settled or not stands or len(stands) == len(facts.invitations) or stands[0].renews:
        return found
    asked = stands[0].window
    begins = asked.earliest if asked is not None else None
    return None if _ended(found, max(_given(stands[0]), begins or date.min)) else found


def agreed(facts: VisitFacts) -> Period | None:
    """The dates a visit is shown with on any day: agreed, held, put off to or called off, or of one to which nobody
    was invited yet. Dates on offer to an invitee are not among them (`offered`)."""
    settled = facts.stage is VisitStage.DATES_AGREED or facts.stage in _RECORDED
    waits = facts.stage is VisitStage.INVITED if not facts.invitations else bool(standing(facts))
    return dates(facts) if settled or not waits or _accepted(facts) else None


def offered(facts: VisitFacts) -> Period | None:
    """The dates that stand beside an invitation nobody has accepted: proposed, whatever field they stand in."""
    return None if agreed(facts) is not None else dates(facts)


def to_confirm(facts: VisitFacts, today: date) -> bool:
    """Whether the dates of a visit have passed without a word: it is not the next visit nor the last one, and it is
    asked whether it took place."""
    return status(facts, today) in EXPECTED and _ended(agreed(facts), today)


def awaited(facts: VisitFacts, today: date) -> bool:
    """Whether what waits for a visit still waits: until the day on which the visit is cancelled, lapses, has taken
    place, or an officer says that it is under way. Dates that passed without a word prove nothing."""
    return facts.stage is not VisitStage.UNDER_WAY and status(facts, today) not in OVER


def days_open(facts: VisitFacts, today: date) -> int | None:
    """Days since the first open invitation was given, while it waits for a date; None when it does not, or no day
    is known. An imprecise day counts from its end: at least so many days."""
    if status(facts, today) not in (VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE):
        return None
    given = [i.given_on.latest for i in standing(facts) if i.given_on is not None and i.given_on.latest is not None]
    return max(0, (today - min(given)).days) if given else None


def turn(facts: VisitFacts, now: VisitStatus, *, ours_go: bool, they_come: bool) -> Turn:
    """Whose turn it is while a visit waits for a date: of whoever was invited until there is an answer, then of both
    sides; "not stated" where the visit is none of ours."""
    if not (ours_go or they_come):
        return Turn.NOT_STATED
    if now is VisitStatus.INVITED_NO_DATE and unanswered(facts.stage, reply(facts)):
        return Turn.US if ours_go else Turn.THEM
    return Turn.BOTH


def soft_warnings(kind: VisitKind, visitor_rank: Rank) -> tuple[str, ...]:
    """What an officer should look at again; nothing is ever refused or changed."""
    if kind is VisitKind.STATE and visitor_rank not in (Rank.HEAD_OF_STATE, Rank.NOT_STATED):
        return (_("A state visit is by common protocol usage made by a head of state; the source's word is kept."),)
    return ()


def off_programme(days: Iterable[Period | None], dates: Period | None) -> int:
    """How many lines of a programme certainly stand on days outside the dates of their visit; of a visit that has no
    dates any more, all that stand on a day."""
    dated = [day for day in days if day is not None and not day.undated]
    return sum(dates is None or compare(day, dates) is not Order.UNKNOWN for day in dated)


def programme_note(facts: VisitFacts, days: Iterable[Period | None], today: date) -> str:
    """That a programme does not fit the dates of its visit; "" where it does, where the visit was called off, or where
    it has no dates and none were given up."""
    when, now = offered(facts) or dates(facts), status(facts, today)
    many = off_programme(days, when)
    if not many or now is VisitStatus.CANCELLED:
        return ""
    if when is not None:
        said = ngettext(
            "The programme has {n} line on a day outside the visit’s dates.",
            "The programme has {n} lines on days outside the visit’s dates.",
            many,
        )
    elif now is VisitStatus.POSTPONED or now in WAITING:
        said = ngettext(
            "The programme has {n} line on a day, and the visit has no dates.",
            "The programme has {n} lines on days, and the visit has no dates.",
            many,
        )
    else:
        return ""
    return said.format(n=many)


def _by_calendar(dates: Period | None, today: date) -> VisitStatus:
    """The status of a visit whose dates an officer calls agreed, though they may not be recorded."""
    if dates is None or dates.earliest is None or dates.latest is None:
        return VisitStatus.ACCEPTED_NO_DATE
    if has_known_days(dates) and dates.earliest <= today <= dates.latest:
        return VisitStatus.UNDER_WAY
    return VisitStatus.SCHEDULED


def _without_agreed_dates(facts: VisitFacts, today: date, waiting: VisitStatus) -> VisitStatus:
    """`waiting`, unless the visit has dates after all or its time ran out."""
    found = dates(facts)
    dated = found is not None and not found.undated
    known = found is not None and (found.precision in EXACT or (found.earliest is not None and _ended(found, today)))
    if waiting is VisitStatus.ACCEPTED_NO_DATE and known:
        return VisitStatus.SCHEDULED
    if _ended(window(facts), today) and (not dated or _ended(found, today)):
        return VisitStatus.LAPSED
    return waiting


def _accepted(facts: VisitFacts) -> bool:
    """Whether the invitee has said yes: by the last reply to the invitation that stands, or by the stage.

    Where nobody answered the invitation that stands and an earlier one was accepted, the stage is that of the earlier:
    a renewal sets it back, but did not always.
    """
    stands = standing(facts)
    answers = _answers(stands)
    if facts.stage is VisitStage.ACCEPTED:
        before = _answers([each for each in facts.invitations if each not in stands])
        return bool(answers or not stands or stands[0].renews) or ACCEPTANCES.isdisjoint(before)
    return bool(answers) and answers[-1] in ACCEPTANCES


def _replaces(newer: InvitationFacts, stands: Sequence[InvitationFacts], dates: Period | None) -> bool:
    """Whether an invitation takes the place of those that stood until it was given."""
    named, given = _named(stands), _given(newer)
    if not stands or newer.renews or _ended(named, given) or _ended(dates, given):
        return True
    return newer.window is not None and (named is None or not same_time(newer.window, named))


def _named(invitations: Sequence[InvitationFacts]) -> Period | None:
    """The time that invitations name; the last word stands."""
    return next((each.window for each in reversed(invitations) if each.window is not None), None)


def _answers(invitations: Sequence[InvitationFacts]) -> list[Reply]:
    return [each.reply for each in invitations if each.reply is not Reply.NONE_RECORDED]


def _given(invitation: InvitationFacts) -> date:
    given = invitation.given_on
    return (given.earliest if given is not None else None) or date.min


def _ended(period: Period | None, day: date) -> bool:
    return period is not None and period.latest is not None and period.latest < day
