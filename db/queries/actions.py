"""Reading the follow-up log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session, selectinload

from db.drafts import draft_of
from db.errors import BugError
from db.queries import pending
from db.queries.base import find, head_of, links
from db.queries.listing import COUNTRY, DAY, ID, LINE, SHELF, Facet, Listing, Ordered, Rows, by, own
from db.records.actions import ActionCard, ActionDraft, ActionLine
from db.records.base import NamedView, View
from db.tables.actions import Action, ActionLink, is_open
from db.tables.base import Record
from db.vocabulary import ActionKind, DateField, Direction, Kind, Result
from db.words import _

DEFAULT_VIEW = "all"
_LATE = {"late_steps": DateField.NEXT_STEP, "late_replies": DateField.REPLY_BY}


def rows(reader: Session, today: date, view: View, record: int | None = None) -> Select[int]:
    """The ids of a view, newest first; of one record where it is given."""
    return _rows(reader, today, view, record).select()


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return LISTING.rows(reader, today, view).count(reader)


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[ActionLine, ...]:
    """Some rows of a view."""
    return lines(reader, today, LISTING.rows(reader, today, view).page(reader, start, size))


def views(reader: Session) -> tuple[NamedView, ...]:
    """The views that are always there."""
    named = [("all", _("All")), ("awaiting", _("Awaiting a reply"))]
    named += [("late_steps", _("Next steps late")), ("late_replies", _("Replies overdue"))]
    return tuple(NamedView(view=View(name=name), label=label) for name, label in named)


def _rows(reader: Session, today: date, view: View, record: int | None) -> Rows:
    found = LISTING.rows(reader, today, view)
    if record is None:
        return found
    return found.where(ID.in_(select(ActionLink.action_id).where(ActionLink.record_id == record)))


def _named(reader: Session, today: date, name: str, rank: ColumnElement[int]) -> ColumnElement[bool]:
    if name == "awaiting":
        about = _on_what_is_there().where(ActionLink.action_id == ID)
        entry = Action.__table__.c
        open_still = select(entry.id).where(entry.id == ID, is_open(DateField.REPLY_BY))
        return (SHELF == "awaiting") & about.correlate(LINE).exists() & open_still.correlate(LINE).exists()
    if name in _LATE:
        return ID.in_(pending.late_entries(today, _LATE[name]))
    if name.startswith("by:"):
        columns = Action.__table__.c
        by_them = columns.by == name.removeprefix("by:")
        return select(columns.id).where(columns.id == ID, by_them).correlate(LINE).exists()
    return true()


def _on_what_is_there() -> Select[int]:
    """The entries that are about something outside the Trash."""
    about = select(ActionLink.action_id).join(Record, Record.id == ActionLink.record_id)
    return about.where(~Record.hidden)


def _usual(rank: ColumnElement[int]) -> tuple[Ordered, ...]:
    return (DAY, True), (ID, True)


LISTING = Listing(
    Action,
    _named,
    _usual,
    {"day": by(DAY)},
    {
        "country": COUNTRY,
        "with": COUNTRY,
        "kind": Facet(own(Action, "action_kind"), word=ActionKind),
        "by": Facet(own(Action, "by")),
        "result": Facet(own(Action, "result"), word=Result),
        "direction": Facet(own(Action, "direction"), word=Direction),
    },
)


def of_record(reader: Session, record_id: int, limit: int = 100) -> tuple[ActionLine, ...]:
    """The log of one record, newest first."""
    return lines(reader, date.min, _rows(reader, date.min, View(), record_id).page(reader, 0, limit))


def lines(reader: Session, today: date, ids: Sequence[int]) -> tuple[ActionLine, ...]:
    """Actions as rows, in the order of `ids`; they say the same on any day."""
    if not ids:
        return ()
    own, later = Action.__table__, Action.__table__.alias()
    corrected = select(later.c.id).where(later.c.corrects == own.c.id).exists()
    about = _on_what_is_there().where(ActionLink.action_id == own.c.id).correlate(own).exists()
    query = select(Action, corrected, about).where(Action.id.in_(ids)).options(selectinload(Action.record_links))
    found = reader.execute(query).all()
    by_id = {row.id: row for row, *_told in found}
    replaced = {row.id for row, is_replaced, _is_there in found if is_replaced}
    there = {row.id for row, _is_replaced, is_there in found if is_there}
    named = links(reader, [link.record_id for row in by_id.values() for link in row.record_links])
    return tuple(
        ActionLine(
            id=row.id,
            text=row.text,
            kind=row.action_kind,
            on=row.on,
            by=row.by,
            with_whom=row.with_whom,
            result=row.result,
            reply_by=row.reply_by,
            next_step=row.next_step,
            next_due=row.next_due,
            step_ended=row.step_ended,
            reply_ended=row.reply_ended,
            progress_after=row.progress_after,
            stage_after=row.stage_after,
            links=tuple(named[link.record_id] for link in row.record_links),
            thrown_away=row.id not in there,
            corrects=row.corrects,
            superseded=row.id in replaced,
            our_reference=row.our_reference,
            their_reference=row.their_reference,
        )
        for row in (by_id[each] for each in ids if each in by_id)
    )


def card(reader: Session, record_id: int) -> ActionCard:
    """One entry of the log in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.ACTION)
    draft = draft_of(row)
    if not isinstance(draft, ActionDraft):
        raise BugError("an action is not in its table")
    return ActionCard(head=head_of(reader, row), line=lines(reader, date.min, [record_id])[0], draft=draft)
