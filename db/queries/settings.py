"""The choices that belong to a register."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.settings import OUR_SIDE, Setting


def our_side(reader: Session) -> int | None:
    """The party that is "we", or None for neither."""
    value = reader.scalar(select(Setting.value).where(Setting.name == OUR_SIDE))
    return value if isinstance(value, int) else None
