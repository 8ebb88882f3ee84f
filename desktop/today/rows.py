"""What the rows of Today and Reminders say of a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db.records.agreements import AgreementLine
from db.records.commitments import CommitmentLine
from db.records.pending import Pending
from db.records.reminders import NOW, SNOOZED, ReminderLine, SetByHand
from db.records.today import AgreementReminder, Jubilee, ReturnOwed, VisitReminder
from db.records.visits import VisitLine
from db.rules.edtf import day_with_weekday, full_day
from db.rules.periods import Period, days_left, distance
from db.rules.remind_when import said
from db.vocabulary import DateField, Kind, Renewal, Reply, Strength, VisitStatus
from db.words import _
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.row_list import Row
from desktop.kit.tokens import Ink
from desktop.status import TO_CONFIRM, commitment_look, visit_look
from desktop.table import columns as cells

_INKS: dict[str, Ink] = {"critical": "critical", "warning": "warning", "text3": "text3"}


def rule_of(line: ReminderLine) -> str:
    """Which rule reminds, for the hover; "" of what somebody set by hand."""
    return _("Rule: {name}").format(name=line.by_rule) if line.by_rule else ""


def long_date(day: date) -> str:
    """The day as a heading: "Monday, 23 November 2026"."""
    return full_day(day)


def short_date(day: date) -> str:
    """The day as records write it: "23 Nov 2026"."""
    return Period.on(day).display()


def last_action(day: date | None) -> str:
    """When something was last done on a record."""
    if day is None:
        return _("no action logged yet")
    return _("last action {day}").format(day=short_date(day))


def owing(line: CommitmentLine, ours: int | None) -> str:
    """Who owes whom; where the source names no beneficiary, who owes it; what is planned is not owed."""
    if line.owes and not line.owed:
        if [each.id for each in line.owes] == [ours]:
            return _("Planned by us") if line.strength is Strength.PLANNED else _("Owed by us")
        named = words.listed([each.title for each in line.owes])
        planned = line.strength is Strength.PLANNED
        return (_("Planned by {names}") if planned else _("Owed by {names}")).format(names=named)
    return cells.who_owes(line.owes, line.owed, ours)


def commitment_row(line: CommitmentLine, today: date, ours: int | None) -> Row:
    """A promise: who owes whom, its area and last action; when it is due over how far off that is."""
    look = commitment_look(line.status)
    due = cells.promised_by(line, today)
    missing = line.unreported(today)
    meta = words.joined(
        (owing(line, ours), ", ".join(line.areas), line.waiting(), missing or last_action(line.last_action))
    )
    return Row(
        (Kind.COMMITMENT, line.id), look.icon, look.tone, words.one_line(line.title), meta,
        due.text, due.under, _INKS.get(due.tone, "text2"),
    )  # fmt: skip


def pending_row(each: Pending, today: date) -> Row:
    """A next step, or a reply, that should have come: on which record, and when it was due over how long ago."""
    due = cells.due(each.due, today)
    why = _("reply expected") if each.field is DateField.REPLY_BY else _("next step")
    asked = _("agreed {day}") if each.field is DateField.NEXT_STEP else _("asked {day}")
    meta = words.joined((why, each.record.title, asked.format(day=short_date(each.asked_on))))
    return Row(
        each, KINDS[each.record.kind].icon, "critical", words.one_line(each.what), meta,
        due.text, due.under, "critical",
    )  # fmt: skip


def awaited_row(each: Pending, today: date) -> Row:
    """A reply that is awaited on no day: on which record, and since when over how long ago that is."""
    when = each.due.display() if each.due is not None else ""
    meta = words.joined((_("reply awaited"), when, each.record.title))
    since = _("since {day}").format(day=short_date(each.asked_on))
    return Row(
        each, KINDS[each.record.kind].icon, "waiting", words.one_line(each.what), meta,
        since, distance(each.asked_on, today),
    )  # fmt: skip


def step_row(line: ReminderLine, today: date) -> Row:
    """A next step, or a reply, whose day has come and not passed."""
    if line.pending is None:
        return reminder_row(line, today)
    return replace(pending_row(line.pending, today), tone="warning", value_ink="warning", why=rule_of(line))


def coming_row(each: VisitReminder, today: date, ours: int | None) -> Row:
    """A visit to come or under way: why it is spoken of, from where to where, its dates over how far off they are."""
    line, why = each.visit, each.why()
    look, when = visit_look(line.status), cells.past(line.dates, today)
    meta = words.joined((_capital(why), cells.journey(line.from_party, line.to_party, ours), line.places))
    return Row(
        each.reminder,
        look.icon,
        look.tone,
        words.one_line(line.title),
        meta,
        when.text,
        when.under,
        why=rule_of(each.reminder),
    )


def agreement_reminder_row(each: AgreementReminder, today: date) -> Row:
    """An agreement that is spoken of: why, whose turn it is and since when, and the day it is about."""
    line, reminder = each.agreement, each.reminder
    meta = words.joined((_capital(reminder.reason), line.waits(), words.listed([p.title for p in line.parties])))
    day = reminder.computed_from
    return Row(
        reminder, KINDS[Kind.AGREEMENT].icon, "warning", words.one_line(line.title), meta,
        short_date(day), distance(day, today), why=rule_of(reminder),
    )  # fmt: skip


def jubilee_row(each: Jubilee, today: date) -> Row:
    """An anniversary: how many years it will be, and when, over how far off that is where its day is known."""
    ink: Ink = "warning" if each.is_round else "text2"
    return Row(
        each.reminder, KINDS[Kind.ANNIVERSARY].icon, "warning" if each.is_round else "neutral",
        words.one_line(each.reminder.record.title), _capital(each.said()),
        each.when.display(), distance(each.day, today) or _("day not known"), ink, rule_of(each.reminder),
    )  # fmt: skip


def put_off(row: Row, line: ReminderLine) -> Row:
    """A row of which the reminder is put off, and until when; the row itself stays for as long as it is true."""
    until = _("snoozed")
    if line.until is not None and line.until_time:
        until = _("snoozed until {time} on {day}").format(time=line.until_time, day=day_with_weekday(line.until))
    elif line.until is not None:
        until = _("snoozed until {day}").format(day=day_with_weekday(line.until))
    return replace(row, meta=words.joined((until, row.meta)))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def silent_row(line: CommitmentLine, today: date, ours: int | None) -> Row:
    """A promise without a date: how long nothing was done about it."""
    look = commitment_look(line.status)
    origin = line.origin.title if line.origin else ""
    meta = words.joined((_capital(line.unreported(today)), owing(line, ours), ", ".join(line.areas), origin))
    return Row(
        (Kind.COMMITMENT, line.id),
        look.icon,
        look.tone,
        words.one_line(line.title),
        meta,
        cells.no_date(),
        line.silent(today),
    )


def agreement_row(line: AgreementLine, today: date) -> Row:
    """An agreement somebody has to confirm: when it was signed, or when its term ended, and what is left open."""
    signed = line.signed.display() if line.signed and line.signed.edtf else ""
    value = _("Signed {when}").format(when=signed) if signed else line.status.label
    unknown, ended = _("Legal character not stated"), line.ended()
    if line.entry == "not_stated":
        unknown = _("Entry into force not stated")
    if ended is not None:
        none = line.renewal is Renewal.NONE
        value = line.standing()
        unknown = _("It is not to be renewed; that it ended is not stated") if none else _("Extension not stated")
    origin = words.listed([each.title for each in line.parties])
    if line.visit is not None:
        origin = _("from “{visit}”").format(visit=line.visit.title)
    return Row(
        (Kind.AGREEMENT, line.id), TO_CONFIRM.icon, TO_CONFIRM.tone, words.one_line(line.title),
        words.joined((unknown, line.waits(), origin)), value, _("confirm status"),
    )  # fmt: skip


def visit_row(line: VisitLine, today: date) -> Row:
    """A visit asked for without a date: by whom, what was answered, how long the window stays open."""
    look = visit_look(line.status)
    invited = _("invited by {name}")
    by = invited.format(name=line.invited_by) if line.invited_by else ""
    country = line.from_party.title if line.from_party else ""
    reply = _("reply not recorded") if line.unanswered else ""
    if line.reply is not None and line.reply is not Reply.NONE_RECORDED:
        reply = line.reply.label
    elif line.status is VisitStatus.ACCEPTED_NO_DATE:
        reply = line.standing() if line.has_no_day() else _("accepted")
    lapsed = line.status is VisitStatus.LAPSED
    left = days_left(line.window, today)  # none of what was put off
    return Row(
        (Kind.VISIT, line.id), look.icon, look.tone, words.one_line(line.title), words.joined((country, by, reply)),
        line.standing() if lapsed or not left else left,
        left if lapsed else _proposed(line),
        "critical" if lapsed else "warning",
    )  # fmt: skip


def _proposed(line: VisitLine) -> str:
    on_offer = line.on_offer()
    if line.has_no_day() and line.dates is not None:
        return line.dates.display()
    if on_offer is None:
        return _("no date agreed")
    return _("proposed: {when}").format(when=on_offer.display())


def passed_row(line: VisitLine, today: date, ours: int | None) -> Row:
    """A visit whose dates have passed, and nobody has said whether it took place."""
    look = visit_look(line.status, to_confirm=line.to_confirm)
    when = cells.past(line.dates, today)
    meta = words.joined((cells.journey(line.from_party, line.to_party, ours), line.status.label, line.places))
    return Row(
        (Kind.VISIT, line.id), look.icon, look.tone, words.one_line(line.title), meta, when.text, when.under, "warning"
    )


def return_row(owed: ReturnOwed, today: date, ours: int | None) -> Row:
    """A visit that was not returned."""
    since = distance(owed.since, today) if owed.since else ""
    return Row(
        (Kind.VISIT, owed.for_visit.id), "repeat-2", "waiting", return_words(owed, ours), owed.for_visit.title,
        short_date(owed.since) if owed.since else cells.no_date(), since,
    )  # fmt: skip


def return_words(owed: ReturnOwed, ours: int | None) -> str:
    """Who owes whom a return visit, in a sentence."""
    if owed.owes.id == ours:
        return _("We owe {owed} a return visit").format(owed=owed.owed.title)
    if owed.owed.id == ours:
        return _("{owes} owes us a return visit").format(owes=owed.owes.title)
    sentence = _("Return visit due from {owes} to {owed}")
    return sentence.format(owes=owed.owes.title, owed=owed.owed.title)


def reminder_row(line: ReminderLine, today: date) -> Row:
    """A reminder: of what, on which record, why, and when it fires or until when it is put off. What was set by hand
    stands there in its own words."""
    ink: Ink = "critical" if line.group == NOW and "late" in line.reason else "text2"
    why, alone = line.reason[:1].upper() + line.reason[1:], line.record.kind is Kind.REMINDER
    step = line.pending.what if line.pending is not None else ""
    on = line.record.title if line.what and not alone else ""
    value, far = _when(line, today)
    return Row(
        line, KINDS[line.record.kind].icon, "warning" if line.group == NOW else "neutral",
        words.one_line(line.what or line.record.title), words.joined((on, why, step, line.record.kind.label)),
        value, far, ink, rule_of(line),
    )  # fmt: skip


def waiting_row(each: SetByHand) -> Row:
    """A reminder that waits for a later day or an answer: of what, on which record, and for when."""
    on = words.joined((each.record.title, each.record.kind.label)) if each.record is not None else Kind.REMINDER.label
    return Row((Kind.REMINDER, each.id), "bell", "neutral", words.one_line(each.title), on, said(each.when))


def _when(line: ReminderLine, today: date) -> tuple[str, str]:
    """When a reminder fires or until when it is put off, and how far off that is."""
    if line.group == SNOOZED and line.until_answer:
        return _("until they answer"), ""
    when = line.until if line.group == SNOOZED and line.until else line.fires_on
    far = distance(when, today)
    if line.group == SNOOZED and line.until_time:
        return _("until {time}").format(time=line.until_time), short_date(when) if when != today else _("today")
    if line.group == NOW and line.entered is not None:
        return short_date(line.entered), _("entered {distance}").format(distance=distance(line.entered, today))
    if line.group == NOW:  # the day it fired, not the one it is about
        far = _("reminder due {distance}").format(distance=far)
    return short_date(when), far
