"""What the rows of Today and Reminders say of a record."""

from __future__ import annotations

from datetime import date

from db.records.agreements import AgreementLine
from db.records.commitments import CommitmentLine
from db.records.pending import Pending
from db.records.reminders import ReminderLine
from db.records.today import ReturnOwed
from db.records.visits import VisitLine
from db.rules.edtf import full_day
from db.rules.periods import Period, distance
from db.vocabulary import DateField, Kind, Renewal, Reply, Strength, VisitStatus
from db.words import _, ngettext
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.row_list import Row
from desktop.kit.tokens import Ink
from desktop.status import TO_CONFIRM, commitment_look, visit_look
from desktop.table import columns as cells

_INKS: dict[str, Ink] = {"critical": "critical", "warning": "warning", "text3": "text3"}


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


def owing(line: CommitmentLine) -> str:
    """Who owes whom; where the source names no beneficiary, who owes it; what is planned is not owed."""
    if line.owes and not line.owed:
        named = words.listed([each.title for each in line.owes])
        planned = line.strength is Strength.PLANNED
        return (_("Planned by {names}") if planned else _("Owed by {names}")).format(names=named)
    return cells.who_owes(line.owes, line.owed)


def commitment_row(line: CommitmentLine, today: date) -> Row:
    """A promise: who owes whom, its area and last action; when it is due over how far off that is."""
    look = commitment_look(line.status)
    due = cells.promised_by(line, today)
    meta = words.joined((owing(line), ", ".join(line.areas), line.waiting(), last_action(line.last_action)))
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


def silent_row(line: CommitmentLine, today: date) -> Row:
    """A promise without a date: how long nothing was done about it."""
    look = commitment_look(line.status)
    note = ""
    if line.days_silent is not None:
        days = line.days_silent
        note = ngettext("{count} day without action", "{count} days without action", days).format(count=days)
    meta = words.joined((owing(line), ", ".join(line.areas), line.origin.title if line.origin else ""))
    return Row(
        (Kind.COMMITMENT, line.id), look.icon, look.tone, words.one_line(line.title), meta, cells.no_date(), note
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
        words.joined((unknown, origin)), value, _("confirm status"),
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
    lapsed = line.status is VisitStatus.LAPSED
    left = cells.days_left(line.window, today)  # none of what was put off
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


def passed_row(line: VisitLine, today: date) -> Row:
    """A visit whose dates have passed, and nobody has said whether it took place."""
    look = visit_look(line.status, to_confirm=line.to_confirm)
    when = cells.past(line.dates, today)
    meta = words.joined((cells.journey(line.from_party, line.to_party), line.status.label, line.places))
    return Row(
        (Kind.VISIT, line.id), look.icon, look.tone, words.one_line(line.title), meta, when.text, when.under, "warning"
    )


def return_row(owed: ReturnOwed, today: date) -> Row:
    """A visit that was not returned."""
    since = distance(owed.since, today) if owed.since else ""
    return Row(
        (Kind.VISIT, owed.for_visit.id), "repeat-2", "waiting", return_words(owed), owed.for_visit.title,
        short_date(owed.since) if owed.since else cells.no_date(), since,
    )  # fmt: skip


def return_words(owed: ReturnOwed) -> str:
    """Who owes whom a return visit, in a sentence."""
    sentence = _("Return visit due from {owes} to {owed}")
    return sentence.format(owes=owed.owes.title, owed=owed.owed.title)


def reminder_row(line: ReminderLine, today: date) -> Row:
    """A reminder: on which record, why, and when it fires or until when it is put off."""
    when = line.until if line.group == "snoozed" and line.until else line.fires_on
    ink: Ink = "critical" if line.group == "now" and "late" in line.reason else "text2"
    why, far = line.reason[:1].upper() + line.reason[1:], distance(when, today)
    step = line.pending.what if line.pending is not None else ""
    if line.group == "now":  # the day it fired, not the one it is about
        far = _("reminder due {distance}").format(distance=far)
    return Row(
        line, KINDS[line.record.kind].icon, "warning" if line.group == "now" else "neutral",
        words.one_line(line.record.title), words.joined((why, step, line.record.kind.label)),
        short_date(when), far, ink,
    )  # fmt: skip
