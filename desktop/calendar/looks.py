"""How a thing of a calendar looks and is said, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from db.records.calendar import CalendarItem, Undated
from db.vocabulary import AgreementStatus, CommitmentStatus, DateField, VisitStatus
from db.words import _
from desktop.kit.words import joined
from desktop.status import Look, agreement_look, commitment_look, visit_look
from desktop.table.cell import Cell, Column
from desktop.table.grid import Heading, PaperList, paper

_BY_FIELD: Mapping[DateField, Look] = {
    DateField.NEXT_STEP: Look("info", "list-checks"),
    DateField.REPLY_BY: Look("waiting", "hourglass"),
    DateField.TERM_ENDS: Look("warning", "calendar-x"),
    DateField.NOTICE_BY: Look("warning", "clock-alert"),
    DateField.ON: Look("neutral", "bell"),
    DateField.ANNIVERSARY: Look("neutral", "star"),
}
"""What is not a date of the record itself looks by what it asks for, not by where the record stands."""


def look_of(item: CalendarItem) -> Look:
    """The tone and icon of a date."""
    return _BY_FIELD[item.field] if item.field in _BY_FIELD else look_by(item.status)


def look_by(status: VisitStatus | AgreementStatus | CommitmentStatus | None) -> Look:
    """The look of a status, of whichever kind of record."""
    match status:
        case VisitStatus():
            return visit_look(status)
        case AgreementStatus():
            return agreement_look(status)
        case CommitmentStatus():
            return commitment_look(status)
    return Look("neutral", "calendar")


def title_of(item: CalendarItem | Undated) -> str:
    """The title on one line; of what has none, that."""
    return " ".join(item.title.split()) or _("Untitled")


def shortly(item: CalendarItem) -> str:
    """It on a chip: what stands there by its own date needs no word for it."""
    own = item.field in (DateField.DATES, DateField.DUE, DateField.WINDOW, DateField.ON)
    return title_of(item) if own else _("{what}: {title}").format(what=item.said, title=title_of(item))


def meta_of(item: CalendarItem) -> str:
    """What is said of it beside its title."""
    status = item.status.label if item.status is not None and item.field not in _BY_FIELD else ""
    about = " ".join(item.about.split())
    return joined((item.said, about, status))


def spoken(item: CalendarItem) -> str:
    """It in one sentence, for screen readers and tips."""
    return ", ".join(filter(None, (title_of(item), meta_of(item), item.when)))


def on_paper(items: Sequence[CalendarItem], heading: Heading) -> PaperList:
    """The things of a calendar in the order of an agenda."""
    return paper(_columns(), items, heading)


def _columns() -> tuple[Column[CalendarItem], ...]:
    return (
        Column("when", _("When"), _when, width=130),
        Column("what", _("What"), _what, width=120),
        Column("title", _("Title"), _title, width=300, stretch=True),
        Column("status", _("Status"), _status, width=130),
    )


def _when(item: CalendarItem, _as_of: date) -> Cell:
    return Cell(item.when)


def _what(item: CalendarItem, _as_of: date) -> Cell:
    return Cell(item.said)


def _title(item: CalendarItem, _as_of: date) -> Cell:
    return Cell(title_of(item), " ".join(item.about.split()))


def _status(item: CalendarItem, _as_of: date) -> Cell:
    look = look_of(item)
    return Cell(item.status.label, icon=look.icon, tone=look.tone) if item.status is not None else Cell("")
