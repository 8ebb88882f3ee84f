"""The choices that belong to a register."""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.records.base import NamedView
from db.records.settings import SavedView
from db.tables.settings import OUR_SIDE, VIEW, Setting
from db.vocabulary import Kind


def our_side(reader: Session) -> int | None:
    """The party that is "we", or None for neither."""
    value = reader.scalar(select(Setting.value).where(Setting.name == OUR_SIDE))
    return value if isinstance(value, int) else None


def saved_views(reader: Session, kind: Kind) -> tuple[NamedView, ...]:
    """The views of a table that users saved, in the order in which they did; one that cannot be read is left out."""
    names = Setting.name.startswith(f"{VIEW}{kind}:", autoescape=True)
    found = []
    for setting in reader.scalars(select(Setting).where(names).order_by(Setting.id)):
        try:
            saved = SavedView.model_validate(setting.value)
        except ValidationError:
            continue
        found.append(NamedView(view=saved.view, label=saved.label, own=setting.name, pinned=saved.pinned))
    return tuple(found)
