"""Writing a register out as a bundle."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.drafts import draft_of
from db.queries.settings import our_side
from db.records.bundle import DRAFTS, Bundle, Entry
from db.tables.base import Record
from db.unreadable import must_be_whole


def everything(reader: Session, title: str) -> Bundle:
    """Every record a bundle carries, hidden ones marked, in the order in which they were added.

    ValueDamaged where one cannot be read: what stands for a value in a list must not be taken for it elsewhere."""
    must_be_whole(reader)
    uids: dict[int, str] = dict(reader.execute(select(Record.id, Record.uid)).all())
    rows = reader.scalars(select(Record).where(Record.kind.in_(DRAFTS)).order_by(Record.id))
    ours = our_side(reader)
    entries = tuple(
        Entry(
            uid=row.uid,
            kind=row.kind,
            hidden=row.hidden,
            draft=draft_of(row).model_dump(mode="json", context={"uids": uids}, exclude_defaults=True),
        )
        for row in rows
    )
    return Bundle(title=title, our_side=uids.get(ours) if ours else None, records=entries)
