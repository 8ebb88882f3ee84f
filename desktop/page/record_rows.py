"""What the rows of the page of a country, a person or an area say of a record."""

from __future__ import annotations

from datetime import date

from db.records.actions import ActionLine
from db.records.agreements import AgreementLine
from db.records.commitments import CommitmentLine
from db.records.people import Held
from db.records.relations import CitedSource, Jubilee, OfficeHeld
from db.records.visits import VisitLine
from db.rules.periods import Period
from db.vocabulary import Kind
from db.words import _, ngettext
from desktop.kinds import KINDS
from desktop.kit import words
from desktop.kit.row_list import Row
from desktop.kit.tokens import Ink
from desktop.status import ACTION_ICONS, TO_CONFIRM, agreement_look, commitment_look, visit_look
from desktop.table import columns as cells

_INKS: dict[str, Ink] = {"critical": "critical", "warning": "warning", "text3": "text3"}


def promise_row(line: CommitmentLine, today: date) -> Row:
    """A promise under the heading of who owes it: its area, and when it is due over how far off that is."""
    look, due = commitment_look(line.status), cells.promised_by(line, today)
    meta = words.joined((line.status.label, ", ".join(line.areas), line.waiting()))
    return Row(
        (Kind.COMMITMENT, line.id), look.icon, look.tone, words.one_line(line.title), meta,
        due.text, due.under, _INKS.get(due.tone, "text2"),
    )  # fmt: skip


def agreement_row(line: AgreementLine) -> Row:
    """An agreement: its kind and who is waited for, and where it stands over when it was signed."""
    look = TO_CONFIRM if line.to_confirm else agreement_look(line.status)
    signed = _("signed {day}").format(day=line.signed.display()) if line.signed is not None and line.signed.edtf else ""
    return Row(
        (Kind.AGREEMENT, line.id), look.icon, look.tone, words.one_line(line.name()),
        words.joined((line.kind.label, line.waits())), line.status.label, signed,
    )  # fmt: skip


def action_row(line: ActionLine) -> Row:
    """An entry of the log: what was done, on which record, by whom and when."""
    on = ", ".join(link.title for link in line.links)
    return Row(
        (Kind.ACTION, line.id), ACTION_ICONS[line.kind], "neutral", words.one_line(line.text),
        words.joined((line.kind.label, on)), Period.on(line.on).display(), line.by,
    )  # fmt: skip


def source_row(cited: CitedSource) -> Row:
    """A source: what it is, and how many of the records here it speaks for."""
    published = cited.published_on.display() if cited.published_on is not None else ""
    said = ngettext("cited for {n:,} record", "cited for {n:,} records", cited.records).format(n=cited.records)
    return Row(
        (Kind.SOURCE, cited.link.id), KINDS[Kind.SOURCE].icon, "neutral", words.one_line(cited.link.title),
        words.joined((cited.kind.label, said)), published,
    )  # fmt: skip


def office_row(office: OfficeHeld) -> Row:
    """An office and who is in it; Enter leads to that person, or to the office while nobody is known to hold it."""
    held = office.holders
    key = (Kind.PERSON, held[0].who.id) if held else (Kind.OFFICE, office.office.id)
    names = words.listed([each.name for each in held]) or _("holder not stated")
    return Row(
        key, "user" if held else KINDS[Kind.OFFICE].icon, "neutral", words.one_line(names),
        words.one_line(office.office.title), "", "",
    )  # fmt: skip


def jubilee_row(each: Jubilee) -> Row:
    """What began once, when, and which round of it comes next."""
    coming = ""
    if each.ordinal is not None and each.year is not None:
        coming = _("{n}. anniversary in {year}").format(n=each.ordinal, year=each.year)
    began = each.first.display() if each.first is not None else words.not_stated()
    return Row(
        (Kind.ANNIVERSARY, each.link.id), KINDS[Kind.ANNIVERSARY].icon, "neutral",
        words.one_line(each.link.title), coming, began,
    )  # fmt: skip


def visit_row(line: VisitLine, today: date, ours: int | None) -> Row:
    """A visit: from where to where, and when it was or is to be."""
    look = visit_look(line.status, to_confirm=line.to_confirm)
    when = line.dates.display() if line.dates is not None else cells.no_date()
    meta = words.joined((line.standing(), cells.journey(line.from_party, line.to_party, ours), line.visitor))
    return Row((Kind.VISIT, line.id), look.icon, look.tone, words.one_line(line.title), meta, when, line.how_far(today))


def held_row(held: Held) -> Row:
    """An office that somebody holds, is to hold or held, and for how long; Enter leads to the page of its country."""
    period = held.period.display() if held.period is not None else _("time not stated")
    return Row(
        (Kind.PARTY, held.party.id), KINDS[Kind.OFFICE].icon, "neutral", words.one_line(held.text),
        held.party.title, period,
    )  # fmt: skip
