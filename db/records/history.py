"""The history of a record: what changed when, by whom, and how it stood after any change."""

from __future__ import annotations

from datetime import datetime

from db.records.base import Link, Shape
from db.records.bundle import DRAFTS
from db.vocabulary import Kind, Way

REWRITTEN = frozenset(DRAFTS) - {Kind.ACTION}
"""The kinds of record that can be put back as they stood. An entry of the log is corrected by a newer one; papers and
files are kept as they are."""

HIDDEN = "hidden"
"""The one field of a record's history that is not of its draft: whether it is in the Trash."""


class FieldChange(Shape):
    """One field before and after a change, in words: no line where nothing stands, several for rows that hang on it."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    rows: bool
    """Whether it is rows that hang on the record; then only those that differ are named."""
    restorable: bool
    """Whether it was something else before the change than it is now, and can be put back like that."""


class PastChange(Shape):
    """What one change did to a record; a log entry or an invitation that hangs on it changes none of its fields."""

    id: int
    label: str
    at: datetime
    by: str
    way: Way
    adds: bool
    """Whether the record was not there before."""
    fields: tuple[FieldChange, ...]
    others: tuple[Link, ...]
    """Some of the other records that the change wrote."""
    other_count: int
    restorable: bool
    """Whether the record stood otherwise after it than it does now, and can be put back like that."""


class Fact(Shape):
    """One field of a record in words."""

    field: str
    lines: tuple[str, ...]


class Version(Shape):
    """A record as it stood, and the change that left it so."""

    change: int
    label: str
    at: datetime
    by: str
    facts: tuple[Fact, ...]
    restorable: bool
    """Whether it differs from how the record stands now, and can be written back."""


class Subject(Shape):
    """A record whose history is asked for."""

    kind: Kind
    title: str
    version: int
    hidden: bool
    changes: int
    """How many changes there are of it."""


class Difference(Shape):
    """One field in which what somebody typed and what others stored meanwhile differ, in words."""

    field: str
    before: tuple[str, ...]
    theirs: tuple[str, ...]
    yours: tuple[str, ...]
    they_changed: bool
    you_changed: bool
