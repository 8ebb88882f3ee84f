"""What was moved to the Trash."""

from __future__ import annotations

from datetime import datetime

from db.records.base import Shape
from db.vocabulary import Kind
from db.words import _


class TrashLine(Shape):
    """A record in the Trash as a row: what it is, and who put it there when."""

    id: int
    kind: Kind
    title: str
    at: datetime
    by: str
    is_rule: bool = False
    """Whether it is a rule, which is kept as reminders are."""

    @property
    def called(self) -> str:
        """What it is, in a word."""
        return _("Rule") if self.is_rule else self.kind.label


class Farewell(Shape):
    """What deleting for good takes away, before it is done."""

    records: int
    besides: tuple[tuple[Kind, int], ...]
    """Further records that belong to these, how many of each kind: invitations, entries of the log, files."""
    staying: tuple[tuple[str, str], ...]
    """What stays in the Trash, each with the title of a record that names it."""
