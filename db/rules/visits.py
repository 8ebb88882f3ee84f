"""Where a visit stands on a day: invited, scheduled, took place, lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.rules.periods import Period, Precision
from db.vocabulary import Rank, Reply, VisitKind, VisitStage, VisitStatus
from db.words import _

EXACT = frozenset({Precision.DAY, Precision.DAYS})
"""How exactly a date must be known to prove that something is held on a day."""

_ACCEPTANCES = frozenset({Reply.ACCEPTED, Reply.ACCEPTED_IN_PRINCIPLE})
# What an officer recorded as having happened is never overruled by a date.
_RECORDED = {
    VisitStage.CANCELLED: VisitStatus.CANCELLED,
    VisitStage.COMPLETED: VisitStatus.TOOK_PLACE,
    VisitStage.POSTPONED: VisitStatus.POSTPONED,
    VisitStage.UNDER_WAY: VisitStatus.UNDER_WAY,
}


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """One invitation to a visit: when it was given, for when, and what was answered."""

    given_on: Period | None
    window: Period | None
    reply: Reply


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What the status of a visit follows from."""

    stage: VisitStage
    dates: Period | None
    invitations: tuple[InvitationFacts, ...] = ()


def status(facts: VisitFacts, today: date) -> VisitStatus:
    """The status of a visit on `today`.

    - Only an officer's "completed" makes a visit *took place*: dates that have passed leave it *scheduled*.
    - *Under way* by the calendar needs agreed dates known to the day; "2026" covers today but proves nothing.
    - *Scheduled* needs an acceptance and dates with both bounds; dates on offer to an invitee are not agreed dates.
    - An invitation declined last reads *cancelled*: *lapsed* would say that time ran out. A later one re-opens it.
    - *Lapsed*: invited or accepted, no date still to come, and the window has ended.
    """
    recorded = _RECORDED.get(facts.stage)
    if recorded is not None:
        return recorded
    if facts.stage is VisitStage.DATES_AGREED:
        return _by_calendar(facts.dates, today)
    invitations = _open(facts)
    if facts.invitations and not invitations:
        return VisitStatus.CANCELLED
    if _accepted(facts):
        return _without_agreed_dates(facts, today, VisitStatus.ACCEPTED_NO_DATE)
    if facts.stage is VisitStage.INVITED or invitations:
        return _without_agreed_dates(facts, today, VisitStatus.INVITED_NO_DATE)
    return VisitStatus.PROPOSED


def window(facts: VisitFacts) -> Period | None:
    """The window of the latest open invitation.

    An invitation repeated without naming a time leaves the earlier window standing, unless that had already closed
    when it was repeated. A declined invitation, and those before it, are no longer open.
    """
    standing: Period | None = None
    for invitation in _open(facts):
        if invitation.window is not None:
            standing = invitation.window
        elif standing is not None and _ended(standing, _given(invitation)):
            standing = None
    return standing


def unanswered(stage: VisitStage, reply: Reply | None) -> bool:
    """Whether nobody has recorded what was answered to the invitation given last, neither as a reply nor by what is
    said of the visit: one that was accepted, or got dates, was answered."""
    return reply in (None, Reply.NONE_RECORDED) and stage in (VisitStage.PROPOSED, VisitStage.INVITED)


def last_given(facts: VisitFacts) -> int | None:
    """Which of its invitations was given last, and so is the one that is answered or renewed; None without any."""
    places = range(len(facts.invitations))
    return max(places, key=lambda place: (_given(facts.invitations[place]), place), default=None)


def days_open(facts: VisitFacts, today: date) -> int | None:
    """Days since the first open invitation was given, while it waits for a date; None when it does not, or no day
    is known. An imprecise day counts from its end: at least so many days."""
    if status(facts, today) not in (VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE):
        return None
    given = [i.given_on.latest for i in _open(facts) if i.given_on is not None and i.given_on.latest is not None]
    return max(0, (today - min(given)).days) if given else None


def soft_warnings(kind: VisitKind, visitor_rank: Rank) -> tuple[str, ...]:
    """What an officer should look at again; nothing is ever refused or changed."""
    if kind is VisitKind.STATE and visitor_rank not in (Rank.HEAD_OF_STATE, Rank.NOT_STATED):
        return (_("A state visit is by common protocol usage made by a head of state; the source's word is kept."),)
    return ()


def _by_calendar(dates: Period | None, today: date) -> VisitStatus:
    """The status of a visit whose dates an officer calls agreed, though they may not be recorded."""
    if dates is None or dates.earliest is None or dates.latest is None:
        return VisitStatus.ACCEPTED_NO_DATE
    if dates.precision in EXACT and dates.earliest <= today <= dates.latest:
        return VisitStatus.UNDER_WAY
    return VisitStatus.SCHEDULED


def _without_agreed_dates(facts: VisitFacts, today: date, waiting: VisitStatus) -> VisitStatus:
    """`waiting`, unless the visit has dates after all or its time ran out."""
    dates = facts.dates
    dated = dates is not None and not dates.undated
    if waiting is VisitStatus.ACCEPTED_NO_DATE and dates is not None and None not in (dates.earliest, dates.latest):
        return VisitStatus.SCHEDULED
    if _ended(window(facts), today) and (not dated or _ended(dates, today)):
        return VisitStatus.LAPSED
    return waiting


def _accepted(facts: VisitFacts) -> bool:
    """Whether the invitee has said yes: by the stage, or by the last reply that was recorded."""
    replies = [i.reply for i in _open(facts) if i.reply is not Reply.NONE_RECORDED]
    return facts.stage is VisitStage.ACCEPTED or bool(replies and replies[-1] in _ACCEPTANCES)


def _open(facts: VisitFacts) -> tuple[InvitationFacts, ...]:
    """The invitations after the last one declined, oldest first; an undated one counts as older than any dated."""
    ordered = sorted(facts.invitations, key=_given)
    declined = [index for index, invitation in enumerate(ordered) if invitation.reply is Reply.DECLINED]
    return tuple(ordered[declined[-1] + 1 :] if declined else ordered)


def _given(invitation: InvitationFacts) -> date:
    given = invitation.given_on
    return (given.earliest if given is not None else None) or date.min


def _ended(period: Period | None, day: date) -> bool:
    return period is not None and period.latest is not None and period.latest < day
