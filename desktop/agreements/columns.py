"""The table of agreements: what each column says of an instrument and of its life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.records.agreements import AgreementLine, LifeStage, unsaid
from db.records.base import Link, Period
from db.vocabulary import StepKind, Turn
from db.words import _, ngettext
from desktop.kit import words
from desktop.status import TO_CONFIRM, Look, agreement_look
from desktop.table import columns as cells
from desktop.table.cell import Cell, Column
from desktop.table.columns import Scene

_Consent = tuple[Link, LifeStage]
"""A party and its ratification, or what stands for it."""


def columns(scene: Scene) -> Sequence[Column[AgreementLine]]:
    """The columns; where there is room, whose turn it is and the next review are shown too."""

    def title(line: AgreementLine, today: date) -> Cell:
        return _title(line, scene)

    def parties(line: AgreementLine, today: date) -> Cell:
        return _parties(line, scene)

    def ours(line: AgreementLine, today: date) -> Cell:
        return _ours(line, scene, today)

    def theirs(line: AgreementLine, today: date) -> Cell:
        return _ratified([each for each in _consents(line) if each[0].id != scene.ours], today)

    by_us, by_them = _("Ours ratified"), _("Theirs ratified")
    if scene.ours is None:
        by_us, by_them = _("Ratified"), ""
    return (
        Column("status", _("Status"), _status, "status", 184),
        Column("title", _("Agreement"), title, "title", 280, stretch=True),
        Column("parties", _("Parties"), parties, "", 108),
        Column("signed", _("Signed"), _signed, "", 124),
        Column("ours_ratified", by_us, ours, "", 132, extra=True),
        Column("theirs_ratified", by_them, theirs, "", 132, extra=True),
        Column("waiting_for", _("Waiting for"), _waiting, "", 170, wide_only=True),
        Column("in_force", _("In force"), _in_force, "", 132),
        Column("review", _("Next review"), _review, "review", 122, wide_only=True),
        Column("area", _("Area"), _area, "", 132, extra=True),
        Column("visit", _("Visit"), _visit, "", 180, extra=True),
        Column("urgency", _("Urgency"), _urgency, "", 100, extra=True),
        *cells.written_columns(),
    )


def status(line: AgreementLine) -> tuple[str, Look]:
    """The word and look of the chip: what is still to be confirmed is said in it."""
    if not line.to_confirm or line.ended() is not None:
        return line.status.label, agreement_look(line.status)
    return _("{label} · to confirm").format(label=line.status.label), TO_CONFIRM


def waiting(line: AgreementLine) -> str:
    """What is waited for, in words: "Pakistan’s ratification", "the exchange of instruments"; "" for nothing."""
    if line.waiting_for:
        return _awaited(line)
    if line.turn is Turn.NOT_STATED:
        return words.not_stated()
    return "" if line.turn is Turn.NOBODY else line.turn.label


def _awaited(line: AgreementLine) -> str:
    act = line.awaited.act if line.awaited is not None else ""
    if line.awaited is StepKind.INSTRUMENTS_EXCHANGED:
        return _("the {act}").format(act=act)
    if line.turn is Turn.US:
        return _("our {act}").format(act=act) if act else line.turn.label
    if not act:
        return words.listed(line.waiting_for)
    owners = [_("{each}’s").format(each=each) for each in line.waiting_for]
    return _("{listed} {act}").format(listed=words.listed(owners), act=act)


def waited(line: AgreementLine) -> str:
    """How long it has been waited for: "for 292 days"."""
    if line.days_waiting is None or line.turn is Turn.NOT_STATED:
        return ""
    return ngettext("for {count} day", "for {count} days", line.days_waiting).format(count=line.days_waiting)


def _status(line: AgreementLine, today: date) -> Cell:
    label, look = status(line)
    ended, noticed = line.standing() if line.standing() != line.status.label else "", line.noticed()
    said = words.joined((ended or label, noticed)) if ended or noticed else ""
    return Cell(label, tone=look.tone, icon=look.icon, tip=said, spoken=said)


def _title(line: AgreementLine, scene: Scene) -> Cell:
    visit = line.visit.title if line.visit else ""
    under = (line.kind.label, cells.others(line.parties, scene), visit)
    return Cell(words.one_line(line.name()), words.joined(under), tip=line.title)


def _parties(line: AgreementLine, scene: Scene) -> Cell:
    names = words.listed([each.title for each in line.parties]) or words.not_stated()
    if not line.parties:
        return Cell(names, tone="text3", spoken=_("Parties not stated"))
    if not all(each.code for each in line.parties):
        return Cell(names, tip=names)
    return Cell(codes=cells.side(line.parties, scene), tip=names, spoken=names)


def _signed(line: AgreementLine, today: date) -> Cell:
    return cells.past(line.signed, today, blank=line.signed_on())


def _in_force(line: AgreementLine, today: date) -> Cell:
    cell = cells.past(line.in_force, today, blank=line.entered_on())
    if line.in_force is None:
        return Cell(cell.text, tone="warning" if line.to_confirm and line.entry == "not_stated" else "text3")
    if line.ended_on is not None:
        return replace(cell, under=_("ended {day}").format(day=line.ended_on.display()))
    until = line.runs_until()
    return replace(cell, under=_("until {day}").format(day=until.display())) if until is not None else cell


def _waiting(line: AgreementLine, today: date) -> Cell:
    who = waiting(line)
    return Cell(who, waited(line), tone="text3" if line.turn is Turn.NOT_STATED else "", tip=who)


def _review(line: AgreementLine, today: date) -> Cell:
    if line.next_review is None:
        return Cell(_("none set"), tone="text3")
    return cells.due(line.next_review, today)


def _consents(line: AgreementLine) -> Sequence[_Consent]:
    return list(zip(line.parties, line.consents, strict=True))


def _ours(line: AgreementLine, scene: Scene, today: date) -> Cell:
    """When our side ratified; every party where no side is ours."""
    consents = _consents(line)
    if scene.ours is None:
        return _ratified(consents, today)
    own = [each for each in consents if each[0].id == scene.ours]
    if consents and not own:
        return Cell(_("not a party"), tone="text3")
    return _ratified(own, today)


def _ratified(consents: Sequence[_Consent], today: date) -> Cell:
    """When one party ratified, or each of two; of more it is counted how many have."""
    if not consents:
        return Cell(words.not_stated(), tone="text3")
    said = [_said(stage) for _, stage in consents]
    if len(set(said)) == 1:
        when = _done(consents[0][1])
        return cells.past(when, today) if when else Cell(said[0], tone="text3")
    tip = "\n".join(f"{stage.label}: {each}" for (_, stage), each in zip(consents, said, strict=True))
    if len(consents) == 2:
        upper, lower = (f"{party.code or party.title} {each}" for (party, _), each in zip(consents, said, strict=True))
        return Cell(upper, lower, tip=tip)
    done = sum(stage.state == "done" for _, stage in consents)
    return Cell(_("{done} of {count}").format(done=done, count=len(consents)), tip=tip)


def _done(stage: LifeStage) -> Period | None:
    """The date of a stage that was reached; that since which one is awaited is none."""
    return stage.when if stage.state == "done" else None


def _said(stage: LifeStage) -> str:
    when = _done(stage)
    return when.display() if when else unsaid(stage.state)


def _area(line: AgreementLine, today: date) -> Cell:
    return cells.stated(", ".join(line.areas))


def _visit(line: AgreementLine, today: date) -> Cell:
    return cells.stated(line.visit.title if line.visit else "")


def _urgency(line: AgreementLine, today: date) -> Cell:
    return cells.urgency(line.urgency)
