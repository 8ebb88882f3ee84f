"""The table of commitments: what each column says of a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.records.commitments import CommitmentLine
from db.vocabulary import Kind
from db.words import _
from desktop.kit import words
from desktop.status import commitment_look
from desktop.table import columns as cells
from desktop.table.cell import Cell, Column
from desktop.table.columns import Scene


def columns(scene: Scene) -> Sequence[Column[CommitmentLine]]:
    """The columns; where there is room the area has its own and leaves the second line."""

    def title(line: CommitmentLine, today: date) -> Cell:
        return _title(line, scene)

    def owing(line: CommitmentLine, today: date) -> Cell:
        return cells.between(line.owes, line.owed, scene, cells.who_owes(line.owes, line.owed, scene.ours))

    def country(line: CommitmentLine, today: date) -> Cell:
        return cells.stated(_countries(line, scene))

    return (
        Column("status", _("Status"), _status, "status", 140),
        Column("title", _("Commitment"), title, "title", 280, stretch=True),
        Column("who_owes", _("Who owes"), owing, "", 132),
        Column("due", _("Due"), cells.promised_by, "due", 128),
        Column("area", _("Area"), _area, "", 120, wide_only=True),
        Column("last_action", _("Last action"), _last, "last_action", 120, wide_only=True),
        Column("country", _("Country"), country, "", 132, extra=True),
        Column("visit", _("Visit"), _visit, "", 180, extra=True),
        Column("agreement", _("Agreement"), _agreement, "", 180, extra=True),
        Column("officer", _("Officer"), _officer, "", 124, extra=True),
        Column("strength", _("Strength"), _strength, "", 132, extra=True),
        Column("next_step", _("Next step"), _next, "", 190, extra=True),
        Column("source", _("Source"), _source, "", 190, extra=True),
        Column("urgency", _("Urgency"), _urgency, "urgency", 100, extra=True),
        *cells.written_columns(),
    )


def _status(line: CommitmentLine, today: date) -> Cell:
    look = commitment_look(line.status)
    return Cell(line.status.label, tone=look.tone, icon=look.icon)


def _title(line: CommitmentLine, scene: Scene) -> Cell:
    under = (
        cells.others((*line.owes, *line.owed), scene),
        "" if scene.wide else ", ".join(line.areas),
        line.origin.title if line.origin else "",
        line.waiting(),
    )
    return Cell(words.one_line(line.title), words.joined(under), tip=line.title)


def _area(line: CommitmentLine, today: date) -> Cell:
    return cells.stated(", ".join(line.areas))


def _last(line: CommitmentLine, today: date) -> Cell:
    return cells.since(line.last_action, today)


def _countries(line: CommitmentLine, scene: Scene) -> str:
    """The countries a promise concerns: those on the other side, or ours where it concerns no other."""
    others = [each.title for each in line.countries if each.id != scene.ours]
    return ", ".join(others or [each.title for each in line.countries])


def _visit(line: CommitmentLine, today: date) -> Cell:
    return _origin(line, Kind.VISIT)


def _agreement(line: CommitmentLine, today: date) -> Cell:
    return _origin(line, Kind.AGREEMENT)


def _origin(line: CommitmentLine, kind: Kind) -> Cell:
    """What a promise comes from, where that is of a kind; nothing where it is of another."""
    if line.origin is None or line.origin.kind is kind:
        return cells.stated(line.origin.title if line.origin else "")
    return Cell()


def _officer(line: CommitmentLine, today: date) -> Cell:
    return cells.stated(line.officer)


def _strength(line: CommitmentLine, today: date) -> Cell:
    return Cell(line.strength.label, tone="text2")


def _next(line: CommitmentLine, today: date) -> Cell:
    return cells.next_step(line.next_step, line.next_due, today)


def _source(line: CommitmentLine, today: date) -> Cell:
    if not line.sources:
        return Cell(_("none"), tone="text3")
    return Cell(words.one_line("; ".join(line.sources)), tone="text2", tip="\n".join(line.sources))


def _urgency(line: CommitmentLine, today: date) -> Cell:
    return cells.urgency(line.urgency)
