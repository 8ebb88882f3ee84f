"""The balance of visits between two parties."""

from __future__ import annotations

from db.records.base import Shape
from db.records.visits import VisitLine
from db.vocabulary import Rank, VisitKind


class LedgerSheet(Shape):
    """The balance of visits of a pair, of one kind and rank or of all, in a sentence and as lines of two visits."""

    said: str
    outstanding: bool
    paid_there: tuple[int, ...]
    """The visits that the other side paid to the party, by number."""
    paid_here: tuple[int, ...]
    kinds: tuple[VisitKind, ...]
    """The kinds that occur, in the order of the vocabulary."""
    ranks: tuple[Rank | None, ...]
    lines: tuple[tuple[VisitLine | None, VisitLine | None], ...]
    """The newest ones: a visit to the party, and the one from it that returns it or is to."""
    total: int
    """How many such lines there are."""
