"""The table of the follow-up log: what was done, when, by whom, on which record, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.records.actions import ActionLine
from db.rules.periods import Period
from db.words import _
from desktop.kit import words
from desktop.status import ACTION_ICONS
from desktop.table import columns as cells
from desktop.table.cell import Cell, Column
from desktop.table.columns import Scene


def columns(scene: Scene) -> Sequence[Column[ActionLine]]:
    """The columns; where there is room, the next step is shown too."""
    return (
        Column("kind", _("Kind"), _kind, "", 148),
        Column("text", _("What was done"), _text, "", 280, stretch=True),
        Column("day", _("When"), _day, "day", 116),
        Column("by", _("By"), _by, "", 124),
        Column("result", _("Result"), _result, "", 130, wide_only=True),
        Column("next", _("Next step"), _next, "", 220, wide_only=True),
        Column("our_reference", _("Our number"), _ours, "", 124, extra=True),
        Column("their_reference", _("Their number"), _theirs, "", 124, extra=True),
    )


def _ours(line: ActionLine, today: date) -> Cell:
    return Cell(line.our_reference)


def _theirs(line: ActionLine, today: date) -> Cell:
    return Cell(line.their_reference)


def _kind(line: ActionLine, today: date) -> Cell:
    return Cell(line.kind.label, icon=ACTION_ICONS[line.kind])


def _text(line: ActionLine, today: date) -> Cell:
    on = words.listed([each.title for each in line.links])
    return Cell(words.one_line(line.text), words.one_line(on), tip=f"{line.text}\n{on}")


def _day(line: ActionLine, today: date) -> Cell:
    return cells.past(Period.on(line.on), today)


def _by(line: ActionLine, today: date) -> Cell:
    if not line.by and not line.with_whom:
        return Cell(words.not_stated(), tone="text3")
    met = _("with {with_whom}").format(with_whom=line.with_whom) if line.with_whom else ""
    return Cell(line.by or words.not_stated(), met, tip=met)


def _result(line: ActionLine, today: date) -> Cell:
    if line.result is None:
        return Cell(words.not_stated(), tone="text3")
    if line.reply_by is None:
        return Cell(line.result.label, line.reply_ended.label if line.reply_ended is not None else "")
    deadline = cells.ended(cells.due(line.reply_by, today), line.reply_ended, thrown_away=line.thrown_away)
    by = _("reply {words}").format(words=deadline.text)
    return Cell(line.result.label, by, deadline.tone, tip=deadline.tip)


def _next(line: ActionLine, today: date) -> Cell:
    return cells.ended(
        cells.next_step(line.next_step, line.next_due, today), line.step_ended, thrown_away=line.thrown_away
    )
