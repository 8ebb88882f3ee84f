"""The words and marks that cells of every status table share: dates, codes, who owes whom, what is not stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from db.records.base import Link, Written
from db.records.commitments import CommitmentLine
from db.rules.commitments import SOON_DAYS_PRECISE
from db.rules.periods import Period, Phase, distance, happening, relative, state
from db.rules.urgency import Urgency
from db.vocabulary import CommitmentStatus, Ending
from db.words import _, pgettext
from desktop.kit.words import joined, listed, not_stated, one_line
from desktop.table.cell import Cell, Column

ARROW = ("→", False)
"""Stands among the codes of a cell for the arrow from one side to the other."""

_CODES_SHOWN = 2
_TONES = {CommitmentStatus.OVERDUE: "critical", CommitmentStatus.DUE_SOON: "warning"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the wording of a table depends on besides the record: our side, if any, and whether there is room."""

    ours: int | None = None
    wide: bool = False


class _HasWritten(Protocol):
    """A row knows when and by whom its record was written."""

    @property
    def written(self) -> Written: ...


def no_date() -> str:
    """What stands for a date nobody has named."""
    return _("no date")


def due(period: Period | None, today: date) -> Cell:
    """A deadline over how far off it is; a late or near one is coloured."""
    if period is None:
        return Cell(no_date(), tone="text3")
    far, tone = relative(period, today), _urgency(period, today)
    return Cell(period.display(), far, tone, tip=period.window(), dated=True, day=exact(period))


def promised_by(line: CommitmentLine, today: date) -> Cell:
    """The deadline of a promise, coloured as its status is; only what is overdue is said to be late."""
    cell = due(line.due, today)
    return cell if line.due is None else replace(cell, under=line.how_far(today), tone=_TONES.get(line.status, ""))


def past(period: Period | None, today: date, blank: str = "") -> Cell:
    """A date that something had or will have, over how long ago or ahead it is; `blank` where there is none."""
    if period is None:
        return Cell(blank, tone="text3") if blank else Cell()
    far = happening(period, today)
    return Cell(period.display(), far, tip=period.window(), dated=True, day=exact(period))


def since(day: date | None, today: date) -> Cell:
    """When something was last done: "11 days ago" or "none yet"."""
    if day is None:
        return Cell(_("none yet"), tone="text3")
    return Cell(distance(day, today), tone="text2", tip=Period.on(day).display(), day=day)


def urgency(found: Urgency) -> Cell:
    """How urgent it is as a sum, and on hover its parts; nothing where nothing weighs."""
    return Cell(str(found.total), tip=found.explanation, spoken=found.said) if found.total else Cell()


def stated(text: str) -> Cell:
    """Words of the register, in full as a tip, or that nothing was stated."""
    return Cell(one_line(text), tone="text2", tip=text) if text else Cell(not_stated(), tone="text3")


def ended(cell: Cell, how: Ending | None, *, thrown_away: bool) -> Cell:
    """A step or a reply with how it came to its end, if it did: it is late no more, nor while all it is about lies in
    the Trash."""
    if how is None and not thrown_away:
        return cell
    return replace(cell, under=how.label if how is not None else _("in the Trash"), tone="text3")


def next_step(step: str, deadline: Period | None, today: date) -> Cell:
    """What is to be done next over its deadline, which stands alone where nobody said what."""
    if not step and deadline is None:
        return Cell(_("none"), tone="text3")
    when = due(deadline, today) if deadline else Cell()
    if not step:
        return Cell(when.text, when.under, when.tone)
    return Cell(one_line(step), joined((when.text, when.under)), when.tone, tip=step)


def written_columns() -> tuple[Column[Any], ...]:
    """When and by whom a record was made and last changed; the same in every table."""
    return (
        Column("created", _("Created"), _created, "", 124, extra=True),
        Column("changed", _("Changed"), _changed, "", 124, extra=True),
    )


def _created(line: _HasWritten, today: date) -> Cell:
    return _moment(line.written.created_at, line.written.created_by)


def _changed(line: _HasWritten, today: date) -> Cell:
    return _moment(line.written.changed_at, line.written.changed_by)


def _moment(at: datetime, by: str) -> Cell:
    """The day of a moment, where this computer is, over who it was; the tip has the time too."""
    here = at.astimezone()
    day = Period.on(here.date()).display()
    return Cell(day, by, "text2", tip=joined((f"{day} {here:%H:%M}", by)), day=here.date())


def exact(period: Period) -> date | None:
    """The day of a period that is one day and no more, without a doubt; None of "Q1 2027" and of "by 4 Dec 2026"."""
    day = period.latest
    return day if day is not None and period.edtf == day.isoformat() else None


def between(givers: Sequence[Link], takers: Sequence[Link], scene: Scene, spoken: str) -> Cell:
    """One side (tinted where it is ours), an arrow and the other side as codes; as words where a side has no code."""
    mutual = not takers or {each.id for each in givers} == {each.id for each in takers}
    if len(givers) > 1 and mutual:
        return Cell(_("both sides"), tone="text2", spoken=spoken, tip=spoken)
    if not givers and not takers:
        return Cell(not_stated(), tone="text3", spoken=spoken, tip=spoken)
    if not all(each.code for each in (*givers, *takers)):
        return Cell(_names(givers), _towards(takers), spoken=spoken, tip=spoken)
    codes = (*side(givers, scene), *((ARROW, *side(takers, Scene())) if takers else ()))
    return Cell(codes=codes, spoken=spoken, tip=spoken)


def side(parties: Sequence[Link], scene: Scene) -> tuple[tuple[str, bool], ...]:
    """The codes of one side, ours marked; more than two are counted."""
    shown = tuple((each.code, each.id == scene.ours) for each in parties[:_CODES_SHOWN])
    more = len(parties) - _CODES_SHOWN
    return (*shown, (f"+{more}", False)) if more > 0 else shown


def who_owes(owes: Sequence[Link], owed: Sequence[Link], ours: int | None = None) -> str:
    """The same in a sentence: "Kazakhstan owes Pakistan", "We owe, to whom not stated", "Pakistan owes us"."""
    we, us = pgettext("who owes", "We"), pgettext("to whom it is owed", "us")
    giver, taker = _with_us(owes, ours, we), _with_us(owed, ours, us)
    many = len(owes) > 1 or any(each.id == ours for each in owes)
    if owes and {each.id for each in owes} == {each.id for each in owed}:
        return _("{giver} owe each other").format(giver=giver)
    if not giver:
        return _("Who owes is not stated")
    if many and not taker:
        return _("{giver} owe, to whom not stated").format(giver=giver)
    if not taker:
        return _("{giver} owes, to whom not stated").format(giver=giver)
    if many:
        return _("{giver} owe {taker}").format(giver=giver, taker=taker)
    return _("{giver} owes {taker}").format(giver=giver, taker=taker)


def journey(start: Link | None, end: Link | None, ours: int | None = None) -> str:
    """Where a visit comes from and goes to: "Kazakhstan to Pakistan", "Our visit to Pakistan"."""
    first, last = (each.title if each else not_stated() for each in (start, end))
    going, coming = (each is not None and each.id == ours for each in (start, end))
    if going and not coming:
        return _("Our visit to {end}").format(end=last) if end else _("Our visit, to where not stated")
    if coming and not going:
        return _("{start}’s visit to us").format(start=first) if start else _("A visit to us, from where not stated")
    return _("{start} to {end}").format(start=first, end=last)


def others(parties: Sequence[Link], scene: Scene) -> str:
    """The countries on the other side; nothing while no side is ours."""
    if scene.ours is None:
        return ""
    return ", ".join(dict.fromkeys(each.title for each in parties if each.id != scene.ours))


def _urgency(period: Period, today: date) -> str:
    now = state(period, today)
    if now.phase is Phase.PAST:
        return "critical"
    return "warning" if now.days_left is not None and now.days_left <= SOON_DAYS_PRECISE else ""


def _with_us(parties: Sequence[Link], ours: int | None, us: str) -> str:
    """The names of parties, ours first and as "we" or "us"."""
    in_order = sorted(parties, key=lambda each: each.id != ours)
    return listed([us if each.id == ours else each.title for each in in_order])


def _names(parties: Sequence[Link]) -> str:
    return listed([each.title for each in parties]) or not_stated()


def _towards(parties: Sequence[Link]) -> str:
    names = listed([each.title for each in parties])
    return _("to {names}").format(names=names) if parties else ""
