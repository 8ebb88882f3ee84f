"""The choices that belong to a register."""

from __future__ import annotations

from db.records.base import Shape, Title, View


class SavedView(Shape):
    """A view of a table that a user gave a name."""

    label: Title
    view: View
    pinned: bool = False


class UsedName(Shape):
    """An officer or unit as it is written in commitments: in how many, and whether it is still offered."""

    name: str
    count: int
    retired: bool
