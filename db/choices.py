"""The choices of a register by their names; a page asks for half a dozen of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.settings import VIEW, Setting

_CHOICES, _WRITES = "choices", "journal"


def choice(session: Session, name: str) -> Any:
    """What was chosen; None for nothing. A session that reads one state of the register reads all choices at once."""
    if _WRITES in session.info:
        return session.scalar(select(Setting.value).where(Setting.name == name))
    if _CHOICES not in session.info:
        every = select(Setting.name, Setting.value).where(~Setting.name.startswith(VIEW, autoescape=True))
        session.info[_CHOICES] = {named: value for named, value in session.execute(every)}
    return session.info[_CHOICES].get(name)
