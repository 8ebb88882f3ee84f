"""Reading the follow-up log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from db.errors import BugError
from db.queries.base import find, head_of, links, narrowed, page, total
from db.queries.drafts import draft_of
from db.records.actions import ActionCard, ActionDraft, ActionLine
from db.records.base import View, ViewCount
from db.tables.actions import Action, ActionLink
from db.vocabulary import Kind, Result

DEFAULT_VIEW = "all"


def rows(view: View, record: int | None = None) -> Select[tuple[int]]:
    """The ids of a view, newest first; of one record where it is given."""
    query = narrowed(select(Action.id), view)
    if view.name == "awaiting":
        query = query.where(Action.result == Result.AWAITING_REPLY)
    if view.name.startswith("by:"):
        query = query.where(Action.by == view.name.removeprefix("by:"))
    if record is not None:
        query = query.where(Action.id.in_(select(ActionLink.action_id).where(ActionLink.record_id == record)))
    if view.sort == "day" and not view.descending:
        return query.order_by(Action.on, Action.id)
    return query.order_by(Action.on.desc(), Action.id.desc())


def count(reader: Session, today: date, view: View) -> int:
    """How many rows a view has."""
    return total(reader, rows(view))


def window(reader: Session, today: date, view: View, start: int, size: int) -> tuple[ActionLine, ...]:
    """Some rows of a view."""
    return lines(reader, page(reader, rows(view), start, size))


def views(reader: Session, today: date) -> tuple[ViewCount, ...]:
    """The named views of the log with their counts."""
    named = [("all", "All"), ("awaiting", "Awaiting a reply")]
    return tuple(
        ViewCount(name=name, label=label, count=count(reader, today, View(name=name))) for name, label in named
    )


def of_record(reader: Session, record_id: int, limit: int = 100) -> tuple[ActionLine, ...]:
    """The log of one record, newest first."""
    return lines(reader, page(reader, rows(View(), record_id), 0, limit))


def lines(reader: Session, ids: Sequence[int]) -> tuple[ActionLine, ...]:
    """Actions as rows, in the order of `ids`."""
    found = reader.scalars(select(Action).where(Action.id.in_(ids)).options(selectinload(Action.record_links)))
    by_id = {row.id: row for row in found}
    named = links(reader, [link.record_id for row in by_id.values() for link in row.record_links])
    replaced = set(reader.scalars(select(Action.corrects).where(Action.corrects.in_(ids)))) if ids else set()
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
            progress_after=row.progress_after,
            links=tuple(named[link.record_id] for link in row.record_links),
            corrects=row.corrects,
            superseded=row.id in replaced,
        )
        for row in (by_id[each] for each in ids if each in by_id)
    )


def card(reader: Session, record_id: int) -> ActionCard:
    """One entry of the log in full; NotFound where there is none of that number."""
    row = find(reader, record_id, Kind.ACTION)
    draft = draft_of(row)
    if not isinstance(draft, ActionDraft):
        raise BugError("an action is not in its table")
    return ActionCard(head=head_of(reader, row), line=lines(reader, [record_id])[0], draft=draft)
