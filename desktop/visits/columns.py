"""The table of visits: what each column says of a visit, dated or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.records.visits import VisitLine
from db.rules.periods import days_left
from db.vocabulary import VisitKind
from db.words import _
from desktop.kit import words
from desktop.status import visit_look
from desktop.table import columns as cells
from desktop.table.cell import Cell, Column
from desktop.table.columns import Scene


def columns(scene: Scene) -> Sequence[Column[VisitLine]]:
    """The columns; where there is room the place has its own and leaves the second line."""

    def title(line: VisitLine, today: date) -> Cell:
        return _title(line, scene)

    def way(line: VisitLine, today: date) -> Cell:
        start = (line.from_party,) if line.from_party else ()
        end = (line.to_party,) if line.to_party else ()
        return cells.between(start, end, scene, cells.journey(line.from_party, line.to_party, scene.ours))

    return (
        Column("status", _("Status"), _status, "status", 164),
        Column("title", _("Visit"), title, "title", 280, stretch=True),
        Column("direction", _("Direction"), way, "", 132),
        Column("dates", _("Dates"), dates, "dates", 160),
        Column("place", _("Place"), _place, "places", 130, wide_only=True),
        Column("return_of", _("Return of"), _return_of, "", 190, wide_only=True),
        Column("follow_ups", _("Follow-ups"), _follow_ups, "", 116, wide_only=True),
        Column("leaders", _("Head of delegation"), _leaders, "", 190, extra=True),
        Column("urgency", _("Urgency"), _urgency, "", 100, extra=True),
        *cells.written_columns(),
    )


def dates(line: VisitLine, today: date) -> Cell:
    """The agreed dates, or "no date" over the window of the invitation."""
    if line.dates is not None:
        return replace(cells.past(line.dates, today), under=line.how_far(today))
    window = words.joined((_window(line), days_left(line.window, today)))
    tone = "text3" if line.window is None else visit_look(line.status).tone
    return Cell(cells.no_date(), window, tone, tip=line.window.window() if line.window else "")


def kind(line: VisitLine) -> str:
    """The kind of a visit, or that no kind was stated."""
    if line.kind is VisitKind.NOT_STATED:
        return _("Kind not stated")
    return line.kind.label


def _status(line: VisitLine, today: date) -> Cell:
    look = visit_look(line.status, to_confirm=line.to_confirm)
    return Cell(line.standing(), tone=look.tone, icon=look.icon)


def _title(line: VisitLine, scene: Scene) -> Cell:
    parties = [each for each in (line.from_party, line.to_party) if each is not None]
    under = (kind(line), cells.others(parties, scene), line.visitor, "" if scene.wide else line.places)
    return Cell(words.one_line(line.title), words.joined(under), tip=line.title)


def _window(line: VisitLine) -> str:
    if line.window is None:
        return ""
    return words.quoted(line.window.as_written) if line.window.as_written else line.window.display()


def _place(line: VisitLine, today: date) -> Cell:
    return cells.stated(line.places)


def _return_of(line: VisitLine, today: date) -> Cell:
    title = line.return_of.title if line.return_of else ""
    return Cell(words.one_line(title), tip=title)


def _follow_ups(line: VisitLine, today: date) -> Cell:
    if not line.follow_ups:
        return Cell(_("none"), tone="text3")
    pattern = _("{open} of {count} open")
    return Cell(pattern.format(open=line.follow_ups_open, count=line.follow_ups))


def _leaders(line: VisitLine, today: date) -> Cell:
    """Who leads the delegation; where both sides have one named, the visiting one stands over its host's."""
    if not line.leaders:
        return Cell(words.not_stated(), tone="text3")
    in_full = [
        words.joined((each.name, each.function, each.party.title if each.party else "")) for each in line.leaders
    ]
    first, *others = line.leaders
    under = ", ".join(each.name for each in others) or first.function
    return Cell(words.one_line(first.name), words.one_line(under), tip="\n".join(in_full))


def _urgency(line: VisitLine, today: date) -> Cell:
    return cells.urgency(line.urgency)
