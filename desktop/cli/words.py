"""How the command line words records: a title, and the facts a desk asks for, as far as they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from db.queries.visit_deeds import facts_of
from db.records.actions import ActionDraft, ActionLine
from db.records.agreements import AgreementCard, AgreementLine
from db.records.base import Link, Period
from db.records.briefings import BriefingLine
from db.records.commitments import CommitmentCard, CommitmentLine
from db.records.pending import Pending
from db.records.people import OfficeLine
from db.records.points import PointLine, PointText
from db.records.reminders import ReminderLine, SetByHand
from db.records.today import Jubilee, ReturnOwed
from db.records.visits import InvitationCard, VisitCard, VisitLine
from db.rules import phrases, remind_when
from db.rules.beginnings import counted_from
from db.rules.cadence import expected
from db.rules.edtf import day_name, day_with_weekday
from db.rules.periods import days_left, relative, state
from db.rules.visits import dates
from db.vocabulary import (
    AgreementStatus,
    CommitmentStatus,
    DateField,
    LegalCharacter,
    Marking,
    PointKind,
    Reply,
    Result,
    Strength,
    VisitStatus,
)
from db.words import N_, _, both, ngettext
from desktop.cli.layout import shortened

_WITHOUT_DATE = (VisitStatus.INVITED_NO_DATE, VisitStatus.ACCEPTED_NO_DATE, VisitStatus.LAPSED)
_OVER = (AgreementStatus.TERM_ENDED, AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)
_SETTLED = (AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED, AgreementStatus.SIGNED_FINAL)
_CLOSED = (CommitmentStatus.KEPT, CommitmentStatus.NOT_KEPT, CommitmentStatus.DROPPED)


def day(when: date) -> str:
    """A day with its weekday: "Mon 23 Nov 2026"."""
    return day_with_weekday(when)


def names(links: Iterable[Link]) -> str:
    """Records by their titles: "Kazakhstan and Pakistan"; empty where there are none."""
    titles = [link.title for link in links]
    return both(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))


def dated(line: VisitLine, today: date, none: str) -> str:
    """When a visit was or will be, with its distance from today: "4 Feb 2026 (10 months ago)"."""
    period, far = line.dates, line.how_far(today)
    if period is None:
        return none
    return _("{date} ({distance})").format(date=period.display(), distance=far) if far else period.display()


def commitment(line: CommitmentLine, today: date) -> list[str]:
    """Who promised what to whom, when it is due, and for how long nothing was done."""
    promised = line.status is not CommitmentStatus.INTENT
    facts = [_owing(line, promised)]
    if line.awaits and line.depends_on is not None:
        facts.append(_("waits for: {title}").format(title=line.depends_on.title))
    if line.due is not None:
        facts.append(_due(line, today))
    elif promised and not line.awaits:
        facts.append(_("no due date"))
    if not line.awaits:
        facts.append(line.waiting())
    if promised and line.status not in _CLOSED:
        facts += [line.silent(today), line.unreported(today)]
    if line.next_due is not None or line.next_step:
        facts.append(_next(line.next_step, line.next_due))
    return [*facts, *line.areas]


def ordered(line: CommitmentLine, sort: str) -> list[str]:
    """How urgent it is, with the parts of the sum, in a list that stands in that order."""
    return [_("urgency {sum}").format(sum=line.urgency.said)] if sort == "urgency" and line.urgency.total else []


def _owing(line: CommitmentLine, promised: bool) -> str:
    who, whom = names(line.owes), names(line.owed)
    if not promised:
        said = _("intention of {who}") if who else _("an intention, whose is not stated")
    elif not who:
        said = _("promised to {whom}, by whom not stated") if whom else _("who promised it is not stated")
    elif line.strength is Strength.PLANNED:
        said = _("planned by {who}")
    else:
        said = _("promised by {who} to {whom}") if whom else _("promised by {who}, to whom not stated")
    return said.format(who=who, whom=whom)


def _due(line: CommitmentLine, today: date) -> str:
    if line.due is None:
        return _("no due date")
    far = line.how_far(today)
    said = _("due {date} ({distance})") if far else _("due {date}")
    return said.format(date=line.due.display(), distance=far)


def asked(each: Pending, today: date) -> str:
    """Until when a next step is to be done or a reply to come, and how far off that is."""
    if each.due is None:
        since = _("Reply awaited since {day}, no date").format(day=day(each.asked_on))
        return since if each.field is DateField.REPLY_BY else _("no date")
    said = _("Reply expected {date}") if each.field is DateField.REPLY_BY else _("Due {date}")
    return ", ".join(filter(None, (said.format(date=each.due.display()), relative(each.due, today))))


def _next(step: str, due: Period | None) -> str:
    if due is None:
        said = _("next step: {step}") if step else _("next step")
    else:
        said = _("next step {date}: {step}") if step else _("next step {date}")
    return said.format(step=step, date=due.display() if due else "")


def visit(line: VisitLine, today: date) -> list[str]:
    """When a visit was or will be; without a date, who invited whom and what was answered."""
    if line.status in _WITHOUT_DATE:
        return _invited(line, today)
    status = line.standing()
    if line.status is VisitStatus.TOOK_PLACE:
        held = dated(line, today, _("(dates not stated)"))
        facts = [_("{status} {dates}").format(status=status, dates=held)]
    else:
        facts = [status, dated(line, today, _("no dates"))]
    return [*facts, line.places, _("returns: {title}").format(title=line.return_of.title) if line.return_of else ""]


def _invited(line: VisitLine, today: date) -> list[str]:
    given = _given(line)
    stands = state(line.window, today)
    facts = [given, _reply(line), dated(line, today, _("no dates")), *_proposed(line)]
    if stands.days_left is not None:
        facts.append(days_left(line.window, today))
    if line.status is VisitStatus.LAPSED:
        return [_lapsed(stands.days_late), *facts]
    if line.status is VisitStatus.ACCEPTED_NO_DATE:
        return [line.standing() if line.has_no_day() else _("Accepted"), *facts]
    return [given[:1].upper() + given[1:], *facts[1:]]


def office(line: OfficeLine) -> list[str]:
    """Of which country an office is, who holds it or acts in it, and who is next."""
    holders = both(each.name for each in line.holders) or _("holder not stated")
    return [line.party.title, holders, both(each.name for each in line.next)]


def invitation(card: InvitationCard) -> list[str]:
    """When and for what time it was given, and what was answered; its title names the visit."""
    given = _("given {day}").format(day=card.draft.given_on.display()) if card.draft.given_on else _("day not stated")
    window, answered = card.draft.window, card.draft.replied_on
    asked = _("for {time}").format(time=window.display()) if window is not None else ""
    reply = _("reply: {reply}").format(reply=card.draft.reply.word)
    if answered is not None:
        reply = _("{reply}, {day}").format(reply=reply, day=answered.display())
    return [given, asked, reply]


def _proposed(line: VisitLine) -> list[str]:
    on_offer = line.on_offer()
    return [_("proposed: {when}").format(when=on_offer.display())] if on_offer is not None else []


def _given(line: VisitLine) -> str:
    """When, by whom and for what time somebody was invited, as far as each is known."""
    if line.reply is None and line.status is VisitStatus.ACCEPTED_NO_DATE:
        return _("no invitation recorded")
    window = line.window
    said = _(_INVITED[line.invited_on is not None, bool(line.invited_by), window is not None])
    words = window.as_written if window else ""
    return said.format(
        day=line.invited_on.display() if line.invited_on else "",
        host=line.invited_by,
        time=_("“{words}”").format(words=words) if words else window.display() if window else "",
    )


# Whether the day, the host and the time that was asked for are known.
_INVITED = {
    (True, True, True): N_("invited {day} by {host} for {time}"),
    (True, True, False): N_("invited {day} by {host}"),
    (True, False, True): N_("invited {day} for {time}"),
    (True, False, False): N_("invited {day}"),
    (False, True, True): N_("invited, day not stated by {host} for {time}"),
    (False, True, False): N_("invited, day not stated by {host}"),
    (False, False, True): N_("invited, day not stated for {time}"),
    (False, False, False): N_("invited, day not stated"),
}


def _lapsed(days: int | None) -> str:
    if not days:
        return _("Lapsed")
    return ngettext("Lapsed {count:,} day ago", "Lapsed {count:,} days ago", days).format(count=days)


def _reply(line: VisitLine) -> str:
    """What was answered; nothing where only the status says it."""
    if line.reply is None or line.reply is Reply.NONE_RECORDED:
        return _("no reply recorded") if line.unanswered else ""
    return _("reply: {reply}").format(reply=line.reply.word)


def agreement(line: AgreementLine) -> list[str]:
    """Where an agreement stands, with what is not stated said to be so."""
    facts = [_signed(line), names(line.parties) or _("parties not stated")]
    if line.in_force is not None and line.status in _OVER:
        facts.append(_("entered into force {date}").format(date=line.in_force.display()))
    elif line.in_force is not None:
        facts.append(_("in force {date}").format(date=line.in_force.display()))
    elif line.status not in (*_SETTLED, AgreementStatus.IN_FORCE):
        facts.append(_("entry into force {said}").format(said=line.entered_on()))
    until, noticed = line.runs_until(), line.noticed()
    if until is not None and line.ended() is None and not noticed:
        facts.append(_("until {day}").format(day=until.display()))
    facts.append(noticed)
    unknown = line.legal_character is LegalCharacter.NOT_STATED
    facts.append(_("legal character not stated") if unknown else line.legal_character.word)
    return [*facts, line.waits()]


def stands(card: object, today: date) -> list[tuple[str, str]]:
    """Where a record stands that has a status, and what that follows from: each with its name."""
    match card:
        case AgreementCard():
            facts = [*term(card, today), *_expected(card, today)]
        case VisitCard():
            facts = _visit_stands(card, today)
        case CommitmentCard():
            stands_so = " · ".join(filter(None, (card.line.status.label, card.line.waiting())))
            facts = [(_("Stands"), stands_so), *(() if card.draft.progress.closed else _expected(card, today))]
        case _:
            return []
    return [*facts, (_("Urgency"), card.line.urgency.said)] if card.line.urgency.total else facts


def _expected(card: CommitmentCard | AgreementCard, today: date) -> list[tuple[str, str]]:
    """How often a report is expected on it, if one is, and when the next."""
    entered = card.head.created_at.date()
    said = expected(card.draft.report_every, card.draft.report_unit, card.head.last_action, entered, today)
    return [(_("Reports"), said)] if said else []


def _visit_stands(card: VisitCard, today: date) -> list[tuple[str, str]]:
    """Where a visit stands, what was invited for, and dates that are its own no more."""
    line, stated = card.line, card.draft.dates
    facts = [(_("Stands"), line.standing())]
    if line.status in _WITHOUT_DATE:
        first, *rest = filter(None, _invited(line, today))
        facts += [(_("Invitation"), first), *(("", each) for each in rest)]
    if stated is not None and dates(facts_of(card)) is None:
        facts.append((_("Earlier dates"), _("{dates}, of an invitation replaced since").format(dates=stated.display())))
    return facts


def term(card: AgreementCard, today: date) -> list[tuple[str, str]]:
    """Where an agreement stands, when the term that runs ends, and the last day for notice: each with its name."""
    line = card.line
    facts = [(_("Stands"), line.standing())]
    if line.noticed():
        facts.append((_("Notice"), line.noticed()))
    if line.term is not None and line.status not in _OVER:
        ends = _("{date}, {distance}").format(date=line.term.display(), distance=relative(line.term, today))
        counted = counted_from(card.term_counted) if card.term_counted is not None else ""
        facts.append((_("Term ends"), ", ".join(filter(None, (ends, counted)))))
    if card.notice_by is not None:
        by = day(card.notice_by)
        if card.notice_is_safe and line.term is not None:
            said = _("{day}, the safe day: the term ends some time in {period}")
            if card.term_counted:
                said = _("{day}, the safe day: the term ends {period}")
            by = said.format(day=by, period=line.term.display())
        facts.append((_("Last day for notice"), by))
    elif card.notice_has_no_day and line.term is not None:
        said = _("not known: the term ends {period}, how early is not certain")
        facts.append((_("Last day for notice"), said.format(period=line.term.display())))
    return facts


def _signed(line: AgreementLine) -> str:
    """The status; of what is signed with its day, said once: "Signed during the visit"."""
    status = line.standing()
    if line.signed is None:
        return status
    when = line.signed.display().removeprefix("signed ")
    said = _("{status} {date}") if line.status is AgreementStatus.SIGNED else _("{status} · signed {date}")
    return said.format(status=status, date=when)


def comes_on(line: ReminderLine) -> date:
    """The day a reminder fires, or the one it is put off to."""
    return line.until if line.group == "snoozed" and line.until else line.fires_on


def reminder(line: ReminderLine) -> list[str]:
    """Why a reminder stands there, and when it fired, is to fire, or until when it is put off: the day of the reminder
    is another one than the day it is about."""
    said = {"now": _("reminder due {day}"), "snoozed": _("put off until {day}")}.get(line.group, _("to remind {day}"))
    step = line.pending.what if line.pending is not None else ""
    on = line.record.title if line.what and line.about != line.record.id else ""
    when = said.format(day=day(comes_on(line)))
    if line.group == "now" and line.entered is not None:
        when = _("reminds since it was entered on {day}").format(day=day(line.entered))
    return [on, line.reason, step, _put_off(line) or when, _rule(line)]


def _rule(line: ReminderLine) -> str:
    """Which rule reminds, where nobody set it by hand."""
    return _("rule “{name}”").format(name=line.by_rule) if line.by_rule else ""


def set_by_hand(each: SetByHand) -> list[str]:
    """On which record a reminder was set, and for when."""
    return [each.record.title if each.record is not None else "", remind_when.said(each.when)]


def _put_off(line: ReminderLine) -> str:
    """Until when a reminder is put off, where that is no mere day."""
    if line.group == "snoozed" and line.until_answer:
        return _("put off until they answer")
    if line.group == "snoozed" and line.until is not None and line.until_time:
        return _("put off until {time} on {day}").format(time=line.until_time, day=day(line.until))
    return ""


def spoken_of(line: ReminderLine) -> list[str]:
    """Why a reminder stands on Today, and what for."""
    step = line.pending.what if line.pending is not None else ""
    return [line.reason, line.what, step]


def jubilee(each: Jubilee) -> list[str]:
    """When an anniversary is, how many years it will be, and how far off its day is, where that is known."""
    if each.day is None:
        return [each.said(), each.reminder.reason]
    return [each.said(), day(each.day), each.reminder.reason]


def action(line: ActionLine, of: frozenset[int] = frozenset()) -> list[str]:
    """What is known of an entry of the log; the records it stands under (`of`) are not named again."""
    facts = [day(line.on), line.kind.label, _("with {whom}").format(whom=line.with_whom) if line.with_whom else ""]
    facts.append(_("result: {result}").format(result=line.result.word) if line.result else "")
    if line.reply_by is not None or line.reply_ended is not None:
        by = _("reply by {date}").format(date=line.reply_by.display()) if line.reply_by is not None else _("reply")
        facts.append(f"{by} ({line.reply_ended.word})" if line.reply_ended else by)
    facts.append(_("our number {number}").format(number=line.our_reference) if line.our_reference else "")
    facts.append(_("their number {number}").format(number=line.their_reference) if line.their_reference else "")
    others = [link for link in line.links if link.id not in of]
    facts.append(_("on: {records}").format(records=names(others)) if others else "")
    if line.next_due is not None or line.next_step:
        said = _next(line.next_step, line.next_due)
        facts.append(f"{said} ({line.step_ended.word})" if line.step_ended else said)
    return [*facts, _("by {name}").format(name=line.by) if line.by else ""]


def left_open(draft: ActionDraft, today: date) -> Iterator[str]:
    """What an entry leaves open, and by when."""
    if draft.next_due is not None:
        yield _("Next step: {step}.").format(step=_echo(draft.next_due, today))
    elif draft.next_step:
        yield _("Next step without a day: {step}. Name one with --next.").format(step=shortened(draft.next_step))
    if draft.reply_by is not None:
        yield _("Reply expected: {when}.").format(when=_echo(draft.reply_by, today))
    elif draft.result is Result.AWAITING_REPLY:
        yield _("A reply is awaited on no day. Name one with --reply-by.")


def _echo(period: Period, today: date) -> str:
    readings = phrases.read(period.as_written or period.display(), today).readings
    return readings[0].echo if readings else period.display()


def said(point: PointText) -> list[str]:
    """What is known of a point besides its words: what it is, how likely it is raised, whether it may be said aloud."""
    facts = [point.kind.label, point.likelihood.word if point.likelihood else ""]
    if point.kind is PointKind.BACKGROUND:
        facts.append(_("free to use") if point.free else _("not to be disclosed"))
    return [*facts, "" if point.marking is Marking.NONE else point.marking.label]


def point(line: PointLine) -> list[str]:
    """The same, with what it is about."""
    return [*said(line), line.about.title]


def owed_return(each: ReturnOwed) -> tuple[str, list[str]]:
    """A return visit that is due: what to say, and how the visits stand."""
    back = _("Not returned: {visit} ({day})") if each.since else _("Not returned: {visit}")
    so_far = _("visits so far: {creditor} {paid}, {debtor} {returned}")
    invited = _("an invitation stands ({number})") if each.invited else _("no invitation stands")
    return (
        _("Return visit due from {party} to {other}").format(party=each.owes.title, other=each.owed.title),
        [
            back.format(visit=each.for_visit.title, day=day_name(each.since) if each.since else ""),
            so_far.format(creditor=each.owed.title, paid=each.paid, debtor=each.owes.title, returned=each.returned),
            invited.format(number=each.invited.id if each.invited else ""),
        ],
    )


def briefing(line: BriefingLine) -> list[str]:
    """What is known of a sheet that was kept."""
    facts = [_("Sheet {number}").format(number=line.number), line.kind.label, day(line.as_of)]
    facts.append(_("for {audience}").format(audience=line.audience) if line.audience else "")
    pages = ngettext("{count:,} page", "{count:,} pages", line.pages).format(count=line.pages)
    return [*facts, pages, line.marking.label]
