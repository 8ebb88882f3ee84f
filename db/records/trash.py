"""What was moved to the Trash."""

from __future__ import annotations

from datetime import datetime

from db.records.base import Shape
from db.vocabulary import Kind


class TrashLine(Shape):
    """A record in the Trash as a row: what it is, and who put it there when."""

    id: int
    kind: Kind
    title: str
    at: datetime
    by: str
