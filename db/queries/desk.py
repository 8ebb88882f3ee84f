"""What a desk says of itself: the head of its paper."""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.choices import choice
from db.records.desk import Letterhead
from db.tables.settings import LETTERHEAD
from db.tables.sources import Blob


def letterhead(reader: Session) -> Letterhead:
    """What stands on top of every sheet; nothing where none was written, or none can be read."""
    try:
        return Letterhead.model_validate(choice(reader, LETTERHEAD) or {})
    except ValidationError:
        return Letterhead()


def picture(reader: Session) -> bytes:
    """The picture beside it; none where there is none, or it was thrown away for good."""
    sha256 = letterhead(reader).picture
    found = reader.scalar(select(Blob.content).where(Blob.sha256 == sha256)) if sha256 else None
    return found if isinstance(found, bytes) else b""
