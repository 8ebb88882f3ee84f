"""What moves a visit on: what is done next, what cannot be done and why, and what the visit becomes by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.rules.actions import day_refused
from db.rules.edtf import day_name
from db.rules.periods import Order, Period, Precision, compare, sort_key
from db.rules.visits import (
    EXACT,
    InvitationFacts,
    VisitFacts,
    last_given,
    off_programme,
    same_time,
    status,
    window,
)
from db.rules.visits import dates as standing_dates
from db.vocabulary import Answer, Reply, VisitDeed, VisitStage, VisitStatus
from db.words import N_, _, ngettext

LONGEST_DAYS = 60
"""A visit that lasts longer was probably typed wrongly."""

_NEXT: dict[VisitStatus, tuple[VisitDeed, ...]] = {
    VisitStatus.PROPOSED: (VisitDeed.INVITE, VisitDeed.PROPOSE_DATES),
    VisitStatus.INVITED_NO_DATE: (VisitDeed.PROPOSE_DATES, VisitDeed.RECORD_ANSWER),
    VisitStatus.ACCEPTED_NO_DATE: (VisitDeed.SET_DATES, VisitDeed.PROPOSE_DATES),
    VisitStatus.SCHEDULED: (VisitDeed.TOOK_PLACE, VisitDeed.POSTPONE),
    VisitStatus.UNDER_WAY: (VisitDeed.TOOK_PLACE, VisitDeed.ADD_PROMISE),
    VisitStatus.TOOK_PLACE: (VisitDeed.ADD_PROMISE,),
    VisitStatus.POSTPONED: (VisitDeed.SET_DATES, VisitDeed.PROPOSE_DATES),
    VisitStatus.LAPSED: (VisitDeed.RENEW, VisitDeed.PROPOSE_DATES),
    VisitStatus.CANCELLED: (VisitDeed.RENEW,),
}
_OVER = {
    VisitStatus.TOOK_PLACE: N_("The visit took place."),
    VisitStatus.CANCELLED: N_("The visit was cancelled."),
    VisitStatus.UNDER_WAY: N_("The visit is under way."),
    VisitStatus.SCHEDULED: N_("The visit has its dates."),
    VisitStatus.PROPOSED: N_("Nobody was invited yet. Add the invitation first."),
}
_INSTEAD: dict[tuple[VisitDeed, VisitStatus], str] = {
    (VisitDeed.PROPOSE_DATES, VisitStatus.UNDER_WAY): N_("Edit the visit if its dates are wrong."),
    (VisitDeed.SET_DATES, VisitStatus.UNDER_WAY): N_(
        "Edit the visit if its dates are wrong; when it is over, record that it took place, with the days it was held."
    ),
    (VisitDeed.POSTPONE, VisitStatus.UNDER_WAY): N_(
        "If it is broken off, cancel it, or record that it took place, with the days it was held."
    ),
    (VisitDeed.PROPOSE_DATES, VisitStatus.CANCELLED): N_("Renew the invitation first."),
    (VisitDeed.SET_DATES, VisitStatus.CANCELLED): N_("Renew the invitation first, or record that it was accepted."),
    (VisitDeed.RENEW, VisitStatus.SCHEDULED): N_("Postpone or cancel it first."),
    (VisitDeed.RENEW, VisitStatus.UNDER_WAY): N_("If it is broken off, cancel it first."),
}
"""What can be done instead of what cannot."""
_HELD, _CALLED_OFF, _ON = VisitStatus.TOOK_PLACE, VisitStatus.CANCELLED, VisitStatus.UNDER_WAY
_CLOSED_TO: dict[VisitDeed, frozenset[VisitStatus]] = {
    VisitDeed.PROPOSE_DATES: frozenset({_HELD, _CALLED_OFF, _ON}),
    # What was declined may be accepted after all.
    VisitDeed.RECORD_ANSWER: frozenset({_HELD, _ON, VisitStatus.PROPOSED}),
    VisitDeed.SET_DATES: frozenset({_HELD, _CALLED_OFF, _ON}),
    VisitDeed.TOOK_PLACE: frozenset({_HELD, _CALLED_OFF}),
    VisitDeed.POSTPONE: frozenset({_HELD, _CALLED_OFF, _ON}),
    VisitDeed.CANCEL: frozenset({_HELD, _CALLED_OFF}),
    VisitDeed.RENEW: frozenset({_HELD, _ON, VisitStatus.SCHEDULED, VisitStatus.PROPOSED}),
}
_NEEDS_DATES = frozenset({VisitDeed.PROPOSE_DATES, VisitDeed.SET_DATES})
_LOOKS_AHEAD = frozenset({VisitDeed.PROPOSE_DATES, VisitDeed.POSTPONE, VisitDeed.RENEW})
_REPLIES = {
    Answer.ACCEPTED: Reply.ACCEPTED,
    Answer.WITH_DATES: Reply.ACCEPTED,
    Answer.IN_PRINCIPLE: Reply.ACCEPTED_IN_PRINCIPLE,
    Answer.DECLINED: Reply.DECLINED,
    Answer.POSTPONE: Reply.DEFERRED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What an officer says with a deed: the day it was done, and the dates or the window it is about."""

    on: date
    dates: Period | None = None
    answer: Answer | None = None


def next_deeds(now: VisitStatus, *, to_confirm: bool = False) -> tuple[VisitDeed, ...]:
    """What is usually done next with a visit of this status, the first thing first; `to_confirm`: its dates have passed
    without a word."""
    return (VisitDeed.TOOK_PLACE, VisitDeed.POSTPONE) if to_confirm and now is not _ON else _NEXT[now]


def refusal(deed: VisitDeed, now: VisitStatus) -> str:
    """Why a deed cannot be done to a visit of this status; "" if it can."""
    return _(_OVER[now]) if now in _CLOSED_TO.get(deed, ()) else ""


def refused(deed: VisitDeed, now: VisitStatus) -> str:
    """Why a deed cannot be done and what can be done instead; "" if it can."""
    return " ".join(filter(None, (refusal(deed, now), instead(deed, now))))


def instead(deed: VisitDeed, now: VisitStatus) -> str:
    """What can be done in place of a deed that is refused; "" where nothing is."""
    return _(_INSTEAD[deed, now]) if (deed, now) in _INSTEAD else ""


def refusals(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> dict[str, str]:
    """What cannot be stored as it was said, by the field that says it."""
    found = {
        "on": day_refused(said.on, today),
        "answer": _("Choose the answer.") if deed is VisitDeed.RECORD_ANSWER and said.answer is None else "",
        "dates": _against_dates(deed, facts, said, today),
    }
    return {field: words for field, words in found.items() if words}


def _against_dates(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> str:
    dates = said.dates
    if dates is None and (deed in _NEEDS_DATES or said.answer is Answer.WITH_DATES):
        return _("Say when, for example 14–16 Dec, March 2027 or Q1 2027.")
    if deed is VisitDeed.TOOK_PLACE:
        held = dates or standing_dates(facts)
        ahead = held is not None and held.earliest is not None and held.earliest > today
        return _("These dates are still to come.") if ahead else ""
    if deed in _LOOKS_AHEAD and dates is not None and dates.latest is not None and dates.latest < said.on:
        return _("This ends before {day}, the day it was said.").format(day=day_name(said.on))
    return ""


def warnings(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> dict[str, str]:
    """What deserves a look but can be stored, by field."""
    place = last_given(facts)
    given = facts.invitations[place].given_on if place is not None else None
    found = {"dates": _about_dates(deed, facts, said, today)}
    if deed is VisitDeed.RECORD_ANSWER and given is not None and given.earliest is not None:
        early = said.on < given.earliest
        found["on"] = _("The invitation was given later: {date}.").format(date=given.display()) if early else ""
    return {field: words for field, words in found.items() if words}


def _about_dates(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> str:
    if deed is VisitDeed.RENEW:
        return _("This time has passed. The visit will show as lapsed.") if _over(said.dates, today) else ""
    if deed is VisitDeed.TOOK_PLACE:
        return about_held(said.dates or standing_dates(facts), today) or about_dates(said.dates, facts)
    settled = deed is VisitDeed.SET_DATES or said.answer is Answer.WITH_DATES
    return (settled and about_agreed(said.dates, today)) or about_dates(said.dates, facts)


def left_behind(deed: VisitDeed, facts: VisitFacts, said: Said, days: Iterable[Period | None], today: date) -> str:
    """That a deed moves the dates of a visit away from lines of its programme, which stay on their days; "" where it
    moves none away."""
    after, days = dates_after(deed, facts, said, today), tuple(days)
    many = off_programme(days, after)
    if not many or after == standing_dates(facts):
        return ""
    if after is None:
        stay = ngettext(
            "The programme keeps {n} line on a day that no longer stands.",
            "The programme keeps {n} lines on days that no longer stand.",
            many,
        )
        return stay.format(n=many)
    outside = ngettext(
        "The programme has {n} line on a day outside these dates; it stays as it is.",
        "The programme has {n} lines on days outside these dates; they stay as they are.",
        many,
    )
    return outside.format(n=many)


def about_dates(dates: Period | None, facts: VisitFacts) -> str:
    """What is odd about the dates of a visit beside its invitation; "" if nothing is."""
    if dates is None:
        return ""
    if dates.precision is Precision.DAYS and dates.earliest and dates.latest:
        length = (dates.latest - dates.earliest).days + 1
        if length > LONGEST_DAYS:
            return ngettext("This is a visit of {count} day.", "This is a visit of {count} days.", length).format(
                count=length
            )
    place = last_given(facts)
    given = facts.invitations[place].given_on if place is not None else None
    if given is not None and compare(dates, given) is Order.BEFORE:
        return _("These dates lie before the invitation of {date}.").format(date=given.display())
    asked = window(facts)
    if asked is not None and compare(dates, asked) is not Order.UNKNOWN:
        return _("These dates lie outside the time the invitation names: {date}.").format(date=asked.display())
    return ""


def about_agreed(dates: Period | None, today: date) -> str:
    """What is odd about dates that were agreed; "" if nothing is."""
    if dates is None:
        return ""
    if None in (dates.earliest, dates.latest):
        return _("Without a first and a last day the visit stays without a date.")
    return _("These dates have passed. Has the visit taken place?") if _over(dates, today) else ""


def about_held(dates: Period | None, today: date) -> str:
    """What is odd about the dates of a visit that took place; "" if nothing is."""
    if dates is None:
        return _("No dates are known. They can be added later.")
    still = dates.precision in EXACT and dates.latest is not None and dates.latest > today
    return _("It lasts until {day}.").format(day=day_name(dates.latest)) if still and dates.latest else ""


def reply(answer: Answer) -> Reply:
    """What an answer is as the reply to an invitation."""
    return _REPLIES[answer]


def stage_after(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> VisitStage:
    """The stage of a visit after a deed.

    What is declined goes back to *invited*, for its reply says the rest and a later invitation opens it again; only
    where no invitation is recorded does the stage itself say that nothing will come of it.
    """
    if deed is VisitDeed.RECORD_ANSWER:
        return _stage_answered(facts, said, today)
    if deed is VisitDeed.RENEW:
        stays = merely_repeats(facts, said) and facts.stage is not VisitStage.PROPOSED
        return facts.stage if stays else VisitStage.INVITED
    settled = {
        VisitDeed.SET_DATES: VisitStage.DATES_AGREED,
        VisitDeed.TOOK_PLACE: VisitStage.COMPLETED,
        VisitDeed.POSTPONE: VisitStage.POSTPONED,
        VisitDeed.CANCEL: VisitStage.CANCELLED,
    }
    return settled.get(deed, facts.stage)


def _stage_answered(facts: VisitFacts, said: Said, today: date) -> VisitStage:
    if said.answer is Answer.WITH_DATES:
        return VisitStage.DATES_AGREED
    if said.answer is Answer.DECLINED:
        return VisitStage.INVITED if facts.invitations else VisitStage.CANCELLED
    agreed = status(facts, today) is VisitStatus.SCHEDULED
    if said.answer is Answer.POSTPONE:
        later = agreed or facts.stage is VisitStage.POSTPONED
        return VisitStage.POSTPONED if later else VisitStage.INVITED
    return facts.stage if agreed else VisitStage.ACCEPTED


def dates_after(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> Period | None:
    """The dates of a visit after a deed; of a postponed one, those to which it was put off, if any are known.

    Old dates do not stay under what is new: an invitation that is renewed, and an answer after all to what was
    cancelled or declined, begin without any.
    """
    if deed in (VisitDeed.SET_DATES, VisitDeed.POSTPONE) or said.answer is Answer.WITH_DATES:
        return said.dates
    if said.answer is Answer.POSTPONE and stage_after(deed, facts, said, today) is VisitStage.POSTPONED:
        return said.dates
    renewed = deed is VisitDeed.RENEW and not merely_repeats(facts, said)
    if renewed or (deed is VisitDeed.RECORD_ANSWER and status(facts, today) is VisitStatus.CANCELLED):
        return None
    held = said.dates if deed is VisitDeed.TOOK_PLACE else None
    return held or standing_dates(facts)


def decides(deed: VisitDeed, facts: VisitFacts, said: Said) -> bool:
    """Whether a deed settles where a visit stands even if its stage stays the same: what was proposed before is no
    longer on offer."""
    anew = deed is VisitDeed.RENEW and not merely_repeats(facts, said)
    return anew or deed in (VisitDeed.SET_DATES, VisitDeed.POSTPONE)


def proposed_by(deed: VisitDeed, facts: VisitFacts, said: Said, today: date) -> Period | None:
    """The dates that a deed proposes without anybody having agreed to them."""
    asks_later = said.answer is Answer.POSTPONE and dates_after(deed, facts, said, today) != said.dates
    return said.dates if deed is VisitDeed.PROPOSE_DATES or asks_later else None


def merely_repeats(facts: VisitFacts, said: Said) -> bool:
    """Whether renewing says the last invitation again, rather than giving a new one.

    A new time is a new invitation. So is one whose time was over, which was declined, or whose visit was called off or
    put off: said again, it would stay so.
    """
    place, named = last_given(facts), window(facts)
    if place is None or facts.stage in (VisitStage.CANCELLED, VisitStage.POSTPONED):
        return False
    if said.dates is not None and (named is None or not same_time(said.dates, named)):
        return False
    last: InvitationFacts = facts.invitations[place]
    return last.reply is not Reply.DECLINED and not _over(named, said.on)


def comes_back(this: Period | None, other: Period | None) -> bool:
    """Whether, of two visits by their dates, the other is the return of this one: the later is, and what has no dates
    yet is later than what has."""
    dated, other_dated = this is not None and not this.undated, other is not None and not other.undated
    if this is not None and other is not None and dated and other_dated:
        return sort_key(this) <= sort_key(other)
    return dated or not other_dated


def sentence(deed: VisitDeed, facts: VisitFacts, said: Said) -> str:
    """What the log says of a deed."""
    when = said.dates.display() if said.dates is not None else ""
    stood = standing_dates(facts)
    before = stood.display() if stood is not None and stood != said.dates else ""
    match deed:
        case VisitDeed.PROPOSE_DATES:
            return _("Proposed {dates}.").format(dates=when)
        case VisitDeed.RECORD_ANSWER:
            return _answer_words(said, when)
        case VisitDeed.SET_DATES:
            if before:
                return _("Dates agreed: {dates}. Before: {before}.").format(dates=when, before=before)
            return _("Dates agreed: {dates}.").format(dates=when)
        case VisitDeed.TOOK_PLACE:
            return _("Took place: {dates}.").format(dates=when or before) if when or before else _("Took place.")
        case VisitDeed.POSTPONE:
            return _postponed(when, before)
        case VisitDeed.RENEW:
            return _renewed(when, facts, repeats=merely_repeats(facts, said))
    return _("Cancelled. It was to be {before}.").format(before=before) if before else _("Cancelled.")


def _renewed(when: str, facts: VisitFacts, *, repeats: bool) -> str:
    """A first invitation renews nothing."""
    if repeats:
        return _("Invitation repeated.")
    if last_given(facts) is None:
        return _("Invited, for {dates}.").format(dates=when) if when else _("Invited.")
    return _("Invitation renewed, for {dates}.").format(dates=when) if when else _("Invitation renewed.")


def _postponed(when: str, before: str) -> str:
    if when and before:
        return _("Postponed to {dates}. It was to be {before}.").format(dates=when, before=before)
    if before:
        return _("Postponed. It was to be {before}.").format(before=before)
    return _("Postponed to {dates}.").format(dates=when) if when else _("Postponed.")


def _answer_words(said: Said, when: str) -> str:
    label = said.answer.label if said.answer is not None else ""
    if said.answer is Answer.WITH_DATES:
        return _("Accepted, for {dates}.").format(dates=when)
    if said.answer is Answer.POSTPONE and when:
        return _("Asked to postpone to {dates}.").format(dates=when)
    return _("{answer}.").format(answer=label)


def _over(period: Period | None, day: date) -> bool:
    return period is not None and period.latest is not None and period.latest < day
